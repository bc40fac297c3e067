#include "core/base/error.h"
#include "core/base/progress.h"
#include "core/base/random.h"

#include <QTest>

#include <algorithm>
#include <map>

using namespace polcascope;

class TestRandom : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSameSeedAndStreamGiveTheSameNumbers()
    {
        Random first(7, "weights");
        Random second(7, "weights");
        for (int i = 0; i < 100; ++i)
            QCOMPARE(first.next(), second.next());
    }

    void numbersNeverChangeFromOneVersionToTheNext()
    {
        // Runs made earlier are resumed with these.
        Random random(1, "examples");
        QCOMPARE(random.next(), std::uint64_t(0x625f94b2982fd122));
        QCOMPARE(Random(1, "examples").permutation(5), (std::vector<std::int32_t> { 4, 2, 0, 3, 1 }));
    }

    void otherSeedsAndOtherStreamsGiveOtherNumbers()
    {
        QVERIFY(Random(1, "a").next() != Random(2, "a").next());
        QVERIFY(Random(1, "a").next() != Random(1, "b").next());
    }

    void permutationsHoldEveryNumberOnce()
    {
        std::vector<std::int32_t> order = Random(3, "p").permutation(1000);
        QVERIFY(!std::is_sorted(order.begin(), order.end()));
        std::sort(order.begin(), order.end());
        for (std::int32_t i = 0; i < 1000; ++i)
            QCOMPARE(order[static_cast<std::size_t>(i)], i);
    }

    void normalNumbersHaveMeanZeroAndVarianceOne()
    {
        Random random(5, "n");
        constexpr int count = 200000;
        double sum = 0, squares = 0, fourth = 0;
        for (int i = 0; i < count; ++i) {
            const double value = random.normal();
            sum += value;
            squares += value * value;
            fourth += value * value * value * value;
        }
        QVERIFY(std::abs(sum / count) < 0.01);
        QVERIFY(std::abs(squares / count - 1) < 0.02);
        QVERIFY(std::abs(fourth / count - 3) < 0.1);
    }

    void belowIsUniform()
    {
        Random random(9, "u");
        std::vector<int> counts(7);
        for (int i = 0; i < 70000; ++i)
            ++counts[random.below(7)];
        for (const int count : counts)
            QVERIFY(std::abs(count - 10000) < 400);
    }

    void everySampleIsAsLikely()
    {
        Random random(9, "s");
        std::map<std::vector<std::int32_t>, int> counts;
        for (int i = 0; i < 100000; ++i)
            ++counts[random.sample(3, 5)];
        QCOMPARE(counts.size(), std::size_t { 10 }); // all sets of 3 of 5
        for (const auto& [sample, count] : counts) {
            QVERIFY(sample.front() >= 0 && sample[0] < sample[1] && sample[1] < sample[2] && sample.back() < 5);
            QVERIFY(std::abs(count - 10000) < 500);
        }
        QCOMPARE(random.sample(4, 4), (std::vector<std::int32_t> { 0, 1, 2, 3 }));
        QVERIFY(random.sample(0, 4).empty());
    }

    void everyErrorKindHasANameThatLeadsBack()
    {
        for (int value = 0; value < 64; ++value) {
            const auto kind = static_cast<ErrorKind>(value);
            if (kind == ErrorKind::internal || errorKindName(kind) != "internal")
                QCOMPARE(*errorKindFromName(errorKindName(kind)), kind);
        }
        QVERIFY(!errorKindFromName("nonsense"));
    }

    void progressCancelsWithItsOwnType()
    {
        const Progress progress([](double fraction, std::string_view) { return fraction < 0.5; });
        progress.report(0.2);
        QVERIFY_EXCEPTION_THROWN(progress.report(0.9), Cancelled);
        QVERIFY_EXCEPTION_THROWN(progress.part(0.4, 0.8).report(0.5), Cancelled);
        Progress().report(1);
    }
};

QTEST_GUILESS_MAIN(TestRandom)
#include "tst_random.moc"
