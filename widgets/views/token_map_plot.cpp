#include "widgets/views/token_map_plot.h"

#include "widgets/theme/theme.h"
#include "widgets/views/token_map_canvas.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QTextDocumentFragment>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace polcascope::views {

using models::TokenMapGroup;

class TokenMapPlot::Private {
public:
    explicit Private(TokenMapPlot* plot)
        : q(plot)
        , canvas(new TokenMapCanvas(plot))
    {
    }

    void applyLook()
    {
        TokenMapLook look;
        look.theme = theme::themeOf(q->palette());
        look.textFont = theme::tickFont(*q);
        look.titleFont = theme::titleFont(*q);
        look.imageScale = q->devicePixelRatioF();
        canvas->setLook(look);
        showTokens();
        arrange();
    }

    void arrange()
    {
        canvas->arrange(q->size());
        if (zoomed)
            canvas->keepScale();
        else
            canvas->fit();
    }

    void replot() { canvas->replot(QCustomPlot::rpQueuedReplot); }
    void replotHighlight() { canvas->layer(QStringLiteral("highlight"))->replot(); }
    void replotPointer() { canvas->layer(QStringLiteral("overlay"))->replot(); }

    void hover(int group, qsizetype point)
    {
        if (point != std::exchange(hoveredPoint, point)) {
            canvas->setHoveredPoint(point);
            replotPointer();
        }
        if (group == hovered)
            return;
        q->setHovered(group);
        Q_EMIT q->groupHovered(group);
    }

    void hoverAt(const QPointF& position)
    {
        const qsizetype point = canvas->pointAt(position);
        const int named = point < 0 ? canvas->nameAt(position) : models::noGroup;
        hover(point < 0 ? named : canvas->data()->groupOf[static_cast<std::size_t>(point)], point);
        q->setCursor(hovered != models::noGroup ? Qt::PointingHandCursor : drag != Drag::pan ? Qt::CrossCursor : Qt::ArrowCursor);
    }

    /// Another token of the cluster that is selected is only looked at: the cluster stays selected.
    void choose(Qt::KeyboardModifiers modifiers)
    {
        if (hovered == models::noGroup)
            return;
        const bool onPoint = hoveredPoint >= 0 && canvas->data()->groupOf[static_cast<std::size_t>(hoveredPoint)] == hovered;
        const int token = onPoint ? canvas->data()->projection->tokens[static_cast<std::size_t>(hoveredPoint)] : -1;
        const bool again = !modifiers && selected == QSet<int> { hovered };
        const bool another = token >= 0 && token != primary;
        if (!again || !another)
            Q_EMIT q->groupClicked(hovered, modifiers);
        if (!modifiers)
            Q_EMIT q->tokenChosen(again && !another ? -1 : token);
    }

    void zoom(double factor, const QPointF& at, bool x, bool y)
    {
        if (canvas->isEmpty())
            return;
        if (x || canvas->sameScale())
            canvas->xAxis->scaleRange(factor, canvas->xAxis->pixelToCoord(at.x()));
        if (y || canvas->sameScale())
            canvas->yAxis->scaleRange(factor, canvas->yAxis->pixelToCoord(at.y()));
        zoomed = true;
        replot();
    }

    void pan(const QPointF& to)
    {
        for (const auto& [axis, from, now] : { std::tuple(canvas->xAxis, dragFrom.x(), to.x()), std::tuple(canvas->yAxis, dragFrom.y(), to.y()) })
            axis->moveRange(axis->pixelToCoord(from) - axis->pixelToCoord(now));
        dragFrom = to;
        zoomed = true;
        replot();
    }

    void drawLine(const QPointF& to, Qt::KeyboardModifiers modifiers)
    {
        if (drag == Drag::rectangle)
            line = QPolygonF(QRectF(pressedAt, to).normalized());
        else
            line.append(to);
        canvas->setLine(line);
        replotPointer();
        if (picks == Picks::tokens)
            Q_EMIT q->tokensDragging(tokensOf(canvas->pointsIn(line)), modifiers);
    }

    [[nodiscard]] QVector<std::int32_t> tokensOf(const std::vector<std::int32_t>& points) const
    {
        QVector<std::int32_t> tokens;
        for (const std::int32_t point : points)
            tokens.append(canvas->data()->projection->tokens[static_cast<std::size_t>(point)]);
        return tokens;
    }

    /// The points of the tokens, both in ascending order.
    void showTokens()
    {
        std::vector<std::int32_t> points;
        if (!canvas->isEmpty()) {
            const auto& onMap = canvas->data()->projection->tokens;
            auto next = tokens.begin();
            for (std::size_t point = 0; point < onMap.size() && next != tokens.end(); ++point) {
                while (next != tokens.end() && *next < onMap[point])
                    ++next;
                if (next != tokens.end() && *next == onMap[point])
                    points.push_back(static_cast<std::int32_t>(point));
            }
        }
        canvas->setChosen(std::move(points));
    }

    void endLine()
    {
        line.clear();
        canvas->setLine({});
        replotPointer();
    }

    /// From cluster to cluster, or from point to point of one, from left to right.
    void walk(int groups, int points)
    {
        if (canvas->isEmpty())
            return;
        const auto& data = *canvas->data();
        const TokenMapGroup* group = data.group(hovered);
        if (!group || groups != 0) {
            const auto count = data.groups.size();
            const auto at = group ? group - data.groups.constData() : groups < 0 ? 0 : -1;
            group = &data.groups[(at + (groups != 0 ? groups : 1) + count) % count];
            hover(group->id, points == 0 ? -1 : hoveredPoint);
        }
        if (points == 0)
            return;
        std::vector<std::int32_t> order = group->points;
        const auto& x = data.projection->x;
        std::stable_sort(order.begin(), order.end(),
            [&](std::int32_t a, std::int32_t b) { return x[static_cast<std::size_t>(a)] < x[static_cast<std::size_t>(b)]; });
        const auto found = std::find(order.begin(), order.end(), static_cast<std::int32_t>(hoveredPoint));
        const auto count = static_cast<std::ptrdiff_t>(order.size());
        const std::ptrdiff_t at = found != order.end() ? found - order.begin() : points > 0 ? -1 : 0;
        hover(group->id, order[static_cast<std::size_t>((at + points + count) % count)]);
        QToolTip::showText(q->mapToGlobal(canvas->positionOf(hoveredPoint).toPoint()), description(), q);
    }

    [[nodiscard]] QString description() const
    {
        if (hoveredPoint >= 0 && describe)
            return describe(hoveredPoint);
        const TokenMapGroup* group = canvas->isEmpty() ? nullptr : canvas->data()->group(hovered);
        return group ? group->name.toHtmlEscaped() : QString();
    }

    void explain()
    {
        QString text = canvas->data() ? models::summary(*canvas->data()) : reason;
        if (const QString current = description(); !current.isEmpty())
            text = QTextDocumentFragment::fromHtml(current).toPlainText() + QLatin1Char(' ') + text;
        q->setAccessibleDescription(text);
    }

    TokenMapPlot* q;
    TokenMapCanvas* canvas;
    std::function<QString(qsizetype)> describe;
    QString reason;
    QSet<int> selected;
    int hovered = models::noGroup;
    qsizetype hoveredPoint = -1;
    QVector<std::int32_t> tokens;
    int primary = -1;
    Drag drag = Drag::pan;
    Picks picks = Picks::clusters;
    bool zoomed = false;
    bool pressed = false;
    bool dragging = false;
    QPointF pressedAt;
    QPointF dragFrom;
    QPolygonF line;
};

TokenMapPlot::TokenMapPlot(QWidget* parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(this))
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Map of the tokens"));
    d->applyLook();
    d->explain();
}

TokenMapPlot::~TokenMapPlot() = default;

void TokenMapPlot::setData(const std::shared_ptr<const models::TokenMapData>& data, bool keepZoom)
{
    d->zoomed = d->zoomed && keepZoom;
    d->hoveredPoint = -1;
    d->canvas->setData(data);
    d->showTokens();
    d->canvas->setPrimary(data ? data->pointOf(d->primary) : -1);
    d->arrange();
    d->explain();
    d->replot();
    Q_EMIT contentChanged();
}

const std::shared_ptr<const models::TokenMapData>& TokenMapPlot::data() const
{
    return d->canvas->data();
}

void TokenMapPlot::setEmptyReason(const QString& reason)
{
    d->reason = reason;
    d->canvas->setEmptyReason(reason);
    d->explain();
    d->replot();
}

void TokenMapPlot::setOutOfDate(bool outOfDate)
{
    d->canvas->setOutOfDate(outOfDate);
    if (outOfDate)
        d->hover(models::noGroup, -1);
    d->replot();
}

void TokenMapPlot::setDescription(std::function<QString(qsizetype)> describe)
{
    d->describe = std::move(describe);
}

void TokenMapPlot::setHovered(int group)
{
    if (group == d->hovered)
        return;
    d->hovered = group;
    d->canvas->setEmphasised(d->selected, group);
    d->replotHighlight();
}

void TokenMapPlot::setSelected(const QSet<int>& groups)
{
    if (groups == d->selected)
        return;
    d->selected = groups;
    d->canvas->setEmphasised(groups, d->hovered);
    d->replotHighlight();
    Q_EMIT contentChanged();
}

const QSet<int>& TokenMapPlot::selected() const
{
    return d->selected;
}

void TokenMapPlot::setPrimaryToken(int token)
{
    d->primary = token;
    d->canvas->setPrimary(data() ? data()->pointOf(token) : -1);
    d->replotHighlight();
}

void TokenMapPlot::setTokens(const QVector<std::int32_t>& tokens)
{
    if (tokens == d->tokens)
        return;
    d->tokens = tokens;
    d->showTokens();
    d->replotHighlight();
}

void TokenMapPlot::setDrag(Drag drag)
{
    d->drag = drag;
}

void TokenMapPlot::setPicks(Picks picks)
{
    d->picks = picks;
}

void TokenMapPlot::setSameScale(bool same)
{
    if (same == d->canvas->sameScale())
        return;
    d->canvas->setSameScale(same);
    fit();
}

bool TokenMapPlot::sameScale() const
{
    return d->canvas->sameScale();
}

void TokenMapPlot::fit()
{
    d->zoomed = false;
    d->canvas->fit();
    d->replot();
}

bool TokenMapPlot::isZoomed() const
{
    return d->zoomed;
}

QPixmap TokenMapPlot::image()
{
    return d->canvas->toPixmap(width(), height(), devicePixelRatioF());
}

void TokenMapPlot::copyImage()
{
    QGuiApplication::clipboard()->setPixmap(image());
}

void TokenMapPlot::copyData() const
{
    if (!d->canvas->isEmpty())
        QGuiApplication::clipboard()->setText(models::table(*data()).text(u'\t'));
}

QPointF TokenMapPlot::position(qsizetype point) const
{
    return d->canvas->positionOf(point);
}

QRectF TokenMapPlot::plotRect() const
{
    return d->canvas->plotRect();
}

QRectF TokenMapPlot::visible() const
{
    const QCPRange x = d->canvas->xAxis->range(), y = d->canvas->yAxis->range();
    return { x.lower, y.lower, x.size(), y.size() };
}

QSize TokenMapPlot::sizeHint() const
{
    const int em = fontMetrics().height();
    return { 34 * em, 15 * em };
}

QSize TokenMapPlot::minimumSizeHint() const
{
    const int em = fontMetrics().height();
    return { 16 * em, 8 * em };
}

bool TokenMapPlot::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        if (const QString words = d->description(); !words.isEmpty())
            QToolTip::showText(help->globalPos(), words, this);
        else if (!d->canvas->isEmpty() && !d->canvas->plotRect().contains(help->pos()))
            QToolTip::showText(help->globalPos(), data()->note, this);
        else
            QToolTip::hideText();
        return true;
    }
    // A window that has another use for Escape comes second while something is dragged.
    if (event->type() == QEvent::ShortcutOverride && d->dragging && d->drag != Drag::pan &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void TokenMapPlot::resizeEvent(QResizeEvent*)
{
    d->canvas->setGeometry(rect());
    d->arrange();
    d->replot();
}

void TokenMapPlot::changeEvent(QEvent* event)
{
    switch (event->type()) {
    case QEvent::PaletteChange:
    case QEvent::FontChange:
    case QEvent::StyleChange:
    case QEvent::LocaleChange:
        d->applyLook();
        d->replot();
        break;
    default: break;
    }
    QWidget::changeEvent(event);
}

void TokenMapPlot::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) {
        QWidget::mousePressEvent(event);
        return;
    }
    d->pressed = true;
    d->dragging = false;
    d->pressedAt = d->dragFrom = event->position();
}

void TokenMapPlot::mouseMoveEvent(QMouseEvent* event)
{
    if (!d->pressed) {
        d->hoverAt(event->position());
        return;
    }
    if (!d->dragging && !d->canvas->isEmpty() && d->canvas->plotRect().contains(d->pressedAt.toPoint()) &&
        (event->position() - d->pressedAt).manhattanLength() >= QApplication::startDragDistance()) {
        d->dragging = true;
        d->hover(models::noGroup, -1);
        QToolTip::hideText();
        if (d->drag == Drag::pan)
            setCursor(Qt::ClosedHandCursor);
        else
            d->line = QPolygonF { d->pressedAt };
    }
    if (d->dragging && d->drag == Drag::pan)
        d->pan(event->position());
    else if (d->dragging)
        d->drawLine(event->position(), event->modifiers());
}

void TokenMapPlot::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !d->pressed)
        return;
    d->pressed = false;
    if (std::exchange(d->dragging, false)) {
        if (d->drag != Drag::pan) {
            const auto points = d->canvas->pointsIn(d->line);
            d->endLine();
            if (d->picks == Picks::tokens) {
                Q_EMIT tokensDragged(d->tokensOf(points), event->modifiers());
            } else {
                QSet<int> groups;
                for (const std::int32_t point : points)
                    groups.insert(data()->groupOf[static_cast<std::size_t>(point)]);
                Q_EMIT groupsDragged(groups, event->modifiers());
            }
        }
        d->hoverAt(event->position());
        return;
    }
    d->hoverAt(event->position());
    if (d->hovered == models::noGroup)
        Q_EMIT backgroundClicked(event->modifiers());
    else
        d->choose(event->modifiers());
}

void TokenMapPlot::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        fit();
}

void TokenMapPlot::wheelEvent(QWheelEvent* event)
{
    const QPoint delta = event->angleDelta();
    const int turn = delta.y() != 0 ? delta.y() : delta.x();
    if (turn == 0 || d->canvas->isEmpty()) {
        event->ignore();
        return;
    }
    const bool onlyX = event->modifiers().testFlag(Qt::ShiftModifier);
    const bool onlyY = event->modifiers().testFlag(Qt::ControlModifier);
    d->zoom(std::pow(0.85, turn / 120.0), event->position(), !onlyY, !onlyX);
    event->accept();
}

void TokenMapPlot::leaveEvent(QEvent*)
{
    d->hover(models::noGroup, -1);
}

void TokenMapPlot::keyPressEvent(QKeyEvent* event)
{
    const QPointF centre = QRectF(d->canvas->plotRect()).center();
    switch (event->key()) {
    case Qt::Key_Down: d->walk(1, 0); break;
    case Qt::Key_Up: d->walk(-1, 0); break;
    case Qt::Key_Right: d->walk(0, 1); break;
    case Qt::Key_Left: d->walk(0, -1); break;
    case Qt::Key_Plus:
    case Qt::Key_Equal: d->zoom(0.7, centre, true, true); break;
    case Qt::Key_Minus: d->zoom(1 / 0.7, centre, true, true); break;
    case Qt::Key_0: fit(); break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space: d->choose(event->modifiers() & ~Qt::KeypadModifier); break;
    case Qt::Key_Escape:
        // Only one step back at a time: the window may have something to let go of, too.
        if (d->dragging && d->drag != Drag::pan) {
            d->pressed = d->dragging = false;
            d->endLine();
            Q_EMIT tokensDropped();
        } else if (d->hovered == models::noGroup && d->hoveredPoint < 0) {
            QWidget::keyPressEvent(event);
            return;
        }
        d->hover(models::noGroup, -1);
        break;
    default: QWidget::keyPressEvent(event); return;
    }
    d->explain();
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
    event->accept();
}

void TokenMapPlot::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    d->canvas->setFocusFrame(theme::showsFocus(event->reason()));
    d->replotPointer();
}

void TokenMapPlot::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    d->canvas->setFocusFrame(false);
    d->replotPointer();
}

void TokenMapPlot::contextMenuEvent(QContextMenuEvent* event)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool some = !d->canvas->isEmpty();
    menu->addAction(tr("Copy &image"), this, [this] { copyImage(); });
    menu->addAction(tr("Copy &data"), this, [this] { copyData(); })->setEnabled(some);
    menu->addAction(tr("Save &figure…"), this, [this] { Q_EMIT figureRequested(); })->setEnabled(some);
    menu->addSeparator();
    menu->addAction(tr("Show &all"), this, [this] { fit(); })->setEnabled(isZoomed());
    menu->popup(event->globalPos());
}

}
