#include "core/cluster/distance_tiles.h"
#include "core/cluster/hdbscan.h"
#include "core/base/parallel.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <numeric>

namespace polcascope::cluster {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::size_t side = DistanceTiles::side;
constexpr std::size_t area = DistanceTiles::area;

/// The tiles on and above the diagonal, kept or computed whenever they are asked for.
class Tiles {
public:
    template <typename T>
    Tiles(MatrixView<const T> rows, const TreeOptions& options, const Progress& progress)
        : m_distances(rows)
        , m_blocks(m_distances.blocks())
    {
        for (std::size_t first = 0; first < m_blocks; ++first) {
            for (std::size_t second = first; second < m_blocks; ++second)
                m_pairs.emplace_back(first, second);
        }
        if (m_pairs.size() * area * sizeof(double) > options.storedBytes)
            return;
        m_stored = std::make_unique_for_overwrite<double[]>(m_pairs.size() * area);
        parallelFor(m_pairs.size(), options.threads, progress, [&](std::size_t index, int, const auto&) {
            m_distances.compute(m_pairs[index].first, m_pairs[index].second, m_stored.get() + index * area);
        });
    }

    [[nodiscard]] std::size_t blocks() const { return m_blocks; }
    [[nodiscard]] const std::vector<std::pair<std::size_t, std::size_t>>& pairs() const { return m_pairs; }

    /// The tile of pairs()[index], in `scratch` ([side, side]) if it is not kept.
    const double* tile(std::size_t index, double* scratch) const
    {
        if (m_stored)
            return m_stored.get() + index * area;
        m_distances.compute(m_pairs[index].first, m_pairs[index].second, scratch);
        return scratch;
    }

    /// Where in pairs() the pair first <= second is.
    [[nodiscard]] std::size_t index(std::size_t first, std::size_t second) const
    {
        return first * m_blocks - first * (first + 1) / 2 + second;
    }

private:
    DistanceTiles m_distances;
    std::size_t m_blocks;
    std::vector<std::pair<std::size_t, std::size_t>> m_pairs;
    std::unique_ptr<double[]> m_stored;
};

/// The number at `rank` (from 0) of the sorted values, which are left in disorder.
double nthSmallest(std::span<double> values, std::size_t rank)
{
    // A number that is probably just above the one looked for, from a sample, leaves few values to sort
    // through.
    constexpr std::size_t step = 16;
    const std::size_t sampleRank = rank / step + 8;
    if (sampleRank * 4 < values.size() / step) {
        std::vector<double> sample;
        for (std::size_t i = 0; i < values.size(); i += step)
            sample.push_back(values[i]);
        std::nth_element(
            sample.begin(), sample.begin() + static_cast<std::ptrdiff_t>(sampleRank), sample.end());
        const double bound = sample[sampleRank];
        std::size_t below = 0;
        for (double& value : values) {
            const double candidate = value;
            value = values[below];
            values[below] = candidate;
            below += candidate <= bound;
        }
        if (below > rank)
            values = values.first(below);
    }
    const auto found = values.begin() + static_cast<std::ptrdiff_t>(rank);
    std::nth_element(values.begin(), found, values.end());
    return *found;
}

/// Squared core distances of `points` points, followed by infinity up to whole blocks.
std::vector<double> squaredCores(
    const Tiles& tiles, std::size_t points, const TreeOptions& options, const Progress& progress)
{
    const std::size_t blocks = tiles.blocks();
    const std::size_t padded = blocks * side;
    std::vector<double> cores(padded, infinity);
    Matrix<double> rows(static_cast<std::size_t>(options.threads) * side, padded);
    parallelFor(blocks, options.threads, progress, [&](std::size_t block, int worker, const auto& poll) {
        double* const target = rows.row(static_cast<std::size_t>(worker) * side).data();
        std::vector<double> scratch(area);
        for (std::size_t other = 0; other < blocks; ++other) {
            poll();
            const double* tile =
                tiles.tile(tiles.index(std::min(block, other), std::max(block, other)), scratch.data());
            for (std::size_t i = 0; i < side; ++i) {
                for (std::size_t j = 0; j < side; ++j)
                    target[i * padded + other * side + j] =
                        other < block ? tile[j * side + i] : tile[i * side + j];
            }
        }
        const std::size_t end = std::min(side, points - block * side);
        for (std::size_t i = 0; i < end; ++i) {
            poll();
            cores[block * side + i] = nthSmallest(
                { target + i * padded, points }, static_cast<std::size_t>(options.minimumSamples) - 1);
        }
    });
    return cores;
}

/// The best edge out of a point or component found so far; among equal ones that of the smallest indices,
/// so that the order in which threads look does not matter.
struct Candidate {
    double distance = infinity;
    std::int32_t point = -1;
    std::int32_t neighbour = -1;

    bool operator<(const Candidate& other) const
    {
        return std::tie(distance, point, neighbour) < std::tie(other.distance, other.point, other.neighbour);
    }
};

/// Boruvka's algorithm on squared distances: every component takes its shortest edge out, until there is one
/// component.
std::vector<SpanningEdge> shortestEdges(const Tiles& tiles, std::size_t points,
    const std::vector<double>& cores, const TreeOptions& options, const Progress& progress)
{
    const std::size_t padded = cores.size();
    std::vector<std::int64_t> components(padded);
    std::iota(components.begin(), components.end(), 0);
    std::size_t count = points;
    std::vector<SpanningEdge> edges;
    edges.reserve(points - 1);
    std::vector<std::vector<Candidate>> best(static_cast<std::size_t>(options.threads));

    while (count > 1) {
        const double all = std::log(static_cast<double>(points));
        const double begin = 1 - std::log(static_cast<double>(count)) / all;
        for (auto& candidates : best)
            candidates.assign(points, {});

        parallelFor(tiles.pairs().size(), options.threads, progress.part(begin, begin + (1 - begin) / 4),
            [&](std::size_t index, int worker, const auto&) {
                double scratch[area];
                double rowSmallest[side];
                double columnSmallest[side];
                const double* tile = tiles.tile(index, scratch);
                const std::size_t row = tiles.pairs()[index].first * side;
                const std::size_t column = tiles.pairs()[index].second * side;
                smallestReachability(tile, { &cores[row], &components[row], rowSmallest },
                    { &cores[column], &components[column], columnSmallest });

                auto& candidates = best[static_cast<std::size_t>(worker)];
                // Where the tile holds a better edge, find which it is: the first of equal ones.
                const auto improve = [&](std::size_t point, double smallest, std::size_t others,
                                         std::size_t step, const double* line) {
                    if (point >= points || smallest == infinity || candidates[point].distance < smallest)
                        return;
                    for (std::size_t j = 0; j < side; ++j) {
                        const double reach = std::max({ line[j * step], cores[point], cores[others + j] });
                        if (reach == smallest && components[others + j] != components[point]) {
                            const Candidate candidate { smallest, static_cast<std::int32_t>(point),
                                static_cast<std::int32_t>(others + j) };
                            candidates[point] = std::min(candidates[point], candidate);
                            return;
                        }
                    }
                };
                for (std::size_t i = 0; i < side; ++i) {
                    improve(row + i, rowSmallest[i], column, 1, tile + i * side);
                    improve(column + i, columnSmallest[i], row, side, tile + i);
                }
            });

        std::vector<Candidate> shortest(points);
        for (const auto& candidates : best) {
            for (const Candidate& candidate : candidates) {
                if (candidate.point >= 0) {
                    Candidate& known = shortest[static_cast<std::size_t>(
                        components[static_cast<std::size_t>(candidate.point)])];
                    known = std::min(known, candidate);
                }
            }
        }
        // Two components may have chosen the same edge, or equal edges that close a ring: keep what joins.
        const auto find = [&](std::int64_t component) {
            while (components[static_cast<std::size_t>(component)] != component)
                component = components[static_cast<std::size_t>(component)];
            return component;
        };
        for (const Candidate& candidate : shortest) {
            if (candidate.point < 0)
                continue;
            const std::int64_t first = find(candidate.point);
            const std::int64_t second = find(candidate.neighbour);
            if (first == second)
                continue;
            components[static_cast<std::size_t>(std::max(first, second))] = std::min(first, second);
            edges.push_back({ candidate.point, candidate.neighbour, candidate.distance });
            --count;
        }
        for (std::size_t point = 0; point < points; ++point)
            components[point] = find(static_cast<std::int64_t>(point));
    }
    return edges;
}

template <typename T>
SpanningTree build(MatrixView<const T> rows, TreeOptions options, const Progress& progress)
{
    options.threads = std::max(options.threads, 1);
    options.minimumSamples = std::max<std::int64_t>(options.minimumSamples, 1);
    SpanningTree tree;
    tree.points = rows.rows;
    const Tiles tiles(rows, options, progress.part(0, 0.6));
    if (tree.points < static_cast<std::size_t>(options.minimumSamples)) {
        tree.coreDistances.assign(tree.points, infinity);
        for (std::size_t i = 1; i < tree.points; ++i)
            tree.edges.push_back(
                { static_cast<std::int32_t>(i - 1), static_cast<std::int32_t>(i), infinity });
        return tree;
    }
    if (tree.points == 0)
        return tree;

    tree.coreDistances = squaredCores(tiles, tree.points, options, progress.part(0.6, 0.8));
    tree.edges = shortestEdges(tiles, tree.points, tree.coreDistances, options, progress.part(0.8, 1));
    progress.report(1);
    tree.coreDistances.resize(tree.points);
    for (double& distance : tree.coreDistances)
        distance = std::sqrt(distance);
    for (SpanningEdge& edge : tree.edges)
        edge.distance = std::sqrt(edge.distance);
    std::sort(tree.edges.begin(), tree.edges.end(), [](const SpanningEdge& a, const SpanningEdge& b) {
        return std::tie(a.distance, a.first, a.second) < std::tie(b.distance, b.first, b.second);
    });
    return tree;
}

}

SpanningTree spanningTree(MatrixView<const float> rows, const TreeOptions& options, const Progress& progress)
{
    return build(rows, options, progress);
}

SpanningTree spanningTree(MatrixView<const double> rows, const TreeOptions& options, const Progress& progress)
{
    return build(rows, options, progress);
}

}
