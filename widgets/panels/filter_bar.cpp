#include "widgets/panels/filter_bar.h"

#include "widgets/theme/theme.h"

#include <QAction>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QToolButton>
#include <QUndoStack>

#include <algorithm>
#include <cmath>

namespace polcascope::panels {

using models::RunView;
using models::TokenFilter;

namespace {

/// A filter in a frame of its own, with a cross: a click removes it.
class Chip : public QToolButton {
public:
    explicit Chip(const QString& text)
        : m_text(text)
    {
        setText(QString(text).replace(QLatin1Char('&'), QLatin1String("&&"))); // an ampersand is no access key
        setAttribute(Qt::WA_Hover);
        setFocusPolicy(Qt::TabFocus);
    }

    [[nodiscard]] QSize sizeHint() const override
    {
        const QFontMetrics metrics = fontMetrics();
        const int height = metrics.height() + 2 * (gap() + outside);
        const int words = std::min(metrics.horizontalAdvance(m_text), longest * metrics.averageCharWidth());
        return { words + metrics.ascent() + 5 * gap() + 2 * outside, height };
    }
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const theme::Theme colours = theme::themeOf(palette());
        const bool pointed = underMouse() || hasFocus();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF frame = QRectF(rect()).adjusted(outside + 0.5, outside + 0.5, -outside - 0.5, -outside - 0.5);
        painter.setPen(QPen(theme::tint(colours, colours.accent, pointed ? 1 : 0.6), hasFocus() ? 2 : 1));
        painter.setBrush(theme::tint(colours, colours.accent, isDown() ? 0.45 : pointed ? 0.35 : 0.2));
        painter.drawRoundedRect(frame, frame.height() / 2, frame.height() / 2);

        const double arm = fontMetrics().ascent() * 0.26;
        const QPointF middle(frame.right() - 2 * gap() - arm, frame.center().y());
        painter.setPen(QPen(pointed ? colours.text : colours.muted, 1.5, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(middle + QPointF(-arm, -arm), middle + QPointF(arm, arm));
        painter.drawLine(middle + QPointF(-arm, arm), middle + QPointF(arm, -arm));
        const QRectF room(frame.left() + 2 * gap(), frame.top(), middle.x() - arm - gap() - frame.left() - 2 * gap(), frame.height());
        painter.setPen(colours.text);
        painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
            fontMetrics().elidedText(m_text, Qt::ElideMiddle, static_cast<int>(std::ceil(room.width()))));
    }

private:
    static constexpr int outside = 2; // pixels between chips
    static constexpr int longest = 60; // letters
    [[nodiscard]] int gap() const { return fontMetrics().height() / 4; }

    QString m_text;
};

}

FilterBar::FilterBar(RunView* view, QUndoStack* undo, QWidget* parent)
    : QToolBar(parent)
    , m_view(view)
    , m_undo(undo)
{
    setObjectName("filterBar");
    setAccessibleName(tr("Filters of tokens"));
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
        auto* chip = new Chip(text);
        chip->setToolTip(tr("Remove this filter: %1").arg(text));
        chip->setAccessibleName(chip->toolTip());
        addWidget(chip)->setText(text);
        connect(chip, &QToolButton::clicked, this, [this, filter] {
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
