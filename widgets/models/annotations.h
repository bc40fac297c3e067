#pragma once

#include "core/store/clustering_file.h"

#include <QJsonArray>
#include <QPointer>
#include <QString>
#include <QUndoCommand>

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace polcascope::models {

class RunView;
struct ViewChoice;

/// What a person calls a cluster and writes about it. It belongs to the tokens that the cluster held then, so that it
/// goes on to the cluster that continues it when the clustering is cut in another way.
struct Annotation {
    QString name; ///< empty: the cluster is called by its number
    QString note; ///< one line
    std::vector<std::int32_t> tokens; ///< ascending
    bool operator==(const Annotation&) const = default;
};

/// Of each clustering those of its clusters, the one written last at the end.
using Annotations = std::map<store::ClusteringKey, std::vector<Annotation>>;

/// For each cluster the index of the annotation that it continues, or -1 (cluster::matchClusters; where several fit,
/// the one written last).
[[nodiscard]] std::vector<int> annotationsOf(
    const store::Clustering& clustering, const std::vector<Annotation>& annotations);

/// What is to change; no value: it stays as it is.
struct AnnotationChange {
    std::optional<QString> name;
    std::optional<QString> note;
};
/// The annotations after `cluster` is called and described so; with neither name nor note it has none. Those that
/// other cuts of the clustering show stay.
[[nodiscard]] std::vector<Annotation> annotated(const std::vector<Annotation>& annotations,
    const store::Clustering& clustering, int cluster, const AnnotationChange& change);

/// As sessions keep them, tokens as ranges: {"name", "note", "tokens": [[first, last], ...]}.
[[nodiscard]] QJsonArray toJson(const std::vector<Annotation>& annotations);
[[nodiscard]] std::vector<Annotation> annotationsFromJson(const QJsonArray& json); ///< leaves out what is none

/// Another name or note for a cluster of the clustering shown. To undo it, and to redo it then, leads back to that
/// clustering.
class AnnotateCommand : public QUndoCommand {
public:
    AnnotateCommand(RunView* view, int cluster, const AnnotationChange& change);
    ~AnnotateCommand() override;

    void undo() override;
    void redo() override;

private:
    void set(const std::vector<Annotation>& annotations);

    QPointer<RunView> m_view;
    std::unique_ptr<ViewChoice> m_choice;
    std::vector<Annotation> m_from;
    std::vector<Annotation> m_to;
    bool m_undone = false;
};

}
