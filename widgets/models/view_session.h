#pragma once

#include "widgets/models/run_view.h"

#include <QJsonObject>
#include <QObject>
#include <QTimer>

#include <functional>
#include <map>
#include <optional>

namespace polcascope::models {

/// As sessions keep a choice.
[[nodiscard]] QJsonObject toJson(const ViewChoice& choice);
[[nodiscard]] std::optional<ViewChoice> viewChoice(const QJsonObject& json); ///< nothing for what is none

/// What a person set in a run, kept in its session.json, or among their own files where the run is read-only: the choice, the parameters of each clustering that
/// are not the rules', names and notes of clusters, and what else is to be kept. What other programs keep in that file
/// stays. It is written a moment after a change, as a whole, and only if anything is not as it was found.
class ViewSession : public QObject {
    Q_OBJECT
public:
    explicit ViewSession(RunView* view, QObject* parent = nullptr);
    ~ViewSession() override; ///< writes what is not written yet

    /// The view shows this run from now on: restores what was set in it.
    void open(const QString& runPath);
    void close(); ///< the view is about to show another run, or none

    /// Something else that a person sets: what it is now, and how that is set again. Whoever owns it calls saveLater()
    /// when it changes.
    struct Part {
        std::function<QJsonObject()> state;
        std::function<void(const QJsonObject&)> restore;
    };
    void keep(const QString& name, Part part); ///< under that name in the file
    void saveLater();

    static constexpr int version = 1;

Q_SIGNALS:
    /// One sentence: it cannot be read, and is left alone; or cannot be written.
    void failed(const QString& message);

private:
    struct State {
        ViewChoice choice;
        RunView::ChangedParameters parameters;
        Annotations annotations;
        LabelRule labelRule;
        QJsonObject parts;
        bool operator==(const State&) const = default;
    };
    [[nodiscard]] State state() const;
    void save();

    RunView* m_view;
    std::map<QString, Part> m_parts;
    QString m_file; ///< "": no run is shown
    QString m_found; ///< read from there: the same, or the session of a run that cannot be written
    State m_saved;
    bool m_keeps = true; ///< false: written by a newer version, or broken, or cannot be written
    QTimer m_delay;
};

}
