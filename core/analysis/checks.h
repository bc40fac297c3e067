#pragma once

#include "core/analysis/clusterings.h"
#include "core/analysis/table.h"
#include "core/store/check_files.h"
#include "core/store/clustering_file.h"
#include "core/store/trajectory_set.h"
#include "core/task/token_table.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

// What the checks of a run say: plain arithmetic on what the engine stored of them.
namespace polcascope::analysis {

/// One cluster, found along a vector, and what becomes of its tokens without the movement along that vector.
struct CausalRow {
    store::ClusteringKey key;
    ClusterStatistics statistics;
    double ofCluster = 0; ///< mean loss change, nats; positive: the movement had lowered the loss
    /// The same of all others that were clustered with it (under the 2024 rules of the same output token), outliers
    /// included; and of all other tokens. NaN when there are none.
    double ofRestClustered = 0;
    double ofRest = 0;
    /// The same of the changes' sizes, |change|, which gains and losses of different tokens do not cancel in.
    double sizeInCluster = 0;
    double sizeInRestClustered = 0;
    double sizeInRest = 0;
};
/// Of every clustering along one vector alone, in their order. Clusterings must be of as many tokens.
[[nodiscard]] std::vector<CausalRow> causalRows(
    const store::CausalCheck& check, const std::vector<store::Clustering>& clusterings, const TokenTable& tokens);
/// [K] mean loss change of all tokens, nats.
[[nodiscard]] std::vector<double> causalMeans(const store::CausalCheck& check);

/// What "polcascope-engine causal" tells, changes in nats:
///   causal          a row for each vector
///   causal-labels   two rows for each vector, of tokens with a carry and without, by output token; where they have carries
///   causal-carries  a row for each way of clustering: over its clusters of over 90 % carries
///   causal-best     a row for each way of clustering: its best cluster by the rules' own measure
///   causal-clusters the `shown` clusters that differ most from the rest
[[nodiscard]] std::vector<Table> causalTables(const store::CausalCheck& check,
    const std::vector<store::Clustering>& clusterings, const TokenTable& tokens, std::size_t shown = 20);
/// Every cluster, in the order of the clusterings.
[[nodiscard]] Table causalClusters(
    const store::CausalCheck& check, const std::vector<store::Clustering>& clusterings, const TokenTable& tokens);

/// How near one way of splitting a loss change comes to the true change along the vector alone.
struct ValidityRow {
    std::string name; ///< of the decomposition
    double relativeError = 0; ///< root mean square of the error over that of the true change
    double sum = 0; ///< of the changes, nats
    std::vector<double> quantiles; ///< of the error at validityShares, nats
};
inline constexpr double validityShares[] = { 0.05, 0.25, 0.5, 0.75, 0.95 };
struct Validity {
    double trueSize = 0; ///< root mean square of the true change, nats
    double trueSum = 0; ///< nats
    std::int64_t count = 0; ///< tokens times vectors times segments
    std::vector<ValidityRow> rows;
    /// Root mean square error of the papers' factor of the curvature, (D(x, t+1) - D(x, t)) / (D(X, t+1) - D(X, t)),
    /// against the true one, b^T H(x) b / lambda, over those whose division is not guarded.
    double factorError = 0;
    double factorErrorMedian = 0; ///< of its size
    double factorError95 = 0; ///< of its size, too: what 95 % do not exceed
    double trueFactor = 0; ///< root mean square of the true one
    std::int64_t factors = 0; ///< so many; 0 where the curvature was not measured
};
[[nodiscard]] Validity validity(const store::ValidityCheck& check, const store::TrajectorySet& trajectories);
[[nodiscard]] Table validityTable(const store::ValidityCheck& check, const store::TrajectorySet& trajectories);

/// The value below which that share of the values lies, linear between neighbours; NaN for none.
[[nodiscard]] double quantile(std::vector<double> values, double share);

}
