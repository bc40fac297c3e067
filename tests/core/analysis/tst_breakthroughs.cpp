#include "core/analysis/breakthroughs.h"
#include "core/analysis/decomposition.h"
#include "core/base/random.h"
#include "tests/support/synthetic_run.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace polcascope;
using namespace polcascope::analysis;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

std::vector<std::int32_t> grid(std::size_t count, std::int32_t interval)
{
    std::vector<std::int32_t> steps(count);
    for (std::size_t t = 0; t < count; ++t)
        steps[t] = static_cast<std::int32_t>(t) * interval;
    return steps;
}

/// One column a function of the step.
template <typename... Function>
Matrix<float> curves(const std::vector<std::int32_t>& steps, Function... functions)
{
    Matrix<float> result(steps.size(), sizeof...(functions));
    for (std::size_t t = 0; t < steps.size(); ++t) {
        std::size_t column = 0;
        ((result(t, column++) = static_cast<float>(functions(static_cast<double>(steps[t])))), ...);
    }
    return result;
}

store::Clustering clustering(const std::vector<std::int32_t>& labels)
{
    store::Clustering result;
    result.labels = labels;
    const std::int32_t last = *std::max_element(labels.begin(), labels.end());
    result.persistence.assign(static_cast<std::size_t>(last + 1), 0.5);
    return result;
}

}

class BreakthroughsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aBreakIsWhereAFallOrARiseSetsIn()
    {
        const auto steps = grid(41, 5);
        const auto ramp = [](double begin, double end) {
            return [=](double step) { return std::clamp((step - begin) / (end - begin), 0.0, 1.0); };
        };
        const auto falling = [&](double begin, double end) {
            return [=](double step) { return 2 - ramp(begin, end)(step); };
        };
        const Matrix<float> values = curves(steps, falling(60, 120), falling(100, 140), ramp(60, 120));
        QCOMPARE(breakSteps(values, steps, 30, Learning::falls)[0], 60.0);
        QCOMPARE(breakSteps(values, steps, 30, Learning::falls)[1], 100.0);
        QCOMPARE(breakSteps(values, steps, 30, Learning::falls)[2], 120.0); // a rise stops to rise there
        QCOMPARE(breakSteps(values, steps, 30, Learning::rises)[2], 60.0);
    }

    void onlyStepsWithEnoughTrainingOnBothSidesCount()
    {
        const auto steps = grid(11, 10);
        const Matrix<float> fall =
            curves(steps, [](double step) { return step <= 10 ? 1.0 : 1.0 - (step - 10) / 90; });
        QCOMPARE(breakSteps(fall, steps, 10, Learning::falls)[0], 10.0);
        QCOMPARE(breakSteps(fall, steps, 20, Learning::falls)[0], 20.0);
        QVERIFY(std::isnan(breakSteps(fall, steps, 50.5, Learning::falls)[0]));
        QCOMPARE(breakSteps(Matrix<float>(), {}, 10, Learning::falls).size(), 0u);
    }

    void aCurveThatNeverSpeedsUpHasNoBreak()
    {
        const auto steps = grid(21, 5);
        const Matrix<float> values = curves(steps, [](double) { return 1.0; }, [](double s) { return 4 - s; },
            [](double s) { return std::exp(-s / 20); });
        for (const double step : breakSteps(values, steps, 10, Learning::falls))
            QVERIFY(std::isnan(step));
    }

    void betweenCheckpointsCurvesAreStraight_data()
    {
        QTest::addColumn<double>("distance");
        for (const double distance : { 5.0, 7.0, 12.5, 2.0, 33.0 })
            QTest::addRow("D = %g", distance) << distance;
    }
    void betweenCheckpointsCurvesAreStraight()
    {
        // Against a naive version in double with an interpolation of its own.
        QFETCH(double, distance);
        const auto steps = grid(60, 5);
        Random random(4, "curves");
        Matrix<float> values(steps.size(), 5);
        for (std::size_t i = 0; i < values.size(); ++i)
            values.data()[i] = static_cast<float>(random.normal());
        const auto found = breakSteps(values, steps, distance, Learning::falls);
        for (std::size_t x = 0; x < 5; ++x) {
            const auto f = [&](double step) {
                const auto index = std::min<std::size_t>(static_cast<std::size_t>(step / 5), 58);
                const double share = step / 5 - double(index);
                return -((1 - share) * double(values(index, x)) + share * double(values(index + 1, x)));
            };
            double best = -1, at = none;
            for (std::size_t t = 0; t < steps.size(); ++t) {
                const double step = steps[t];
                if (step - distance < 0 || step + distance > 295)
                    continue;
                const double excess = (f(step + distance) - f(step)) - (f(step) - f(step - distance));
                if (excess > best + 1e-9) {
                    best = excess;
                    at = step;
                }
            }
            QCOMPARE(found[x], at);
        }
    }

    void aLossIsFlatFromItsKneeOn()
    {
        const auto steps = grid(101, 10);
        std::vector<double> loss;
        for (const std::int32_t step : steps)
            loss.push_back(std::max(2 - 0.01 * step, 0.5 - 0.0001 * step));
        QCOMPARE(flatStep(loss, steps), 150); // where the two straight lines meet, to the nearest checkpoint
        std::vector<double> exponential;
        for (const std::int32_t step : steps)
            exponential.push_back(std::exp(-step / 100.0));
        // The slope is the mean slope at s ln(T / s).
        QVERIFY(std::abs(*flatStep(exponential, steps) - 100 * std::log(10.0)) <= 10);
        std::reverse(loss.begin(), loss.end());
        QVERIFY(!flatStep(loss, steps));
        QVERIFY(!flatStep(std::vector<double> { 2, 1 }, std::vector<std::int32_t> { 0, 5 }));
        QVERIFY(!flatStep({}, {}));
        QVERIFY(!flatStep(std::vector<double> { none, none, none }, std::vector<std::int32_t> { 0, 5, 10 }));
    }

    void spreadsFollowTheirDefinitions()
    {
        const Spread found = spread({ 4, 1, 3, 2 });
        QCOMPARE(found.interquartile, 1.5); // 3.25 - 1.75, as numpy and R
        QCOMPARE(found.standardDeviation, std::sqrt(5.0 / 3));
        QCOMPARE(spread({ 7, 7, 7 }).interquartile, 0.0);
        const std::vector<double> values { 1, 2, 5, 9 };
        const std::vector<std::int64_t> counts { 2, 0, 3, 1 };
        const Spread counted = spread(values, counts), each = spread({ 5, 1, 9, 5, 1, 5 });
        QCOMPARE(counted.lowerQuartile, each.lowerQuartile);
        QCOMPARE(counted.upperQuartile, each.upperQuartile);
        QCOMPARE(counted.lowerQuartile, 2.0); // 1 1 5 5 5 9
        QCOMPARE(counted.standardDeviation, std::sqrt(((1 - 26 / 6.0) * (1 - 26 / 6.0) * 2 + (5 - 26 / 6.0) * (5 - 26 / 6.0) * 3 +
                                                         (9 - 26 / 6.0) * (9 - 26 / 6.0)) / 5));
        QVERIFY(std::isnan(spread({ 1 }).interquartile) && std::isnan(spread({}).standardDeviation));
    }

    void clustersThatBreakTogetherAreToldFromRandomGroups()
    {
        Random random(5, "breaks");
        std::vector<double> breaks;
        std::vector<std::int32_t> labels;
        for (int x = 0; x < 400; ++x) {
            const bool together = x % 8 == 0;
            breaks.push_back(together ? 300 + 5 * random.normal() : 1000 * random.uniform());
            labels.push_back(together ? 0 : x % 8 == 1 ? 1 : store::noise);
        }
        breaks[3] = none;
        const auto found = clusterBreaks(clustering(labels), breaks, { .flat = 250 });
        QCOMPARE(found.size(), 2u);
        QVERIFY(std::abs(found[0].mean - 300) < 5);
        QVERIFY(found[0].hidden);
        QVERIFY(found[0].spread.interquartile < 15 && found[0].random.interquartile > 200);
        QCOMPARE(found[0].synchronyP, 1.0 / 201);
        QCOMPARE(found[1].tokens, 50);
        QVERIFY(found[1].synchronyP > 0.05);
        QVERIFY(std::abs(found[1].random.standardDeviation - 280) < 60);
        QVERIFY(!clusterBreaks(clustering(labels), breaks, {})[0].hidden); // no step is known to be flat
        QVERIFY(!clusterBreaks(clustering(labels), breaks, { .flat = 310 })[0].hidden);
    }

    void theSpreadOfRandomGroupsOfAllTokensIsThatOfAll()
    {
        // Every random group as large as all tokens is all tokens: an exact value.
        const std::vector<double> breaks { 10, 20, 30, 40, 90 };
        const auto found = clusterBreaks(clustering({ 0, 0, 0, 0, 0 }), breaks, {});
        QCOMPARE(found[0].random.interquartile, found[0].spread.interquartile);
        QCOMPARE(found[0].synchronyP, 1.0);
        QCOMPARE(found[0].mean, 38.0);
    }

    void clustersWithoutBreaksHaveNoValue()
    {
        const auto found = clusterBreaks(clustering({ 0, 0, 1, 1 }), std::vector<double> { none, 5, none, none },
            { .flat = 1 });
        QCOMPARE(found.size(), 2u);
        for (const ClusterBreak& cluster : found)
            QVERIFY(std::isnan(cluster.mean) && !cluster.hidden && cluster.synchronyP == 1);
        QCOMPARE(found[0].tokens, 1);
    }

    void theSharpestRiseOfPolcaIsWhereItsSizeRises()
    {
        const auto steps = grid(41, 5);
        Matrix<float> polca(40, 4);
        for (std::size_t t = 0; t < 40; ++t) {
            const float sign = t % 2 == 0 ? 1.0f : -1.0f; // to and fro, as real ones
            polca(t, 0) = polca(t, 1) = sign * (t >= 12 ? 1.0f : 0.1f);
            polca(t, 2) = polca(t, 3) = sign * (t >= 24 ? 2.0f : 0.1f);
        }
        const auto found = sharpestRises(polca, steps, clustering({ 0, 0, 1, 1 }), 20);
        QCOMPARE(found, (std::vector<double> { 60, 120 }));
    }

    void ranksCorrelateAsSpearmanSays()
    {
        const auto rho = [](std::vector<double> a, std::vector<double> b) { return rankCorrelation(a, b); };
        QCOMPARE(rho({ 1, 2, 3, 4 }, { 10, 100, 1000, 10000 }), 1.0);
        QCOMPARE(rho({ 1, 2, 3, none, 4 }, { 4, 3, 2, 9, 1 }), -1.0);
        // scipy.stats.spearmanr([1, 2, 2, 3, 5, 4], [2, 1, 4, 4, 3, 6])
        QVERIFY(std::abs(rho({ 1, 2, 2, 3, 5, 4 }, { 2, 1, 4, 4, 3, 6 }) - 0.4852941176470589) < 1e-12);
        QVERIFY(std::isnan(rho({ 1, 2 }, { 1, 2 })));
        QVERIFY(std::isnan(rho({ 1, 2, 3 }, { 7, 7, 7 })));
    }

    void theCurvesOfAClusteringAreThoseItsTokensAreLearntIn()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath("run.polca").toStdString();
        support::writeSyntheticRun(path, { .examples = 20, .checkpoints = 30, .vectors = 3 });
        const store::TrajectorySet trajectories(store::RunFolder::open(path, store::RunFolder::Access::read));
        using store::Quantity;
        QCOMPARE(breakCurves(trajectories, { .quantity = Quantity::lossChange }).values, trajectories.loss());
        const store::ClusteringKey key { .quantity = Quantity::polca, .vector = 1 };
        store::ClusteringKey projected = key;
        projected.quantity = Quantity::projectedLoss;
        QCOMPARE(breakCurves(trajectories, key).values, quantity(trajectories, projected));
        store::ClusteringKey fisher = key;
        fisher.decomposition = store::Decomposition::fisher;
        QVERIFY(breakCurves(trajectories, fisher).learning == Learning::rises);
        store::ClusteringKey joint = key;
        joint.together = { 0, 2 };
        const Matrix<float> sum = breakCurves(trajectories, joint).values;
        QCOMPARE(sum.rows(), trajectories.checkpoints());
        double parts = 0;
        for (const std::int32_t vector : { 0, 1, 2 }) {
            projected.vector = vector;
            parts += double(quantity(trajectories, projected)(29, 5));
        }
        QVERIFY(std::abs(double(sum(29, 5)) - parts) < 1e-6);
    }
};

QTEST_GUILESS_MAIN(BreakthroughsTest)
#include "tst_breakthroughs.moc"
