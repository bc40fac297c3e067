#include "widgets/models/annotations.h"

#include "core/cluster/matching.h"
#include "widgets/models/run_view.h"
#include "widgets/models/token_set.h"

#include <QCoreApplication>
#include <QJsonObject>

#include <algorithm>

namespace polcascope::models {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Annotation)
};

const std::vector<Annotation>& annotationsFor(const RunView& view, const store::ClusteringKey& key)
{
    static const std::vector<Annotation> none;
    const auto found = view.annotations().find(key);
    return found == view.annotations().end() ? none : found->second;
}

}

std::vector<int> annotationsOf(const store::Clustering& clustering, const std::vector<Annotation>& annotations)
{
    std::vector<int> found(static_cast<std::size_t>(clustering.clusters()), -1);
    const auto count = static_cast<std::int32_t>(clustering.labels.size());
    for (std::size_t i = 0; i < annotations.size(); ++i) {
        const auto& tokens = annotations[i].tokens;
        if (tokens.empty() || tokens.front() < 0 || tokens.back() >= count)
            continue;
        std::vector<std::int32_t> labels(clustering.labels.size(), -1);
        for (const std::int32_t token : tokens)
            labels[static_cast<std::size_t>(token)] = 0;
        const auto matches = cluster::matchClusters(labels, clustering.labels);
        for (std::size_t c = 0; c < std::min(matches.size(), found.size()); ++c)
            if (matches[c] == 0)
                found[c] = static_cast<int>(i);
    }
    return found;
}

std::vector<Annotation> annotated(const std::vector<Annotation>& annotations, const store::Clustering& clustering,
    int cluster, const AnnotationChange& change)
{
    std::vector<Annotation> result = annotations;
    Annotation annotation;
    if (const int old = annotationsOf(clustering, annotations)[static_cast<std::size_t>(cluster)]; old >= 0) {
        annotation = result[static_cast<std::size_t>(old)];
        result.erase(result.begin() + old);
    }
    annotation.name = change.name.value_or(annotation.name).simplified();
    annotation.note = change.note.value_or(annotation.note).simplified();
    if (annotation.name.isEmpty() && annotation.note.isEmpty())
        return result;
    annotation.tokens.clear();
    for (std::size_t token = 0; token < clustering.labels.size(); ++token)
        if (clustering.labels[token] == cluster)
            annotation.tokens.push_back(static_cast<std::int32_t>(token));
    result.push_back(std::move(annotation));
    return result;
}

QJsonArray toJson(const std::vector<Annotation>& annotations)
{
    QJsonArray json;
    for (const auto& annotation : annotations)
        json.append(QJsonObject {
            { "name", annotation.name }, { "note", annotation.note }, { "tokens", toRanges(annotation.tokens) } });
    return json;
}

std::vector<Annotation> annotationsFromJson(const QJsonArray& json)
{
    std::vector<Annotation> annotations;
    for (const auto& value : json) {
        const QJsonObject object = value.toObject();
        Annotation annotation { object["name"].toString(), object["note"].toString(),
            fromRanges(object["tokens"].toArray()) };
        if (!annotation.tokens.empty())
            annotations.push_back(std::move(annotation));
    }
    return annotations;
}

AnnotateCommand::AnnotateCommand(RunView* view, int cluster, const AnnotationChange& change)
    : m_view(view)
    , m_choice(std::make_unique<ViewChoice>(view->data()->choice))
    , m_from(annotationsFor(*view, m_choice->key()))
    , m_to(annotated(m_from, *view->data()->clustering, cluster, change))
{
    const QString& name = view->data()->cluster(cluster)->name;
    setText(change.name ? Text::tr("Rename %1", "a cluster").arg(name) : Text::tr("Note on %1", "a cluster").arg(name));
    setObsolete(m_from == m_to);
}

AnnotateCommand::~AnnotateCommand() = default;

void AnnotateCommand::set(const std::vector<Annotation>& annotations)
{
    if (!m_view)
        return;
    if (m_undone)
        m_view->setChoice(*m_choice);
    Annotations all = m_view->annotations();
    if (annotations.empty())
        all.erase(m_choice->key());
    else
        all[m_choice->key()] = annotations;
    m_view->setAnnotations(all);
}

void AnnotateCommand::undo()
{
    m_undone = true;
    set(m_from);
}

void AnnotateCommand::redo()
{
    set(m_to);
}

}
