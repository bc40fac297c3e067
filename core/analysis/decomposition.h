#pragma once

#include "core/base/matrix.h"
#include "core/base/progress.h"
#include "core/store/clustering_file.h"
#include "core/store/trajectory_set.h"

#include <span>
#include <vector>

// One token's loss change between checkpoints, split along basis vectors: plain arithmetic on the stored
// trajectories, in milliseconds. Matrices are [checkpoints, tokens] as stored, or [segments, tokens] with one
// row less (a segment lies between two neighbouring checkpoints).
namespace polcascope::analysis {

/// POLCA of one vector. D: [T, N]; p: [T]. Returns [T - 1, N]:
///   first order  D(t) p(t)
///   trapezoid    (D(t) + D(t+1)) / 2 p(t)
[[nodiscard]] Matrix<float> polca(const Matrix<float>& gradientProjection,
    std::span<const double> weightProjection, store::Decomposition decomposition);

/// L(t+1) - L(t), [T - 1, N].
[[nodiscard]] Matrix<float> lossChange(const Matrix<float>& loss);

/// L_b(x, t): the sum of POLCA over the segments before t, beginning at 0. From [T - 1, N] to [T, N].
[[nodiscard]] Matrix<float> projectedLoss(const Matrix<float>& polca);

/// What a quantity looks like for all tokens: [T or T - 1, N].
[[nodiscard]] Matrix<float> quantity(
    const store::TrajectorySet& trajectories, const store::ClusteringKey& key);

/// All that the shares below need: everything averaged over tokens. Reading it is the expensive part, so that
/// one reading serves every decomposition.
struct MeanTrajectories {
    std::vector<double> loss; ///< [T] nats
    std::vector<std::vector<double>> gradientProjection; ///< K of [T]
    std::vector<std::vector<double>> weightProjection; ///< K of [T]
    std::vector<double> movementSquared; ///< [T]
};
/// `tokens`: indices; empty: all.
[[nodiscard]] MeanTrajectories meanTrajectories(const store::TrajectorySet& trajectories,
    std::span<const std::int32_t> tokens = {}, const Progress& progress = {});

/// How much of the loss change the basis explains. The true change, the part along the basis and the
/// remainder are means over the tokens asked for, in nats, summed over training: trueChange = sum +
/// remainder. All 0 for fewer than two checkpoints.
struct Explained {
    double trueChange = 0;
    double sum = 0;
    double remainder = 0;
    double spanShare = 0; ///< sum_t |B^T delta_t|^2 / sum_t |delta_t|^2
    std::vector<double> perVector; ///< [K] parts of `sum`
    std::vector<double> spanShares; ///< [K] parts of spanShare
    [[nodiscard]] double share() const { return trueChange == 0 ? 0 : sum / trueChange; }
};
[[nodiscard]] Explained explained(const MeanTrajectories& means, store::Decomposition decomposition);
[[nodiscard]] Explained explained(const store::TrajectorySet& trajectories,
    store::Decomposition decomposition, std::span<const std::int32_t> tokens = {},
    const Progress& progress = {});

}
