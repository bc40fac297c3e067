#include "tests/support/synthetic_run.h"
#include "widgets/models/overview.h"

#include "core/analysis/clusterings.h"
#include "core/base/progress.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace polcascope;
using models::Overview;
using models::OverviewCell;
using models::OverviewData;
using models::OverviewLabel;
using models::OverviewMeasure;
using models::OverviewModel;
using models::OverviewRequest;
using store::Decomposition;
using store::Quantity;
using store::Rules;
using State = OverviewCell::State;

class tst_overview : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    models::RunSnapshotPointer m_run;
    const OverviewLabel m_carry { analysis::carryLabel(), true };

    [[nodiscard]] OverviewData look(const OverviewRequest& request) const
    {
        return models::overview(m_run->clusterings, *m_run->tokens, 4, { { 0, 1 } }, request);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        support::SyntheticRunOptions options;
        options.together = "0,1";
        support::writeSyntheticRun(m_folder.filePath("a.polca").toStdString(), options);
        m_run = models::readRun(m_folder.filePath("a.polca"));
    }

    void everyCellIsTheBestClusterOfItsClustering()
    {
        const OverviewData data = look({ Rules::y2024, Decomposition::trapezoid, m_carry });
        QCOMPARE(data.rows.size(), std::size_t(3 + 4 + 1));
        QCOMPARE(data.rows[0].name, "loss");
        QCOMPARE(data.rows[3].longName, "vector 0");
        QCOMPARE(data.rows[7].name, "0+1");
        QCOMPARE(data.outputNames.size(), qsizetype(data.outputs.size()));
        QVERIFY(data.outputs.size() >= 10);
        int found = 0;
        for (int row = 0; row < int(data.rows.size()); ++row)
            for (int column = 0; column < int(data.outputs.size()); ++column) {
                const auto& cell = data.cell(row, column);
                const auto key = data.key(row, column);
                const auto& clustering = *m_run->clusterings.at(key);
                QCOMPARE(data.rowOf(key), row);
                QCOMPARE(data.columnOf(key), column);
                QCOMPARE(cell.clusters, qint64(clustering.clusters()));
                double best = 0;
                qint64 size = 0;
                for (const auto& cluster : analysis::clusterStatistics(clustering, *m_run->tokens, 0))
                    if (cluster.carriesInMiddlePlaces >= 0.85 && cluster.carryShare > best) {
                        best = cluster.carryShare;
                        size = cluster.size;
                    }
                QCOMPARE(cell.share, best);
                if (best > 0)
                    QCOMPARE(cell.size, size);
                found += best > 0;
                QCOMPARE(cell.state == State::nothing, cell.clusters == 0);
            }
        QVERIFY(found > 0);
    }

    void the2026RulesHaveOneColumnAndSayWhatTheyLeaveOut()
    {
        const OverviewData data = look({ Rules::y2026, Decomposition::trapezoid, m_carry });
        QCOMPARE(data.outputs, std::vector<std::int32_t>({ -1 }));
        QCOMPARE(data.outputNames, QStringList({ "all" }));
        const int rises = data.rowOf({ Rules::y2026, Quantity::projectedLoss, Decomposition::trapezoid, 3, -1 });
        QVERIFY(rises >= 0);
        QCOMPARE(data.cell(rises, 0).state, State::skipped);
    }

    void whatTheRunDoesNotHoldIsAbsentAndNotEmpty()
    {
        const OverviewData data = look({ Rules::y2024, Decomposition::fisher, m_carry });
        QVERIFY(!data.hasVectors());
        QCOMPARE(data.cell(3, 0).state, State::absent);
        QVERIFY(data.cell(0, 0).state != State::absent); // the loss has no decomposition
        QVERIFY(look({ Rules::y2024, Decomposition::firstOrder, m_carry }).hasVectors());
    }

    void anyLabelCanBeAskedFor()
    {
        const auto labels = models::overviewLabels(*m_run->tokens);
        QVERIFY(labels.front().middle);
        QStringList names;
        for (const auto& label : labels)
            names.append(label.name());
        QVERIFY(names.contains("place: 1000s") && names.contains("carry: no carry"));
        OverviewData data = look({ Rules::y2026, Decomposition::trapezoid, { { "place", "1000s" }, false } });
        const auto& place = *m_run->tokens->label("place");
        for (int row = 0; row < int(data.rows.size()); ++row) {
            const auto& cell = data.cell(row, 0);
            if (cell.state != State::clusters)
                continue;
            const auto& clustering = *m_run->clusterings.at(data.key(row, 0));
            qint64 with = 0, size = 0;
            for (std::size_t x = 0; x < clustering.labels.size(); ++x)
                if (clustering.labels[x] == cell.cluster) {
                    ++size;
                    with += place.categories[std::size_t(place.values[x])] == "1000s";
                }
            QCOMPARE(cell.size, size);
            QCOMPARE(cell.share, double(with) / double(size));
        }
        models::addChance(data, m_run->clusterings, *m_run->tokens);
        QVERIFY(data.hasChance());
    }

    void chanceIsThatOfEachClusteringAlone()
    {
        OverviewData data = look({ Rules::y2024, Decomposition::trapezoid, m_carry });
        QVERIFY(!data.hasChance());
        models::addChance(data, m_run->clusterings, *m_run->tokens);
        QVERIFY(data.hasChance());
        for (const int row : { 0, 4 })
            for (int column = 0; column < int(data.outputs.size()); ++column) {
                const auto& cell = data.cell(row, column);
                if (cell.state != State::clusters)
                    continue;
                const std::vector<std::vector<const store::Clustering*>> groups {
                    { m_run->clusterings.at(data.key(row, column)).get() } };
                const auto alone = analysis::bestAgainstChance(
                    groups, *m_run->tokens, analysis::CarryPlaces::middle, { .permutations = 200 })[0];
                QCOMPARE(*cell.chance, alone.shuffled95);
                QCOMPARE(*cell.aboveChance(), cell.share - alone.shuffled95);
            }
        // The vector in which carries are planted is what stands out.
        const int best = models::bestCell(data, OverviewMeasure::aboveChance);
        QVERIFY(*data.cells[std::size_t(best)].aboveChance() > 0);
        QVERIFY(models::summary(data).contains("above chance"));
        const auto table = models::table(data);
        QCOMPARE(table.header.size(), table.rows.front().size());
        QVERIFY(table.rows.size() >= 80);
    }

    void itComesInTwoStepsAndIsKept()
    {
        Overview overview;
        QSignalSpy changed(&overview, &Overview::changed);
        const OverviewRequest request { Rules::y2024, Decomposition::trapezoid, m_carry };
        overview.show(m_run, request);
        QVERIFY(overview.work().isRunning());
        QTRY_VERIFY(overview.data());
        QTRY_VERIFY(!overview.work().isRunning());
        QVERIFY(overview.data()->hasChance());
        const auto known = overview.data();
        overview.show(m_run, { Rules::y2026, Decomposition::trapezoid, m_carry });
        QTRY_VERIFY(!overview.work().isRunning());
        QCOMPARE(overview.data()->request.rules, Rules::y2026);
        overview.show(m_run, request);
        QCOMPARE(overview.data(), known);
        QVERIFY(!overview.work().isRunning());
        QVERIFY(overview.missing().isEmpty());
        overview.show(m_run, { Rules::y2024, Decomposition::fisher, m_carry });
        QTRY_VERIFY(!overview.work().isRunning());
        QVERIFY(overview.missing().contains("clustering.decompositions=all"));
        overview.show(nullptr, request);
        QVERIFY(!overview.data());
    }

    void aRunWithoutClusteringsSaysWhatIsMissing()
    {
        support::SyntheticRunOptions options;
        options.finished = false;
        support::writeSyntheticRun(m_folder.filePath("b.polca").toStdString(), options);
        auto run = std::make_shared<models::RunSnapshot>(*models::readRun(m_folder.filePath("b.polca")));
        Overview overview;
        overview.show(run, {});
        QVERIFY(!overview.data());
        QVERIFY(overview.missing().contains("no clusterings yet"));
        run->busy = true;
        QVERIFY(overview.missing().contains("at work"));
    }

    /// What the window promises; printed rather than held to the millisecond.
    void manyClusteringsAreCountedWithinASecond()
    {
        support::SyntheticRunOptions options;
        options.examples = 1250;
        options.vectors = 40;
        options.clusterings = support::SyntheticRunOptions::Clusterings::planted;
        support::writeSyntheticRun(m_folder.filePath("large.polca").toStdString(), options);
        const auto run = models::readRun(m_folder.filePath("large.polca"));
        QElapsedTimer timer;
        timer.start();
        auto data = models::overview(run->clusterings, *run->tokens, 40, {}, { Rules::y2024, Decomposition::trapezoid, m_carry });
        const auto shares = timer.restart();
        models::addChance(data, run->clusterings, *run->tokens);
        qInfo("%zu clusterings of %zu tokens: shares %lld ms, chance %lld ms", run->clusterings.size(),
            run->tokens->count(), shares, timer.elapsed());
        QVERIFY(shares < 1000);
    }

    void theModelHoldsWithOrWithoutAnOverview()
    {
        OverviewModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        auto data = std::make_shared<OverviewData>(look({ Rules::y2024, Decomposition::trapezoid, m_carry }));
        data->cells[0] = { State::clusters, 2, 1, 0.75, 40, 0.5 };
        data->cells[1] = {};
        data->cells[2] = { State::skipped, 0, -1, 0, 0, {} };
        model.setData(data);
        QCOMPARE(model.rowCount(), int(data->cells.size()) - 1);
        QCOMPARE(model.cellOf(1), 2);
        QCOMPARE(model.index(0, OverviewModel::nameColumn).data().toString(), "loss");
        QCOMPARE(model.index(0, OverviewModel::shareColumn).data().toString(), "0.75");
        QCOMPARE(model.index(0, OverviewModel::chanceColumn).data().toString(), "0.50");
        QCOMPARE(model.index(0, OverviewModel::aboveColumn).data().toString(), "+0.25");
        QCOMPARE(model.index(0, OverviewModel::sizeColumn).data().toString(), "40");
        QCOMPARE(model.index(1, OverviewModel::clustersColumn).data().toString(), "left out");
        QCOMPARE(model.index(1, OverviewModel::shareColumn).data().toString(), "");
        model.setData(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_GUILESS_MAIN(tst_overview)
#include "tst_overview.moc"
