#pragma once

#include "core/compute/transformer.h"

namespace polcascope::compute {

/// Along theta + e b: every scored token's loss, its first and its second derivative by e at e = 0, [E, Q] each.
struct LossJet {
    Tensor value;
    Tensor first; ///< <b, grad L(x)>
    Tensor second; ///< b^T H(x) b, the token's own curvature
};

/// By second-order Taylor propagation through the transformer: about five forward passes, no backward pass, and
/// independent of autograd and of the hand-written gradient. `direction`: views of b.
[[nodiscard]] LossJet lossJet(
    const ModelShape& shape, const Parameters& parameters, const Parameters& direction, const Batch& batch);

}
