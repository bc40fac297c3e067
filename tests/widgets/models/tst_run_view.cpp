#include "tests/support/synthetic_run.h"
#include "widgets/models/run_view.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace polcascope;
using models::ClusterOrigin;
using models::RunView;
using models::ViewChoice;

class tst_run_view : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    models::RunSnapshotPointer m_run;
    models::RunSnapshotPointer m_unfinished;
    const ViewChoice m_loss { store::Rules::y2026, store::Quantity::loss, store::Decomposition::trapezoid, 0, -1 };

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

    void anotherBandOfWhatIsShownIsThatOfCurvesMadeAnew()
    {
        RunView view;
        view.setRun(m_run);
        QVERIFY(show(
            view, { store::Rules::y2026, store::Quantity::loss, store::Decomposition::trapezoid, 0, -1 }));
        QSignalSpy ready(&view, &RunView::stripReady);
        const auto strip = [&](int vector) {
            view.requestStrip(vector);
            return ready.wait() ? ready.takeFirst()[1].value<models::CurvePlotData>() : models::CurvePlotData();
        };
        const auto before = view.data();
        const auto stripBefore = strip(1);
        for (const auto band : { models::Band::quartiles, models::Band::standardError, models::Band::none, models::Band::percentiles5To95 }) {
            view.setBand(band);
            QTRY_VERIFY_WITH_TIMEOUT(!view.isComputing(), 20000);
            const auto stripNow = strip(1);
            QCOMPARE(stripNow.members, stripBefore.members);
            QCOMPARE(stripNow.statistics, stripBefore.statistics);
            const auto now = view.data();
            for (const auto& [shown, first] : { std::pair(now->loss, before->loss), std::pair(now->polca, before->polca),
                     std::pair(now->projected, before->projected), std::pair(stripNow, stripBefore) }) {
                QCOMPARE(shown.statistics, first.statistics); // nothing is computed again
                const auto anew = models::curveData(m_run->trajectories->steps(), shown.members, *now->clustering, { .band = band });
                QCOMPARE(shown.groups.size(), first.groups.size());
                for (qsizetype group = 0; group < shown.groups.size(); ++group) {
                    QCOMPARE(shown.groups[group].centre, anew.groups[group].centre);
                    QCOMPARE(shown.groups[group].low, anew.groups[group].low);
                    QCOMPARE(shown.groups[group].high, anew.groups[group].high);
                }
            }
        }
        // Other clusters are others.
        QVERIFY(show(view, { store::Rules::y2026, store::Quantity::polca, store::Decomposition::trapezoid, 0, -1 }));
        QVERIFY(view.data()->clustering->labels != before->clustering->labels);
        QVERIFY(view.data()->loss.statistics != before->loss.statistics);
        QVERIFY(strip(1).statistics != stripBefore.statistics);
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

    void aCutFollowsItsParametersWithoutAnotherTree()
    {
        RunView view;
        view.setRun(m_run);
        QVERIFY(show(view, m_loss));
        QTRY_VERIFY_WITH_TIMEOUT(view.tree(), 20000); // made in advance
        const auto tree = view.tree();
        QCOMPARE(view.parameters(), view.rulesParameters());
        QVERIFY(!view.isChanged());
        for (const int size : { 2, 5, 60 }) {
            auto parameters = view.parameters();
            parameters.minimumClusterSize = size;
            parameters.selection = size == 5 ? cluster::Selection::leaf : cluster::Selection::excessOfMass;
            view.setParameters(parameters);
            QVERIFY(view.isChanged() && view.isOutOfDate());
            QTRY_VERIFY_WITH_TIMEOUT(!view.isOutOfDate() && !view.isComputing(), 20000);
            QCOMPARE(view.data()->origin, ClusterOrigin::changed);
            QCOMPARE(view.data()->parameters, parameters);
            QCOMPARE(view.tree(), tree);
            const auto found = cluster::cut(tree->tree, parameters.cut());
            for (std::size_t i = 0; i < tree->tokens.size(); ++i)
                QCOMPARE(view.data()->clustering->labels[std::size_t(tree->tokens[i])], found.labels[i]);
            for (const auto& info : view.data()->clusters)
                QVERIFY(info.id == store::noise || info.size >= size);
        }
        view.setParameters(view.rulesParameters());
        QTRY_VERIFY_WITH_TIMEOUT(!view.isOutOfDate() && !view.isComputing(), 20000);
        QCOMPARE(view.data()->origin, ClusterOrigin::stored);
        QCOMPARE(view.data()->clustering, m_run->clusterings.at(m_loss.key()));
    }

    void aCutByTheStoredParametersIsTheStoredClustering()
    {
        RunView view;
        view.setRun(m_run);
        int some = 0;
        for (const auto& [key, stored] : m_run->clusterings) {
            if (some++ % 7 != 0)
                continue;
            QVERIFY(show(view, { key.rules, key.quantity, key.decomposition, std::max(key.vector, 0), key.output }));
            QTRY_VERIFY_WITH_TIMEOUT(view.tree(), 20000);
            const auto cut = models::cutTree(*view.tree(), view.rulesParameters());
            QCOMPARE(cut.labels, stored->labels);
            QCOMPARE(cut.condensedTree.size(), stored->condensedTree.size());
        }
    }

    void otherMinimumSamplesAreClusteredWhileTheOldResultStays()
    {
        RunView view;
        view.setRun(m_run);
        QVERIFY(show(view, m_loss));
        const auto before = view.data();
        auto parameters = view.parameters();
        parameters.minimumSamples = 2;
        QSignalSpy changed(&view, &RunView::dataChanged);
        view.setParameters(parameters);
        QVERIFY(view.isOutOfDate());
        QCOMPARE(view.data(), before);
        QVERIFY(changed.wait(20000));
        QVERIFY(!view.isOutOfDate());
        QCOMPARE(view.data()->clustering->minimumSamples, 2);
        QCOMPARE(view.tree()->key.minimumSamples, 2);

        // And back: the tree is still there, and so is what is stored.
        view.setParameters(view.rulesParameters());
        QTRY_COMPARE_WITH_TIMEOUT(view.data()->clustering, before->clustering, 20000);
    }

    void aChangeTakenBackAtOnceNeedsNoComputing()
    {
        RunView view;
        view.setRun(m_run);
        QVERIFY(show(view, m_loss));
        const auto before = view.data();
        auto parameters = view.parameters();
        parameters.minimumSamples = 3;
        view.setParameters(parameters);
        view.setParameters(view.rulesParameters());
        QVERIFY(!view.isOutOfDate() && !view.isComputing());
        QTest::qWait(300);
        QCOMPARE(view.data(), before);
    }

    void parametersBelongToOneClusteringAndAreKeptWithinBounds()
    {
        RunView view;
        view.setRun(m_run);
        QVERIFY(show(view, m_loss));
        models::ClusteringParameters wild;
        wild.minimumClusterSize = 1'000'000;
        wild.minimumSamples = -3;
        wild.epsilon = -1;
        view.setParameters(wild);
        QCOMPARE(view.parameters().minimumClusterSize, view.tokensInScope());
        QCOMPARE(view.parameters().minimumSamples, 1);
        QCOMPARE(view.parameters().epsilon, 0.0);
        const auto mine = view.parameters();
        ViewChoice other = m_loss;
        other.quantity = store::Quantity::lossChange;
        QVERIFY(show(view, other));
        QCOMPARE(view.parameters(), view.rulesParameters());
        QVERIFY(show(view, m_loss));
        QCOMPARE(view.parameters(), mine);
        QCOMPARE(view.data()->parameters, mine);
    }

    void clustersKeepNumberAndColourFromCutToCut()
    {
        RunView view;
        view.setRun(m_run);
        QVERIFY(show(view, m_loss));
        const auto before = view.data();
        QVERIFY(before->clustering->clusters() >= 2);
        QSignalSpy continued(&view, &RunView::clustersContinued);
        auto parameters = view.parameters();
        parameters.minimumClusterSize = 3;
        parameters.selection = cluster::Selection::leaf;
        view.setParameters(parameters);
        QTRY_VERIFY_WITH_TIMEOUT(!view.isOutOfDate() && !view.isComputing(), 20000);
        const auto after = view.data();
        QVERIFY(after->clustering->clusters() > before->clustering->clusters());
        const auto labels = continued.last()[0].value<QHash<int, int>>();
        std::set<int> numbers;
        for (const auto& info : after->clusters)
            QVERIFY(numbers.insert(info.number).second);
        for (const auto& info : before->clusters) {
            if (!labels.contains(info.id))
                continue;
            QCOMPARE(after->cluster(labels[info.id])->number, info.number);
            QCOMPARE(after->cluster(labels[info.id])->colour, info.colour);
            QCOMPARE(after->loss.group(labels[info.id])->colour, info.colour);
        }
        view.setParameters(view.rulesParameters());
        QTRY_VERIFY_WITH_TIMEOUT(!view.isOutOfDate() && !view.isComputing(), 20000);
        for (const auto& info : before->clusters)
            QCOMPARE(view.data()->cluster(info.id)->colour, info.colour);
    }

    void aSliderThatIsDraggedShowsSomethingOnTheWay()
    {
        RunView view;
        view.setRun(m_run);
        QVERIFY(show(view, m_loss));
        QTRY_VERIFY_WITH_TIMEOUT(view.tree(), 20000);
        QSignalSpy changed(&view, &RunView::dataChanged);
        auto parameters = view.parameters();
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < 1000) {
            parameters.minimumClusterSize = 2 + timer.elapsed() / 10;
            view.setParameters(parameters);
            QTest::qWait(5);
        }
        QVERIFY2(changed.size() >= 3, qPrintable(QString::number(changed.size())));
        QTRY_VERIFY_WITH_TIMEOUT(!view.isOutOfDate() && !view.isComputing(), 20000);
        QCOMPARE(view.data()->parameters, parameters);
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
