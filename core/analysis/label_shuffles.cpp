#include "core/analysis/label_shuffles.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace polcascope::analysis {

LabelShuffles::LabelShuffles(const TokenTable& tokens, std::uint64_t seed)
    : m_carries(tokens.count())
    , m_middles(tokens.count())
{
    const LabelColumn* place = tokens.label("place");
    const LabelColumn* carry = tokens.label("carry");
    if (!place || !carry)
        return;
    std::map<std::pair<std::int32_t, std::int32_t>, std::vector<std::size_t>> strata;
    for (std::size_t token = 0; token < tokens.count(); ++token) {
        const std::string& name = place->categories[static_cast<std::size_t>(place->values[token])];
        m_middles[token] = name == "10s" || name == "100s";
        m_carries[token] = carry->categories[static_cast<std::size_t>(carry->values[token])] == "carry";
        strata[{ tokens.output[token], place->values[token] }].push_back(token);
    }
    for (auto& [key, members] : strata) {
        const auto carries =
            std::count_if(members.begin(), members.end(), [&](std::size_t token) { return isCarry(token); });
        if (carries > 0 && static_cast<std::size_t>(carries) < members.size())
            m_strata.push_back({ std::move(members),
                Random(seed, "shuffle " + std::to_string(key.first) + " " + std::to_string(key.second)) });
    }
}

void LabelShuffles::shuffle()
{
    for (Stratum& stratum : m_strata) {
        for (std::size_t i = stratum.tokens.size() - 1; i > 0; --i)
            std::swap(m_carries[stratum.tokens[i]], m_carries[stratum.tokens[stratum.random.below(i + 1)]]);
    }
}

Members::Members(const store::Clustering& clustering)
    : sizes(clustering.persistence.size())
{
    for (std::size_t token = 0; token < clustering.labels.size(); ++token) {
        if (const std::int32_t label = clustering.labels[token]; label >= 0) {
            members.push_back({ static_cast<std::uint32_t>(token), static_cast<std::uint32_t>(label) });
            ++sizes[static_cast<std::size_t>(label)];
        }
    }
}

std::vector<CarryCount> countCarries(const Members& members, const LabelShuffles& labels)
{
    std::vector<CarryCount> counts(members.sizes.size());
    for (const auto& [token, cluster] : members.members) {
        counts[cluster].carries += labels.isCarry(token);
        counts[cluster].inMiddle += labels.isCarry(token) && labels.isMiddle(token);
    }
    return counts;
}

double percentile95(std::vector<double> values)
{
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    return values[(values.size() * 95 + 99) / 100 - 1];
}

}
