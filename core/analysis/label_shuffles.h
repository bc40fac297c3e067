#pragma once

#include "core/analysis/clusterings.h"
#include "core/base/random.h"
#include "core/store/clustering_file.h"
#include "core/task/token_table.h"

#include <cstdint>
#include <vector>

namespace polcascope::analysis {

/// The carry labels of all tokens, and shuffles of them among the tokens of the same output token type and
/// place, each such stratum with random numbers of its own. Without labels "place" and "carry" there are no
/// carries.
class LabelShuffles {
public:
    LabelShuffles(const TokenTable& tokens, std::uint64_t seed);

    [[nodiscard]] bool isCarry(std::size_t token) const { return m_carries[token] != 0; }
    /// Whether it stands in the 10s or 100s place.
    [[nodiscard]] bool isMiddle(std::size_t token) const { return m_middles[token] != 0; }
    void shuffle();

private:
    struct Stratum {
        std::vector<std::size_t> tokens;
        Random random;
    };
    std::vector<std::uint8_t> m_carries; ///< [N]
    std::vector<std::uint8_t> m_middles; ///< [N]
    std::vector<Stratum> m_strata; ///< those with carries and others
};

/// Who is in a cluster, once for all shuffles.
struct Members {
    struct Member {
        std::uint32_t token;
        std::uint32_t cluster;
    };
    std::vector<Member> members;
    std::vector<std::int64_t> sizes; ///< [clusters]

    explicit Members(const store::Clustering& clustering);
};

struct CarryCount {
    std::int64_t carries = 0;
    std::int64_t inMiddle = 0;

    /// At least 85 % of its carries stand in the 10s and 100s places, as the 2026 paper asks.
    [[nodiscard]] bool isInMiddle() const
    {
        return carries > 0 && static_cast<double>(inMiddle) >= 0.85 * static_cast<double>(carries);
    }
};
/// Of each cluster.
[[nodiscard]] std::vector<CarryCount> countCarries(const Members& members, const LabelShuffles& labels);

/// Statistics by the labels as they are now, all but shuffledCarryShare95.
[[nodiscard]] std::vector<ClusterStatistics> statisticsBy(const LabelShuffles& labels,
    const store::Clustering& clustering, const Members& members, const TokenTable& tokens);

/// The smallest value that 95 % of the values do not exceed; 0 of none.
[[nodiscard]] double percentile95(std::vector<double> values);

}
