#include "widgets/views/comparison_plot.h"

#include <QLocale>
#include <QPainter>

namespace polcascope::views {

ComparisonPlot::ComparisonPlot(QWidget* parent)
    : GridPlot(parent)
{
    setAccessibleName(tr("What has moved"));
}

void ComparisonPlot::setComparison(const models::ComparisonPointer& comparison)
{
    const bool same = m_comparison && comparison && m_comparison->rows == comparison->rows &&
        m_comparison->columns == comparison->columns;
    m_comparison = comparison;
    dataChanged(same);
}

QRectF ComparisonPlot::cellRect(int row, int column) const
{
    return rectOf({ row, column });
}

int ComparisonPlot::rows() const
{
    return m_comparison ? static_cast<int>(m_comparison->rows.size()) : 0;
}

int ComparisonPlot::columns() const
{
    return m_comparison ? static_cast<int>(m_comparison->columns.size()) : 0;
}

QString ComparisonPlot::rowLabel(int row) const
{
    return m_comparison->rowNames[row];
}

QString ComparisonPlot::columnLabel(int column) const
{
    return m_comparison->columnNames[column];
}

QString ComparisonPlot::rowTitle() const
{
    return tr("pinned");
}

QString ComparisonPlot::columnTitle() const
{
    return tr("shown");
}

QString ComparisonPlot::title() const
{
    return tr("What has moved");
}

QString ComparisonPlot::note() const
{
    return models::summary(*m_comparison) + QStringLiteral(" · ") +
        tr("tokens in both; colour: their share of both; frame: continues");
}

GridPlot::Look ComparisonPlot::look(const Cell& cell) const
{
    const qint64 both = m_comparison->count(cell.row, cell.column);
    if (both == 0)
        return { Look::Fill::none, {}, 0, {} };
    const auto theme = theme::themeOf(palette());
    return { Look::Fill::colour, theme::groupStyle(theme, 0).colour, m_comparison->jaccard(cell.row, cell.column),
        QLocale().toString(both) };
}

QString ComparisonPlot::describe(const Cell& cell) const
{
    const QLocale locale;
    const auto both = m_comparison->count(cell.row, cell.column);
    const auto share = [&](qint64 whole) {
        return locale.toString(100 * static_cast<double>(both) / static_cast<double>(whole), 'f', 0);
    };
    QString words = QStringLiteral("<b>%1</b>")
                        .arg(tr("%1 and %2", "clusters")
                                 .arg(m_comparison->rowNames[cell.row], m_comparison->columnNames[cell.column])
                                 .toHtmlEscaped());
    const auto line = [&](const QString& text) { words += QStringLiteral("<br>") + text.toHtmlEscaped(); };
    line(tr("%Ln token(s) in both", nullptr, static_cast<int>(both)));
    line(tr("%1 % of the pinned, %2 % of the shown")
             .arg(share(m_comparison->rowSizes[static_cast<std::size_t>(cell.row)]),
                 share(m_comparison->columnSizes[static_cast<std::size_t>(cell.column)])));
    line(tr("Click or Enter: selects them"));
    return words;
}

QString ComparisonPlot::summary() const
{
    return models::summary(*m_comparison);
}

models::Table ComparisonPlot::table() const
{
    return models::table(*m_comparison);
}

GridPlot::Cell ComparisonPlot::firstCell() const
{
    return { 0, std::max(m_comparison->continued.front(), 0) };
}

void ComparisonPlot::choose(const Cell& cell)
{
    Q_EMIT chosen(cell.row, cell.column);
}

void ComparisonPlot::paintMarks(QPainter& painter) const
{
    for (int row = 0; row < rows(); ++row)
        paintFrame(painter, rectOf({ row, m_comparison->continued[static_cast<std::size_t>(row)] }));
}

}
