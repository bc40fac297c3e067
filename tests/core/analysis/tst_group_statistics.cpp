#include "core/analysis/group_statistics.h"
#include "core/base/random.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace polcascope;
using analysis::GroupColumns;

namespace {

/// Every third value around a million, where their spread is lost by squares in the wrong place; every third with heavy
/// tails, most of it in few of any equal bins; and every third one of a handful.
Matrix<float> someValues(std::size_t rows, std::size_t columns)
{
    Random random(3, "values");
    Matrix<float> values(rows, columns);
    for (std::size_t t = 0; t < rows; ++t)
        for (std::size_t i = 0; i < columns; ++i) {
            const double normal = random.normal();
            values(t, i) = static_cast<float>(t % 3 == 0 ? 1e6 + normal
                    : t % 3 == 1                         ? normal / std::abs(random.normal())
                                                         : std::round(normal));
        }
    return values;
}

/// Groups of no, one and several columns, and every seventh column in none.
std::vector<std::int32_t> someGroups(std::size_t columns)
{
    std::vector<std::int32_t> groupOf(columns);
    for (std::size_t i = 0; i < columns; ++i)
        groupOf[i] = i % 7 == 0 ? -1 : i == 1 ? 1 : i < 20 ? 2 : i % 3 == 0 ? 3 : 4; // 0 has none
    return groupOf;
}
constexpr std::size_t groupCount = 5;

std::vector<float> finiteOf(const Matrix<float>& values, std::size_t row, const std::vector<std::int32_t>& groupOf, std::int32_t group)
{
    std::vector<float> some;
    for (std::size_t i = 0; i < groupOf.size(); ++i)
        if (groupOf[i] == group && std::isfinite(values(row, i)))
            some.push_back(values(row, i));
    return some;
}

}

class TestGroupStatistics : public QObject {
    Q_OBJECT

    Matrix<float> m_values = someValues(6, 9001);
    std::vector<std::int32_t> m_groupOf = someGroups(9001);
    GroupColumns m_groups = analysis::groupColumns(m_groupOf, groupCount);

    template<typename Check>
    void compareEach(const Check& check)
    {
        for (std::size_t t = 0; t < m_values.rows(); ++t)
            for (std::size_t group = 0; group < groupCount; ++group)
                check(t, group, finiteOf(m_values, t, m_groupOf, static_cast<std::int32_t>(group)));
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_values(2, 1) = std::numeric_limits<float>::quiet_NaN(); // all of group 1
        m_values(2, 5) = std::numeric_limits<float>::infinity();
        m_values(3, 5000) = -std::numeric_limits<float>::infinity();
        m_values(4, m_groups.columns[1]) = std::numeric_limits<float>::quiet_NaN(); // the first of group 2
    }

    void columnsAreThoseOfTheirGroup()
    {
        const GroupColumns groups = analysis::groupColumns(std::vector<std::int32_t> { 1, -1, 0, 1, -2, 0 }, 3);
        QCOMPARE(groups.columns, (std::vector<std::int32_t> { 2, 5, 0, 3 }));
        QCOMPARE(groups.ends, (std::vector<std::size_t> { 2, 4, 4 }));
    }

    void momentsAreThoseOfTwoPasses()
    {
        const auto moments = analysis::groupMoments(m_values, m_groups);
        compareEach([&](std::size_t t, std::size_t group, const std::vector<float>& some) {
            const auto& found = moments(t, group);
            QCOMPARE(found.count, std::int64_t(some.size()));
            if (some.empty()) {
                QVERIFY(std::isnan(found.mean) && std::isnan(found.deviation));
                return;
            }
            long double sum = 0, squares = 0;
            for (const float value : some)
                sum += value;
            const long double mean = sum / static_cast<long double>(some.size());
            for (const float value : some)
                squares += (value - mean) * (value - mean);
            const long double deviation = some.size() == 1 ? 0 : std::sqrt(squares / static_cast<long double>(some.size() - 1));
            QVERIFY(std::abs(found.mean - double(mean)) <= 1e-14 * std::abs(double(mean)) + 1e-12 * double(deviation));
            QVERIFY(std::abs(found.deviation - double(deviation)) <= 1e-10 * double(deviation));
        });
    }

    void quantilesAreThoseOfTheSortedValues()
    {
        const auto quantiles = analysis::groupQuantiles(m_values, m_groups);
        compareEach([&](std::size_t t, std::size_t group, std::vector<float> some) {
            const auto& found = quantiles(t, group);
            std::ranges::sort(some);
            for (std::size_t i = 0; i < found.size(); ++i) {
                if (some.empty()) {
                    QVERIFY(std::isnan(found[i]));
                    continue;
                }
                const double position = analysis::quantileShares[i] * double(some.size() - 1);
                const auto below = std::size_t(position);
                const auto above = std::min(below + 1, some.size() - 1);
                QVERIFY(found[i] == double(some[below]) + (position - double(below)) * (double(some[above]) - double(some[below])));
            }
        });
    }

    void threadsChangeNothing()
    {
        const auto one = analysis::groupMoments(m_values, m_groups), three = analysis::groupMoments(m_values, m_groups, 3);
        const auto q1 = analysis::groupQuantiles(m_values, m_groups), q3 = analysis::groupQuantiles(m_values, m_groups, 3);
        compareEach([&](std::size_t t, std::size_t group, const std::vector<float>& some) {
            if (some.empty())
                return;
            QVERIFY(one(t, group).mean == three(t, group).mean);
            QVERIFY(one(t, group).deviation == three(t, group).deviation);
            QVERIFY(q1(t, group) == q3(t, group));
        });
    }

    void whatWasCancelledIsMadeByWhoAsksNext()
    {
        const analysis::GroupStatistics statistics(std::make_shared<Matrix<float>>(m_values), m_groups);
        const Progress never([](double, std::string_view) { return false; });
        QVERIFY_EXCEPTION_THROWN((void)statistics.quantiles(1, never), Cancelled);
        QVERIFY_EXCEPTION_THROWN((void)statistics.moments(1, never), Cancelled);
        const auto* made = &statistics.moments();
        QCOMPARE(made->rows(), m_values.rows());
        QCOMPARE(&statistics.moments(1, never), made); // and not again
        QVERIFY(statistics.quantiles()(0, 4) == analysis::groupQuantiles(m_values, m_groups)(0, 4));
    }
};

QTEST_GUILESS_MAIN(TestGroupStatistics)
#include "tst_group_statistics.moc"
