#pragma once

#include "widgets/models/axis_scale.h"

#include <QJsonObject>
#include <QObject>

#include <map>

namespace polcascope::models {

/// How the plots over training lay out their axes. The step axis is the same in all of them: what of it is in view, whether
/// it is logarithmic, and where the cursors A and B stand. Each plot's value axis has a scale of its own, under the plot's
/// name, and a part in view under that name or, where several plots have one scale, under "scale/plot".
class PlotAxes : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    static constexpr double infinity = std::numeric_limits<double>::infinity();
    /// From minus to plus infinity: all there is.
    using Range = QPair<double, double>;
    static constexpr Range all { -infinity, infinity };

    /// All but the cursors.
    struct Layout {
        Range steps { -infinity, infinity };
        bool logSteps = false;
        std::map<QString, AxisScale> valueScales = {}; ///< those that are not linear
        std::map<QString, Range> valueRanges = {}; ///< those that are not all there is
        bool operator==(const Layout&) const = default;
    };
    [[nodiscard]] const Layout& layout() const { return m_layout; }
    void setLayout(const Layout& layout);

    [[nodiscard]] Range stepRange() const { return m_layout.steps; }
    [[nodiscard]] bool logSteps() const { return m_layout.logSteps; }
    [[nodiscard]] const StepMarks& marks() const { return m_marks; }
    [[nodiscard]] AxisScale valueScale(const QString& plot) const;
    [[nodiscard]] Range valueRange(const QString& plot) const;

    void setStepRange(double first, double last);
    void setLogSteps(bool logarithmic); ///< brings all steps and values in view
    void setMarks(const StepMarks& marks);
    void setValueScale(const QString& plot, AxisScale scale); ///< brings all values of that scale in view
    void setValueRange(const QString& plot, double lower, double upper);
    void startAnew(); ///< another run: all steps and values in view and no cursors; scales stay

    [[nodiscard]] QJsonObject toJson() const;
    void restore(const QJsonObject& json); ///< what is not understood is left out

Q_SIGNALS:
    void stepRangeChanged(double first, double last);
    void logStepsChanged(bool logarithmic);
    void marksChanged(const polcascope::models::StepMarks& marks);
    void valueScaleChanged(const QString& plot, polcascope::models::AxisScale scale);
    void valueRangeChanged(const QString& plot, double lower, double upper);
    void changed(); ///< after each of these

private:
    Layout m_layout;
    StepMarks m_marks;
};

}
