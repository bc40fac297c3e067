#pragma once

#include "widgets/models/run_view.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

namespace polcascope::models {

/// The clusters of a view as a table. Every share stands beside what chance would give.
class ClusterModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { nameColumn, sizeColumn, carryColumn, shuffledColumn, recallColumn, kindColumn, columns };
    enum Role {
        idRole = Qt::UserRole, ///< the cluster's number
        colourRole, ///< for theme::groupStyle
        sortRole, ///< a number, or text for names
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setData(const ViewDataPointer& data); ///< may be null
    [[nodiscard]] int rowOf(int cluster) const; ///< -1 when it is not there

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QVariant number(const ClusterInfo& cluster, int column) const;
    [[nodiscard]] QString text(const ClusterInfo& cluster, int column) const;
    [[nodiscard]] QString explanation(const ClusterInfo& cluster) const;

    ViewDataPointer m_data;
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
