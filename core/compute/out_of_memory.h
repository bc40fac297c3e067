#pragma once

#include "core/base/error.h"

#include <c10/util/Exception.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace polcascope::compute {

/// Whether LibTorch got no memory: on an accelerator, or from the system.
inline bool isOutOfMemory(const c10::Error& error)
{
    return dynamic_cast<const c10::OutOfMemoryError*>(&error)
        || std::string_view(error.what()).find("can't allocate memory") != std::string_view::npos;
}

/// work(), and again with half the memory as often as LibTorch gets none: `shrink(bytes)` makes plans for so many
/// bytes anew, and throws outOfMemory where these are too few. `bytes`: the budget, lowered here. Throws outOfMemory
/// with needed and what (the device), when not even the smallest plan gets what it needs.
template <typename Work, typename Shrink> auto withLessMemory(std::int64_t& bytes, const Shrink& shrink, const Work& work)
{
    for (bool again = false;; again = true) {
        try {
            if (again)
                shrink(bytes /= 2);
            return work();
        } catch (const c10::Error& error) {
            if (!isOutOfMemory(error))
                throw;
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::outOfMemory)
                throw;
            throw Error(ErrorKind::outOfMemory, { { "needed", error.value("needed") }, { "what", "device" } });
        }
    }
}

}
