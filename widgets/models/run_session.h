#pragma once

#include "widgets/models/background.h"
#include "widgets/models/run_snapshot.h"

#include <QFutureWatcher>
#include <QObject>
#include <QTimer>

namespace polcascope::models {

/// The one run that is open. Reads it in a worker thread, never in the window's, and reads it again whenever
/// asked; requests that come while one is being served are served together afterwards. A run in which an
/// engine works that this window did not start is looked at again every second.
class RunSession : public QObject {
    Q_OBJECT
public:
    explicit RunSession(QObject* parent = nullptr);
    ~RunSession() override;

    void open(const QString& path); ///< another run; until it is read the one before stays
    void reload();
    void close();
    /// Reads through what was left for later of the open run, at a low priority: once something of it is seen. A run that
    /// turns out to be damaged is closed.
    void verify();
    [[nodiscard]] bool isVerifying() const { return m_verifying.isRunning(); }

    [[nodiscard]] const RunSnapshotPointer& run() const { return m_run; } ///< null when none is open
    [[nodiscard]] const QString& path() const
    {
        return m_path;
    } ///< of the run open or being opened; "" for none
    [[nodiscard]] bool isOpen() const { return m_run != nullptr; }

Q_SIGNALS:
    void opened(); ///< another run than before
    void changed(); ///< the open run has grown; also after opened() and closed()
    void closed();
    void failed(const QString& path, const QString& message); ///< it cannot be read: the run before stays, if it is another
    void foundDamaged(const QString& path, const QString& message); ///< by verify(): it has been closed

private:
    struct Reading {
        RunSnapshotPointer run;
        QString error;
    };
    void read();
    void take();

    QString m_path;
    RunSnapshotPointer m_run;
    QFutureWatcher<Reading> m_watcher;
    QString m_readPath; ///< what is being read now
    bool m_again = false;
    std::shared_ptr<const store::TrajectorySet> m_verified; ///< or being read through
    Background m_verifying { Background::Urgency::whenIdle };
    QTimer m_poll;
};

}
