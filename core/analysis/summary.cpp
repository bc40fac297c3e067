#include "core/analysis/clusterings.h"

#include "core/analysis/decomposition.h"
#include "core/analysis/label_shuffles.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace polcascope::analysis {

using store::Clustering;

namespace {

/// A row of the table with what it is counted from.
struct Group {
    SummaryRow row;
    std::vector<Members> members; ///< of each of its clusterings
    std::vector<double> shuffled; ///< best homogeneity under each shuffle
};

/// The largest share of carries in a cluster whose carries are in the middle places.
double bestHomogeneity(const std::vector<Members>& clusterings, const LabelShuffles& labels)
{
    double best = 0;
    for (const Members& members : clusterings) {
        const std::vector<CarryCount> counts = countCarries(members, labels);
        for (std::size_t i = 0; i < counts.size(); ++i) {
            if (counts[i].isInMiddle())
                best = std::max(best, static_cast<double>(counts[i].carries) / static_cast<double>(members.sizes[i]));
        }
    }
    return best;
}

Group countGroup(const std::vector<const Clustering*>& clusterings, const TokenTable& tokens, const LabelShuffles& labels)
{
    Group group;
    SummaryRow& row = group.row;
    row.rules = clusterings.front()->key.rules;
    row.quantity = clusterings.front()->key.quantity;
    row.decomposition = clusterings.front()->key.decomposition;
    std::vector<std::uint8_t> isClustered(tokens.count()), isFound(tokens.count());
    std::set<std::int32_t> vectors;
    for (const Clustering* clustering : clusterings) {
        row.clusterings += !clustering->skipped;
        row.clusters += clustering->clusters();
        const Members& members = group.members.emplace_back(*clustering);
        const auto statistics = statisticsBy(labels, *clustering, members, tokens);
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
    row.bestHomogeneity = bestHomogeneity(group.members, labels);

    std::int64_t found = 0, clustered = 0, all = 0;
    for (std::size_t token = 0; token < tokens.count(); ++token) {
        all += labels.isCarry(token);
        clustered += labels.isCarry(token) && isClustered[token];
        found += labels.isCarry(token) && isFound[token];
    }
    row.recallClustered = clustered > 0 ? static_cast<double>(found) / static_cast<double>(clustered) : 0;
    row.recallAll = all > 0 ? static_cast<double>(found) / static_cast<double>(all) : 0;
    return group;
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

    std::map<std::tuple<store::Rules, store::Quantity, store::Decomposition>, std::vector<const Clustering*>> ways;
    for (const Clustering& clustering : clusterings)
        ways[{ clustering.key.rules, clustering.key.quantity, clustering.key.decomposition }].push_back(&clustering);
    LabelShuffles labels(tokens, seed);
    std::vector<Group> groups;
    for (const auto& [way, members] : ways) {
        progress.report(0.3);
        groups.push_back(countGroup(members, tokens, labels));
    }
    // One shuffle for all clusterings: what is compared is the best of all of them by chance.
    for (int permutation = 0; permutation < permutations; ++permutation) {
        progress.report(0.3 + 0.7 * permutation / permutations);
        labels.shuffle();
        for (Group& group : groups)
            group.shuffled.push_back(bestHomogeneity(group.members, labels));
    }
    for (Group& group : groups) {
        group.row.bestShuffled95 = percentile95(std::move(group.shuffled));
        summary.rows.push_back(group.row);
    }
    progress.report(1);
    return summary;
}

}
