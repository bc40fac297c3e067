#pragma once

#include "core/base/matrix.h"
#include "core/base/progress.h"
#include "core/store/clustering_file.h"

#include <cstdint>
#include <span>
#include <vector>

namespace polcascope::analysis {

/// Of each cluster of `labels`, the largest Jaccard index (tokens in both over tokens in either) with any cluster
/// of `others`, among the tokens where `counts` is not 0 (empty: all). 0 where no cluster overlaps, NaN for a cluster
/// with no token that counts.
[[nodiscard]] std::vector<double> bestJaccard(std::span<const std::int32_t> labels,
    std::span<const std::int32_t> others, std::int32_t clusters, std::span<const std::uint8_t> counts = {});

/// How well a cluster is found again (Hennig 2007): best Jaccard indices, 1 when it is found as it is.
struct ClusterStability {
    std::int32_t cluster = 0;
    std::int64_t size = 0; ///< tokens
    double resampled = 0; ///< mean over the resamples
    /// With a minimum cluster size, or minimum samples, smaller or larger by the factor; NaN where rounding leaves
    /// it as it is.
    double smallerSize = 0;
    double largerSize = 0;
    double fewerSamples = 0;
    double moreSamples = 0;
};
struct StabilityOptions {
    int resamples = 10; ///< without replacement; minimum sizes shrink with them
    double share = 0.8; ///< of the tokens clustered, in each
    double factor = 1.5;
    std::uint64_t seed = 1;
    int threads = 1;
};
/// `values`: the quantity that was clustered. Costs about `resamples` * share^2 + 2 clusterings.
[[nodiscard]] std::vector<ClusterStability> stability(const Matrix<float>& values,
    const store::Clustering& clustering, const StabilityOptions& options = {}, const Progress& progress = {});

}
