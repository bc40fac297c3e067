#include "core/cluster/matching.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <map>
#include <tuple>
#include <utility>

namespace polcascope::cluster {

namespace {

std::vector<std::int64_t> clusterSizes(std::span<const std::int32_t> labels)
{
    std::vector<std::int64_t> sizes;
    for (const std::int32_t label : labels) {
        if (label < 0)
            continue;
        const auto cluster = static_cast<std::size_t>(label);
        sizes.resize(std::max(sizes.size(), cluster + 1));
        ++sizes[cluster];
    }
    return sizes;
}

struct Overlap {
    std::int32_t earlier = -1;
    std::int32_t label = -1;
    std::int64_t common = 0; ///< points
    std::int64_t all = 0; ///< points in either
};

}

std::vector<std::int32_t> matchClusters(
    std::span<const std::int32_t> earlier, std::span<const std::int32_t> labels)
{
    assert(earlier.size() == labels.size());
    const std::vector<std::int64_t> earlierSizes = clusterSizes(earlier), sizes = clusterSizes(labels);
    std::vector<std::vector<std::int32_t>> labelsOf(earlierSizes.size()); // of the points of each earlier cluster
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (earlier[i] >= 0 && labels[i] >= 0)
            labelsOf[static_cast<std::size_t>(earlier[i])].push_back(labels[i]);
    }

    std::vector<Overlap> overlaps;
    std::vector<std::int64_t> counts(sizes.size());
    for (std::size_t cluster = 0; cluster < labelsOf.size(); ++cluster) {
        for (const std::int32_t label : labelsOf[cluster])
            ++counts[static_cast<std::size_t>(label)];
        for (const std::int32_t label : labelsOf[cluster]) {
            const std::int64_t common = std::exchange(counts[static_cast<std::size_t>(label)], 0);
            const std::int64_t before = earlierSizes[cluster], now = sizes[static_cast<std::size_t>(label)];
            if (common > 0 && 2 * common >= std::min(before, now))
                overlaps.push_back({ static_cast<std::int32_t>(cluster), label, common, before + now - common });
        }
    }
    std::sort(overlaps.begin(), overlaps.end(), [](const Overlap& a, const Overlap& b) {
        const std::int64_t first = a.common * b.all, second = b.common * a.all; // fractions, compared exactly
        return std::tuple(second, b.common, a.earlier, a.label) <
            std::tuple(first, a.common, b.earlier, b.label);
    });

    std::vector<std::int32_t> continued(sizes.size(), -1);
    std::vector<bool> taken(earlierSizes.size());
    for (const Overlap& overlap : overlaps) {
        std::int32_t& match = continued[static_cast<std::size_t>(overlap.label)];
        if (match >= 0 || taken[static_cast<std::size_t>(overlap.earlier)])
            continue;
        match = overlap.earlier;
        taken[static_cast<std::size_t>(overlap.earlier)] = true;
    }
    return continued;
}

double adjustedRandIndex(std::span<const std::int32_t> first, std::span<const std::int32_t> second)
{
    assert(first.size() == second.size());
    const auto pairs = [](double n) { return n * (n - 1) / 2; };
    std::map<std::int32_t, double> rows, columns;
    std::map<std::pair<std::int32_t, std::int32_t>, double> cells;
    for (std::size_t i = 0; i < first.size(); ++i) {
        ++rows[first[i]];
        ++columns[second[i]];
        ++cells[{ first[i], second[i] }];
    }
    const auto sum = [&](const auto& counts) {
        double total = 0;
        for (const auto& [label, count] : counts)
            total += pairs(count);
        return total;
    };
    const double together = sum(cells), inFirst = sum(rows), inSecond = sum(columns);
    const double all = pairs(static_cast<double>(first.size()));
    const double expected = all > 0 ? inFirst * inSecond / all : 0;
    const double most = (inFirst + inSecond) / 2;
    return most == expected ? 1 : (together - expected) / (most - expected);
}

}
