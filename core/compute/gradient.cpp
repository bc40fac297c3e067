#include "core/compute/gradient.h"

#include <cmath>

namespace polcascope::compute {

namespace {

Tensor linear(const Tensor& x, const Affine& layer)
{
    return at::linear(x, layer.weight, layer.bias);
}

Normed normed(const Tensor& x, const Affine& norm)
{
    Normed result;
    result.input = x.contiguous();
    std::tie(result.output, result.mean, result.inverse)
        = at::native_layer_norm(result.input, { x.size(-1) }, norm.weight, norm.bias, normEpsilon);
    return result;
}

/// What belongs to every example, seen by deltas that may be split into tokens.
Tensor forTokens(const Tensor& x, const Tensor& delta)
{
    return delta.dim() == 4 ? x.unsqueeze(1) : x;
}

/// The delta of a LayerNorm's input from that of its output.
Tensor normBackward(const Normed& normed, const Affine& norm, const Tensor& delta)
{
    if (delta.dim() == 3) {
        return std::get<0>(at::native_layer_norm_backward(delta.contiguous(), normed.input, { delta.size(-1) }, normed.mean,
            normed.inverse, norm.weight, norm.bias, { true, false, false }));
    }
    const Tensor inverse = normed.inverse.unsqueeze(1);
    const Tensor unit = (normed.input - normed.mean).mul_(normed.inverse).unsqueeze(1);
    Tensor scaled = delta * norm.weight;
    const Tensor along = (scaled * unit).mean(-1, true);
    scaled.sub_(scaled.mean(-1, true)).sub_(unit * along).mul_(inverse);
    return scaled;
}

/// delta of the scores from that of the attention: the softmax's backward pass.
Tensor softmaxBackward(const Tensor& attention, const Tensor& delta)
{
    return attention * (delta - (attention * delta).sum(-1, true));
}

/// Adds what belongs to each token's own position, [E, T, w], to deltas at all positions, [E, T, S, w].
void addAtOwnPosition(Tensor& deltas, const Tensor& own, std::int64_t firstPosition)
{
    deltas.narrow(2, firstPosition, own.size(1)).diagonal(0, 1, 2).add_(own.transpose(1, 2));
}

}

Pass::Pass(const ModelShape& shape, const Parameters& parameters, const Batch& batch)
    : m_shape(shape)
    , m_parameters(parameters)
    , m_batch(batch)
{
    const std::int64_t examples = batch.count();
    const std::int64_t positions = batch.inputs.size(1);
    const std::int64_t scored = positions - shape.firstScored;
    const double scale = 1.0 / std::sqrt(static_cast<double>(shape.width / shape.heads));

    Tensor x = parameters.tokenEmbedding.index_select(0, batch.inputs.flatten()).view({ examples, positions, shape.width });
    x.add_(parameters.positionEmbedding.narrow(0, 0, positions));
    for (std::size_t i = 0; i < parameters.blocks.size(); ++i) {
        const Block& block = parameters.blocks[i];
        BlockState state;
        const std::int64_t queries = i + 1 == parameters.blocks.size() ? scored : positions;
        state.norm1 = normed(x, block.norm1);
        const Tensor asking = state.norm1.output.narrow(1, positions - queries, queries);
        state.query = splitHeads(linear(asking, block.query), shape.heads);
        state.key = splitHeads(linear(state.norm1.output, block.key), shape.heads);
        state.value = splitHeads(linear(state.norm1.output, block.value), shape.heads);
        Tensor scores = at::matmul(state.query, state.key.transpose(-1, -2)).mul_(scale);
        state.attention = scores.add_(causalMask(queries, positions, x)).softmax(-1);
        state.mixed = mergeHeads(at::matmul(state.attention, state.value));
        x = linear(state.mixed, block.output).add_(x.narrow(1, positions - queries, queries));
        state.norm2 = normed(x, block.norm2);
        state.hidden = linear(state.norm2.output, block.mlpInput);
        state.active = at::gelu(state.hidden);
        x = linear(state.active, block.mlpOutput).add_(x);
        m_blocks.push_back(std::move(state));
    }
    m_finalNorm = normed(x.narrow(1, x.size(1) - scored, scored), parameters.finalNorm);
    m_logProbabilities = linear(m_finalNorm.output, parameters.unembedding).log_softmax(-1);
    m_losses = m_logProbabilities.gather(-1, batch.targets.unsqueeze(-1)).squeeze(-1).neg();
}

void Pass::backwardSummed(double factor, GradientSink& sink) const
{
    backward(Tokens::summed, 0, m_batch.targets.size(1), factor, sink);
}

void Pass::backwardSplit(std::int64_t first, std::int64_t count, GradientSink& sink) const
{
    backward(Tokens::split, first, count, 1.0, sink);
}

Tensor Pass::backwardOwn(std::int64_t first, std::int64_t count, GradientSink& sink) const
{
    return backward(Tokens::own, first, count, 1.0, sink);
}

Tensor Pass::backward(Tokens tokens, std::int64_t first, std::int64_t count, double factor, GradientSink& sink) const
{
    using Source = GradientSink::Source;
    const std::int64_t firstPosition = m_shape.firstScored + first;
    const double scale = 1.0 / std::sqrt(static_cast<double>(m_shape.width / m_shape.heads));
    // Down to the last block's attention every token's deltas stand at its own position alone.
    const auto own = [&](const Tensor& x) { return x.narrow(1, first, count); };
    const auto ownNormed = [&](const Normed& x) { return Normed { own(x.input), own(x.mean), own(x.inverse), own(x.output) }; };

    // Probabilities less one at the target, by operations that are deterministic on every device.
    const Tensor logProbabilities = own(m_logProbabilities);
    const Tensor rows = logProbabilities.reshape({ -1, logProbabilities.size(-1) });
    const Tensor targets = own(m_batch.targets).reshape(-1);
    const Tensor picked = at::nll_loss_backward(at::full({ rows.size(0) }, factor, rows.options()), rows, targets, {},
        at::Reduction::None, -100, at::zeros({}, rows.options()));
    Tensor delta = at::_log_softmax_backward_data(picked, rows, -1, rows.scalar_type()).view(logProbabilities.sizes());

    const Normed finalNorm = ownNormed(m_finalNorm);
    sink.linear(m_parameters.unembedding, finalNorm.output, delta, Source::prefix);
    delta = at::matmul(delta, m_parameters.unembedding.weight);
    sink.norm(m_parameters.finalNorm, finalNorm, delta);
    delta = normBackward(finalNorm, m_parameters.finalNorm, delta);

    for (std::size_t i = m_blocks.size(); i-- > 0;) {
        const Block& block = m_parameters.blocks[i];
        BlockState state = m_blocks[i];
        const bool last = i + 1 == m_blocks.size();
        if (last) {
            state.query = state.query.narrow(2, first, count);
            state.attention = state.attention.narrow(2, first, count);
            state.mixed = own(state.mixed);
            state.norm2 = ownNormed(state.norm2);
            state.hidden = own(state.hidden);
            state.active = own(state.active);
        }

        sink.linear(block.mlpOutput, state.active, delta, Source::prefix);
        Tensor inner = at::matmul(delta, block.mlpOutput.weight);
        if (inner.dim() == 4)
            inner.mul_(at::gelu_backward(at::ones_like(state.hidden), state.hidden).unsqueeze(1));
        else
            inner = at::gelu_backward(inner, state.hidden);
        sink.linear(block.mlpInput, state.norm2.output, inner, Source::prefix);
        inner = at::matmul(inner, block.mlpInput.weight);
        sink.norm(block.norm2, state.norm2, inner);
        delta = delta + normBackward(state.norm2, block.norm2, inner);

        sink.linear(block.output, state.mixed, delta, Source::prefix);
        const Tensor mixedDelta = at::matmul(delta, block.output.weight);
        if (tokens == Tokens::own)
            return at::cat({ delta, mixedDelta }, -1);
        const Tensor mixed = splitHeads(mixedDelta, m_shape.heads);
        const Tensor query = forTokens(state.query, delta);
        const Tensor key = forTokens(state.key, delta);
        const Tensor value = forTokens(state.value, delta);
        const Tensor attention = forTokens(state.attention, delta);
        const Tensor scores = softmaxBackward(attention, at::matmul(mixed, value.transpose(-1, -2))).mul_(scale);
        const Tensor queryDelta = mergeHeads(at::matmul(scores, key));
        Tensor keyDelta;
        Tensor valueDelta;
        if (last && tokens == Tokens::split) {
            // From here on a token's deltas spread over the positions it has looked at: [E, h, T, S, w / h].
            keyDelta = (scores.unsqueeze(-1) * query.unsqueeze(-2)).permute({ 0, 2, 3, 1, 4 }).flatten(-2);
            valueDelta = (attention.unsqueeze(-1) * mixed.unsqueeze(-2)).permute({ 0, 2, 3, 1, 4 }).flatten(-2);
        } else {
            keyDelta = mergeHeads(at::matmul(scores.transpose(-1, -2), query));
            valueDelta = mergeHeads(at::matmul(attention.transpose(-1, -2), mixed));
        }

        const std::int64_t queries = queryDelta.size(-2);
        const Tensor asking = last ? state.norm1.output.narrow(1, firstPosition, queries) : state.norm1.output;
        const Source source = i == 0 ? Source::token : Source::prefix;
        sink.linear(block.query, asking, queryDelta, source);
        sink.linear(block.key, state.norm1.output, keyDelta, source);
        sink.linear(block.value, state.norm1.output, valueDelta, source);
        inner = at::matmul(keyDelta, block.key.weight).add_(at::matmul(valueDelta, block.value.weight));
        const Tensor asked = at::matmul(queryDelta, block.query.weight);
        if (!last)
            inner.add_(asked);
        else if (tokens == Tokens::split)
            addAtOwnPosition(inner, asked, firstPosition);
        else
            inner.narrow(1, firstPosition, queries).add_(asked);
        sink.norm(block.norm1, state.norm1, inner);
        inner = normBackward(state.norm1, block.norm1, inner);
        if (!last)
            inner.add_(delta);
        else if (tokens == Tokens::split)
            addAtOwnPosition(inner, delta, firstPosition);
        else
            inner.narrow(1, firstPosition, queries).add_(delta);
        delta = inner;
    }
    sink.embedding(m_batch.inputs, delta);
    return delta;
}

double Pass::floatsPerExample(const ModelShape& shape, std::int64_t positions, std::int64_t tokens)
{
    const auto w = static_cast<double>(shape.width);
    const auto s = static_cast<double>(positions);
    const auto t = static_cast<double>(tokens);
    const double attention = static_cast<double>(shape.heads) * s * s;
    const double kept = static_cast<double>(shape.layers) * (s * (9 * w + 2 * static_cast<double>(shape.mlpWidth)) + attention);
    const double moving = t * (s * (8 * w + 2 * static_cast<double>(shape.mlpWidth)) + 3 * attention);
    const double top = 3 * (s - static_cast<double>(shape.firstScored)) * static_cast<double>(shape.outputVocabulary);
    return kept + moving + top;
}

FlatGradient::FlatGradient(const ModelShape& shape, const Tensor& like)
    : m_flat(at::zeros({ parameterCount(shape) }, like.options()))
    , m_views(views(shape, m_flat))
{
}

void FlatGradient::zero()
{
    // Everything else is overwritten.
    m_views.tokenEmbedding.zero_();
    m_views.positionEmbedding.zero_();
}

Tensor FlatGradient::at(std::int64_t offset, const Tensor& like) const
{
    return m_flat.narrow(0, offset, like.numel()).view(like.sizes());
}

void FlatGradient::linear(const Affine& layer, const Tensor& input, const Tensor& delta, Source)
{
    const Tensor rows = delta.reshape({ -1, delta.size(-1) });
    Tensor weight = at(layer.weightOffset, layer.weight);
    Tensor bias = at(layer.biasOffset, layer.bias);
    at::mm_out(weight, rows.t(), input.reshape({ -1, input.size(-1) }));
    at::sum_out(bias, rows, 0);
}

void FlatGradient::norm(const Affine& norm, const Normed& input, const Tensor& delta)
{
    const auto [none, weight, bias] = at::native_layer_norm_backward(delta.contiguous(), input.input.contiguous(),
        { delta.size(-1) }, input.mean.contiguous(), input.inverse.contiguous(), norm.weight, norm.bias, { false, true, true });
    at(norm.weightOffset, norm.weight).copy_(weight);
    at(norm.biasOffset, norm.bias).copy_(bias);
}

void FlatGradient::embedding(const Tensor& inputs, const Tensor& delta)
{
    m_views.tokenEmbedding.index_add_(0, inputs.flatten(), delta.reshape({ -1, delta.size(-1) }));
    Tensor positions = m_views.positionEmbedding.narrow(0, 0, inputs.size(1));
    at::sum_out(positions, delta, 0);
}

}
