#include "core/base/random.h"
#include "core/cluster/scores.h"
#include "tests/core/cluster/reference_data.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

using namespace polcascope;
using namespace polcascope::cluster;

namespace {

using Labels = std::vector<std::int32_t>;

Matrix<double> column(const std::vector<double>& values)
{
    Matrix<double> rows(values.size(), 1);
    std::copy(values.begin(), values.end(), rows.data());
    return rows;
}

Clusters clusters(const Matrix<double>& rows, const CutOptions& options, std::int64_t minimumSamples)
{
    return cut(spanningTree(viewOf(rows), { .minimumSamples = minimumSamples }), options);
}

}

class ScoresTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void scoresAndExemplarsEqualThoseOfTheHdbscanPackage_data()
    {
        QTest::addColumn<QString>("data");
        QTest::addColumn<int>("index");
        for (const QString name : { "iris", "blobs", "moons", "uniform" }) {
            const ReferenceData reference(name);
            for (int i = 0; i < reference.packageCases.size(); ++i)
                QTest::addRow("%s %d", qPrintable(name), i) << name << i;
        }
    }
    void scoresAndExemplarsEqualThoseOfTheHdbscanPackage()
    {
        QFETCH(QString, data);
        QFETCH(int, index);
        const ReferenceData reference(data);
        const QJsonObject expected = reference.packageCases[index].toObject();
        const SpanningTree tree = spanningTree(viewOf(reference.rows),
            { .minimumSamples = expected["minimumSamples"].toInt(), .count = SampleCount::withoutPoint });
        const Clusters found = cut(tree,
            { .minimumClusterSize = expected["minimumClusterSize"].toInt(),
                .selection = expected["selection"] == "leaf" ? Selection::leaf : Selection::excessOfMass,
                .maximumClusterSize = expected["maximumClusterSize"].toInt(1 << 30) });
        // Null is what the package decides by the order of the rows.
        const QJsonArray theirs = expected["outlierScores"].toArray();
        const std::vector<double> scores = outlierScores(found);
        const std::set<int> atSplits = pointsAtSplits(found); // on one side there, on neither here
        int compared = 0;
        for (qsizetype i = 0; i < theirs.size(); ++i) {
            if (theirs[i].isNull() || atSplits.contains(static_cast<int>(i)))
                continue;
            ++compared;
            QVERIFY2(std::abs(scores[static_cast<std::size_t>(i)] - theirs[i].toDouble()) < 1e-9,
                qPrintable(QString::number(i)));
        }
        QVERIFY(compared > theirs.size() / 2);
        if (!expected["exemplars"].isNull()) {
            QCOMPARE(found.count(), expected["clusters"].toInt());
            std::set<std::vector<std::int32_t>> theirExemplars;
            for (const QJsonValue cluster : expected["exemplars"].toArray()) {
                std::vector<std::int32_t> members;
                for (const QJsonValue point : cluster.toArray())
                    members.push_back(point.toInt());
                theirExemplars.insert(members);
            }
            const auto own = exemplars(found);
            QCOMPARE(std::set(own.begin(), own.end()), theirExemplars);
        }
        if (!expected["relativeValidity"].isNull())
            QVERIFY(std::abs(relativeValidity(tree, found.labels) - expected["relativeValidity"].toDouble()) <
                1e-9);
    }

    void thePointThatLeavesFirstIsTheGreatestOutlier()
    {
        const Clusters found =
            clusters(column({ 0, 1, 2, 3, 4, 10, 50, 51, 52, 53, 54 }), { .minimumClusterSize = 3 }, 1);
        const std::vector<double> scores = outlierScores(found);
        QCOMPARE(std::max_element(scores.begin(), scores.end()) - scores.begin(), 5);
        QCOMPARE(scores[5], 1 - 1.0 / 6);
        QCOMPARE(scores[0], 0.0);
    }

    void duplicatesAreNoOutliersAndAllElseThereIs()
    {
        const Clusters found = clusters(column({ 0, 0, 0, 1, 50, 50, 50 }), { .minimumClusterSize = 3 }, 1);
        QCOMPARE(outlierScores(found), (std::vector<double> { 0, 0, 0, 1, 0, 0, 0 }));
        QCOMPARE(outlierScores(clusters(Matrix<double>(9, 2, 1.5), {}, 3)), std::vector<double>(9, 0.0));
    }

    void withoutACondensedTreeAllScoresAreZero()
    {
        QCOMPARE(outlierScores(clusters(column({ 1, 2 }), {}, 1)), std::vector<double>(2, 0.0));
        QCOMPARE(outlierScores(Clusters {}).size(), 0u);
        QVERIFY(exemplars(clusters(column({ 1, 2 }), {}, 1)).empty());
        // Never a core point.
        QCOMPARE(outlierScores(clusters(column({ 1, 2, 3, 4, 5, 6 }), {}, 7)), std::vector<double>(6, 0.0));
    }

    void centroidsAreMeans()
    {
        Matrix<float> rows(5, 2);
        const float numbers[] { 0, 0, 2, 4, 10, 10, 1, 1, 5, 5 };
        std::copy_n(numbers, 10, rows.data());
        const Labels labels { 0, 0, 2, -1, -2 };
        const Matrix<double> plain = centroids(viewOf(rows), labels);
        QCOMPARE(plain.rows(), 3u);
        QCOMPARE(plain(0, 0), 1.0);
        QCOMPARE(plain(0, 1), 2.0);
        QCOMPARE(plain(1, 0), 0.0); // no point
        QCOMPARE(plain(2, 1), 10.0);
        const Matrix<double> weighted =
            centroids(viewOf(rows), labels, std::vector<double> { 0.25, 0.75, 1, 0, 0 });
        QCOMPARE(weighted(0, 0), 1.5);
        QCOMPARE(weighted(0, 1), 3.0);
        QCOMPARE(centroids(viewOf(rows), Labels(5, -1)).rows(), 0u);
    }

    void medoidsHaveTheLeastSumOfDistances()
    {
        Random random(3, "medoids");
        Matrix<double> rows(300, 4);
        for (std::size_t i = 0; i < rows.size(); ++i)
            rows.data()[i] = random.normal();
        Labels labels;
        std::vector<double> weights;
        for (int i = 0; i < 300; ++i) {
            labels.push_back(i % 5 == 4 ? -1 : i % 3 == 2 ? 3 : i % 3);
            weights.push_back(random.uniform());
        }
        for (const bool weighted : { false, true }) {
            const std::vector<double> given = weighted ? weights : std::vector<double> {};
            const Labels found = medoids(viewOf(rows), labels, given);
            QCOMPARE(found.size(), 4u);
            QCOMPARE(found[2], -1);
            for (const std::int32_t label : { 0, 1, 3 }) {
                double best = std::numeric_limits<double>::infinity();
                std::int32_t medoid = -1;
                for (std::size_t i = 0; i < 300; ++i) {
                    double sum = 0;
                    for (std::size_t j = 0; j < 300; ++j) {
                        double squares = 0;
                        for (std::size_t k = 0; k < 4; ++k)
                            squares += std::pow(rows(i, k) - rows(j, k), 2);
                        if (labels[j] == label)
                            sum += (weighted ? weights[j] : 1) * std::sqrt(squares);
                    }
                    if (labels[i] == label && sum < best) {
                        best = sum;
                        medoid = static_cast<std::int32_t>(i);
                    }
                }
                QCOMPARE(found[static_cast<std::size_t>(label)], medoid);
            }
        }
        QCOMPARE(medoids(viewOf(column({ 5, 5, 5 })), Labels { 0, 0, 0 }), Labels { 0 });
    }

    void aLongMedoidSearchIsCancelled()
    {
        const Matrix<double> rows(50, 2);
        QVERIFY_THROWS_EXCEPTION(Cancelled,
            static_cast<void>(medoids(
                viewOf(rows), Labels(50, 0), {}, Progress([](double, std::string_view) { return false; }))));
    }

    void relativeValidityIsThatOfSeparationAndSparseness()
    {
        const SpanningTree tree =
            spanningTree(viewOf(column({ 0, 1, 2, 10, 12, 14, 50 })), { .minimumSamples = 1 });
        // Sparseness 1 and 2, separation 8; the last is noise.
        const double expected = (3 * (8 - 1) / 8.0 + 3 * (8 - 2) / 8.0) / 7;
        QCOMPARE(relativeValidity(tree, Labels { 0, 0, 0, 1, 1, 1, -1 }), expected);
        // A single cluster: twice the shortest edge to noise.
        QCOMPARE(relativeValidity(tree, Labels { 0, 0, 0, -1, -1, -1, -3 }), 3 * (16 - 1) / 16.0 / 7);
        QCOMPARE(relativeValidity(tree, Labels(7, -1)), 0.0);
        QCOMPARE(relativeValidity(SpanningTree {}, Labels {}), 0.0);
    }
};

QTEST_GUILESS_MAIN(ScoresTest)
#include "tst_scores.moc"
