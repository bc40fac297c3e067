#include "tests/support/synthetic_run.h"
#include "widgets/models/token_map.h"

#include "core/analysis/clusterings.h"
#include "core/analysis/principal_components.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace polcascope;
using models::RunView;
using models::TokenMap;
using models::TokenMapData;
using models::TokenMapModel;
using store::Decomposition;
using store::Quantity;
using store::Rules;

class tst_token_map : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    models::RunSnapshotPointer m_run;

    [[nodiscard]] static bool settled(const RunView& view)
    {
        return QTest::qWaitFor([&] { return view.data() && !view.isComputing() && !view.isOutOfDate(); }, 20000);
    }
    [[nodiscard]] static bool drawn(const TokenMap& map)
    {
        return QTest::qWaitFor([&] { return map.data() && !map.isOutOfDate() && !map.work().isRunning(); }, 20000);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English));
        support::writeSyntheticRun(m_folder.filePath("a.polca").toStdString());
        m_run = models::readRun(m_folder.filePath("a.polca"));
    }

    void tokensLieWhereTheirComponentsAre()
    {
        RunView view;
        view.setRun(m_run);
        view.setChoice({ Rules::y2024, Quantity::polca, Decomposition::trapezoid, 0, 3 });
        QVERIFY(settled(view));
        TokenMap map;
        map.show(view.data());
        QVERIFY(drawn(map));
        const TokenMapData& data = *map.data();
        const auto tokens = analysis::clusteredTokens(*view.data()->clustering);
        QCOMPARE(data.projection->tokens, tokens);
        const auto found = analysis::principalComponents(analysis::trajectoriesOf(*view.data()->rows, tokens), 2);
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            QCOMPARE(data.projection->x[i], float(found.scores(i, 0)));
            QCOMPARE(data.projection->y[i], float(found.scores(i, 1)));
            QCOMPARE(data.groupOf[i], view.data()->clustering->labels[std::size_t(tokens[i])]);
            QCOMPARE(data.pointOf(tokens[i]), qsizetype(i));
        }
        QCOMPARE(data.pointOf(-1), qsizetype(-1));
        QCOMPARE(data.projection->shareX, found.share(0));
        QVERIFY(data.xLabel.contains(QLocale().toString(100 * found.share(0), 'f', 0)));
        // Named and coloured as everywhere.
        QCOMPARE(data.groups.size(), qsizetype(view.data()->clusters.size()));
        std::size_t points = 0;
        for (const auto& group : data.groups) {
            const auto* cluster = view.data()->cluster(group.id);
            QVERIFY(cluster);
            QCOMPARE(group.name, cluster->fullName());
            QCOMPARE(group.colour, cluster->colour);
            QCOMPARE(qint64(group.points.size()), cluster->size);
            points += group.points.size();
        }
        QCOMPARE(points, tokens.size());
        QVERIFY2(data.note.contains("POLCA of vector 0 (trapezoid), output 3"), qPrintable(data.note));
        QVERIFY2(data.note.contains(QString("%1 of %1").arg(tokens.size())), qPrintable(data.note));
        const QString words = models::describePoint(data, 0);
        QVERIFY2(words.contains("<b>3</b>") && words.contains("place: ") && words.contains("components"), qPrintable(words));
        QVERIFY(models::summary(data).contains(data.groups.first().name));
        const auto table = models::table(data);
        QCOMPARE(table.rows.size(), qsizetype(tokens.size()));
        QCOMPARE(table.rows[1].size(), table.header.size());
    }

    void whatTheFilterLeavesOutIsCounted()
    {
        RunView view;
        view.setRun(m_run);
        view.setChoice({ Rules::y2026, Quantity::projectedLoss, Decomposition::trapezoid, 1, -1 });
        QVERIFY(settled(view));
        QVERIFY(view.data()->filteredOut > 0);
        TokenMap map;
        map.show(view.data());
        QVERIFY(drawn(map));
        QVERIFY2(map.data()->note.contains(QString("%1 of %2").arg(m_run->tokens->count() - std::size_t(view.data()->filteredOut)).arg(m_run->tokens->count())),
            qPrintable(map.data()->note));
        QVERIFY2(map.data()->note.contains("left out"), qPrintable(map.data()->note));
        // A vector that the rules skip has no token to show, and says why.
        view.setChoice({ Rules::y2026, Quantity::projectedLoss, Decomposition::trapezoid, 3, -1 });
        QVERIFY(settled(view));
        map.show(view.data());
        QVERIFY(drawn(map));
        QVERIFY(map.data()->isEmpty());
        QVERIFY(map.data()->emptyReason.contains("does not fall"));
    }

    void anotherCutKeepsThePlaneAndAnotherClusteringDoesNot()
    {
        RunView view;
        view.setRun(m_run);
        view.setChoice({ Rules::y2026, Quantity::loss, Decomposition::trapezoid, 0, -1 });
        QVERIFY(settled(view));
        TokenMap map;
        map.show(view.data());
        QVERIFY(drawn(map));
        const auto plane = map.data()->projection;
        auto parameters = view.parameters();
        parameters.minimumClusterSize = 5;
        view.setParameters(parameters);
        QVERIFY(settled(view));
        map.show(view.data());
        QVERIFY(!map.work().isRunning()); // at once
        QCOMPARE(map.data()->projection, plane);
        QVERIFY(map.isContinued());
        QCOMPARE(map.data()->groups.size(), qsizetype(view.data()->clusters.size()));

        parameters.metric = cluster::Metric::correlation;
        view.setParameters(parameters);
        QVERIFY(settled(view));
        map.show(view.data());
        QVERIFY(map.isOutOfDate());
        QVERIFY(map.data()); // the one before, until the new one is there
        QVERIFY(drawn(map));
        QVERIFY(map.data()->projection != plane && map.data()->projection->normalised);
        QVERIFY(!map.isContinued());
        QVERIFY2(map.data()->note.contains("normalised"), qPrintable(map.data()->note));

        map.show(nullptr);
        QVERIFY(!map.data());
    }

    void aRunWithoutClustersIsMappedByItsLabels()
    {
        support::writeSyntheticRun(m_folder.filePath("half.polca").toStdString(), { .finished = false });
        RunView view;
        view.setRun(models::readRun(m_folder.filePath("half.polca")));
        QVERIFY(settled(view));
        QCOMPARE(view.data()->origin, models::ClusterOrigin::provisional);
        TokenMap map;
        map.show(view.data());
        QVERIFY(drawn(map));
        QCOMPARE(map.data()->groups.size(), 4); // places
    }

    void allOnOneSpotAndOneTokenAreFine()
    {
        auto tokens = std::make_shared<TokenTable>(*m_run->tokens);
        const auto count = tokens->count();
        const Matrix<float> same(7, count, 1.5F);
        store::Clustering clustering;
        clustering.labels.assign(count, store::noise);
        for (const std::size_t shown : { count, std::size_t(1), std::size_t(0) }) {
            for (std::size_t x = 0; x < count; ++x)
                clustering.labels[x] = x < shown ? store::noise : store::notClustered;
            const auto map = models::tokenMap(
                std::make_shared<const models::TokenProjection>(models::projectTokens(same, analysis::clusteredTokens(clustering))), tokens,
                clustering, {});
            QCOMPARE(map.isEmpty(), shown == 0);
            QCOMPARE(map.groups.size(), shown > 0 ? 1 : 0);
            QVERIFY(!models::summary(map).contains("nan"));
            for (const float x : map.projection->x)
                QCOMPARE(x, 0.0F);
        }
    }

    void theModelHoldsWithOrWithoutAMap()
    {
        TokenMapModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        RunView view;
        view.setRun(m_run);
        QVERIFY(settled(view));
        TokenMap map;
        map.show(view.data());
        QVERIFY(drawn(map));
        model.setData(map.data());
        QCOMPARE(model.rowCount(), int(map.data()->groups.size()));
        const auto& group = map.data()->groups.first();
        QCOMPARE(model.idOf(0), group.id);
        QCOMPARE(model.index(0, TokenMapModel::nameColumn).data().toString(), group.name);
        QCOMPARE(model.index(0, TokenMapModel::sizeColumn).data(TokenMapModel::sortRole).toInt(), int(group.points.size()));
        double mean = 0;
        for (const auto point : group.points)
            mean += double(map.data()->projection->x[std::size_t(point)]) / double(group.points.size());
        QVERIFY(std::abs(model.index(0, TokenMapModel::xColumn).data(TokenMapModel::sortRole).toDouble() - mean) < 1e-5);
        model.setData(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    /// What the window promises; printed rather than held to the millisecond.
    void manyTokensAreRegroupedInAnInstant()
    {
        constexpr std::size_t count = 100000;
        auto tokens = std::make_shared<TokenTable>();
        tokens->output.assign(count, 0);
        Matrix<float> values(20, count);
        store::Clustering clustering;
        for (std::size_t x = 0; x < count; ++x) {
            clustering.labels.push_back(static_cast<std::int32_t>(x % 9) - 1);
            for (std::size_t t = 0; t < 20; ++t)
                values(t, x) = std::sin(float(x * t % 977));
        }
        QElapsedTimer timer;
        timer.start();
        auto plane = std::make_shared<const models::TokenProjection>(models::projectTokens(values, analysis::clusteredTokens(clustering)));
        const auto projected = timer.restart();
        const auto map = models::tokenMap(plane, tokens, clustering, {});
        qInfo("100,000 tokens x 20: projected in %lld ms, grouped in %lld ms", projected, timer.elapsed());
        QVERIFY(timer.elapsed() < 500);
        QCOMPARE(map.groups.size(), 9);
    }
};

QTEST_GUILESS_MAIN(tst_token_map)
#include "tst_token_map.moc"
