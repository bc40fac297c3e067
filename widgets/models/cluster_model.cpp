#include "widgets/models/cluster_model.h"

#include <QLocale>

#include <algorithm>

namespace polcascope::models {

namespace {

QString percent(double share)
{
    return ClusterModel::tr("%1 %", "a share of 100")
        .arg(QLocale().toString(share * 100, 'f', share < 0.0995 ? 1 : 0));
}

}

void ClusterModel::setData(const ViewDataPointer& data)
{
    beginResetModel();
    m_data = data;
    endResetModel();
}

int ClusterModel::rowOf(int cluster) const
{
    if (m_data)
        for (std::size_t row = 0; row < m_data->clusters.size(); ++row)
            if (m_data->clusters[row].id == cluster)
                return static_cast<int>(row);
    return -1;
}

int ClusterModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_data ? 0 : static_cast<int>(m_data->clusters.size());
}

int ClusterModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant ClusterModel::number(const ClusterInfo& cluster, int column) const
{
    switch (column) {
    case nameColumn:
        return cluster.number;
    case sizeColumn:
        return cluster.size;
    }
    if (!cluster.statistics)
        return {};
    const auto& statistics = *cluster.statistics;
    switch (column) {
    case carryColumn:
        return statistics.carryShare;
    case shuffledColumn:
        return statistics.shuffledCarryShare95;
    case recallColumn:
        return statistics.recallClustered;
    case kindColumn:
        return (statistics.isCarryCluster() ? 2 : 0) + (statistics.isDigitCluster() ? 1 : 0);
    }
    return {};
}

QString ClusterModel::text(const ClusterInfo& cluster, int column) const
{
    const QVariant value = number(cluster, column);
    switch (column) {
    case nameColumn: // the column's heading says that it is a cluster
        return cluster.id == store::noise ? cluster.name
            : cluster.label.isEmpty()     ? QString::number(cluster.number + 1)
                                      : tr("%1: %2", "number, label").arg(cluster.number + 1).arg(cluster.label);
    case sizeColumn:
        return QLocale().toString(cluster.size);
    case kindColumn: {
        if (!cluster.statistics)
            return {};
        const bool carry = cluster.statistics->isCarryCluster();
        const bool digit = cluster.statistics->isDigitCluster();
        return carry && digit ? tr("carry, digit") : carry ? tr("carry") : digit ? tr("digit") : QString();
    }
    }
    return value.isValid() ? percent(value.toDouble()) : QString();
}

QString ClusterModel::explanation(const ClusterInfo& cluster) const
{
    const QString tokens = tr("%Ln token(s)", nullptr, static_cast<int>(cluster.size));
    if (!cluster.statistics)
        return tr("<b>%1</b>: %2 that belong to no cluster.").arg(cluster.name.toHtmlEscaped(), tokens);
    const auto& statistics = *cluster.statistics;
    QString text = tr("<b>%1</b>: %2").arg(cluster.fullName().toHtmlEscaped(), tokens);
    const auto line = [&](const QString& sentence) { text += QLatin1String("<br>") + sentence; };
    line(tr("%1 of them carry; with shuffled labels 95 % of such clusters stay below %2.")
             .arg(percent(statistics.carryShare), percent(statistics.shuffledCarryShare95)));
    line(tr("It holds %1 of the carries among the tokens clustered, %2 of all carries.")
             .arg(percent(statistics.recallClustered), percent(statistics.recallAll)));
    line(tr("Persistence %1 of at most 1: how long the cluster holds together as the density grows.")
             .arg(QLocale().toString(cluster.persistence, 'f', 2)));
    if (statistics.isCarryCluster())
        line(tr("Carry cluster: over 90 % carry, and over 85 % of those stand in the 10s and 100s places."));
    if (statistics.isDigitCluster())
        line(tr("Digit cluster: over 90 % stand in one place."));
    return text;
}

QVariant ClusterModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ClusterInfo& cluster = m_data->clusters[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(cluster, index.column());
    case Qt::ToolTipRole:
        return explanation(cluster);
    case Qt::TextAlignmentRole:
        return QVariant(index.column() == nameColumn || index.column() == kindColumn
                ? Qt::AlignLeft | Qt::AlignVCenter
                : Qt::AlignRight | Qt::AlignVCenter);
    case idRole:
        return cluster.id;
    case colourRole:
        return cluster.colour;
    case sortRole:
        return number(cluster, index.column());
    }
    return {};
}

QVariant ClusterModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(section == nameColumn || section == kindColumn ? Qt::AlignLeft | Qt::AlignVCenter
                                                                       : Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::DisplayRole) {
        switch (section) {
        case nameColumn:
            return tr("Cluster");
        case sizeColumn:
            return tr("Tokens");
        case carryColumn:
            return tr("Carry");
        case shuffledColumn:
            return tr("Chance");
        case recallColumn:
            return tr("Recall");
        case kindColumn:
            return tr("Kind");
        }
    }
    if (role == Qt::ToolTipRole) {
        // The heading itself is cut short in a narrow column.
        const QString heading = headerData(section, orientation, Qt::DisplayRole).toString() + QLatin1Char('\n');
        switch (section) {
        case nameColumn:
            return heading + tr("What over 90 % of the cluster's tokens have in common, if anything");
        case sizeColumn:
            return heading + tr("How many tokens belong to the cluster");
        case carryColumn:
            return heading + tr("Carry homogeneity: the share of the cluster's tokens into whose place the lower "
                      "places carry");
        case shuffledColumn:
            return heading + tr("What chance gives: the 95th percentile of that share when the carry labels are "
                      "shuffled within "
                      "each output digit and place, 200 times");
        case recallColumn:
            return heading + tr("Of the carries among the tokens clustered, the share in this cluster");
        case kindColumn:
            return heading + tr("carry: over 90 % carry, 85 % of those in the 10s and 100s places; digit: over 90 % "
                      "stand in one place");
        }
    }
    return {};
}

ClusterSortModel::ClusterSortModel(QObject* parent)
    : QSortFilterProxyModel(parent)
{
    setSortRole(ClusterModel::sortRole);
}

bool ClusterSortModel::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const bool leftNoise = left.data(ClusterModel::idRole).toInt() == store::noise;
    const bool rightNoise = right.data(ClusterModel::idRole).toInt() == store::noise;
    if (leftNoise != rightNoise)
        return leftNoise == (sortOrder() == Qt::DescendingOrder);
    return QSortFilterProxyModel::lessThan(left, right);
}

}
