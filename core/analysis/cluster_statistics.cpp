#include "core/analysis/clusterings.h"

#include "core/analysis/contexts.h"
#include "core/analysis/label_shuffles.h"

#include <algorithm>
#include <map>
#include <utility>

namespace polcascope::analysis {

using store::Clustering;

namespace {

double share(std::int64_t part, std::int64_t whole)
{
    return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0;
}

/// The most frequent value among the members of each cluster, and how often it occurs; the smallest of
/// equals.
std::vector<std::pair<std::int32_t, std::int64_t>> mostFrequent(
    const Members& members, const std::vector<std::int32_t>& values)
{
    std::vector<std::map<std::int32_t, std::int64_t>> counts(members.sizes.size());
    for (const auto& [token, cluster] : members.members)
        ++counts[cluster][values[token]];
    std::vector<std::pair<std::int32_t, std::int64_t>> result(counts.size(), { -1, 0 });
    for (std::size_t i = 0; i < counts.size(); ++i) {
        for (const auto& [value, count] : counts[i]) {
            if (count > result[i].second)
                result[i] = { value, count };
        }
    }
    return result;
}

}

ClusterStatistics statisticsOf(const LabelCount& carries, std::int64_t size)
{
    ClusterStatistics cluster;
    cluster.size = size;
    cluster.carryShare = share(carries.tokens, size);
    cluster.carriesInMiddlePlaces = share(carries.inMiddle, carries.tokens);
    return cluster;
}

std::vector<ClusterStatistics> statisticsBy(const LabelShuffles& labels, const Clustering& clustering,
    const Members& members, const TokenTable& tokens)
{
    std::int64_t carriesInAll = 0;
    std::int64_t carriesClustered = 0;
    for (std::size_t token = 0; token < clustering.labels.size(); ++token) {
        carriesInAll += labels.has(token);
        carriesClustered += labels.has(token) && clustering.labels[token] >= store::noise;
    }
    const std::vector<LabelCount> carries = countLabels(members, labels);
    std::vector<ClusterStatistics> result(members.sizes.size());
    for (std::size_t i = 0; i < result.size(); ++i) {
        ClusterStatistics& cluster = result[i] = statisticsOf(carries[i], members.sizes[i]);
        cluster.cluster = static_cast<std::int32_t>(i);
        cluster.recallClustered = share(carries[i].tokens, carriesClustered);
        cluster.recallAll = share(carries[i].tokens, carriesInAll);
        const double sum = cluster.carryShare + cluster.recallClustered;
        cluster.f1 = sum > 0 ? 2 * cluster.carryShare * cluster.recallClustered / sum : 0;
    }
    const auto digits = mostFrequent(members, tokens.output);
    for (std::size_t i = 0; i < result.size(); ++i) {
        result[i].digit = digits[i].first;
        result[i].digitShare = share(digits[i].second, result[i].size);
    }
    if (const LabelColumn* place = tokens.label("place")) {
        const auto places = mostFrequent(members, place->values);
        for (std::size_t i = 0; i < result.size(); ++i) {
            result[i].place = places[i].first;
            result[i].placeShare = share(places[i].second, result[i].size);
        }
    }
    return result;
}

std::vector<ClusterStatistics> statisticsBy(
    const ShuffledLabels& shuffles, const Clustering& clustering, const TokenTable& tokens)
{
    const Members members(clustering);
    std::vector<ClusterStatistics> result = statisticsBy(shuffles.labels(), clustering, members, tokens);
    if (result.empty())
        return result;
    const auto counts = countLabels(members, shuffles);
    for (std::size_t i = 0; i < result.size(); ++i) {
        std::vector<double> shuffled;
        for (const std::vector<LabelCount>& permutation : counts)
            shuffled.push_back(share(permutation[i].tokens, members.sizes[i]));
        result[i].shuffledCarryShare95 = percentile95(std::move(shuffled));
    }
    return result;
}

std::vector<ClusterStatistics> clusterStatistics(
    const Clustering& clustering, const TokenTable& tokens, int permutations, std::uint64_t seed)
{
    return statisticsBy(ShuffledLabels(LabelShuffles(tokens, seed), permutations), clustering, tokens);
}

bool isBetter(const ClusterStatistics& cluster, const ClusterStatistics* best, store::Rules rules)
{
    if (rules == store::Rules::y2026)
        return cluster.carriesInMiddlePlaces > mostCarriesInMiddle && (!best || cluster.f1 > best->f1);
    return !best || std::pair(cluster.carryShare, cluster.size) > std::pair(best->carryShare, best->size);
}

std::string ruleLabel(
    const Clustering& clustering, std::int32_t cluster, const TokenTable& tokens, double threshold,
    std::span<const std::int32_t> counted)
{
    std::vector<std::int32_t> members;
    if (counted.empty())
        counted = members = tokensOf(clustering, cluster);
    std::string text;
    for (const LabelColumn& column : tokens.labels) {
        std::vector<std::int64_t> inCluster(column.categories.size());
        for (const std::int32_t token : counted)
            ++inCluster[static_cast<std::size_t>(column.values[static_cast<std::size_t>(token)])];
        // What all tokens have, such as the digit of a clustering of one digit, says nothing of a cluster.
        const auto allHave = [&](std::int32_t category) {
            for (std::size_t token = 0; token < clustering.labels.size(); ++token)
                if (clustering.labels[token] >= store::noise && column.values[token] != category)
                    return false;
            return true;
        };
        for (std::int32_t category = 0; category < static_cast<std::int32_t>(inCluster.size()); ++category) {
            const auto index = static_cast<std::size_t>(category);
            if (category != column.without && share(inCluster[index], static_cast<std::int64_t>(counted.size())) > threshold && !allHave(category))
                text += (text.empty() ? "" : ", ") + column.categories[index];
        }
    }
    return text;
}

}
