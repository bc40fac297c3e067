#pragma once

#include "widgets/jobs/engine_job.h"
#include "widgets/models/run_snapshot.h"

#include <QTimer>
#include <QWidget>

class QLabel;

namespace polcascope::views {
class CurvePlot;
}

namespace polcascope::panels {

/// How does training go: the loss of every batch, live while the engine trains.
class TrainingPanel : public QWidget {
    Q_OBJECT
public:
    explicit TrainingPanel(QWidget* parent = nullptr);

    void showRun(const models::RunSnapshotPointer& run); ///< may be null
    void addPoint(const QString& runPath, const jobs::JobProgress& progress);
    void setLogX(bool logarithmic);
    [[nodiscard]] views::CurvePlot* plot() const { return m_plot; }

Q_SIGNALS:
    void logXChanged(bool logarithmic); ///< in a plot's context menu

private:
    void draw();

    views::CurvePlot* m_plot;
    QLabel* m_stages;
    models::RunSnapshotPointer m_run;
    QString m_path;
    QVector<double> m_liveSteps;
    QVector<double> m_liveLosses;
    QTimer m_redraw;
};

}
