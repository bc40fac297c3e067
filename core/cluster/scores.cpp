#include "core/cluster/scores.h"

#include "core/base/random.h"
#include "core/cluster/pair_distance.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

namespace polcascope::cluster {

namespace {

std::size_t index(std::int32_t point)
{
    return static_cast<std::size_t>(point);
}

/// The clusters' part of a condensed tree: node n + i is the i-th.
struct Nodes {
    std::int32_t points;
    std::vector<std::int32_t> parents;
    std::vector<double> deaths; ///< the largest lambda at which anything leaves it
    std::vector<bool> hasChildren;

    explicit Nodes(const Clusters& clusters)
        : points(static_cast<std::int32_t>(clusters.labels.size()))
    {
        for (const CondensedEdge& edge : clusters.condensedTree) {
            const auto size = index(std::max(edge.parent, edge.child) - points + 1);
            if (edge.child >= points || parents.empty()) {
                parents.resize(std::max(parents.size(), size), -1);
                deaths.resize(parents.size());
                hasChildren.resize(parents.size());
            }
            const std::size_t parent = index(edge.parent - points);
            deaths[parent] = std::max(deaths[parent], edge.lambda);
            if (edge.child >= points) {
                parents[index(edge.child - points)] = edge.parent - points;
                hasChildren[parent] = true;
            }
        }
    }
};

std::size_t labelCount(std::span<const std::int32_t> labels)
{
    std::int32_t largest = -1;
    for (const std::int32_t label : labels)
        largest = std::max(largest, label);
    return static_cast<std::size_t>(largest + 1);
}

double weightOf(std::span<const double> weights, std::size_t point)
{
    return weights.empty() ? 1 : weights[point];
}

template <typename T>
Matrix<double> means(
    MatrixView<const T> rows, std::span<const std::int32_t> labels, std::span<const double> weights)
{
    assert(labels.size() == rows.rows && (weights.empty() || weights.size() == rows.rows));
    Matrix<double> result(labelCount(labels), rows.columns);
    std::vector<double> sums(result.rows());
    for (std::size_t i = 0; i < rows.rows; ++i) {
        if (labels[i] < 0)
            continue;
        const double weight = weightOf(weights, i);
        sums[index(labels[i])] += weight;
        for (std::size_t k = 0; k < rows.columns; ++k)
            result(index(labels[i]), k) += weight * static_cast<double>(rows(i, k));
    }
    for (std::size_t label = 0; label < result.rows(); ++label) {
        for (double& value : result.row(label))
            value = sums[label] > 0 ? value / sums[label] : 0;
    }
    return result;
}

/// The medoid of the members, which are not none.
template <typename T>
std::int32_t medoid(MatrixView<const T> rows, const std::vector<std::int32_t>& members,
    std::span<const double> weights, const Progress& progress)
{
    double total = 0;
    for (const std::int32_t member : members)
        total += weightOf(weights, index(member));
    // A sum of distances differs from another by at most the distance between the two times the total weight.
    std::vector<double> atLeast(members.size());
    double best = std::numeric_limits<double>::infinity();
    std::int32_t found = -1;
    const std::vector<std::int32_t> order =
        Random(0, "medoid").permutation(static_cast<std::int32_t>(members.size()));
    std::vector<double> distances(members.size());
    for (std::size_t step = 0; step < order.size(); ++step) {
        progress.report(static_cast<double>(step) / static_cast<double>(order.size()));
        const std::size_t candidate = index(order[step]);
        if (atLeast[candidate] > best * (1 + 1e-12)) // no rounding may rule out the best
            continue;
        double sum = 0;
        for (std::size_t i = 0; i < members.size(); ++i) {
            distances[i] = std::sqrt(squaredDistance(rows.row(index(members[candidate])).data(),
                rows.row(index(members[i])).data(), rows.columns));
            sum += weightOf(weights, index(members[i])) * distances[i];
        }
        if (sum < best || (sum == best && members[candidate] < found)) {
            best = sum;
            found = members[candidate];
        }
        for (std::size_t i = 0; i < members.size(); ++i)
            atLeast[i] = std::max(atLeast[i], std::abs(sum - total * distances[i]));
    }
    return found;
}

template <typename T>
std::vector<std::int32_t> medoidsOf(MatrixView<const T> rows, std::span<const std::int32_t> labels,
    std::span<const double> weights, const Progress& progress)
{
    assert(labels.size() == rows.rows && (weights.empty() || weights.size() == rows.rows));
    std::vector<std::vector<std::int32_t>> members(labelCount(labels));
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (labels[i] >= 0)
            members[index(labels[i])].push_back(static_cast<std::int32_t>(i));
    }
    std::vector<std::int32_t> result(members.size(), -1);
    for (std::size_t label = 0; label < members.size(); ++label) {
        const double count = static_cast<double>(members.size()), done = static_cast<double>(label);
        if (!members[label].empty())
            result[label] =
                medoid(rows, members[label], weights, progress.part(done / count, (done + 1) / count));
    }
    return result;
}

}

std::vector<double> outlierScores(const Clusters& clusters)
{
    Nodes nodes(clusters);
    for (std::size_t i = nodes.parents.size(); i-- > 1;) {
        double& above = nodes.deaths[index(nodes.parents[i])];
        above = std::max(above, nodes.deaths[i]);
    }
    std::vector<double> scores(clusters.labels.size());
    for (const CondensedEdge& edge : clusters.condensedTree) {
        const double largest = nodes.deaths[index(edge.parent - nodes.points)];
        if (edge.child < nodes.points && edge.lambda < largest)
            scores[index(edge.child)] = std::isinf(largest) ? 1 : (largest - edge.lambda) / largest;
    }
    return scores;
}

std::vector<std::vector<std::int32_t>> exemplars(const Clusters& clusters)
{
    const Nodes nodes(clusters);
    std::vector<std::vector<std::int32_t>> result(index(clusters.count()));
    for (const CondensedEdge& edge : clusters.condensedTree) {
        if (edge.child >= nodes.points)
            continue;
        const std::int32_t label = clusters.labels[index(edge.child)];
        const std::size_t node = index(edge.parent - nodes.points);
        if (label >= 0 && !nodes.hasChildren[node] && edge.lambda == nodes.deaths[node])
            result[index(label)].push_back(edge.child);
    }
    for (auto& points : result)
        std::sort(points.begin(), points.end());
    return result;
}

Matrix<double> centroids(
    MatrixView<const float> rows, std::span<const std::int32_t> labels, std::span<const double> weights)
{
    return means(rows, labels, weights);
}

Matrix<double> centroids(
    MatrixView<const double> rows, std::span<const std::int32_t> labels, std::span<const double> weights)
{
    return means(rows, labels, weights);
}

std::vector<std::int32_t> medoids(MatrixView<const float> rows, std::span<const std::int32_t> labels,
    std::span<const double> weights, const Progress& progress)
{
    return medoidsOf(rows, labels, weights, progress);
}

std::vector<std::int32_t> medoids(MatrixView<const double> rows, std::span<const std::int32_t> labels,
    std::span<const double> weights, const Progress& progress)
{
    return medoidsOf(rows, labels, weights, progress);
}

double relativeValidity(const SpanningTree& tree, std::span<const std::int32_t> labels)
{
    assert(labels.size() == tree.points);
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const std::size_t count = labelCount(labels);
    std::vector<double> sizes(count), sparseness(count), separation(count, infinity);
    for (const std::int32_t label : labels) {
        if (label >= 0)
            ++sizes[index(label)];
    }
    double toNoise = infinity;
    for (const SpanningEdge& edge : tree.edges) {
        const std::int32_t first = labels[index(edge.first)], second = labels[index(edge.second)];
        if (first < 0 || second < 0) {
            if (first >= 0 || second >= 0)
                toNoise = std::min(toNoise, edge.distance);
        } else if (first == second) {
            sparseness[index(first)] = std::max(sparseness[index(first)], edge.distance);
        } else {
            for (const std::int32_t label : { first, second })
                separation[index(label)] = std::min(separation[index(label)], edge.distance);
        }
    }
    const double longest = tree.edges.empty() ? 0 : tree.edges.back().distance;
    const double islands = 2 * (count > 1 || std::isinf(toNoise) ? longest : toNoise);
    double sum = 0;
    for (std::size_t label = 0; label < count; ++label) {
        const double apart = std::isinf(separation[label]) ? islands : separation[label];
        const double larger = std::max(apart, sparseness[label]);
        if (larger > 0)
            sum += sizes[label] * (apart - sparseness[label]) / larger;
    }
    return tree.points > 0 ? sum / static_cast<double>(tree.points) : 0;
}

}
