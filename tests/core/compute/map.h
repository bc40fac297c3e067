#pragma once

#include "core/compute/lanczos.h"
#include "core/compute/transformer.h"

#include <functional>
#include <utility>

namespace polcascope::compute::test {

/// A symmetric matrix by how it multiplies a vector, in double, without ever being formed.
class Map : public SymmetricOperator {
public:
    Map(std::int64_t size, std::function<Tensor(const Tensor&)> multiply)
        : m_size(size)
        , m_multiply(std::move(multiply))
    {
    }
    [[nodiscard]] std::size_t size() const override { return static_cast<std::size_t>(m_size); }
    [[nodiscard]] Tensor product(const Tensor& vector, const Progress& progress) override
    {
        progress.report(0);
        return m_multiply(vector.to(at::kDouble)).to(at::kFloat);
    }

private:
    std::int64_t m_size;
    std::function<Tensor(const Tensor&)> m_multiply;
};

}
