#pragma once

#include "core/base/matrix.h"
#include "core/store/clustering_file.h"
#include "core/store/trajectory_set.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

// When tokens are learnt: the breakthroughs of the 2026 paper. A step of NaN is no value: of a curve that never
// speeds up, or that has no checkpoint with enough training on both sides.
namespace polcascope::analysis {

/// Which way a curve goes when something is learnt.
enum class Learning {
    falls, ///< losses, exact or projected
    rises, ///< sizes that are summed up: |POLCA|, Fisher
};

/// Curves to look for breakthroughs in, [T, N].
struct BreakCurves {
    Matrix<float> values;
    Learning learning = Learning::falls;
};
/// Those that belong to a clustering: the exact loss of tokens clustered by loss or its change; the projected loss
/// of those clustered by POLCA or projected loss (of several vectors: the sum); Fisher summed up.
[[nodiscard]] BreakCurves breakCurves(const store::TrajectorySet& trajectories, const store::ClusteringKey& key);

/// break(f, x, D) = argmax_t [f(t+D) - f(t)] - [f(t) - f(t-D)] of each curve (column), f being the curve where
/// learning rises and minus the curve where it falls: the step at which learning sets in, where the D steps that
/// follow bring the most in excess of the D steps before. (Put into the formula as it is, a loss would give the step
/// at which its fall ends.) t runs over the checkpoints that have D steps on both sides, the first of equals;
/// between checkpoints (D no multiple of their interval) f is linear. NaN where that excess is nowhere positive.
/// `steps`: [T], ascending; `distance`: D > 0 in steps. O(T N).
[[nodiscard]] std::vector<double> breakSteps(
    const Matrix<float>& curves, std::span<const std::int32_t> steps, double distance, Learning learning);

/// The step at which a mean loss has gone flat: its knee, the checkpoint at which the curve lies furthest below the
/// straight line from its first to its last point, both axes scaled to 0 ... 1 (Satopaa et al. 2011). No value for
/// a loss that does not fall, or never lies below that line, or fewer than three checkpoints.
[[nodiscard]] std::optional<std::int32_t> flatStep(
    std::span<const double> meanLoss, std::span<const std::int32_t> steps);

/// How far apart numbers lie.
struct Spread {
    double interquartile = 0; ///< between linear interpolations of the order statistics
    double standardDeviation = 0; ///< of a sample: n - 1
    double lowerQuartile = 0;
    double upperQuartile = 0;
};
/// NaN for fewer than two numbers.
[[nodiscard]] Spread spread(std::vector<double> values);
/// Of numbers told as how often each of these values, ascending, is among them.
[[nodiscard]] Spread spread(std::span<const double> values, std::span<const std::int64_t> counts);

/// The break steps of the tokens of one cluster. Tokens without one are left out; all NaN where fewer than two have
/// one.
struct ClusterBreak {
    std::int32_t cluster = 0;
    std::int64_t tokens = 0; ///< with a break step
    double mean = 0; ///< step
    Spread spread; ///< steps: small when the tokens break through together
    /// Medians of the same (but for the quartiles) for random groups of as many of the tokens clustered.
    Spread random;
    /// Share of the random groups (the cluster counted among them) whose interquartile range is as small or smaller.
    double synchronyP = 1;
    /// The mean is later than the step at which the exact loss has gone flat: a hidden breakthrough.
    bool hidden = false;
};
struct BreakOptions {
    std::optional<double> flat; ///< tau, in steps; no value: nothing is hidden
    int randomGroups = 200;
    std::uint64_t seed = 1;
};
/// `breaks`: breakSteps of all N tokens. In the order of the clusters.
[[nodiscard]] std::vector<ClusterBreak> clusterBreaks(
    const store::Clustering& clustering, std::span<const double> breaks, const BreakOptions& options);

/// The step of the sharpest rise of each cluster's mean |POLCA|: where the D steps that follow hold more of it than
/// the D steps before, by most, which is the break step of its sum so far. `polca`: [T - 1, N]; `steps`: [T].
[[nodiscard]] std::vector<double> sharpestRises(const Matrix<float>& polca, std::span<const std::int32_t> steps,
    const store::Clustering& clustering, double distance);

/// Spearman's rank correlation; equal values share their mean rank. Pairs with a NaN are left out. NaN for fewer
/// than three pairs and where one side does not vary.
[[nodiscard]] double rankCorrelation(std::span<const double> first, std::span<const double> second);

}
