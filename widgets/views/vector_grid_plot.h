#pragma once

#include "widgets/models/vector_grid.h"
#include "widgets/views/grid_plot.h"

namespace polcascope::views {

/// Basis vectors down, and across what is known of each: as bars from zero, or as tints. The vector chosen is framed.
class VectorGridPlot : public GridPlot {
    Q_OBJECT
public:
    explicit VectorGridPlot(const QString& accessibleName, QWidget* parent = nullptr);

    void setData(const models::VectorGridPointer& data); ///< may be null
    void setCurrent(int vector); ///< its row; others than vectors are not framed

    [[nodiscard]] QRectF cellRect(int row, int column) const { return rectOf({ row, column }); }

Q_SIGNALS:
    void chosen(int vector); ///< its row

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
    models::VectorGridPointer m_data;
    int m_current = 0;
};

}
