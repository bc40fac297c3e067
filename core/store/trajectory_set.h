#pragma once

#include "core/base/matrix.h"
#include "core/store/run_folder.h"

#include <cstdint>
#include <vector>

namespace polcascope::store {

/// When a file is read through for its checksum.
enum class Verification {
    now,
    later, ///< by whoever opens the folder, whose files have the right size: RunFolder::verified()
};

/// The waist of the design: everything expensive ends here, and everything else is arithmetic on it. An
/// immutable snapshot of the trajectory files that a run's manifest listed when it was opened: T checkpoints,
/// N tokens, K basis vectors. While the engine works, T grows from one snapshot to the next.
///
/// Reads lazily; a matrix of one vector is read in one go (T N floats). Thread-safe for reading (the HDF5
/// library is guarded by a lock of our own). Throws damaged for a file that is not what the manifest says.
class TrajectorySet {
public:
    TrajectorySet() = default;
    explicit TrajectorySet(const RunFolder& folder, Verification verification = Verification::now);

    [[nodiscard]] std::size_t checkpoints() const { return m_steps.size(); } ///< T
    [[nodiscard]] std::size_t tokens() const { return m_tokens; } ///< N
    [[nodiscard]] std::size_t vectors() const { return m_vectors; } ///< K
    [[nodiscard]] const std::vector<std::int32_t>& steps() const { return m_steps; } ///< [T] training steps

    /// L(x, t): cross entropy in nats. [T, N]
    [[nodiscard]] Matrix<float> loss() const;
    /// D_k(x, t) = <b_k, grad L(x; theta_t)>. [T, N]
    [[nodiscard]] Matrix<float> gradientProjection(std::size_t vector) const;
    /// Of a sample, D_k(X, t): the mean over all tokens of the run that it is a sample of. [T]; empty for any other run,
    /// where X are the tokens that are there.
    [[nodiscard]] std::vector<double> meanGradientProjection(std::size_t vector) const;
    /// <b_k, grad L(x; (theta_t + theta_{t+1}) / 2)>. [T, N], NaN at the last. Only where the recipe asked for it.
    [[nodiscard]] bool hasMidpoint() const { return m_hasMidpoint; }
    [[nodiscard]] Matrix<float> midpointProjection(std::size_t vector) const;
    /// b_k^T H_t(x) b_k, the curvature of the token's own loss, in nats. [T, N]. Only where the recipe asked for it.
    [[nodiscard]] bool hasOwnCurvature() const { return m_hasOwnCurvature; }
    [[nodiscard]] Matrix<float> ownCurvature(std::size_t vector) const;
    /// Loss and D of tokens that were used neither for validation nor for training: readHeldoutTokens() says which. M of
    /// them, 0 unless the recipe asked for them.
    [[nodiscard]] std::size_t heldoutTokens() const { return m_heldoutTokens; }
    [[nodiscard]] Matrix<float> heldoutLoss() const; ///< [T, M]
    [[nodiscard]] Matrix<float> heldoutProjection(std::size_t vector) const; ///< [T, M]
    /// p_k(t) = <b_k, theta_{t+1} - theta_t>. [T]; the last checkpoint of a finished run has none: NaN.
    [[nodiscard]] std::vector<double> weightProjection(std::size_t vector) const;
    /// lambda_k(t) = b_k^T H_t(X) b_k on a fixed subsample of the validation set, and its standard error. [T]
    [[nodiscard]] std::vector<double> curvature(std::size_t vector) const;
    [[nodiscard]] std::vector<double> curvatureError(std::size_t vector) const;
    /// |delta_t|^2 = |theta_{t+1} - theta_t|^2. [T], NaN at the last.
    [[nodiscard]] const std::vector<double>& movementSquared() const { return m_movementSquared; }

private:
    struct Part {
        std::filesystem::path path;
        std::size_t checkpoints = 0;
    };
    std::vector<Part> m_parts;
    std::vector<std::int32_t> m_steps;
    std::vector<double> m_movementSquared;
    std::size_t m_tokens = 0;
    std::size_t m_vectors = 0;
    bool m_hasMidpoint = false;
    bool m_hasOwnCurvature = false;
    bool m_hasMean = false;
    std::size_t m_heldoutTokens = 0;

    [[nodiscard]] Matrix<float> lossOf(const char* dataset, std::size_t tokens) const;
    [[nodiscard]] Matrix<float> projection(const char* dataset, std::size_t vector, std::size_t tokens) const;
    [[nodiscard]] std::vector<double> series(const char* dataset, std::size_t vector) const;
};

}
