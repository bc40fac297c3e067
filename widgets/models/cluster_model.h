#pragma once

#include "widgets/models/run_view.h"

#include <QAbstractTableModel>
#include <QPolygonF>
#include <QSortFilterProxyModel>

namespace polcascope::models {

/// How many of each cluster's tokens have a label, and what chance gives.
struct LabelShares {
    QString name; ///< of the label; "": of the carry, which the clusters' own statistics tell
    std::vector<analysis::ClusterStatistics> clusters; ///< whose carries are the tokens with the label; empty: not known yet
    [[nodiscard]] const analysis::ClusterStatistics* cluster(int id) const;
};

/// The clusters of a view as a table. Every share stands beside what chance would give.
class ClusterModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        nameColumn,
        curveColumn,
        sizeColumn,
        carryColumn,
        shuffledColumn,
        breakColumn,
        fallColumn,
        recallColumn,
        kindColumn,
        columns
    };
    enum Role {
        idRole = Qt::UserRole, ///< the cluster's number
        colourRole, ///< for theme::groupStyle
        curveRole, ///< the loss curve as points of the unit square, QPolygonF: all clusters on the same scale
        sortRole, ///< a number, or text for names
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setData(const ViewDataPointer& data); ///< may be null
    void setLabel(const LabelShares& label); ///< which the shares are of
    [[nodiscard]] int rowOf(int cluster) const; ///< -1 when it is not there

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    /// The model does not change: whoever is told changes what it shows.
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    /// Whether people may name this cluster: outliers and provisional groups are none.
    [[nodiscard]] bool mayAnnotate(int cluster) const;

Q_SIGNALS:
    void renamed(int cluster, const QString& name);

private:
    [[nodiscard]] bool isCarry() const { return m_label.name.isEmpty(); } ///< the label
    [[nodiscard]] QPolygonF curve(const ClusterInfo& cluster) const;
    [[nodiscard]] QVariant number(const ClusterInfo& cluster, int column) const;
    [[nodiscard]] QString text(const ClusterInfo& cluster, int column) const;
    [[nodiscard]] QString explanation(const ClusterInfo& cluster) const;

    ViewDataPointer m_data;
    LabelShares m_label;
    double m_least = 0; ///< of all loss curves
    double m_most = 1;
};

/// Sorts clusters by any column and keeps the outliers last in either order.
class ClusterSortModel : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit ClusterSortModel(QObject* parent = nullptr);

protected:
    [[nodiscard]] bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;
};

}
