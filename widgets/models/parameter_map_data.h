#pragma once

#include "widgets/models/clustering_parameters.h"
#include "widgets/models/plot_data.h"

#include <QAbstractTableModel>

#include <initializer_list>

namespace polcascope::models {

/// What one pair of parameters finds.
struct ParameterMapCell {
    bool known = false; ///< computed already
    qint64 clusters = 0;
    double noiseShare = 0; ///< of the tokens clustered
    /// The largest carry share of a cluster with 85 % of its carries in the 10s and 100s places; 0: there is none.
    double homogeneity = 0;
    bool operator==(const ParameterMapCell&) const = default;
};

/// Smallest cluster by minimum samples, everything else as it is.
struct ParameterMapData {
    store::ClusteringKey key;
    ClusteringParameters base; ///< all but the two that vary
    ClusteringParameters rules;
    std::vector<std::int64_t> sizes; ///< columns, ascending
    std::vector<std::int64_t> samples; ///< rows, ascending
    std::vector<ParameterMapCell> cells; ///< row by row
    bool hasCarries = false; ///< the tokens have labels that tell homogeneity

    [[nodiscard]] const ParameterMapCell& cell(int row, int column) const
    {
        return cells[static_cast<std::size_t>(row) * sizes.size() + static_cast<std::size_t>(column)];
    }
    [[nodiscard]] int columnOf(std::int64_t size) const; ///< -1: not in it
    [[nodiscard]] int rowOf(std::int64_t samples) const;
};
using ParameterMapPointer = std::shared_ptr<const ParameterMapData>;

enum class MapQuantity { clusters, noise, homogeneity };
[[nodiscard]] QString mapQuantityName(MapQuantity quantity);
/// "3", "12 %", "0.91"; a dash for what is not known or not there.
[[nodiscard]] QString mapText(const ParameterMapCell& cell, MapQuantity quantity);

[[nodiscard]] Table table(const ParameterMapData& data);
[[nodiscard]] QString summary(const ParameterMapData& data);

/// 1, 2, 5, 10, ... from `first` to `last`, and the others that lie between.
[[nodiscard]] std::vector<std::int64_t> roundNumbers(
    std::int64_t first, std::int64_t last, std::initializer_list<std::int64_t> others);

/// The cells as a table.
class ParameterMapModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { sizeColumn, samplesColumn, clustersColumn, noiseColumn, homogeneityColumn, columns };
    enum Role { sortRole = Qt::UserRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setData(const ParameterMapPointer& data); ///< may be null

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    ParameterMapPointer m_data;
};

}
