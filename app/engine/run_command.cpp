#include "app/engine/commands.h"
#include "app/engine/control.h"
#include "app/engine/pipeline.h"
#include "core/analysis/summary_file.h"
#include "core/store/run_files.h"

#include <chrono>
#include <cstdio>
#include <memory>
#include <optional>

namespace polcascope::engine {

namespace fs = std::filesystem;

namespace {

struct RunArguments {
    std::string recipe;
    std::string run;
    std::vector<std::string> settings;
    std::string memory;
    bool json = false;
};

std::uintmax_t sizeOnDisk(const store::Manifest& manifest)
{
    std::uintmax_t bytes = 0;
    for (const auto& [stage, record] : manifest.stages) {
        for (const store::Artifact& artifact : record.artifacts)
            bytes += artifact.bytes;
    }
    return bytes;
}

/// Before anything is done: a run that fills the disk after hours helps nobody.
void requireDiskSpace(const fs::path& run, const Recipe& recipe, std::uintmax_t there)
{
    fs::path existing = fs::absolute(run);
    std::error_code failed;
    while (!fs::exists(existing, failed) && existing.has_relative_path())
        existing = existing.parent_path();
    const auto space = fs::space(existing, failed);
    const auto all = static_cast<std::uintmax_t>(runSize(recipe).totalBytes());
    const std::uintmax_t needed = all > there ? all - there : 0;
    // A capacity of nothing is that of a pseudo file system: making the folder will say what is wrong there.
    if (!failed && space.capacity > 0 && needed > space.available)
        throw Error(ErrorKind::diskSpace, { { "path", run.string() }, { "needed", std::to_string(needed) }, { "available", std::to_string(space.available) } });
}

/// `device`: as initialised for the run's recipe; none where there is nothing left to compute.
int carryOut(store::RunFolder folder, const std::optional<compute::DeviceInfo>& device, OutputFormat format)
{
    const auto begin = std::chrono::steady_clock::now();
    Reporter reporter(format);
    const std::string path = folder.path().string();
    if (device && !folder.manifest().complete()) {
        Control control([&](std::string_view state) { reporter.state(state); });
        reporter.hello(*device, path);
        if (device->slowBlas)
            reporter.warning("slowBlas", { { "gflops", std::to_string(static_cast<int>(device->gflops)) } });
        try {
            Pipeline(folder, reporter, control, *device).run();
        } catch (const Cancelled&) {
            reporter.stopped(path);
            return static_cast<int>(ErrorKind::stopped);
        }
    }
    reporter.done(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(), path);
    if (format == OutputFormat::text) {
        const store::Artifact* summary = folder.manifest().stage(store::Stage::clusterings).find("clusterings/summary.json");
        if (summary)
            std::printf(
                "\n%s", analysis::summaryText(analysis::readSummary(folder.verified(*summary)), store::readTokens(folder)).c_str());
    }
    return 0;
}

}

void applySettings(Recipe& recipe, const std::vector<std::string>& settings)
{
    for (const std::string& setting : settings) {
        const std::size_t equals = setting.find('=');
        if (equals == std::string::npos)
            throw Error(ErrorKind::usage, { { "what", "--set takes key=value, as in --set training.steps=500, not \"" + setting + "\"." } });
        setRecipeValue(recipe, setting.substr(0, equals), setting.substr(equals + 1));
    }
}

void applyMemory(Recipe& recipe, const std::string& megabytes)
{
    if (!megabytes.empty())
        setRecipeValue(recipe, "compute.memory_megabytes", megabytes);
}

void addRunCommands(CLI::App& program, OutputFormat& format, Action& action)
{
    auto arguments = std::make_shared<RunArguments>();
    const auto chooseFormat = [arguments, &format] { format = arguments->json ? OutputFormat::json : OutputFormat::text; };

    CLI::App* run = program.add_subcommand("run", "Begin a run: train, find the basis, follow the trajectories, cluster");
    run->add_option("recipe", arguments->recipe, "name of a recipe that comes with the program, or a JSON file")->required();
    run->add_option("--out", arguments->run, "folder of the run (default: the recipe's name with .polca, here)");
    run->add_option("--set", arguments->settings, settingsHelp)->type_name("KEY=VALUE")->allow_extra_args(false);
    run->add_option("--memory", arguments->memory, memoryHelp)->type_name("MB");
    run->add_flag("--json", arguments->json, "one JSON object a line instead of a progress bar");
    run->callback([=, &action] {
        chooseFormat();
        action = [=] {
            Recipe recipe = loadRecipe(arguments->recipe);
            applySettings(recipe, arguments->settings);
            applyMemory(recipe, arguments->memory);
            requireValid(recipe);
            const fs::path path = arguments->run.empty() ? fs::path(recipe.name + ".polca") : fs::path(arguments->run);
            requireDiskSpace(path, recipe, 0);
            const compute::DeviceInfo device = compute::initialise(recipe.compute); // before there is a folder: it may not be there
            return carryOut(store::RunFolder::create(path, recipe), device, arguments->json ? OutputFormat::json : OutputFormat::text);
        };
    });

    CLI::App* resume = program.add_subcommand("resume", "Go on with a run that was stopped, killed or changed");
    resume->add_option("run", arguments->run, "folder of the run")->required();
    resume->add_option("--set", arguments->settings, "change one key first; the stages it concerns, and those after them, are made again")
        ->type_name("KEY=VALUE")
        ->allow_extra_args(false);
    resume->add_option("--memory", arguments->memory, memoryHelp)->type_name("MB");
    resume->add_flag("--json", arguments->json, "one JSON object a line instead of a progress bar");
    resume->callback([=, &action] {
        chooseFormat();
        action = [=] {
            const OutputFormat chosen = arguments->json ? OutputFormat::json : OutputFormat::text;
            // Nothing to do needs no right to write.
            store::RunFolder reader = store::RunFolder::open(arguments->run, store::RunFolder::Access::read);
            reader.requireNoSample();
            if (arguments->settings.empty() && arguments->memory.empty() && reader.upToDate())
                return carryOut(std::move(reader), std::nullopt, chosen);
            store::RunFolder folder = store::RunFolder::open(arguments->run, store::RunFolder::Access::write);
            Recipe recipe = folder.recipe();
            applySettings(recipe, arguments->settings);
            applyMemory(recipe, arguments->memory);
            requireValid(recipe);
            requireDiskSpace(folder.path(), recipe, sizeOnDisk(folder.manifest()));
            const compute::DeviceInfo device = compute::initialise(recipe.compute);
            if (!arguments->settings.empty() || !arguments->memory.empty())
                folder.setRecipe(recipe);
            return carryOut(std::move(folder), device, chosen);
        };
    });
}

}
