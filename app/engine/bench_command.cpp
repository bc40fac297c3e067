#include "app/engine/commands.h"
#include "core/compute/benchmark.h"
#include "core/compute/device.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>

namespace polcascope::engine {

using Json = nlohmann::ordered_json;

namespace {

int bench(const std::string& name, const std::vector<std::string>& settings, bool asJson)
{
    Recipe recipe = loadRecipe(name);
    applySettings(recipe, settings);
    requireValid(recipe);
    const compute::DeviceInfo device = compute::initialise(recipe.compute);
    if (!asJson)
        std::printf("%s on %s, %d threads, LibTorch %s, matrix products at %.0f GF/s\n\n", recipe.name.c_str(), device.device.c_str(),
            device.threads, device.libtorch.c_str(), device.gflops);
    Json results = Json::array();
    for (const compute::BenchResult& result : compute::benchmark(recipe)) {
        if (asJson)
            results.push_back({ { "name", result.name }, { "value", result.value }, { "unit", result.unit }, { "detail", result.detail } });
        else
            std::printf("%-34s %12.4g %-22s %s\n", result.name.c_str(), result.value, result.unit.c_str(), result.detail.c_str());
    }
    if (asJson)
        std::printf("%s\n", Json({ { "recipe", recipe.name }, { "device", device.device }, { "threads", device.threads },
                                     { "libtorch", device.libtorch }, { "gflops", device.gflops }, { "results", results } })
                                .dump(2)
                                .c_str());
    return 0;
}

}

void addBenchCommand(CLI::App& program, OutputFormat& format, Action& action)
{
    struct Arguments {
        std::string recipe = "demo-arithmetic";
        std::vector<std::string> settings;
        bool json = false;
    };
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = program.add_subcommand("bench", "Measure training, Hessian-vector products and projections on this machine");
    command->add_option("--recipe", arguments->recipe, "whose model and sizes to measure")->capture_default_str();
    command->add_option("--set", arguments->settings, settingsHelp)->type_name("KEY=VALUE")->allow_extra_args(false);
    command->add_flag("--json", arguments->json, "as JSON");
    command->callback([=, &action, &format] {
        format = arguments->json ? OutputFormat::json : OutputFormat::text;
        action = [=] { return bench(arguments->recipe, arguments->settings, arguments->json); };
    });
}

}
