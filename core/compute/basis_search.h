#pragma once

#include "core/base/progress.h"
#include "core/recipe/model_shape.h"
#include "core/task/arithmetic.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace polcascope::compute {

struct BasisSearchOptions {
    std::int64_t vectors = 1; ///< k
    std::int64_t krylovDimension = 60;
    std::int64_t restarts = 2;
    double tolerance = 1e-3; ///< of the certified residual
    std::uint64_t seed = 1; ///< of the start vector
    std::int64_t memoryBytes = std::int64_t(4) << 30;
};

/// One vector found, certified by one explicit product with P, the projector of when it was found.
struct FoundVector {
    std::vector<float> vector; ///< [d], unit length, orthogonal to the basis so far
    double eigenvalue = 0; ///< of P H P
    double residual = 0; ///< |PHPb - lambda b| / |lambda|
    std::int64_t iterations = 0;
    std::int64_t products = 0;
    bool converged = false;
};

/// One round of Algorithm 1: the k largest eigenvalues (algebraically) of P H P and their vectors, H the
/// Hessian of the mean loss over `sample` at `parameters`, P = I - B B^T. Lanczos with two full Gram-Schmidt
/// passes, basis and recurrence in double, products in float by double backward with the gradient graph of the
/// sample kept, chunk by chunk, within the memory budget. Advances a chunk of a product at a time (at most about half a
/// second), so that pausing and stopping work.
class BasisSearch {
public:
    /// `basis`: the vectors so far, each [d]; kept by reference while the search lives.
    BasisSearch(const ModelShape& shape, std::span<const float> parameters, const task::ExampleSet& sample,
        const std::vector<std::vector<float>>& basis, const BasisSearchOptions& options);
    ~BasisSearch();

    void advance();
    [[nodiscard]] bool finished() const;
    [[nodiscard]] double fraction() const; ///< an estimate, from the residual and the steps left, in [0, 1]
    [[nodiscard]] std::int64_t products() const; ///< so far
    /// [k] when finished. Not converged within the restarts is an outcome, told in the result.
    [[nodiscard]] const std::vector<FoundVector>& result() const;

private:
    struct Private;
    std::unique_ptr<Private> m;
};

/// H v for the mean loss over `sample`, [d]; for tests and benchmarks.
[[nodiscard]] std::vector<float> hessianVectorProduct(const ModelShape& shape, std::span<const float> parameters,
    const task::ExampleSet& sample, std::span<const float> vector);

}
