#pragma once

#include "widgets/models/plot_data.h"

#include <cmath>
#include <limits>
#include <numbers>
#include <optional>

/// How the axes of plots are laid out.
namespace polcascope::models {

/// Symmetric: linear about zero and logarithmic farther out, on both sides.
enum class AxisScale { linear, logarithmic, symmetric };

/// Of a plot of curves over steps, whose step axis is never symmetric.
struct CurveAxes {
    AxisScale steps = AxisScale::linear;
    AxisScale values = AxisScale::linear;
};

/// The cursors A and B: training steps whose values are compared.
struct StepMarks {
    std::optional<double> a;
    std::optional<double> b;
    [[nodiscard]] bool isEmpty() const { return !a && !b; }
    bool operator==(const StepMarks&) const = default;
};

/// A scale of values with what it takes from the data. A position is a place on the axis: the value itself, or in
/// decades from 1 (logarithmic) or from zero (symmetric, where the part from zero to the threshold is log10(e) decades
/// long, so that curves have no kink there).
struct ValueScale {
    AxisScale kind = AxisScale::linear;
    double threshold = 1; ///< of a symmetric scale: linear within ±threshold, a power of ten
    bool operator==(const ValueScale&) const = default;

    /// NaN: the axis has no place for it.
    template <typename Real> [[nodiscard]] Real position(Real value) const
    {
        if (kind == AxisScale::linear)
            return value;
        if (kind == AxisScale::logarithmic)
            return value > 0 ? std::log10(value) : std::numeric_limits<Real>::quiet_NaN();
        const Real size = std::abs(value) / static_cast<Real>(threshold);
        return std::copysign(
            size <= 1 ? size * std::numbers::log10e_v<Real> : std::log10(size) + std::numbers::log10e_v<Real>, value);
    }
    [[nodiscard]] double value(double position) const;
};

/// The scale that curves can have: a logarithmic one becomes symmetric where a curve has values of 0 or less. The
/// threshold is the power of ten below the lower quartile of the values' sizes, from a tenth to about a ten-thousandth of the
/// largest.
[[nodiscard]] ValueScale valueScale(AxisScale wanted, const CurvePlotData& data);
/// Whether all that the groups' curves show is above zero. Bands may reach lower.
[[nodiscard]] bool allowsLogarithm(const CurvePlotData& data);
/// What is to be known of an axis that is not linear: "symmetric log, linear within ±0.01"; "" of one that is.
[[nodiscard]] QString scaleText(const ValueScale& scale, AxisScale wanted);

/// About `count` round values between two positions, far enough from each other for their labels; ascending.
[[nodiscard]] QVector<double> tickValues(const ValueScale& scale, double lowest, double highest, int count);

/// As kept in files: "linear", "logarithmic", "symmetric".
[[nodiscard]] QString axisScaleKey(AxisScale scale);
[[nodiscard]] std::optional<AxisScale> axisScaleFromKey(const QString& key);
/// As the window calls it.
[[nodiscard]] QString axisScaleName(AxisScale scale);

}
