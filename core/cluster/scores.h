#pragma once

#include "core/cluster/hdbscan.h"

#include <span>
#include <vector>

namespace polcascope::cluster {

/// GLOSH outlier scores (Campello, Moulavi, Zimek, Sander 2015, Eq. 8), [n], 0 to 1: how much sparser it is
/// where a point leaves its cluster than at the densest place of that cluster and of those inside it,
/// (lambda_max - lambda) / lambda_max. Points that stay for ever (duplicates) score 0, all others in a
/// cluster with such points 1. All 0 where there is no condensed tree, and where no point is ever a core
/// point.
[[nodiscard]] std::vector<double> outlierScores(const Clusters& clusters);

/// For each cluster the points at its densest places: those that stay to the last in a leaf of the condensed
/// tree below it (or in itself, if it is one), as the hdbscan package's. In ascending order, never none.
[[nodiscard]] std::vector<std::vector<std::int32_t>> exemplars(const Clusters& clusters);

/// The means of the rows of each label from 0 to the largest, [clusters, columns]; weighted, [n], if weights
/// are given (probabilities, as the hdbscan package does). A label without points, or without weight, gets
/// zeros.
[[nodiscard]] Matrix<double> centroids(
    MatrixView<const float> rows, std::span<const std::int32_t> labels, std::span<const double> weights = {});
[[nodiscard]] Matrix<double> centroids(MatrixView<const double> rows, std::span<const std::int32_t> labels,
    std::span<const double> weights = {});

/// The point of each label from 0 to the largest with the least (weighted, as above) sum of euclidean
/// distances to the label's points; among equals the first, -1 for a label without points. Exactly, but by
/// the triangle inequality without most of the distances where the rows have few effective dimensions
/// (trimed: Newling and Fleuret 2017); O(n^2 d) at worst.
[[nodiscard]] std::vector<std::int32_t> medoids(MatrixView<const float> rows,
    std::span<const std::int32_t> labels, std::span<const double> weights = {},
    const Progress& progress = {});
[[nodiscard]] std::vector<std::int32_t> medoids(MatrixView<const double> rows,
    std::span<const std::int32_t> labels, std::span<const double> weights = {},
    const Progress& progress = {});

/// The hdbscan package's relative_validity_: DBCV (Moulavi and others 2014), with the tree at hand in place
/// of a tree of all-points core distances for each cluster. -1 to 1; compares cuts and parameters on the same
/// data, and means nothing across data sets. A cluster's sparseness is its longest inner edge, its separation
/// its shortest edge to another cluster (twice the tree's longest edge where it has none; for a single
/// cluster twice the shortest edge to noise). Where distances are equal it depends on which minimum spanning
/// tree is at hand, so it may change in the last digits with the order of the rows. 0 without clusters.
[[nodiscard]] double relativeValidity(const SpanningTree& tree, std::span<const std::int32_t> labels);

}
