#include "core/analysis/sensitivity.h"

#include "core/analysis/clusterings.h"
#include "core/analysis/decomposition.h"
#include "core/base/parallel.h"

#include <algorithm>
#include <set>

namespace polcascope::analysis {

using store::Clustering;
using store::Decomposition;
using store::Quantity;

std::vector<Setting> settingsGrid(std::span<const Decomposition> decompositions)
{
    std::vector<std::optional<Decomposition>> sources { std::nullopt };
    sources.insert(sources.end(), decompositions.begin(), decompositions.end());
    std::vector<Setting> settings;
    for (const auto& source : sources) {
        for (const bool cumulated : { false, true }) {
            for (const std::int64_t samples : { 1, 5, 0 }) {
                for (const std::size_t every : { 1, 2, 4 }) {
                    if (every == 1 || source != Decomposition::simpson)
                        settings.push_back({ source, cumulated, samples, every });
                }
            }
            for (const TrainingPart part : { TrainingPart::firstHalf, TrainingPart::firstTwoThirds, TrainingPart::secondHalf })
                settings.push_back({ .decomposition = source, .cumulated = cumulated, .part = part });
            for (const double share : { 0.15, 0.1, 0.05 })
                settings.push_back({ .decomposition = source, .cumulated = cumulated, .minimumShare = share });
        }
        for (const std::size_t every : { 2, 4 }) {
            for (std::size_t first = 1; first < every && source != Decomposition::simpson; ++first)
                settings.push_back({ .decomposition = source, .every = every, .first = first });
        }
    }
    return settings;
}

namespace {

/// Those rows that fall into the part.
Matrix<float> rowsOf(const Matrix<float>& values, TrainingPart part)
{
    if (part == TrainingPart::whole)
        return values;
    const std::size_t begin = part == TrainingPart::secondHalf ? values.rows() / 2 : 0;
    const std::size_t end = part == TrainingPart::firstHalf ? values.rows() / 2
        : part == TrainingPart::firstTwoThirds              ? values.rows() * 2 / 3
                                                            : values.rows();
    Matrix<float> rows(end - begin, values.columns());
    for (std::size_t t = begin; t < end; ++t)
        std::copy(values.row(t).begin(), values.row(t).end(), rows.row(t - begin).begin());
    return rows;
}

Matrix<float> valuesOf(const store::TrajectorySet& trajectories, const Setting& setting, std::size_t vector)
{
    if (!setting.decomposition) {
        const Matrix<float> loss = thinned(trajectories.loss(), setting.every, setting.first);
        return rowsOf(setting.cumulated ? loss : lossChange(loss), setting.part);
    }
    const Matrix<float> parts = rowsOf(
        polca(thinned(vectorTrajectories(trajectories, vector), setting.every, setting.first), *setting.decomposition), setting.part);
    return setting.cumulated ? projectedLoss(parts) : parts;
}

}

std::vector<SettingResult> sensitivity(const store::TrajectorySet& trajectories, const TokenTable& tokens,
    std::span<const Setting> settings, const ClusteringOptions& options, const ChanceOptions& chance, int threads,
    const Progress& progress)
{
    const std::set<std::int32_t> outputs(tokens.output.begin(), tokens.output.end());
    std::vector<SettingResult> results;
    for (std::size_t i = 0; i < settings.size(); ++i) {
        const Setting& setting = settings[i];
        const Progress part = progress.part(static_cast<double>(i) / static_cast<double>(settings.size()),
            static_cast<double>(i + 1) / static_cast<double>(settings.size()));
        const std::size_t vectors = setting.decomposition ? trajectories.vectors() : 1;
        std::vector<std::vector<Clustering>> found(vectors); // of each output token
        parallelFor(vectors, threads, part.part(0, 0.9), [&](std::size_t vector, int, const auto& poll) {
            const Matrix<float> values =
                trajectories.checkpoints() < setting.first + 2 ? Matrix<float>() : valuesOf(trajectories, setting, vector);
            for (const std::int32_t output : outputs) {
                store::ClusteringKey key { .output = output };
                ClusteringOptions changed = options;
                if (setting.minimumShare > 0)
                    changed.minimumShare2024 = setting.minimumShare;
                changed.minimumSamples2024 = setting.minimumSamples > 0
                    ? setting.minimumSamples
                    : clusterScope({}, tokens, key, changed).minimumClusterSize;
                found[vector].push_back(clusterValues(values, tokens, key, changed));
                poll();
            }
        });
        std::vector<std::vector<const Clustering*>> groups(outputs.size() + 1);
        for (const auto& ofVector : found) {
            for (std::size_t output = 0; output < ofVector.size(); ++output) {
                groups[output].push_back(&ofVector[output]);
                groups.back().push_back(&ofVector[output]);
            }
        }
        std::vector<BestHomogeneity> best =
            bestAgainstChance(groups, tokens, CarryPlaces::all, chance, part.part(0.9, 1));
        SettingResult& result = results.emplace_back();
        result.setting = setting;
        result.all = std::move(best.back());
        best.pop_back();
        result.outputs = std::move(best);
    }
    progress.report(1);
    return results;
}

}
