#pragma once

#include "core/analysis/chance.h"
#include "core/analysis/table.h"
#include "core/base/progress.h"
#include "core/recipe/recipe.h"
#include "core/store/run_files.h"
#include "core/store/trajectory_set.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace polcascope::analysis {

/// What the tables of a run are made of.
struct RunResults {
    std::string name;
    std::string basisKind = "hessian"; ///< the recipe's basis.kind
    Recipe recipe;
    store::TrajectorySet trajectories;
    TokenTable tokens;
    std::vector<store::Clustering> clusterings;
    std::vector<store::BasisVectorInfo> basis;
    TokenTable heldoutTokens; ///< empty where the run has none
};
/// Throws missingInput for a run that has not come to its clusterings, or has fewer than two checkpoints of
/// trajectories, and nonFinite for losses that are none.
[[nodiscard]] RunResults runResults(const store::RunFolder& folder);

struct TableOptions {
    double distance = 100; ///< D of the breakthroughs, in steps
    std::optional<double> flat; ///< tau, in steps; otherwise flatStep of the mean exact loss
    ChanceOptions chance;
    bool heldout = true; ///< held-out tokens, where there are any, are placed in every cluster: about as long as clustering
    bool stability = false; ///< of every cluster: minutes for thousands of tokens
    bool settings = false; ///< table 1 of 2024 over a grid of settings: minutes, too
    int threads = 1; ///< for these three
};
/// Every table of both papers that the run has the input of, with the published values beside, and what this adds to
/// them. `others`: runs with other bases, for the 2026 paper's comparison of bases. What a table lacks, its notes say,
/// and which command makes it. Throws badValue (sameModel) for another run of another model.
[[nodiscard]] std::vector<Table> paperTables(const RunResults& run, const std::vector<RunResults>& others,
    const TableOptions& options = {}, const Progress& progress = {});

}
