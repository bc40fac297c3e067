#pragma once

#include "widgets/models/axis_scale.h"
#include "widgets/models/background.h"
#include "widgets/models/plot_data.h"
#include "widgets/theme/theme.h"
#include "widgets/views/density_map.h"
#include "widgets/views/qcustomplot.h"

#include <QSet>

#include <array>

namespace polcascope::views {

/// How curves are drawn: all lengths in the units of the device, pixels on screen and 1/720 inch on paper.
struct CurveLook {
    theme::Theme theme;
    QFont textFont; ///< tick labels, legend, notes
    QFont titleFont;
    double lineWidth = 1.6; ///< of a group's centre
    double thinWidth = 1; ///< of axes, and of single tokens' curves
    double imageScale = 1; ///< dots of the density map per unit
    bool compact = false; ///< no legend, no axis labels, a left margin of a fixed width
    bool legend = true;
    bool readout = true; ///< room for the cursor's values in the legend
    double legendShare = 0.25; ///< of the height that the legend may take
    int noteLines = 1; ///< so many at most; what does not fit is cut off
    QString panelLetter;
};

/// The one drawing of curves, on screen and on paper. What follows the mouse lies on two layers with buffers of
/// their own, so that hovering repaints neither the curves nor the density below them. On screen the density is counted
/// by a worker: until it is there, the one before stands in for it, where it is of the same curves.
class CurveCanvas : public QCustomPlot {
public:
    explicit CurveCanvas(QWidget* parent = nullptr);

    void setLook(const CurveLook& look);
    void setData(const models::CurvePlotData& data);
    void setLogX(bool logarithmic);
    /// What cannot be had is replaced as in models::valueScale(). What is in view stays there, as far as it has a place.
    void setValueScale(models::AxisScale scale);
    [[nodiscard]] QCPRange allSteps() const; ///< of the step axis, so that all is in view
    [[nodiscard]] QCPRange allValues() const; ///< of the value axis, whose coordinates are positions on the scale
    /// Lays title, note and legend out for a size; before painting at that size.
    void arrange(const QSize& size);

    void setEmphasised(const QSet<int>& groups, int hovered);
    void setCursorIndex(qsizetype index); ///< of a checkpoint; -1: none
    void setMarkIndices(qsizetype a, qsizetype b); ///< of the cursors A and B; arrange() makes room for their line
    void setSelection(const QVector<double>& mean, const QString& name); ///< as in the data
    void setBrushed(qsizetype first, qsizetype last); ///< checkpoints, in any order; -1: none

    void setFocusFrame(bool shown) { m_focusFrame = shown; }

    [[nodiscard]] const models::CurvePlotData& data() const { return m_data; }
    [[nodiscard]] models::AxisScale wantedScale() const { return m_wantedScale; }
    [[nodiscard]] const models::ValueScale& valueScale() const { return m_scale; }
    /// What is to be known of the value axis, in words; "" where it is linear.
    [[nodiscard]] QString scaleText() const;
    /// Where A and B stand and what the curves pointed at or selected have there; "" without cursors.
    [[nodiscard]] QString marksText() const;
    [[nodiscard]] double valueToPixel(double value) const { return yAxis->coordToPixel(m_scale.position(value)); }
    [[nodiscard]] double pixelToValue(double pixel) const { return m_scale.value(yAxis->pixelToCoord(pixel)); }
    [[nodiscard]] bool logX() const { return xAxis->scaleType() == QCPAxis::stLogarithmic; }
    [[nodiscard]] qsizetype cursorIndex() const { return m_cursorIndex; }
    [[nodiscard]] QRect plotRect() const { return axisRect()->rect(); }
    [[nodiscard]] qsizetype nearestStep(double pixel) const; ///< -1 when there are none
    [[nodiscard]] int groupAt(const QPointF& position) const; ///< on a curve, in a band, in the legend; or noGroup

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    struct LegendEntry {
        QRectF rect;
        QPointF swatch; ///< left end, at half height
        QPointF baseline;
        QRectF value;
        QString text;
        int group = models::noGroup; ///< noGroup: "and 3 more"
    };

    /// A density map, and which part of the axes it shows.
    struct Density {
        DensityRequest request;
        QCPRange steps;
        QCPRange values;
        bool logX = false;
        QImage image = {};
    };

    [[nodiscard]] bool shown(qsizetype step) const; ///< step 0 has no place on a logarithmic axis
    [[nodiscard]] QPolygonF polyline(const QVector<double>& values, qsizetype& from) const;
    [[nodiscard]] double em() const;
    [[nodiscard]] QString marksLine() const;
    [[nodiscard]] QString noteLine() const;
    /// Returns the height left for the axes.
    double layOut(const QSize& size);
    void updateScale();
    [[nodiscard]] QVector<const models::CurveGroup*> pointedAt() const;
    [[nodiscard]] QPen pen(const theme::GroupStyle& style, double width) const;

    [[nodiscard]] DensityRequest densityRequest() const;
    void askForDensity(const Density& wanted);
    void paintDensity(QCPPainter& painter);
    void readSample();
    void paintSample(QCPPainter& painter);
    void paintMarks(QCPPainter& painter);
    void paintBand(QCPPainter& painter, const models::CurveGroup& group, double strength) const;
    void paintCentre(QCPPainter& painter, const models::CurveGroup& group, double width) const;
    void paintMarkers(QCPPainter& painter, const models::CurveGroup& group, double width) const;
    void paintLine(QCPPainter& painter, const QVector<double>& values) const;
    void paintGroups(QCPPainter& painter);
    void paintHighlight(QCPPainter& painter);
    void paintMarkLines(QCPPainter& painter);
    void paintMarksText(QCPPainter& painter);
    void paintCursor(QCPPainter& painter);
    void paintCursorValues(QCPPainter& painter);
    void paintBrushed(QCPPainter& painter);
    void paintFoot(QCPPainter& painter, double x, const QString& text) const; ///< at the foot of the plot, over the tick labels
    void paintSelection(QCPPainter& painter) const;
    void paintHeader(QCPPainter& painter);
    void paintEmpty(QCPPainter& painter);

    CurveLook m_look;
    models::CurvePlotData m_data;
    QVector<QVector<double>> m_sample; ///< the curves of m_data.sample
    Density m_density; ///< as it is there
    DensityRequest m_densityAsked; ///< of the worker
    models::Background m_densityWork;
    QVector<LegendEntry> m_legend;
    QRectF m_titleRect;
    QRectF m_noteRect;
    QRectF m_marksRect;
    QSet<int> m_emphasised;
    int m_hovered = models::noGroup;
    qsizetype m_cursorIndex = -1;
    std::array<qsizetype, 2> m_marks { -1, -1 };
    models::AxisScale m_wantedScale = models::AxisScale::linear;
    models::ValueScale m_scale;
    bool m_bandsReachZero = false; ///< or less, on a logarithmic axis
    bool m_scaleInNote = false; ///< for want of room beside the axis
    std::pair<qsizetype, qsizetype> m_brushed { -1, -1 };
    bool m_focusFrame = false;
    bool m_resized = false; ///< since it was painted last
};

}
