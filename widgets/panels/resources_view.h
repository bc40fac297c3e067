#pragma once

#include "widgets/jobs/engine_job.h"
#include "widgets/jobs/machine_use.h"
#include "widgets/models/background.h"
#include "widgets/models/run_snapshot.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;

namespace polcascope::panels {

/// What the open run takes of the machine: how far and how fast its engine is, the engine's memory and processors, and
/// the room left on the disk. Looked at every second while it is seen.
class ResourcesView : public QWidget {
    Q_OBJECT
public:
    explicit ResourcesView(QWidget* parent = nullptr);

    void showRun(const models::RunSnapshotPointer& run); ///< may be null
    void setJob(jobs::EngineJob* job); ///< at work in the run, or null

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    struct Tile {
        QLabel* text = nullptr;
        QProgressBar* bar = nullptr;
    };
    /// What was found in the background.
    struct Found {
        std::optional<jobs::ProcessUse> use;
        std::optional<qint64> free;
    };

    [[nodiscard]] Tile addTile(const char* objectName, const QString& title);
    static void show(const Tile& tile, const QString& text, double share); ///< share: NaN for no bar
    void look();
    void take(const Found& found);
    void showProgress();

    models::RunSnapshotPointer m_run;
    QPointer<jobs::EngineJob> m_job;
    Tile m_progress;
    Tile m_memory;
    Tile m_processor;
    Tile m_disk;
    models::Background m_work;
    QTimer m_timer;
    double m_processorSeconds = 0; ///< when it was looked at last
    QElapsedTimer m_since; ///< invalid: not looked at yet
};

}
