#include "tests/support/synthetic_run.h"
#include "widgets/models/breakthroughs.h"

#include "core/analysis/decomposition.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace polcascope;
using models::BreakthroughOrder;
using models::BreakthroughRequest;
using models::Breakthroughs;
using models::BreakthroughsData;
using models::BreakthroughsModel;
using store::Decomposition;
using store::Rules;

class tst_breakthroughs_data : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    models::RunSnapshotPointer m_run;

    [[nodiscard]] BreakthroughsData compute(const BreakthroughRequest& request) const
    {
        return models::breakthroughs(m_run->clusterings, *m_run->trajectories, *m_run->tokens, request);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        support::SyntheticRunOptions options;
        options.checkpoints = 40;
        options.together = "0,1";
        support::writeSyntheticRun(m_folder.filePath("a.polca").toStdString(), options);
        m_run = models::readRun(m_folder.filePath("a.polca"));
    }

    void everyClusterHasTheBreakOfItsTokens()
    {
        const BreakthroughsData data = compute({ Rules::y2024, Decomposition::trapezoid, 20 });
        std::size_t clusters = 0;
        bool joint = false;
        for (const auto& [key, clustering] : m_run->clusterings)
            if (key.rules == Rules::y2024 && (!key.usesBasis() || key.decomposition == Decomposition::trapezoid))
                clusters += std::size_t(clustering->clusters());
        QCOMPARE(data.rows.size(), clusters);
        const auto& steps = m_run->trajectories->steps();
        const auto flat = analysis::flatStep(analysis::meanOver(m_run->trajectories->loss()), steps);
        QVERIFY(flat && data.flat == double(*flat));
        for (std::size_t i = 0; i < data.rows.size(); i += 7) {
            const auto& row = data.rows[i];
            joint |= !row.key.together.empty();
            const auto curves = analysis::breakCurves(*m_run->trajectories, row.key);
            const auto breaks = analysis::breakSteps(curves.values, steps, 20, curves.learning);
            const auto alone = analysis::clusterBreaks(*m_run->clusterings.at(row.key), breaks, { .flat = *flat });
            const auto& expected = alone[std::size_t(row.cluster)];
            QVERIFY(row.breaking.mean == expected.mean || !row.breaks());
            QCOMPARE(row.breaking.synchronyP, expected.synchronyP);
            QCOMPARE(row.breaking.hidden, expected.hidden);
            if (row.breaks()) {
                QVERIFY(row.breaking.spread.lowerQuartile <= row.breaking.spread.upperQuartile);
                QCOMPARE(row.breaking.spread.upperQuartile - row.breaking.spread.lowerQuartile,
                    row.breaking.spread.interquartile);
            }
        }
        QVERIFY(models::summary(data).contains("synchronous"));
        const auto table = models::table(data);
        QCOMPARE(table.rows.size(), qsizetype(clusters));
        QCOMPARE(table.header.size(), table.rows.front().size());
    }

    void rowsAreSortedAndThoseThatNeverBreakComeLast()
    {
        BreakthroughsData data = compute({ Rules::y2024, Decomposition::trapezoid, 20 });
        data.rows[0].breaking.mean = std::numeric_limits<double>::quiet_NaN();
        const auto byStep = models::sortedRows(data, BreakthroughOrder::step);
        QCOMPARE(byStep.size(), data.rows.size());
        QVERIFY(!data.rows[std::size_t(byStep.back())].breaks());
        for (std::size_t i = 1; i < byStep.size() && data.rows[std::size_t(byStep[i])].breaks(); ++i)
            QVERIFY(data.rows[std::size_t(byStep[i - 1])].breaking.mean <= data.rows[std::size_t(byStep[i])].breaking.mean);
        const auto byShare = models::sortedRows(data, BreakthroughOrder::homogeneity);
        for (std::size_t i = 1; i < byShare.size(); ++i)
            QVERIFY(data.rows[std::size_t(byShare[i - 1])].carryShare >= data.rows[std::size_t(byShare[i])].carryShare);
        QCOMPARE(models::sortedRows(data, BreakthroughOrder::vector).front(), 0);
    }

    void theDistanceIsThatOfTheTablesWhereTheRunIsLongEnough()
    {
        QCOMPARE(models::defaultDistance({ 0, 5, 1000 }), 100);
        QCOMPARE(models::defaultDistance({ 0, 100 }), 25);
        QCOMPARE(models::defaultDistance({ 0 }), 100);
    }

    void itArrivesVectorByVectorAndIsKept()
    {
        Breakthroughs breakthroughs;
        std::set<std::size_t> sizes;
        connect(&breakthroughs, &Breakthroughs::changed, this, [&] {
            if (breakthroughs.data())
                sizes.insert(breakthroughs.data()->rows.size());
        });
        const BreakthroughRequest request { Rules::y2024, Decomposition::trapezoid, 20 };
        breakthroughs.show(m_run, request);
        QVERIFY(breakthroughs.work().isRunning());
        QTRY_VERIFY_WITH_TIMEOUT(!breakthroughs.work().isRunning(), 30000);
        QVERIFY(sizes.size() > 2);
        const auto known = breakthroughs.data();
        breakthroughs.show(m_run, { Rules::y2026, Decomposition::trapezoid, 20 });
        QTRY_VERIFY_WITH_TIMEOUT(!breakthroughs.work().isRunning(), 30000);
        QVERIFY(breakthroughs.data() != known);
        breakthroughs.show(m_run, request);
        QCOMPARE(breakthroughs.data(), known);
        breakthroughs.show(m_run, { Rules::y2024, Decomposition::firstOrder, 20 });
        breakthroughs.show(m_run, { Rules::y2024, Decomposition::simpson, 20 });
        QTRY_VERIFY_WITH_TIMEOUT(!breakthroughs.work().isRunning(), 30000);
        QCOMPARE(breakthroughs.data()->request.decomposition, Decomposition::simpson);
        breakthroughs.show(nullptr, request);
        QVERIFY(!breakthroughs.data() && !breakthroughs.work().isRunning());
    }

    void theModelHoldsWithOrWithoutRows()
    {
        BreakthroughsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        auto data = std::make_shared<BreakthroughsData>(compute({ Rules::y2024, Decomposition::trapezoid, 20 }));
        data->rows[0].breaking.mean = std::numeric_limits<double>::quiet_NaN();
        model.setData(data);
        QCOMPARE(model.rowCount(), int(data->rows.size()));
        QCOMPARE(model.index(0, BreakthroughsModel::kindColumn).data().toString().left(12), "never breaks");
        QCOMPARE(model.index(0, BreakthroughsModel::stepColumn).data().toString(), "");
        QCOMPARE(model.index(1, BreakthroughsModel::nameColumn).data().toString(), data->rows[1].longName);
        model.setData(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_GUILESS_MAIN(tst_breakthroughs_data)
#include "tst_breakthroughs_data.moc"
