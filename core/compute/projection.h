#pragma once

#include "core/base/progress.h"
#include "core/compute/projection_plan.h"
#include "core/compute/transformer.h"

namespace polcascope::compute {

struct TokenProjection {
    Tensor losses; ///< [E, Q]
    Tensor projections; ///< [E, Q, K]: D_k of every token
};

/// What a plan is made for. `inputs` [E, S], `basis` [K, d].
[[nodiscard]] ProjectionSize projectionSize(const Tensor& inputs, const Tensor& basis, std::int64_t memoryBytes);

/// `basis` [K, d], contiguous and of theta's type.
[[nodiscard]] TokenProjection projectTokens(const ModelShape& shape, const Parameters& parameters, const Batch& batch,
    const Tensor& basis, const ProjectionPlan& plan, const Progress& progress = {});

}
