#pragma once

#include "widgets/models/plot_data.h"

/// A run that never was: tokens of three-digit sums with the labels of the arithmetic task, and trajectories in
/// which places are learnt one after the other and carries later than the rest.
namespace viewdata {

struct Example {
    polcascope::TokenTable tokens;
    std::vector<std::int32_t> steps; ///< [T]
    std::shared_ptr<const polcascope::Matrix<float>> loss; ///< [T, N]
    std::shared_ptr<const polcascope::Matrix<float>> polca; ///< [T - 1, N]
    polcascope::store::Clustering clustering; ///< three clusters and outliers, of all tokens
};

[[nodiscard]] Example example(int tokens, int checkpoints);

}
