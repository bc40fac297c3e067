#include "core/analysis/sample.h"
#include "core/store/check_files.h"
#include "tests/support/synthetic_run.h"
#include "widgets/models/basis_comparison.h"
#include "widgets/models/basis_details.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <numeric>

using namespace polcascope;
using models::BasisComparison;
using models::BasisDetails;

class tst_basis_details : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }
    [[nodiscard]] static bool settled(const BasisComparison& comparison)
    {
        return QTest::qWaitFor([&] { return !comparison.work().isRunning(); }, 20000);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English));
        support::writeSyntheticRun(path("a.polca").toStdString());
        support::writeSyntheticRun(path("b.polca").toStdString(), { .vectors = 3, .seed = 2 });
        support::writeSyntheticRun(path("half.polca").toStdString(), { .finished = false });
        const auto whole = store::RunFolder::open(path("a.polca").toStdString(), store::RunFolder::Access::read);
        analysis::writeSample(whole, path("sample.polca").toStdString(), 200);
        (void)store::RunFolder::create(path("bare.polca").toStdString(), whole.recipe());
        Recipe other = whole.recipe();
        other.model.layers = 2;
        (void)store::RunFolder::create(path("deeper.polca").toStdString(), other);
    }

    void allThatIsKnownIsGathered()
    {
        models::RunView view;
        BasisDetails details(&view);
        const auto run = models::readRun(path("a.polca"));
        view.setRun(run);
        details.show(run);
        QVERIFY(details.data()); // what needs no reading is there at once
        QCOMPARE(details.data()->vectors.size(), std::size_t(4));
        QTRY_VERIFY_WITH_TIMEOUT(details.data()->series && details.data()->explained, 20000);
        const auto& data = *details.data();
        QCOMPARE(data.series->curvature[2], run->trajectories->curvature(2));
        QCOMPARE(data.series->curvatureError[2], run->trajectories->curvatureError(2));
        QVERIFY(!data.series->causal);
        QCOMPARE(data.explained->perVector, analysis::explained(*run->trajectories, view.choice().decomposition).perVector);
        QCOMPARE(data.course->trueChange.size(), run->trajectories->checkpoints() - 1);
        QVERIFY(data.command.startsWith("polcascope-engine causal "));
        QCOMPARE(data.filter.size(), std::size_t(4));

        // Another decomposition changes what is explained, and nothing is read again.
        const auto series = data.series;
        auto choice = view.choice();
        choice.decomposition = store::Decomposition::firstOrder;
        view.setChoice(choice);
        QTRY_VERIFY_WITH_TIMEOUT(details.data()->decomposition == store::Decomposition::firstOrder && details.data()->explained, 20000);
        QCOMPARE(details.data()->series, series);
        QCOMPARE(details.data()->explained->perVector,
            analysis::explained(*run->trajectories, store::Decomposition::firstOrder).perVector);
        details.show(nullptr);
        QVERIFY(!details.data());
    }

    void theCausalCheckIsReadOnceItIsThere()
    {
        support::writeSyntheticRun(path("causal.polca").toStdString());
        models::RunView view;
        BasisDetails details(&view);
        auto run = models::readRun(path("causal.polca"));
        view.setRun(run);
        details.show(run);
        QTRY_VERIFY(details.data()->series);
        QVERIFY(!details.data()->series->causal);

        store::CausalCheck check { 0, 95, { 0.5, 1, 1.5, -2 }, Matrix<float>(4, run->tokens->count()) };
        for (std::size_t x = 0; x < check.lossChange.columns(); ++x)
            check.lossChange(1, x) = x % 2 == 0 ? 0.5f : 0.25f;
        store::RunFolder::open(path("causal.polca").toStdString(), store::RunFolder::Access::write)
            .add(store::Stage::clusterings, store::causalPath, 0, [&](const auto& file) { store::writeCausalCheck(file, check); });
        run = models::readRun(path("causal.polca"), run);
        view.setRun(run);
        details.show(run);
        QTRY_VERIFY(details.data()->series && details.data()->series->causal);
        const auto& causal = *details.data()->series->causal;
        QCOMPARE(causal.lastStep, std::int64_t(95));
        QCOMPARE(causal.removed, check.removed);
        QCOMPARE(causal.change, std::vector<double>({ 0, 0.375, 0, 0 }));
    }

    void anUnfinishedRunShowsItsCurvatureSoFar()
    {
        models::RunView view;
        BasisDetails details(&view);
        const auto run = models::readRun(path("half.polca"));
        view.setRun(run);
        details.show(run);
        QTRY_VERIFY(details.data()->series);
        QCOMPARE(details.data()->series->curvature[0].size(), std::size_t(10));
        QCOMPARE(details.data()->steps.size(), 10);
        QVERIFY(!details.data()->explained && !details.data()->course);
    }

    void theBasisIsComparedWithAnother()
    {
        BasisComparison comparison;
        comparison.show(models::readRun(path("a.polca")));
        QSignalSpy changed(&comparison, &BasisComparison::changed);
        comparison.compare(path("b.polca"));
        QVERIFY(comparison.work().isRunning());
        QVERIFY(settled(comparison));
        QVERIFY(changed.size() >= 2);
        QVERIFY2(comparison.cosines(), qPrintable(comparison.problem()));
        QCOMPARE(comparison.other(), "b");
        const auto& cosine = comparison.cosines()->cosine;
        QCOMPARE(cosine.rows(), std::size_t(4));
        QCOMPARE(cosine.columns(), std::size_t(3));
        const auto vector = [&](const char* run, const char* file) {
            return store::readBasisVector((path(run) + "/basis/" + file).toStdString()).vector;
        };
        const auto a = vector("a.polca", "vector-002.h5"), b = vector("b.polca", "vector-001.h5");
        QVERIFY(std::abs(cosine(2, 1) - std::inner_product(a.begin(), a.end(), b.begin(), 0.0)) < 1e-6);

        // The same run again: its vectors are orthonormal.
        comparison.compare(path("a.polca"));
        QVERIFY(!comparison.cosines());
        QVERIFY(settled(comparison));
        QVERIFY(std::abs(comparison.cosines()->cosine(1, 1) - 1) < 1e-6 && std::abs(comparison.cosines()->cosine(0, 1)) < 1e-6);
        // Another run, and what was compared goes.
        comparison.show(models::readRun(path("b.polca")));
        QVERIFY(!comparison.cosines() && comparison.problem().isEmpty());
    }

    void whatCannotBeComparedIsSaidInASentence_data()
    {
        QTest::addColumn<QString>("other");
        QTest::addColumn<QString>("words");
        QTest::newRow("no basis") << "bare.polca" << "needs basis vectors";
        QTest::newRow("another model") << "deeper.polca" << "is of another model";
        QTest::newRow("a sample") << "sample.polca" << "is a sample of the run";
        QTest::newRow("nothing there") << "nothing.polca" << "There is nothing at";
    }
    void whatCannotBeComparedIsSaidInASentence()
    {
        QFETCH(QString, other);
        QFETCH(QString, words);
        BasisComparison comparison;
        comparison.show(models::readRun(path("a.polca")));
        comparison.compare(path(other));
        QVERIFY(settled(comparison));
        QVERIFY(!comparison.cosines());
        QVERIFY2(comparison.problem().contains(words), qPrintable(comparison.problem()));
        comparison.compare(path("b.polca"));
        QVERIFY(comparison.problem().isEmpty());
        QVERIFY(settled(comparison));
        QVERIFY(comparison.cosines());
    }

    void itCanBeCancelled()
    {
        BasisComparison comparison;
        comparison.show(models::readRun(path("a.polca")));
        comparison.compare(path("b.polca"));
        comparison.cancel();
        QVERIFY(!comparison.work().isRunning());
        QTest::qWait(200);
        QVERIFY(!comparison.cosines() && comparison.problem().isEmpty());
    }
};

QTEST_GUILESS_MAIN(tst_basis_details)
#include "tst_basis_details.moc"
