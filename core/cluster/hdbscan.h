#pragma once

#include "core/base/matrix.h"
#include "core/base/progress.h"

#include <cstdint>
#include <vector>

namespace polcascope::cluster {

/// One edge of a minimum spanning tree of mutual reachability distances.
struct SpanningEdge {
    std::int32_t first = 0;
    std::int32_t second = 0;
    double distance = 0;
};

/// What depends only on data, metric and min_samples; every clustering is a cut of it.
struct SpanningTree {
    std::size_t points = 0;
    std::vector<double> coreDistances; ///< [n]
    std::vector<SpanningEdge> edges; ///< [n - 1], by ascending distance
};

/// How clusters are chosen from the condensed tree.
enum class Selection {
    excessOfMass,
    leaf,
};

struct TreeOptions {
    std::int64_t minimumSamples = 5; ///< counts the point itself, as scikit-learn and R do; at least 1
    int threads = 1; ///< changes nothing in the result
    /// Distances are kept if they fit (4 n^2 bytes, so 13,000 points by default), and computed about ten
    /// times if not. Changes nothing in the result.
    std::size_t storedBytes = std::size_t { 700 } << 20;
};

struct CutOptions {
    std::int64_t minimumClusterSize = 5; ///< at least 2
    Selection selection = Selection::excessOfMass;
    double selectionEpsilon = 0; ///< clusters are not split below this distance
    bool allowSingleCluster = false;
};

/// An edge of the condensed tree, as in Campello et al. (2013): at `lambda` = 1 / distance the child (a point
/// below n, a cluster from n on; the root is n, parents come before their children) leaves its parent with
/// `size` points. Duplicates leave at infinity.
struct CondensedEdge {
    std::int32_t parent = 0;
    std::int32_t child = 0;
    double lambda = 0;
    std::int32_t size = 0;
};

struct Clusters {
    std::vector<std::int32_t> labels; ///< [n], from 0 in descending order of size; -1 is noise
    std::vector<double> probabilities; ///< [n], 0 for noise
    /// [clusters] stability relative to the largest possible, 0 to 1: over that of a cluster of this size
    /// that begins at lambda 0 and keeps all its points up to the largest finite lambda of the tree. Points
    /// that stay for ever (duplicates) count as such a cluster's do.
    std::vector<double> persistence;
    std::vector<CondensedEdge> condensedTree;
    std::vector<std::int32_t> condensedIds; ///< [clusters] the condensed tree's node of each label
    [[nodiscard]] std::int32_t count() const { return static_cast<std::int32_t>(persistence.size()); }
};

/// Exact minimum spanning tree of euclidean mutual reachability distances between the rows, in double
/// precision. O(n^2 d) time, on one thread about n^2 d / 10^10 seconds. Rows must be finite (throws Error
/// nonFinite with the row). Fewer rows than minimumSamples have no core distances: all is then at infinity.
[[nodiscard]] SpanningTree spanningTree(
    MatrixView<const float> rows, const TreeOptions& options = {}, const Progress& progress = {});
[[nodiscard]] SpanningTree spanningTree(
    MatrixView<const double> rows, const TreeOptions& options = {}, const Progress& progress = {});

/// HDBSCAN*'s clusters (Campello, Moulavi, Sander 2013; selection_epsilon: Malzer and Baum 2020). Equal
/// heights are merged at once, so the partition never depends on the order of the rows. Points that leave a
/// cluster at the very height at which it splits are noise, and points that are no core point at any distance
/// are in no cluster. A single cluster (the root) keeps the points that stay until its last, or within
/// selectionEpsilon if that is set. Less than a millisecond per thousand points.
[[nodiscard]] Clusters cut(const SpanningTree& tree, const CutOptions& options = {});

}
