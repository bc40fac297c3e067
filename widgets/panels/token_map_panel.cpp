#include "widgets/panels/token_map_panel.h"

#include "widgets/panels/linking.h"
#include "widgets/panels/table_twin.h"
#include "widgets/views/token_map_plot.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QProgressBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace polcascope::panels {

using models::ClusterSelection;
using models::RunView;
using models::TokenMap;
using models::TokenMapModel;
using views::TokenMapPlot;

TokenMapPanel::TokenMapPanel(RunView* view, ClusterSelection* selection, QWidget* parent)
    : QWidget(parent)
    , m_view(view)
    , m_selection(selection)
    , m_plot(new TokenMapPlot)
    , m_twin(new TableTwin(m_plot, &m_model, TokenMapModel::sortRole, tr("Map")))
{
    m_plot->setObjectName("tokenMap");
    m_twin->table()->setObjectName("tokenMapTable");
    for (int column = 0; column < TokenMapModel::columns; ++column)
        m_twin->table()->header()->resizeSection(
            column, fontMetrics().averageCharWidth() * (column == TokenMapModel::nameColumn ? 32 : 18));
    const QString selects = tr("Drag to select what is inside: with Shift added, with Alt taken away, with Ctrl turned about");
    using Drag = TokenMapPlot::Drag;
    m_twin->addChoice<Drag>({ { Drag::pan, tr("Move"), tr("Drag to move the map") },
                                { Drag::rectangle, tr("Rectangle"), selects }, { Drag::lasso, tr("Lasso"), selects } },
        Drag::pan, [this](Drag drag) { m_plot->setDrag(drag); });
    m_twin->addLeftSpace();
    auto* tokens = textButton(
        tr("Tokens"), tr("A rectangle or lasso selects the tokens inside; otherwise the clusters with any token inside"), true);
    tokens->setObjectName("picksTokens");
    m_twin->addLeft(tokens);
    connect(tokens, &QToolButton::toggled, m_plot,
        [this](bool on) { m_plot->setPicks(on ? TokenMapPlot::Picks::tokens : TokenMapPlot::Picks::clusters); });
    auto* scale = textButton(tr("Same scale"),
        tr("A step across is as long as a step up, so that distances are what they look like; otherwise all room is used"), true);
    scale->setObjectName("sameScale");
    scale->setChecked(m_plot->sameScale());
    m_twin->addLeftSpace();
    m_twin->addLeft(scale);
    m_progress = m_twin->addProgress(tr("Progress of the map"));

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_twin);

    m_plot->setDescription([this](qsizetype point) { return models::describePoint(*m_plot->data(), point); });
    linkGroups(m_plot, selection);
    connect(scale, &QToolButton::clicked, m_plot, &TokenMapPlot::setSameScale);
    connect(m_plot, &TokenMapPlot::tokenChosen, selection, &ClusterSelection::setPrimaryToken);
    connect(selection, &ClusterSelection::primaryTokenChanged, m_plot, &TokenMapPlot::setPrimaryToken);
    connect(m_plot, &TokenMapPlot::groupsDragged, this, &TokenMapPanel::select);
    const auto inside = [this](const QVector<std::int32_t>& tokens, Qt::KeyboardModifiers modifiers) {
        const models::TokenSet drawn { tokens, tr("drawn in the map of %1").arg(models::clusteredName(*m_view->data())) };
        return combined(m_selection->tokens(), drawn, modifiers);
    };
    connect(m_plot, &TokenMapPlot::tokensDragging, this,
        [selection, inside](const QVector<std::int32_t>& tokens, Qt::KeyboardModifiers modifiers) {
            selection->dragTokens(inside(tokens, modifiers));
        });
    connect(m_plot, &TokenMapPlot::tokensDragged, this,
        [selection, inside](const QVector<std::int32_t>& tokens, Qt::KeyboardModifiers modifiers) {
            selection->chooseTokens(inside(tokens, modifiers));
        });
    connect(m_plot, &TokenMapPlot::tokensDropped, selection, &ClusterSelection::dropTokens);
    connect(selection, &ClusterSelection::shownTokensChanged, m_plot,
        [this] { m_plot->setTokens(m_selection->shownTokens().tokens); });
    m_plot->setTokens(selection->shownTokens().tokens);
    m_offer = offerFigure(m_plot, tr("Map"), [this] { return m_map.isOutOfDate() ? nullptr : m_view->data(); });
    connect(m_offer, &figure::Offer::wantedChanged, this, &TokenMapPanel::ask);
    const auto take = [this](const QModelIndex& index) {
        const int id = m_model.idOf(m_twin->sourceIndex(index).row());
        m_selection->setSelected({ id }, id);
    };
    connect(m_twin->table(), &QTreeView::clicked, this, take);
    connect(m_twin->table(), &QTreeView::activated, this, take);
    connect(&m_map, &TokenMap::changed, this, &TokenMapPanel::showMap);
    connect(&m_map, &TokenMap::progressed, this,
        [this](double fraction) { m_progress->setValue(static_cast<int>(100 * fraction)); });
    connect(&m_map, &TokenMap::failed, this, [this](const QString& message) {
        m_failure = message;
        showMap();
    });
    connect(view, &RunView::dataChanged, this, &TokenMapPanel::ask);
    showMap();
}

void TokenMapPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    ask();
}

/// What is not seen is not projected.
void TokenMapPanel::ask()
{
    const auto& data = m_view->data();
    if (!isVisible() && !m_offer->isWanted() && data)
        return m_map.letGo();
    m_failure.clear();
    m_map.show(data);
}

void TokenMapPanel::showMap()
{
    const bool running = m_map.work().isRunning();
    m_plot->setEmptyReason(!m_failure.isEmpty() ? m_failure
            : running                           ? tr("Computing…")
                                                : tr("Shows which tokens move alike, once there are trajectories"));
    if (m_map.data() != m_plot->data()) {
        m_plot->setData(m_map.data(), m_map.isContinued());
        m_model.setData(m_map.data());
    }
    m_plot->setOutOfDate(m_map.isOutOfDate());
    Q_EMIT m_offer->changed();
    m_progress->setVisible(running);
}

void TokenMapPanel::select(const QSet<int>& groups, Qt::KeyboardModifiers modifiers)
{
    QSet<int> selected = m_selection->selected();
    if (modifiers & Qt::ShiftModifier) {
        selected |= groups;
    } else if (modifiers & Qt::AltModifier) {
        selected -= groups;
    } else if (modifiers & Qt::ControlModifier) {
        const QSet<int> both = selected & groups;
        selected = (selected | groups) - both;
    } else {
        selected = groups;
    }
    const int current = m_selection->current();
    m_selection->setSelected(
        selected, selected.isEmpty() ? models::noGroup : selected.contains(current) ? current : *std::min_element(selected.begin(), selected.end()));
}

}
