#include "core/analysis/report.h"

#include "core/analysis/checks.h"
#include "core/base/error.h"
#include "core/recipe/model_shape.h"
#include "core/store/check_files.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

namespace polcascope::analysis {

namespace {

constexpr std::array before { "2024-table-1", "2024-table-1-first-order", "2024-table-1-trapezoid", "2024-table-5",
    "2026-table-1", "explained", "vectors", "settings", "chance", "held-out" };
constexpr std::array after { "breakthroughs", "sharpest-rise", "stability" };

std::string nameOf(const store::RunFolder& folder)
{
    return std::filesystem::canonical(folder.path()).filename().string();
}

/// With the folder's name for its path, which is nobody's business.
RunResults resultsOf(const store::RunFolder& folder)
{
    RunResults results = runResults(folder);
    results.name = results.toResume = nameOf(folder);
    return results;
}

Table runTable(const store::RunFolder& folder, const RunResults& run, const std::vector<RunResults>& others)
{
    const Recipe& recipe = run.recipe;
    const store::TrajectorySet& trajectories = run.trajectories;
    Table table { "run", "what was run", { "what", "value" }, {}, {}, false };
    const auto add = [&](const char* what, const std::string& value) { table.rows.push_back({ what, value }); };
    add("run", run.name);
    add("recipe", recipe.name);
    add("seed", std::to_string(recipe.seed));
    add("parameters of the model", std::to_string(parameterCount(modelShape(recipe))));
    add("training steps", std::to_string(recipe.training.steps));
    add("tokens", std::to_string(trajectories.tokens()));
    add("held-out tokens", std::to_string(run.heldoutTokens.count()));
    add("checkpoints of the trajectories",
        std::to_string(trajectories.checkpoints()) + ", every " + std::to_string(recipe.trajectories.interval) + " steps");
    add("basis vectors", std::to_string(trajectories.vectors()) + ", " + run.basisKind);
    add("clusterings", std::to_string(run.clusterings.size()));
    for (const RunResults& other : others)
        add("compared with", other.name + ", basis " + other.basisKind);
    add("begun", folder.manifest().created);
    return table;
}

Table recipeTable(const Recipe& recipe)
{
    const std::vector<std::string> shipped = shippedRecipes();
    const bool known = std::find(shipped.begin(), shipped.end(), recipe.name) != shipped.end();
    const Recipe reference = known ? loadRecipe(recipe.name) : Recipe();
    const std::string of = known ? "recipe " + recipe.name : "the defaults";
    Table table { "recipe", "where this run differs from " + of, { "key", "here", known ? "recipe" : "default" }, {}, {}, false };
    for (const RecipeField& field : recipeFields()) {
        const bool isResult = !field.section().empty() && field.section() != "compute";
        if (isResult && field.valueOf(recipe) != field.valueOf(reference))
            table.rows.push_back({ std::string(field.key), field.valueOf(recipe), field.valueOf(reference) });
    }
    if (!known)
        table.notes.push_back("No recipe named " + recipe.name + " comes with this version.");
    table.notes.push_back((table.rows.empty() ? "All values are those of " : "All other values are those of ") + of + ".");
    return table;
}

Table costTable(const store::RunFolder& folder)
{
    const store::Manifest& manifest = folder.manifest();
    Table table { "cost", "what it cost", { "stage", "seconds", "files", "MB" }, {}, {}, false };
    double seconds = 0, bytes = 0;
    std::size_t files = 0;
    for (const store::Stage stage : store::allStages) {
        const store::StageRecord& record = manifest.stage(stage);
        double size = 0;
        for (const store::Artifact& artifact : record.artifacts)
            size += static_cast<double>(artifact.bytes);
        table.rows.push_back({ std::string(store::stageName(stage)), fixed(record.seconds, 1),
            std::to_string(record.artifacts.size()), fixed(size / 1e6, 1) });
        seconds += record.seconds;
        bytes += size;
        files += record.artifacts.size();
    }
    table.rows.push_back({ "all", fixed(seconds, 1), std::to_string(files), fixed(bytes / 1e6, 1) });
    std::string environment;
    for (const auto& [key, title] : { std::pair("libtorch", "LibTorch"), std::pair("device", "device"), std::pair("threads", "threads") }) {
        const auto found = manifest.environment.find(key);
        if (found != manifest.environment.end())
            environment += (environment.empty() ? "" : ", ") + std::string(title) + " " + found->second;
    }
    table.notes = { "The engine last worked with: " + (environment.empty() ? "nothing is known" : environment) + ". It was version " +
            manifest.engine + ".",
        "Hash of the last stage's parameters and of all before it: " + manifest.stage(store::allStages.back()).hash + "." };
    return table;
}

/// In place of a check's tables.
Table missingCheck(const char* name, const char* title, const RunResults& run)
{
    return { name, title, {}, {},
        { "This run has not been checked so: \"polcascope-engine " + std::string(name) + " " + run.name + "\" does." }, false };
}

template <typename Check>
std::optional<Check> readCheck(
    const store::RunFolder& folder, const char* path, Check (*read)(const std::filesystem::path&))
{
    const store::Artifact* artifact = folder.manifest().stage(store::Stage::clusterings).find(path);
    return artifact ? std::optional(read(folder.verified(*artifact))) : std::nullopt;
}

}

std::string report(const store::RunFolder& folder, const std::vector<store::RunFolder>& others,
    const ReportOptions& options, const Progress& progress)
{
    if (!folder.upToDate())
        throw Error(ErrorKind::missingInput,
            { { "what", "The report" }, { "needs", "a finished run" },
                { "command", "polcascope-engine resume " + folder.path().string() } });
    const RunResults run = resultsOf(folder);
    std::vector<RunResults> otherRuns;
    std::transform(others.begin(), others.end(), std::back_inserter(otherRuns), resultsOf);
    TableOptions tableOptions = options.tables;
    tableOptions.heldout = tableOptions.stability = tableOptions.settings = true;
    const std::vector<Table> tables = paperTables(run, otherRuns, tableOptions, progress.part(0, 0.99));

    std::string text = "# " + (run.recipe.title.empty() ? run.recipe.name : run.recipe.title) + "\n\n";
    if (!run.recipe.description.empty())
        text += run.recipe.description + "\n\n";
    const auto add = [&](const Table& table) { text += tableText(table, TableFormat::markdown); };
    const auto addNamed = [&](std::string_view name) {
        const auto found = std::find_if(tables.begin(), tables.end(), [&](const Table& table) { return table.name == name; });
        if (found != tables.end())
            add(*found);
    };
    add(runTable(folder, run, otherRuns));
    add(recipeTable(run.recipe));
    add(costTable(folder));
    if (!options.discussion.empty())
        text += options.discussion + (options.discussion.ends_with("\n") ? "\n" : "\n\n");
    for (const char* name : before)
        addNamed(name);
    if (const auto causal = readCheck(folder, store::causalPath, store::readCausalCheck)) {
        for (const Table& table : causalTables(*causal, run.clusterings, run.tokens))
            add(table);
    } else {
        add(missingCheck("causal", "whose loss changes without the movement along one vector", run));
    }
    if (const auto validity = readCheck(folder, store::validityPath, store::readValidityCheck))
        add(validityTable(*validity, run.trajectories));
    else
        add(missingCheck("validity", "how near each decomposition comes to the true loss change along one vector alone", run));
    for (const char* name : after)
        addNamed(name);
    text += "Made by `" + options.command + "`, version " + options.version + ".\n";
    progress.report(1);
    return text;
}

}
