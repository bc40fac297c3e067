#include "widgets/models/clustering_parameters.h"

#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <array>
#include <cmath>

namespace polcascope::models {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ClusteringParameters)
};

constexpr std::array metrics { cluster::Metric::euclidean, cluster::Metric::cosine, cluster::Metric::correlation };

/// As in files.
QLatin1String fileName(cluster::Metric metric)
{
    return QLatin1String(metric == cluster::Metric::cosine ? "cosine"
            : metric == cluster::Metric::correlation       ? "correlation"
                                                           : "euclidean");
}

}

QString metricName(cluster::Metric metric)
{
    switch (metric) {
    case cluster::Metric::euclidean:
        return Text::tr("euclidean");
    case cluster::Metric::cosine:
        return Text::tr("cosine");
    case cluster::Metric::correlation:
        return Text::tr("correlation");
    }
    return {};
}

QString selectionName(cluster::Selection selection)
{
    return selection == cluster::Selection::leaf ? Text::tr("leaf") : Text::tr("excess of mass");
}

QString distanceText(double distance)
{
    return QLocale().toString(distance, 'g', 4);
}

QString difference(const ClusteringParameters& from, const ClusteringParameters& to)
{
    const QLocale locale;
    QStringList parts;
    if (from.minimumClusterSize != to.minimumClusterSize)
        parts << Text::tr("minimum size %1").arg(locale.toString(qlonglong(to.minimumClusterSize)));
    if (from.minimumSamples != to.minimumSamples)
        parts << Text::tr("minimum samples %1").arg(locale.toString(qlonglong(to.minimumSamples)));
    if (from.metric != to.metric)
        parts << metricName(to.metric);
    if (from.selection != to.selection)
        parts << selectionName(to.selection);
    if (from.epsilon != to.epsilon)
        parts << (to.epsilon == 0 ? Text::tr("no epsilon") : Text::tr("epsilon %1").arg(distanceText(to.epsilon)));
    if (from.allowSingleCluster != to.allowSingleCluster)
        parts << (to.allowSingleCluster ? Text::tr("single cluster allowed") : Text::tr("no single cluster"));
    return parts.join(QStringLiteral(", "));
}

QJsonObject toJson(const ClusteringParameters& parameters)
{
    return {
        { "minimum_cluster_size", static_cast<qint64>(parameters.minimumClusterSize) },
        { "minimum_samples", static_cast<qint64>(parameters.minimumSamples) },
        { "metric", fileName(parameters.metric) },
        { "selection",
            parameters.selection == cluster::Selection::leaf ? QLatin1String("leaf") : QLatin1String("eom") },
        { "epsilon", parameters.epsilon },
        { "allow_single_cluster", parameters.allowSingleCluster },
    };
}

std::optional<ClusteringParameters> clusteringParameters(const QJsonObject& json)
{
    ClusteringParameters parameters;
    parameters.minimumClusterSize = json["minimum_cluster_size"].toInteger(0);
    parameters.minimumSamples = json["minimum_samples"].toInteger(0);
    const QString metric = json["metric"].toString(fileName(cluster::Metric::euclidean));
    const auto known =
        std::find_if(metrics.begin(), metrics.end(), [&](auto value) { return metric == fileName(value); });
    if (known == metrics.end())
        return std::nullopt;
    parameters.metric = *known;
    const QString selection = json["selection"].toString();
    parameters.selection =
        selection == QLatin1String("leaf") ? cluster::Selection::leaf : cluster::Selection::excessOfMass;
    parameters.epsilon = json["epsilon"].toDouble(-1);
    parameters.allowSingleCluster = json["allow_single_cluster"].toBool();
    const bool valid = parameters.minimumClusterSize >= 2 && parameters.minimumSamples >= 1 &&
        std::isfinite(parameters.epsilon) && parameters.epsilon >= 0 &&
        (selection == QLatin1String("leaf") || selection == QLatin1String("eom"));
    return valid ? std::optional(parameters) : std::nullopt;
}

}
