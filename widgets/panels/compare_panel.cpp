#include "widgets/panels/compare_panel.h"

#include "widgets/panels/linking.h"
#include "widgets/panels/table_twin.h"
#include "widgets/views/comparison_plot.h"
#include "widgets/views/curve_plot.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace polcascope::panels {

using models::ComparisonModel;
using models::CurvePlotData;
using models::RunView;
using views::ComparisonPlot;
using views::CurvePlot;

ComparePanel::ComparePanel(RunView* view, models::ClusterSelection* selection,
    models::PlotAxes* axes, QWidget* parent)
    : QWidget(parent)
    , m_view(view)
    , m_selection(selection)
    , m_name(new QLabel)
    , m_shownName(new QLabel)
    , m_unpin(textButton(tr("Unpin"), tr("Lets go of what is pinned"), false))
    , m_before(new CurvePlot)
    , m_now(new CurvePlot)
    , m_plot(new ComparisonPlot)
    , m_twin(new TableTwin(m_plot, &m_model, ComparisonModel::sortRole, tr("What has moved")))
{
    m_before->setObjectName("pinnedPlot");
    m_now->setObjectName("shownPlot");
    m_plot->setObjectName("comparisonPlot");
    m_twin->table()->setObjectName("comparisonTable");
    m_twin->table()->sortByColumn(ComparisonModel::tokensColumn, Qt::DescendingOrder);
    for (int column = 0; column < ComparisonModel::columns; ++column)
        m_twin->table()->header()->resizeSection(column, fontMetrics().averageCharWidth() * 18);

    m_name->setObjectName("pinnedName");
    m_shownName->setObjectName("shownName");
    for (QLabel* name : { m_name, m_shownName }) {
        name->setWordWrap(true);
        name->setContentsMargins(6, 2, 6, 0);
    }
    auto* pin = textButton(tr("Pin what is shown"), tr("Keeps these clusters and curves beside what is looked at next (Ctrl+D)"), false);
    pin->setObjectName("pinButton");
    m_unpin->setObjectName("unpinButton");
    connect(pin, &QToolButton::clicked, this, qOverload<>(&ComparePanel::pin));
    connect(m_unpin, &QToolButton::clicked, this, &ComparePanel::unpin);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(6, 3, 6, 3);
    bar->addWidget(pin);
    bar->addWidget(m_unpin);
    bar->addStretch();

    m_twin->addChoice<Curves>({ { Curves::loss, tr("Loss"), tr("Curves of the loss above") },
                                  { Curves::polca, tr("POLCA"), tr("Curves of POLCA along the vector above") },
                                  { Curves::projected, tr("Projected loss"), tr("Curves of the projected loss above") } },
        m_curves, [this](Curves curves) {
            m_curves = curves;
            showCurves();
        });

    auto* beside = new QSplitter(Qt::Horizontal);
    beside->setChildrenCollapsible(false);
    for (CurvePlot* plot : { m_before, m_now }) {
        plot->setMinimumWidth(9 * fontMetrics().height());
        auto* side = new QWidget;
        auto* column = new QVBoxLayout(side);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(0);
        column->addWidget(plot == m_before ? m_name : m_shownName);
        column->addWidget(plot, 1);
        beside->addWidget(side);
        linkCursor(plot, selection);
        linkAxes(plot, axes, QStringLiteral("comparedPlots"));
    }
    m_offers = { offerFigure(m_before, tr("A, what is pinned"), [this] { return m_pinned; }),
        offerFigure(m_now, tr("B, what is shown beside it"), [view] { return view->data(); }) };
    for (auto* offer : m_offers)
        connect(offer, &figure::Offer::wantedChanged, this, &ComparePanel::compareNow);
    linkGroups(m_now, selection);
    // A cluster that is pinned has a number of its own: what continues it is highlighted with it.
    const auto shownFor = [this](int group) {
        for (std::size_t row = 0; m_comparison && row < m_comparison->rows.size(); ++row)
            if (m_comparison->rows[row] == group && m_comparison->continued[row] >= 0)
                return m_comparison->columns[static_cast<std::size_t>(m_comparison->continued[row])];
        return models::noGroup;
    };
    connect(m_before, &CurvePlot::groupHovered, this,
        [this, shownFor](int group) { m_selection->setHovered(shownFor(group)); });
    connect(m_before, &CurvePlot::groupClicked, this, [this, shownFor](int group, Qt::KeyboardModifiers modifiers) {
        if (const int shown = shownFor(group); shown != models::noGroup)
            m_selection->click(shown, modifiers);
    });

    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(beside);
    splitter->addWidget(m_twin);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(splitter, 1);

    connect(m_plot, &ComparisonPlot::chosen, this, &ComparePanel::choose);
    connect(m_twin->table(), &QTreeView::activated, this, [this](const QModelIndex& index) {
        const auto [row, column] = m_model.cellOf(m_twin->sourceIndex(index).row());
        choose(row, column);
    });
    connect(view, &RunView::dataChanged, this, &ComparePanel::compareNow);
    connect(&m_work, &models::Background::failed, m_plot, &ComparisonPlot::setEmptyReason);
    compareNow();
}

void ComparePanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    compareNow();
}

void ComparePanel::pin()
{
    pin(m_view->data());
}

void ComparePanel::pin(const models::ViewDataPointer& data)
{
    if (!data || data->origin == models::ClusterOrigin::provisional)
        return;
    m_pinned = data;
    m_compared.reset();
    compareNow();
    Q_EMIT pinnedChanged();
}

void ComparePanel::unpin()
{
    m_pinned.reset();
    m_compared.reset();
    m_comparison.reset();
    compareNow();
    Q_EMIT pinnedChanged();
}

/// What is not seen is not compared.
void ComparePanel::compareNow()
{
    const bool inFigure = std::any_of(m_offers.begin(), m_offers.end(), [](auto* offer) { return offer->isWanted(); });
    if (isVisible() || inFigure)
        showCurves();
    if (!isVisible())
        return;
    const auto& shown = m_view->data();
    m_unpin->setEnabled(m_pinned != nullptr);
    m_name->setText(m_pinned ? tr("<b>A</b>, pinned: %1", "a clustering").arg(clusteringName(*m_pinned).toHtmlEscaped())
                             : tr("<b>A</b>: nothing is pinned."));
    m_shownName->setText(shown ? tr("<b>B</b>, shown: %1", "a clustering").arg(clusteringName(*shown).toHtmlEscaped())
                               : tr("<b>B</b>: nothing is shown yet."));
    if (!m_pinned || !shown || shown->origin == models::ClusterOrigin::provisional) {
        m_work.cancel();
        m_comparison.reset();
        m_compared.reset();
        m_plot->setEmptyReason(tr("Pin a clustering, then look at another one: the two stand side by side, and here is "
                                  "which tokens have moved from which cluster to which."));
        m_plot->setComparison(nullptr);
        m_model.setComparison(nullptr);
        return;
    }
    if (m_compared == shown)
        return;
    m_compared = shown;
    m_work.start([this, pinned = m_pinned, shown](const models::Background::Context& context) {
        auto comparison = std::make_shared<const models::Comparison>(compare(*pinned, *shown));
        context.deliver([this, comparison] {
            m_comparison = comparison;
            m_plot->setEmptyReason(comparison->emptyReason);
            m_plot->setComparison(comparison);
            m_model.setComparison(comparison);
        });
    });
}

void ComparePanel::showCurves()
{
    const auto curvesOf = [this](const models::ViewDataPointer& data, const QString& missing) {
        CurvePlotData curves;
        if (data)
            curves = m_curves == Curves::loss ? data->loss
                : m_curves == Curves::polca   ? data->polca
                                              : data->projected;
        if (curves.steps.isEmpty())
            curves.emptyReason = data ? tr("There is no basis along which this would be.") : missing;
        return curves;
    };
    m_before->setData(curvesOf(m_pinned, tr("Nothing is pinned.")));
    m_now->setData(curvesOf(m_view->data(), tr("Curves come with the first trajectories")));
}

void ComparePanel::choose(int row, int column)
{
    const int pinned = m_comparison->rows[static_cast<std::size_t>(row)];
    const int shown = m_comparison->columns[static_cast<std::size_t>(column)];
    m_before->setSelected({ pinned });
    m_selection->setSelected({ shown }, shown);
}

}
