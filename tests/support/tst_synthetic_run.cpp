#include "core/store/clustering_file.h"
#include "core/store/run_files.h"
#include "core/store/trajectory_set.h"
#include "tests/support/synthetic_run.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace polcascope;
using store::RunFolder;
using store::Stage;
using support::SyntheticRunOptions;

class SyntheticRunTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFinishedRunHasEveryStage()
    {
        const RunFolder folder = written({ .examples = 30, .checkpoints = 12, .vectors = 5 });
        QVERIFY(folder.manifest().complete());
        for (const Stage stage : store::allStages)
            QCOMPARE(folder.manifest().stage(stage).hash, folder.expectedHash(stage));
        const store::TrajectorySet trajectories(folder);
        QCOMPARE(trajectories.checkpoints(), 12u);
        QCOMPARE(trajectories.tokens(), 120u);
        QCOMPARE(trajectories.vectors(), 5u);
        QVERIFY(std::isnan(trajectories.weightProjection(4).back()));
        QCOMPARE(store::readBasisInfo(folder).size(), 5u);
    }

    void anUnfinishedRunStopsWithinItsTrajectories()
    {
        const RunFolder folder = written({ .examples = 30, .checkpoints = 40, .finished = false });
        QVERIFY(folder.manifest().stage(Stage::basis).complete);
        QVERIFY(!folder.manifest().stage(Stage::trajectories).complete);
        QVERIFY(folder.manifest().stage(Stage::clusterings).artifacts.empty());
        const store::TrajectorySet trajectories(folder);
        QCOMPARE(trajectories.checkpoints(), 20u);
        QVERIFY(std::isfinite(trajectories.weightProjection(0).back())); // training went on
    }

    void theSameOptionsGiveTheSameRun()
    {
        const SyntheticRunOptions options { .examples = 20, .checkpoints = 5, .vectors = 2 };
        const store::TrajectorySet first(written(options)), second(written(options));
        QCOMPARE(first.loss(), second.loss());
        QCOMPARE(first.gradientProjection(1), second.gradientProjection(1));
    }

    void projectionsOfTheMovementAreThoseOfTheWeights()
    {
        const RunFolder folder = written({ .examples = 5, .checkpoints = 6, .vectors = 3 });
        const store::TrajectorySet trajectories(folder);
        const auto checkpoints = store::artifacts(folder.manifest(), Stage::training, "checkpoints/step-");
        const auto vectors = store::artifacts(folder.manifest(), Stage::basis);
        for (std::size_t t = 0; t + 1 < checkpoints.size(); ++t) {
            const auto before = store::readCheckpoint(folder.absolute(checkpoints[t]));
            const auto after = store::readCheckpoint(folder.absolute(checkpoints[t + 1]));
            for (std::size_t k = 0; k < vectors.size(); ++k) {
                const auto direction = store::readBasisVector(folder.absolute(vectors[k])).vector;
                double along = 0;
                for (std::size_t i = 0; i < direction.size(); ++i)
                    along += static_cast<double>(direction[i]) *
                        (static_cast<double>(after[i]) - static_cast<double>(before[i]));
                QVERIFY(std::abs(along - trajectories.weightProjection(k)[t]) < 1e-5);
            }
        }
    }

    void plantedClusteringsAreWrittenWithoutClustering()
    {
        const RunFolder folder = written({ .examples = 100,
            .checkpoints = 3,
            .vectors = 3,
            .clusterings = SyntheticRunOptions::Clusterings::planted });
        const auto clusterings = store::readClusterings(
            folder.absolute(folder.manifest().stage(Stage::clusterings).artifacts.front()));
        int clusters = 0, skipped = 0;
        for (const store::Clustering& clustering : clusterings) {
            clusters += clustering.clusters();
            skipped += clustering.skipped;
        }
        QVERIFY(clusters > 0);
        QCOMPARE(skipped, 2);
    }

private:
    RunFolder written(const SyntheticRunOptions& options)
    {
        const std::string path = m_temporary.filePath(QString("run%1.polca").arg(m_runs++)).toStdString();
        support::writeSyntheticRun(path, options);
        return RunFolder::open(path, RunFolder::Access::read);
    }

    QTemporaryDir m_temporary;
    int m_runs = 0;
};

QTEST_GUILESS_MAIN(SyntheticRunTest)
#include "tst_synthetic_run.moc"
