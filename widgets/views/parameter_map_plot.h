#pragma once

#include "widgets/models/parameter_map_data.h"
#include "widgets/views/grid_plot.h"

namespace polcascope::views {

/// Smallest cluster across, minimum samples down. The setting in force is framed, that of the rules has a diamond.
class ParameterMapPlot : public GridPlot {
    Q_OBJECT
public:
    explicit ParameterMapPlot(QWidget* parent = nullptr);

    void setData(const models::ParameterMapPointer& data); ///< may be null
    void setQuantity(models::MapQuantity quantity);
    [[nodiscard]] models::MapQuantity quantity() const { return m_quantity; }
    void setCurrent(const models::ClusteringParameters& parameters);

    [[nodiscard]] QRectF cellRect(int row, int column) const { return rectOf({ row, column }); }

Q_SIGNALS:
    void chosen(qint64 minimumClusterSize, qint64 minimumSamples);

protected:
    [[nodiscard]] int rows() const override;
    [[nodiscard]] int columns() const override;
    [[nodiscard]] QString rowLabel(int row) const override;
    [[nodiscard]] QString columnLabel(int column) const override;
    [[nodiscard]] QString rowTitle() const override;
    [[nodiscard]] QString columnTitle() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString note() const override;
    [[nodiscard]] Look look(const Cell& cell) const override;
    [[nodiscard]] QString describe(const Cell& cell) const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] models::Table table() const override;
    [[nodiscard]] Cell firstCell() const override;
    void choose(const Cell& cell) override;
    void paintMarks(QPainter& painter) const override;

private:
    [[nodiscard]] double strength(const models::ParameterMapCell& cell) const; ///< 0 to 1

    models::ParameterMapPointer m_data;
    models::MapQuantity m_quantity = models::MapQuantity::clusters;
    models::ClusteringParameters m_current;
    qint64 m_mostClusters = 1; ///< in any cell
};

}
