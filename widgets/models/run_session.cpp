#include "widgets/models/run_session.h"

#include "widgets/jobs/messages.h"

#include <QtConcurrent/QtConcurrentRun>

namespace polcascope::models {

namespace {

constexpr int pollInterval = 1000; // milliseconds

}

RunSession::RunSession(QObject* parent)
    : QObject(parent)
{
    connect(&m_watcher, &QFutureWatcher<Reading>::finished, this, &RunSession::take);
    connect(&m_poll, &QTimer::timeout, this, &RunSession::reload);
    connect(&m_verifying, &Background::failed, this, [this](const QString& message) {
        const QString path = m_run->path, next = m_path; // another may be about to open
        close();
        Q_EMIT foundDamaged(path, message);
        if (next != path)
            open(next);
    });
    m_poll.setInterval(pollInterval);
}

RunSession::~RunSession()
{
    m_watcher.disconnect(this);
    m_watcher.waitForFinished();
}

void RunSession::open(const QString& path)
{
    m_path = path;
    read();
}

void RunSession::reload()
{
    if (!m_path.isEmpty())
        read();
}

void RunSession::close()
{
    m_path.clear();
    m_poll.stop();
    m_verifying.cancel();
    m_verified.reset();
    if (!m_run)
        return;
    m_run.reset();
    Q_EMIT closed();
    Q_EMIT changed();
}

void RunSession::verify()
{
    if (!m_run || m_run->verified || m_verified == m_run->trajectories)
        return;
    m_verified = m_run->trajectories;
    m_verifying.start([run = m_run](const Background::Context& context) { verifyRun(*run, context.progress); });
}

void RunSession::read()
{
    if (m_watcher.isRunning()) {
        m_again = true;
        return;
    }
    m_again = false;
    m_readPath = m_path;
    const RunSnapshotPointer previous = m_run && m_run->path == m_path ? m_run : nullptr;
    m_watcher.setFuture(QtConcurrent::run([path = m_path, previous]() -> Reading {
        try {
            return { readRun(path, previous), {} };
        } catch (...) {
            return { {}, jobs::currentErrorMessage() };
        }
    }));
}

void RunSession::take()
{
    const Reading reading = m_watcher.result();
    const bool wanted = m_readPath == m_path;
    if (wanted && reading.run) {
        const bool another = !m_run || m_run->path != reading.run->path;
        if (another)
            m_verifying.cancel();
        m_run = reading.run;
        m_path = m_run->path;
        if (m_run->busy)
            m_poll.start();
        else
            m_poll.stop();
        if (another)
            Q_EMIT opened();
        Q_EMIT changed();
    } else if (wanted) {
        m_poll.stop();
        m_path = m_run ? m_run->path : QString();
        Q_EMIT failed(m_readPath, reading.error);
    }
    if (m_again || (!wanted && !m_path.isEmpty()))
        read();
}

}
