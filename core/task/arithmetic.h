#pragma once

#include "core/base/matrix.h"
#include "core/recipe/recipe.h"
#include "core/task/token_table.h"

#include <cstdint>
#include <vector>

namespace polcascope::task {

/// What a model is fed: inputs [examples, length] and, for every scored position (the last
/// `targets.columns()` of them), the output id that should follow.
struct ExampleSet {
    Matrix<std::int32_t> inputs; ///< [S, length] input ids
    Matrix<std::int32_t> targets; ///< [S, scored] output ids; column j belongs to input position length - scored + j
    [[nodiscard]] std::size_t count() const { return inputs.rows(); }
};

/// Three-digit addition written as "abc+def=wxyz": two summands, a four-digit zero-padded sum, of which the
/// four output digits are scored. Input ids: 0-9 the digits, 10 "+", 11 "=". Output ids: the digits.
/// Fed without the last character: length 11, scored 4 (input positions 7 to 10).
///
/// Which pairs are validation, which training, and in which order, follows from the recipe's seed alone:
/// a permutation of all pairs, the first for validation, the following, once each, for training.
class Arithmetic {
public:
    explicit Arithmetic(const Recipe& recipe);

    [[nodiscard]] ExampleSet validation() const;
    /// trajectories.heldout_examples, the last of all pairs: neither for validation nor for training.
    [[nodiscard]] ExampleSet heldout() const;
    /// The batch of one step (from 0), or those of several steps in a row. One epoch: no example comes twice.
    [[nodiscard]] ExampleSet batch(std::int64_t step, std::int64_t steps = 1) const;
    /// `count` training examples, evenly spaced through the training order: the Hessian's fixed sample.
    [[nodiscard]] ExampleSet trainingSample(std::int64_t count) const;

    /// The validation set's scored tokens, example by example, most significant digit first (token 4 e + i
    /// belongs to row e, column i of validation().targets), with label columns
    ///   "digit"  0-9: the token itself
    ///   "place"  1000s, 100s, 10s, 1s
    ///   "carry"  "no carry", "carry": the sum of the lower places carries into this place
    [[nodiscard]] TokenTable tokens() const;
    [[nodiscard]] TokenTable heldoutTokens() const; ///< the same for heldout()

    /// How many pairs of summands there are between two bounds, both included.
    [[nodiscard]] static std::int64_t pairCount(std::int64_t minimumSummand, std::int64_t maximumSummand);

private:
    struct Pair {
        std::int32_t first;
        std::int32_t second;
    };
    [[nodiscard]] Pair pairAt(std::int64_t index) const;
    [[nodiscard]] ExampleSet examples(const std::vector<std::int64_t>& indices) const;
    [[nodiscard]] std::vector<std::int64_t> validationIndices() const;
    [[nodiscard]] std::vector<std::int64_t> heldoutIndices() const;
    [[nodiscard]] TokenTable table(const std::vector<std::int64_t>& indices) const;

    Recipe m_recipe;
    std::vector<std::int32_t> m_order;
};

}
