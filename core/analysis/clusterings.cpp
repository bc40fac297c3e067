#include "core/analysis/clusterings.h"

#include "core/analysis/by_source.h"
#include "core/analysis/decomposition.h"
#include "core/base/error.h"
#include "core/cluster/hdbscan.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace polcascope::analysis {

using store::Clustering;
using store::ClusteringKey;
using store::Decomposition;
using store::Quantity;
using store::Rules;

namespace {

/// The sum of each token's trajectory along the basis at its end. `values`: quantity() of the key.
std::vector<double> projectedEnds(const Matrix<float>& values, const ClusteringKey& key)
{
    std::vector<double> ends(values.columns());
    // Projected losses are sums already, of which only the last counts.
    const std::size_t each = values.rows() / (1 + key.together.size());
    const std::size_t step = key.quantity == Quantity::projectedLoss ? std::max<std::size_t>(each, 1) : 1;
    for (std::size_t row = step - 1; row < values.rows(); row += step) {
        for (std::size_t x = 0; x < ends.size(); ++x)
            ends[x] += static_cast<double>(values(row, x));
    }
    return ends;
}

/// The 2026 rules leave out a vector along which the tokens do not learn on the whole, and tokens that do
/// not.
void filter(Clustering& clustering, const std::vector<double>& ends)
{
    clustering.skipped = isSkipped(std::accumulate(ends.begin(), ends.end(), 0.0));
    if (clustering.skipped) {
        clustering.labels.assign(clustering.labels.size(), store::notClustered);
        return;
    }
    for (std::size_t token = 0; token < ends.size(); ++token) {
        if (clustering.labels[token] != store::notClustered && ends[token] > 0)
            clustering.labels[token] = store::filteredOut;
    }
}

}

void requireFinite(
    const Matrix<float>& values, const store::TrajectorySet& trajectories, const ClusteringKey& key)
{
    const std::size_t each = values.rows() / (1 + key.together.size());
    for (std::size_t t = 0; t < values.rows(); ++t) {
        const auto row = values.row(t);
        if (!std::all_of(row.begin(), row.end(), [](float value) { return std::isfinite(value); }))
            throw Error(ErrorKind::nonFinite,
                { { "what", std::string(store::name(key.quantity)) },
                    { "step", std::to_string(trajectories.steps()[t % each]) } });
    }
}

Clustering clusterScope(const Matrix<float>& values, const TokenTable& tokens, const ClusteringKey& key,
    const ClusteringOptions& options)
{
    Clustering result;
    result.key = key;
    const std::size_t count = tokens.count();
    result.labels.assign(count, store::noise);
    result.probabilities.assign(count, 0);
    if (key.output >= 0) {
        for (std::size_t token = 0; token < count; ++token) {
            if (tokens.output[token] != key.output)
                result.labels[token] = store::notClustered;
        }
    }
    const auto inScope =
        static_cast<std::size_t>(std::count(result.labels.begin(), result.labels.end(), store::noise));
    if (key.rules == Rules::y2024) {
        result.minimumClusterSize = cluster::atLeastShare(options.minimumShare2024, inScope);
        result.minimumSamples = options.minimumSamples2024;
    } else {
        result.minimumClusterSize = cluster::atLeastShare(options.minimumShare2026, count);
        result.minimumSamples =
            static_cast<std::int64_t>(options.minimumSamplesShare2026 * static_cast<double>(count) + 1e-9);
    }
    result.minimumClusterSize = std::max<std::int64_t>(result.minimumClusterSize, 2);
    result.minimumSamples = std::max<std::int64_t>(result.minimumSamples, 1);
    if (!values.empty() && key.rules == Rules::y2026 && key.usesBasis() &&
        splitsLossChange(key.decomposition))
        filter(result, projectedEnds(values, key));
    return result;
}

std::vector<std::int32_t> clusteredTokens(const Clustering& clustering)
{
    std::vector<std::int32_t> tokens;
    for (std::size_t token = 0; token < clustering.labels.size(); ++token) {
        if (clustering.labels[token] >= store::noise)
            tokens.push_back(static_cast<std::int32_t>(token));
    }
    return tokens;
}

Matrix<float> trajectoriesOf(const Matrix<float>& values, std::span<const std::int32_t> tokens)
{
    auto rows = Matrix<float>::unset(tokens.size(), values.rows());
    for (std::size_t t = 0; t < values.rows(); ++t) {
        for (std::size_t i = 0; i < tokens.size(); ++i)
            rows(i, t) = values(t, static_cast<std::size_t>(tokens[i]));
    }
    return rows;
}

Clustering withClusters(Clustering scope, cluster::Clusters clusters)
{
    const std::vector<std::int32_t> tokens = clusteredTokens(scope);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const auto token = static_cast<std::size_t>(tokens[i]);
        scope.labels[token] = clusters.labels[i];
        scope.probabilities[token] = static_cast<float>(clusters.probabilities[i]);
    }
    scope.persistence = std::move(clusters.persistence);
    scope.condensedTree = std::move(clusters.condensedTree);
    return scope;
}

Clustering clusterValues(const Matrix<float>& values, const TokenTable& tokens, const ClusteringKey& key,
    const ClusteringOptions& options, int threads, const Progress& progress)
{
    Clustering result = clusterScope(values, tokens, key, options);
    if (values.empty())
        return result;
    const std::vector<std::int32_t> clustered = clusteredTokens(result);
    const Matrix<float> rows = trajectoriesOf(values, clustered);
    const cluster::SpanningTree tree = cluster::spanningTree(
        rows.view(), { .minimumSamples = result.minimumSamples, .threads = threads }, progress);
    cluster::Clusters found = cluster::cut(tree, { .minimumClusterSize = result.minimumClusterSize });
    return withClusters(std::move(result), std::move(found));
}

std::vector<Clustering> clusterTokens(const store::TrajectorySet& trajectories, const TokenTable& tokens,
    std::span<const ClusteringKey> keys, const ClusteringOptions& options, int threads,
    const Progress& progress)
{
    std::vector<Clustering> clusterings(keys.size());
    forEachBySource(
        keys, threads, progress,
        [&](const ClusteringKey& key) {
            Matrix<float> values = trajectories.checkpoints() < 2 ? Matrix<float>() : quantity(trajectories, key);
            requireFinite(values, trajectories, key);
            return values;
        },
        [&](std::size_t i, const Matrix<float>& values, int threadsEach, const Progress& part) {
            clusterings[i] = clusterValues(values, tokens, keys[i], options, threadsEach, part);
        });
    return clusterings;
}

Clustering clusterTokens(const store::TrajectorySet& trajectories, const TokenTable& tokens,
    const ClusteringKey& key, const ClusteringOptions& options, int threads, const Progress& progress)
{
    return std::move(
        clusterTokens(trajectories, tokens, std::span(&key, 1), options, threads, progress).front());
}

std::vector<Decomposition> clusteredDecompositions(const ClusteringOptions& options, const Measured& measured)
{
    std::vector<Decomposition> decompositions(standardDecompositions.begin(), standardDecompositions.end());
    if (options.decompositions == "all") {
        for (const Decomposition decomposition :
            { Decomposition::secondOrder, Decomposition::fisher, Decomposition::simpson, Decomposition::exactCurvature }) {
            if (measured.allows(decomposition))
                decompositions.push_back(decomposition);
        }
    }
    return decompositions;
}

namespace {

std::set<std::int32_t> outputsOf(const TokenTable& tokens)
{
    return { tokens.output.begin(), tokens.output.end() };
}

/// The clusterings along one vector or several together, of one output token (2024) or all (2026).
void addAlongBasis(std::vector<ClusteringKey>& keys, std::span<const std::vector<std::int32_t>> sets,
    std::int32_t output, std::span<const Decomposition> decompositions)
{
    ClusteringKey key { .rules = output >= 0 ? Rules::y2024 : Rules::y2026, .output = output };
    for (const Decomposition decomposition : decompositions) {
        key.decomposition = decomposition;
        key.quantity = key.rules == Rules::y2026 && splitsLossChange(decomposition) ? Quantity::projectedLoss
                                                                                    : Quantity::polca;
        for (const std::vector<std::int32_t>& set : sets) {
            key.vector = set.front();
            key.together.assign(set.begin() + 1, set.end());
            keys.push_back(key);
        }
    }
}

}

std::vector<ClusteringKey> standardClusterings(
    std::size_t vectors, const TokenTable& tokens, std::span<const Decomposition> decompositions)
{
    std::vector<std::vector<std::int32_t>> sets;
    for (std::size_t vector = 0; vector < vectors; ++vector)
        sets.push_back({ static_cast<std::int32_t>(vector) });
    std::vector<ClusteringKey> keys;
    for (const std::int32_t output : outputsOf(tokens)) {
        for (const Quantity quantity : { Quantity::loss, Quantity::lossChange, Quantity::absoluteLossChange })
            keys.push_back({ .rules = Rules::y2024, .quantity = quantity, .output = output });
        addAlongBasis(keys, sets, output, decompositions);
    }
    for (const Quantity quantity : { Quantity::loss, Quantity::lossChange })
        keys.push_back({ .rules = Rules::y2026, .quantity = quantity });
    addAlongBasis(keys, sets, -1, decompositions);
    return keys;
}

std::vector<ClusteringKey> jointClusterings(std::span<const std::vector<std::int32_t>> sets,
    const TokenTable& tokens, std::span<const Decomposition> decompositions)
{
    std::vector<ClusteringKey> keys;
    for (const std::int32_t output : outputsOf(tokens))
        addAlongBasis(keys, sets, output, decompositions);
    addAlongBasis(keys, sets, -1, decompositions);
    return keys;
}

}
