#include "widgets/views/grid_plot.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <vector>

namespace polcascope::views {

namespace {

/// Labels longer than so many heights of a line are cut off.
constexpr double longestLabel = 7;

/// 1, 2, 5, 10, ...: as many cells as a label takes, or more.
int every(double cells)
{
    for (int decade = 1; decade < 1000000; decade *= 10)
        for (const int number : { decade, 2 * decade, 5 * decade })
            if (number >= cells)
                return number;
    return 1000000;
}

/// Whichever of black and white differs more in lightness.
QColor readableOn(const QColor& colour)
{
    const double lightness = 0.299 * colour.redF() + 0.587 * colour.greenF() + 0.114 * colour.blueF();
    return lightness > 0.5 ? Qt::black : Qt::white;
}

}

GridPlot::GridPlot(QWidget* parent)
    : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
}

void GridPlot::dataChanged(bool sameCells)
{
    if (!sameCells)
        m_hovered = {};
    setAccessibleDescription(shown() ? summary() : m_emptyReason);
    layOut();
    updateGeometry();
    update();
}

void GridPlot::setOutOfDate(bool outOfDate)
{
    m_outOfDate = outOfDate;
    update();
}

void GridPlot::setEmptyReason(const QString& reason)
{
    m_emptyReason = reason;
    if (!shown())
        setAccessibleDescription(reason);
    update();
}

void GridPlot::layOut()
{
    arrange();
    const QFontMetricsF metrics(theme::tickFont(*this));
    const double em = metrics.height();
    double left = 0;
    for (int row = 0; row < rows(); ++row)
        left = std::max(left, metrics.horizontalAdvance(rowLabel(row)));
    left = std::min(left, longestLabel * em) + em * 2;
    m_grid = QRectF(rect()).adjusted(left, em * 1.9, -em * 0.6, -em * 2.6);
    double widest = 0;
    for (int column = 0; column < columns(); ++column)
        widest = std::max(widest, metrics.horizontalAdvance(columnLabel(column)));
    m_upright = columns() > 0 && widest > 2.5 * em && widest > m_grid.width() / columns();
    m_columnLabels = m_upright ? std::min(widest, longestLabel * em) + em * 0.2 : em;
    m_grid.setBottom(m_grid.bottom() + em - m_columnLabels);
}

/// Numbers that do not fit side by side are left out in part; words stand on end, where their line fits.
bool GridPlot::standsOnEnd(double labelWidth) const
{
    const double em = QFontMetricsF(theme::tickFont(*this)).height();
    const double cell = m_grid.width() / columns();
    return m_upright && labelWidth > cell && labelWidth > 1.6 * em && cell >= 0.8 * em;
}

QRectF GridPlot::rectOf(const Cell& cell) const
{
    if (!shown() || cell.row < 0 || cell.column < 0 || cell.row >= rows() || cell.column >= columns())
        return {};
    const double width = m_grid.width() / columns();
    const double height = m_grid.height() / rows();
    return { m_grid.left() + cell.column * width, m_grid.top() + cell.row * height, width, height };
}

GridPlot::Cell GridPlot::cellAt(const QPointF& position) const
{
    if (!shown() || !m_grid.contains(position))
        return {};
    return { std::min(static_cast<int>((position.y() - m_grid.top()) / m_grid.height() * rows()), rows() - 1),
        std::min(static_cast<int>((position.x() - m_grid.left()) / m_grid.width() * columns()), columns() - 1) };
}

void GridPlot::paintFrame(QPainter& painter, const QRectF& place) const
{
    if (place.isNull())
        return;
    QPen frame(theme::themeOf(palette()).text, 2.4);
    frame.setJoinStyle(Qt::MiterJoin);
    painter.setPen(frame);
    painter.setBrush(Qt::NoBrush);
    // Around a cell that is smaller than the frame is thick, not over it.
    const double inset = std::min(place.width(), place.height()) < 8 ? -1.2 : 1.5;
    painter.drawRect(place.adjusted(inset, inset, -inset, -inset));
}

void GridPlot::paintCells(QPainter& painter) const
{
    const auto theme = theme::themeOf(palette());
    const QFontMetricsF metrics(painter.font());
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (int row = 0; row < rows(); ++row) {
        for (int column = 0; column < columns(); ++column) {
            const QRectF place = rectOf({ row, column });
            // Cells that are small lie side by side: lines between them would be most of what is seen.
            const double gap = std::min(place.width(), place.height()) < 6 ? 0 : 0.5;
            const QRectF inner = place.adjusted(gap, gap, -gap, -gap);
            const Look cell = look({ row, column });
            const double paleness = m_outOfDate ? 0.4 : 1;
            QColor behind = theme.background;
            if (cell.fill == Look::Fill::hatched)
                painter.fillRect(inner, QBrush(theme.grid, Qt::BDiagPattern));
            if ((cell.fill == Look::Fill::none || cell.fill == Look::Fill::bar) && gap > 0) {
                painter.setPen(theme.grid);
                painter.setBrush(Qt::NoBrush);
                painter.drawRect(place.adjusted(0, 0, -1, -1));
            }
            if (cell.fill == Look::Fill::bar)
                painter.fillRect(QRectF(inner.left() + cell.from * inner.width(), inner.top(),
                                     std::max((cell.to - cell.from) * inner.width(), 1.0), inner.height()),
                    theme::tint(theme, cell.colour, 0.45 * paleness)); // so that text over it and beside it can be read
            if (cell.fill == Look::Fill::colour) {
                behind = theme::tint(theme, cell.colour, (0.06 + 0.84 * cell.strength) * paleness);
                painter.fillRect(inner, behind);
            }
            if (cell.text.isEmpty() || metrics.horizontalAdvance(cell.text) > inner.width() || metrics.height() > inner.height() + 2)
                continue;
            painter.setPen(m_outOfDate || cell.muted ? theme.muted : readableOn(behind));
            painter.drawText(inner, Qt::AlignCenter, cell.text);
        }
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    if (m_hovered.row >= 0) {
        painter.setPen(QPen(theme.accent, 2));
        painter.drawRect(rectOf(m_hovered).adjusted(1, 1, -1, -1));
    }
    paintMarks(painter);
}

void GridPlot::paintAxes(QPainter& painter) const
{
    const auto theme = theme::themeOf(palette());
    const QFontMetricsF metrics(painter.font());
    const double em = metrics.height();
    painter.setPen(theme.muted);
    // Where most labels that lie flat have no room, every so many-th; and none over another.
    std::vector<double> widths;
    for (int column = 0; column < columns(); ++column)
        if (const double width = metrics.horizontalAdvance(columnLabel(column)); !standsOnEnd(width))
            widths.push_back(width);
    std::sort(widths.begin(), widths.end());
    const double usual = widths.empty() ? 0 : widths[widths.size() / 2];
    const int everyColumn = every((usual + em * 0.3) / (m_grid.width() / columns()));
    int flat = 0;
    double last = -1e9;
    for (int column = 0; column < columns(); ++column) {
        const double x = rectOf({ 0, column }).center().x();
        const QString label = metrics.elidedText(columnLabel(column), Qt::ElideRight, longestLabel * em);
        const double width = metrics.horizontalAdvance(label);
        if (!standsOnEnd(width)) {
            if (flat++ % everyColumn != 0 || x - width / 2 < last + em * 0.2)
                continue;
            last = x + width / 2;
            painter.drawText(
                QRectF(x - width / 2 - 2, m_grid.bottom() + em * 0.15, width + 4, em), Qt::AlignCenter, label);
            continue;
        }
        painter.save();
        painter.translate(x, m_grid.bottom() + em * 0.2);
        painter.rotate(-90);
        painter.drawText(QRectF(-m_columnLabels, -em / 2, m_columnLabels, em), Qt::AlignRight | Qt::AlignVCenter, label);
        painter.restore();
    }
    const int everyRow = every(em * 0.85 / (m_grid.height() / rows()));
    for (int row = 0; row < rows(); row += everyRow) {
        const double y = rectOf({ row, 0 }).center().y();
        painter.drawText(QRectF(em * 1.5, y - em / 2, m_grid.left() - em * 1.85, em), Qt::AlignRight | Qt::AlignVCenter,
            metrics.elidedText(rowLabel(row), Qt::ElideRight, longestLabel * em));
    }
    painter.setPen(theme.text);
    painter.drawText(QRectF(m_grid.left(), m_grid.bottom() + m_columnLabels + em * 0.25, m_grid.width(), em),
        Qt::AlignCenter, columnTitle());
    painter.save();
    // A title longer than the rows are high goes on below them, beside the columns' labels.
    const double length = std::max(m_grid.height(), metrics.horizontalAdvance(rowTitle()) + 2);
    painter.translate(em * 0.7, m_grid.top() + length / 2);
    painter.rotate(-90);
    painter.drawText(QRectF(-length / 2, -em / 2, length, em), Qt::AlignCenter, rowTitle());
    painter.restore();
}

void GridPlot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const auto theme = theme::themeOf(palette());
    painter.fillRect(rect(), theme.background);
    const QFont font = theme::tickFont(*this);
    const QFontMetricsF titleMetrics(theme::titleFont(*this));
    const double em = QFontMetricsF(font).height();
    QRectF line(em * 0.6, em * 0.3, width() - em * 1.2, titleMetrics.height());
    painter.setFont(theme::titleFont(*this));
    painter.setPen(theme.text);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, title());
    painter.setFont(font);
    if (!shown()) {
        painter.setPen(theme.muted);
        painter.drawText(QRectF(rect()).adjusted(16, em * 2, -16, -8), Qt::AlignCenter | Qt::TextWordWrap,
            m_emptyReason);
    } else {
        line.setLeft(line.left() + titleMetrics.horizontalAdvance(title()) + em);
        painter.setPen(theme.muted);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
            QFontMetricsF(font).elidedText(note(), Qt::ElideRight, line.width()));
        paintAxes(painter);
        paintCells(painter);
    }
    if (m_focusFrame) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(theme.accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void GridPlot::setHovered(const Cell& cell)
{
    if (cell == m_hovered)
        return;
    m_hovered = cell;
    setCursor(cell.row >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void GridPlot::copyImage()
{
    QGuiApplication::clipboard()->setPixmap(grab());
}

void GridPlot::copyData() const
{
    if (shown())
        QGuiApplication::clipboard()->setText(table().text(u'\t'));
}

QSize GridPlot::sizeHint() const
{
    const int em = fontMetrics().height();
    return { 34 * em, 15 * em };
}

QSize GridPlot::minimumSizeHint() const
{
    const int em = fontMetrics().height();
    return { 16 * em, 8 * em };
}

bool GridPlot::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const Cell cell = cellAt(help->pos());
        if (cell.row < 0)
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), describe(cell), this);
        return true;
    }
    return QWidget::event(event);
}

void GridPlot::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    layOut();
}

void GridPlot::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    layOut();
    update();
}

void GridPlot::mouseMoveEvent(QMouseEvent* event)
{
    setHovered(cellAt(event->position()));
}

void GridPlot::mousePressEvent(QMouseEvent* event)
{
    if (const Cell cell = cellAt(event->position()); event->button() == Qt::LeftButton && cell.row >= 0)
        choose(cell);
}

void GridPlot::leaveEvent(QEvent*)
{
    setHovered({});
}

void GridPlot::keyPressEvent(QKeyEvent* event)
{
    if (!shown()) {
        QWidget::keyPressEvent(event);
        return;
    }
    Cell cell = m_hovered.row >= 0 ? m_hovered : firstCell();
    const bool begun = m_hovered.row >= 0;
    switch (event->key()) {
    case Qt::Key_Left: cell.column -= begun; break;
    case Qt::Key_Right: cell.column += begun; break;
    case Qt::Key_Up: cell.row -= begun; break;
    case Qt::Key_Down: cell.row += begun; break;
    case Qt::Key_Home: cell.column = 0; break;
    case Qt::Key_End: cell.column = columns() - 1; break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (begun)
            choose(m_hovered);
        return;
    case Qt::Key_Escape:
        if (!begun) {
            QWidget::keyPressEvent(event);
            return;
        }
        setHovered({});
        return;
    default: QWidget::keyPressEvent(event); return;
    }
    cell.row = std::clamp(cell.row, 0, rows() - 1);
    cell.column = std::clamp(cell.column, 0, columns() - 1);
    setHovered(cell);
    QToolTip::showText(mapToGlobal(rectOf(cell).bottomRight().toPoint()), describe(cell), this);
}

void GridPlot::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    m_focusFrame = theme::showsFocus(event->reason());
    update();
}

void GridPlot::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    m_focusFrame = false;
    update();
}

void GridPlot::contextMenuEvent(QContextMenuEvent* event)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy &image"), this, [this] { copyImage(); });
    menu->addAction(tr("Copy &data"), this, [this] { copyData(); })->setEnabled(shown());
    menu->popup(event->globalPos());
}

}
