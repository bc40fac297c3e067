#include "tests/support/synthetic_run.h"
#include "widgets/models/parameter_map.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace polcascope;
using models::ParameterMap;
using models::ParameterMapModel;
using models::RunView;

class tst_parameter_map : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    models::RunSnapshotPointer m_run;
    std::unique_ptr<RunView> m_view;

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        const QString path = m_folder.filePath("a.polca");
        support::writeSyntheticRun(path.toStdString());
        m_run = models::readRun(path);
    }

    void init()
    {
        m_view = std::make_unique<RunView>();
        m_view->setRun(m_run);
        m_view->setChoice({ store::Rules::y2026, store::Quantity::loss, store::Decomposition::trapezoid, 0, -1 });
        QTRY_VERIFY_WITH_TIMEOUT(m_view->data() && !m_view->isComputing(), 20000);
    }

    void numbersAreRoundAndTheOthersAmongThem()
    {
        QCOMPARE(models::roundNumbers(5, 120, { 33, 5, 3 }), std::vector<std::int64_t>({ 5, 10, 20, 33, 50, 100 }));
        QCOMPARE(models::roundNumbers(1, 1, {}), std::vector<std::int64_t>({ 1 }));
        QCOMPARE(models::roundNumbers(1, 2, { 400 }), std::vector<std::int64_t>({ 1, 2, 400 }));
    }

    void everyCellIsWhatItsParametersFind()
    {
        ParameterMap map(m_view.get());
        QVERIFY(map.canStart());
        QVERIFY(map.cost() > 0);
        QVERIFY(!map.data());
        map.start();
        QVERIFY(map.isRunning());
        QTRY_VERIFY_WITH_TIMEOUT(!map.isRunning(), 60000);
        QVERIFY(map.isComplete() && !map.isOutOfDate());
        const auto& data = *map.data();
        QVERIFY(data.hasCarries);
        QVERIFY(data.columnOf(m_view->rulesParameters().minimumClusterSize) >= 0);
        QVERIFY(data.rowOf(m_view->rulesParameters().minimumSamples) >= 0);
        QCOMPARE(map.cost(), 0.0); // all trees are kept
        std::set<qint64> counts;
        for (std::size_t row = 0; row < data.samples.size(); row += 2) {
            const auto tree = m_view->findTree({ m_view->choice().key(), data.samples[row] });
            QVERIFY(tree);
            for (std::size_t column = 0; column < data.sizes.size(); ++column) {
                const auto cut = cluster::cut(tree->tree, { .minimumClusterSize = data.sizes[column] });
                const auto& cell = data.cell(int(row), int(column));
                QVERIFY(cell.known);
                QCOMPARE(cell.clusters, cut.count());
                counts.insert(cell.clusters);
                QCOMPARE(cell.noiseShare,
                    double(std::count(cut.labels.begin(), cut.labels.end(), -1)) / double(cut.labels.size()));
                const auto clustering = analysis::withClusters(tree->scope, cut);
                double best = 0;
                for (const auto& cluster : analysis::clusterStatistics(clustering, *m_run->tokens, 0))
                    if (cluster.carriesInMiddlePlaces >= 0.85)
                        best = std::max(best, cluster.carryShare);
                QCOMPARE(cell.homogeneity, best);
            }
        }
        QVERIFY(counts.size() > 1);
        QVERIFY(models::summary(data).contains("outliers"));
        const auto table = models::table(data);
        QCOMPARE(table.rows.size(), qsizetype(data.cells.size()));
        QCOMPARE(table.rows[1][0], QString::number(data.sizes[1]));
    }

    void itIsOutOfDateWhenAnythingButItsTwoParametersChanges()
    {
        ParameterMap map(m_view.get());
        map.start();
        QTRY_VERIFY_WITH_TIMEOUT(!map.isRunning(), 60000);
        auto parameters = m_view->parameters();
        parameters.minimumClusterSize += 1;
        parameters.minimumSamples += 1;
        m_view->setParameters(parameters);
        QVERIFY(!map.isOutOfDate());
        parameters.selection = cluster::Selection::leaf;
        m_view->setParameters(parameters);
        QVERIFY(map.isOutOfDate());
        map.start();
        QTRY_VERIFY_WITH_TIMEOUT(!map.isRunning(), 60000);
        QVERIFY(!map.isOutOfDate());
        QVERIFY(map.data()->columnOf(parameters.minimumClusterSize) >= 0);
        auto choice = m_view->choice();
        choice.quantity = store::Quantity::lossChange;
        m_view->setChoice(choice);
        QVERIFY(map.isOutOfDate());
    }

    void cancellingKeepsWhatIsKnown()
    {
        ParameterMap map(m_view.get());
        connect(&map, &ParameterMap::changed, &map, [&] {
            if (map.data()->cells.front().known && map.isRunning())
                map.cancel();
        });
        map.start();
        QTRY_VERIFY_WITH_TIMEOUT(!map.isRunning(), 60000);
        QTest::qWait(100);
        QVERIFY(map.data()->cells.front().known);
        QVERIFY(!map.data()->cells.back().known);
        QVERIFY(!map.isComplete());
        map.start();
        map.cancel(); // before anything has begun
        map.start();
    } // and goes away in the middle of it

    void withoutARunThereIsNothingToStart()
    {
        m_view->setRun(nullptr);
        ParameterMap map(m_view.get());
        QVERIFY(!map.canStart());
        map.start();
        QVERIFY(!map.isRunning() && !map.data());
        QCOMPARE(map.cost(), 0.0);
    }

    void theModelHoldsWithOrWithoutAMap()
    {
        ParameterMapModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        auto data = std::make_shared<models::ParameterMapData>();
        data->sizes = { 5, 10 };
        data->samples = { 1, 2, 5 };
        data->cells.resize(6);
        data->cells[3] = { true, 4, 0.12, 0.88 };
        model.setData(data);
        QCOMPARE(model.rowCount(), 6);
        QCOMPARE(model.index(3, ParameterMapModel::sizeColumn).data().toString(), "10");
        QCOMPARE(model.index(3, ParameterMapModel::samplesColumn).data().toString(), "2");
        QCOMPARE(model.index(3, ParameterMapModel::clustersColumn).data().toString(), "4");
        QCOMPARE(model.index(3, ParameterMapModel::noiseColumn).data().toString(), "12 %");
        QCOMPARE(model.index(3, ParameterMapModel::homogeneityColumn).data().toString(), "0.88");
        QCOMPARE(model.index(0, ParameterMapModel::clustersColumn).data().toString(), "–");
        model.setData(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_GUILESS_MAIN(tst_parameter_map)
#include "tst_parameter_map.moc"
