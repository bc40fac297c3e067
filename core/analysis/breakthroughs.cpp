#include "core/analysis/breakthroughs.h"

#include "core/analysis/decomposition.h"
#include "core/base/random.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <functional>
#include <iterator>
#include <limits>
#include <numeric>
#include <utility>

namespace polcascope::analysis {

using store::ClusteringKey;
using store::Quantity;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// A step between two checkpoints: share of the way from `row` to the next.
struct Place {
    std::size_t row = 0;
    double share = 0;
};

Place placeOf(double step, std::span<const std::int32_t> steps)
{
    const auto after = std::lower_bound(steps.begin(), steps.end(), step);
    const auto row = static_cast<std::size_t>(after - steps.begin());
    if (static_cast<double>(*after) == step)
        return { row, 0 };
    const double before = steps[row - 1];
    return { row - 1, (step - before) / (static_cast<double>(*after) - before) };
}

double median(std::vector<double> values)
{
    if (values.empty())
        return none;
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

std::vector<double> ranks(const std::vector<double>& values)
{
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t { 0 });
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    std::vector<double> result(values.size());
    for (std::size_t begin = 0; begin < order.size();) {
        std::size_t end = begin;
        while (end < order.size() && values[order[end]] == values[order[begin]])
            ++end;
        for (std::size_t i = begin; i < end; ++i)
            result[order[i]] = static_cast<double>(begin + end - 1) / 2;
        begin = end;
    }
    return result;
}

}

BreakCurves breakCurves(const store::TrajectorySet& trajectories, const ClusteringKey& key)
{
    if (!key.usesBasis())
        return { trajectories.loss(), Learning::falls };
    ClusteringKey projected = key;
    projected.quantity = Quantity::projectedLoss;
    projected.together.clear();
    Matrix<float> sum = quantity(trajectories, projected);
    for (const std::int32_t vector : key.together) {
        projected.vector = vector;
        const Matrix<float> next = quantity(trajectories, projected);
        for (std::size_t i = 0; i < sum.size(); ++i)
            sum.data()[i] += next.data()[i];
    }
    return { std::move(sum),
        splitsLossChange(key.decomposition) ? Learning::falls : Learning::rises };
}

std::vector<double> breakSteps(
    const Matrix<float>& curves, std::span<const std::int32_t> steps, double distance, Learning learning)
{
    assert(curves.rows() == steps.size() && distance > 0);
    std::vector<double> result(curves.columns(), none);
    std::vector<double> largest(curves.columns(), 0.0);
    const double sign = learning == Learning::falls ? -1 : 1;
    for (std::size_t t = 0; t < steps.size(); ++t) {
        const double step = steps[t];
        if (step - distance < steps.front() || step + distance > steps.back())
            continue;
        const Place before = placeOf(step - distance, steps), after = placeOf(step + distance, steps);
        const auto at = [&](const Place& place, std::size_t x) {
            const double here = static_cast<double>(curves(place.row, x));
            return place.share == 0
                ? here
                : here + place.share * (static_cast<double>(curves(place.row + 1, x)) - here);
        };
        for (std::size_t x = 0; x < curves.columns(); ++x) {
            const double here = static_cast<double>(curves(t, x));
            const double excess = sign * ((at(after, x) - here) - (here - at(before, x)));
            if (excess > largest[x]) {
                largest[x] = excess;
                result[x] = step;
            }
        }
    }
    return result;
}

std::optional<std::int32_t> flatStep(std::span<const double> meanLoss, std::span<const std::int32_t> steps)
{
    assert(meanLoss.size() == steps.size());
    if (steps.size() < 3 || !(meanLoss.back() < meanLoss.front()))
        return std::nullopt;
    const double first = meanLoss.front(), fall = first - meanLoss.back();
    const double begin = steps.front(), length = steps.back() - begin;
    std::optional<std::int32_t> knee;
    double largest = 0;
    for (std::size_t t = 0; t < steps.size(); ++t) {
        const double below = (first - meanLoss[t]) / fall - (steps[t] - begin) / length;
        if (below > largest) {
            largest = below;
            knee = steps[t];
        }
    }
    return knee;
}

Spread spread(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return spread(values, std::vector<std::int64_t>(values.size(), 1));
}

Spread spread(std::span<const double> values, std::span<const std::int64_t> counts)
{
    assert(values.size() == counts.size());
    const std::int64_t count = std::accumulate(counts.begin(), counts.end(), std::int64_t { 0 });
    if (count < 2)
        return { none, none, none, none };
    const auto ordered = [&](std::int64_t rank) {
        std::size_t i = 0;
        for (std::int64_t before = counts[0]; before <= rank; before += counts[i])
            ++i;
        return values[i];
    };
    const auto quantile = [&](double share) {
        const double at = share * static_cast<double>(count - 1);
        const auto rank = std::min(static_cast<std::int64_t>(at), count - 2);
        const double below = ordered(rank);
        return below + (at - static_cast<double>(rank)) * (ordered(rank + 1) - below);
    };
    double mean = 0, squares = 0;
    for (std::size_t i = 0; i < values.size(); ++i)
        mean += static_cast<double>(counts[i]) * values[i] / static_cast<double>(count);
    for (std::size_t i = 0; i < values.size(); ++i)
        squares += static_cast<double>(counts[i]) * (values[i] - mean) * (values[i] - mean);
    const double lower = quantile(0.25), upper = quantile(0.75);
    return { upper - lower, std::sqrt(squares / static_cast<double>(count - 1)), lower, upper };
}

std::vector<ClusterBreak> clusterBreaks(
    const store::Clustering& clustering, std::span<const double> breaks, const BreakOptions& options)
{
    assert(breaks.size() == clustering.labels.size());
    // There are no more different steps than checkpoints, so each is counted, not sorted.
    std::vector<double> steps;
    std::ranges::copy_if(breaks, std::back_inserter(steps), [](double step) { return !std::isnan(step); });
    std::ranges::sort(steps);
    steps.erase(std::unique(steps.begin(), steps.end()), steps.end());
    std::vector<std::vector<std::int64_t>> members(
        static_cast<std::size_t>(clustering.clusters()), std::vector<std::int64_t>(steps.size()));
    std::vector<std::uint32_t> all; // of the tokens clustered, outliers too: which step
    for (std::size_t x = 0; x < breaks.size(); ++x) {
        const std::int32_t label = clustering.labels[x];
        if (label < store::noise || std::isnan(breaks[x]))
            continue;
        const auto step = std::ranges::lower_bound(steps, breaks[x]) - steps.begin();
        all.push_back(static_cast<std::uint32_t>(step));
        if (label >= 0)
            ++members[static_cast<std::size_t>(label)][static_cast<std::size_t>(step)];
    }
    std::vector<ClusterBreak> result;
    Random random(options.seed, "synchrony");
    for (std::size_t i = 0; i < members.size(); ++i) {
        ClusterBreak& cluster = result.emplace_back();
        cluster.cluster = static_cast<std::int32_t>(i);
        cluster.tokens = std::accumulate(members[i].begin(), members[i].end(), std::int64_t { 0 });
        const auto size = static_cast<std::size_t>(cluster.tokens);
        cluster.spread = spread(steps, members[i]);
        cluster.random = { none, none, none, none };
        cluster.mean = none;
        if (size < 2)
            continue;
        cluster.mean = std::inner_product(steps.begin(), steps.end(), members[i].begin(), 0.0,
                           std::plus<>(), [](double step, std::int64_t count) { return step * static_cast<double>(count); }) /
            static_cast<double>(size);
        cluster.hidden = options.flat && cluster.mean > *options.flat;
        std::vector<double> ranges, deviations;
        int asSmall = 1; // the cluster itself
        std::vector<std::int64_t> counts(steps.size());
        for (int group = 0; group < options.randomGroups; ++group) {
            std::ranges::fill(counts, 0);
            for (std::size_t j = 0; j < size; ++j) {
                std::swap(all[j], all[j + random.below(all.size() - j)]);
                ++counts[all[j]];
            }
            const Spread found = spread(steps, counts);
            asSmall += found.interquartile <= cluster.spread.interquartile;
            ranges.push_back(found.interquartile);
            deviations.push_back(found.standardDeviation);
        }
        cluster.random.interquartile = median(std::move(ranges));
        cluster.random.standardDeviation = median(std::move(deviations));
        cluster.synchronyP = static_cast<double>(asSmall) / (options.randomGroups + 1);
    }
    return result;
}

std::vector<double> sharpestRises(const Matrix<float>& polca, std::span<const std::int32_t> steps,
    const store::Clustering& clustering, double distance)
{
    const auto clusters = static_cast<std::size_t>(clustering.clusters());
    assert(polca.rows() + 1 == steps.size() || polca.rows() == 0);
    std::vector<double> sizes(clusters);
    for (const std::int32_t label : clustering.labels) {
        if (label >= 0)
            ++sizes[static_cast<std::size_t>(label)];
    }
    Matrix<float> sums(polca.rows() + 1, clusters);
    std::vector<double> sum(clusters);
    for (std::size_t t = 0; t < polca.rows(); ++t) {
        for (std::size_t x = 0; x < polca.columns(); ++x) {
            if (const std::int32_t label = clustering.labels[x]; label >= 0)
                sum[static_cast<std::size_t>(label)] += std::abs(static_cast<double>(polca(t, x)));
        }
        for (std::size_t i = 0; i < clusters; ++i)
            sums(t + 1, i) = static_cast<float>(sum[i] / sizes[i]);
    }
    return breakSteps(sums, steps.first(sums.rows()), distance, Learning::rises);
}

double rankCorrelation(std::span<const double> first, std::span<const double> second)
{
    assert(first.size() == second.size());
    std::vector<double> a, b;
    for (std::size_t i = 0; i < first.size(); ++i) {
        if (!std::isnan(first[i]) && !std::isnan(second[i])) {
            a.push_back(first[i]);
            b.push_back(second[i]);
        }
    }
    if (a.size() < 3)
        return none;
    a = ranks(a);
    b = ranks(b);
    const double mean = static_cast<double>(a.size() - 1) / 2;
    double together = 0, alone = 0, other = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        together += (a[i] - mean) * (b[i] - mean);
        alone += (a[i] - mean) * (a[i] - mean);
        other += (b[i] - mean) * (b[i] - mean);
    }
    return alone == 0 || other == 0 ? none : together / std::sqrt(alone * other);
}

}
