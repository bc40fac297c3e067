#include "core/cluster/spanning_tree.h"

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/cluster/disjoint_sets.h"
#include "core/cluster/distance_kernels.h"
#include "core/cluster/pair_distance.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <mutex>
#include <numeric>
#include <string>
#include <tuple>
#include <utility>

namespace polcascope::cluster {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr float floatInfinity = std::numeric_limits<float>::infinity();
constexpr float lowest = std::numeric_limits<float>::lowest();

std::size_t index(std::int32_t point)
{
    return static_cast<std::size_t>(point);
}

/// The rows, their exact squared distances, and what these say about distances in single precision and back.
/// The latter are of rows scaled by a power of two to at most 1.
template <typename T> class Rows {
public:
    explicit Rows(MatrixView<const T> rows);

    [[nodiscard]] std::size_t points() const { return m_rows.rows; }
    [[nodiscard]] std::size_t columns() const { return m_rows.columns; }
    [[nodiscard]] double squaredDistance(std::int32_t a, std::int32_t b) const
    {
        return cluster::squaredDistance(
            m_rows.row(index(a)).data(), m_rows.row(index(b)).data(), m_rows.columns);
    }
    /// In single precision, in this order.
    [[nodiscard]] PackedRows<float> packed(const std::vector<std::int32_t>& order) const;

    /// Pairs whose exact squared distance is at most (at least) this have one in single precision of at most
    /// (at least) that; and pairs with that one in single precision an exact one of at most (at least) this.
    [[nodiscard]] float upperFloat(double exact) const;
    [[nodiscard]] float lowerFloat(double exact) const;
    [[nodiscard]] double upperExact(float approximate) const;
    [[nodiscard]] double lowerExact(float approximate) const;

private:
    /// Sets m_farthest for what m_centre is.
    void measureRounding();
    [[nodiscard]] double scaled(std::size_t row, std::size_t column) const
    {
        return static_cast<double>(m_rows(row, column)) * m_scale - m_centre[column];
    }

    MatrixView<const T> m_rows;
    double m_scale = 1;
    std::vector<double> m_centre; ///< scaled
    double m_farthest = 0; ///< of any row, from what it is in single precision, scaled
    double m_relative; ///< error of a squared distance in single precision
    double m_absolute; ///< from underflow
};

template <typename T>
Rows<T>::Rows(MatrixView<const T> rows)
    : m_rows(rows)
    , m_centre(rows.columns)
    , m_relative((static_cast<double>(rows.columns) + 16) * 0x1p-24)
    , m_absolute((static_cast<double>(rows.columns) + 16) * 0x1p-148)
{
    constexpr double limit = 1e150; // its square, times any number of columns, is finite
    double largest = 0;
    for (std::size_t i = 0; i < rows.rows; ++i) {
        for (const T value : rows.row(i)) {
            if (!(std::abs(static_cast<double>(value)) < limit))
                throw Error(ErrorKind::nonFinite, { { "what", "rows" }, { "row", std::to_string(i) } });
            largest = std::max(largest, std::abs(static_cast<double>(value)));
        }
    }
    if (largest > 0)
        m_scale = std::scalbn(1.0, std::clamp(-std::ilogb(largest) - 1, -1000, 1000));
    measureRounding();
    if (m_farthest == 0)
        return;
    // Numbers that single precision must round are rounded less about their mean.
    for (std::size_t i = 0; i < rows.rows; ++i) {
        for (std::size_t k = 0; k < rows.columns; ++k)
            m_centre[k] += static_cast<double>(rows(i, k)) * m_scale / static_cast<double>(rows.rows);
    }
    measureRounding();
}

template <typename T> void Rows<T>::measureRounding()
{
    double farthest = 0;
    for (std::size_t i = 0; i < m_rows.rows; ++i) {
        double squares = 0;
        for (std::size_t k = 0; k < m_rows.columns; ++k) {
            const double value = scaled(i, k);
            const double rounding = value - static_cast<double>(static_cast<float>(value));
            squares += rounding * rounding;
        }
        farthest = std::max(farthest, squares);
    }
    const bool isCentred =
        std::any_of(m_centre.begin(), m_centre.end(), [](double value) { return value != 0; });
    m_farthest = std::sqrt(farthest) * 1.000001 +
        (isCentred ? std::sqrt(static_cast<double>(m_rows.columns)) * 0x1p-51 : 0); // of the subtraction
}

template <typename T> PackedRows<float> Rows<T>::packed(const std::vector<std::int32_t>& order) const
{
    PackedRows<float> result(order.size(), columns());
    for (std::size_t i = 0; i < order.size(); ++i) {
        for (std::size_t k = 0; k < columns(); ++k)
            result(i, k) = static_cast<float>(scaled(index(order[i]), k));
    }
    return result;
}

template <typename T> float Rows<T>::upperFloat(double exact) const
{
    const double distance = std::sqrt(exact) * m_scale + 2 * m_farthest;
    return std::nextafter(
        static_cast<float>(distance * distance * (1 + m_relative) + m_absolute), floatInfinity);
}

template <typename T> float Rows<T>::lowerFloat(double exact) const
{
    const double distance = std::max(0.0, std::sqrt(exact) * m_scale - 2 * m_farthest);
    return std::nextafter(static_cast<float>(distance * distance * (1 - m_relative) - m_absolute), lowest);
}

template <typename T> double Rows<T>::upperExact(float approximate) const
{
    const double squared = (static_cast<double>(approximate) + m_absolute) / (1 - m_relative);
    const double distance = (std::sqrt(squared) * (1 + 0x1p-40) + 2 * m_farthest) / m_scale;
    return distance * distance * (1 + 0x1p-40);
}

template <typename T> double Rows<T>::lowerExact(float approximate) const
{
    const double squared = std::max(0.0, static_cast<double>(approximate) - m_absolute) / (1 + m_relative);
    const double distance = std::max(0.0, std::sqrt(squared) * (1 - 0x1p-40) - 2 * m_farthest) / m_scale;
    return distance * distance * (1 - 0x1p-40);
}

/// The nearest of one point, as far as they are known: those that may be among the `count` nearest exactly.
template <typename T> class Nearest {
public:
    /// What the nearest of one point take, but where many are as far as the last.
    [[nodiscard]] static std::size_t bytes(std::size_t count) { return capacity(count) * sizeof(Known); }

    void begin(std::size_t count)
    {
        m_count = count;
        m_capacity = capacity(count);
        m_bound = floatInfinity;
        m_known.clear();
    }

    /// Points whose distance is above this are not among the nearest.
    [[nodiscard]] float bound() const { return m_bound; }

    void add(float distance, std::int32_t point, const Rows<T>& rows)
    {
        m_known.emplace_back(distance, point);
        if (m_known.size() < m_capacity)
            return;
        m_bound = std::min(m_bound, rows.upperFloat(rows.upperExact(nth())));
        std::erase_if(m_known, [this](const auto& known) { return known.first > m_bound; });
        m_capacity = std::max(m_capacity, m_known.size() * 2); // many may be as far as the last
    }

    /// The exact squared distance from `point` to the last of the nearest.
    double last(std::int32_t point, const Rows<T>& rows)
    {
        const float last = nth();
        const double atLeast = rows.lowerExact(last);
        const float nearer = rows.lowerFloat(atLeast), farther = rows.upperFloat(rows.upperExact(last));
        std::size_t rank = m_count - 1; // among the doubtful
        m_exact.clear();
        std::size_t smallest = 0; // those that are as near as can be
        for (const auto& [distance, other] : m_known) {
            if (distance < nearer) {
                --rank;
            } else if (distance <= farther && smallest < m_count) {
                m_exact.push_back(rows.squaredDistance(point, other));
                smallest += m_exact.back() == 0;
            }
        }
        if (smallest == m_count) // many equal rows
            return 0;
        const auto found = m_exact.begin() + static_cast<std::ptrdiff_t>(rank);
        std::nth_element(m_exact.begin(), found, m_exact.end());
        return *found;
    }

private:
    using Known = std::pair<float, std::int32_t>;

    static std::size_t capacity(std::size_t count) { return 2 * count + 32; }
    float nth()
    {
        const auto found = m_known.begin() + static_cast<std::ptrdiff_t>(m_count - 1);
        std::nth_element(m_known.begin(), found, m_known.end());
        return found->first;
    }

    std::size_t m_count = 0;
    std::size_t m_capacity = 0;
    float m_bound = floatInfinity;
    std::vector<Known> m_known;
    std::vector<double> m_exact;
};

/// Exact squared core distances. Where there is room for the nearest of all points at once, each tile serves
/// the points on both its sides; where not, those of its rows only, and each is computed twice.
template <typename T>
std::vector<double> squaredCores(const Rows<T>& rows, const PackedRows<float>& packed,
    const std::vector<std::int32_t>& order, std::size_t minimumSamples, int threads, const Progress& progress)
{
    constexpr std::size_t room = std::size_t { 64 } << 20;
    const std::size_t blocks = packed.blocks();
    const bool bothSides = rows.points() * Nearest<T>::bytes(minimumSamples) <= room;
    std::vector<double> cores(rows.points());
    std::vector<std::array<Nearest<T>, side>> nearest(bothSides ? blocks : static_cast<std::size_t>(threads));
    std::vector<float> bounds(blocks * side, lowest); // of each point's nearest, if they are kept
    std::array<float, side> none;
    none.fill(lowest);
    std::vector<std::mutex> inUse(blocks);

    const auto finish = [&](std::size_t block, std::array<Nearest<T>, side>& found, const auto& poll) {
        for (std::size_t i = block * side; i < std::min(rows.points(), (block + 1) * side); ++i) {
            poll();
            cores[index(order[i])] = found[i % side].last(order[i], rows);
        }
    };
    if (bothSides) {
        for (std::size_t i = 0; i < rows.points(); ++i) {
            nearest[i / side][i % side].begin(minimumSamples);
            bounds[i] = floatInfinity;
        }
    }
    const auto addTile = [&](std::size_t block, std::size_t other, const float* tile, auto& found) {
        const std::size_t begin = block * side, column = other * side;
        const bool isMirrored = bothSides && other != block;
        const float* const columnBounds = isMirrored ? &bounds[column] : none.data();
        for (std::size_t i = 0; i < std::min(side, rows.points() - begin); ++i) {
            const float* const distances = tile + i * side;
            if (!anyAtMost(distances, found[i].bound(), columnBounds))
                continue;
            for (std::size_t j = 0; j < std::min(side, rows.points() - column); ++j) {
                if (distances[j] <= found[i].bound())
                    found[i].add(distances[j], order[column + j], rows);
                if (distances[j] <= columnBounds[j]) {
                    nearest[other][j].add(distances[j], order[begin + i], rows);
                    bounds[column + j] = nearest[other][j].bound();
                }
            }
            if (bothSides)
                bounds[begin + i] = found[i].bound();
        }
    };
    parallelFor(
        blocks, threads, progress.part(0, 0.95), [&](std::size_t block, int worker, const auto& poll) {
            auto& found = nearest[bothSides ? block : static_cast<std::size_t>(worker)];
            if (!bothSides) {
                for (auto& one : found)
                    one.begin(minimumSamples);
            }
            float tile[area];
            const std::size_t first = bothSides ? block : 0;
            for (std::size_t other = first; other < blocks; ++other) {
                poll(static_cast<double>(other - first) / static_cast<double>(blocks - first));
                squaredDistances(packed.block(block), packed.block(other), packed.columns(), tile);
                if (bothSides && other != block) {
                    const std::scoped_lock lock(inUse[block], inUse[other]);
                    addTile(block, other, tile, found);
                } else {
                    const std::scoped_lock lock(inUse[block]);
                    addTile(block, other, tile, found);
                }
            }
            if (!bothSides)
                finish(block, found, poll);
        });
    if (bothSides) {
        parallelFor(blocks, threads, progress.part(0.95, 1),
            [&](std::size_t block, int, const auto& poll) { finish(block, nearest[block], poll); });
    }
    return cores;
}

/// Edges in the order in which Kruskal's algorithm takes them; distances are squared.
bool isBefore(const SpanningEdge& a, const SpanningEdge& b)
{
    return std::tie(a.distance, a.first, a.second) < std::tie(b.distance, b.first, b.second);
}

/// Leaves a minimum spanning forest of the edges, in order.
void keepForest(std::vector<SpanningEdge>& edges, std::size_t points)
{
    std::sort(edges.begin(), edges.end(), isBefore);
    DisjointSets sets(points);
    std::erase_if(edges, [&](const SpanningEdge& edge) { return !sets.unite(edge.first, edge.second); });
}

template <typename T>
SpanningEdge exactEdge(const Rows<T>& rows, const std::vector<double>& cores, std::int32_t a, std::int32_t b)
{
    return { std::min(a, b), std::max(a, b),
        std::max({ rows.squaredDistance(a, b), cores[index(a)], cores[index(b)] }) };
}

/// A spanning tree of a sample of the pairs, nearly the minimum one, by Boruvka's algorithm: every component
/// takes a short edge out, until there is one. The sample is of tiles, as many as fit into 64 MB but four to
/// a block, among them a ring of all blocks, so that it connects all points.
template <typename T>
std::vector<SpanningEdge> sampledTree(const Rows<T>& rows, const PackedRows<float>& packed,
    const std::vector<std::int32_t>& order, const std::vector<double>& cores, int threads,
    const Progress& progress)
{
    const std::size_t points = rows.points(), blocks = packed.blocks();
    const std::size_t offsets = std::min(std::max<std::size_t>(4096 / blocks, 4), blocks / 2 + 1);
    const std::size_t step = std::max<std::size_t>(1, blocks / 2 / offsets);
    std::vector<float> tiles(blocks * offsets * area);
    std::vector<float> floatCores(blocks * side, floatInfinity);
    for (std::size_t i = 0; i < points; ++i)
        floatCores[i] = rows.upperFloat(cores[index(order[i])]);
    std::vector<std::int32_t> components(blocks * side);
    const auto column = [&](std::size_t block, std::size_t offset) {
        return (block + (offset < 2 ? offset : offset * step)) % blocks;
    };
    parallelFor(blocks, threads, progress.part(0, 0.5), [&](std::size_t block, int, const auto& poll) {
        for (std::size_t offset = 0; offset < offsets; ++offset) {
            poll();
            squaredDistances(packed.block(block), packed.block(column(block, offset)), packed.columns(),
                tiles.data() + (block * offsets + offset) * area);
        }
    });

    struct Candidate {
        float distance = floatInfinity;
        std::int32_t first = -1, second = -1;
    };
    std::vector<SpanningEdge> edges;
    DisjointSets sets(points);
    while (edges.size() + 1 < points) {
        for (std::size_t i = 0; i < points; ++i)
            components[i] = sets.find(static_cast<std::int32_t>(i));
        std::vector<Candidate> best(blocks * side); // of each row
        parallelFor(blocks, threads, progress.part(0.5, 0.5), [&](std::size_t block, int, const auto&) {
            for (std::size_t offset = 0; offset < offsets; ++offset) {
                const std::size_t begin = column(block, offset) * side;
                for (std::size_t i = block * side; i < std::min(points, (block + 1) * side); ++i) {
                    const float* const distances =
                        tiles.data() + (block * offsets + offset) * area + i % side * side;
                    const float least = smallestReachability(
                        distances, floatCores[i], components[i], &floatCores[begin], &components[begin]);
                    if (!(least < best[i].distance))
                        continue;
                    for (std::size_t j = 0; j < side; ++j) {
                        if (components[begin + j] != components[i] &&
                            std::max({ distances[j], floatCores[begin + j], floatCores[i] }) == least) {
                            best[i] = { least, static_cast<std::int32_t>(i),
                                static_cast<std::int32_t>(begin + j) };
                            break;
                        }
                    }
                }
            }
        });
        // An edge was seen from the side of its row only, but is one out of the other component, too.
        std::vector<Candidate> shortest(points);
        for (const Candidate& candidate : best) {
            for (const std::int32_t end : { candidate.first, candidate.second }) {
                if (end >= 0 && candidate.distance < shortest[index(components[index(end)])].distance)
                    shortest[index(components[index(end)])] = candidate;
            }
        }
        for (const Candidate& candidate : shortest) {
            if (candidate.first >= 0 && sets.unite(candidate.first, candidate.second))
                edges.push_back(
                    exactEdge(rows, cores, order[index(candidate.first)], order[index(candidate.second)]));
        }
    }
    progress.report(1);
    std::sort(edges.begin(), edges.end(), isBefore);
    return edges;
}

/// The points in the order of a tree's dendrogram: the largest gap between two of them is the longest edge on
/// the way from one to the other.
struct LeafOrder {
    std::vector<std::int32_t> points;
    std::vector<double> gaps; ///< [n] between a point and the one before it; squared

    LeafOrder(const std::vector<SpanningEdge>& tree, std::size_t count)
        : gaps(count, infinity)
    {
        std::vector<std::int32_t> following(count, -1), heads(count), tails(count); // of each set
        std::iota(heads.begin(), heads.end(), 0);
        tails = heads;
        DisjointSets sets(count);
        std::vector<double> before(count, infinity);
        for (const SpanningEdge& edge : tree) {
            const std::size_t first = index(sets.find(edge.first)), second = index(sets.find(edge.second));
            const std::int32_t head = heads[first], tail = tails[second];
            following[index(tails[first])] = heads[second];
            before[index(heads[second])] = edge.distance;
            sets.unite(edge.first, edge.second);
            const std::size_t whole = index(sets.find(edge.first));
            heads[whole] = head;
            tails[whole] = tail;
        }
        for (std::int32_t point = heads[index(sets.find(0))]; point >= 0; point = following[index(point)]) {
            gaps[points.size()] = before[index(point)];
            points.push_back(point);
        }
    }
};

/// The minimum spanning tree, given any spanning tree: of that and of all pairs that are nearer than the
/// longest edge on the way that it leads from one to the other.
template <typename T>
std::vector<SpanningEdge> minimumTree(const Rows<T>& rows, std::vector<SpanningEdge> tree,
    const std::vector<double>& cores, int threads, const Progress& progress)
{
    const std::size_t points = rows.points();
    const LeafOrder leaves(tree, points);
    const PackedRows<float> packed = rows.packed(leaves.points);
    const std::size_t blocks = packed.blocks(), padded = blocks * side;

    // Core distances and gaps must be compared exactly, for most are equal: by their ranks.
    std::vector<double> values(cores);
    values.insert(values.end(), leaves.gaps.begin(), leaves.gaps.end());
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    const auto rankOf = [&](double value) {
        return static_cast<std::int32_t>(
            std::lower_bound(values.begin(), values.end(), value) - values.begin());
    };
    std::vector<std::int32_t> coreRanks(padded, std::numeric_limits<std::int32_t>::max()), gapRanks(padded);
    std::vector<float> gaps(padded);
    for (std::size_t i = 0; i < points; ++i) {
        coreRanks[i] = rankOf(cores[index(leaves.points[i])]);
        gapRanks[i] = rankOf(leaves.gaps[i]);
        gaps[i] = rows.upperFloat(leaves.gaps[i]);
    }
    // From the first point of its block to each point.
    std::vector<std::int32_t> rankInside(padded);
    std::vector<float> gapInside(padded, lowest);
    for (std::size_t i = 0; i < padded; ++i) {
        if (i % side > 0) {
            rankInside[i] = std::max(rankInside[i - 1], gapRanks[i]);
            gapInside[i] = std::max(gapInside[i - 1], gaps[i]);
        }
    }

    std::vector<std::vector<SpanningEdge>> found(static_cast<std::size_t>(threads));
    parallelFor(blocks, threads, progress, [&](std::size_t block, int worker, const auto& poll) {
        auto& edges = found[static_cast<std::size_t>(worker)];
        const std::size_t begin = block * side, end = std::min(points, begin + side);
        float tile[area];
        // From each point of the block to the first of the other block.
        std::array<float, side> below;
        std::array<std::int32_t, side> rankLimits;
        const PairLimits rowLimits { below.data(), &coreRanks[begin], rankLimits.data() };
        const auto inspect = [&](std::size_t i, std::size_t column, std::size_t from,
                                 const PairLimits& columnLimits) {
            const float* const distances = tile + (i - begin) * side;
            for (std::size_t j = from; j < side && column + j < points; ++j) {
                const std::int32_t rank = std::max(rankLimits[i - begin], columnLimits.rankLimits[j]);
                if (!(distances[j] < std::max(below[i - begin], columnLimits.below[j])) ||
                    std::max(coreRanks[i], coreRanks[column + j]) >= rank)
                    continue;
                const SpanningEdge edge = exactEdge(rows, cores, leaves.points[i], leaves.points[column + j]);
                if (edge.distance < values[index(rank)])
                    edges.push_back(edge);
            }
        };
        for (std::size_t other = block; other < blocks; ++other) {
            poll(static_cast<double>(other - block) / static_cast<double>(blocks - block));
            squaredDistances(packed.block(block), packed.block(other), packed.columns(), tile);
            const std::size_t column = other * side;
            if (other == block) {
                for (std::size_t i = begin; i < end; ++i) {
                    std::array<float, side> gapFrom;
                    std::array<std::int32_t, side> rankFrom;
                    std::int32_t rank = 0;
                    float gap = lowest;
                    for (std::size_t j = i + 1; j < end; ++j) {
                        gapFrom[j - begin] = gap = std::max(gap, gaps[j]);
                        rankFrom[j - begin] = rank = std::max(rank, gapRanks[j]);
                    }
                    below[i - begin] = lowest;
                    rankLimits[i - begin] = 0;
                    inspect(
                        i, column, i + 1 - begin, { gapFrom.data(), &coreRanks[column], rankFrom.data() });
                }
                for (std::size_t i = end - begin; i-- > 0;) { // to the end of the block
                    below[i] = i + 1 < end - begin ? std::max(below[i + 1], gaps[begin + i + 1]) : lowest;
                    rankLimits[i] =
                        i + 1 < end - begin ? std::max(rankLimits[i + 1], gapRanks[begin + i + 1]) : 0;
                }
                continue;
            }
            // Across the block before and into this one.
            const float gap =
                other > block + 1 ? std::max(gapInside[column - 1], gaps[column]) : gaps[column];
            const std::int32_t rank =
                other > block + 1 ? std::max(rankInside[column - 1], gapRanks[column]) : gapRanks[column];
            for (std::size_t i = 0; i < end - begin; ++i) {
                below[i] = std::max(below[i], gap);
                rankLimits[i] = std::max(rankLimits[i], rank);
            }
            const PairLimits columnLimits { &gapInside[column], &coreRanks[column], &rankInside[column] };
            for (std::size_t i = 0; i < end - begin; ++i) {
                if (anyWithin(tile + i * side, rowLimits, i, columnLimits))
                    inspect(begin + i, column, 0, columnLimits);
            }
        }
        if (edges.size() > 8 * points)
            keepForest(edges, points);
    });
    for (const auto& edges : found)
        tree.insert(tree.end(), edges.begin(), edges.end());
    keepForest(tree, points);
    return tree;
}

template <typename T>
SpanningTree build(MatrixView<const T> matrix, const TreeOptions& options, const Progress& progress)
{
    const int threads = std::max(options.threads, 1);
    const Rows<T> rows(matrix);
    const std::size_t points = rows.points();
    SpanningTree tree;
    tree.points = points;
    tree.minimumSamples = std::max<std::int64_t>(options.minimumSamples, 1) +
        (options.count == SampleCount::withoutPoint ? 1 : 0);
    const auto samples = static_cast<std::size_t>(tree.minimumSamples);
    if (points < samples) {
        tree.coreDistances.assign(points, infinity);
        for (std::size_t i = 1; i < points; ++i)
            tree.edges.push_back(
                { static_cast<std::int32_t>(i - 1), static_cast<std::int32_t>(i), infinity });
    } else {
        // In random order, a few blocks are a fair sample of the rows.
        const std::vector<std::int32_t> order =
            Random(0, "spanning tree").permutation(static_cast<std::int32_t>(points));
        tree.coreDistances.assign(points, 0);
        {
            const PackedRows<float> packed = rows.packed(order);
            if (samples > 1)
                tree.coreDistances =
                    squaredCores(rows, packed, order, samples, threads, progress.part(0, 0.65));
            tree.edges =
                sampledTree(rows, packed, order, tree.coreDistances, threads, progress.part(0.65, 0.7));
        }
        tree.edges =
            minimumTree(rows, std::move(tree.edges), tree.coreDistances, threads, progress.part(0.7, 1));
    }
    for (double& distance : tree.coreDistances)
        distance = std::sqrt(distance);
    for (SpanningEdge& edge : tree.edges)
        edge.distance = std::sqrt(edge.distance);
    std::sort(tree.edges.begin(), tree.edges.end(), isBefore); // roots may be equal where squares are not
    progress.report(1);
    return tree;
}

template <typename T>
SpanningTree buildByMetric(MatrixView<const T> rows, const TreeOptions& options, const Progress& progress)
{
    if (options.metric == Metric::euclidean)
        return build(rows, options, progress);
    const Matrix<double> unitRows = normalised(rows, options.metric);
    return build(unitRows.view(), options, progress);
}

}

SpanningTree spanningTree(MatrixView<const float> rows, const TreeOptions& options, const Progress& progress)
{
    return buildByMetric(rows, options, progress);
}

SpanningTree spanningTree(MatrixView<const double> rows, const TreeOptions& options, const Progress& progress)
{
    return buildByMetric(rows, options, progress);
}

}
