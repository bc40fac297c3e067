#pragma once

#include "core/base/matrix.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace polcascope {

/// One way of labelling every token: a category each.
struct LabelColumn {
    std::string name; ///< "place", "carry", "digit"
    std::vector<std::string> categories; ///< "1000s", "100s", ...
    std::vector<std::int32_t> values; ///< [tokens], an index into categories
    /// Of labels that a person gave, the category of the tokens without: no cluster is called by it. -1: there is none.
    std::int32_t without = -1;
    bool operator==(const LabelColumn&) const = default;
};

/// The scored tokens of the validation set (N of them, in the order of every other file), and their contexts.
struct TokenTable {
    Matrix<std::int32_t> sequences; ///< [examples, length] input ids, the whole text of each example
    std::vector<std::string> inputVocabulary; ///< text of each input id
    std::vector<std::string> outputVocabulary; ///< text of each output id
    std::vector<std::int32_t> sequence; ///< [N] which example
    std::vector<std::int32_t> position; ///< [N] where in the example the token itself stands (not its predecessor)
    std::vector<std::int32_t> output; ///< [N] the token's output id: its output token type
    std::vector<LabelColumn> labels;

    [[nodiscard]] std::size_t count() const { return output.size(); }
    /// The column of that name, or null.
    [[nodiscard]] const LabelColumn* label(std::string_view name) const;
    /// The text of the token, and of what stands before and after it in its example.
    [[nodiscard]] std::string text(std::size_t token) const;
    [[nodiscard]] std::string before(std::size_t token, std::size_t limit = 20) const; ///< at most `limit` tokens
    [[nodiscard]] std::string after(std::size_t token, std::size_t limit = 20) const;
    /// Which scored token stands where in the examples, [examples, length]; -1: none.
    [[nodiscard]] Matrix<std::int32_t> scoredTokens() const;
};

}
