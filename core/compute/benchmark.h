#pragma once

#include "core/base/progress.h"
#include "core/recipe/recipe.h"

#include <string>
#include <vector>

namespace polcascope::compute {

struct BenchResult {
    std::string name; ///< "training"
    double value = 0;
    std::string unit; ///< "steps/s"
    std::string detail; ///< what it was measured with, or the cost in other terms; may be empty
};

/// How fast the parts of a run of this recipe are on this machine: measured with the recipe's own sizes, on few
/// steps, products and examples. Call initialise() first.
[[nodiscard]] std::vector<BenchResult> benchmark(const Recipe& recipe, const Progress& progress = {});

}
