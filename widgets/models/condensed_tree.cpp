#include "widgets/models/condensed_tree.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace polcascope::models {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(CondensedTree)
};

double distanceAt(double lambda)
{
    return 1 / lambda; // 0 at infinity, infinite at 0
}

QString number(double value)
{
    return QString::number(value, 'g', QLocale::FloatingPointShortest);
}

QString onScreen(double value)
{
    return std::isinf(value) ? QStringLiteral("∞") : QLocale().toString(value, 'g', 4);
}

/// Which cluster each branch is or is a part of. Tokens that leave it are all of one cluster, or noise; a branch
/// that no token leaves belongs where all of its children do.
void findClusters(CondensedTreeData& data, const store::Clustering& clustering)
{
    auto& branches = data.branches;
    for (std::size_t token = 0; token < data.tokenBranch.size(); ++token)
        if (data.tokenBranch[token] >= 0 && clustering.labels[token] >= 0)
            branches[static_cast<std::size_t>(data.tokenBranch[token])].cluster = clustering.labels[token];
    for (std::size_t i = branches.size(); i-- > 0;) {
        TreeBranch& branch = branches[i];
        if (branch.cluster != noGroup || branch.children.empty())
            continue;
        const auto clusterOf = [&](int child) { return branches[static_cast<std::size_t>(child)].cluster; };
        const int first = clusterOf(branch.children.front());
        if (std::ranges::all_of(branch.children, [&](int child) { return clusterOf(child) == first; }))
            branch.cluster = first;
    }
    for (std::size_t i = 0; i < branches.size(); ++i) {
        TreeBranch& branch = branches[i];
        const int above = branch.parent < 0 ? noGroup : branches[static_cast<std::size_t>(branch.parent)].cluster;
        if (branch.cluster == noGroup)
            branch.cluster = above; // its own tokens are all at the edge
        branch.chosen = branch.cluster != noGroup && branch.cluster != above;
        if (branch.chosen && branch.cluster < static_cast<int>(data.clusters.size()))
            data.clusters[static_cast<std::size_t>(branch.cluster)].branch = static_cast<int>(i);
    }
}

}

const TreeCluster* CondensedTreeData::cluster(int label) const
{
    return label >= 0 && label < static_cast<int>(clusters.size()) ? &clusters[static_cast<std::size_t>(label)]
                                                                   : nullptr;
}

QList<int> CondensedTreeData::clustersOf(int branch) const
{
    QList<int> found;
    std::vector<int> open { branch };
    while (!open.empty()) {
        const TreeBranch& next = branches[static_cast<std::size_t>(open.back())];
        open.pop_back();
        if (next.cluster != noGroup)
            found.append(next.cluster);
        else
            open.insert(open.end(), next.children.begin(), next.children.end());
    }
    return found;
}

CondensedTreeData condensedTreeData(const store::Clustering& clustering, double epsilon, const GroupLook& look)
{
    CondensedTreeData data;
    data.title = Text::tr("Condensed tree");
    data.epsilon = epsilon;
    data.tokenProbability = clustering.probabilities;
    data.tokenBranch.assign(clustering.labels.size(), -1);
    data.tokenDistance.assign(clustering.labels.size(), 0);
    std::vector<std::size_t> tokens; // the points of the tree
    for (std::size_t token = 0; token < clustering.labels.size(); ++token) {
        if (clustering.labels[token] >= store::noise)
            tokens.push_back(token);
        data.noise += clustering.labels[token] == store::noise;
    }
    data.tokens = static_cast<qint64>(tokens.size());
    const auto points = static_cast<std::int32_t>(tokens.size());

    for (std::int32_t label = 0; label < clustering.clusters(); ++label) {
        TreeCluster cluster;
        cluster.label = label;
        cluster.name = look.name ? look.name(label) : clusterName(label);
        cluster.shortName = look.shortName ? look.shortName(label) : QLocale().toString(label + 1);
        cluster.colour = look.colour ? look.colour(label) : label;
        cluster.persistence = clustering.persistence[static_cast<std::size_t>(label)];
        data.clusters.push_back(cluster);
    }
    for (std::size_t token = 0; token < clustering.labels.size(); ++token) {
        if (clustering.labels[token] < 0)
            continue;
        TreeCluster& cluster = data.clusters[static_cast<std::size_t>(clustering.labels[token])];
        ++cluster.size;
        cluster.meanProbability += static_cast<double>(clustering.probabilities[token]);
    }
    for (TreeCluster& cluster : data.clusters)
        cluster.meanProbability /= static_cast<double>(std::max<qint64>(cluster.size, 1));

    const auto& edges = clustering.condensedTree;
    if (edges.empty()) {
        data.emptyReason = clustering.skipped
            ? Text::tr("Not clustered: the mean projected loss of this vector does not fall, and the 2026 rules leave "
                       "such vectors out.")
            : data.tokens >= std::max<std::int64_t>(clustering.minimumClusterSize, 2)
            ? Text::tr("The run holds no tree of this clustering. There is one as soon as a parameter is changed.")
            : Text::tr("There is no tree: fewer than %1 tokens are clustered.")
                  .arg(QLocale().toString(static_cast<qlonglong>(clustering.minimumClusterSize)));
        return data;
    }
    const auto branchOf = [points](std::int32_t node) { return static_cast<std::size_t>(node - points); };
    std::size_t count = 1;
    for (const auto& edge : edges)
        count = std::max({ count, branchOf(edge.parent) + 1, edge.child >= points ? branchOf(edge.child) + 1 : 0 });
    auto& branches = data.branches;
    branches.resize(count);
    branches.front().size = data.tokens;
    branches.front().birth = std::numeric_limits<double>::infinity();
    struct Leaving {
        double distance;
        qint64 tokens;
    };
    std::vector<std::vector<Leaving>> leaving(count);
    for (const auto& edge : edges) {
        const std::size_t parent = branchOf(edge.parent);
        const double distance = distanceAt(edge.lambda);
        leaving[parent].push_back({ distance, edge.size });
        if (std::isfinite(distance))
            data.largest = std::max(data.largest, distance);
        if (distance > 0 && std::isfinite(distance))
            data.smallest = data.smallest == 0 ? distance : std::min(data.smallest, distance);
        if (edge.child >= points) {
            TreeBranch& child = branches[branchOf(edge.child)];
            child.parent = static_cast<int>(parent);
            child.birth = distance;
            child.size = edge.size;
            branches[parent].children.push_back(static_cast<int>(branchOf(edge.child)));
        } else {
            ++branches[parent].direct;
            const std::size_t token = tokens[static_cast<std::size_t>(edge.child)];
            data.tokenBranch[token] = static_cast<std::int32_t>(parent);
            data.tokenDistance[token] = distance;
            data.duplicates += distance == 0;
        }
    }
    for (std::size_t i = 0; i < count; ++i) {
        TreeBranch& branch = branches[i];
        std::ranges::sort(branch.children, [&](int a, int b) {
            return std::pair(-branches[static_cast<std::size_t>(a)].size, a) <
                std::pair(-branches[static_cast<std::size_t>(b)].size, b);
        });
        if (!std::ranges::is_sorted(leaving[i], std::greater {}, &Leaving::distance)) // as they mostly are
            std::ranges::sort(leaving[i], std::greater {}, &Leaving::distance);
        qint64 left = branch.size;
        for (const auto& [distance, size] : leaving[i]) {
            left -= size;
            if (!branch.steps.empty() && branch.steps.back().distance == distance)
                branch.steps.back().tokens = left;
            else
                branch.steps.push_back({ distance, left });
            branch.stability += (1 / distance - 1 / branch.birth) * static_cast<double>(size);
        }
        branch.death = branch.steps.empty() ? 0 : branch.steps.back().distance;
    }
    findClusters(data, clustering);
    if (data.largest == 0)
        data.emptyReason = data.duplicates == data.tokens && data.tokens > 0
            ? Text::tr("There is no tree to draw: all tokens are the same.")
            : Text::tr("There is no tree to draw: no token has as many neighbours as the minimum samples ask for.");
    const QLocale locale;
    data.note = Text::tr("%Ln token(s)", nullptr, static_cast<int>(data.tokens)) + QStringLiteral(" · ") +
        Text::tr("%Ln branch(es)", nullptr, static_cast<int>(count)) + QStringLiteral(" · ") +
        Text::tr("%1 % outliers")
            .arg(locale.toString(
                data.tokens > 0 ? 100.0 * static_cast<double>(data.noise) / static_cast<double>(data.tokens) : 0.0,
                'f', 1));
    if (data.duplicates > 0)
        data.note += QStringLiteral(" · ") +
            Text::tr("%Ln token(s) with a duplicate never leave", nullptr, static_cast<int>(data.duplicates));
    return data;
}

// The header of a table is part of a file format: it is not translated.
Table table(const CondensedTreeData& data)
{
    Table table;
    table.header = { QStringLiteral("branch"), QStringLiteral("parent"), QStringLiteral("cluster"),
        QStringLiteral("is the cluster"), QStringLiteral("tokens"), QStringLiteral("distance at birth"),
        QStringLiteral("distance at end"), QStringLiteral("stability"), QStringLiteral("persistence"),
        QStringLiteral("mean probability") };
    for (std::size_t i = 0; i < data.branches.size(); ++i) {
        const TreeBranch& branch = data.branches[i];
        const TreeCluster* cluster = data.cluster(branch.cluster);
        table.rows.append({ QString::number(i), branch.parent < 0 ? QString() : QString::number(branch.parent),
            cluster ? cluster->name : QString(), QString::number(int(branch.chosen)), QString::number(branch.size),
            number(branch.birth), number(branch.death), number(branch.stability),
            branch.chosen && cluster ? number(cluster->persistence) : QString(),
            branch.chosen && cluster ? number(cluster->meanProbability) : QString() });
    }
    return table;
}

QString summary(const CondensedTreeData& data)
{
    if (data.isEmpty())
        return data.emptyReason;
    const QLocale locale;
    QStringList sentences { Text::tr("Condensed tree of %Ln token(s)", nullptr, static_cast<int>(data.tokens)) +
        QStringLiteral(", ") + Text::tr("%Ln branch(es)", nullptr, static_cast<int>(data.branches.size())) +
        QLatin1Char('.') };
    for (const TreeCluster& cluster : data.clusters) {
        if (cluster.branch < 0)
            continue;
        const TreeBranch& branch = data.branches[static_cast<std::size_t>(cluster.branch)];
        sentences.append(
            Text::tr("%1, %Ln token(s): from distance %2 to %3, persistence %4, mean probability %5.", nullptr,
                static_cast<int>(cluster.size))
                .arg(cluster.name, onScreen(branch.birth), onScreen(branch.death),
                    locale.toString(cluster.persistence, 'f', 2), locale.toString(cluster.meanProbability, 'f', 2)));
    }
    sentences.append(Text::tr("%Ln token(s) in no cluster.", nullptr, static_cast<int>(data.noise)));
    if (data.epsilon > 0)
        sentences.append(Text::tr("Nothing is split below distance %1.").arg(onScreen(data.epsilon)));
    return sentences.join(u' ');
}

void CondensedTreeModel::setData(const std::shared_ptr<const CondensedTreeData>& data)
{
    beginResetModel();
    m_data = data;
    endResetModel();
}

int CondensedTreeModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_data ? 0 : static_cast<int>(m_data->branches.size());
}

int CondensedTreeModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant CondensedTreeModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const TreeBranch& branch = m_data->branches[static_cast<std::size_t>(index.row())];
    const TreeCluster* cluster = m_data->cluster(branch.cluster);
    const TreeCluster* chosen = branch.chosen ? cluster : nullptr;
    const QLocale locale;
    switch (role) {
    case Qt::TextAlignmentRole:
        return QVariant(
            index.column() <= clusterColumn ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignRight | Qt::AlignVCenter);
    case branchRole:
        return index.row();
    case colourRole:
        return cluster ? QVariant(cluster->colour) : QVariant();
    case sortRole:
        switch (index.column()) {
        case branchColumn:
            return index.row();
        case clusterColumn:
            return cluster ? 2 * cluster->label + !branch.chosen : std::numeric_limits<int>::max();
        case tokensColumn:
            return branch.size;
        case birthColumn:
            return branch.birth;
        case deathColumn:
            return branch.death;
        case stabilityColumn:
            return branch.stability;
        case persistenceColumn:
            return chosen ? chosen->persistence : -1;
        case probabilityColumn:
            return chosen ? chosen->meanProbability : -1;
        }
        return {};
    case Qt::DisplayRole:
        switch (index.column()) {
        case branchColumn:
            return branch.parent < 0 ? tr("%1 (all)", "branch").arg(index.row())
                                     : tr("%1, from %2", "branch").arg(index.row()).arg(branch.parent);
        case clusterColumn:
            return !cluster ? QString() : branch.chosen ? cluster->name : tr("in %1", "cluster").arg(cluster->name);
        case tokensColumn:
            return locale.toString(branch.size);
        case birthColumn:
            return onScreen(branch.birth);
        case deathColumn:
            return onScreen(branch.death);
        case stabilityColumn:
            return onScreen(branch.stability);
        case persistenceColumn:
            return chosen ? locale.toString(chosen->persistence, 'f', 2) : QString();
        case probabilityColumn:
            return chosen ? locale.toString(chosen->meanProbability, 'f', 2) : QString();
        }
        return {};
    }
    return {};
}

QVariant CondensedTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(
            section <= clusterColumn ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::DisplayRole) {
        switch (section) {
        case branchColumn:
            return tr("Branch");
        case clusterColumn:
            return tr("Cluster");
        case tokensColumn:
            return tr("Tokens");
        case birthColumn:
            return tr("Splits off at");
        case deathColumn:
            return tr("Ends at");
        case stabilityColumn:
            return tr("Stability");
        case persistenceColumn:
            return tr("Persistence");
        case probabilityColumn:
            return tr("Probability");
        }
    }
    if (role == Qt::ToolTipRole) {
        // The heading itself is cut short in a narrow column.
        const QString heading = headerData(section, orientation, Qt::DisplayRole).toString() + QLatin1Char('\n');
        switch (section) {
        case branchColumn:
            return heading + tr("Number of the branch, and of the one that it splits off from");
        case clusterColumn:
            return heading + tr("The cluster that the branch is, or is a part of");
        case tokensColumn:
            return heading + tr("Tokens in it where it begins");
        case birthColumn:
            return heading + tr("The mutual reachability distance at which it splits off");
        case deathColumn:
            return heading + tr("The distance at which its last tokens leave, or it splits itself");
        case stabilityColumn:
            return heading + tr("Excess of mass: the sum over its tokens of how far (in 1 / distance) they go with it");
        case persistenceColumn:
            return heading + tr("Stability as a share of the largest possible for as many tokens");
        case probabilityColumn:
            return heading + tr("How firmly its tokens belong to the cluster, on average");
        }
    }
    return {};
}

}
