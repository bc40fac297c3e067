#include "core/cluster/hdbscan.h"

#include "core/cluster/disjoint_sets.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace polcascope::cluster {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

std::size_t index(std::int32_t node)
{
    return static_cast<std::size_t>(node);
}

/// The single linkage hierarchy, with as many children to a node as merge at its height. Nodes below n are
/// the points.
struct Hierarchy {
    std::vector<double> heights;
    std::vector<std::int32_t> sizes;
    std::vector<std::vector<std::int32_t>> children;
    std::int32_t root = -1;

    explicit Hierarchy(const SpanningTree& tree);
    std::int32_t add(double height, std::int32_t size)
    {
        heights.push_back(height);
        sizes.push_back(size);
        children.emplace_back();
        return static_cast<std::int32_t>(sizes.size()) - 1;
    }
};

Hierarchy::Hierarchy(const SpanningTree& tree)
{
    DisjointSets sets(tree.points);
    for (std::size_t i = 0; i < tree.points; ++i)
        root = add(0, 1);
    std::vector<std::int32_t> nodes(tree.points); // of each set
    std::iota(nodes.begin(), nodes.end(), 0);
    std::vector<std::int32_t> merged(tree.points, -1); // of each set after the merges at the height at hand

    for (auto begin = tree.edges.begin(); begin != tree.edges.end();) {
        const auto end = std::find_if(begin, tree.edges.end(),
            [&](const SpanningEdge& edge) { return edge.distance != begin->distance; });
        std::vector<std::int32_t> former; // sets that merge
        for (auto edge = begin; edge != end; ++edge) {
            former.push_back(sets.find(edge->first));
            former.push_back(sets.find(edge->second));
        }
        std::sort(former.begin(), former.end());
        former.erase(std::unique(former.begin(), former.end()), former.end());
        for (auto edge = begin; edge != end; ++edge)
            sets.unite(edge->first, edge->second);
        for (const std::int32_t set : former) {
            std::int32_t& node = merged[index(sets.find(set))];
            if (node < 0)
                node = add(begin->distance, 0);
            children[index(node)].push_back(nodes[index(set)]);
            sizes[index(node)] += sizes[index(nodes[index(set)])];
        }
        for (const std::int32_t set : former) {
            std::int32_t& node = merged[index(set)];
            if (node >= 0)
                root = nodes[index(set)] = std::exchange(node, -1);
        }
        begin = end;
    }
}

/// A node of the condensed tree.
struct Branch {
    std::int32_t parent = -1;
    double birth = 0; ///< lambda
    double birthHeight = infinity;
    double death = 0; ///< the largest lambda at which anything leaves it
    std::int32_t size = 0; ///< points at its birth
    double stability = 0;
    /// For persistence: what leaves at infinity counts as the largest finite lambda.
    double boundedStability = 0;
    bool hasChildren = false;
    bool selected = false;
};

struct Condensed {
    std::vector<CondensedEdge> edges;
    std::vector<Branch> branches; ///< node n + i is branches[i]
};

double lambdaAt(double height)
{
    return 1 / height; // infinity at 0, and 0 at infinity
}

Condensed condense(
    const Hierarchy& hierarchy, std::int32_t points, std::int64_t minimumSize, double largestLambda)
{
    Condensed result;
    result.branches.emplace_back();
    // Node of the hierarchy, branch.
    std::vector<std::pair<std::int32_t, std::int32_t>> open { { hierarchy.root, 0 } };
    std::vector<std::int32_t> dropping;
    while (!open.empty()) {
        const auto [node, branch] = open.back();
        open.pop_back();
        const auto& children = hierarchy.children[index(node)];
        const double height = hierarchy.heights[index(node)];
        const double lambda = lambdaAt(height);
        const auto isLarge = [&](std::int32_t child) { return hierarchy.sizes[index(child)] >= minimumSize; };
        const bool splits = std::count_if(children.begin(), children.end(), isLarge) >= 2;

        std::int32_t leaving = 0;
        for (const std::int32_t child : children) {
            if (isLarge(child) && !splits) {
                open.emplace_back(child, branch);
                continue;
            }
            leaving += hierarchy.sizes[index(child)];
            if (isLarge(child)) {
                const auto id = static_cast<std::int32_t>(result.branches.size());
                result.branches.push_back({ .parent = branch, .birth = lambda, .birthHeight = height });
                result.edges.push_back(
                    { points + branch, points + id, lambda, hierarchy.sizes[index(child)] });
                open.emplace_back(child, id);
                continue;
            }
            dropping.push_back(child);
            while (!dropping.empty()) {
                const std::int32_t dropped = dropping.back();
                dropping.pop_back();
                if (dropped < points)
                    result.edges.push_back({ points + branch, dropped, lambda, 1 });
                const auto& below = hierarchy.children[index(dropped)];
                dropping.insert(dropping.end(), below.begin(), below.end());
            }
        }
        if (leaving == 0)
            continue;
        // All that leaves at one height is added at once, from the top down: a sum in another order might
        // round differently, and would then decide between equal stabilities by the order of the rows.
        Branch& left = result.branches[index(branch)];
        left.hasChildren |= splits;
        left.death = lambda; // lambda grows on the way down
        left.size += leaving;
        left.stability += (lambda - left.birth) * leaving;
        left.boundedStability += (std::isinf(lambda) ? largestLambda : lambda - left.birth) * leaving;
    }
    return result;
}

void selectByExcessOfMass(std::vector<Branch>& branches, const CutOptions& options)
{
    std::vector<std::vector<double>> below(branches.size()); // values of each branch's children
    for (std::size_t i = branches.size(); i-- > 0;) {
        Branch& branch = branches[i];
        std::sort(below[i].begin(), below[i].end()); // a sum free of the order of the rows
        const double children = std::accumulate(below[i].begin(), below[i].end(), 0.0);
        branch.selected = (i > 0 || options.allowSingleCluster) &&
            branch.size <= options.maximumClusterSize && !(children > branch.stability);
        if (i > 0)
            below[index(branch.parent)].push_back(branch.selected ? branch.stability : children);
    }
}

/// Moves the choice up to the nearest ancestor that begins at epsilon or above.
void applyEpsilon(std::vector<Branch>& branches, double epsilon, bool allowSingleCluster)
{
    for (std::size_t i = branches.size(); i-- > 0;) {
        Branch& branch = branches[i];
        if (!branch.selected || branch.birthHeight >= epsilon || (branch.parent == 0 && !allowSingleCluster))
            continue;
        branch.selected = false;
        branches[index(branch.parent)].selected = true;
    }
}

}

Clusters cut(const SpanningTree& tree, const CutOptions& options)
{
    const auto points = static_cast<std::int32_t>(tree.points);
    const std::int64_t minimumSize = std::max<std::int64_t>(options.minimumClusterSize, 2);
    Clusters result;
    result.labels.assign(tree.points, -1);
    result.probabilities.assign(tree.points, 0);
    if (points < minimumSize)
        return result;

    const auto nearest = std::find_if(
        tree.edges.begin(), tree.edges.end(), [](const SpanningEdge& edge) { return edge.distance > 0; });
    const double largestLambda = nearest == tree.edges.end() ? 0 : lambdaAt(nearest->distance);
    Condensed condensed = condense(Hierarchy(tree), points, minimumSize, largestLambda);
    auto& branches = condensed.branches;

    if (options.selection == Selection::excessOfMass) {
        selectByExcessOfMass(branches, options);
    } else {
        for (std::size_t i = 0; i < branches.size(); ++i)
            branches[i].selected = !branches[i].hasChildren && (i > 0 || options.allowSingleCluster);
    }
    applyEpsilon(branches, options.selectionEpsilon, options.allowSingleCluster);

    // The topmost branches selected are the clusters; everything below belongs to them.
    std::vector<std::int32_t> owners(branches.size(), -1);
    for (std::size_t i = 0; i < branches.size(); ++i) {
        const std::int32_t above = i > 0 ? owners[index(branches[i].parent)] : -1;
        owners[i] = above >= 0 || !branches[i].selected ? above : static_cast<std::int32_t>(i);
    }
    if (owners.front() == 0)
        result.smallestLambda =
            options.selectionEpsilon > 0 ? lambdaAt(options.selectionEpsilon) : branches.front().death;

    std::vector<std::int32_t> sizes(branches.size()), firstPoints(branches.size(), points);
    std::vector<std::int32_t> owned(tree.points, -1);
    for (const CondensedEdge& edge : condensed.edges) {
        const std::int32_t owner = owners[index(edge.parent - points)];
        if (edge.child >= points || owner < 0 || edge.lambda == 0 || edge.lambda < result.smallestLambda)
            continue;
        owned[index(edge.child)] = owner;
        ++sizes[index(owner)];
        firstPoints[index(owner)] = std::min(firstPoints[index(owner)], edge.child);
        const double death = branches[index(owner)].death;
        result.probabilities[index(edge.child)] =
            std::isinf(edge.lambda) ? 1 : std::min(edge.lambda, death) / death;
    }

    std::vector<std::int32_t> order;
    for (std::size_t i = 0; i < branches.size(); ++i) {
        if (sizes[i] > 0)
            order.push_back(static_cast<std::int32_t>(i));
    }
    std::sort(order.begin(), order.end(), [&](std::int32_t a, std::int32_t b) {
        return std::pair(-sizes[index(a)], firstPoints[index(a)]) <
            std::pair(-sizes[index(b)], firstPoints[index(b)]);
    });
    std::vector<std::int32_t> labels(branches.size(), -1);
    for (const std::int32_t branch : order) {
        labels[index(branch)] = static_cast<std::int32_t>(result.persistence.size());
        result.condensedIds.push_back(points + branch);
        const Branch& cluster = branches[index(branch)];
        result.persistence.push_back(
            largestLambda > 0 ? cluster.boundedStability / (cluster.size * largestLambda) : 1);
    }
    for (std::size_t i = 0; i < tree.points; ++i) {
        if (owned[i] >= 0)
            result.labels[i] = labels[index(owned[i])];
    }
    result.condensedTree = std::move(condensed.edges);
    return result;
}

std::vector<std::int32_t> dbscanStar(
    const SpanningTree& tree, double distance, std::int64_t minimumClusterSize)
{
    DisjointSets sets(tree.points);
    for (const SpanningEdge& edge : tree.edges) {
        if (edge.distance <= distance)
            sets.unite(edge.first, edge.second);
    }
    std::vector<std::int32_t> sizes(tree.points), order;
    for (std::size_t i = 0; i < tree.points; ++i) {
        if (tree.coreDistances[i] <= distance && sizes[index(sets.find(static_cast<std::int32_t>(i)))]++ == 0)
            order.push_back(sets.find(static_cast<std::int32_t>(i))); // by first point
    }
    std::stable_sort(order.begin(), order.end(),
        [&](std::int32_t a, std::int32_t b) { return sizes[index(a)] > sizes[index(b)]; });
    std::vector<std::int32_t> numbers(tree.points, -1);
    for (std::size_t i = 0; i < order.size() && sizes[index(order[i])] >= minimumClusterSize; ++i)
        numbers[index(order[i])] = static_cast<std::int32_t>(i);
    std::vector<std::int32_t> labels(tree.points, -1);
    for (std::size_t i = 0; i < tree.points; ++i) {
        if (tree.coreDistances[i] <= distance)
            labels[i] = numbers[index(sets.find(static_cast<std::int32_t>(i)))];
    }
    return labels;
}

std::int64_t minimumClusterSize(double numberOrShare, std::size_t points)
{
    return std::max<std::int64_t>(2,
        numberOrShare < 1 ? atLeastShare(numberOrShare, points)
                          : static_cast<std::int64_t>(std::ceil(numberOrShare)));
}

std::int64_t atLeastShare(double share, std::size_t points)
{
    return static_cast<std::int64_t>(std::ceil(share * static_cast<double>(points) - 1e-9));
}

}
