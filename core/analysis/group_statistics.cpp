#include "core/analysis/group_statistics.h"

#include "core/base/parallel.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace polcascope::analysis {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

using Eight [[gnu::vector_size(8 * sizeof(double))]] = double;

/// Of the differences to `about` of as many values, and of their squares.
struct Sums {
    double differences = 0;
    double squares = 0;
};
template<typename Value>
Sums sumsAbout(double about, std::size_t count, const Value& value)
{
    // Eight side by side, so that none waits for another.
    Eight differences {}, squares {};
    std::size_t i = 0;
    for (; i + 8 <= count; i += 8) {
        const Eight difference = Eight { value(i), value(i + 1), value(i + 2), value(i + 3), value(i + 4), value(i + 5),
                                     value(i + 6), value(i + 7) } -
            about;
        differences += difference;
        squares += difference * difference;
    }
    Sums sums;
    for (std::size_t lane = 0; lane < 8; ++lane) {
        sums.differences += differences[lane];
        sums.squares += squares[lane];
    }
    for (; i < count; ++i) {
        const double difference = value(i) - about;
        sums.differences += difference;
        sums.squares += difference * difference;
    }
    return sums;
}

/// About one of the values: their mean is nearer to it than sqrt(n) standard deviations, so that next to nothing is lost
/// by the difference of squares. NaN where a value is not finite.
template<typename Value>
Moments momentsOf(std::size_t count, const Value& value)
{
    const auto n = static_cast<double>(count);
    const double about = count > 0 ? value(0) : nan;
    const Sums sums = sumsAbout(about, count, value);
    if (count == 0 || !std::isfinite(sums.squares))
        return { static_cast<std::int64_t>(count), nan, nan };
    const double mean = sums.differences / n;
    const double variance = count > 1 ? std::max(0.0, sums.squares - n * mean * mean) / (n - 1) : 0;
    return { static_cast<std::int64_t>(count), about + mean, std::sqrt(variance) };
}

/// The finite ones of a row in these columns, side by side.
std::span<const float> finiteValues(
    std::span<const float> row, std::span<const std::int32_t> columns, std::vector<float>& values)
{
    values.resize(columns.size());
    std::size_t count = 0;
    for (const std::int32_t column : columns) {
        values[count] = row[static_cast<std::size_t>(column)];
        count += std::isfinite(values[count]);
    }
    return { values.data(), count };
}

/// Quantiles are looked for only in those of many equal bins that hold them. The bins cover what lies in the middle, by a
/// sample; the first and the last take what lies beyond, as far as it may be.
class QuantileSearch {
public:
    Quantiles of(std::span<const float> values)
    {
        Quantiles result;
        result.fill(nan);
        if (values.empty())
            return result;
        sortIntoBins(values);
        struct Place {
            std::size_t bin;
            std::size_t rank; // in the bin
        };
        std::array<std::array<Place, 2>, quantileShares.size()> places {}; // below and above each quantile
        const std::size_t last = values.size() - 1;
        std::size_t bin = 0, before = 0; // values in the bins before
        std::size_t held = 0;
        m_next.assign(m_counts.size(), none);
        for (std::size_t i = 0; i < places.size(); ++i) {
            const std::size_t below = std::min(static_cast<std::size_t>(quantileShares[i] * static_cast<double>(last)), last);
            for (std::size_t side = 0; side < 2; ++side) {
                const std::size_t rank = std::min(below + side, last);
                std::size_t at = bin, passed = before;
                for (; rank >= passed + m_counts[at]; ++at)
                    passed += m_counts[at];
                places[i][side] = { at, rank - passed };
                if (m_next[at] == none) {
                    m_next[at] = held;
                    held += m_counts[at];
                }
                if (side == 0) { // the next quantile is not below this one
                    bin = at;
                    before = passed;
                }
            }
        }
        m_held.resize(held);
        for (std::size_t i = 0; i < values.size(); ++i)
            if (std::size_t& next = m_next[m_bins[i]]; next != none)
                m_held[next++] = values[i];

        const auto valueAt = [&](const Place& place) {
            const auto end = m_held.begin() + static_cast<std::ptrdiff_t>(m_next[place.bin]);
            const auto begin = end - static_cast<std::ptrdiff_t>(m_counts[place.bin]);
            const auto at = begin + static_cast<std::ptrdiff_t>(place.rank);
            std::nth_element(begin, at, end);
            return static_cast<double>(*at);
        };
        for (std::size_t i = 0; i < places.size(); ++i) {
            const double position = quantileShares[i] * static_cast<double>(last);
            const double below = valueAt(places[i][0]), above = valueAt(places[i][1]);
            result[i] = below + (position - std::floor(position)) * (above - below);
        }
        return result;
    }

private:
    static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t block = 512; // values at a time, a number that the compiler knows: it makes vector instructions then

    void sortIntoBins(std::span<const float> values)
    {
        std::array<float, 256> sample {};
        const std::size_t drawn = std::min(sample.size(), values.size());
        for (std::size_t i = 0; i < drawn; ++i)
            sample[i] = values[i * values.size() / drawn];
        std::sort(sample.begin(), sample.begin() + static_cast<std::ptrdiff_t>(drawn));
        const std::size_t bins = std::clamp<std::size_t>(values.size() / 16, 1, 1024);
        const float lowest = sample[drawn / 100], highest = sample[drawn - 1 - drawn / 100];
        const float scale = static_cast<float>(bins) / (highest - lowest); // infinite where all are alike
        const auto most = static_cast<float>(bins - 1);
        const auto binOf = [=](float value) {
            float bin = (value - lowest) * scale;
            bin = bin > 0 ? bin : 0.0F; // what is no number, too
            bin = bin < most ? bin : most;
            return static_cast<std::uint16_t>(static_cast<std::int32_t>(bin));
        };
        m_bins.resize(values.size());
        std::size_t from = 0;
        for (; from + block <= values.size(); from += block)
            for (std::size_t i = 0; i < block; ++i)
                m_bins[from + i] = binOf(values[from + i]);
        for (; from < values.size(); ++from)
            m_bins[from] = binOf(values[from]);
        m_counts.assign(bins, 0);
        for (const std::uint16_t bin : m_bins)
            ++m_counts[bin];
    }

    std::vector<std::uint16_t> m_bins; // of each value
    std::vector<std::size_t> m_counts; // of each bin
    std::vector<std::size_t> m_next; // where in m_held the next value of a bin goes; none: it is not held
    std::vector<float> m_held;
};

/// What `what` makes of a row, the columns of a group and the number of the thread, for every group in every row.
template<typename Result, typename What>
Matrix<Result> eachGroup(
    const Matrix<float>& values, const GroupColumns& groups, int threads, const Progress& progress, const What& what)
{
    auto results = Matrix<Result>::unset(values.rows(), groups.ends.size());
    parallelFor(values.rows(), threads, progress, [&](std::size_t t, int worker, const auto&) {
        std::size_t begin = 0;
        for (std::size_t group = 0; group < groups.ends.size(); begin = groups.ends[group++])
            results(t, group) = what(values.row(t),
                std::span(groups.columns).subspan(begin, groups.ends[group] - begin), static_cast<std::size_t>(worker));
    });
    return results;
}

}

GroupColumns groupColumns(std::span<const std::int32_t> groupOf, std::size_t groups)
{
    GroupColumns result;
    std::vector<std::size_t> next(groups + 1, 0); // where the next column of a group goes
    for (const std::int32_t group : groupOf)
        if (group >= 0)
            ++next[static_cast<std::size_t>(group) + 1];
    for (std::size_t group = 0; group < groups; ++group) {
        next[group + 1] += next[group];
        result.ends.push_back(next[group + 1]);
    }
    result.columns.resize(next.back());
    for (std::size_t i = 0; i < groupOf.size(); ++i)
        if (groupOf[i] >= 0)
            result.columns[next[static_cast<std::size_t>(groupOf[i])]++] = static_cast<std::int32_t>(i);
    return result;
}

Matrix<Moments> groupMoments(
    const Matrix<float>& values, const GroupColumns& groups, int threads, const Progress& progress)
{
    std::vector<std::vector<float>> finite(static_cast<std::size_t>(std::max(threads, 1)));
    return eachGroup<Moments>(values, groups, threads, progress,
        [&](std::span<const float> row, std::span<const std::int32_t> columns, std::size_t worker) {
            const Moments all = momentsOf(columns.size(),
                [&](std::size_t i) { return static_cast<double>(row[static_cast<std::size_t>(columns[i])]); });
            if (columns.empty() || std::isfinite(all.mean))
                return all;
            const auto some = finiteValues(row, columns, finite[worker]);
            return momentsOf(some.size(), [&](std::size_t i) { return static_cast<double>(some[i]); });
        });
}

Matrix<Quantiles> groupQuantiles(
    const Matrix<float>& values, const GroupColumns& groups, int threads, const Progress& progress)
{
    struct Worker {
        std::vector<float> values;
        QuantileSearch search;
    };
    std::vector<Worker> workers(static_cast<std::size_t>(std::max(threads, 1)));
    return eachGroup<Quantiles>(values, groups, threads, progress,
        [&](std::span<const float> row, std::span<const std::int32_t> columns, std::size_t worker) {
            return workers[worker].search.of(finiteValues(row, columns, workers[worker].values));
        });
}

GroupStatistics::GroupStatistics(std::shared_ptr<const Matrix<float>> values, GroupColumns groups)
    : m_values(std::move(values))
    , m_groups(std::move(groups))
{
}

const Matrix<Moments>& GroupStatistics::moments(int threads, const Progress& progress) const
{
    const std::lock_guard lock(m_moments.making);
    if (!m_moments.result)
        m_moments.result = groupMoments(*m_values, m_groups, threads, progress);
    return *m_moments.result;
}

const Matrix<Quantiles>& GroupStatistics::quantiles(int threads, const Progress& progress) const
{
    const std::lock_guard lock(m_quantiles.making);
    if (!m_quantiles.result)
        m_quantiles.result = groupQuantiles(*m_values, m_groups, threads, progress);
    return *m_quantiles.result;
}

}
