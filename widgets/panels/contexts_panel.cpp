#include "widgets/panels/contexts_panel.h"

#include "widgets/panels/linking.h"
#include "widgets/theme/theme.h"

#include <QHeaderView>
#include <QLocale>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace polcascope::panels {

using models::ClusterSelection;
using models::ContextModel;
using models::RunView;

namespace {

/// The token itself stands out in the colour of its cluster.
class ContextDelegate : public QStyledItemDelegate {
public:
    ContextDelegate(const ContextsPanel* panel, const RunView* view)
        : QStyledItemDelegate(const_cast<ContextsPanel*>(panel))
        , m_panel(panel)
        , m_view(view)
    {
    }

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const auto& data = m_view->data();
        const auto* cluster = data ? data->cluster(m_panel->cluster()) : nullptr;
        if (index.column() == ContextModel::tokenColumn && cluster &&
            !(option->state & QStyle::State_Selected)) {
            const auto theme = theme::themeOf(option->palette);
            option->backgroundBrush =
                theme::tint(theme, theme::groupStyle(theme, cluster->colour).colour, 0.35);
        }
    }

private:
    const ContextsPanel* m_panel;
    const RunView* m_view;
};

}

ContextsPanel::ContextsPanel(RunView* view, ClusterSelection* selection, QWidget* parent)
    : QWidget(parent)
    , m_view(view)
    , m_selection(selection)
    , m_headline(new QLabel)
    , m_table(new QTreeView)
{
    m_headline->setWordWrap(true);
    m_headline->setContentsMargins(6, 4, 6, 2);
    m_headline->setTextFormat(Qt::RichText);
    m_table->setObjectName("contextTable");
    m_table->setAccessibleName(tr("Tokens in their contexts"));
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new ContextDelegate(this, view));
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->header()->setStretchLastSection(true);
    m_table->header()->setMinimumSectionSize(16);
    enableCopying(m_table);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_headline);
    layout->addWidget(m_table, 1);

    connect(m_table, &QTreeView::clicked, this, [this](const QModelIndex& index) {
        m_selection->setPrimaryToken(index.data(ContextModel::tokenRole).toInt());
    });
    connect(m_table, &QTreeView::activated, this, [this](const QModelIndex& index) {
        m_selection->setPrimaryToken(index.data(ContextModel::tokenRole).toInt());
    });
    connect(selection, &ClusterSelection::primaryTokenChanged, this, [this](int token) {
        if (token < 0)
            m_table->clearSelection();
    });
    connect(selection, &ClusterSelection::selectedChanged, this, &ContextsPanel::request);
    connect(view, &RunView::dataChanged, this, &ContextsPanel::request);
    connect(view, &RunView::tokensReady, this, &ContextsPanel::take);
    request();
}

void ContextsPanel::request()
{
    const auto& data = m_view->data();
    m_wanted = m_selection->current();
    if (data && !data->cluster(m_wanted) && !data->clusters.empty())
        m_wanted = data->clusters.front().id;
    if (!data || !data->cluster(m_wanted)) {
        m_wanted = m_cluster = models::noGroup;
        m_model.clear();
        m_headline->setText(tr("As soon as there are clusters, the tokens of the one chosen are read here."));
        return;
    }
    m_view->requestTokens(m_wanted);
}

void ContextsPanel::take(const models::ClusterTokens& tokens)
{
    if (tokens.cluster != m_wanted)
        return;
    m_cluster = tokens.cluster;
    m_model.setTokens(tokens, m_view->data()->run->tokens);
    const QLocale locale;
    const auto* cluster = m_view->data()->cluster(m_cluster);
    m_headline->setText(
        tr("<b>%1</b>: %2 of %Ln token(s), the nearest to the centroid first", nullptr, static_cast<int>(tokens.size))
            .arg(cluster->fullName().toHtmlEscaped(),
                locale.toString(static_cast<qlonglong>(tokens.tokens.size()))));
    if (const int row = m_model.rowOf(m_selection->primaryToken()); row >= 0)
        m_table->setCurrentIndex(m_model.index(row, 0));
}

}
