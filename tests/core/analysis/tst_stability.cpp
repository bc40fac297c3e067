#include "core/analysis/clusterings.h"
#include "core/analysis/decomposition.h"
#include "core/analysis/sensitivity.h"
#include "core/analysis/stability.h"
#include "core/base/random.h"
#include "core/store/run_files.h"
#include "tests/support/synthetic_run.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <set>

using namespace polcascope;
using namespace polcascope::analysis;
using store::Clustering;
using store::Decomposition;
using store::Quantity;
using store::Rules;

namespace {

/// Tokens as columns: two tight groups of 60, and 40 scattered over everything.
Matrix<float> groups()
{
    Random random(1, "groups");
    Matrix<float> values(3, 160);
    for (std::size_t x = 0; x < 160; ++x) {
        for (std::size_t t = 0; t < 3; ++t)
            values(t, x) = static_cast<float>(x < 60 ? 0.05 * random.normal()
                    : x < 120                        ? 5 + 0.05 * random.normal()
                                                     : 40 * random.uniform() - 20);
    }
    return values;
}

TokenTable tokensOf(std::size_t count)
{
    TokenTable tokens;
    tokens.output.assign(count, 0);
    return tokens;
}

}

class StabilityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theBestJaccardIndexIsThatOfTheBestCluster()
    {
        const std::vector<std::int32_t> labels { 0, 0, 0, 0, 1, 1, 2, -1 };
        const std::vector<std::int32_t> others { 3, 3, 3, -1, 0, 3, -1, 0 };
        QCOMPARE(bestJaccard(labels, others, 3), (std::vector<double> { 3.0 / 5, 1.0 / 3, 0 }));
        QCOMPARE(bestJaccard(labels, labels, 3), (std::vector<double> { 1, 1, 1 }));
        const std::vector<std::uint8_t> counts { 1, 1, 0, 0, 0, 0, 1, 1 };
        const auto some = bestJaccard(labels, others, 3, counts);
        QCOMPARE(some[0], 1.0);
        QVERIFY(std::isnan(some[1]));
        QCOMPARE(some[2], 0.0);
    }

    void tightClustersAreFoundAgain()
    {
        const Matrix<float> values = groups();
        const Clustering found =
            clusterValues(values, tokensOf(160), { .output = 0 }, { .minimumShare2024 = 0.2, .minimumSamples2024 = 4 });
        QCOMPARE(found.clusters(), 2);
        const auto stable = stability(values, found);
        QCOMPARE(stable.size(), 2u);
        for (const ClusterStability& cluster : stable) {
            QVERIFY(cluster.size >= 58 && cluster.size <= 62);
            for (const double index : { cluster.resampled, cluster.smallerSize, cluster.largerSize,
                     cluster.fewerSamples, cluster.moreSamples })
                QVERIFY(index > 0.95 && index <= 1);
        }
    }

    void clustersOfNoiseAreNotFoundAgain()
    {
        Random random(2, "noise");
        Matrix<float> values(6, 200);
        for (std::size_t i = 0; i < values.size(); ++i)
            values.data()[i] = static_cast<float>(random.normal());
        const Clustering found =
            clusterValues(values, tokensOf(200), { .output = 0 }, { .minimumShare2024 = 0.02, .minimumSamples2024 = 2 });
        QVERIFY(found.clusters() >= 2);
        double mean = 0;
        for (const ClusterStability& cluster : stability(values, found))
            mean += cluster.resampled / found.clusters();
        QVERIFY(mean < 0.7);
    }

    void neighboursThatRoundingLeavesAreNotCompared()
    {
        const Matrix<float> values = groups();
        const Clustering found =
            clusterValues(values, tokensOf(160), { .output = 0 }, { .minimumShare2024 = 0.2, .minimumSamples2024 = 1 });
        QVERIFY(found.clusters() > 0);
        for (const ClusterStability& cluster : stability(values, found)) {
            QVERIFY(std::isnan(cluster.fewerSamples)); // there are no fewer than 1
            QVERIFY(!std::isnan(cluster.moreSamples));
        }
    }

    void theSeedAndNotTheThreadsDecide()
    {
        const Matrix<float> values = groups();
        const Clustering found =
            clusterValues(values, tokensOf(160), { .output = 0 }, { .minimumSamples2024 = 2 });
        const auto first = stability(values, found, { .threads = 1 }), second = stability(values, found, { .threads = 2 });
        for (std::size_t i = 0; i < first.size(); ++i)
            QCOMPARE(first[i].resampled, second[i].resampled);
        QVERIFY(stability(values, Clustering()).empty());
        QVERIFY_THROWS_EXCEPTION(Cancelled,
            static_cast<void>(stability(values, found, {}, Progress([](double done, std::string_view) { return done < 0.5; }))));
    }

    void aHalfOfTrainingIsClusteredAsIfItWereTheWhole()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath("run.polca").toStdString();
        support::writeSyntheticRun(path, { .examples = 100, .checkpoints = 25, .vectors = 2 });
        const auto run = store::RunFolder::open(path, store::RunFolder::Access::read);
        const store::TrajectorySet trajectories(run);
        const TokenTable tokens = store::readTokens(run);
        for (const bool cumulated : { false, true }) {
            for (const TrainingPart part : { TrainingPart::firstHalf, TrainingPart::firstTwoThirds, TrainingPart::secondHalf }) {
                const Setting setting { .decomposition = Decomposition::trapezoid, .cumulated = cumulated, .part = part };
                const auto result = sensitivity(trajectories, tokens, std::span(&setting, 1), {}, { 20, 1 }).front();
                double best = 0;
                for (std::size_t vector = 0; vector < 2; ++vector) {
                    const Matrix<float> all = polca(vectorTrajectories(trajectories, vector), Decomposition::trapezoid);
                    Matrix<float> half(part == TrainingPart::firstTwoThirds ? 16 : 12, all.columns()); // of 24 segments
                    for (std::size_t t = 0; t < half.rows(); ++t)
                        std::ranges::copy(all.row(part == TrainingPart::secondHalf ? t + 12 : t), half.row(t).begin());
                    for (const std::int32_t output : std::set(tokens.output.begin(), tokens.output.end())) {
                        store::ClusteringKey key { .output = output };
                        key.quantity = Quantity::polca;
                        const Clustering found = clusterValues(cumulated ? projectedLoss(half) : half, tokens, key, {});
                        for (const auto& cluster : clusterStatistics(found, tokens, 0))
                            best = std::max(best, cluster.carryShare);
                    }
                }
                QCOMPARE(std::ranges::max(result.outputs, {}, &BestHomogeneity::best).best, best);
            }
        }
    }

    void theGridOfSettingsHoldsTheRunsOwnClusterings()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath("run.polca").toStdString();
        support::writeSyntheticRun(path, { .examples = 100, .checkpoints = 25, .vectors = 3 });
        const auto run = store::RunFolder::open(path, store::RunFolder::Access::read);
        const store::TrajectorySet trajectories(run);
        const TokenTable tokens = store::readTokens(run);
        const std::vector<Decomposition> decompositions { Decomposition::trapezoid };
        const auto grid = settingsGrid(decompositions);
        QCOMPARE(grid.size(), std::size_t(2 * (2 * (3 * 3 + 3 + 3) + 1 + 3)));
        const auto results = sensitivity(trajectories, tokens, grid, {}, { 20, 1 }, 2);
        QCOMPARE(results.size(), grid.size());
        const std::set<std::int32_t> outputs(tokens.output.begin(), tokens.output.end());
        for (const SettingResult& result : results) {
            QCOMPARE(result.outputs.size(), outputs.size());
            // All together are as far beyond chance as the output token that is furthest, but for the number of these.
            const BestHomogeneity& furthest = *std::ranges::min_element(result.outputs, {}, &BestHomogeneity::p);
            QVERIFY(result.all.p >= furthest.p - 1e-12);
            QVERIFY(result.all.p <= furthest.p * static_cast<double>(outputs.size()) + 1e-12);
            double best = 0;
            const Setting& setting = result.setting;
            if (setting.minimumSamples != 1 || setting.every != 1 || setting.part != TrainingPart::whole || setting.minimumShare > 0)
                continue;
            // The same as the clusterings of these quantities, one by one.
            std::size_t index = 0;
            for (const std::int32_t output : outputs) {
                best = 0;
                for (std::int32_t vector = 0; vector < (setting.decomposition ? 3 : 1); ++vector) {
                    store::ClusteringKey key { .output = output };
                    key.quantity = setting.decomposition
                        ? (setting.cumulated ? Quantity::projectedLoss : Quantity::polca)
                        : (setting.cumulated ? Quantity::loss : Quantity::lossChange);
                    key.vector = setting.decomposition ? vector : -1;
                    for (const auto& cluster : clusterStatistics(clusterTokens(trajectories, tokens, key, {}), tokens, 0))
                        best = std::max(best, cluster.carryShare);
                }
                QCOMPARE(result.outputs[index++].best, best);
            }
        }
    }
};

QTEST_GUILESS_MAIN(StabilityTest)
#include "tst_stability.moc"
