#pragma once

#include "core/base/progress.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace polcascope {

/// The threads asked for; 0: as many as there are cores.
[[nodiscard]] inline int threadsOrCores(std::int64_t threads)
{
    return threads > 0 ? static_cast<int>(threads)
                       : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

/// Calls body(index, worker, poll) for 0 <= index < count from `threads` threads, of which the caller's is
/// worker 0. Which worker gets which index is left to chance, so the result must not depend on it. A body
/// that runs for more than a few milliseconds calls poll(part) now and then, with the part of it that is done
/// if that is known. Only worker 0 reports; while it is held up there (a person paused), so are the others.
/// Whatever one worker throws, Cancelled included, stops the others and is thrown here.
template <typename Body>
void parallelFor(std::size_t count, int threads, const Progress& progress, Body&& body)
{
    using Clock = std::chrono::steady_clock;
    std::atomic<std::size_t> next = 0;
    std::atomic<std::size_t> done = 0;
    std::atomic<bool> stopped = false;
    std::mutex reporting;
    std::mutex failing;
    std::exception_ptr failure;

    const auto work = [&](int worker) {
        auto reported = Clock::now();
        const auto poll = [&](double part = 0) {
            if (stopped.load(std::memory_order_relaxed))
                throw Cancelled {};
            if (worker == 0 && Clock::now() - reported < std::chrono::milliseconds(20))
                return;
            const std::lock_guard lock(reporting);
            if (worker != 0)
                return;
            progress.report((static_cast<double>(done.load()) + part) / static_cast<double>(count));
            reported = Clock::now();
        };
        try {
            for (std::size_t index = next++; index < count; index = next++) {
                poll();
                body(index, worker, poll);
                ++done;
            }
        } catch (...) {
            const std::lock_guard lock(failing);
            if (!stopped.exchange(true))
                failure = std::current_exception();
        }
    };

    {
        std::vector<std::jthread> others;
        for (int worker = 1; worker < threads && static_cast<std::size_t>(worker) < count; ++worker)
            others.emplace_back(work, worker);
        work(0);
    }
    if (failure)
        std::rethrow_exception(failure);
    progress.report(1);
}

}
