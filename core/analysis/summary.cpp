#include "core/analysis/clusterings.h"

#include "core/analysis/chance.h"
#include "core/analysis/decomposition.h"
#include "core/analysis/label_shuffles.h"

#include <algorithm>
#include <map>
#include <set>

namespace polcascope::analysis {

using store::Clustering;

namespace {

SummaryRow countRow(const std::vector<const Clustering*>& clusterings, const TokenTable& tokens, const LabelShuffles& labels)
{
    SummaryRow row { wayOf(clusterings.front()->key) };
    std::vector<std::uint8_t> isClustered(tokens.count()), isFound(tokens.count());
    std::set<std::int32_t> vectors;
    for (const Clustering* clustering : clusterings) {
        row.clusterings += !clustering->skipped;
        row.clusters += clustering->clusters();
        const auto statistics = statisticsBy(labels, *clustering, Members(*clustering), tokens);
        for (const ClusterStatistics& cluster : statistics) {
            row.digitClusters += cluster.isDigitCluster();
            row.carryClusters += cluster.isCarryCluster();
            if (cluster.isCarryCluster() && clustering->key.usesBasis())
                vectors.insert(clustering->key.vector);
        }
        for (std::size_t token = 0; token < clustering->labels.size(); ++token) {
            const std::int32_t label = clustering->labels[token];
            isClustered[token] |= label >= store::noise;
            isFound[token] |= label >= 0 && statistics[static_cast<std::size_t>(label)].isCarryCluster();
        }
    }
    row.vectorsWithCarry = static_cast<int>(vectors.size());

    std::int64_t found = 0, clustered = 0, all = 0;
    for (std::size_t token = 0; token < tokens.count(); ++token) {
        all += labels.has(token);
        clustered += labels.has(token) && isClustered[token];
        found += labels.has(token) && isFound[token];
    }
    row.recallClustered = clustered > 0 ? static_cast<double>(found) / static_cast<double>(clustered) : 0;
    row.recallAll = all > 0 ? static_cast<double>(found) / static_cast<double>(all) : 0;
    return row;
}

}

Summary summarise(const store::TrajectorySet& trajectories, const TokenTable& tokens, const std::vector<Clustering>& clusterings,
    int permutations, std::uint64_t seed, const Progress& progress)
{
    Summary summary;
    const MeanTrajectories means = meanTrajectories(trajectories, {}, progress.part(0, 0.3));
    const Explained firstOrder = explained(means, store::Decomposition::firstOrder);
    summary.explainedFirstOrder = firstOrder.share();
    summary.explainedTrapezoid = explained(means, store::Decomposition::trapezoid).share();
    summary.spanShare = firstOrder.spanShare;
    if (!means.loss.empty()) {
        summary.lossFirst = means.loss.front();
        summary.lossLast = means.loss.back();
    }

    std::map<Way, std::vector<const Clustering*>> ways;
    for (const Clustering& clustering : clusterings)
        ways[wayOf(clustering.key)].push_back(&clustering);
    const LabelShuffles labels(tokens, seed);
    std::vector<std::vector<const Clustering*>> groups;
    for (const auto& [way, members] : ways) {
        progress.report(0.3);
        summary.rows.push_back(countRow(members, tokens, labels));
        groups.push_back(members);
    }
    const auto chances = bestAgainstChance(
        groups, tokens, CarryPlaces::middle, { permutations, seed }, progress.part(0.3, 1));
    for (std::size_t i = 0; i < groups.size(); ++i) {
        summary.rows[i].bestHomogeneity = chances[i].best;
        summary.rows[i].bestShuffled95 = chances[i].shuffled95;
        summary.rows[i].bestP = chances[i].p;
    }
    progress.report(1);
    return summary;
}

}
