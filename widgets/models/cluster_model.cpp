#include "widgets/models/cluster_model.h"

#include <QFont>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <limits>

namespace polcascope::models {

namespace {

QString percent(double share)
{
    return ClusterModel::tr("%1 %", "a share of 100")
        .arg(QLocale().toString(share * 100, 'f', share < 0.0995 ? 1 : 0));
}

}

const analysis::ClusterStatistics* LabelShares::cluster(int id) const
{
    const auto found = std::ranges::find(clusters, id, &analysis::ClusterStatistics::cluster);
    return found == clusters.end() ? nullptr : &*found;
}

void ClusterModel::setLabel(const LabelShares& label)
{
    m_label = label;
    Q_EMIT headerDataChanged(Qt::Horizontal, carryColumn, shuffledColumn);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, carryColumn), index(rowCount() - 1, shuffledColumn));
}

void ClusterModel::setData(const ViewDataPointer& data)
{
    beginResetModel();
    m_data = data;
    m_least = std::numeric_limits<double>::infinity();
    m_most = -m_least;
    if (data)
        for (const auto& group : data->loss.groups)
            for (const double value : group.centre)
                if (std::isfinite(value)) {
                    m_least = std::min(m_least, value);
                    m_most = std::max(m_most, value);
                }
    endResetModel();
}

QPolygonF ClusterModel::curve(const ClusterInfo& cluster) const
{
    const CurveGroup* group = m_data->loss.group(cluster.id);
    if (!group || !(m_most > m_least))
        return {};
    const auto& steps = m_data->loss.steps;
    const double length = std::max(steps.last() - steps.first(), 1.0);
    QPolygonF points;
    for (qsizetype t = 0; t < group->centre.size(); ++t)
        if (std::isfinite(group->centre[t]))
            points << QPointF((steps[t] - steps.first()) / length, (m_most - group->centre[t]) / (m_most - m_least));
    return points;
}

bool ClusterModel::mayAnnotate(int cluster) const
{
    return m_data && m_data->origin != ClusterOrigin::provisional && cluster != store::noise && rowOf(cluster) >= 0;
}

Qt::ItemFlags ClusterModel::flags(const QModelIndex& index) const
{
    auto flags = QAbstractTableModel::flags(index);
    if (index.isValid() && index.column() == nameColumn && mayAnnotate(index.data(idRole).toInt()))
        flags |= Qt::ItemIsEditable;
    return flags;
}

bool ClusterModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || !(flags(index) & Qt::ItemIsEditable))
        return false;
    Q_EMIT renamed(index.data(idRole).toInt(), value.toString());
    return true;
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
    case breakColumn:
        return std::isfinite(cluster.breakStep) ? QVariant(cluster.breakStep) : QVariant();
    case curveColumn: // sorts by how far it falls
    case fallColumn:
        return std::isfinite(cluster.fall) ? QVariant(cluster.fall) : QVariant();
    }
    if (!cluster.statistics)
        return {};
    if (!isCarry() && (column == carryColumn || column == shuffledColumn)) {
        const auto* shares = m_label.cluster(cluster.id);
        return !shares ? QVariant() : column == carryColumn ? shares->carryShare : shares->shuffledCarryShare95;
    }
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
        if (cluster.id == store::noise)
            return cluster.name;
        if (const QString& called = cluster.ownName.isEmpty() ? cluster.label : cluster.ownName; !called.isEmpty())
            return tr("%1: %2", "number, label").arg(cluster.number + 1).arg(called);
        return QString::number(cluster.number + 1);
    case curveColumn:
        return {};
    case sizeColumn:
        return QLocale().toString(cluster.size);
    case breakColumn:
        return value.isValid() ? QLocale().toString(value.toDouble(), 'f', 0) : QString();
    case fallColumn:
        return value.isValid() ? QLocale().toString(value.toDouble(), 'f', 2) : QString();
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
    if (const auto* shares = m_label.cluster(cluster.id); shares && !isCarry())
        line(tr("%1 of them have the label %2; with shuffled labels 95 % of such clusters stay below %3.")
                 .arg(percent(shares->carryShare), m_label.name.toHtmlEscaped(), percent(shares->shuffledCarryShare95)));
    line(tr("It holds %1 of the carries among the tokens clustered, %2 of all carries.")
             .arg(percent(statistics.recallClustered), percent(statistics.recallAll)));
    line(tr("Persistence %1 of at most 1: how long the cluster holds together as the density grows.")
             .arg(QLocale().toString(cluster.persistence, 'f', 2)));
    if (statistics.isCarryCluster())
        line(tr("Carry cluster: over 90 % carry, and over 85 % of those stand in the 10s and 100s places."));
    if (statistics.isDigitCluster())
        line(tr("Digit cluster: over 90 % stand in one place."));
    if (!cluster.note.isEmpty())
        text += QLatin1String("<p>") + cluster.note.toHtmlEscaped();
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
    case Qt::EditRole:
        return index.column() == nameColumn ? QVariant(cluster.ownName) : QVariant();
    case Qt::AccessibleTextRole:
        return index.column() == curveColumn ? tr("loss curve") : text(cluster, index.column());
    case Qt::FontRole:
        if (index.column() == nameColumn && !cluster.note.isEmpty()) {
            QFont font;
            font.setUnderline(true);
            return font;
        }
        return {};
    case idRole:
        return cluster.id;
    case curveRole:
        return QVariant::fromValue(curve(cluster));
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
        case curveColumn:
            return tr("Loss");
        case carryColumn:
            return isCarry() ? tr("Carry") : m_label.name;
        case shuffledColumn:
            return tr("Chance");
        case breakColumn:
            return tr("Break");
        case fallColumn:
            return tr("Fall");
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
            return heading + tr("What it was named (F2), or else what over 90 % of the cluster's tokens have in common, if "
                      "anything; underlined where there is a note");
        case curveColumn:
            return heading + tr("The cluster's loss curve over training, all on the same scale; sorts by how far it falls");
        case sizeColumn:
            return heading + tr("How many tokens belong to the cluster");
        case carryColumn:
            return heading +
                (isCarry() ? tr("Carry homogeneity: the share of the cluster's tokens into whose place the lower "
                                "places carry")
                           : tr("Homogeneity: the share of the cluster's tokens that have this label")) +
                QLatin1Char('\n') + tr("Another label is chosen in the menu of these headings.");
        case shuffledColumn:
            return heading +
                (isCarry() ? tr("What chance gives: the 95th percentile of that share when the carry labels are "
                                "shuffled within "
                                "each output digit and place, 200 times")
                           : tr("What chance gives: the 95th percentile of that share when the label is shuffled among the "
                                "tokens of the same output token and place, 200 times"));
        case breakColumn:
            return heading + tr("The step at which the cluster's loss curve breaks: where it falls most in excess of the steps "
                      "before");
        case fallColumn:
            return heading + tr("By how many nats the cluster's loss curve falls from the first step to the last");
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
