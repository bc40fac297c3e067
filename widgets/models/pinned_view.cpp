#include "widgets/models/pinned_view.h"

#include "widgets/models/view_session.h"

namespace polcascope::models {

QJsonObject pinnedToJson(const ViewData& pinned)
{
    return { { "run", pinned.run->path }, { "choice", toJson(pinned.choice) }, { "parameters", toJson(pinned.parameters) } };
}

PinnedView::PinnedView(const RunView* shown, QObject* parent)
    : QObject(parent)
    , m_shown(shown)
{
    connect(&m_reading, &Background::failed, this, &PinnedView::failed);
}

void PinnedView::find(const QJsonObject& pinned)
{
    const QString path = pinned["run"].toString();
    const auto choice = viewChoice(pinned["choice"].toObject());
    const auto parameters = clusteringParameters(pinned["parameters"].toObject());
    if (path.isEmpty() || !choice || !parameters)
        return;
    if (const auto& shown = m_shown->run(); shown && shown->path == path)
        return compute(shown, *choice, *parameters);
    m_reading.start([this, path, choice = *choice, parameters = *parameters](const Background::Context& context) {
        const auto run = readRun(path);
        if (!run->verified)
            verifyRun(*run, context.progress);
        context.deliver([this, run, choice, parameters] { compute(run, choice, parameters); });
    });
}

void PinnedView::compute(const RunSnapshotPointer& run, const ViewChoice& choice, const ClusteringParameters& parameters)
{
    m_view = std::make_unique<RunView>();
    m_view->setBand(m_shown->band());
    m_view->setRun(run);
    if (run == m_shown->run())
        m_view->setAnnotations(m_shown->annotations());
    m_view->setChoice(choice);
    m_view->setParameters(parameters);
    connect(m_view.get(), &RunView::failed, this, &PinnedView::failed);
    connect(m_view.get(), &RunView::dataChanged, this, [this] {
        const ViewDataPointer data = m_view->data();
        if (!data || data->choice != m_view->choice() || m_view->isOutOfDate()) // the run may not have all that was chosen
            return;
        m_view->disconnect(this);
        m_view.release()->deleteLater(); // it is what tells
        Q_EMIT found(data);
    });
}

}
