#pragma once

#include "core/base/matrix.h"
#include "core/base/progress.h"
#include "core/compute/projection_plan.h"
#include "core/recipe/model_shape.h"
#include "core/task/arithmetic.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace polcascope::compute {

/// At one checkpoint, for all N scored tokens and K vectors.
struct Projection {
    std::vector<float> loss; ///< [N] cross entropy, nats
    Matrix<float> gradientProjection; ///< [K, N] D_k(x) = <b_k, grad L(x; theta)>
    std::vector<double> curvature; ///< [K] lambda_k = b_k^T H(X) b_k over the subsample
    std::vector<double> curvatureError; ///< [K] its standard error over the subsample's examples
    Matrix<float> ownCurvature; ///< [K, N] b_k^T H(x) b_k, each token's own; empty unless asked for
};

struct ProjectorOptions {
    std::int64_t curvatureExamples = 125; ///< the first of the set, evenly spaced; 0: no curvature (NaN)
    bool ownCurvature = false; ///< of every token, too: about five forward passes a vector
    std::int64_t memoryBytes = std::int64_t(4) << 30; ///< beside the basis
    std::optional<ProjectionMethod> only; ///< instead of what costs least
};

/// What a plan for a run is made for.
[[nodiscard]] ProjectionSize projectionSize(
    const ModelShape& shape, const task::ExampleSet& tokens, std::int64_t vectors, std::int64_t memoryBytes);

/// Projects every token's gradient on a basis, checkpoint by checkpoint, by the plan that costs least.
class Projector {
public:
    /// `basis`: K vectors, each [d], not empty. Throws outOfMemory when not even one token fits.
    Projector(const ModelShape& shape, const task::ExampleSet& tokens, const std::vector<std::vector<float>>& basis,
        const ProjectorOptions& options = {});
    ~Projector();

    /// Of other tokens on the same basis, which the two share.
    Projector(const ModelShape& shape, const task::ExampleSet& tokens, const Projector& other, const ProjectorOptions& options = {});

    /// How it is done now: with smaller blocks than at first where memory ran out on the way.
    [[nodiscard]] const ProjectionPlan& plan() const;

    /// Tokens in the order of the set: example by example, its scored positions in order. When LibTorch gets no memory for
    /// a block, its size is halved; throws outOfMemory when there is none for one token.
    [[nodiscard]] Projection project(std::span<const float> parameters, const Progress& progress = {}) const;
    /// D_k(x) alone, [K, N].
    [[nodiscard]] Matrix<float> projectGradients(std::span<const float> parameters, const Progress& progress = {}) const;

private:
    struct Private;
    std::unique_ptr<Private> m;
};

/// The loss of every scored token alone, [N], nats. Where memory runs out it is taken of fewer examples at a time
/// (`atOnce`, see device.h); throws outOfMemory when there is none for one.
[[nodiscard]] std::vector<float> tokenLosses(const ModelShape& shape, std::span<const float> parameters,
    const task::ExampleSet& tokens, std::int64_t* atOnce = nullptr);

}
