#include "widgets/models/comparison_data.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace polcascope;
using models::Comparison;

class tst_comparison : public QObject {
    Q_OBJECT

    static store::Clustering clustering(std::vector<std::int32_t> labels)
    {
        store::Clustering made;
        made.labels = std::move(labels);
        return made;
    }
    static Comparison compared(const std::vector<std::int32_t>& pinned, const std::vector<std::int32_t>& shown)
    {
        return models::compare(clustering(pinned), clustering(shown),
            [](int label) { return QStringLiteral("p%1").arg(label); },
            [](int label) { return QStringLiteral("s%1").arg(label); });
    }

private Q_SLOTS:
    void everyTokenThatBothClusterIsCountedOnce()
    {
        const auto out = store::notClustered;
        const Comparison comparison =
            compared({ 0, 0, 0, 1, 1, -1, -1, 0, out }, { 1, 1, 0, 0, 0, -1, 1, out, 0 });
        QCOMPARE(comparison.tokens, 7);
        QCOMPARE(comparison.rows, std::vector<int>({ 0, 1, -1 }));
        QCOMPARE(comparison.columns, std::vector<int>({ 0, 1, -1 }));
        QCOMPARE(comparison.rowNames, QStringList({ "p0", "p1", "p-1" }));
        QCOMPARE(comparison.counts, std::vector<qint64>({ 1, 2, 0, 2, 0, 0, 0, 1, 1 }));
        QCOMPARE(comparison.rowSizes, std::vector<qint64>({ 3, 2, 2 }));
        QCOMPARE(comparison.columnSizes, std::vector<qint64>({ 3, 3, 1 }));
        QCOMPARE(comparison.jaccard(0, 1), 2.0 / 4);
        // Pinned 0 goes on as 1, pinned 1 as 0, and one outlier remains one: two tokens moved.
        QCOMPARE(comparison.continued, std::vector<int>({ 1, 0, 2 }));
        QCOMPARE(comparison.moved, 2);
        QVERIFY(summary(comparison).contains("29 %"));
    }

    void theSameClustersUnderOtherNumbersHaveNotMoved()
    {
        const Comparison comparison = compared({ 0, 0, 1, 1, -1 }, { 1, 1, 0, 0, -1 });
        QCOMPARE(comparison.moved, 0);
        QCOMPARE(comparison.randIndex, 1.0);
    }

    void withoutACommonTokenItSaysSo()
    {
        const auto out = store::notClustered;
        const Comparison comparison = compared({ 0, 0, out, out }, { out, out, 0, 0 });
        QVERIFY(comparison.rows.empty());
        QVERIFY(!comparison.emptyReason.isEmpty());
        QCOMPARE(summary(comparison), comparison.emptyReason);
    }

    void theTableHasThePairsThatShareTokens()
    {
        models::ComparisonModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        model.setComparison(std::make_shared<const Comparison>(compared({ 0, 0, 1, 1 }, { 0, 1, 1, 1 })));
        QCOMPARE(model.rowCount(), 3);
        using Model = models::ComparisonModel;
        QCOMPARE(model.index(2, Model::pinnedColumn).data().toString(), "p1");
        QCOMPARE(model.index(2, Model::shownColumn).data().toString(), "s1");
        QCOMPARE(model.index(2, Model::tokensColumn).data().toString(), "2");
        QCOMPARE(model.index(2, Model::ofPinnedColumn).data().toString(), "100 %");
        QCOMPARE(model.index(2, Model::ofShownColumn).data().toString(), "67 %");
        QCOMPARE(model.index(2, Model::jaccardColumn).data(Model::sortRole).toDouble(), 2.0 / 3);
        model.setComparison(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_GUILESS_MAIN(tst_comparison)
#include "tst_comparison.moc"
