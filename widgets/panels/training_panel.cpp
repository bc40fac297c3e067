#include "widgets/panels/training_panel.h"

#include "widgets/jobs/messages.h"
#include "widgets/panels/linking.h"
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
{
    m_plot->setObjectName("trainingPlot");
    m_stages->setWordWrap(true);
    m_stages->setContentsMargins(8, 4, 8, 4);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stages);
    layout->addWidget(m_plot, 1);
    linkAxes(m_plot, axes);
    m_redraw.setSingleShot(true);
    m_redraw.setInterval(redrawInterval);
    connect(&m_redraw, &QTimer::timeout, this, &TrainingPanel::draw);
    draw();
}

void TrainingPanel::showRun(const models::RunSnapshotPointer& run)
{
    m_run = run;
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
            stages << (record.complete                   ? QStringLiteral("✓ ")
                              : record.artifacts.empty() ? QStringLiteral("○ ")
                                                         : QStringLiteral("◐ ")) +
                    title + time;
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
    if (block > 1)
        data.note = tr("Each point is the mean of %Ln step(s).", nullptr, static_cast<int>(block));
    m_plot->setData(data);
}

}
