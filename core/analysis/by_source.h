#pragma once

#include "core/base/parallel.h"
#include "core/store/clustering_file.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace polcascope::analysis {

/// Calls body(index, numbers, threads, progress) for every key. Keys that share their numbers, which take
/// longer to read than to cluster under the 2024 rules, come one after the other, so that read(key) is asked
/// once for all of them; several such groups are at work at a time, and `threads` are divided among them.
template <typename Read, typename Body>
void forEachBySource(std::span<const store::ClusteringKey> keys, int threads, const Progress& progress,
    const Read& read, const Body& body)
{
    std::map<std::tuple<std::vector<std::int32_t>, store::Decomposition, store::Quantity>,
        std::vector<std::size_t>>
        sources;
    for (std::size_t i = 0; i < keys.size(); ++i)
        sources[{ keys[i].vectors(), keys[i].decomposition, keys[i].quantity }].push_back(i);
    std::vector<std::vector<std::size_t>> groups;
    for (auto& [source, members] : sources)
        groups.push_back(std::move(members));

    const int threadsEach = std::max(1, threads / static_cast<int>(std::max<std::size_t>(groups.size(), 1)));
    parallelFor(groups.size(), threads, progress, [&](std::size_t group, int, const auto& poll) {
        const std::vector<std::size_t>& members = groups[group];
        const auto numbers = read(keys[members.front()]);
        for (std::size_t i = 0; i < members.size(); ++i) {
            const Progress part([&](double fraction, std::string_view) {
                poll((static_cast<double>(i) + fraction) / static_cast<double>(members.size()));
                return true;
            });
            body(members[i], numbers, threadsEach, part);
        }
    });
}

}
