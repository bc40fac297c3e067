#include "core/base/error.h"
#include "tests/support/synthetic_run.h"

#include <QDir>
#include <QLibraryInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using polcascope::ErrorKind;

/// polcascope as a program: its words, its exit status.
class tst_window_program : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    struct Outcome {
        int status = -1;
        QString output;
        QString error;
    };

    /// desktop: variables "NAME=value" of the environment, unset where the value is empty.
    [[nodiscard]] Outcome run(const QStringList& arguments, bool display = true, const QStringList& desktop = {}) const
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("XDG_DATA_HOME", m_folder.path());
        environment.insert("XDG_CONFIG_HOME", m_folder.path());
        environment.insert("LC_ALL", "C.UTF-8");
        environment.remove("LANGUAGE");
        for (const QString& variable : desktop) {
            if (const QString value = variable.section('=', 1); !value.isEmpty())
                environment.insert(variable.section('=', 0, 0), value);
            else
                environment.remove(variable.section('=', 0, 0));
        }
        environment.remove("DISPLAY");
        environment.remove("WAYLAND_DISPLAY");
        if (display)
            environment.insert("QT_QPA_PLATFORM", "offscreen");
        else
            environment.remove("QT_QPA_PLATFORM");
        process.setProcessEnvironment(environment);
        process.start(POLCASCOPE_BIN_DIR "/polcascope", arguments);
        if (!process.waitForFinished(30000))
            return {};
        return { process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2,
            QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError()) };
    }

private Q_SLOTS:
    void initTestCase()
    {
        polcascope::support::writeSyntheticRun(m_folder.filePath("a.polca").toStdString());
    }

    void helpTeachesAndNeedsNoDisplay()
    {
        const Outcome outcome = run({ "--help" }, false);
        QCOMPARE(outcome.status, 0);
        for (const char* word :
            { "RUN", "--run-recipe", "demo-arithmetic", "figure", "--lang", "polcascope-engine" })
            QVERIFY2(outcome.output.contains(word), word);
    }

    void withoutADisplayItSaysSoAndWhatWorks()
    {
        const Outcome outcome = run({}, false);
        QCOMPARE(outcome.status, int(ErrorKind::usage));
        QVERIFY2(
            outcome.error.contains("display") && outcome.error.contains("figure"), qPrintable(outcome.error));
    }

    void aPathThatIsNoRunGivesASentenceAndItsOwnStatus()
    {
        Outcome outcome = run({ m_folder.filePath("nothing.polca") });
        QCOMPARE(outcome.status, int(ErrorKind::notARun));
        QVERIFY2(outcome.error.contains("nothing.polca"), qPrintable(outcome.error));
        QDir().mkpath(m_folder.filePath("empty.polca"));
        outcome = run({ m_folder.filePath("empty.polca") });
        QCOMPARE(outcome.status, int(ErrorKind::notARun));
        QVERIFY2(outcome.error.contains("run.json"), qPrintable(outcome.error));
    }

    void aDamagedRunGivesItsOwnStatus()
    {
        polcascope::support::writeSyntheticRun(m_folder.filePath("cut.polca").toStdString());
        QVERIFY(QFile::resize(m_folder.filePath("cut.polca/trajectories/trajectories.h5"), 10));
        const Outcome outcome = run({ m_folder.filePath("cut.polca") });
        QCOMPARE(outcome.status, int(ErrorKind::damaged));
        QVERIFY2(outcome.error.contains("trajectories.h5"), qPrintable(outcome.error));
    }

    void anUnknownRecipeGivesTheNearest()
    {
        const Outcome outcome =
            run({ "--run-recipe", "demo-arithmetik", "--out", m_folder.filePath("x.polca") });
        QCOMPARE(outcome.status, int(ErrorKind::unknownRecipe));
        QVERIFY2(outcome.error.contains("demo-arithmetic"), qPrintable(outcome.error));
        QVERIFY(!QDir(m_folder.filePath("x.polca")).exists());
    }

    void optionsThatDoNotFitAreRefused()
    {
        QCOMPARE(run({ "--run-recipe", "smoke" }).status, int(ErrorKind::usage));
        QCOMPARE(run({ m_folder.filePath("a.polca"), m_folder.filePath("a.polca") }).status,
            int(ErrorKind::usage));
    }

    void itOpensARunAndSaysHowLongThatTook()
    {
        const Outcome outcome = run({ "--measure-start", m_folder.filePath("a.polca") });
        QCOMPARE(outcome.status, 0);
        QVERIFY2(outcome.output.contains("window") && outcome.output.contains("views"),
            qPrintable(outcome.output));
        QVERIFY2(!outcome.error.contains("QObject") && !outcome.error.contains("QWidget"),
            qPrintable(outcome.error));
    }

    void itSpeaksTheLanguageAskedForOrThatOfTheDesktop_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QStringList>("desktop");
        QTest::addColumn<bool>("german");
        QTest::newRow("asked for") << QStringList { "--lang", "de" } << QStringList() << true;
        QTest::newRow("asked for, with a country") << QStringList { "--lang=de_CH" } << QStringList() << true;
        QTest::newRow("LC_ALL") << QStringList() << QStringList { "LC_ALL=de_DE.UTF-8" } << true;
        QTest::newRow("LANG") << QStringList() << QStringList { "LC_ALL=", "LANG=de_AT.UTF-8" } << true;
        QTest::newRow("LANGUAGE") << QStringList() << QStringList { "LC_ALL=", "LANG=en_US.UTF-8", "LANGUAGE=sv:de" } << true;
        QTest::newRow("neither") << QStringList() << QStringList() << false;
        QTest::newRow("one that it does not speak") << QStringList() << QStringList { "LC_ALL=fr_FR.UTF-8" } << false;
        QTest::newRow("against the desktop") << QStringList { "--lang", "en" } << QStringList { "LC_ALL=de_DE.UTF-8" } << false;
    }

    void itSpeaksTheLanguageAskedForOrThatOfTheDesktop()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QStringList, desktop);
        QFETCH(bool, german);
        const Outcome outcome = run(arguments + QStringList { "--help" }, true, desktop);
        QCOMPARE(outcome.status, 0);
        QCOMPARE(outcome.output.contains("Ein Mikroskop"), german);
        QCOMPARE(outcome.output.contains("A microscope"), !german);
        QCOMPARE(run(arguments + QStringList { "--measure-start" }, true, desktop).status, 0);
    }

    void aLanguageThatItDoesNotSpeakIsRefusedAndTheOthersAreNamed()
    {
        const Outcome outcome = run({ "--lang", "xx" });
        QCOMPARE(outcome.status, int(ErrorKind::usage));
        QVERIFY2(outcome.error.contains("“xx”") && outcome.error.contains("de, en"), qPrintable(outcome.error));
        QVERIFY(run({ "--help" }).output.contains("de, en"));
    }

    void qtsOwnTextsFollowTheLanguage()
    {
        QVERIFY(run({ "--help", "--lang", "en" }).output.contains("Options:"));
        if (!QFile::exists(QLibraryInfo::path(QLibraryInfo::TranslationsPath) + "/qtbase_de.qm"))
            QSKIP("Qt's translations are not installed");
        QVERIFY(run({ "--help", "--lang", "de" }).output.contains("Optionen:"));
    }
};

QTEST_GUILESS_MAIN(tst_window_program)
#include "tst_window_program.moc"
