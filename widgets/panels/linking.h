#pragma once

#include "widgets/figure/figure_offer.h"
#include "widgets/models/cluster_selection.h"
#include "widgets/models/plot_axes.h"
#include "widgets/models/run_view.h"
#include "widgets/models/token_brush.h"

#include <QAbstractItemView>
#include <QLabel>

#include <functional>
#include <optional>

/// What panels have in common: how a plot follows the shared selection, how a table is copied, how a line that says
/// something of every view is coloured, where a figure's numbers came from.
namespace polcascope::panels {

enum class Rows { selected, all }; ///< selected: all, where none is
/// Ctrl+C copies the rows selected with their header, separated by tabs, Ctrl+Shift+C all of them: as they are on screen,
/// or what `text` makes of them. The action of the first.
QAction* enableCopying(QAbstractItemView* table, std::function<QString(Rows)> text = {});

/// Gives a line the colour of a group of theme::groupStyle() at a strength of 0 to 1, in light and dark.
void tintLine(QWidget* line, int group, double strength);

/// Chooses a clustering that the run holds, and selects a cluster of it as soon as it is shown.
class ClusterChooser : public QObject {
public:
    ClusterChooser(models::RunView* view, models::ClusterSelection* selection, QObject* parent);

    /// `cluster`: as the run numbers it; -1: none is selected.
    void choose(const store::ClusteringKey& key, int cluster);

private:
    struct Wanted {
        store::ClusteringKey key;
        int cluster = -1;
    };
    void select();

    models::RunView* m_view;
    models::ClusterSelection* m_selection;
    std::optional<Wanted> m_wanted;
};

/// A line above what is shown of a run: up to where it is known, as long as that is not all of training.
class KnownLine : public QLabel {
public:
    explicit KnownLine(const QString& objectName);
    void showRun(const models::RunSnapshotPointer& run); ///< may be null
};

/// Whether a pane that is not seen still holds a run that is no longer the open one. Either may be null.
[[nodiscard]] bool holdsAnother(const models::RunSnapshotPointer& held, const models::RunSnapshotPointer& open);

/// The origin written beside a figure's numbers.
[[nodiscard]] figure::Origin originOf(const models::ViewData& data);

/// Hover and selection of a plot's groups are the shared ones, in both directions.
template <typename Plot> void linkGroups(Plot* plot, models::ClusterSelection* selection)
{
    using models::ClusterSelection;
    QObject::connect(plot, &Plot::groupHovered, selection, &ClusterSelection::setHovered);
    QObject::connect(plot, &Plot::groupClicked, selection, &ClusterSelection::click);
    if constexpr (requires { &Plot::backgroundClicked; })
        QObject::connect(
            plot, &Plot::backgroundClicked, selection, [selection](Qt::KeyboardModifiers modifiers) {
                if (!modifiers)
                    selection->setSelected({}, models::noGroup);
            });
    QObject::connect(selection, &ClusterSelection::hoveredChanged, plot, &Plot::setHovered);
    QObject::connect(selection, &ClusterSelection::selectedChanged, plot,
        [plot, selection] { plot->setSelected(selection->selected()); });
    plot->setHovered(selection->hovered());
    plot->setSelected(selection->selected());
}

/// Lets a plot be a figure, called `name`, of what it shows; `of` gives the data that this is of, null while it is on its
/// way.
template <typename Plot>
figure::Offer* offerFigure(Plot* plot, const QString& name, std::function<models::ViewDataPointer()> of)
{
    auto* offer = new figure::Offer(plot, name, [plot, of = std::move(of)]() -> std::optional<figure::Plot> {
        const models::ViewDataPointer data = of();
        if (!data)
            return {};
        figure::Plot shown;
        if constexpr (requires { *plot->data(); }) {
            if (!plot->data())
                return {};
            shown.data = *plot->data();
        } else {
            shown.data = plot->data();
        }
        if constexpr (requires { plot->measure(); })
            shown.measure = plot->measure();
        if constexpr (requires { plot->axes(); })
            shown.axes = plot->axes();
        shown.selected = plot->selected();
        shown.origin = originOf(*data);
        return figure::isEmpty(shown.data) ? std::nullopt : std::optional(shown);
    });
    QObject::connect(plot, &Plot::figureRequested, offer, &figure::Offer::requested);
    QObject::connect(plot, &Plot::contentChanged, offer, &figure::Offer::changed);
    return offer;
}

/// A plot's step axis is that of all plots; the scale of its value axis is that of all plots under a name, which is its own
/// unless given.
template <typename Plot> void linkAxes(Plot* plot, models::PlotAxes* axes, QString name = {})
{
    using models::PlotAxes;
    if (name.isEmpty())
        name = plot->objectName();
    QObject::connect(plot, &Plot::marksChanged, axes, &PlotAxes::setMarks);
    QObject::connect(axes, &PlotAxes::marksChanged, plot, &Plot::setMarks);
    QObject::connect(axes, &PlotAxes::logStepsChanged, plot, &Plot::setLogX);
    plot->setMarks(axes->marks());
    plot->setLogX(axes->logSteps());
    if constexpr (requires { &Plot::valueScaleChanged; }) {
        QObject::connect(plot, &Plot::logXChanged, axes, &PlotAxes::setLogSteps);
        QObject::connect(plot, &Plot::stepRangeChanged, axes, &PlotAxes::setStepRange);
        QObject::connect(axes, &PlotAxes::stepRangeChanged, plot, &Plot::setStepRange);
        QObject::connect(plot, &Plot::valueScaleChanged, axes,
            [axes, name](models::AxisScale scale) { axes->setValueScale(name, scale); });
        QObject::connect(axes, &PlotAxes::valueScaleChanged, plot, [plot, name](const QString& of, models::AxisScale scale) {
            if (of == name)
                plot->setValueScale(scale);
        });
        plot->setStepRange(axes->stepRange().first, axes->stepRange().second);
        plot->setValueScale(axes->valueScale(name));
    }
    if constexpr (requires { plot->setValueRange(0.0, 1.0); }) {
        const QString own = name == plot->objectName() ? name : name + u'/' + plot->objectName();
        QObject::connect(plot, &Plot::valueRangeChanged, axes,
            [axes, own](double lower, double upper) { axes->setValueRange(own, lower, upper); });
        QObject::connect(axes, &PlotAxes::valueRangeChanged, plot, [plot, own](const QString& of, double lower, double upper) {
            if (of == own)
                plot->setValueRange(lower, upper);
        });
        const auto range = axes->valueRange(own);
        plot->setValueRange(range.first, range.second);
    }
}

/// A drag over a plot's curves selects tokens: those that fall in the interval that `interval` makes of two checkpoints.
template <typename Plot, typename Interval> void linkBrush(Plot* plot, models::TokenBrush* brush, Interval interval)
{
    using models::TokenBrush;
    plot->setBrushing(Plot::Brushing::withKeys);
    QObject::connect(plot, &Plot::stepsBrushing, brush,
        [brush, interval](qsizetype first, qsizetype last, Qt::KeyboardModifiers modifiers) {
            brush->drag(interval(first, last), modifiers);
        });
    QObject::connect(plot, &Plot::stepsBrushed, brush,
        [brush, interval](qsizetype first, qsizetype last, Qt::KeyboardModifiers modifiers) {
            brush->finish(interval(first, last), modifiers);
        });
    QObject::connect(plot, &Plot::brushDropped, brush, &TokenBrush::drop);
}

/// The cursor on the step axis is the shared one.
template <typename Plot> void linkCursor(Plot* plot, models::ClusterSelection* selection)
{
    using models::ClusterSelection;
    QObject::connect(plot, &Plot::cursorStepChanged, selection, &ClusterSelection::setCursorStep);
    QObject::connect(selection, &ClusterSelection::cursorStepChanged, plot, &Plot::setCursorStep);
    plot->setCursorStep(selection->cursorStep());
}

}
