#include "widgets/models/runs_model.h"

#include "widgets/jobs/messages.h"
#include "widgets/jobs/places.h"

#include <QFile>
#include <QFileInfo>
#include <QtConcurrent/QtConcurrentRun>

#include <algorithm>

namespace polcascope::models {

using jobs::EngineJob;

RunsModel::RunsModel(QObject* parent)
    : QAbstractListModel(parent)
{
    connect(&m_watcher, &QFutureWatcher<std::vector<Row>>::finished, this, &RunsModel::take);
}

RunsModel::~RunsModel()
{
    m_watcher.disconnect(this);
    m_watcher.waitForFinished();
}

RunsModel::Row RunsModel::readRow(const QString& path)
{
    Row row;
    row.path = path;
    row.name = QFileInfo(path).completeBaseName();
    try {
        const auto folder =
            store::RunFolder::open(QFile::encodeName(path).toStdString(), store::RunFolder::Access::read);
        row.name = QString::fromStdString(folder.name());
        row.title = jobs::recipeText(folder.recipe().title);
        row.resumable = folder.manifest().resumable();
        row.busy = folder.isBusy();
        if (folder.manifest().sample) {
            row.state = tr("sample, read-only");
        } else if (folder.manifest().complete()) {
            row.state = tr("complete");
        } else if (row.busy) {
            row.state = tr("an engine is at work");
        } else {
            const auto next = std::find_if(store::allStages.begin(), store::allStages.end(),
                [&](auto stage) { return !folder.manifest().stage(stage).complete; });
            const auto name =
                store::stageName(next == store::allStages.end() ? store::Stage::clusterings : *next);
            row.state = tr("not finished: %1")
                            .arg(jobs::stageTitle(QString::fromUtf8(name.data(), qsizetype(name.size()))));
        }
    } catch (const Error& error) {
        row.state = error.kind() == ErrorKind::damaged ? tr("damaged") : tr("cannot be read");
    }
    return row;
}

void RunsModel::refresh()
{
    if (m_watcher.isRunning()) {
        m_again = true;
        return;
    }
    m_again = false;
    QStringList paths;
    for (const EngineJob* job : std::as_const(m_jobs))
        paths.append(job->runPath());
    paths += jobs::runsInFolder() + jobs::recentRuns();
    paths.removeDuplicates();
    m_watcher.setFuture(QtConcurrent::run([paths] {
        std::vector<Row> rows;
        for (const QString& path : paths)
            rows.push_back(readRow(path));
        return rows;
    }));
}

void RunsModel::take()
{
    beginResetModel();
    m_rows = m_watcher.result();
    endResetModel();
    if (m_again)
        refresh();
}

void RunsModel::addJob(EngineJob* job)
{
    job->setParent(this);
    m_jobs.removeIf([job](EngineJob* other) {
        const bool over = !other->isActive() && other->runPath() == job->runPath();
        if (over)
            other->deleteLater();
        return over;
    });
    m_jobs.prepend(job);
    connect(job, &EngineJob::progressed, this, [this, job] { jobChanged(job); });
    connect(job, &EngineJob::stateChanged, this, [this, job] { jobChanged(job); });
    connect(job, &EngineJob::greeted, this, &RunsModel::refresh);
    connect(job, &EngineJob::ended, this, &RunsModel::refresh);
    refresh();
}

EngineJob* RunsModel::job(const QString& path) const
{
    for (EngineJob* job : m_jobs)
        if (job->runPath() == path)
            return job;
    return nullptr;
}

QList<EngineJob*> RunsModel::activeJobs() const
{
    QList<EngineJob*> active;
    std::copy_if(
        m_jobs.begin(), m_jobs.end(), std::back_inserter(active), [](auto* job) { return job->isActive(); });
    return active;
}

int RunsModel::rowOf(const QString& path) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& row) { return row.path == path; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

void RunsModel::jobChanged(const EngineJob* job)
{
    const int row = rowOf(job->runPath());
    if (row >= 0)
        Q_EMIT dataChanged(index(row), index(row));
}

QString RunsModel::jobText(const EngineJob& job)
{
    switch (job.state()) {
    case EngineJob::State::starting:
        return tr("starting…");
    case EngineJob::State::stopping:
        return tr("stopping…");
    case EngineJob::State::paused:
        return tr("paused");
    case EngineJob::State::finished:
        return tr("complete");
    case EngineJob::State::stopped:
        return tr("stopped");
    case EngineJob::State::failed:
        return tr("failed");
    case EngineJob::State::running:
        break;
    }
    const auto& progress = job.progress();
    if (progress.stage.isEmpty())
        return tr("running");
    const QString left = jobs::durationText(progress.overallTimeLeft);
    const QString done = jobs::countText(progress.done, progress.total, progress.unit);
    return left.isEmpty()
        ? tr("%1: %2", "stage, count").arg(jobs::stageTitle(progress.stage), done)
        : tr("%1: %2, %3 left", "stage, count, time").arg(jobs::stageTitle(progress.stage), done, left);
}

int RunsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant RunsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const EngineJob* engine = job(row.path);
    const bool active = engine && engine->isActive();
    const QString state =
        engine && (active || engine->state() == EngineJob::State::failed) ? jobText(*engine) : row.state;
    switch (role) {
    case Qt::DisplayRole:
        return row.name;
    case Qt::AccessibleTextRole:
        return tr("%1, %2", "run, state").arg(row.name, state);
    case Qt::ToolTipRole:
        return QStringLiteral("%1\n%2").arg(row.title, row.path).trimmed();
    case pathRole:
        return row.path;
    case stateRole:
        return state;
    case fractionRole:
        return active ? engine->progress().overall : -1.0;
    case resumableRole:
        return row.resumable && !row.busy && !active;
    }
    return {};
}

}
