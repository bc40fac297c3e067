#include "widgets/models/token_tree.h"

#include <algorithm>
#include <cmath>

namespace polcascope::models {

double TokenTree::largestDistance() const
{
    const auto& edges = tree.edges; // by ascending distance
    const auto finite = std::find_if(
        edges.rbegin(), edges.rend(), [](const auto& edge) { return std::isfinite(edge.distance); });
    return finite == edges.rend() ? 0 : finite->distance;
}

TokenTreePointer makeTokenTree(const std::shared_ptr<const store::TrajectorySet>& trajectories,
    const Matrix<float>& values, const TokenTable& tokens, const TreeKey& key, const ClusteringOptions& options,
    const Progress& progress)
{
    auto made = std::make_shared<TokenTree>();
    made->key = key;
    made->trajectories = trajectories;
    analysis::requireFinite(values, *trajectories, key.key);
    made->scope = analysis::clusterScope(values, tokens, key.key, options);
    made->tokens = analysis::clusteredTokens(made->scope);
    const Matrix<float> rows = analysis::trajectoriesOf(values, made->tokens);
    progress.report(0);
    made->tree = cluster::spanningTree(
        rows.view(), { .minimumSamples = key.minimumSamples, .metric = key.metric }, progress);
    return made;
}

store::Clustering cutTree(const TokenTree& tree, const ClusteringParameters& parameters)
{
    store::Clustering clustering = analysis::withClusters(tree.scope, cluster::cut(tree.tree, parameters.cut()));
    clustering.minimumClusterSize = parameters.minimumClusterSize;
    clustering.minimumSamples = tree.key.minimumSamples;
    return clustering;
}

}
