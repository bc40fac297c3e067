#include "tests/core/compute/scarce_memory.h"

#include <c10/core/CPUAllocator.h>
#include <c10/util/Exception.h>

#include <atomic>
#include <cstdint>
#include <cstring>
#include <utility>

namespace polcascope::compute::test {

namespace {

constexpr std::uint8_t priority = 100;

}

// LibTorch 1.13 has a constant allocate() and no copy_data(), 2.x the other way round.
class ScarceMemory::Allocator : public c10::Allocator {
public:
    Allocator(c10::Allocator& before, std::size_t largest)
        : real(before)
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
        return real.allocate(bytes);
    }
    c10::DataPtr allocate(std::size_t bytes) { return std::as_const(*this).allocate(bytes); } // NOLINT
    c10::DeleterFnPtr raw_deleter() const override { return real.raw_deleter(); }
    void copy_data(void* to, const void* from, std::size_t bytes) const { std::memcpy(to, from, bytes); } // NOLINT

    c10::Allocator& real;
    mutable std::atomic<int> refusals = 0;
    mutable std::atomic<std::size_t> asked = 0;

private:
    std::size_t m_largest;
};

ScarceMemory::ScarceMemory(std::size_t largest)
    : m_allocator(std::make_unique<Allocator>(*c10::GetCPUAllocator(), largest))
{
    c10::SetCPUAllocator(m_allocator.get(), priority);
}

ScarceMemory::~ScarceMemory()
{
    c10::SetCPUAllocator(&m_allocator->real, priority);
}

int ScarceMemory::refusals() const
{
    return m_allocator->refusals;
}

std::size_t ScarceMemory::largestAsked() const
{
    return m_allocator->asked;
}

}
