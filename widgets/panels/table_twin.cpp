#include "widgets/panels/table_twin.h"

#include "widgets/panels/linking.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QProgressBar>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace polcascope::panels {

QToolButton* textButton(const QString& text, const QString& help, bool checkable)
{
    auto* button = new QToolButton;
    button->setText(text);
    button->setToolTip(help);
    button->setCheckable(checkable);
    button->setAutoRaise(true);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    return button;
}

TableTwin::TableTwin(
    QWidget* plot, QAbstractItemModel* model, int sortRole, const QString& tableName, QWidget* parent)
    : QWidget(parent)
    , m_stack(new QStackedWidget)
    , m_table(new QTreeView)
    , m_sorted(new QSortFilterProxyModel(this))
    , m_buttons(new QHBoxLayout)
    , m_button(textButton(tr("Table"), tr("The same as a table (F8)"), true))
{
    m_sorted->setSourceModel(model);
    m_sorted->setSortRole(sortRole);
    m_table->setModel(m_sorted);
    m_table->setAccessibleName(tableName);
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(0, Qt::AscendingOrder);
    m_table->header()->setStretchLastSection(false);
    enableCopying(m_table);

    m_button->setObjectName("tableButton");
    m_buttons->setContentsMargins(4, 2, 4, 0);
    m_buttons->setSpacing(2);
    m_buttons->addStretch();
    m_buttons->addWidget(m_button);
    m_stack->addWidget(plot);
    m_stack->addWidget(m_table);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(m_buttons);
    layout->addWidget(m_stack, 1);
    setFocusProxy(plot);

    auto* turn = new QAction(tr("Table"), this);
    turn->setShortcut(QKeySequence(Qt::Key_F8));
    turn->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(turn);
    connect(turn, &QAction::triggered, this, [this] { showTable(!isTableShown()); });
    connect(m_button, &QToolButton::clicked, this, &TableTwin::showTable);
}

bool TableTwin::isTableShown() const
{
    return m_stack->currentWidget() == m_table;
}

void TableTwin::showTable(bool shown)
{
    m_button->setChecked(shown);
    if (shown == isTableShown())
        return;
    m_stack->setCurrentIndex(shown ? 1 : 0);
    m_stack->currentWidget()->setFocus();
}

QModelIndex TableTwin::sourceIndex(const QModelIndex& index) const
{
    return m_sorted->mapToSource(index);
}

QModelIndex TableTwin::tableIndex(int sourceRow) const
{
    return m_sorted->mapFromSource(m_sorted->sourceModel()->index(sourceRow, 0));
}

void TableTwin::addLeft(QWidget* widget)
{
    m_buttons->insertWidget(m_left++, widget);
}

void TableTwin::addLeftSpace()
{
    m_buttons->insertSpacing(m_left++, fontMetrics().averageCharWidth() * 2);
}

void TableTwin::addRight(QWidget* widget)
{
    m_buttons->insertWidget(m_buttons->count() - 1, widget);
}

QProgressBar* TableTwin::addProgress(const QString& accessibleName)
{
    auto* progress = new QProgressBar;
    progress->setAccessibleName(accessibleName);
    progress->setFixedWidth(fontMetrics().averageCharWidth() * 16);
    progress->setRange(0, 100);
    addRight(progress);
    return progress;
}

}
