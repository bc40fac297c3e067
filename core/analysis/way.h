#pragma once

#include "core/store/clustering_file.h"

#include <compare>
#include <string>
#include <vector>

namespace polcascope::analysis {

/// The clusterings that belong into one row of a table: everything but vector and output token is the same.
struct Way {
    store::Rules rules = store::Rules::y2024;
    store::Quantity quantity = store::Quantity::loss;
    store::Decomposition decomposition = store::Decomposition::trapezoid;
    bool together = false; ///< along several vectors at once
    auto operator<=>(const Way&) const = default;
    [[nodiscard]] bool usesBasis() const;
    /// Under the columns "rules", "clustered", "decomposed".
    [[nodiscard]] std::vector<std::string> cells() const;
};
[[nodiscard]] Way wayOf(const store::ClusteringKey& key);

}
