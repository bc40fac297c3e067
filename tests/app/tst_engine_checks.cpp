#include "core/store/check_files.h"
#include "core/store/run_files.h"
#include "tests/support/engine_program.h"
#include "tests/support/synthetic_run.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>

// The engine, run as a program: midpoints, held-out tokens, and the checks of a finished run.

using namespace polcascope;
using support::Outcome;
using support::run;

class EngineChecksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_run = m_folder.filePath("tiny.polca");
        QStringList arguments { "run", "smoke", "--out", m_run, "--memory", "500" };
        for (const char* setting : { "task.validation_examples=20", "model.width=16", "model.mlp_width=32", "training.steps=40",
                 "training.learning_rate=0.001", "basis.interval=20", "basis.vectors=4", "basis.vectors_per_checkpoint=2",
                 "basis.examples=16", "trajectories.curvature_examples=5", "compute.threads=1" })
            arguments << "--set" << QString::fromLatin1(setting);
        const Outcome outcome = run(arguments);
        QVERIFY2(outcome.status == 0, qPrintable(outcome.err));
    }

    void midpointsAndHeldOutTokensAreStoredWhenAskedFor()
    {
        QVERIFY(!trajectories().hasMidpoint());
        QCOMPARE(trajectories().heldoutTokens(), std::size_t(0));
        QVERIFY(store::readHeldoutTokens(folder()).output.empty());
        const Matrix<float> before = trajectories().gradientProjection(1);
        const QByteArray hash = hashOf(store::Stage::basis);

        const Outcome outcome = run({ "resume", m_run, "--set", "trajectories.midpoint=on", "--set", "trajectories.heldout_examples=6" });
        QVERIFY2(outcome.status == 0, qPrintable(outcome.err));
        QCOMPARE(hashOf(store::Stage::basis), hash);
        const store::TrajectorySet now = trajectories();
        QCOMPARE(now.gradientProjection(1), before);

        QVERIFY(now.hasMidpoint());
        const Matrix<float> middle = now.midpointProjection(1);
        double bend = 0;
        double change = 0;
        for (std::size_t t = 0; t + 1 < before.rows(); ++t) {
            for (std::size_t x = 0; x < before.columns(); ++x) {
                bend += std::abs(middle(t, x) - (before(t, x) + before(t + 1, x)) / 2);
                change += std::abs(before(t + 1, x) - before(t, x));
            }
        }
        // Were it the value at an end, it would be half.
        QVERIFY2(bend < 0.25 * change, qPrintable(QString::number(bend / change)));
        QVERIFY(std::isnan(middle(before.rows() - 1, 0)));

        QCOMPARE(now.heldoutTokens(), std::size_t(24));
        QCOMPARE(now.heldoutLoss().rows(), now.checkpoints());
        QCOMPARE(now.heldoutProjection(3).columns(), std::size_t(24));
        const TokenTable heldout = store::readHeldoutTokens(folder());
        const TokenTable validation = store::readTokens(folder());
        QCOMPARE(heldout.output.size(), std::size_t(24));
        for (std::size_t a = 0; a < heldout.sequences.rows(); ++a) {
            for (std::size_t b = 0; b < validation.sequences.rows(); ++b)
                QVERIFY(!std::ranges::equal(heldout.sequences.row(a), validation.sequences.row(b)));
        }
    }

    void everyTokensOwnCurvatureIsStoredWhenAskedFor()
    {
        QVERIFY(!trajectories().hasOwnCurvature());
        const Matrix<float> slopes = trajectories().gradientProjection(1);
        const std::vector<double> curvature = trajectories().curvature(1);
        const Outcome outcome = run({ "resume", m_run, "--set", "trajectories.own_curvature=on" });
        QVERIFY2(outcome.status == 0, qPrintable(outcome.err));
        const store::TrajectorySet now = trajectories();
        QCOMPARE(now.gradientProjection(1), slopes);
        QVERIFY(now.hasOwnCurvature() && now.hasMidpoint());
        QVERIFY(std::isfinite(now.ownCurvature(1)(now.checkpoints() - 1, 0)));
        // The estimate is what it was: of five examples of four tokens each, of twenty.
        for (std::size_t t = 0; t < now.checkpoints(); ++t) {
            double mean = 0;
            for (std::size_t i = 0; i < 20; ++i)
                mean += static_cast<double>(now.ownCurvature(1)(t, 16 * (i / 4) + i % 4)) / 20;
            QVERIFY(std::abs(now.curvature(1)[t] - mean) < 1e-6 * std::abs(mean) + 1e-9);
            QVERIFY(std::abs(now.curvature(1)[t] - curvature[t]) < 1e-3 * std::abs(curvature[t]) + 1e-6);
        }
    }

    void theCausalCheckIsStoredAndPrinted()
    {
        const QString csv = m_folder.filePath("causal.csv");
        const Outcome outcome = run({ "causal", m_run, "--csv", csv });
        QVERIFY2(outcome.status == 0, qPrintable(outcome.err));
        for (const char* name : { "causal: ", "causal-carries: ", "causal-best: ", "causal-clusters: ", "of the rest clustered" })
            QVERIFY2(outcome.out.contains(name), name);
        QVERIFY(QFile::exists(csv));
        const store::CausalCheck check = store::readCausalCheck(verified(store::causalPath));
        QCOMPARE(check.lossChange.rows(), std::size_t(4));
        QCOMPARE(check.lastStep, 40);
        // What is removed is all of the run's movement along the vector.
        for (std::size_t k = 0; k < 4; ++k) {
            double sum = 0;
            for (const double p : trajectories().weightProjection(k))
                sum += std::isnan(p) ? 0 : p;
            QVERIFY(std::abs(sum - check.removed[k]) < 1e-6 * (1 + std::abs(sum)));
        }
        QCOMPARE(run({ "verify", m_run }).status, 0);
    }

    void theApproximationsAreHeldAgainstTheTruth()
    {
        const Outcome outcome = run({ "validity", m_run, "--tokens", "20", "--checkpoints", "3", "--vectors", "2" });
        QVERIFY2(outcome.status == 0, qPrintable(outcome.err));
        for (const char* name : { "first order", "trapezoid", "second order", "exact curvature", "factor" })
            QVERIFY2(outcome.out.contains(name), name);
        const store::ValidityCheck check = store::readValidityCheck(verified(store::validityPath));
        QCOMPARE(check.trueChange.rows(), std::size_t(6));
        QCOMPARE(check.trueChange.columns(), std::size_t(20));
        double error = 0;
        double firstOrderError = 0;
        double storedError = 0;
        double sizes = 0;
        for (std::size_t v = 0; v < 2; ++v) {
            const auto k = static_cast<std::size_t>(check.vectors[v]);
            for (std::size_t s = 0; s < 3; ++s) {
                const double p = trajectories().weightProjection(k)[static_cast<std::size_t>(check.segments[s])];
                for (std::size_t i = 0; i < 20; ++i) {
                    const std::size_t row = 2 * s + v;
                    const double stored = trajectories().ownCurvature(k)(static_cast<std::size_t>(check.segments[s]), static_cast<std::size_t>(check.tokens[i]));
                    storedError += std::abs(stored - check.curvature(row, i));
                    sizes += std::abs(check.curvature(row, i));
                    const double first = check.slope(row, i) * p;
                    firstOrderError += std::abs(first - check.trueChange(row, i));
                    error += std::abs(first + check.curvature(row, i) / 2 * p * p - check.trueChange(row, i));
                }
            }
        }
        QVERIFY2(error < 0.2 * firstOrderError, qPrintable(QString("%1 %2").arg(error).arg(firstOrderError)));
        QVERIFY2(storedError < 1e-4 * sizes, qPrintable(QString("%1 %2").arg(storedError).arg(sizes))); // float against double
    }

    void theReportHoldsEveryPartAndIsTheSameEachTime()
    {
        const QString out = m_folder.filePath("results.md"), discussion = m_folder.filePath("discussion.md");
        QFile file(discussion);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("## What moves the results\n\nA *hand-written* sentence.");
        file.close();
        const QStringList arguments { "report", m_run, "--out", out, "--discussion", discussion, "--permutations", "20", "--distance", "10" };
        const Outcome outcome = run(arguments);
        QVERIFY2(outcome.status == 0, qPrintable(outcome.err));
        const QString text = read(out);
        const char* parts[] { "# A run of a few seconds\n", "## run: ", "tiny.polca", "## recipe: ", "| model.width | 16 | 32 |", "## cost: ", "LibTorch",
            "## What moves the results\n\nA *hand-written* sentence.\n\n", "## 2024-table-1: ", "## 2024-table-1-first-order: ",
            "## 2024-table-1-trapezoid: ", "## 2024-table-5: ", "## 2026-table-1: ", "## explained: ", "| Simpson |", "| exact curvature |",
            "## vectors: ", "## settings: ", "## chance: ",
            "## held-out: ", "## causal: ", "## causal-carries: ", "## validity: ", "| exact curvature |", "## breakthroughs: ", "## sharpest-rise: ",
            "## stability: ",
            "Made by `polcascope-engine report tiny.polca --out results.md --discussion discussion.md --distance 10 --permutations 20`, version " };
        qsizetype place = 0;
        for (const char* part : parts) {
            place = text.indexOf(part, place);
            QVERIFY2(place >= 0, part);
        }
        QVERIFY(!text.contains(m_folder.path())); // no paths of this machine
        QVERIFY(!text.contains("nan"));
        QCOMPARE(run(arguments + QStringList { "--threads", "1" }).status, 0);
        QCOMPARE(read(out), text);
    }

    void aReportWithoutChecksSaysWhichCommandMakesThem()
    {
        const QString synthetic = m_folder.filePath("synthetic.polca"), out = m_folder.filePath("synthetic.md");
        support::writeSyntheticRun(synthetic.toStdString(), { .examples = 20, .checkpoints = 6, .vectors = 2 });
        const Outcome outcome = run({ "report", synthetic, "--out", out, "--permutations", "20" });
        QVERIFY2(outcome.status == 0, qPrintable(outcome.err));
        const QString text = read(out);
        for (const char* words : { "polcascope-engine causal synthetic.polca", "polcascope-engine validity synthetic.polca",
                 "resume synthetic.polca --set trajectories.heldout_examples=250", "No recipe named synthetic" })
            QVERIFY2(text.contains(words), words);
    }

    void whatAReportCannotBeMadeOfIsSaidInASentence()
    {
        const QString out = m_folder.filePath("none.md");
        const auto fails = [&](const QStringList& arguments, ErrorKind kind, const char* words) {
            const Outcome outcome = run(arguments);
            return outcome.status == int(kind) && outcome.err.contains(words) && outcome.err.count('\n') == 1;
        };
        QVERIFY(fails({ "report", m_run, "--out", m_folder.filePath("no/such/folder.md") }, ErrorKind::notWritable, "folder does not exist"));
        QVERIFY(fails({ "report", m_run, "--out", out, "--discussion", m_folder.filePath("no.md") }, ErrorKind::unreadable, "no.md"));
        QVERIFY(fails({ "report", m_folder.filePath("nothing.polca"), "--out", out }, ErrorKind::notARun, "does not exist"));
        const QString other = m_folder.filePath("other.polca");
        support::writeSyntheticRun(other.toStdString(), { .examples = 20, .checkpoints = 6, .vectors = 2 });
        for (const QStringList& command : { QStringList { "tables", m_run }, QStringList { "report", m_run, "--out", out } })
            QVERIFY(fails(command + QStringList { "--with", other }, ErrorKind::badValue, "is of another model than"));
        QVERIFY(!QFile::exists(out));
    }

    void anUnfinishedRunSaysWhatMakesItFinished()
    {
        const QString unfinished = m_folder.filePath("unfinished.polca");
        support::writeSyntheticRun(unfinished.toStdString(), { .examples = 20, .finished = false });
        for (const char* command : { "causal", "validity" }) {
            const Outcome outcome = run({ command, unfinished });
            QCOMPARE(outcome.status, int(ErrorKind::missingInput));
            QVERIFY2(outcome.err.contains("polcascope-engine resume"), qPrintable(outcome.err));
            QCOMPARE(run({ command, m_folder.filePath("nothing.polca") }).status, int(ErrorKind::notARun));
        }
        for (const QStringList& command : { QStringList { "tables", unfinished }, QStringList { "report", unfinished, "--out", m_folder.filePath("none.md") } }) {
            const Outcome outcome = run(command);
            QCOMPARE(outcome.status, int(ErrorKind::missingInput));
            QVERIFY2(outcome.err.contains("polcascope-engine resume"), qPrintable(outcome.err));
        }
    }

private:
    static QString read(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }
    store::RunFolder folder() const { return store::RunFolder::open(m_run.toStdString(), store::RunFolder::Access::read); }
    store::TrajectorySet trajectories() const { return store::TrajectorySet(folder()); }
    QByteArray hashOf(store::Stage stage) const { return QByteArray::fromStdString(folder().manifest().stage(stage).hash); }
    std::filesystem::path verified(const char* path) const
    {
        const store::RunFolder opened = folder();
        return opened.verified(*opened.manifest().stage(store::Stage::clusterings).find(path));
    }

    QTemporaryDir m_folder;
    QString m_run;
};

QTEST_APPLESS_MAIN(EngineChecksTest)
#include "tst_engine_checks.moc"
