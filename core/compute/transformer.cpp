#include "core/compute/transformer.h"

#include "core/base/error.h"

#include <array>
#include <cassert>
#include <cmath>
#include <limits>

namespace polcascope::compute {

Tensor toTensor(std::span<const float> values)
{
    const auto size = static_cast<std::int64_t>(values.size());
    return at::from_blob(const_cast<float*>(values.data()), { size }, at::kFloat)
        .to(at::TensorOptions(device()).dtype(at::kFloat), /*non_blocking=*/false, /*copy=*/true);
}

std::vector<float> toVector(const Tensor& values)
{
    const Tensor flat = values.detach().to(at::TensorOptions(at::kCPU).dtype(at::kFloat)).contiguous();
    const auto* begin = flat.data_ptr<float>();
    return { begin, begin + flat.numel() };
}

Batch Batch::range(std::int64_t begin, std::int64_t end) const
{
    return { inputs.slice(0, begin, end), targets.slice(0, begin, end) };
}

namespace {

Tensor toIds(const Matrix<std::int32_t>& ids, std::int64_t vocabulary, const char* key)
{
    for (std::size_t row = 0; row < ids.rows(); ++row) {
        for (const std::int32_t id : ids.row(row)) {
            if (id < 0 || id >= vocabulary) {
                throw Error(ErrorKind::badValue,
                    { { "key", key }, { "value", std::to_string(id) }, { "rule", "range" },
                        { "limit", "0 ... " + std::to_string(vocabulary - 1) } });
            }
        }
    }
    const auto rows = static_cast<std::int64_t>(ids.rows());
    const auto columns = static_cast<std::int64_t>(ids.columns());
    return at::from_blob(const_cast<std::int32_t*>(ids.data()), { rows, columns }, at::kInt)
        .to(at::TensorOptions(device()).dtype(at::kLong));
}

/// Hands out the views of theta in the order of the layout.
class ViewReader {
public:
    ViewReader(const ModelShape& shape, const Tensor& theta)
        : m_layout(parameterLayout(shape))
        , m_theta(theta)
    {
        assert(theta.dim() == 1 && theta.numel() == parameterCount(shape));
    }

    Tensor next(std::int64_t* offset = nullptr)
    {
        const ParameterTensor& tensor = m_layout.at(m_next++);
        if (offset)
            *offset = tensor.offset;
        return m_theta.narrow(0, tensor.offset, tensor.size).view(tensor.shape);
    }

    Affine affine()
    {
        Affine result;
        result.weight = next(&result.weightOffset);
        result.bias = next(&result.biasOffset);
        return result;
    }

private:
    std::vector<ParameterTensor> m_layout;
    Tensor m_theta;
    std::size_t m_next = 0;
};

std::array<Affine*, 8> affines(Block& block)
{
    return { &block.norm1, &block.query, &block.key, &block.value, &block.output, &block.norm2, &block.mlpInput,
        &block.mlpOutput };
}

Tensor layerNorm(const Tensor& x, const Affine& norm)
{
    const Tensor centred = x - x.mean(-1, true);
    const Tensor inverse = (centred * centred).mean(-1, true).add(normEpsilon).rsqrt();
    return centred * inverse * norm.weight + norm.bias;
}

Tensor linear(const Tensor& x, const Affine& layer)
{
    return at::linear(x, layer.weight, layer.bias);
}

}

Batch toBatch(const ModelShape& shape, const task::ExampleSet& set)
{
    const auto length = static_cast<std::int64_t>(set.inputs.columns());
    const auto scored = static_cast<std::int64_t>(set.targets.columns());
    if (length > shape.positions || length != shape.firstScored + scored) {
        throw Error(ErrorKind::badValue,
            { { "key", "positions" }, { "value", std::to_string(length) }, { "rule", "range" },
                { "limit", std::to_string(shape.firstScored + 1) + " ... " + std::to_string(shape.positions) } });
    }
    return { toIds(set.inputs, shape.inputVocabulary, "inputs"), toIds(set.targets, shape.outputVocabulary, "targets") };
}

Parameters views(const ModelShape& shape, const Tensor& theta)
{
    ViewReader reader(shape, theta);
    Parameters parameters;
    parameters.tokenEmbedding = reader.next();
    parameters.positionEmbedding = reader.next(&parameters.positionOffset);
    for (std::int64_t i = 0; i < shape.layers; ++i) {
        Block block;
        for (Affine* affine : affines(block))
            *affine = reader.affine();
        parameters.blocks.push_back(block);
    }
    parameters.finalNorm = reader.affine();
    parameters.unembedding = reader.affine();
    return parameters;
}

std::vector<Tensor*> tensors(Parameters& parameters)
{
    std::vector<Tensor*> all { &parameters.tokenEmbedding, &parameters.positionEmbedding };
    const auto add = [&](Affine& affine) {
        all.push_back(&affine.weight);
        all.push_back(&affine.bias);
    };
    for (Block& block : parameters.blocks) {
        for (Affine* affine : affines(block))
            add(*affine);
    }
    add(parameters.finalNorm);
    add(parameters.unembedding);
    return all;
}

Tensor causalMask(std::int64_t queries, std::int64_t positions, const Tensor& like)
{
    return at::full({ queries, positions }, -std::numeric_limits<double>::infinity(), like.options().requires_grad(false))
        .triu(positions - queries + 1);
}

Tensor splitHeads(const Tensor& x, std::int64_t heads)
{
    std::vector<std::int64_t> sizes(x.sizes().begin(), x.sizes().end() - 1);
    sizes.push_back(heads);
    sizes.push_back(x.size(-1) / heads);
    return x.reshape(sizes).transpose(-2, -3);
}

Tensor mergeHeads(const Tensor& x)
{
    return x.transpose(-2, -3).flatten(-2);
}

Tensor logits(const ModelShape& shape, const Parameters& parameters, const Tensor& inputs)
{
    const std::int64_t positions = inputs.size(1);
    const std::int64_t scored = positions - shape.firstScored;
    const double scale = 1.0 / std::sqrt(static_cast<double>(shape.width / shape.heads));

    Tensor x = parameters.tokenEmbedding.index_select(0, inputs.flatten()).view({ inputs.size(0), positions, shape.width })
        + parameters.positionEmbedding.narrow(0, 0, positions);
    for (std::size_t i = 0; i < parameters.blocks.size(); ++i) {
        const Block& block = parameters.blocks[i];
        // Nothing follows the last block, so of its positions only the scored ones matter, except as keys and values.
        const std::int64_t queries = i + 1 == parameters.blocks.size() ? scored : positions;
        const Tensor normed = layerNorm(x, block.norm1);
        const Tensor query = splitHeads(linear(normed.narrow(1, positions - queries, queries), block.query), shape.heads);
        const Tensor key = splitHeads(linear(normed, block.key), shape.heads);
        const Tensor value = splitHeads(linear(normed, block.value), shape.heads);
        const Tensor scores = at::matmul(query * scale, key.transpose(-1, -2)) + causalMask(queries, positions, x);
        const Tensor mixed = at::matmul(scores.softmax(-1), value);
        x = x.narrow(1, positions - queries, queries) + linear(mergeHeads(mixed), block.output);
        x = x + linear(at::gelu(linear(layerNorm(x, block.norm2), block.mlpInput)), block.mlpOutput);
    }
    x = x.narrow(1, x.size(1) - scored, scored);
    return linear(layerNorm(x, parameters.finalNorm), parameters.unembedding);
}

Tensor losses(const Tensor& logits, const Tensor& targets)
{
    // Not by gather(), whose derivative is not deterministic on every device.
    return at::nll_loss(logits.log_softmax(-1).flatten(0, 1), targets.flatten(), {}, at::Reduction::None)
        .view(targets.sizes());
}

double forwardFlops(const ModelShape& shape, std::int64_t positions)
{
    const auto w = static_cast<double>(shape.width);
    const auto mlp = static_cast<double>(shape.mlpWidth);
    const auto s = static_cast<double>(positions);
    const auto q = static_cast<double>(positions - shape.firstScored);
    double flops = 2.0 * q * w * static_cast<double>(shape.outputVocabulary);
    for (std::int64_t i = 0; i < shape.layers; ++i) {
        const double queries = i + 1 == shape.layers ? q : s;
        flops += 2.0 * (2.0 * w * w * s + (2.0 * w * w + 2.0 * w * mlp) * queries + 2.0 * w * s * queries);
    }
    return flops;
}

}
