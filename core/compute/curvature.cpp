#include "core/compute/curvature.h"

#include <cmath>

namespace polcascope::compute {

namespace {

/// A tensor along theta + e b, with its first and second derivatives by e.
struct Jet {
    Tensor value;
    Tensor first;
    Tensor second;

    template<typename F> [[nodiscard]] Jet map(F linear) const { return { linear(value), linear(first), linear(second) }; }
};

/// Any product that is linear in either factor.
template<typename F> Jet product(const Jet& a, const Jet& b, F f)
{
    return { f(a.value, b.value), f(a.first, b.value) + f(a.value, b.first),
        f(a.second, b.value) + 2 * f(a.first, b.first) + f(a.value, b.second) };
}

Jet operator+(const Jet& a, const Jet& b)
{
    return { a.value + b.value, a.first + b.first, a.second + b.second };
}

/// The weights themselves move at constant speed.
Jet linear(const Jet& x, const Affine& layer, const Affine& direction)
{
    const Tensor weight = layer.weight.t();
    const Tensor change = direction.weight.t();
    return { at::matmul(x.value, weight) + layer.bias,
        at::matmul(x.first, weight) + at::matmul(x.value, change) + direction.bias,
        at::matmul(x.second, weight) + 2 * at::matmul(x.first, change) };
}

Jet layerNorm(const Jet& x, const Affine& norm, const Affine& direction)
{
    const Jet centred = x.map([](const Tensor& part) { return part - part.mean(-1, true); });
    const Jet variance = product(centred, centred, [](const Tensor& a, const Tensor& b) { return (a * b).mean(-1, true); });
    const Tensor inverse = variance.value.add(normEpsilon).rsqrt();
    const Tensor cube = inverse * inverse * inverse;
    const Jet root { inverse, -0.5 * cube * variance.first,
        0.75 * cube * inverse * inverse * variance.first * variance.first - 0.5 * cube * variance.second };
    const Jet unit = product(centred, root, [](const Tensor& a, const Tensor& b) { return a * b; });
    return { unit.value * norm.weight + norm.bias,
        unit.first * norm.weight + unit.value * direction.weight + direction.bias,
        unit.second * norm.weight + 2 * unit.first * direction.weight };
}

Jet gelu(const Jet& x)
{
    const Tensor density = (x.value * x.value).mul_(-0.5).exp_().mul_(1.0 / std::sqrt(2.0 * M_PI));
    const Tensor slope = (x.value * M_SQRT1_2).erf_().add_(1.0).mul_(0.5).add_(x.value * density);
    const Tensor bend = density * (2.0 - x.value * x.value);
    return { at::gelu(x.value), slope * x.first, bend * x.first * x.first + slope * x.second };
}

/// log of the softmax over the last dimension. Where the value is minus infinity the derivatives must be finite.
Jet logSoftmax(const Jet& x)
{
    const Tensor log = x.value.log_softmax(-1);
    const Tensor probability = log.exp();
    const Tensor mean = (probability * x.first).sum(-1, true);
    const Tensor first = x.first - mean;
    const Tensor second = x.second - (probability * (x.second + first * first)).sum(-1, true);
    return { log, first, second };
}

Jet softmax(const Jet& x)
{
    const Jet log = logSoftmax(x);
    const Tensor probability = log.value.exp();
    return { probability, probability * log.first, probability * (log.second + log.first * log.first) };
}

}

LossJet lossJet(const ModelShape& shape, const Parameters& parameters, const Parameters& direction, const Batch& batch)
{
    const at::NoGradGuard noGrad;
    const std::int64_t examples = batch.count();
    const std::int64_t positions = batch.inputs.size(1);
    const std::int64_t scored = positions - shape.firstScored;
    const double scale = 1.0 / std::sqrt(static_cast<double>(shape.width / shape.heads));
    const auto matmul = [](const Tensor& a, const Tensor& b) { return at::matmul(a, b); };
    const auto embedded = [&](const Parameters& from) {
        return from.tokenEmbedding.index_select(0, batch.inputs.flatten()).view({ examples, positions, shape.width })
            + from.positionEmbedding.narrow(0, 0, positions);
    };
    const auto heads = [&](const Tensor& part) { return splitHeads(part, shape.heads); };

    Jet x { embedded(parameters), embedded(direction), {} };
    x.second = at::zeros_like(x.value);
    for (std::size_t i = 0; i < parameters.blocks.size(); ++i) {
        const Block& block = parameters.blocks[i];
        const Block& change = direction.blocks[i];
        const std::int64_t queries = i + 1 == parameters.blocks.size() ? scored : positions;
        const auto asking = [&](const Tensor& part) { return part.narrow(1, positions - queries, queries); };
        const Jet normed = layerNorm(x, block.norm1, change.norm1);
        const Jet query = linear(normed.map(asking), block.query, change.query).map(heads);
        const Jet key = linear(normed, block.key, change.key).map([&](const Tensor& part) { return heads(part).transpose(-1, -2); });
        const Jet value = linear(normed, block.value, change.value).map(heads);
        Jet scores = product(query, key, matmul).map([&](const Tensor& part) { return part * scale; });
        scores.value.add_(causalMask(queries, positions, scores.value));
        const Jet mixed = product(softmax(scores), value, matmul).map(mergeHeads);
        x = x.map(asking) + linear(mixed, block.output, change.output);
        const Jet hidden = linear(layerNorm(x, block.norm2, change.norm2), block.mlpInput, change.mlpInput);
        x = x + linear(gelu(hidden), block.mlpOutput, change.mlpOutput);
    }
    const Jet last = x.map([&](const Tensor& part) { return part.narrow(1, part.size(1) - scored, scored); });
    const Jet normed = layerNorm(last, parameters.finalNorm, direction.finalNorm);
    const Jet losses = logSoftmax(linear(normed, parameters.unembedding, direction.unembedding)).map([&](const Tensor& part) {
        return part.gather(-1, batch.targets.unsqueeze(-1)).squeeze(-1).neg();
    });
    return { losses.value, losses.first, losses.second };
}

}
