#include "app/engine/commands.h"
#include "app/engine/messages.h"
#include "core/recipe/model_shape.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>

namespace polcascope::engine {

using Json = nlohmann::ordered_json;

namespace {

int describeRecipe(const std::string& name, const std::vector<std::string>& settings)
{
    Recipe recipe = loadRecipe(name);
    applySettings(recipe, settings);
    const ModelShape shape = modelShape(recipe);
    const RunSize size = runSize(recipe);
    Json tensors = Json::object();
    for (const ParameterTensor& tensor : parameterLayout(shape))
        tensors[tensor.name] = tensor.shape;
    const Json json { { "recipe", Json::parse(recipeToJson(recipe)) }, { "parameters", size.parameters }, { "tokens", size.tokens },
        { "checkpoints", size.checkpoints }, { "trajectory_checkpoints", size.trajectoryCheckpoints },
        { "disk_bytes", { { "checkpoints", size.checkpointBytes }, { "basis", size.basisBytes }, { "trajectories", size.trajectoryBytes }, { "total", size.totalBytes() } } },
        { "tensors", tensors } };
    std::printf("%s\n", json.dump(2).c_str());
    return 0;
}

int describeRun(const std::string& path)
{
    const store::RunFolder folder = store::RunFolder::open(path, store::RunFolder::Access::read);
    Json stages = Json::object();
    for (const store::Stage stage : store::allStages) {
        const store::StageRecord& record = folder.manifest().stage(stage);
        stages[std::string(store::stageName(stage))] = { { "complete", record.complete }, { "artifacts", record.artifacts.size() }, { "seconds", record.seconds } };
    }
    Json json { { "run", folder.path().string() }, { "recipe", folder.recipe().name }, { "complete", folder.manifest().complete() },
        { "up_to_date", folder.upToDate() }, { "busy", folder.isBusy() }, { "created", folder.manifest().created },
        { "environment", folder.manifest().environment }, { "stages", stages } };
    if (const auto& sample = folder.manifest().sample)
        json["sample"] = { { "of", sample->of }, { "tokens", sample->tokens }, { "of_tokens", sample->ofTokens }, { "strata", sample->strata },
            { "seed", sample->seed } };
    std::printf("%s\n", json.dump(2).c_str());
    return 0;
}

int listRecipes()
{
    for (const std::string& name : shippedRecipes()) {
        const Recipe recipe = loadRecipe(name);
        std::printf("%-18s %s\n", name.c_str(), recipe.title.c_str());
    }
    return 0;
}

int listKeys()
{
    const Recipe defaults;
    for (const RecipeField& field : recipeFields()) {
        if (field.section().empty() && field.key != "seed")
            continue;
        std::string choices;
        for (const std::string_view choice : field.choices)
            choices += (choices.empty() ? "; one of " : ", ") + std::string(choice);
        std::printf("%-42s %s [%s%s%s%s]\n", std::string(field.key).c_str(), std::string(field.help).c_str(), field.valueOf(defaults).c_str(),
            field.unit.empty() ? "" : " ", std::string(field.unit).c_str(), choices.c_str());
    }
    return 0;
}

}

void addInfoCommand(CLI::App& program, OutputFormat&, Action& action)
{
    struct Arguments {
        std::string run;
        std::string recipe;
        std::vector<std::string> settings;
        bool keys = false;
    };
    auto arguments = std::make_shared<Arguments>();
    CLI::App* info = program.add_subcommand("info", "Tell what a run holds, what a recipe will take, or which recipes and keys there are");
    CLI::Option* run = info->add_option("run", arguments->run, "folder of a run: its stages, as JSON");
    CLI::Option* recipe = info->add_option("--recipe", arguments->recipe, "a recipe: its parameters, tokens and disk, as JSON")->excludes(run);
    info->add_option("--set", arguments->settings, settingsHelp)->type_name("KEY=VALUE")->allow_extra_args(false)->needs(recipe);
    info->add_flag("--keys", arguments->keys, "every key of a recipe with its default");
    info->callback([=, &action] {
        action = [=] {
            if (arguments->keys)
                return listKeys();
            if (!arguments->recipe.empty())
                return describeRecipe(arguments->recipe, arguments->settings);
            return arguments->run.empty() ? listRecipes() : describeRun(arguments->run);
        };
    });
}

}
