#include "core/analysis/contexts.h"

#include "core/analysis/clusterings.h"
#include "core/base/random.h"
#include "core/cluster/scores.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <compare>
#include <limits>
#include <numeric>

namespace polcascope::analysis {

namespace {

std::size_t index(std::int32_t token)
{
    return static_cast<std::size_t>(token);
}

/// Distances of the columns wanted (none: all) to the one whose number in a row is `centre` of that row.
template <typename Centre>
std::vector<double> distancesTo(const Matrix<float>& values, std::span<const std::int32_t> wanted,
    const Progress& progress, Centre&& centre)
{
    std::vector<double> distances(values.columns());
    for (std::size_t t = 0; t < values.rows(); ++t) {
        progress.report(static_cast<double>(t) / static_cast<double>(values.rows()));
        const auto row = values.row(t);
        const double here = centre(row);
        const auto add = [&](std::size_t x) {
            const double difference = static_cast<double>(row[x]) - here;
            distances[x] += difference * difference;
        };
        if (wanted.empty()) {
            for (std::size_t x = 0; x < row.size(); ++x)
                add(x);
        } else {
            for (const std::int32_t token : wanted)
                add(index(token));
        }
    }
    for (double& distance : distances)
        distance = std::sqrt(distance);
    return distances;
}

}

std::vector<std::int32_t> tokensOf(const store::Clustering& clustering, std::int32_t label)
{
    std::vector<std::int32_t> tokens;
    for (std::size_t token = 0; token < clustering.labels.size(); ++token) {
        if (clustering.labels[token] == label)
            tokens.push_back(static_cast<std::int32_t>(token));
    }
    return tokens;
}

Matrix<float> normalisedColumns(const Matrix<float>& values, cluster::Metric metric)
{
    std::vector<std::int32_t> all(values.columns());
    std::iota(all.begin(), all.end(), 0);
    const Matrix<float> rows = trajectoriesOf(values, all);
    const Matrix<double> normalised = cluster::normalised(rows.view(), metric);
    Matrix<float> columns(normalised.columns(), normalised.rows());
    for (std::size_t x = 0; x < normalised.rows(); ++x) {
        for (std::size_t t = 0; t < normalised.columns(); ++t)
            columns(t, x) = static_cast<float>(normalised(x, t));
    }
    return columns;
}

std::int32_t medoidOf(
    const Matrix<float>& values, std::span<const std::int32_t> members, const Progress& progress)
{
    if (members.empty())
        return -1;
    const Matrix<float> rows = trajectoriesOf(values, members);
    const std::vector<std::int32_t> labels(members.size(), 0);
    const std::int32_t found = cluster::medoids(rows.view(), labels, {}, progress).front();
    return found < 0 ? found : members[index(found)];
}

std::vector<double> distancesToCentroid(const Matrix<float>& values, std::span<const std::int32_t> members,
    std::span<const std::int32_t> wanted, const Progress& progress)
{
    return distancesTo(values, wanted, progress, [&](std::span<const float> row) {
        double sum = 0;
        for (const std::int32_t token : members)
            sum += static_cast<double>(row[index(token)]);
        return sum / static_cast<double>(members.size());
    });
}

std::vector<double> distancesToToken(const Matrix<float>& values, std::int32_t token,
    std::span<const std::int32_t> wanted, const Progress& progress)
{
    return distancesTo(values, wanted, progress,
        [&](std::span<const float> row) { return static_cast<double>(row[index(token)]); });
}

std::vector<double> largestSizes(const Matrix<float>& values, std::size_t begin, std::size_t end)
{
    std::vector<double> sizes(values.columns());
    for (std::size_t t = begin; t < end; ++t) {
        const auto row = values.row(t);
        for (std::size_t x = 0; x < row.size(); ++x) {
            const double size = std::abs(static_cast<double>(row[x]));
            if (size > sizes[x])
                sizes[x] = size;
        }
    }
    return sizes;
}

double sizeOfMost(const Matrix<float>& values, double share, const Progress& progress)
{
    // Positive floats are ordered as their bits are; the first 16 of these are the exponent and 7 digits.
    constexpr unsigned shift = 16;
    std::vector<std::int64_t> counts(std::size_t { 1 } << (31 - shift));
    std::int64_t total = 0;
    for (std::size_t t = 0; t < values.rows(); ++t) {
        progress.report(static_cast<double>(t) / static_cast<double>(values.rows()));
        for (const float value : values.row(t)) {
            if (std::isfinite(value)) {
                ++counts[std::bit_cast<std::uint32_t>(std::abs(value)) >> shift];
                ++total;
            }
        }
    }
    std::int64_t below = 0;
    for (std::size_t bin = 0; bin < counts.size(); ++bin) {
        below += counts[bin];
        if (total > 0 && static_cast<double>(below) >= share * static_cast<double>(total)) {
            if (bin == 0) // nothing but 0, or next to it
                return 0;
            const auto last = (static_cast<std::uint32_t>(bin + 1) << shift) - 1;
            return static_cast<double>(std::bit_cast<float>(last));
        }
    }
    return 0;
}

std::vector<std::int32_t> inOrder(ContextOrder order, std::vector<std::int32_t> candidates,
    const ContextKeys& keys, std::size_t limit, std::uint64_t seed)
{
    if (order == ContextOrder::random) {
        std::vector<std::int32_t> drawn;
        for (const std::int32_t place :
            Random(seed, "contexts").permutation(static_cast<std::int32_t>(candidates.size())))
            drawn.push_back(candidates[index(place)]);
        drawn.resize(std::min(drawn.size(), limit));
        return drawn;
    }

    struct Keyed {
        double first = 0;
        double second = 0;
        std::int32_t token = 0;
        auto operator<=>(const Keyed&) const = default;
    };
    // No number is the last of all: a comparison with it would be no order.
    const auto number = [](double value) {
        return std::isnan(value) ? std::numeric_limits<double>::infinity() : value;
    };
    std::vector<Keyed> keyed;
    keyed.reserve(candidates.size());
    for (const std::int32_t token : candidates) {
        const std::size_t x = index(token);
        switch (order) {
        case ContextOrder::medoid:
            keyed.push_back({ number(keys.toMedoid[x]), 0, token });
            break;
        case ContextOrder::boundary:
            keyed.push_back({ number(static_cast<double>(keys.probabilities[x])), number(-keys.toCentroid[x]), token });
            break;
        case ContextOrder::polca:
            keyed.push_back({ number(-keys.polca[x]), 0, token });
            break;
        case ContextOrder::selection:
            keyed.push_back({ 0, 0, token });
            break;
        default:
            keyed.push_back({ number(keys.toCentroid[x]), 0, token });
        }
    }
    const bool spread = order == ContextOrder::quantiles && limit < keyed.size();
    const std::size_t count = std::min(limit, keyed.size());
    if (spread)
        std::sort(keyed.begin(), keyed.end());
    else
        std::partial_sort(keyed.begin(), keyed.begin() + static_cast<std::ptrdiff_t>(count), keyed.end());

    std::vector<std::int32_t> tokens;
    const std::size_t gaps = std::max<std::size_t>(count, 2) - 1;
    for (std::size_t i = 0; i < count; ++i)
        tokens.push_back(keyed[spread ? (i * (keyed.size() - 1) + gaps / 2) / gaps : i].token);
    return tokens;
}

}
