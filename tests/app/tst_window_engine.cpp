#include "app/polcascope/main_window.h"
#include "tests/support/own_home.h"
#include "widgets/views/curve_plot.h"

#include <QElapsedTimer>
#include <QMessageBox>
#include <QTemporaryDir>
#include <QTest>

using namespace polcascope;
using jobs::EngineJob;

/// The window with the real engine: a small run from nothing to clusters on screen.
class tst_window_engine : public QObject {
    Q_OBJECT

public:
    static void initMain()
    {
        support::useOwnHome();
        qputenv("OMP_NUM_THREADS", "1");
        qputenv("POLCASCOPE_ENGINE", POLCASCOPE_BIN_DIR "/polcascope-engine");
    }

private:
    QTemporaryDir m_folder;

private Q_SLOTS:
    void aRecipeRunsInTheWindowAndTheViewsFillIn()
    {
        const QString path = m_folder.filePath("smoke.polca");
        MainWindow window;
        window.show();
        window.runOrResume("smoke", path);
        QTRY_VERIFY_WITH_TIMEOUT(window.session().isOpen(), 60000);
        QTRY_VERIFY_WITH_TIMEOUT(
            !window.findChild<views::CurvePlot*>("trainingPlot")->data().isEmpty(), 120000);
        QTRY_VERIFY_WITH_TIMEOUT(window.runs().activeJobs().isEmpty(), 200000);
        QVERIFY2(!window.findChild<QMessageBox*>(),
            window.findChild<QMessageBox*>() ? qPrintable(window.findChild<QMessageBox*>()->text()) : "");
        QTRY_VERIFY_WITH_TIMEOUT(window.session().run()->manifest.complete(), 10000);
        QTRY_VERIFY_WITH_TIMEOUT(
            window.view().data() && window.view().data()->origin == models::ClusterOrigin::stored, 10000);
        QVERIFY(!window.findChild<views::CurvePlot*>("lossPlot")->data().isEmpty());

        // Once more: nothing is left to be done.
        window.runOrResume("smoke", path);
        QTest::qWait(200);
        QVERIFY(window.runs().activeJobs().isEmpty());
    }

    void stopIsObeyedWithinASecondAndTheRunGoesOn()
    {
        const QString path = m_folder.filePath("stopped.polca");
        MainWindow window;
        window.show();
        window.startRun("smoke", path);
        EngineJob* job = window.runs().activeJobs().first();
        QTRY_VERIFY_WITH_TIMEOUT(job->progress().stage == "training", 60000);
        QElapsedTimer timer;
        timer.start();
        job->stop();
        QVERIFY(timer.elapsed() < 100);
        QTRY_VERIFY_WITH_TIMEOUT(!job->isActive(), 10000);
        qInfo("stopped after %lld ms", static_cast<long long>(timer.elapsed()));
        QCOMPARE(job->state(), EngineJob::State::stopped);
        window.resumeRun(path);
        QTRY_VERIFY_WITH_TIMEOUT(window.runs().activeJobs().isEmpty(), 200000);
        QTRY_VERIFY_WITH_TIMEOUT(
            window.session().isOpen() && window.session().run()->manifest.complete(), 10000);
    }
};

QTEST_MAIN(tst_window_engine)
#include "tst_window_engine.moc"
