#include "core/analysis/breakthroughs.h"

#include "core/analysis/decomposition.h"
#include "core/base/random.h"

#include <algorithm>
#include <cassert>
#include <cmath>
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
    if (values.size() < 2)
        return { none, none, none, none };
    std::sort(values.begin(), values.end());
    const auto quantile = [&](double share) {
        const double at = share * static_cast<double>(values.size() - 1);
        const auto index = std::min(static_cast<std::size_t>(at), values.size() - 2);
        return values[index] + (at - static_cast<double>(index)) * (values[index + 1] - values[index]);
    };
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
    double squares = 0;
    for (const double value : values)
        squares += (value - mean) * (value - mean);
    const double lower = quantile(0.25), upper = quantile(0.75);
    return { upper - lower, std::sqrt(squares / static_cast<double>(values.size() - 1)), lower, upper };
}

std::vector<ClusterBreak> clusterBreaks(
    const store::Clustering& clustering, std::span<const double> breaks, const BreakOptions& options)
{
    assert(breaks.size() == clustering.labels.size());
    std::vector<std::vector<double>> members(static_cast<std::size_t>(clustering.clusters()));
    std::vector<double> all; // of the tokens clustered, outliers too
    for (std::size_t x = 0; x < breaks.size(); ++x) {
        const std::int32_t label = clustering.labels[x];
        if (label < store::noise || std::isnan(breaks[x]))
            continue;
        all.push_back(breaks[x]);
        if (label >= 0)
            members[static_cast<std::size_t>(label)].push_back(breaks[x]);
    }
    std::vector<ClusterBreak> result;
    Random random(options.seed, "synchrony");
    for (std::size_t i = 0; i < members.size(); ++i) {
        ClusterBreak& cluster = result.emplace_back();
        cluster.cluster = static_cast<std::int32_t>(i);
        const std::size_t size = members[i].size();
        cluster.tokens = static_cast<std::int64_t>(size);
        cluster.spread = spread(members[i]);
        cluster.random = { none, none, none, none };
        cluster.mean = none;
        if (size < 2)
            continue;
        cluster.mean = std::accumulate(members[i].begin(), members[i].end(), 0.0) / static_cast<double>(size);
        cluster.hidden = options.flat && cluster.mean > *options.flat;
        std::vector<double> ranges, deviations;
        int asSmall = 1; // the cluster itself
        for (int group = 0; group < options.randomGroups; ++group) {
            for (std::size_t j = 0; j < size; ++j)
                std::swap(all[j], all[j + random.below(all.size() - j)]);
            const Spread found =
                spread({ all.begin(), all.begin() + static_cast<std::ptrdiff_t>(size) });
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
