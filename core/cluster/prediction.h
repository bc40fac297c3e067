#pragma once

#include "core/cluster/hdbscan.h"

#include <vector>

namespace polcascope::cluster {

/// All that is needed to place new points in a clustering, besides the rows that were clustered.
struct PredictionData {
    /// A cluster of the condensed tree.
    struct Node {
        std::int32_t parent = -1; ///< the first node is the root
        double birth = 0; ///< lambda
        std::int32_t label = -1; ///< of the cluster selected that it is or lies in
        double death = 0; ///< the largest lambda at which anything leaves that
    };
    std::vector<Node> nodes;
    std::vector<std::int32_t> nodeOf; ///< [n] the node that a point leaves,
    std::vector<double> lambdas; ///< [n] and when
    std::vector<double> coreDistances; ///< [n]
    std::int64_t minimumSamples = 1; ///< with the point
    double smallestLambda = 0; ///< points that leave earlier are in no cluster
};
[[nodiscard]] PredictionData predictionData(const SpanningTree& tree, const Clusters& clusters);

struct Predictions {
    std::vector<std::int32_t> labels; ///< [m], -1 is noise
    std::vector<double> probabilities; ///< [m] strength of membership, 0 for noise
    /// [m] the clustered point nearest by mutual reachability (the first of equals), -1 without a condensed
    /// tree
    std::vector<std::int32_t> neighbours;
};

/// Places each new point where it would join the hierarchy if that stayed as it is otherwise: at its mutual
/// reachability distance to the nearest of all clustered points, in the cluster of that point there, or
/// further up if it joins only there; it leaves with that point, or when it joins if that is sparser. So does
/// the hdbscan package's approximate_predict, but that looks at the 2 min_samples nearest points only, and
/// gives a point that joins deeper than its neighbour leaves the strength of a point that stays so long. A
/// new point's core distance counts the point itself. `rows`: those clustered, normalised (as the new ones)
/// if a metric asks for it. O(n m d) time. Throws nonFinite for a new row as spanningTree does.
[[nodiscard]] Predictions predict(const PredictionData& data, MatrixView<const float> rows,
    MatrixView<const float> newRows, int threads = 1, const Progress& progress = {});
[[nodiscard]] Predictions predict(const PredictionData& data, MatrixView<const double> rows,
    MatrixView<const double> newRows, int threads = 1, const Progress& progress = {});

}
