#include "tests/support/synthetic_run.h"
#include "widgets/models/run_session.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace polcascope;
using models::RunSession;

class tst_run_session : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }
    static void write(const QString& path, bool finished)
    {
        support::SyntheticRunOptions options;
        options.finished = finished;
        support::writeSyntheticRun(path.toStdString(), options);
    }

    /// Opens something broken and returns the sentence.
    static QString failureOf(const QString& path)
    {
        RunSession session;
        QSignalSpy failed(&session, &RunSession::failed);
        session.open(path);
        if (!failed.wait() || session.isOpen())
            return {};
        return failed[0][1].toString();
    }

private Q_SLOTS:
    void initTestCase()
    {
        write(path("a.polca"), true);
        write(path("b.polca"), false);
    }

    void aRunIsReadInTheBackground()
    {
        RunSession session;
        QSignalSpy opened(&session, &RunSession::opened);
        session.open(path("a.polca"));
        QVERIFY(!session.isOpen()); // nothing is read in this thread
        QVERIFY(opened.wait());
        QCOMPARE(session.run()->name, "a");
        QVERIFY(session.run()->hasTrajectories());
        QVERIFY(session.run()->manifest.complete());
        QVERIFY(!session.run()->clusterings.empty());
        QVERIFY(!session.run()->basis.empty());
    }

    void anotherRunTakesItsPlace()
    {
        RunSession session;
        QSignalSpy opened(&session, &RunSession::opened);
        session.open(path("a.polca"));
        session.open(path("b.polca")); // before the first is read
        QTRY_VERIFY(session.isOpen() && session.run()->name == "b");
        QCOMPARE(opened.count(), 1);
        QVERIFY(!session.run()->manifest.complete());
    }

    void whatHasNotChangedIsNotReadAgain()
    {
        RunSession session;
        QSignalSpy changed(&session, &RunSession::changed);
        session.open(path("a.polca"));
        QVERIFY(changed.wait());
        const auto before = session.run();
        session.reload();
        QVERIFY(changed.wait());
        QVERIFY(session.run() != before);
        QCOMPARE(session.run()->tokens, before->tokens);
        QCOMPARE(session.run()->trajectories, before->trajectories);
    }

    void closingForgetsTheRun()
    {
        RunSession session;
        QSignalSpy opened(&session, &RunSession::opened);
        session.open(path("a.polca"));
        QVERIFY(opened.wait());
        QSignalSpy closed(&session, &RunSession::closed);
        session.close();
        QCOMPARE(closed.count(), 1);
        QVERIFY(!session.isOpen());
        session.reload();
        QVERIFY(!session.isOpen());
    }

    void brokenRunsGiveASentenceThatSaysWhatAndWhere()
    {
        QVERIFY(failureOf(path("nothing.polca")).contains("nothing.polca"));

        QVERIFY(QDir().mkpath(path("empty.polca")));
        QVERIFY(failureOf(path("empty.polca")).contains("run.json"));

        QFile file(path("file.polca"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        QVERIFY(failureOf(path("file.polca")).contains("file.polca"));

        write(path("cut.polca"), true);
        QFile part(path("cut.polca/trajectories/trajectories.h5"));
        QVERIFY(part.open(QIODevice::ReadWrite));
        QVERIFY(part.resize(part.size() / 2));
        part.close();
        QVERIFY(failureOf(path("cut.polca")).contains("trajectories.h5"));

        write(path("newer.polca"), true);
        QFile manifest(path("newer.polca/run.json"));
        QVERIFY(manifest.open(QIODevice::ReadWrite));
        QByteArray text = manifest.readAll();
        text.replace("\"schema\": 1", "\"schema\": 99");
        QVERIFY(text.contains("99"));
        manifest.resize(0);
        manifest.seek(0);
        manifest.write(text);
        manifest.close();
        QVERIFY(failureOf(path("newer.polca")).contains("newer"));
    }

    void aDamagedNumberIsFoundOnceTheRunIsOpen()
    {
        write(path("flipped.polca"), true);
        QFile file(path("flipped.polca/trajectories/trajectories.h5"));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek(file.size() / 2));
        const char before = file.read(1).front();
        QVERIFY(file.seek(file.size() / 2));
        QVERIFY(file.putChar(static_cast<char>(before ^ 1)));
        file.close();
        for (const bool damaged : { true, false }) {
            RunSession session;
            QSignalSpy opened(&session, &RunSession::opened), found(&session, &RunSession::foundDamaged), closed(&session, &RunSession::closed);
            session.open(damaged ? path("flipped.polca") : path("a.polca"));
            QVERIFY(opened.wait());
            QVERIFY(!session.run()->verified);
            session.verify();
            QVERIFY(session.isVerifying());
            QTRY_VERIFY(!session.isVerifying());
            QCOMPARE(found.count(), int(damaged));
            QCOMPARE(closed.count(), int(damaged));
            QCOMPARE(session.isOpen(), !damaged);
            if (damaged)
                QVERIFY(found[0][1].toString().contains("trajectories.h5"));
        }
        // Beside an engine, what is listed is verified at once.
        RunSession session;
        session.open(path("b.polca"));
        QTRY_VERIFY(session.isOpen());
        QVERIFY(session.run()->verified);
    }

    void aFailureLeavesTheRunThatWasOpen()
    {
        RunSession session;
        QSignalSpy opened(&session, &RunSession::opened);
        session.open(path("a.polca"));
        QVERIFY(opened.wait());
        QSignalSpy failed(&session, &RunSession::failed);
        session.open(path("nothing.polca"));
        QVERIFY(failed.wait());
        QCOMPARE(session.run()->name, "a");
        QVERIFY(session.path().endsWith("a.polca"));
    }
};

QTEST_GUILESS_MAIN(tst_run_session)
#include "tst_run_session.moc"
