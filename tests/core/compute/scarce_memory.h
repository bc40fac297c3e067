#pragma once

#include <c10/core/CPUAllocator.h>
#include <c10/util/Exception.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>

namespace polcascope::compute::test {

/// While it lives LibTorch gets no tensor of more than so many bytes, and hears of it as it does from a GPU.
class ScarceMemory {
public:
    explicit ScarceMemory(std::size_t largest)
        : m_before(c10::GetCPUAllocator())
        , m_allocator(*m_before, largest)
    {
        c10::SetCPUAllocator(&m_allocator, priority);
    }
    ~ScarceMemory() { c10::SetCPUAllocator(m_before, priority); }
    ScarceMemory(const ScarceMemory&) = delete;
    ScarceMemory& operator=(const ScarceMemory&) = delete;

    [[nodiscard]] int refusals() const { return m_allocator.refusals; }
    [[nodiscard]] std::size_t largestAsked() const { return m_allocator.asked; } ///< bytes

private:
    static constexpr std::uint8_t priority = 100;

    // LibTorch 1.13 has a constant allocate() and no copy_data(), 2.x the other way round.
    class Allocator : public c10::Allocator {
    public:
        Allocator(c10::Allocator& real, std::size_t largest)
            : m_real(real)
            , m_largest(largest)
        {
        }
        c10::DataPtr allocate(std::size_t bytes) const // NOLINT: overrides one of the two
        {
            for (std::size_t before = asked; before < bytes && !asked.compare_exchange_weak(before, bytes);) { }
            if (bytes > m_largest) {
                ++refusals;
                TORCH_CHECK_WITH(OutOfMemoryError, false, "no ", bytes, " bytes for a test");
            }
            return m_real.allocate(bytes);
        }
        c10::DataPtr allocate(std::size_t bytes) { return std::as_const(*this).allocate(bytes); } // NOLINT
        c10::DeleterFnPtr raw_deleter() const override { return m_real.raw_deleter(); }
        void copy_data(void* to, const void* from, std::size_t bytes) const { std::memcpy(to, from, bytes); } // NOLINT

        mutable std::atomic<int> refusals = 0;
        mutable std::atomic<std::size_t> asked = 0;

    private:
        c10::Allocator& m_real;
        std::size_t m_largest;
    };

    c10::Allocator* m_before;
    Allocator m_allocator;
};

}
