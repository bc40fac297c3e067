#pragma once

#include "core/analysis/paper_tables.h"
#include "core/base/progress.h"
#include "core/store/run_folder.h"

#include <string>
#include <vector>

namespace polcascope::analysis {

struct ReportOptions {
    TableOptions tables; ///< held-out tokens, stability and settings are always in
    std::string discussion; ///< Markdown, taken over word for word; may be empty
    std::string command; ///< what makes the document, for its last line
    std::string version; ///< of the program
};

/// A finished run as one Markdown document: what was run, what it cost, the discussion, and the tables. The same run
/// and options give the same bytes: names of runs are those of their folders, and no clock is read. The causal and the
/// validity check are in where the run has them; otherwise what makes them. Takes as long as the tables, minutes for
/// thousands of tokens. Throws missingInput for a run that is not finished, and what paperTables and runResults throw.
[[nodiscard]] std::string report(const store::RunFolder& folder, const std::vector<store::RunFolder>& others,
    const ReportOptions& options, const Progress& progress = {});

}
