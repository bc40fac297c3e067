#include "core/analysis/sample.h"

#include "core/analysis/clusterings.h"
#include "core/analysis/decomposition.h"
#include "core/analysis/summary_file.h"
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/recipe/model_shape.h"
#include "core/store/run_files.h"

#include <algorithm>
#include <cassert>
#include <map>
#include <numeric>

namespace polcascope::analysis {

using store::Stage;

namespace {

/// Whether one of the labels is the output token type itself, as the digits of a sum are.
bool saysOutput(const TokenTable& tokens, const LabelColumn& label)
{
    for (std::size_t x = 0; x < tokens.count(); ++x) {
        if (label.categories[static_cast<std::size_t>(label.values[x])] != tokens.outputVocabulary[static_cast<std::size_t>(tokens.output[x])])
            return false;
    }
    return true;
}

/// How many of each stratum: in proportion to their sizes, at least one each, `count` in all. Strata whose share would be less
/// than one get one, and what is left goes by the same rule to the others.
std::vector<std::int64_t> shares(const Strata& strata, std::int64_t count)
{
    std::vector<std::int64_t> sizes;
    for (const auto& tokens : strata.tokens)
        sizes.push_back(static_cast<std::int64_t>(tokens.size()));
    std::vector<std::int64_t> result(sizes.size(), 0);
    std::int64_t left = count;
    std::int64_t total = std::accumulate(sizes.begin(), sizes.end(), std::int64_t(0));
    for (bool found = true; found;) {
        found = false;
        for (std::size_t i = 0; i < sizes.size(); ++i) {
            if (result[i] == 0 && left * sizes[i] < total) {
                result[i] = 1;
                --left;
                total -= sizes[i];
                found = true;
            }
        }
    }
    std::vector<std::size_t> open;
    std::vector<std::int64_t> remainders(sizes.size());
    const std::int64_t shared = left;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        if (result[i] > 0)
            continue;
        open.push_back(i);
        result[i] = shared * sizes[i] / total;
        remainders[i] = shared * sizes[i] % total;
        left -= result[i];
    }
    std::stable_sort(open.begin(), open.end(), [&](std::size_t a, std::size_t b) { return remainders[a] > remainders[b]; });
    for (std::size_t i = 0; i < static_cast<std::size_t>(left); ++i)
        ++result[open[i]];
    return result;
}

}

Strata strata(const TokenTable& tokens)
{
    Strata result;
    std::vector<const std::vector<std::int32_t>*> columns;
    if (std::none_of(tokens.labels.begin(), tokens.labels.end(), [&](const LabelColumn& label) { return saysOutput(tokens, label); })) {
        result.names.emplace_back("output");
        columns.push_back(&tokens.output);
    }
    for (const LabelColumn& label : tokens.labels) {
        result.names.push_back(label.name);
        columns.push_back(&label.values);
    }
    std::map<std::vector<std::int32_t>, std::vector<std::int32_t>> members;
    for (std::size_t x = 0; x < tokens.count(); ++x) {
        std::vector<std::int32_t> key;
        for (const auto* column : columns)
            key.push_back((*column)[x]);
        members[key].push_back(static_cast<std::int32_t>(x));
    }
    for (auto& [key, list] : members)
        result.tokens.push_back(std::move(list));
    return result;
}

std::vector<std::int32_t> stratifiedTokens(const Strata& strata, std::int64_t count, std::uint64_t seed)
{
    assert(count >= static_cast<std::int64_t>(strata.tokens.size()));
    const std::vector<std::int64_t> counts = shares(strata, count);
    Random random(seed, "sample");
    std::vector<std::int32_t> chosen;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const std::vector<std::int32_t>& tokens = strata.tokens[i];
        // The whole order, so that it does not depend on how many are taken of the strata before.
        const std::vector<std::int32_t> order = random.permutation(static_cast<std::int32_t>(tokens.size()));
        for (std::size_t j = 0; j < static_cast<std::size_t>(counts[i]); ++j)
            chosen.push_back(tokens[static_cast<std::size_t>(order[j])]);
    }
    std::sort(chosen.begin(), chosen.end());
    return chosen;
}

TokenTable chosenTokens(const TokenTable& tokens, std::span<const std::int32_t> chosen)
{
    TokenTable result;
    result.inputVocabulary = tokens.inputVocabulary;
    result.outputVocabulary = tokens.outputVocabulary;
    std::map<std::int32_t, std::int32_t> sequences; // which, and which of those that stay
    for (const std::int32_t token : chosen)
        sequences.try_emplace(tokens.sequence[static_cast<std::size_t>(token)], 0);
    result.sequences = Matrix<std::int32_t>(sequences.size(), tokens.sequences.columns());
    std::int32_t next = 0;
    for (auto& [sequence, number] : sequences) {
        number = next++;
        const auto ids = tokens.sequences.row(static_cast<std::size_t>(sequence));
        std::copy(ids.begin(), ids.end(), result.sequences.row(static_cast<std::size_t>(number)).begin());
    }
    for (const LabelColumn& label : tokens.labels)
        result.labels.push_back({ label.name, label.categories, {} });
    for (const std::int32_t token : chosen) {
        const auto x = static_cast<std::size_t>(token);
        result.sequence.push_back(sequences.at(tokens.sequence[x]));
        result.position.push_back(tokens.position[x]);
        result.output.push_back(tokens.output[x]);
        for (std::size_t i = 0; i < tokens.labels.size(); ++i)
            result.labels[i].values.push_back(tokens.labels[i].values[x]);
    }
    return result;
}

void writeSample(const store::RunFolder& run, const std::filesystem::path& path, std::int64_t count, int threads, const Progress& progress)
{
    using store::Packing;
    run.requireNoSample();
    const TokenTable tokens = store::readTokens(run);
    const Strata groups = strata(tokens);
    const auto least = static_cast<std::int64_t>(groups.tokens.size());
    const auto all = static_cast<std::int64_t>(tokens.count());
    if (count < least || count > all)
        throw Error(ErrorKind::badValue,
            { { "key", "--tokens" }, { "value", std::to_string(count) }, { "rule", "range" },
                { "limit", std::to_string(least) + " ... " + std::to_string(all) }, { "other", "" } });
    const auto seed = static_cast<std::uint64_t>(run.recipe().seed);
    const std::vector<std::int32_t> chosen = stratifiedTokens(groups, count, seed);
    const TokenTable thinnedTokens = chosenTokens(tokens, chosen);

    store::RunFolder sample = store::RunFolder::createSample(
        path, run, { run.name(), count, all, groups.names, run.recipe().seed, {} });
    sample.add(Stage::task, "task/tokens.h5", 0, [&](const auto& file) { store::writeTokens(file, thinnedTokens, Packing::deflate); });
    sample.finish(Stage::task);

    for (const store::Artifact& artifact : store::artifacts(run.manifest(), Stage::training, "checkpoints/training-loss.h5"))
        sample.add(Stage::training, artifact.path, artifact.index,
            [&](const auto& file) { store::writeTrainingLoss(file, store::readTrainingLoss(run.verified(artifact)), Packing::deflate); });
    sample.finish(Stage::training);

    const std::vector<ParameterTensor> layout = parameterLayout(modelShape(run.recipe()));
    for (const store::Artifact& artifact : store::artifacts(run.manifest(), Stage::basis))
        sample.add(Stage::basis, artifact.path, artifact.index, [&](const auto& file) {
            store::writeBasisVectorInfo(file, store::readBasisVectorInfo(run.verified(artifact)), layout);
        });
    sample.finish(Stage::basis);

    const store::TrajectorySet trajectories(run);
    Matrix<double> means(trajectories.vectors(), trajectories.checkpoints());
    for (std::size_t k = 0; k < means.rows(); ++k) {
        progress.report(0.2 * static_cast<double>(k) / static_cast<double>(means.rows()));
        std::ranges::copy(meanOver(trajectories.gradientProjection(k)), means.row(k).begin());
    }
    sample.add(Stage::trajectories, "trajectories/trajectories.h5", 0,
        [&](const auto& file) { store::writeTrajectories(file, trajectories, chosen, means); });
    sample.finish(Stage::trajectories);

    std::vector<store::ClusteringKey> keys;
    for (const store::Clustering& clustering : store::readClusterings(run))
        keys.push_back(clustering.key);
    const store::TrajectorySet thinnedTrajectories(sample);
    const std::vector<store::Clustering> clusterings = clusterTokens(
        thinnedTrajectories, thinnedTokens, keys, run.recipe().clustering, threads, progress.part(0.3, 0.8));
    sample.add(Stage::clusterings, "clusterings/clusterings.h5", 0,
        [&](const auto& file) { store::writeClusterings(file, clusterings, Packing::deflate); });
    const Summary summary = summarise(thinnedTrajectories, thinnedTokens, clusterings, summaryPermutations, seed, progress.part(0.8, 1));
    sample.add(Stage::clusterings, "clusterings/summary.json", 0, [&](const auto& file) { writeSummary(file, summary); });
    sample.finish(Stage::clusterings);
}

}
