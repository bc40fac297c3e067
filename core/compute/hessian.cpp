#include "core/compute/hessian.h"

#include "core/recipe/recipe.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <string>
#include <utility>

// For every tensor x of the forward pass (x) and of the backward pass (its delta), `xDot` is its derivative
// along theta + e v at e = 0. Rows of a matrix are positions; equal ones are there once.
namespace polcascope::compute {

namespace {

using Ids = std::vector<std::int64_t>;

Tensor toIndex(const Ids& ids)
{
    return at::tensor(at::IntArrayRef(ids), at::TensorOptions(at::kLong)).to(device());
}

Tensor select(const Tensor& rows, const Tensor& index)
{
    return index.defined() ? rows.index_select(0, index) : rows;
}

/// The adjoint of select: adds each row where it was taken from.
Tensor spread(const Tensor& rows, const Tensor& index, std::int64_t count)
{
    return index.defined() ? at::zeros({ count, rows.size(1) }, rows.options()).index_add_(0, index, rows)
                           : rows;
}

/// Which rows a block works on. What precedes its attention follows from token and position alone in the
/// first block, and from all tokens up to there in the others.
struct BlockRows {
    std::int64_t inputs = 0; ///< rows before the attention
    std::int64_t asking = 0; ///< of these, those that look at others
    std::int64_t outputs = 0; ///< rows after it
    Tensor keyOf; ///< [E S] the input row of each example's position
    Tensor askingOf; ///< [asking] which input rows ask; undefined: all
    Tensor queryOf; ///< [E Q] the asking row of each example's position
    Tensor chosen; ///< [outputs] of [E Q]: the position that stands for its equals
    Tensor continues; ///< [outputs] the input row that each output row adds to; undefined: the same
};

struct Rows {
    std::int64_t examples = 0;
    std::int64_t positions = 0;
    std::int64_t scored = 0; ///< positions of an example
    Tensor tokens; ///< [first block's inputs]
    Tensor places; ///< [first block's inputs]
    std::vector<BlockRows> blocks;
    Tensor count; ///< [last block's outputs, 1] how many targets stand at each row
    Tensor targetRow; ///< [E Q]
    Tensor target; ///< [E Q]
};

/// Of examples in the order of their tokens.
Rows rowsOf(const ModelShape& shape, const Matrix<std::int64_t>& inputs, const Matrix<std::int64_t>& targets,
    const Tensor& like)
{
    const auto examples = static_cast<std::int64_t>(inputs.rows());
    const auto positions = static_cast<std::int64_t>(inputs.columns());
    const std::int64_t scored = positions - shape.firstScored;
    Ids tokens, places; // of each token at each position
    Ids tokenRowOf; // [E S]
    Ids prefixRowOf; // [E S]
    Ids tokenRowOfPrefix; // [prefixes]
    Ids firstWith; // [prefixes] of [E S]
    std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> tokenRows;
    for (std::size_t e = 0; e < inputs.rows(); ++e) {
        const auto row = inputs.row(e);
        bool alike = e > 0;
        for (std::size_t s = 0; s < inputs.columns(); ++s) {
            const auto place = static_cast<std::int64_t>(s);
            const auto [found, isNew] =
                tokenRows.try_emplace({ row[s], place }, static_cast<std::int64_t>(tokens.size()));
            if (isNew) {
                tokens.push_back(row[s]);
                places.push_back(place);
            }
            tokenRowOf.push_back(found->second);
            alike = alike && inputs(e - 1, s) == row[s];
            if (alike) {
                prefixRowOf.push_back(prefixRowOf[prefixRowOf.size() - inputs.columns()]);
            } else {
                firstWith.push_back(static_cast<std::int64_t>(prefixRowOf.size()));
                prefixRowOf.push_back(static_cast<std::int64_t>(tokenRowOfPrefix.size()));
                tokenRowOfPrefix.push_back(found->second);
            }
        }
    }
    // Of a list of [E S], what belongs to the scored positions, numbered anew.
    const auto scoredOf = [&](const Ids& all) {
        Ids kept, numbers;
        std::map<std::int64_t, std::int64_t> numberOf;
        for (std::int64_t i = 0; i < examples * positions; ++i) {
            if (i % positions < shape.firstScored)
                continue;
            const std::int64_t row = all[static_cast<std::size_t>(i)];
            const auto [found, isNew] = numberOf.try_emplace(row, static_cast<std::int64_t>(kept.size()));
            if (isNew)
                kept.push_back(row);
            numbers.push_back(found->second);
        }
        return std::pair(kept, numbers);
    };
    const auto [scoredPrefixes, scoredRowOf] = scoredOf(prefixRowOf);

    Rows rows { .examples = examples,
        .positions = positions,
        .scored = scored,
        .tokens = toIndex(tokens),
        .places = toIndex(places) };
    for (std::int64_t i = 0; i < shape.layers; ++i) {
        const bool first = i == 0;
        const bool last = i + 1 == shape.layers;
        const Ids& inputRowOf = first ? tokenRowOf : prefixRowOf;
        BlockRows block;
        block.inputs = static_cast<std::int64_t>(first ? tokens.size() : tokenRowOfPrefix.size());
        block.keyOf = toIndex(inputRowOf);
        if (last) {
            const auto [asking, queryOf] = scoredOf(inputRowOf);
            block.asking = static_cast<std::int64_t>(asking.size());
            block.askingOf = toIndex(asking);
            block.queryOf = toIndex(queryOf);
            Ids chosen, continues;
            for (const std::int64_t prefix : scoredPrefixes) {
                const std::int64_t at = firstWith[static_cast<std::size_t>(prefix)];
                chosen.push_back(at / positions * scored + at % positions - shape.firstScored);
                continues.push_back(first ? tokenRowOfPrefix[static_cast<std::size_t>(prefix)] : prefix);
            }
            block.chosen = toIndex(chosen);
            block.continues = toIndex(continues);
        } else {
            block.asking = block.inputs;
            block.queryOf = block.keyOf;
            block.chosen = toIndex(firstWith);
            if (first)
                block.continues = toIndex(tokenRowOfPrefix);
        }
        block.outputs = block.chosen.size(0);
        rows.blocks.push_back(block);
    }
    rows.targetRow = toIndex(scoredRowOf);
    rows.target = toIndex(Ids(targets.data(), targets.data() + targets.size()));
    std::vector<double> count(scoredPrefixes.size());
    for (const std::int64_t row : scoredRowOf)
        ++count[static_cast<std::size_t>(row)];
    rows.count = at::tensor(at::ArrayRef<double>(count), at::kDouble).to(like.options()).unsqueeze(1);
    return rows;
}

/// A LayerNorm's part of the forward and backward pass at theta.
struct NormState {
    Tensor unit; ///< the input, centred and scaled
    Tensor inverse; ///< 1 / standard deviation
    Tensor output;
    Tensor delta; ///< of the output
    Tensor scaled; ///< delta times the weight
    Tensor along; ///< mean of unit times scaled
    Tensor inputDelta;
};

/// All that does not depend on the vector.
struct BlockState {
    NormState norm1;
    Tensor asking; ///< norm1's output at the asking rows
    Tensor query, key, value; ///< [E, h, Q or S, w / h]
    Tensor attention; ///< [E, h, Q, S]
    Tensor mixedDelta; ///< [E, h, Q, w / h]
    Tensor attentionDelta; ///< [E, h, Q, S], less its mean under the attention
    Tensor scoreDelta; ///< [E, h, Q, S], of the scaled scores
    Tensor queryDelta, keyDelta, valueDelta; ///< of the layers' outputs
    Tensor mixed; ///< input of the output layer
    Tensor middleDelta; ///< of the residual stream after the attention
    NormState norm2;
    Tensor active; ///< after the GELU
    Tensor slope; ///< of the GELU
    Tensor bent; ///< the delta after the GELU times its second derivative
    Tensor hiddenDelta; ///< before the GELU
    Tensor delta; ///< of the block's output
};

struct State {
    std::vector<BlockState> blocks;
    NormState finalNorm;
    Tensor probability; ///< [rows, O]
    Tensor delta; ///< of the logits
};

struct NormDot {
    Tensor unit;
    Tensor inverse; ///< relative: the derivative of the logarithm
    Tensor output;
};

struct BlockDot {
    NormDot norm1;
    Tensor asking;
    Tensor query, key, value;
    Tensor attention;
    Tensor mixed;
    NormDot norm2;
    Tensor hidden;
    Tensor active;
};

/// A chunk of the sample: its rows, and what is kept of it.
struct Chunk {
    Rows rows;
    double bytes = 0; ///< of its State
    bool kept = false;
    std::optional<State> state;
};

/// Floats of a State, and those that a product needs beside it: upper bounds, counted below.
struct Floats {
    double kept = 0;
    double moving = 0;
};
Floats floatsOf(const ModelShape& shape, const Rows& rows)
{
    const auto w = static_cast<double>(shape.width);
    const auto mlp = static_cast<double>(shape.mlpWidth);
    Floats floats;
    double largest = 0;
    for (std::size_t i = 0; i < rows.blocks.size(); ++i) {
        const BlockRows& block = rows.blocks[i];
        const auto inputs = static_cast<double>(block.inputs);
        const auto asking = static_cast<double>(block.asking);
        const auto outputs = static_cast<double>(block.outputs);
        const auto keys = static_cast<double>(block.keyOf.size(0));
        const auto queries = static_cast<double>(block.queryOf.size(0));
        const double attention =
            static_cast<double>(shape.heads) * queries * static_cast<double>(rows.positions);
        floats.kept += w * (7 * inputs + 2 * asking + 2 * keys + 2 * queries + 8 * outputs) + 3 * attention +
            4 * mlp * outputs;
        floats.moving +=
            w * (2 * inputs + asking + 2 * keys + queries + 4 * outputs) + attention + 2 * mlp * outputs;
        largest = std::max(largest,
            w * (4 * inputs + 4 * keys + 4 * queries + 4 * outputs) + 4 * attention + 3 * mlp * outputs);
    }
    const auto scored = static_cast<double>(rows.blocks.back().outputs);
    const double logits = scored * static_cast<double>(shape.outputVocabulary);
    floats.kept += 6 * scored * w + 2 * logits;
    floats.moving += 4 * scored * w + std::max(largest, 4 * logits);
    return floats;
}

NormState normForward(const Tensor& x, const Affine& norm)
{
    NormState state;
    const Tensor mean = x.mean(-1, true);
    Tensor unit = x - mean;
    state.inverse = (unit * unit).mean(-1, true).add_(normEpsilon).rsqrt_();
    state.unit = unit.mul_(state.inverse);
    state.output = at::addcmul(norm.bias, state.unit, norm.weight);
    return state;
}

/// Keeps `delta` and returns the input's.
Tensor normBackward(NormState& state, const Affine& norm, const Tensor& delta)
{
    state.delta = delta;
    state.scaled = delta * norm.weight;
    state.along = (state.unit * state.scaled).mean(-1, true);
    state.inputDelta = (state.scaled - state.scaled.mean(-1, true))
                           .addcmul_(state.unit, state.along, -1)
                           .mul_(state.inverse);
    return state.inputDelta;
}

NormDot normForwardDot(const NormState& state, const Affine& norm, const Affine& normDot, const Tensor& xDot)
{
    NormDot dot;
    const Tensor along = (state.unit * xDot).mean(-1, true);
    dot.unit = (xDot - xDot.mean(-1, true)).addcmul_(state.unit, along, -1).mul_(state.inverse);
    dot.inverse = (along * state.inverse).neg_();
    dot.output = at::addcmul(normDot.bias, dot.unit, norm.weight).addcmul_(state.unit, normDot.weight);
    return dot;
}

/// Adds the norm's own part to `sum` and returns inputDeltaDot.
Tensor normBackwardDot(const NormState& state, const NormDot& dot, const Affine& norm, const Affine& normDot,
    const Tensor& deltaDot, Affine& sum)
{
    sum.weight.add_((deltaDot * state.unit).addcmul_(state.delta, dot.unit).sum(0));
    sum.bias.add_(deltaDot.sum(0));
    Tensor scaledDot = (deltaDot * norm.weight).addcmul_(state.delta, normDot.weight);
    const Tensor alongDot = (dot.unit * state.scaled).addcmul_(state.unit, scaledDot).mean(-1, true);
    scaledDot.sub_(scaledDot.mean(-1, true))
        .addcmul_(dot.unit, state.along, -1)
        .addcmul_(state.unit, alongDot, -1);
    return scaledDot.mul_(state.inverse).addcmul_(state.inputDelta, dot.inverse);
}

}

struct Hessian::Private {
    Private(const ModelShape& shape, const Tensor& theta, double scored)
        : shape(shape)
        , theta(theta)
        , parameters(views(shape, theta))
        , scale(1.0 / std::sqrt(static_cast<double>(shape.width / shape.heads)))
        , factor(1.0 / scored)
    {
    }

    [[nodiscard]] State prepare(const Rows& rows);
    void addProduct(const Rows& rows, const State& state, const Parameters& vector, Parameters& sum);

    // The linear layers, after each of which the person may stop.
    Tensor linear(const Tensor& x, const Affine& layer)
    {
        report();
        return at::addmm(layer.bias, x, layer.weight.t());
    }
    Tensor backward(const Tensor& delta, const Affine& layer)
    {
        report();
        return at::mm(delta, layer.weight);
    }
    Tensor linearDot(const Tensor& x, const Tensor& xDot, const Affine& layer, const Affine& layerDot)
    {
        report();
        Tensor yDot = at::addmm(layerDot.bias, x, layerDot.weight.t());
        report();
        return yDot.addmm_(xDot, layer.weight.t());
    }
    /// Adds the layer's own part to `sum` and returns the derivative of its input's delta.
    Tensor backwardDot(const Tensor& delta, const Tensor& deltaDot, const Tensor& x, const Tensor& xDot,
        const Affine& layer, const Affine& layerDot, Affine& sum)
    {
        report();
        sum.weight.addmm_(deltaDot.t(), x);
        report();
        sum.weight.addmm_(delta.t(), xDot);
        sum.bias.add_(deltaDot.sum(0));
        report();
        Tensor inputDeltaDot = at::mm(delta, layerDot.weight);
        report();
        return inputDeltaDot.addmm_(deltaDot, layer.weight);
    }

    /// [n, w] -> [E, h, n / E, w / h]
    [[nodiscard]] Tensor toHeads(const Tensor& rows, std::int64_t examples) const
    {
        return rows.view({ examples, -1, shape.heads, shape.width / shape.heads })
            .transpose(1, 2)
            .contiguous();
    }
    [[nodiscard]] Tensor fromHeads(const Tensor& x) const
    {
        return x.transpose(1, 2).reshape({ -1, shape.width });
    }
    /// The adjoint of choosing the rows that stand for their equals.
    [[nodiscard]] Tensor unchosen(const Tensor& outputs, const BlockRows& block, std::int64_t examples) const
    {
        Tensor all = at::zeros({ block.queryOf.size(0), shape.width }, outputs.options());
        return toHeads(all.index_copy_(0, block.chosen, outputs), examples);
    }

    void report()
    {
        progress->report(
            std::min(1.0, static_cast<double>(++reports) / static_cast<double>(reportsExpected)));
    }

    ModelShape shape;
    Tensor theta;
    Parameters parameters;
    double scale;
    double factor; ///< of each token's loss
    std::vector<Chunk> chunks;
    const Progress* progress = nullptr;
    std::int64_t reports = 0;
    std::int64_t reportsExpected = 1;
};

State Hessian::Private::prepare(const Rows& rows)
{
    State state;
    Tensor x = parameters.tokenEmbedding.index_select(0, rows.tokens) +
        parameters.positionEmbedding.index_select(0, rows.places);
    for (std::size_t i = 0; i < rows.blocks.size(); ++i) {
        const Block& block = parameters.blocks[i];
        const BlockRows& at = rows.blocks[i];
        BlockState& kept = state.blocks.emplace_back();
        kept.norm1 = normForward(x, block.norm1);
        kept.asking = select(kept.norm1.output, at.askingOf);
        kept.query = toHeads(linear(kept.asking, block.query).index_select(0, at.queryOf), rows.examples);
        kept.key = toHeads(linear(kept.norm1.output, block.key).index_select(0, at.keyOf), rows.examples);
        kept.value = toHeads(linear(kept.norm1.output, block.value).index_select(0, at.keyOf), rows.examples);
        Tensor scores = at::matmul(kept.query, kept.key.transpose(-1, -2)).mul_(scale);
        kept.attention = scores.add_(causalMask(scores.size(-2), rows.positions, scores)).softmax(-1);
        kept.mixed = fromHeads(at::matmul(kept.attention, kept.value)).index_select(0, at.chosen);
        x = linear(kept.mixed, block.output).add_(select(x, at.continues));
        kept.norm2 = normForward(x, block.norm2);
        const Tensor hidden = linear(kept.norm2.output, block.mlpInput);
        kept.active = at::gelu(hidden);
        // The slope is Phi(x) + x phi(x), its derivative phi(x) (2 - x^2).
        const Tensor density = (hidden * hidden).mul_(-0.5).exp_().mul_(1.0 / std::sqrt(2.0 * M_PI));
        kept.slope = (hidden * M_SQRT1_2).erf_().add_(1.0).mul_(0.5).addcmul_(hidden, density);
        kept.bent = (hidden * hidden).neg_().add_(2.0).mul_(density);
        x = linear(kept.active, block.mlpOutput).add_(x);
    }
    state.finalNorm = normForward(x, parameters.finalNorm);
    state.probability = linear(state.finalNorm.output, parameters.unembedding).softmax(-1);
    state.delta = state.probability * (rows.count * factor);
    state.delta.index_put_({ rows.targetRow, rows.target },
        at::full({ rows.target.size(0) }, -factor, x.options()), /*accumulate=*/true);

    Tensor delta =
        normBackward(state.finalNorm, parameters.finalNorm, backward(state.delta, parameters.unembedding));
    for (std::size_t i = rows.blocks.size(); i-- > 0;) {
        const Block& block = parameters.blocks[i];
        const BlockRows& at = rows.blocks[i];
        BlockState& kept = state.blocks[i];
        kept.delta = delta;
        const Tensor activeDelta = backward(delta, block.mlpOutput);
        kept.hiddenDelta = activeDelta * kept.slope;
        kept.bent.mul_(activeDelta);
        kept.middleDelta =
            normBackward(kept.norm2, block.norm2, backward(kept.hiddenDelta, block.mlpInput)) + delta;
        kept.mixedDelta = unchosen(backward(kept.middleDelta, block.output), at, rows.examples);
        const Tensor attentionDelta = at::matmul(kept.mixedDelta, kept.value.transpose(-1, -2));
        kept.attentionDelta = attentionDelta - (kept.attention * attentionDelta).sum(-1, true);
        kept.scoreDelta = kept.attention * kept.attentionDelta * scale;
        kept.queryDelta = spread(fromHeads(at::matmul(kept.scoreDelta, kept.key)), at.queryOf, at.asking);
        kept.keyDelta =
            spread(fromHeads(at::matmul(kept.scoreDelta.transpose(-1, -2), kept.query)), at.keyOf, at.inputs);
        kept.valueDelta = spread(
            fromHeads(at::matmul(kept.attention.transpose(-1, -2), kept.mixedDelta)), at.keyOf, at.inputs);
        Tensor inner = backward(kept.keyDelta, block.key).add_(backward(kept.valueDelta, block.value));
        inner.add_(spread(backward(kept.queryDelta, block.query), at.askingOf, at.inputs));
        delta =
            normBackward(kept.norm1, block.norm1, inner) + spread(kept.middleDelta, at.continues, at.inputs);
    }
    return state;
}

void Hessian::Private::addProduct(
    const Rows& rows, const State& state, const Parameters& vector, Parameters& sum)
{
    std::vector<BlockDot> dots;
    Tensor xDot = vector.tokenEmbedding.index_select(0, rows.tokens) +
        vector.positionEmbedding.index_select(0, rows.places);
    for (std::size_t i = 0; i < rows.blocks.size(); ++i) {
        const Block& block = parameters.blocks[i];
        const Block& v = vector.blocks[i];
        const BlockRows& at = rows.blocks[i];
        const BlockState& kept = state.blocks[i];
        BlockDot& dot = dots.emplace_back();
        dot.norm1 = normForwardDot(kept.norm1, block.norm1, v.norm1, xDot);
        dot.asking = select(dot.norm1.output, at.askingOf);
        dot.query =
            toHeads(linearDot(kept.asking, dot.asking, block.query, v.query).index_select(0, at.queryOf),
                rows.examples);
        dot.key = toHeads(
            linearDot(kept.norm1.output, dot.norm1.output, block.key, v.key).index_select(0, at.keyOf),
            rows.examples);
        dot.value = toHeads(
            linearDot(kept.norm1.output, dot.norm1.output, block.value, v.value).index_select(0, at.keyOf),
            rows.examples);
        const Tensor scores = at::matmul(dot.query, kept.key.transpose(-1, -2))
                                  .add_(at::matmul(kept.query, dot.key.transpose(-1, -2)))
                                  .mul_(scale);
        dot.attention = (scores - (kept.attention * scores).sum(-1, true)).mul_(kept.attention);
        const Tensor mixed =
            at::matmul(dot.attention, kept.value).add_(at::matmul(kept.attention, dot.value));
        dot.mixed = fromHeads(mixed).index_select(0, at.chosen);
        xDot = linearDot(kept.mixed, dot.mixed, block.output, v.output).add_(select(xDot, at.continues));
        dot.norm2 = normForwardDot(kept.norm2, block.norm2, v.norm2, xDot);
        dot.hidden = linearDot(kept.norm2.output, dot.norm2.output, block.mlpInput, v.mlpInput);
        dot.active = kept.slope * dot.hidden;
        xDot = linearDot(kept.active, dot.active, block.mlpOutput, v.mlpOutput).add_(xDot);
    }
    const NormDot finalNorm = normForwardDot(state.finalNorm, parameters.finalNorm, vector.finalNorm, xDot);
    Tensor logits =
        linearDot(state.finalNorm.output, finalNorm.output, parameters.unembedding, vector.unembedding);
    const Tensor mean = (state.probability * logits).sum(-1, true);
    logits.sub_(mean).mul_(state.probability).mul_(rows.count * factor);
    Tensor deltaDot = backwardDot(state.delta, logits, state.finalNorm.output, finalNorm.output,
        parameters.unembedding, vector.unembedding, sum.unembedding);
    logits.reset();
    deltaDot = normBackwardDot(
        state.finalNorm, finalNorm, parameters.finalNorm, vector.finalNorm, deltaDot, sum.finalNorm);

    for (std::size_t i = rows.blocks.size(); i-- > 0;) {
        const Block& block = parameters.blocks[i];
        const Block& v = vector.blocks[i];
        Block& to = sum.blocks[i];
        const BlockRows& at = rows.blocks[i];
        const BlockState& kept = state.blocks[i];
        const BlockDot& dot = dots[i];
        Tensor inner = backwardDot(
            kept.delta, deltaDot, kept.active, dot.active, block.mlpOutput, v.mlpOutput, to.mlpOutput);
        inner.mul_(kept.slope).addcmul_(kept.bent, dot.hidden);
        inner = backwardDot(kept.hiddenDelta, inner, kept.norm2.output, dot.norm2.output, block.mlpInput,
            v.mlpInput, to.mlpInput);
        deltaDot =
            normBackwardDot(kept.norm2, dot.norm2, block.norm2, v.norm2, inner, to.norm2).add_(deltaDot);

        const Tensor mixedDot = unchosen(
            backwardDot(kept.middleDelta, deltaDot, kept.mixed, dot.mixed, block.output, v.output, to.output),
            at, rows.examples);
        const Tensor attentionDot = at::matmul(mixedDot, kept.value.transpose(-1, -2))
                                        .add_(at::matmul(kept.mixedDelta, dot.value.transpose(-1, -2)));
        // The attention's delta is kept less its mean, of which the derivative has two parts.
        const Tensor meanDot =
            (kept.attention * attentionDot).addcmul_(dot.attention, kept.attentionDelta).sum(-1, true);
        const Tensor scoreDot = (attentionDot - meanDot)
                                    .mul_(kept.attention)
                                    .addcmul_(dot.attention, kept.attentionDelta)
                                    .mul_(scale);
        const Tensor queryDot =
            spread(fromHeads(at::matmul(scoreDot, kept.key).add_(at::matmul(kept.scoreDelta, dot.key))),
                at.queryOf, at.asking);
        const Tensor keyDot =
            spread(fromHeads(at::matmul(scoreDot.transpose(-1, -2), kept.query)
                                 .add_(at::matmul(kept.scoreDelta.transpose(-1, -2), dot.query))),
                at.keyOf, at.inputs);
        const Tensor valueDot =
            spread(fromHeads(at::matmul(dot.attention.transpose(-1, -2), kept.mixedDelta)
                                 .add_(at::matmul(kept.attention.transpose(-1, -2), mixedDot))),
                at.keyOf, at.inputs);
        inner =
            backwardDot(kept.keyDelta, keyDot, kept.norm1.output, dot.norm1.output, block.key, v.key, to.key);
        inner.add_(backwardDot(
            kept.valueDelta, valueDot, kept.norm1.output, dot.norm1.output, block.value, v.value, to.value));
        inner.add_(spread(
            backwardDot(kept.queryDelta, queryDot, kept.asking, dot.asking, block.query, v.query, to.query),
            at.askingOf, at.inputs));
        deltaDot = normBackwardDot(kept.norm1, dot.norm1, block.norm1, v.norm1, inner, to.norm1)
                       .add_(spread(deltaDot, at.continues, at.inputs));
        dots.pop_back();
    }
    sum.tokenEmbedding.index_add_(0, rows.tokens, deltaDot);
    sum.positionEmbedding.index_add_(0, rows.places, deltaDot);
}

namespace {

Matrix<std::int64_t> rowsFrom(
    const Tensor& ids, const std::vector<std::size_t>& order, std::size_t begin, std::size_t end)
{
    const auto columns = static_cast<std::size_t>(ids.size(1));
    Matrix<std::int64_t> rows(end - begin, columns);
    for (std::size_t i = begin; i < end; ++i)
        std::copy_n(ids.data_ptr<std::int64_t>() + order[i] * columns, columns, rows.row(i - begin).begin());
    return rows;
}

/// Bytes for one example on its own: of what is kept and of what moves, together.
double exampleBytes(const ModelShape& shape, const Tensor& theta, const Tensor& inputs, const Tensor& targets)
{
    const Floats floats =
        floatsOf(shape, rowsOf(shape, rowsFrom(inputs, { 0 }, 0, 1), rowsFrom(targets, { 0 }, 0, 1), theta));
    return (floats.kept + floats.moving) * static_cast<double>(theta.element_size());
}

}

Hessian::Hessian(const ModelShape& shape, const Tensor& theta, const Batch& sample, std::int64_t memoryBytes)
    : m(std::make_unique<Private>(shape, theta, static_cast<double>(sample.targets.numel())))
{
    const Tensor inputs = sample.inputs.to(at::kCPU).contiguous();
    const Tensor targets = sample.targets.to(at::kCPU).contiguous();
    const auto memory = static_cast<double>(memoryBytes);
    const double bytes = exampleBytes(shape, theta, inputs, targets);
    requireMemory(static_cast<std::int64_t>(std::ceil(bytes)), memoryBytes);
    // Examples that begin alike stand side by side.
    const auto count = static_cast<std::size_t>(sample.count());
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t(0));
    const Matrix<std::int64_t> all = rowsFrom(inputs, order, 0, count);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return std::lexicographical_compare(
            all.row(a).begin(), all.row(a).end(), all.row(b).begin(), all.row(b).end());
    });

    // A CPU does well with a thousand rows, if then no product takes longer than a quarter of a second.
    std::int64_t largest = 1;
    for (const ParameterTensor& tensor : parameterLayout(shape))
        largest = std::max(largest, tensor.name.ends_with("embedding") ? 1 : tensor.size);
    const double rows =
        forAccelerator() ? 32768.0 : std::min(1024.0, 2e10 / (2.0 * static_cast<double>(largest)));
    const double quick = rows / static_cast<double>(inputs.size(1));
    const auto size = static_cast<std::size_t>(
        std::clamp(std::min(quick, memory / bytes), 1.0, static_cast<double>(count)));
    double moving = 0;
    double worst = 0;
    for (std::size_t begin = 0; begin < count; begin += size) {
        const std::size_t end = std::min(begin + size, count);
        Chunk chunk;
        chunk.rows =
            rowsOf(shape, rowsFrom(inputs, order, begin, end), rowsFrom(targets, order, begin, end), theta);
        const Floats floats = floatsOf(shape, chunk.rows);
        chunk.bytes = floats.kept * static_cast<double>(theta.element_size());
        worst = std::max(worst, chunk.bytes);
        moving = std::max(moving, floats.moving * static_cast<double>(theta.element_size()));
        m->chunks.push_back(std::move(chunk));
    }
    const double together = std::accumulate(m->chunks.begin(), m->chunks.end(), 0.0,
        [](double sum, const Chunk& chunk) { return sum + chunk.bytes; });
    // Where not all can be kept, one is made again beside those that are.
    double left = memory - moving - (together + moving > memory ? worst : 0);
    for (Chunk& chunk : m->chunks) {
        chunk.kept = chunk.bytes <= left;
        left -= chunk.kept ? chunk.bytes : 0;
    }
}

Hessian::~Hessian() = default;

Tensor Hessian::product(const Tensor& vector, const Progress& progress)
{
    const at::NoGradGuard noGrad;
    const std::int64_t layers = 6 * m->shape.layers + 1;
    m->progress = &progress;
    m->reports = 0;
    m->reportsExpected = 0;
    for (const Chunk& chunk : m->chunks)
        m->reportsExpected += layers * (chunk.state ? 6 : 8);

    Tensor result = at::zeros_like(vector);
    const Parameters direction = views(m->shape, vector);
    Parameters sum = views(m->shape, result);
    for (Chunk& chunk : m->chunks) {
        if (chunk.state) {
            m->addProduct(chunk.rows, *chunk.state, direction, sum);
            continue;
        }
        State state = m->prepare(chunk.rows);
        m->addProduct(chunk.rows, state, direction, sum);
        if (chunk.kept)
            chunk.state = std::move(state);
    }
    return result;
}

std::int64_t Hessian::chunks() const
{
    return static_cast<std::int64_t>(m->chunks.size());
}

std::int64_t Hessian::keptChunks() const
{
    return std::count_if(m->chunks.begin(), m->chunks.end(), [](const Chunk& chunk) { return chunk.kept; });
}

std::int64_t Hessian::smallestMemory(const ModelShape& shape, const Tensor& theta, const Batch& sample)
{
    const Tensor inputs = sample.inputs.to(at::kCPU).contiguous();
    const Tensor targets = sample.targets.to(at::kCPU).contiguous();
    return static_cast<std::int64_t>(std::ceil(exampleBytes(shape, theta, inputs, targets)));
}

}
