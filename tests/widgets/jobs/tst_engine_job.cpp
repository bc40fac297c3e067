#include "widgets/jobs/engine_job.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using polcascope::ErrorKind;
using polcascope::jobs::EngineJob;
using polcascope::jobs::JobProgress;
using State = EngineJob::State;

class tst_engine_job : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    static void pretend(const char* mode) { qputenv("FAKE_ENGINE", mode); }
    [[nodiscard]] QString run() const { return m_folder.filePath("a.polca"); }

    /// Starts a run and waits for its end.
    void startAndEnd(EngineJob& job)
    {
        QSignalSpy ended(&job, &EngineJob::ended);
        job.startRun("demo", run());
        QVERIFY(ended.count() || ended.wait(15000));
        QCOMPARE(ended.count(), 1);
        QVERIFY(!job.isActive());
    }

private Q_SLOTS:
    void init()
    {
        if (QStandardPaths::findExecutable("python3").isEmpty())
            QSKIP("the engine that stands in for the real one needs python3");
        qputenv("POLCASCOPE_ENGINE", POLCASCOPE_TEST_DATA "/fake_engine/polcascope-engine");
        qunsetenv("FAKE_ENGINE_ARGUMENTS");
    }

    void aRunIsFollowedToItsEnd()
    {
        pretend("normal");
        EngineJob job;
        QSignalSpy stages(&job, &EngineJob::stageChanged);
        QSignalSpy progress(&job, &EngineJob::progressed);
        QSignalSpy artifacts(&job, &EngineJob::artifactFinished);
        QSignalSpy warnings(&job, &EngineJob::warned);
        startAndEnd(job);
        QCOMPARE(job.state(), State::finished);
        QCOMPARE(job.message(), QString());
        QVERIFY(job.engine().contains("0.1.0"));
        QCOMPARE(stages.count(), 3);
        QCOMPARE(stages[0][0].toString(), "task");
        QCOMPARE(stages[0][1].toString(), "upToDate");
        QCOMPARE(artifacts.count(), 1);
        QCOMPARE(artifacts[0][1].toString(), "checkpoints/step-000050.h5");
        QCOMPARE(warnings.count(), 1);
        QVERIFY(warnings[0][0].toString().contains("5 GF/s"));
        QCOMPARE(progress.count(), 1); // the one line that came in two pieces
        QCOMPARE(job.progress().done, 50);
        QCOMPARE(job.progress().total, 100);
        QCOMPARE(job.progress().rate, 25.5);
        QCOMPARE(job.progress().loss, 1.5);
    }

    void whatIsNotTheProtocolGoesToTheLog()
    {
        pretend("normal");
        EngineJob job;
        startAndEnd(job);
        QVERIFY(job.log().contains("libgomp: some chatter of a library"));
        QVERIFY(job.log().contains("{\"broken\":"));
    }

    void theCommandIsTheOneDocumented()
    {
        pretend("normal");
        const QString file = m_folder.filePath("arguments.json");
        qputenv("FAKE_ENGINE_ARGUMENTS", file.toUtf8());
        EngineJob job;
        QSignalSpy ended(&job, &EngineJob::ended);
        job.startRun("demo", run(), { "training.steps=200", "seed=3" });
        QVERIFY(ended.wait(15000));
        QFile arguments(file);
        QVERIFY(arguments.open(QIODevice::ReadOnly));
        const QJsonArray expected { "run", "demo", "--out", run(), "--json", "--set", "training.steps=200",
            "--set", "seed=3" };
        QCOMPARE(QJsonDocument::fromJson(arguments.readAll()).array(), expected);
    }

    void pauseResumeAndStopAreAnsweredWithin100Milliseconds()
    {
        pretend("wait");
        EngineJob job;
        job.startRun("demo", run());
        QTRY_VERIFY(job.progress().done > 3);

        QElapsedTimer timer;
        job.pause();
        QTRY_COMPARE(job.state(), State::paused);
        const auto held = job.progress().done;
        QTest::qWait(150);
        QVERIFY(job.progress().done <= held + 1);
        job.unpause();
        QTRY_COMPARE(job.state(), State::running);
        QTRY_VERIFY(job.progress().done > held + 2);

        timer.start();
        QSignalSpy states(&job, &EngineJob::stateChanged);
        job.stop();
        QCOMPARE(job.state(), State::stopping); // the window says so at once
        QCOMPARE(states.count(), 1);
        QVERIFY(timer.elapsed() < 100);
        QTRY_COMPARE(job.state(), State::stopped);
        QVERIFY(timer.elapsed() < 1000);
        QVERIFY(!job.message().isEmpty());
    }

    void aCrashIsToldInOneSentenceAndNothingIsLost()
    {
        pretend("crash");
        EngineJob job;
        startAndEnd(job);
        QCOMPARE(job.state(), State::failed);
        QVERIFY2(
            job.message().contains("crashed") && job.message().contains("Resume"), qPrintable(job.message()));
    }

    void aKilledEngineIsToldFromACrash()
    {
        pretend("killed");
        EngineJob job;
        startAndEnd(job);
        QCOMPARE(job.state(), State::failed);
        QVERIFY2(job.message().contains("killed"), qPrintable(job.message()));
    }

    void anEngineKilledFromOutsideWhileItWorksIsToldToo()
    {
        pretend("wait");
        EngineJob job;
        QSignalSpy ended(&job, &EngineJob::ended);
        job.startRun("demo", run());
        QTRY_VERIFY(job.progress().done > 3);
        ::kill(static_cast<pid_t>(job.processId()), SIGKILL);
        QVERIFY(ended.wait(5000));
        QCOMPARE(job.state(), State::failed);
    }

    void anEndWithoutAWordGivesTheLastWordsAndTheStatus()
    {
        pretend("silent");
        EngineJob job;
        startAndEnd(job);
        QCOMPARE(job.state(), State::failed);
        QVERIFY2(
            job.message().contains("3") && job.message().contains("liblost.so"), qPrintable(job.message()));
    }

    void aLineCutOffByTheEndIsNotTakenForAnEvent()
    {
        pretend("halfline");
        EngineJob job;
        startAndEnd(job);
        QCOMPARE(job.state(), State::failed);
    }

    void anErrorOfTheEngineBecomesItsSentence()
    {
        pretend("error");
        EngineJob job;
        startAndEnd(job);
        QCOMPARE(job.state(), State::failed);
        QCOMPARE(job.errorKind(), ErrorKind::diskSpace);
        QVERIFY2(
            job.message().contains("a.polca") && job.message().contains("GB"), qPrintable(job.message()));
    }

    void anEngineOfAnotherProtocolIsRefused()
    {
        pretend("protocol");
        EngineJob job;
        startAndEnd(job);
        QCOMPARE(job.state(), State::failed);
        QVERIFY2(job.message().contains("99"), qPrintable(job.message()));
    }

    void aMissingEngineIsToldWithWhatToDo()
    {
        qputenv("POLCASCOPE_ENGINE", "/nowhere/polcascope-engine");
        EngineJob job;
        startAndEnd(job);
        QCOMPARE(job.state(), State::failed);
        QVERIFY2(job.message().contains("POLCASCOPE_ENGINE"), qPrintable(job.message()));
    }

    void anEngineLetGoOutlivesItsJob()
    {
        pretend("wait");
        qint64 process = 0;
        {
            EngineJob job;
            job.startRun("demo", run());
            QTRY_VERIFY(job.progress().done > 3);
            process = job.processId();
            job.letGo();
        }
        QTest::qWait(200);
        QCOMPARE(::kill(static_cast<pid_t>(process), 0), 0);
        ::kill(static_cast<pid_t>(process), SIGKILL);
    }

    void aJobThatGoesTakesItsEngineWithIt()
    {
        pretend("wait");
        qint64 process = 0;
        {
            EngineJob job;
            job.startRun("demo", run());
            QTRY_VERIFY(job.progress().done > 3);
            process = job.processId();
        }
        QTRY_COMPARE(::kill(static_cast<pid_t>(process), 0), -1);
    }
};

QTEST_GUILESS_MAIN(tst_engine_job)
#include "tst_engine_job.moc"
