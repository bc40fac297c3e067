#include "core/analysis/label_shuffles.h"

#include "core/base/parallel.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>

namespace polcascope::analysis {

namespace {

constexpr std::size_t blockSize = 64; // permutations in a word

/// How often each bit was set in many words: the digits of all 64 numbers, so that a word is added to all at once.
class BitCounters {
public:
    void add(std::uint64_t word)
    {
        for (std::uint64_t& digit : m_digits) {
            const std::uint64_t carry = digit & word;
            digit ^= word;
            word = carry;
            if (word == 0)
                return;
        }
    }
    [[nodiscard]] std::int64_t of(std::size_t bit) const
    {
        std::int64_t count = 0;
        for (std::size_t digit = 0; digit < m_digits.size(); ++digit)
            count |= static_cast<std::int64_t>(m_digits[digit] >> bit & 1) << digit;
        return count;
    }

private:
    std::array<std::uint64_t, 32> m_digits {}; // tokens are numbered with as many bits
};

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
    for (Stratum& stratum : m_strata)
        shuffle(stratum);
}

void LabelShuffles::shuffle(Stratum& stratum)
{
    for (std::size_t i = stratum.tokens.size() - 1; i > 0; --i)
        std::swap(m_has[stratum.tokens[i]], m_has[stratum.tokens[stratum.random.below(i + 1)]]);
}

ShuffledLabels::ShuffledLabels(LabelShuffles labels, int permutations, int threads)
    : m_labels(std::move(labels))
    , m_permutations(permutations)
    , m_threads(threads)
{
}

void ShuffledLabels::make(const Progress& progress) const
{
    std::call_once(m_made, [&] { shuffle(progress); });
}

void ShuffledLabels::shuffle(const Progress& progress) const
{
    LabelShuffles labels = m_labels;
    const std::size_t blocks = (static_cast<std::size_t>(m_permutations) + blockSize - 1) / blockSize;
    std::vector<std::uint64_t> fixed(labels.tokens()); // tokens without a stratum keep what they have
    for (std::size_t token = 0; token < fixed.size(); ++token)
        fixed[token] = labels.has(token) ? ~std::uint64_t { 0 } : 0;
    m_having.assign(blocks, fixed);
    // Strata have no token in common, and random numbers of their own.
    parallelFor(labels.m_strata.size(), m_threads, progress, [&](std::size_t index, int, const auto&) {
        LabelShuffles::Stratum& stratum = labels.m_strata[index];
        for (std::size_t permutation = 0; permutation < static_cast<std::size_t>(m_permutations); ++permutation) {
            labels.shuffle(stratum);
            auto& having = m_having[permutation / blockSize];
            const std::uint64_t bit = std::uint64_t { 1 } << permutation % blockSize;
            for (const std::size_t token : stratum.tokens)
                having[token] = labels.has(token) ? having[token] | bit : having[token] & ~bit;
        }
    });
}

const std::vector<std::uint64_t>& ShuffledLabels::having(std::size_t block) const
{
    make();
    return m_having[block];
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

std::vector<std::vector<LabelCount>> countLabels(const Members& members, const ShuffledLabels& shuffles)
{
    struct Counters {
        BitCounters tokens, inMiddle;
    };
    const auto permutations = static_cast<std::size_t>(shuffles.permutations());
    std::vector<std::vector<LabelCount>> counts(permutations, std::vector<LabelCount>(members.sizes.size()));
    for (std::size_t begin = 0; begin < permutations; begin += blockSize) {
        const auto& having = shuffles.having(begin / blockSize);
        std::vector<Counters> counters(members.sizes.size());
        for (const auto& [token, cluster] : members.members) {
            counters[cluster].tokens.add(having[token]);
            if (shuffles.labels().isMiddle(token))
                counters[cluster].inMiddle.add(having[token]);
        }
        for (std::size_t cluster = 0; cluster < counters.size(); ++cluster)
            for (std::size_t bit = 0; bit < blockSize && begin + bit < permutations; ++bit)
                counts[begin + bit][cluster] = { counters[cluster].tokens.of(bit), counters[cluster].inMiddle.of(bit) };
    }
    return counts;
}

BestCluster bestCluster(const Members& members, const std::vector<LabelCount>& counts, CarryPlaces places)
{
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
