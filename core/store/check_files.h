#pragma once

#include "core/base/matrix.h"

#include <cstdint>
#include <filesystem>
#include <vector>

// What "polcascope-engine causal" and "validity" leave in a run, as artifacts of its last stage. The schema is in
// core/store/README.md. Read functions throw damaged or newerVersion.
namespace polcascope::store {

inline constexpr auto causalPath = "clusterings/causal.h5";
inline constexpr auto validityPath = "clusterings/validity.h5";

/// What becomes of every token's loss when the run's movement along one basis vector is taken out of the final weights:
/// L(x; theta_T - b_k <b_k, theta_T - theta_0>) - L(x; theta_T).
struct CausalCheck {
    std::int64_t firstStep = 0; ///< of theta_0
    std::int64_t lastStep = 0; ///< of theta_T
    std::vector<double> removed; ///< [K] <b_k, theta_T - theta_0>
    Matrix<float> lossChange; ///< [K, N] nats
};
void writeCausalCheck(const std::filesystem::path& path, const CausalCheck& check);
[[nodiscard]] CausalCheck readCausalCheck(const std::filesystem::path& path);

/// The loss along one vector alone, for samples of segments s (from checkpoint to checkpoint), vectors v and tokens x, in
/// double. Row s * vectors + v of each matrix, column x.
struct ValidityCheck {
    std::vector<std::int32_t> segments; ///< which, from 0
    std::vector<std::int32_t> vectors;
    std::vector<std::int32_t> tokens;
    Matrix<double> trueChange; ///< L(x; theta_t + p_k b_k) - L(x; theta_t), nats
    Matrix<double> slope; ///< D_k(x, t)
    Matrix<double> curvature; ///< b_k^T H_t(x) b_k, the token's own
};
void writeValidityCheck(const std::filesystem::path& path, const ValidityCheck& check);
[[nodiscard]] ValidityCheck readValidityCheck(const std::filesystem::path& path);

}
