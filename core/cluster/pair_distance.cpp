#include "core/cluster/pair_distance.h"

namespace polcascope::cluster {

namespace {

constexpr std::size_t lanes = 8;
template <typename Number> struct VectorOf {
    using Type [[gnu::vector_size(lanes * sizeof(Number)), gnu::aligned(sizeof(Number)), gnu::may_alias]] =
        Number;
};
template <typename Number> using Lanes = typename VectorOf<Number>::Type;

/// Eight sums of every eighth column, added up in a fixed order.
template <typename Number> double squared(const Number* a, const Number* b, std::size_t columns)
{
    Lanes<double> sums {};
    std::size_t k = 0;
    for (; k + lanes <= columns; k += lanes) {
        const Lanes<double> difference =
            __builtin_convertvector(*reinterpret_cast<const Lanes<Number>*>(a + k), Lanes<double>) -
            __builtin_convertvector(*reinterpret_cast<const Lanes<Number>*>(b + k), Lanes<double>);
        sums += difference * difference;
    }
    for (std::size_t lane = 0; k < columns; ++k, ++lane) {
        const double difference = static_cast<double>(a[k]) - static_cast<double>(b[k]);
        sums[lane] += difference * difference;
    }
    return ((sums[0] + sums[4]) + (sums[1] + sums[5])) + ((sums[2] + sums[6]) + (sums[3] + sums[7]));
}

}

double squaredDistance(const float* a, const float* b, std::size_t columns)
{
    return squared(a, b, columns);
}

double squaredDistance(const double* a, const double* b, std::size_t columns)
{
    return squared(a, b, columns);
}

}
