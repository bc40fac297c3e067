#pragma once

#include "widgets/models/overview_data.h"
#include "widgets/models/run_snapshot.h"

namespace polcascope::models {

/// What the loss curves of labels are made of.
struct LabelCurvesRequest {
    QStringList columns; ///< the labels that the tokens are split by; none: all tokens are one group
    OverviewRequest found; ///< which clusterings are held against the label, and which label
    double threshold = 0.9; ///< of its tokens that have the label, for a cluster to count
    Band band = Band::standardDeviation;
    bool operator==(const LabelCurvesRequest&) const = default;
};

/// A cluster that a curve stands for.
struct FoundCluster {
    store::ClusteringKey key;
    int cluster = 0; ///< as the run numbers it
    double share = 0; ///< of its tokens, those with the label
};

/// The loss by the labels of the tokens, which is the ground truth, and by the clusters that are meant to find them.
struct LabelCurvesData {
    LabelCurvesRequest request;
    CurvePlotData split; ///< a curve for each combination of labels, that of all tokens over them
    /// A curve for each output token, in its own colour everywhere, by its position among those of the overview: of
    /// its most homogeneous cluster by loss; of that along any vector; of its tokens with the label.
    CurvePlotData byLoss;
    CurvePlotData byVectors;
    CurvePlotData truth;
    std::map<int, FoundCluster> lossClusters; ///< by the id of the group
    std::map<int, FoundCluster> vectorClusters;
};
using LabelCurvesPointer = std::shared_ptr<const LabelCurvesData>;

/// The run has trajectories and tokens. O(T N) for each of the four.
[[nodiscard]] LabelCurvesData labelCurves(
    const RunSnapshot& run, const LabelCurvesRequest& request, const Progress& progress = {});

}
