#include "core/analysis/contexts.h"
#include "core/base/error.h"
#include "core/base/random.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

using namespace polcascope;
using namespace polcascope::analysis;

namespace {

using Tokens = std::vector<std::int32_t>;

constexpr float none = std::numeric_limits<float>::quiet_NaN();

Matrix<float> matrix(std::size_t rows, const std::vector<float>& values)
{
    Matrix<float> result(rows, values.size() / rows);
    std::copy(values.begin(), values.end(), result.data());
    return result;
}

Matrix<float> anything(std::size_t rows, std::size_t columns, std::uint64_t seed)
{
    Random random(seed, "tst_contexts");
    Matrix<float> result(rows, columns);
    for (std::size_t i = 0; i < result.size(); ++i)
        result.data()[i] = static_cast<float>(random.normal());
    return result;
}

std::size_t at(std::int32_t token)
{
    return static_cast<std::size_t>(token);
}

/// By its definition.
double distance(const Matrix<float>& values, std::size_t a, std::size_t b)
{
    double squares = 0;
    for (std::size_t t = 0; t < values.rows(); ++t)
        squares += std::pow(double(values(t, a)) - double(values(t, b)), 2);
    return std::sqrt(squares);
}

double cosineDistance(const Matrix<float>& values, std::size_t a, std::size_t b)
{
    double ab = 0, aa = 0, bb = 0;
    for (std::size_t t = 0; t < values.rows(); ++t) {
        ab += double(values(t, a)) * double(values(t, b));
        aa += double(values(t, a)) * double(values(t, a));
        bb += double(values(t, b)) * double(values(t, b));
    }
    return std::sqrt(2 - 2 * ab / std::sqrt(aa * bb));
}

Tokens counted(std::int32_t count)
{
    Tokens tokens(at(count));
    std::iota(tokens.begin(), tokens.end(), 0);
    return tokens;
}

}

class tst_contexts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTokensOfALabelAreThoseThatHaveIt()
    {
        store::Clustering clustering;
        clustering.labels = { 1, store::noise, 0, 1, store::notClustered, store::noise };
        QCOMPARE(tokensOf(clustering, 1), (Tokens { 0, 3 }));
        QCOMPARE(tokensOf(clustering, store::noise), (Tokens { 1, 5 }));
        QVERIFY(tokensOf(clustering, 7).empty());
    }

    void distancesAreThoseOfTheColumns()
    {
        // Four tokens over two steps; the first three have their mean at (2, 1).
        const auto values = matrix(2, { 1, 2, 3, 5, 1, 4, -2, 5 });
        const auto toCentroid = distancesToCentroid(values, Tokens { 0, 1, 2 });
        QCOMPARE(toCentroid, (std::vector<double> { 1, 3, std::sqrt(10.0), 5 }));
        QCOMPARE(distancesToToken(values, 0), (std::vector<double> { 0, std::sqrt(10.0), std::sqrt(13.0), std::sqrt(32.0) }));
        QCOMPARE(distancesToCentroid(values, Tokens { 0, 1, 2 }, Tokens { 1, 3 }), (std::vector<double> { 0, 3, 0, 5 }));
        for (const double distance : distancesToCentroid(values, {}))
            QVERIFY(std::isnan(distance));
    }

    void theMedoidIsTheMemberWithTheLeastSumOfDistances()
    {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            const auto values = anything(3 + seed % 4, 40, seed);
            Tokens members;
            for (std::int32_t token = 0; token < 40; token += 1 + std::int32_t(seed % 3))
                members.push_back(token);
            double best = std::numeric_limits<double>::infinity();
            std::int32_t expected = -1;
            for (const std::int32_t candidate : members) {
                double sum = 0;
                for (const std::int32_t other : members)
                    sum += distance(values, at(candidate), at(other));
                if (sum < best) {
                    best = sum;
                    expected = candidate;
                }
            }
            QCOMPARE(medoidOf(values, members), expected);
        }
        QCOMPARE(medoidOf(anything(2, 3, 1), {}), -1);
    }

    void nearestFirstByMedoidCentroidAndAmongOutliers()
    {
        const auto values = anything(5, 60, 3);
        Tokens members, outliers;
        for (std::int32_t token = 0; token < 60; ++token)
            (token % 4 == 0 ? outliers : members).push_back(token);
        const auto toCentroid = distancesToCentroid(values, members);
        const std::int32_t medoid = medoidOf(values, members);
        const auto toMedoid = distancesToToken(values, medoid);
        const ContextKeys keys { .toMedoid = toMedoid, .toCentroid = toCentroid };
        const auto check = [&](ContextOrder order, const Tokens& candidates, auto key) {
            // The k-th has exactly k nearer ones.
            const Tokens found = inOrder(order, candidates, keys, 1000);
            QCOMPARE(std::set(found.begin(), found.end()), std::set(candidates.begin(), candidates.end()));
            for (std::size_t k = 0; k < found.size(); ++k)
                QCOMPARE(std::size_t(std::count_if(candidates.begin(), candidates.end(),
                             [&](std::int32_t other) { return key(other) < key(found[k]); })),
                    k);
            QCOMPARE(inOrder(order, candidates, keys, 7), Tokens(found.begin(), found.begin() + 7));
        };
        check(ContextOrder::medoid, members,
            [&](std::int32_t token) { return distance(values, at(token), at(medoid)); });
        QCOMPARE(inOrder(ContextOrder::medoid, members, keys, 1), Tokens { medoid });
        // The squared distance to a mean, less a constant, is the mean squared distance to its members.
        const auto meanSquare = [&](std::int32_t token) {
            double sum = 0;
            for (const std::int32_t member : members)
                sum += std::pow(distance(values, at(token), at(member)), 2);
            return sum;
        };
        check(ContextOrder::centroid, members, meanSquare);
        check(ContextOrder::outliers, outliers, meanSquare);
    }

    void quantilesReachFromTheNearestToTheFarthest()
    {
        std::vector<double> distances(101);
        for (std::size_t i = 0; i < distances.size(); ++i)
            distances[i] = double((37 * i) % 101); // token 0 is the nearest
        const ContextKeys keys { .toCentroid = distances };
        const Tokens found = inOrder(ContextOrder::quantiles, counted(101), keys, 5);
        std::vector<double> at5;
        for (const std::int32_t token : found)
            at5.push_back(distances[at(token)]);
        QCOMPARE(at5, (std::vector<double> { 0, 25, 50, 75, 100 }));
        // Of 10 by 4: ranks 0, 3, 6, 9; as many as there are, or more, are all of them.
        QCOMPARE(inOrder(ContextOrder::quantiles, counted(10), { .toCentroid = std::vector<double> { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 } }, 4),
            (Tokens { 0, 3, 6, 9 }));
        for (const std::size_t limit : { 101, 500 })
            QCOMPARE(inOrder(ContextOrder::quantiles, counted(101), keys, limit),
                inOrder(ContextOrder::centroid, counted(101), keys, limit));
        QCOMPARE(inOrder(ContextOrder::quantiles, counted(101), keys, 1), Tokens { 0 });
        const Tokens most = inOrder(ContextOrder::quantiles, counted(101), keys, 100);
        QCOMPARE(std::set(most.begin(), most.end()).size(), std::size_t(100));
    }

    void theLeastProbableMembersFirstAndOfEqualOnesTheFarthest()
    {
        const std::vector<float> probabilities { 1, 0.5f, 1, 0.25f, 0.5f };
        const std::vector<double> distances { 3, 1, 4, 0, 2 };
        QCOMPARE(inOrder(ContextOrder::boundary, counted(5), { .toCentroid = distances, .probabilities = probabilities }, 5),
            (Tokens { 3, 4, 1, 2, 0 }));
    }

    void aDrawIsThatOfItsSeed()
    {
        const Tokens candidates { 2, 3, 5, 7, 11, 13, 17, 19 };
        const auto draw = [&](std::size_t limit, std::uint64_t seed) {
            return inOrder(ContextOrder::random, candidates, {}, limit, seed);
        };
        const Tokens all = draw(100, 1);
        QVERIFY(std::is_permutation(all.begin(), all.end(), candidates.begin(), candidates.end()));
        QCOMPARE(draw(100, 1), all);
        QCOMPARE(draw(3, 1), Tokens(all.begin(), all.begin() + 3));
        QVERIFY(draw(100, 2) != all);
        // Every token comes first about as often as any other.
        std::vector<int> first(20);
        for (std::uint64_t seed = 0; seed < 4000; ++seed)
            ++first[at(draw(1, seed).front())];
        for (const std::int32_t token : candidates)
            QVERIFY2(std::abs(first[at(token)] - 500) < 100, qPrintable(QString::number(first[at(token)])));
    }

    void theLargestPolcaComesFirst()
    {
        const auto polca = matrix(3, { 1, -2, 0.5f, none, -4, 1, 0.25f, none, 2, 3, -6, none });
        QCOMPARE(largestSizes(polca, 0, 3), (std::vector<double> { 4, 3, 6, 0 }));
        QCOMPARE(largestSizes(polca, 1, 2), (std::vector<double> { 4, 1, 0.25, 0 }));
        QCOMPARE(largestSizes(polca, 2, 2), (std::vector<double> { 0, 0, 0, 0 }));
        const auto order = [&](std::size_t begin, std::size_t end) {
            return inOrder(ContextOrder::polca, counted(4), { .polca = largestSizes(polca, begin, end) }, 4);
        };
        QCOMPARE(order(0, 3), (Tokens { 2, 0, 1, 3 }));
        QCOMPARE(order(1, 2), (Tokens { 0, 1, 2, 3 }));
    }

    void whatHasNoNumberComesLast()
    {
        const std::vector<double> distances { none, 2, none, 1 };
        QCOMPARE(inOrder(ContextOrder::centroid, counted(4), { .toCentroid = distances }, 4), (Tokens { 3, 1, 0, 2 }));
        QVERIFY(inOrder(ContextOrder::centroid, {}, {}, 10).empty());
    }

    void columnsAreNormalisedAsTheyWereClustered()
    {
        const auto values = anything(6, 12, 9);
        const auto columns = normalisedColumns(values, cluster::Metric::cosine);
        QCOMPARE(columns.columns(), values.columns());
        for (std::size_t a = 0; a < 12; ++a)
            for (std::size_t b = 0; b < a; ++b)
                QVERIFY(std::abs(distance(columns, a, b) - cosineDistance(values, a, b)) < 1e-6);
        auto diverged = values;
        diverged(2, 3) = none;
        QVERIFY_THROWS_EXCEPTION(Error, static_cast<void>(normalisedColumns(diverged, cluster::Metric::correlation)));
    }

    void aScaleEndsWhereMostValuesDo()
    {
        for (const double share : { 0.5, 0.9, 0.99, 1.0 }) {
            const auto values = anything(50, 201, 4);
            std::vector<double> sizes;
            for (std::size_t i = 0; i < values.size(); ++i)
                sizes.push_back(std::abs(double(values.data()[i])));
            std::sort(sizes.begin(), sizes.end());
            const double exact = sizes[std::size_t(std::ceil(share * double(sizes.size()))) - 1];
            const double found = sizeOfMost(values, share);
            QVERIFY2(found >= exact && found <= exact * 1.01, qPrintable(QString("%1 %2").arg(found).arg(exact)));
        }
        QCOMPARE(sizeOfMost({}, 0.99), 0.0);
        QCOMPARE(sizeOfMost(matrix(1, { 0, 0, none }), 0.99), 0.0);
        QVERIFY(sizeOfMost(matrix(1, { none, -3, std::numeric_limits<float>::infinity() }), 0.99) >= 3);
        QVERIFY(sizeOfMost(matrix(1, { none, -3, std::numeric_limits<float>::infinity() }), 0.99) <= 3.03);
    }
};

QTEST_GUILESS_MAIN(tst_contexts)
#include "tst_contexts.moc"
