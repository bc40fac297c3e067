#pragma once

#include "core/base/progress.h"
#include "core/compute/projection_plan.h"
#include "core/compute/transformer.h"

#include <vector>

namespace polcascope::compute {

struct TokenProjection {
    Tensor losses; ///< [E, Q]
    Tensor projections; ///< [E, Q, K]: D_k of every token
};

/// What a plan is made for. `inputs` [E, S], `basis` [K, d].
[[nodiscard]] ProjectionSize projectionSize(const Tensor& inputs, const Tensor& basis, std::int64_t memoryBytes);

/// Which rows of a block of examples [E, S] have the same input: only the first of each needs a product.
struct SharedRows {
    Tensor first; ///< [U] a row e * S + s for each that differs
    Tensor of; ///< [E, S] which of them each row equals
};

/// A set of examples in a plan's blocks, with all that does not depend on the weights: made once for all checkpoints.
struct PlannedExamples {
    struct Block {
        Batch batch;
        SharedRows sameToken; ///< token and position alike
        SharedRows samePrefix; ///< all tokens up to there alike
    };
    std::vector<Block> blocks; ///< of examples in an order in which those that begin alike stand together
    Tensor place; ///< [E] where each example of the set stands in that order
};
[[nodiscard]] PlannedExamples plannedExamples(const Batch& batch, const ProjectionPlan& plan);

/// `basis` [K, d], contiguous and of theta's type. `examples` made for the same plan.
[[nodiscard]] TokenProjection projectTokens(const ModelShape& shape, const Parameters& parameters, const PlannedExamples& examples,
    const Tensor& basis, const ProjectionPlan& plan, const Progress& progress = {});

}
