#include "widgets/models/plot_axes.h"

#include <QJsonArray>

#include <set>
#include <utility>

namespace polcascope::models {

namespace {

/// What a map of exceptions holds for a plot.
template <typename Value> Value valueOf(const std::map<QString, Value>& exceptions, const QString& plot, Value usual)
{
    const auto found = exceptions.find(plot);
    return found == exceptions.end() ? usual : found->second;
}

template <typename Value> std::set<QString> plotsOf(const std::map<QString, Value>& a, const std::map<QString, Value>& b)
{
    std::set<QString> plots;
    for (const auto* each : { &a, &b })
        for (const auto& [plot, value] : *each)
            plots.insert(plot);
    return plots;
}

QJsonValue jsonOf(double end)
{
    return std::isfinite(end) ? QJsonValue(end) : QJsonValue();
}

}

void PlotAxes::setLayout(const Layout& layout)
{
    if (layout == m_layout)
        return;
    const Layout before = std::exchange(m_layout, layout);
    // Whatever is laid out by another scale brings all of it in view; what of it is to be in view comes after that.
    const bool logSteps = before.logSteps != m_layout.logSteps;
    if (logSteps)
        Q_EMIT logStepsChanged(m_layout.logSteps);
    if (logSteps || before.steps != m_layout.steps)
        Q_EMIT stepRangeChanged(m_layout.steps.first, m_layout.steps.second);
    for (const QString& plot : plotsOf(before.valueScales, m_layout.valueScales))
        if (valueScale(plot) != valueOf(before.valueScales, plot, AxisScale::linear))
            Q_EMIT valueScaleChanged(plot, valueScale(plot));
    const bool anew = logSteps || before.valueScales != m_layout.valueScales;
    for (const QString& plot : plotsOf(before.valueRanges, m_layout.valueRanges))
        if (const Range range = valueRange(plot); anew || range != valueOf(before.valueRanges, plot, all))
            Q_EMIT valueRangeChanged(plot, range.first, range.second);
    Q_EMIT changed();
}

AxisScale PlotAxes::valueScale(const QString& plot) const
{
    return valueOf(m_layout.valueScales, plot, AxisScale::linear);
}

PlotAxes::Range PlotAxes::valueRange(const QString& plot) const
{
    return valueOf(m_layout.valueRanges, plot, all);
}

void PlotAxes::setStepRange(double first, double last)
{
    Layout layout = m_layout;
    layout.steps = { first, last };
    if (first < last)
        setLayout(layout);
}

void PlotAxes::setLogSteps(bool logarithmic)
{
    if (logarithmic != logSteps())
        setLayout({ .logSteps = logarithmic, .valueScales = m_layout.valueScales });
}

void PlotAxes::setMarks(const StepMarks& marks)
{
    if (marks == m_marks)
        return;
    m_marks = marks;
    Q_EMIT marksChanged(marks);
    Q_EMIT changed();
}

void PlotAxes::setValueScale(const QString& plot, AxisScale scale)
{
    if (scale == valueScale(plot))
        return;
    Layout layout = m_layout;
    if (scale == AxisScale::linear)
        layout.valueScales.erase(plot);
    else
        layout.valueScales[plot] = scale;
    std::erase_if(layout.valueRanges, [&](const auto& each) { return each.first == plot || each.first.startsWith(plot + u'/'); });
    setLayout(layout);
}

void PlotAxes::setValueRange(const QString& plot, double lower, double upper)
{
    if (!(lower < upper))
        return;
    Layout layout = m_layout;
    if (const Range range { lower, upper }; range == all)
        layout.valueRanges.erase(plot);
    else
        layout.valueRanges[plot] = range;
    setLayout(layout);
}

void PlotAxes::startAnew()
{
    setLayout({ .logSteps = m_layout.logSteps, .valueScales = m_layout.valueScales });
    setMarks({});
}

QJsonObject PlotAxes::toJson() const
{
    QJsonObject json { { "logarithmic_steps", logSteps() } };
    const auto keep = [&json](const char* name, double step) {
        if (std::isfinite(step))
            json.insert(QLatin1String(name), step);
    };
    keep("first_step", stepRange().first);
    keep("last_step", stepRange().second);
    keep("cursor_a", m_marks.a.value_or(infinity));
    keep("cursor_b", m_marks.b.value_or(infinity));
    QJsonObject scales, ranges;
    for (const auto& [plot, scale] : m_layout.valueScales)
        scales.insert(plot, axisScaleKey(scale));
    for (const auto& [plot, range] : m_layout.valueRanges)
        ranges.insert(plot, QJsonArray { jsonOf(range.first), jsonOf(range.second) });
    json.insert("value_scales", scales);
    json.insert("value_ranges", ranges);
    return json;
}

void PlotAxes::restore(const QJsonObject& json)
{
    const auto range = [](const QJsonValue& first, const QJsonValue& last) {
        const Range read { first.toDouble(-infinity), last.toDouble(infinity) };
        return read.first < read.second ? read : all;
    };
    Layout layout;
    layout.logSteps = json["logarithmic_steps"].toBool();
    layout.steps = range(json["first_step"], json["last_step"]);
    const QJsonObject scales = json["value_scales"].toObject(), ranges = json["value_ranges"].toObject();
    for (const QString& plot : scales.keys())
        if (const auto scale = axisScaleFromKey(scales[plot].toString()); scale && *scale != AxisScale::linear)
            layout.valueScales[plot] = *scale;
    for (const QString& plot : ranges.keys())
        if (const Range read = range(ranges[plot][0], ranges[plot][1]); read != all)
            layout.valueRanges[plot] = read;
    setLayout(layout);
    const auto mark = [&json](const char* name) {
        const QJsonValue step = json[QLatin1String(name)];
        return step.isDouble() ? std::optional(step.toDouble()) : std::nullopt;
    };
    setMarks({ mark("cursor_a"), mark("cursor_b") });
}

}
