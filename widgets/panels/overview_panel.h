#pragma once

#include "widgets/models/cluster_selection.h"
#include "widgets/models/overview.h"
#include "widgets/models/run_view.h"

#include <QWidget>

class QComboBox;
class QProgressBar;

namespace polcascope::views {
class OverviewPlot;
}

namespace polcascope::panels {

class ClusterChooser;
class TableTwin;

/// Where is something to see? Every clustering of the run by the rules and the decomposition chosen at one glance, by
/// how homogeneous its best cluster is.
class OverviewPanel : public QWidget {
    Q_OBJECT
public:
    OverviewPanel(models::RunView* view, models::ClusterSelection* selection, QWidget* parent = nullptr);
    void showRun(const models::RunSnapshotPointer& run); ///< may be null
    [[nodiscard]] const models::Overview& overview() const { return m_overview; }

protected:
    void showEvent(QShowEvent* event) override;

private:
    void ask();
    void showOverview();
    void choose(int row, int column);
    void fillLabels();

    models::RunView* m_view;
    models::RunSnapshotPointer m_run;
    models::Overview m_overview;
    models::OverviewModel m_model;
    ClusterChooser* m_chooser;
    views::OverviewPlot* m_plot;
    TableTwin* m_twin;
    QComboBox* m_label;
    QProgressBar* m_progress;
    std::vector<models::OverviewLabel> m_labels; ///< in the order of the list
};

}
