#pragma once

#include "core/analysis/chance.h"
#include "core/analysis/table.h"
#include "core/base/progress.h"
#include "core/recipe/recipe.h"
#include "core/store/run_files.h"
#include "core/store/trajectory_set.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
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
    std::string toResume; ///< folder that commands go on with: the run's, or of a sample the one it was packed from
};
/// Throws missingInput for a run that has not come to its clusterings, or has fewer than two checkpoints of
/// trajectories, and nonFinite for losses that are none.
[[nodiscard]] RunResults runResults(const store::RunFolder& folder);
/// What to say where all tokens or none carry, or none are labelled by carries: shares of carries are 1 or 0 then, whatever is
/// clustered.
[[nodiscard]] std::optional<Sentence> singleClassNote(const TokenTable& tokens);

struct TableOptions {
    double distance = 100; ///< D of the breakthroughs, in steps
    std::optional<double> flat; ///< tau, in steps; otherwise flatStep of the mean exact loss
    ChanceOptions chance;
    bool heldout = true; ///< held-out tokens, where there are any, are placed in every cluster: about as long as clustering
    bool stability = false; ///< of every cluster: minutes for thousands of tokens
    bool settings = false; ///< table 1 of 2024 over a grid of settings: minutes, too
    int threads = 1; ///< for these three
};
/// The names of all tables, in their order.
inline constexpr std::array<std::string_view, 15> paperTableNames { "2024-table-1", "2024-table-1-first-order",
    "2024-table-1-trapezoid", "2024-table-5", "2026-table-1", "explained", "vectors", "chance", "held-out", "breakthroughs",
    "sharpest-rise", "stability", "settings", "clusters", "tokens" };

/// Every table of both papers that the run has the input of, with the published values beside, and what this adds to
/// them. `others`: runs with other bases, for the 2026 paper's comparison of bases. What a table lacks, its notes say,
/// and which command makes it. In parts, since some take minutes.
class PaperTables {
public:
    enum class Part {
        plain, ///< all that is not below
        heldout, ///< the table "held-out", and columns of "clusters"
        stability, ///< the table "stability", and columns of "clusters"
        settings, ///< the table "settings"
    };
    /// Both runs and others must live as long. Throws badValue (sameModel) for another run of another model.
    PaperTables(const RunResults& run, const std::vector<RunResults>& others, const TableOptions& options = {});
    ~PaperTables();

    /// The tables that the part makes or fills. The plain part comes before all others; one that is cancelled can be
    /// computed again.
    [[nodiscard]] std::vector<Table> compute(Part part, const Progress& progress = {});
    /// Roughly what a part but the plain one will take.
    [[nodiscard]] double seconds(Part part) const;

private:
    struct Private;
    std::unique_ptr<Private> m_tables;
};
/// Puts tables in their order, in place of those of the same name.
void merge(std::vector<Table>& tables, std::vector<Table> found);

/// All parts asked for. Throws what PaperTables throws.
[[nodiscard]] std::vector<Table> paperTables(const RunResults& run, const std::vector<RunResults>& others,
    const TableOptions& options = {}, const Progress& progress = {});

}
