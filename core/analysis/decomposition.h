#pragma once

#include "core/base/matrix.h"
#include "core/base/progress.h"
#include "core/store/clustering_file.h"
#include "core/store/trajectory_set.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

// One token's loss change between checkpoints, split along basis vectors: plain arithmetic on the stored
// trajectories, in milliseconds. Matrices are [checkpoints, tokens] as stored, or [segments, tokens] with one
// row less (a segment lies between two neighbouring checkpoints).
namespace polcascope::analysis {

/// What every decomposition along one basis vector is made of.
struct VectorTrajectories {
    Matrix<float> gradientProjection; ///< D(x, t), [T, N]
    std::vector<double> weightProjection; ///< p(t), [T]
    std::vector<double> curvature; ///< lambda(t), [T]; NaN where it was not measured
    Matrix<float> midpointProjection; ///< D in the middle of each segment, [T, N]; empty where it was not measured
    std::vector<double> meanGradientProjection = {}; ///< D(X, t), [T]; empty: X are the tokens above, which they are but in a sample
    Matrix<float> ownCurvature = {}; ///< c(x, t) = b^T H_t(x) b, [T, N]; empty where it was not computed
};
[[nodiscard]] VectorTrajectories vectorTrajectories(const store::TrajectorySet& trajectories, std::size_t vector);
/// What they would be if only every `every`-th checkpoint from `first` on were kept: the movements between are summed.
/// Midpoints are lost (unless every is 1).
[[nodiscard]] VectorTrajectories thinned(const VectorTrajectories& trajectories, std::size_t every, std::size_t first = 0);
[[nodiscard]] Matrix<float> thinned(const Matrix<float>& rows, std::size_t every, std::size_t first = 0);
/// D(X, t) over all tokens of the run, which the second order divides by. [T]
[[nodiscard]] std::vector<double> meanOfAll(const VectorTrajectories& trajectories);

/// Every decomposition that splits the loss change is linear in what is known of a token: over a segment it is
/// begin D(x, t) + extra E(x, t) + end D(x, t+1), where E is D(x, t + 1/2) for Simpson's rule, the token's own curvature
/// c(x, t) for exact curvature, and nothing for the others.
struct SegmentWeights {
    double begin = 0;
    double extra = 0;
    double end = 0;
};
struct DecompositionWeights {
    std::vector<SegmentWeights> segments; ///< [T - 1]
    std::int64_t guarded = 0; ///< segments whose division was guarded (second order only)
    std::vector<double> ratios; ///< [T - 1] r(t) before it is guarded (second order only)
};
/// The weights of
///   first order      D(x, t) p(t)
///   trapezoid        (D(x, t) + D(x, t+1)) / 2 p(t)
///   Simpson          (D(x, t) + 4 D(x, t + 1/2) + D(x, t+1)) / 6 p(t)
///   exact curvature  D(x, t) p(t) + c(x, t) / 2 p(t)^2
///   second order     D(x, t) p(t) + r(t) / 2 p(t) (D(x, t+1) - D(x, t)),
///                    r(t) = lambda(t) p(t) / (D(X, t+1) - D(X, t)),
/// the papers' formula (2024, equation 5 with the gradients of its appendix A), X being all tokens. By the
/// papers' own approximation r is 1, which makes it the trapezoid; but its denominator may vanish. A segment is
/// guarded, and r taken to be 1, where the denominator is less than a tenth of lambda(t) p(t), the value that the
/// approximation expects of it: so |r| never exceeds 10. Sums in double. `meanGradientProjection`: D(X, t), [T],
/// read only by the second order, as is the curvature. Throws missingInput when that was not measured. Not for
/// Fisher.
[[nodiscard]] DecompositionWeights segmentWeights(store::Decomposition decomposition,
    std::span<const double> weightProjection, std::span<const double> curvature,
    std::span<const double> meanGradientProjection);
inline constexpr double largestCurvatureRatio = 10; ///< |r| above this is guarded

/// POLCA of one vector: [T - 1, N], the weights above applied to D and E; for Fisher D(x, t)^2. Throws missingInput for
/// Simpson without midpoints and exact curvature without the tokens' own.
[[nodiscard]] Matrix<float> polca(
    const VectorTrajectories& trajectories, store::Decomposition decomposition, int threads = 1);

/// How alike two decompositions are: the trajectories of a token along a vector, [T - 1], taken as two vectors.
struct Agreement {
    std::int64_t trajectories = 0; ///< compared: those that are 0 throughout by either have no direction
    double cosine = 0; ///< mean of the cosines; NaN of none
    double difference = 0; ///< mean of the norms of the differences, nats
};
[[nodiscard]] Agreement agreement(const VectorTrajectories& trajectories, store::Decomposition first,
    store::Decomposition second);

/// Whether lambda was measured along every vector, as the second order needs it.
[[nodiscard]] bool hasCurvature(const store::TrajectorySet& trajectories);

/// What of all that a decomposition may need a run has.
struct Measured {
    bool curvature = false; ///< lambda, along every vector
    bool midpoint = false;
    bool ownCurvature = false;
    [[nodiscard]] bool allows(store::Decomposition decomposition) const;
};
[[nodiscard]] Measured measured(const store::TrajectorySet& trajectories);

/// L(t+1) - L(t), [T - 1, N].
[[nodiscard]] Matrix<float> lossChange(const Matrix<float>& loss);

/// The mean over tokens at each checkpoint: [T], summed in double; 0 where there are no tokens.
/// `tokens`: indices; empty: all.
[[nodiscard]] std::vector<double> meanOver(const Matrix<float>& rows, std::span<const std::int32_t> tokens = {});

/// L_b(x, t): the sum of POLCA over the segments before t, beginning at 0. From [T - 1, N] to [T, N].
[[nodiscard]] Matrix<float> projectedLoss(const Matrix<float>& polca, int threads = 1);

/// What a quantity looks like for all tokens: [T or T - 1, N]; of several vectors, that of each in turn:
/// [vectors * (T or T - 1), N].
[[nodiscard]] Matrix<float> quantity(
    const store::TrajectorySet& trajectories, const store::ClusteringKey& key);
/// The same of other tokens, made of their losses and their POLCA along one vector by the key's decomposition.
[[nodiscard]] Matrix<float> quantity(const store::ClusteringKey& key, const std::function<Matrix<float>()>& loss,
    const std::function<Matrix<float>(std::size_t vector)>& polcaAlong);

/// All that the shares below need: everything averaged over tokens. Reading it is the expensive part, so that
/// one reading serves every decomposition.
struct MeanTrajectories {
    std::vector<double> loss; ///< [T] nats
    std::vector<std::vector<double>> gradientProjection; ///< K of [T]
    std::vector<std::vector<double>> gradientProjectionOfAll; ///< K of [T]: D(X), over all tokens always
    std::vector<std::vector<double>> weightProjection; ///< K of [T]
    std::vector<std::vector<double>> curvature; ///< K of [T]
    std::vector<std::vector<double>> midpointProjection; ///< K of [T], or of nothing
    std::vector<std::vector<double>> ownCurvature; ///< K of [T], or of nothing
    std::vector<double> movementSquared; ///< [T]
};
/// `tokens`: indices; empty: all.
[[nodiscard]] MeanTrajectories meanTrajectories(const store::TrajectorySet& trajectories,
    std::span<const std::int32_t> tokens = {}, const Progress& progress = {});

/// How much of the loss change the basis explains. The true change, the part along the basis and the
/// remainder are means over the tokens asked for, in nats, summed over training: trueChange = sum +
/// remainder. All 0 for fewer than two checkpoints. Fisher splits no loss change: its sum, parts and remainder
/// are NaN.
struct Explained {
    double trueChange = 0;
    double sum = 0;
    double remainder = 0;
    double spanShare = 0; ///< sum_t |B^T delta_t|^2 / sum_t |delta_t|^2
    std::vector<double> perVector; ///< [K] parts of `sum`
    std::vector<double> spanShares; ///< [K] parts of spanShare
    std::vector<std::int64_t> guarded; ///< [K] divisions guarded, of T - 1 each (second order only)
    [[nodiscard]] std::int64_t guardedInAll() const;
    [[nodiscard]] double share() const { return trueChange == 0 ? 0 : sum / trueChange; }
};
/// What Explained sums over training, segment by segment.
struct ExplainedCourse {
    std::vector<double> trueChange; ///< [T - 1] nats
    std::vector<std::vector<double>> perVector; ///< K of [T - 1] parts of the change, nats; NaN for Fisher
    std::vector<double> movementSquared; ///< [T - 1] |delta_t|^2
    std::vector<std::vector<double>> alongSquared; ///< K of [T - 1] p_k(t)^2
    std::vector<std::int64_t> guarded; ///< [K]
};
[[nodiscard]] ExplainedCourse explainedCourse(const MeanTrajectories& means, store::Decomposition decomposition);
[[nodiscard]] Explained explained(const MeanTrajectories& means, store::Decomposition decomposition);
[[nodiscard]] Explained explained(const store::TrajectorySet& trajectories,
    store::Decomposition decomposition, std::span<const std::int32_t> tokens = {},
    const Progress& progress = {});

/// The same for every token, in nats: trueChange[x] = sum[x] + remainder[x].
struct ExplainedTokens {
    std::vector<double> trueChange; ///< [N]
    std::vector<double> sum; ///< [N] over basis and training
    std::vector<double> remainder; ///< [N]
};
/// Several decompositions (that split the loss change) for one reading of the trajectories.
[[nodiscard]] std::vector<ExplainedTokens> explainedTokens(const store::TrajectorySet& trajectories,
    std::span<const store::Decomposition> decompositions, const Progress& progress = {});

}
