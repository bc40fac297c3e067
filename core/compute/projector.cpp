#include "core/compute/projector.h"

#include "core/base/error.h"
#include "core/compute/curvature.h"
#include "core/compute/gradient.h"
#include "core/compute/projection.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <string>

namespace polcascope::compute {

namespace {

/// Adds up <b_k, grad L(x)> layer by layer. For a weight W with inputs x_s and deltas d_s it is the sum over positions
/// of d_s . (B_k x_s): the tokens of an example share B_k x_s, and no gradient is ever formed.
class ProjectionSink : public GradientSink {
public:
    /// `sums` [E, T, K]
    ProjectionSink(const ModelShape& shape, const Tensor& basis, const Parameters& parameters, Tensor sums, const Progress& progress)
        : m_shape(shape)
        , m_basis(basis)
        , m_parameters(parameters)
        , m_sums(std::move(sums))
        , m_progress(progress)
    {
    }

    void linear(const Affine& layer, const Tensor& input, const Tensor& delta) override
    {
        for (std::int64_t k = 0; k < m_basis.size(0); ++k) {
            m_progress.report(0);
            const Tensor weight = part(layer.weightOffset, layer.weight, k);
            addDots(k, at::linear(input, weight, part(layer.biasOffset, layer.bias, k)), delta);
        }
    }

    void norm(const Affine& norm, const Normed& input, const Tensor& delta) override
    {
        const Tensor unit = (input.input - input.mean).mul_(input.inverse);
        for (std::int64_t k = 0; k < m_basis.size(0); ++k)
            addDots(k, unit * part(norm.weightOffset, norm.weight, k) + part(norm.biasOffset, norm.bias, k), delta);
    }

    void embedding(const Tensor& inputs, const Tensor& delta) override
    {
        const std::int64_t positions = inputs.size(1);
        for (std::int64_t k = 0; k < m_basis.size(0); ++k) {
            const Tensor tokens = part(0, m_parameters.tokenEmbedding, k).index_select(0, inputs.flatten());
            const Tensor positional = part(m_parameters.positionOffset, m_parameters.positionEmbedding, k);
            addDots(k, tokens.view({ inputs.size(0), positions, -1 }) + positional.narrow(0, 0, positions), delta);
        }
    }

private:
    [[nodiscard]] Tensor part(std::int64_t offset, const Tensor& like, std::int64_t k) const
    {
        return m_basis[k].narrow(0, offset, like.numel()).view(like.sizes());
    }

    /// Adds delta . y to every token's sum: y [E, P, o], delta [E, T, o] (P = T, own positions) or [E, T, P, o].
    void addDots(std::int64_t k, const Tensor& y, const Tensor& delta)
    {
        Tensor sums = m_sums.select(2, k);
        if (delta.dim() == 3)
            sums.add_((y * delta).sum(-1));
        else
            sums.add_(at::bmm(delta.flatten(2), y.flatten(1).unsqueeze(-1)).squeeze(-1));
    }

    const ModelShape& m_shape;
    const Tensor& m_basis;
    const Parameters& m_parameters;
    Tensor m_sums;
    const Progress& m_progress;
};

Tensor stacked(const std::vector<std::vector<float>>& basis)
{
    assert(!basis.empty());
    Tensor rows = at::empty({ static_cast<std::int64_t>(basis.size()), static_cast<std::int64_t>(basis.front().size()) },
        at::TensorOptions(device()).dtype(at::kFloat));
    for (std::size_t k = 0; k < basis.size(); ++k)
        rows[static_cast<std::int64_t>(k)].copy_(toTensor(basis[k]));
    return rows;
}

}

TokenProjection projectTokens(const ModelShape& shape, const Parameters& parameters, const Batch& batch, const Tensor& basis,
    std::int64_t memoryBytes, const Progress& progress)
{
    const at::NoGradGuard noGrad;
    const std::int64_t examples = batch.count();
    const std::int64_t positions = batch.inputs.size(1);
    const std::int64_t scored = batch.targets.size(1);
    const auto bytes = [&](std::int64_t tokens) {
        return Pass::floatsPerExample(shape, positions, tokens) * static_cast<double>(basis.element_size());
    };
    const auto memory = static_cast<double>(memoryBytes);
    if (bytes(1) > memory) {
        throw Error(ErrorKind::outOfMemory,
            { { "needed", std::to_string(static_cast<std::int64_t>(bytes(1))) }, { "limit", std::to_string(memoryBytes) },
                { "key", "compute.memory_megabytes" } });
    }
    std::int64_t tokens = scored;
    while (bytes(tokens) > memory)
        tokens = (tokens + 1) / 2;
    const std::int64_t size = std::clamp<std::int64_t>(static_cast<std::int64_t>(memory / bytes(tokens)), 1, 64);

    TokenProjection result { at::empty({ examples, scored }, basis.options()),
        at::zeros({ examples, scored, basis.size(0) }, basis.options()) };
    for (std::int64_t begin = 0; begin < examples; begin += size) {
        const std::int64_t end = std::min(begin + size, examples);
        const auto done = [&](std::int64_t token) {
            return (static_cast<double>(begin)
                       + static_cast<double>(end - begin) * static_cast<double>(token) / static_cast<double>(scored))
                / static_cast<double>(examples);
        };
        progress.report(done(0));
        const Pass pass(shape, parameters, batch.range(begin, end));
        result.losses.slice(0, begin, end).copy_(pass.losses());
        for (std::int64_t token = 0; token < scored; token += tokens) {
            const std::int64_t count = std::min(tokens, scored - token);
            const Progress inner = progress.part(done(token), done(token + count));
            ProjectionSink sink(shape, basis, parameters, result.projections.slice(0, begin, end).narrow(1, token, count), inner);
            pass.backwardSplit(token, count, sink);
        }
    }
    return result;
}

struct Projector::Private {
    ModelShape shape;
    Batch tokens;
    Tensor basis; ///< [K, d]
    ProjectorOptions options;

    void curvature(const Parameters& parameters, const Progress& progress, Projection& result) const;
};

/// Of evenly spaced examples; the error is that of their mean.
void Projector::Private::curvature(const Parameters& parameters, const Progress& progress, Projection& result) const
{
    const auto vectors = static_cast<std::size_t>(basis.size(0));
    result.curvature.assign(vectors, std::numeric_limits<double>::quiet_NaN());
    result.curvatureError = result.curvature;
    const std::int64_t examples = std::min(options.curvatureExamples, tokens.count());
    if (examples == 0)
        return;
    const Tensor chosen = at::arange(examples, tokens.inputs.options()).mul_(tokens.count()).floor_divide_(examples);
    const Batch batch { tokens.inputs.index_select(0, chosen), tokens.targets.index_select(0, chosen) };
    const std::int64_t positions = batch.inputs.size(1);
    const double bytes = 4.0 * 12.0 * Pass::floatsPerExample(shape, positions, 0) / static_cast<double>(shape.layers);
    const auto size = std::clamp<std::int64_t>(static_cast<std::int64_t>(static_cast<double>(options.memoryBytes) / bytes), 1, 64);
    for (std::size_t k = 0; k < vectors; ++k) {
        const Parameters direction = views(shape, basis[static_cast<std::int64_t>(k)]);
        Tensor means = at::empty({ examples }, basis.options().dtype(at::kDouble));
        for (std::int64_t begin = 0; begin < examples; begin += size) {
            progress.report((static_cast<double>(k) + static_cast<double>(begin) / static_cast<double>(examples))
                / static_cast<double>(vectors));
            const std::int64_t end = std::min(begin + size, examples);
            means.slice(0, begin, end)
                .copy_(lossJet(shape, parameters, direction, batch.range(begin, end)).second.to(at::kDouble).mean(-1));
        }
        result.curvature[k] = means.mean().item<double>();
        if (examples > 1)
            result.curvatureError[k] = means.std().item<double>() / std::sqrt(static_cast<double>(examples));
    }
}

Projector::Projector(const ModelShape& shape, const task::ExampleSet& tokens, const std::vector<std::vector<float>>& basis,
    const ProjectorOptions& options)
    : m(new Private { shape, toBatch(shape, tokens), stacked(basis), options })
{
}

Projector::~Projector() = default;

Projection Projector::project(std::span<const float> theta, const Progress& progress) const
{
    const at::NoGradGuard noGrad;
    const Tensor flat = toTensor(theta);
    const Parameters parameters = views(m->shape, flat);
    Projection result;
    const TokenProjection projected
        = projectTokens(m->shape, parameters, m->tokens, m->basis, m->options.memoryBytes, progress.part(0, 0.7));
    result.loss = toVector(projected.losses.flatten());
    const std::vector<float> rows = toVector(projected.projections.flatten(0, 1).t());
    result.gradientProjection = Matrix<float>(static_cast<std::size_t>(m->basis.size(0)), result.loss.size());
    std::copy(rows.begin(), rows.end(), result.gradientProjection.data());
    m->curvature(parameters, progress.part(0.7, 1), result);
    progress.report(1);
    return result;
}

std::vector<float> tokenLosses(const ModelShape& shape, std::span<const float> parameters, const task::ExampleSet& tokens)
{
    const at::NoGradGuard noGrad;
    const Tensor flat = toTensor(parameters);
    const Parameters parts = views(shape, flat);
    const Batch batch = toBatch(shape, tokens);
    std::vector<Tensor> values;
    for (std::int64_t begin = 0; begin < batch.count(); begin += 64) {
        const Batch some = batch.range(begin, std::min<std::int64_t>(begin + 64, batch.count()));
        values.push_back(losses(logits(shape, parts, some.inputs), some.targets));
    }
    return toVector(at::cat(values).flatten());
}

}
