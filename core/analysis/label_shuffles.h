#pragma once

#include "core/analysis/chance.h"
#include "core/analysis/clusterings.h"
#include "core/base/progress.h"
#include "core/base/random.h"
#include "core/store/clustering_file.h"
#include "core/task/token_table.h"

#include <cstdint>
#include <mutex>
#include <vector>

namespace polcascope::analysis {

/// Which tokens have a label, and shuffles of that among the tokens of the same output token type and place, each
/// such stratum with random numbers of its own. Of these two, what settles another label than the
/// carry by itself (the output token the digit, the place itself) makes no strata: nothing could be shuffled.
class LabelShuffles {
public:
    /// Of the carries. Without labels "place" and "carry" there are none.
    LabelShuffles(const TokenTable& tokens, std::uint64_t seed);
    /// Of any label; of one that the tokens do not have, none.
    LabelShuffles(const TokenTable& tokens, const LabelCategory& label, std::uint64_t seed);

    [[nodiscard]] bool has(std::size_t token) const { return m_has[token] != 0; }
    /// Whether it stands in the 10s or 100s place.
    [[nodiscard]] bool isMiddle(std::size_t token) const { return m_middles[token] != 0; }
    void shuffle();
    [[nodiscard]] std::size_t tokens() const { return m_has.size(); }

private:
    friend class ShuffledLabels;
    struct Stratum {
        std::vector<std::size_t> tokens;
        Random random;
    };
    void stratify(const TokenTable& tokens, bool byOutput, bool byPlace, std::uint64_t seed);
    void shuffle(Stratum& stratum);

    std::vector<std::uint8_t> m_has; ///< [N]
    std::vector<std::uint8_t> m_middles; ///< [N]
    std::vector<Stratum> m_strata; ///< those with tokens that have it and others
};

/// Many shuffles, made once to be counted in many clusterings of the same tokens: as many bits a token. Thread-safe.
class ShuffledLabels {
public:
    ShuffledLabels(LabelShuffles labels, int permutations, int threads = 1);

    void make(const Progress& progress = {}) const; ///< they are made once, by whoever asks first and is not cancelled
    [[nodiscard]] const LabelShuffles& labels() const { return m_labels; } ///< not shuffled
    [[nodiscard]] int permutations() const { return m_permutations; }
    /// In 64 permutations from 64 times `block` on (bit by bit): which of them give the label to each token.
    [[nodiscard]] const std::vector<std::uint64_t>& having(std::size_t block) const;

private:
    void shuffle(const Progress& progress) const;

    LabelShuffles m_labels;
    int m_permutations;
    int m_threads;
    mutable std::once_flag m_made;
    mutable std::vector<std::vector<std::uint64_t>> m_having; ///< [permutations / 64][N]
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

/// Tokens with the label.
struct LabelCount {
    std::int64_t tokens = 0;
    std::int64_t inMiddle = 0;

    /// Over 85 % of them (the carries) stand in the 10s and 100s places, as the 2026 paper asks.
    [[nodiscard]] bool isInMiddle() const
    {
        return tokens > 0 && static_cast<double>(inMiddle) / static_cast<double>(tokens) > mostCarriesInMiddle;
    }
};
/// Of each cluster.
[[nodiscard]] std::vector<LabelCount> countLabels(const Members& members, const LabelShuffles& labels);
/// Of each cluster in every permutation: [permutations][clusters].
[[nodiscard]] std::vector<std::vector<LabelCount>> countLabels(const Members& members, const ShuffledLabels& shuffles);

/// The cluster with the largest share of a label among those that count; the first, which is the largest, of equals.
struct BestCluster {
    std::int32_t cluster = -1; ///< -1: none counts
    double share = 0;
    std::int64_t size = 0; ///< tokens
};
[[nodiscard]] BestCluster bestCluster(
    const Members& members, const std::vector<LabelCount>& counts, CarryPlaces places);

/// What counts of carries say of a cluster: its size, share and places of carries.
[[nodiscard]] ClusterStatistics statisticsOf(const LabelCount& carries, std::int64_t size);
/// Statistics by the labels as they are now, all but shuffledCarryShare95.
[[nodiscard]] std::vector<ClusterStatistics> statisticsBy(const LabelShuffles& labels,
    const store::Clustering& clustering, const Members& members, const TokenTable& tokens);
/// All of them.
[[nodiscard]] std::vector<ClusterStatistics> statisticsBy(
    const ShuffledLabels& shuffles, const store::Clustering& clustering, const TokenTable& tokens);

/// The smallest value that 95 % of the values do not exceed; 0 of none.
[[nodiscard]] double percentile95(std::vector<double> values);

}
