#include "core/base/error.h"
#include "core/store/run_files.h"
#include "tests/support/engine_program.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>

// Runs polcascope-engine as a program, for every kind of basis.

using namespace polcascope;
using support::Outcome;
using support::run;

namespace {

QStringList settings(std::initializer_list<const char*> list)
{
    QStringList arguments;
    for (const char* setting : list)
        arguments << "--set" << QString::fromLatin1(setting);
    return arguments;
}

QMap<QString, QString> checksums(const QString& path)
{
    QMap<QString, QString> sums;
    const store::RunFolder folder =
        store::RunFolder::open(path.toStdString(), store::RunFolder::Access::read);
    for (const store::Stage stage : store::allStages) {
        for (const store::Artifact& artifact : folder.manifest().stage(stage).artifacts)
            sums[QString::fromStdString(artifact.path)] = QString::fromStdString(artifact.checksum);
    }
    return sums;
}

std::vector<store::BasisVector> basisOf(const QString& path)
{
    std::vector<store::BasisVector> basis;
    const store::RunFolder folder =
        store::RunFolder::open(path.toStdString(), store::RunFolder::Access::read);
    for (const store::Artifact& artifact : store::artifacts(folder.manifest(), store::Stage::basis))
        basis.push_back(store::readBasisVector(folder.verified(artifact)));
    return basis;
}

double product(const std::vector<float>& a, const std::vector<float>& b)
{
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
    return sum;
}

/// Puts a vector in the place of the fourth, listed with its right checksum, as a program that mixes up folders would
/// leave it; what was made from it is dropped.
void replaceVector(const QString& path, store::BasisVector vector)
{
    auto writer = store::RunFolder::open(path.toStdString(), store::RunFolder::Access::write);
    writer.discardFrom(store::Stage::basis, "basis/vector-003.h5");
    vector.index = 3;
    writer.add(store::Stage::basis, "basis/vector-003.h5", 3,
        [&](const auto& file) { store::writeBasisVector(file, vector, {}); });
}

}

class TestEngineBases : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString m_hessian;
    QString path(const QString& name) const { return m_folder.filePath(name); }
    QString copyOf(const QString& run, const QString& name) const
    {
        QProcess::execute("cp", { "-r", run, path(name) });
        return path(name);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_hessian = path("of Hessians.polca");
        const Outcome outcome = run(QStringList { "run", "smoke", "--out", m_hessian } +
            settings({ "task.validation_examples=20", "model.width=16", "model.mlp_width=32",
                "training.steps=60", "basis.interval=10", "basis.vectors=6", "basis.examples=16",
                "trajectories.curvature_examples=5", "compute.threads=1" }));
        QVERIFY2(outcome.status == 0, qPrintable(outcome.err));
    }

    void everyKindIsFoundOrthonormalAndGoesOnInItsMiddleToTheSameBytes_data()
    {
        QTest::addColumn<QStringList>("changes");
        QTest::addColumn<QString>("kind");
        QTest::newRow("hessian") << settings({ "basis.vectors_per_checkpoint=2", "basis.vectors=6" })
                                 << "hessian";
        QTest::newRow("largest in magnitude")
            << settings({ "basis.eigenvalues=largest-magnitude" }) << "hessian";
        QTest::newRow("warm start") << settings({ "basis.warm_start=on" }) << "hessian";
        QTest::newRow("shuffled") << settings({ "basis.kind=shuffled-hessian" }) << "shuffled-hessian";
        QTest::newRow("shuffled, with warm start")
            << settings({ "basis.kind=shuffled-hessian", "basis.warm_start=on" }) << "shuffled-hessian";
        QTest::newRow("random") << settings({ "basis.kind=random" }) << "random";
        QTest::newRow("gradients") << settings({ "basis.kind=gradient-svd" }) << "gradient-svd";
        QTest::newRow("normalised gradients") << settings({ "basis.kind=normalised-gradient-svd",
                                                     "basis.gradient_interval=10", "basis.vectors=5" })
                                              << "normalised-gradient-svd";
        QTest::newRow("averaged gradients")
            << settings({ "basis.kind=averaged-gradient-svd", "basis.gradient_iterations=3" })
            << "averaged-gradient-svd";
        QTest::newRow("largest parameters") << settings({ "basis.kind=parameters" }) << "parameters";
        QTest::newRow("parameters that moved most")
            << settings({ "basis.kind=parameters", "basis.parameters_by=movement" }) << "parameters";
    }
    void everyKindIsFoundOrthonormalAndGoesOnInItsMiddleToTheSameBytes()
    {
        QFETCH(QStringList, changes);
        QFETCH(QString, kind);
        const QString folder = copyOf(m_hessian, QString::fromLatin1(QTest::currentDataTag()) + ".polca");
        const Outcome outcome = run(QStringList { "resume", folder } + changes);
        QVERIFY2(outcome.status == 0, qPrintable(outcome.err));
        const std::vector<store::BasisVector> basis = basisOf(folder);
        QVERIFY(basis.size() >= 5);
        for (std::size_t i = 0; i < basis.size(); ++i) {
            QCOMPARE(QString::fromStdString(basis[i].kind), kind);
            QCOMPARE(std::isfinite(basis[i].eigenvalue), kind.contains("hessian"));
            QCOMPARE(std::isfinite(basis[i].singularValue), kind.contains("gradient"));
            QCOMPARE(std::isfinite(basis[i].parameterSize), kind == "parameters");
            for (std::size_t j = 0; j <= i; ++j)
                QVERIFY(std::abs(product(basis[i].vector, basis[j].vector) - (i == j ? 1 : 0)) <= 1e-6);
            const double share = std::accumulate(basis[i].shares.begin(), basis[i].shares.end(), 0.0,
                [](double sum, const auto& each) { return sum + each.share; });
            QVERIFY(std::abs(share - 1) < 1e-12);
            if (i > 0 && kind.contains("gradient"))
                QVERIFY(basis[i].singularValue <= basis[i - 1].singularValue);
        }
        // Dropped from its fourth vector on, which lies within a round where there are two a checkpoint.
        const auto finished = checksums(folder);
        QVERIFY(QFile::remove(folder + "/basis/vector-003.h5"));
        QCOMPARE(run({ "verify", folder, "--repair" }).status, 0);
        QCOMPARE(basisOf(folder).size(), std::size_t(3));
        const Outcome resumed = run({ "resume", folder });
        QVERIFY2(resumed.status == 0, qPrintable(resumed.err));
        QCOMPARE(checksums(folder), finished);
    }

    void cosinesOfTwoRunsAreWrittenAndOtherModelsRefused()
    {
        const Outcome csv = run({ "cosines", m_hessian, path("random.polca") });
        QCOMPARE(csv.status, 0);
        QCOMPARE(csv.out.count('\n'), 1 + 6 * 6);
        const QString file = path("cosines.json");
        QCOMPARE(run({ "cosines", m_hessian, m_hessian, "--out", file }).status, 0);
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        QVERIFY(written.readAll().contains("\"in_span\""));
        QCOMPARE(run({ "cosines", m_hessian, m_hessian, "--out", path("cosines.txt") }).status, 2);
        QCOMPARE(run({ "cosines", m_hessian, m_hessian, "--out", "/proc/nothing/a.csv" }).status, 17);
        const QString other = path("other model.polca");
        QCOMPARE(run(QStringList { "run", "smoke", "--out", other } +
                     settings({ "task.validation_examples=20", "model.width=8", "model.mlp_width=32",
                         "training.steps=20", "basis.kind=random", "basis.vectors=2", "compute.threads=1" }))
                     .status,
            0);
        const Outcome refused = run({ "cosines", m_hessian, other });
        QCOMPARE(refused.status, 12);
        QVERIFY2(refused.err.contains("another model") && refused.err.contains("width 16"),
            qPrintable(refused.err));
    }

    void shufflingVisitsTheSameCheckpointsInAnotherOrder()
    {
        std::vector<std::int64_t> steps, shuffled;
        for (const store::BasisVector& vector : basisOf(m_hessian))
            steps.push_back(vector.step);
        for (const store::BasisVector& vector : basisOf(path("shuffled.polca")))
            shuffled.push_back(vector.step);
        QVERIFY(shuffled != steps);
        std::sort(shuffled.begin(), shuffled.end());
        QCOMPARE(shuffled, steps);
    }

    void parametersAreThoseOfTheLastCheckpoint()
    {
        const std::vector<store::BasisVector> basis = basisOf(path("largest parameters.polca"));
        const std::vector<float> theta = store::readCheckpoint(
            (path("largest parameters.polca") + "/checkpoints/step-000060.h5").toStdString());
        std::vector<float> sizes;
        for (const float x : theta)
            sizes.push_back(std::abs(x));
        std::sort(sizes.rbegin(), sizes.rend());
        for (std::size_t k = 0; k < basis.size(); ++k) {
            const auto parameter = static_cast<std::size_t>(basis[k].parameter);
            QCOMPARE(basis[k].vector[parameter], 1.0F);
            QCOMPARE(std::abs(theta[parameter]), sizes[k]);
            QCOMPARE(basis[k].parameterSize, static_cast<double>(sizes[k]));
            QCOMPARE(basis[k].step, std::int64_t(60));
        }
    }

    void theThreadCountChangesNothingBeyondRounding()
    {
        const QString folder = copyOf(m_hessian, "two threads.polca");
        QVERIFY(QFile::remove(folder + "/basis/vector-000.h5"));
        QCOMPARE(run({ "verify", folder, "--repair" }).status, 0);
        QCOMPARE(run(QStringList { "resume", folder } + settings({ "compute.threads=2" })).status, 0);
        const std::vector<store::BasisVector> one = basisOf(m_hessian);
        const std::vector<store::BasisVector> two = basisOf(folder);
        QCOMPARE(two.size(), one.size());
        for (std::size_t k = 0; k < one.size(); ++k) {
            QVERIFY(std::abs(one[k].eigenvalue - two[k].eigenvalue) < 1e-4 * std::abs(one[k].eigenvalue));
            QVERIFY2(std::abs(product(one[k].vector, two[k].vector)) > 0.9999,
                qPrintable(QString::number(product(one[k].vector, two[k].vector))));
        }
    }

    void aMemoryBudgetTooSmallIsToldBeforeAnythingIsDoneWithTheSmallestThatWorks_data()
    {
        QTest::addColumn<QStringList>("changes");
        QTest::newRow("Hessians") << settings({ "basis.kind=hessian", "basis.tolerance=1" });
        QTest::newRow("gradients") << settings({ "basis.kind=gradient-svd" });
    }
    void aMemoryBudgetTooSmallIsToldBeforeAnythingIsDoneWithTheSmallestThatWorks()
    {
        QFETCH(QStringList, changes);
        const QString folder = path(QStringLiteral("memory for %1.polca").arg(QTest::currentDataTag()));
        const QStringList arguments = QStringList { "run", "smoke", "--out", folder } +
            settings({ "task.validation_examples=20", "model.width=256", "model.mlp_width=4096",
                "training.steps=2", "training.batch_size=1", "training.checkpoint_interval=1",
                "basis.interval=1", "basis.vectors=1", "basis.examples=1",
                "trajectories.interval=1", "trajectories.curvature_examples=0", "compute.threads=1",
                "compute.memory_megabytes=64" }) + changes;
        const Outcome outcome = run(arguments);
        QCOMPARE(outcome.status, int(ErrorKind::outOfMemory));
        QVERIFY2(checksums(folder).isEmpty(), qPrintable(checksums(folder).keys().join(' ')));
        const QRegularExpressionMatch match = QRegularExpression("at least (\\d+)").match(outcome.err);
        QVERIFY2(match.hasMatch(), qPrintable(outcome.err));
        const Outcome again = run({ "resume", folder, "--memory", match.captured(1) });
        QVERIFY2(again.status == 0, qPrintable(again.err));
        QVERIFY2(!again.out.contains("Memory ran out"), qPrintable(again.out));
    }

    void aVectorOfAnotherModelOrRecipeIsRefused_data()
    {
        QTest::addColumn<QString>("says");
        QTest::newRow("another model") << "another model";
        QTest::newRow("another recipe") << "another recipe";
        QTest::newRow("another seed") << "another run";
    }
    void aVectorOfAnotherModelOrRecipeIsRefused()
    {
        QFETCH(QString, says);
        const QString row = QString::fromLatin1(QTest::currentDataTag());
        store::BasisVector vector = basisOf(m_hessian).at(3);
        if (row == "another model") {
            vector.vector.pop_back();
        } else if (row == "another recipe") {
            vector.kind = "random";
        } else {
            const QString other = copyOf(m_hessian, "of the other seed.polca");
            QCOMPARE(run(QStringList { "resume", other } + settings({ "seed=2" })).status, 0);
            vector = basisOf(other).at(3);
        }
        const QString folder = copyOf(m_hessian, row + ".polca");
        replaceVector(folder, vector);
        const auto refused = [&](const QStringList& arguments) {
            const Outcome outcome = run(arguments);
            QCOMPARE(outcome.status, int(ErrorKind::damaged));
            QVERIFY2(outcome.err.contains("vector-003.h5") && outcome.err.contains(says) &&
                    outcome.err.contains("verify RUN --repair"),
                qPrintable(outcome.err));
        };
        refused({ "resume", folder });
        refused({ "verify", folder });
        refused({ "cosines", m_hessian, folder });
        // The advice, to its end.
        const Outcome repaired = run({ "verify", folder, "--repair" });
        QCOMPARE(repaired.status, 0);
        QVERIFY2(repaired.out.contains("dropped basis/vector-003.h5"), qPrintable(repaired.out));
        const Outcome resumed = run({ "resume", folder });
        QVERIFY2(resumed.status == 0, qPrintable(resumed.err));
        QCOMPARE(checksums(folder), checksums(m_hessian));
        QCOMPARE(run({ "verify", folder }).status, 0);
    }

    void aCheckpointOfAnotherModelIsFoundAndMadeAgain()
    {
        const QString folder = copyOf(m_hessian, "another model's weights.polca");
        {
            auto writer = store::RunFolder::open(folder.toStdString(), store::RunFolder::Access::write);
            writer.discardFrom(store::Stage::training, "checkpoints/step-000060.h5");
            writer.add(store::Stage::training, "checkpoints/step-000060.h5", 60,
                [](const auto& file) { store::writeCheckpoint(file, 60, std::vector<float> { 1, 2, 3 }, {}); });
        }
        const Outcome found = run({ "verify", folder });
        QCOMPARE(found.status, int(ErrorKind::damaged));
        QVERIFY2(found.err.contains("step-000060.h5") && found.err.contains("another model"), qPrintable(found.err));
        QCOMPARE(run({ "verify", folder, "--repair" }).status, 0);
        const Outcome resumed = run({ "resume", folder });
        QVERIFY2(resumed.status == 0, qPrintable(resumed.err));
        QCOMPARE(checksums(folder), checksums(m_hessian));
    }

    void vectorsAreOnesOwnInALinkedCopyAndInAFileOfAnEarlierVersion()
    {
        // Files are shared with the run that it was copied from; only what comes after the basis is made again.
        const QString linked = path("linked.polca");
        QProcess::execute("cp", { "-rl", m_hessian, linked });
        const Outcome resumed =
            run(QStringList { "resume", linked } + settings({ "trajectories.curvature_examples=4" }));
        QVERIFY2(resumed.status == 0, qPrintable(resumed.err));
        QCOMPARE(checksums(linked).value("basis/vector-003.h5"), checksums(m_hessian).value("basis/vector-003.h5"));
        QCOMPARE(run({ "verify", linked }).status, 0);
        QCOMPARE(run({ "verify", m_hessian }).status, 0);

        const QString earlier = copyOf(m_hessian, "of an earlier version.polca");
        store::BasisVector vector = basisOf(earlier).at(3);
        QVERIFY(!vector.stageHash.empty());
        vector.stageHash.clear();
        replaceVector(earlier, vector);
        const Outcome outcome = run({ "resume", earlier });
        QVERIFY2(outcome.status == 0, qPrintable(outcome.err));
        QCOMPARE(run({ "verify", earlier }).status, 0);
    }

    void tooFewCheckpointsForABasisAreRefusedAtOnce_data()
    {
        QTest::addColumn<QStringList>("changes");
        QTest::addColumn<QString>("says");
        QTest::newRow("Hessians") << settings({ "basis.vectors=7" }) << "at most 6";
        QTest::newRow("gradients") << settings({ "basis.kind=gradient-svd", "basis.gradient_interval=20" })
                                   << "at most 2";
        QTest::newRow("no multiple of the checkpoints")
            << settings({ "basis.kind=gradient-svd", "basis.gradient_interval=7" }) << "multiple";
        QTest::newRow("a kind that is none") << settings({ "basis.kind=hessians" }) << "shuffled-hessian";
    }
    void tooFewCheckpointsForABasisAreRefusedAtOnce()
    {
        QFETCH(QStringList, changes);
        QFETCH(QString, says);
        const auto before = checksums(m_hessian);
        const Outcome outcome = run(QStringList { "resume", m_hessian } + changes);
        QCOMPARE(outcome.status, 12);
        QVERIFY2(outcome.err.contains(says), qPrintable(outcome.err));
        QCOMPARE(checksums(m_hessian), before);
    }
};

QTEST_GUILESS_MAIN(TestEngineBases)
#include "tst_engine_bases.moc"
