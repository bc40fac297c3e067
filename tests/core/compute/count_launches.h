#pragma once

#include <cstdint>
#include <string>

namespace polcascope::compute::test {

/// While it lives, counts what would cost time on an accelerator beside the arithmetic, in all threads. One at a time.
class CountLaunches {
public:
    CountLaunches();
    ~CountLaunches();
    CountLaunches(const CountLaunches&) = delete;
    CountLaunches& operator=(const CountLaunches&) = delete;

    /// Operators that compute or copy, of those that call others the innermost: a kernel each there, now and then a few.
    [[nodiscard]] std::int64_t launches() const;
    /// Tensors moved between host and device.
    [[nodiscard]] std::int64_t transfers() const;
    /// Single numbers asked for, on the host, too: on an accelerator each waits until everything before it is done.
    [[nodiscard]] std::int64_t numbers() const;
    /// The operators with their numbers, the most frequent first.
    [[nodiscard]] std::string text(std::size_t most) const;

private:
    std::uint64_t m_handle;
};

}
