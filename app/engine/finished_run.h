#pragma once

#include "core/recipe/model_shape.h"
#include "core/store/run_folder.h"
#include "core/task/arithmetic.h"

#include <cstdint>
#include <string>
#include <vector>

namespace polcascope::engine {

/// A finished run, opened to compute something more with its weights and to add it.
class FinishedRun {
public:
    /// Throws missingInput for a run that is not finished, with `what` needs it.
    FinishedRun(const std::string& path, const std::string& what);

    [[nodiscard]] store::RunFolder& folder() { return m_folder; }
    [[nodiscard]] const Recipe& recipe() const { return m_recipe; }
    [[nodiscard]] const ModelShape& shape() const { return m_shape; }
    [[nodiscard]] task::ExampleSet validation() const { return task::Arithmetic(m_recipe).validation(); }
    [[nodiscard]] std::int64_t vectors() const { return m_recipe.basis.vectors; }

    /// Both [d]. Throw damaged.
    [[nodiscard]] std::vector<float> checkpoint(std::int64_t step) const;
    [[nodiscard]] std::vector<float> basisVector(std::int64_t index) const;

private:
    store::RunFolder m_folder;
    Recipe m_recipe;
    ModelShape m_shape;
};

}
