#pragma once

#include "core/base/matrix.h"
#include "core/recipe/model_shape.h"
#include "core/store/clustering_file.h"
#include "core/store/hdf_file.h"
#include "core/store/run_folder.h"
#include "core/store/trajectory_set.h"
#include "core/task/token_table.h"

#include <cstdint>
#include <filesystem>
#include <limits>
#include <span>
#include <string>
#include <vector>

// The HDF5 files of a run, one read and one write function each. The schema, with every dataset, unit and
// attribute, is in core/store/README.md. All read functions throw damaged or newerVersion.
namespace polcascope::store {

void writeTokens(const std::filesystem::path& path, const TokenTable& tokens, Packing packing = Packing::none);
[[nodiscard]] TokenTable readTokens(const std::filesystem::path& path);

/// theta_t, float32 [d].
void writeCheckpoint(const std::filesystem::path& path, std::int64_t step, std::span<const float> parameters,
    std::span<const ParameterTensor> layout);
[[nodiscard]] std::vector<float> readCheckpoint(const std::filesystem::path& path);

/// What training goes on from: AdamW's moments beside a checkpoint, and the loss of every step so far.
struct TrainingState {
    std::int64_t step = 0;
    std::vector<float> parameters; ///< [d]
    std::vector<float> firstMoment; ///< [d]
    std::vector<float> secondMoment; ///< [d]
    std::vector<float> losses; ///< [step] mean loss of each step's batch before its update, nats
};
void writeTrainingState(const std::filesystem::path& path, const TrainingState& state);
[[nodiscard]] TrainingState readTrainingState(const std::filesystem::path& path);
void writeTrainingLoss(const std::filesystem::path& path, std::span<const float> losses, Packing packing = Packing::none);
[[nodiscard]] std::vector<float> readTrainingLoss(const std::filesystem::path& path);

/// How much of a unit vector lies in one parameter tensor.
struct TensorShare {
    std::string tensor;
    double share = 0; ///< of the squared norm
    bool operator==(const TensorShare&) const = default;
};

/// What is known of a basis vector, besides its numbers. What a kind of basis does not have is NaN, or 0.
struct BasisVectorInfo {
    std::int64_t index = 0; ///< from 0
    std::int64_t step = 0; ///< the checkpoint at which it was found; of bases from the whole of training, its end
    double eigenvalue = 0; ///< of P H P
    double residual = 0; ///< |PHPb - lambda b| / |lambda|, by one explicit product
    std::int64_t iterations = 0; ///< Lanczos steps
    std::int64_t products = 0; ///< Hessian-vector products
    bool converged = false; ///< the residual is within the recipe's tolerance; true where there is none
    std::string kind = "hessian"; ///< the recipe's basis.kind
    double singularValue = std::numeric_limits<double>::quiet_NaN(); ///< of the stacked gradients
    std::int64_t parameter = -1; ///< of a basis of single parameters: which number of theta
    double parameterSize = std::numeric_limits<double>::quiet_NaN(); ///< its absolute value or movement, as basis.parameters_by says
    std::vector<TensorShare> shares; ///< where in the weights, in the order of the layout; read, not written from here
    std::string stageHash; ///< of the basis in run.json that it was found for; empty in files of earlier versions
    [[nodiscard]] bool isEigenvector() const { return kind == "hessian" || kind == "shuffled-hessian"; }
};
struct BasisVector : BasisVectorInfo {
    std::vector<float> vector; ///< [d], unit length
    std::vector<float> runnerUp; ///< [d] where the next search starts, with basis.warm_start; else empty
};
[[nodiscard]] std::vector<TensorShare> tensorShares(std::span<const float> vector, std::span<const ParameterTensor> layout);
void writeBasisVector(const std::filesystem::path& path, const BasisVector& vector, std::span<const ParameterTensor> layout);
/// Without the numbers, with info.shares, which must be as many as the layout has tensors, or none: for a sample.
void writeBasisVectorInfo(const std::filesystem::path& path, const BasisVectorInfo& info, std::span<const ParameterTensor> layout);
[[nodiscard]] BasisVector readBasisVector(const std::filesystem::path& path);
[[nodiscard]] BasisVectorInfo readBasisVectorInfo(const std::filesystem::path& path); ///< without the numbers

/// A stretch of t checkpoints for all N tokens and K vectors. See TrajectorySet for the meanings.
struct TrajectoryPart {
    std::vector<std::int32_t> steps; ///< [t]
    Matrix<float> loss; ///< [t, N]
    std::vector<Matrix<float>> gradientProjection; ///< K of [t, N]
    std::vector<Matrix<float>> midpointProjection; ///< K of [t, N], NaN at the last checkpoint of a run; or none
    std::vector<Matrix<float>> ownCurvature; ///< K of [t, N], or none
    Matrix<float> heldoutLoss; ///< [t, M], of M held-out tokens; empty when there are none
    std::vector<Matrix<float>> heldoutProjection; ///< K of [t, M], or none
    Matrix<double> weightProjection; ///< [K, t]
    Matrix<double> curvature; ///< [K, t]
    Matrix<double> curvatureError; ///< [K, t]
    std::vector<double> movementSquared; ///< [t]
};
void writeTrajectoryPart(const std::filesystem::path& path, const TrajectoryPart& part);
/// All parts as one file of the same kind, a vector at a time.
void writeTrajectories(const std::filesystem::path& path, const TrajectorySet& trajectories);
/// For a sample: some tokens only, packed, without held-out tokens, and with the means over all tokens that are not in it any
/// more. `meanGradientProjection`: [K, T].
void writeTrajectories(const std::filesystem::path& path, const TrajectorySet& trajectories, std::span<const std::int32_t> tokens,
    const Matrix<double>& meanGradientProjection);

/// The artifacts of a stage in order of their index, only those whose path begins with `prefix`.
[[nodiscard]] std::vector<Artifact> artifacts(const Manifest& manifest, Stage stage, std::string_view prefix = {});
/// A file may be another's although it has the checksum listed: that of another model, a vector of another kind or in another
/// place, or one that was found for another basis, whose hash it holds. Whoever reads by these gets damaged for it.
void requireOwn(const RunFolder& folder, Stage stage, const Artifact& artifact);
[[nodiscard]] std::vector<float> readCheckpoint(const RunFolder& folder, const Artifact& artifact);
[[nodiscard]] BasisVector readBasisVector(const RunFolder& folder, const Artifact& artifact);
[[nodiscard]] std::vector<BasisVectorInfo> readBasisInfo(const RunFolder& folder);
/// What the run has of these so far: empty when the stage that makes them has not come to it.
[[nodiscard]] TokenTable readTokens(const RunFolder& folder);
[[nodiscard]] TokenTable readHeldoutTokens(const RunFolder& folder); ///< of trajectories.heldout_examples
[[nodiscard]] std::vector<Clustering> readClusterings(const RunFolder& folder);

}
