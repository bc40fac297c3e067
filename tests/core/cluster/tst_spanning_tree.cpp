#include "core/base/error.h"
#include "core/base/random.h"
#include "core/cluster/hdbscan.h"
#include "core/cluster/pair_distance.h"
#include "tests/core/cluster/reference_data.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace polcascope;
using namespace polcascope::cluster;

namespace {

Matrix<double> randomRows(std::size_t points, std::size_t columns, std::uint64_t seed = 1)
{
    Random random(seed, "rows");
    Matrix<double> rows(points, columns);
    for (std::size_t i = 0; i < rows.size(); ++i)
        rows.data()[i] = random.normal();
    return rows;
}

double distance(const Matrix<double>& rows, std::size_t i, std::size_t j)
{
    double sum = 0;
    for (std::size_t k = 0; k < rows.columns(); ++k)
        sum += std::pow(rows(i, k) - rows(j, k), 2);
    return std::sqrt(sum);
}

std::vector<double> coreDistances(const Matrix<double>& rows, std::size_t minimumSamples)
{
    std::vector<double> cores;
    for (std::size_t i = 0; i < rows.rows(); ++i) {
        std::vector<double> all;
        for (std::size_t j = 0; j < rows.rows(); ++j)
            all.push_back(distance(rows, i, j));
        std::sort(all.begin(), all.end());
        cores.push_back(all[minimumSamples - 1]);
    }
    return cores;
}

double weight(const SpanningTree& tree)
{
    double sum = 0;
    for (const SpanningEdge& edge : tree.edges)
        sum += edge.distance;
    return sum;
}

/// DBSCAN* by its definition: core points have minimumSamples points, themselves included, within the radius,
/// and those within the radius of each other are connected.
std::vector<std::int32_t> dbscanStarByDefinition(
    const Matrix<double>& rows, std::size_t minimumSamples, double radius)
{
    const std::vector<double> cores = coreDistances(rows, minimumSamples);
    std::vector<std::int32_t> components(rows.rows(), -1);
    for (std::size_t seed = 0; seed < rows.rows(); ++seed) {
        if (cores[seed] > radius || components[seed] >= 0)
            continue;
        std::vector<std::size_t> open { seed };
        components[seed] = static_cast<std::int32_t>(seed);
        while (!open.empty()) {
            const std::size_t point = open.back();
            open.pop_back();
            for (std::size_t other = 0; other < rows.rows(); ++other) {
                if (cores[other] <= radius && components[other] < 0 &&
                    distance(rows, point, other) <= radius) {
                    components[other] = static_cast<std::int32_t>(seed);
                    open.push_back(other);
                }
            }
        }
    }
    return components;
}

/// Every group named after its smallest index.
std::vector<std::int32_t> canonical(std::vector<std::int32_t> groups)
{
    std::vector<std::int32_t> first(groups.size(), -1);
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (groups[i] < 0)
            continue;
        std::int32_t& name = first[static_cast<std::size_t>(groups[i])];
        if (name < 0)
            name = static_cast<std::int32_t>(i);
        groups[i] = name;
    }
    return groups;
}

/// Core distances, and the heights of the minimum spanning tree in ascending order, by every distance and
/// Prim's algorithm, word by word.
struct ByDefinition {
    std::vector<double> cores;
    std::vector<double> heights;

    template <typename T> ByDefinition(const Matrix<T>& rows, std::size_t minimumSamples)
    {
        const std::size_t points = rows.rows();
        const auto squared = [&](std::size_t i, std::size_t j) {
            return squaredDistance(rows.row(i).data(), rows.row(j).data(), rows.columns());
        };
        std::vector<double> all(points);
        for (std::size_t i = 0; i < points; ++i) {
            for (std::size_t j = 0; j < points; ++j)
                all[j] = squared(i, j);
            std::nth_element(all.begin(), all.begin() + std::ptrdiff_t(minimumSamples) - 1, all.end());
            cores.push_back(all[minimumSamples - 1]);
        }
        std::vector<double> nearest(points, std::numeric_limits<double>::infinity());
        std::vector<bool> inside(points);
        std::size_t current = 0;
        for (std::size_t step = 1; step < points; ++step) {
            inside[current] = true;
            std::size_t next = points;
            for (std::size_t j = 0; j < points; ++j) {
                if (inside[j])
                    continue;
                nearest[j] =
                    std::min(nearest[j], std::max({ squared(current, j), cores[current], cores[j] }));
                if (next == points || nearest[j] < nearest[next])
                    next = j;
            }
            heights.push_back(std::sqrt(nearest[next]));
            current = next;
        }
        std::sort(heights.begin(), heights.end());
        for (double& core : cores)
            core = std::sqrt(core);
    }
};

std::vector<double> heights(const SpanningTree& tree)
{
    std::vector<double> result;
    for (const SpanningEdge& edge : tree.edges)
        result.push_back(edge.distance);
    return result;
}

/// Rows that are hard in one way or another for distances in single precision.
Matrix<double> hardRows(const QString& kind, std::size_t points, std::size_t columns)
{
    Matrix<double> rows = randomRows(points, columns);
    Random random(2, "hard rows");
    for (std::size_t i = 0; i < points; ++i) {
        for (double& value : rows.row(i)) {
            if (kind == "far from the origin")
                value = 1e6 + 1e-3 * value;
            else if (kind == "lattice")
                value = std::round(value);
            else if (kind == "tight groups")
                value = double(i % 7) + 1e-9 * value;
            else if (kind == "groups of equal rows")
                value = 0.1 * double(i % 23);
            else if (kind == "heavy tails")
                value = std::pow(value, 15);
            else if (kind == "tiny")
                value *= 1e-140;
            else if (kind == "huge")
                value *= 1e148;
            else if (kind == "one far away" && i == 5)
                value = 1e9;
            else if (kind == "single numbers")
                value = double(float(value));
        }
    }
    return rows;
}

bool equalTrees(const SpanningTree& a, const SpanningTree& b)
{
    return a.coreDistances == b.coreDistances &&
        std::equal(
            a.edges.begin(), a.edges.end(), b.edges.begin(), b.edges.end(), [](const auto& x, const auto& y) {
                return x.first == y.first && x.second == y.second && x.distance == y.distance;
            });
}

}

class SpanningTreeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void weightsEqualThoseOfScikitLearnAndR_data()
    {
        QTest::addColumn<QString>("data");
        QTest::addColumn<int>("minimumSamples");
        QTest::addColumn<double>("sum");
        for (const QString name : { "iris", "digits", "blobs", "moons", "uniform" }) {
            for (const auto& entry : ReferenceData(name).sums) {
                const int samples = entry.toObject()["minimumSamples"].toInt();
                QTest::addRow("%s %d", qPrintable(name), samples)
                    << name << samples << entry.toObject()["sum"].toDouble();
            }
        }
        // R's dbscan 1.2, printed with 12 decimals.
        QTest::addRow("iris 5 in R") << "iris" << 5 << 62.525019622387;
        QTest::addRow("digits 15 in R") << "digits" << 15 << 43946.541614057;
    }
    void weightsEqualThoseOfScikitLearnAndR()
    {
        QFETCH(QString, data);
        QFETCH(int, minimumSamples);
        QFETCH(double, sum);
        const ReferenceData reference(data);
        const SpanningTree tree = spanningTree(viewOf(reference.rows), { .minimumSamples = minimumSamples });
        QVERIFY(std::abs(weight(tree) - sum) < 1e-9 * sum);
    }

    void coreDistancesAndHeightsAreBitForBitThoseOfAllDistances_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("points");
        QTest::addColumn<int>("columns");
        QTest::addColumn<int>("minimumSamples");
        for (const char* const kind : { "plain", "far from the origin", "lattice", "tight groups",
                 "groups of equal rows", "heavy tails", "tiny", "huge", "one far away", "single numbers" }) {
            for (const int samples : { 1, 2, 5, 40 })
                QTest::addRow("%s, min_samples %d", kind, samples) << kind << 500 << 5 << samples;
        }
        for (const int points : { 2, 3, 63, 64, 65, 128, 129, 200 })
            QTest::addRow("%d points", points) << "plain" << points << 20 << 2;
        for (const int columns : { 1, 7, 8, 9, 127, 130, 300 })
            QTest::addRow("%d columns", columns) << "plain" << 150 << columns << 3;
        QTest::addRow("all points") << "plain" << 100 << 3 << 100;
        // So many that most pairs are not in the sample.
        for (const char* const kind : { "plain", "lattice", "tight groups" })
            QTest::addRow("%s, many points", kind) << kind << 8000 << 2 << 6;
        // So many neighbours that those of all points are not kept at once.
        QTest::addRow("many neighbours") << "plain" << 8000 << 2 << 600;
    }
    void coreDistancesAndHeightsAreBitForBitThoseOfAllDistances()
    {
        QFETCH(QString, kind);
        QFETCH(int, points);
        QFETCH(int, columns);
        QFETCH(int, minimumSamples);
        const Matrix<double> rows = hardRows(kind, std::size_t(points), std::size_t(columns));
        const ByDefinition expected(rows, std::size_t(minimumSamples));
        const SpanningTree tree = spanningTree(viewOf(rows), { .minimumSamples = minimumSamples });
        QCOMPARE(tree.coreDistances, expected.cores);
        QCOMPARE(heights(tree), expected.heights);
        for (const SpanningEdge& edge : tree.edges) {
            QVERIFY(edge.first < edge.second);
            const auto first = std::size_t(edge.first), second = std::size_t(edge.second);
            const double squared =
                squaredDistance(rows.row(first).data(), rows.row(second).data(), rows.columns());
            QCOMPARE(edge.distance,
                std::max({ std::sqrt(squared), tree.coreDistances[first], tree.coreDistances[second] }));
        }
        const std::vector<std::int32_t> whole = dbscanStar(tree, tree.edges.back().distance);
        QCOMPARE(std::count(whole.begin(), whole.end(), 0), std::ptrdiff_t(points));
    }

    void aCutAtAnyHeightIsDbscanStar()
    {
        const Matrix<double> rows = randomRows(150, 2);
        const SpanningTree tree = spanningTree(viewOf(rows), { .minimumSamples = 5 });
        // Between two heights, where rounding cannot decide.
        for (std::size_t edge = 0; edge + 1 < tree.edges.size(); edge += 7) {
            const double height = (tree.edges[edge].distance + tree.edges[edge + 1].distance) / 2;
            QCOMPARE(canonical(dbscanStar(tree, height)), canonical(dbscanStarByDefinition(rows, 5, height)));
        }
    }

    void coreDistancesCountThePointItself()
    {
        const Matrix<double> rows = randomRows(90, 4);
        for (const std::size_t samples : { 1, 2, 7, 90 }) {
            const SpanningTree tree =
                spanningTree(viewOf(rows), { .minimumSamples = static_cast<std::int64_t>(samples) });
            const std::vector<double> expected = coreDistances(rows, samples);
            for (std::size_t i = 0; i < rows.rows(); ++i)
                QVERIFY(std::abs(tree.coreDistances[i] - expected[i]) < 1e-12);
        }
    }

    void minimumSamplesWithoutThePointIsOneMoreWithIt()
    {
        const Matrix<double> rows = randomRows(80, 3);
        const SpanningTree with = spanningTree(viewOf(rows), { .minimumSamples = 6 });
        const SpanningTree without =
            spanningTree(viewOf(rows), { .minimumSamples = 5, .count = SampleCount::withoutPoint });
        QVERIFY(equalTrees(with, without));
        QCOMPARE(without.minimumSamples, 6);
    }

    void dbscanStarLeavesOutBorderPointsAndSmallClusters()
    {
        Matrix<double> rows(9, 1);
        const double places[] { 0, 1, 2, 3, 10, 11, 12, 20, 14 };
        std::copy_n(places, 9, rows.data());
        const SpanningTree tree = spanningTree(viewOf(rows), { .minimumSamples = 3 });
        // 0 and 3, 10 and 12 have one neighbour within 1, so they are no core points.
        QCOMPARE(dbscanStar(tree, 1), (std::vector<std::int32_t> { -1, 0, 0, -1, -1, 1, -1, -1, -1 }));
        QCOMPARE(dbscanStar(tree, 1, 2), (std::vector<std::int32_t> { -1, 0, 0, -1, -1, -1, -1, -1, -1 }));
        QCOMPARE(dbscanStar(tree, 2), (std::vector<std::int32_t> { 0, 0, 0, 0, 1, 1, 1, -1, -1 }));
        QCOMPARE(dbscanStar(SpanningTree {}, 1).size(), 0u);
    }

    void cosineAndCorrelationAreEuclideanDistancesOnTheUnitSphere()
    {
        const Matrix<double> rows = randomRows(60, 12);
        for (const Metric metric : { Metric::cosine, Metric::correlation }) {
            const Matrix<double> unit = normalised(viewOf(rows), metric);
            QCOMPARE(unit.columns(), rows.columns());
            for (std::size_t i = 1; i < rows.rows(); ++i) {
                double dot = 0, squares = 0, others = 0;
                double mean = 0, otherMean = 0;
                for (std::size_t k = 0; metric == Metric::correlation && k < rows.columns(); ++k) {
                    mean += rows(0, k) / 12;
                    otherMean += rows(i, k) / 12;
                }
                for (std::size_t k = 0; k < rows.columns(); ++k) {
                    dot += (rows(0, k) - mean) * (rows(i, k) - otherMean);
                    squares += std::pow(rows(0, k) - mean, 2);
                    others += std::pow(rows(i, k) - otherMean, 2);
                }
                const double expected = std::sqrt(2 - 2 * dot / std::sqrt(squares * others));
                QVERIFY(std::abs(distance(unit, 0, i) - expected) < 1e-12);
            }
            QVERIFY(equalTrees(spanningTree(viewOf(rows), { .metric = metric }), spanningTree(viewOf(unit))));
        }
    }

    void rowsWithoutDirectionAreAtRightAnglesToAllOthers()
    {
        Matrix<float> rows(6, 3);
        const float numbers[] { 0, 0, 0, 1, 2, 3, 0, 0, 0, 3, 2, 1, 0.1F, 0.1F, 0.1F, 2, 4, 6 };
        std::copy_n(numbers, 18, rows.data());
        const Matrix<double> cosine = normalised(viewOf(rows), Metric::cosine);
        QVERIFY(std::abs(distance(cosine, 0, 1) - std::sqrt(2.0)) < 1e-15);
        QCOMPARE(distance(cosine, 0, 2), 0.0);
        QVERIFY(distance(cosine, 1, 5) < 1e-15);
        QVERIFY(std::abs(distance(cosine, 4, 1) - std::sqrt(2 - 2 * 6 / std::sqrt(42.0))) < 1e-12);
        const Matrix<double> correlation = normalised(viewOf(rows), Metric::correlation);
        QCOMPARE(distance(correlation, 0, 4), 0.0); // constant rows are alike
        QVERIFY(std::abs(distance(correlation, 4, 1) - std::sqrt(2.0)) < 1e-15);
        QVERIFY(std::abs(distance(correlation, 1, 3) - 2) < 1e-12);
        Matrix<double> huge(2, 2, 1e300), tiny(2, 2, 1e-300);
        huge(0, 1) = tiny(0, 1) = 0;
        QVERIFY(std::abs(distance(normalised(viewOf(huge), Metric::cosine), 0, 1) -
                    distance(normalised(viewOf(tiny), Metric::cosine), 0, 1)) < 1e-15);
    }

    void oneThreadAndTwoGiveTheSameTree()
    {
        const ReferenceData reference("digits"); // whole numbers: full of ties
        const SpanningTree one = spanningTree(viewOf(reference.rows), { .minimumSamples = 5, .threads = 1 });
        const SpanningTree two = spanningTree(viewOf(reference.rows), { .minimumSamples = 5, .threads = 2 });
        QVERIFY(equalTrees(one, two));
        const Matrix<double> many = hardRows("lattice", 7000, 3);
        QVERIFY(equalTrees(spanningTree(viewOf(many)), spanningTree(viewOf(many), { .threads = 3 })));
    }

    void floatsGiveTheTreeOfTheSameDoubles()
    {
        Matrix<float> rows(100, 3);
        Matrix<double> same(100, 3);
        const Matrix<double> random = randomRows(100, 3);
        for (std::size_t i = 0; i < rows.size(); ++i)
            same.data()[i] = rows.data()[i] = static_cast<float>(random.data()[i]);
        QVERIFY(equalTrees(spanningTree(viewOf(rows)), spanningTree(viewOf(same))));
    }

    void distancesFarFromTheOriginKeepTheirDigits()
    {
        const Matrix<double> rows = randomRows(100, 3);
        Matrix<double> shifted = rows;
        for (std::size_t i = 0; i < rows.size(); ++i)
            shifted.data()[i] += 1e6;
        const double near = weight(spanningTree(viewOf(rows)));
        const double far = weight(spanningTree(viewOf(shifted)));
        QVERIFY(std::abs(far - near) < 1e-9 * near); // the shift itself costs 1e-10 of a number
    }

    void equalRowsAreAtDistanceZero()
    {
        Matrix<double> rows(60, 3, 0.1);
        for (std::size_t i = 30; i < 60; ++i)
            rows(i, 0) = 1e5 + 0.3;
        const SpanningTree tree = spanningTree(viewOf(rows), { .minimumSamples = 30 });
        QCOMPARE(std::count(tree.coreDistances.begin(), tree.coreDistances.end(), 0.0), 60);
        QCOMPARE(std::count_if(tree.edges.begin(), tree.edges.end(),
                     [](const auto& edge) { return edge.distance == 0; }),
            58);
    }

    void fewerRowsThanMinimumSamplesAreAtInfinity()
    {
        const SpanningTree tree = spanningTree(viewOf(randomRows(4, 2)), { .minimumSamples = 5 });
        QCOMPARE(tree.edges.size(), 3u);
        for (const SpanningEdge& edge : tree.edges)
            QVERIFY(std::isinf(edge.distance));
        for (const double core : tree.coreDistances)
            QVERIFY(std::isinf(core));
    }

    void noRowOneRowAndNoColumnAreFine()
    {
        QCOMPARE(spanningTree(viewOf(Matrix<double>(0, 3))).points, 0u);
        const SpanningTree one = spanningTree(viewOf(Matrix<double>(1, 3)), { .minimumSamples = 1 });
        QCOMPARE(one.coreDistances, std::vector<double> { 0.0 });
        QVERIFY(one.edges.empty());
        QCOMPARE(weight(spanningTree(viewOf(Matrix<double>(8, 0)))), 0.0);
    }

    void rowsThatAreNotFiniteAreRefused_data()
    {
        QTest::addColumn<double>("value");
        QTest::addRow("nan") << std::numeric_limits<double>::quiet_NaN();
        QTest::addRow("infinity") << -std::numeric_limits<double>::infinity();
        QTest::addRow("its square overflows") << 1e200;
    }
    void rowsThatAreNotFiniteAreRefused()
    {
        QFETCH(double, value);
        Matrix<double> rows = randomRows(20, 3);
        rows(17, 2) = value;
        try {
            static_cast<void>(spanningTree(viewOf(rows)));
            QFAIL("accepted");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::nonFinite);
            QCOMPARE(error.value("row"), std::string("17"));
        }
    }

    void progressGrowsToOneAndCancellingTakesHold()
    {
        const Matrix<double> rows = randomRows(2500, 100);
        double last = 0;
        qint64 longest = 0;
        int reports = 0;
        QElapsedTimer timer;
        timer.start();
        const TreeOptions options { .minimumSamples = 5, .threads = 2 };
        static_cast<void>(
            spanningTree(viewOf(rows), options, Progress([&](double fraction, std::string_view) {
                longest = std::max(longest, timer.restart());
                const bool grows = fraction >= last && fraction <= 1;
                last = fraction;
                ++reports;
                return grows;
            })));
        QCOMPARE(last, 1.0);
        QVERIFY2(longest < 100, qPrintable(QString::number(longest)));

        int left = reports / 2;
        QVERIFY_THROWS_EXCEPTION(Cancelled,
            static_cast<void>(spanningTree(
                viewOf(rows), options, Progress([&](double, std::string_view) { return --left > 0; }))));
    }
};

QTEST_GUILESS_MAIN(SpanningTreeTest)
#include "tst_spanning_tree.moc"
