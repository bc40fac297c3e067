#include "core/cluster/distance_kernels.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>

// Debian's packages are built for the oldest processor of their architecture, where these loops would run at
// a quarter of the speed. So each is compiled for several instruction sets and one chosen at start.

namespace polcascope::cluster {

namespace {

template <typename Number> struct VectorOf {
    using Type [[gnu::vector_size(64), gnu::aligned(sizeof(Number)), gnu::may_alias]] = Number;
};
template <typename Number> using Lanes = typename VectorOf<Number>::Type;

template <typename Number> [[gnu::always_inline]] inline const Lanes<Number>& at(const Number* numbers)
{
    return *reinterpret_cast<const Lanes<Number>*>(numbers);
}

template <typename Number> [[gnu::always_inline]] inline Lanes<Number>& at(Number* numbers)
{
    return *reinterpret_cast<Lanes<Number>*>(numbers);
}

/// `group` rows and `width` strips at a time: as many accumulators as there are registers to spare hide the
/// latency of addition. The order of every sum is that of the columns.
template <std::size_t group, std::size_t width, typename Number>
[[gnu::always_inline]] inline void distancesBody(
    const Number* first, const Number* second, std::size_t columns, Number* tile)
{
    constexpr std::size_t strip = PackedRows<Number>::strip;
    constexpr std::size_t chunk = 128; // columns at a time, so that three strips fit in the first-level cache
    std::fill_n(tile, area, Number(0));
    for (std::size_t begin = 0; begin < columns; begin += chunk) {
        const std::size_t end = std::min(begin + chunk, columns);
        for (std::size_t j = 0; j < side; j += strip * width) {
            for (std::size_t i = 0; i < side; i += group) {
                Lanes<Number> sums[group][width];
#pragma GCC unroll 8
                for (std::size_t r = 0; r < group; ++r) {
#pragma GCC unroll 2
                    for (std::size_t s = 0; s < width; ++s)
                        sums[r][s] = at(tile + (i + r) * side + j + s * strip);
                }
                const Number* a = first + (i / strip * columns + begin) * strip + i % strip;
                const Number* b = second + (j / strip * columns + begin) * strip;
                for (std::size_t k = begin; k < end; ++k, a += strip, b += strip) {
                    Lanes<Number> columnsOfB[width];
#pragma GCC unroll 2
                    for (std::size_t s = 0; s < width; ++s)
                        columnsOfB[s] = at(b + s * columns * strip);
#pragma GCC unroll 8
                    for (std::size_t r = 0; r < group; ++r) {
#pragma GCC unroll 2
                        for (std::size_t s = 0; s < width; ++s) {
                            const Lanes<Number> difference = columnsOfB[s] - a[r];
                            sums[r][s] += difference * difference;
                        }
                    }
                }
#pragma GCC unroll 8
                for (std::size_t r = 0; r < group; ++r) {
#pragma GCC unroll 2
                    for (std::size_t s = 0; s < width; ++s)
                        at(tile + (i + r) * side + j + s * strip) = sums[r][s];
                }
            }
        }
    }
}

[[gnu::always_inline]] inline float leastOf(const Lanes<float>& lanes)
{
    constexpr std::size_t strip = PackedRows<float>::strip;
    std::array<float, strip> values; // by way of memory, which is faster than lane by lane
    std::memcpy(values.data(), &lanes, sizeof(lanes));
#pragma GCC unroll 4
    for (std::size_t half = strip / 2; half > 0; half /= 2) {
#pragma GCC unroll 8
        for (std::size_t i = 0; i < half; ++i)
            values[i] = values[i + half] < values[i] ? values[i + half] : values[i];
    }
    return values[0];
}

// "Any" is a least number below infinity, for the compiler takes comparisons apart that only yield a truth.

[[gnu::always_inline]] inline bool anyAtMostBody(
    const float* distances, float rowBound, const float* columnBounds)
{
    constexpr std::size_t strip = PackedRows<float>::strip;
    const Lanes<float> infinity = Lanes<float> {} + std::numeric_limits<float>::infinity();
    const Lanes<float> ofRow = Lanes<float> {} + rowBound;
    Lanes<float> least = infinity;
    for (std::size_t j = 0; j < side; j += strip) {
        const Lanes<float> distance = at(distances + j), ofColumn = at(columnBounds + j);
        const Lanes<float> bound = ofColumn > ofRow ? ofColumn : ofRow;
        const Lanes<float> near = distance <= bound ? distance : infinity;
        least = near < least ? near : least;
    }
    return leastOf(least) < std::numeric_limits<float>::infinity();
}

[[gnu::always_inline]] inline bool anyWithinBody(
    const float* distances, const PairLimits& rows, std::size_t row, const PairLimits& columns)
{
    constexpr std::size_t strip = PackedRows<float>::strip;
    const Lanes<float> infinity = Lanes<float> {} + std::numeric_limits<float>::infinity();
    const Lanes<float> below = Lanes<float> {} + rows.below[row];
    const Lanes<std::int32_t> rank = Lanes<std::int32_t> {} + rows.ranks[row];
    const Lanes<std::int32_t> rankLimit = Lanes<std::int32_t> {} + rows.rankLimits[row];
    Lanes<float> least = infinity;
    for (std::size_t j = 0; j < side; j += strip) {
        const Lanes<float> distance = at(distances + j), otherBelow = at(columns.below + j);
        const Lanes<std::int32_t> otherRank = at(columns.ranks + j), otherLimit = at(columns.rankLimits + j);
        const Lanes<float> limit = otherBelow > below ? otherBelow : below;
        const Lanes<std::int32_t> larger = otherRank > rank ? otherRank : rank;
        const Lanes<std::int32_t> largerLimit = otherLimit > rankLimit ? otherLimit : rankLimit;
        Lanes<float> near = larger < largerLimit ? distance : infinity;
        near = near < limit ? near : infinity;
        least = near < least ? near : least;
    }
    return leastOf(least) < std::numeric_limits<float>::infinity();
}

[[gnu::always_inline]] inline float reachabilityBody(const float* distances, float core,
    std::int32_t component, const float* cores, const std::int32_t* components)
{
    constexpr std::size_t strip = PackedRows<float>::strip;
    const Lanes<float> infinity = Lanes<float> {} + std::numeric_limits<float>::infinity();
    const Lanes<float> ownCore = Lanes<float> {} + core;
    const Lanes<std::int32_t> own = Lanes<std::int32_t> {} + component;
    Lanes<float> least = infinity;
    for (std::size_t j = 0; j < side; j += strip) {
        const Lanes<float> otherCore = at(cores + j);
        Lanes<float> reach = at(distances + j);
        reach = otherCore > reach ? otherCore : reach;
        reach = ownCore > reach ? ownCore : reach;
        reach = at(components + j) != own ? reach : infinity;
        least = reach < least ? reach : least;
    }
    return leastOf(least);
}

struct Kernels {
    void (*floats)(const float*, const float*, std::size_t, float*);
    void (*doubles)(const double*, const double*, std::size_t, double*);
    bool (*anyAtMost)(const float*, float, const float*);
    bool (*anyWithin)(const float*, const PairLimits&, std::size_t, const PairLimits&);
    float (*reachability)(const float*, float, std::int32_t, const float*, const std::int32_t*);
};

// A Kernels of this name, compiled for the target of the attribute.
#define POLCASCOPE_KERNELS(name, attribute, group, width)                                                    \
    attribute void name##Floats(const float* a, const float* b, std::size_t columns, float* tile)            \
    {                                                                                                        \
        distancesBody<group, width>(a, b, columns, tile);                                                    \
    }                                                                                                        \
    attribute void name##Doubles(const double* a, const double* b, std::size_t columns, double* tile)        \
    {                                                                                                        \
        distancesBody<group, width>(a, b, columns, tile);                                                    \
    }                                                                                                        \
    attribute bool name##AnyAtMost(const float* distances, float rowBound, const float* columnBounds)        \
    {                                                                                                        \
        return anyAtMostBody(distances, rowBound, columnBounds);                                             \
    }                                                                                                        \
    attribute bool name##AnyWithin(                                                                          \
        const float* distances, const PairLimits& rows, std::size_t row, const PairLimits& columns)          \
    {                                                                                                        \
        return anyWithinBody(distances, rows, row, columns);                                                 \
    }                                                                                                        \
    attribute float name##Reachability(const float* distances, float core, std::int32_t component,           \
        const float* cores, const std::int32_t* components)                                                  \
    {                                                                                                        \
        return reachabilityBody(distances, core, component, cores, components);                              \
    }                                                                                                        \
    constexpr Kernels name { name##Floats, name##Doubles, name##AnyAtMost, name##AnyWithin,                  \
        name##Reachability };

POLCASCOPE_KERNELS(plain, , 2, 1)
#if defined(__x86_64__)
POLCASCOPE_KERNELS(avx2, [[gnu::target("avx2,fma")]], 4, 1)
POLCASCOPE_KERNELS(avx512, [[gnu::target("avx512f,avx512dq")]], 8, 2)
#endif

Kernels chosen()
{
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq"))
        return avx512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        return avx2;
#endif
    return plain;
}

const Kernels kernels = chosen();

}

void squaredDistances(const float* first, const float* second, std::size_t columns, float* tile)
{
    kernels.floats(first, second, columns, tile);
}

void squaredDistances(const double* first, const double* second, std::size_t columns, double* tile)
{
    kernels.doubles(first, second, columns, tile);
}

bool anyAtMost(const float* distances, float rowBound, const float* columnBounds)
{
    return kernels.anyAtMost(distances, rowBound, columnBounds);
}

bool anyWithin(const float* distances, const PairLimits& rows, std::size_t row, const PairLimits& columns)
{
    return kernels.anyWithin(distances, rows, row, columns);
}

float smallestReachability(const float* distances, float core, std::int32_t component, const float* cores,
    const std::int32_t* components)
{
    return kernels.reachability(distances, core, component, cores, components);
}

}
