#pragma once

#include "core/base/matrix.h"
#include "core/base/progress.h"
#include "widgets/models/axis_scale.h"

#include <QColor>
#include <QImage>
#include <QVector>

#include <cstdint>
#include <memory>
#include <vector>

namespace polcascope::views {

/// Everything that a density map of curves depends on. It is not on the groups, which change with every cut.
struct DensityRequest {
    std::shared_ptr<const Matrix<float>> members; ///< [T, N]
    QVector<std::int32_t> columns; ///< the curves that count, in ascending order
    std::size_t firstRow = 0; ///< the checkpoint at the first of `positions`
    std::vector<double> positions; ///< of two checkpoints or more from there on, in dots from the left; ascending
    models::ValueScale scale; ///< of the values
    double top = 0; ///< the position at the upper edge
    double bottom = 0; ///< the position at the lower edge
    int width = 0; ///< in dots
    int height = 0; ///< in dots
    QRgb colour = 0;

    bool operator==(const DensityRequest&) const = default;
};

/// How many curves pass through each dot, as shades on a logarithmic scale, counted from the curves themselves. Between
/// two checkpoints curves are straight on the scale of their values; how many of their dots are counted there depends on how many curves there are.
[[nodiscard]] QImage densityMap(const DensityRequest& request, const Progress& progress = {});

}
