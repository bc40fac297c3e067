#pragma once

#include "core/base/progress.h"
#include "core/recipe/model_shape.h"
#include "core/task/arithmetic.h"

#include <span>
#include <vector>

namespace polcascope::compute {

/// The loss of N scored tokens along theta + p b.
struct AlongVector {
    std::vector<double> change; ///< [N] L(x; theta + p b) - L(x; theta), nats
    std::vector<double> slope; ///< [N] <b, grad L(x; theta)>
    std::vector<double> curvature; ///< [N] b^T H(x) b, the token's own
};

/// All in double, because the changes are small: about ten float forward passes. Tokens in the order of the set. Where
/// memory runs out it is taken of fewer examples at a time (`atOnce`, see device.h); throws outOfMemory when there is none
/// for one.
[[nodiscard]] AlongVector alongVector(const ModelShape& shape, std::span<const float> theta, std::span<const float> vector,
    double p, const task::ExampleSet& tokens, const Progress& progress = {}, std::int64_t* atOnce = nullptr);

}
