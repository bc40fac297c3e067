#include "core/cluster/distance_tiles.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

// Debian's packages are built for the oldest processor of their architecture, where these two loops would run
// at a quarter of the speed. So each is compiled for several instruction sets and one chosen at start.
#if defined(__x86_64__)
#define POLCASCOPE_MANY_TARGETS 1
#endif

namespace polcascope::cluster {

namespace {

constexpr std::size_t side = DistanceTiles::side;
constexpr std::size_t strip = 16;
constexpr std::size_t lanes = 8;
using Lanes [[gnu::vector_size(lanes * sizeof(double)), gnu::aligned(sizeof(double)), gnu::may_alias]] =
    double;
using Integers [[gnu::vector_size(lanes * sizeof(double)), gnu::aligned(sizeof(double)), gnu::may_alias]] =
    std::int64_t;

[[gnu::always_inline]] inline const Lanes& at(const double* numbers)
{
    return *reinterpret_cast<const Lanes*>(numbers);
}

[[gnu::always_inline]] inline Lanes& at(double* numbers)
{
    return *reinterpret_cast<Lanes*>(numbers);
}

[[gnu::always_inline]] inline const Integers& at(const std::int64_t* numbers)
{
    return *reinterpret_cast<const Integers*>(numbers);
}

[[gnu::always_inline]] inline void distancesBody(
    const double* first, const double* second, std::size_t columns, double* tile)
{
    constexpr std::size_t group = 4; // rows at a time: 8 accumulators hide the latency of addition
    constexpr std::size_t chunk = 128; // columns at a time: two strips then fit in the first-level cache
    std::fill_n(tile, DistanceTiles::area, 0.0);
    for (std::size_t begin = 0; begin < columns; begin += chunk) {
        const std::size_t end = std::min(begin + chunk, columns);
        for (std::size_t j = 0; j < side; j += strip) {
            for (std::size_t i = 0; i < side; i += group) {
                Lanes low[group], high[group];
#pragma GCC unroll 4
                for (std::size_t r = 0; r < group; ++r) {
                    low[r] = at(tile + (i + r) * side + j);
                    high[r] = at(tile + (i + r) * side + j + lanes);
                }
                const double* a = first + (i / strip * columns + begin) * strip + i % strip;
                const double* b = second + (j / strip * columns + begin) * strip;
                for (std::size_t k = begin; k < end; ++k, a += strip, b += strip) {
                    const Lanes bLow = at(b), bHigh = at(b + lanes);
#pragma GCC unroll 4
                    for (std::size_t r = 0; r < group; ++r) {
                        const Lanes differenceLow = bLow - a[r], differenceHigh = bHigh - a[r];
                        low[r] += differenceLow * differenceLow;
                        high[r] += differenceHigh * differenceHigh;
                    }
                }
#pragma GCC unroll 4
                for (std::size_t r = 0; r < group; ++r) {
                    at(tile + (i + r) * side + j) = low[r];
                    at(tile + (i + r) * side + j + lanes) = high[r];
                }
            }
        }
    }
}

[[gnu::always_inline]] inline void reachabilityBody(
    const double* tile, const TileSide& rows, const TileSide& columns)
{
    const Lanes infinity = Lanes {} + std::numeric_limits<double>::infinity();
    for (std::size_t j = 0; j < side; j += lanes)
        at(columns.smallest + j) = infinity;
    for (std::size_t i = 0; i < side; ++i) {
        Lanes smallest = infinity;
        const Lanes core = Lanes {} + rows.cores[i];
        const Integers component = Integers {} + rows.components[i];
        for (std::size_t j = 0; j < side; j += lanes) {
            const Lanes distance = at(tile + i * side + j);
            const Lanes columnCore = at(columns.cores + j);
            Lanes reach = distance > columnCore ? distance : columnCore;
            reach = reach > core ? reach : core;
            reach = at(columns.components + j) != component ? reach : infinity;
            smallest = reach < smallest ? reach : smallest;
            Lanes& columnSmallest = at(columns.smallest + j);
            columnSmallest = reach < columnSmallest ? reach : columnSmallest;
        }
        double least = smallest[0];
        for (std::size_t lane = 1; lane < lanes; ++lane)
            least = std::min(least, smallest[lane]);
        rows.smallest[i] = least;
    }
}

using Distances = void (*)(const double*, const double*, std::size_t, double*);
using Reachability = void (*)(const double*, const TileSide&, const TileSide&);

void distancesPlain(const double* first, const double* second, std::size_t columns, double* tile)
{
    distancesBody(first, second, columns, tile);
}
void reachabilityPlain(const double* tile, const TileSide& rows, const TileSide& columns)
{
    reachabilityBody(tile, rows, columns);
}

#ifdef POLCASCOPE_MANY_TARGETS
[[gnu::target("avx2,fma")]] void distancesAvx2(
    const double* first, const double* second, std::size_t columns, double* tile)
{
    distancesBody(first, second, columns, tile);
}
[[gnu::target("avx2,fma")]] void reachabilityAvx2(
    const double* tile, const TileSide& rows, const TileSide& columns)
{
    reachabilityBody(tile, rows, columns);
}
[[gnu::target("avx512f,avx512dq")]] void distancesAvx512(
    const double* first, const double* second, std::size_t columns, double* tile)
{
    distancesBody(first, second, columns, tile);
}
[[gnu::target("avx512f,avx512dq")]] void reachabilityAvx512(
    const double* tile, const TileSide& rows, const TileSide& columns)
{
    reachabilityBody(tile, rows, columns);
}
#endif

template <typename Function>
Function chosen([[maybe_unused]] Function avx512, [[maybe_unused]] Function avx2, Function plain)
{
#ifdef POLCASCOPE_MANY_TARGETS
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq"))
        return avx512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        return avx2;
#endif
    return plain;
}

#ifdef POLCASCOPE_MANY_TARGETS
const Distances distances = chosen<Distances>(distancesAvx512, distancesAvx2, distancesPlain);
const Reachability reachability =
    chosen<Reachability>(reachabilityAvx512, reachabilityAvx2, reachabilityPlain);
#else
constexpr Distances distances = distancesPlain;
constexpr Reachability reachability = reachabilityPlain;
#endif

}

template <typename T>
DistanceTiles::DistanceTiles(MatrixView<const T> rows)
    : m_points(rows.rows)
    , m_columns(rows.columns)
    , m_strips(blocks() * side * rows.columns)
{
    constexpr double largest = 1e150; // its square, times any number of columns, is finite
    for (std::size_t i = 0; i < m_points; ++i) {
        double* target = m_strips.data() + i / strip * m_columns * strip + i % strip;
        for (std::size_t k = 0; k < m_columns; ++k) {
            const double value = static_cast<double>(rows(i, k));
            if (!(std::abs(value) < largest))
                throw Error(ErrorKind::nonFinite, { { "what", "rows" }, { "row", std::to_string(i) } });
            target[k * strip] = value;
        }
    }
}

template DistanceTiles::DistanceTiles(MatrixView<const float> rows);
template DistanceTiles::DistanceTiles(MatrixView<const double> rows);

void DistanceTiles::compute(std::size_t first, std::size_t second, double* tile) const
{
    const std::size_t blockSize = side * m_columns;
    distances(m_strips.data() + first * blockSize, m_strips.data() + second * blockSize, m_columns, tile);
}

void smallestReachability(const double* tile, const TileSide& rows, const TileSide& columns)
{
    reachability(tile, rows, columns);
}

}
