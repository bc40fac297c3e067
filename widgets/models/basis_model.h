#pragma once

#include "widgets/models/run_view.h"

#include <QAbstractTableModel>

namespace polcascope::models {

/// The basis vectors: when each was found, how sharp the loss is along it, how far it can be trusted, and how
/// much of the loss change it explains.
class BasisModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { vectorColumn, stepColumn, eigenvalueColumn, residualColumn, shareColumn, columns };
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

    std::vector<store::BasisVectorInfo> m_basis;
    std::optional<analysis::Explained> m_explained;
};

}
