#pragma once

#include "widgets/models/token_map_data.h"
#include "widgets/theme/theme.h"
#include "widgets/views/qcustomplot.h"

#include <QSet>

#include <span>

namespace polcascope::views {

/// How the map is drawn: all lengths in the units of the device, pixels on screen and 1/720 inch on paper.
struct TokenMapLook {
    theme::Theme theme;
    QFont textFont;
    QFont titleFont;
    double thinWidth = 1; ///< of axes
    double imageScale = 1; ///< dots per unit where points are painted as an image
    bool names = true; ///< of the clusters, where there is room
    bool onScreen = true;
    int noteLines = 1;
    QString panelLetter;
};

/// The one drawing of the map, on screen and on paper. The points of all are painted into an image once a view; what
/// follows the mouse lies on layers of its own.
class TokenMapCanvas : public QCustomPlot {
public:
    explicit TokenMapCanvas(QWidget* parent = nullptr);

    void setLook(const TokenMapLook& look);
    void setData(const std::shared_ptr<const models::TokenMapData>& data); ///< may be null
    void setEmptyReason(const QString& reason) { m_emptyReason = reason; }
    void setOutOfDate(bool outOfDate) { m_outOfDate = outOfDate; }
    /// A step across is as long as a step up, so that distances are what they look like.
    void setSameScale(bool same) { m_sameScale = same; }
    [[nodiscard]] bool sameScale() const { return m_sameScale; }
    /// Lays title, note and axes out for a size, before painting at that size.
    void arrange(const QSize& size);
    void fit(); ///< all points in view; after arrange()
    void keepScale(); ///< after another size

    void setEmphasised(const QSet<int>& groups, int hovered);
    /// Points that stand out, ascending.
    void setChosen(std::vector<std::int32_t> points) { m_chosen = std::move(points); }
    void setPrimary(qsizetype point) { m_primary = point; } ///< -1: none
    void setHoveredPoint(qsizetype point) { m_hoveredPoint = point; }
    void setLine(const QPolygonF& line) { m_line = line; } ///< around what is being selected
    void setFocusFrame(bool shown) { m_focusFrame = shown; }

    [[nodiscard]] const std::shared_ptr<const models::TokenMapData>& data() const { return m_data; }
    [[nodiscard]] bool isEmpty() const { return !m_data || m_data->isEmpty(); }
    [[nodiscard]] QRect plotRect() const { return axisRect()->rect(); }
    [[nodiscard]] QPointF positionOf(qsizetype point) const;
    [[nodiscard]] qsizetype pointAt(const QPointF& position) const; ///< the nearest within reach; -1: none
    [[nodiscard]] int nameAt(const QPointF& position) const; ///< the group whose name is there; or noGroup
    [[nodiscard]] std::vector<std::int32_t> pointsIn(const QPolygonF& area) const; ///< ascending, of those in a group

private:
    struct Name {
        QRectF rect;
        int group = models::noGroup;
    };

    [[nodiscard]] double em() const;
    [[nodiscard]] double diameter() const;
    [[nodiscard]] double opacity() const;
    [[nodiscard]] QVector<const models::TokenMapGroup*> inDrawingOrder() const;
    enum class Stamp { plain, rimmed };
    [[nodiscard]] QImage emptyImage() const; ///< as large as the plot
    [[nodiscard]] QImage pointsImage(const QVector<const models::TokenMapGroup*>& groups) const;
    [[nodiscard]] QImage chosenImage() const;
    void stampPoints(QImage& image, std::span<const std::int32_t> points, int colour, Stamp stamp) const;
    [[nodiscard]] QVector<Name> placedNames() const;

    void paintPoints(QCPPainter& painter);
    void paintNames(QCPPainter& painter);
    void paintHighlight(QCPPainter& painter);
    void paintPointer(QCPPainter& painter);
    void paintHeader(QCPPainter& painter);
    void paintEmpty(QCPPainter& painter);
    void paintName(QCPPainter& painter, const Name& name) const;
    void paintRing(QCPPainter& painter, qsizetype point, const QColor& colour) const;

    TokenMapLook m_look;
    std::shared_ptr<const models::TokenMapData> m_data;
    QString m_emptyReason;
    /// The points as they were last painted, and what that depends on.
    struct Painted {
        std::shared_ptr<const models::TokenMapData> data;
        QRect rect;
        QCPRange x;
        QCPRange y;
        double imageScale = 1;
        QRgb background = 0;
        QImage image;
    };
    Painted m_painted;
    QRectF m_titleRect;
    QRectF m_noteRect;
    QVector<Name> m_names; ///< as they were last painted
    QSet<int> m_emphasised;
    std::vector<std::int32_t> m_chosen;
    int m_hovered = models::noGroup;
    qsizetype m_primary = -1;
    qsizetype m_hoveredPoint = -1;
    QPolygonF m_line;
    bool m_sameScale = false;
    bool m_outOfDate = false;
    bool m_focusFrame = false;
};

}
