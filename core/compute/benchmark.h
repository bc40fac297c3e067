#pragma once

#include "core/base/progress.h"
#include "core/recipe/recipe.h"

#include <string>
#include <vector>

namespace polcascope::compute {

struct BenchResult {
    std::string name; ///< "training"
    double value = 0; ///< positive; of TF32 nought where it changes nothing
    std::string unit; ///< "steps/s"
    std::string detail; ///< what it was measured with, or the cost in other terms; may be empty
};

struct BenchOptions {
    std::vector<std::int64_t> vectors { 20, 50 }; ///< to project on
    bool everyMethod = false; ///< each way of projecting, beside that which costs least
    std::int64_t languageVocabulary = 30001; ///< of the language model's shape
    double gflops = 100; ///< of this machine's matrix products, for what is expected
    bool tf32 = false; ///< what it changes, too: of use on a GPU alone
};

/// How fast the parts of a run of this recipe are on this machine: measured with the recipe's own sizes, on few
/// steps, products and examples; and projections of a language model. Call initialise() first.
[[nodiscard]] std::vector<BenchResult> benchmark(
    const Recipe& recipe, const BenchOptions& options, const Progress& progress = {});

}
