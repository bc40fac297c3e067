#include "widgets/views/vector_grid_plot.h"

#include <QPainter>

#include <algorithm>

namespace polcascope::views {

using models::VectorGridCell;

VectorGridPlot::VectorGridPlot(const QString& accessibleName, QWidget* parent)
    : GridPlot(parent)
{
    setAccessibleName(accessibleName);
}

void VectorGridPlot::setData(const models::VectorGridPointer& data)
{
    const bool same = m_data && data && m_data->rows == data->rows && m_data->columns.size() == data->columns.size();
    m_data = data;
    dataChanged(same);
}

void VectorGridPlot::setCurrent(int vector)
{
    m_current = vector;
    update();
}

int VectorGridPlot::rows() const
{
    return m_data ? static_cast<int>(m_data->rows.size()) : 0;
}

int VectorGridPlot::columns() const
{
    return m_data ? static_cast<int>(m_data->columns.size()) : 0;
}

QString VectorGridPlot::rowLabel(int row) const
{
    return m_data->rows[row];
}

QString VectorGridPlot::columnLabel(int column) const
{
    return m_data->columns[static_cast<std::size_t>(column)].label;
}

QString VectorGridPlot::rowTitle() const
{
    return tr("basis vector");
}

QString VectorGridPlot::columnTitle() const
{
    return m_data->columnTitle;
}

QString VectorGridPlot::title() const
{
    return m_data ? m_data->title : accessibleName();
}

QString VectorGridPlot::note() const
{
    return m_data->note;
}

GridPlot::Look VectorGridPlot::look(const Cell& at) const
{
    const VectorGridCell& cell = m_data->cell(at.row, at.column);
    const QColor colour = theme::groupStyle(theme::themeOf(palette()), cell.colour).colour;
    switch (cell.fill) {
    case VectorGridCell::Fill::tint:
        return { Look::Fill::colour, colour, cell.to, cell.text };
    case VectorGridCell::Fill::bar:
        return { Look::Fill::bar, colour, 0, cell.text, false, cell.from, cell.to };
    case VectorGridCell::Fill::missing:
        return { Look::Fill::hatched, {}, 0, {} };
    case VectorGridCell::Fill::none:
        break;
    }
    return { Look::Fill::none, {}, 0, cell.text, cell.colour < 0 };
}

QString VectorGridPlot::describe(const Cell& cell) const
{
    QString words = m_data->describe(cell.row, cell.column);
    if (cell.row < m_data->vectors)
        words += QStringLiteral("<br>") + tr("Click or Enter: look at this vector").toHtmlEscaped();
    return words;
}

QString VectorGridPlot::summary() const
{
    return m_data->summary;
}

models::Table VectorGridPlot::table() const
{
    return models::table(*m_data);
}

GridPlot::Cell VectorGridPlot::firstCell() const
{
    return { std::clamp(m_current, 0, rows() - 1), 0 };
}

void VectorGridPlot::choose(const Cell& cell)
{
    if (cell.row < m_data->vectors)
        Q_EMIT chosen(cell.row);
}

void VectorGridPlot::paintMarks(QPainter& painter) const
{
    const auto theme = theme::themeOf(palette());
    const QRectF& grid = gridRect();
    const auto upright = [&](double x, const QColor& colour) {
        painter.setPen(QPen(colour, 1));
        painter.drawLine(QPointF(x, grid.top()), QPointF(x, grid.bottom()));
    };
    for (int column = 0; column < columns(); ++column) {
        const auto& each = m_data->columns[static_cast<std::size_t>(column)];
        const QRectF cell = rectOf({ 0, column });
        if (each.begins)
            upright(cell.left(), theme.muted);
        if (each.zero > 0)
            upright(cell.left() + each.zero * cell.width(), theme.noise);
    }
    if (m_data->vectors < rows()) {
        const double y = rectOf({ static_cast<int>(m_data->vectors), 0 }).top();
        painter.setPen(QPen(theme.muted, 1));
        painter.drawLine(QPointF(grid.left(), y), QPointF(grid.right(), y));
    }
    if (m_current < m_data->vectors)
        paintFrame(painter, rectOf({ m_current, 0 }).united(rectOf({ m_current, columns() - 1 })));
}

}
