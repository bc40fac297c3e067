#include "widgets/panels/training_panel.h"

#include "widgets/figure/figure_offer.h"
#include "widgets/jobs/messages.h"
#include "widgets/panels/linking.h"
#include "widgets/panels/resources_view.h"
#include "widgets/views/curve_plot.h"

#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

#include <cmath>

namespace polcascope::panels {

namespace {

constexpr int redrawInterval = 250; // milliseconds
constexpr std::size_t mostPoints = 2000;

}

TrainingPanel::TrainingPanel(models::PlotAxes* axes, QWidget* parent)
    : QWidget(parent)
    , m_plot(new views::CurvePlot)
    , m_stages(new QLabel)
    , m_resources(new ResourcesView)
{
    m_plot->setObjectName("trainingPlot");
    m_stages->setWordWrap(true);
    m_stages->setContentsMargins(8, 4, 8, 4);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stages);
    layout->addWidget(m_resources);
    layout->addWidget(m_plot, 1);
    linkAxes(m_plot, axes);
    auto* offer = new figure::Offer(m_plot, tr("Training loss"), [this]() -> std::optional<figure::Plot> {
        if (!m_run || m_plot->data().isEmpty())
            return {};
        return figure::Plot { m_plot->data(), { { "run", m_run->path }, { "recipe", QString::fromStdString(m_run->recipe.name) } }, {},
            m_plot->axes() };
    });
    connect(m_plot, &views::CurvePlot::figureRequested, offer, &figure::Offer::requested);
    connect(m_plot, &views::CurvePlot::contentChanged, offer, &figure::Offer::changed);
    m_redraw.setSingleShot(true);
    m_redraw.setInterval(redrawInterval);
    connect(&m_redraw, &QTimer::timeout, this, &TrainingPanel::draw);
    draw();
}

void TrainingPanel::setJob(jobs::EngineJob* job)
{
    m_resources->setJob(job);
}

void TrainingPanel::showRun(const models::RunSnapshotPointer& run)
{
    m_run = run;
    m_resources->showRun(run);
    if (!run || run->path != m_path) {
        m_liveSteps.clear();
        m_liveLosses.clear();
        m_path = run ? run->path : QString();
    }
    QStringList stages;
    if (run)
        for (const auto stage : store::allStages) {
            const auto& record = run->manifest.stage(stage);
            const auto name = store::stageName(stage);
            const QString title =
                jobs::stageTitle(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())));
            const QString time =
                record.seconds > 0 ? QStringLiteral(" ") + jobs::durationText(record.seconds) : QString();
            const bool now = !record.complete && !record.artifacts.empty();
            const QString known = now ? models::knownUpTo(*run) : QString();
            stages << (record.complete                   ? QStringLiteral("✓ ")
                              : record.artifacts.empty() ? QStringLiteral("○ ")
                                                         : QStringLiteral("◐ ")) +
                    title + (known.isEmpty() ? time : QStringLiteral(" (%1)").arg(known));
        }
    m_stages->setText(stages.join(QStringLiteral("   →   ")));
    draw();
}

void TrainingPanel::addPoint(const QString& runPath, const jobs::JobProgress& progress)
{
    if (runPath != m_path || progress.step < 0 || !std::isfinite(progress.loss))
        return;
    if (!m_liveSteps.isEmpty() && progress.step <= m_liveSteps.last())
        return;
    m_liveSteps.append(static_cast<double>(progress.step));
    m_liveLosses.append(progress.loss);
    if (!m_redraw.isActive())
        m_redraw.start();
}

void TrainingPanel::draw()
{
    models::CurvePlotData data;
    data.title = tr("Training loss");
    data.valueLabel = tr("mean loss of the batch (nats)");
    data.emptyReason = tr("Training has not begun.");

    models::CurveGroup curve;
    curve.name = tr("training loss");
    const std::size_t stored = m_run ? m_run->trainingLoss.size() : 0;
    const std::size_t block = std::max<std::size_t>(1, (stored + mostPoints - 1) / mostPoints);
    for (std::size_t begin = 0; begin + block <= stored; begin += block) {
        double sum = 0;
        for (std::size_t step = begin; step < begin + block; ++step)
            sum += m_run->trainingLoss[step];
        data.steps.append(static_cast<double>(begin + block));
        curve.centre.append(sum / static_cast<double>(block));
    }
    for (qsizetype point = 0; point < m_liveSteps.size(); ++point)
        if (data.steps.isEmpty() || m_liveSteps[point] > data.steps.last()) {
            data.steps.append(m_liveSteps[point]);
            curve.centre.append(m_liveLosses[point]);
        }
    if (!data.steps.isEmpty()) {
        curve.low = curve.high = curve.centre;
        data.groups.append(curve);
    }
    QStringList notes;
    if (block > 1)
        notes << tr("Each point is the mean of %Ln step(s).", nullptr, static_cast<int>(block));
    if (m_run && !data.steps.isEmpty() && data.steps.last() < double(m_run->recipe.training.steps)) {
        const QLocale locale;
        notes << tr("up to step %1 of %2")
                     .arg(locale.toString(data.steps.last(), 'f', 0), locale.toString(qlonglong(m_run->recipe.training.steps)));
    }
    data.note = notes.join(QStringLiteral(" · "));
    m_plot->setData(data);
}

}
