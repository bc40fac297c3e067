#include "app/engine/commands.h"
#include "app/engine/messages.h"
#include "core/compute/benchmark.h"
#include "core/compute/device.h"
#include "core/compute/projector.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>

namespace polcascope::engine {

using Json = nlohmann::ordered_json;

namespace {

struct BenchArguments {
    std::string recipe = "demo-arithmetic";
    std::vector<std::string> settings;
    std::string memory;
    compute::BenchOptions options;
    bool explain = false;
    bool json = false;
};

/// Which way each layer is projected, what that should take, and what the others would.
void explainPlan(const Recipe& recipe, std::int64_t vectors, double gflops)
{
    const ModelShape shape = modelShape(recipe);
    const task::ExampleSet tokens = task::Arithmetic(recipe).validation();
    const compute::ProjectionSize size
        = compute::projectionSize(shape, tokens, vectors, recipe.compute.memoryMegabytes * 1000 * 1000);
    const compute::ProjectionPlan plan = compute::planProjection(shape, size);
    const auto examples = static_cast<double>(tokens.count());
    const auto row = [&](const std::string& layer, std::string_view method, double multiplications, double cost) {
        std::printf("%-34s %-10s %12.1f %12.2f\n", layer.c_str(), std::string(method).c_str(), 2e-9 * multiplications * examples,
            2e-9 * cost * examples / gflops);
    };
    std::printf("Projections on %lld vectors of %zu tokens, at one checkpoint\n\n%-34s %-10s %12s %12s\n", static_cast<long long>(vectors),
        tokens.targets.size(), "layer", "method", "GFLOP", "expected s");
    for (const compute::ProjectionPlan::Layer& layer : plan.layers)
        row(layer.name, compute::methodName(layer.method), layer.multiplications, layer.cost);
    row(plan.tangents ? "forward pass, own deltas" : "forward pass, deltas", "", plan.shared, plan.sharedCost);
    if (plan.together)
        row("about " + std::to_string(plan.launches) + " launches", "", 0, plan.launchCost);
    row("all", "", plan.multiplications(), plan.cost());
    std::printf("%lld examples and %lld tokens of each at a time: %s of %s at most, and %s for the vectors\n",
        static_cast<long long>(plan.examples), static_cast<long long>(plan.tokens), bytesText(plan.bytes).c_str(),
        bytesText(static_cast<double>(size.memoryBytes)).c_str(),
        bytesText(4.0 * static_cast<double>(vectors * parameterCount(shape))).c_str());
    if (plan.together)
        std::printf("On an accelerator all vectors share one product of a layer; tangents, and no blocks, are the other way\n");
    std::printf("Alone:");
    for (const auto method : { compute::ProjectionMethod::products, compute::ProjectionMethod::blocks, compute::ProjectionMethod::tangents }) {
        if (plan.together && method == compute::ProjectionMethod::blocks)
            continue;
        try {
            std::printf(" %s %.1f s,", std::string(compute::methodName(method)).c_str(),
                compute::expectedSeconds(compute::planProjection(shape, size, method), tokens.count(), gflops));
        } catch (const Error&) {
            std::printf(" %s does not fit,", std::string(compute::methodName(method)).c_str());
        }
    }
    std::printf(" at %.0f GF/s\n\n", gflops);
}

int bench(const BenchArguments& arguments)
{
    const bool asJson = arguments.json;
    Recipe recipe = loadRecipe(arguments.recipe);
    applySettings(recipe, arguments.settings);
    applyMemory(recipe, arguments.memory);
    requireValid(recipe);
    const compute::DeviceInfo device = compute::initialise(recipe.compute);
    if (!asJson)
        std::printf("%s on %s, %d threads, LibTorch %s, matrix products at %.0f GF/s\n\n", recipe.name.c_str(), device.device.c_str(),
            device.threads, device.libtorch.c_str(), device.gflops);
    compute::BenchOptions options = arguments.options;
    options.gflops = device.gflops;
    options.tf32 = device.device.starts_with("cuda");
    if (arguments.explain && !asJson) {
        for (const std::int64_t vectors : options.vectors)
            explainPlan(recipe, vectors, device.gflops);
    }
    Json results = Json::array();
    for (const compute::BenchResult& result : compute::benchmark(recipe, options)) {
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
    auto arguments = std::make_shared<BenchArguments>();
    CLI::App* command = program.add_subcommand("bench", "Measure training, Hessian-vector products and projections on this machine");
    command->add_option("--recipe", arguments->recipe, "whose model and sizes to measure")->capture_default_str();
    command->add_option("--set", arguments->settings, settingsHelp)->type_name("KEY=VALUE")->allow_extra_args(false);
    command->add_option("--memory", arguments->memory, memoryHelp)->type_name("MB");
    command->add_option("--vectors", arguments->options.vectors, "how many vectors to project on")->delimiter(',')->capture_default_str()->check(CLI::Range(1, 10000));
    command->add_flag("--explain", arguments->explain, "print first how the projections are planned, and measure each way of computing them");
    command->add_flag("--json", arguments->json, "as JSON");
    command->callback([=, &action, &format] {
        format = arguments->json ? OutputFormat::json : OutputFormat::text;
        arguments->options.everyMethod = arguments->explain;
        action = [=] { return bench(*arguments); };
    });
}

}
