#pragma once

#include "core/analysis/clusterings.h"

#include <filesystem>

namespace polcascope::analysis {

/// The summary as JSON, for people and scripts. Reading throws damaged.
void writeSummary(const std::filesystem::path& path, const Summary& summary);
[[nodiscard]] Summary readSummary(const std::filesystem::path& path);

/// The summary as a table of plain text, about 110 columns wide, with a line on what its columns mean, and one where the run's
/// tokens are of a single class.
[[nodiscard]] std::string summaryText(const Summary& summary, const TokenTable& tokens);

}
