#pragma once

#include "core/base/progress.h"
#include "core/store/clustering_file.h"
#include "core/task/token_table.h"

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace polcascope::analysis {

/// Which clusters count.
enum class CarryPlaces {
    all, ///< every one: the 2024 paper's measure
    middle, ///< those with over 85 % of their carries in the 10s and 100s places: the 2026 paper's
};

/// The best carry homogeneity (share of carries) of all clusters of some clusterings, held against the same
/// maximum under shuffled carry labels. Shuffles stay within output token type and place, so that knowing these
/// alone cannot pass for knowing the carry, and are the same for all clusterings, so that the maximum corrects for
/// the number of clusters looked at.
///
/// Clusterings of several output tokens are compared token by token, because their chances differ: of one that
/// carries wherever it stands every cluster is homogeneous, under any shuffle, and would hide what all others
/// find. The output token furthest beyond its own chance counts, and the same is asked of every shuffle (the
/// smallest p of several tests corrected for their number by permutation: Westfall and Young, 1993).
struct BestHomogeneity {
    std::int64_t clusters = 0; ///< looked at
    std::int32_t output = -1; ///< the output token whose are the best and what it is held against; -1: clustered together
    double best = 0; ///< 0 where no cluster counts
    double shuffledMedian = 0;
    double shuffled95 = 0; ///< the smallest value that 95 % of the shuffles do not exceed
    /// Share of the shuffles (the true labels counted among them) that are at least as far beyond chance: of clusterings
    /// of one output token those whose best is at least as large.
    double p = 1;
    std::vector<double> bestOfEach; ///< of each clustering
    /// Of each clustering: p if its best were that of its output token.
    std::vector<double> pOfEach;
    /// Clusterings whose own best is beyond chance, corrected as above: pOfEach at most 0.05.
    [[nodiscard]] std::int64_t succeeded() const;
};
/// One category of one label column.
struct LabelCategory {
    std::string column;
    std::string category;
    auto operator<=>(const LabelCategory&) const = default;
};
[[nodiscard]] inline LabelCategory carryLabel() { return { "carry", "carry" }; }
struct ChanceOptions {
    int permutations = 1000;
    std::uint64_t seed = 1;
    LabelCategory label = carryLabel(); ///< any other: its homogeneity instead
};
/// One for each group of clusterings: such as one output token's along all vectors. O(permutations * tokens in
/// clusters): 2 ns each.
[[nodiscard]] std::vector<BestHomogeneity> bestAgainstChance(
    std::span<const std::vector<const store::Clustering*>> groups, const TokenTable& tokens, CarryPlaces places,
    const ChanceOptions& options = {}, const Progress& progress = {});

}
