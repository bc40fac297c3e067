#include "core/base/random.h"
#include "core/cluster/hdbscan.h"
#include "core/cluster/scores.h"
#include "core/store/hdf_file.h"
#include "tests/support/engine_program.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace polcascope;
using support::Outcome;

// Runs "polcascope-engine cluster" as a program.

namespace {

Outcome run(const QStringList& arguments)
{
    return support::run(QStringList { "cluster" } + arguments);
}

}

class ClusterCommandTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    Matrix<double> m_rows; ///< three blobs and a few between them
    QString path(const char* name) const { return m_folder.filePath(name); }
    QString rows() const { return path("rows.h5") + ":rows"; }

private Q_SLOTS:
    void initTestCase()
    {
        Random random(1, "blobs");
        m_rows = Matrix<double>(150, 4);
        for (std::size_t i = 0; i < m_rows.rows(); ++i) {
            for (double& value : m_rows.row(i))
                value = random.normal() * (i < 140 ? 0.3 : 4) + static_cast<double>(5 * (i % 3)) + 1;
        }
        Matrix<double> columns(m_rows.columns(), m_rows.rows());
        for (std::size_t i = 0; i < m_rows.rows(); ++i) {
            for (std::size_t k = 0; k < m_rows.columns(); ++k)
                columns(k, i) = m_rows(i, k);
        }
        Matrix<double> broken = m_rows;
        broken(17, 2) = std::numeric_limits<double>::quiet_NaN();
        store::HdfWriter file(path("rows.h5").toStdString(), "a test's", 1);
        file.write("rows", m_rows, "1", "");
        file.write("columns", columns, "1", "");
        file.write("broken", broken, "1", "");
        file.write("none", Matrix<double>(0, 4), "1", "");
        file.close();
    }

    void whatIsWrittenIsWhatTheLibraryFinds()
    {
        const Outcome outcome = run({ rows(), "--min-cluster-size", "10", "--min-samples", "4", "--out", path("out.h5") });
        QVERIFY2(outcome.status == 0, qPrintable(outcome.err));
        QVERIFY2(outcome.out.contains("3 clusters"), qPrintable(outcome.out));

        const auto tree = cluster::spanningTree(std::as_const(m_rows).view(), { .minimumSamples = 4 });
        const auto clusters = cluster::cut(tree, { .minimumClusterSize = 10 });
        const store::HdfReader file(path("out.h5").toStdString(), "polcascope/cluster-result", 1);
        QCOMPARE(file.read<std::int32_t>("labels"), clusters.labels);
        QCOMPARE(file.read<double>("probabilities"), clusters.probabilities);
        QCOMPARE(file.read<double>("outlier_scores"), cluster::outlierScores(clusters));
        QCOMPARE(file.read<std::int32_t>("medoids"), cluster::medoids(std::as_const(m_rows).view(), clusters.labels));
        QCOMPARE(file.read<double>("spanning_tree/core_distances"), tree.coreDistances);
        QCOMPARE(file.read<double>("spanning_tree/distance").back(), tree.edges.back().distance);
        QCOMPARE(file.read<std::int32_t>("condensed_tree/parent").size(), clusters.condensedTree.size());
        QCOMPARE(file.text("minimum_samples"), "4");
        QVERIFY(!QFile::exists(path("out.h5.partial")));
    }

    void sharesColumnsAndJsonAreUnderstood()
    {
        const Outcome outcome = run({ path("rows.h5") + ":columns", "--transpose", "--min-cluster-size", "20%", "--min-samples", "3",
            "--min-samples-count", "without-point", "--method", "leaf", "--metric", "cosine", "--threads", "1", "--json" });
        QVERIFY2(outcome.status == 0, qPrintable(outcome.err));
        const QJsonObject object = QJsonDocument::fromJson(outcome.out.toUtf8()).object();
        QCOMPARE(object["rows"].toInt(), 150);
        QCOMPARE(object["parameters"]["minimum_cluster_size"].toString(), "30");
        const auto tree = cluster::spanningTree(std::as_const(m_rows).view(),
            { .minimumSamples = 3, .count = cluster::SampleCount::withoutPoint, .metric = cluster::Metric::cosine });
        const auto clusters = cluster::cut(tree, { .minimumClusterSize = 30, .selection = cluster::Selection::leaf });
        QCOMPARE(object["clusters"].toArray().size(), clusters.count());
    }

    void noRowsGiveNoClusters()
    {
        const Outcome outcome = run({ path("rows.h5") + ":none", "--min-cluster-size", "5", "--out", path("none.h5") });
        QVERIFY2(outcome.status == 0, qPrintable(outcome.err));
        QVERIFY2(outcome.out.contains("0 clusters, 0 rows of noise"), qPrintable(outcome.out));
    }

    void whatCannotWorkIsExplained_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("complaint");
        const QString rows = this->rows();
        QTest::newRow("no such file") << QStringList { path("absent.npy"), "--min-cluster-size", "5" } << 25 << "does not exist";
        QTest::newRow("no such dataset") << QStringList { path("rows.h5") + ":loss", "--min-cluster-size", "5" } << 25
                                         << "it has: broken, columns, none, rows";
        QTest::newRow("not a number") << QStringList { path("rows.h5") + ":broken", "--min-cluster-size", "5" } << 23 << "Row 17";
        QTest::newRow("a size that is none") << QStringList { rows, "--min-cluster-size", "many" } << 2 << "--min-cluster-size is many";
        QTest::newRow("half a row") << QStringList { rows, "--min-cluster-size", "2.5" } << 2 << "whole number of rows";
        QTest::newRow("too much of a share") << QStringList { rows, "--min-cluster-size", "120%" } << 2 << "share";
        QTest::newRow("largest below smallest")
            << QStringList { rows, "--min-cluster-size", "10", "--max-cluster-size", "5" } << 2 << "smaller than --min-cluster-size";
        QTest::newRow("unknown metric") << QStringList { rows, "--min-cluster-size", "5", "--metric", "hamming" } << 2 << "hamming";
        QTest::newRow("nowhere to write") << QStringList { rows, "--min-cluster-size", "5", "--out", "/proc/none/out.h5" } << 17
                                          << "cannot be written";
    }
    void whatCannotWorkIsExplained()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, status);
        QFETCH(QString, complaint);
        const Outcome outcome = run(arguments);
        QVERIFY2(outcome.status == status, qPrintable(QString::number(outcome.status) + outcome.err));
        QVERIFY2((outcome.out + outcome.err).contains(complaint), qPrintable(outcome.out + outcome.err));
    }
};

QTEST_APPLESS_MAIN(ClusterCommandTest)
#include "tst_cluster_command.moc"
