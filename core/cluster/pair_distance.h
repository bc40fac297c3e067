#pragma once

#include <cstddef>

namespace polcascope::cluster {

/// The squared euclidean distance of two rows in double precision: what every result rests on. The same
/// number for (a, b) and (b, a), and on every processor (no fused operations); 0 exactly for equal rows.
[[nodiscard]] double squaredDistance(const float* a, const float* b, std::size_t columns);
[[nodiscard]] double squaredDistance(const double* a, const double* b, std::size_t columns);

}
