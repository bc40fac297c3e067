#include "tests/app/window_test.h"
#include "tests/support/synthetic_run.h"
#include "widgets/jobs/places.h"
#include "widgets/models/journal.h"
#include "widgets/panels/compare_panel.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QDir>
#include <QDockWidget>
#include <QLineEdit>
#include <QMessageBox>
#include <QPointer>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTreeView>

#include <csignal>
#include <unistd.h>

using namespace polcascope;

namespace {

const models::ViewChoice otherChoice { store::Rules::y2026, store::Quantity::loss, store::Decomposition::trapezoid, 1, -1 };

/// This program once more, as a window in which a person works, until it is killed.
int beKilled(int argc, char** argv)
{
    QApplication application(argc, argv);
    QCoreApplication::setOrganizationName("polcascope-test");
    MainWindow window;
    window.resize(1440, 900);
    window.show();
    window.openRun(QString::fromLocal8Bit(argv[2]));
    if (!support::settled(window.view()))
        return 1;
    window.findChild<QAction*>("pinAction")->trigger();
    window.view().setChoice(otherChoice);
    if (!support::settled(window.view()))
        return 2;
    window.findChild<QDockWidget*>("clustersDock")->raise();
    auto* clusters = window.findChild<QTreeView*>("clusterTable");
    const QModelIndex first = clusters->model()->index(0, 0);
    QTest::mouseClick(clusters->viewport(), Qt::LeftButton, {}, clusters->visualRect(first).center());
    clusters->setFocus();
    QTest::keyClick(clusters, Qt::Key_F2);
    auto* editor = clusters->viewport()->findChild<QLineEdit*>();
    if (!editor)
        return 3;
    QTest::keyClicks(editor, "named before the end");
    QTest::keyClick(editor, Qt::Key_Return);
    if (!QTest::qWaitFor([&] { return window.view().data()->cluster(window.selection().current())->ownName == "named before the end"; }))
        return 5;
    QTest::keyClicks(window.findChild<QLineEdit*>("clusterNote"), "half a sen");
    QTest::qWait(1500); // what is promised: a moment later it is kept
    ::kill(::getpid(), SIGKILL);
    return 4;
}

}

/// Windows that end otherwise than in good order.
class RecoveryTest : public QObject {
    Q_OBJECT

public:
    static void initMain() { support::useOwnHome(); }

private:
    QTemporaryDir m_folder;

    [[nodiscard]] QString run() const { return m_folder.filePath("a.polca"); }
    [[nodiscard]] static QStringList journals(const QString& ending)
    {
        return QDir(jobs::journalFolder()).entryList({ "*." + ending }, QDir::Files);
    }

    /// Kills a window by its own hand.
    void killAWindow()
    {
        QProcess process;
        process.start(QCoreApplication::applicationFilePath(), { "--be-killed", run() });
        QVERIFY(process.waitForFinished(60000));
        QCOMPARE(process.exitStatus(), QProcess::CrashExit);
        QCOMPARE(process.exitCode(), SIGKILL);
        QCOMPARE(journals("json").size(), 1);
    }

    /// The question of a window, answered by a click.
    static void answer(MainWindow& window, const QString& with)
    {
        window.offerRecovery();
        const QPointer box = window.findChild<QMessageBox*>();
        QVERIFY(box && box->isVisible());
        QVERIFY2(box->text().contains(QStringLiteral("“a”")), qPrintable(box->text()));
        QCOMPARE(box->text().count(QRegularExpression("[.?!]( |$)")), 1); // one sentence
        for (auto* button : box->buttons())
            if (button->text().remove('&') == with) {
                QTest::mouseClick(button, Qt::LeftButton);
                QTRY_VERIFY(!box);
                return;
            }
        QFAIL("no such answer");
    }

private Q_SLOTS:
    void initTestCase() { support::writeSyntheticRun(run().toStdString()); }

    void cleanup()
    {
        QDir(jobs::journalFolder()).removeRecursively();
        QFile::remove(run() + "/session.json");
    }

    void aWindowThatWasKilledGoesOnWhereItWas()
    {
        killAWindow();
        MainWindow window;
        window.show();
        answer(window, "Restore");
        QTRY_VERIFY(window.session().isOpen());
        QVERIFY(support::settled(window.view()));
        QCOMPARE(window.view().choice(), otherChoice);
        QTRY_COMPARE(window.selection().selected().size(), 1);
        const auto* cluster = window.view().data()->cluster(window.selection().current());
        QVERIFY(cluster);
        QCOMPARE(cluster->ownName, "named before the end");
        auto* note = window.findChild<QLineEdit*>("clusterNote");
        QCOMPARE(note->text(), "half a sen");
        QVERIFY(cluster->note.isEmpty());
        auto* compare = window.findChild<panels::ComparePanel*>();
        QTRY_VERIFY_WITH_TIMEOUT(compare->pinned(), 20000);
        QVERIFY(compare->pinned()->choice != otherChoice);
        QCOMPARE(compare->pinned()->choice.key(), *window.view().run()->telling);
        QCOMPARE(window.view().choice(), otherChoice); // which it has not touched
        QTest::keyClicks(note, "tence");
        QTest::keyClick(note, Qt::Key_Return);
        QTRY_COMPARE(window.view().data()->cluster(window.selection().current())->note, "half a sentence");
        QTRY_COMPARE(journals("json").size(), 1); // its own
        window.close();
        QCOMPARE(journals("json") + journals("lock"), QStringList());
    }

    void whatIsDiscardedIsGone()
    {
        killAWindow();
        {
            MainWindow window;
            window.show();
            answer(window, "Discard");
            QTest::qWait(100);
            QVERIFY(!window.session().isOpen());
            QCOMPARE(journals("json"), QStringList());
        }
        MainWindow window;
        window.offerRecovery();
        QVERIFY(!window.findChild<QMessageBox*>());
    }

    void theProgramItselfIsKilled()
    {
        QProcess program;
        program.start(POLCASCOPE_BIN_DIR "/polcascope", { run() });
        QVERIFY(program.waitForStarted());
        QTRY_COMPARE_WITH_TIMEOUT(journals("json").size(), 1, 20000);
        // While it is there, it is nothing to recover.
        {
            MainWindow window;
            window.offerRecovery();
            QVERIFY(!window.findChild<QMessageBox*>());
        }
        program.kill(); // SIGKILL
        QVERIFY(program.waitForFinished());
        MainWindow window;
        window.show();
        answer(window, "Restore");
        QTRY_COMPARE(window.session().path(), run());
    }

    void aWindowThatIsClosedLeavesNothing()
    {
        QProcess program;
        program.start(POLCASCOPE_BIN_DIR "/polcascope", { "--measure-start", run() });
        QVERIFY(program.waitForFinished(30000));
        QCOMPARE(program.exitCode(), 0);
        QCOMPARE(journals("json") + journals("lock"), QStringList());
    }

    void aBrokenJournalIsSaidAndSetAside_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("cut") << QByteArray("{\"schema\": \"polcascope/jour");
        QTest::newRow("something else") << QByteArray("{\"a\": 1}");
        QTest::newRow("no run") << QByteArray(R"({"schema": "polcascope/journal", "run": 7})");
    }

    void aBrokenJournalIsSaidAndSetAside()
    {
        QFETCH(QByteArray, bytes);
        MainWindow window;
        QFile file(jobs::journalFolder() + "/1-1.json");
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        window.show();
        window.offerRecovery();
        auto* box = window.findChild<QMessageBox*>();
        QVERIFY(box && box->text().contains("1-1.broken"));
        QCOMPARE(journals("broken"), QStringList { "1-1.broken" });
        QVERIFY(!file.exists());
        // Only once.
        MainWindow next;
        next.offerRecovery();
        QVERIFY(!next.findChild<QMessageBox*>());
    }

    void aRunThatIsGoneIsSaid()
    {
        MainWindow window;
        QFile file(jobs::journalFolder() + "/1-1.json");
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"schema": "polcascope/journal", "run": "/nowhere/a.polca", "selected": [7], "token": 3})");
        file.close();
        window.show();
        answer(window, "Restore");
        QTRY_VERIFY(window.findChild<QMessageBox*>());
        QVERIFY(window.findChild<QMessageBox*>()->text().contains("/nowhere/a.polca"));
    }

    void theLastOfSeveralIsOfferedAndThenAllAreForgotten()
    {
        const QString folder = m_folder.filePath("several");
        models::Journal here(folder, [] { return models::Journal::Entry(); });
        for (const auto& [name, run] : { std::pair("1-1", "first"), std::pair("2-1", "second") }) {
            QFile file(QStringLiteral("%1/%2.json").arg(folder, QLatin1String(name)));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(QStringLiteral(R"({"schema": "polcascope/journal", "run": "%1"})").arg(QLatin1String(run)).toUtf8());
            file.close();
            QTest::qWait(20);
        }
        QCOMPARE(here.leftOver().value().run, "second");
        here.forget();
        QVERIFY(!here.leftOver());
    }
};

int main(int argc, char** argv)
{
    if (argc > 2 && qstrcmp(argv[1], "--be-killed") == 0)
        return beKilled(argc, argv);
    RecoveryTest::initMain();
    QApplication application(argc, argv);
    QLocale::setDefault(QLocale(QLocale::English));
    RecoveryTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_recovery.moc"
