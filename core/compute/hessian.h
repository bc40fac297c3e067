#pragma once

#include "core/base/progress.h"
#include "core/compute/transformer.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace polcascope::compute {

/// Products with the Hessian of the mean loss over a fixed sample at fixed parameters, exact to rounding: the
/// backward pass, written by hand, is differentiated forwards along the vector (Pearlmutter's R-operator,
/// doi:10.1162/neco.1994.6.1.147). What does not depend on the vector (activations and deltas) is kept from
/// product to product as far as memory allows: six matrix products a layer instead of eight, where a gradient
/// takes three. Positions that begin alike in several examples are computed once.
class Hessian {
public:
    /// `theta` [d] is kept, not copied. `memoryBytes` bounds what is kept and what a product needs beside its
    /// two vectors. Throws outOfMemory, with what is needed, when not even one example fits.
    Hessian(const ModelShape& shape, const Tensor& theta, const Batch& sample, std::int64_t memoryBytes);
    ~Hessian();
    Hessian(const Hessian&) = delete;
    Hessian& operator=(const Hessian&) = delete;

    /// H v, [d]. Reports after every matrix product (a quarter of a second at most at 80 GFLOP/s), and may be
    /// abandoned there.
    [[nodiscard]] Tensor product(const Tensor& vector, const Progress& progress = {});

    [[nodiscard]] std::int64_t chunks() const;
    [[nodiscard]] std::int64_t keptChunks() const; ///< whose activations stay in memory
    /// The smallest memoryBytes with which the constructor does not throw.
    [[nodiscard]] static std::int64_t smallestMemory(
        const ModelShape& shape, const Tensor& theta, const Batch& sample);

private:
    struct Private;
    std::unique_ptr<Private> m;
};

}
