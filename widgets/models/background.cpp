#include "widgets/models/background.h"

#include "core/base/progress.h"
#include "widgets/jobs/messages.h"

#include <utility>

#include <sys/resource.h>

namespace polcascope::models {

namespace {

/// Of this thread and those that it starts. (Qt's priorities do nothing to threads that Linux schedules as usual.)
void yieldToOthers()
{
    ::setpriority(PRIO_PROCESS, 0, 10);
}

}

Background::Background(Urgency urgency, QObject* parent)
    : QObject(parent)
    , m_urgency(urgency)
    , m_cancel(std::make_shared<std::atomic_bool>(false))
{
    m_pool.setMaxThreadCount(1);
}

Background::~Background()
{
    *m_cancel = true;
    m_pool.clear();
    m_pool.waitForDone();
}

void Background::setRunning(bool running)
{
    if (std::exchange(m_running, running) != running)
        Q_EMIT runningChanged();
}

void Background::start(std::function<void(const Context&)> work)
{
    *m_cancel = true;
    m_cancel = std::make_shared<std::atomic_bool>(false);
    m_progress = 0;
    setRunning(true);
    m_pool.start([this, work = std::move(work), cancel = m_cancel] {
        if (m_urgency == Urgency::whenIdle)
            yieldToOthers();
        const auto deliver = [&](Deliver function) {
            QMetaObject::invokeMethod(
                this,
                [cancel, function = std::move(function)] {
                    if (!*cancel)
                        function();
                },
                Qt::QueuedConnection);
        };
        const Progress progress([&, reported = 0.0](double fraction, std::string_view) mutable {
            if (fraction - reported >= 0.01) {
                reported = fraction;
                deliver([this, fraction] { Q_EMIT progressed(m_progress = fraction); });
            }
            return !*cancel;
        });
        try {
            if (!*cancel)
                work({ deliver, progress });
            deliver([this] { setRunning(false); });
        } catch (const Cancelled&) {
        } catch (...) {
            deliver([this, message = jobs::currentErrorMessage()] {
                setRunning(false);
                Q_EMIT failed(message);
            });
        }
    });
}

void Background::cancel()
{
    *m_cancel = true;
    setRunning(false);
}

}
