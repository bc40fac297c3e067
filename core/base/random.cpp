#include "core/base/random.h"

#include <cmath>
#include <numbers>
#include <set>
#include <utility>

namespace polcascope {

namespace {

/// FNV-1a of the stream's name, mixed with the seed by splitmix64's finaliser.
std::uint64_t streamSeed(std::uint64_t seed, std::string_view stream)
{
    std::uint64_t hash = 0xcbf29ce484222325u;
    for (const char c : stream)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    std::uint64_t mixed = hash + seed * 0x9e3779b97f4a7c15u;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
    return mixed ^ (mixed >> 31);
}

}

Random::Random(std::uint64_t seed, std::string_view stream)
    : m_engine(streamSeed(seed, stream))
{
}

double Random::uniform()
{
    return static_cast<double>(m_engine() >> 11) * 0x1.0p-53;
}

std::uint64_t Random::below(std::uint64_t bound)
{
    // Numbers past the last whole multiple of bound would favour small results: draw again.
    const std::uint64_t limit = UINT64_MAX - UINT64_MAX % bound;
    std::uint64_t drawn = m_engine();
    while (drawn >= limit)
        drawn = m_engine();
    return drawn % bound;
}

double Random::normal()
{
    if (m_hasSpare) {
        m_hasSpare = false;
        return m_spare;
    }
    const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
    const double angle = 2.0 * std::numbers::pi * uniform();
    m_spare = radius * std::sin(angle);
    m_hasSpare = true;
    return radius * std::cos(angle);
}

std::vector<std::int32_t> Random::permutation(std::int32_t count)
{
    std::vector<std::int32_t> order(static_cast<std::size_t>(count));
    for (std::int32_t i = 0; i < count; ++i)
        order[static_cast<std::size_t>(i)] = i;
    for (std::int32_t i = count - 1; i > 0; --i)
        std::swap(order[static_cast<std::size_t>(i)], order[below(static_cast<std::uint64_t>(i) + 1)]);
    return order;
}

std::vector<std::int32_t> Random::sample(std::int32_t size, std::int32_t count)
{
    std::set<std::int32_t> drawn;
    for (std::int32_t last = count - size; last < count; ++last)
        if (!drawn.insert(static_cast<std::int32_t>(below(static_cast<std::uint64_t>(last) + 1))).second)
            drawn.insert(last);
    return { drawn.begin(), drawn.end() };
}

}
