#pragma once

#include "core/recipe/model_shape.h"
#include "core/task/arithmetic.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <cstdint>
#include <span>
#include <vector>

// The model itself, for core/compute and its tests alone (it includes torch). Letters: E examples, S input
// positions, Q scored positions (the last of the S), w width, h heads, V input and O output vocabulary. Tensors
// are float or, in tests, double: whatever theta is.
namespace polcascope::compute {

using at::Tensor;

/// Where tensors live: the one place that knows. Chosen by initialise(), before that the CPU.
[[nodiscard]] at::Device device();

/// Whether work is cut for an accelerator, into few large operations, since each costs a launch there; on the CPU it
/// is cut into pieces that stay in cache, each on one thread. Follows device().
[[nodiscard]] bool forAccelerator();
/// While it lives, work is cut as for an accelerator wherever tensors are: so that can be tested and counted without one.
class AsForAccelerator {
public:
    AsForAccelerator();
    ~AsForAccelerator();
    AsForAccelerator(const AsForAccelerator&) = delete;
    AsForAccelerator& operator=(const AsForAccelerator&) = delete;
};

/// The numbers as a tensor on device(), copied.
[[nodiscard]] Tensor toTensor(std::span<const float> values);
[[nodiscard]] std::vector<float> toVector(const Tensor& values);

struct Batch {
    Tensor inputs; ///< [E, S] int64
    Tensor targets; ///< [E, Q] int64
    [[nodiscard]] std::int64_t count() const { return inputs.size(0); }
    [[nodiscard]] Batch range(std::int64_t begin, std::int64_t end) const;
};
/// Throws badValue when the set does not fit the shape (an id outside the vocabulary, a sequence too long).
[[nodiscard]] Batch toBatch(const ModelShape& shape, const task::ExampleSet& set);

/// A weight and its bias, of a linear layer ([out, in] and [out]) or of a LayerNorm ([w] both).
struct Affine {
    Tensor weight;
    Tensor bias;
    std::int64_t weightOffset = 0; ///< into theta
    std::int64_t biasOffset = 0;
};

struct Block {
    Affine norm1, query, key, value, output, norm2, mlpInput, mlpOutput;
};

/// Views into one flat theta [d], in the order of parameterLayout().
struct Parameters {
    Tensor tokenEmbedding; ///< [V, w]
    Tensor positionEmbedding; ///< [positions, w]
    std::int64_t positionOffset = 0; ///< into theta; the token embedding's is 0
    std::vector<Block> blocks;
    Affine finalNorm;
    Affine unembedding;
};
[[nodiscard]] Parameters views(const ModelShape& shape, const Tensor& theta);
/// Every tensor in the order of theta.
[[nodiscard]] std::vector<Tensor*> tensors(Parameters& parameters);

inline constexpr double normEpsilon = 1e-5;

/// [Q, S]: 0 where the query may look, minus infinity where it may not. Queries are the last Q positions.
[[nodiscard]] Tensor causalMask(std::int64_t queries, std::int64_t positions, const Tensor& like);
/// [.., P, w] -> [.., h, P, w / h]
[[nodiscard]] Tensor splitHeads(const Tensor& x, std::int64_t heads);
/// [.., h, P, w / h] -> [.., P, w]
[[nodiscard]] Tensor mergeHeads(const Tensor& x);

/// Logits of the scored positions, [E, Q, O], in operations that autograd can differentiate twice: LayerNorm
/// and attention are written out, because built-in layer_norm's second derivatives are wrong under nested
/// differentiation and fused attention has none.
[[nodiscard]] Tensor logits(const ModelShape& shape, const Parameters& parameters, const Tensor& inputs);
/// Cross entropy of every scored token, [E, Q], nats.
[[nodiscard]] Tensor losses(const Tensor& logits, const Tensor& targets);

/// Multiplications and additions of one forward pass over one example (twice the multiplications).
[[nodiscard]] double forwardFlops(const ModelShape& shape, std::int64_t positions);

}
