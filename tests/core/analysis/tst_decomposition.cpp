#include "core/analysis/decomposition.h"
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/store/run_files.h"
#include "tests/support/synthetic_run.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <numeric>

using namespace polcascope;
using namespace polcascope::analysis;
using store::Decomposition;
using store::Quantity;

namespace {

Matrix<float> matrix(std::size_t rows, std::size_t columns, const std::vector<float>& values)
{
    Matrix<float> result(rows, columns);
    std::copy(values.begin(), values.end(), result.data());
    return result;
}

VectorTrajectories vector(std::size_t columns, const std::vector<float>& D, const std::vector<double>& p,
    const std::vector<double>& lambda)
{
    return { matrix(p.size(), columns, D), p, lambda };
}

double total(const Matrix<float>& values)
{
    return std::accumulate(values.data(), values.data() + values.size(), 0.0);
}

}

class DecompositionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        const std::string path = m_folder.filePath("synthetic.polca").toStdString();
        support::writeSyntheticRun(path, { .examples = 60, .checkpoints = 23, .vectors = 3, .ownCurvature = true });
        m_trajectories = store::TrajectorySet(store::RunFolder::open(path, store::RunFolder::Access::read));
    }

    void polcaFollowsItsFormulas()
    {
        const auto v = vector(2, { 1, 2, 3, 4, -5, 8 }, { 0.5, 2, NAN }, { 8, -0.5, 1 });
        QCOMPARE(polca(v, Decomposition::firstOrder), matrix(2, 2, { 0.5, 1, 6, 8 }));
        QCOMPARE(polca(v, Decomposition::trapezoid), matrix(2, 2, { 1, 1.5, -2, 12 }));
        // D(X) = 1.5, 3.5, 1.5: r = 8 0.5 / 2 and -0.5 2 / -2, and the tokens' D change by 2, 2 and -8, 4.
        QCOMPARE(polca(v, Decomposition::secondOrder), matrix(2, 2, { 1.5, 2, 2, 10 }));
        QCOMPARE(polca(v, Decomposition::fisher), matrix(2, 2, { 1, 4, 9, 16 }));
    }

    void threadsChangeNothing()
    {
        Random random(4, "threads");
        VectorTrajectories v { Matrix<float>(9, 9001), {}, {} };
        for (std::size_t i = 0; i < v.gradientProjection.size(); ++i)
            v.gradientProjection.data()[i] = static_cast<float>(random.normal());
        for (std::size_t t = 0; t < 9; ++t) {
            v.weightProjection.push_back(random.normal());
            v.curvature.push_back(random.normal());
        }
        for (const Decomposition decomposition : { Decomposition::trapezoid, Decomposition::secondOrder, Decomposition::fisher }) {
            const auto parts = polca(v, decomposition);
            QCOMPARE(polca(v, decomposition, 3), parts);
            const auto sums = projectedLoss(parts);
            QCOMPARE(projectedLoss(parts, 3), sums);
            for (const std::size_t x : { 0, 4095, 4096, 9000 }) {
                double sum = 0;
                for (std::size_t t = 0; t < 8; ++t) {
                    QCOMPARE(sums(t, x), static_cast<float>(sum));
                    sum += static_cast<double>(parts(t, x));
                }
            }
        }
    }

    void simpsonsRuleNeedsMidpoints()
    {
        auto v = vector(2, { 1, 2, 3, 4, -5, 8 }, { 0.5, 2, NAN }, { 8, -0.5, 1 });
        try {
            (void)polca(v, Decomposition::simpson);
            QFAIL("nothing was thrown");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::missingInput);
        }
        v.midpointProjection = matrix(3, 2, { 2, 6, 5, 0, NAN, NAN });
        QCOMPARE(polca(v, Decomposition::simpson), matrix(2, 2, { 1, 2.5, 6, 4 }));
        QVERIFY_EXCEPTION_THROWN((void)explained(m_trajectories, Decomposition::simpson), Error);
    }

    void exactCurvatureNeedsThatOfEveryToken()
    {
        auto v = vector(2, { 1, 2, 3, 4, -5, 8 }, { 0.5, 2, NAN }, { 8, -0.5, 1 });
        try {
            (void)polca(v, Decomposition::exactCurvature);
            QFAIL("nothing was thrown");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::missingInput);
            QVERIFY(error.value("command").find("own_curvature=on") != std::string::npos);
        }
        v.ownCurvature = matrix(3, 2, { 8, -4, 1, 0.5, 100, 100 });
        QCOMPARE(polca(v, Decomposition::exactCurvature), matrix(2, 2, { 1.5, 0.5, 8, 9 }));
        QVERIFY(measured(m_trajectories).allows(Decomposition::exactCurvature));
        QVERIFY(!measured(m_trajectories).allows(Decomposition::simpson));
        QVERIFY(!measured(store::TrajectorySet()).allows(Decomposition::exactCurvature));
        MeanTrajectories means = meanTrajectories(m_trajectories);
        means.ownCurvature.back().clear();
        QVERIFY_EXCEPTION_THROWN((void)explained(means, Decomposition::exactCurvature), Error);
    }

    void exactCurvatureIsTheSameTermByTermOverARun()
    {
        const auto found = explainedTokens(m_trajectories, std::vector { Decomposition::exactCurvature });
        std::vector<double> expected(m_trajectories.tokens());
        for (std::size_t k = 0; k < m_trajectories.vectors(); ++k) {
            const Matrix<float> D = m_trajectories.gradientProjection(k), own = m_trajectories.ownCurvature(k);
            const std::vector<double> p = m_trajectories.weightProjection(k);
            for (std::size_t t = 0; t + 1 < p.size(); ++t) {
                for (std::size_t x = 0; x < expected.size(); ++x)
                    expected[x] += double(D(t, x)) * p[t] + 0.5 * double(own(t, x)) * p[t] * p[t];
            }
        }
        for (std::size_t x = 0; x < expected.size(); ++x)
            QVERIFY(std::abs(found.front().sum[x] - expected[x]) < 1e-12);
    }

    void theSecondOrderIsWhatThePapersPrint()
    {
        // Against their formula term by term, with the guard where its denominator vanishes.
        constexpr std::size_t T = 40, N = 7;
        Random random(3, "decomposition");
        VectorTrajectories v { Matrix<float>(T, N), {}, {} };
        for (std::size_t t = 0; t < T; ++t) {
            for (std::size_t x = 0; x < N; ++x)
                v.gradientProjection(t, x) = static_cast<float>(random.normal());
            v.weightProjection.push_back(t + 1 < T ? 0.1 * random.normal() : NAN);
            v.curvature.push_back(20 * random.uniform());
        }
        v.weightProjection[5] = 0; // stands still
        for (std::size_t x = 0; x < N; ++x)
            v.gradientProjection(9, x) = v.gradientProjection(8, (x + 1) % N); // D(X) does not change
        const Matrix<float> found = polca(v, Decomposition::secondOrder);
        const std::vector<double> mean = meanOver(v.gradientProjection);
        std::int64_t guarded = 0;
        for (std::size_t t = 0; t + 1 < T; ++t) {
            const double p = v.weightProjection[t], lambda = v.curvature[t];
            double denominator = 0;
            for (std::size_t x = 0; x < N; ++x)
                denominator += (double(v.gradientProjection(t + 1, x)) - double(v.gradientProjection(t, x))) / N;
            const bool isGuarded = std::abs(denominator) < std::abs(lambda * p) / 10;
            guarded += isGuarded;
            for (std::size_t x = 0; x < N; ++x) {
                const double D = v.gradientProjection(t, x), next = v.gradientProjection(t + 1, x);
                const double expected = isGuarded ? p * (D + next) / 2
                                                  : D * p + lambda / 2 * p * p * (next - D) / denominator;
                QVERIFY(std::abs(found(t, x) - expected) < 1e-6);
            }
        }
        QVERIFY(guarded > 0 && guarded < 20);
        QCOMPARE(segmentWeights(Decomposition::secondOrder, v.weightProjection, v.curvature, mean).guarded, guarded);
        QCOMPARE(segmentWeights(Decomposition::trapezoid, v.weightProjection, v.curvature, mean).guarded, 0);
    }

    void alongOneDirectionOfAQuadraticLossAllButTheFirstOrderAreExact()
    {
        // L(x; s) = g s + h s^2 / 2 along the direction: D = g + h s, and lambda is the mean of h.
        const std::vector<double> g { -1, 0.5, 2 }, h { 4, 1, -2 };
        const std::vector<double> s { 0, 0.25, 0.125, 0.75 };
        VectorTrajectories v { Matrix<float>(4, 3), { 0.25, -0.125, 0.625, NAN }, std::vector<double>(4, 1.0) };
        v.midpointProjection = v.ownCurvature = v.gradientProjection;
        for (std::size_t t = 0; t < 4; ++t) {
            for (std::size_t x = 0; x < 3; ++x) {
                v.gradientProjection(t, x) = float(g[x] + h[x] * s[t]);
                v.midpointProjection(t, x) = t < 3 ? float(g[x] + h[x] * (s[t] + s[t + 1]) / 2) : NAN;
                v.ownCurvature(t, x) = float(h[x]);
            }
        }
        for (const Decomposition decomposition :
            { Decomposition::trapezoid, Decomposition::secondOrder, Decomposition::simpson, Decomposition::exactCurvature }) {
            const Matrix<float> parts = polca(v, decomposition);
            for (std::size_t t = 0; t < 3; ++t) {
                for (std::size_t x = 0; x < 3; ++x)
                    QVERIFY(std::abs(parts(t, x) - (g[x] * (s[t + 1] - s[t]) +
                        h[x] * (s[t + 1] * s[t + 1] - s[t] * s[t]) / 2)) < 1e-7);
            }
        }
    }

    void theSecondOrderNeedsTheCurvature()
    {
        const auto v = vector(1, { 1, 2 }, { 0.5, NAN }, { NAN, NAN });
        try {
            static_cast<void>(polca(v, Decomposition::secondOrder));
            QFAIL("accepted");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::missingInput);
            QVERIFY(error.value("command").find("curvature_examples") != std::string::npos);
        }
        QCOMPARE(polca(v, Decomposition::trapezoid), matrix(1, 1, { 0.75 }));
        QVERIFY(hasCurvature(m_trajectories));
        QVERIFY(!hasCurvature(store::TrajectorySet()));
    }

    void thinningKeepsCheckpointsAndSumsTheMovements()
    {
        auto v = vector(1, { 1, 2, 3, 4, 5, 6 }, { 0.5, 1, 2, 4, 8, NAN }, { 6, 5, 4, 3, 2, 1 });
        QCOMPARE(thinned(v, 2).ownCurvature.rows(), 0u);
        v.midpointProjection = v.ownCurvature = matrix(6, 1, { 7, 8, 9, 10, 11, 12 });
        const VectorTrajectories thin = thinned(v, 2);
        QCOMPARE(thin.midpointProjection.rows(), 0u); // those of other segments
        QCOMPARE(thin.ownCurvature, matrix(3, 1, { 7, 9, 11 }));
        // 1 and 3, with the movements of 1.5 and 6.
        QCOMPARE(polca(thin, Decomposition::exactCurvature), matrix(2, 1, { 1.5F + 3.5F * 2.25F, 18 + 4.5F * 36 }));
        QCOMPARE(thin.gradientProjection, matrix(3, 1, { 1, 3, 5 }));
        QCOMPARE(thin.curvature, (std::vector<double> { 6, 4, 2 }));
        QCOMPARE(thin.weightProjection[0], 1.5);
        QCOMPARE(thin.weightProjection[1], 6.0);
        QVERIFY(std::isnan(thin.weightProjection[2])); // the checkpoint it would move to is left out
        QCOMPARE(thinned(v, 1).gradientProjection, v.gradientProjection);
        QCOMPARE(thinned(v, 9).gradientProjection.rows(), 1u);

        const VectorTrajectories later = thinned(v, 2, 1);
        QCOMPARE(later.gradientProjection, matrix(3, 1, { 2, 4, 6 }));
        QCOMPARE(later.curvature, (std::vector<double> { 5, 3, 1 }));
        QCOMPARE(later.ownCurvature, matrix(3, 1, { 8, 10, 12 }));
        QCOMPARE(later.weightProjection[0], 3.0);
        QCOMPARE(later.weightProjection[1], 12.0);
        QCOMPARE(thinned(v.gradientProjection, 4, 9).rows(), 0u);
    }

    void projectedLossBeginsAtZeroAndAddsUpWhatComesBefore()
    {
        QCOMPARE(projectedLoss(matrix(2, 2, { 0.5, 1, 6, 8 })), matrix(3, 2, { 0, 0, 0.5, 1, 6.5, 9 }));
    }

    void lossChangeIsTheDifferenceOfNeighbours()
    {
        QCOMPARE(lossChange(matrix(3, 1, { 5, 3, 4 })), matrix(2, 1, { -2, 1 }));
    }

    void nothingBecomesOfFewerThanTwoCheckpoints()
    {
        for (const std::size_t checkpoints : { 0, 1 }) {
            const Matrix<float> one(checkpoints, 4, 1.0f);
            const std::vector<double> p(checkpoints, NAN);
            QCOMPARE(lossChange(one).rows(), 0u);
            QCOMPARE(polca({ one, p, p }, Decomposition::secondOrder).rows(), 0u);
        }
        const Explained none = explained(store::TrajectorySet(), Decomposition::trapezoid);
        QCOMPARE(none.share(), 0.0);
        QCOMPARE(none.spanShare, 0.0);
    }

    void quantitiesHaveARowACheckpointOrASegment()
    {
        const std::size_t T = m_trajectories.checkpoints(), N = m_trajectories.tokens();
        for (const auto& [quantity, rows] : { std::pair { Quantity::loss, T },
                 { Quantity::lossChange, T - 1 }, { Quantity::absoluteLossChange, T - 1 },
                 { Quantity::polca, T - 1 }, { Quantity::projectedLoss, T } }) {
            const Matrix<float> values =
                analysis::quantity(m_trajectories, { .quantity = quantity, .vector = 1 });
            QCOMPARE(values.rows(), rows);
            QCOMPARE(values.columns(), N);
            for (std::size_t i = 0; i < values.size(); ++i)
                QVERIFY(std::isfinite(values.data()[i]));
        }
        const Matrix<float> change = analysis::quantity(m_trajectories, { .quantity = Quantity::lossChange });
        const Matrix<float> absolute =
            analysis::quantity(m_trajectories, { .quantity = Quantity::absoluteLossChange });
        for (std::size_t i = 0; i < change.size(); ++i)
            QCOMPARE(absolute.data()[i], std::abs(change.data()[i]));
    }

    void partsAndRemainderAddUpToTheTrueChange_data()
    {
        QTest::addColumn<bool>("someTokens");
        QTest::addRow("all tokens") << false;
        QTest::addRow("some tokens") << true;
    }
    void partsAndRemainderAddUpToTheTrueChange()
    {
        QFETCH(bool, someTokens);
        const std::vector<std::int32_t> tokens =
            someTokens ? std::vector<std::int32_t> { 3, 17, 20 } : std::vector<std::int32_t> {};
        for (const Decomposition decomposition :
            { Decomposition::firstOrder, Decomposition::trapezoid, Decomposition::secondOrder, Decomposition::exactCurvature }) {
            const Explained found = explained(m_trajectories, decomposition, tokens);
            QCOMPARE(found.sum + found.remainder, found.trueChange);
            double sum = 0;
            for (std::size_t k = 0; k < m_trajectories.vectors(); ++k) {
                const Matrix<float> ends = analysis::quantity(m_trajectories,
                    { .quantity = Quantity::projectedLoss,
                        .decomposition = decomposition,
                        .vector = static_cast<std::int32_t>(k) });
                double part = 0;
                for (std::size_t i = 0; i < (someTokens ? tokens.size() : ends.columns()); ++i)
                    part += static_cast<double>(
                        ends(ends.rows() - 1, someTokens ? static_cast<std::size_t>(tokens[i]) : i));
                part /= static_cast<double>(someTokens ? tokens.size() : ends.columns());
                QVERIFY(std::abs(found.perVector[k] - part) < 1e-6);
                sum += found.perVector[k];
            }
            QVERIFY(std::abs(found.sum - sum) < 1e-12);
        }
    }

    void theCourseOfTrainingIsTheMeanOfEverySegmentAndAddsUp()
    {
        const MeanTrajectories means = meanTrajectories(m_trajectories);
        const Matrix<float> change = lossChange(m_trajectories.loss());
        for (const Decomposition decomposition :
            { Decomposition::firstOrder, Decomposition::trapezoid, Decomposition::secondOrder, Decomposition::exactCurvature }) {
            const ExplainedCourse course = explainedCourse(means, decomposition);
            const Explained whole = explained(means, decomposition);
            QCOMPARE(course.trueChange.size(), change.rows());
            QCOMPARE(course.guarded, whole.guarded);
            const std::vector<double> meanChange = meanOver(change);
            for (std::size_t t = 0; t < change.rows(); ++t) {
                QVERIFY(std::abs(course.trueChange[t] - meanChange[t]) < 1e-6);
                double along = 0;
                for (std::size_t k = 0; k < m_trajectories.vectors(); ++k)
                    along += course.alongSquared[k][t];
                QVERIFY(std::abs(along / course.movementSquared[t] - 0.05) < 1e-12); // as the run is made
            }
            for (std::size_t k = 0; k < m_trajectories.vectors(); ++k) {
                const VectorTrajectories vector = vectorTrajectories(m_trajectories, k);
                const std::vector<double> parts = meanOver(polca(vector, decomposition));
                for (std::size_t t = 0; t < parts.size(); ++t) {
                    QVERIFY(std::abs(course.perVector[k][t] - parts[t]) < 1e-7);
                    QCOMPARE(course.alongSquared[k][t], std::pow(vector.weightProjection[t], 2));
                }
                const auto& found = course.perVector[k];
                QCOMPARE(std::accumulate(found.begin(), found.end(), 0.0), whole.perVector[k]);
            }
        }
        QVERIFY(std::isnan(explainedCourse(means, Decomposition::fisher).perVector[0][0]));
        QVERIFY(explainedCourse({}, Decomposition::trapezoid).trueChange.empty());
    }

    void everyTokensPartsAndRemainderAddUpToItsTrueChange()
    {
        const std::vector<Decomposition> decompositions { Decomposition::firstOrder, Decomposition::trapezoid,
            Decomposition::secondOrder, Decomposition::exactCurvature };
        const auto found = explainedTokens(m_trajectories, decompositions);
        const Matrix<float> loss = m_trajectories.loss();
        for (std::size_t i = 0; i < decompositions.size(); ++i) {
            const Explained all = explained(m_trajectories, decompositions[i]);
            double sum = 0;
            for (std::size_t x = 0; x < loss.columns(); ++x) {
                QCOMPARE(found[i].trueChange[x],
                    static_cast<double>(loss(loss.rows() - 1, x)) - static_cast<double>(loss(0, x)));
                QCOMPARE(found[i].sum[x] + found[i].remainder[x], found[i].trueChange[x]);
                sum += found[i].sum[x] / static_cast<double>(loss.columns());
            }
            QVERIFY(std::abs(sum - all.sum) < 1e-9);
            const Explained one = explained(m_trajectories, decompositions[i], std::vector<std::int32_t> { 11 });
            QVERIFY(std::abs(one.sum - found[i].sum[11]) < 1e-9);
            QCOMPARE(one.guarded, all.guarded); // of all tokens, whichever are asked for
        }
        QCOMPARE(explainedTokens({}, decompositions).front().sum.size(), 0u);
    }

    void fisherSplitsNoLossChange()
    {
        const Explained found = explained(m_trajectories, Decomposition::fisher);
        QVERIFY(std::isnan(found.sum) && std::isnan(found.remainder) && std::isnan(found.perVector[0]));
        QVERIFY(std::abs(found.spanShare - 0.05) < 1e-12);
        QVERIFY(found.trueChange < 0);
        QCOMPARE(found.guardedInAll(), 0);
    }

    void theTrapezoidMissesOnlyWhatLiesOutsideTheBasis()
    {
        // A made-up run changes by the trapezoid along its vectors and by about half a nat besides.
        const Explained found = explained(m_trajectories, Decomposition::trapezoid);
        const Matrix<float> loss = m_trajectories.loss();
        const Matrix<float> change = lossChange(loss);
        QVERIFY(std::abs(found.trueChange - total(change) / static_cast<double>(change.columns())) < 1e-6);
        QVERIFY(std::abs(found.remainder + 0.5) < 0.1);
        QVERIFY(found.share() > 0.3 && found.share() < 0.9);
    }

    void theSpansShareOfTheMovementIsWhatWasMoved()
    {
        const Explained found = explained(m_trajectories, Decomposition::firstOrder);
        QVERIFY(std::abs(found.spanShare - 0.05) < 1e-12);
        QVERIFY(
            std::abs(std::accumulate(found.spanShares.begin(), found.spanShares.end(), 0.0) - 0.05) < 1e-12);
    }

private:
    QTemporaryDir m_folder;
    store::TrajectorySet m_trajectories;
};

QTEST_GUILESS_MAIN(DecompositionTest)
#include "tst_decomposition.moc"
