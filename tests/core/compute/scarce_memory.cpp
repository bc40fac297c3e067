#include "tests/core/compute/scarce_memory.h"

#include <c10/core/CPUAllocator.h>
#include <c10/util/Exception.h>

#include <atomic>
#include <cstdint>
#include <cstring>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <utility>

namespace polcascope::compute::test {

namespace {

constexpr std::uint8_t priority = 100;

void raise(std::atomic<std::size_t>& most, std::size_t value)
{
    for (std::size_t before = most; before < value && !most.compare_exchange_weak(before, value);) { }
}

/// Outlives the allocator where tensors do.
struct Held {
    std::atomic<std::size_t> now = 0;
    std::atomic<std::size_t> most = 0;
};

/// A tensor's memory, and how much that is.
struct Counted {
    c10::DataPtr memory;
    std::size_t bytes;
    std::shared_ptr<Held> held;
};

/// LibTorch gives back memory by its address alone.
class Addresses {
public:
    void add(void* address, Counted counted)
    {
        const std::lock_guard lock(m_mutex);
        m_counted.emplace(address, std::move(counted));
    }
    void remove(void* address)
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_counted.find(address);
        if (found == m_counted.end()) // nought, for no bytes
            return;
        found->second.held->now -= found->second.bytes;
        m_counted.erase(found);
    }

private:
    std::mutex m_mutex;
    std::unordered_map<void*, Counted> m_counted;
};
Addresses addresses; // NOLINT: as long as there may be tensors

void release(void* address)
{
    addresses.remove(address);
}

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
        raise(asked, bytes);
        if (bytes > m_largest) {
            ++refusals;
            TORCH_CHECK_WITH(OutOfMemoryError, false, "no ", bytes, " bytes for a test");
        }
        c10::DataPtr memory = real.allocate(bytes);
        void* address = memory.get();
        if (!address)
            return memory;
        addresses.add(address, { std::move(memory), bytes, held });
        raise(held->most, held->now += bytes);
        return { address, address, &release, c10::Device(c10::kCPU) };
    }
    c10::DataPtr allocate(std::size_t bytes) { return std::as_const(*this).allocate(bytes); } // NOLINT
    c10::DeleterFnPtr raw_deleter() const override { return &release; }
    void copy_data(void* to, const void* from, std::size_t bytes) const { std::memcpy(to, from, bytes); } // NOLINT

    c10::Allocator& real;
    mutable std::atomic<int> refusals = 0;
    mutable std::atomic<std::size_t> asked = 0;
    std::shared_ptr<Held> held = std::make_shared<Held>();

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

std::size_t ScarceMemory::mostHeld() const
{
    return m_allocator->held->most;
}

}
