#include "widgets/models/breakthroughs.h"

#include <utility>

namespace polcascope::models {

Breakthroughs::Breakthroughs(QObject* parent)
    : QObject(parent)
{
    connect(&m_work, &Background::runningChanged, this, &Breakthroughs::changed);
    connect(&m_work, &Background::progressed, this, &Breakthroughs::progressed);
    connect(&m_work, &Background::failed, this, &Breakthroughs::failed);
}

void Breakthroughs::show(const RunSnapshotPointer& run, const BreakthroughRequest& request)
{
    const auto before = std::exchange(m_run, run);
    const bool same = before && run && before->path == run->path && before->clusterings == run->clusterings &&
        before->trajectories == run->trajectories;
    if (same && m_request == request)
        return;
    m_request = request;
    if (!same)
        m_known.clear();
    if (!run || !run->hasTrajectories() || run->clusterings.empty()) {
        m_work.cancel();
        m_data.reset();
        Q_EMIT changed();
        return;
    }
    if (!before || before->path != run->path) {
        m_data.reset();
        Q_EMIT changed();
    }
    if (const auto known = m_known.find(request); known != m_known.end()) {
        m_work.cancel();
        m_data = known->second;
        Q_EMIT changed();
        return;
    }
    m_work.start([this, run, request](const Background::Context& context) {
        const auto deliver = [&](const BreakthroughsData& data) {
            context.deliver([this, part = std::make_shared<const BreakthroughsData>(data)] {
                m_data = part;
                Q_EMIT changed();
            });
        };
        const auto whole = breakthroughs(
            run->clusterings, *run->trajectories, *run->tokens, request, deliver, context.progress);
        deliver(whole);
        context.deliver([this, request] { m_known[request] = m_data; });
    });
}

}
