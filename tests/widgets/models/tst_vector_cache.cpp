#include "widgets/models/vector_cache.h"

#include "tests/support/synthetic_run.h"
#include "widgets/models/run_snapshot.h"

#include <QTemporaryDir>
#include <QTest>

using namespace polcascope;
using models::VectorCache;

class tst_vector_cache : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    models::RunSnapshotPointer m_run;

    [[nodiscard]] std::size_t bytesOfOne() const
    {
        return m_run->trajectories->checkpoints() * m_run->trajectories->tokens() * sizeof(float);
    }

private Q_SLOTS:
    void initTestCase()
    {
        support::writeSyntheticRun(m_folder.filePath("a.polca").toStdString(), { .examples = 20, .checkpoints = 10, .vectors = 4 });
        m_run = models::readRun(m_folder.filePath("a.polca"));
    }

    void whatIsKeptIsWhatTheFilesHoldAndReadOnce()
    {
        VectorCache cache;
        const auto first = cache.get(m_run->trajectories, 1);
        QVERIFY(first->gradientProjection == m_run->trajectories->gradientProjection(1));
        QCOMPARE(first->curvature, m_run->trajectories->curvature(1));
        QVERIFY(cache.get(m_run->trajectories, 2) != first);
        QCOMPARE(cache.get(m_run->trajectories, 1), first);
    }

    void theOnesUsedLastAreKept()
    {
        VectorCache cache(2 * bytesOfOne());
        const auto first = cache.get(m_run->trajectories, 0);
        const auto second = cache.get(m_run->trajectories, 1);
        QCOMPARE(cache.get(m_run->trajectories, 0), first);
        (void)cache.get(m_run->trajectories, 2);
        QCOMPARE(cache.get(m_run->trajectories, 0), first);
        QVERIFY(cache.get(m_run->trajectories, 1) != second);
        // One is kept however little there may be.
        VectorCache smallest(0);
        const auto only = smallest.get(m_run->trajectories, 3);
        QCOMPARE(smallest.get(m_run->trajectories, 3), only);
    }

    void anotherRunTakesThePlace()
    {
        VectorCache cache;
        const auto first = cache.get(m_run->trajectories, 0);
        const auto grown = std::make_shared<const store::TrajectorySet>(*m_run->trajectories);
        const auto second = cache.get(grown, 0);
        QVERIFY(second != first);
        QCOMPARE(cache.get(grown, 0), second);
    }
};

QTEST_GUILESS_MAIN(tst_vector_cache)
#include "tst_vector_cache.moc"
