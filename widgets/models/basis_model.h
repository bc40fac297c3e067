#pragma once

#include "widgets/models/basis_data.h"

#include <QAbstractTableModel>

namespace polcascope::models {

/// The basis vectors: of which kind each is and when it was found, how sharp the loss is along it (or what a kind
/// of basis has in place of that), how far it can be trusted, and how much of the loss change it explains. The
/// tool tip says where in the weights it lies.
class BasisModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { vectorColumn, kindColumn, stepColumn, measureColumn, residualColumn, shareColumn, columns };
    enum Role { convergedRole = Qt::UserRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setBasis(std::vector<store::BasisVectorInfo> basis);
    void setExplained(const analysis::Explained* explained); ///< null: not known

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(std::size_t vector, int column) const;
    [[nodiscard]] QString toolTip(const store::BasisVectorInfo& info) const;

    BasisData m_data; ///< only the vectors, and what they explain
};

}
