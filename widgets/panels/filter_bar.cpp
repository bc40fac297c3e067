#include "widgets/panels/filter_bar.h"

#include <QAction>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QUndoStack>

namespace polcascope::panels {

using models::RunView;
using models::TokenFilter;

FilterBar::FilterBar(RunView* view, QUndoStack* undo, QWidget* parent)
    : QToolBar(parent)
    , m_view(view)
    , m_undo(undo)
{
    setObjectName("filterBar");
    setAccessibleName(tr("Filters of tokens"));
    setToolButtonStyle(Qt::ToolButtonTextOnly);
    setMovable(false);
    connect(view, &RunView::filtersChanged, this, &FilterBar::showFilters);
    connect(view, &RunView::dataChanged, this, &FilterBar::showFilters);
    showFilters();
}

void FilterBar::add(const TokenFilter& filter)
{
    if (!m_view->filters().contains(filter))
        setFilters(m_view->filters() + models::TokenFilters { filter });
}

void FilterBar::setFilters(const models::TokenFilters& filters)
{
    m_undo->push(new models::FilterCommand(m_view, filters));
}

void FilterBar::offer(QMenu* menu)
{
    const auto addTo = [this](QMenu* to, const QString& text, const TokenFilter& filter) {
        // An ampersand of a name is no access key.
        to->addAction(QString(text).replace(QLatin1Char('&'), QLatin1String("&&")), this, [this, filter] { add(filter); })
            ->setEnabled(!m_view->filters().contains(filter));
    };
    addTo(menu, tr("Only tokens in clusters"), { TokenFilter::Kind::clustered, {} });
    if (const auto& data = m_view->data())
        for (const LabelColumn& column : data->run->tokens->labels) {
            QMenu* categories = menu->addMenu(models::labelName(column.name).replace(QLatin1Char('&'), QLatin1String("&&")));
            for (const std::string& category : column.categories)
                addTo(categories, models::labelName(category),
                    { TokenFilter::Kind::label, QString::fromStdString(column.name), QString::fromStdString(category) });
        }
    menu->addSeparator();
    menu->addAction(tr("Remove all filters"), this, [this] { setFilters({}); })->setEnabled(!m_view->filters().isEmpty());
}

void FilterBar::showFilters()
{
    const auto& filters = m_view->filters();
    const auto& data = m_view->data();
    const auto shown = data ? data->shown : nullptr;
    const QLocale locale;
    for (QAction* old : actions()) { // one of them may be what was just clicked
        removeAction(old);
        old->deleteLater();
    }
    for (const TokenFilter& filter : filters) {
        QString text = filter.inWords();
        if (shown)
            for (const auto& met : shown->each)
                if (met.filter == filter)
                    text = tr("%1: %2 of %3", "a filter, and how many tokens it leaves")
                               .arg(text, locale.toString(met.count), locale.toString(static_cast<qulonglong>(met.by->size())));
        QAction* chip = addAction(QString(text).replace(QLatin1Char('&'), QLatin1String("&&")) + QStringLiteral("  ✕"));
        chip->setToolTip(tr("Remove this filter: %1").arg(text));
        connect(chip, &QAction::triggered, this, [this, filter] {
            auto left = m_view->filters();
            left.removeAll(filter);
            setFilters(left);
        });
    }
    if (shown && filters.size() > 1) {
        auto* all = new QLabel(tr("%1 of %2 shown", "tokens").arg(locale.toString(shown->count), locale.toString(static_cast<qulonglong>(shown->all.size()))));
        all->setObjectName("filterCount");
        all->setContentsMargins(8, 0, 8, 0);
        addWidget(all);
    }
    setVisible(!filters.isEmpty() && data);
}

}
