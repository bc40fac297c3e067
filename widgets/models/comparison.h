#pragma once

#include "widgets/models/comparison_data.h"
#include "widgets/models/run_view.h"

namespace polcascope::models {

/// "arithmetic, POLCA of vector 3, trapezoid, output 7, 2024 rules, minimum size 20": of which run, by what, and what
/// differs from the rules.
[[nodiscard]] QString clusteringName(const ViewData& data);

/// What two views show, which may be of two runs: those with the same tokens can be compared.
[[nodiscard]] Comparison compare(const ViewData& pinned, const ViewData& shown);

}
