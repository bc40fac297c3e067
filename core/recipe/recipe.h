#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace polcascope {

/// The task: where examples and scored tokens come from.
struct TaskOptions {
    std::string kind = "arithmetic"; ///< arithmetic | language
    std::int64_t minimumSummand = 100;
    std::int64_t maximumSummand = 999;
    std::int64_t validationExamples = 1250; ///< four scored tokens each
    std::int64_t vocabulary = 30001; ///< language only
    std::int64_t positions = 128; ///< language only
};

struct ModelOptions {
    std::int64_t layers = 2;
    std::int64_t width = 512;
    std::int64_t heads = 4;
    std::int64_t mlpWidth = 2048;
    double initialScale = 0.02; ///< standard deviation of the initial weights; biases are 0
};

/// AdamW with the learning rate warmed up linearly.
struct TrainingOptions {
    std::int64_t steps = 3000;
    std::int64_t batchSize = 64;
    double learningRate = 1e-5;
    std::int64_t warmupSteps = 100;
    double weightDecay = 0.1; ///< of all parameters
    double beta1 = 0.9;
    double beta2 = 0.95;
    double epsilon = 1e-8;
    std::int64_t checkpointInterval = 5; ///< steps
};

/// Which directions the loss change is split along. By Algorithm 1: at every interval, the top eigenvectors of the
/// projected Hessian.
struct BasisOptions {
    std::string kind = "hessian"; ///< see recipeFields()
    std::int64_t vectors = 20; ///< K
    std::int64_t interval = 150; ///< steps, a multiple of the checkpoint interval; step 0 gives none
    std::int64_t vectorsPerCheckpoint = 1; ///< k
    std::int64_t examples = 1250; ///< of the training data, for the Hessian
    std::int64_t krylovDimension = 60; ///< at most so many Lanczos steps before a restart
    std::int64_t restarts = 2;
    double tolerance = 1e-3; ///< of |PHPb - lambda b| / |lambda|
    std::string eigenvalues = "largest-algebraic"; ///< largest-algebraic | largest-magnitude
    std::string warmStart = "off"; ///< on: Lanczos starts from what came next at the checkpoint before
    std::int64_t gradientInterval = 0; ///< steps between stacked gradients; 0: the checkpoint interval
    std::int64_t gradientIterations = 5; ///< batches a gradient is averaged over, of averaged-gradient-svd
    std::string parametersBy = "value"; ///< value | movement

    [[nodiscard]] bool isHessian() const { return kind == "hessian" || kind == "shuffled-hessian"; }
    [[nodiscard]] bool isGradients() const { return kind.ends_with("gradient-svd"); }
};


struct TrajectoryOptions {
    std::int64_t interval = 5; ///< steps, a multiple of the checkpoint interval
    std::int64_t curvatureExamples = 125; ///< of the validation set, for lambda_k(t); 0: none
    std::int64_t heldoutExamples = 0; ///< a second set, projected on the same basis; 0: none
    std::string midpoint = "off"; ///< on: D_k also in the middle of every segment, for Simpson's rule
    std::string ownCurvature = "off"; ///< on: every token's own curvature, for the decomposition by exact curvature
};

/// HDBSCAN by the rules of the two papers.
struct ClusteringOptions {
    double minimumShare2024 = 0.20; ///< of the trajectories of one output token type
    std::int64_t minimumSamples2024 = 1; ///< counts the point itself
    double minimumShare2026 = 0.03; ///< of all tokens
    double minimumSamplesShare2026 = 1.0 / 15.0; ///< of all tokens, before the filter
    std::string decompositions = "standard"; ///< standard: first order and trapezoid | all
    std::string together; ///< sets of basis vectors that are clustered together: see vectorSets
};

/// How to compute, which changes no result beyond rounding: no part of any stage's hash.
struct ComputeOptions {
    std::string device = "cpu"; ///< cpu | cuda
    std::int64_t threads = 0; ///< 0: as many as the machine has cores
    std::int64_t memoryMegabytes = 4096; ///< for blocks and graphs
    std::string tf32 = "off"; ///< on: a GPU rounds the factors of matrix products to ten bits
};

/// All that a run was asked for. Its keys are listed once, in recipeFields().
struct Recipe {
    std::string name;
    std::string title;
    std::string description;
    std::int64_t seed = 1;
    TaskOptions task;
    ModelOptions model;
    TrainingOptions training;
    BasisOptions basis;
    TrajectoryOptions trajectories;
    ClusteringOptions clustering;
    ComputeOptions compute;
};

/// The checkpoints whose gradients a basis of gradients stacks: each taken over the batch, or the batches, that follow.
[[nodiscard]] std::vector<std::int64_t> gradientSteps(const Recipe& recipe);
/// Over how many batches each of them is averaged.
[[nodiscard]] std::int64_t gradientBatches(const Recipe& recipe);

/// One key of a recipe: everything that JSON, --set, --help, the checks and the New run dialog know about it.
struct RecipeField {
    using Pointer = std::variant<std::int64_t*, double*, std::string*>;
    using ConstPointer = std::variant<const std::int64_t*, const double*, const std::string*>;

    std::string_view key; ///< "training.learning_rate"; the part before the dot is the section ("" for none)
    std::string_view help; ///< one English sentence without a full stop; the window translates it (translations/update)
    std::string_view unit; ///< "steps", "examples", "MB" or ""
    double minimum = 0; ///< smallest number allowed
    double maximum = 0; ///< largest number allowed
    std::vector<std::string_view> choices; ///< for strings: the values allowed; empty: any
    Pointer (*at)(Recipe&) = nullptr;
    /// The key came after the first release: at its default it is no part of a stage's hash, so that runs made
    /// before it stay up to date.
    bool addedLater = false;

    [[nodiscard]] std::string_view section() const;
    [[nodiscard]] ConstPointer in(const Recipe& recipe) const;
    /// The value as it is written in JSON, numbers in the C locale with no digit lost.
    [[nodiscard]] std::string valueOf(const Recipe& recipe) const;
};

[[nodiscard]] std::span<const RecipeField> recipeFields();
/// The field of that key; throws unknownKey with the nearest key.
[[nodiscard]] const RecipeField& recipeField(std::string_view key, std::string_view source = "--set");

/// How a value breaks the rules. `rule` is one of
///   type       the text is no number, whole number or the like: limit says which ("a whole number", "a number")
///   range      outside minimum ... maximum: limit is "min ... max"
///   choice     not among the choices: limit lists them, comma-separated
///   divides, multiple   must divide the value of `other` or be divided by it, or be a multiple of it: limit is that value
///   atMost     must not exceed limit, which comes from `other`
///   sets       no sets of basis vectors as vectorSets reads them: limit is how many vectors there are
///   unsupported  allowed by the method, not by this version
struct RecipeProblem {
    std::string key;
    std::string value;
    std::string rule;
    std::string limit;
    std::string other; ///< the other key, or what sets the limit; may be empty
    bool operator==(const RecipeProblem&) const = default;
};

/// Sets of basis vectors from text such as "0,1,2; 4,7", each of at least two different ones below `vectors`; no
/// value for any other text, none for an empty one.
[[nodiscard]] std::optional<std::vector<std::vector<std::int32_t>>> vectorSets(
    std::string_view text, std::int64_t vectors);

/// Everything wrong with the values, in the order of the fields; empty when the recipe can be run.
[[nodiscard]] std::vector<RecipeProblem> checkRecipe(const Recipe& recipe);
/// Throws badValue for the first problem of checkRecipe.
void requireValid(const Recipe& recipe);
/// Throws outOfMemory, with what is needed, when that is more than the budget of compute.memory_megabytes, both in bytes.
void requireMemory(std::int64_t needed, std::int64_t budget);

/// Sets one key from text. Throws unknownKey (with the nearest key) or badValue (rules type, range, choice).
void setRecipeValue(Recipe& recipe, std::string_view key, std::string_view text);

/// From JSON: an object of sections. Keys that are missing keep the defaults above. Throws badJson, unknownKey,
/// badValue; `source` names the file in the error.
[[nodiscard]] Recipe recipeFromJson(std::string_view json, std::string_view source);
[[nodiscard]] std::string recipeToJson(const Recipe& recipe);
/// The keys of some sections only, in canonical form: what a stage's hash is made of. Keys added later are left
/// out at their default.
[[nodiscard]] std::string canonicalSections(const Recipe& recipe, std::span<const std::string_view> sections);

/// The names of the recipes that come with the program, sorted; and where they are (found beside the program,
/// in the source tree or in the installed data folder; POLCASCOPE_DATA overrides).
[[nodiscard]] std::vector<std::string> shippedRecipes();
[[nodiscard]] std::filesystem::path dataFolder();
/// A shipped recipe by its name, or a file. Throws unknownRecipe with the nearest name.
[[nodiscard]] Recipe loadRecipe(const std::string& nameOrPath);

/// The known string nearest to `text` by edit distance, or "" when none is near enough to be meant.
[[nodiscard]] std::string nearest(std::string_view text, std::span<const std::string_view> known);

}
