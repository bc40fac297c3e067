#pragma once

#include "core/base/error.h"

#include <algorithm>
#include <cstdint>
#include <exception>
#include <string>

namespace polcascope::compute {

/// Whether memory ran out: LibTorch's, on an accelerator or from the system, or that of a buffer of our own.
[[nodiscard]] bool isOutOfMemory(const std::exception& exception);
/// That there was no memory for what needs so many bytes (as text; "" where that is not known) on the device.
[[nodiscard]] Error outOfMemory(const std::string& needed = {});

/// work(), and again with half the size as often as there is no memory for it: `shrink(size)` makes plans for that
/// anew, and throws outOfMemory where it is too little. `size`: the budget in bytes, or what is done at a time; lowered
/// here. Throws outOfMemory, with the device, when not even the smallest plan gets what it needs.
template <typename Work, typename Shrink> auto withLessMemory(std::int64_t& size, const Shrink& shrink, const Work& work)
{
    for (bool again = false;; again = true) {
        try {
            if (again)
                shrink(size /= 2);
            return work();
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::outOfMemory)
                throw;
            throw outOfMemory(error.value("needed"));
        } catch (const std::exception& exception) {
            if (!isOutOfMemory(exception))
                throw;
        }
    }
}

/// work(examples) with as many examples at a time as are best, or as `atOnce` allows, which is lowered where there is no
/// memory for them (none: not kept). Starts anew each time. Throws outOfMemory when there is none for one.
template <typename Work> auto inFewerExamples(std::int64_t best, std::int64_t* atOnce, const Work& work)
{
    std::int64_t examples = atOnce ? std::min(best, *atOnce) : best;
    const auto shrink = [&](std::int64_t fewer) {
        if (fewer == 0)
            throw outOfMemory();
        if (atOnce)
            *atOnce = fewer;
    };
    return withLessMemory(examples, shrink, [&] { return work(examples); });
}

}
