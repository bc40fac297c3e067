#pragma once

#include "core/base/progress.h"
#include "core/compute/transformer.h"

namespace polcascope::compute {

struct TokenProjection {
    Tensor losses; ///< [E, Q]
    Tensor projections; ///< [E, Q, K]: D_k of every token
};

/// `basis` [K, d], of theta's type.
[[nodiscard]] TokenProjection projectTokens(const ModelShape& shape, const Parameters& parameters, const Batch& batch,
    const Tensor& basis, std::int64_t memoryBytes, const Progress& progress = {});

}
