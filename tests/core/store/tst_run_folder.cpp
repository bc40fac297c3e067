#include "core/store/run_files.h"
#include "core/store/run_folder.h"
#include "core/store/trajectory_set.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <fstream>
#include <limits>

using namespace polcascope;
using namespace polcascope::store;

namespace {

void writeText(const std::filesystem::path& path, const std::string& text)
{
    std::ofstream(path) << text;
}

template<typename Action>
ErrorKind kindOf(Action action)
{
    try {
        action();
    } catch (const Error& error) {
        return error.kind();
    }
    return ErrorKind::internal;
}

/// A part of two vectors and three tokens, whose numbers tell where they belong: 100 k + 10 step + token.
TrajectoryPart part(std::vector<std::int32_t> steps)
{
    TrajectoryPart part;
    part.loss = Matrix<float>(steps.size(), 3);
    part.gradientProjection.assign(2, part.loss);
    part.ownCurvature.assign(2, part.loss);
    part.weightProjection = Matrix<double>(2, steps.size());
    part.curvature = part.weightProjection;
    part.curvatureError = part.weightProjection;
    for (std::size_t t = 0; t < steps.size(); ++t) {
        for (std::size_t token = 0; token < 3; ++token) {
            part.loss(t, token) = static_cast<float>(10 * steps[t] + static_cast<int>(token));
            for (std::size_t k = 0; k < 2; ++k) {
                part.gradientProjection[k](t, token) = static_cast<float>(100 * k) + part.loss(t, token);
                part.ownCurvature[k](t, token) = -part.gradientProjection[k](t, token);
            }
        }
        for (std::size_t k = 0; k < 2; ++k)
            part.weightProjection(k, t) = static_cast<double>(100 * k) + steps[t];
        part.movementSquared.push_back(steps[t]);
    }
    part.steps = std::move(steps);
    return part;
}

}

class TestRunFolder : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path run() const { return m_folder->filePath("a.polca").toStdString(); }
    static RunFolder open(const std::filesystem::path& path, RunFolder::Access access = RunFolder::Access::write) { return RunFolder::open(path, access); }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void aNewRunOpensAgainWithItsRecipe()
    {
        Recipe recipe;
        recipe.basis.vectors = 7;
        QCOMPARE(RunFolder::create(run(), recipe).name(), std::string("a"));
        QCOMPARE(open(run()).recipe().basis.vectors, std::int64_t(7));
        QCOMPARE(kindOf([&] { RunFolder::create(run(), recipe); }), ErrorKind::runExists);
    }

    void artifactsAreListedWithSizeAndChecksum()
    {
        RunFolder folder = RunFolder::create(run(), {});
        const Artifact artifact = folder.add(Stage::basis, "basis/vector-000.h5", 0, [](const auto& path) { writeText(path, "abc"); });
        QCOMPARE(artifact.bytes, std::uint64_t(3));
        // printf abc | xxhsum -H2
        QCOMPARE(artifact.checksum, std::string("06b05ab6733a618578af5f94892f3950"));
        folder.finish(Stage::basis);
        const RunFolder reader = open(run(), RunFolder::Access::read);
        QVERIFY(reader.manifest().stage(Stage::basis).complete);
        QCOMPARE(reader.manifest().stage(Stage::basis).artifacts.size(), std::size_t(1));
        QVERIFY(*reader.manifest().stage(Stage::basis).find("basis/vector-000.h5") == artifact);
        QVERIFY(std::filesystem::exists(reader.verified(artifact)));
    }

    void oneArtifactTakesThePlaceOfOthers()
    {
        RunFolder folder = RunFolder::create(run(), {});
        const auto write = [](const auto& path) { writeText(path, "x"); };
        folder.add(Stage::training, "checkpoints/step-1.h5", 1, write);
        folder.add(Stage::training, "checkpoints/optimizer-1.h5", 1, write, "checkpoints/optimizer-");
        folder.add(Stage::training, "checkpoints/optimizer-2.h5", 2, write, "checkpoints/optimizer-");
        const StageRecord& record = folder.manifest().stage(Stage::training);
        QCOMPARE(record.artifacts.size(), std::size_t(2));
        QVERIFY(!std::filesystem::exists(run() / "checkpoints/optimizer-1.h5"));
        QVERIFY(std::filesystem::exists(run() / "checkpoints/optimizer-2.h5"));
    }

    void whatTheManifestDoesNotListIsRemovedAndThePersonsOwnFilesAreNot()
    {
        RunFolder::create(run(), {}).add(Stage::basis, "basis/vector-000.h5", 0, [](const auto& path) { writeText(path, "x"); });
        writeText(run() / "basis/vector-001.h5", "killed before it was listed");
        writeText(run() / "basis/vector-002.h5.partial", "killed while it was written");
        writeText(run() / "run.json.partial", "{");
        writeText(run() / "my notes.txt", "mine");
        writeText(run() / "session.json", "{}");
        open(run(), RunFolder::Access::read);
        QVERIFY(std::filesystem::exists(run() / "basis/vector-001.h5")); // readers change nothing
        open(run());
        QVERIFY(!std::filesystem::exists(run() / "basis/vector-001.h5"));
        QVERIFY(!std::filesystem::exists(run() / "basis/vector-002.h5.partial"));
        QVERIFY(!std::filesystem::exists(run() / "run.json.partial"));
        QVERIFY(std::filesystem::exists(run() / "basis/vector-000.h5"));
        QVERIFY(std::filesystem::exists(run() / "my notes.txt"));
        QVERIFY(std::filesystem::exists(run() / "session.json"));
    }

    void aWriteThatFailsLeavesTheRunAsItWas()
    {
        RunFolder folder = RunFolder::create(run(), {});
        QVERIFY_EXCEPTION_THROWN(folder.add(Stage::basis, "basis/vector-000.h5", 0,
                                     [](const auto& path) { writeText(path, "half"); throw Cancelled {}; }),
            Cancelled);
        QVERIFY(folder.manifest().stage(Stage::basis).artifacts.empty());
        QVERIFY(!std::filesystem::exists(run() / "basis/vector-000.h5"));
    }

    void aChangedParameterMakesItsStageAndThoseAfterItStale()
    {
        RunFolder folder = RunFolder::create(run(), {});
        const auto write = [](const auto& path) { writeText(path, "x"); };
        folder.add(Stage::task, "task/tokens.h5", 0, write);
        folder.add(Stage::training, "checkpoints/step-0.h5", 0, write);
        folder.add(Stage::basis, "basis/vector-000.h5", 0, write);
        folder.add(Stage::trajectories, "trajectories/part-0.h5", 0, write);
        Recipe recipe = folder.recipe();
        recipe.basis.tolerance = 0.5;
        recipe.compute.threads = 1; // changes no result
        recipe.compute.tf32 = "on"; // beyond rounding
        folder.setRecipe(recipe);
        QCOMPARE(folder.manifest().stage(Stage::training).artifacts.size(), std::size_t(1));
        QVERIFY(folder.manifest().stage(Stage::basis).artifacts.empty());
        QVERIFY(folder.manifest().stage(Stage::trajectories).artifacts.empty());
        QVERIFY(!std::filesystem::exists(run() / "basis/vector-000.h5"));
        QVERIFY(std::filesystem::exists(run() / "checkpoints/step-0.h5"));
        QVERIFY(!folder.upToDate());
    }

    void missingTruncatedAndAlteredFilesAreDamaged()
    {
        RunFolder::create(run(), {}).add(Stage::basis, "basis/vector-000.h5", 0, [](const auto& path) { writeText(path, "abcdef"); });
        const std::filesystem::path file = run() / "basis/vector-000.h5";
        writeText(file, "abcdeX");
        {
            const RunFolder folder = open(run(), RunFolder::Access::read); // sizes only
            QCOMPARE(kindOf([&] { (void)folder.verified(folder.manifest().stage(Stage::basis).artifacts[0]); }), ErrorKind::damaged);
        }
        writeText(file, "abc");
        QCOMPARE(kindOf([&] { open(run(), RunFolder::Access::read); }), ErrorKind::damaged);
        std::filesystem::remove(file);
        QCOMPARE(kindOf([&] { open(run(), RunFolder::Access::read); }), ErrorKind::damaged);

        RunFolder folder = RunFolder::openUnchecked(run(), RunFolder::Access::write);
        folder.discardFrom(Stage::basis, "basis/vector-000.h5");
        QVERIFY(folder.manifest().stage(Stage::basis).artifacts.empty());
    }

    void whatIsNoRunSaysWhy()
    {
        QCOMPARE(kindOf([&] { open(run()); }), ErrorKind::notARun);
        QDir().mkpath(m_folder->filePath("empty"));
        QCOMPARE(kindOf([&] { open(m_folder->filePath("empty").toStdString()); }), ErrorKind::notARun);
        writeText(m_folder->filePath("file").toStdString(), "x");
        QCOMPARE(kindOf([&] { open(m_folder->filePath("file").toStdString()); }), ErrorKind::notARun);
        RunFolder::create(run(), {});
        writeText(run() / "run.json", "{ broken");
        QCOMPARE(kindOf([&] { open(run()); }), ErrorKind::damaged);
        writeText(run() / "run.json", R"({"format": "polcascope run", "schema": 99})");
        QCOMPARE(kindOf([&] { open(run()); }), ErrorKind::newerVersion);
        writeText(run() / "run.json", R"({"format": "another program"})");
        QCOMPARE(kindOf([&] { open(run()); }), ErrorKind::notARun);
    }

    void onlyOneMayWriteAndReadersSeeThatItDoes()
    {
        auto writer = std::make_unique<RunFolder>(RunFolder::create(run(), {}));
        RunFolder reader = open(run(), RunFolder::Access::read);
        QVERIFY(reader.isBusy());
        QCOMPARE(kindOf([&] { open(run()); }), ErrorKind::runBusy);
        QVERIFY(!reader.reload());
        writer->add(Stage::task, "task/tokens.h5", 0, [](const auto& path) { writeText(path, "x"); });
        QVERIFY(reader.reload());
        QCOMPARE(reader.manifest().stage(Stage::task).artifacts.size(), std::size_t(1));
        writer.reset();
        QVERIFY(!reader.isBusy());
        open(run());
    }

    void aPlaceThatCannotBeWrittenSaysSo()
    {
        QCOMPARE(kindOf([] { RunFolder::create("/proc/nothing/here.polca", {}); }), ErrorKind::notWritable);
    }

    void trajectoriesAreReadAcrossPartsAndTheSameFromOneFile()
    {
        RunFolder folder = RunFolder::create(run(), {});
        QCOMPARE(TrajectorySet(folder).checkpoints(), std::size_t(0));
        folder.add(Stage::trajectories, "trajectories/part-000000.h5", 0, [](const auto& path) { writeTrajectoryPart(path, part({ 0, 5 })); });
        folder.add(Stage::trajectories, "trajectories/part-000010.h5", 10, [](const auto& path) { writeTrajectoryPart(path, part({ 10, 15, 20 })); });
        const TrajectorySet parts(folder);
        QCOMPARE(parts.steps(), (std::vector<std::int32_t> { 0, 5, 10, 15, 20 }));
        QCOMPARE(parts.tokens(), std::size_t(3));
        QCOMPARE(parts.vectors(), std::size_t(2));
        QCOMPARE(parts.loss()(3, 2), 152.f);
        QCOMPARE(parts.gradientProjection(1)(4, 0), 300.f);
        QCOMPARE(parts.weightProjection(1)[2], 110.0);
        QCOMPARE(parts.movementSquared()[1], 5.0);

        const Matrix<float> loss = parts.loss();
        const Matrix<float> second = parts.gradientProjection(1);
        QVERIFY(parts.hasOwnCurvature() && !parts.hasMidpoint());
        const Matrix<float> own = parts.ownCurvature(1);
        QCOMPARE(own(4, 0), -300.f);
        folder.add(Stage::trajectories, "trajectories/trajectories.h5", 0, [&](const auto& path) { writeTrajectories(path, parts); }, "trajectories/part-");
        const TrajectorySet one(folder);
        QCOMPARE(one.steps(), (std::vector<std::int32_t> { 0, 5, 10, 15, 20 }));
        QVERIFY(one.loss() == loss);
        QVERIFY(one.gradientProjection(1) == second);
        QVERIFY(one.ownCurvature(1) == own);
        QVERIFY(!std::filesystem::exists(run() / "trajectories/part-000000.h5"));
    }

    void partsOfWhichOneLacksTheTokensOwnCurvaturesAreDamage()
    {
        RunFolder folder = RunFolder::create(run(), {});
        folder.add(Stage::trajectories, "trajectories/part-000000.h5", 0, [](const auto& path) { writeTrajectoryPart(path, part({ 0, 5 })); });
        folder.add(Stage::trajectories, "trajectories/part-000010.h5", 10, [](const auto& path) {
            TrajectoryPart without = part({ 10, 15 });
            without.ownCurvature.clear();
            writeTrajectoryPart(path, without);
        });
        QCOMPARE(kindOf([&] { (void)TrajectorySet(folder); }), ErrorKind::damaged);
    }

    void stepsThatDoNotAscendAreDamage()
    {
        RunFolder folder = RunFolder::create(run(), {});
        folder.add(Stage::trajectories, "trajectories/part-000000.h5", 0, [](const auto& path) { writeTrajectoryPart(path, part({ 0, 5 })); });
        folder.add(Stage::trajectories, "trajectories/part-000005.h5", 5, [](const auto& path) { writeTrajectoryPart(path, part({ 5, 10 })); });
        QCOMPARE(kindOf([&] { (void)TrajectorySet(folder); }), ErrorKind::damaged);

        RunFolder another = RunFolder::create(run().string() + "2", {});
        another.add(Stage::trajectories, "trajectories/part-000000.h5", 0, [](const auto& path) { writeTrajectoryPart(path, part({ 0, 10, 5 })); });
        QCOMPARE(kindOf([&] { (void)TrajectorySet(another); }), ErrorKind::damaged);
    }
};

QTEST_GUILESS_MAIN(TestRunFolder)
#include "tst_run_folder.moc"
