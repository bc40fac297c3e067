#pragma once

#include "widgets/models/overview_data.h"
#include "widgets/views/grid_plot.h"

namespace polcascope::views {

/// Vectors by output tokens, the vectors down where the plot is high and across where it is wide. The clustering
/// chosen is framed.
class OverviewPlot : public GridPlot {
    Q_OBJECT
public:
    explicit OverviewPlot(QWidget* parent = nullptr);

    void setData(const models::OverviewPointer& data); ///< may be null
    void setMeasure(models::OverviewMeasure measure);
    [[nodiscard]] models::OverviewMeasure measure() const { return m_measure; }
    void setCurrent(const store::ClusteringKey& key);
    void setMissing(const QString& sentence); ///< shown beside the title

    /// Of the data's row and column, wherever it is painted.
    [[nodiscard]] QRectF cellRect(int row, int column) const;

Q_SIGNALS:
    void chosen(int row, int column); ///< of the data

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
    void arrange() override;

private:
    /// From where it is painted to the data, and back.
    [[nodiscard]] Cell turned(const Cell& cell) const { return m_across ? Cell { cell.column, cell.row } : cell; }
    [[nodiscard]] QString vectorTitle() const;

    models::OverviewPointer m_data;
    models::OverviewMeasure m_measure = models::OverviewMeasure::share;
    store::ClusteringKey m_current;
    QString m_missing;
    double m_most = 1; ///< above chance, in any cell
    bool m_across = false; ///< vectors are columns
};

}
