#pragma once

#include "widgets/models/breakthroughs.h"
#include "widgets/models/cluster_selection.h"
#include "widgets/models/plot_axes.h"
#include "widgets/models/run_view.h"

#include <QTimer>
#include <QWidget>

class QProgressBar;
class QSpinBox;

namespace polcascope::views {
class BreakthroughsPlot;
}

namespace polcascope::panels {

class ClusterChooser;
class TableTwin;

/// When is each cluster learnt, and does it break through after the loss has gone flat? All clusters of the run by the
/// rules and the decomposition chosen.
class BreakthroughsPanel : public QWidget {
    Q_OBJECT
public:
    BreakthroughsPanel(models::RunView* view, models::ClusterSelection* selection,
        models::PlotAxes* axes, QWidget* parent = nullptr);
    void showRun(const models::RunSnapshotPointer& run); ///< may be null
    [[nodiscard]] const models::Breakthroughs& breakthroughs() const { return m_breakthroughs; }

protected:
    void showEvent(QShowEvent* event) override;

private:
    void ask();
    void showBreakthroughs();
    void showCurrent();
    void choose(int row);

    models::RunView* m_view;
    models::ClusterSelection* m_selection;
    models::RunSnapshotPointer m_run;
    models::Breakthroughs m_breakthroughs;
    models::BreakthroughsModel m_model;
    ClusterChooser* m_chooser;
    views::BreakthroughsPlot* m_plot;
    TableTwin* m_twin;
    QSpinBox* m_distance;
    QProgressBar* m_progress;
    QTimer m_delay; ///< a number that is typed is not computed digit by digit
    QString m_distanceOf; ///< the run for which D was set
    int m_default = 0; ///< what it was set to: it grows with the run until the person sets another
};

}
