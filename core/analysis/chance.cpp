#include "core/analysis/chance.h"

#include "core/analysis/label_shuffles.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <tuple>
#include <utility>

namespace polcascope::analysis {

std::int64_t BestHomogeneity::succeeded() const
{
    return std::count_if(pOfEach.begin(), pOfEach.end(), [](double p) { return p <= 0.05; });
}

namespace {

/// What the clusterings of one output token find.
struct OfOutput {
    double best = 0;
    std::vector<double> shuffled; ///< the best of each permutation
    std::vector<double> sorted;

    /// Share of the shuffles, the true labels counted among them, whose best is at least that large. A best of 0 is no cluster
    /// at all: as large as can be by chance.
    [[nodiscard]] double p(double value) const
    {
        const auto from = std::lower_bound(sorted.begin(), sorted.end(), value - 1e-12);
        const auto atLeast = sorted.end() - from + (best >= value - 1e-12);
        return static_cast<double>(atLeast) / static_cast<double>(sorted.size() + 1);
    }
    /// How far the best is beyond that of most shuffles.
    [[nodiscard]] double excess() const { return best - percentile95(sorted); }
};

void compare(BestHomogeneity& result, std::map<std::int32_t, OfOutput>& outputs, const std::vector<const store::Clustering*>& clusterings)
{
    for (auto& [output, found] : outputs) {
        found.sorted = found.shuffled;
        std::sort(found.sorted.begin(), found.sorted.end());
    }
    // The smallest p of all output tokens, by the true labels and by those of each shuffle; of equals one with a cluster.
    const auto order = [](const OfOutput& found) { return std::tuple(found.p(found.best), found.best == 0, -found.excess()); };
    const auto furthest = std::min_element(
        outputs.begin(), outputs.end(), [&](const auto& a, const auto& b) { return order(a.second) < order(b.second); });
    if (furthest == outputs.end())
        return;
    const OfOutput& found = furthest->second;
    std::vector<double> smallest { found.p(found.best) };
    for (std::size_t permutation = 0; permutation < found.shuffled.size(); ++permutation) {
        double least = 1;
        for (const auto& [output, other] : outputs)
            least = std::min(least, other.p(other.shuffled[permutation]));
        smallest.push_back(least);
    }
    std::sort(smallest.begin(), smallest.end());
    const auto corrected = [&](double p) {
        const auto end = std::upper_bound(smallest.begin(), smallest.end(), p + 1e-12);
        return static_cast<double>(end - smallest.begin()) / static_cast<double>(smallest.size());
    };
    result.output = furthest->first;
    result.best = found.best;
    result.p = corrected(found.p(found.best));
    for (std::size_t i = 0; i < clusterings.size(); ++i)
        result.pOfEach.push_back(corrected(outputs.at(clusterings[i]->key.output).p(result.bestOfEach[i])));
    result.shuffledMedian = found.sorted.empty() ? 0 : found.sorted[(found.sorted.size() - 1) / 2];
    result.shuffled95 = percentile95(found.sorted);
}

}

std::vector<BestHomogeneity> bestAgainstChance(std::span<const std::vector<const store::Clustering*>> groups,
    const TokenTable& tokens, CarryPlaces places, const ChanceOptions& options, const Progress& progress)
{
    const ShuffledLabels shuffles(LabelShuffles(tokens, options.label, options.seed), options.permutations);
    std::vector<BestHomogeneity> result(groups.size());
    for (std::size_t group = 0; group < groups.size(); ++group) {
        std::map<std::int32_t, OfOutput> outputs;
        for (const store::Clustering* clustering : groups[group]) {
            progress.report(static_cast<double>(group) / static_cast<double>(groups.size()));
            const Members members(*clustering);
            OfOutput& found = outputs[clustering->key.output];
            found.shuffled.resize(static_cast<std::size_t>(options.permutations));
            result[group].clusters += clustering->clusters();
            result[group].bestOfEach.push_back(
                bestCluster(members, countLabels(members, shuffles.labels()), places).share);
            found.best = std::max(found.best, result[group].bestOfEach.back());
            const auto counts = countLabels(members, shuffles);
            for (std::size_t permutation = 0; permutation < counts.size(); ++permutation)
                found.shuffled[permutation] =
                    std::max(found.shuffled[permutation], bestCluster(members, counts[permutation], places).share);
        }
        compare(result[group], outputs, groups[group]);
    }
    progress.report(1);
    return result;
}

}
