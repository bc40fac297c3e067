#include "core/base/random.h"
#include "core/cluster/matching.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace polcascope;
using namespace polcascope::cluster;

using Labels = std::vector<std::int32_t>;

class MatchingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void clustersAreFollowedUnderOtherNumbers()
    {
        const Labels earlier { 0, 0, 0, 1, 1, 2, 2, -1 };
        const Labels labels { 2, 2, 2, 0, 0, 1, 1, -1 };
        QCOMPARE(matchClusters(earlier, labels), (Labels { 1, 2, 0 }));
        QCOMPARE(matchClusters(earlier, earlier), (Labels { 0, 1, 2 }));
    }

    void theLargerPartOfASplitContinuesTheCluster()
    {
        QCOMPARE(matchClusters(Labels { 0, 0, 0, 0, 0 }, Labels { 0, 0, 1, 1, 1 }), (Labels { -1, 0 }));
    }

    void aMergerContinuesTheLargerCluster()
    {
        QCOMPARE(matchClusters(Labels { 0, 0, 1, 1, 1 }, Labels { 0, 0, 0, 0, 0 }), (Labels { 1 }));
    }

    void theBestPairComesFirstAndLeavesTheOthersWhatRemains()
    {
        // Cluster 0 shares most with the earlier 0, which is nearer to 1 (4 of 7 against 3 of 8).
        const Labels earlier { 0, 0, 0, 0, 0, 0, 0, 1, -1 };
        const Labels labels { 0, 0, 0, 1, 1, 1, 1, 0, -1 };
        QCOMPARE(matchClusters(earlier, labels), (Labels { 1, 0 }));
    }

    void equalOverlapsGoToTheSmallerNumbers()
    {
        QCOMPARE(matchClusters(Labels { 0, 0, 1, 1 }, Labels { 0, 1, 0, 1 }), (Labels { 0, 1 }));
        QCOMPARE(matchClusters(Labels { 1, 1, 0, 0 }, Labels { 0, 0, 0, 0 }), (Labels { 0 }));
    }

    void aFewCommonPointsAreNoContinuation()
    {
        QCOMPARE(matchClusters(Labels { 0, 0, 0, -1, -1 }, Labels { -1, -1, 0, 0, 0 }), (Labels { -1 }));
    }

    void pointsInNoClusterCountOnNeitherSide()
    {
        QCOMPARE(matchClusters(Labels { -1, -2, -3, 0, 0 }, Labels { 1, 1, -1, 0, -2 }), (Labels { 0, -1 }));
        QCOMPARE(matchClusters(Labels { -1, -1 }, Labels { 0, 0 }), (Labels { -1 }));
        QCOMPARE(matchClusters(Labels { 0, 0 }, Labels { -1, -1 }), Labels {});
        QCOMPARE(matchClusters(Labels {}, Labels {}), Labels {});
    }

    void manyRandomClustersAreFoundAgainWithAFewPointsMoved()
    {
        constexpr std::int32_t count = 60;
        const Labels names = Random(1, "matching").permutation(count);
        Labels earlier, labels;
        for (std::int32_t i = 0; i < 6000; ++i) {
            const std::int32_t cluster = (i % 7 == 0 ? i + 1 : i) % count; // of one in seven it is another
            earlier.push_back(i % count);
            labels.push_back(i % 11 == 0 ? -1 : names[static_cast<std::size_t>(cluster)]);
        }
        const Labels continued = matchClusters(earlier, labels);
        for (std::int32_t cluster = 0; cluster < count; ++cluster) {
            const std::int32_t name = names[static_cast<std::size_t>(cluster)];
            QCOMPARE(continued[static_cast<std::size_t>(name)], cluster);
        }
    }

    void theAdjustedRandIndexCountsPairs()
    {
        // scikit-learn's documentation: adjusted_rand_score([0, 0, 1, 2], [0, 0, 1, 1]) is 0.57...
        QVERIFY(std::abs(adjustedRandIndex(Labels { 0, 0, 1, 2 }, Labels { 0, 0, 1, 1 }) - 4.0 / 7) < 1e-12);
        QCOMPARE(adjustedRandIndex(Labels { 0, 0, 1, 1 }, Labels { 5, 5, -1, -1 }), 1.0);
        QVERIFY(adjustedRandIndex(Labels { 0, 0, 1, 1 }, Labels { 0, 1, 0, 1 }) < 0);
        QCOMPARE(adjustedRandIndex(Labels { 3, 3, 3 }, Labels { 0, 0, 0 }), 1.0);
        QCOMPARE(adjustedRandIndex(Labels { 0, 1, 2 }, Labels { 2, 1, 0 }), 1.0);
        QCOMPARE(adjustedRandIndex(Labels {}, Labels {}), 1.0);

        // Against all pairs, one by one: 2 (ad - bc) / ((a + b)(b + d) + (a + c)(c + d)).
        Random random(1, "rand");
        Labels first, second;
        for (int i = 0; i < 60; ++i) {
            first.push_back(std::int32_t(random.below(4)) - 1);
            second.push_back(random.below(3) == 0 ? std::int32_t(random.below(5)) : first.back());
        }
        double a = 0, b = 0, c = 0, d = 0;
        for (std::size_t i = 0; i < first.size(); ++i)
            for (std::size_t j = 0; j < i; ++j) {
                const bool one = first[i] == first[j], two = second[i] == second[j];
                (one && two ? a : one ? b : two ? c : d) += 1;
            }
        const double expected = 2 * (a * d - b * c) / ((a + b) * (b + d) + (a + c) * (c + d));
        QVERIFY(std::abs(adjustedRandIndex(first, second) - expected) < 1e-12);
    }
};

QTEST_GUILESS_MAIN(MatchingTest)
#include "tst_matching.moc"
