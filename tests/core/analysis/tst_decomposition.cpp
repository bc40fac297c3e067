#include "core/analysis/decomposition.h"
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
        support::writeSyntheticRun(path, { .examples = 60, .checkpoints = 23, .vectors = 3 });
        m_trajectories = store::TrajectorySet(store::RunFolder::open(path, store::RunFolder::Access::read));
    }

    void polcaFollowsItsFormulas()
    {
        const Matrix<float> D = matrix(3, 2, { 1, 2, 3, 4, -5, 8 });
        const std::vector<double> p { 0.5, 2, NAN };
        QCOMPARE(polca(D, p, Decomposition::firstOrder), matrix(2, 2, { 0.5, 1, 6, 8 }));
        QCOMPARE(polca(D, p, Decomposition::trapezoid), matrix(2, 2, { 1, 1.5, -2, 12 }));
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
            QCOMPARE(polca(one, p, Decomposition::trapezoid).rows(), 0u);
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
        for (const Decomposition decomposition : { Decomposition::firstOrder, Decomposition::trapezoid }) {
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
