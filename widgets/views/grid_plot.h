#pragma once

#include "widgets/models/plot_data.h"
#include "widgets/theme/theme.h"

#include <QWidget>

namespace polcascope::views {

/// A coloured grid with its axes, a cell for each pair of a row and a column, its number in words and colour. Click or
/// Enter chooses a cell; arrows walk, and tell what the pointer would. What rows, columns and cells are, the classes
/// made from it say.
class GridPlot : public QWidget {
    Q_OBJECT
public:
    explicit GridPlot(QWidget* parent = nullptr);

    void setOutOfDate(bool outOfDate); ///< painted paler
    void setEmptyReason(const QString& reason);

    void copyImage();
    void copyData() const; ///< as tab-separated values

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    struct Cell {
        int row = -1;
        int column = -1;
        bool operator==(const Cell&) const = default;
    };
    struct Look {
        enum class Fill { colour, bar, hatched, none };
        Fill fill = Fill::colour;
        QColor colour; ///< at full strength
        double strength = 0; ///< 0 to 1
        QString text; ///< painted where there is room
        bool muted = false; ///< the text tells nothing
        double from = 0; ///< of a bar, in widths of the cell
        double to = 0;
    };

    // Not pure: events come before the constructors are through.
    [[nodiscard]] virtual int rows() const { return 0; } ///< 0: the reason why there is nothing is shown
    [[nodiscard]] virtual int columns() const { return 0; }
    [[nodiscard]] virtual QString rowLabel(int row) const = 0;
    [[nodiscard]] virtual QString columnLabel(int column) const = 0;
    [[nodiscard]] virtual QString rowTitle() const = 0;
    [[nodiscard]] virtual QString columnTitle() const = 0;
    [[nodiscard]] virtual QString title() const = 0;
    [[nodiscard]] virtual QString note() const = 0; ///< beside the title
    [[nodiscard]] virtual Look look(const Cell& cell) const = 0;
    [[nodiscard]] virtual QString describe(const Cell& cell) const = 0; ///< rich text
    [[nodiscard]] virtual QString summary() const = 0;
    [[nodiscard]] virtual models::Table table() const = 0;
    [[nodiscard]] virtual Cell firstCell() const = 0; ///< where the keys begin
    virtual void choose(const Cell& cell) = 0;
    virtual void paintMarks(QPainter&) const { }
    virtual void arrange() { } ///< before the cells are laid out, after another size or other data

    void dataChanged(bool sameCells); ///< what is above has changed
    [[nodiscard]] bool shown() const { return rows() > 0 && columns() > 0; }
    [[nodiscard]] bool isOutOfDate() const { return m_outOfDate; }
    [[nodiscard]] const QString& emptyReason() const { return m_emptyReason; }
    [[nodiscard]] const QRectF& gridRect() const { return m_grid; }
    [[nodiscard]] QRectF rectOf(const Cell& cell) const; ///< null for one that is not there
    /// A frame around what is in force; nothing around a null rectangle.
    void paintFrame(QPainter& painter, const QRectF& place) const;

    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    [[nodiscard]] bool standsOnEnd(double labelWidth) const;
    [[nodiscard]] Cell cellAt(const QPointF& position) const;
    void layOut();
    void paintCells(QPainter& painter) const;
    void paintAxes(QPainter& painter) const;
    void setHovered(const Cell& cell);

    QString m_emptyReason;
    QRectF m_grid;
    Cell m_hovered;
    double m_columnLabels = 0; ///< height of the labels below
    bool m_upright = false; ///< those that are wider than their cells stand on end
    bool m_outOfDate = false;
    bool m_focusFrame = false;
};

}
