#include "core/base/large_pages.h"

#include <cstdlib>

#include <sys/mman.h>

namespace polcascope {

namespace {

constexpr std::size_t page = std::size_t { 2 } << 20;

}

void* allocateLargePages(std::size_t bytes)
{
    const std::size_t rounded = (bytes + page - 1) / page * page;
    void* memory = std::aligned_alloc(page, rounded);
    if (!memory)
        throw std::bad_alloc();
#ifdef MADV_HUGEPAGE
    ::madvise(memory, rounded, MADV_HUGEPAGE); // where there are none, it stays with small ones
#endif
    return memory;
}

void freeLargePages(void* memory)
{
    std::free(memory);
}

}
