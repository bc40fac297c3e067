#include "widgets/panels/strips_panel.h"

#include "widgets/panels/linking.h"
#include "widgets/views/curve_plot.h"
#include "widgets/views/trajectory_strips.h"

#include <QVBoxLayout>

#include <array>
#include <cmath>

namespace polcascope::panels {

using models::RunView;
using views::TrajectoryStrips;

StripsPanel::StripsPanel(RunView* view, models::ClusterSelection* selection,
    models::PlotAxes* axes, models::TokenBrush* brush, QWidget* parent)
    : QWidget(parent)
    , m_view(view)
    , m_means(selection)
    , m_known(new KnownLine(QStringLiteral("stripsKnown")))
    , m_strips(new TrajectoryStrips)
{
    m_strips->setObjectName("strips");
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_known);
    layout->addWidget(m_strips, 1);

    linkGroups(m_strips, selection);
    linkCursor(m_strips, selection);
    connect(m_strips, &TrajectoryStrips::dataNeeded, view, &RunView::requestStrip);
    linkAxes(m_strips, axes);
    const QString own = m_strips->objectName() + u'/'; // each strip has its part of the value axis in view
    connect(m_strips, &TrajectoryStrips::valueRangeChanged, axes, [axes, own](int vector, double lower, double upper) {
        axes->setValueRange(own + QString::number(vector), lower, upper);
    });
    connect(axes, &models::PlotAxes::valueRangeChanged, m_strips, [this, own](const QString& of, double lower, double upper) {
        if (of.startsWith(own))
            m_strips->setValueRange(of.mid(own.size()).toInt(), lower, upper);
    });
    connect(view, &RunView::stripReady, this, [this](int vector, const models::CurvePlotData& data) {
        m_strips->setData(vector, data);
        m_means.setRows(vector, data.members);
    });
    connect(&m_means, &models::SelectionMeans::ready, m_strips, &TrajectoryStrips::setSelectionCurve);
    const auto interval = [this](int vector, qsizetype first, qsizetype last) {
        return models::intervalOf(*m_view->data()->run, m_strips->plot(vector)->data(), first, last,
            models::vectorsName(std::array { std::int32_t { vector } }));
    };
    connect(m_strips, &TrajectoryStrips::stepsBrushing, this,
        [brush, interval](int vector, qsizetype first, qsizetype last, Qt::KeyboardModifiers modifiers) {
            brush->drag(interval(vector, first, last), modifiers);
        });
    connect(m_strips, &TrajectoryStrips::stepsBrushed, this,
        [brush, interval](int vector, qsizetype first, qsizetype last, Qt::KeyboardModifiers modifiers) {
            brush->finish(interval(vector, first, last), modifiers);
        });
    connect(m_strips, &TrajectoryStrips::brushDropped, brush, &models::TokenBrush::drop);
    // The strip that a figure was asked of last; it asks for no curves of its own while it is not seen.
    m_offer = new figure::Offer(m_strips, tr("POLCA of one of all vectors"), [this, selection]() -> std::optional<figure::Plot> {
        const auto* plot = m_strips->plot(m_figureVector);
        if (!plot || plot->data().isEmpty() || !m_figureOf || m_figureOf != m_view->data())
            return {};
        figure::Plot shown { plot->data(), originOf(*m_figureOf), selection->selected(), plot->axes() };
        shown.origin["vector"] = m_figureVector;
        return shown;
    });
    connect(m_strips, &TrajectoryStrips::figureRequested, m_offer, [this](int vector) {
        m_figureVector = vector;
        m_figureOf = m_view->data();
        Q_EMIT m_offer->requested();
    });
    const auto ask = [this] {
        if (m_offer->isWanted() && m_figureVector >= 0 && m_figureOf != m_view->data())
            m_view->requestStrip(m_figureVector);
    };
    connect(m_offer, &figure::Offer::wantedChanged, this, ask);
    connect(m_offer, &figure::Offer::wantedChanged, this, &StripsPanel::followNeed);
    connect(view, &RunView::dataChanged, this, ask);
    connect(view, &RunView::stripReady, m_offer, [this](int vector) {
        if (vector != m_figureVector)
            return;
        m_figureOf = m_view->data();
        Q_EMIT m_offer->changed();
    });
    connect(selection, &models::ClusterSelection::selectedChanged, m_offer, &figure::Offer::changed);
    connect(m_strips, &TrajectoryStrips::vectorChosen, this, [view](int vector) {
        auto choice = view->choice();
        choice.setVector(vector);
        view->setChoice(choice);
    });
    connect(
        view, &RunView::choiceChanged, this, [this] { m_strips->setCurrentVector(m_view->choice().vector); });
    connect(view, &RunView::explainedChanged, this, &StripsPanel::showHeaders);
    connect(view, &RunView::dataChanged, this, [this] {
        showHeaders();
        m_means.clear();
        m_strips->clearData();
    });
    showHeaders();
    followNeed();
}

void StripsPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    followNeed();
}

void StripsPanel::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    followNeed();
}

/// What is not seen is not computed.
void StripsPanel::followNeed()
{
    m_means.setWanted(isVisible() || m_offer->isWanted());
}

void StripsPanel::setBrushing(bool always)
{
    m_strips->setBrushing(always);
}

void StripsPanel::showHeaders()
{
    QVector<views::StripHeader> headers;
    const auto& data = m_view->data();
    const std::size_t vectors = data ? data->run->trajectories->vectors() : 0;
    const auto* explained = m_view->explained();
    m_known->showRun(data ? data->run : nullptr);
    for (std::size_t vector = 0; vector < vectors; ++vector) {
        views::StripHeader header;
        header.vector = static_cast<int>(vector);
        if (vector < data->run->basis.size()) {
            header.eigenvalue = data->run->basis[vector].eigenvalue;
            header.sampledAt = static_cast<double>(data->run->basis[vector].step);
        }
        header.explained = explained && explained->trueChange != 0
            ? explained->perVector[vector] / explained->trueChange
            : std::numeric_limits<double>::quiet_NaN();
        headers.append(header);
    }
    m_strips->setEmptyReason(tr("There are no trajectories along basis vectors yet."));
    m_strips->setHeaders(headers);
    m_strips->setCurrentVector(m_view->choice().vector);
}

}
