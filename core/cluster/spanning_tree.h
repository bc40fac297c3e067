#pragma once

#include "core/base/matrix.h"
#include "core/base/progress.h"

#include <cstdint>
#include <vector>

namespace polcascope::cluster {

/// One edge of a minimum spanning tree of mutual reachability distances.
struct SpanningEdge {
    std::int32_t first = 0; ///< the smaller index
    std::int32_t second = 0;
    double distance = 0;
};

/// What depends only on data, metric and min_samples; every clustering is a cut of it.
struct SpanningTree {
    std::size_t points = 0;
    std::vector<double> coreDistances; ///< [n]
    std::vector<SpanningEdge> edges; ///< [n - 1], by ascending distance
    std::int64_t minimumSamples = 0; ///< with the point
};

/// Euclidean distance of the rows as they are, or of normalised(rows).
enum class Metric {
    euclidean,
    cosine,
    correlation,
};

/// What min_samples counts.
enum class SampleCount {
    withPoint, ///< the point itself is the first: scikit-learn, R's dbscan, and the papers
    withoutPoint, ///< neighbours only, so one more than above: the hdbscan package
};

struct TreeOptions {
    std::int64_t minimumSamples = 5; ///< at least 1; 1 with the point: plain single linkage
    SampleCount count = SampleCount::withPoint;
    Metric metric = Metric::euclidean;
    int threads = 1; ///< changes nothing in the result
};

/// Exact minimum spanning tree of mutual reachability distances between the rows, in double precision
/// (Campello, Moulavi, Sander 2013). Of several with the same heights always the same one; the heights, and
/// so every clustering, do not depend on the order of the rows. O(n^2 d) time and O(n d) memory: see
/// README.md. Rows must be finite (throws Error nonFinite with the row). Equal rows are at distance 0. Fewer
/// rows than minimumSamples have no core distances: all is then at infinity. No row and one row have no edge.
[[nodiscard]] SpanningTree spanningTree(
    MatrixView<const float> rows, const TreeOptions& options = {}, const Progress& progress = {});
[[nodiscard]] SpanningTree spanningTree(
    MatrixView<const double> rows, const TreeOptions& options = {}, const Progress& progress = {});

/// The rows on the unit sphere, for correlation each less its mean, so that the euclidean distance is
/// sqrt(2 - 2 cos): a true metric that orders pairs as the cosine (correlation) distance does. A row without
/// direction (all zero; for correlation, constant but for rounding) is at right angles to every row that has
/// one, at distance sqrt(2), and at 0 from its like: it gets a further column, which is there only if needed.
/// Throws nonFinite as above.
[[nodiscard]] Matrix<double> normalised(MatrixView<const float> rows, Metric metric);
[[nodiscard]] Matrix<double> normalised(MatrixView<const double> rows, Metric metric);

}
