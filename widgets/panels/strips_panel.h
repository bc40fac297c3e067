#pragma once

#include "widgets/models/cluster_selection.h"
#include "widgets/models/plot_axes.h"
#include "widgets/models/run_view.h"
#include "widgets/models/selection_means.h"
#include "widgets/models/token_brush.h"

#include <QWidget>

namespace polcascope::figure {
class Offer;
}

namespace polcascope::views {
class TrajectoryStrips;
}

namespace polcascope::panels {

class KnownLine;

/// Along which basis vectors do the clusters part: one strip of POLCA trajectories for each vector.
class StripsPanel : public QWidget {
    Q_OBJECT
public:
    StripsPanel(models::RunView* view, models::ClusterSelection* selection,
        models::PlotAxes* axes, models::TokenBrush* brush, QWidget* parent = nullptr);
    void setBrushing(bool always); ///< every drag selects tokens, or one with Shift, Ctrl or Alt
    [[nodiscard]] views::TrajectoryStrips* strips() const { return m_strips; }

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void showHeaders();
    void followNeed();

    models::RunView* m_view;
    models::SelectionMeans m_means;
    KnownLine* m_known;
    views::TrajectoryStrips* m_strips;
    figure::Offer* m_offer;
    int m_figureVector = -1; ///< whose strip is in a figure
    models::ViewDataPointer m_figureOf; ///< what its curves are of
};

}
