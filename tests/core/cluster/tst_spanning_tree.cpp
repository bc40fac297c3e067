#include "core/base/error.h"
#include "core/base/random.h"
#include "core/cluster/hdbscan.h"
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

/// Each point's component when the tree keeps its edges up to a height; -1 for points that are no core
/// points.
std::vector<std::int32_t> cutAt(const SpanningTree& tree, double height)
{
    std::vector<std::int32_t> components(tree.points);
    for (std::size_t i = 0; i < tree.points; ++i)
        components[i] = tree.coreDistances[i] <= height ? static_cast<std::int32_t>(i) : -1;
    for (const SpanningEdge& edge : tree.edges) {
        const std::int32_t from = components[static_cast<std::size_t>(edge.second)];
        const std::int32_t to = components[static_cast<std::size_t>(edge.first)];
        if (edge.distance <= height)
            std::replace(components.begin(), components.end(), from, to);
    }
    return components;
}

/// DBSCAN* by its definition: core points have minimumSamples points, themselves included, within the radius,
/// and those within the radius of each other are connected.
std::vector<std::int32_t> dbscanStar(const Matrix<double>& rows, std::size_t minimumSamples, double radius)
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

    void theTreeSpansWithTheLeastWeight()
    {
        const Matrix<double> rows = randomRows(200, 3);
        const std::vector<double> cores = coreDistances(rows, 4);
        // Prim's algorithm, word by word.
        std::vector<double> nearest(rows.rows(), std::numeric_limits<double>::infinity());
        std::vector<bool> inside(rows.rows());
        std::size_t current = 0;
        double expected = 0;
        for (std::size_t step = 1; step < rows.rows(); ++step) {
            inside[current] = true;
            std::size_t next = 0;
            double least = std::numeric_limits<double>::infinity();
            for (std::size_t j = 0; j < rows.rows(); ++j) {
                nearest[j] =
                    std::min(nearest[j], std::max({ distance(rows, current, j), cores[current], cores[j] }));
                if (!inside[j] && nearest[j] < least) {
                    least = nearest[j];
                    next = j;
                }
            }
            expected += least;
            current = next;
        }
        const SpanningTree tree = spanningTree(viewOf(rows), { .minimumSamples = 4 });
        QCOMPARE(tree.edges.size(), rows.rows() - 1);
        QVERIFY(std::abs(weight(tree) - expected) < 1e-12 * expected);
        QVERIFY(std::is_sorted(tree.edges.begin(), tree.edges.end(),
            [](const auto& a, const auto& b) { return a.distance < b.distance; }));
        const std::vector<std::int32_t> whole = cutAt(tree, tree.edges.back().distance);
        QCOMPARE(std::count(whole.begin(), whole.end(), whole.front()), std::ptrdiff_t(rows.rows()));
    }

    void aCutAtAnyHeightIsDbscanStar()
    {
        const Matrix<double> rows = randomRows(150, 2);
        const SpanningTree tree = spanningTree(viewOf(rows), { .minimumSamples = 5 });
        // Between two heights, where rounding cannot decide.
        for (std::size_t edge = 0; edge + 1 < tree.edges.size(); edge += 7) {
            const double height = (tree.edges[edge].distance + tree.edges[edge + 1].distance) / 2;
            QCOMPARE(canonical(cutAt(tree, height)), canonical(dbscanStar(rows, 5, height)));
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

    void coreDistancesOfManyPointsAreExact()
    {
        // Enough points that most of them are left out before sorting.
        const Matrix<double> rows = randomRows(3000, 2);
        const SpanningTree tree = spanningTree(viewOf(rows), { .minimumSamples = 20 });
        const std::vector<double> expected = coreDistances(rows, 20);
        for (std::size_t i = 0; i < rows.rows(); ++i)
            QVERIFY(std::abs(tree.coreDistances[i] - expected[i]) < 1e-12);
    }

    void oneThreadAndTwoGiveTheSameTree()
    {
        const ReferenceData reference("digits"); // whole numbers: full of ties
        const SpanningTree one = spanningTree(viewOf(reference.rows), { .minimumSamples = 5, .threads = 1 });
        const SpanningTree two = spanningTree(viewOf(reference.rows), { .minimumSamples = 5, .threads = 2 });
        QVERIFY(equalTrees(one, two));
    }

    void distancesComputedAgainGiveTheSameTree()
    {
        const Matrix<double> rows = randomRows(700, 20);
        const SpanningTree kept = spanningTree(viewOf(rows), { .minimumSamples = 8 });
        const SpanningTree computed =
            spanningTree(viewOf(rows), { .minimumSamples = 8, .threads = 2, .storedBytes = 0 });
        QVERIFY(equalTrees(kept, computed));
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

    void progressGrowsToOneAndCancellingTakesHold_data()
    {
        QTest::addColumn<quint64>("storedBytes");
        QTest::addRow("kept") << (quint64(700) << 20);
        QTest::addRow("computed again") << quint64(0);
    }
    void progressGrowsToOneAndCancellingTakesHold()
    {
        QFETCH(quint64, storedBytes);
        const Matrix<double> rows = randomRows(2500, 100);
        double last = 0;
        qint64 longest = 0;
        int reports = 0;
        QElapsedTimer timer;
        timer.start();
        const TreeOptions options { .minimumSamples = 5, .threads = 2, .storedBytes = storedBytes };
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
