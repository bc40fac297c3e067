#include "tests/support/synthetic_run.h"
#include "widgets/models/run_view.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace polcascope;
using models::ClusterOrigin;
using models::RunView;
using models::ViewChoice;

class tst_run_view : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    models::RunSnapshotPointer m_run;
    models::RunSnapshotPointer m_unfinished;

    /// Sets a choice and waits for its data.
    static bool show(RunView& view, const ViewChoice& choice)
    {
        view.setChoice(choice);
        return QTest::qWaitFor(
            [&] { return view.data() && !view.isComputing() && view.data()->choice == view.choice(); },
            20000);
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QString path = m_folder.filePath("a.polca");
        support::writeSyntheticRun(path.toStdString());
        m_run = models::readRun(path);
        support::SyntheticRunOptions options;
        options.finished = false;
        const QString unfinished = m_folder.filePath("b.polca");
        support::writeSyntheticRun(unfinished.toStdString(), options);
        m_unfinished = models::readRun(unfinished);
    }

    void storedClustersAreShownAsTheyAreStored()
    {
        RunView view;
        view.setRun(m_run);
        QVERIFY(show(
            view, { store::Rules::y2024, store::Quantity::polca, store::Decomposition::trapezoid, 0, 1 }));
        QCOMPARE(view.data()->origin, ClusterOrigin::stored);
        QCOMPARE(view.data()->clustering, m_run->clusterings.at(view.choice().key()));
        const auto T = qsizetype(m_run->trajectories->checkpoints());
        QCOMPARE(view.data()->loss.steps.size(), T);
        QCOMPARE(view.data()->loss.groups.size(), qsizetype(view.data()->clusters.size()));
        QVERIFY(!view.data()->polca.isEmpty());
        QVERIFY(!view.data()->projected.isEmpty());
        QVERIFY(!view.data()->bars.isEmpty());
    }

    void aCombinationThatIsNotStoredIsComputedHereOnce()
    {
        RunView view;
        view.setRun(m_run);
        const ViewChoice all { store::Rules::y2024, store::Quantity::polca, store::Decomposition::trapezoid,
            0, -1 };
        QVERIFY(!m_run->clusterings.contains(all.key()));
        QVERIFY(show(view, all));
        QCOMPARE(view.data()->origin, ClusterOrigin::computed);
        const auto clustering = view.data()->clustering;
        ViewChoice other = all;
        other.output = 1;
        QVERIFY(show(view, other));
        QVERIFY(show(view, all));
        QCOMPARE(view.data()->clustering, clustering);
    }

    void anUnfinishedRunIsGroupedByPlaceAndNothingIsClustered()
    {
        RunView view;
        view.setRun(m_unfinished);
        QVERIFY(show(
            view, { store::Rules::y2024, store::Quantity::polca, store::Decomposition::trapezoid, 1, -1 }));
        QCOMPARE(view.data()->origin, ClusterOrigin::provisional);
        QCOMPARE(view.data()->clusters.size(), 4u);
        QVERIFY(view.data()->cluster(0)->label.contains("1000s"));
        QVERIFY(!view.explained()); // the trajectories are not complete
    }

    void aRunOpensWhereThereIsSomethingToSee()
    {
        RunView view;
        view.setRun(m_run);
        QVERIFY(m_run->telling);
        QCOMPARE(view.choice().key(), *m_run->telling);
        const ViewChoice mine { store::Rules::y2024, store::Quantity::loss, store::Decomposition::trapezoid,
            1, 3 };
        view.setChoice(mine);
        view.setRun(m_run); // read again
        QCOMPARE(view.choice(), mine);
    }

    void lossesAreClusteredWithoutAVector()
    {
        const ViewChoice a { store::Rules::y2024, store::Quantity::loss, store::Decomposition::firstOrder, 3,
            1 };
        QCOMPARE(a.key().vector, -1);
        QCOMPARE(a.key().decomposition, store::Decomposition::trapezoid);
    }

    void aChoiceThatTheRunDoesNotHaveIsBroughtBack()
    {
        RunView view;
        view.setRun(m_run);
        view.setChoice(
            { store::Rules::y2024, store::Quantity::polca, store::Decomposition::trapezoid, 99, 99 });
        QCOMPARE(view.choice().vector, int(m_run->trajectories->vectors()) - 1);
        QCOMPARE(view.choice().output, -1);
    }

    void theShareExplainedComesAfterTheView()
    {
        RunView view;
        view.setRun(m_run);
        QTRY_VERIFY_WITH_TIMEOUT(view.explained(), 20000);
        const auto* explained = view.explained();
        QVERIFY(std::abs(explained->sum + explained->remainder - explained->trueChange) < 1e-9);
        QCOMPARE(explained->perVector.size(), m_run->trajectories->vectors());
        ViewChoice choice = view.choice();
        choice.decomposition = store::Decomposition::firstOrder;
        QVERIFY(show(view, choice));
        QTRY_VERIFY_WITH_TIMEOUT(view.explained(), 20000);
    }

    void theTokensOfAClusterBelongToIt()
    {
        RunView view;
        view.setRun(m_run);
        QVERIFY(show(
            view, { store::Rules::y2026, store::Quantity::loss, store::Decomposition::trapezoid, 0, -1 }));
        QVERIFY(!view.data()->clusters.empty());
        for (const auto& cluster : view.data()->clusters) {
            QSignalSpy ready(&view, &RunView::tokensReady);
            view.requestTokens(cluster.id);
            QVERIFY(ready.wait());
            const auto tokens = ready[0][0].value<models::ClusterTokens>();
            QCOMPARE(tokens.cluster, cluster.id);
            QCOMPARE(qint64(tokens.tokens.size()), std::min<qint64>(cluster.size, RunView::mostTokens));
            for (const auto token : tokens.tokens)
                QCOMPARE(view.data()->clustering->labels[std::size_t(token)], cluster.id);
        }
    }

    void aStripHasTheCurvesOfItsVector()
    {
        RunView view;
        view.setRun(m_run);
        QVERIFY(show(
            view, { store::Rules::y2024, store::Quantity::polca, store::Decomposition::trapezoid, 0, 1 }));
        QSignalSpy ready(&view, &RunView::stripReady);
        view.requestStrip(0);
        QVERIFY(ready.wait());
        const auto strip = ready[0][1].value<models::CurvePlotData>();
        QCOMPARE(strip.groups.size(), view.data()->polca.groups.size());
        for (qsizetype group = 0; group < strip.groups.size(); ++group) {
            const auto& a = strip.groups[group].centre;
            const auto& b = view.data()->polca.groups[group].centre;
            for (qsizetype step = 0; step < a.size(); ++step)
                QVERIFY(a[step] == b[step] || (std::isnan(a[step]) && std::isnan(b[step])));
        }
        view.requestStrip(99); // there is none: no answer, no crash
    }

    void theLastOfManyChoicesWins()
    {
        RunView view;
        view.setRun(m_run);
        ViewChoice choice;
        QElapsedTimer timer;
        timer.start();
        for (int round = 0; round < 20; ++round) {
            choice.vector = round % int(m_run->trajectories->vectors());
            choice.output = round % 10;
            view.setChoice(choice);
        }
        QVERIFY2(timer.elapsed() < 200, "choosing must not block the window");
        QTRY_VERIFY_WITH_TIMEOUT(view.data() && !view.isComputing(), 20000);
        QCOMPARE(view.data()->choice, choice);
    }

    void goingAwayInTheMiddleOfTheWorkIsSafe()
    {
        for (int round = 0; round < 10; ++round) {
            RunView view;
            view.setRun(m_run);
            view.requestStrip(0);
            QTest::qWait(round * 3);
        }
    }
};

QTEST_GUILESS_MAIN(tst_run_view)
#include "tst_run_view.moc"
