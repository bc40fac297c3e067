#pragma once

#include <cstdint>
#include <memory>

namespace polcascope::compute {

/// What the per-token gradients of one linear layer's weight [out, in] are made of. Row-major.
template<typename Real> struct TokenGradients {
    const Real* input = nullptr; ///< [examples, positions, in]; own: [examples, tokens, in]
    const Real* delta = nullptr; ///< [examples, tokens, positions, out]; own: [examples, tokens, out]
    std::int64_t examples = 0;
    std::int64_t tokens = 0; ///< of each example
    std::int64_t positions = 0;
    std::int64_t in = 0;
    std::int64_t out = 0;
    std::int64_t firstPosition = 0; ///< token t's deltas are nought past position firstPosition + t
    bool own = false; ///< each token has one row of input and one of delta, all its own
};

/// Products of every token's gradient with all vectors of a basis. Forms the gradients of four tokens by tiles of 16
/// outputs and 64 inputs, which stay in the first-level cache while they are multiplied with the same tile of all
/// vectors, which stays in the second-level one for all tokens. Multiplications a weight and example, with T tokens,
/// S positions and K vectors: T K + T S (own rows: T K + T), where products of inputs and vectors take S K. On the CPU.
template<typename Real> class GradientBlocks {
public:
    /// Copies the input; the deltas must outlive it.
    explicit GradientBlocks(const TokenGradients<Real>& layer);
    ~GradientBlocks();

    /// For outputs begin ... end - 1: sums[e, t, k] += <weight_k, gradient of (e, t)>. `weights`: of vector 0, [out, in];
    /// that of vector k stands `stride` numbers after. `sums` [examples, tokens, vectors].
    void addProducts(const Real* weights, std::int64_t stride, std::int64_t vectors, std::int64_t begin, std::int64_t end,
        double* sums) const;

private:
    struct Private;
    std::unique_ptr<Private> m;
};

/// Bytes that it takes: copies of inputs and deltas, a tile of the basis, and sums.
[[nodiscard]] double gradientBlocksBytes(std::int64_t examples, std::int64_t tokens, std::int64_t positions, std::int64_t in,
    std::int64_t vectors, std::int64_t elementSize);

}
