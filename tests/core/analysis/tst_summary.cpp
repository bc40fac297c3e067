#include "core/analysis/clusterings.h"
#include "core/analysis/decomposition.h"
#include "core/store/run_files.h"
#include "tests/support/synthetic_run.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace polcascope;
using namespace polcascope::analysis;
using store::Decomposition;
using store::Quantity;
using store::Rules;

class SummaryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_temporary.isValid());
        const std::string path = m_temporary.filePath("synthetic.polca").toStdString();
        support::writeSyntheticRun(path, { .examples = 250, .checkpoints = 30, .vectors = 4 });
        const auto folder = store::RunFolder::open(path, store::RunFolder::Access::read);
        m_trajectories = store::TrajectorySet(folder);
        m_tokens =
            store::readTokens(folder.absolute(folder.manifest().stage(store::Stage::task).artifacts.front()));
        m_clusterings = store::readClusterings(
            folder.absolute(folder.manifest().stage(store::Stage::clusterings).artifacts.front()));
        m_summary = summarise(m_trajectories, m_tokens, m_clusterings);
    }

    void thereIsARowForEveryWayOfClustering()
    {
        std::vector<int> clusterings;
        for (const SummaryRow& row : m_summary.rows)
            clusterings.push_back(row.clusterings);
        // 2024: three losses and two decompositions of four vectors, for ten digits. 2026: two losses, and
        // two decompositions of the vectors, one of which is skipped.
        QCOMPARE(clusterings, (std::vector<int> { 10, 10, 10, 40, 40, 1, 1, 3, 3 }));
    }

    void rowsCountWhatTheStatisticsOfTheirClustersSay()
    {
        for (const SummaryRow& row : m_summary.rows) {
            int clusters = 0, digits = 0, carries = 0;
            double best = 0;
            for (const store::Clustering& clustering : m_clusterings) {
                if (clustering.key.rules != row.rules || clustering.key.quantity != row.quantity ||
                    clustering.key.decomposition != row.decomposition)
                    continue;
                for (const ClusterStatistics& cluster : clusterStatistics(clustering, m_tokens, 0)) {
                    ++clusters;
                    digits += cluster.isDigitCluster();
                    carries += cluster.isCarryCluster();
                    if (cluster.carriesInMiddlePlaces >= 0.85)
                        best = std::max(best, cluster.carryShare);
                }
            }
            QCOMPARE(row.clusters, clusters);
            QCOMPARE(row.digitClusters, digits);
            QCOMPARE(row.carryClusters, carries);
            QCOMPARE(row.bestHomogeneity, best);
        }
    }

    void thePlantedClustersAreFoundAndChanceDoesNotFindThem()
    {
        for (const SummaryRow& row : m_summary.rows) {
            if (row.quantity != Quantity::polca && row.quantity != Quantity::projectedLoss)
                continue;
            QCOMPARE(row.vectorsWithCarry, 1);
            QVERIFY(row.carryClusters >= 1);
            QVERIFY(row.digitClusters >= 4); // along vector 0
            QVERIFY(row.bestHomogeneity > 0.99);
            QVERIFY(row.bestShuffled95 < row.bestHomogeneity);
            // Carries into the 1000s are not planted: the recall is that of the middle places.
            QVERIFY(row.recallAll > 0.4 && row.recallAll < 0.7);
            QVERIFY(row.recallClustered >= row.recallAll);
        }
    }

    void theLossesAndTheSharesExplainedAreThoseOfTheRun()
    {
        QCOMPARE(m_summary.explainedFirstOrder, explained(m_trajectories, Decomposition::firstOrder).share());
        QCOMPARE(m_summary.explainedTrapezoid, explained(m_trajectories, Decomposition::trapezoid).share());
        QVERIFY(std::abs(m_summary.spanShare - 0.05) < 1e-12);
        QVERIFY(std::abs(m_summary.lossFirst - 2.3) < 0.02);
        QVERIFY(m_summary.lossLast < 1.5);
    }

    void theSeedAloneDecidesTheShuffles()
    {
        const Summary again = summarise(m_trajectories, m_tokens, m_clusterings);
        for (std::size_t i = 0; i < m_summary.rows.size(); ++i)
            QCOMPARE(again.rows[i].bestShuffled95, m_summary.rows[i].bestShuffled95);
    }

    void anEmptyRunHasAnEmptySummary()
    {
        const Summary empty = summarise({}, {}, {});
        QVERIFY(empty.rows.empty());
        QCOMPARE(empty.lossFirst, 0.0);
        QCOMPARE(empty.explainedTrapezoid, 0.0);
    }

    void tokensWithoutLabelsGiveNoughts()
    {
        TokenTable plain = m_tokens;
        plain.labels.clear();
        for (const SummaryRow& row : summarise(m_trajectories, plain, m_clusterings, 5).rows) {
            QVERIFY(row.clusters >= row.digitClusters);
            QCOMPARE(row.carryClusters, 0);
            QCOMPARE(row.digitClusters, 0);
            QCOMPARE(row.bestHomogeneity, 0.0);
            QCOMPARE(row.bestShuffled95, 0.0);
            QCOMPARE(row.recallAll, 0.0);
        }
    }

    void cancellingStopsIt()
    {
        QVERIFY_THROWS_EXCEPTION(Cancelled,
            static_cast<void>(summarise(m_trajectories, m_tokens, m_clusterings, 200, 1,
                Progress([](double fraction, std::string_view) { return fraction < 0.5; }))));
    }

private:
    QTemporaryDir m_temporary;
    store::TrajectorySet m_trajectories;
    TokenTable m_tokens;
    std::vector<store::Clustering> m_clusterings;
    Summary m_summary;
};

QTEST_GUILESS_MAIN(SummaryTest)
#include "tst_summary.moc"
