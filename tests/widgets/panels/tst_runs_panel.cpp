#include "tests/support/own_home.h"
#include "widgets/panels/runs_panel.h"

#include <QElapsedTimer>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace polcascope;
using jobs::EngineJob;

class tst_runs_panel : public QObject {
    Q_OBJECT

public:
    static void initMain() { support::useOwnHome(); }

private:
    QTemporaryDir m_folder;

    static QString texts(const QWidget& widget)
    {
        QString all;
        for (const QLabel* label : widget.findChildren<QLabel*>())
            all += label->text() + '\n';
        return all;
    }

private Q_SLOTS:
    void init()
    {
        if (QStandardPaths::findExecutable("python3").isEmpty())
            QSKIP("the engine that stands in for the real one needs python3");
        qputenv("POLCASCOPE_ENGINE", POLCASCOPE_TEST_DATA "/fake_engine/polcascope-engine");
    }

    void aRunningEngineShowsItsProgressAndObeysTheButtons()
    {
        qputenv("FAKE_ENGINE", "wait");
        models::RunsModel runs;
        panels::RunsPanel panel(&runs);
        panel.show();
        auto* job = new EngineJob;
        runs.addJob(job);
        panel.addJob(job);
        job->startRun("demo", m_folder.filePath("a.polca"));
        QTRY_VERIFY(texts(panel).contains("Training") && texts(panel).contains("of 1,000 step"));
        QVERIFY(texts(panel).contains("a second"));
        QVERIFY(texts(panel).contains("left"));

        auto* pause = panel.findChild<QPushButton*>("pauseButton");
        auto* stop = panel.findChild<QPushButton*>("stopButton");
        QTest::mouseClick(pause, Qt::LeftButton);
        QTRY_COMPARE(job->state(), EngineJob::State::paused);
        QTest::mouseClick(pause, Qt::LeftButton);
        QTRY_COMPARE(job->state(), EngineJob::State::running);

        QElapsedTimer timer;
        timer.start();
        QTest::mouseClick(stop, Qt::LeftButton);
        QVERIFY(stop->text().contains("Stopping") && !stop->isEnabled());
        QVERIFY(timer.elapsed() < 100);
        QTRY_COMPARE(job->state(), EngineJob::State::stopped);
        QVERIFY(timer.elapsed() < 1000);
        QVERIFY(texts(panel).contains("Resume goes on"));

        QSignalSpy resume(&panel, &panels::RunsPanel::resumeRequested);
        QTest::mouseClick(panel.findChild<QPushButton*>("resumeButton"), Qt::LeftButton);
        QCOMPARE(resume.count(), 1);
        QCOMPARE(resume[0][0].toString(), m_folder.filePath("a.polca"));
    }

    void aFailureStaysInSightWithItsSentence()
    {
        qputenv("FAKE_ENGINE", "crash");
        models::RunsModel runs;
        panels::RunsPanel panel(&runs);
        panel.show();
        auto* job = new EngineJob;
        runs.addJob(job);
        panel.addJob(job);
        QSignalSpy ended(job, &EngineJob::ended);
        job->startRun("demo", m_folder.filePath("b.polca"));
        QVERIFY(ended.wait(15000));
        QVERIFY(texts(panel).contains("crashed"));
        QVERIFY(panel.findChild<QPushButton*>("resumeButton")->isVisible());
    }

    void warningsOfTheEngineAreShown()
    {
        qputenv("FAKE_ENGINE", "normal");
        models::RunsModel runs;
        panels::RunsPanel panel(&runs);
        auto* job = new EngineJob;
        runs.addJob(job);
        panel.addJob(job);
        QSignalSpy warned(job, &EngineJob::warned);
        job->startRun("demo", m_folder.filePath("c.polca"));
        QVERIFY(warned.wait(15000));
        QVERIFY(texts(panel).contains("5 GF/s"));
    }
};

QTEST_MAIN(tst_runs_panel)
#include "tst_runs_panel.moc"
