#pragma once

#include "widgets/models/token_map_data.h"

#include <QSet>
#include <QWidget>

#include <functional>
#include <memory>

namespace polcascope::views {

/// The tokens as points of a plane. Paints what it is given and says what the person did; hover, selection and the
/// primary token belong to the window and are handed back in by the setters (which emit nothing).
///
/// Mouse: hovering names the point, a click chooses it and its cluster, the wheel zooms at the pointer, a double click
/// fits. Dragging pans, or draws a rectangle or a lasso: the points inside, or the clusters with any point inside, are then
/// selected (with Shift added, with Alt taken away, with Ctrl turned about). Keys: up and down walk through the clusters, left and right
/// through the points of one, Enter or Space chooses, plus and minus zoom, 0 fits, Escape lets go.
class TokenMapPlot : public QWidget {
    Q_OBJECT
public:
    enum class Drag { pan, rectangle, lasso };
    enum class Picks { clusters, tokens }; ///< what a rectangle or a lasso selects
    explicit TokenMapPlot(QWidget* parent = nullptr);
    ~TokenMapPlot() override;

    /// Null: the reason why there is nothing is shown. `keepZoom`: the same tokens in the same plane as before.
    void setData(const std::shared_ptr<const models::TokenMapData>& data, bool keepZoom = false);
    [[nodiscard]] const std::shared_ptr<const models::TokenMapData>& data() const;
    void setEmptyReason(const QString& reason);
    void setOutOfDate(bool outOfDate); ///< paler, and answers no pointer
    /// What a point is, in rich text.
    void setDescription(std::function<QString(qsizetype point)> describe);

    void setHovered(int group); ///< models::noGroup: none
    void setSelected(const QSet<int>& groups);
    void setTokens(const QVector<std::int32_t>& tokens); ///< ascending: their points stand out
    [[nodiscard]] const QSet<int>& selected() const;
    void setPrimaryToken(int token); ///< -1: none
    void setDrag(Drag drag);
    void setPicks(Picks picks);
    void setSameScale(bool same);
    [[nodiscard]] bool sameScale() const;
    void fit();
    [[nodiscard]] bool isZoomed() const;

    [[nodiscard]] QPixmap image();
    void copyImage();
    void copyData() const; ///< as tab-separated values

    /// For tests, and for placing hints.
    [[nodiscard]] QPointF position(qsizetype point) const;
    [[nodiscard]] QRectF plotRect() const;
    [[nodiscard]] QRectF visible() const; ///< in the plane

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void groupHovered(int group);
    void groupClicked(int group, Qt::KeyboardModifiers modifiers);
    void backgroundClicked(Qt::KeyboardModifiers modifiers);
    void tokenChosen(int token); ///< -1: none
    void groupsDragged(const QSet<int>& groups, Qt::KeyboardModifiers modifiers);
    void tokensDragging(const QVector<std::int32_t>& tokens, Qt::KeyboardModifiers modifiers); ///< so far
    void tokensDragged(const QVector<std::int32_t>& tokens, Qt::KeyboardModifiers modifiers);
    void tokensDropped(); ///< Escape: it was not meant
    void figureRequested();
    void contentChanged(); ///< as of CurvePlot

protected:
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

}
