#include "core/analysis/label_shuffles.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace polcascope::analysis {

namespace {

/// Whether tokens that are alike in `values` are all alike in `label`.
bool settles(const std::vector<std::int32_t>& values, const std::vector<std::uint8_t>& label)
{
    std::map<std::int32_t, std::uint8_t> found;
    for (std::size_t token = 0; token < values.size(); ++token)
        if (found.try_emplace(values[token], label[token]).first->second != label[token])
            return false;
    return true;
}

}

LabelShuffles::LabelShuffles(const TokenTable& tokens, std::uint64_t seed)
    : LabelShuffles(tokens, carryLabel(), seed)
{
}

LabelShuffles::LabelShuffles(const TokenTable& tokens, const LabelCategory& label, std::uint64_t seed)
    : m_has(tokens.count())
    , m_middles(tokens.count())
{
    const LabelColumn* column = tokens.label(label.column);
    const LabelColumn* place = tokens.label("place");
    const bool carries = label == carryLabel();
    if (!column || (carries && !place))
        return;
    for (std::size_t token = 0; token < tokens.count(); ++token)
        m_has[token] = column->categories[static_cast<std::size_t>(column->values[token])] == label.category;
    stratify(tokens, carries || !settles(tokens.output, m_has),
        carries || (place && !settles(place->values, m_has)), seed);
}

void LabelShuffles::stratify(const TokenTable& tokens, bool byOutput, bool byPlace, std::uint64_t seed)
{
    const LabelColumn* place = tokens.label("place");
    std::map<std::pair<std::int32_t, std::int32_t>, std::vector<std::size_t>> strata;
    for (std::size_t token = 0; token < tokens.count(); ++token) {
        if (place) {
            const std::string& name = place->categories[static_cast<std::size_t>(place->values[token])];
            m_middles[token] = name == "10s" || name == "100s";
        }
        strata[{ byOutput ? tokens.output[token] : -1, byPlace ? place->values[token] : -1 }].push_back(token);
    }
    for (auto& [key, members] : strata) {
        const auto having =
            std::count_if(members.begin(), members.end(), [&](std::size_t token) { return has(token); });
        if (having > 0 && static_cast<std::size_t>(having) < members.size())
            m_strata.push_back({ std::move(members),
                Random(seed, "shuffle " + std::to_string(key.first) + " " + std::to_string(key.second)) });
    }
}

void LabelShuffles::shuffle()
{
    for (Stratum& stratum : m_strata) {
        for (std::size_t i = stratum.tokens.size() - 1; i > 0; --i)
            std::swap(m_has[stratum.tokens[i]], m_has[stratum.tokens[stratum.random.below(i + 1)]]);
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

std::vector<LabelCount> countLabels(const Members& members, const LabelShuffles& labels)
{
    std::vector<LabelCount> counts(members.sizes.size());
    for (const auto& [token, cluster] : members.members) {
        counts[cluster].tokens += labels.has(token);
        counts[cluster].inMiddle += labels.has(token) && labels.isMiddle(token);
    }
    return counts;
}

BestCluster bestCluster(const Members& members, const LabelShuffles& labels, CarryPlaces places)
{
    const std::vector<LabelCount> counts = countLabels(members, labels);
    BestCluster best;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const double share = static_cast<double>(counts[i].tokens) / static_cast<double>(members.sizes[i]);
        if ((places == CarryPlaces::all || counts[i].isInMiddle()) && (best.cluster < 0 || share > best.share))
            best = { static_cast<std::int32_t>(i), share, members.sizes[i] };
    }
    return best;
}

double percentile95(std::vector<double> values)
{
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    return values[(values.size() * 95 + 99) / 100 - 1];
}

}
