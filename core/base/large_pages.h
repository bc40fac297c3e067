#pragma once

#include <cstddef>
#include <new>
#include <type_traits>
#include <utility>

namespace polcascope {

/// Throws std::bad_alloc.
[[nodiscard]] void* allocateLargePages(std::size_t bytes);
void freeLargePages(void* memory, std::size_t bytes);
/// How much of what is freed stays for who asks for as much again, which is quicker than any new memory: none, unless a
/// program says so. Meanwhile the system may take it where others need it.
void keepFreedPages(std::size_t mostBytes);

/// An allocator for many numbers. The system hands memory out in pages, when they are first touched, and with pages of
/// 4 kB that takes longer than most of what is done to the numbers: 33 ms for 80 MB, where reading as many from a file
/// in memory takes 8 ms. Here these pages are as large as they come. Numbers that nobody gives a value have none.
template<typename T>
class LargePages {
    static_assert(std::is_trivial_v<T>);

public:
    using value_type = T;

    LargePages() = default;
    template<typename Other>
    LargePages(const LargePages<Other>&)
    {
    }

    [[nodiscard]] T* allocate(std::size_t count)
    {
        return count < fewest ? static_cast<T*>(::operator new(count * sizeof(T)))
                              : static_cast<T*>(allocateLargePages(count * sizeof(T)));
    }
    void deallocate(T* memory, std::size_t count)
    {
        count < fewest ? ::operator delete(memory) : freeLargePages(memory, count * sizeof(T));
    }
    template<typename Other, typename... Values>
    void construct(Other* place, Values&&... values)
    {
        if constexpr (sizeof...(Values) == 0)
            ::new (static_cast<void*>(place)) Other;
        else
            ::new (static_cast<void*>(place)) Other(std::forward<Values>(values)...);
    }
    bool operator==(const LargePages&) const { return true; }

private:
    static constexpr std::size_t fewest = (std::size_t { 4 } << 20) / sizeof(T);
};

}
