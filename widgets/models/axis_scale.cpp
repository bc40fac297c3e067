#include "widgets/models/axis_scale.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>

namespace polcascope::models {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(AxisScale)
};

constexpr std::array scales { AxisScale::linear, AxisScale::logarithmic, AxisScale::symmetric };
constexpr int farthest = 290; ///< decades

double niceStep(double rough)
{
    const double decade = std::pow(10, std::floor(std::log10(rough)));
    for (const double factor : { 1.0, 2.0, 5.0 })
        if (factor * decade >= rough)
            return factor * decade;
    return 10 * decade;
}

}

double ValueScale::value(double position) const
{
    if (kind == AxisScale::linear)
        return position;
    if (kind == AxisScale::logarithmic)
        return std::pow(10, position);
    const double size = std::abs(position);
    constexpr double linear = std::numbers::log10e;
    return std::copysign(threshold * (size <= linear ? size / linear : std::pow(10, size - linear)), position);
}

ValueScale valueScale(AxisScale wanted, const CurvePlotData& data)
{
    if (wanted == AxisScale::linear || (wanted == AxisScale::logarithmic && allowsLogarithm(data)))
        return { wanted };
    std::vector<double> sizes;
    const auto add = [&sizes](const QVector<double>& curve) {
        for (const double value : curve)
            if (std::isfinite(value) && value != 0)
                sizes.push_back(std::abs(value));
    };
    for (const CurveGroup& group : data.groups)
        add(group.centre);
    if (sizes.empty())
        return { AxisScale::symmetric };
    const double largest = *std::ranges::max_element(sizes);
    const auto quartile = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 4);
    std::nth_element(sizes.begin(), quartile, sizes.end());
    return { AxisScale::symmetric, std::pow(10, std::floor(std::log10(std::clamp(*quartile, largest / 1e4, largest / 10)))) };
}

bool allowsLogarithm(const CurvePlotData& data)
{
    return std::ranges::none_of(data.groups, [](const CurveGroup& group) {
        return std::ranges::any_of(group.centre, [](double value) { return value <= 0; });
    });
}

QString scaleText(const ValueScale& scale, AxisScale wanted)
{
    if (scale.kind == AxisScale::linear)
        return {};
    if (scale.kind == AxisScale::logarithmic)
        return Text::tr("logarithmic");
    const QString threshold = QLocale().toString(scale.threshold, 'g', 3);
    return wanted == AxisScale::logarithmic
        ? Text::tr("symmetric log for values of 0 or less, linear within ±%1").arg(threshold)
        : Text::tr("symmetric log, linear within ±%1").arg(threshold);
}

QVector<double> tickValues(const ValueScale& scale, double lowest, double highest, int count)
{
    QVector<double> found;
    const double room = 0.55 * (highest - lowest) / std::max(count, 1);
    const auto add = [&](double value) {
        const double position = scale.position(value);
        if (position >= lowest && position <= highest && std::ranges::all_of(found, [&](double other) {
                return std::abs(scale.position(other) - position) >= room;
            }))
            found.append(value);
    };
    const auto addDecades = [&](double factor) {
        const int every = std::max(1, static_cast<int>(std::ceil(room)));
        if (scale.kind == AxisScale::symmetric) {
            const auto most = static_cast<int>(std::min<double>(std::ceil(std::max(-lowest, highest)), farthest));
            for (int decade = 0; decade <= most; decade += every)
                for (const double sign : { 1.0, -1.0 })
                    add(sign * factor * scale.threshold * std::pow(10, decade));
        } else {
            const auto most = static_cast<int>(std::clamp<double>(std::ceil(highest), -farthest, farthest));
            auto decade = static_cast<int>(std::clamp<double>(std::floor(lowest), -farthest, farthest));
            while (decade % every != 0)
                --decade;
            for (; decade <= most; decade += every)
                add(factor * std::pow(10, decade));
        }
    };
    if (scale.kind != AxisScale::linear) {
        if (scale.kind == AxisScale::symmetric)
            add(0);
        addDecades(1);
        if (room <= std::log10(2)) {
            addDecades(2);
            addDecades(5);
        }
    }
    // Within a decade, or within the linear part, values are evenly spaced.
    const qsizetype least = std::clamp(count, 2, 3);
    const double first = scale.value(lowest);
    const double last = scale.value(highest);
    for (int parts = std::max(count, 1), most = 4 * parts; found.size() < least && parts <= most; parts *= 2) {
        found.clear();
        const double step = niceStep((last - first) / parts);
        const double from = std::ceil(first / step);
        for (int i = 0; i <= parts && (from + i) * step <= last; ++i)
            add((from + i) * step);
    }
    std::ranges::sort(found);
    return found;
}

QString axisScaleKey(AxisScale scale)
{
    constexpr std::array keys { "linear", "logarithmic", "symmetric" };
    return QString::fromLatin1(keys[static_cast<std::size_t>(scale)]);
}

std::optional<AxisScale> axisScaleFromKey(const QString& key)
{
    const auto found = std::ranges::find(scales, key, axisScaleKey);
    return found == scales.end() ? std::nullopt : std::optional(*found);
}

QString axisScaleName(AxisScale scale)
{
    switch (scale) {
    case AxisScale::linear: return Text::tr("Linear");
    case AxisScale::logarithmic: return Text::tr("Logarithmic");
    case AxisScale::symmetric: return Text::tr("Symmetric logarithmic");
    }
    return {};
}

}
