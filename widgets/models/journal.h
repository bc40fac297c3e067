#pragma once

#include <QJsonObject>
#include <QLockFile>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace polcascope::models {

/// Where a person was in a window, written down while it is open: a window that ends in good order takes its journal away,
/// and one that finds the journal of a window that is gone can go on there.
///
/// There is no more to it. What a person sets in a run is in its session half a second after each change (ViewSession),
/// and how the window is arranged is in the settings as soon; all that a window takes with it is which run was open,
/// what was selected in it, what was being written, and what was pinned.
class Journal : public QObject {
    Q_OBJECT
public:
    struct Entry {
        QString run; ///< "": none is open
        QSet<int> selected; ///< clusters
        int current = 0; ///< of these, or noGroup
        int token = -1; ///< the primary one, or -1
        std::optional<QString> note = {}; ///< on `current`, begun and not yet taken
        QJsonObject pinned = {}; ///< as PinnedView finds it again; empty: nothing is
        bool operator==(const Entry&) const = default;
    };

    /// `now`: tells where the person is. Journals of all windows lie in one folder, which is made.
    Journal(const QString& folder, std::function<Entry()> now, QObject* parent = nullptr);
    ~Journal() override; ///< in good order

    void writeLater();
    void end(); ///< the window ends in good order

    /// What the window that ended last without end() was about; it is there until forget(). Journals of windows that are
    /// still there do not count.
    [[nodiscard]] std::optional<Entry> leftOver();
    void forget(); ///< all that are left over

Q_SIGNALS:
    void broken(const QString& path); ///< a journal that cannot be read, and is now there under that name

private:
    void write();

    QString m_folder;
    QString m_name; ///< of its file, without the ending
    std::function<Entry()> m_now;
    std::unique_ptr<QLockFile> m_alive; ///< held as long as this window is there
    Entry m_written;
    QStringList m_left; ///< files of windows that are gone
    QTimer m_delay;
};

}
