#pragma once

#include "core/analysis/decomposition.h"
#include "core/analysis/way.h"
#include "core/base/progress.h"
#include "core/recipe/recipe.h"
#include "core/store/clustering_file.h"
#include "core/store/trajectory_set.h"
#include "core/task/token_table.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace polcascope::analysis {

inline constexpr std::array standardDecompositions { store::Decomposition::firstOrder,
    store::Decomposition::trapezoid };

/// One clustering by the rules of its key (2024: section 4 of "Loss in the Crowd"; 2026: section 4 of "Hidden
/// Breakthroughs"). No clusters is a normal outcome, not an error: so it is for fewer than two checkpoints,
/// and for a vector that the 2026 rules skip, whose tokens are all notClustered. Shares are rounded up to
/// whole tokens for sizes and down for samples. Throws nonFinite (what: the quantity's name, step) for
/// trajectories of a training that diverged.
[[nodiscard]] store::Clustering clusterTokens(const store::TrajectorySet& trajectories,
    const TokenTable& tokens, const store::ClusteringKey& key, const ClusteringOptions& options,
    int threads = 1, const Progress& progress = {});
/// Many, in the order of the keys: several at a time, and each vector read only once for each quantity.
[[nodiscard]] std::vector<store::Clustering> clusterTokens(const store::TrajectorySet& trajectories,
    const TokenTable& tokens, std::span<const store::ClusteringKey> keys, const ClusteringOptions& options,
    int threads = 1, const Progress& progress = {});

/// The parts that the above is made of, for those who cluster something else by the same rules. `values`:
/// quantity() of the key or anything of its shape; empty: no clusters. clusterScope: everything but the clusters:
/// sizes, and labels of the tokens that are not to be clustered.
[[nodiscard]] store::Clustering clusterScope(const Matrix<float>& values, const TokenTable& tokens,
    const store::ClusteringKey& key, const ClusteringOptions& options);
[[nodiscard]] store::Clustering clusterValues(const Matrix<float>& values, const TokenTable& tokens,
    const store::ClusteringKey& key, const ClusteringOptions& options, int threads = 1,
    const Progress& progress = {});
/// Whether the 2026 rules skip a vector: unless the projected losses of its tokens fall on the whole. `projectedLoss`: their
/// mean or sum at the end of training.
[[nodiscard]] constexpr bool isSkipped(double projectedLoss) { return !(projectedLoss < 0); }
/// A clustering of what is left in scope by a cut of the spanning tree of its trajectoriesOf().
[[nodiscard]] store::Clustering withClusters(store::Clustering scope, cluster::Clusters clusters);
/// Throws nonFinite as clusterTokens() does: a training that diverged leaves numbers that no filter and no distance
/// makes sense of.
void requireFinite(
    const Matrix<float>& values, const store::TrajectorySet& trajectories, const store::ClusteringKey& key);
/// The tokens that a clustering clusters, outliers included; and a row for each of some tokens.
[[nodiscard]] std::vector<std::int32_t> clusteredTokens(const store::Clustering& clustering);
[[nodiscard]] Matrix<float> trajectoriesOf(const Matrix<float>& values, std::span<const std::int32_t> tokens);

/// The decompositions that the options ask for. All: but for those that need what was not measured.
[[nodiscard]] std::vector<store::Decomposition> clusteredDecompositions(
    const ClusteringOptions& options, const Measured& measured);

/// Every clustering that both papers' rules ask for, in the order they are stored: 2024 per output token type
/// (loss, loss change, |loss change|, then POLCA of each vector by each decomposition), 2026 (loss, loss change,
/// projected loss of each vector by each decomposition; Fisher as it is, without a filter, since squares only
/// rise).
[[nodiscard]] std::vector<store::ClusteringKey> standardClusterings(std::size_t vectors, const TokenTable& tokens,
    std::span<const store::Decomposition> decompositions = standardDecompositions);
/// Those of sets of vectors, each clustered as one, by both papers' rules.
[[nodiscard]] std::vector<store::ClusteringKey> jointClusterings(
    std::span<const std::vector<std::int32_t>> sets, const TokenTable& tokens,
    std::span<const store::Decomposition> decompositions = standardDecompositions);

/// The 2026 paper counts clusters with over so many of their carries in the 10s and 100s places.
inline constexpr double mostCarriesInMiddle = 0.85;

/// What a cluster is made of, for a task with labels "place" and "carry" (all else is 0 and false without
/// them).
struct ClusterStatistics {
    std::int32_t cluster = 0;
    std::int64_t size = 0; ///< tokens
    double carryShare = 0; ///< carry homogeneity: the share of its tokens with a carry
    /// Of the carries among the tokens clustered (in scope, after filters), the share in here.
    double recallClustered = 0;
    double recallAll = 0; ///< of the carries among all tokens
    double f1 = 0; ///< of carryShare and recallClustered
    double carriesInMiddlePlaces = 0; ///< of its carries, the share in the 10s and 100s places
    double placeShare = 0; ///< the largest share of its tokens in one place
    std::int32_t place = -1; ///< that place
    double digitShare = 0; ///< the largest share of its tokens of one digit (output token type)
    std::int32_t digit = -1;
    double shuffledCarryShare95 = 0; ///< 95th percentile of its carryShare under shuffled labels
    [[nodiscard]] bool isCarryCluster() const { return carryShare >= 0.9 && carriesInMiddlePlaces > mostCarriesInMiddle; }
    /// How near it comes to being a carry cluster: 1 when it is one.
    [[nodiscard]] double nearnessToCarry() const
    {
        return std::min(1.0, carryShare / 0.9) * std::min(1.0, carriesInMiddlePlaces / mostCarriesInMiddle);
    }
    [[nodiscard]] bool isDigitCluster() const { return placeShare >= 0.9; }
};

/// Statistics of every cluster. Shuffled labels: `permutations` shuffles of the carry labels within each
/// (digit, place), so that knowing digit and place alone cannot pass for knowing the carry.
[[nodiscard]] std::vector<ClusterStatistics> clusterStatistics(const store::Clustering& clustering,
    const TokenTable& tokens, int permutations = 200, std::uint64_t seed = 1);

/// Whether a cluster is better than the best so far (null: none yet) by the rules' own measure. 2024: the larger share
/// of carries, of equals the larger cluster. 2026: the larger F1, among clusters with over 85 % of their carries in the
/// 10s and 100s places.
[[nodiscard]] bool isBetter(const ClusterStatistics& cluster, const ClusterStatistics* best, store::Rules rules);

/// The label a cluster gets by the papers' rule: every category that over `threshold` of it has, such as
/// "carry" or "100s" or "100s, carry"; "" when none. `counted`: the tokens of the cluster that count, such as the tenth
/// of them nearest its centroid (2024, English); none: all of them.
[[nodiscard]] std::string ruleLabel(const store::Clustering& clustering, std::int32_t cluster,
    const TokenTable& tokens, double threshold = 0.9, std::span<const std::int32_t> counted = {});

/// One row of the summary table of a run: one way of clustering under one paper's rules, over all its
/// clusterings (all output tokens and vectors).
struct SummaryRow : Way {
    int clusterings = 0; ///< how many were looked at
    int clusters = 0;
    int digitClusters = 0; ///< 0.9 of the tokens in one place
    int carryClusters = 0; ///< 0.9 carry, over 0.85 of those in the 10s and 100s places
    int vectorsWithCarry = 0; ///< basis vectors with at least one carry cluster
    /// Largest carry share of any cluster with over 0.85 of its carries in the 10s and 100s places; of clusterings of single
    /// output tokens, that of the one furthest beyond chance: see BestHomogeneity.
    double bestHomogeneity = 0;
    double bestShuffled95 = 0; ///< 95th percentile of that maximum under shuffled labels
    double bestP = 1; ///< how likely chance alone makes that maximum as large: see BestHomogeneity
    double recallClustered = 0; ///< union of the carry clusters, of the carries among tokens clustered
    double recallAll = 0; ///< union of the carry clusters, of all carries
};
struct Summary {
    std::vector<SummaryRow> rows;
    double explainedFirstOrder = 0; ///< share of the true loss change
    double explainedTrapezoid = 0;
    double spanShare = 0; ///< share of |delta|^2
    double lossFirst = 0; ///< mean over tokens at the first and last checkpoint, nats
    double lossLast = 0;
};
/// Shuffles of the labels behind a run's summary.
inline constexpr int summaryPermutations = 200;
[[nodiscard]] Summary summarise(const store::TrajectorySet& trajectories, const TokenTable& tokens,
    const std::vector<store::Clustering>& clusterings, int permutations = summaryPermutations, std::uint64_t seed = 1,
    const Progress& progress = {});

}
