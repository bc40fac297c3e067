#include "core/analysis/clusterings.h"
#include "core/analysis/label_shuffles.h"

#include <QTest>

#include <cmath>

using namespace polcascope;
using namespace polcascope::analysis;
using store::Clustering;

namespace {

struct Token {
    std::int32_t digit;
    std::int32_t place; ///< 0: 1000s
    bool carry;
    std::int32_t label;
};

TokenTable table(const std::vector<Token>& tokens)
{
    TokenTable result;
    result.outputVocabulary = { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9" };
    LabelColumn digit { "digit", result.outputVocabulary, {} };
    LabelColumn place { "place", { "1000s", "100s", "10s", "1s" }, {} };
    LabelColumn carry { "carry", { "no carry", "carry" }, {} };
    for (const Token& token : tokens) {
        result.output.push_back(token.digit);
        digit.values.push_back(token.digit);
        place.values.push_back(token.place);
        carry.values.push_back(token.carry);
    }
    result.labels = { digit, place, carry };
    return result;
}

Clustering clustering(const std::vector<Token>& tokens, std::size_t clusters)
{
    Clustering result;
    for (const Token& token : tokens)
        result.labels.push_back(token.label);
    result.persistence.assign(clusters, 0.5);
    return result;
}

std::vector<Token> repeated(std::size_t count, Token token)
{
    return std::vector<Token>(count, token);
}

std::vector<Token> joined(const std::vector<std::vector<Token>>& parts)
{
    std::vector<Token> all;
    for (const auto& part : parts)
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

}

class ClusterStatisticsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sharesAreCountedOverTheRightTokens()
    {
        const std::vector<Token> tokens = joined({
            repeated(18, { 3, 1, true, 0 }), // a carry cluster in the 100s,
            repeated(1, { 3, 0, true, 0 }), // with a carry elsewhere
            repeated(1, { 4, 2, false, 0 }), // and a token without
            repeated(10, { 3, 3, false, 1 }), // a digit cluster
            repeated(5, { 3, 2, true, store::noise }),
            repeated(8, { 3, 2, true, store::filteredOut }),
            repeated(8, { 3, 2, true, store::notClustered }),
        });
        const auto statistics = clusterStatistics(clustering(tokens, 2), table(tokens));
        QCOMPARE(statistics.size(), 2u);
        const ClusterStatistics& carry = statistics[0];
        QCOMPARE(carry.cluster, 0);
        QCOMPARE(carry.size, 20);
        QCOMPARE(carry.carryShare, 19.0 / 20);
        QCOMPARE(carry.recallClustered, 19.0 / 24); // outliers count as clustered
        QCOMPARE(carry.recallAll, 19.0 / 40);
        QCOMPARE(carry.f1, 2 * 0.95 * (19.0 / 24) / (0.95 + 19.0 / 24));
        QCOMPARE(carry.carriesInMiddlePlaces, 18.0 / 19);
        QCOMPARE(carry.place, 1);
        QCOMPARE(carry.placeShare, 18.0 / 20);
        QCOMPARE(carry.digit, 3);
        QCOMPARE(carry.digitShare, 19.0 / 20);
        QVERIFY(carry.isCarryCluster());
        QVERIFY(carry.isDigitCluster());
        const ClusterStatistics& digit = statistics[1];
        QCOMPARE(digit.carryShare, 0.0);
        QCOMPARE(digit.f1, 0.0);
        QCOMPARE(digit.carriesInMiddlePlaces, 0.0);
        QCOMPARE(digit.placeShare, 1.0);
        QVERIFY(!digit.isCarryCluster());
    }

    void carriesInThe1000sAreNoCarryCluster()
    {
        const std::vector<Token> tokens =
            joined({ repeated(10, { 1, 0, true, 0 }), repeated(10, { 1, 1, false, store::noise }) });
        const auto statistics = clusterStatistics(clustering(tokens, 1), table(tokens));
        QCOMPARE(statistics[0].carryShare, 1.0);
        QVERIFY(!statistics[0].isCarryCluster());
    }

    void shufflesStayWithinDigitAndPlace()
    {
        // The cluster is all of one digit and place: no shuffle can change its carries.
        const std::vector<Token> tokens =
            joined({ repeated(30, { 5, 1, true, 0 }), repeated(10, { 5, 1, false, 0 }),
                repeated(40, { 5, 2, false, store::noise }), repeated(40, { 6, 1, false, store::noise }) });
        QCOMPARE(clusterStatistics(clustering(tokens, 1), table(tokens))[0].shuffledCarryShare95, 0.75);
    }

    void shuffledSharesFollowTheHypergeometricDistribution()
    {
        // 10 of 40 tokens, 20 of them carries: P(at most 7 carries) = 0.968, P(at most 6) = 0.864.
        const std::vector<Token> tokens = joined({ repeated(10, { 5, 1, true, 0 }),
            repeated(10, { 5, 1, true, store::noise }), repeated(20, { 5, 1, false, store::noise }) });
        const auto statistics = clusterStatistics(clustering(tokens, 1), table(tokens), 5000);
        QCOMPARE(statistics[0].carryShare, 1.0);
        QCOMPARE(statistics[0].shuffledCarryShare95, 0.7);
    }

    void theSeedAloneDecidesTheShuffles()
    {
        std::vector<Token> tokens;
        for (std::int32_t i = 0; i < 400; ++i)
            tokens.push_back({ i % 10, i / 10 % 4, i * i % 7 < 3, i / 40 % 5 - 1 });
        const auto shuffled = [&](std::uint64_t seed) {
            std::vector<double> values;
            for (const auto& cluster : clusterStatistics(clustering(tokens, 4), table(tokens), 50, seed))
                values.push_back(cluster.shuffledCarryShare95);
            return values;
        };
        QCOMPARE(shuffled(1), shuffled(1));
        QVERIFY(shuffled(1) != shuffled(2));
    }

    void shufflesMadeAtOnceAreThoseMadeOneByOne()
    {
        std::vector<Token> tokens;
        for (std::int32_t i = 0; i < 700; ++i)
            tokens.push_back({ i % 10, i / 10 % 4, i * i % 7 < 3, i / 40 % 5 - 1 });
        tokens.push_back({ 3, 0, true, 1 });
        const TokenTable labels = table(tokens);
        const Members members(clustering(tokens, 4));
        for (const int permutations : { 0, 1, 64, 130 }) {
            for (const int threads : { 1, 2 }) {
                const ShuffledLabels atOnce(LabelShuffles(labels, 9), permutations, threads);
                const auto counts = countLabels(members, atOnce);
                QCOMPARE(counts.size(), std::size_t(permutations));
                LabelShuffles oneByOne(labels, 9);
                for (const auto& permutation : counts) {
                    oneByOne.shuffle();
                    const auto expected = countLabels(members, oneByOne);
                    QCOMPARE(permutation.size(), expected.size());
                    for (std::size_t i = 0; i < expected.size(); ++i) {
                        QCOMPARE(permutation[i].tokens, expected[i].tokens);
                        QCOMPARE(permutation[i].inMiddle, expected[i].inMiddle);
                    }
                }
                QCOMPARE(countLabels(members, atOnce.labels())[1].tokens, countLabels(members, LabelShuffles(labels, 9))[1].tokens);
            }
        }
    }

    void aTaskWithoutTheseLabelsHasNone()
    {
        const std::vector<Token> tokens = repeated(20, { 2, 1, true, 0 });
        TokenTable plain = table(tokens);
        plain.labels.clear();
        const ClusterStatistics cluster = clusterStatistics(clustering(tokens, 1), plain)[0];
        QCOMPARE(cluster.size, 20);
        QCOMPARE(cluster.carryShare, 0.0);
        QCOMPARE(cluster.place, -1);
        QCOMPARE(cluster.placeShare, 0.0);
        QCOMPARE(cluster.digit, 2);
        QCOMPARE(cluster.shuffledCarryShare95, 0.0);
        QCOMPARE(ruleLabel(clustering(tokens, 1), 0, plain), std::string());
    }

    void noClustersHaveNoStatistics()
    {
        QVERIFY(clusterStatistics({}, {}).empty());
        QVERIFY(clusterStatistics(
            clustering(repeated(5, { 1, 1, true, store::noise }), 0), table(repeated(5, { 1, 1, true, 0 })))
                    .empty());
    }

    void labelsNameWhatNineInTenOfAClusterHave_data()
    {
        QTest::addColumn<int>("carries");
        QTest::addColumn<int>("hundreds");
        QTest::addColumn<QString>("label");
        QTest::addRow("both") << 19 << 20 << "100s, carry";
        QTest::addRow("nine in ten is not over nine in ten") << 18 << 20 << "100s";
        QTest::addRow("carry alone") << 20 << 10 << "carry";
        QTest::addRow("no carry") << 0 << 10 << "no carry";
        QTest::addRow("nothing") << 10 << 10 << "";
    }
    void labelsNameWhatNineInTenOfAClusterHave()
    {
        QFETCH(int, carries);
        QFETCH(int, hundreds);
        QFETCH(QString, label);
        // All tokens are fives, as in a clustering of the 2024 rules: that is not worth a label.
        std::vector<Token> tokens = joined({ repeated(5, { 5, 3, false, store::noise }),
            repeated(5, { 5, 2, true, store::noise }), repeated(5, { 4, 2, true, store::notClustered }) });
        for (int i = 0; i < 20; ++i)
            tokens.push_back({ 5, i < hundreds ? 1 : 2, i < carries, 0 });
        QCOMPARE(QString::fromStdString(ruleLabel(clustering(tokens, 1), 0, table(tokens))), label);
    }

    void labelsCanBeThoseOfAPartOfTheCluster()
    {
        // The first ten tokens of the cluster carry, the other ten do not; all stand in the 100s.
        std::vector<Token> tokens = repeated(5, { 5, 3, false, store::noise });
        for (int i = 0; i < 20; ++i)
            tokens.push_back({ 5, 1, i < 10, 0 });
        const std::vector<std::int32_t> first { 5, 6, 7, 8 };
        const std::vector<std::int32_t> both { 5, 6, 7, 8, 20 };
        QCOMPARE(ruleLabel(clustering(tokens, 1), 0, table(tokens)), std::string("100s"));
        QCOMPARE(ruleLabel(clustering(tokens, 1), 0, table(tokens), 0.9, first), std::string("100s, carry"));
        QCOMPARE(ruleLabel(clustering(tokens, 1), 0, table(tokens), 0.85, both), std::string("100s"));
        QCOMPARE(ruleLabel(clustering(tokens, 1), 0, table(tokens), 0.75, both), std::string("100s, carry"));
    }
};

QTEST_GUILESS_MAIN(ClusterStatisticsTest)
#include "tst_cluster_statistics.moc"
