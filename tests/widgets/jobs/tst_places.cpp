#include "widgets/jobs/places.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace polcascope;

class tst_places : public QObject {
    Q_OBJECT

    static void makeRun(const QString& path)
    {
        QVERIFY(QDir().mkpath(path));
        QFile manifest(path + "/run.json");
        QVERIFY(manifest.open(QIODevice::WriteOnly));
        manifest.write("{}");
    }

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName("polcascope-test");
        QCoreApplication::setApplicationName("tst_places");
        QDir(jobs::runsFolder()).removeRecursively();
        jobs::clearRecentRuns();
    }

    void cleanupTestCase() { initTestCase(); }

    void theRunsFolderIsMadeWhenItIsAskedFor() { QVERIFY(QDir(jobs::runsFolder()).exists()); }

    void aNewRunNeverTakesAPathThatIsTaken()
    {
        const QString first = jobs::freeRunPath("demo");
        QVERIFY(first.endsWith("/demo.polca"));
        makeRun(first);
        const QString second = jobs::freeRunPath("demo");
        QVERIFY(second.endsWith("/demo-2.polca"));
        QCOMPARE(jobs::runsInFolder(), QStringList { first });
    }

    void recentRunsAreThoseStillThereTheNewestFirst()
    {
        QTemporaryDir folder;
        const QString a = folder.filePath("a.polca");
        const QString b = folder.filePath("b.polca");
        makeRun(a);
        makeRun(b);
        jobs::addRecentRun(a);
        jobs::addRecentRun(b);
        jobs::addRecentRun(folder.filePath("gone.polca"));
        QCOMPARE(jobs::recentRuns(), QStringList({ b, a }));
        jobs::addRecentRun(a);
        QCOMPARE(jobs::recentRuns(), QStringList({ a, b }));
        jobs::clearRecentRuns();
        QVERIFY(jobs::recentRuns().isEmpty());
    }

    void theEngineIsTheOneNamedInTheEnvironment()
    {
        qputenv("POLCASCOPE_ENGINE", POLCASCOPE_TEST_DATA "/fake_engine/polcascope-engine");
        QVERIFY(jobs::enginePath().endsWith("fake_engine/polcascope-engine"));
        qputenv("POLCASCOPE_ENGINE", "/nowhere");
        QCOMPARE(jobs::enginePath(), QString());
    }
};

QTEST_GUILESS_MAIN(tst_places)
#include "tst_places.moc"
