#pragma once

#include "widgets/models/comparison_data.h"
#include "widgets/views/grid_plot.h"

namespace polcascope::views {

/// Clusters pinned by clusters shown, coloured by how much the two have in common; what continues what is framed.
class ComparisonPlot : public GridPlot {
    Q_OBJECT
public:
    explicit ComparisonPlot(QWidget* parent = nullptr);

    void setComparison(const models::ComparisonPointer& comparison); ///< may be null
    [[nodiscard]] QRectF cellRect(int row, int column) const;

Q_SIGNALS:
    void chosen(int row, int column); ///< of the comparison

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
    models::ComparisonPointer m_comparison;
};

}
