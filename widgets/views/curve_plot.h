#pragma once

#include "widgets/models/axis_scale.h"

#include <QPixmap>
#include <QSet>
#include <QWidget>

#include <memory>

namespace polcascope::views {

/// Curves of groups over training steps. Paints what it is given and says what the person did; hover, selection
/// and cursor belong to the window and are handed back in by the setters (which emit nothing but contentChanged()).
///
/// Mouse: the wheel zooms at the cursor (with Shift only the steps, with Ctrl only the values), dragging pans,
/// a double click fits, a click on a curve or its name in the legend chooses the group. Where steps can be brushed, a drag
/// with Shift, Ctrl or Alt does that instead of panning, or every drag does. Keys: up and down walk
/// through the groups, Enter or Space chooses the one walked to, left and right move the cursor by a
/// checkpoint, Home and End to the ends, plus and minus zoom, 0 fits, A and B place the cursors of that name
/// where the cursor is, or take them away, Escape lets go.
///
/// Hovering repaints two small layers only. In a compact plot the wheel zooms only with Shift or Ctrl.
class CurvePlot : public QWidget {
    Q_OBJECT
public:
    /// A compact plot has no legend and no axis labels: one strip among many.
    enum class Size { full, compact };
    enum class Brushing { off, withKeys, always };
    explicit CurvePlot(Size size = Size::full, QWidget* parent = nullptr);
    ~CurvePlot() override;

    /// Keeps the zoom, unless nothing was zoomed: then all new data is in view.
    void setData(const models::CurvePlotData& data);
    [[nodiscard]] const models::CurvePlotData& data() const;

    void setHovered(int group); ///< models::noGroup: none
    void setSelected(const QSet<int>& groups);
    [[nodiscard]] const QSet<int>& selected() const;
    void setCursorStep(double step); ///< snaps to the nearest checkpoint; NaN: no cursor
    void setBrushing(Brushing brushing);
    /// The mean curve of the tokens selected, as in the data; as long as the steps, or it is not shown.
    void setSelectionCurve(const QVector<double>& mean, const QString& name);
    void setLogX(bool logarithmic); ///< step 0 has no place on a logarithmic axis and is left out
    /// Zooms the step axis as in another plot; where an end is infinite, to the end of the data.
    void setStepRange(double first, double last);
    void setValueRange(double lower, double upper); ///< of the value axis, in the same way
    void setValueScale(models::AxisScale scale); ///< as far as the data allows it: models::valueScale()
    void setMarks(const models::StepMarks& marks); ///< the cursors A and B; each snaps to the nearest checkpoint
    void fit();
    [[nodiscard]] bool isZoomed() const;

    [[nodiscard]] QPixmap image();
    void copyImage();
    void copyData() const; ///< as tab-separated values

    [[nodiscard]] int hovered() const;
    [[nodiscard]] double cursorStep() const;
    [[nodiscard]] bool logX() const;
    [[nodiscard]] models::CurveAxes axes() const; ///< as asked for
    [[nodiscard]] const models::StepMarks& marks() const;
    [[nodiscard]] QString marksText() const; ///< the line of A and B; "" without them
    [[nodiscard]] QPair<double, double> stepRange() const;
    [[nodiscard]] QPair<double, double> valueRange() const;
    /// Where a step and a value lie in this widget, for tests and for placing hints.
    [[nodiscard]] QPointF position(double step, double value) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void groupHovered(int group);
    void groupClicked(int group, Qt::KeyboardModifiers modifiers);
    void backgroundClicked(Qt::KeyboardModifiers modifiers);
    void cursorStepChanged(double step);
    void stepRangeChanged(double first, double last); ///< infinite: all there is
    void valueRangeChanged(double lower, double upper); ///< infinite, too
    void marksChanged(const polcascope::models::StepMarks& marks);
    /// The checkpoints, from the first to the last, that are being dragged over, or have been.
    void stepsBrushing(qsizetype first, qsizetype last, Qt::KeyboardModifiers modifiers);
    void stepsBrushed(qsizetype first, qsizetype last, Qt::KeyboardModifiers modifiers);
    void brushDropped(); ///< Escape: it was not meant
    void logXChanged(bool logarithmic); ///< in the context menu
    void valueScaleChanged(polcascope::models::AxisScale scale); ///< there, too
    /// "Save figure..." was chosen in the context menu.
    void figureRequested();
    void contentChanged(); ///< what a figure of it would show: data, selection, scales of the axes

protected:
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
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
