#include "core/store/cluster_result_file.h"

#include "core/base/error.h"
#include "core/store/hdf_file.h"

namespace polcascope::store {

namespace {

constexpr auto schema = "polcascope/cluster-result";
constexpr int version = 1;

/// One member of every edge.
template <typename T, typename Edge>
std::vector<T> column(const std::vector<Edge>& edges, T Edge::* member)
{
    std::vector<T> values;
    values.reserve(edges.size());
    for (const Edge& edge : edges)
        values.push_back(edge.*member);
    return values;
}

void write(const std::filesystem::path& path, const ClusterResult& result)
{
    using cluster::CondensedEdge;
    using cluster::SpanningEdge;
    HdfWriter file(path, schema, version);
    const auto& clusters = result.clusters;
    file.write("labels", clusters.labels, "1", "cluster of each row, by descending size; -1 is noise [rows]");
    file.write("probabilities", clusters.probabilities, "1", "strength of membership, 0 for noise [rows]");
    file.write("outlier_scores", result.outlierScores, "1", "GLOSH, 0 to 1 [rows]");
    file.write("persistence", clusters.persistence, "1", "relative stability of each cluster, 0 to 1 [clusters]");
    file.write("condensed_ids", clusters.condensedIds, "1", "the condensed tree's node of each cluster [clusters]");
    file.write("medoids", result.medoids, "1", "the row with the least sum of distances to its cluster [clusters]");

    const auto& condensed = clusters.condensedTree;
    file.write("condensed_tree/parent", column(condensed, &CondensedEdge::parent), "1",
        "cluster that splits or loses a point; the root is the number of rows [edges]");
    file.write("condensed_tree/child", column(condensed, &CondensedEdge::child), "1", "a row, or a cluster [edges]");
    file.write("condensed_tree/lambda", column(condensed, &CondensedEdge::lambda), "1 / distance", "when the child leaves [edges]");
    file.write("condensed_tree/size", column(condensed, &CondensedEdge::size), "rows", "how many leave [edges]");

    const auto& edges = result.tree.edges;
    file.write("spanning_tree/first", column(edges, &SpanningEdge::first), "1", "a row [edges]");
    file.write("spanning_tree/second", column(edges, &SpanningEdge::second), "1", "a row [edges]");
    file.write("spanning_tree/distance", column(edges, &SpanningEdge::distance), "distance",
        "mutual reachability, ascending [edges]");
    file.write("spanning_tree/core_distances", result.tree.coreDistances, "distance", "of each row [rows]");

    file.attribute("relative_validity", result.relativeValidity);
    for (const auto& [name, value] : result.provenance)
        file.attribute(name, std::string_view(value));
    file.close();
}

}

void writeClusterResult(const std::filesystem::path& path, const ClusterResult& result)
{
    std::filesystem::path partial = path;
    partial += ".partial";
    std::error_code failed;
    try {
        write(partial, result);
    } catch (...) {
        std::filesystem::remove(partial, failed);
        throw;
    }
    std::filesystem::rename(partial, path, failed);
    if (failed)
        throw Error(ErrorKind::notWritable, { { "path", path.string() }, { "what", failed.message() } });
}

}
