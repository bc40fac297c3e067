#include "app/engine/commands.h"
#include "app/engine/finished_run.h"
#include "app/engine/table_output.h"
#include "core/analysis/checks.h"
#include "core/compute/along_vector.h"
#include "core/compute/device.h"

#include <algorithm>
#include <cstdio>
#include <memory>

namespace polcascope::engine {

namespace {

struct ValidityArguments {
    std::string run;
    std::int64_t tokens = 400;
    std::int64_t checkpoints = 10;
    std::int64_t vectors = 5;
};

/// `count` of `of` numbers from 0, evenly spaced; all when there are not so many.
std::vector<std::int32_t> spread(std::int64_t count, std::int64_t of)
{
    count = std::min(count, of);
    std::vector<std::int32_t> chosen;
    for (std::int64_t i = 0; i < count; ++i)
        chosen.push_back(static_cast<std::int32_t>(i * of / count));
    return chosen;
}

store::ValidityCheck check(const FinishedRun& run, const store::TrajectorySet& trajectories, const ValidityArguments& arguments)
{
    compute::initialise(run.recipe().compute);
    // Whole examples: their tokens share a forward pass.
    const task::ExampleSet all = run.validation();
    const auto perExample = static_cast<std::int64_t>(all.targets.columns());
    const auto examples = spread((arguments.tokens + perExample - 1) / perExample, static_cast<std::int64_t>(all.count()));
    task::ExampleSet some { { examples.size(), all.inputs.columns() }, { examples.size(), all.targets.columns() } };
    store::ValidityCheck result;
    for (std::size_t row = 0; row < examples.size(); ++row) {
        const auto example = static_cast<std::size_t>(examples[row]);
        std::ranges::copy(all.inputs.row(example), some.inputs.row(row).begin());
        std::ranges::copy(all.targets.row(example), some.targets.row(row).begin());
        for (std::int64_t i = 0; i < perExample; ++i)
            result.tokens.push_back(static_cast<std::int32_t>(examples[row] * perExample + i));
    }
    result.segments = spread(arguments.checkpoints, static_cast<std::int64_t>(trajectories.checkpoints()) - 1);
    result.vectors = spread(arguments.vectors, run.vectors());
    result.trueChange = Matrix<double>(result.segments.size() * result.vectors.size(), result.tokens.size());
    result.slope = result.trueChange;
    result.curvature = result.trueChange;
    std::int64_t atOnce = compute::asManyAsDoWell;
    for (std::size_t v = 0; v < result.vectors.size(); ++v) {
        const std::vector<float> vector = run.basisVector(result.vectors[v]);
        const std::vector<double> p = trajectories.weightProjection(static_cast<std::size_t>(result.vectors[v]));
        for (std::size_t s = 0; s < result.segments.size(); ++s) {
            const auto t = static_cast<std::size_t>(result.segments[s]);
            const compute::AlongVector along = compute::alongVector(
                run.shape(), run.checkpoint(trajectories.steps()[t]), vector, p[t], some, {}, &atOnce);
            const std::size_t row = s * result.vectors.size() + v;
            std::ranges::copy(along.change, result.trueChange.row(row).begin());
            std::ranges::copy(along.slope, result.slope.row(row).begin());
            std::ranges::copy(along.curvature, result.curvature.row(row).begin());
        }
    }
    Reporter(OutputFormat::text).fewerExamples(compute::asManyAsDoWell, atOnce);
    return result;
}

int validity(const ValidityArguments& arguments)
{
    FinishedRun run(arguments.run, "The check of the approximation");
    const store::TrajectorySet trajectories(run.folder());
    const store::ValidityCheck result = check(run, trajectories, arguments);
    run.folder().add(store::Stage::clusterings, store::validityPath, 0, [&](const auto& path) { store::writeValidityCheck(path, result); });

    printTables({ analysis::validityTable(result, trajectories) }, analysis::TableFormat::text);
    std::printf("%s holds the tokens' own slopes and curvatures.\n", (run.folder().path() / store::validityPath).string().c_str());
    return 0;
}

}

void addValidityCommand(CLI::App& program, OutputFormat&, Action& action)
{
    auto arguments = std::make_shared<ValidityArguments>();
    CLI::App* command = program.add_subcommand(
        "validity", "Hold each decomposition against the true loss change along a vector alone, and compute each token's own curvature");
    command->add_option("run", arguments->run, "folder of a finished run")->required();
    const auto count = CLI::Range(1, 100000000);
    command->add_option("--tokens", arguments->tokens, "how many, of whole examples evenly spaced")->capture_default_str()->check(count);
    command->add_option("--checkpoints", arguments->checkpoints, "how many, evenly spaced")->capture_default_str()->check(count);
    command->add_option("--vectors", arguments->vectors, "how many, evenly spaced")->capture_default_str()->check(count);
    command->callback([=, &action] { action = [=] { return validity(*arguments); }; });
}

}
