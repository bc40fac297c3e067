#pragma once

#include "widgets/jobs/engine_job.h"
#include "widgets/models/plot_axes.h"
#include "widgets/models/run_snapshot.h"

#include <QTimer>
#include <QWidget>

class QLabel;

namespace polcascope::panels {
class ResourcesView;
}

namespace polcascope::views {
class CurvePlot;
}

namespace polcascope::panels {

/// How does training go, and what does it take: the loss of every batch, live while the engine trains, and what the
/// engine uses of the machine.
class TrainingPanel : public QWidget {
    Q_OBJECT
public:
    explicit TrainingPanel(models::PlotAxes* axes, QWidget* parent = nullptr);

    void showRun(const models::RunSnapshotPointer& run); ///< may be null
    void setJob(jobs::EngineJob* job); ///< at work in the run, or null
    void addPoint(const QString& runPath, const jobs::JobProgress& progress);
    [[nodiscard]] views::CurvePlot* plot() const { return m_plot; }

private:
    void draw();

    views::CurvePlot* m_plot;
    QLabel* m_stages;
    ResourcesView* m_resources;
    models::RunSnapshotPointer m_run;
    QString m_path;
    QVector<double> m_liveSteps;
    QVector<double> m_liveLosses;
    QTimer m_redraw;
};

}
