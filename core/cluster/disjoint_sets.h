#pragma once

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace polcascope::cluster {

/// Sets of 0 ... count - 1 that only ever merge: union by size with path halving.
class DisjointSets {
public:
    explicit DisjointSets(std::size_t count)
        : m_parents(count)
        , m_sizes(count, 1)
    {
        std::iota(m_parents.begin(), m_parents.end(), 0);
    }

    /// The member that stands for its set.
    std::int32_t find(std::int32_t member)
    {
        while (parent(member) != member)
            member = parent(member) = parent(parent(member));
        return member;
    }

    /// False if the two were in one set already.
    bool unite(std::int32_t first, std::int32_t second)
    {
        first = find(first);
        second = find(second);
        if (first == second)
            return false;
        if (size(first) < size(second))
            std::swap(first, second);
        parent(second) = first;
        size(first) += size(second);
        return true;
    }

private:
    std::int32_t& parent(std::int32_t member) { return m_parents[static_cast<std::size_t>(member)]; }
    std::int32_t& size(std::int32_t member) { return m_sizes[static_cast<std::size_t>(member)]; }

    std::vector<std::int32_t> m_parents;
    std::vector<std::int32_t> m_sizes; ///< of those that stand for a set
};

}
