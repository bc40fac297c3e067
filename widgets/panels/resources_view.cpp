#include "widgets/panels/resources_view.h"

#include "core/recipe/model_shape.h"
#include "widgets/jobs/messages.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QThread>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <limits>

namespace polcascope::panels {

using jobs::EngineJob;

namespace {

constexpr int interval = 1000; // milliseconds
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr const char* titleProperty = "title";

}

ResourcesView::ResourcesView(QWidget* parent)
    : QWidget(parent)
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 0, 8, 4);
    layout->setSpacing(16);
    m_progress = addTile("progressTile", tr("Progress"));
    m_memory = addTile("memoryTile", tr("Memory"));
    m_processor = addTile("processorTile", tr("Processor"));
    m_disk = addTile("diskTile", tr("Disk"));
    m_timer.setInterval(interval);
    connect(&m_timer, &QTimer::timeout, this, &ResourcesView::look);
    take({});
}

ResourcesView::Tile ResourcesView::addTile(const char* objectName, const QString& title)
{
    const Tile tile { new QLabel, new QProgressBar };
    tile.text->setObjectName(objectName);
    tile.text->setProperty(titleProperty, title);
    tile.text->setWordWrap(true);
    tile.text->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    tile.text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    tile.bar->setAccessibleName(title);
    tile.bar->setRange(0, 1000);
    tile.bar->setTextVisible(false);
    tile.bar->setMaximumHeight(6);
    auto* column = new QVBoxLayout;
    column->setSpacing(2);
    column->addWidget(tile.text, 1);
    column->addWidget(tile.bar);
    static_cast<QHBoxLayout*>(layout())->addLayout(column, 1);
    return tile;
}

void ResourcesView::show(const Tile& tile, const QString& text, double share)
{
    tile.text->setText(QStringLiteral("<b>%1</b><br>%2").arg(tile.text->property(titleProperty).toString(), text.toHtmlEscaped()));
    tile.bar->setValue(std::isfinite(share) ? static_cast<int>(1000 * std::clamp(share, 0.0, 1.0)) : 0);
}

void ResourcesView::showRun(const models::RunSnapshotPointer& run)
{
    m_run = run;
    look();
}

void ResourcesView::setJob(EngineJob* job)
{
    if (job == m_job)
        return;
    if (m_job)
        m_job->disconnect(this);
    m_job = job;
    m_since.invalidate();
    if (job) {
        connect(job, &EngineJob::progressed, this, &ResourcesView::showProgress);
        connect(job, &EngineJob::stateChanged, this, &ResourcesView::look);
    }
    look();
}

void ResourcesView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_timer.start();
    look();
}

void ResourcesView::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_timer.stop();
}

void ResourcesView::look()
{
    showProgress();
    if (!isVisible())
        return;
    // A disk far away may take its time to answer.
    m_work.start([this, process = m_job && m_job->isActive() ? m_job->processId() : 0, path = m_run ? m_run->path : QString()](
                     const models::Background::Context& context) {
        const Found found { jobs::processUse(process), path.isEmpty() ? std::nullopt : jobs::freeBytes(path) };
        context.deliver([this, found] { take(found); });
    });
}

void ResourcesView::take(const Found& found)
{
    const QLocale locale;
    const bool elsewhere = !m_job && m_run && m_run->busy;
    if (!found.use) {
        const QString none = elsewhere ? tr("not known: the engine was started elsewhere") : tr("no engine is at work");
        m_since.invalidate();
        show(m_memory, none, unknown);
        show(m_processor, none, unknown);
    } else {
        const auto& use = *found.use;
        show(m_memory,
            tr("%1 of %2, at most %3 so far", "memory of the engine, of the machine, most")
                .arg(jobs::sizeText(use.memory), jobs::sizeText(jobs::machineMemory()), jobs::sizeText(use.mostMemory)),
            double(use.memory) / double(jobs::machineMemory()));
        if (m_since.isValid() && m_since.elapsed() > 0) {
            const int cores = QThread::idealThreadCount();
            const double busy = 1000 * (use.processorSeconds - m_processorSeconds) / double(m_since.elapsed());
            show(m_processor, tr("%1 of %Ln core(s) busy", "with the engine", cores).arg(locale.toString(busy, 'f', 1)), busy / cores);
        } else {
            show(m_processor, tr("measuring…"), unknown);
        }
        m_processorSeconds = use.processorSeconds;
        m_since.start();
    }

    if (!m_run)
        return show(m_disk, tr("no run is open"), unknown);
    qint64 held = 0;
    for (const auto& [stage, record] : m_run->manifest.stages)
        for (const auto& artifact : record.artifacts)
            held += static_cast<qint64>(artifact.bytes);
    const qint64 needed = m_run->manifest.resumable() ? runSize(m_run->recipe).totalBytes() : held;
    QString text = needed > held
        ? tr("the run holds %1 of about %2", "bytes").arg(jobs::sizeText(held), jobs::sizeText(needed))
        : tr("the run holds %1", "bytes").arg(jobs::sizeText(held));
    if (found.free) {
        text += QStringLiteral("; ") + tr("%1 are free").arg(jobs::sizeText(*found.free));
        if (needed - held > *found.free)
            text = QStringLiteral("⚠ ") + text;
    }
    show(m_disk, text, needed > 0 ? double(held) / double(needed) : unknown);
}

void ResourcesView::showProgress()
{
    if (!m_job || !m_job->isActive()) {
        if (!m_run)
            return show(m_progress, tr("no run is open"), unknown);
        const bool complete = !m_run->manifest.resumable();
        return show(m_progress,
            complete           ? tr("the run is complete")
                : m_run->busy ? tr("an engine is at work, started elsewhere")
                              : tr("not finished; no engine is at work"),
            complete ? 1 : unknown);
    }
    const auto& progress = m_job->progress();
    QStringList parts;
    if (m_job->state() != EngineJob::State::running)
        parts << tr("not running at the moment");
    if (!progress.stage.isEmpty())
        parts << tr("%1: %2", "stage, count")
                     .arg(jobs::stageTitle(progress.stage), jobs::countText(progress.done, progress.total, progress.unit));
    if (const QString rate = jobs::rateText(progress.rate, progress.unit); !rate.isEmpty())
        parts << rate;
    if (const QString left = jobs::durationText(progress.overallTimeLeft); !left.isEmpty())
        parts << tr("%1 left", "time").arg(left);
    show(m_progress, parts.isEmpty() ? tr("starting…") : parts.join(QStringLiteral("; ")), progress.overall);
}

}
