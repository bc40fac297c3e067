#include "widgets/models/plot_axes.h"

namespace polcascope::models {

AxisScale PlotAxes::valueScale(const QString& plot) const
{
    const auto found = m_valueScales.find(plot);
    return found == m_valueScales.end() ? AxisScale::linear : found->second;
}

void PlotAxes::setStepRange(double first, double last)
{
    const auto range = qMakePair(first, last);
    if (!(first < last) || range == m_stepRange)
        return;
    m_stepRange = range;
    Q_EMIT stepRangeChanged(first, last);
    Q_EMIT changed();
}

void PlotAxes::setLogSteps(bool logarithmic)
{
    if (logarithmic == m_logSteps)
        return;
    m_logSteps = logarithmic;
    Q_EMIT logStepsChanged(logarithmic);
    setStepRange(-infinity, infinity);
    Q_EMIT changed();
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
    if (scale == AxisScale::linear)
        m_valueScales.erase(plot);
    else
        m_valueScales[plot] = scale;
    Q_EMIT valueScaleChanged(plot, scale);
    Q_EMIT changed();
}

void PlotAxes::startAnew()
{
    setStepRange(-infinity, infinity);
    setMarks({});
}

QJsonObject PlotAxes::toJson() const
{
    QJsonObject json { { "logarithmic_steps", m_logSteps } };
    const auto keep = [&json](const char* name, double step) {
        if (std::isfinite(step))
            json.insert(QLatin1String(name), step);
    };
    keep("first_step", m_stepRange.first);
    keep("last_step", m_stepRange.second);
    keep("cursor_a", m_marks.a.value_or(infinity));
    keep("cursor_b", m_marks.b.value_or(infinity));
    QJsonObject scales;
    for (const auto& [plot, scale] : m_valueScales)
        scales.insert(plot, axisScaleKey(scale));
    json.insert("value_scales", scales);
    return json;
}

void PlotAxes::restore(const QJsonObject& json)
{
    setLogSteps(json["logarithmic_steps"].toBool());
    setStepRange(json["first_step"].toDouble(-infinity), json["last_step"].toDouble(infinity));
    const auto mark = [&json](const char* name) {
        const QJsonValue step = json[QLatin1String(name)];
        return step.isDouble() ? std::optional(step.toDouble()) : std::nullopt;
    };
    setMarks({ mark("cursor_a"), mark("cursor_b") });
    const QJsonObject scales = json["value_scales"].toObject();
    for (const auto& [plot, scale] : std::map(m_valueScales))
        if (!scales.contains(plot))
            setValueScale(plot, AxisScale::linear);
    for (const QString& plot : scales.keys())
        if (const auto scale = axisScaleFromKey(scales[plot].toString()))
            setValueScale(plot, *scale);
}

}
