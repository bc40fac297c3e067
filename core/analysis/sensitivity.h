#pragma once

#include "core/analysis/chance.h"
#include "core/recipe/recipe.h"
#include "core/store/trajectory_set.h"
#include "core/task/token_table.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace polcascope::analysis {

/// The part of training that is looked at.
enum class TrainingPart { whole, firstHalf, firstTwoThirds, secondHalf };

/// One way of coming to the clusters of the 2024 paper's table 1, of which the paper leaves some open.
struct Setting {
    std::optional<store::Decomposition> decomposition; ///< none: the exact loss
    bool cumulated = false; ///< projected loss, or the loss itself; otherwise POLCA, or the change in loss
    std::int64_t minimumSamples = 1; ///< counting the point itself; 0: the minimum cluster size
    std::size_t every = 1; ///< only every so many checkpoints
    TrainingPart part = TrainingPart::whole; ///< what is cumulated begins there anew
    double minimumShare = 0; ///< minimum cluster size as a share of the output token's trajectories; 0: as the run has it
    std::size_t first = 0; ///< the checkpoint that thinning begins at, below `every`
};
/// Raw and cumulated, each with 1, 5 and as many minimum samples as the minimum cluster size, at the interval of
/// the run and at twice and four times it: of the exact loss and of each decomposition (Simpson's at that of the run
/// alone, whose midpoints it needs). With 1 minimum sample at the interval of the run: parts of training, and smaller
/// minimum cluster sizes. And raw ones at each interval from every checkpoint that it could begin at.
[[nodiscard]] std::vector<Setting> settingsGrid(std::span<const store::Decomposition> decompositions);

struct SettingResult {
    Setting setting;
    std::vector<BestHomogeneity> outputs; ///< of each output token, in ascending order, over all vectors
    BestHomogeneity all; ///< over all of these
};
/// The 2024 rules but for the setting. Costs one clustering of every output token and vector a setting.
[[nodiscard]] std::vector<SettingResult> sensitivity(const store::TrajectorySet& trajectories,
    const TokenTable& tokens, std::span<const Setting> settings, const ClusteringOptions& options,
    const ChanceOptions& chance, int threads = 1, const Progress& progress = {});

}
