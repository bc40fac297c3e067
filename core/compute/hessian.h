#pragma once

#include "core/compute/transformer.h"

#include <cstdint>
#include <vector>

namespace polcascope::compute {

/// Products with the Hessian of the mean loss over a fixed sample at fixed parameters, by double backward.
/// The graph of each chunk's gradient is kept from product to product as far as memory allows: a product then
/// costs 1.7 gradients instead of 3.3.
class Hessian {
public:
    /// `theta` [d] is copied. Throws outOfMemory when not even one example fits.
    Hessian(const ModelShape& shape, const Tensor& theta, const Batch& sample, std::int64_t memoryBytes);

    [[nodiscard]] std::int64_t chunks() const { return static_cast<std::int64_t>(m_chunks.size()); }
    /// Adds one chunk's part of H v to sum, both [d].
    void addProduct(std::int64_t chunk, const Tensor& vector, Tensor& sum);
    /// H v, [d].
    [[nodiscard]] Tensor product(const Tensor& vector);

private:
    struct Chunk {
        std::int64_t begin = 0;
        std::int64_t end = 0;
        bool kept = false;
        std::vector<Tensor> gradient; ///< with its graph, when kept
    };
    [[nodiscard]] std::vector<Tensor> gradient(const Chunk& chunk) const;

    ModelShape m_shape;
    Batch m_sample;
    Parameters m_parameters; ///< leaves, one a tensor: views of one flat leaf would each cost a pass over all of theta
    std::vector<Tensor> m_leaves;
    std::vector<std::int64_t> m_offsets;
    std::vector<Chunk> m_chunks;
};

}
