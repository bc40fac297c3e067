#include "widgets/views/parameter_map_plot.h"

#include <QLocale>
#include <QPainter>

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
    : GridPlot(parent)
{
    setAccessibleName(tr("Parameter map"));
}

void ParameterMapPlot::setData(const models::ParameterMapPointer& data)
{
    const bool same = m_data && data && m_data->sizes == data->sizes && m_data->samples == data->samples;
    m_data = data;
    m_mostClusters = 1;
    if (data)
        for (const auto& cell : data->cells)
            m_mostClusters = std::max(m_mostClusters, cell.clusters);
    dataChanged(same);
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

int ParameterMapPlot::rows() const
{
    return m_data ? static_cast<int>(m_data->samples.size()) : 0;
}

int ParameterMapPlot::columns() const
{
    return m_data ? static_cast<int>(m_data->sizes.size()) : 0;
}

QString ParameterMapPlot::rowLabel(int row) const
{
    return text(m_data->samples[static_cast<std::size_t>(row)]);
}

QString ParameterMapPlot::columnLabel(int column) const
{
    return text(m_data->sizes[static_cast<std::size_t>(column)]);
}

QString ParameterMapPlot::rowTitle() const
{
    return tr("min. samples");
}

QString ParameterMapPlot::columnTitle() const
{
    return tr("smallest cluster (tokens)");
}

QString ParameterMapPlot::title() const
{
    return models::mapQuantityName(m_quantity);
}

QString ParameterMapPlot::note() const
{
    if (isOutOfDate())
        return tr("out of date: of another clustering");
    QString note = tr("frame: now · diamond: by the rules");
    if (m_quantity == MapQuantity::homogeneity)
        note += QStringLiteral(" · ") +
            tr("largest carry share of a cluster with 85 % of its carries in the 10s and 100s");
    return note;
}

double ParameterMapPlot::strength(const ParameterMapCell& cell) const
{
    switch (m_quantity) {
    case MapQuantity::clusters:
        // What matters is whether there are none, two or twenty, not whether nineteen or twenty.
        return std::log1p(static_cast<double>(cell.clusters)) / std::log1p(static_cast<double>(m_mostClusters));
    case MapQuantity::noise:
        return cell.noiseShare;
    case MapQuantity::homogeneity:
        return cell.homogeneity;
    }
    return 0;
}

GridPlot::Look ParameterMapPlot::look(const Cell& at) const
{
    const auto& cell = m_data->cell(at.row, at.column);
    if (!cell.known)
        return { Look::Fill::hatched, {}, 0, {} };
    const auto theme = theme::themeOf(palette());
    const QColor base = m_quantity == MapQuantity::noise
        ? theme.noise
        : theme::groupStyle(theme, m_quantity == MapQuantity::clusters ? 0 : 1).colour;
    return { Look::Fill::colour, base, strength(cell), models::mapText(cell, m_quantity) };
}

void ParameterMapPlot::paintMarks(QPainter& painter) const
{
    if (isOutOfDate())
        return;
    const auto theme = theme::themeOf(palette());
    const QFontMetricsF metrics(painter.font());
    const int row = m_data->rowOf(m_current.minimumSamples);
    const int column = m_data->columnOf(m_current.minimumClusterSize);
    const QRectF& grid = gridRect();
    // Between two columns or rows: a line where the value lies.
    const auto between = [](const std::vector<std::int64_t>& values, std::int64_t value) {
        const auto above = std::lower_bound(values.begin(), values.end(), value);
        if (above == values.begin())
            return 0.0;
        if (above == values.end())
            return static_cast<double>(values.size());
        const double low = std::log(static_cast<double>(*std::prev(above)));
        const double part =
            (std::log(static_cast<double>(value)) - low) / (std::log(static_cast<double>(*above)) - low);
        return static_cast<double>(above - values.begin()) - 0.5 + part;
    };
    if (row >= 0 && column >= 0)
        paintFrame(painter, rectOf({ row, column }));
    else {
        const double x = column >= 0
            ? rectOf({ 0, column }).center().x()
            : grid.left() + between(m_data->sizes, m_current.minimumClusterSize) / columns() * grid.width();
        const double y = row >= 0
            ? rectOf({ row, 0 }).center().y()
            : grid.top() + between(m_data->samples, m_current.minimumSamples) / rows() * grid.height();
        painter.setPen(QPen(theme.text, 1, Qt::DashLine));
        painter.drawLine(QPointF(x, grid.top()), QPointF(x, grid.bottom()));
        painter.drawLine(QPointF(grid.left(), y), QPointF(grid.right(), y));
    }
    const QRectF rules = rectOf(
        { m_data->rowOf(m_data->rules.minimumSamples), m_data->columnOf(m_data->rules.minimumClusterSize) });
    if (!rules.isNull()) {
        const double size = metrics.height() * 0.5;
        const QPointF at = rules.topRight() + QPointF(-size, size);
        theme::paintMarker(painter, theme::Marker::diamond, at, size * 1.5, theme.background);
        theme::paintMarker(painter, theme::Marker::diamond, at, size, theme.text);
    }
}

QString ParameterMapPlot::describe(const Cell& at) const
{
    const auto& cell = m_data->cell(at.row, at.column);
    QString words = tr("Smallest cluster %1, minimum samples %2 (the token itself counts)")
                        .arg(columnLabel(at.column), rowLabel(at.row));
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

QString ParameterMapPlot::summary() const
{
    return models::summary(*m_data);
}

models::Table ParameterMapPlot::table() const
{
    return models::table(*m_data);
}

GridPlot::Cell ParameterMapPlot::firstCell() const
{
    return { std::max(m_data->rowOf(m_current.minimumSamples), 0),
        std::max(m_data->columnOf(m_current.minimumClusterSize), 0) };
}

void ParameterMapPlot::choose(const Cell& cell)
{
    Q_EMIT chosen(m_data->sizes[static_cast<std::size_t>(cell.column)],
        m_data->samples[static_cast<std::size_t>(cell.row)]);
}

}
