#include <QDirIterator>
#include <QMap>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

/// Reads what every source file includes, and holds it against what its folder may know.
class LayersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void onlyComputeKnowsLibTorch();
    void onlyStoreKnowsHdf5();
    void theCoreAndTheEngineKnowNoQt();
    void theCoreKnowsNothingAboveIt();
    void theWindowKnowsNoCompute();
    void panelsDoNotKnowEachOther();
    void noHeaderPassesALibraryOnToOtherFolders();

private:
    QStringList violations(
        const QString& file, const QString& include, const QString& exceptFile = "^$") const;

    QMap<QString, QStringList> m_includes; ///< by file, both relative to the top of the tree
};

void LayersTest::initTestCase()
{
    const QDir top(POLCASCOPE_SOURCE_DIR);
    const QRegularExpression pattern(
        R"(^\s*#\s*include\s*[<"]([^>"]+)[>"])", QRegularExpression::MultilineOption);
    for (const QString folder : { "app", "core", "widgets", "tests" }) {
        QDirIterator files(
            top.filePath(folder), { "*.h", "*.cpp" }, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            QStringList& includes = m_includes[top.relativeFilePath(file.fileName())];
            auto matches = pattern.globalMatch(QString::fromUtf8(file.readAll()));
            while (matches.hasNext())
                includes << matches.next().captured(1);
        }
    }
    QVERIFY(m_includes.contains("core/base/error.h"));
    QVERIFY(m_includes["core/base/error.cpp"].contains("core/base/error.h"));
}

QStringList LayersTest::violations(
    const QString& file, const QString& include, const QString& exceptFile) const
{
    const QRegularExpression files(file);
    const QRegularExpression exceptions(exceptFile);
    const QRegularExpression includes(include);
    QStringList found;
    for (auto it = m_includes.begin(); it != m_includes.end(); ++it) {
        if (!it.key().contains(files) || it.key().contains(exceptions))
            continue;
        for (const QString& name : it.value().filter(includes))
            found << it.key() + " includes " + name;
    }
    return found;
}

constexpr auto torch = "^(torch|ATen|c10|caffe2)/";
constexpr auto hdf5 = "^(hdf5|H5)";
constexpr auto qt = "^(Q[A-Z]|qcustomplot)";

void LayersTest::onlyComputeKnowsLibTorch()
{
    QCOMPARE(violations("", torch, "^(tests/)?core/compute/"), QStringList());
}

void LayersTest::onlyStoreKnowsHdf5()
{
    QCOMPARE(violations("", hdf5, "^(tests/)?core/store/"), QStringList());
}

void LayersTest::theCoreAndTheEngineKnowNoQt()
{
    QCOMPARE(violations("^(core|app/engine)/", qt), QStringList());
}

void LayersTest::theCoreKnowsNothingAboveIt()
{
    QCOMPARE(violations("^core/", "^(app|widgets)/"), QStringList());
    QCOMPARE(violations("^widgets/", "^app/"), QStringList());
    QCOMPARE(violations("^app/engine/", "^(widgets|app/polcascope)/"), QStringList());
}

void LayersTest::theWindowKnowsNoCompute()
{
    QCOMPARE(violations("^(widgets|app/polcascope)/", "^core/compute/"), QStringList());
}

void LayersTest::panelsDoNotKnowEachOther()
{
    const QRegularExpression panel("^widgets/panels/(\\w+_panel)\\.");
    for (auto it = m_includes.begin(); it != m_includes.end(); ++it) {
        const QString own = panel.match(it.key()).captured(1);
        for (const QString& include : it.value()) {
            const QString other = panel.match(include).captured(1);
            QVERIFY2(own.isEmpty() || other.isEmpty() || own == other,
                qPrintable(it.key() + " includes " + include));
        }
    }
}

void LayersTest::noHeaderPassesALibraryOnToOtherFolders()
{
    // Headers that include a library, and those that include such a header.
    const QRegularExpression libraries(QString("%1|%2").arg(torch, hdf5));
    QSet<QString> leaking;
    for (qsizetype before = -1; before != leaking.size();) {
        before = leaking.size();
        for (auto it = m_includes.begin(); it != m_includes.end(); ++it) {
            for (const QString& include : it.value()) {
                if (it.key().endsWith(".h") && (include.contains(libraries) || leaking.contains(include)))
                    leaking << it.key();
            }
        }
    }
    for (const QString& header : std::as_const(leaking)) {
        const QString folder = header.section('/', 0, -2);
        QCOMPARE(violations("", "^" + QRegularExpression::escape(header) + "$", "^(tests/)?" + folder + "/"),
            QStringList());
    }
}

QTEST_APPLESS_MAIN(LayersTest)
#include "tst_layers.moc"
