#pragma once

#include "widgets/models/parameter_map_data.h"

#include <QWidget>

namespace polcascope::views {

/// Smallest cluster across, minimum samples down, a cell for each pair with its number in words and colour. The
/// setting in force is framed, that of the rules has a diamond. Click or Enter chooses a cell; arrows walk.
class ParameterMapPlot : public QWidget {
    Q_OBJECT
public:
    explicit ParameterMapPlot(QWidget* parent = nullptr);

    void setData(const models::ParameterMapPointer& data); ///< may be null
    void setQuantity(models::MapQuantity quantity);
    [[nodiscard]] models::MapQuantity quantity() const { return m_quantity; }
    void setCurrent(const models::ClusteringParameters& parameters);
    void setOutOfDate(bool outOfDate); ///< painted paler
    void setEmptyReason(const QString& reason);

    [[nodiscard]] QRectF cellRect(int row, int column) const;

    void copyImage();
    void copyData() const; ///< as tab-separated values

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void chosen(qint64 minimumClusterSize, qint64 minimumSamples);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    struct Cell {
        int row = -1;
        int column = -1;
        bool operator==(const Cell&) const = default;
    };
    [[nodiscard]] bool shown() const { return m_data && !m_data->cells.empty(); }
    [[nodiscard]] QRectF gridRect() const;
    [[nodiscard]] Cell cellAt(const QPointF& position) const;
    [[nodiscard]] double strength(const models::ParameterMapCell& cell) const; ///< 0 to 1
    [[nodiscard]] QString describe(const Cell& cell) const;
    void paintCells(QPainter& painter) const;
    void paintAxes(QPainter& painter) const;
    void choose(const Cell& cell);
    void setHovered(const Cell& cell);

    models::ParameterMapPointer m_data;
    models::MapQuantity m_quantity = models::MapQuantity::clusters;
    models::ClusteringParameters m_current;
    QString m_emptyReason;
    Cell m_hovered;
    bool m_outOfDate = false;
    bool m_focusFrame = false;
};

}
