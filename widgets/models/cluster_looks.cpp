#include "widgets/models/cluster_looks.h"

#include "core/cluster/matching.h"

#include <algorithm>
#include <numeric>

namespace polcascope::models {

namespace {

constexpr int unknown = -1;

/// Fills in what is unknown with the smallest numbers that neither `values` nor `taken` hold.
void complete(std::vector<int>& values, const std::vector<int>& taken)
{
    int next = 0;
    for (int& value : values) {
        if (value != unknown)
            continue;
        while (std::ranges::find(values, next) != values.end() || std::ranges::find(taken, next) != taken.end())
            ++next;
        value = next;
    }
}

/// For each cluster, the index in `earlier` of the one it continues, or -1.
std::vector<std::int32_t> earlierOf(const store::Clustering& clustering, const ClusterLooks& earlier)
{
    const auto count = static_cast<std::size_t>(clustering.clusters());
    if (!earlier.clustering || earlier.clustering->labels.size() != clustering.labels.size())
        return std::vector<std::int32_t>(count, -1);
    auto matches = cluster::matchClusters(earlier.clustering->labels, clustering.labels);
    matches.resize(count, -1); // a cluster without tokens has no label in them
    return matches;
}

}

ClusterLooks looksByLabel(std::shared_ptr<const store::Clustering> clustering)
{
    ClusterLooks looks;
    looks.numbers.resize(static_cast<std::size_t>(clustering->clusters()));
    std::iota(looks.numbers.begin(), looks.numbers.end(), 0);
    looks.colours = looks.numbers;
    looks.clustering = std::move(clustering);
    return looks;
}

ClusterLooks withColoursOf(std::shared_ptr<const store::Clustering> clustering, const ClusterLooks& earlier)
{
    ClusterLooks looks = looksByLabel(std::move(clustering));
    const auto matches = earlierOf(*looks.clustering, earlier);
    for (std::size_t i = 0; i < matches.size(); ++i)
        looks.colours[i] = matches[i] < 0 ? unknown : earlier.colours[static_cast<std::size_t>(matches[i])];
    complete(looks.colours, {});
    return looks;
}

ClusterLooks following(std::shared_ptr<const store::Clustering> clustering, const ClusterLooks& rules,
    const ClusterLooks& earlier)
{
    if (clustering == rules.clustering)
        return rules;
    ClusterLooks looks = looksByLabel(std::move(clustering));
    std::ranges::fill(looks.numbers, unknown);
    std::ranges::fill(looks.colours, unknown);
    for (const ClusterLooks* source : { &rules, &earlier }) {
        const auto matches = earlierOf(*looks.clustering, *source);
        for (std::size_t i = 0; i < matches.size(); ++i) {
            if (matches[i] < 0 || looks.numbers[i] != unknown)
                continue;
            const auto match = static_cast<std::size_t>(matches[i]);
            const bool own = source == &rules ||
                std::ranges::find(rules.numbers, source->numbers[match]) == rules.numbers.end();
            if (own && std::ranges::find(looks.numbers, source->numbers[match]) == looks.numbers.end() &&
                std::ranges::find(looks.colours, source->colours[match]) == looks.colours.end()) {
                looks.numbers[i] = source->numbers[match];
                looks.colours[i] = source->colours[match];
            }
        }
    }
    complete(looks.numbers, rules.numbers);
    complete(looks.colours, rules.colours);
    return looks;
}

QHash<int, int> continuedLabels(const ClusterLooks& earlier, const ClusterLooks& later)
{
    QHash<int, int> labels { { store::noise, store::noise } };
    for (std::size_t i = 0; i < earlier.numbers.size(); ++i) {
        const auto found = std::ranges::find(later.numbers, earlier.numbers[i]);
        if (found != later.numbers.end())
            labels[static_cast<int>(i)] = static_cast<int>(found - later.numbers.begin());
    }
    return labels;
}

}
