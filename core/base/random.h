#pragma once

#include <cstdint>
#include <random>
#include <string_view>
#include <vector>

namespace polcascope {

/// Random numbers that are the same on every platform and with every standard library: the standard fixes
/// mt19937_64 but not its distributions, so these are our own. Every use has a stream of its own, named, so
/// that drawing more numbers in one place never changes those of another.
class Random {
public:
    Random(std::uint64_t seed, std::string_view stream);

    [[nodiscard]] std::uint64_t next() { return m_engine(); }
    /// Uniform in [0, 1), 53 bits.
    [[nodiscard]] double uniform();
    /// Uniform in [0, bound), without bias. bound > 0.
    [[nodiscard]] std::uint64_t below(std::uint64_t bound);
    /// Standard normal (Box and Muller).
    [[nodiscard]] double normal();
    /// 0 ... count - 1 in random order (Fisher and Yates).
    [[nodiscard]] std::vector<std::int32_t> permutation(std::int32_t count);
    /// `size` different ones of 0 ... count - 1, ascending; every such set is as likely (Floyd, doi:10.1145/30401.315746).
    [[nodiscard]] std::vector<std::int32_t> sample(std::int32_t size, std::int32_t count);

private:
    std::mt19937_64 m_engine;
    double m_spare = 0;
    bool m_hasSpare = false;
};

}
