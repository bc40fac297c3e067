#pragma once

#include "core/cluster/spanning_tree.h"

#include <cstdint>
#include <limits>
#include <vector>

namespace polcascope::cluster {

/// How clusters are chosen from the condensed tree.
enum class Selection {
    excessOfMass,
    leaf,
};

struct CutOptions {
    std::int64_t minimumClusterSize = 5; ///< at least 2
    Selection selection = Selection::excessOfMass;
    double selectionEpsilon = 0; ///< clusters are not split below this distance
    bool allowSingleCluster = false;
    /// Excess of mass looks for smaller ones inside a larger one (with so many points when it begins), and
    /// finds none if there is none. selectionEpsilon may join more again, and leaf pays no attention.
    std::int64_t maximumClusterSize = std::numeric_limits<std::int64_t>::max();
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
    std::vector<CondensedEdge> condensedTree; ///< empty for fewer points than minimumClusterSize
    std::vector<std::int32_t> condensedIds; ///< [clusters] the condensed tree's node of each label
    /// The lambda up to which a point must stay to belong to a cluster: 0 but for the root (see cut).
    double smallestLambda = 0;
    [[nodiscard]] std::int32_t count() const { return static_cast<std::int32_t>(persistence.size()); }
};

/// HDBSCAN*'s clusters (Campello, Moulavi, Sander 2013; selection_epsilon: Malzer and Baum 2020). Equal
/// heights are merged at once, so the partition never depends on the order of the rows. Points that leave a
/// cluster at the very height at which it splits are noise, and points that are no core point at any distance
/// are in no cluster. A single cluster (the root) keeps the points that stay until its last, or within
/// selectionEpsilon if that is set. Duplicates, and constant data, cluster at distance 0 (the latter only if
/// a single cluster is allowed). Fewer points than minimumClusterSize are noise. Less than a millisecond per
/// thousand points.
/// Where a single cluster is allowed, the root counts as a leaf if nothing splits, and its size is that of all
/// points; scikit-learn and hdbscan find no leaf then, and take the root's size for that of its children.
[[nodiscard]] Clusters cut(const SpanningTree& tree, const CutOptions& options = {});

/// DBSCAN*'s clusters (the same paper) within `distance`: core points, joined wherever a chain of core points
/// leads from one to the other in steps of at most `distance`. All other points are noise, -1: there are no
/// border points as in DBSCAN. A core point on its own is a cluster, unless minimumClusterSize rules it out.
/// From 0 in descending order of size.
[[nodiscard]] std::vector<std::int32_t> dbscanStar(
    const SpanningTree& tree, double distance, std::int64_t minimumClusterSize = 1);

/// A minimum cluster size given as a number of points (from 1 on) or as a share of them (below 1): rounded
/// up, and at least 2.
[[nodiscard]] std::int64_t minimumClusterSize(double numberOrShare, std::size_t points);
/// At least this share of the points: 0.03 of 5,000 is 150 although 0.03 is no number in binary.
[[nodiscard]] std::int64_t atLeastShare(double share, std::size_t points);

}
