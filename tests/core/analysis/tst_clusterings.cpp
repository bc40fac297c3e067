#include "core/analysis/clusterings.h"
#include "core/analysis/decomposition.h"
#include "core/base/error.h"
#include "core/store/run_files.h"
#include "tests/support/synthetic_run.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

using namespace polcascope;
using namespace polcascope::analysis;
using store::Clustering;
using store::Decomposition;
using store::Quantity;
using store::Rules;

namespace {

constexpr std::int32_t carryVector = 1; // of a synthetic run
constexpr std::int32_t risingVector = 3;

TokenTable withoutLabels(std::size_t count)
{
    TokenTable tokens;
    tokens.inputVocabulary = tokens.outputVocabulary = { "a", "b" };
    tokens.sequences = Matrix<std::int32_t>(count, 2);
    for (std::size_t i = 0; i < count; ++i) {
        tokens.sequence.push_back(static_cast<std::int32_t>(i));
        tokens.position.push_back(1);
        tokens.output.push_back(0);
    }
    return tokens;
}

store::TrajectoryPart part(std::size_t checkpoints, std::size_t tokens)
{
    store::TrajectoryPart part;
    part.loss = Matrix<float>(checkpoints, tokens, 1.0f);
    part.gradientProjection.assign(1, Matrix<float>(checkpoints, tokens, -1.0f));
    part.weightProjection = part.curvature = part.curvatureError = Matrix<double>(1, checkpoints, 1.0);
    part.movementSquared.assign(checkpoints, 1.0);
    for (std::size_t t = 0; t < checkpoints; ++t)
        part.steps.push_back(static_cast<std::int32_t>(10 * t));
    return part;
}

}

class ClusteringsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_temporary.isValid());
        const std::string path = m_temporary.filePath("synthetic.polca").toStdString();
        support::writeSyntheticRun(path,
            { .examples = 250,
                .checkpoints = 40,
                .vectors = 4,
                .clusterings = support::SyntheticRunOptions::Clusterings::planted });
        const auto folder = store::RunFolder::open(path, store::RunFolder::Access::read);
        m_trajectories = store::TrajectorySet(folder);
        m_tokens =
            store::readTokens(folder.absolute(folder.manifest().stage(store::Stage::task).artifacts.front()));
    }

    void bothRulesFindThePlantedCarryCluster_data()
    {
        QTest::addColumn<int>("rules");
        QTest::addColumn<int>("quantity");
        QTest::addColumn<int>("output");
        for (const int output : { 3, 4, 7 }) // of 0 and 1 most stand in the 1000s
            QTest::addRow("2024, digit %d", output) << int(Rules::y2024) << int(Quantity::polca) << output;
        QTest::addRow("2026") << int(Rules::y2026) << int(Quantity::projectedLoss) << -1;
    }
    void bothRulesFindThePlantedCarryCluster()
    {
        QFETCH(int, rules);
        QFETCH(int, quantity);
        QFETCH(int, output);
        for (const Decomposition decomposition :
            { Decomposition::firstOrder, Decomposition::trapezoid, Decomposition::secondOrder }) {
            const Clustering found = clusterTokens(m_trajectories, m_tokens,
                { static_cast<Rules>(rules), static_cast<Quantity>(quantity), decomposition, carryVector,
                    output },
                {});
            const auto statistics = clusterStatistics(found, m_tokens);
            const auto carry = std::find_if(statistics.begin(), statistics.end(),
                [](const auto& cluster) { return cluster.isCarryCluster(); });
            QVERIFY(carry != statistics.end());
            QVERIFY(carry->carryShare > 0.99);
            QVERIFY(carry->shuffledCarryShare95 < 0.9);
        }
    }

    void only2024TokensOfTheOutputAskedForAreClustered()
    {
        const Clustering found =
            clusterTokens(m_trajectories, m_tokens, { .quantity = Quantity::lossChange, .output = 5 }, {});
        std::int64_t inScope = 0;
        for (std::size_t token = 0; token < m_tokens.count(); ++token) {
            QCOMPARE(found.labels[token] == store::notClustered, m_tokens.output[token] != 5);
            inScope += m_tokens.output[token] == 5;
        }
        QCOMPARE(found.minimumClusterSize, (inScope + 4) / 5); // at least 20 %
        QCOMPARE(found.minimumSamples, 1);
        for (std::int32_t cluster = 0; cluster < found.clusters(); ++cluster)
            QVERIFY(
                std::count(found.labels.begin(), found.labels.end(), cluster) >= found.minimumClusterSize);
    }

    void the2026RulesLeaveOutTokensThatRise()
    {
        const store::ClusteringKey key { Rules::y2026, Quantity::projectedLoss, Decomposition::trapezoid,
            carryVector, -1 };
        const Clustering found = clusterTokens(m_trajectories, m_tokens, key, {});
        const Matrix<float> projected = quantity(m_trajectories, key);
        std::size_t filtered = 0;
        for (std::size_t token = 0; token < m_tokens.count(); ++token) {
            const bool rises = projected(projected.rows() - 1, token) > 0;
            QCOMPARE(found.labels[token] == store::filteredOut, rises);
            filtered += rises;
        }
        QVERIFY(filtered > 0 && filtered < m_tokens.count() / 5);
        QVERIFY(!found.skipped);
        QCOMPARE(found.minimumClusterSize, 30); // 3 % of all 1,000, before the filter
        QCOMPARE(found.minimumSamples, 66); // a fifteenth of them
    }

    void the2026RulesSkipAVectorAlongWhichTokensRise()
    {
        const Clustering found = clusterTokens(m_trajectories, m_tokens,
            { .rules = Rules::y2026, .quantity = Quantity::projectedLoss, .vector = risingVector }, {});
        QVERIFY(found.skipped);
        QCOMPARE(found.clusters(), 0);
        QCOMPARE(std::count(found.labels.begin(), found.labels.end(), store::notClustered),
            std::ptrdiff_t(m_tokens.count()));
        QVERIFY(clusterStatistics(found, m_tokens).empty());
    }

    void the2026RulesKeepAllTokensForFisher()
    {
        const Clustering found = clusterTokens(m_trajectories, m_tokens,
            { Rules::y2026, Quantity::polca, Decomposition::fisher, risingVector, -1 }, {});
        QVERIFY(!found.skipped);
        QCOMPARE(std::count(found.labels.begin(), found.labels.end(), store::filteredOut), 0);
    }

    void the2026RulesKeepAllTokensForLosses()
    {
        const Clustering found = clusterTokens(
            m_trajectories, m_tokens, { .rules = Rules::y2026, .quantity = Quantity::loss }, {});
        QVERIFY(!found.skipped);
        QCOMPARE(std::count(found.labels.begin(), found.labels.end(), store::filteredOut), 0);
    }

    void sharesThatAreNoBinaryNumbersGiveTheSizesMeant()
    {
        const Clustering found =
            clusterTokens(m_trajectories, m_tokens, { .rules = Rules::y2026, .quantity = Quantity::loss },
                { .minimumShare2026 = 0.07, .minimumSamplesShare2026 = 0.07 });
        QCOMPARE(found.minimumClusterSize, 70);
        QCOMPARE(found.minimumSamples, 70);
    }

    void standardClusteringsCoverBothPapers()
    {
        const auto keys = standardClusterings(4, m_tokens);
        QCOMPARE(keys.size(), std::size_t(10 * (3 + 2 * 4) + 2 + 2 * 4));
        QCOMPARE(std::set<store::ClusteringKey>(keys.begin(), keys.end()).size(), keys.size());
        QCOMPARE(keys.front(),
            (store::ClusteringKey { .rules = Rules::y2024, .quantity = Quantity::loss, .output = 0 }));
        QCOMPARE(keys.back(),
            (store::ClusteringKey {
                Rules::y2026, Quantity::projectedLoss, Decomposition::trapezoid, 3, -1 }));
        for (const store::ClusteringKey& key : keys) {
            QCOMPARE(key.usesBasis(), key.vector >= 0);
            QCOMPARE(key.output >= 0, key.rules == Rules::y2024);
        }
        const auto all = clusteredDecompositions({ .decompositions = "all" }, { .curvature = true });
        QCOMPARE(all.size(), 4u);
        QCOMPARE(clusteredDecompositions({ .decompositions = "all" }, {}).size(), 3u); // no second order
        QCOMPARE(clusteredDecompositions({ .decompositions = "all" }, { true, true }).back(), Decomposition::simpson);
        QCOMPARE(clusteredDecompositions({ .decompositions = "all" }, { true, true, true }).back(), Decomposition::exactCurvature);
        QCOMPARE(clusteredDecompositions({}, { true, true, true }).size(), 2u);
        QCOMPARE(standardClusterings(4, m_tokens, all).size(), std::size_t(10 * (3 + 4 * 4) + 2 + 4 * 4));
        QCOMPARE(standardClusterings(4, m_tokens, all).back(),
            (store::ClusteringKey { Rules::y2026, Quantity::polca, Decomposition::fisher, 3, -1 }));
        QCOMPARE(standardClusterings(0, withoutLabels(6)).size(), 5u); // one output token type
        QCOMPARE(standardClusterings(0, TokenTable()).size(), 2u);
    }

    void severalVectorsAreClusteredAsOne()
    {
        const store::ClusteringKey one { Rules::y2024, Quantity::polca, Decomposition::trapezoid, 0, 4 };
        store::ClusteringKey key = one, second = one;
        second.vector = carryVector;
        key.together = { carryVector, 2 };
        const Matrix<float> values = quantity(m_trajectories, key);
        const Matrix<float> first = quantity(m_trajectories, one), next = quantity(m_trajectories, second);
        QCOMPARE(values.rows(), 3 * first.rows());
        for (std::size_t t = 0; t < first.rows(); ++t) {
            QCOMPARE(values(t, 17), first(t, 17));
            QCOMPARE(values(first.rows() + t, 17), next(t, 17));
        }
        const Clustering found = clusterTokens(m_trajectories, m_tokens, key, {});
        QCOMPARE(found.key, key);
        QVERIFY(found.clusters() > 1);
        // A clustering of one vector three times is that of the vector.
        store::ClusteringKey thrice = second;
        thrice.together = { carryVector, carryVector };
        QCOMPARE(clusterTokens(m_trajectories, m_tokens, thrice, {}).labels,
            clusterTokens(m_trajectories, m_tokens, second, {}).labels);
    }

    void the2026FilterOfSeveralVectorsLooksAtTheirSum()
    {
        store::ClusteringKey key { Rules::y2026, Quantity::projectedLoss, Decomposition::trapezoid, carryVector, -1 };
        key.together = { risingVector };
        const Matrix<float> values = quantity(m_trajectories, key);
        const std::size_t T = m_trajectories.checkpoints();
        const Clustering found = clusterTokens(m_trajectories, m_tokens, key, {});
        QVERIFY(!found.skipped); // though the second one alone would be
        for (std::size_t x = 0; x < m_tokens.count(); ++x)
            QCOMPARE(found.labels[x] == store::filteredOut,
                static_cast<double>(values(T - 1, x)) + static_cast<double>(values(2 * T - 1, x)) > 0);
        key.quantity = Quantity::polca; // raw values are summed up for the filter, which may round differently
        const Clustering raw = clusterTokens(m_trajectories, m_tokens, key, {});
        QVERIFY(std::abs(std::count(raw.labels.begin(), raw.labels.end(), store::filteredOut) -
                    std::count(found.labels.begin(), found.labels.end(), store::filteredOut)) <= 1);
    }

    void jointClusteringsAreStoredWithTheirVectors()
    {
        const std::vector<std::vector<std::int32_t>> sets { { 0, 1 }, { 3, 1, 2 } };
        const auto keys = jointClusterings(sets, m_tokens);
        QCOMPARE(keys.size(), std::size_t(11 * 2 * 2));
        QCOMPARE(keys.back().together, (std::vector<std::int32_t> { 1, 2 }));
        const Clustering found = clusterTokens(m_trajectories, m_tokens, keys.front(), {});
        const std::string path = m_temporary.filePath("joint.h5").toStdString();
        store::writeClusterings(path, { found });
        QCOMPARE(store::readClusterings(path).front().key, keys.front());
    }

    void oneThreadAndTwoGiveTheSameClusters()
    {
        const store::ClusteringKey key { Rules::y2026, Quantity::projectedLoss, Decomposition::firstOrder, 0,
            -1 };
        const Clustering one = clusterTokens(m_trajectories, m_tokens, key, {}, 1);
        const Clustering two = clusterTokens(m_trajectories, m_tokens, key, {}, 2);
        QVERIFY(one.clusters() > 1);
        QCOMPARE(one.labels, two.labels);
        QCOMPARE(one.probabilities, two.probabilities);
        QCOMPARE(one.persistence, two.persistence);
    }

    void manyAtOnceAreTheSameAsOneByOne()
    {
        const auto keys = standardClusterings(4, m_tokens);
        double last = 0;
        const auto found = clusterTokens(
            m_trajectories, m_tokens, keys, {}, 2, Progress([&](double fraction, std::string_view) {
                const bool grows = fraction >= last && fraction <= 1;
                last = fraction;
                return grows;
            }));
        QCOMPARE(last, 1.0);
        QCOMPARE(found.size(), keys.size());
        for (std::size_t i = 0; i < keys.size(); ++i) {
            QCOMPARE(found[i].key, keys[i]);
            if (i % 7 == 0)
                QCOMPARE(found[i].labels, clusterTokens(m_trajectories, m_tokens, keys[i], {}).labels);
        }
        QVERIFY(clusterTokens(m_trajectories, m_tokens, std::vector<store::ClusteringKey> {}, {}).empty());
    }

    void cancellingStopsIt()
    {
        QVERIFY_THROWS_EXCEPTION(Cancelled,
            static_cast<void>(clusterTokens(m_trajectories, m_tokens, { .rules = Rules::y2026 }, {}, 1,
                Progress([](double fraction, std::string_view) { return fraction < 0.5; }))));
    }

    void anEmptyRunHasNoClusters()
    {
        for (const auto& key : standardClusterings(0, TokenTable())) {
            const Clustering found = clusterTokens({}, {}, key, {});
            QVERIFY(found.labels.empty());
            QCOMPARE(found.clusters(), 0);
        }
    }

    void runsOfOneCheckpointOneTokenOrOneValueHaveNoClusters_data()
    {
        QTest::addColumn<int>("checkpoints");
        QTest::addColumn<int>("count");
        QTest::addRow("one checkpoint") << 1 << 40;
        QTest::addRow("one token") << 5 << 1;
        QTest::addRow("all tokens alike") << 5 << 40;
    }
    void runsOfOneCheckpointOneTokenOrOneValueHaveNoClusters()
    {
        QFETCH(int, checkpoints);
        QFETCH(int, count);
        const auto trajectories =
            written(part(static_cast<std::size_t>(checkpoints), static_cast<std::size_t>(count)));
        const TokenTable tokens = withoutLabels(static_cast<std::size_t>(count));
        for (const auto& key : standardClusterings(1, tokens)) {
            const Clustering found = clusterTokens(trajectories, tokens, key, {});
            QCOMPARE(found.labels.size(), tokens.count());
            QCOMPARE(found.clusters(), 0);
        }
    }

    void trajectoriesThatDivergedAreAnErrorOfTheirOwn()
    {
        store::TrajectoryPart diverged = part(5, 40);
        diverged.loss(3, 7) = std::numeric_limits<float>::quiet_NaN();
        diverged.gradientProjection[0](2, 7) = std::numeric_limits<float>::infinity();
        const auto trajectories = written(diverged);
        for (const auto& [key, step] :
            { std::pair { store::ClusteringKey { .quantity = Quantity::loss }, "30" },
                { store::ClusteringKey {
                      Rules::y2026, Quantity::projectedLoss, Decomposition::trapezoid, 0, -1 },
                    "20" } }) {
            try {
                static_cast<void>(clusterTokens(trajectories, withoutLabels(40), key, {}));
                QFAIL("accepted");
            } catch (const Error& error) {
                QCOMPARE(error.kind(), ErrorKind::nonFinite);
                QCOMPARE(error.value("what"), std::string(store::name(key.quantity)));
                QCOMPARE(error.value("step"), std::string(step));
            }
        }
    }

private:
    store::TrajectorySet written(const store::TrajectoryPart& part)
    {
        const std::string path = m_temporary.filePath(QString("run%1.polca").arg(m_runs++)).toStdString();
        auto folder = store::RunFolder::create(path, Recipe());
        folder.add(store::Stage::trajectories, "trajectories/part-00000.h5", 0,
            [&](const auto& file) { store::writeTrajectoryPart(file, part); });
        return store::TrajectorySet(folder);
    }

    QTemporaryDir m_temporary;
    int m_runs = 0;
    store::TrajectorySet m_trajectories;
    TokenTable m_tokens;
};

QTEST_GUILESS_MAIN(ClusteringsTest)
#include "tst_clusterings.moc"
