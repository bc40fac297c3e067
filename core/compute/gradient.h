#pragma once

#include "core/compute/transformer.h"

#include <vector>

// First derivatives by a backward pass written by hand. Autograd gives only sums over tokens; here the
// deltas (derivatives of the loss by each layer's output) may be kept apart for every token of an example,
// which share one forward pass.
namespace polcascope::compute {

/// A LayerNorm's input and what its backward pass needs of it.
struct Normed {
    Tensor input; ///< [E, P, w]
    Tensor mean; ///< [E, P, 1]
    Tensor inverse; ///< [E, P, 1], 1 / standard deviation
    Tensor output; ///< [E, P, w]
};

/// Is told, layer by layer from the top down, what the gradient of that layer's parameters is made of.
///
/// A delta with three dimensions [E, P, out] goes with an input of as many rows: in a summed pass it holds the
/// sum over tokens, in a split pass row (e, t) belongs to token t alone. A delta with four dimensions
/// [E, T, S, out] holds every token's own at all positions, and goes with an input [E, S, in].
class GradientSink {
public:
    /// What a layer's input at a position follows from: the same of it, the same input.
    enum class Source { token, ///< the token there, and the position
        prefix ///< all tokens up to there
    };
    virtual ~GradientSink() = default;
    /// Weight gradient: delta^T input. Bias gradient: delta summed over positions.
    virtual void linear(const Affine& layer, const Tensor& input, const Tensor& delta, Source source) = 0;
    virtual void norm(const Affine& norm, const Normed& input, const Tensor& delta) = 0;
    virtual void embedding(const Tensor& inputs, const Tensor& delta) = 0;
};

/// One forward pass over a batch, which keeps what the backward pass needs.
class Pass {
public:
    Pass(const ModelShape& shape, const Parameters& parameters, const Batch& batch);

    [[nodiscard]] const Tensor& losses() const { return m_losses; } ///< [E, Q]

    /// The gradient of factor * (the sum of all losses).
    void backwardSummed(double factor, GradientSink& sink) const;
    /// The gradients of the losses of scored tokens first ... first + count - 1 of every example, each its own.
    void backwardSplit(std::int64_t first, std::int64_t count, GradientSink& sink) const;
    /// The upper part of that alone, down to the last block's attention, where every token's deltas still stand at its
    /// own position. Returns the deltas there: of that block's input, and of what its attention mixed, [E, count, 2 w].
    Tensor backwardOwn(std::int64_t first, std::int64_t count, GradientSink& sink) const;

    /// Floats that a split pass keeps for one example and `tokens` tokens at a time: an upper estimate.
    [[nodiscard]] static double floatsPerExample(const ModelShape& shape, std::int64_t positions, std::int64_t tokens);

    struct BlockState {
        Normed norm1;
        Tensor query, key, value; ///< [E, h, P, w / h]
        Tensor attention; ///< [E, h, P, S], after the softmax
        Tensor mixed; ///< [E, P, w]
        Normed norm2;
        Tensor hidden; ///< [E, P, mlp], before the GELU
        Tensor active; ///< [E, P, mlp], after it
    };
    /// P: in the last block the scored positions, except for norm1, key and value.
    [[nodiscard]] const std::vector<BlockState>& blocks() const { return m_blocks; }

private:
    enum class Tokens { summed, split, own };
    Tensor backward(Tokens tokens, std::int64_t first, std::int64_t count, double factor, GradientSink& sink) const;

    const ModelShape& m_shape;
    const Parameters& m_parameters;
    Batch m_batch;
    std::vector<BlockState> m_blocks;
    Normed m_finalNorm;
    Tensor m_logProbabilities; ///< [E, Q, O]
    Tensor m_losses;
};

/// Adds up the gradient of all parameters in one flat tensor.
class FlatGradient : public GradientSink {
public:
    FlatGradient(const ModelShape& shape, const Tensor& like);
    [[nodiscard]] const Tensor& flat() const { return m_flat; } ///< [d]; of one summed pass after zero()
    void zero();

    void linear(const Affine& layer, const Tensor& input, const Tensor& delta, Source source) override;
    void norm(const Affine& norm, const Normed& input, const Tensor& delta) override;
    void embedding(const Tensor& inputs, const Tensor& delta) override;

private:
    [[nodiscard]] Tensor at(std::int64_t offset, const Tensor& like) const;

    Tensor m_flat;
    Parameters m_views;
};

}
