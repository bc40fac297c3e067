#include "widgets/panels/curves_panel.h"

#include "widgets/panels/linking.h"
#include "widgets/views/curve_plot.h"

#include <QSplitter>
#include <QVBoxLayout>

namespace polcascope::panels {

using models::CurvePlotData;
using models::RunView;
using views::CurvePlot;

namespace {

/// The chosen token's own curve over those of the clusters. A row of a segment stands where the segment ends.
void addToken(CurvePlotData& data, const Matrix<float>* rows, int token)
{
    if (!rows || token < 0 || static_cast<std::size_t>(token) >= rows->columns())
        return;
    data.primary.fill(
        std::numeric_limits<double>::quiet_NaN(), data.steps.size() - static_cast<qsizetype>(rows->rows()));
    for (std::size_t row = 0; row < rows->rows(); ++row)
        data.primary.append((*rows)(row, static_cast<std::size_t>(token)));
    data.primaryName = CurvesPanel::tr("token %1").arg(token);
}

}

CurvesPanel::CurvesPanel(RunView* view, models::ClusterSelection* selection,
    models::PlotAxes* axes, models::TokenBrush* brush, QWidget* parent)
    : QWidget(parent)
    , m_view(view)
    , m_selection(selection)
    , m_means(selection)
    , m_loss(new CurvePlot)
    , m_polca(new CurvePlot)
    , m_projected(new CurvePlot)
{
    m_loss->setObjectName("lossPlot");
    m_polca->setObjectName("polcaPlot");
    m_projected->setObjectName("projectedPlot");

    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->setChildrenCollapsible(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);

    const std::array plots { m_loss, m_polca, m_projected };
    for (CurvePlot* plot : plots) {
        splitter->addWidget(plot);
        linkGroups(plot, selection);
        linkCursor(plot, selection);
        linkAxes(plot, axes);
        linkBrush(plot, brush, [this, plot](qsizetype first, qsizetype last) {
            const auto& data = *m_view->data();
            return models::intervalOf(*data.run, plot->data(), first, last,
                plot == m_loss ? models::quantityName(store::Quantity::loss)
                               : models::vectorsName(std::array { data.choice.vector }));
        });
    }
    connect(&m_means, &models::SelectionMeans::ready, this, [plots](int plot, const QVector<double>& mean, const QString& name) {
        plots.at(static_cast<std::size_t>(plot))->setSelectionCurve(mean, name);
    });
    const auto data = [view] { return view->data(); };
    offerFigure(m_loss, tr("Loss"), data);
    offerFigure(m_polca, tr("POLCA of the vector chosen"), data);
    offerFigure(m_projected, tr("Projected loss along the vector chosen"), data);
    connect(view, &RunView::dataChanged, this, &CurvesPanel::showData);
    connect(selection, &models::ClusterSelection::primaryTokenChanged, this, &CurvesPanel::showData);
    showData();
}

void CurvesPanel::setBrushing(bool always)
{
    for (CurvePlot* plot : { m_loss, m_polca, m_projected })
        plot->setBrushing(always ? CurvePlot::Brushing::always : CurvePlot::Brushing::withKeys);
}

void CurvesPanel::showData()
{
    const auto& data = m_view->data();
    if (!data) {
        CurvePlotData empty;
        empty.emptyReason = tr("Curves come with the first trajectories");
        for (CurvePlot* plot : { m_loss, m_polca, m_projected })
            plot->setData(empty);
        m_means.clear();
        return;
    }
    const auto show = [&](CurvePlot* plot, CurvePlotData curves, const Matrix<float>* rows) {
        addToken(curves, rows, m_selection->primaryToken());
        plot->setData(curves);
        plot->setVisible(!curves.steps.isEmpty());
    };
    show(m_loss, data->loss, data->lossRows.get());
    show(m_polca, data->polca, data->polcaRows.get());
    show(m_projected, data->projected, data->projectedRows.get());
    m_means.setRows({ data->lossRows, data->polcaRows, data->projectedRows });
}

}
