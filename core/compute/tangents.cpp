#include "core/compute/tangents.h"

#include <cmath>

namespace polcascope::compute {

namespace {

Tensor unitOf(const Normed& normed)
{
    return (normed.input - normed.mean).mul_(normed.inverse);
}

/// x: the input, dx its change. One product for each, the second added to the first.
Tensor linear(const Tensor& x, const Tensor& dx, const Affine& layer, const Affine& direction)
{
    const Tensor rows = x.reshape({ -1, x.size(-1) });
    const Tensor moved = dx.reshape({ -1, dx.size(-1) });
    return at::addmm(direction.bias, rows, direction.weight.t())
        .addmm_(moved, layer.weight.t())
        .view({ x.size(0), x.size(1), -1 });
}

Tensor layerNorm(const Normed& normed, const Tensor& unit, const Tensor& dx, const Affine& norm, const Affine& direction)
{
    // The derivative of centring and scaling is symmetric: the backward pass's own product.
    Tensor moved = std::get<0>(at::native_layer_norm_backward(
        dx.contiguous(), normed.input, { dx.size(-1) }, normed.mean, normed.inverse, {}, {}, { true, false, false }));
    return moved.mul_(norm.weight).addcmul_(unit, direction.weight).add_(direction.bias);
}

}

Tangents::Tangents(const ModelShape& shape, const Parameters& parameters, const Batch& batch, const Pass& pass)
    : m_shape(shape)
    , m_parameters(parameters)
    , m_batch(batch)
    , m_pass(pass)
{
    for (const Pass::BlockState& state : pass.blocks()) {
        Shared shared { unitOf(state.norm1), {}, {} };
        if (m_shared.size() + 1 < pass.blocks().size()) {
            shared.unit2 = unitOf(state.norm2);
            shared.slope = at::gelu_backward(at::ones_like(state.hidden), state.hidden);
        }
        m_shared.push_back(std::move(shared));
    }
}

Tensor Tangents::along(const Parameters& direction) const
{
    const std::int64_t examples = m_batch.inputs.size(0);
    const std::int64_t positions = m_batch.inputs.size(1);
    const std::int64_t scored = positions - m_shape.firstScored;
    const double scale = 1.0 / std::sqrt(static_cast<double>(m_shape.width / m_shape.heads));
    const auto heads = [&](const Tensor& x) { return splitHeads(x, m_shape.heads); };

    Tensor dx = direction.tokenEmbedding.index_select(0, m_batch.inputs.flatten()).view({ examples, positions, m_shape.width });
    dx.add_(direction.positionEmbedding.narrow(0, 0, positions));
    for (std::size_t i = 0;; ++i) {
        const Pass::BlockState& state = m_pass.blocks()[i];
        const Shared& shared = m_shared[i];
        const Block& block = m_parameters.blocks[i];
        const Block& change = direction.blocks[i];
        const bool last = i + 1 == m_parameters.blocks.size();
        const std::int64_t queries = last ? scored : positions;
        const auto asking = [&](const Tensor& x) { return x.narrow(1, positions - queries, queries); };

        const Tensor dNormed = layerNorm(state.norm1, shared.unit1, dx, block.norm1, change.norm1);
        const Tensor dQuery = heads(linear(asking(state.norm1.output), asking(dNormed), block.query, change.query));
        const Tensor dKey = heads(linear(state.norm1.output, dNormed, block.key, change.key));
        const Tensor dValue = heads(linear(state.norm1.output, dNormed, block.value, change.value));
        Tensor dScores = at::matmul(dQuery, state.key.transpose(-1, -2));
        dScores.add_(at::matmul(state.query, dKey.transpose(-1, -2))).mul_(scale);
        const Tensor dAttention = at::_softmax_backward_data(dScores, state.attention, -1, dScores.scalar_type());
        Tensor dMixed = at::matmul(dAttention, state.value);
        dMixed = mergeHeads(dMixed.add_(at::matmul(state.attention, dValue)));
        if (last)
            return at::cat({ asking(dx), dMixed }, -1);
        dx = linear(state.mixed, dMixed, block.output, change.output).add_(dx);
        const Tensor dNormed2 = layerNorm(state.norm2, shared.unit2, dx, block.norm2, change.norm2);
        const Tensor dHidden = linear(state.norm2.output, dNormed2, block.mlpInput, change.mlpInput).mul_(shared.slope);
        dx = linear(state.active, dHidden, block.mlpOutput, change.mlpOutput).add_(dx);
    }
}

}
