#pragma once

#include <cstddef>
#include <memory>

namespace polcascope::compute::test {

/// While it lives LibTorch gets no tensor of more than so many bytes, and hears of it as it does from a GPU.
class ScarceMemory {
public:
    explicit ScarceMemory(std::size_t largest);
    ~ScarceMemory();
    ScarceMemory(const ScarceMemory&) = delete;
    ScarceMemory& operator=(const ScarceMemory&) = delete;

    [[nodiscard]] int refusals() const;
    [[nodiscard]] std::size_t largestAsked() const; ///< bytes
    /// Bytes that were held at a time at most, of those asked for while it lives.
    [[nodiscard]] std::size_t mostHeld() const;

private:
    class Allocator;
    std::unique_ptr<Allocator> m_allocator;
};

}
