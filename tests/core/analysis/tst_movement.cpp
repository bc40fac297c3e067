#include "core/analysis/movement.h"

#include "core/base/random.h"

#include <QTest>

#include <cmath>
#include <cstddef>
#include <vector>

using namespace polcascope;
using namespace polcascope::analysis;

namespace {

std::vector<float> randomFloats(std::size_t size, std::uint64_t seed)
{
    Random random(seed, "movement");
    std::vector<float> values(size);
    for (float& value : values)
        value = static_cast<float>(random.normal());
    return values;
}

}

class TestMovement : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sumsEqualThoseInLongDouble_data()
    {
        QTest::addColumn<int>("size");
        for (const int size : { 1, 5, 8192, 8193, 100'003 })
            QTest::addRow("%d parameters", size) << size;
    }
    void sumsEqualThoseInLongDouble()
    {
        QFETCH(int, size);
        const auto count = static_cast<std::size_t>(size);
        const std::vector<float> here = randomFloats(count, 1);
        const std::vector<float> next = randomFloats(count, 2);
        const std::vector<std::vector<float>> basis { randomFloats(count, 3), randomFloats(count, 4) };
        const Movement found = movement(here, next, basis);
        long double squared = 0;
        for (std::size_t i = 0; i < count; ++i)
            squared += std::pow(static_cast<long double>(next[i]) - static_cast<long double>(here[i]), 2.0L);
        QVERIFY(std::abs(static_cast<long double>(found.squared) - squared) <= 1e-14L * squared);
        for (std::size_t k = 0; k < basis.size(); ++k) {
            long double sum = 0;
            long double absolute = 0;
            for (std::size_t i = 0; i < count; ++i) {
                const long double part
                    = static_cast<long double>(basis[k][i]) * (static_cast<long double>(next[i]) - static_cast<long double>(here[i]));
                sum += part;
                absolute += std::abs(part);
            }
            QVERIFY(std::abs(static_cast<long double>(found.along[k]) - sum) <= 1e-14L * absolute);
        }
    }

    void threadsChangeNoBit()
    {
        const std::vector<float> here = randomFloats(200'000, 1);
        const std::vector<float> next = randomFloats(200'000, 2);
        const std::vector<std::vector<float>> basis { randomFloats(200'000, 3), randomFloats(200'000, 4), randomFloats(200'000, 5) };
        const Movement one = movement(here, next, basis);
        for (const int threads : { 2, 3, 8 }) {
            const Movement several = movement(here, next, basis, threads);
            QCOMPARE(several.along, one.along);
            QCOMPARE(several.squared, one.squared);
        }
    }

    void afterTheLastCheckpointThereIsNone()
    {
        const Movement none = movement(randomFloats(3, 1), {}, { randomFloats(3, 2) });
        QCOMPARE(none.along.size(), 1u);
        QVERIFY(std::isnan(none.along.front()));
        QVERIFY(std::isnan(none.squared));
    }
};

QTEST_APPLESS_MAIN(TestMovement)
#include "tst_movement.moc"
