#pragma once

#include "widgets/models/cluster_selection.h"
#include "widgets/models/plot_axes.h"
#include "widgets/models/run_view.h"

#include <QWidget>

namespace polcascope::views {
class TrajectoryStrips;
}

namespace polcascope::panels {

/// Along which basis vectors do the clusters part: one strip of POLCA trajectories for each vector.
class StripsPanel : public QWidget {
    Q_OBJECT
public:
    StripsPanel(models::RunView* view, models::ClusterSelection* selection,
        models::PlotAxes* axes, QWidget* parent = nullptr);
    [[nodiscard]] views::TrajectoryStrips* strips() const { return m_strips; }

private:
    void showHeaders();

    models::RunView* m_view;
    views::TrajectoryStrips* m_strips;
};

}
