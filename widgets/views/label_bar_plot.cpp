#include "widgets/views/label_bar_plot.h"

#include "widgets/views/label_bar_painter.h"

#include <QAccessible>
#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QLocale>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

namespace polcascope::views {

class LabelBarPlot::Private {
public:
    explicit Private(LabelBarPlot* plot)
        : q(plot)
    {
    }

    [[nodiscard]] int groupAt(const QPointF& position) const
    {
        for (qsizetype i = 0; i < rects.size() && i < data.groups.size(); ++i) {
            if (rects[i].contains(position))
                return data.groups[i].id;
        }
        return models::noGroup;
    }

    void hover(int group)
    {
        if (group == hovered)
            return;
        q->setHovered(group);
        Q_EMIT q->groupHovered(group);
    }

    void walk(int by)
    {
        if (data.groups.isEmpty())
            return;
        qsizetype index = -1;
        for (qsizetype i = 0; i < data.groups.size(); ++i) {
            if (data.groups[i].id == hovered)
                index = i;
        }
        const qsizetype count = data.groups.size();
        index = index < 0 ? (by > 0 ? 0 : count - 1) : (index + by + count) % count;
        hover(data.groups[index].id);
    }

    LabelBarPlot* q;
    models::LabelBarsData data;
    Measure measure = Measure::share;
    int hovered = models::noGroup;
    QSet<int> selected;
    QVector<QRectF> rects;
    bool focusFrame = false;
};

LabelBarPlot::LabelBarPlot(QWidget* parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(this))
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Labels of the clusters"));
}

LabelBarPlot::~LabelBarPlot() = default;

void LabelBarPlot::setData(const models::LabelBarsData& data)
{
    d->data = data;
    d->rects.clear();
    setAccessibleName(data.title.isEmpty() ? tr("Labels of the clusters") : data.title);
    setAccessibleDescription(models::summary(data));
    updateGeometry();
    update();
    Q_EMIT contentChanged();
}

const models::LabelBarsData& LabelBarPlot::data() const
{
    return d->data;
}

void LabelBarPlot::setMeasure(Measure measure)
{
    d->measure = measure;
    update();
    Q_EMIT contentChanged();
}

LabelBarPlot::Measure LabelBarPlot::measure() const
{
    return d->measure;
}

void LabelBarPlot::setHovered(int group)
{
    if (group == d->hovered)
        return;
    d->hovered = group;
    update();
}

void LabelBarPlot::setSelected(const QSet<int>& groups)
{
    if (groups == d->selected)
        return;
    d->selected = groups;
    update();
    Q_EMIT contentChanged();
}

const QSet<int>& LabelBarPlot::selected() const
{
    return d->selected;
}

int LabelBarPlot::hovered() const
{
    return d->hovered;
}

QRectF LabelBarPlot::groupRect(int group) const
{
    for (qsizetype i = 0; i < d->rects.size() && i < d->data.groups.size(); ++i) {
        if (d->data.groups[i].id == group)
            return d->rects[i];
    }
    return {};
}

void LabelBarPlot::copyImage()
{
    QGuiApplication::clipboard()->setPixmap(grab());
}

void LabelBarPlot::copyData() const
{
    QGuiApplication::clipboard()->setText(models::table(d->data).text(u'\t'));
}

QSize LabelBarPlot::sizeHint() const
{
    const int em = fontMetrics().height();
    return { 30 * em, 15 * em };
}

QSize LabelBarPlot::minimumSizeHint() const
{
    const int em = fontMetrics().height();
    return { std::max(14 * em, static_cast<int>(barsMinimumWidth(d->data, theme::tickFont(*this)))), 10 * em };
}

bool LabelBarPlot::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const models::LabelBarGroup* group = d->data.group(d->groupAt(help->pos()));
        if (!group) {
            QToolTip::hideText();
            return true;
        }
        // The numbers behind the bars.
        const QLocale locale;
        QStringList lines { group->name + (group->label.isEmpty() ? QString() : QStringLiteral(": ") + group->label) };
        for (qsizetype c = 0; c < d->data.categories.size(); ++c) {
            for (qsizetype p = 0; p < d->data.parts.size(); ++p) {
                const qint64 count = group->counts[c][p];
                if (count == 0)
                    continue;
                const auto enriched = models::enrichment(count, group->size, d->data.baseShares[c][p]);
                lines.append(tr("%1: %2 of %3 (%4 %, base rate %5 %), %6 times as often (95 %: %7 to %8)")
                                 .arg((d->data.categories[c] + u' ' + d->data.parts[p]).trimmed(), locale.toString(count),
                                     locale.toString(group->size),
                                     locale.toString(100.0 * static_cast<double>(count) / static_cast<double>(group->size), 'f', 1),
                                     locale.toString(100 * d->data.baseShares[c][p], 'f', 1),
                                     locale.toString(enriched.value, 'g', 2), locale.toString(enriched.low, 'g', 2),
                                     locale.toString(enriched.high, 'g', 2)));
            }
        }
        QToolTip::showText(help->globalPos(), lines.join(u'\n'), this);
        return true;
    }
    return QWidget::event(event);
}

void LabelBarPlot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    LabelBarLook look;
    look.theme = theme::themeOf(palette());
    look.textFont = theme::tickFont(*this);
    look.titleFont = theme::titleFont(*this);
    look.measure = d->measure;
    look.emphasised = d->selected;
    look.hovered = d->hovered;
    painter.fillRect(rect(), look.theme.background);
    d->rects = paintLabelBars(painter, rect(), d->data, look);
    if (d->focusFrame) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(look.theme.accent);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void LabelBarPlot::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    update();
}

void LabelBarPlot::mouseMoveEvent(QMouseEvent* event)
{
    d->hover(d->groupAt(event->position()));
    setCursor(d->hovered == models::noGroup ? Qt::ArrowCursor : Qt::PointingHandCursor);
}

void LabelBarPlot::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const int group = d->groupAt(event->position());
    if (group == models::noGroup)
        Q_EMIT backgroundClicked(event->modifiers());
    else
        Q_EMIT groupClicked(group, event->modifiers());
}

void LabelBarPlot::leaveEvent(QEvent*)
{
    d->hover(models::noGroup);
}

void LabelBarPlot::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Right:
    case Qt::Key_Down: d->walk(1); break;
    case Qt::Key_Left:
    case Qt::Key_Up: d->walk(-1); break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (d->hovered != models::noGroup)
            Q_EMIT groupClicked(d->hovered, event->modifiers());
        break;
    case Qt::Key_Escape:
        if (d->hovered == models::noGroup) {
            QWidget::keyPressEvent(event);
            return;
        }
        d->hover(models::noGroup);
        break;
    default: QWidget::keyPressEvent(event); return;
    }
    event->accept();
}

void LabelBarPlot::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    d->focusFrame = theme::showsFocus(event->reason());
    update();
}

void LabelBarPlot::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    d->focusFrame = false;
    update();
}

void LabelBarPlot::contextMenuEvent(QContextMenuEvent* event)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool some = !d->data.isEmpty();
    menu->addAction(tr("Copy &image"), this, [this] { copyImage(); });
    menu->addAction(tr("Copy &data"), this, [this] { copyData(); })->setEnabled(some);
    menu->addAction(tr("Save &figure…"), this, [this] { Q_EMIT figureRequested(); })->setEnabled(some);
    menu->popup(event->globalPos());
}

}
