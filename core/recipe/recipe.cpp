#include "core/recipe/recipe.h"

#include "core/base/error.h"
#include "core/recipe/model_shape.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <sstream>

namespace polcascope {

namespace {

using Json = nlohmann::ordered_json;

constexpr double unlimited = 1e15;

const std::vector<RecipeField>& fields()
{
    // clang-format off
    static const std::vector<RecipeField> list {
        { "name", "Short name of the recipe, also the default name of its runs", "", 0, 0, {}, [](Recipe& r) -> RecipeField::Pointer { return &r.name; } },
        { "title", "One line that says what it is", "", 0, 0, {}, [](Recipe& r) -> RecipeField::Pointer { return &r.title; } },
        { "description", "What it is for and what to expect of it", "", 0, 0, {}, [](Recipe& r) -> RecipeField::Pointer { return &r.description; } },
        { "seed", "Seed of the weights, of the examples and of every random start", "", 0, 1e15, {}, [](Recipe& r) -> RecipeField::Pointer { return &r.seed; } },

        { "task.kind", "What is learnt: three-digit addition or English text", "", 0, 0, { "arithmetic", "language" }, [](Recipe& r) -> RecipeField::Pointer { return &r.task.kind; } },
        { "task.minimum_summand", "Smallest summand of the additions", "", 0, 999, {}, [](Recipe& r) -> RecipeField::Pointer { return &r.task.minimumSummand; } },
        { "task.maximum_summand", "Largest summand of the additions", "", 0, 999, {}, [](Recipe& r) -> RecipeField::Pointer { return &r.task.maximumSummand; } },
        { "task.validation_examples", "Examples set aside, whose tokens are followed through training (four tokens each in arithmetic)", "examples", 1, 1e6, {}, [](Recipe& r) -> RecipeField::Pointer { return &r.task.validationExamples; } },
        { "task.vocabulary", "Token types of a language task", "token types", 2, 1e6, {}, [](Recipe& r) -> RecipeField::Pointer { return &r.task.vocabulary; } },
        { "task.positions", "Length of the sequences of a language task", "tokens", 2, 1e5, {}, [](Recipe& r) -> RecipeField::Pointer { return &r.task.positions; } },

        { "model.layers", "Transformer blocks", "", 1, 64, {}, [](Recipe& r) -> RecipeField::Pointer { return &r.model.layers; } },
        { "model.width", "Width of the residual stream", "", 1, 16384, {}, [](Recipe& r) -> RecipeField::Pointer { return &r.model.width; } },
        { "model.heads", "Attention heads a block; must divide the width", "", 1, 256, {}, [](Recipe& r) -> RecipeField::Pointer { return &r.model.heads; } },
        { "model.mlp_width", "Width of the hidden layer of each block's MLP", "", 1, 65536, {}, [](Recipe& r) -> RecipeField::Pointer { return &r.model.mlpWidth; } },
        { "model.initial_scale", "Standard deviation of the initial weights (biases begin at 0)", "", 1e-6, 10, {}, [](Recipe& r) -> RecipeField::Pointer { return &r.model.initialScale; } },

        { "training.steps", "Optimizer steps", "steps", 1, 1e7, {}, [](Recipe& r) -> RecipeField::Pointer { return &r.training.steps; } },
        { "training.batch_size", "Examples a step; no example comes twice", "examples", 1, 1e5, {}, [](Recipe& r) -> RecipeField::Pointer { return &r.training.batchSize; } },
        { "training.learning_rate", "Learning rate of AdamW after the warm-up", "", 1e-12, 10, {}, [](Recipe& r) -> RecipeField::Pointer { return &r.training.learningRate; } },
        { "training.warmup_steps", "Steps over which the learning rate rises linearly", "steps", 1, 1e7, {}, [](Recipe& r) -> RecipeField::Pointer { return &r.training.warmupSteps; } },
        { "training.weight_decay", "Decoupled weight decay of all parameters", "", 0, 10, {}, [](Recipe& r) -> RecipeField::Pointer { return &r.training.weightDecay; } },
        { "training.beta1", "Decay of AdamW's first moment", "", 0, 0.999999, {}, [](Recipe& r) -> RecipeField::Pointer { return &r.training.beta1; } },
        { "training.beta2", "Decay of AdamW's second moment", "", 0, 0.999999, {}, [](Recipe& r) -> RecipeField::Pointer { return &r.training.beta2; } },
        { "training.epsilon", "AdamW's guard against division by zero", "", 1e-16, 1, {}, [](Recipe& r) -> RecipeField::Pointer { return &r.training.epsilon; } },
        { "training.checkpoint_interval", "Steps between two stored checkpoints", "steps", 1, 1e7, {}, [](Recipe& r) -> RecipeField::Pointer { return &r.training.checkpointInterval; } },

        { "basis.vectors", "Basis vectors in all (K)", "vectors", 1, 1000, {}, [](Recipe& r) -> RecipeField::Pointer { return &r.basis.vectors; } },
        { "basis.interval", "Steps between two checkpoints that give basis vectors; a multiple of the checkpoint interval", "steps", 1, 1e7, {}, [](Recipe& r) -> RecipeField::Pointer { return &r.basis.interval; } },
        { "basis.vectors_per_checkpoint", "Top eigenvectors taken at each of these checkpoints (k)", "vectors", 1, 100, {}, [](Recipe& r) -> RecipeField::Pointer { return &r.basis.vectorsPerCheckpoint; } },
        { "basis.examples", "Training examples over which the Hessian is taken", "examples", 1, 1e6, {}, [](Recipe& r) -> RecipeField::Pointer { return &r.basis.examples; } },
        { "basis.krylov_dimension", "Lanczos steps before a restart", "steps", 2, 1000, {}, [](Recipe& r) -> RecipeField::Pointer { return &r.basis.krylovDimension; } },
        { "basis.restarts", "Restarts of Lanczos before a vector is reported as not converged", "", 0, 100, {}, [](Recipe& r) -> RecipeField::Pointer { return &r.basis.restarts; } },
        { "basis.tolerance", "Largest certified residual, relative to the eigenvalue, that counts as converged", "", 1e-6, 1, {}, [](Recipe& r) -> RecipeField::Pointer { return &r.basis.tolerance; } },
        { "basis.kind", "Kind of basis: Hessian eigenvectors, the same with the checkpoints visited in shuffled order, random directions, singular vectors of stacked gradients (as they are, each of unit length, or each averaged over several batches), or single parameters", "", 0, 0, { "hessian", "shuffled-hessian", "random", "gradient-svd", "normalised-gradient-svd", "averaged-gradient-svd", "parameters" }, [](Recipe& r) -> RecipeField::Pointer { return &r.basis.kind; }, true },
        { "basis.eigenvalues", "Which eigenvalues count as the top: the largest, or the largest in size, negative ones included", "", 0, 0, { "largest-algebraic", "largest-magnitude" }, [](Recipe& r) -> RecipeField::Pointer { return &r.basis.eigenvalues; }, true },
        { "basis.warm_start", "Start Lanczos from the direction that came next at the checkpoint before, rather than from a random one", "", 0, 0, { "off", "on" }, [](Recipe& r) -> RecipeField::Pointer { return &r.basis.warmStart; }, true },
        { "basis.gradient_interval", "Steps between two stacked gradients, a multiple of the checkpoint interval; 0 for the checkpoint interval itself", "steps", 0, 1e7, {}, [](Recipe& r) -> RecipeField::Pointer { return &r.basis.gradientInterval; }, true },
        { "basis.gradient_iterations", "Batches that each gradient of an averaged-gradient-svd basis is averaged over", "batches", 1, 1e6, {}, [](Recipe& r) -> RecipeField::Pointer { return &r.basis.gradientIterations; }, true },
        { "basis.parameters_by", "Which single parameters make a basis: the largest in size at the end of training, or those that moved most", "", 0, 0, { "value", "movement" }, [](Recipe& r) -> RecipeField::Pointer { return &r.basis.parametersBy; }, true },

        { "trajectories.interval", "Steps between two points of every trajectory; a multiple of the checkpoint interval", "steps", 1, 1e7, {}, [](Recipe& r) -> RecipeField::Pointer { return &r.trajectories.interval; } },
        { "trajectories.curvature_examples", "Validation examples over which the curvature along each vector is estimated; 0 for none", "examples", 0, 1e6, {}, [](Recipe& r) -> RecipeField::Pointer { return &r.trajectories.curvatureExamples; } },
        { "trajectories.heldout_examples", "Examples of a second set, used neither for validation nor for training, that is projected on the same basis; 0 for none", "examples", 0, 1e6, {}, [](Recipe& r) -> RecipeField::Pointer { return &r.trajectories.heldoutExamples; }, true },
        { "trajectories.midpoint", "Also project every token's gradient in the middle between two checkpoints, for Simpson's rule: twice the time", "", 0, 0, { "off", "on" }, [](Recipe& r) -> RecipeField::Pointer { return &r.trajectories.midpoint; }, true },
        { "trajectories.own_curvature", "Also compute every token's own curvature along each vector, for the decomposition by exact curvature: about five forward passes a vector, several times the time", "", 0, 0, { "off", "on" }, [](Recipe& r) -> RecipeField::Pointer { return &r.trajectories.ownCurvature; }, true },

        { "clustering.minimum_share_2024", "Smallest cluster under the 2024 rules, as a share of one output token's trajectories", "", 1e-6, 1, {}, [](Recipe& r) -> RecipeField::Pointer { return &r.clustering.minimumShare2024; } },
        { "clustering.minimum_samples_2024", "HDBSCAN's minimum samples under the 2024 rules, counting the point itself", "tokens", 1, 1e6, {}, [](Recipe& r) -> RecipeField::Pointer { return &r.clustering.minimumSamples2024; } },
        { "clustering.minimum_share_2026", "Smallest cluster under the 2026 rules, as a share of all tokens", "", 1e-6, 1, {}, [](Recipe& r) -> RecipeField::Pointer { return &r.clustering.minimumShare2026; } },
        { "clustering.minimum_samples_share_2026", "HDBSCAN's minimum samples under the 2026 rules, as a share of all tokens", "", 1e-6, 1, {}, [](Recipe& r) -> RecipeField::Pointer { return &r.clustering.minimumSamplesShare2026; } },
        { "clustering.decompositions", "Decompositions along the basis that are clustered: first order and trapezoid, or also the papers' second order (where curvature was measured), Fisher, Simpson's rule (where midpoints were projected) and exact curvature (where each token's own was computed)", "", 0, 0, { "standard", "all" }, [](Recipe& r) -> RecipeField::Pointer { return &r.clustering.decompositions; }, true },
        { "clustering.together", "Sets of basis vectors whose trajectories are also clustered together, such as 0,1,2; 4,7", "", 0, 0, {}, [](Recipe& r) -> RecipeField::Pointer { return &r.clustering.together; }, true },

        { "compute.device", "Where to compute: the processor or an NVIDIA GPU", "", 0, 0, { "cpu", "cuda" }, [](Recipe& r) -> RecipeField::Pointer { return &r.compute.device; } },
        { "compute.threads", "Threads; 0 for as many as there are cores", "", 0, 1024, {}, [](Recipe& r) -> RecipeField::Pointer { return &r.compute.threads; } },
        { "compute.memory_megabytes", "Memory for blocks of gradients and for graphs", "MB", 64, 1e7, {}, [](Recipe& r) -> RecipeField::Pointer { return &r.compute.memoryMegabytes; } },
        { "compute.tf32", "Let an NVIDIA GPU round the factors of matrix products to ten bits (TF32), which is faster; without effect on the processor", "", 0, 0, { "off", "on" }, [](Recipe& r) -> RecipeField::Pointer { return &r.compute.tf32; } },
    };
    // clang-format on
    return list;
}

/// The shortest text that reads back as the same number, in the C locale.
std::string numberText(double value)
{
    std::array<char, 32> buffer {};
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    return { buffer.data(), result.ptr };
}

template<typename Number>
bool parseNumber(std::string_view text, Number& value)
{
    const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
    return result.ec == std::errc() && result.ptr == text.data() + text.size();
}

std::string joined(const std::vector<std::string_view>& words)
{
    std::string text;
    for (const std::string_view word : words)
        text += (text.empty() ? "" : ", ") + std::string(word);
    return text;
}

std::string rangeText(const RecipeField& field)
{
    if (field.maximum >= unlimited)
        return "at least " + numberText(field.minimum);
    return numberText(field.minimum) + " ... " + numberText(field.maximum);
}

[[noreturn]] void throwProblem(const RecipeProblem& problem)
{
    throw Error(ErrorKind::badValue, { { "key", problem.key }, { "value", problem.value }, { "rule", problem.rule }, { "limit", problem.limit }, { "other", problem.other } });
}

/// The problem of one value on its own, or none.
std::vector<RecipeProblem> checkField(const RecipeField& field, const Recipe& recipe)
{
    const auto pointer = field.in(recipe);
    const std::string key(field.key);
    if (const auto* text = std::get_if<const std::string*>(&pointer)) {
        if (!field.choices.empty() && std::find(field.choices.begin(), field.choices.end(), **text) == field.choices.end())
            return { { key, **text, "choice", joined(field.choices), {} } };
        return {};
    }
    const double value = std::holds_alternative<const std::int64_t*>(pointer)
        ? static_cast<double>(*std::get<const std::int64_t*>(pointer))
        : *std::get<const double*>(pointer);
    if (!(value >= field.minimum && value <= field.maximum))
        return { { key, field.valueOf(recipe), "range", rangeText(field), {} } };
    return {};
}

void setFromText(Recipe& recipe, const RecipeField& field, std::string_view text)
{
    const RecipeField::Pointer pointer = field.at(recipe);
    const std::string key(field.key);
    if (auto* string = std::get_if<std::string*>(&pointer)) {
        **string = text;
    } else if (auto* integer = std::get_if<std::int64_t*>(&pointer)) {
        std::int64_t value = 0;
        double real = 0;
        if (parseNumber(text, value))
            **integer = value;
        else if (parseNumber(text, real) && std::abs(real) <= unlimited && real == std::floor(real)) // 1e6
            **integer = static_cast<std::int64_t>(real);
        else
            throwProblem({ key, std::string(text), "type", "a whole number", {} });
    } else {
        double value = 0;
        if (!parseNumber(text, value) || !std::isfinite(value))
            throwProblem({ key, std::string(text), "type", "a number", {} });
        *std::get<double*>(pointer) = value;
    }
    if (const auto problems = checkField(field, recipe); !problems.empty())
        throwProblem(problems.front());
}

void readJsonValue(Recipe& recipe, const RecipeField& field, const Json& value)
{
    if (value.is_string()) {
        const auto pointer = field.at(recipe);
        if (!std::holds_alternative<std::string*>(pointer))
            throwProblem({ std::string(field.key), "\"" + value.get<std::string>() + "\"", "type",
                std::holds_alternative<double*>(pointer) ? "a number" : "a whole number", {} });
        setFromText(recipe, field, value.get<std::string>());
    } else if (value.is_number() && !std::holds_alternative<std::string*>(field.at(recipe))) {
        setFromText(recipe, field, value.is_number_integer() ? value.dump() : numberText(value.get<double>()));
    } else {
        const auto pointer = field.at(recipe);
        const char* wanted = std::holds_alternative<std::string*>(pointer) ? "text"
            : std::holds_alternative<double*>(pointer)                     ? "a number"
                                                                           : "a whole number";
        throwProblem({ std::string(field.key), value.dump(), "type", wanted, {} });
    }
}

Json jsonValue(const RecipeField& field, const Recipe& recipe)
{
    return std::visit([](const auto* value) { return Json(*value); }, field.in(recipe));
}

std::size_t editDistance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({ row[j] + 1, row[j - 1] + 1, replaced });
        }
    }
    return row[b.size()];
}

}

std::string_view RecipeField::section() const
{
    const std::size_t dot = key.find('.');
    return dot == std::string_view::npos ? std::string_view() : key.substr(0, dot);
}

RecipeField::ConstPointer RecipeField::in(const Recipe& recipe) const
{
    // The accessor only takes an address: nothing is written through it here.
    return std::visit([](auto* value) -> ConstPointer { return value; }, at(const_cast<Recipe&>(recipe)));
}

std::string RecipeField::valueOf(const Recipe& recipe) const
{
    const ConstPointer pointer = in(recipe);
    if (const auto* text = std::get_if<const std::string*>(&pointer))
        return **text;
    if (const auto* integer = std::get_if<const std::int64_t*>(&pointer))
        return std::to_string(**integer);
    return numberText(*std::get<const double*>(pointer));
}

std::span<const RecipeField> recipeFields()
{
    return fields();
}

const RecipeField& recipeField(std::string_view key, std::string_view source)
{
    for (const RecipeField& field : fields()) {
        if (field.key == key)
            return field;
    }
    std::vector<std::string_view> keys;
    for (const RecipeField& field : fields())
        keys.push_back(field.key);
    std::string near = nearest(key, keys);
    if (near.empty()) {
        // "steps" for "training.steps": the last part alone, where it is unique.
        std::vector<std::string_view> matching;
        for (const std::string_view known : keys) {
            if (known.size() > key.size() && known.ends_with(key) && known[known.size() - key.size() - 1] == '.')
                matching.push_back(known);
        }
        if (matching.size() == 1)
            near = matching.front();
    }
    throw Error(ErrorKind::unknownKey, { { "key", std::string(key) }, { "nearest", near }, { "source", std::string(source) } });
}

std::vector<RecipeProblem> checkRecipe(const Recipe& recipe)
{
    std::vector<RecipeProblem> problems;
    for (const RecipeField& field : fields()) {
        for (RecipeProblem& problem : checkField(field, recipe))
            problems.push_back(std::move(problem));
    }
    if (!problems.empty())
        return problems; // relations between values that are wrong themselves would only confuse

    const auto check = [&](bool good, std::string_view key, const char* rule, std::int64_t limit, std::string_view other) {
        if (!good)
            problems.push_back({ std::string(key), recipeField(key).valueOf(recipe), rule, std::to_string(limit), std::string(other) });
    };
    if (recipe.task.kind == "language")
        problems.push_back({ "task.kind", recipe.task.kind, "unsupported", {}, {} });
    const TrainingOptions& training = recipe.training;
    const bool arithmetic = recipe.task.kind == "arithmetic";

    if (arithmetic) {
        check(recipe.task.minimumSummand < recipe.task.maximumSummand, "task.minimum_summand", "atMost",
            recipe.task.maximumSummand - 1, "task.maximum_summand");
        const std::int64_t summands = recipe.task.maximumSummand - recipe.task.minimumSummand + 1;
        const std::int64_t pairs = summands * summands;
        check(recipe.task.validationExamples < pairs, "task.validation_examples", "atMost", pairs - 1, "pairs of summands");
        // One epoch: what is left after the validation set must last for all steps.
        const std::int64_t steps = std::max<std::int64_t>(0, pairs - recipe.task.validationExamples) / training.batchSize;
        if (steps > 0)
            check(training.steps <= steps, "training.steps", "atMost", steps, "pairs of summands, each used once");
        else
            check(false, "training.batch_size", "atMost", pairs - recipe.task.validationExamples, "pairs of summands, each used once");
        const std::int64_t left = pairs - recipe.task.validationExamples - training.steps * training.batchSize;
        if (training.steps <= steps)
            check(recipe.trajectories.heldoutExamples <= left, "trajectories.heldout_examples", "atMost", left, "pairs of summands, each used once");
        if (training.steps <= steps)
            check(recipe.basis.examples <= training.steps * training.batchSize, "basis.examples", "atMost",
                training.steps * training.batchSize, "training examples");
    }
    check(recipe.model.width % recipe.model.heads == 0, "model.heads", "divides", recipe.model.width, "model.width");
    check(training.checkpointInterval <= training.steps, "training.checkpoint_interval", "atMost", training.steps, "training.steps");
    check(recipe.basis.interval % training.checkpointInterval == 0, "basis.interval", "multiple", training.checkpointInterval,
        "training.checkpoint_interval");
    check(recipe.basis.interval <= training.steps, "basis.interval", "atMost", training.steps, "training.steps");
    if (recipe.basis.isGradients()) {
        check(recipe.basis.gradientInterval % training.checkpointInterval == 0, "basis.gradient_interval", "multiple",
            training.checkpointInterval, "training.checkpoint_interval");
        // The last gradients are of steps before the last; none at all is no fault of the number of vectors.
        const bool everyCheckpoint = recipe.basis.gradientInterval == 0;
        const std::int64_t interval = everyCheckpoint ? training.checkpointInterval : recipe.basis.gradientInterval;
        const auto gradients = static_cast<std::int64_t>(gradientSteps(recipe).size());
        if (gradients > 0)
            check(recipe.basis.vectors <= gradients, "basis.vectors", "atMost", gradients, "basis.gradient_interval");
        else if (training.steps < 2)
            problems.push_back({ "training.steps", std::to_string(training.steps), "range", "at least 2", {} });
        else if (interval < training.steps)
            check(false, "basis.gradient_iterations", "atMost", training.steps - interval, "training.steps");
        else
            check(false, everyCheckpoint ? "training.checkpoint_interval" : "basis.gradient_interval", "atMost", training.steps - 1,
                "training.steps");
    }
    if (recipe.basis.isHessian() && recipe.basis.interval <= training.steps) {
        const std::int64_t rounds = training.steps / recipe.basis.interval;
        check(recipe.basis.vectors <= rounds * recipe.basis.vectorsPerCheckpoint, "basis.vectors", "atMost",
            rounds * recipe.basis.vectorsPerCheckpoint, "basis.interval");
    }
    const std::int64_t parameters = parameterCount(modelShape(recipe));
    check(recipe.basis.vectors <= parameters, "basis.vectors", "atMost", parameters, "parameters of the model");
    check(recipe.basis.vectorsPerCheckpoint < recipe.basis.krylovDimension, "basis.vectors_per_checkpoint", "atMost",
        recipe.basis.krylovDimension - 1, "basis.krylov_dimension");
    check(recipe.trajectories.interval % training.checkpointInterval == 0, "trajectories.interval", "multiple",
        training.checkpointInterval, "training.checkpoint_interval");
    check(recipe.trajectories.interval <= training.steps, "trajectories.interval", "atMost", training.steps, "training.steps");
    check(recipe.trajectories.curvatureExamples <= recipe.task.validationExamples, "trajectories.curvature_examples", "atMost",
        recipe.task.validationExamples, "task.validation_examples");
    if (!vectorSets(recipe.clustering.together, recipe.basis.vectors))
        problems.push_back({ "clustering.together", recipe.clustering.together, "sets", std::to_string(recipe.basis.vectors), {} });
    return problems;
}

std::optional<std::vector<std::vector<std::int32_t>>> vectorSets(std::string_view text, std::int64_t vectors)
{
    std::vector<std::vector<std::int32_t>> sets;
    std::istringstream all { std::string(text) };
    std::string setText, numberText;
    while (std::getline(all, setText, ';')) {
        std::vector<std::int32_t>& set = sets.emplace_back();
        std::istringstream numbers(setText);
        while (std::getline(numbers, numberText, ',')) {
            const std::size_t begin = numberText.find_first_not_of(' '), end = numberText.find_last_not_of(' ');
            std::int32_t vector = -1;
            if (begin == std::string::npos || !parseNumber(std::string_view(numberText).substr(begin, end + 1 - begin), vector) || vector < 0
                || vector >= vectors || std::find(set.begin(), set.end(), vector) != set.end())
                return std::nullopt;
            set.push_back(vector);
        }
        if (set.size() < 2)
            return std::nullopt;
    }
    return sets;
}

std::int64_t gradientBatches(const Recipe& recipe)
{
    return recipe.basis.kind == "averaged-gradient-svd" ? recipe.basis.gradientIterations : 1;
}

std::vector<std::int64_t> gradientSteps(const Recipe& recipe)
{
    const std::int64_t interval = recipe.basis.gradientInterval > 0 ? recipe.basis.gradientInterval : recipe.training.checkpointInterval;
    std::vector<std::int64_t> steps;
    for (std::int64_t step = interval; step + gradientBatches(recipe) <= recipe.training.steps; step += interval)
        steps.push_back(step);
    return steps;
}

void requireValid(const Recipe& recipe)
{
    if (const auto problems = checkRecipe(recipe); !problems.empty())
        throwProblem(problems.front());
}

void requireMemory(std::int64_t needed, std::int64_t budget)
{
    if (needed > budget)
        throw Error(ErrorKind::outOfMemory,
            { { "needed", std::to_string(needed) }, { "limit", std::to_string(budget) }, { "key", "compute.memory_megabytes" } });
}

void setRecipeValue(Recipe& recipe, std::string_view key, std::string_view text)
{
    const RecipeField& field = recipeField(key);
    // Nothing is changed when the text is no good.
    Recipe changed = recipe;
    setFromText(changed, field, text);
    recipe = std::move(changed);
}

Recipe recipeFromJson(std::string_view text, std::string_view source)
{
    Json json;
    try {
        json = Json::parse(text);
    } catch (const Json::parse_error& error) {
        const std::size_t end = std::min<std::size_t>(error.byte, text.size());
        const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end), '\n');
        throw Error(ErrorKind::badJson, { { "path", std::string(source) }, { "line", std::to_string(line) }, { "what", error.what() } });
    }
    if (!json.is_object())
        throw Error(ErrorKind::badJson, { { "path", std::string(source) }, { "line", "1" }, { "what", "a recipe is an object: { ... }" } });

    Recipe recipe;
    for (const auto& [key, value] : json.items()) {
        if (!value.is_object()) {
            readJsonValue(recipe, recipeField(key, source), value);
            continue;
        }
        for (const auto& [inner, innerValue] : value.items())
            readJsonValue(recipe, recipeField(key + "." + inner, source), innerValue);
    }
    return recipe;
}

std::string recipeToJson(const Recipe& recipe)
{
    Json json;
    for (const RecipeField& field : fields()) {
        const std::string section(field.section());
        if (section.empty())
            json[std::string(field.key)] = jsonValue(field, recipe);
        else
            json[section][std::string(field.key.substr(section.size() + 1))] = jsonValue(field, recipe);
    }
    return json.dump(4) + "\n";
}

std::string canonicalSections(const Recipe& recipe, std::span<const std::string_view> sections)
{
    static const Recipe defaults;
    std::string text;
    for (const RecipeField& field : fields()) {
        if (field.addedLater && field.valueOf(recipe) == field.valueOf(defaults))
            continue;
        const bool wanted = std::any_of(sections.begin(), sections.end(),
            [&](std::string_view section) { return section == field.section() || section == field.key; });
        if (wanted)
            text += std::string(field.key) + "=" + field.valueOf(recipe) + "\n";
    }
    return text;
}

std::filesystem::path dataFolder()
{
    namespace fs = std::filesystem;
    if (const char* folder = std::getenv("POLCASCOPE_DATA"); folder && *folder)
        return folder;
    // Installed: bin/polcascope beside share/polcascope, wherever both were put.
    std::error_code failed;
    const fs::path program = fs::read_symlink("/proc/self/exe", failed);
    if (!failed) {
        const fs::path installed = program.parent_path().parent_path() / POLCASCOPE_INSTALLED_RESOURCES;
        if (fs::is_directory(installed / "recipes", failed))
            return installed;
    }
    return POLCASCOPE_SOURCE_RESOURCES;
}

std::vector<std::string> shippedRecipes()
{
    std::vector<std::string> names;
    std::error_code failed;
    for (const auto& entry : std::filesystem::directory_iterator(dataFolder() / "recipes", failed)) {
        if (entry.path().extension() == ".json")
            names.push_back(entry.path().stem().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

Recipe loadRecipe(const std::string& nameOrPath)
{
    namespace fs = std::filesystem;
    const std::vector<std::string> names = shippedRecipes();
    fs::path path = nameOrPath;
    if (std::find(names.begin(), names.end(), nameOrPath) != names.end())
        path = dataFolder() / "recipes" / (nameOrPath + ".json");

    std::error_code failed;
    if (!fs::is_regular_file(path, failed)) {
        const std::vector<std::string_view> known(names.begin(), names.end());
        throw Error(ErrorKind::unknownRecipe, { { "name", nameOrPath }, { "nearest", nearest(nameOrPath, known) }, { "known", joined(known) } });
    }
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    if (!file)
        throw Error(ErrorKind::unreadable, { { "path", path.string() }, { "what", "cannot be read" } });
    return recipeFromJson(text.str(), path.string());
}

std::string nearest(std::string_view text, std::span<const std::string_view> known)
{
    std::string_view best;
    std::size_t bestDistance = std::numeric_limits<std::size_t>::max();
    for (const std::string_view candidate : known) {
        const std::size_t distance = editDistance(text, candidate);
        if (distance < bestDistance) {
            bestDistance = distance;
            best = candidate;
        }
    }
    // A third of the letters may differ: more, and the suggestion is a guess.
    return bestDistance <= std::max<std::size_t>(2, text.size() / 3) ? std::string(best) : std::string();
}

}
