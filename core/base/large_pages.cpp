#include "core/base/large_pages.h"

#include <algorithm>
#include <cstdlib>
#include <mutex>
#include <vector>

#include <sys/mman.h>

namespace polcascope {

namespace {

constexpr std::size_t page = std::size_t { 2 } << 20;

std::size_t rounded(std::size_t bytes)
{
    return (bytes + page - 1) / page * page;
}

/// What was freed and may be wanted again.
class Spare {
public:
    void limit(std::size_t most)
    {
        const std::lock_guard lock(m_mutex);
        m_most = most;
        shrink();
    }
    /// Null where there is none of that size.
    void* take(std::size_t bytes)
    {
        const std::lock_guard lock(m_mutex);
        const auto found = std::ranges::find(m_blocks, bytes, &Block::bytes);
        if (found == m_blocks.end())
            return nullptr;
        void* memory = found->memory;
        m_bytes -= bytes;
        m_blocks.erase(found);
        return memory;
    }
    void keep(void* memory, std::size_t bytes)
    {
        const std::lock_guard lock(m_mutex);
#ifdef MADV_FREE
        if (bytes <= m_most) {
            ::madvise(memory, bytes, MADV_FREE);
            m_blocks.push_back({ memory, bytes });
            m_bytes += bytes;
            return shrink();
        }
#endif
        std::free(memory);
    }

private:
    void shrink()
    {
        for (; m_bytes > m_most; m_blocks.erase(m_blocks.begin())) {
            m_bytes -= m_blocks.front().bytes;
            std::free(m_blocks.front().memory);
        }
    }

    struct Block {
        void* memory;
        std::size_t bytes;
    };
    std::mutex m_mutex;
    std::size_t m_most = 0;
    std::size_t m_bytes = 0;
    std::vector<Block> m_blocks; // the oldest first
};

Spare& spare()
{
    static auto* spare = new Spare; // outlives every matrix
    return *spare;
}

}

void* allocateLargePages(std::size_t bytes)
{
    const std::size_t size = rounded(bytes);
    if (void* memory = spare().take(size))
        return memory;
    void* memory = std::aligned_alloc(page, size);
    if (!memory)
        throw std::bad_alloc();
#ifdef MADV_HUGEPAGE
    ::madvise(memory, size, MADV_HUGEPAGE); // where there are none, it stays with small ones
#endif
    return memory;
}

void freeLargePages(void* memory, std::size_t bytes)
{
    spare().keep(memory, rounded(bytes));
}

void keepFreedPages(std::size_t mostBytes)
{
    spare().limit(mostBytes);
}

}
