#include "core/analysis/chance.h"
#include "core/analysis/clusterings.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace polcascope;
using namespace polcascope::analysis;
using store::Clustering;

namespace {

struct Token {
    std::int32_t digit;
    std::int32_t place; ///< 0: 1000s
    bool carry;
};

TokenTable table(const std::vector<Token>& tokens)
{
    TokenTable result;
    LabelColumn place { "place", { "1000s", "100s", "10s", "1s" }, {} };
    LabelColumn carry { "carry", { "no carry", "carry" }, {} };
    for (const Token& token : tokens) {
        result.output.push_back(token.digit);
        place.values.push_back(token.place);
        carry.values.push_back(token.carry);
    }
    result.labels = { place, carry };
    return result;
}

Clustering clustering(std::vector<std::int32_t> labels)
{
    Clustering result;
    result.labels = std::move(labels);
    const std::int32_t last = *std::max_element(result.labels.begin(), result.labels.end());
    result.persistence.assign(static_cast<std::size_t>(last + 1), 0.5);
    return result;
}

using Groups = std::vector<std::vector<const Clustering*>>;

}

class ChanceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        // 12 tokens of one stratum, 4 of them carries.
        for (int i = 0; i < 12; ++i)
            m_tokens.push_back({ 5, 1, i < 4 });
    }

    void oneClusterHasTheHypergeometricP()
    {
        // A cluster of 3 carries: P = C(4, 3) / C(12, 3) = 4 / 220 that three tokens at random are carries.
        const Clustering one = clustering({ 0, 0, 0, -1, -1, -1, -1, -1, -1, -1, -1, -1 });
        const auto found =
            bestAgainstChance(Groups { { &one } }, table(m_tokens), CarryPlaces::middle, { 50000, 1 })[0];
        QCOMPARE(found.clusters, 1);
        QCOMPARE(found.best, 1.0);
        QVERIFY(std::abs(found.p - 4.0 / 220) < 0.003);
        QCOMPARE(found.shuffledMedian, 1.0 / 3);
        QCOMPARE(found.shuffled95, 2.0 / 3);
    }

    void moreClustersMakeTheSameBestMoreLikely()
    {
        // Four clusters of three: P that some is all carries = 4 * 4 / 220, since no two can be.
        const Clustering four = clustering({ 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3 });
        const auto found =
            bestAgainstChance(Groups { { &four } }, table(m_tokens), CarryPlaces::middle, { 50000, 1 })[0];
        QVERIFY(std::abs(found.p - 16.0 / 220) < 0.005);
        // And so do more clusterings, of which one succeeds with this p and the other does not.
        const Clustering other = clustering({ -1, -1, -1, 0, 0, 0, -1, -1, -1, -1, -1, -1 });
        const Clustering one = clustering({ 0, 0, 0, -1, -1, -1, -1, -1, -1, -1, -1, -1 });
        const auto both = bestAgainstChance(
            Groups { { &one, &other }, { &other } }, table(m_tokens), CarryPlaces::middle, { 50000, 1 });
        QVERIFY(std::abs(both[0].p - 8.0 / 220) < 0.004);
        QCOMPARE(both[0].bestOfEach, (std::vector<double> { 1, 1.0 / 3 }));
        QCOMPARE(both[0].pOfEach[0], both[0].p);
        QCOMPARE(both[0].succeeded(), 1);
        QCOMPARE(both[1].best, 1.0 / 3);
        QVERIFY(both[1].p > 0.5);
    }

    void whatNoShuffleCanChangeIsNoFinding()
    {
        // All ones in the 1000s have a carry: a perfect cluster that says nothing.
        std::vector<Token> tokens = m_tokens;
        for (Token& token : tokens)
            token = { 1, 0, true };
        const Clustering one = clustering({ 0, 0, 0, 0, 0, -1, -1, -1, -1, -1, -1, -1 });
        const auto all = bestAgainstChance(Groups { { &one } }, table(tokens), CarryPlaces::all)[0];
        QCOMPARE(all.best, 1.0);
        QCOMPARE(all.p, 1.0);
        QCOMPARE(all.succeeded(), 0);
        // Nor is it one of the 10s and 100s.
        QCOMPARE(bestAgainstChance(Groups { { &one } }, table(tokens), CarryPlaces::middle)[0].best, 0.0);
    }

    void whatNoShuffleCanChangeHidesNothing()
    {
        // Ones that all carry, clustered, beside fives of which three carries make a cluster.
        std::vector<Token> tokens = m_tokens;
        for (int i = 0; i < 12; ++i)
            tokens.push_back({ 1, 0, true });
        Clustering fives = clustering({ 0, 0, 0, -1, -1, -1, -1, -1, -1, -1, -1, -1 }), ones = clustering({ 0, 0, 0, 0, 0, -1, -1, -1, -1, -1, -1, -1 });
        fives.key.output = 5;
        ones.key.output = 1;
        fives.labels.resize(24, store::notClustered);
        ones.labels.insert(ones.labels.begin(), 12, store::notClustered);
        const auto found = bestAgainstChance(Groups { { &ones, &fives }, { &fives } }, table(tokens), CarryPlaces::all, { 50000, 1 });
        QCOMPARE(found[0].output, 5);
        QCOMPARE(found[0].best, 1.0);
        QCOMPARE(found[0].shuffled95, 2.0 / 3);
        QCOMPARE(found[0].p, found[1].p); // there is nothing to correct for: ones are never beyond chance
        QVERIFY(std::abs(found[0].p - 4.0 / 220) < 0.003);
        QCOMPARE(found[0].pOfEach, (std::vector<double> { 1, found[0].p }));
    }

    void severalOutputTokensAreCorrectedFor()
    {
        // Two output tokens with a cluster each: three tokens carry with P = 4 / 220, four with 1 / 495.
        std::vector<Token> tokens = m_tokens;
        for (int i = 0; i < 12; ++i)
            tokens.push_back({ 6, 1, i < 4 });
        Clustering fives = clustering({ 0, 0, 0, -1, -1, -1, -1, -1, -1, -1, -1, -1 }), sixes = clustering({ -1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0 });
        fives.key.output = 5;
        sixes.key.output = 6;
        fives.labels.resize(24, store::notClustered);
        sixes.labels.insert(sixes.labels.begin(), 12, store::notClustered);
        const auto found = bestAgainstChance(Groups { { &fives, &sixes }, { &fives } }, table(tokens), CarryPlaces::all, { 50000, 1 });
        QCOMPARE(found[0].output, 5);
        QVERIFY(std::abs(found[1].p - 4.0 / 220) < 0.003);
        QVERIFY(std::abs(found[0].p - found[1].p - 1.0 / 495) < 0.0008);
        QCOMPARE(found[0].pOfEach[0], found[0].p);
        QVERIFY(found[0].pOfEach[1] > 0.5);
    }

    void anyLabelIsShuffledWhereSomethingCanBeShuffled()
    {
        // A place is settled by the place: it is shuffled within the output tokens alone.
        std::vector<Token> tokens;
        for (int i = 0; i < 12; ++i)
            tokens.push_back({ 5, i < 4 ? 0 : 1, false });
        const Clustering one = clustering({ 0, 0, 0, -1, -1, -1, -1, -1, -1, -1, -1, -1 });
        const auto found = bestAgainstChance(Groups { { &one } }, table(tokens), CarryPlaces::all,
            { .permutations = 50000, .label = { "place", "1000s" } })[0];
        QCOMPARE(found.best, 1.0);
        QVERIFY(std::abs(found.p - 4.0 / 220) < 0.003);
        // One that nothing has, and one that there is not.
        for (const LabelCategory& label : { LabelCategory { "place", "1s" }, LabelCategory { "colour", "red" } })
            QCOMPARE(bestAgainstChance(Groups { { &one } }, table(tokens), CarryPlaces::all,
                         { .permutations = 10, .label = label })[0].best,
                0.0);
    }

    void noClustersAndNoLabelsAreNoFinding()
    {
        const Clustering none = clustering({ -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1 });
        TokenTable plain = table(m_tokens);
        plain.labels.clear();
        for (const auto& found : bestAgainstChance(Groups { { &none }, {} }, plain, CarryPlaces::all)) {
            QCOMPARE(found.best, 0.0);
            QCOMPARE(found.p, 1.0);
            QCOMPARE(found.clusters, 0);
            QCOMPARE(found.succeeded(), 0);
        }
        QVERIFY(bestAgainstChance({}, {}, CarryPlaces::all).empty());
    }

    void theSeedAloneDecides()
    {
        const Clustering four = clustering({ 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3 });
        const auto p = [&](std::uint64_t seed) {
            return bestAgainstChance(Groups { { &four } }, table(m_tokens), CarryPlaces::all, { 500, seed })[0].p;
        };
        QCOMPARE(p(1), p(1));
        QVERIFY(p(1) != p(2));
    }

    void cancellingStopsIt()
    {
        const Clustering four = clustering({ 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3 });
        QVERIFY_THROWS_EXCEPTION(Cancelled,
            static_cast<void>(bestAgainstChance(Groups { { &four } }, table(m_tokens), CarryPlaces::all, {},
                Progress([](double fraction, std::string_view) { return fraction < 0.5; }))));
    }

private:
    std::vector<Token> m_tokens;
};

QTEST_GUILESS_MAIN(ChanceTest)
#include "tst_chance.moc"
