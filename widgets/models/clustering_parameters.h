#pragma once

#include "core/cluster/hdbscan.h"

#include <QCoreApplication>
#include <QJsonObject>
#include <QString>

#include <optional>

namespace polcascope::models {

/// What a person may set for one clustering. The first four cut a spanning tree, at once; the last two make another
/// tree.
struct ClusteringParameters {
    std::int64_t minimumClusterSize = 2; ///< tokens, at least 2
    cluster::Selection selection = cluster::Selection::excessOfMass;
    double epsilon = 0; ///< clusters are not split below this distance
    bool allowSingleCluster = false;
    std::int64_t minimumSamples = 1; ///< counts the point itself
    cluster::Metric metric = cluster::Metric::euclidean;

    bool operator==(const ClusteringParameters&) const = default;
    [[nodiscard]] cluster::CutOptions cut() const
    {
        return { minimumClusterSize, selection, epsilon, allowSingleCluster };
    }
};

/// "euclidean", ...
[[nodiscard]] QString metricName(cluster::Metric metric);
/// "excess of mass", "leaf".
[[nodiscard]] QString selectionName(cluster::Selection selection);
/// What sets one apart from the other, for lists and undo: "minimum size 40, leaf"; "" when they are equal.
[[nodiscard]] QString difference(const ClusteringParameters& from, const ClusteringParameters& to);
/// A distance between trajectories, with as many digits as tell it from its neighbours.
[[nodiscard]] QString distanceText(double distance);

[[nodiscard]] QJsonObject toJson(const ClusteringParameters& parameters);
/// Nothing for what is no set of parameters.
[[nodiscard]] std::optional<ClusteringParameters> clusteringParameters(const QJsonObject& json);

}
