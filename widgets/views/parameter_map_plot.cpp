#include "widgets/views/parameter_map_plot.h"

#include "widgets/theme/theme.h"

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

#include <algorithm>
#include <cmath>

namespace polcascope::views {

using models::MapQuantity;
using models::ParameterMapCell;

namespace {

QString text(std::int64_t value)
{
    return QLocale().toString(static_cast<qlonglong>(value));
}

}

ParameterMapPlot::ParameterMapPlot(QWidget* parent)
    : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Parameter map"));
}

void ParameterMapPlot::setData(const models::ParameterMapPointer& data)
{
    const bool same =
        m_data && data && m_data->sizes == data->sizes && m_data->samples == data->samples;
    m_data = data;
    if (!same)
        m_hovered = {};
    setAccessibleDescription(data ? models::summary(*data) : m_emptyReason);
    updateGeometry();
    update();
}

void ParameterMapPlot::setQuantity(MapQuantity quantity)
{
    m_quantity = quantity;
    update();
}

void ParameterMapPlot::setCurrent(const models::ClusteringParameters& parameters)
{
    m_current = parameters;
    update();
}

void ParameterMapPlot::setOutOfDate(bool outOfDate)
{
    m_outOfDate = outOfDate;
    update();
}

void ParameterMapPlot::setEmptyReason(const QString& reason)
{
    m_emptyReason = reason;
    update();
}

QRectF ParameterMapPlot::gridRect() const
{
    const QFontMetricsF metrics(theme::tickFont(*this));
    const double em = metrics.height();
    double left = em;
    if (shown())
        left = metrics.horizontalAdvance(text(m_data->samples.back())) + em * 2;
    return QRectF(rect()).adjusted(left, em * 1.9, -em * 0.6, -em * 2.6);
}

QRectF ParameterMapPlot::cellRect(int row, int column) const
{
    if (!shown() || row < 0 || column < 0)
        return {};
    const QRectF grid = gridRect();
    const double width = grid.width() / static_cast<double>(m_data->sizes.size());
    const double height = grid.height() / static_cast<double>(m_data->samples.size());
    return { grid.left() + column * width, grid.top() + row * height, width, height };
}

ParameterMapPlot::Cell ParameterMapPlot::cellAt(const QPointF& position) const
{
    const QRectF grid = gridRect();
    if (!shown() || !grid.contains(position))
        return {};
    const auto rows = static_cast<int>(m_data->samples.size());
    const auto columns = static_cast<int>(m_data->sizes.size());
    return { std::min(static_cast<int>((position.y() - grid.top()) / grid.height() * rows), rows - 1),
        std::min(static_cast<int>((position.x() - grid.left()) / grid.width() * columns), columns - 1) };
}

double ParameterMapPlot::strength(const ParameterMapCell& cell) const
{
    switch (m_quantity) {
    case MapQuantity::clusters: {
        qint64 most = 1;
        for (const auto& other : m_data->cells)
            most = std::max(most, other.clusters);
        // What matters is whether there are none, two or twenty, not whether nineteen or twenty.
        return std::log1p(static_cast<double>(cell.clusters)) / std::log1p(static_cast<double>(most));
    }
    case MapQuantity::noise:
        return cell.noiseShare;
    case MapQuantity::homogeneity:
        return cell.homogeneity;
    }
    return 0;
}

void ParameterMapPlot::paintCells(QPainter& painter) const
{
    const auto theme = theme::themeOf(palette());
    const QColor base =
        m_quantity == MapQuantity::noise ? theme.noise : theme::groupStyle(theme, m_quantity == MapQuantity::clusters ? 0 : 1).colour;
    const auto rows = static_cast<int>(m_data->samples.size());
    const auto columns = static_cast<int>(m_data->sizes.size());
    const QFontMetricsF metrics(painter.font());
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < columns; ++column) {
            const QRectF place = cellRect(row, column);
            const QRectF inner = place.adjusted(0.5, 0.5, -0.5, -0.5);
            const ParameterMapCell& cell = m_data->cell(row, column);
            if (!cell.known) {
                painter.fillRect(inner, QBrush(theme.grid, Qt::BDiagPattern));
                continue;
            }
            const QColor colour =
                theme::tint(theme, base, (0.06 + 0.84 * strength(cell)) * (m_outOfDate ? 0.4 : 1));
            painter.fillRect(inner, colour);
            const QString value = models::mapText(cell, m_quantity);
            if (metrics.horizontalAdvance(value) > inner.width() || metrics.height() > inner.height() + 2)
                continue;
            // Whichever of black and white differs more in lightness.
            const double lightness = 0.299 * colour.redF() + 0.587 * colour.greenF() + 0.114 * colour.blueF();
            painter.setPen(m_outOfDate ? theme.muted : lightness > 0.5 ? QColor(Qt::black) : QColor(Qt::white));
            painter.drawText(inner, Qt::AlignCenter, value);
        }
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    if (m_hovered.row >= 0) {
        painter.setPen(QPen(theme.accent, 2));
        painter.drawRect(cellRect(m_hovered.row, m_hovered.column).adjusted(1, 1, -1, -1));
    }
    if (m_outOfDate)
        return;
    const int row = m_data->rowOf(m_current.minimumSamples);
    const int column = m_data->columnOf(m_current.minimumClusterSize);
    const QRectF grid = gridRect();
    // Between two columns or rows: a line where the value lies.
    const auto between = [](const std::vector<std::int64_t>& values, std::int64_t value) {
        const auto above = std::lower_bound(values.begin(), values.end(), value);
        if (above == values.begin())
            return 0.0;
        if (above == values.end())
            return static_cast<double>(values.size());
        const double low = std::log(static_cast<double>(*std::prev(above)));
        const double part = (std::log(static_cast<double>(value)) - low) / (std::log(static_cast<double>(*above)) - low);
        return static_cast<double>(above - values.begin()) - 0.5 + part;
    };
    QPen frame(theme.text, 2.4);
    frame.setJoinStyle(Qt::MiterJoin);
    painter.setPen(frame);
    if (row >= 0 && column >= 0)
        painter.drawRect(cellRect(row, column).adjusted(1.5, 1.5, -1.5, -1.5));
    else {
        const double x = column >= 0
            ? cellRect(0, column).center().x()
            : grid.left() +
                between(m_data->sizes, m_current.minimumClusterSize) / static_cast<double>(columns) * grid.width();
        const double y = row >= 0
            ? cellRect(row, 0).center().y()
            : grid.top() + between(m_data->samples, m_current.minimumSamples) / static_cast<double>(rows) * grid.height();
        painter.setPen(QPen(theme.text, 1, Qt::DashLine));
        painter.drawLine(QPointF(x, grid.top()), QPointF(x, grid.bottom()));
        painter.drawLine(QPointF(grid.left(), y), QPointF(grid.right(), y));
    }
    const QRectF rules =
        cellRect(m_data->rowOf(m_data->rules.minimumSamples), m_data->columnOf(m_data->rules.minimumClusterSize));
    if (!rules.isNull()) {
        const double size = metrics.height() * 0.5;
        const QPointF at = rules.topRight() + QPointF(-size, size);
        theme::paintMarker(painter, theme::Marker::diamond, at, size * 1.5, theme.background);
        theme::paintMarker(painter, theme::Marker::diamond, at, size, theme.text);
    }
}

void ParameterMapPlot::paintAxes(QPainter& painter) const
{
    const auto theme = theme::themeOf(palette());
    const QFontMetricsF metrics(painter.font());
    const double em = metrics.height();
    const QRectF grid = gridRect();
    painter.setPen(theme.muted);
    double last = -1e9;
    for (std::size_t column = 0; column < m_data->sizes.size(); ++column) {
        const QRectF cell = cellRect(0, static_cast<int>(column));
        const QString label = text(m_data->sizes[column]);
        const double half = metrics.horizontalAdvance(label) / 2;
        if (cell.center().x() - half < last + em * 0.4)
            continue;
        last = cell.center().x() + half;
        painter.drawText(QRectF(cell.center().x() - half - 2, grid.bottom() + em * 0.15, 2 * half + 4, em),
            Qt::AlignCenter, label);
    }
    last = -1e9;
    for (std::size_t row = 0; row < m_data->samples.size(); ++row) {
        const QRectF cell = cellRect(static_cast<int>(row), 0);
        if (cell.center().y() - em / 2 < last)
            continue;
        last = cell.center().y() + em / 2;
        painter.drawText(QRectF(0, cell.center().y() - em / 2, grid.left() - em * 0.35, em),
            Qt::AlignRight | Qt::AlignVCenter, text(m_data->samples[row]));
    }
    painter.setPen(theme.text);
    painter.drawText(QRectF(grid.left(), grid.bottom() + em * 1.25, grid.width(), em), Qt::AlignCenter,
        tr("smallest cluster (tokens)"));
    painter.save();
    painter.translate(em * 0.7, grid.center().y());
    painter.rotate(-90);
    painter.drawText(QRectF(-grid.height() / 2 - em, -em / 2, grid.height() + 2 * em, em), Qt::AlignCenter,
        tr("min. samples"));
    painter.restore();
}

void ParameterMapPlot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const auto theme = theme::themeOf(palette());
    painter.fillRect(rect(), theme.background);
    const QFont font = theme::tickFont(*this);
    const QFontMetricsF titleMetrics(theme::titleFont(*this));
    const double em = QFontMetricsF(font).height();
    const QString title = models::mapQuantityName(m_quantity);
    QRectF line(em * 0.6, em * 0.3, width() - em * 1.2, titleMetrics.height());
    painter.setFont(theme::titleFont(*this));
    painter.setPen(theme.text);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, title);
    painter.setFont(font);
    if (!shown()) {
        painter.setPen(theme.muted);
        painter.drawText(QRectF(rect()).adjusted(16, em * 2, -16, -8), Qt::AlignCenter | Qt::TextWordWrap,
            m_emptyReason);
    } else {
        line.setLeft(line.left() + titleMetrics.horizontalAdvance(title) + em);
        painter.setPen(theme.muted);
        const QString note = m_outOfDate
            ? tr("out of date: of another clustering")
            : tr("frame: now · diamond: by the rules") +
                (m_quantity == MapQuantity::homogeneity
                        ? QStringLiteral(" · ") + tr("largest carry share of a cluster with 85 % of its carries in the 10s and 100s")
                        : QString());
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
            QFontMetricsF(font).elidedText(note, Qt::ElideRight, line.width()));
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

QString ParameterMapPlot::describe(const Cell& at) const
{
    const auto& cell = m_data->cell(at.row, at.column);
    QString words = tr("Smallest cluster %1, minimum samples %2 (the token itself counts)")
                        .arg(text(m_data->sizes[static_cast<std::size_t>(at.column)]),
                            text(m_data->samples[static_cast<std::size_t>(at.row)]));
    words = QStringLiteral("<b>%1</b>").arg(words.toHtmlEscaped());
    if (!cell.known)
        return words + QStringLiteral("<br>") + tr("Not computed yet");
    words += QStringLiteral("<br>") + tr("%Ln cluster(s)", nullptr, static_cast<int>(cell.clusters));
    words += QStringLiteral("<br>") +
        tr("%1 of the tokens are outliers").arg(models::mapText(cell, MapQuantity::noise));
    if (m_data->hasCarries)
        words += QStringLiteral("<br>") +
            (cell.homogeneity > 0
                    ? tr("best carry homogeneity %1").arg(models::mapText(cell, MapQuantity::homogeneity))
                    : tr("no cluster with its carries in the 10s and 100s places"));
    return words + QStringLiteral("<br>") + tr("Click or Enter: cluster like this");
}

void ParameterMapPlot::choose(const Cell& cell)
{
    if (cell.row >= 0)
        Q_EMIT chosen(m_data->sizes[static_cast<std::size_t>(cell.column)],
            m_data->samples[static_cast<std::size_t>(cell.row)]);
}

void ParameterMapPlot::setHovered(const Cell& cell)
{
    if (cell == m_hovered)
        return;
    m_hovered = cell;
    setCursor(cell.row >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void ParameterMapPlot::copyImage()
{
    QGuiApplication::clipboard()->setPixmap(grab());
}

void ParameterMapPlot::copyData() const
{
    if (m_data)
        QGuiApplication::clipboard()->setText(models::table(*m_data).text(u'\t'));
}

QSize ParameterMapPlot::sizeHint() const
{
    const int em = fontMetrics().height();
    return { 34 * em, 15 * em };
}

QSize ParameterMapPlot::minimumSizeHint() const
{
    const int em = fontMetrics().height();
    return { 16 * em, 8 * em };
}

bool ParameterMapPlot::event(QEvent* event)
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

void ParameterMapPlot::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    update();
}

void ParameterMapPlot::mouseMoveEvent(QMouseEvent* event)
{
    setHovered(cellAt(event->position()));
}

void ParameterMapPlot::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        choose(cellAt(event->position()));
}

void ParameterMapPlot::leaveEvent(QEvent*)
{
    setHovered({});
}

void ParameterMapPlot::keyPressEvent(QKeyEvent* event)
{
    if (!shown()) {
        QWidget::keyPressEvent(event);
        return;
    }
    Cell cell = m_hovered;
    if (cell.row < 0) // where the keys begin
        cell = { std::max(m_data->rowOf(m_current.minimumSamples), 0),
            std::max(m_data->columnOf(m_current.minimumClusterSize), 0) };
    const bool begun = m_hovered.row >= 0;
    switch (event->key()) {
    case Qt::Key_Left: cell.column -= begun; break;
    case Qt::Key_Right: cell.column += begun; break;
    case Qt::Key_Up: cell.row -= begun; break;
    case Qt::Key_Down: cell.row += begun; break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space: choose(m_hovered); return;
    case Qt::Key_Escape:
        if (!begun) {
            QWidget::keyPressEvent(event);
            return;
        }
        setHovered({});
        return;
    default: QWidget::keyPressEvent(event); return;
    }
    cell.row = std::clamp(cell.row, 0, static_cast<int>(m_data->samples.size()) - 1);
    cell.column = std::clamp(cell.column, 0, static_cast<int>(m_data->sizes.size()) - 1);
    setHovered(cell);
    QToolTip::showText(mapToGlobal(cellRect(cell.row, cell.column).bottomRight().toPoint()), describe(cell), this);
}

void ParameterMapPlot::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    m_focusFrame = theme::showsFocus(event->reason());
    update();
}

void ParameterMapPlot::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    m_focusFrame = false;
    update();
}

void ParameterMapPlot::contextMenuEvent(QContextMenuEvent* event)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy &image"), this, [this] { copyImage(); });
    menu->addAction(tr("Copy &data"), this, [this] { copyData(); })->setEnabled(shown());
    menu->popup(event->globalPos());
}

}
