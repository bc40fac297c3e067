#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace polcascope::cluster {

/// For each cluster of `labels` the cluster of `earlier` that it continues, or -1, so that names and colours
/// follow from one clustering of the same points to the next. Negative labels are no cluster; both are [n].
/// Pairs are taken by descending Jaccard index (equal ones: the larger overlap, then the smaller labels),
/// each cluster at most once; a pair whose overlap is less than half of both is no continuation. When a
/// cluster splits, the part that takes most of it continues it. O(n log n).
[[nodiscard]] std::vector<std::int32_t> matchClusters(
    std::span<const std::int32_t> earlier, std::span<const std::int32_t> labels);

/// The adjusted Rand index of two ways to group the same points (Hubert and Arabie 1985): how many pairs both hold
/// together or apart, 1 where they agree and 0 where they agree as chance would have it. Each label is a group, -1 as
/// well. 1 where both have a single group, or only groups of one point. O(n log n).
[[nodiscard]] double adjustedRandIndex(std::span<const std::int32_t> first, std::span<const std::int32_t> second);

}
