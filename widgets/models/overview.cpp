#include "widgets/models/overview.h"

#include "widgets/models/context_model.h"
#include "widgets/models/run_view.h"

#include "core/base/progress.h"

#include <utility>

namespace polcascope::models {

Overview::Overview(QObject* parent)
    : QObject(parent)
{
    connect(&m_work, &Background::runningChanged, this, &Overview::changed);
    connect(&m_work, &Background::progressed, this, &Overview::progressed);
    connect(&m_work, &Background::failed, this, &Overview::failed);
}

void Overview::show(const RunSnapshotPointer& run, const OverviewRequest& request)
{
    const auto before = std::exchange(m_run, run);
    const bool same = before == run ||
        (before && run && before->path == run->path && before->clusterings == run->clusterings &&
            before->trajectories == run->trajectories);
    const bool asked = request == std::exchange(m_request, request);
    if (!same)
        m_known.clear();
    if (!run || !before || before->path != run->path) {
        m_data.reset();
        Q_EMIT changed();
    }
    if (same && asked)
        Q_EMIT changed(); // an engine may have come or gone
    else
        compute();
}

QString Overview::missing() const
{
    if (!m_run)
        return {};
    if (const QString none = noClusterings(*m_run); !none.isEmpty())
        return none;
    const bool unfinished = !m_run->manifest.stage(store::Stage::clusterings).complete;
    if (unfinished)
        return m_run->busy ? tr("The engine is still clustering.") : tr("The run stopped before all was clustered.");
    if (m_data && m_data->request == m_request && !m_data->hasVectors() && m_run->trajectories &&
        m_run->trajectories->vectors() > 0)
        return tr("hatched: the run holds no clusterings by %1 (clustering.decompositions=all makes those that it can have)")
            .arg(decompositionName(m_request.decomposition));
    return {};
}

void Overview::compute()
{
    if (!m_run || !m_run->tokens || m_run->clusterings.empty()) {
        m_work.cancel();
        m_data.reset();
        Q_EMIT changed();
        return;
    }
    if (const auto known = m_known.find(m_request); known != m_known.end()) {
        m_work.cancel();
        m_data = known->second;
        Q_EMIT changed();
        return;
    }
    m_work.start([this, run = m_run, request = m_request](const Background::Context& context) {
        const auto vectors = run->trajectories ? static_cast<std::int32_t>(run->trajectories->vectors()) : 0;
        auto data = overview(run->clusterings, *run->tokens, vectors, jointVectors(*run), request, context.progress.part(0, 0));
        for (QString& name : data.outputNames)
            name = visibleText(name.toStdString());
        context.deliver([this, shares = std::make_shared<const OverviewData>(data)] {
            m_data = shares;
            Q_EMIT changed();
        });
        addChance(data, run->clusterings, *run->tokens, context.progress);
        context.deliver([this, request, whole = std::make_shared<const OverviewData>(std::move(data))] {
            m_known[request] = m_data = whole;
            Q_EMIT changed();
        });
    });
}

}
