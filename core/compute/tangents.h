#pragma once

#include "core/compute/gradient.h"

namespace polcascope::compute {

/// First derivatives along a direction in weight space, carried forward through the lower part of the transformer, up
/// to what the last block's attention mixes. Above it every token's deltas stand at its own position alone, and are
/// the same for all directions: its loss changes by their product (Pass::backwardOwn) with what is returned here,
/// and by the upper layers' own parts. About two forward passes through the lower part a direction: one for the inputs' change, one for
/// the weights'. The forward pass itself, and all that does not depend on the direction, is shared.
class Tangents {
public:
    /// All must outlive it.
    Tangents(const ModelShape& shape, const Parameters& parameters, const Batch& batch, const Pass& pass);

    /// Of the last block's input and of what its attention mixes, [E, Q, 2 w]. `direction`: views of b.
    [[nodiscard]] Tensor along(const Parameters& direction) const;

private:
    struct Shared {
        Tensor unit1, unit2; ///< [E, P, w]: the norms' inputs, centred and scaled
        Tensor slope; ///< [E, P, mlp] of the GELU
    };

    const ModelShape& m_shape;
    const Parameters& m_parameters;
    const Batch& m_batch;
    const Pass& m_pass;
    std::vector<Shared> m_shared; ///< one a block
};

}
