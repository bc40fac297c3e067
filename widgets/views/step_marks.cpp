#include "widgets/views/step_marks.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QLocale>
#include <QMenu>
#include <QPainter>

namespace polcascope::views {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(StepMarks)
};

}

void paintStepMark(QPainter& painter, const theme::Theme& theme, QChar letter, const QLineF& line)
{
    const QFontMetricsF metrics(painter.font());
    painter.setPen(QPen(theme.text, 1));
    painter.drawLine(line);
    const double side = metrics.height();
    const QRectF box(line.p1().x() - side / 2, line.p1().y(), side, side);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.text);
    painter.drawRect(box);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(theme.background);
    painter.drawText(box, Qt::AlignCenter, letter);
}

void addStepMarkActions(QMenu* menu, const models::StepMarks& marks, std::optional<double> step,
    const std::function<void(const models::StepMarks&)>& place)
{
    const QString where = step ? QLocale().toString(*step, 'f', 0) : QString();
    menu->addAction(step ? Text::tr("&Cursor A at step %1").arg(where) : Text::tr("&Cursor A"), menu, [place, step, marks] {
        place({ step, marks.b });
    })->setEnabled(step.has_value());
    menu->addAction(step ? Text::tr("C&ursor B at step %1").arg(where) : Text::tr("C&ursor B"), menu, [place, step, marks] {
        place({ marks.a, step });
    })->setEnabled(step.has_value());
    menu->addAction(Text::tr("&Remove cursors A and B"), menu, [place] { place({}); })->setEnabled(!marks.isEmpty());
}

std::optional<models::StepMarks> marksAfter(const QKeyEvent& event, models::StepMarks marks, std::optional<double> step)
{
    if ((event.key() != Qt::Key_A && event.key() != Qt::Key_B) || event.modifiers())
        return std::nullopt;
    std::optional<double>& mark = event.key() == Qt::Key_A ? marks.a : marks.b;
    if (step)
        mark = mark == step ? std::nullopt : step;
    return marks;
}

}
