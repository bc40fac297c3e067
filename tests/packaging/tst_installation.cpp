#include <QDir>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

/// Installs the build into an empty folder and looks at what is there.
class InstallationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everythingIsInItsPlace_data();
    void everythingIsInItsPlace();
    void theSampleIsInstalledWhereThereIsOne();
    void theDesktopEntryIsValid();
    void theMetadataIsValid();
    void theWindowIsNotLinkedWithLibTorch();
    void theEngineIsNotLinkedWithQt();
    void theInstalledEngineKnowsTheShippedRecipes();
    void theInstalledWindowTellsItsVersion();
    void theRunScriptSaysWhatItDoesNotKnow();

private:
    struct Result {
        int status;
        QString output; ///< standard output and error
    };
    static Result call(const QString& program, const QStringList& arguments);
    QString installed(const QString& path) const { return m_prefix.filePath(path); }

    QTemporaryDir m_prefix;
};

InstallationTest::Result InstallationTest::call(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    if (!process.waitForFinished(60000) || process.exitStatus() != QProcess::NormalExit)
        return { -1, process.errorString() };
    return { process.exitCode(), QString::fromUtf8(process.readAll()) };
}

void InstallationTest::initTestCase()
{
    const QString build = QDir(POLCASCOPE_BIN_DIR).filePath("..");
    const Result result = call("cmake", { "--install", build, "--prefix", m_prefix.path() });
    QVERIFY2(result.status == 0, qPrintable(result.output));
}

void InstallationTest::everythingIsInItsPlace_data()
{
    QTest::addColumn<QString>("path");
    for (const char* path :
        { "bin/polcascope", "bin/polcascope-engine", "share/applications/org.polcascope.Polcascope.desktop",
            "share/icons/hicolor/scalable/apps/org.polcascope.Polcascope.svg",
            "share/metainfo/org.polcascope.Polcascope.metainfo.xml",
            "share/polcascope/recipes/demo-arithmetic.json", "share/doc/polcascope/copyright",
            "share/doc/polcascope/changelog.Debian.gz", "share/doc/polcascope/README.md" })
        QTest::newRow(path) << path;
    if (QFile::exists(POLCASCOPE_SOURCE_DIR "/resources/docs/results-arithmetic.md"))
        QTest::newRow("results") << "share/polcascope/docs/results-arithmetic.md";
}

void InstallationTest::everythingIsInItsPlace()
{
    QFETCH(QString, path);
    QVERIFY(QFileInfo(installed(path)).size() > 0);
}

void InstallationTest::theSampleIsInstalledWhereThereIsOne()
{
    const auto runs = [](const QString& folder) { return QDir(folder).entryList({ "*.polca" }, QDir::Dirs); };
    const QStringList there = runs(POLCASCOPE_SOURCE_DIR "/resources/sample");
    QCOMPARE(runs(installed("share/polcascope/sample")), there);
    for (const QString& run : there)
        QCOMPARE(call(installed("bin/polcascope-engine"), { "verify", installed("share/polcascope/sample/" + run) }).status, 0);
}

void InstallationTest::theDesktopEntryIsValid()
{
    if (QStandardPaths::findExecutable("desktop-file-validate").isEmpty())
        QSKIP("desktop-file-validate is not installed");
    const Result result =
        call("desktop-file-validate", { installed("share/applications/org.polcascope.Polcascope.desktop") });
    QCOMPARE(result.output, QString());
    QCOMPARE(result.status, 0);
}

void InstallationTest::theMetadataIsValid()
{
    if (QStandardPaths::findExecutable("appstreamcli").isEmpty())
        QSKIP("appstreamcli is not installed");
    const Result result = call("appstreamcli",
        { "validate", "--no-net", installed("share/metainfo/org.polcascope.Polcascope.metainfo.xml") });
    // Newer versions warn of a missing home page: there is none to name.
    const QStringList problems = result.output.split('\n').filter(QRegularExpression("^[EW]:"));
    QVERIFY2(problems.filter(QRegularExpression("^(?!.*url-homepage-missing)")).isEmpty(),
        qPrintable(result.output));
    QVERIFY2(result.output.contains("Validation"), qPrintable(result.output));
}

void InstallationTest::theWindowIsNotLinkedWithLibTorch()
{
    const Result result = call("readelf", { "--dynamic", installed("bin/polcascope") });
    QVERIFY(result.output.contains("libQt6Widgets"));
    QVERIFY(!result.output.contains("libtorch") && !result.output.contains("libc10"));
}

void InstallationTest::theEngineIsNotLinkedWithQt()
{
    const Result result = call("readelf", { "--dynamic", installed("bin/polcascope-engine") });
    QVERIFY(result.output.contains("libtorch"));
    QVERIFY(!result.output.contains("libQt"));
}

void InstallationTest::theInstalledEngineKnowsTheShippedRecipes()
{
    const Result result = call(installed("bin/polcascope-engine"), { "info", "--recipe", "demo-arithmetic" });
    QVERIFY2(result.status == 0, qPrintable(result.output));
}

void InstallationTest::theInstalledWindowTellsItsVersion()
{
    const Result result = call(installed("bin/polcascope"), { "--version" });
    QVERIFY2(result.status == 0, qPrintable(result.output));
    QVERIFY(result.output.contains(QRegularExpression("\\d+\\.\\d+\\.\\d+")));
}

void InstallationTest::theRunScriptSaysWhatItDoesNotKnow()
{
    const QString script = POLCASCOPE_SOURCE_DIR "/packaging/run";
    QCOMPARE(call(script, { "--help" }).status, 0);
    const Result result = call(script, { "--windows" });
    QCOMPARE(result.status, 1);
    QVERIFY(result.output.contains("there is no option --windows"));
}

QTEST_GUILESS_MAIN(InstallationTest)
#include "tst_installation.moc"
