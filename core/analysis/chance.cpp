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
    const ShuffledLabels shuffles(LabelShuffles(tokens, options.label, options.seed), options.permutations);
    std::vector<BestHomogeneity> result(groups.size());
    std::vector<std::vector<double>> shuffled(
        groups.size(), std::vector<double>(static_cast<std::size_t>(options.permutations)));
    for (std::size_t group = 0; group < groups.size(); ++group) {
        for (const store::Clustering* clustering : groups[group]) {
            progress.report(static_cast<double>(group) / static_cast<double>(groups.size()));
            const Members members(*clustering);
            result[group].clusters += clustering->clusters();
            result[group].bestOfEach.push_back(
                bestCluster(members, countLabels(members, shuffles.labels()), places).share);
            result[group].best = std::max(result[group].best, result[group].bestOfEach.back());
            const auto counts = countLabels(members, shuffles);
            for (std::size_t permutation = 0; permutation < counts.size(); ++permutation)
                shuffled[group][permutation] =
                    std::max(shuffled[group][permutation], bestCluster(members, counts[permutation], places).share);
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
