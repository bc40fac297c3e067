#include "core/analysis/movement.h"

#include "core/base/matrix.h"
#include "core/base/parallel.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <functional>
#include <limits>
#include <numeric>

namespace polcascope::analysis {

namespace {

constexpr std::size_t stretch = 8192; // that stays in cache while all vectors pass, the same whatever the threads

}

Movement movement(
    std::span<const float> here, std::span<const float> next, const std::vector<std::vector<float>>& basis, int threads)
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    if (next.empty())
        return { std::vector<double>(basis.size(), none), none };
    assert(here.size() == next.size());

    Matrix<double> parts((here.size() + stretch - 1) / stretch, basis.size() + 1); // of each stretch; the last is squared
    parallelFor(parts.rows(), threads, {}, [&](std::size_t index, int, const auto&) {
        const std::size_t begin = index * stretch;
        const std::size_t count = std::min(stretch, here.size() - begin);
        std::vector<double> delta(count);
        std::transform(next.begin() + static_cast<std::ptrdiff_t>(begin), next.begin() + static_cast<std::ptrdiff_t>(begin + count),
            here.begin() + static_cast<std::ptrdiff_t>(begin), delta.begin(),
            [](float after, float before) { return static_cast<double>(after) - static_cast<double>(before); });
        const auto times = [](double x, auto y) { return x * static_cast<double>(y); };
        for (std::size_t k = 0; k < basis.size(); ++k)
            parts(index, k) = std::transform_reduce(delta.begin(), delta.end(), basis[k].data() + begin, 0.0, std::plus {}, times);
        parts(index, basis.size()) = std::transform_reduce(delta.begin(), delta.end(), delta.begin(), 0.0);
    });
    std::vector<double> sums(basis.size() + 1);
    for (std::size_t index = 0; index < parts.rows(); ++index)
        std::ranges::transform(sums, parts.row(index), sums.begin(), std::plus {});
    return { { sums.begin(), sums.end() - 1 }, sums.back() };
}

}
