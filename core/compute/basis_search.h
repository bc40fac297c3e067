#pragma once

#include "core/base/progress.h"
#include "core/compute/lanczos.h"
#include "core/recipe/model_shape.h"
#include "core/task/arithmetic.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace polcascope::compute {

struct BasisSearchOptions {
    std::int64_t vectors = 1; ///< k
    Eigenvalues eigenvalues = Eigenvalues::largestAlgebraic;
    std::int64_t krylovDimension = 60;
    std::int64_t restarts = 2;
    double tolerance = 1e-3; ///< of the certified residual
    std::uint64_t seed = 1; ///< of the start vector
    std::vector<float> start; ///< [d] in place of a random start vector, or empty
    std::int64_t memoryBytes = std::int64_t(4) << 30; ///< for everything but the basis
};

/// One round of Algorithm 1: the k leading eigenvalues of P H P and their vectors, H the Hessian of the mean
/// loss over `sample` at `parameters`, P = I - B B^T. The memory budget is shared by the Krylov space, which
/// is restarted sooner where it is small, and by the activations that Hessian-vector products keep.
class BasisSearch {
public:
    /// The smallest memoryBytes with which a search for so many vectors can be made.
    [[nodiscard]] static std::int64_t smallestMemory(
        const ModelShape& shape, const task::ExampleSet& sample, std::int64_t vectors);

    /// `basis`: the vectors so far, each [d]; kept by reference while the search lives. Throws outOfMemory,
    /// with what is needed at least.
    BasisSearch(const ModelShape& shape, std::span<const float> parameters, const task::ExampleSet& sample,
        std::span<const std::vector<float>> basis, const BasisSearchOptions& options);
    ~BasisSearch();

    /// Takes one product; `progress` hears and may stop it at least every quarter of a second or so. When LibTorch gets
    /// no memory for it, it is taken in smaller chunks. Throws nonFinite, and outOfMemory when one example is too much.
    void advance(const Progress& progress = {});
    [[nodiscard]] bool finished() const;
    [[nodiscard]] double fraction() const; ///< an estimate, from the residual and the steps left, in [0, 1]
    [[nodiscard]] std::int64_t products() const; ///< so far
    /// What products may take: less than at first where memory ran out on the way.
    [[nodiscard]] std::int64_t memoryBytes() const;
    /// [k] when finished. Not converged within the restarts is an outcome, told in the result.
    [[nodiscard]] const std::vector<FoundVector>& result() const;
    [[nodiscard]] const std::vector<float>& runnerUp() const; ///< see Lanczos

private:
    struct Private;
    std::unique_ptr<Private> m;
};

}
