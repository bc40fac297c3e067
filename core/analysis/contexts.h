#pragma once

#include "core/base/matrix.h"
#include "core/base/progress.h"
#include "core/cluster/spanning_tree.h"
#include "core/store/clustering_file.h"

#include <cstdint>
#include <span>
#include <vector>

// Which tokens of a cluster to read in their contexts, and in which order. A matrix holds a token's trajectory in
// each column: [T, N].
namespace polcascope::analysis {

enum class ContextOrder {
    medoid, ///< the nearest to the cluster's medoid first, which is itself the first of all
    centroid, ///< the nearest to its centroid first
    quantiles, ///< evenly spread over the ranks by distance to the centroid, the nearest and the farthest among them
    boundary, ///< the least probable member first, of equals the farthest from the centroid
    random, ///< as drawn with a seed
    outliers, ///< outliers, the nearest to the cluster's centroid first: what just failed to belong
    polca, ///< the largest |POLCA| first
    selection, ///< tokens that a person selected, in the order of the run
};

/// The tokens with that label, in ascending order.
[[nodiscard]] std::vector<std::int32_t> tokensOf(const store::Clustering& clustering, std::int32_t label);

/// Columns whose euclidean distances are those of the values' columns by a metric that leaves lengths out
/// (cluster::normalised, rounded to float). Throws nonFinite.
[[nodiscard]] Matrix<float> normalisedColumns(const Matrix<float>& values, cluster::Metric metric);

/// The member with the least sum of euclidean distances to the others, of equals the first; -1 of none. Exact, so
/// seconds for ten thousand of them: see cluster::medoids.
[[nodiscard]] std::int32_t medoidOf(
    const Matrix<float>& values, std::span<const std::int32_t> members, const Progress& progress = {});

/// Euclidean distances, [N], to the mean of the members (NaN of none), or to a token. `wanted`: of these tokens, members
/// or not, and 0 of all others; empty: of all.
[[nodiscard]] std::vector<double> distancesToCentroid(const Matrix<float>& values,
    std::span<const std::int32_t> members, std::span<const std::int32_t> wanted = {}, const Progress& progress = {});
[[nodiscard]] std::vector<double> distancesToToken(const Matrix<float>& values, std::int32_t token,
    std::span<const std::int32_t> wanted = {}, const Progress& progress = {});

/// The largest |value| of each column in the rows from `begin` to before `end`; 0 where there is none. NaN does not
/// count. [N]
[[nodiscard]] std::vector<double> largestSizes(const Matrix<float>& values, std::size_t begin, std::size_t end);

/// The size that `share` of all finite values do not exceed, or up to 1 % more: where a scale of colours may end. 0 of
/// none. One pass.
[[nodiscard]] double sizeOfMost(const Matrix<float>& values, double share, const Progress& progress = {});

/// What tokens are ordered by, each [N]. An order reads only its own, and may find the others empty.
struct ContextKeys {
    std::span<const double> toMedoid;
    std::span<const double> toCentroid; ///< centroid, quantiles, boundary and outliers
    std::span<const float> probabilities; ///< boundary
    std::span<const double> polca; ///< largestSizes()
};

/// At most `limit` of the candidates, which are in ascending order, in the order asked for; equal ones stay in their
/// order, and those without a number come last. Of `quantiles`, all come if there are no more than `limit`.
[[nodiscard]] std::vector<std::int32_t> inOrder(ContextOrder order, std::vector<std::int32_t> candidates,
    const ContextKeys& keys, std::size_t limit, std::uint64_t seed = 1);

}
