#pragma once

#include "widgets/models/axis_scale.h"

#include <QScrollArea>
#include <QSet>

#include <memory>

namespace polcascope::views {

class CurvePlot;

/// What stands in a strip's title.
struct StripHeader {
    int vector = 0; ///< basis vector, from 0
    double eigenvalue = 0;
    double explained = 0; ///< share of the true loss change along this vector, 1 being all; NaN: not known yet
    double sampledAt = 0; ///< the step at which the vector was found
    bool operator==(const StripHeader&) const = default;
};

/// Small multiples: one compact CurvePlot for each basis vector, below one another, with one hover, one
/// selection, one cursor and one step axis.
class TrajectoryStrips : public QScrollArea {
    Q_OBJECT
public:
    explicit TrajectoryStrips(QWidget* parent = nullptr);
    ~TrajectoryStrips() override;

    /// The strips, in this order. Those that stay keep their data and zoom.
    void setHeaders(const QVector<StripHeader>& headers);
    /// One strip's curves; title and marked steps come from its header.
    void setData(int vector, const models::CurvePlotData& data);
    void clearData(); ///< every strip asks for its data again as soon as it is seen
    void setEmptyReason(const QString& reason); ///< shown while there are no strips

    void setHovered(int group);
    void setSelected(const QSet<int>& groups);
    void setCursorStep(double step);
    void setBrushing(bool always); ///< every drag does it, or one with a key
    void setSelectionCurve(int vector, const QVector<double>& mean, const QString& name); ///< as CurvePlot's
    void setLogX(bool logarithmic);
    void setStepRange(double first, double last); ///< infinite: all there is
    void setValueScale(models::AxisScale scale);
    void setValueRange(int vector, double lower, double upper); ///< of one strip; infinite: all there is
    void setMarks(const models::StepMarks& marks); ///< the cursors A and B
    void setCurrentVector(int vector); ///< marks its strip and scrolls to it; -1: none
    [[nodiscard]] int currentVector() const;
    [[nodiscard]] CurvePlot* plot(int vector) const; ///< null as long as the strip has not been seen

Q_SIGNALS:
    /// A strip without data has come into view: compute it and call setData.
    void dataNeeded(int vector);
    void vectorChosen(int vector); ///< by a click beside the curves, or Page Up and Page Down
    void groupHovered(int group);
    void groupClicked(int group, Qt::KeyboardModifiers modifiers);
    void cursorStepChanged(double step);
    void stepRangeChanged(double first, double last);
    void valueRangeChanged(int vector, double lower, double upper);
    void marksChanged(const polcascope::models::StepMarks& marks);
    void stepsBrushing(int vector, qsizetype first, qsizetype last, Qt::KeyboardModifiers modifiers);
    void stepsBrushed(int vector, qsizetype first, qsizetype last, Qt::KeyboardModifiers modifiers);
    void brushDropped();
    void logXChanged(bool logarithmic); ///< in a context menu
    void valueScaleChanged(polcascope::models::AxisScale scale); ///< there, too
    void figureRequested(int vector);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

}
