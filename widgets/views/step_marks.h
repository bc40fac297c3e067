#pragma once

#include "widgets/models/axis_scale.h"
#include "widgets/theme/theme.h"

#include <QLineF>

#include <functional>

class QKeyEvent;
class QMenu;
class QPainter;

/// The cursors A and B, alike in all views with a step axis. `step`: where the pointer or the keys are; nothing: nowhere.
namespace polcascope::views {

/// A line with its letter in a box at the upper end.
void paintStepMark(QPainter& painter, const theme::Theme& theme, QChar letter, const QLineF& line);

/// Entries that place A or B at the step, or take both away; `place` is handed what is then marked.
void addStepMarkActions(QMenu* menu, const models::StepMarks& marks, std::optional<double> step,
    const std::function<void(const models::StepMarks&)>& place);

/// What A and B are after a key: A and B place the cursor of that name at the step, or take it away where it stands. Nothing
/// for other keys.
[[nodiscard]] std::optional<models::StepMarks> marksAfter(
    const QKeyEvent& event, models::StepMarks marks, std::optional<double> step);

}
