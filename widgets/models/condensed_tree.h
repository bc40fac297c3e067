#pragma once

#include "widgets/models/plot_data.h"

#include <QAbstractTableModel>

namespace polcascope::models {

/// A node of the condensed tree: tokens that lie densely together from one distance down to another.
struct TreeBranch {
    /// Below `distance`, `tokens` are left in it.
    struct Step {
        double distance = 0;
        qint64 tokens = 0;
    };

    int parent = -1; ///< an index into the branches: parents come before their children
    std::vector<int> children; ///< the larger first
    double birth = 0; ///< the distance at which it splits off; infinite for the root
    double death = 0; ///< the distance at which its last tokens leave, or it splits; 0: duplicates stay for ever
    qint64 size = 0; ///< tokens at birth
    qint64 direct = 0; ///< of these, those that leave it one by one and do not go on in its children
    double stability = 0; ///< tokens times (lambda at which they leave it - that at birth); may be infinite
    std::vector<Step> steps; ///< by descending distance
    int cluster = noGroup; ///< the label of the cluster that it is, or is a part of
    bool chosen = false; ///< it is that cluster, as a whole
};

struct TreeCluster {
    int label = 0;
    QString name;
    QString shortName; ///< "2"
    int colour = 0; ///< for theme::groupStyle
    qint64 size = 0;
    double persistence = 0;
    double meanProbability = 0;
    int branch = -1;
};

/// The condensed tree of a clustering, as it is drawn and read.
struct CondensedTreeData {
    QString title;
    QString note;
    QString emptyReason; ///< why there is nothing to see, when there is nothing
    std::vector<TreeBranch> branches; ///< the first is the root
    std::vector<TreeCluster> clusters; ///< by label
    qint64 tokens = 0; ///< clustered
    qint64 noise = 0; ///< of these, in no cluster
    double epsilon = 0;
    double largest = 0; ///< finite distance at which anything leaves or splits; 0: there is none
    double smallest = 0; ///< positive one
    qint64 duplicates = 0; ///< tokens that leave at distance 0 only
    std::vector<std::int32_t> tokenBranch; ///< [N] the branch that each token leaves; -1: not clustered
    std::vector<double> tokenDistance; ///< [N] where it leaves
    std::vector<float> tokenProbability; ///< [N]

    [[nodiscard]] bool isEmpty() const { return branches.empty() || largest == 0; }
    [[nodiscard]] const TreeCluster* cluster(int label) const; ///< null when there is none
    /// The clusters that a branch is, is a part of, or holds.
    [[nodiscard]] QList<int> clustersOf(int branch) const;
};

/// The tree of a clustering and where its clusters are in it. `epsilon`: that it was cut with.
[[nodiscard]] CondensedTreeData condensedTreeData(
    const store::Clustering& clustering, double epsilon, const GroupLook& look = {});

[[nodiscard]] Table table(const CondensedTreeData& data);
[[nodiscard]] QString summary(const CondensedTreeData& data);

/// The branches as a table: what the drawing shows, in words.
class CondensedTreeModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        branchColumn,
        clusterColumn,
        tokensColumn,
        birthColumn,
        deathColumn,
        stabilityColumn,
        persistenceColumn,
        probabilityColumn,
        columns
    };
    enum Role {
        branchRole = Qt::UserRole, ///< index of the branch
        colourRole, ///< of the cluster, for theme::groupStyle; invalid for none
        sortRole,
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setData(const std::shared_ptr<const CondensedTreeData>& data); ///< may be null

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::shared_ptr<const CondensedTreeData> m_data;
};

}
