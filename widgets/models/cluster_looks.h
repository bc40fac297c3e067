#pragma once

#include "core/store/clustering_file.h"

#include <QHash>

#include <memory>
#include <vector>

namespace polcascope::models {

/// What the clusters of a clustering are called and coloured, by label. No two have the same number or colour.
struct ClusterLooks {
    std::shared_ptr<const store::Clustering> clustering;
    std::vector<int> numbers; ///< from 0; people read one more
    std::vector<int> colours; ///< for theme::groupStyle
};

/// Numbers and colours are the labels.
[[nodiscard]] ClusterLooks looksByLabel(std::shared_ptr<const store::Clustering> clustering);
/// The same tokens seen in another way: numbers are the labels, and a cluster that continues one of `earlier`
/// has its colour.
[[nodiscard]] ClusterLooks withColoursOf(
    std::shared_ptr<const store::Clustering> clustering, const ClusterLooks& earlier);
/// Another cut: a cluster that continues one of `rules`, or else one of `earlier`, has its number and colour;
/// others get those that none of `rules` has. So a way back leads to the same looks.
[[nodiscard]] ClusterLooks following(std::shared_ptr<const store::Clustering> clustering,
    const ClusterLooks& rules, const ClusterLooks& earlier);

/// From the labels of `earlier` to those in `later` with the same number; outliers remain outliers.
[[nodiscard]] QHash<int, int> continuedLabels(const ClusterLooks& earlier, const ClusterLooks& later);

}
