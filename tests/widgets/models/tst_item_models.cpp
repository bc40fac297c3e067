#include "tests/support/own_home.h"
#include "tests/support/synthetic_run.h"
#include "widgets/jobs/places.h"
#include "widgets/models/basis_model.h"
#include "widgets/models/cluster_model.h"
#include "widgets/models/runs_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace polcascope;
using models::ClusterModel;

class tst_item_models : public QObject {
    Q_OBJECT

public:
    static void initMain()
    {
        support::useOwnHome();
    }

private:
    QTemporaryDir m_folder;

    static constexpr auto fatal = QAbstractItemModelTester::FailureReportingMode::QtTest;

    /// Three clusters and outliers, with statistics made up to sort by.
    static models::ViewDataPointer someClusters()
    {
        auto data = std::make_shared<models::ViewData>();
        for (int id = 0; id < 3; ++id) {
            models::ClusterInfo info;
            info.id = id;
            info.name = models::clusterName(id);
            info.label = id == 1 ? "100s, carry" : "";
            info.colour = id;
            info.size = 100 - 10 * id;
            analysis::ClusterStatistics statistics;
            statistics.cluster = id;
            statistics.size = info.size;
            statistics.carryShare = id == 1 ? 0.97 : 0.2 * id;
            statistics.carriesInMiddlePlaces = 0.9;
            statistics.shuffledCarryShare95 = 0.5;
            statistics.placeShare = id == 0 ? 0.95 : 0.4;
            info.statistics = statistics;
            data->clusters.push_back(info);
        }
        models::ClusterInfo noise;
        noise.id = store::noise;
        noise.name = models::clusterName(store::noise);
        noise.colour = store::noise;
        noise.size = 1000;
        data->clusters.push_back(noise);
        return data;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English));
        support::writeSyntheticRun(m_folder.filePath("a.polca").toStdString());
    }

    void theClusterModelIsAProperModel()
    {
        ClusterModel model;
        const QAbstractItemModelTester tester(&model, fatal);
        model.setData(someClusters());
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(model.rowOf(store::noise), 3);
        QCOMPARE(model.rowOf(17), -1);
        model.setData(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void everyShareStandsBesideWhatChanceGives()
    {
        ClusterModel model;
        model.setData(someClusters());
        QCOMPARE(model.index(1, ClusterModel::carryColumn).data().toString(), "97 %");
        QCOMPARE(model.index(1, ClusterModel::shuffledColumn).data().toString(), "50 %");
        QCOMPARE(model.index(1, ClusterModel::kindColumn).data().toString(), "carry");
        QCOMPARE(model.index(0, ClusterModel::kindColumn).data().toString(), "digit");
        QCOMPARE(model.index(3, ClusterModel::carryColumn).data().toString(), QString());
        QVERIFY(model.index(1, 0).data().toString().contains("100s, carry"));
        QVERIFY(model.index(1, 0).data(Qt::ToolTipRole).toString().contains("97 %"));
    }

    void anotherLabelHasItsOwnShareAndChance()
    {
        ClusterModel model;
        const QAbstractItemModelTester tester(&model, fatal);
        model.setData(someClusters());
        QSignalSpy changed(&model, &ClusterModel::dataChanged);
        model.setLabel({ "mine", {} }); // is being counted
        QCOMPARE(model.headerData(ClusterModel::carryColumn, Qt::Horizontal, Qt::DisplayRole).toString(), "mine");
        QCOMPARE(model.index(1, ClusterModel::carryColumn).data().toString(), QString());
        analysis::ClusterStatistics counted;
        counted.cluster = 1;
        counted.carryShare = 0.4;
        counted.shuffledCarryShare95 = 0.3;
        model.setLabel({ "mine", { counted } });
        QCOMPARE(model.index(1, ClusterModel::carryColumn).data().toString(), "40 %");
        QCOMPARE(model.index(1, ClusterModel::shuffledColumn).data().toString(), "30 %");
        QCOMPARE(model.index(1, ClusterModel::carryColumn).data(ClusterModel::sortRole).toDouble(), 0.4);
        QCOMPARE(model.index(0, ClusterModel::carryColumn).data().toString(), QString());
        QCOMPARE(model.index(1, ClusterModel::kindColumn).data().toString(), "carry"); // the papers' kinds stay
        QVERIFY(model.index(1, 0).data(Qt::ToolTipRole).toString().contains("40 % of them have the label mine"));
        model.setLabel({});
        QCOMPARE(model.headerData(ClusterModel::carryColumn, Qt::Horizontal, Qt::DisplayRole).toString(), "Carry");
        QCOMPARE(model.index(1, ClusterModel::carryColumn).data().toString(), "97 %");
        QCOMPARE(changed.count(), 3);
    }

    void clustersCanBeNamedButOutliersCannot()
    {
        ClusterModel model;
        QSignalSpy renamed(&model, &ClusterModel::renamed);
        model.setData(someClusters());
        QVERIFY(model.flags(model.index(1, 0)) & Qt::ItemIsEditable);
        QVERIFY(!(model.flags(model.index(1, ClusterModel::sizeColumn)) & Qt::ItemIsEditable));
        QVERIFY(!(model.flags(model.index(3, 0)) & Qt::ItemIsEditable));
        QVERIFY(!model.setData(model.index(3, 0), "noise"));
        QVERIFY(model.setData(model.index(1, 0), "mine"));
        QCOMPARE(renamed, (QList<QVariantList> { { 1, QStringLiteral("mine") } }));
        QVERIFY(model.index(1, 0).data().toString().contains("100s, carry")); // until somebody changes it
    }

    void lossCurvesAreDrawnOnOneScaleAndTellHowFarTheyFall()
    {
        auto data = std::make_shared<models::ViewData>(*someClusters());
        data->loss.steps = { 0, 10, 20 };
        data->loss.groups = { { 0, "a", 0, { 3, 2, 1 }, {}, {}, 5 }, { 1, "b", 1, { 2, 2, 2 }, {}, {}, 5 } };
        data->clusters[0].fall = 2;
        data->clusters[0].breakStep = 10;
        ClusterModel model;
        model.setData(data);
        const auto curve = [&](int row) {
            return model.index(row, ClusterModel::curveColumn).data(ClusterModel::curveRole).value<QPolygonF>();
        };
        QCOMPARE(curve(0), QPolygonF({ { 0, 0 }, { 0.5, 0.5 }, { 1, 1 } }));
        QCOMPARE(curve(1), QPolygonF({ { 0, 0.5 }, { 0.5, 0.5 }, { 1, 0.5 } }));
        QVERIFY(curve(2).isEmpty());
        QCOMPARE(model.index(0, ClusterModel::fallColumn).data().toString(), "2.00");
        QCOMPARE(model.index(0, ClusterModel::breakColumn).data().toString(), "10");
        QCOMPARE(model.index(1, ClusterModel::breakColumn).data().toString(), QString());
    }

    void outliersStayLastInEitherOrder()
    {
        ClusterModel model;
        models::ClusterSortModel sorted;
        sorted.setSourceModel(&model);
        model.setData(someClusters());
        for (int column = 0; column < ClusterModel::columns; ++column)
            for (const auto order : { Qt::AscendingOrder, Qt::DescendingOrder }) {
                sorted.sort(column, order);
                QCOMPARE(sorted.index(3, 0).data(ClusterModel::idRole).toInt(), int(store::noise));
            }
        sorted.sort(ClusterModel::carryColumn, Qt::DescendingOrder);
        QCOMPARE(sorted.index(0, 0).data(ClusterModel::idRole).toInt(), 1);
        sorted.sort(ClusterModel::sizeColumn, Qt::AscendingOrder);
        QCOMPARE(sorted.index(0, 0).data(ClusterModel::idRole).toInt(), 2);
    }

    void theBasisModelSaysTheKindAndWhereInTheWeights()
    {
        models::BasisModel model;
        const QAbstractItemModelTester tester(&model, fatal);
        const auto text = [&](int column, int role = Qt::DisplayRole) { return model.index(0, column).data(role).toString(); };
        const auto header = [&] { return model.headerData(models::BasisModel::measureColumn, Qt::Horizontal, Qt::DisplayRole).toString(); };
        store::BasisVectorInfo info;
        info.eigenvalue = 12.5;
        info.converged = true;
        info.shares = { { "token_embedding", 0.25 }, { "blocks.0.mlp.input.weight", 0.75 }, { "final_norm.bias", 0 } };
        model.setBasis({ info });
        QCOMPARE(text(models::BasisModel::kindColumn), "Hessian");
        QCOMPARE(text(models::BasisModel::measureColumn), "12.5");
        QCOMPARE(header(), "Eigenvalue");
        const QString tip = text(0, Qt::ToolTipRole);
        QVERIFY(tip.contains("75.0 %  blocks.0.mlp.input.weight\n25.0 %  token_embedding"));
        QVERIFY(!tip.contains("final_norm"));

        info.kind = "gradient-svd";
        info.singularValue = 3.25;
        model.setBasis({ info });
        QCOMPARE(text(models::BasisModel::kindColumn), "gradients");
        QCOMPARE(text(models::BasisModel::measureColumn), "3.25");
        QCOMPARE(text(models::BasisModel::residualColumn), QString());
        QCOMPARE(header(), "Singular value");
        info = {};
        info.kind = "random";
        info.converged = true;
        model.setBasis({ info });
        QCOMPARE(text(models::BasisModel::kindColumn), "random");
        QCOMPARE(text(models::BasisModel::measureColumn), QString());
        QVERIFY(text(0, Qt::ToolTipRole).contains("random direction"));
    }

    void theBasisModelMarksVectorsThatHaveNotConverged()
    {
        models::BasisModel model;
        const QAbstractItemModelTester tester(&model, fatal);
        model.setBasis({ { 0, 100, 50.0, 1e-4, 20, 40, true }, { 1, 200, 20.0, 0.3, 60, 120, false } });
        QCOMPARE(model.rowCount(), 2);
        const auto text = [&](int row, int column) { return model.index(row, column).data().toString(); };
        QVERIFY(!text(0, models::BasisModel::residualColumn).contains("⚠"));
        QVERIFY(text(1, models::BasisModel::residualColumn).contains("⚠"));
        QVERIFY(model.index(1, 0).data(Qt::ToolTipRole).toString().contains("not converged"));

        QCOMPARE(text(0, models::BasisModel::shareColumn), QString());
        analysis::Explained explained;
        explained.trueChange = -2;
        explained.perVector = { -0.5, 0.1 };
        model.setExplained(&explained);
        QCOMPARE(text(0, models::BasisModel::shareColumn), "25.00 %");
        QCOMPARE(text(1, models::BasisModel::shareColumn), "-5.00 %");
        model.setExplained(nullptr);
        QCOMPARE(text(0, models::BasisModel::shareColumn), QString());
    }

    void theRunsModelListsRunsWithTheirState()
    {
        const QString complete = jobs::runsFolder() + "/complete.polca";
        const QString unfinished = jobs::runsFolder() + "/unfinished.polca";
        support::writeSyntheticRun(complete.toStdString());
        support::SyntheticRunOptions options;
        options.finished = false;
        support::writeSyntheticRun(unfinished.toStdString(), options);

        models::RunsModel model;
        const QAbstractItemModelTester tester(&model, fatal);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.refresh();
        QVERIFY(reset.wait());
        QCOMPARE(model.rowCount(), 2);
        const QModelIndex first = model.index(model.rowOf(complete));
        const QModelIndex second = model.index(model.rowOf(unfinished));
        QCOMPARE(first.data().toString(), "complete");
        QVERIFY(!first.data(models::RunsModel::resumableRole).toBool());
        QVERIFY(second.data(models::RunsModel::resumableRole).toBool());
        QVERIFY(second.data(models::RunsModel::stateRole).toString().contains("Trajectories"));
        QVERIFY(second.data(models::RunsModel::fractionRole).toDouble() < 0);
    }
};

QTEST_MAIN(tst_item_models)
#include "tst_item_models.moc"
