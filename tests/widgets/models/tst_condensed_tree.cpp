#include "core/analysis/clusterings.h"
#include "core/base/random.h"
#include "widgets/models/condensed_tree.h"

#include <QAbstractItemModelTester>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace polcascope;
using models::CondensedTreeData;
using models::CondensedTreeModel;

namespace {

struct Clustered {
    store::Clustering clustering;
    cluster::Clusters cut;
};

/// Clouds of points in a plane, some of them close to each other, and some points anywhere; every tenth token is
/// not to be clustered.
Clustered clouds(const cluster::CutOptions& options, std::size_t count = 600, int copies = 1)
{
    Random random(7, "clouds");
    const std::vector<std::pair<double, double>> centres { { 0, 0 }, { 1, 0 }, { 8, 0 }, { 0, 9 } };
    std::vector<std::size_t> tokens;
    for (std::size_t i = 0; i < count; ++i)
        if (i % 10 != 9)
            tokens.push_back(i);
    Matrix<float> rows(tokens.size(), 2);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const auto source = i / static_cast<std::size_t>(copies);
        const auto cloud = source % 5;
        if (i % static_cast<std::size_t>(copies) != 0) {
            rows(i, 0) = rows(i - 1, 0);
            rows(i, 1) = rows(i - 1, 1);
        } else if (cloud < 4) {
            rows(i, 0) = static_cast<float>(centres[cloud].first + 0.25 * random.normal());
            rows(i, 1) = static_cast<float>(centres[cloud].second + 0.25 * random.normal());
        } else {
            rows(i, 0) = static_cast<float>(10 * random.normal());
            rows(i, 1) = static_cast<float>(10 * random.normal());
        }
    }
    store::Clustering scope;
    scope.labels.assign(count, store::notClustered);
    scope.probabilities.assign(count, 0);
    for (const auto token : tokens)
        scope.labels[token] = store::noise;
    scope.minimumClusterSize = options.minimumClusterSize;
    const auto tree = cluster::spanningTree(std::as_const(rows).view(), { .minimumSamples = 4 });
    Clustered result;
    result.cut = cluster::cut(tree, options);
    result.clustering = analysis::withClusters(scope, result.cut);
    return result;
}

bool isBelow(const CondensedTreeData& data, int branch, int ancestor)
{
    while (branch >= 0 && branch != ancestor)
        branch = data.branches[static_cast<std::size_t>(branch)].parent;
    return branch == ancestor;
}

}

class tst_condensed_tree : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void clustersLieWhereTheCutFoundThem_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<bool>("leaf");
        QTest::addColumn<double>("epsilon");
        QTest::addColumn<bool>("single");
        QTest::newRow("excess of mass") << 20 << false << 0.0 << false;
        QTest::newRow("leaf") << 10 << true << 0.0 << false;
        QTest::newRow("epsilon") << 10 << true << 0.6 << false;
        QTest::newRow("single") << 200 << false << 0.0 << true;
        QTest::newRow("small") << 2 << false << 0.0 << false;
    }

    void clustersLieWhereTheCutFoundThem()
    {
        QFETCH(int, size);
        QFETCH(bool, leaf);
        QFETCH(double, epsilon);
        QFETCH(bool, single);
        const auto [clustering, cut] = clouds(
            { size, leaf ? cluster::Selection::leaf : cluster::Selection::excessOfMass, epsilon, single });
        QVERIFY(cut.count() >= 1);
        const auto data = models::condensedTreeData(clustering, epsilon);
        QCOMPARE(data.tokens, 540);
        QCOMPARE(data.epsilon, epsilon);
        for (std::int32_t label = 0; label < cut.count(); ++label) {
            const auto* cluster = data.cluster(label);
            QCOMPARE(cluster->branch, cut.condensedIds[static_cast<std::size_t>(label)] - 540);
            QVERIFY(data.branches[static_cast<std::size_t>(cluster->branch)].chosen);
            QCOMPARE(cluster->persistence, cut.persistence[static_cast<std::size_t>(label)]);
            QCOMPARE(cluster->size, std::count(clustering.labels.begin(), clustering.labels.end(), label));
            QVERIFY(cluster->meanProbability > 0 && cluster->meanProbability <= 1);
        }
        QCOMPARE(std::ranges::count_if(data.branches, [](const auto& branch) { return branch.chosen; }), cut.count());
        // Every token lies below the branch of its cluster.
        for (std::size_t token = 0; token < clustering.labels.size(); ++token) {
            if (clustering.labels[token] >= 0)
                QVERIFY(isBelow(data, data.tokenBranch[token], data.cluster(clustering.labels[token])->branch));
            QCOMPARE(data.tokenBranch[token] < 0, clustering.labels[token] == store::notClustered);
        }
    }

    void theTokensOfABranchAreAccountedFor()
    {
        const auto clustered = clouds({ .minimumClusterSize = 5 });
        const auto data = models::condensedTreeData(clustered.clustering, 0);
        QVERIFY(data.branches.size() > 5);
        QVERIFY(std::isinf(data.branches.front().birth));
        qint64 direct = 0;
        for (const auto& branch : data.branches) {
            qint64 inChildren = 0;
            for (const int child : branch.children) {
                QCOMPARE(data.branches[static_cast<std::size_t>(child)].birth, branch.death);
                inChildren += data.branches[static_cast<std::size_t>(child)].size;
            }
            QCOMPARE(branch.direct + inChildren, branch.size);
            direct += branch.direct;
            QCOMPARE(branch.steps.back().tokens, 0);
            for (std::size_t step = 1; step < branch.steps.size(); ++step) {
                QVERIFY(branch.steps[step].distance < branch.steps[step - 1].distance);
                QVERIFY(branch.steps[step].tokens < branch.steps[step - 1].tokens);
            }
            QVERIFY(branch.birth >= branch.death);
            QVERIFY(branch.stability >= 0);
        }
        QCOMPARE(direct, data.tokens);
        QCOMPARE(data.noise,
            std::count(clustered.clustering.labels.begin(), clustered.clustering.labels.end(), store::noise));
    }

    void aBranchInNoClusterHoldsTheClustersBelowIt()
    {
        const auto clustered = clouds({ .minimumClusterSize = 20 });
        const auto data = models::condensedTreeData(clustered.clustering, 0);
        auto all = data.clustersOf(0);
        std::ranges::sort(all);
        QCOMPARE(all.size(), clustered.cut.count());
        QCOMPARE(all.first(), 0);
        QCOMPARE(data.clustersOf(data.cluster(0)->branch), QList<int> { 0 });
    }

    void duplicatesNeverLeave()
    {
        const auto data = models::condensedTreeData(clouds({ .minimumClusterSize = 5 }, 600, 5).clustering, 0);
        QVERIFY(data.duplicates > 0);
        QVERIFY(!data.isEmpty());
        QVERIFY(data.note.contains("duplicate"));
        QVERIFY(data.smallest > 0);
    }

    void whatHasNoTreeSaysWhy()
    {
        QVERIFY(models::condensedTreeData({}, 0).isEmpty());
        QVERIFY(!models::condensedTreeData({}, 0).emptyReason.isEmpty());
        const auto few = models::condensedTreeData(clouds({ .minimumClusterSize = 1000 }).clustering, 0);
        QVERIFY(few.isEmpty());
        QVERIFY(few.emptyReason.contains("fewer than"));
        store::Clustering skipped;
        skipped.skipped = true;
        QVERIFY(models::condensedTreeData(skipped, 0).emptyReason.contains("2026"));
        const auto same = models::condensedTreeData(clouds({ .minimumClusterSize = 5 }, 600, 600).clustering, 0);
        QVERIFY(same.isEmpty());
        QVERIFY(same.emptyReason.contains("the same"));
    }

    void tableAndSummaryTellWhatIsDrawn()
    {
        QLocale::setDefault(QLocale::c());
        const auto clustered = clouds({ .minimumClusterSize = 20 });
        const auto data = models::condensedTreeData(clustered.clustering, 0.25);
        const auto table = models::table(data);
        QCOMPARE(table.rows.size(), qsizetype(data.branches.size()));
        QCOMPARE(table.rows[0].size(), table.header.size());
        QCOMPARE(table.rows[0][5], "inf");
        const QString words = models::summary(data);
        QVERIFY(words.contains("cluster 1"));
        QVERIFY(words.contains("0.25"));
    }

    void theModelHoldsWithOrWithoutATree()
    {
        CondensedTreeModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        const auto clustered = clouds({ .minimumClusterSize = 20 });
        const auto data = std::make_shared<CondensedTreeData>(models::condensedTreeData(clustered.clustering, 0));
        model.setData(data);
        QCOMPARE(model.rowCount(), int(data->branches.size()));
        const int branch = data->cluster(1)->branch;
        QCOMPARE(model.index(branch, CondensedTreeModel::clusterColumn).data().toString(), "cluster 2");
        QVERIFY(!model.index(branch, CondensedTreeModel::persistenceColumn).data().toString().isEmpty());
        QCOMPARE(model.index(branch, 0).data(CondensedTreeModel::colourRole).toInt(), 1);
        QVERIFY(!model.index(0, 0).data(CondensedTreeModel::colourRole).isValid());
        for (int column = 0; column < CondensedTreeModel::columns; ++column)
            QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString().isEmpty());
        model.setData(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_GUILESS_MAIN(tst_condensed_tree)
#include "tst_condensed_tree.moc"
