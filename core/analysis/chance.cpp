#include "core/analysis/chance.h"

#include "core/analysis/label_shuffles.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace polcascope::analysis {

std::int64_t BestHomogeneity::succeeded() const
{
    return std::count_if(pOfEach.begin(), pOfEach.end(), [](double p) { return p <= 0.05; });
}

std::vector<BestHomogeneity> bestAgainstChance(std::span<const std::vector<const store::Clustering*>> groups,
    const TokenTable& tokens, CarryPlaces places, const ChanceOptions& options, const Progress& progress)
{
    LabelShuffles labels(tokens, options.label, options.seed);
    std::vector<std::vector<Members>> members(groups.size());
    std::vector<BestHomogeneity> result(groups.size());
    for (std::size_t group = 0; group < groups.size(); ++group) {
        for (const store::Clustering* clustering : groups[group]) {
            members[group].emplace_back(*clustering);
            result[group].clusters += clustering->clusters();
            result[group].bestOfEach.push_back(bestCluster(members[group].back(), labels, places).share);
            result[group].best = std::max(result[group].best, result[group].bestOfEach.back());
        }
    }
    std::vector<std::vector<double>> shuffled(groups.size());
    for (int permutation = 0; permutation < options.permutations; ++permutation) {
        progress.report(static_cast<double>(permutation) / options.permutations);
        labels.shuffle();
        for (std::size_t group = 0; group < groups.size(); ++group) {
            double best = 0;
            for (const Members& each : members[group])
                best = std::max(best, bestCluster(each, labels, places).share);
            shuffled[group].push_back(best);
        }
    }
    for (std::size_t group = 0; group < groups.size(); ++group) {
        std::vector<double>& bests = shuffled[group];
        std::sort(bests.begin(), bests.end());
        const auto atLeast = [&](double value) {
            // A best of 0 is no cluster at all: as large as can be by chance.
            const auto from = std::lower_bound(bests.begin(), bests.end(), value - 1e-12);
            return static_cast<double>(bests.end() - from + 1) / static_cast<double>(bests.size() + 1);
        };
        result[group].p = atLeast(result[group].best);
        for (const double best : result[group].bestOfEach)
            result[group].pOfEach.push_back(atLeast(best));
        result[group].shuffledMedian = bests.empty() ? 0 : bests[(bests.size() - 1) / 2];
        result[group].shuffled95 = percentile95(bests);
    }
    progress.report(1);
    return result;
}

}
