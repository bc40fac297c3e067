#pragma once

#include "widgets/models/plot_data.h"

#include <QAbstractTableModel>

namespace polcascope::models {

/// Curves as a table: a row for each step, a column for each curve, and two more for its band.
class CurveModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role { sortRole = Qt::UserRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setData(const CurvePlotData& data);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Column {
        QString name;
        QVector<double> values; ///< [steps]
    };
    QVector<Column> m_columns; ///< the steps first
};

}
