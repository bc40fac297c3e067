#pragma once

#include "core/base/progress.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace at {
class Tensor;
}

namespace polcascope::compute {

/// A symmetric linear map of R^d.
class SymmetricOperator {
public:
    virtual ~SymmetricOperator() = default;
    [[nodiscard]] virtual std::size_t size() const = 0; ///< d
    /// The map of `vector`, both [d] float on the device that computes.
    [[nodiscard]] virtual at::Tensor product(const at::Tensor& vector, const Progress& progress) = 0;
};

/// Which end of the spectrum.
enum class Eigenvalues {
    largestAlgebraic, ///< the largest
    largestMagnitude, ///< the largest in size: negative ones, too
};

struct LanczosOptions {
    std::int64_t vectors = 1; ///< k
    Eigenvalues eigenvalues = Eigenvalues::largestAlgebraic;
    std::int64_t krylovDimension = 60; ///< steps before a restart, at most
    std::int64_t restarts =
        2; ///< of a space of krylovDimension; a smaller one restarts oftener, for as many steps
    double tolerance = 1e-3; ///< of the certified residual
    std::uint64_t seed = 1; ///< of the start vector
    std::vector<float> start; ///< [d] a start vector in place of a random one; empty: random
    std::int64_t storedVectors = 1 << 20; ///< so many vectors of the Krylov space fit into memory
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

/// The k leading eigenvalues of P H P and their vectors, P = I - B B^T: Lanczos with two full Gram-Schmidt
/// passes and thick restarts (doi:10.1137/S0895479898334605). The basis, the Krylov vectors and the products are in
/// float and stay on the device that computes; every sum over them, and the recurrence, in double. Beside the space itself it needs k + 6 vectors of d floats.
class Lanczos {
public:
    /// `map` (H) and `basis` (the vectors so far, each [d]) are kept by reference.
    Lanczos(
        SymmetricOperator& map, std::span<const std::vector<float>> basis, const LanczosOptions& options);
    ~Lanczos();

    /// Takes one product. Throws nonFinite, and what `progress` throws: thrown within the product that may be
    /// taken again, thrown later the search is over.
    void advance(const Progress& progress = {});
    [[nodiscard]] bool finished() const;
    [[nodiscard]] double fraction() const; ///< an estimate, from the residual and the steps left, in [0, 1]
    [[nodiscard]] std::int64_t products() const; ///< so far
    /// [k] when finished, the leading one first. Not converged within the restarts is an outcome, told in the
    /// result.
    [[nodiscard]] const std::vector<FoundVector>& result() const;
    /// When finished: the direction that came next after the k, [d], orthogonal to them and to the basis.
    /// What another search may start from once these vectors are taken out. Empty when the space held no
    /// more.
    [[nodiscard]] const std::vector<float>& runnerUp() const;
    /// The smallest storedVectors that will do for k vectors.
    [[nodiscard]] static std::int64_t smallestSpace(std::int64_t vectors) { return vectors + 3; }

private:
    struct Private;
    std::unique_ptr<Private> m;
};

}
