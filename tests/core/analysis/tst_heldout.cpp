#include "core/analysis/clusterings.h"
#include "core/analysis/heldout.h"
#include "core/base/error.h"
#include "core/store/run_files.h"
#include "tests/support/synthetic_run.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace polcascope;
using namespace polcascope::analysis;
using store::Clustering;
using store::ClusteringKey;
using store::Decomposition;
using store::Quantity;
using store::Rules;

namespace {

constexpr std::int32_t carryVector = 1; // of a synthetic run

Matrix<float> columns(const Matrix<float>& values, std::size_t begin, std::size_t end)
{
    Matrix<float> result(values.rows(), end - begin);
    for (std::size_t t = 0; t < values.rows(); ++t)
        std::copy(values.row(t).begin() + static_cast<std::ptrdiff_t>(begin),
            values.row(t).begin() + static_cast<std::ptrdiff_t>(end), result.row(t).begin());
    return result;
}

TokenTable some(const TokenTable& all, std::size_t begin, std::size_t end)
{
    const auto cut = [&](auto values) {
        return decltype(values)(values.begin() + static_cast<std::ptrdiff_t>(begin), values.begin() + static_cast<std::ptrdiff_t>(end));
    };
    TokenTable result = all;
    result.sequence = cut(all.sequence);
    result.position = cut(all.position);
    result.output = cut(all.output);
    for (LabelColumn& label : result.labels)
        label.values = cut(label.values);
    return result;
}

}

class HeldoutTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        // Half of the tokens of a synthetic run are clustered, the others are held out.
        QVERIFY(m_folder.isValid());
        const std::string path = m_folder.filePath("synthetic.polca").toStdString();
        support::writeSyntheticRun(path,
            { .examples = 400, .checkpoints = 40, .vectors = 4,
                .clusterings = support::SyntheticRunOptions::Clusterings::planted });
        const auto folder = store::RunFolder::open(path, store::RunFolder::Access::read);
        m_trajectories = store::TrajectorySet(folder);
        m_all = store::readTokens(folder);
        m_tokens = some(m_all, 0, half);
        m_heldout = some(m_all, half, m_all.count());
    }

    void heldOutTokensOfTheSameKindJoinTheSameCluster_data()
    {
        QTest::addColumn<int>("rules");
        QTest::addColumn<int>("output");
        QTest::addRow("2024") << int(Rules::y2024) << 4;
        QTest::addRow("2026") << int(Rules::y2026) << -1;
    }
    void heldOutTokensOfTheSameKindJoinTheSameCluster()
    {
        QFETCH(int, rules);
        QFETCH(int, output);
        const ClusteringKey key { Rules(rules), rules == int(Rules::y2024) ? Quantity::polca : Quantity::projectedLoss,
            Decomposition::trapezoid, carryVector, output };
        const Matrix<float> values = quantity(m_trajectories, key);
        const Clustering found = clusterValues(columns(values, 0, half), m_tokens, key, {});
        const Clustering placed = placeHeldout(
            found, columns(values, 0, half), columns(values, half, m_all.count()), m_heldout);
        QCOMPARE(placed.labels.size(), m_heldout.count());
        const auto before = clusterStatistics(found, m_tokens), after = clusterStatistics(placed, m_heldout);
        QCOMPARE(after.size(), before.size());
        const auto carry = std::find_if(before.begin(), before.end(), [](const auto& cluster) { return cluster.isCarryCluster(); });
        QVERIFY(carry != before.end());
        const auto& again = after[static_cast<std::size_t>(carry->cluster)];
        QVERIFY(again.size > 5);
        QVERIFY(again.carryShare > 0.95);
        QVERIFY(again.recallAll > 0.5 * carry->recallAll);
        for (std::size_t x = 0; x < m_heldout.count(); ++x) {
            if (output >= 0)
                QCOMPARE(placed.labels[x] == store::notClustered, m_heldout.output[x] != output);
            else
                QCOMPARE(placed.labels[x] == store::filteredOut, values(values.rows() - 1, half + x) > 0);
        }
    }

    void clusteredTokensHeldOutGoWhereTheyWere()
    {
        const ClusteringKey key { Rules::y2024, Quantity::polca, Decomposition::trapezoid, carryVector, 4 };
        const Matrix<float> values = columns(quantity(m_trajectories, key), 0, half);
        const Clustering found = clusterValues(values, m_tokens, key, {});
        const Clustering placed = placeHeldout(found, values, values, m_tokens);
        for (std::size_t x = 0; x < m_tokens.count(); ++x) {
            if (found.labels[x] >= 0)
                QCOMPARE(placed.labels[x], found.labels[x]);
        }
    }

    void heldOutPolcaUsesTheMeanSlopeOfTheValidationSet()
    {
        const VectorTrajectories all = vectorTrajectories(m_trajectories, 2);
        VectorTrajectories validation = all;
        validation.gradientProjection = columns(all.gradientProjection, 0, half);
        const Matrix<float> heldout = columns(all.gradientProjection, half, m_all.count());
        for (const Decomposition decomposition : { Decomposition::firstOrder, Decomposition::trapezoid, Decomposition::fisher })
            QCOMPARE(heldoutPolca(validation, heldout, decomposition), columns(polca(all, decomposition), half, m_all.count()));
        const Matrix<float> second = heldoutPolca(validation, heldout, Decomposition::secondOrder);
        const auto weights = segmentWeights(Decomposition::secondOrder, validation.weightProjection, validation.curvature,
            meanOver(validation.gradientProjection));
        QVERIFY(std::abs(static_cast<double>(second(7, 3)) - (weights.segments[7].begin * static_cast<double>(heldout(7, 3)) +
                    weights.segments[7].end * static_cast<double>(heldout(8, 3)))) < 1e-7);
    }

    void whatIsNotComputedForHeldOutTokensIsRefused()
    {
        const VectorTrajectories vector = vectorTrajectories(m_trajectories, 2);
        for (const Decomposition decomposition : { Decomposition::simpson, Decomposition::exactCurvature }) {
            try {
                static_cast<void>(heldoutPolca(vector, vector.gradientProjection, decomposition));
                QFAIL("accepted");
            } catch (const Error& error) {
                QCOMPARE(error.kind(), ErrorKind::unsupported);
            }
        }
    }

    void allClusteringsOfARunAreFilledWithItsHeldOutTokens()
    {
        const std::string path = m_folder.filePath("heldout.polca").toStdString();
        support::writeSyntheticRun(
            path, { .examples = 60, .checkpoints = 12, .vectors = 2, .heldoutExamples = 20, .midpoint = true, .ownCurvature = true });
        const auto folder = store::RunFolder::open(path, store::RunFolder::Access::read);
        const store::TrajectorySet trajectories(folder);
        const TokenTable heldout = store::readHeldoutTokens(folder);
        auto clusterings = store::readClusterings(folder);
        ClusteringKey joint { Rules::y2024, Quantity::polca, Decomposition::trapezoid, 0, 4, { 1 } };
        clusterings.push_back(clusterTokens(trajectories, store::readTokens(folder), joint, folder.recipe().clustering));
        const auto placed = placeHeldout(trajectories, clusterings, heldout);
        const auto inTwoThreads = placeHeldout(trajectories, clusterings, heldout, 2);
        for (std::size_t i = 0; i < placed.size(); ++i)
            QVERIFY(placed[i].has_value() == inTwoThreads[i].has_value() && (!placed[i] || placed[i]->labels == inTwoThreads[i]->labels));
        QCOMPARE(placed.size(), clusterings.size());
        for (std::size_t i = 0; i < placed.size(); ++i) {
            const ClusteringKey& key = clusterings[i].key;
            QCOMPARE(placed[i].has_value(), !key.usesBasis() || splitsHeldout(key.decomposition));
            if (!placed[i])
                continue;
            QCOMPARE(placed[i]->key, key);
            QCOMPARE(placed[i]->clusters(), clusterings[i].clusters());
            QCOMPARE(placed[i]->labels.size(), std::size_t(80));
        }
        // By hand: one along a vector, one along two, one of the losses.
        for (const ClusteringKey& key : { ClusteringKey { Rules::y2026, Quantity::projectedLoss, Decomposition::secondOrder, 1, -1 }, joint,
                 ClusteringKey { .quantity = Quantity::absoluteLossChange, .output = 4 } }) {
            const auto found = std::ranges::find(clusterings, key, &Clustering::key);
            QVERIFY(found != clusterings.end());
            const Matrix<float> values = quantity(key, [&] { return trajectories.heldoutLoss(); },
                [&](std::size_t vector) {
                    return heldoutPolca(vectorTrajectories(trajectories, vector), trajectories.heldoutProjection(vector), key.decomposition);
                });
            const Clustering alone = placeHeldout(*found, quantity(trajectories, key), values, heldout);
            QCOMPARE(placed[static_cast<std::size_t>(found - clusterings.begin())]->labels, alone.labels);
        }
        // What cannot be made again takes no tokens, and does not stop the others.
        const auto changed = std::ranges::find_if(clusterings, [](const Clustering& each) { return each.clusters() > 1; });
        for (std::int32_t& label : changed->labels)
            label = label < 0 ? label : 0;
        const auto others = placeHeldout(trajectories, clusterings, heldout);
        QVERIFY(!others[static_cast<std::size_t>(changed - clusterings.begin())]);
        QCOMPARE(std::ranges::count_if(others, [](const auto& each) { return each.has_value(); }),
            std::ranges::count_if(placed, [](const auto& each) { return each.has_value(); }) - 1);
    }

    void noClustersTakeNoTokens()
    {
        const ClusteringKey key { .quantity = Quantity::loss, .output = 3 };
        Clustering none = clusterScope({}, m_tokens, key, {});
        const Matrix<float> values = quantity(m_trajectories, key);
        const Clustering placed = placeHeldout(none, columns(values, 0, half), columns(values, half, m_all.count()), m_heldout);
        QVERIFY(std::all_of(placed.labels.begin(), placed.labels.end(), [](std::int32_t label) { return label < 0; }));
        QCOMPARE(placed.clusters(), 0);
    }

    void clustersOfOtherTrajectoriesAreRefused()
    {
        const ClusteringKey key { Rules::y2024, Quantity::polca, Decomposition::trapezoid, carryVector, 4 };
        const Matrix<float> values = columns(quantity(m_trajectories, key), 0, half);
        const Clustering found = clusterValues(values, m_tokens, key, {});
        ClusteringKey other = key;
        other.vector = 3;
        const Matrix<float> wrong = columns(quantity(m_trajectories, other), 0, half);
        QVERIFY_THROWS_EXCEPTION(Error, static_cast<void>(placeHeldout(found, wrong, wrong, m_tokens)));
    }

private:
    static constexpr std::size_t half = 800;
    QTemporaryDir m_folder;
    store::TrajectorySet m_trajectories;
    TokenTable m_all, m_tokens, m_heldout;
};

QTEST_GUILESS_MAIN(HeldoutTest)
#include "tst_heldout.moc"
