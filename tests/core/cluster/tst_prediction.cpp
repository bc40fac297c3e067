#include "core/base/error.h"
#include "core/base/random.h"
#include "core/cluster/prediction.h"
#include "tests/core/cluster/reference_data.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace polcascope;
using namespace polcascope::cluster;

namespace {

using Labels = std::vector<std::int32_t>;

/// Three groups and scattered points; other points of the same kind with another seed.
Matrix<double> groups(std::size_t points, std::uint64_t seed)
{
    Random random(seed, "groups");
    Matrix<double> rows(points, 3);
    for (std::size_t i = 0; i < points; ++i) {
        const double centre = i % 8 == 7 ? 12 * random.uniform() : 5 * static_cast<double>(i % 3);
        for (double& value : rows.row(i))
            value = centre + (i % 8 == 7 ? 3 : 0.6) * random.normal();
    }
    return rows;
}

double distance(std::span<const double> a, std::span<const double> b)
{
    double sum = 0;
    for (std::size_t k = 0; k < a.size(); ++k)
        sum += std::pow(a[k] - b[k], 2);
    return std::sqrt(sum);
}

/// What each row's mutual reachability distance to a new one is, whose core distance counts itself.
std::vector<double> reaches(
    const SpanningTree& tree, const Matrix<double>& rows, std::span<const double> newRow)
{
    std::vector<double> distances;
    for (std::size_t i = 0; i < rows.rows(); ++i)
        distances.push_back(distance(rows.row(i), newRow));
    std::vector<double> sorted { 0 };
    sorted.insert(sorted.end(), distances.begin(), distances.end());
    std::sort(sorted.begin(), sorted.end());
    const double core = sorted[static_cast<std::size_t>(tree.minimumSamples) - 1];
    for (std::size_t i = 0; i < rows.rows(); ++i)
        distances[i] = std::max({ distances[i], tree.coreDistances[i], core });
    return distances;
}

}

class PredictionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNewPointIsWhereATreeWithItPutsIt_data()
    {
        QTest::addColumn<int>("minimumSamples");
        QTest::addColumn<bool>("leaf");
        QTest::addColumn<double>("epsilon");
        QTest::addColumn<bool>("single");
        QTest::addRow("excess of mass") << 5 << false << 0.0 << false;
        QTest::addRow("leaf") << 4 << true << 0.0 << false;
        QTest::addRow("min_samples 1") << 1 << true << 0.0 << false;
        QTest::addRow("epsilon") << 5 << true << 1.0 << false;
        QTest::addRow("single") << 5 << false << 3.0 << true;
    }
    void aNewPointIsWhereATreeWithItPutsIt()
    {
        QFETCH(int, minimumSamples);
        QFETCH(bool, leaf);
        QFETCH(double, epsilon);
        QFETCH(bool, single);
        const Matrix<double> rows = groups(300, 1), others = groups(150, 2);
        const SpanningTree tree = spanningTree(viewOf(rows), { .minimumSamples = minimumSamples });
        const CutOptions options { .minimumClusterSize = 10,
            .selection = leaf ? Selection::leaf : Selection::excessOfMass,
            .selectionEpsilon = epsilon,
            .allowSingleCluster = single };
        const Clusters found = cut(tree, options);
        const Predictions predictions = predict(predictionData(tree, found), viewOf(rows), viewOf(others), 2);
        int compared = 0, inClusters = 0;
        for (std::size_t i = 0; i < others.rows(); ++i) {
            // The same tree with the point hung onto its nearest one, cut anew.
            const std::vector<double> reach = reaches(tree, rows, others.row(i));
            const auto nearest = std::min_element(reach.begin(), reach.end());
            QVERIFY(std::abs(reach[static_cast<std::size_t>(predictions.neighbours[i])] - *nearest) < 1e-12);
            SpanningTree extended = tree;
            ++extended.points;
            extended.coreDistances.push_back(*nearest);
            extended.edges.push_back({ predictions.neighbours[i], 300, *nearest });
            std::sort(extended.edges.begin(), extended.edges.end(),
                [](const SpanningEdge& a, const SpanningEdge& b) { return a.distance < b.distance; });
            const Clusters again = cut(extended, options);
            // One point more may change which clusters there are; if it does, there is nothing to compare.
            const bool sameClusters =
                std::equal(found.labels.begin(), found.labels.end(), again.labels.begin());
            if (!sameClusters)
                continue;
            ++compared;
            inClusters += again.labels[300] >= 0;
            QCOMPARE(predictions.labels[i], again.labels[300]);
            QVERIFY(std::abs(predictions.probabilities[i] - again.probabilities[300]) < 1e-12);
        }
        QVERIFY2(compared > 80 && inClusters > 20 && (single || inClusters < compared),
            qPrintable(QString("%1 %2").arg(compared).arg(inClusters)));
    }

    void farAwayIsNoiseAndADuplicateIsNot()
    {
        const Matrix<double> rows = groups(300, 1);
        const SpanningTree tree = spanningTree(viewOf(rows));
        const Clusters found = cut(tree, { .minimumClusterSize = 10 });
        Matrix<double> others(2, 3, 1e6);
        const auto member = static_cast<std::size_t>(
            std::max_element(found.probabilities.begin(), found.probabilities.end()) -
            found.probabilities.begin());
        std::copy(rows.row(member).begin(), rows.row(member).end(), others.row(1).begin());
        const Predictions predictions = predict(predictionData(tree, found), viewOf(rows), viewOf(others));
        QCOMPARE(predictions.labels, (Labels { -1, found.labels[member] }));
        QCOMPARE(predictions.probabilities[0], 0.0);
        QVERIFY(predictions.probabilities[1] > 0.9);
    }

    void withoutClustersEverythingIsNoise()
    {
        const Matrix<double> few = groups(3, 1), many = groups(40, 1), others = groups(5, 2);
        const SpanningTree smallTree = spanningTree(viewOf(few));
        const Predictions none =
            predict(predictionData(smallTree, cut(smallTree)), viewOf(few), viewOf(others));
        QCOMPARE(none.labels, Labels(5, -1));
        QCOMPARE(none.neighbours, Labels(5, -1));
        const SpanningTree tree = spanningTree(viewOf(many), { .minimumSamples = 50 });
        const Predictions never = predict(predictionData(tree, cut(tree)), viewOf(many), viewOf(others));
        QCOMPARE(never.labels, Labels(5, -1));
        QCOMPARE(predict(predictionData(tree, cut(tree)), viewOf(many), viewOf(Matrix<double>(0, 3)))
                     .labels.size(),
            0u);
    }

    void oneThreadAndTwoGiveTheSame()
    {
        const Matrix<double> rows = groups(500, 1), others = groups(300, 2);
        const SpanningTree tree = spanningTree(viewOf(rows));
        const PredictionData data = predictionData(tree, cut(tree));
        const Predictions one = predict(data, viewOf(rows), viewOf(others), 1);
        const Predictions two = predict(data, viewOf(rows), viewOf(others), 2);
        QCOMPARE(one.labels, two.labels);
        QCOMPARE(one.probabilities, two.probabilities);
        QCOMPARE(one.neighbours, two.neighbours);
    }

    void newRowsThatAreNotFiniteAreRefused()
    {
        const Matrix<double> rows = groups(100, 1);
        Matrix<double> others = groups(20, 2);
        others(7, 1) = std::numeric_limits<double>::quiet_NaN();
        const SpanningTree tree = spanningTree(viewOf(rows));
        try {
            static_cast<void>(predict(predictionData(tree, cut(tree)), viewOf(rows), viewOf(others)));
            QFAIL("accepted");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::nonFinite);
            QCOMPARE(error.value("row"), std::string("7"));
        }
    }
};

QTEST_GUILESS_MAIN(PredictionTest)
#include "tst_prediction.moc"
