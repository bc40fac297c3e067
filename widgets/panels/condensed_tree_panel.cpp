#include "widgets/panels/condensed_tree_panel.h"

#include "widgets/panels/linking.h"
#include "widgets/panels/table_twin.h"
#include "widgets/theme/theme.h"
#include "widgets/views/condensed_tree_plot.h"

#include <QHeaderView>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace polcascope::panels {

using models::ClusterSelection;
using models::CondensedTreeModel;
using models::RunView;
using views::CondensedTreePlot;

namespace {

/// Puts the cluster's line and marker before its name.
class BranchDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const QVariant colour = index.data(CondensedTreeModel::colourRole);
        if (index.column() != CondensedTreeModel::clusterColumn || !colour.isValid())
            return;
        const QSize size(26, 14);
        option->decorationSize = size;
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->icon = theme::groupSwatch(theme::themeOf(option->palette), colour.toInt(), size,
            option->widget ? option->widget->devicePixelRatioF() : 1);
    }
};

}

CondensedTreePanel::CondensedTreePanel(
    models::ParameterEditor* editor, ClusterSelection* selection, QWidget* parent)
    : QWidget(parent)
    , m_view(editor->view())
    , m_selection(selection)
    , m_plot(new CondensedTreePlot)
    , m_twin(new TableTwin(m_plot, &m_model, CondensedTreeModel::sortRole, tr("Condensed tree")))
{
    m_plot->setObjectName("condensedTree");
    m_plot->setEmptyReason(tr("Shows how the clusters come to be, once there are clusters"));
    QTreeView* table = m_twin->table();
    table->setObjectName("condensedTreeTable");
    table->setItemDelegate(new BranchDelegate(this));
    for (int column = 0; column < CondensedTreeModel::columns; ++column)
        table->header()->resizeSection(column,
            table->fontMetrics().averageCharWidth() * (column == CondensedTreeModel::clusterColumn ? 32 : 16));

    m_twin->addChoice(
        { { CondensedTreePlot::Scale::logarithmic, tr("Log distance"),
              tr("Distance on a logarithmic axis: equal ratios are equally long") },
            { CondensedTreePlot::Scale::distance, tr("Distance"), tr("Mutual reachability distance") },
            { CondensedTreePlot::Scale::lambda, tr("λ"),
                tr("1 / distance, a density: what stability and persistence are measured in") } },
        m_plot->scale(), [this](CondensedTreePlot::Scale scale) { m_plot->setScale(scale); });

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_twin);

    linkGroups(m_plot, selection);
    connect(m_plot, &CondensedTreePlot::groupsClicked, this, [this](const QList<int>& groups) {
        if (groups.isEmpty())
            m_selection->setSelected({}, models::noGroup);
        else
            m_selection->setSelected(QSet<int>(groups.begin(), groups.end()), groups.first());
    });
    connect(selection, &ClusterSelection::primaryTokenChanged, m_plot, &CondensedTreePlot::setPrimaryToken);
    connect(m_plot, &CondensedTreePlot::epsilonDragged, this, [this, editor](double epsilon) {
        editor->change(m_plot, [epsilon](models::ClusteringParameters& p) { p.epsilon = epsilon; }, true);
    });
    connect(selection, &ClusterSelection::selectedChanged, this, &CondensedTreePanel::showSelection);
    connect(table, &QTreeView::clicked, this, &CondensedTreePanel::takeRow);
    connect(table, &QTreeView::activated, this, &CondensedTreePanel::takeRow);
    connect(m_view, &RunView::dataChanged, this, &CondensedTreePanel::showData);
    showData();
}

void CondensedTreePanel::showData()
{
    const auto& data = m_view->data();
    const auto tree = data ? data->tree : nullptr;
    m_plot->setData(tree);
    m_plot->setEpsilonEnabled(data && data->origin != models::ClusterOrigin::provisional);
    m_model.setData(tree);
    showSelection();
}

void CondensedTreePanel::showSelection()
{
    const auto& data = m_view->data();
    const auto* cluster = data && data->tree ? data->tree->cluster(m_selection->current()) : nullptr;
    if (!cluster || cluster->branch < 0) {
        m_twin->table()->clearSelection();
        return;
    }
    const QModelIndex index = m_twin->tableIndex(cluster->branch);
    m_twin->table()->setCurrentIndex(index);
    m_twin->table()->scrollTo(index);
}

void CondensedTreePanel::takeRow(const QModelIndex& index)
{
    const auto& data = m_view->data();
    if (!data || !data->tree)
        return;
    const QList<int> groups = data->tree->clustersOf(m_twin->sourceIndex(index).row());
    if (!groups.isEmpty())
        m_selection->setSelected(QSet<int>(groups.begin(), groups.end()), groups.first());
}

}
