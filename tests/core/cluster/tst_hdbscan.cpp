#include "core/base/random.h"
#include "core/cluster/hdbscan.h"
#include "tests/core/cluster/reference_data.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

using namespace polcascope;
using namespace polcascope::cluster;

namespace {

using Labels = std::vector<std::int32_t>;

Clusters clusters(const Matrix<double>& rows, const CutOptions& options, std::int64_t minimumSamples = 5)
{
    return cut(spanningTree(viewOf(rows), { .minimumSamples = minimumSamples }), options);
}

Matrix<double> column(const std::vector<double>& values)
{
    Matrix<double> rows(values.size(), 1);
    std::copy(values.begin(), values.end(), rows.data());
    return rows;
}

/// Points on a lattice, with gaps: nearly every distance occurs many times.
Matrix<double> lattice()
{
    std::vector<double> values;
    for (const int x : { 0, 1, 2, 3, 6, 7, 8, 9, 14, 15, 16 }) {
        for (const int y : { 0, 1, 2, 5, 6, 7, 12, 13 }) {
            values.push_back(x);
            values.push_back(y);
        }
    }
    Matrix<double> rows(values.size() / 2, 2);
    std::copy(values.begin(), values.end(), rows.data());
    return rows;
}

/// Digits that are one cluster here and, in four of six orders of the rows, in scikit-learn (leaf, both
/// parameters 5). In the order of the file a point that joins at the height of a split makes one side just
/// large enough there for another split.
const std::set<int> splitByATieInScikitLearn { 260, 270, 297, 320, 367, 380, 1127, 1549, 1559, 1661 };

/// Labels in the order of their first point, so that equal partitions are equal.
Labels canonical(Labels labels)
{
    std::map<std::int32_t, std::int32_t> names { { -1, -1 } };
    for (std::int32_t& label : labels)
        label = names.try_emplace(label, static_cast<std::int32_t>(names.size()) - 1).first->second;
    return labels;
}

}

class HdbscanTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void labelsAndProbabilitiesEqualThoseOfScikitLearn_data()
    {
        QTest::addColumn<QString>("data");
        QTest::addColumn<int>("index");
        QTest::addColumn<std::vector<int>>("differing");
        const std::map<std::pair<QString, int>, std::vector<int>> differing {
            { { "iris", 1 }, { 74, 146 } },
            { { "digits", 0 }, { 95, 102, 183, 242, 358, 365, 843, 920, 1542 } },
            { { "digits", 1 },
                { 65, 102, 183, 358, 365, 387, 580, 785, 843, 920, 955, 989, 1076, 1111, 1521, 1542 } },
            { { "digits", 2 }, { 1, 384, 496, 1276, 1347, 1542, 1607 } },
            { { "digits", 3 }, { 1, 330, 384, 496, 936, 1018, 1347, 1542, 1607 } },
            { { "blobs", 3 }, { 61, 386 } },
            { { "moons", 0 }, { 7, 163 } },
            { { "moons", 1 }, { 95, 100, 109, 134, 163, 221 } },
            { { "moons", 3 }, { 296 } },
            { { "moons", 5 }, { 56 } },
        };
        for (const QString name : { "iris", "digits", "blobs", "moons", "uniform" }) {
            const ReferenceData reference(name);
            for (int i = 0; i < reference.cases.size(); ++i) {
                const QJsonObject options = reference.cases[i].toObject();
                const auto known = differing.find({ name, i });
                QTest::addRow("%s: %s, min_samples %d, min_cluster_size %d, epsilon %g, %s", qPrintable(name),
                    qPrintable(options["selection"].toString()), options["minimumSamples"].toInt(),
                    options["minimumClusterSize"].toInt(), options["epsilon"].toDouble(),
                    options["single"].toBool() ? "single" : "several")
                    << name << i << (known == differing.end() ? std::vector<int> {} : known->second);
            }
        }
    }
    void labelsAndProbabilitiesEqualThoseOfScikitLearn()
    {
        QFETCH(QString, data);
        QFETCH(int, index);
        QFETCH(std::vector<int>, differing);
        const ReferenceData reference(data);
        const QJsonObject expected = reference.cases[index].toObject();
        const QJsonArray theirs = expected["labels"].toArray();
        const QJsonArray theirProbabilities = expected["probabilities"].toArray();
        const int points = static_cast<int>(theirs.size());
        const Clusters found = clusters(reference.rows,
            { .minimumClusterSize = expected["minimumClusterSize"].toInt(),
                .selection = expected["selection"] == "leaf" ? Selection::leaf : Selection::excessOfMass,
                .selectionEpsilon = expected["epsilon"].toDouble(),
                .allowSingleCluster = expected["single"].toBool() },
            expected["minimumSamples"].toInt());

        // The label of scikit-learn that a cluster meets most often is the same cluster's.
        std::map<int, std::map<int, int>> together;
        for (int i = 0; i < points; ++i)
            ++together[found.labels[static_cast<std::size_t>(i)]][theirs[i].toInt()];
        std::map<int, int> partners { { -1, -1 } };
        for (const auto& [label, counts] : together) {
            if (label >= 0)
                partners[label] = std::max_element(counts.begin(), counts.end(), [](auto a, auto b) {
                    return a.second < b.second;
                })->first;
        }
        std::set<int> distinct;
        for (const auto& [label, partner] : partners)
            distinct.insert(partner);
        QCOMPARE(distinct.size(), partners.size());

        std::vector<int> different;
        for (int i = 0; i < points; ++i) {
            const auto point = static_cast<std::size_t>(i);
            if (data == "digits" && index == 1 && splitByATieInScikitLearn.contains(i))
                continue;
            if (partners[found.labels[point]] != theirs[i].toInt())
                different.push_back(i);
            else
                QVERIFY(std::abs(found.probabilities[point] - theirProbabilities[i].toDouble()) < 1e-9);
        }
        QCOMPARE(different, differing);
        const std::set<int> atSplits = pointsAtSplits(found);
        QVERIFY(std::includes(atSplits.begin(), atSplits.end(), different.begin(), different.end()));
    }

    void publishedNumbersOfIrisAndUniformPointsAreMet()
    {
        const std::vector<double> probabilities = clusters(ReferenceData("iris").rows, {}).probabilities;
        QVERIFY(std::abs(std::accumulate(probabilities.begin(), probabilities.end(), 0.0) - 130.5456257604) <
            1e-9);
        const SpanningTree tree =
            spanningTree(viewOf(ReferenceData("uniform").rows), { .minimumSamples = 6 });
        for (const auto& [epsilon, noise] : { std::pair { 0.0, 46 }, { 0.2, 2 } }) {
            const Clusters found = cut(tree, { .selectionEpsilon = epsilon, .allowSingleCluster = true });
            QCOMPARE(found.count(), 1);
            QCOMPARE(std::count(found.labels.begin(), found.labels.end(), -1), noise);
        }
    }

    void theOrderOfRowsNeverMatters_data()
    {
        QTest::addColumn<QString>("data");
        QTest::addColumn<int>("minimumSamples");
        for (const char* const data : { "lattice", "iris", "moons" }) {
            for (const int samples : { 1, 3, 5 })
                QTest::addRow("%s, min_samples %d", data, samples) << data << samples;
        }
    }
    void theOrderOfRowsNeverMatters()
    {
        QFETCH(QString, data);
        QFETCH(int, minimumSamples);
        const Matrix<double> rows = data == "lattice" ? lattice() : ReferenceData(data).rows;
        for (const Selection selection : { Selection::excessOfMass, Selection::leaf }) {
            const CutOptions options { .minimumClusterSize = 4, .selection = selection };
            const Clusters straight = clusters(rows, options, minimumSamples);
            for (std::uint64_t seed = 0; seed < 20; ++seed) {
                const auto order = Random(seed, "order").permutation(static_cast<std::int32_t>(rows.rows()));
                const Clusters mixed = clusters(reordered(rows, order), options, minimumSamples);
                Labels labels(rows.rows());
                std::vector<double> probabilities(rows.rows());
                for (std::size_t i = 0; i < order.size(); ++i) {
                    labels[static_cast<std::size_t>(order[i])] = mixed.labels[i];
                    probabilities[static_cast<std::size_t>(order[i])] = mixed.probabilities[i];
                }
                QCOMPARE(canonical(labels), canonical(straight.labels));
                QCOMPARE(probabilities, straight.probabilities);
            }
        }
    }

    void equalHeightsAreMergedAtOnce()
    {
        const Clusters found =
            clusters(column({ 0, 1, 2, 3, 4, 10, 11, 12, 13, 14, 20, 21, 22, 23, 24 }), {}, 1);
        QCOMPARE(found.count(), 3);
        std::vector<std::int32_t> children;
        for (const CondensedEdge& edge : found.condensedTree) {
            if (edge.child >= 15) {
                QCOMPARE(edge.parent, 15);
                QCOMPARE(edge.lambda, 1.0 / 6);
                QCOMPARE(edge.size, 5);
                children.push_back(edge.child);
            }
        }
        QCOMPARE(children, (std::vector<std::int32_t> { 16, 17, 18 }));
    }

    void aPointBetweenTwoClustersBelongsToNeither()
    {
        const Clusters found = clusters(column({ 10, 0, 1, 2, 3, 4, 16, 17, 18, 19, 20 }), {}, 1);
        QCOMPARE(found.labels, (Labels { -1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1 }));
    }

    void largerClustersComeFirst()
    {
        const Clusters found = clusters(
            column({ 50, 51, 52, 0, 1, 2, 3, 4, 100, 101, 102, 103 }), { .minimumClusterSize = 3 }, 1);
        QCOMPARE(found.labels, (Labels { 2, 2, 2, 0, 0, 0, 0, 0, 1, 1, 1, 1 }));
        QCOMPARE(found.condensedIds.size(), 3u);
    }

    void theCondensedTreeHoldsEveryPointOnce()
    {
        const ReferenceData reference("blobs");
        const auto points = static_cast<std::int32_t>(reference.rows.rows());
        const Clusters found = clusters(reference.rows, { .selection = Selection::leaf });
        std::map<std::int32_t, int> seen;
        std::map<std::int32_t, std::int32_t> leaving, sizes { { points, points } };
        std::map<std::int32_t, double> births { { points, 0 } };
        for (const CondensedEdge& edge : found.condensedTree) {
            QVERIFY(edge.parent >= points && edge.parent != edge.child);
            ++seen[edge.child];
            leaving[edge.parent] += edge.size;
            if (edge.child >= points) {
                sizes[edge.child] = edge.size;
                births[edge.child] = edge.lambda;
            }
        }
        for (std::int32_t i = 0; i < points; ++i)
            QCOMPARE(seen[i], 1);
        QCOMPARE(leaving, sizes);
        for (const CondensedEdge& edge : found.condensedTree)
            QVERIFY(edge.lambda >= births.at(edge.parent));
        for (const double persistence : found.persistence)
            QVERIFY(persistence > 0 && persistence <= 1);
    }

    void everyLeafClusterLiesInsideOneOfExcessOfMass()
    {
        const ReferenceData reference("moons");
        const SpanningTree tree = spanningTree(viewOf(reference.rows));
        const Clusters mass = cut(tree, {});
        const Clusters leaves = cut(tree, { .selection = Selection::leaf });
        QVERIFY(leaves.count() > mass.count());
        for (std::int32_t leaf = 0; leaf < leaves.count(); ++leaf) {
            std::set<std::int32_t> owners;
            for (std::size_t i = 0; i < tree.points; ++i) {
                if (leaves.labels[i] == leaf)
                    owners.insert(mass.labels[i]);
            }
            QCOMPARE(owners.size(), 1u);
            QVERIFY(*owners.begin() >= 0);
        }
    }

    void duplicatesFormClustersOfTheirOwn()
    {
        Matrix<double> rows(30, 2, 0.7);
        for (std::size_t i = 10; i < 30; ++i)
            rows(i, 1) = i < 20 ? 5.3 : 100.1;
        const Clusters found = clusters(rows, {});
        QCOMPARE(found.count(), 3);
        QCOMPARE(found.probabilities, std::vector<double>(30, 1.0));
        for (const double persistence : found.persistence)
            QVERIFY(persistence > 0 && persistence <= 1);
    }

    void constantRowsAreOneClusterWhereThatIsAllowed()
    {
        const Matrix<double> rows(20, 4, 3.3);
        QCOMPARE(clusters(rows, {}).labels, Labels(20, -1));
        for (const Selection selection : { Selection::excessOfMass, Selection::leaf }) {
            const Clusters found = clusters(rows, { .selection = selection, .allowSingleCluster = true });
            QCOMPARE(found.labels, Labels(20, 0));
            QCOMPARE(found.probabilities, std::vector<double>(20, 1.0));
            QCOMPARE(found.persistence, std::vector<double> { 1.0 });
        }
    }

    void tooFewPointsAreNoise_data()
    {
        QTest::addColumn<int>("points");
        QTest::addColumn<int>("minimumSamples");
        QTest::addRow("none") << 0 << 1;
        QTest::addRow("one") << 1 << 1;
        QTest::addRow("fewer than a cluster") << 4 << 1;
        QTest::addRow("fewer than minimum samples") << 8 << 9;
    }
    void tooFewPointsAreNoise()
    {
        QFETCH(int, points);
        QFETCH(int, minimumSamples);
        const Matrix<double> rows(static_cast<std::size_t>(points), 2, 1.0);
        for (const bool single : { false, true }) {
            const Clusters found = clusters(rows, { .allowSingleCluster = single }, minimumSamples);
            QCOMPARE(found.labels, Labels(rows.rows(), -1));
            QCOMPARE(found.probabilities, std::vector<double>(rows.rows(), 0.0));
            QCOMPARE(found.count(), 0);
        }
    }

    void aClusterAboveTheMaximumSizeIsSplitOrNoise()
    {
        // A group of ten and one of six; the former falls apart into five and five at 1.5.
        const Matrix<double> rows =
            column({ 0, 1, 2, 3, 4, 5.5, 6.5, 7.5, 8.5, 9.5, 100, 101, 102, 103, 104, 105 });
        const auto labels = [&](std::int64_t maximum) {
            return clusters(rows, { .minimumClusterSize = 5, .maximumClusterSize = maximum }, 1).labels;
        };
        QCOMPARE(labels(10), (Labels { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1 }));
        QCOMPARE(labels(9), (Labels { 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 0, 0, 0, 0, 0, 0 }));
        QCOMPARE(labels(5), (Labels { 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1 }));
    }

    void aMinimumSizeIsANumberOrAShare()
    {
        QCOMPARE(minimumClusterSize(150, 5000), 150);
        QCOMPARE(minimumClusterSize(0.03, 5000), 150);
        QCOMPARE(minimumClusterSize(0.0301, 5000), 151);
        QCOMPARE(minimumClusterSize(1, 5000), 2);
        QCOMPARE(minimumClusterSize(0, 5000), 2);
        QCOMPARE(minimumClusterSize(0.5, 0), 2);
        QCOMPARE(atLeastShare(1, 70), 70);
    }

    void epsilonUndoesTheSplitsBelowIt()
    {
        // Two pairs of groups: 3 apart within a pair, 20 between the pairs.
        const Matrix<double> rows = column({ 0, 1, 2, 5, 6, 7, 27, 28, 29, 32, 33, 34 });
        const auto count = [&](double epsilon, bool single) {
            return clusters(rows,
                { .minimumClusterSize = 3,
                    .selection = Selection::leaf,
                    .selectionEpsilon = epsilon,
                    .allowSingleCluster = single },
                1)
                .count();
        };
        QCOMPARE(count(2.5, false), 4);
        QCOMPARE(count(3.5, false), 2);
        QCOMPARE(count(25, false), 2); // never the whole
        QCOMPARE(count(25, true), 1); // unless that is allowed
    }
};

QTEST_GUILESS_MAIN(HdbscanTest)
#include "tst_hdbscan.moc"
