#pragma once

#include "widgets/models/axis_scale.h"

#include <QJsonObject>
#include <QObject>

#include <map>

namespace polcascope::models {

/// How the plots over training lay out their axes. The step axis is the same in all of them: what of it is in view, whether
/// it is logarithmic, and where the cursors A and B stand. Each plot's value axis has a scale of its own, under the plot's name.
class PlotAxes : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    static constexpr double infinity = std::numeric_limits<double>::infinity();
    /// From minus to plus infinity: all there is.
    [[nodiscard]] QPair<double, double> stepRange() const { return m_stepRange; }
    [[nodiscard]] bool logSteps() const { return m_logSteps; }
    [[nodiscard]] const StepMarks& marks() const { return m_marks; }
    [[nodiscard]] AxisScale valueScale(const QString& plot) const;

    void setStepRange(double first, double last);
    void setLogSteps(bool logarithmic); ///< brings all steps in view
    void setMarks(const StepMarks& marks);
    void setValueScale(const QString& plot, AxisScale scale);
    void startAnew(); ///< another run: all steps in view and no cursors; scales stay

    [[nodiscard]] QJsonObject toJson() const;
    void restore(const QJsonObject& json); ///< what is not understood is left out

Q_SIGNALS:
    void stepRangeChanged(double first, double last);
    void logStepsChanged(bool logarithmic);
    void marksChanged(const polcascope::models::StepMarks& marks);
    void valueScaleChanged(const QString& plot, polcascope::models::AxisScale scale);
    void changed(); ///< after each of these

private:
    QPair<double, double> m_stepRange { -infinity, infinity };
    bool m_logSteps = false;
    StepMarks m_marks;
    std::map<QString, AxisScale> m_valueScales; ///< those that are not linear
};

}
