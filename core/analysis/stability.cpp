#include "core/analysis/stability.h"

#include "core/analysis/clusterings.h"
#include "core/base/random.h"
#include "core/cluster/hdbscan.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

namespace polcascope::analysis {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

std::vector<std::int32_t> cutLabels(const cluster::SpanningTree& tree, std::int64_t minimumSize)
{
    return cluster::cut(tree, { .minimumClusterSize = std::max<std::int64_t>(minimumSize, 2) }).labels;
}

std::int64_t scaled(std::int64_t value, double factor)
{
    const double exact = static_cast<double>(value) * factor;
    return std::max<std::int64_t>(1, static_cast<std::int64_t>(factor < 1 ? std::floor(exact) : std::ceil(exact)));
}

}

std::vector<double> bestJaccard(std::span<const std::int32_t> labels, std::span<const std::int32_t> others,
    std::int32_t clusters, std::span<const std::uint8_t> counts)
{
    assert(labels.size() == others.size());
    std::map<std::pair<std::int32_t, std::int32_t>, std::int64_t> common;
    std::map<std::int32_t, std::int64_t> sizes, otherSizes;
    for (std::size_t x = 0; x < labels.size(); ++x) {
        if (!counts.empty() && !counts[x])
            continue;
        sizes[labels[x]] += labels[x] >= 0;
        otherSizes[others[x]] += others[x] >= 0;
        if (labels[x] >= 0 && others[x] >= 0)
            ++common[{ labels[x], others[x] }];
    }
    std::vector<double> best(static_cast<std::size_t>(clusters), none);
    for (std::int32_t cluster = 0; cluster < clusters; ++cluster) {
        if (sizes[cluster] > 0)
            best[static_cast<std::size_t>(cluster)] = 0;
    }
    for (const auto& [pair, both] : common) {
        double& value = best[static_cast<std::size_t>(pair.first)];
        value = std::max(value,
            static_cast<double>(both) / static_cast<double>(sizes[pair.first] + otherSizes[pair.second] - both));
    }
    return best;
}

std::vector<ClusterStability> stability(const Matrix<float>& values, const store::Clustering& clustering,
    const StabilityOptions& options, const Progress& progress)
{
    std::vector<ClusterStability> result(static_cast<std::size_t>(clustering.clusters()));
    if (result.empty())
        return result;
    const std::vector<std::int32_t> tokens = clusteredTokens(clustering);
    const Matrix<float> rows = trajectoriesOf(values, tokens);
    std::vector<std::int32_t> labels;
    for (const std::int32_t token : tokens)
        labels.push_back(clustering.labels[static_cast<std::size_t>(token)]);
    for (std::size_t i = 0; i < result.size(); ++i)
        result[i] = { static_cast<std::int32_t>(i),
            std::count(labels.begin(), labels.end(), static_cast<std::int32_t>(i)), 0, none, none, none, none };

    const double parts = options.resamples + 3;
    double done = 0;
    const auto treeOf = [&](const Matrix<float>& points, std::int64_t samples) {
        const auto tree = cluster::spanningTree(points.view(),
            { .minimumSamples = samples, .threads = options.threads }, progress.part(done / parts, (done + 1) / parts));
        ++done;
        return tree;
    };
    const auto compare = [&](const std::vector<std::int32_t>& others, double ClusterStability::*member) {
        const auto best = bestJaccard(labels, others, clustering.clusters());
        for (std::size_t i = 0; i < result.size(); ++i)
            result[i].*member = best[i];
    };

    const std::int64_t size = clustering.minimumClusterSize, samples = clustering.minimumSamples;
    const auto tree = treeOf(rows, samples);
    if (const std::int64_t smaller = scaled(size, 1 / options.factor); smaller != size && smaller >= 2)
        compare(cutLabels(tree, smaller), &ClusterStability::smallerSize);
    compare(cutLabels(tree, scaled(size, options.factor)), &ClusterStability::largerSize);
    if (const std::int64_t fewer = scaled(samples, 1 / options.factor); fewer != samples)
        compare(cutLabels(treeOf(rows, fewer), size), &ClusterStability::fewerSamples);
    compare(cutLabels(treeOf(rows, scaled(samples, options.factor)), size), &ClusterStability::moreSamples);

    Random random(options.seed, "resample");
    const auto kept = static_cast<std::size_t>(std::llround(options.share * static_cast<double>(tokens.size())));
    std::vector<int> found(result.size());
    for (int resample = 0; resample < options.resamples; ++resample) {
        std::vector<std::int32_t> chosen = random.permutation(static_cast<std::int32_t>(tokens.size()));
        chosen.resize(kept);
        std::sort(chosen.begin(), chosen.end());
        Matrix<float> points(kept, rows.columns());
        std::vector<std::int32_t> before;
        for (std::size_t i = 0; i < kept; ++i) {
            const auto row = rows.row(static_cast<std::size_t>(chosen[i]));
            std::copy(row.begin(), row.end(), points.row(i).begin());
            before.push_back(labels[static_cast<std::size_t>(chosen[i])]);
        }
        const auto after = cutLabels(treeOf(points, std::max<std::int64_t>(1, std::llround(options.share * static_cast<double>(samples)))),
            std::llround(options.share * static_cast<double>(size)));
        const auto best = bestJaccard(before, after, clustering.clusters());
        for (std::size_t i = 0; i < result.size(); ++i) {
            if (!std::isnan(best[i])) {
                result[i].resampled += best[i];
                ++found[i];
            }
        }
    }
    for (std::size_t i = 0; i < result.size(); ++i)
        result[i].resampled = found[i] > 0 ? result[i].resampled / found[i] : none;
    progress.report(1);
    return result;
}

}
