#include "widgets/views/curve_plot.h"

#include "widgets/theme/theme.h"
#include "widgets/views/axis_limits_dialog.h"
#include "widgets/views/curve_canvas.h"
#include "widgets/views/step_marks.h"

#include <QAccessible>
#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QPixmap>
#include <QStyleOptionFocusRect>
#include <QStylePainter>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace polcascope::views {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double farthest = 250; ///< decades

}

class CurvePlot::Private {
public:
    explicit Private(CurvePlot* plot, Size plotSize)
        : q(plot)
        , size(plotSize)
        , canvas(new CurveCanvas(plot))
    {
    }

    void applyLook()
    {
        CurveLook look;
        look.theme = theme::themeOf(q->palette());
        look.textFont = theme::tickFont(*q);
        look.titleFont = theme::titleFont(*q);
        look.compact = size == Size::compact;
        if (look.compact) {
            look.titleFont = look.textFont;
            look.lineWidth = 1.2;
        }
        canvas->setLook(look);
        canvas->arrange(q->size());
    }

    // The steps of plots behind other tabs are zoomed with those in front: what is not seen is not painted.
    void replot()
    {
        stale = !q->isVisible();
        if (!stale)
            canvas->replot(QCustomPlot::rpQueuedReplot);
    }
    // Only what lies on the layers that follow the mouse.
    void replotHighlight() { replot(QStringLiteral("highlight")); }
    void replotCursor() { replot(QStringLiteral("overlay")); }
    void replot(const QString& layer)
    {
        stale |= !q->isVisible();
        if (!stale)
            canvas->layer(layer)->replot();
    }

    void hover(int group)
    {
        if (group == hovered)
            return;
        q->setHovered(group);
        Q_EMIT q->groupHovered(group);
    }

    void placeMarks(const models::StepMarks& wanted)
    {
        if (wanted == marks)
            return;
        q->setMarks(wanted);
        Q_EMIT q->marksChanged(wanted);
    }

    void showMarks()
    {
        canvas->setMarkIndices(indexOf(marks.a.value_or(infinity)), indexOf(marks.b.value_or(infinity)));
        canvas->arrange(q->size());
    }

    [[nodiscard]] std::optional<double> stepAt(qsizetype index) const
    {
        return index < 0 ? std::nullopt : std::optional(canvas->data().steps[index]);
    }

    [[nodiscard]] qsizetype indexOf(double step) const
    {
        qsizetype index = -1;
        const auto& steps = canvas->data().steps;
        for (qsizetype t = 0; t < steps.size() && std::isfinite(step); ++t) {
            if (index < 0 || std::abs(steps[t] - step) < std::abs(steps[index] - step))
                index = t;
        }
        return index;
    }

    void moveCursor(qsizetype index)
    {
        if (index == canvas->cursorIndex())
            return;
        canvas->setCursorIndex(index);
        replotCursor();
        wantedStep = q->cursorStep();
        Q_EMIT q->cursorStepChanged(q->cursorStep());
    }

    void askForLimits()
    {
        constexpr auto all = qMakePair(-infinity, infinity);
        const models::ValueScale& scale = canvas->valueScale();
        const QCPRange steps = canvas->allSteps();
        const QCPRange values = canvas->allValues();
        auto* dialog = new AxisLimitsDialog(
            { stepsZoomed ? q->stepRange() : all, { steps.lower, steps.upper }, canvas->logX() },
            { valuesZoomed ? q->valueRange() : all, { scale.value(values.lower), scale.value(values.upper) },
                scale.kind == models::AxisScale::logarithmic },
            q);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        QObject::connect(dialog, &QDialog::accepted, q, [this, dialog] {
            q->setValueRange(dialog->values().first, dialog->values().second);
            q->setStepRange(dialog->steps().first, dialog->steps().second);
            Q_EMIT q->valueRangeChanged(dialog->values().first, dialog->values().second);
            Q_EMIT q->stepRangeChanged(dialog->steps().first, dialog->steps().second);
        });
        dialog->open();
    }

    void fitAll()
    {
        q->fit();
        Q_EMIT q->valueRangeChanged(-infinity, infinity);
        Q_EMIT q->stepRangeChanged(-infinity, infinity);
    }

    void addAxisActions(QMenu* menu)
    {
        const bool some = !canvas->data().isEmpty();
        menu->addAction(tr("Show &all"), q, [this] { fitAll(); })->setEnabled(q->isZoomed());
        menu->addAction(tr("Axis li&mits…"), q, [this] { askForLimits(); })->setEnabled(some);
        QMenu* values = menu->addMenu(tr("&Value axis"));
        auto* group = new QActionGroup(values);
        for (const auto scale : { models::AxisScale::linear, models::AxisScale::logarithmic, models::AxisScale::symmetric }) {
            const bool possible = scale != models::AxisScale::logarithmic || models::allowsLogarithm(canvas->data());
            QAction* action = values->addAction(
                possible ? models::axisScaleName(scale) : tr("Logarithmic (not for values of 0 or less)"), q, [this, scale] {
                    q->setValueScale(scale);
                    Q_EMIT q->valueScaleChanged(scale);
                });
            action->setCheckable(true);
            action->setChecked(scale == canvas->wantedScale());
            action->setEnabled(possible);
            group->addAction(action);
        }
        QAction* logarithmic = menu->addAction(tr("&Logarithmic steps"), q, [this](bool on) {
            q->setLogX(on);
            Q_EMIT q->logXChanged(on);
        });
        logarithmic->setCheckable(true);
        logarithmic->setChecked(canvas->logX());
    }

    // New data moves only those axes that nobody has zoomed.
    void fitUnzoomed()
    {
        if (!stepsZoomed && !canvas->data().isEmpty())
            canvas->xAxis->setRange(canvas->allSteps());
        if (!valuesZoomed && !canvas->data().isEmpty())
            canvas->yAxis->setRange(canvas->allValues());
    }

    void rangeChanged(bool steps, bool values)
    {
        stepsZoomed |= steps;
        valuesZoomed |= values;
        if (canvas->valueScale().kind != models::AxisScale::linear) // values must stay finite
            canvas->yAxis->setRange(canvas->yAxis->range().bounded(-farthest, farthest));
        replot();
        if (values)
            Q_EMIT q->valueRangeChanged(q->valueRange().first, q->valueRange().second);
        if (steps)
            Q_EMIT q->stepRangeChanged(canvas->xAxis->range().lower, canvas->xAxis->range().upper);
    }

    void zoom(double factor, const QPointF& at, bool steps, bool values)
    {
        if (steps)
            canvas->xAxis->scaleRange(factor, canvas->xAxis->pixelToCoord(at.x()));
        if (values)
            canvas->yAxis->scaleRange(factor, canvas->yAxis->pixelToCoord(at.y()));
        rangeChanged(steps, values);
    }

    void drag(const QPointF& to)
    {
        QCPAxis* x = canvas->xAxis;
        const double from = x->pixelToCoord(dragFrom.x());
        const double now = x->pixelToCoord(to.x());
        if (canvas->logX())
            x->setRange(x->range().lower * from / now, x->range().upper * from / now);
        else
            x->moveRange(from - now);
        canvas->yAxis->moveRange(canvas->yAxis->pixelToCoord(dragFrom.y()) - canvas->yAxis->pixelToCoord(to.y()));
        dragFrom = to;
        rangeChanged(true, true);
    }

    [[nodiscard]] bool brushes(Qt::KeyboardModifiers modifiers) const
    {
        return brushing == Brushing::always ||
            (brushing == Brushing::withKeys && modifiers & (Qt::ShiftModifier | Qt::ControlModifier | Qt::AltModifier));
    }

    void brush(const QPointF& to, Qt::KeyboardModifiers modifiers)
    {
        const qsizetype from = canvas->nearestStep(pressedAt.x()), now = canvas->nearestStep(to.x());
        const std::pair<qsizetype, qsizetype> steps = std::minmax(from, now);
        if (steps == brushed)
            return;
        brushed = steps;
        showBrushed();
        Q_EMIT q->stepsBrushing(brushed.first, brushed.second, modifiers);
    }

    void showBrushed()
    {
        canvas->setBrushed(brushed.first, brushed.second);
        replotCursor();
    }

    /// What was brushed, which is over.
    std::pair<qsizetype, qsizetype> endBrush()
    {
        const auto steps = std::exchange(brushed, { -1, -1 });
        showBrushed();
        dragging = pressed = false;
        q->unsetCursor();
        return steps;
    }

    void walk(int by)
    {
        const auto& groups = canvas->data().groups;
        if (groups.isEmpty())
            return;
        qsizetype index = -1;
        for (qsizetype i = 0; i < groups.size(); ++i) {
            if (groups[i].id == hovered)
                index = i;
        }
        index = index < 0 ? (by > 0 ? 0 : groups.size() - 1) : (index + by + groups.size()) % groups.size();
        hover(groups[index].id);
    }

    void describe()
    {
        q->setAccessibleName(canvas->data().title.isEmpty() ? tr("Curves over training steps") : canvas->data().title);
        QString text = models::summary(canvas->data());
        if (const QString scale = canvas->scaleText(); !scale.isEmpty())
            text += u' ' + tr("Value axis: %1.").arg(scale);
        if (const QString atMarks = canvas->marksText(); !atMarks.isEmpty())
            text = atMarks + QStringLiteral(". ") + text;
        if (const models::CurveGroup* group = canvas->data().group(hovered)) {
            QString current = group->name;
            const qsizetype t = canvas->cursorIndex();
            if (t >= 0)
                current = tr("%1: %2 at step %3.").arg(group->name, QLocale().toString(group->centre[t], 'g', 3),
                    QLocale().toString(canvas->data().steps[t], 'f', 0));
            text = current + u' ' + text;
        }
        q->setAccessibleDescription(text);
    }

    CurvePlot* q;
    Size size;
    CurveCanvas* canvas;
    int hovered = models::noGroup;
    QSet<int> selected;
    double wantedStep = std::numeric_limits<double>::quiet_NaN();
    models::StepMarks marks;
    bool stale = false; ///< to be painted as soon as it is seen
    bool stepsZoomed = false;
    bool valuesZoomed = false;
    Brushing brushing = Brushing::off;
    std::pair<qsizetype, qsizetype> brushed { -1, -1 }; ///< -1: no brushing is going on
    bool pressed = false;
    bool dragging = false;
    QPointF pressedAt;
    QPointF dragFrom;
};

CurvePlot::CurvePlot(Size size, QWidget* parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(this, size))
{
    setMouseTracking(true);
    setFocusPolicy(size == Size::full ? Qt::StrongFocus : Qt::ClickFocus);
    d->applyLook();
    d->describe();
}

CurvePlot::~CurvePlot() = default;

void CurvePlot::setData(const models::CurvePlotData& data)
{
    const QVector<double> selection = d->canvas->data().selection; // whoever computes it follows a moment later
    const QString selectionName = d->canvas->data().selectionName;
    d->canvas->setData(data);
    if (selection.size() == data.steps.size() && data.selection.isEmpty())
        d->canvas->setSelection(selection, selectionName);
    if (d->brushed.first >= 0) {
        d->endBrush();
        Q_EMIT brushDropped();
    }
    d->canvas->setCursorIndex(d->indexOf(d->wantedStep));
    d->fitUnzoomed();
    d->showMarks();
    d->describe();
    d->replot();
    Q_EMIT contentChanged();
}

const models::CurvePlotData& CurvePlot::data() const
{
    return d->canvas->data();
}

void CurvePlot::setHovered(int group)
{
    if (group == d->hovered)
        return;
    d->hovered = group;
    d->canvas->setEmphasised(d->selected, group);
    d->describe();
    d->replotHighlight();
}

void CurvePlot::setSelected(const QSet<int>& groups)
{
    if (groups == d->selected)
        return;
    d->selected = groups;
    d->canvas->setEmphasised(groups, d->hovered);
    d->describe();
    d->replotHighlight();
    Q_EMIT contentChanged();
}

const QSet<int>& CurvePlot::selected() const
{
    return d->selected;
}

void CurvePlot::setCursorStep(double step)
{
    d->wantedStep = step;
    const qsizetype index = d->indexOf(step);
    if (index == d->canvas->cursorIndex())
        return;
    d->canvas->setCursorIndex(index);
    d->replotCursor();
}

void CurvePlot::setBrushing(Brushing brushing)
{
    d->brushing = brushing;
}

void CurvePlot::setSelectionCurve(const QVector<double>& mean, const QString& name)
{
    const QVector<double> shown = mean.size() == data().steps.size() ? mean : QVector<double>();
    if (shown.isEmpty() && data().selection.isEmpty())
        return;
    d->canvas->setSelection(shown, name);
    d->replotHighlight();
}

void CurvePlot::setLogX(bool logarithmic)
{
    if (logarithmic == d->canvas->logX())
        return;
    d->canvas->setLogX(logarithmic);
    fit();
    Q_EMIT contentChanged();
}

void CurvePlot::setStepRange(double first, double last)
{
    if (stepRange() == qMakePair(first, last))
        return;
    const QCPRange all = d->canvas->allSteps();
    d->stepsZoomed = std::isfinite(first) || std::isfinite(last);
    if (!std::isfinite(first) || (logX() && first <= 0))
        first = all.lower;
    if (!std::isfinite(last))
        last = all.upper;
    if (first < last)
        d->canvas->xAxis->setRange(first, last);
    d->replot();
}

void CurvePlot::setValueRange(double lower, double upper)
{
    const bool zoomed = std::isfinite(lower) || std::isfinite(upper);
    if (zoomed == d->valuesZoomed && (!zoomed || valueRange() == qMakePair(lower, upper)))
        return;
    const models::ValueScale& scale = d->canvas->valueScale();
    const QCPRange all = d->canvas->allValues();
    d->valuesZoomed = zoomed;
    const double low = scale.position(lower), high = scale.position(upper);
    d->canvas->yAxis->setRange(std::isfinite(low) ? low : all.lower, std::isfinite(high) ? high : all.upper);
    d->replot();
}

void CurvePlot::setValueScale(models::AxisScale scale)
{
    if (scale == d->canvas->wantedScale())
        return;
    d->canvas->setValueScale(scale);
    d->valuesZoomed = false;
    d->fitUnzoomed();
    d->canvas->arrange(size());
    d->describe();
    d->replot();
    Q_EMIT contentChanged();
}

void CurvePlot::setMarks(const models::StepMarks& marks)
{
    if (marks == d->marks)
        return;
    d->marks = marks;
    d->showMarks();
    d->describe();
    d->replot();
}

void CurvePlot::fit()
{
    d->stepsZoomed = d->valuesZoomed = false;
    d->fitUnzoomed();
    d->replot();
}

bool CurvePlot::isZoomed() const
{
    return d->stepsZoomed || d->valuesZoomed;
}

int CurvePlot::hovered() const
{
    return d->hovered;
}

double CurvePlot::cursorStep() const
{
    const qsizetype index = d->canvas->cursorIndex();
    return index < 0 ? std::numeric_limits<double>::quiet_NaN() : data().steps[index];
}

bool CurvePlot::logX() const
{
    return d->canvas->logX();
}

models::CurveAxes CurvePlot::axes() const
{
    return { logX() ? models::AxisScale::logarithmic : models::AxisScale::linear, d->canvas->wantedScale() };
}

const models::StepMarks& CurvePlot::marks() const
{
    return d->marks;
}

QString CurvePlot::marksText() const
{
    return d->canvas->marksText();
}

QPair<double, double> CurvePlot::stepRange() const
{
    return { d->canvas->xAxis->range().lower, d->canvas->xAxis->range().upper };
}

QPair<double, double> CurvePlot::valueRange() const
{
    const models::ValueScale& scale = d->canvas->valueScale();
    return { scale.value(d->canvas->yAxis->range().lower), scale.value(d->canvas->yAxis->range().upper) };
}

QPointF CurvePlot::position(double step, double value) const
{
    return { d->canvas->xAxis->coordToPixel(step), d->canvas->valueToPixel(value) };
}

QPixmap CurvePlot::image()
{
    return d->canvas->toPixmap(width(), height(), devicePixelRatioF());
}

void CurvePlot::copyImage()
{
    QGuiApplication::clipboard()->setPixmap(image());
}

void CurvePlot::copyData() const
{
    QGuiApplication::clipboard()->setText(models::table(data()).text(u'\t'));
}

QSize CurvePlot::sizeHint() const
{
    const int em = fontMetrics().height();
    return d->size == Size::full ? QSize(36 * em, 18 * em) : QSize(36 * em, 7 * em);
}

QSize CurvePlot::minimumSizeHint() const
{
    const int em = fontMetrics().height();
    return d->size == Size::full ? QSize(14 * em, 9 * em) : QSize(12 * em, 5 * em);
}

bool CurvePlot::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        // The note may have been cut off, and where the band or the density come from deserves a word.
        const auto* help = static_cast<QHelpEvent*>(event);
        if (!d->canvas->plotRect().contains(help->pos()) && !data().note.isEmpty())
            QToolTip::showText(help->globalPos(), data().note, this);
        else
            QToolTip::hideText();
        return true;
    }
    // A window that has another use for Escape comes second while something is brushed.
    if (event->type() == QEvent::ShortcutOverride && d->brushed.first >= 0 &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void CurvePlot::resizeEvent(QResizeEvent*)
{
    d->canvas->arrange(size());
    d->canvas->setGeometry(rect());
}

void CurvePlot::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (d->stale)
        d->replot();
}

void CurvePlot::changeEvent(QEvent* event)
{
    switch (event->type()) {
    case QEvent::PaletteChange:
    case QEvent::FontChange:
    case QEvent::StyleChange:
    case QEvent::LocaleChange:
        d->applyLook();
        d->replot();
        break;
    default: break;
    }
    QWidget::changeEvent(event);
}

void CurvePlot::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) {
        QWidget::mousePressEvent(event);
        return;
    }
    d->pressed = true;
    d->dragging = false;
    d->pressedAt = d->dragFrom = event->position();
}

void CurvePlot::mouseMoveEvent(QMouseEvent* event)
{
    if (d->pressed) {
        if (!d->dragging && (event->position() - d->pressedAt).manhattanLength() >= QApplication::startDragDistance()
            && d->canvas->plotRect().contains(d->pressedAt.toPoint()) && !data().isEmpty()) {
            d->dragging = true;
            if (d->brushes(event->modifiers())) {
                d->hover(models::noGroup);
                d->moveCursor(-1);
                setCursor(Qt::SizeHorCursor);
                d->brush(event->position(), event->modifiers());
            } else {
                setCursor(Qt::ClosedHandCursor);
            }
        }
        if (d->dragging && d->brushed.first >= 0)
            d->brush(event->position(), event->modifiers());
        else if (d->dragging)
            d->drag(event->position());
        return;
    }
    d->hover(d->canvas->groupAt(event->position()));
    setCursor(d->hovered == models::noGroup ? Qt::ArrowCursor : Qt::PointingHandCursor);
    const QRect plot = d->canvas->plotRect();
    const bool inside = event->position().x() >= plot.left() && event->position().x() <= plot.right()
        && plot.contains(plot.center().x(), static_cast<int>(event->position().y()));
    d->moveCursor(inside ? d->canvas->nearestStep(event->position().x()) : -1);
}

void CurvePlot::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !d->pressed)
        return;
    d->pressed = false;
    if (d->brushed.first >= 0) {
        const auto [first, last] = d->endBrush();
        Q_EMIT stepsBrushed(first, last, event->modifiers());
        return;
    }
    if (d->dragging) {
        d->dragging = false;
        unsetCursor();
        return;
    }
    const int group = d->canvas->groupAt(event->position());
    if (group == models::noGroup)
        Q_EMIT backgroundClicked(event->modifiers());
    else
        Q_EMIT groupClicked(group, event->modifiers());
}

void CurvePlot::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        d->fitAll();
}

void CurvePlot::wheelEvent(QWheelEvent* event)
{
    const QPoint delta = event->angleDelta();
    const int turn = delta.y() != 0 ? delta.y() : delta.x();
    const bool onlySteps = event->modifiers().testFlag(Qt::ShiftModifier);
    const bool onlyValues = event->modifiers().testFlag(Qt::ControlModifier);
    // One strip among many: without a modifier, the wheel belongs to the list of strips.
    if (turn == 0 || data().isEmpty() || (d->size == Size::compact && !onlySteps && !onlyValues)) {
        event->ignore();
        return;
    }
    const QRect plot = d->canvas->plotRect();
    const bool steps = !onlyValues && event->position().x() >= plot.left();
    const bool values = !onlySteps && event->position().y() <= plot.bottom();
    d->zoom(std::pow(0.85, turn / 120.0), event->position(), steps, values);
    event->accept();
}

void CurvePlot::leaveEvent(QEvent*)
{
    d->hover(models::noGroup);
    d->moveCursor(-1);
}

void CurvePlot::keyPressEvent(QKeyEvent* event)
{
    const qsizetype steps = data().steps.size();
    const qsizetype cursor = d->canvas->cursorIndex();
    const qsizetype stride = event->modifiers().testFlag(Qt::ControlModifier) ? 10 : 1;
    const QPointF centre = QRectF(d->canvas->plotRect()).center();
    switch (event->key()) {
    case Qt::Key_Down: d->walk(1); break;
    case Qt::Key_Up: d->walk(-1); break;
    case Qt::Key_Left: d->moveCursor(std::max<qsizetype>(0, (cursor < 0 ? steps : cursor) - stride)); break;
    case Qt::Key_Right: d->moveCursor(std::min(steps - 1, cursor + stride)); break;
    case Qt::Key_Home: d->moveCursor(0); break;
    case Qt::Key_End: d->moveCursor(steps - 1); break;
    case Qt::Key_Plus:
    case Qt::Key_Equal: d->zoom(0.7, centre, true, true); break;
    case Qt::Key_Minus: d->zoom(1 / 0.7, centre, true, true); break;
    case Qt::Key_0: d->fitAll(); break;
    case Qt::Key_A:
    case Qt::Key_B:
        if (const auto marks = marksAfter(*event, d->marks, d->stepAt(cursor))) {
            d->placeMarks(*marks);
            break;
        }
        QWidget::keyPressEvent(event);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (d->hovered != models::noGroup)
            Q_EMIT groupClicked(d->hovered, event->modifiers());
        break;
    case Qt::Key_Escape:
        // Only one step back at a time: the window may have something to let go of, too.
        if (d->brushed.first >= 0) {
            d->endBrush();
            Q_EMIT brushDropped();
            return;
        }
        if (d->hovered == models::noGroup && cursor < 0) {
            QWidget::keyPressEvent(event);
            return;
        }
        d->hover(models::noGroup);
        d->moveCursor(-1);
        break;
    default: QWidget::keyPressEvent(event); return;
    }
    d->describe();
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
    event->accept();
}

void CurvePlot::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    d->canvas->setFocusFrame(theme::showsFocus(event->reason()));
    d->replotCursor();
}

void CurvePlot::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    d->canvas->setFocusFrame(false);
    d->replotCursor();
}

void CurvePlot::contextMenuEvent(QContextMenuEvent* event)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool some = !data().isEmpty();
    menu->addAction(tr("Copy &image"), this, [this] { copyImage(); });
    menu->addAction(tr("Copy &data"), this, [this] { copyData(); })->setEnabled(some);
    menu->addAction(tr("Save &figure…"), this, [this] { Q_EMIT figureRequested(); })->setEnabled(some);
    menu->addSeparator();
    d->addAxisActions(menu);
    menu->addSeparator();
    const qsizetype cursor = d->canvas->cursorIndex();
    addStepMarkActions(menu, d->marks, d->stepAt(cursor >= 0 ? cursor : d->canvas->nearestStep(event->pos().x())),
        [this](const models::StepMarks& marks) { d->placeMarks(marks); });
    menu->popup(event->globalPos());
}

}
