#pragma once

#include "widgets/models/background.h"
#include "widgets/models/cluster_selection.h"
#include "widgets/models/comparison.h"
#include "widgets/models/plot_axes.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace polcascope::figure {
class Offer;
}

namespace polcascope::views {
class ComparisonPlot;
class CurvePlot;
}

namespace polcascope::panels {

class TableTwin;

/// What is another clustering, vector, decomposition, or run: one is pinned, and what is looked at after that stands
/// beside it, with the tokens that have moved between their clusters.
class ComparePanel : public QWidget {
    Q_OBJECT
public:
    ComparePanel(models::RunView* view, models::ClusterSelection* selection,
        models::PlotAxes* axes, QWidget* parent = nullptr);
    void pin(); ///< what is shown now, in the place of what was pinned
    void pin(const models::ViewDataPointer& data);
    void unpin();
    [[nodiscard]] const models::ViewDataPointer& pinned() const { return m_pinned; } ///< null: nothing is
    [[nodiscard]] const models::ComparisonPointer& comparison() const { return m_comparison; }

Q_SIGNALS:
    void pinnedChanged();

protected:
    void showEvent(QShowEvent* event) override;

private:
    enum class Curves { loss, polca, projected };

    void compareNow();
    void showCurves();
    void choose(int row, int column);

    models::RunView* m_view;
    models::ClusterSelection* m_selection;
    models::ViewDataPointer m_pinned;
    models::ViewDataPointer m_compared; ///< shown beside it when they were compared
    models::ComparisonPointer m_comparison;
    models::ComparisonModel m_model;
    models::Background m_work;
    Curves m_curves = Curves::loss;
    QLabel* m_name;
    QLabel* m_shownName;
    QToolButton* m_unpin;
    views::CurvePlot* m_before;
    views::CurvePlot* m_now;
    views::ComparisonPlot* m_plot;
    TableTwin* m_twin;
    QList<figure::Offer*> m_offers;
};

}
