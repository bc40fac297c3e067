#include "tests/core/compute/count_launches.h"

#include <ATen/record_function.h>

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

namespace polcascope::compute::test {

namespace {

struct Counts {
    std::mutex mutex;
    std::map<std::string, std::int64_t> launched;
    std::int64_t launches = 0;
    std::int64_t transfers = 0;
    std::int64_t numbers = 0;
};
Counts counts; // NOLINT: LibTorch takes callbacks that are plain functions

/// Those that begin and have not ended in this thread, and whether they have called one that launches.
thread_local std::vector<bool> begun; // NOLINT
thread_local int withinOne = 0; // NOLINT

/// They make views or memory. What merely calls others counts by these.
bool launchesNothing(std::string_view name)
{
    static const std::set<std::string_view> names { "alias", "as_strided", "broadcast_tensors", "chunk", "contiguous", "detach",
        "diagonal", "empty", "empty_like", "empty_strided", "expand", "expand_as", "flatten", "is_same_size", "lift_fresh", "narrow", "numel",
        "permute", "resize_", "resolve_conj", "resolve_neg", "reshape", "result_type", "select", "set_", "slice", "split", "squeeze",
        "squeeze_", "t", "to", "transpose", "transpose_", "unbind", "unflatten", "unsqueeze", "unsqueeze_", "view", "view_as", "_reshape_alias",
        "_unsafe_view" };
    return names.contains(name);
}

/// On the CPU it may be a loop of others, on an accelerator it is one.
bool isOne(std::string_view name)
{
    static const std::set<std::string_view> names { "baddbmm", "baddbmm_", "bmm", "cat", "index_copy_", "index_put_", "mean", "stack", "std", "sum" };
    return names.contains(name);
}

/// "aten::mm" is "mm".
std::string_view shortName(const at::RecordFunction& function)
{
    std::string_view name = function.name();
    return name.substr(name.starts_with("aten::") ? 6 : 0);
}

std::unique_ptr<at::ObserverContext> begin(const at::RecordFunction& function)
{
    begun.push_back(false);
    withinOne += isOne(shortName(function)) ? 1 : 0;
    return nullptr;
}

void end(const at::RecordFunction& function, at::ObserverContext*)
{
    if (begun.empty())
        return;
    const bool called = begun.back();
    begun.pop_back();
    const std::string_view name = shortName(function);
    const auto overload = function.operator_name();
    const std::string_view which = overload ? std::string_view(overload->overload_name) : std::string_view();
    const bool moved = name == "to" && (which == "dtype_layout" || which == "device");
    const bool one = isOne(name);
    withinOne -= one ? 1 : 0;
    const bool launches = withinOne == 0 && (one || (!called && !launchesNothing(name)));
    if (!begun.empty())
        begun.back() = begun.back() || called || launches;
    const std::lock_guard lock(counts.mutex);
    counts.transfers += moved ? 1 : 0;
    counts.numbers += name == "_local_scalar_dense" ? 1 : 0;
    if (launches) {
        ++counts.launches;
        ++counts.launched[std::string(name)];
    }
}

}

CountLaunches::CountLaunches()
    : m_handle(at::addGlobalCallback(at::RecordFunctionCallback(begin, end).scopes({ at::RecordScope::FUNCTION })))
{
    counts.launched.clear();
    counts.launches = counts.transfers = counts.numbers = 0;
}

CountLaunches::~CountLaunches()
{
    at::removeCallback(m_handle);
}

std::int64_t CountLaunches::launches() const
{
    return counts.launches;
}

std::int64_t CountLaunches::transfers() const
{
    return counts.transfers;
}

std::int64_t CountLaunches::numbers() const
{
    return counts.numbers;
}

std::string CountLaunches::text(std::size_t most) const
{
    std::vector<std::pair<std::int64_t, std::string>> all;
    for (const auto& [name, count] : counts.launched)
        all.emplace_back(count, name);
    std::ranges::sort(all, std::greater {});
    std::string text;
    for (std::size_t i = 0; i < std::min(most, all.size()); ++i)
        text += (i > 0 ? ", " : "") + std::to_string(all[i].first) + " " + all[i].second;
    return text;
}

}
