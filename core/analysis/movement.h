#pragma once

#include <span>
#include <vector>

namespace polcascope::analysis {

/// How the weights moved between two checkpoints: delta = theta_{t+1} - theta_t.
struct Movement {
    std::vector<double> along; ///< [K] p_k = <b_k, delta>
    double squared = 0; ///< |delta|^2
};

/// `next` empty (after the last checkpoint): all NaN. Sums in double, in an order that does not depend on the threads.
[[nodiscard]] Movement movement(
    std::span<const float> here, std::span<const float> next, const std::vector<std::vector<float>>& basis, int threads = 1);

}
