#include "app/engine/commands.h"
#include "app/engine/finished_run.h"
#include "core/analysis/checks.h"
#include "core/analysis/movement.h"
#include "core/compute/projector.h"
#include "core/store/run_files.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
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
    const std::vector<float> loss = compute::tokenLosses(run.shape(), last, tokens);
    result.lossChange = Matrix<float>(static_cast<std::size_t>(run.vectors()), loss.size());
    for (std::int64_t k = 0; k < run.vectors(); ++k) {
        const std::vector<float> vector = run.basisVector(k);
        const double along = analysis::movement(first, last, { vector }).along.front();
        std::vector<float> without = last;
        for (std::size_t j = 0; j < without.size(); ++j)
            without[j] = static_cast<float>(static_cast<double>(last[j]) - along * static_cast<double>(vector[j]));
        const std::vector<float> changed = compute::tokenLosses(run.shape(), without, tokens);
        std::ranges::transform(changed, loss, result.lossChange.row(static_cast<std::size_t>(k)).begin(), std::minus());
        result.removed.push_back(along);
    }
    return result;
}

std::string rulesOf(const store::ClusteringKey& key, const TokenTable& tokens)
{
    std::string text = std::string(store::name(key.rules)) + ", " + std::string(store::name(key.decomposition));
    if (key.output >= 0)
        text += ", token " + tokens.outputVocabulary.at(static_cast<std::size_t>(key.output));
    return text;
}

void writeCsv(const std::string& path, const std::vector<analysis::CausalRow>& rows, const TokenTable& tokens)
{
    std::ofstream file(path);
    file << "vector,rules,quantity,decomposition,output,cluster,tokens,loss_change_of_cluster,loss_change_of_rest\n";
    for (const analysis::CausalRow& row : rows) {
        file << row.key.vector << ',' << store::name(row.key.rules) << ',' << store::name(row.key.quantity) << ','
             << store::name(row.key.decomposition) << ',' << (row.key.output < 0 ? "all" : tokens.outputVocabulary.at(static_cast<std::size_t>(row.key.output)))
             << ',' << row.cluster + 1 << ',' << row.size << ',' << row.ofCluster << ',' << row.ofRest << '\n';
    }
    if (!file.flush())
        throw Error(ErrorKind::notWritable, { { "path", path }, { "what", "the file was not written" } });
}

int causal(const CausalArguments& arguments)
{
    FinishedRun run(arguments.run, "The causal check");
    const store::CausalCheck result = check(run);
    run.folder().add(store::Stage::clusterings, store::causalPath, 0, [&](const auto& path) { store::writeCausalCheck(path, result); });

    const TokenTable tokens = store::readTokens(run.folder());
    std::vector<analysis::CausalRow> rows = analysis::causalRows(result, store::readClusterings(run.folder()));
    if (!arguments.csv.empty())
        writeCsv(arguments.csv, rows, tokens);
    std::printf("Without the movement along one vector between steps %lld and %lld, the loss changes by (nats, positive: it had helped)\n\n",
        static_cast<long long>(result.firstStep), static_cast<long long>(result.lastStep));
    std::printf("%6s %12s %12s\n", "vector", "movement", "all tokens");
    const std::vector<double> means = analysis::causalMeans(result);
    for (std::size_t k = 0; k < means.size(); ++k)
        std::printf("%6zu %12.4g %12.4g\n", k, result.removed[k], means[k]);
    const auto contrast = [](const analysis::CausalRow& row) { return std::isnan(row.ofRest) ? 0 : std::abs(row.ofCluster - row.ofRest); };
    std::ranges::stable_sort(rows, std::ranges::greater(), contrast);
    const std::size_t shown = std::min(rows.size(), static_cast<std::size_t>(arguments.rows));
    std::printf("\nThe %zu of %zu clusters that differ most from all other tokens\n\n%6s %-34s %8s %7s %12s %12s\n", shown, rows.size(), "vector",
        "clustered by", "cluster", "tokens", "of cluster", "of the rest");
    for (std::size_t i = 0; i < shown; ++i) {
        const analysis::CausalRow& row = rows[i];
        std::printf("%6d %-34s %8d %7lld %12.4g %12.4g\n", row.key.vector, rulesOf(row.key, tokens).c_str(), row.cluster + 1,
            static_cast<long long>(row.size), row.ofCluster, row.ofRest);
    }
    std::printf("\n%s holds the change of every token.\n", (run.folder().path() / store::causalPath).string().c_str());
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
