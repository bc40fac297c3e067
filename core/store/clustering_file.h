#pragma once

#include "core/cluster/hdbscan.h"
#include "core/store/hdf_file.h"

#include <compare>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace polcascope::store {

/// Which paper's rules a clustering follows.
enum class Rules {
    y2024, ///< each output token type on its own, raw values, minimum size a share of its trajectories
    y2026, ///< all tokens together, projected loss, tokens that rise filtered out
};
/// What is clustered.
enum class Quantity { loss, lossChange, absoluteLossChange, polca, projectedLoss };
/// How a token's loss change is split along a basis vector: see core/analysis/decomposition.h.
enum class Decomposition {
    firstOrder,
    trapezoid,
    secondOrder, ///< as the papers print it
    fisher, ///< D^2: a size, no part of the loss change
    simpson, ///< needs D in the middle of every segment
    exactCurvature, ///< needs the curvature of every token on its own
};

/// "2024", "loss change", "first order", ... as in files; and back.
[[nodiscard]] std::string_view name(Rules rules);
[[nodiscard]] std::string_view name(Quantity quantity);
[[nodiscard]] std::string_view name(Decomposition decomposition);
[[nodiscard]] std::optional<Rules> rulesFromName(std::string_view name);
[[nodiscard]] std::optional<Quantity> quantityFromName(std::string_view name);
[[nodiscard]] std::optional<Decomposition> decompositionFromName(std::string_view name);

/// Whether the parts along all vectors are parts of the loss change, so that they can be summed and compared with it.
[[nodiscard]] constexpr bool splitsLossChange(Decomposition decomposition) { return decomposition != Decomposition::fisher; }

/// Names one clustering of a run.
struct ClusteringKey {
    Rules rules = Rules::y2024;
    Quantity quantity = Quantity::loss;
    Decomposition decomposition = Decomposition::trapezoid; ///< ignored (and trapezoid) for losses
    std::int32_t vector = -1; ///< basis vector, -1 for losses
    std::int32_t output = -1; ///< output token type, -1 for all tokens
    /// Further basis vectors: each token's trajectories along all of them, behind that along `vector`, are clustered
    /// as one, at the size they have.
    std::vector<std::int32_t> together = {};

    auto operator<=>(const ClusteringKey&) const = default;
    [[nodiscard]] bool usesBasis() const { return quantity == Quantity::polca || quantity == Quantity::projectedLoss; }
    /// `vector` and those together with it; none of a loss.
    [[nodiscard]] std::vector<std::int32_t> vectors() const;
};

/// Labels that are no cluster.
inline constexpr std::int32_t noise = -1; ///< an outlier
inline constexpr std::int32_t notClustered = -2; ///< another output token type
inline constexpr std::int32_t filteredOut = -3; ///< its projected loss rises (2026)

struct Clustering {
    ClusteringKey key;
    std::int64_t minimumClusterSize = 0; ///< tokens
    std::int64_t minimumSamples = 0; ///< counting the point itself
    std::vector<std::int32_t> labels; ///< [N] from 0 by descending size, or one of the three above
    std::vector<float> probabilities; ///< [N]
    std::vector<double> persistence; ///< [clusters]
    std::vector<cluster::CondensedEdge> condensedTree; ///< over the clustered tokens only, in the order of N
    bool skipped = false; ///< the 2026 rules leave this vector out: its mean projected loss does not fall

    [[nodiscard]] std::int32_t clusters() const { return static_cast<std::int32_t>(persistence.size()); }
};

void writeClusterings(const std::filesystem::path& path, const std::vector<Clustering>& clusterings, Packing packing = Packing::none);
/// Throws damaged, newerVersion.
[[nodiscard]] std::vector<Clustering> readClusterings(const std::filesystem::path& path);

}
