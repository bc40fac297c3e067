#include "core/compute/gradient_blocks.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <new>
#include <utility>

// Debian's packages are built for the oldest processor of their architecture, where these loops would run at a
// quarter of the speed. So each is compiled for several instruction sets and one chosen at start.
#if defined(__x86_64__)
#define POLCASCOPE_MANY_TARGETS 1
#endif

namespace polcascope::compute {

namespace {

constexpr std::int64_t group = 4; // tokens at a time
constexpr std::int64_t tileOut = 16;
constexpr std::int64_t tileIn = 64;
constexpr std::int64_t tileArea = tileOut * tileIn;

std::int64_t ceilDivide(std::int64_t a, std::int64_t b)
{
    return (a + b - 1) / b;
}

template<typename Real, std::size_t bytes> struct Simd {
    static constexpr std::int64_t lanes = bytes / sizeof(Real);
    using Lanes [[gnu::vector_size(bytes), gnu::may_alias]] = Real;
};

/// Sums of the lanes of four accumulators, added to four doubles.
template<typename Lanes, std::size_t... I>
[[gnu::always_inline]] inline void addLaneSums(const Lanes* four, double* sums, std::index_sequence<I...>)
{
    constexpr int n = sizeof...(I);
    // Neighbouring lanes of a and b: a0 + a1, b0 + b1, ...; then of those of ab and cd: a, b, c, d, a, b, c, d, ...
    const Lanes ab = __builtin_shufflevector(four[0], four[1], (I % 2 == 0 ? int(I) : n + int(I) - 1)...)
        + __builtin_shufflevector(four[0], four[1], (I % 2 == 0 ? int(I) + 1 : n + int(I))...);
    const Lanes cd = __builtin_shufflevector(four[2], four[3], (I % 2 == 0 ? int(I) : n + int(I) - 1)...)
        + __builtin_shufflevector(four[2], four[3], (I % 2 == 0 ? int(I) + 1 : n + int(I))...);
    const Lanes all = __builtin_shufflevector(ab, cd, (I % 4 < 2 ? int(I) : n + int(I) - 2)...)
        + __builtin_shufflevector(ab, cd, (I % 4 < 2 ? int(I) + 2 : n + int(I))...);
    for (int t = 0; t < 4; ++t) {
        double sum = 0;
        for (int i = t; i < n; i += 4)
            sum += static_cast<double>(all[i]);
        sums[t] += sum;
    }
}

/// The tile of the gradients of four tokens, [16 outputs][64 / lanes][4 tokens][lanes].
///   shared  input [rows, 64], delta [rows, 4, 16]; token t ends with row full - 1 + t
///   own     input [4, 64], delta [4, 16]
template<typename Real, std::size_t bytes> struct Kernels {
    using S = Simd<Real, bytes>;
    using Lanes = typename S::Lanes;
    static constexpr std::int64_t lanes = S::lanes;
    static constexpr std::int64_t perRow = tileIn / lanes;
    /// Accumulators that fit in the registers, with their factors: 4 tokens times `wide`.
    static constexpr std::int64_t wide = bytes == 64 ? 4 : 2;
    static constexpr std::int64_t vectors = bytes == 64 ? 6 : 3;

    template<std::int64_t from>
    [[gnu::always_inline]] static void addRow(Lanes (&sum)[group][wide], const Lanes* x, const Real* delta)
    {
        Lanes values[wide];
#pragma GCC unroll 4
        for (std::int64_t i = 0; i < wide; ++i)
            values[i] = x[i];
#pragma GCC unroll 4
        for (std::int64_t t = from; t < group; ++t) {
            const Real d = delta[t * tileOut];
#pragma GCC unroll 4
            for (std::int64_t i = 0; i < wide; ++i)
                sum[t][i] += d * values[i];
        }
    }

    [[gnu::always_inline]] static void formShared(
        const Real* input, const Real* delta, std::int64_t full, std::int64_t rows, Real* gradient)
    {
        const auto* x = reinterpret_cast<const Lanes*>(input);
        auto* out = reinterpret_cast<Lanes*>(gradient);
        constexpr std::int64_t step = group * tileOut;
        for (std::int64_t o = 0; o < tileOut; ++o) {
            for (std::int64_t i = 0; i < perRow; i += wide) {
                Lanes sum[group][wide] = {};
                const Real* d = delta + o;
                for (std::int64_t s = 0; s < full; ++s)
                    addRow<0>(sum, x + s * perRow + i, d + s * step);
                if (full < rows)
                    addRow<1>(sum, x + full * perRow + i, d + full * step);
                if (full + 1 < rows)
                    addRow<2>(sum, x + (full + 1) * perRow + i, d + (full + 1) * step);
                if (full + 2 < rows)
                    addRow<3>(sum, x + (full + 2) * perRow + i, d + (full + 2) * step);
#pragma GCC unroll 4
                for (std::int64_t t = 0; t < group; ++t) {
#pragma GCC unroll 4
                    for (std::int64_t j = 0; j < wide; ++j)
                        out[(o * perRow + i + j) * group + t] = sum[t][j];
                }
            }
        }
    }

    [[gnu::always_inline]] static void formOwn(const Real* input, const Real* delta, Real* gradient)
    {
        const auto* x = reinterpret_cast<const Lanes*>(input);
        auto* out = reinterpret_cast<Lanes*>(gradient);
        for (std::int64_t o = 0; o < tileOut; ++o) {
            for (std::int64_t i = 0; i < perRow; ++i) {
#pragma GCC unroll 4
                for (std::int64_t t = 0; t < group; ++t)
                    out[(o * perRow + i) * group + t] = delta[t * tileOut + o] * x[t * perRow + i];
            }
        }
    }

    /// basis [area / lanes][count][lanes]; sums [count][4].
    template<std::int64_t count>
    [[gnu::always_inline]] static void multiply(const Real* gradient, const Real* basis, double* sums)
    {
        const auto* g = reinterpret_cast<const Lanes*>(gradient);
        const auto* b = reinterpret_cast<const Lanes*>(basis);
        Lanes sum[count][group] = {};
        for (std::int64_t j = 0; j < tileArea / lanes; ++j, g += group, b += count) {
            const Lanes g0 = g[0], g1 = g[1], g2 = g[2], g3 = g[3];
#pragma GCC unroll 6
            for (std::int64_t k = 0; k < count; ++k) {
                const Lanes value = b[k];
                sum[k][0] += g0 * value;
                sum[k][1] += g1 * value;
                sum[k][2] += g2 * value;
                sum[k][3] += g3 * value;
            }
        }
#pragma GCC unroll 6
        for (std::int64_t k = 0; k < count; ++k)
            addLaneSums(sum[k], sums + k * group, std::make_index_sequence<lanes>());
    }
};

/// One tile of all tokens.
template<typename Real> struct Tile {
    bool own = false;
    std::int64_t examples = 0;
    std::int64_t groups = 0; ///< of tokens of an example
    std::int64_t rows = 0; ///< of input of an example
    std::int64_t firstPosition = 0;
    const Real* input = nullptr; ///< [examples, rows, 64]
    const Real* delta = nullptr; ///< shared: [examples, groups, rows, 4, 16]; own: [examples, groups, 4, 16]
    const Real* basis = nullptr; ///< packed
    std::int64_t vectors = 0;
    Real* gradient = nullptr; ///< [area, 4]
    double* sums = nullptr; ///< [examples, groups, vectors, 4]
};

/// Vectors of one of so many passes: as even as can be.
std::int64_t ofPass(std::int64_t vectors, std::int64_t passes, std::int64_t pass)
{
    return vectors / passes + (pass < vectors % passes ? 1 : 0);
}

template<typename Real, std::size_t bytes> [[gnu::always_inline]] inline void addTile(const Tile<Real>& tile)
{
    using K = Kernels<Real, bytes>;
    const std::int64_t passes = ceilDivide(tile.vectors, K::vectors);
    for (std::int64_t e = 0; e < tile.examples; ++e) {
        for (std::int64_t g = 0; g < tile.groups; ++g) {
            const Real* input = tile.input + e * tile.rows * tileIn;
            const std::int64_t index = e * tile.groups + g;
            if (tile.own) {
                K::formOwn(input + g * group * tileIn, tile.delta + index * group * tileOut, tile.gradient);
            } else {
                const std::int64_t full = std::min(tile.firstPosition + g * group + 1, tile.rows);
                K::formShared(input, tile.delta + index * tile.rows * group * tileOut, full,
                    std::min(full + group - 1, tile.rows), tile.gradient);
            }
            const Real* basis = tile.basis;
            double* sums = tile.sums + index * tile.vectors * group;
            for (std::int64_t pass = 0; pass < passes; ++pass) {
                const std::int64_t vectors = ofPass(tile.vectors, passes, pass);
                switch (vectors) {
                case 1: K::template multiply<1>(tile.gradient, basis, sums); break;
                case 2: K::template multiply<2>(tile.gradient, basis, sums); break;
                case 3: K::template multiply<3>(tile.gradient, basis, sums); break;
                case 4: K::template multiply<4>(tile.gradient, basis, sums); break;
                case 5: K::template multiply<5>(tile.gradient, basis, sums); break;
                default: K::template multiply<6>(tile.gradient, basis, sums); break;
                }
                basis += vectors * tileArea;
                sums += vectors * group;
            }
        }
    }
}

template<typename Real> struct Chosen {
    void (*addTile)(const Tile<Real>&);
    std::int64_t lanes;
    std::int64_t vectors;
};

template<typename Real> void addTilePlain(const Tile<Real>& tile) { addTile<Real, 32>(tile); }
#ifdef POLCASCOPE_MANY_TARGETS
template<typename Real> [[gnu::target("avx2,fma")]] void addTileAvx2(const Tile<Real>& tile) { addTile<Real, 32>(tile); }
template<typename Real> [[gnu::target("avx512f,avx512dq")]] void addTileAvx512(const Tile<Real>& tile)
{
    addTile<Real, 64>(tile);
}
#endif

template<typename Real> const Chosen<Real>& chosen()
{
    static const Chosen<Real> choice = [] {
#ifdef POLCASCOPE_MANY_TARGETS
        if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq"))
            return Chosen<Real> { addTileAvx512<Real>, Kernels<Real, 64>::lanes, Kernels<Real, 64>::vectors };
        if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
            return Chosen<Real> { addTileAvx2<Real>, Kernels<Real, 32>::lanes, Kernels<Real, 32>::vectors };
#endif
        return Chosen<Real> { addTilePlain<Real>, Kernels<Real, 32>::lanes, Kernels<Real, 32>::vectors };
    }();
    return choice;
}

/// Begins at a cache line.
template<typename Real> struct Aligned {
    explicit Aligned(std::int64_t count)
        : data(static_cast<Real*>(::operator new(static_cast<std::size_t>(std::max<std::int64_t>(count, 1)) * sizeof(Real), std::align_val_t(64))))
    {
        std::fill_n(data, count, Real(0));
    }
    ~Aligned() { ::operator delete(data, std::align_val_t(64)); }
    Aligned(const Aligned&) = delete;
    Aligned& operator=(const Aligned&) = delete;
    Real* data;
};

std::int64_t groupsOf(std::int64_t tokens)
{
    return ceilDivide(tokens, group);
}

}

template<typename Real> struct GradientBlocks<Real>::Private {
    TokenGradients<Real> layer;
    std::int64_t rows; ///< of input of an example
    Aligned<Real> input; ///< [in / 64, examples, rows, 64]

    /// Outputs out ... out + outs - 1 of all deltas, in the order of Tile::delta. What is past the last stays nought.
    void packDelta(std::int64_t out, std::int64_t outs, Real* to) const
    {
        const std::int64_t groups = groupsOf(layer.tokens);
        const std::int64_t deltaRows = layer.own ? 1 : layer.positions;
        for (std::int64_t e = 0; e < layer.examples; ++e) {
            for (std::int64_t t = 0; t < layer.tokens; ++t) {
                for (std::int64_t s = 0; s < deltaRows; ++s) {
                    Real* row = to + (((e * groups + t / group) * deltaRows + s) * group + t % group) * tileOut;
                    std::copy_n(layer.delta + ((e * layer.tokens + t) * deltaRows + s) * layer.out + out, outs, row);
                    std::fill(row + outs, row + tileOut, Real(0));
                }
            }
        }
    }

    /// A tile of all vectors, for each pass [area / lanes][vectors of the pass][lanes].
    void packBasis(const Real* weights, std::int64_t stride, std::int64_t vectors, std::int64_t outs, std::int64_t ins, Real* to) const
    {
        const Chosen<Real>& kernel = chosen<Real>();
        if (outs < tileOut || ins < tileIn)
            std::fill_n(to, vectors * tileArea, Real(0));
        const std::int64_t passes = ceilDivide(vectors, kernel.vectors);
        for (std::int64_t pass = 0, k = 0; pass < passes; ++pass) {
            const std::int64_t count = ofPass(vectors, passes, pass);
            for (std::int64_t j = 0; j < count; ++j, ++k) {
                for (std::int64_t o = 0; o < outs; ++o) {
                    const Real* from = weights + k * stride + o * layer.in;
                    Real* target = to + (o * tileIn * count) + j * kernel.lanes;
                    for (std::int64_t i = 0; i < ins; i += kernel.lanes)
                        std::copy_n(from + i, std::min(kernel.lanes, ins - i), target + i * count);
                }
            }
            to += count * tileArea;
        }
    }
};

template<typename Real> GradientBlocks<Real>::GradientBlocks(const TokenGradients<Real>& layer)
{
    const std::int64_t present = layer.own ? layer.tokens : layer.positions;
    const std::int64_t rows = layer.own ? groupsOf(layer.tokens) * group : layer.positions;
    m.reset(new Private { layer, rows, Aligned<Real>(ceilDivide(layer.in, tileIn) * layer.examples * rows * tileIn) });
    for (std::int64_t in = 0; in < layer.in; in += tileIn) {
        const std::int64_t count = std::min(tileIn, layer.in - in);
        for (std::int64_t e = 0; e < layer.examples; ++e) {
            Real* to = m->input.data + (in / tileIn * layer.examples + e) * rows * tileIn;
            for (std::int64_t row = 0; row < present; ++row)
                std::copy_n(layer.input + (e * present + row) * layer.in + in, count, to + row * tileIn);
        }
    }
}

template<typename Real> GradientBlocks<Real>::~GradientBlocks() = default;

template<typename Real>
void GradientBlocks<Real>::addProducts(const Real* weights, std::int64_t stride, std::int64_t vectors, std::int64_t begin,
    std::int64_t end, double* sums) const
{
    const TokenGradients<Real>& layer = m->layer;
    const std::int64_t groups = groupsOf(layer.tokens);
    Aligned<Real> delta(layer.examples * groups * (layer.own ? 1 : layer.positions) * group * tileOut);
    Aligned<Real> basis(vectors * tileArea);
    Aligned<Real> gradient(group * tileArea);
    Aligned<double> part(layer.examples * groups * vectors * group);
    Tile<Real> tile { .own = layer.own, .examples = layer.examples, .groups = groups, .rows = m->rows,
        .firstPosition = layer.firstPosition, .delta = delta.data, .basis = basis.data, .vectors = vectors,
        .gradient = gradient.data, .sums = part.data };
    for (std::int64_t out = begin; out < end; out += tileOut) {
        const std::int64_t outs = std::min(tileOut, end - out);
        m->packDelta(out, outs, delta.data);
        for (std::int64_t in = 0; in < layer.in; in += tileIn) {
            m->packBasis(weights + out * layer.in + in, stride, vectors, outs, std::min(tileIn, layer.in - in), basis.data);
            tile.input = m->input.data + in * layer.examples * m->rows;
            chosen<Real>().addTile(tile);
        }
    }
    for (std::int64_t token = 0; token < layer.examples * layer.tokens; ++token) {
        const std::int64_t index = token / layer.tokens * groups * group + token % layer.tokens;
        const double* from = part.data + index / group * vectors * group + index % group;
        for (std::int64_t k = 0; k < vectors; ++k)
            sums[token * vectors + k] += from[k * group];
    }
}

template class GradientBlocks<float>;
template class GradientBlocks<double>;

double gradientBlocksBytes(std::int64_t examples, std::int64_t tokens, std::int64_t positions, std::int64_t in,
    std::int64_t vectors, std::int64_t elementSize)
{
    const auto e = static_cast<double>(examples);
    const auto t = static_cast<double>(groupsOf(tokens) * group);
    const auto s = static_cast<double>(positions);
    const auto k = static_cast<double>(vectors);
    const double inputs = e * std::max(s, t) * static_cast<double>(ceilDivide(in, tileIn) * tileIn);
    const double deltas = e * t * s * static_cast<double>(tileOut);
    return static_cast<double>(elementSize) * (inputs + deltas + (k + group) * static_cast<double>(tileArea)) + 8 * e * t * k;
}

}
