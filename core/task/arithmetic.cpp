#include "core/task/arithmetic.h"

#include "core/base/random.h"

#include <array>
#include <cassert>
#include <numeric>

namespace polcascope::task {

namespace {

constexpr int textLength = 12; // abc+def=wxyz
constexpr int inputLength = 11; // the last digit predicts nothing
constexpr int places = 4;
constexpr int firstPlace = 8; // of the text: the thousands
constexpr std::int32_t plusId = 10;
constexpr std::int32_t equalsId = 11;
constexpr std::array powers { 1000, 100, 10, 1 }; // of each place

std::array<std::int32_t, textLength> written(std::int32_t first, std::int32_t second)
{
    const std::int32_t sum = first + second;
    return { first / 100, first / 10 % 10, first % 10, plusId, second / 100, second / 10 % 10, second % 10, equalsId,
        sum / 1000, sum / 100 % 10, sum / 10 % 10, sum % 10 };
}

}

Arithmetic::Arithmetic(const Recipe& recipe)
    : m_recipe(recipe)
{
    const std::int64_t pairs = pairCount(recipe.task.minimumSummand, recipe.task.maximumSummand);
    m_order = Random(static_cast<std::uint64_t>(recipe.seed), "examples").permutation(static_cast<std::int32_t>(pairs));
}

std::int64_t Arithmetic::pairCount(std::int64_t minimumSummand, std::int64_t maximumSummand)
{
    const std::int64_t summands = maximumSummand - minimumSummand + 1;
    return summands * summands;
}

Arithmetic::Pair Arithmetic::pairAt(std::int64_t index) const
{
    const auto summands = static_cast<std::int32_t>(m_recipe.task.maximumSummand - m_recipe.task.minimumSummand + 1);
    const std::int32_t pair = m_order.at(static_cast<std::size_t>(index));
    const auto minimum = static_cast<std::int32_t>(m_recipe.task.minimumSummand);
    return { minimum + pair / summands, minimum + pair % summands };
}

ExampleSet Arithmetic::examples(const std::vector<std::int64_t>& indices) const
{
    ExampleSet set { Matrix<std::int32_t>(indices.size(), inputLength), Matrix<std::int32_t>(indices.size(), places) };
    for (std::size_t row = 0; row < indices.size(); ++row) {
        const Pair pair = pairAt(indices[row]);
        const auto text = written(pair.first, pair.second);
        for (std::size_t i = 0; i < inputLength; ++i)
            set.inputs(row, i) = text[i];
        for (std::size_t i = 0; i < places; ++i)
            set.targets(row, i) = text[firstPlace + i];
    }
    return set;
}

std::vector<std::int64_t> Arithmetic::validationIndices() const
{
    std::vector<std::int64_t> indices(static_cast<std::size_t>(m_recipe.task.validationExamples));
    std::iota(indices.begin(), indices.end(), std::int64_t(0));
    return indices;
}

std::vector<std::int64_t> Arithmetic::heldoutIndices() const
{
    std::vector<std::int64_t> indices(static_cast<std::size_t>(m_recipe.trajectories.heldoutExamples));
    std::iota(indices.begin(), indices.end(), static_cast<std::int64_t>(m_order.size() - indices.size()));
    return indices;
}

ExampleSet Arithmetic::validation() const
{
    return examples(validationIndices());
}

ExampleSet Arithmetic::heldout() const
{
    return examples(heldoutIndices());
}

ExampleSet Arithmetic::batch(std::int64_t step, std::int64_t steps) const
{
    const std::int64_t first = m_recipe.task.validationExamples + step * m_recipe.training.batchSize;
    std::vector<std::int64_t> indices(static_cast<std::size_t>(steps * m_recipe.training.batchSize));
    for (std::size_t i = 0; i < indices.size(); ++i)
        indices[i] = first + static_cast<std::int64_t>(i);
    return examples(indices);
}

ExampleSet Arithmetic::trainingSample(std::int64_t count) const
{
    const std::int64_t available = m_recipe.training.steps * m_recipe.training.batchSize;
    assert(count <= available);
    std::vector<std::int64_t> indices(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < indices.size(); ++i)
        indices[i] = m_recipe.task.validationExamples + static_cast<std::int64_t>(i) * available / count;
    return examples(indices);
}

TokenTable Arithmetic::tokens() const
{
    return table(validationIndices());
}

TokenTable Arithmetic::heldoutTokens() const
{
    return table(heldoutIndices());
}

TokenTable Arithmetic::table(const std::vector<std::int64_t>& indices) const
{
    const std::size_t count = indices.size();
    TokenTable table;
    table.sequences = Matrix<std::int32_t>(count, textLength);
    table.outputVocabulary = { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9" };
    table.inputVocabulary = table.outputVocabulary;
    table.inputVocabulary.insert(table.inputVocabulary.end(), { "+", "=" });
    LabelColumn digit { "digit", table.outputVocabulary, {} };
    LabelColumn place { "place", { "1000s", "100s", "10s", "1s" }, {} };
    LabelColumn carry { "carry", { "no carry", "carry" }, {} };

    for (std::size_t row = 0; row < count; ++row) {
        const Pair pair = pairAt(indices[row]);
        const auto text = written(pair.first, pair.second);
        for (std::size_t i = 0; i < textLength; ++i)
            table.sequences(row, i) = text[i];
        for (std::size_t i = 0; i < places; ++i) {
            table.sequence.push_back(static_cast<std::int32_t>(row));
            table.position.push_back(static_cast<std::int32_t>(firstPlace + i));
            table.output.push_back(text[firstPlace + i]);
            digit.values.push_back(text[firstPlace + i]);
            place.values.push_back(static_cast<std::int32_t>(i));
            const std::int32_t lower = powers[i]; // all that stands below this place is less than it
            carry.values.push_back(pair.first % lower + pair.second % lower >= lower ? 1 : 0);
        }
    }
    table.labels = { std::move(digit), std::move(place), std::move(carry) };
    return table;
}

}
