#include "widgets/models/cluster_looks.h"

#include <QTest>

using namespace polcascope;
using models::ClusterLooks;

class tst_cluster_looks : public QObject {
    Q_OBJECT

    static std::shared_ptr<const store::Clustering> clustering(std::vector<std::int32_t> labels)
    {
        auto made = std::make_shared<store::Clustering>();
        std::int32_t clusters = 0;
        for (const auto label : labels)
            clusters = std::max(clusters, label + 1);
        made->labels = std::move(labels);
        made->persistence.assign(static_cast<std::size_t>(clusters), 0.5);
        return made;
    }

private Q_SLOTS:
    void aClusterThatGoesOnKeepsItsNumberAndColourWhateverItsLabel()
    {
        const auto rules = models::looksByLabel(clustering({ 0, 0, 0, 0, 1, 1, 1, -1 }));
        QCOMPARE(rules.numbers, std::vector<int>({ 0, 1 }));
        const auto later = models::following(clustering({ 1, 1, 1, -1, 0, 0, 0, 0 }), rules, rules);
        QCOMPARE(later.numbers, std::vector<int>({ 1, 0 }));
        QCOMPARE(later.colours, std::vector<int>({ 1, 0 }));
        QCOMPARE(models::continuedLabels(rules, later), (QHash<int, int> { { -1, -1 }, { 0, 1 }, { 1, 0 } }));
    }

    void newClustersGetNumbersThatNoOtherHas()
    {
        const auto rules = models::looksByLabel(clustering({ 0, 0, 0, 0, 0, 0, 1, 1, -1, -1, -1 }));
        const auto later = models::following(clustering({ 1, 1, 1, 1, 2, 2, -1, -1, 0, 0, 0 }), rules, rules);
        QCOMPARE(later.numbers, std::vector<int>({ 2, 0, 3 }));
    }

    void theWayBackLeadsToTheSameLooks()
    {
        const auto rules = models::looksByLabel(clustering({ 0, 0, 0, 1, 1, 1, 2, 2 }));
        const auto coarse = models::following(clustering({ 0, 0, 0, 0, 0, 0, 0, 0 }), rules, rules);
        const auto back = models::following(clustering({ 2, 2, 2, 1, 1, 1, 0, 0 }), rules, coarse);
        QCOMPARE(back.numbers, std::vector<int>({ 2, 1, 0 }));
        QCOMPARE(back.colours, std::vector<int>({ 2, 1, 0 }));
        const auto same = models::following(rules.clustering, rules, coarse);
        QCOMPARE(same.numbers, rules.numbers);
    }

    void aNewClusterKeepsItsNumberThroughFurtherCuts()
    {
        const auto rules = models::looksByLabel(clustering({ 0, 0, 0, 0, -1, -1, -1, -1, -1 }));
        const auto one = models::following(clustering({ 0, 0, 0, 0, 1, 1, 2, 2, 2 }), rules, rules);
        const auto two = models::following(clustering({ -1, -1, -1, -1, 1, 1, 0, 0, 0 }), rules, one);
        QCOMPARE(two.numbers, std::vector<int>({ one.numbers[2], one.numbers[1] }));
    }

    void anotherClusteringTakesTheColoursButCountsForItself()
    {
        const auto before = models::looksByLabel(clustering({ 0, 0, 0, 0, 1, 1, 1, 2, 2 }));
        const auto other = models::withColoursOf(clustering({ 1, 1, 1, -1, 0, 0, 0, 0, -1 }), before);
        QCOMPARE(other.numbers, std::vector<int>({ 0, 1 }));
        QCOMPARE(other.colours, std::vector<int>({ 1, 0 }));
    }

    void clusteringsOfOtherTokensHaveNothingToDoWithEachOther()
    {
        const auto before = models::looksByLabel(clustering({ 1, 1, 0, 0, 0 }));
        const auto other = models::withColoursOf(clustering({ 0, 0 }), before);
        QCOMPARE(other.colours, std::vector<int>({ 0 }));
        const auto none = models::following(clustering({ -1, -1, -1, -1, -1 }), before, before);
        QVERIFY(none.numbers.empty());
        QCOMPARE(models::continuedLabels(before, none), (QHash<int, int> { { -1, -1 } }));
    }
};

QTEST_GUILESS_MAIN(tst_cluster_looks)
#include "tst_cluster_looks.moc"
