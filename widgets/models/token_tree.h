#pragma once

#include "core/analysis/clusterings.h"
#include "core/cluster/hdbscan.h"
#include "widgets/models/clustering_parameters.h"

#include <memory>

namespace polcascope::models {

/// What a spanning tree depends on, within one run.
struct TreeKey {
    store::ClusteringKey key;
    std::int64_t minimumSamples = 1;
    cluster::Metric metric = cluster::Metric::euclidean;

    auto operator<=>(const TreeKey&) const = default;
};

/// The spanning tree of the tokens that the rules of a key leave: every clustering of them is a cut of it.
struct TokenTree {
    TreeKey key;
    std::shared_ptr<const store::TrajectorySet> trajectories;
    store::Clustering scope; ///< what the rules leave to be clustered is noise in it
    std::vector<std::int32_t> tokens; ///< these: the points of the tree
    cluster::SpanningTree tree;

    /// The largest distance at which anything merges; 0 when nothing does.
    [[nodiscard]] double largestDistance() const;
};
using TokenTreePointer = std::shared_ptr<const TokenTree>;

/// Throws Error (nonFinite) and Cancelled. `values`: quantity() of the key, [T or T - 1, N].
[[nodiscard]] TokenTreePointer makeTokenTree(const std::shared_ptr<const store::TrajectorySet>& trajectories,
    const Matrix<float>& values, const TokenTable& tokens, const TreeKey& key, const ClusteringOptions& options,
    const Progress& progress);

/// One clustering of the tree, from milliseconds to a tenth of a second.
[[nodiscard]] store::Clustering cutTree(const TokenTree& tree, const ClusteringParameters& parameters);

}
