#pragma once

#include "core/recipe/recipe.h"
#include "core/task/arithmetic.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace polcascope::compute {

/// Trains the recipe's transformer: AdamW (decoupled decay of all parameters), learning rate
/// base * min(i / warmup, 1) at step i (from 1), mean cross entropy over the scored tokens of the batch.
/// One object one advances; deterministic from the recipe's seed, and the same whether or not it was
/// interrupted: everything it goes on from is in moments(), parameters() and step().
class Trainer {
public:
    /// From freshly initialised weights (normal, biases 0, LayerNorm 1 and 0). The task must outlive the trainer.
    Trainer(const Recipe& recipe, const task::Arithmetic& task);
    ~Trainer();

    /// Goes on from a saved state. Sizes must match the recipe's model.
    void restore(std::int64_t step, std::span<const float> parameters, std::span<const float> firstMoment,
        std::span<const float> secondMoment);

    /// One step. Returns the batch's mean loss (nats) before the update. Throws nonFinite with the step.
    double advance();
    [[nodiscard]] std::int64_t step() const; ///< steps done
    [[nodiscard]] bool finished() const;

    [[nodiscard]] std::vector<float> parameters() const; ///< theta, [d]
    [[nodiscard]] std::vector<float> firstMoment() const; ///< [d]
    [[nodiscard]] std::vector<float> secondMoment() const; ///< [d]

private:
    struct Private;
    std::unique_ptr<Private> m;
};

}
