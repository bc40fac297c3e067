#include "core/analysis/movement.h"

#include <cassert>
#include <cstddef>
#include <limits>

namespace polcascope::analysis {

Movement movement(std::span<const float> here, std::span<const float> next, const std::vector<std::vector<float>>& basis)
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    if (next.empty())
        return { std::vector<double>(basis.size(), none), none };
    assert(here.size() == next.size());

    Movement result { std::vector<double>(basis.size(), 0.0), 0 };
    std::vector<double> delta(here.size());
    for (std::size_t i = 0; i < delta.size(); ++i) {
        delta[i] = static_cast<double>(next[i]) - static_cast<double>(here[i]);
        result.squared += delta[i] * delta[i];
    }
    for (std::size_t k = 0; k < basis.size(); ++k) {
        const std::vector<float>& vector = basis[k];
        double sum = 0;
        for (std::size_t i = 0; i < delta.size(); ++i)
            sum += static_cast<double>(vector[i]) * delta[i];
        result.along[k] = sum;
    }
    return result;
}

}
