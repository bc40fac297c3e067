#include "widgets/views/trajectory_strips.h"

#include "widgets/theme/theme.h"
#include "widgets/views/curve_plot.h"

#include <QHash>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace polcascope::views {

namespace {

constexpr QPair<double, double> wholeRange { -std::numeric_limits<double>::infinity(),
    std::numeric_limits<double>::infinity() };

/// One strip: a bar in the accent's colour when it is the current one, and the plot.
class Strip : public QWidget {
public:
    using QWidget::QWidget;

    StripHeader header;
    std::optional<models::CurvePlotData> data;
    CurvePlot* plot = nullptr; ///< made when first seen
    bool asked = false;
    bool current = false;

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const theme::Theme colours = theme::themeOf(palette());
        painter.fillRect(rect(), colours.background);
        painter.fillRect(0, height() - 1, width(), 1, colours.grid);
        if (current)
            painter.fillRect(0, 0, bar, height(), colours.accent);
    }
    void resizeEvent(QResizeEvent*) override { place(); }

public:
    static constexpr int bar = 4;
    void place()
    {
        if (plot)
            plot->setGeometry(rect().adjusted(bar, 0, 0, -1));
    }
};

}

class TrajectoryStrips::Private {
public:
    explicit Private(TrajectoryStrips* area)
        : q(area)
        , content(new QWidget(area))
        , empty(new QLabel(area))
    {
    }

    [[nodiscard]] int stripHeight() const { return static_cast<int>(q->fontMetrics().height() * 7.2); }

    [[nodiscard]] QString title(const StripHeader& header) const
    {
        const QLocale locale;
        QStringList parts { tr("Vector %1").arg(header.vector),
            tr("λ = %1").arg(locale.toString(header.eigenvalue, 'g', 4)) };
        if (std::isfinite(header.explained))
            parts.append(tr("%1 % of the loss change").arg(locale.toString(100 * header.explained, 'g', 3)));
        parts.append(tr("found at step %1").arg(locale.toString(header.sampledAt, 'f', 0)));
        return parts.join(QStringLiteral("  ·  "));
    }

    void layOut()
    {
        const int height = stripHeight();
        content->resize(q->viewport()->width(), static_cast<int>(strips.size()) * height);
        for (qsizetype i = 0; i < strips.size(); ++i)
            strips[i]->setGeometry(0, static_cast<int>(i) * height, content->width(), height);
        empty->setGeometry(q->viewport()->rect().adjusted(16, 16, -16, -16));
        empty->setVisible(strips.isEmpty());
        showVisible();
    }

    // Plots are made, and data asked for, only for what is seen: a run may have fifty vectors.
    void showVisible()
    {
        if (!q->isVisible())
            return;
        const int top = q->verticalScrollBar()->value();
        const int bottom = top + q->viewport()->height();
        for (Strip* strip : std::as_const(strips)) {
            if (strip->y() >= bottom || strip->y() + strip->height() <= top)
                continue;
            if (!strip->plot)
                makePlot(strip);
            if (!strip->data && !strip->asked) {
                strip->asked = true;
                Q_EMIT q->dataNeeded(strip->header.vector);
            }
        }
    }

    void makePlot(Strip* strip)
    {
        auto* plot = strip->plot = new CurvePlot(CurvePlot::Size::compact, strip);
        const auto vector = [strip] { return strip->header.vector; };
        connect(plot, &CurvePlot::groupHovered, q, [this](int group) {
            q->setHovered(group);
            Q_EMIT q->groupHovered(group);
        });
        connect(plot, &CurvePlot::groupClicked, q, &TrajectoryStrips::groupClicked);
        connect(plot, &CurvePlot::backgroundClicked, q, [this, vector] { Q_EMIT q->vectorChosen(vector()); });
        connect(plot, &CurvePlot::cursorStepChanged, q, [this](double step) {
            q->setCursorStep(step);
            Q_EMIT q->cursorStepChanged(step);
        });
        connect(plot, &CurvePlot::stepRangeChanged, q, [this](double first, double last) {
            q->setStepRange(first, last);
            Q_EMIT q->stepRangeChanged(first, last);
        });
        connect(plot, &CurvePlot::valueRangeChanged, q, [this, vector](double lower, double upper) {
            q->setValueRange(vector(), lower, upper);
            Q_EMIT q->valueRangeChanged(vector(), lower, upper);
        });
        connect(plot, &CurvePlot::stepsBrushing, q, [this, vector](qsizetype first, qsizetype last, Qt::KeyboardModifiers modifiers) {
            Q_EMIT q->stepsBrushing(vector(), first, last, modifiers);
        });
        connect(plot, &CurvePlot::stepsBrushed, q, [this, vector](qsizetype first, qsizetype last, Qt::KeyboardModifiers modifiers) {
            Q_EMIT q->stepsBrushed(vector(), first, last, modifiers);
        });
        connect(plot, &CurvePlot::brushDropped, q, &TrajectoryStrips::brushDropped);
        connect(plot, &CurvePlot::figureRequested, q, [this, vector] { Q_EMIT q->figureRequested(vector()); });
        connect(plot, &CurvePlot::logXChanged, q, [this](bool logarithmic) {
            q->setLogX(logarithmic);
            Q_EMIT q->logXChanged(logarithmic);
        });
        connect(plot, &CurvePlot::valueScaleChanged, q, [this](models::AxisScale scale) {
            q->setValueScale(scale);
            Q_EMIT q->valueScaleChanged(scale);
        });
        connect(plot, &CurvePlot::marksChanged, q, [this](const models::StepMarks& marked) {
            q->setMarks(marked);
            Q_EMIT q->marksChanged(marked);
        });
        plot->setBrushing(brushing);
        plot->setLogX(logX);
        plot->setValueScale(valueScale);
        plot->setMarks(marks);
        fill(strip);
        plot->setStepRange(stepRange.first, stepRange.second);
        if (const auto range = valueRanges.constFind(vector()); range != valueRanges.cend())
            plot->setValueRange(range->first, range->second);
        plot->setSelected(selected);
        plot->setHovered(hovered);
        plot->setCursorStep(cursor);
        strip->place();
        plot->show();
    }

    void fill(Strip* strip)
    {
        if (!strip->plot)
            return;
        models::CurvePlotData data = strip->data.value_or(models::CurvePlotData {});
        if (!strip->data)
            data.emptyReason = tr("Computing…");
        data.title = title(strip->header);
        data.markedSteps = { strip->header.sampledAt };
        strip->plot->setData(data);
    }

    template<typename Function>
    void eachPlot(Function function)
    {
        for (Strip* strip : std::as_const(strips)) {
            if (strip->plot)
                function(*strip->plot);
        }
    }

    [[nodiscard]] Strip* strip(int vector) const
    {
        const auto found = std::ranges::find_if(strips, [&](const Strip* s) { return s->header.vector == vector; });
        return found == strips.end() ? nullptr : *found;
    }

    TrajectoryStrips* q;
    QWidget* content;
    QLabel* empty;
    QVector<Strip*> strips;
    int current = -1;
    int hovered = models::noGroup;
    QSet<int> selected;
    double cursor = std::numeric_limits<double>::quiet_NaN();
    CurvePlot::Brushing brushing = CurvePlot::Brushing::withKeys;
    bool logX = false;
    QPair<double, double> stepRange = wholeRange;
    models::AxisScale valueScale = models::AxisScale::linear;
    QHash<int, QPair<double, double>> valueRanges; ///< by vector; all there is where none is there
    models::StepMarks marks;
};

TrajectoryStrips::TrajectoryStrips(QWidget* parent)
    : QScrollArea(parent)
    , d(std::make_unique<Private>(this))
{
    setWidget(d->content);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Trajectories along each basis vector"));
    viewport()->setBackgroundRole(QPalette::Base);
    d->content->setBackgroundRole(QPalette::Base);
    d->empty->setParent(viewport());
    d->empty->setAlignment(Qt::AlignCenter);
    d->empty->setWordWrap(true);
    d->empty->setEnabled(false);
    setEmptyReason(tr("No basis vectors yet."));
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this] { d->showVisible(); });
}

TrajectoryStrips::~TrajectoryStrips() = default;

void TrajectoryStrips::setHeaders(const QVector<StripHeader>& headers)
{
    QVector<Strip*> strips;
    for (const StripHeader& header : headers) {
        Strip* strip = d->strip(header.vector);
        if (!strip) {
            strip = new Strip(d->content);
            strip->show();
        }
        const bool changed = strip->header != header;
        strip->header = header;
        strip->current = header.vector == d->current;
        if (changed)
            d->fill(strip);
        strips.append(strip);
    }
    for (Strip* strip : std::as_const(d->strips)) {
        if (!strips.contains(strip))
            strip->deleteLater();
    }
    d->strips = strips;
    d->layOut();
}

void TrajectoryStrips::setData(int vector, const models::CurvePlotData& data)
{
    if (Strip* strip = d->strip(vector)) {
        strip->data = data;
        d->fill(strip);
    }
}

void TrajectoryStrips::clearData()
{
    for (Strip* strip : std::as_const(d->strips)) {
        // What is drawn stays until the new data is there: a blank moment would only flicker.
        strip->data.reset();
        strip->asked = false;
    }
    d->showVisible();
}

void TrajectoryStrips::setEmptyReason(const QString& reason)
{
    d->empty->setText(reason);
}

void TrajectoryStrips::setHovered(int group)
{
    d->hovered = group;
    d->eachPlot([&](CurvePlot& plot) { plot.setHovered(group); });
}

void TrajectoryStrips::setSelected(const QSet<int>& groups)
{
    d->selected = groups;
    d->eachPlot([&](CurvePlot& plot) { plot.setSelected(groups); });
}

void TrajectoryStrips::setCursorStep(double step)
{
    d->cursor = step;
    d->eachPlot([&](CurvePlot& plot) { plot.setCursorStep(step); });
}

void TrajectoryStrips::setBrushing(bool always)
{
    d->brushing = always ? CurvePlot::Brushing::always : CurvePlot::Brushing::withKeys;
    d->eachPlot([&](CurvePlot& plot) { plot.setBrushing(d->brushing); });
}

void TrajectoryStrips::setSelectionCurve(int vector, const QVector<double>& mean, const QString& name)
{
    if (CurvePlot* strip = plot(vector))
        strip->setSelectionCurve(mean, name);
}

void TrajectoryStrips::setLogX(bool logarithmic)
{
    if (logarithmic == d->logX)
        return;
    d->logX = logarithmic;
    d->stepRange = wholeRange;
    d->eachPlot([&](CurvePlot& plot) { plot.setLogX(logarithmic); });
}

void TrajectoryStrips::setStepRange(double first, double last)
{
    d->stepRange = { first, last };
    d->eachPlot([&](CurvePlot& plot) { plot.setStepRange(first, last); });
}

void TrajectoryStrips::setValueScale(models::AxisScale scale)
{
    d->valueScale = scale;
    d->eachPlot([&](CurvePlot& plot) { plot.setValueScale(scale); });
}

void TrajectoryStrips::setValueRange(int vector, double lower, double upper)
{
    if (std::isfinite(lower) || std::isfinite(upper))
        d->valueRanges[vector] = { lower, upper };
    else
        d->valueRanges.remove(vector);
    if (CurvePlot* strip = plot(vector))
        strip->setValueRange(lower, upper);
}

void TrajectoryStrips::setMarks(const models::StepMarks& marks)
{
    d->marks = marks;
    d->eachPlot([&](CurvePlot& plot) { plot.setMarks(marks); });
}

void TrajectoryStrips::setCurrentVector(int vector)
{
    if (vector == d->current)
        return;
    d->current = vector;
    for (Strip* strip : std::as_const(d->strips)) {
        strip->current = strip->header.vector == vector;
        strip->update();
        if (strip->current)
            ensureVisible(0, strip->y() + strip->height() / 2, 0, strip->height() / 2);
    }
}

int TrajectoryStrips::currentVector() const
{
    return d->current;
}

CurvePlot* TrajectoryStrips::plot(int vector) const
{
    const Strip* strip = d->strip(vector);
    return strip ? strip->plot : nullptr;
}

void TrajectoryStrips::resizeEvent(QResizeEvent* event)
{
    QScrollArea::resizeEvent(event);
    d->layOut();
}

void TrajectoryStrips::showEvent(QShowEvent* event)
{
    QScrollArea::showEvent(event);
    d->layOut();
}

void TrajectoryStrips::changeEvent(QEvent* event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        d->layOut();
}

void TrajectoryStrips::keyPressEvent(QKeyEvent* event)
{
    const int by = event->key() == Qt::Key_PageDown ? 1 : event->key() == Qt::Key_PageUp ? -1 : 0;
    if (by == 0 || d->strips.isEmpty()) {
        QScrollArea::keyPressEvent(event);
        return;
    }
    qsizetype index = by > 0 ? -1 : d->strips.size();
    for (qsizetype i = 0; i < d->strips.size(); ++i) {
        if (d->strips[i]->current)
            index = i;
    }
    index = std::clamp<qsizetype>(index + by, 0, d->strips.size() - 1);
    Q_EMIT vectorChosen(d->strips[index]->header.vector);
}

}
