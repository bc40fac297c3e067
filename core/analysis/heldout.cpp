#include "core/analysis/heldout.h"

#include "core/analysis/by_source.h"
#include "core/analysis/clusterings.h"
#include "core/base/error.h"
#include "core/cluster/prediction.h"

#include <cassert>
#include <utility>

namespace polcascope::analysis {

using store::Clustering;
using store::ClusteringKey;
using store::Decomposition;

namespace {

/// quantity() of held-out tokens: [the same rows, M].
Matrix<float> heldoutQuantity(const store::TrajectorySet& trajectories, const ClusteringKey& key)
{
    return quantity(key, [&] { return trajectories.heldoutLoss(); },
        [&](std::size_t vector) {
            return heldoutPolca(
                vectorTrajectories(trajectories, vector), trajectories.heldoutProjection(vector), key.decomposition);
        });
}

}

Matrix<float> heldoutPolca(
    const VectorTrajectories& validation, const Matrix<float>& heldout, Decomposition decomposition)
{
    if (!splitsHeldout(decomposition))
        throw Error(ErrorKind::unsupported, { { "what", std::string(store::name(decomposition)) + " for held-out tokens" } });
    if (decomposition == Decomposition::fisher)
        return polca({ heldout, validation.weightProjection, validation.curvature }, decomposition);
    const auto weights = segmentWeights(
        decomposition, validation.weightProjection, validation.curvature, meanOfAll(validation));
    assert(heldout.rows() == validation.gradientProjection.rows());
    Matrix<float> result(weights.segments.size(), heldout.columns());
    for (std::size_t t = 0; t < result.rows(); ++t) {
        for (std::size_t x = 0; x < result.columns(); ++x)
            result(t, x) = static_cast<float>(weights.segments[t].begin * static_cast<double>(heldout(t, x)) +
                weights.segments[t].end * static_cast<double>(heldout(t + 1, x)));
    }
    return result;
}

Clustering placeHeldout(const Clustering& clustering, const Matrix<float>& values,
    const Matrix<float>& heldoutValues, const TokenTable& heldoutTokens, int threads, const Progress& progress)
{
    assert(values.rows() == heldoutValues.rows());
    Clustering result = clusterScope(heldoutValues, heldoutTokens, clustering.key, {});
    result.minimumClusterSize = clustering.minimumClusterSize;
    result.minimumSamples = clustering.minimumSamples;
    result.persistence = clustering.persistence;
    if (clustering.clusters() == 0)
        return result;

    const std::vector<std::int32_t> tokens = clusteredTokens(clustering);
    const Matrix<float> rows = trajectoriesOf(values, tokens);
    const auto tree = cluster::spanningTree(rows.view(),
        { .minimumSamples = clustering.minimumSamples, .threads = threads }, progress.part(0, 0.7));
    const auto clusters = cluster::cut(tree, { .minimumClusterSize = clustering.minimumClusterSize });
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (clusters.labels[i] != clustering.labels[static_cast<std::size_t>(tokens[i])])
            throw Error(ErrorKind::damaged,
                { { "path", "clusterings/clusterings.h5" }, { "reason", "format" },
                    { "what", "its clusters do not come of these trajectories" } });
    }
    const std::vector<std::int32_t> newTokens = clusteredTokens(result);
    if (newTokens.empty())
        return result;
    const Matrix<float> newRows = trajectoriesOf(heldoutValues, newTokens);
    const auto placed = cluster::predict(
        cluster::predictionData(tree, clusters), rows.view(), newRows.view(), threads, progress.part(0.7, 1));
    for (std::size_t i = 0; i < newTokens.size(); ++i) {
        result.labels[static_cast<std::size_t>(newTokens[i])] = placed.labels[i];
        result.probabilities[static_cast<std::size_t>(newTokens[i])] = static_cast<float>(placed.probabilities[i]);
    }
    return result;
}

std::vector<std::optional<Clustering>> placeHeldout(const store::TrajectorySet& trajectories,
    std::span<const Clustering> clusterings, const TokenTable& heldoutTokens, int threads, const Progress& progress)
{
    std::vector<ClusteringKey> keys;
    std::vector<std::size_t> indices; // of the clusterings with these keys
    for (std::size_t i = 0; i < clusterings.size(); ++i) {
        const ClusteringKey& key = clusterings[i].key;
        if (key.usesBasis() && !splitsHeldout(key.decomposition))
            continue;
        keys.push_back(key);
        indices.push_back(i);
    }
    std::vector<std::optional<Clustering>> result(clusterings.size());
    forEachBySource(
        keys, threads, progress,
        [&](const ClusteringKey& key) {
            return std::pair(quantity(trajectories, key), heldoutQuantity(trajectories, key));
        },
        [&](std::size_t i, const auto& values, int threadsEach, const Progress& part) {
            try {
                result[indices[i]] = placeHeldout(
                    clusterings[indices[i]], values.first, values.second, heldoutTokens, threadsEach, part);
            } catch (const Error& error) {
                if (error.kind() != ErrorKind::damaged)
                    throw;
            }
        });
    return result;
}

}
