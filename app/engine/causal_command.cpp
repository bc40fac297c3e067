#include "app/engine/commands.h"
#include "app/engine/finished_run.h"
#include "app/engine/table_output.h"
#include "core/analysis/checks.h"
#include "core/analysis/movement.h"
#include "core/compute/projector.h"
#include "core/store/run_files.h"

#include <algorithm>
#include <cstdio>
#include <memory>

namespace polcascope::engine {

namespace {

struct CausalArguments {
    std::string run;
    std::string csv;
    std::int64_t rows = 20;
};

store::CausalCheck check(const FinishedRun& run)
{
    compute::initialise(run.recipe().compute);
    const task::ExampleSet tokens = run.validation();
    const std::int64_t interval = run.recipe().trajectories.interval;
    store::CausalCheck result;
    result.lastStep = run.recipe().training.steps / interval * interval;
    const std::vector<float> first = run.checkpoint(result.firstStep);
    const std::vector<float> last = run.checkpoint(result.lastStep);
    std::int64_t atOnce = compute::asManyAsDoWell;
    const std::vector<float> loss = compute::tokenLosses(run.shape(), last, tokens, &atOnce);
    result.lossChange = Matrix<float>(static_cast<std::size_t>(run.vectors()), loss.size());
    for (std::int64_t k = 0; k < run.vectors(); ++k) {
        const std::vector<float> vector = run.basisVector(k);
        const double along = analysis::movement(first, last, { vector }).along.front();
        std::vector<float> without = last;
        for (std::size_t j = 0; j < without.size(); ++j)
            without[j] = static_cast<float>(static_cast<double>(last[j]) - along * static_cast<double>(vector[j]));
        const std::vector<float> changed = compute::tokenLosses(run.shape(), without, tokens, &atOnce);
        std::ranges::transform(changed, loss, result.lossChange.row(static_cast<std::size_t>(k)).begin(), std::minus());
        result.removed.push_back(along);
    }
    Reporter(OutputFormat::text).fewerExamples(compute::asManyAsDoWell, atOnce);
    return result;
}

int causal(const CausalArguments& arguments)
{
    FinishedRun run(arguments.run, "The causal check");
    const store::CausalCheck result = check(run);
    run.folder().add(store::Stage::clusterings, store::causalPath, 0, [&](const auto& path) { store::writeCausalCheck(path, result); });

    const TokenTable tokens = store::readTokens(run.folder());
    const std::vector<store::Clustering> clusterings = store::readClusterings(run.folder());
    if (!arguments.csv.empty())
        writeFile(arguments.csv, tableText(analysis::causalClusters(result, clusterings, tokens), analysis::TableFormat::csv));
    printTables(analysis::causalTables(result, clusterings, tokens, static_cast<std::size_t>(arguments.rows)), analysis::TableFormat::text);
    std::printf("%s holds the change of every token.\n", (run.folder().path() / store::causalPath).string().c_str());
    return 0;
}

}

void addCausalCommand(CLI::App& program, OutputFormat&, Action& action)
{
    auto arguments = std::make_shared<CausalArguments>();
    CLI::App* command = program.add_subcommand(
        "causal", "Take the run's movement along each basis vector out of the final weights, and tell whose loss that changes");
    command->add_option("run", arguments->run, "folder of a finished run")->required();
    command->add_option("--rows", arguments->rows, "how many clusters to print")->capture_default_str()->check(CLI::Range(1, 1000000));
    command->add_option("--csv", arguments->csv, "write all clusters to this file");
    command->callback([=, &action] { action = [=] { return causal(*arguments); }; });
}

}
