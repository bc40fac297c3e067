#pragma once

#include "widgets/models/cluster_selection.h"
#include "widgets/models/plot_axes.h"
#include "widgets/models/run_view.h"
#include "widgets/models/selection_means.h"
#include "widgets/models/token_brush.h"

#include <QWidget>

#include <memory>

namespace polcascope::views {
class CurvePlot;
}

namespace polcascope::panels {

/// When and how does each cluster learn: its loss, its POLCA values along the vector chosen, and their sum,
/// the projected loss, above one another on one step axis.
class CurvesPanel : public QWidget {
    Q_OBJECT
public:
    CurvesPanel(models::RunView* view, models::ClusterSelection* selection,
        models::PlotAxes* axes, models::TokenBrush* brush, QWidget* parent = nullptr);

    void setBrushing(bool always); ///< every drag selects tokens, or one with Shift, Ctrl or Alt

    [[nodiscard]] views::CurvePlot* lossPlot() const { return m_loss; }
    [[nodiscard]] views::CurvePlot* polcaPlot() const { return m_polca; }
    [[nodiscard]] views::CurvePlot* projectedPlot() const { return m_projected; }

private:
    void showData();

    models::RunView* m_view;
    models::ClusterSelection* m_selection;
    models::SelectionMeans m_means;
    views::CurvePlot* m_loss;
    views::CurvePlot* m_polca;
    views::CurvePlot* m_projected;
};

}
