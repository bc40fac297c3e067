#include "tests/support/engine_program.h"

#include <QCryptographicHash>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

// Runs polcascope-engine as a program.

using polcascope::support::Outcome;
using polcascope::support::run;

namespace {

constexpr int longEnough = 240000; // ms

/// Writes `after` for `before`, which is as long, throughout a file; false where it is not there.
bool replaceIn(const QString& path, const QByteArray& before, const QByteArray& after)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite))
        return false;
    QByteArray text = file.readAll();
    return text.contains(before) && file.seek(0) && file.write(text.replace(before, after)) == text.size();
}

QString engine()
{
    return QStringLiteral(POLCASCOPE_BIN_DIR "/polcascope-engine");
}

/// A recipe of a second or two, on one thread: other threads only wait for each other at this size.
QStringList tiny()
{
    QStringList arguments;
    for (const char* setting : { "task.validation_examples=20", "model.width=16", "model.mlp_width=32", "training.steps=40",
             "basis.interval=20", "basis.vectors=4", "basis.vectors_per_checkpoint=2", "basis.examples=16",
             "trajectories.curvature_examples=5", "trajectories.own_curvature=on", "compute.threads=1" })
        arguments << "--set" << QString::fromLatin1(setting);
    return arguments;
}

QList<QJsonObject> events(const QString& output)
{
    QList<QJsonObject> list;
    for (const QString& line : output.split(u'\n', Qt::SkipEmptyParts))
        list << QJsonDocument::fromJson(line.toUtf8()).object();
    return list;
}

QJsonObject readJson(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

/// Path and checksum of every artifact of a run.
QMap<QString, QString> checksums(const QString& path)
{
    QMap<QString, QString> sums;
    const QJsonObject stages = readJson(path + "/run.json").value("stages").toObject();
    for (const QJsonValue& stage : stages) {
        for (const QJsonValue& artifact : stage.toObject().value("artifacts").toArray())
            sums[artifact.toObject().value("path").toString()] = artifact.toObject().value("xxh3").toString();
    }
    return sums;
}

void alter(const QString& path)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.seek(file.size() - 3);
    file.write("X");
}

}

class TestEngine : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString m_finished; ///< a run that must not be changed
    QString path(const QString& name) const { return m_folder.filePath(name); }

    QString copyOfFinished(const QString& name) const
    {
        QProcess::execute("cp", { "-r", m_finished, path(name) });
        return path(name);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_finished = path("finished.polca");
        const Outcome outcome = run(QStringList { "run", "smoke", "--out", m_finished, "--json" } + tiny());
        QVERIFY2(outcome.status == 0, qPrintable(outcome.out + outcome.err));

        const QList<QJsonObject> said = events(outcome.out);
        QCOMPARE(said.first().value("event").toString(), QStringLiteral("hello"));
        QCOMPARE(said.first().value("protocol").toInt(), 1);
        QVERIFY(said.first().value("gflops").toDouble() > 0);
        QCOMPARE(said.last().value("event").toString(), QStringLiteral("done"));
        QStringList stages;
        int artifacts = 0;
        for (const QJsonObject& event : said) {
            QVERIFY(event.contains("event"));
            if (event.value("event") == "stage" && event.value("state") == "finished")
                stages << event.value("stage").toString();
            if (event.value("event") == "artifact") {
                ++artifacts;
            }
        }
        QCOMPARE(stages, (QStringList { "task", "training", "basis", "trajectories", "clusterings" }));
        QVERIFY(artifacts > 10);
        for (auto [file, sum] : checksums(m_finished).asKeyValueRange())
            QVERIFY2(QFile::exists(m_finished + "/" + file), qPrintable(file));
    }

    void theFourPublishedParameterCountsArePrinted()
    {
        const QMap<QString, int> published { { "arithmetic-2024", 6323210 }, { "arithmetic-2026", 9475594 }, { "english-2024", 37122353 }, { "english-2026", 40274737 } };
        for (auto [name, count] : published.asKeyValueRange()) {
            const Outcome outcome = run({ "info", "--recipe", name });
            QCOMPARE(outcome.status, 0);
            QCOMPARE(QJsonDocument::fromJson(outcome.out.toUtf8()).object().value("parameters").toInt(), count);
        }
    }

    void helpTeachesAndEverySubcommandHasItsOwn()
    {
        const Outcome help = run({ "--help" });
        QCOMPARE(help.status, 0);
        for (const char* word : { "run demo-arithmetic", "resume", "info", "table", "tables", "verify", "bench", "Exit status" })
            QVERIFY2(help.out.contains(word), word);
        for (const char* command : { "run", "resume", "info", "table", "tables", "cosines", "verify", "bench" })
            QCOMPARE(run({ command, "--help" }).status, 0);
        QVERIFY(run({ "info" }).out.contains("arithmetic-2026"));
        QVERIFY(run({ "info", "--keys" }).out.contains("training.learning_rate"));
    }

    void aFinishedRunIsNotComputedAgain()
    {
        const auto before = checksums(m_finished);
        const Outcome outcome = run({ "resume", m_finished });
        QCOMPARE(outcome.status, 0);
        QVERIFY(outcome.out.contains("rules"));
        QCOMPARE(checksums(m_finished), before);
        const Outcome table = run({ "table", m_finished });
        QCOMPARE(table.status, 0);
        QVERIFY(outcome.out.contains(table.out));
        QVERIFY(QJsonDocument::fromJson(run({ "table", m_finished, "--json" }).out.toUtf8()).object().contains("rows"));
        QVERIFY(QJsonDocument::fromJson(run({ "info", m_finished }).out.toUtf8()).object().value("up_to_date").toBool());
        QCOMPARE(run({ "verify", m_finished }).status, 0);
    }

    void tokensOfASingleClassAreToldWhereverASummaryIsPrinted()
    {
        const QString folder = path("no carries.polca");
        QStringList arguments { "run", "smoke", "--out", folder };
        for (const char* setting : { "task.maximum_summand=104", "task.validation_examples=8", "model.width=16", "model.mlp_width=32",
                 "training.steps=10", "training.batch_size=1", "basis.interval=5", "basis.vectors=2", "basis.examples=4",
                 "trajectories.curvature_examples=2", "compute.threads=1" })
            arguments << "--set" << QString::fromLatin1(setting);
        for (const QStringList& command : { arguments, { "resume", folder }, { "table", folder } }) {
            const Outcome outcome = run(command);
            QVERIFY2(outcome.status == 0, qPrintable(outcome.err));
            QVERIFY2(outcome.out.contains("None of the tokens of this run carry"), qPrintable(outcome.out));
        }
        QVERIFY(!run({ "table", m_finished }).out.contains("no share of carries"));
    }

    void tablesArePrintedOrWritten()
    {
        const auto before = checksums(m_finished);
        const Outcome printed = run({ "tables", m_finished, "--permutations", "20", "--distance", "2" });
        QCOMPARE(printed.status, 0);
        for (const char* words : { "2024-table-1:", "2024-table-5:", "2026-table-1:", "0.99987", "basis.kind=random", "clustering.decompositions=all" })
            QVERIFY2(printed.out.contains(words), words);
        const Outcome written = run({ "tables", m_finished, "--permutations", "20", "--stability", "--settings", "--format", "csv", "--out", path("tables") });
        QCOMPARE(written.status, 0);
        for (const QString& file : written.out.split('\n', Qt::SkipEmptyParts)) {
            QFile csv(file);
            QVERIFY2(csv.open(QIODevice::ReadOnly), qPrintable(file));
            QVERIFY2(csv.readLine().contains(","), qPrintable(file));
        }
        QVERIFY(written.out.contains("settings.csv") && written.out.contains("tokens.csv"));
        QVERIFY(run({ "tables", m_finished, "--permutations", "20", "--format", "markdown" }).out.contains("| --- |"));
        QCOMPARE(run({ "tables", m_finished, "--format", "pdf" }).status, 2);
        QCOMPARE(run({ "tables", m_finished, "--out", "/proc/nothing" }).status, 17);
        QCOMPARE(checksums(m_finished), before); // they only read
    }

    void vectorsClusteredTogetherAndAllDecompositionsAreStored()
    {
        const QString folder = copyOfFinished("together.polca");
        const Outcome outcome = run({ "resume", folder, "--set", "clustering.together=0,1", "--set", "clustering.decompositions=all" });
        QCOMPARE(outcome.status, 0);
        QVERIFY(outcome.out.contains("POLCA, sets") && outcome.out.contains("Fisher") && outcome.out.contains("second order"));
        QVERIFY(run({ "tables", folder, "--permutations", "20" }).out.contains("POLCA, sets"));
        QCOMPARE(run({ "resume", folder, "--set", "clustering.together=0,99" }).status, 12);
    }

    void theSameRecipeGivesTheSameBytes()
    {
        QCOMPARE(run(QStringList { "run", "smoke", "--out", path("again.polca") } + tiny()).status, 0);
        QCOMPARE(checksums(path("again.polca")), checksums(m_finished));
    }

    void killedAtAnyMomentItResumesToTheSameBytes()
    {
        const QString folder = path("killed.polca");
        QStringList arguments = QStringList { "run", "smoke", "--out", folder, "--json" } + tiny();
        int kills = 0;
        for (int delay = 150; delay < longEnough; delay = delay * 4 / 3) {
            QProcess process;
            process.start(engine(), arguments);
            if (process.waitForFinished(delay)) {
                QCOMPARE(process.exitCode(), 0);
                break;
            }
            process.kill();
            process.waitForFinished();
            if (QFile::exists(folder + "/run.json"))
                arguments = QStringList { "resume", folder, "--json" };
            else
                QDir(folder).removeRecursively();
            ++kills;
        }
        QVERIFY(kills > 2);
        QCOMPARE(checksums(folder), checksums(m_finished));
        QCOMPARE(run({ "verify", folder }).status, 0);
    }

    void pauseStopAndResumeAreHeard()
    {
        const QString folder = path("stopped.polca");
        QProcess process;
        process.start(engine(), QStringList { "run", "smoke", "--out", folder, "--json" } + tiny() + QStringList { "--set", "training.steps=2000" });
        QString said;
        const auto waitFor = [&](const QString& text) {
            QElapsedTimer timer;
            timer.start();
            while (!said.contains(text) && timer.elapsed() < 30000) {
                process.waitForReadyRead(50);
                said += QString::fromUtf8(process.readAllStandardOutput());
            }
            return said.contains(text);
        };
        QVERIFY(waitFor("\"event\":\"progress\""));
        process.write("pause\n");
        QVERIFY(waitFor("\"state\":\"paused\""));
        QTest::qWait(300); // a step that was under way may still end
        said += QString::fromUtf8(process.readAllStandardOutput());
        said.clear();
        QTest::qWait(700);
        process.waitForReadyRead(50);
        QVERIFY2(!QString::fromUtf8(process.readAllStandardOutput()).contains("progress"), "it went on while paused");
        process.write("resume\n");
        QVERIFY(waitFor("\"state\":\"running\""));
        QVERIFY(waitFor("\"event\":\"progress\""));
        process.write("nonsense\nstop\n");
        QVERIFY(waitFor("\"state\":\"stopping\""));
        QVERIFY(process.waitForFinished(10000));
        said += QString::fromUtf8(process.readAllStandardOutput());
        QVERIFY(said.contains("\"event\":\"stopped\""));
        QCOMPARE(process.exitCode(), 30);
        QVERIFY(!QDir(folder + "/checkpoints").entryList({ "optimizer-*.h5" }).isEmpty());

        // Its parameters changed: what is stale is made again, what is not is kept.
        QCOMPARE(run({ "resume", folder, "--set", "training.steps=40" }).status, 0);
        QCOMPARE(checksums(folder), checksums(m_finished));
    }

    void anEngineGoesOnWhenWhoStartedItIsGone()
    {
        const QString folder = path("orphan.polca");
        // The reader of its output ends at once: writing then fails with a broken pipe.
        const QString command = QStringLiteral("'%1' run smoke --out '%2' --json %3 | head -n 1 > /dev/null")
                                    .arg(engine(), folder, tiny().join(u' '));
        QProcess::execute("sh", { "-c", command });
        QTRY_VERIFY_WITH_TIMEOUT(readJson(folder + "/run.json").value("stages").toObject().value("clusterings").toObject().value("complete").toBool(), 60000);
    }

    void onlyOneEngineWorksInARun()
    {
        const QString folder = path("busy.polca");
        QProcess process;
        process.start(engine(), QStringList { "run", "smoke", "--out", folder, "--json" } + tiny() + QStringList { "--set", "training.steps=5000" });
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(folder + "/task/tokens.h5"), 30000);
        const Outcome second = run({ "resume", folder });
        QCOMPARE(second.status, 21);
        QVERIFY2(second.err.contains(QString::number(process.processId())), qPrintable(second.err));
        process.terminate();
        QVERIFY(process.waitForFinished(10000));
        QCOMPARE(process.exitCode(), 30);
    }

    void aChangedParameterMakesOnlyWhatDependsOnItAgain()
    {
        const QString folder = copyOfFinished("changed.polca");
        const auto before = checksums(folder);
        QCOMPARE(run({ "resume", folder, "--set", "clustering.minimum_samples_2024=3" }).status, 0);
        const auto after = checksums(folder);
        for (auto [file, sum] : before.asKeyValueRange())
            QCOMPARE(after.value(file) == sum, !file.startsWith("clusterings/"));
    }

    void badInputGetsOneSentenceAndAStatusOfItsKind_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("says");
        const auto smoke = [](const char* setting) { return QStringList { "run", "smoke", "--out", "/tmp/never-made.polca", "--set", setting }; };
        QTest::newRow("no subcommand") << QStringList {} << 2 << "subcommand";
        QTest::newRow("unknown option") << QStringList { "run", "smoke", "--fast" } << 2 << "--fast";
        QTest::newRow("setting without a value") << smoke("training.steps") << 2 << "key=value";
        QTest::newRow("unknown recipe") << QStringList { "run", "arithmetic-2025" } << 10 << "did you mean \"arithmetic-202";
        QTest::newRow("mistyped key") << smoke("training.stepps=5") << 11 << "did you mean \"training.steps\"?";
        QTest::newRow("text for a number") << smoke("training.steps=many") << 12 << "whole number";
        QTest::newRow("heads that do not divide") << smoke("model.heads=5") << 12 << "model.width (32)";
        QTest::newRow("interval longer than the run") << smoke("trajectories.interval=100") << 12 << "training.steps";
        QTest::newRow("k larger than the Krylov space") << smoke("basis.vectors_per_checkpoint=40") << 12 << "basis.krylov_dimension";
        QTest::newRow("text, not yet") << QStringList { "run", "english-2024" } << 12 << "not run";
        QTest::newRow("no run there") << QStringList { "resume", "/tmp/nothing-here.polca" } << 14 << "does not exist";
        QTest::newRow("a folder that is no run") << QStringList { "resume", "/usr" } << 14 << "no run of Polcascope";
        QTest::newRow("a place that cannot be written") << QStringList { "run", "smoke", "--out", "/proc/nothing/a.polca" } << 17 << "cannot be written";
        QTest::newRow("gradients past the end") << smoke("basis.kind=gradient-svd") + QStringList { "--set", "basis.gradient_interval=60" } << 12 << "basis.gradient_interval is 60, but at most 59";
        QTest::newRow("gradients averaged past the end")
            << smoke("basis.kind=averaged-gradient-svd") + QStringList { "--set", "basis.gradient_interval=40", "--set", "basis.gradient_iterations=30" } << 12 << "basis.gradient_iterations is 30, but at most 20";
        QTest::newRow("one pair of summands") << smoke("task.minimum_summand=999") << 12 << "task.minimum_summand is 999, but at most 998";
        QTest::newRow("fewer pairs than a batch") << smoke("task.minimum_summand=992") << 12 << "training.batch_size is 32, but at most 24";
        QTest::newRow("a file in the way") << QStringList { "run", "smoke", "--out", engine() } << 20 << "is no run. Choose another --out";
        QTest::newRow("too little disk")
            << QStringList { "run", "smoke", "--out", "/tmp/never-made.polca", "--set", "model.width=8192", "--set", "training.steps=20000", "--set", "training.checkpoint_interval=1" }
            << 18 << "are needed and";
    }
    void badInputGetsOneSentenceAndAStatusOfItsKind()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, status);
        QFETCH(QString, says);
        const Outcome outcome = run(arguments);
        QCOMPARE(outcome.status, status);
        QVERIFY2(outcome.err.contains(says), qPrintable(outcome.err));
        QVERIFY(!QFile::exists("/tmp/never-made.polca"));
    }

    void errorsAreJsonForPrograms()
    {
        const Outcome outcome = run({ "run", "smoke", "--json", "--set", "training.stepps=5" });
        QCOMPARE(outcome.status, 11);
        const QJsonObject error = events(outcome.out).last();
        QCOMPARE(error.value("kind").toString(), QStringLiteral("unknownKey"));
        QCOMPARE(error.value("data").toObject().value("nearest").toString(), QStringLiteral("training.steps"));
        QVERIFY(!error.value("message").toString().isEmpty());
    }

    void aGpuThatIsNotThereIsMissed()
    {
        if (QFile::exists("/dev/nvidia0"))
            QSKIP("this machine has one");
        const Outcome outcome = run({ "run", "smoke", "--out", path("gpu.polca"), "--set", "compute.device=cuda" });
        QCOMPARE(outcome.status, 19);
        QVERIFY(outcome.err.contains("compute.device=cpu"));
        QVERIFY(!QFile::exists(path("gpu.polca"))); // what is advised works with the same --out
    }

    void anExistingRunIsNotOverwritten()
    {
        const auto before = checksums(m_finished);
        const Outcome outcome = run({ "run", "smoke", "--out", m_finished });
        QCOMPARE(outcome.status, 20);
        QVERIFY2(outcome.err.contains("resume " + m_finished), qPrintable(outcome.err));
        QCOMPARE(checksums(m_finished), before);
    }

    void aRunOfANewerVersionIsLeftAlone()
    {
        const QString folder = copyOfFinished("newer.polca");
        QVERIFY(replaceIn(folder + "/run.json", "\"schema\": 1", "\"schema\": 2"));
        const Outcome outcome = run({ "resume", folder });
        QCOMPARE(outcome.status, 15);
        QVERIFY(outcome.err.contains("newer version"));
        QVERIFY(QFile::exists(folder + "/clusterings/clusterings.h5"));
    }

    void aTruncatedFileIsFoundDroppedAndMadeAgain()
    {
        const QString folder = copyOfFinished("truncated.polca");
        QVERIFY(QFile::resize(folder + "/basis/vector-001.h5", 100));
        const Outcome outcome = run({ "resume", folder });
        QCOMPARE(outcome.status, 16);
        QVERIFY2(outcome.err.contains("vector-001.h5") && outcome.err.contains("--repair"), qPrintable(outcome.err));
        QCOMPARE(run({ "verify", folder }).status, 16);
        QCOMPARE(run({ "verify", folder, "--repair" }).status, 0);
        QCOMPARE(run({ "resume", folder }).status, 0);
        QCOMPARE(checksums(folder), checksums(m_finished));
    }

    void everyDamagedFileIsNamedBeforeAnythingIsDropped()
    {
        const QString folder = copyOfFinished("damaged.polca");
        alter(folder + "/checkpoints/step-000020.h5");
        alter(folder + "/basis/vector-001.h5");
        QVERIFY(QFile::remove(folder + "/clusterings/summary.json"));
        const Outcome found = run({ "verify", folder });
        QCOMPARE(found.status, 16);
        for (const char* name : { "step-000020.h5", "vector-001.h5", "summary.json is missing" })
            QVERIFY2(found.err.contains(name), qPrintable(found.err));
        QCOMPARE(found.err.count("--repair"), 1);
        const Outcome repaired = run({ "verify", folder, "--repair" });
        QVERIFY2(repaired.out.contains(QRegularExpression("dropped checkpoints/step-000020.h5 and what was made after it: \\d+ files")),
            qPrintable(repaired.out));
        QVERIFY2(!repaired.out.contains("vector-001"), qPrintable(repaired.out)); // it went with that checkpoint
        QCOMPARE(run({ "resume", folder }).status, 0);
        QCOMPARE(checksums(folder), checksums(m_finished));
    }

    void withoutItsManifestOrRecipeARunIsToBeRestored()
    {
        const QString cut = copyOfFinished("cut.polca");
        QVERIFY(QFile::resize(cut + "/run.json", 200));
        const QString bare = copyOfFinished("bare.polca");
        QVERIFY(QFile::remove(bare + "/recipe.json"));
        for (const QString& folder : { cut, bare }) {
            for (const QStringList& arguments : { QStringList { "verify", folder }, { "verify", folder, "--repair" }, { "resume", folder } }) {
                const Outcome outcome = run(arguments);
                QCOMPARE(outcome.status, 16);
                QVERIFY2(outcome.err.contains("Restore it from a copy") && !outcome.err.contains("json.exception") && !outcome.err.contains("--repair"),
                    qPrintable(outcome.err));
            }
        }
    }

    void tablesOfAnotherRecipeSaySo()
    {
        const QString folder = copyOfFinished("stale.polca");
        QVERIFY(replaceIn(folder + "/recipe.json", "\"weight_decay\": 0.1", "\"weight_decay\": 0.2"));
        for (const char* command : { "table", "tables" }) {
            const Outcome outcome = run({ command, folder });
            QCOMPARE(outcome.status, 0);
            QVERIFY2(outcome.err.contains("was changed since"), qPrintable(outcome.err));
            QVERIFY(!run({ command, m_finished }).err.contains("was changed since"));
        }
    }

    void anAlteredFileIsFoundByItsChecksum()
    {
        const QString folder = copyOfFinished("altered.polca");
        alter(folder + "/checkpoints/step-000020.h5");
        // Opening checks sizes only; reading it finds the change.
        const Outcome outcome = run({ "resume", folder, "--set", "basis.tolerance=0.02" });
        QCOMPARE(outcome.status, 16);
        QVERIFY2(outcome.err.contains("step-000020.h5") && outcome.err.contains("checksum"), qPrintable(outcome.err));
        QCOMPARE(run({ "verify", folder, "--repair" }).status, 0);
        QCOMPARE(run({ "resume", folder, "--set", "basis.tolerance=0.01" }).status, 0);
        QCOMPARE(checksums(folder), checksums(m_finished));
    }

    void aReadOnlyRunCanBeReadAndSaysWhyItCannotBeChanged()
    {
        const QString folder = copyOfFinished("readonly.polca");
        QProcess::execute("chmod", { "-R", "a-w,a+rX", folder });
        QProcess::execute("chmod", { "a+rx", m_folder.path() });
        // Permissions bind everybody but root.
        const bool root = ::geteuid() == 0;
        const auto as = [&](QStringList arguments) {
            if (!root)
                return run(arguments);
            return run(QStringList { "--reuid=65534", "--regid=65534", "--clear-groups", engine() } + arguments, "setpriv");
        };
        if (root && as({ "--version" }).status != 0)
            QSKIP("another user cannot reach the program here");
        QCOMPARE(as({ "table", folder }).status, 0);
        QCOMPARE(as({ "resume", folder }).status, 0); // there is nothing to do
        const Outcome changed = as({ "resume", folder, "--set", "basis.tolerance=0.5" });
        QCOMPARE(changed.status, 17);
        QVERIFY2(changed.err.contains("cannot be written"), qPrintable(changed.err));
        QProcess::execute("chmod", { "-R", "u+w", folder });
        QCOMPARE(checksums(folder), checksums(m_finished));
    }

    void aLossThatIsNoLongerFiniteNamesTheStep()
    {
        const QString folder = path("diverged.polca");
        const Outcome outcome = run(QStringList { "run", "smoke", "--out", folder } + tiny()
            + QStringList { "--set", "training.learning_rate=10", "--set", "model.initial_scale=10", "--set", "training.weight_decay=10", "--set", "training.warmup_steps=1" });
        QCOMPARE(outcome.status, 23);
        QVERIFY2(outcome.err.contains("step") && outcome.err.contains("learning_rate"), qPrintable(outcome.err));
        QVERIFY(QFile::exists(folder + "/checkpoints/step-000000.h5"));
    }

    void theExampleInPythonReadsARun()
    {
        // The system's Python, which has the packages that the tests install.
        const QString python = QFile::exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
        const Outcome outcome = run({ QStringLiteral(POLCASCOPE_SOURCE_DIR "/resources/docs/read_run.py"), m_finished }, python);
        QVERIFY2(outcome.status == 0, qPrintable(outcome.err));
        QVERIFY2(outcome.out.contains("80 tokens"), qPrintable(outcome.out));
        QVERIFY(outcome.out.contains("vector 3: step 40"));
        QVERIFY(outcome.out.contains("token_embedding (12, 16)"));
    }
};

QTEST_GUILESS_MAIN(TestEngine)
#include "tst_engine.moc"
