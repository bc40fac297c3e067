#include "widgets/views/overview_plot.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace polcascope::views {

using models::OverviewCell;
using models::OverviewMeasure;
using State = OverviewCell::State;

namespace {

/// How much above chance a cell must at least be to be painted in full: less is no finding.
constexpr double leastMost = 0.2;

}

OverviewPlot::OverviewPlot(QWidget* parent)
    : GridPlot(parent)
{
    setAccessibleName(tr("Overview"));
}

void OverviewPlot::setData(const models::OverviewPointer& data)
{
    const bool same = m_data && data && m_data->rows == data->rows && m_data->outputs == data->outputs;
    m_data = data;
    m_most = leastMost;
    if (data)
        for (const OverviewCell& cell : data->cells)
            m_most = std::max(m_most, cell.aboveChance().value_or(0));
    dataChanged(same);
}

void OverviewPlot::setMeasure(OverviewMeasure measure)
{
    m_measure = measure;
    update();
}

void OverviewPlot::setCurrent(const store::ClusteringKey& key)
{
    m_current = key;
    update();
}

void OverviewPlot::setMissing(const QString& sentence)
{
    m_missing = sentence;
    update();
}

void OverviewPlot::arrange()
{
    // The longer side of the plot takes what there is more of.
    const bool more = m_data && m_data->rows.size() > m_data->outputs.size();
    m_across = more == (width() > height() * 1.4);
}

int OverviewPlot::rows() const
{
    return m_data ? static_cast<int>(m_across ? m_data->outputs.size() : m_data->rows.size()) : 0;
}

int OverviewPlot::columns() const
{
    return m_data ? static_cast<int>(m_across ? m_data->rows.size() : m_data->outputs.size()) : 0;
}

QString OverviewPlot::rowLabel(int row) const
{
    return m_across ? m_data->outputNames[row] : m_data->rows[static_cast<std::size_t>(row)].name;
}

QString OverviewPlot::columnLabel(int column) const
{
    return m_across ? m_data->rows[static_cast<std::size_t>(column)].name : m_data->outputNames[column];
}

QString OverviewPlot::vectorTitle() const
{
    return tr("basis vector");
}

QString OverviewPlot::rowTitle() const
{
    return m_across ? tr("output token") : vectorTitle();
}

QString OverviewPlot::columnTitle() const
{
    return m_across ? vectorTitle() : tr("output token");
}

QString OverviewPlot::title() const
{
    if (!m_data)
        return tr("Overview");
    const QString label = m_data->request.label.name();
    return m_measure == OverviewMeasure::share ? tr("Best share of %1").arg(label)
                                               : tr("Best share of %1, above chance").arg(label);
}

QString OverviewPlot::note() const
{
    if (!m_missing.isEmpty())
        return m_missing;
    QString note = tr("of any cluster there · empty: no clusters · frame: chosen");
    if (m_measure == OverviewMeasure::aboveChance)
        note += QStringLiteral(" · ") + tr("grey: not above chance");
    return note;
}

GridPlot::Look OverviewPlot::look(const Cell& at) const
{
    const Cell place = turned(at);
    const OverviewCell& cell = m_data->cell(place.row, place.column);
    if (cell.state == State::absent)
        return { Look::Fill::hatched, {}, 0, {} };
    if (cell.state != State::clusters)
        return { Look::Fill::none, {}, 0, {} };
    const auto theme = theme::themeOf(palette());
    const QColor colour = theme::groupStyle(theme, 1).colour;
    const QString text = models::overviewText(cell, m_measure);
    if (m_measure == OverviewMeasure::share)
        return { Look::Fill::colour, colour, cell.share, text };
    const auto above = cell.aboveChance();
    if (!above)
        return { Look::Fill::hatched, {}, 0, {} };
    if (*above <= 0)
        return { Look::Fill::colour, theme.noise, 0.15, text, true };
    return { Look::Fill::colour, colour, *above / m_most, text };
}

QString OverviewPlot::describe(const Cell& at) const
{
    const Cell place = turned(at);
    const OverviewCell& cell = m_data->cell(place.row, place.column);
    const QLocale locale;
    const auto& row = m_data->rows[static_cast<std::size_t>(place.row)];
    QString words = m_data->outputs[static_cast<std::size_t>(place.column)] < 0
        ? tr("%1, all output tokens", "vector").arg(row.longName)
        : tr("%1, output token %2", "vector").arg(row.longName, m_data->outputNames[place.column]);
    words[0] = words[0].toUpper();
    words = QStringLiteral("<b>%1</b>").arg(words.toHtmlEscaped());
    const auto line = [&](const QString& text) { words += QStringLiteral("<br>") + text.toHtmlEscaped(); };
    switch (cell.state) {
    case State::absent:
        line(tr("The run does not hold this clustering. Click or Enter: cluster it now"));
        return words;
    case State::skipped:
        line(tr("The 2026 rules leave this vector out: its mean projected loss does not fall."));
        return words;
    case State::nothing:
        line(tr("No clusters: all tokens are outliers"));
        return words;
    case State::clusters:
        break;
    }
    const QString label = m_data->request.label.name();
    line(tr("%Ln cluster(s)", nullptr, static_cast<int>(cell.clusters)));
    if (cell.cluster < 0)
        line(tr("none has 85 % of its carries in the 10s and 100s places"));
    else
        line(tr("best share of %1: %2, in a cluster of %Ln token(s)", nullptr, static_cast<int>(cell.size))
                 .arg(label, locale.toString(cell.share, 'f', 2)));
    if (cell.chance)
        line(tr("by chance up to %1 (95 % of 200 shuffles)").arg(locale.toString(*cell.chance, 'f', 2)));
    else
        line(tr("by chance: being counted"));
    line(tr("Click or Enter: look at it"));
    return words;
}

QString OverviewPlot::summary() const
{
    return models::summary(*m_data) + (m_missing.isEmpty() ? QString() : QLatin1Char(' ') + m_missing);
}

models::Table OverviewPlot::table() const
{
    return models::table(*m_data);
}

GridPlot::Cell OverviewPlot::firstCell() const
{
    const int row = m_data->rowOf(m_current), column = m_data->columnOf(m_current);
    if (row >= 0 && column >= 0)
        return turned({ row, column });
    const int best = std::max(models::bestCell(*m_data, m_measure), 0);
    const auto across = static_cast<int>(m_data->outputs.size());
    return turned({ best / across, best % across });
}

void OverviewPlot::choose(const Cell& cell)
{
    const Cell place = turned(cell);
    Q_EMIT chosen(place.row, place.column);
}

QRectF OverviewPlot::cellRect(int row, int column) const
{
    return rectOf(turned({ row, column }));
}

void OverviewPlot::paintMarks(QPainter& painter) const
{
    const auto theme = theme::themeOf(palette());
    // Losses, single vectors and sets of vectors are three kinds.
    painter.setPen(QPen(theme.muted, 1));
    for (std::size_t row = 1; row < m_data->rows.size(); ++row) {
        const auto kind = [](const models::OverviewRow& each) { return std::min<std::size_t>(each.vectors.size(), 2); };
        if (kind(m_data->rows[row]) == kind(m_data->rows[row - 1]))
            continue;
        const QRectF cell = cellRect(static_cast<int>(row), 0);
        if (m_across)
            painter.drawLine(QPointF(cell.left(), gridRect().top()), QPointF(cell.left(), gridRect().bottom()));
        else
            painter.drawLine(QPointF(gridRect().left(), cell.top()), QPointF(gridRect().right(), cell.top()));
    }
    paintFrame(painter, cellRect(m_data->rowOf(m_current), m_data->columnOf(m_current)));
}

}
