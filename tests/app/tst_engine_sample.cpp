#include "core/store/run_files.h"
#include "tests/support/engine_program.h"
#include "tests/support/synthetic_run.h"

#include <QDirIterator>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

// "polcascope-engine sample", and what the engine does with a sample.

using namespace polcascope;
using support::Outcome;
using support::run;

class EngineSampleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_run = path("tiny.polca");
        QStringList arguments { "run", "smoke", "--out", m_run, "--memory", "500" };
        for (const char* setting : { "task.validation_examples=60", "model.width=16", "model.mlp_width=32", "training.steps=40",
                 "training.learning_rate=0.001", "basis.interval=20", "basis.vectors=4", "basis.vectors_per_checkpoint=2",
                 "basis.examples=16", "trajectories.curvature_examples=5", "compute.threads=1" })
            arguments << "--set" << QString::fromLatin1(setting);
        Outcome outcome = run(arguments);
        QVERIFY2(outcome.status == 0, qPrintable(outcome.err));
        m_sample = path("sample.polca");
        outcome = run({ "sample", m_run, "--out", m_sample, "--tokens", "150" });
        QVERIFY2(outcome.status == 0, qPrintable(outcome.err));
        QVERIFY2(outcome.out.contains("150 of 240 tokens"), qPrintable(outcome.out));
    }

    void aSampleIsSmallAndHasNoWeights()
    {
        QVERIFY2(bytesOf(m_sample) < bytesOf(m_run) / 2, qPrintable(QString("%1 of %2").arg(bytesOf(m_sample)).arg(bytesOf(m_run))));
        QVERIFY(QDir(m_sample + "/checkpoints").entryList(QDir::Files) == QStringList { "training-loss.h5" });
        const auto folder = store::RunFolder::open(m_sample.toStdString(), store::RunFolder::Access::read);
        QCOMPARE(store::readTokens(folder).count(), std::size_t(150));
        const auto basis = store::readBasisInfo(folder);
        QCOMPARE(basis.size(), std::size_t(4));
        QCOMPARE(basis.front().stageHash, folder.manifest().stage(store::Stage::basis).hash);
        // Nothing of how it was made is left.
        QCOMPARE(QDir(m_folder.path()).entryList({ "*.partial" }, QDir::AllEntries | QDir::Hidden), QStringList());
    }

    void asManyTokensAsFitAreKept()
    {
        const qint64 limit = bytesOf(m_sample) + 2000;
        const QString fitted = path("fitted.polca");
        const Outcome outcome = run({ "sample", m_run, "--out", fitted, "--megabytes", QString::number(double(limit) / 1e6, 'f', 6) });
        QVERIFY2(outcome.status == 0, qPrintable(outcome.err));
        QVERIFY(bytesOf(fitted) <= limit);
        const auto tokens = QRegularExpression("holds (\\d+) of 240").match(outcome.out).captured(1).toInt();
        QVERIFY2(tokens >= 140, qPrintable(outcome.out));

        const Outcome all = run({ "sample", m_run, "--out", path("all.polca") });
        QVERIFY2(all.out.contains("240 of 240 tokens"), qPrintable(all.out + all.err));
    }

    void whatCannotFitIsRefused()
    {
        Outcome outcome = run({ "sample", m_run, "--out", path("tiny sample.polca"), "--megabytes", "0.001" });
        QCOMPARE(outcome.status, int(ErrorKind::badValue));
        QVERIFY2(outcome.err.contains("--megabytes is 0.001") && outcome.err.contains("at least") && outcome.err.contains("one token of each"),
            qPrintable(outcome.err));
        const double needed = QRegularExpression("at least ([\\d.]+)").match(outcome.err).captured(1).toDouble();
        outcome = run({ "sample", m_run, "--out", path("just.polca"), "--megabytes", QString::number(needed) });
        QVERIFY2(outcome.status == 0, qPrintable(outcome.err));

        outcome = run({ "sample", m_run, "--out", path("few.polca"), "--tokens", "3" });
        QCOMPARE(outcome.status, int(ErrorKind::badValue));
        QVERIFY2(outcome.err.contains("240"), qPrintable(outcome.err));
        QVERIFY(run({ "sample", m_run, "--out", path("both.polca"), "--tokens", "150", "--megabytes", "3" }).status == int(ErrorKind::usage));
        outcome = run({ "sample", m_run, "--out", m_sample, "--tokens", "150" });
        QCOMPARE(outcome.status, int(ErrorKind::runExists));
        QVERIFY2(outcome.err.contains("a sample") && !outcome.err.contains("resume"), qPrintable(outcome.err));
        QCOMPARE(QDir(m_folder.path()).entryList({ "*.partial", "few*", "tiny sample*" }, QDir::AllEntries | QDir::Hidden), QStringList());
    }

    void anUnfinishedRunSaysWhatMakesItFinished()
    {
        const QString unfinished = path("unfinished.polca");
        support::writeSyntheticRun(unfinished.toStdString(), { .examples = 20, .finished = false });
        const Outcome outcome = run({ "sample", unfinished, "--out", path("x.polca") });
        QCOMPARE(outcome.status, int(ErrorKind::missingInput));
        QVERIFY2(outcome.err.contains("polcascope-engine resume"), qPrintable(outcome.err));
    }

    void whatOnlyReadsWorksOnASample()
    {
        const Outcome info = run({ "info", m_sample });
        const QJsonObject json = QJsonDocument::fromJson(info.out.toUtf8()).object();
        QCOMPARE(json["complete"].toBool(), true);
        QCOMPARE(json["up_to_date"].toBool(), true);
        QCOMPARE(json["sample"].toObject()["of"].toString(), "tiny");
        QCOMPARE(json["sample"].toObject()["tokens"].toInt(), 150);
        for (const QStringList& arguments : { QStringList { "table", m_sample }, { "tables", m_sample, "--permutations", "20" }, { "verify", m_sample } }) {
            const Outcome outcome = run(arguments);
            QVERIFY2(outcome.status == 0 && !outcome.out.isEmpty(), qPrintable(arguments.first() + outcome.err));
            // What a sample lacks, only the run that it was packed from can be asked for.
            QCOMPARE(outcome.out.contains("polcascope-engine resume tiny.polca --set"), arguments.first() == "tables");
            QVERIFY2(!outcome.out.contains("polcascope-engine resume " + m_sample), qPrintable(outcome.out));
        }
    }

    void whatNeedsWeightsOrWritesIsRefusedInOneSentence_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("resume") << QStringList { "resume", m_sample };
        QTest::newRow("resume with another key") << QStringList { "resume", m_sample, "--set", "basis.kind=random" };
        QTest::newRow("causal") << QStringList { "causal", m_sample };
        QTest::newRow("validity") << QStringList { "validity", m_sample };
        QTest::newRow("repair") << QStringList { "verify", m_sample, "--repair" };
        QTest::newRow("cosines") << QStringList { "cosines", m_run, m_sample };
        QTest::newRow("report") << QStringList { "report", m_sample, "--out", path("report.md") };
        QTest::newRow("sample") << QStringList { "sample", m_sample, "--out", path("again.polca") };
    }

    void whatNeedsWeightsOrWritesIsRefusedInOneSentence()
    {
        QFETCH(QStringList, arguments);
        const Outcome outcome = run(arguments);
        QCOMPARE(outcome.status, int(ErrorKind::sampleRun));
        QVERIFY2(outcome.err.contains("is a sample of the run \"tiny\"") && outcome.err.contains("no weights"), qPrintable(outcome.err));
        QCOMPARE(run({ "verify", m_sample }).status, 0);
    }

    void damageToASampleIsFound()
    {
        const QString copy = path("damaged.polca");
        QVERIFY(run({ "sample", m_run, "--out", copy, "--tokens", "150" }).status == 0);
        QFile file(copy + "/trajectories/trajectories.h5");
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek(file.size() / 2));
        const char byte = file.read(1).front();
        QVERIFY(file.seek(file.size() / 2) && file.putChar(static_cast<char>(~byte)));
        file.close();
        const Outcome outcome = run({ "verify", copy });
        QCOMPARE(outcome.status, int(ErrorKind::damaged));
        QVERIFY2(outcome.err.contains("A sample cannot be repaired") && outcome.err.contains("\"tiny\"") && !outcome.err.contains("--repair"),
            qPrintable(outcome.err));
    }

    void theExampleInPythonReadsASample()
    {
        const QString python = QFile::exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
        const Outcome outcome = run({ QStringLiteral(POLCASCOPE_SOURCE_DIR "/resources/docs/read_run.py"), m_sample }, python);
        QVERIFY2(outcome.status == 0, qPrintable(outcome.err));
        QVERIFY2(outcome.out.contains("150 tokens") && outcome.out.contains("a sample of tiny: 150 of 240 tokens"), qPrintable(outcome.out));
        QVERIFY(outcome.out.contains("vector 3: step 40"));
    }

private:
    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }
    static qint64 bytesOf(const QString& folder)
    {
        qint64 bytes = 0;
        for (QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories); files.hasNext();)
            bytes += QFileInfo(files.next()).size();
        return bytes;
    }

    QTemporaryDir m_folder;
    QString m_run;
    QString m_sample;
};

QTEST_GUILESS_MAIN(EngineSampleTest)
#include "tst_engine_sample.moc"
