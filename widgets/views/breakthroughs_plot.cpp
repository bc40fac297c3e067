#include "widgets/views/breakthroughs_plot.h"

#include "widgets/theme/theme.h"
#include "widgets/views/step_marks.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QLocale>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <limits>

namespace polcascope::views {

using models::BreakthroughOrder;
using models::BreakthroughRow;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
/// Names longer than so many heights of a line are cut off.
constexpr double longestName = 18;

/// Round steps, so many that their labels have room.
QVector<double> ticks(double first, double last, double pixels, double labelWidth, bool logarithmic)
{
    QVector<double> found;
    if (logarithmic) {
        for (double decade = std::pow(10, std::floor(std::log10(first))); decade <= last; decade *= 10)
            for (const double step : { decade, 2 * decade, 5 * decade })
                if (step >= first && step <= last)
                    found.append(step);
        return found;
    }
    const double rough = (last - first) / std::max(pixels / (labelWidth * 1.6), 1.0);
    double distance = std::pow(10, std::floor(std::log10(rough)));
    for (const double factor : { 2.0, 2.5, 2.0 })
        if (distance < rough)
            distance *= factor;
    for (double step = std::ceil(first / distance) * distance; step <= last; step += distance)
        found.append(step);
    return found;
}

}

BreakthroughsPlot::BreakthroughsPlot(QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_cursorStep(none)
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Breakthroughs"));
}

void BreakthroughsPlot::setData(const models::BreakthroughsPointer& data)
{
    const bool same = m_data && data && m_data->request == data->request && m_data->rows.size() == data->rows.size();
    m_data = data;
    if (!same)
        m_hovered = -1;
    setAccessibleDescription(shown() ? models::summary(*data) : m_emptyReason);
    setOrder(m_order);
}

void BreakthroughsPlot::setOrder(BreakthroughOrder order)
{
    m_order = order;
    m_lines = m_data ? models::sortedRows(*m_data, order) : std::vector<int>();
    layOut();
    viewport()->update();
}

void BreakthroughsPlot::setCurrent(const store::ClusteringKey& key, const QSet<int>& selected)
{
    m_current = key;
    m_selected = selected;
    viewport()->update();
}

void BreakthroughsPlot::setCursorStep(double step)
{
    if (step == m_cursorStep || (std::isnan(step) && std::isnan(m_cursorStep)))
        return;
    m_cursorStep = step;
    viewport()->update();
}

void BreakthroughsPlot::setMarks(const models::StepMarks& marks)
{
    m_marks = marks;
    viewport()->update();
}

void BreakthroughsPlot::placeMarks(const models::StepMarks& marks)
{
    setMarks(marks);
    Q_EMIT marksChanged(marks);
}

std::optional<double> BreakthroughsPlot::pointedStep() const
{
    return std::isnan(m_cursorStep) ? std::nullopt : std::optional(m_cursorStep);
}

void BreakthroughsPlot::setLogX(bool logarithmic)
{
    m_logX = logarithmic;
    viewport()->update();
}

void BreakthroughsPlot::setEmptyReason(const QString& reason)
{
    m_emptyReason = reason;
    if (!shown())
        setAccessibleDescription(reason);
    viewport()->update();
}

const BreakthroughRow& BreakthroughsPlot::row(int line) const
{
    return m_data->rows[static_cast<std::size_t>(m_lines[static_cast<std::size_t>(line)])];
}

double BreakthroughsPlot::em() const
{
    return QFontMetricsF(theme::tickFont(*this)).height();
}

double BreakthroughsPlot::lineHeight() const
{
    return std::ceil(em() * 1.15);
}

QRectF BreakthroughsPlot::bodyRect() const
{
    return QRectF(viewport()->rect()).adjusted(m_names + em(), em() * 1.9, -em() * 1.6, -em() * 2.6);
}

void BreakthroughsPlot::layOut()
{
    const QFontMetricsF metrics(theme::tickFont(*this));
    m_names = 0;
    if (shown())
        for (const BreakthroughRow& each : m_data->rows)
            m_names = std::max(m_names, metrics.horizontalAdvance(each.name + QStringLiteral("  ") + each.label));
    m_names = std::min({ m_names, longestName * em(), 0.4 * viewport()->width() });
    const double body = bodyRect().height();
    const double all = lineHeight() * static_cast<double>(m_lines.size());
    verticalScrollBar()->setRange(0, static_cast<int>(std::max(std::ceil(all - body), 0.0)));
    verticalScrollBar()->setSingleStep(static_cast<int>(lineHeight()));
    verticalScrollBar()->setPageStep(static_cast<int>(std::max(body, 1.0)));
}

QRectF BreakthroughsPlot::lineRect(int line) const
{
    const QRectF body = bodyRect();
    return { body.left(), body.top() + line * lineHeight() - verticalScrollBar()->value(), body.width(), lineHeight() };
}

int BreakthroughsPlot::lineAt(const QPointF& position) const
{
    const QRectF body = bodyRect();
    if (!shown() || position.y() < body.top() || position.y() >= body.bottom())
        return -1;
    const auto line = static_cast<int>((position.y() - body.top() + verticalScrollBar()->value()) / lineHeight());
    return line < static_cast<int>(m_lines.size()) ? line : -1;
}

double BreakthroughsPlot::pixelOf(double step) const
{
    const QRectF body = bodyRect();
    double first = m_data->steps.first(), last = m_data->steps.last();
    if (m_logX) {
        // Step 0 has no place on this axis: it stands where the first after it does.
        first = first > 0 ? first : m_data->steps[1];
        step = std::log(std::max(step, first) / first);
        last = std::log(last / first);
        first = 0;
    }
    return body.left() + (step - first) / std::max(last - first, 1e-9) * body.width();
}

QPointF BreakthroughsPlot::markOf(int wanted) const
{
    const auto line = std::find(m_lines.begin(), m_lines.end(), wanted) - m_lines.begin();
    return { pixelOf(m_data->rows[static_cast<std::size_t>(wanted)].breaking.mean),
        lineRect(static_cast<int>(line)).center().y() };
}

void BreakthroughsPlot::paintLine(QPainter& painter, int line) const
{
    const auto theme = theme::themeOf(palette());
    const QFontMetricsF metrics(painter.font());
    const BreakthroughRow& each = row(line);
    const QRectF place = lineRect(line);
    const QRectF whole(0, place.top(), viewport()->width(), place.height());
    const bool current = each.key == m_current;
    const bool selected = current && m_selected.contains(each.cluster);
    if (current)
        painter.fillRect(whole, theme::tint(theme, theme.accent, selected ? 0.35 : 0.12));
    if (line == m_hovered) {
        painter.setPen(QPen(theme.accent, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(whole.adjusted(0.5, 0.5, -0.5, -0.5));
    }
    QRectF text(em() * 0.5, place.top(), m_names, place.height());
    painter.setPen(theme.text);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(each.name, Qt::ElideRight, text.width()));
    text.setLeft(text.left() + metrics.horizontalAdvance(each.name + QStringLiteral("  ")));
    painter.setPen(theme.muted);
    if (text.width() > em())
        painter.drawText(
            text, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(each.label, Qt::ElideRight, text.width()));
    if (!each.breaks()) {
        painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, tr("never speeds up"));
        return;
    }
    const QColor colour = theme::groupStyle(theme, each.breaking.hidden ? 1 : 0).colour;
    const double y = place.center().y();
    painter.setPen(QPen(colour, 2));
    painter.drawLine(QPointF(pixelOf(each.breaking.spread.lowerQuartile), y),
        QPointF(pixelOf(each.breaking.spread.upperQuartile), y));
    const auto marker = each.breaking.hidden ? theme::Marker::diamond : theme::Marker::circle;
    const QPointF at(pixelOf(each.breaking.mean), y);
    const double size = em() * (each.breaking.hidden ? 0.75 : 0.62);
    theme::paintMarker(painter, marker, at, size, colour);
    if (!each.isSynchronous())
        theme::paintMarker(painter, marker, at, size * 0.55, theme.background);
}

void BreakthroughsPlot::paintSteps(QPainter& painter) const
{
    const auto theme = theme::themeOf(palette());
    const QFontMetricsF metrics(painter.font());
    const QLocale locale;
    const QRectF body = bodyRect();
    const double first = m_logX && m_data->steps.first() <= 0 ? m_data->steps[1] : m_data->steps.first();
    const double widest = metrics.horizontalAdvance(locale.toString(m_data->steps.last(), 'f', 0));
    double last = -1e9;
    for (const double step : ticks(first, m_data->steps.last(), body.width(), widest, m_logX)) {
        const double x = pixelOf(step);
        painter.setPen(theme.grid);
        painter.drawLine(QPointF(x, body.top()), QPointF(x, body.bottom()));
        const QString label = locale.toString(step, 'f', 0);
        const double half = metrics.horizontalAdvance(label) / 2;
        if (x - half < last + em() * 0.6)
            continue;
        last = x + half;
        painter.setPen(theme.muted);
        painter.drawText(QRectF(x - half - 2, body.bottom() + em() * 0.15, 2 * half + 4, em()), Qt::AlignCenter, label);
    }
    painter.setPen(theme.text);
    painter.drawText(QRectF(body.left(), body.bottom() + em() * 1.25, body.width(), em()), Qt::AlignCenter,
        tr("training step"));
}

void BreakthroughsPlot::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    const auto theme = theme::themeOf(palette());
    painter.fillRect(viewport()->rect(), theme.background);
    const QFont font = theme::tickFont(*this);
    const QFontMetricsF titleMetrics(theme::titleFont(*this));
    QRectF title(em() * 0.6, em() * 0.3, viewport()->width() - em() * 1.2, titleMetrics.height());
    const QString name = tr("When clusters break");
    painter.setFont(theme::titleFont(*this));
    painter.setPen(theme.text);
    painter.drawText(title, Qt::AlignLeft | Qt::AlignVCenter, name);
    painter.setFont(font);
    if (!shown()) {
        painter.setPen(theme.muted);
        painter.drawText(QRectF(viewport()->rect()).adjusted(16, em() * 2, -16, -8), Qt::AlignCenter | Qt::TextWordWrap,
            m_data && !m_data->emptyReason.isEmpty() ? m_data->emptyReason : m_emptyReason);
    } else {
        title.setLeft(title.left() + titleMetrics.horizontalAdvance(name) + em());
        painter.setPen(theme.muted);
        painter.drawText(title, Qt::AlignLeft | Qt::AlignVCenter,
            QFontMetricsF(font).elidedText(
                tr("bar: middle half · filled: together (p ≤ 0.05) · diamond: hidden, after the loss is flat (dashes)"),
                Qt::ElideRight, title.width()));
        const QRectF body = bodyRect();
        paintSteps(painter);
        painter.save();
        painter.setClipRect(QRectF(0, body.top(), viewport()->width(), body.height()));
        const int from = std::max(static_cast<int>(verticalScrollBar()->value() / lineHeight()), 0);
        for (int line = from; line < static_cast<int>(m_lines.size()) && lineRect(line).top() < body.bottom(); ++line)
            paintLine(painter, line);
        painter.restore();
        if (m_data->flat) {
            const double x = pixelOf(*m_data->flat);
            painter.setPen(QPen(theme.muted, 1.4, Qt::DashLine));
            painter.drawLine(QPointF(x, body.top()), QPointF(x, body.bottom()));
        }
        for (const auto& [letter, step] : { std::pair(u'A', m_marks.a), std::pair(u'B', m_marks.b) })
            if (step && pixelOf(*step) >= body.left() && pixelOf(*step) <= body.right())
                paintStepMark(painter, theme, letter,
                    QLineF(QPointF(pixelOf(*step), body.top()), QPointF(pixelOf(*step), body.bottom())));
        if (!std::isnan(m_cursorStep)) {
            const double x = pixelOf(m_cursorStep);
            painter.setPen(QPen(theme.cursor, 1));
            if (x >= body.left() && x <= body.right())
                painter.drawLine(QPointF(x, body.top()), QPointF(x, body.bottom()));
        }
    }
    if (m_focusFrame) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(theme.accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(viewport()->rect().adjusted(0, 0, -1, -1));
    }
}

QString BreakthroughsPlot::describe(int line) const
{
    const QLocale locale;
    const BreakthroughRow& each = row(line);
    QString words = each.longName;
    words[0] = words[0].toUpper();
    if (!each.label.isEmpty())
        words += QStringLiteral(" (%1)").arg(each.label);
    words = QStringLiteral("<b>%1</b>").arg(words.toHtmlEscaped());
    const auto add = [&](const QString& text) { words += QStringLiteral("<br>") + text.toHtmlEscaped(); };
    const auto steps = [&](double value) { return locale.toString(value, 'f', 0); };
    add(tr("%Ln token(s), %1 of them carries", nullptr, static_cast<int>(each.size))
            .arg(locale.toString(each.carryShare, 'f', 2)));
    if (!each.breaks()) {
        add(tr("no two of its tokens speed up within this run"));
        return words;
    }
    add(tr("break step %1, half of the tokens from %2 to %3")
            .arg(steps(each.breaking.mean), steps(each.breaking.spread.lowerQuartile),
                steps(each.breaking.spread.upperQuartile)));
    add(tr("these lie %1 steps apart, in random groups as large %2 (p = %3)")
            .arg(steps(each.breaking.spread.interquartile), steps(each.breaking.random.interquartile),
                locale.toString(each.breaking.synchronyP, 'f', 3)));
    if (each.breaking.hidden)
        add(tr("hidden: after the mean loss has gone flat at step %1").arg(steps(*m_data->flat)));
    add(tr("Click or Enter: look at it"));
    return words;
}

void BreakthroughsPlot::setHovered(int line)
{
    if (line == m_hovered)
        return;
    m_hovered = line;
    viewport()->setCursor(line >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    viewport()->update();
}

void BreakthroughsPlot::copyImage()
{
    QGuiApplication::clipboard()->setPixmap(viewport()->grab());
}

void BreakthroughsPlot::copyData() const
{
    if (shown())
        QGuiApplication::clipboard()->setText(models::table(*m_data).text(u'\t'));
}

QSize BreakthroughsPlot::sizeHint() const
{
    const int line = fontMetrics().height();
    return { 34 * line, 15 * line };
}

QSize BreakthroughsPlot::minimumSizeHint() const
{
    const int line = fontMetrics().height();
    return { 16 * line, 8 * line };
}

bool BreakthroughsPlot::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int line = lineAt(help->pos());
        if (line < 0)
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), describe(line), viewport());
        return true;
    }
    if (event->type() == QEvent::Leave) {
        setHovered(-1);
        Q_EMIT cursorStepChanged(none);
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void BreakthroughsPlot::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    layOut();
}

void BreakthroughsPlot::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    layOut();
    viewport()->update();
}

void BreakthroughsPlot::mouseMoveEvent(QMouseEvent* event)
{
    setHovered(lineAt(event->position()));
    if (!shown())
        return;
    const QRectF body = bodyRect();
    double nearest = none;
    if (body.contains(event->position()))
        for (const double step : m_data->steps)
            if (std::isnan(nearest) ||
                std::abs(pixelOf(step) - event->position().x()) < std::abs(pixelOf(nearest) - event->position().x()))
                nearest = step;
    setCursorStep(nearest);
    Q_EMIT cursorStepChanged(nearest);
}

void BreakthroughsPlot::mousePressEvent(QMouseEvent* event)
{
    if (const int line = lineAt(event->position()); event->button() == Qt::LeftButton && line >= 0)
        Q_EMIT chosen(m_lines[static_cast<std::size_t>(line)]);
}

void BreakthroughsPlot::keyPressEvent(QKeyEvent* event)
{
    if (!shown()) {
        QWidget::keyPressEvent(event);
        return;
    }
    if (const auto marks = marksAfter(*event, m_marks, pointedStep())) {
        placeMarks(*marks);
        return;
    }
    int line = m_hovered;
    const bool begun = line >= 0;
    const int page = std::max(static_cast<int>(bodyRect().height() / lineHeight()), 1);
    if (!begun) { // at what is chosen
        const auto found = std::find_if(m_lines.begin(), m_lines.end(), [this](int each) {
            const BreakthroughRow& there = m_data->rows[static_cast<std::size_t>(each)];
            return there.key == m_current && (m_selected.isEmpty() || m_selected.contains(there.cluster));
        });
        line = found == m_lines.end() ? 0 : static_cast<int>(found - m_lines.begin());
    }
    switch (event->key()) {
    case Qt::Key_Up: line -= begun; break;
    case Qt::Key_Down: line += begun; break;
    case Qt::Key_PageUp: line -= page; break;
    case Qt::Key_PageDown: line += page; break;
    case Qt::Key_Home: line = 0; break;
    case Qt::Key_End: line = static_cast<int>(m_lines.size()) - 1; break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (begun)
            Q_EMIT chosen(m_lines[static_cast<std::size_t>(line)]);
        return;
    case Qt::Key_Escape:
        if (begun) {
            setHovered(-1);
            return;
        }
        [[fallthrough]];
    default: QWidget::keyPressEvent(event); return;
    }
    line = std::clamp(line, 0, static_cast<int>(m_lines.size()) - 1);
    const QRectF place = lineRect(line), body = bodyRect();
    if (place.top() < body.top())
        verticalScrollBar()->setValue(verticalScrollBar()->value() - static_cast<int>(std::ceil(body.top() - place.top())));
    else if (place.bottom() > body.bottom())
        verticalScrollBar()->setValue(
            verticalScrollBar()->value() + static_cast<int>(std::ceil(place.bottom() - body.bottom())));
    setHovered(line);
    QToolTip::showText(
        viewport()->mapToGlobal(QPointF(body.left() + em() * 2, lineRect(line).bottom()).toPoint()), describe(line), viewport());
}

void BreakthroughsPlot::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    m_focusFrame = theme::showsFocus(event->reason());
    viewport()->update();
}

void BreakthroughsPlot::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    m_focusFrame = false;
    viewport()->update();
}

void BreakthroughsPlot::contextMenuEvent(QContextMenuEvent* event)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy &image"), this, [this] { copyImage(); });
    menu->addAction(tr("Copy &data"), this, [this] { copyData(); })->setEnabled(shown());
    menu->addSeparator();
    addStepMarkActions(menu, m_marks, pointedStep(), [this](const models::StepMarks& marks) { placeMarks(marks); });
    menu->popup(event->globalPos());
}

}
