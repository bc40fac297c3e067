#include "core/task/token_table.h"

#include <algorithm>

namespace polcascope {

const LabelColumn* TokenTable::label(std::string_view name) const
{
    const auto found = std::find_if(labels.begin(), labels.end(), [&](const LabelColumn& column) { return column.name == name; });
    return found == labels.end() ? nullptr : &*found;
}

std::string TokenTable::text(std::size_t token) const
{
    return outputVocabulary.at(static_cast<std::size_t>(output.at(token)));
}

std::string TokenTable::before(std::size_t token, std::size_t limit) const
{
    const auto ids = sequences.row(static_cast<std::size_t>(sequence.at(token)));
    const auto end = static_cast<std::size_t>(position.at(token));
    std::string text;
    for (std::size_t i = end > limit ? end - limit : 0; i < end; ++i)
        text += inputVocabulary.at(static_cast<std::size_t>(ids[i]));
    return text;
}

std::string TokenTable::after(std::size_t token, std::size_t limit) const
{
    const auto ids = sequences.row(static_cast<std::size_t>(sequence.at(token)));
    const auto begin = static_cast<std::size_t>(position.at(token)) + 1;
    std::string text;
    for (std::size_t i = begin; i < std::min(ids.size(), begin + limit); ++i)
        text += inputVocabulary.at(static_cast<std::size_t>(ids[i]));
    return text;
}

Matrix<std::int32_t> TokenTable::scoredTokens() const
{
    Matrix<std::int32_t> scored(sequences.rows(), sequences.columns(), -1);
    for (std::size_t token = 0; token < count(); ++token)
        scored(static_cast<std::size_t>(sequence[token]), static_cast<std::size_t>(position[token])) = static_cast<std::int32_t>(token);
    return scored;
}

}
