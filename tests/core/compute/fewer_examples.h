#pragma once

#include "core/base/error.h"
#include "core/compute/device.h"
#include "tests/core/compute/scarce_memory.h"

#include <QTest>

#include <cmath>
#include <cstdint>
#include <limits>

namespace polcascope::compute::test {

/// That values(atOnce), a list of numbers, is taken of fewer examples at a time where there is no memory for as many as do
/// well, comes out the same, has learnt for the next time, and is an error where there is none for one.
template <typename Values> void verifyTakenOfFewerExamples(const Values& values, double tolerance)
{
    std::size_t largest = 0;
    const auto before = [&] {
        const ScarceMemory plenty(std::numeric_limits<std::size_t>::max());
        const auto result = values(nullptr);
        largest = plenty.largestAsked();
        return result;
    }();
    {
        std::int64_t atOnce = asManyAsDoWell;
        const ScarceMemory scarce(largest - 1);
        const auto after = values(&atOnce);
        const int refusals = scarce.refusals();
        QVERIFY(refusals > 0);
        QVERIFY(atOnce < asManyAsDoWell);
        QCOMPARE(after.size(), before.size());
        for (std::size_t i = 0; i < before.size(); ++i)
            QVERIFY(std::abs(after[i] - before[i]) <= tolerance);
        QCOMPARE(values(&atOnce), after);
        QCOMPARE(scarce.refusals(), refusals);
    }
    const ScarceMemory none(100);
    try {
        (void)values(nullptr);
        QFAIL("nothing was thrown");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), ErrorKind::outOfMemory);
        QCOMPARE(error.value("device"), std::string("cpu"));
    }
}

}
