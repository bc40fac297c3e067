#include "app/engine/commands.h"
#include "app/engine/control.h"
#include "core/base/parallel.h"
#include "core/cluster/scores.h"
#include "core/store/cluster_result_file.h"
#include "core/store/matrix_file.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <limits>
#include <memory>

#include <unistd.h>

namespace polcascope::engine {

using Json = nlohmann::ordered_json;

namespace {

struct ClusterArguments {
    std::string source;
    std::string out;
    std::string minimumClusterSize;
    std::int64_t minimumSamples = 0; ///< 0: as large as the smallest cluster
    std::string maximumClusterSize;
    std::string method = "eom";
    std::string metric = "euclidean";
    std::string count = "with-point";
    double epsilon = 0;
    int threads = 0;
    bool single = false;
    bool transpose = false;
    bool json = false;
};

[[noreturn]] void usage(const std::string& what)
{
    throw Error(ErrorKind::usage, { { "what", what } });
}

/// "150" is a number of rows, "3%" and "0.03" a share of them, rounded up.
std::int64_t sizeFrom(const std::string& option, const std::string& text, std::size_t rows)
{
    const bool percent = text.ends_with('%');
    const char* end = text.data() + text.size() - (percent ? 1 : 0);
    double value = 0;
    const auto [at, error] = std::from_chars(text.data(), end, value);
    if (text.empty() || error != std::errc() || at != end || !(value > 0) || (percent && value > 100)
        || (!percent && value > 1 && value != std::floor(value)) || value > 1e15)
        usage(option + " is " + text + ", but it must be a whole number of rows (150), or a share of them (3% or 0.03).");
    return cluster::minimumClusterSize(percent ? value / 100 : value, rows);
}

Matrix<double> transposed(const Matrix<double>& matrix)
{
    Matrix<double> result(matrix.columns(), matrix.rows());
    for (std::size_t row = 0; row < matrix.rows(); ++row) {
        for (std::size_t column = 0; column < matrix.columns(); ++column)
            result(column, row) = matrix(row, column);
    }
    return result;
}

/// A line that writes over itself on a terminal; elsewhere nothing.
class ProgressLine {
public:
    explicit ProgressLine(bool wanted)
        : m_shown(wanted && ::isatty(STDERR_FILENO))
    {
    }
    ~ProgressLine()
    {
        if (m_shown)
            std::fputs("\r\033[K", stderr);
    }
    void show(double fraction) const
    {
        if (m_shown)
            std::fprintf(stderr, "\r%3.0f %%  spanning tree", 100 * fraction);
    }

private:
    bool m_shown;
};

int clusterMatrix(const ClusterArguments& arguments)
{
    const auto begin = std::chrono::steady_clock::now();
    Matrix<double> rows = store::readMatrixFile(arguments.source);
    if (arguments.transpose)
        rows = transposed(rows);

    cluster::TreeOptions treeOptions;
    cluster::CutOptions cutOptions;
    cutOptions.minimumClusterSize = sizeFrom("--min-cluster-size", arguments.minimumClusterSize, rows.rows());
    if (!arguments.maximumClusterSize.empty())
        cutOptions.maximumClusterSize = sizeFrom("--max-cluster-size", arguments.maximumClusterSize, rows.rows());
    if (cutOptions.maximumClusterSize < cutOptions.minimumClusterSize)
        usage("--max-cluster-size is smaller than --min-cluster-size.");
    cutOptions.selection = arguments.method == "leaf" ? cluster::Selection::leaf : cluster::Selection::excessOfMass;
    cutOptions.selectionEpsilon = arguments.epsilon;
    cutOptions.allowSingleCluster = arguments.single;
    treeOptions.minimumSamples = arguments.minimumSamples > 0 ? arguments.minimumSamples : cutOptions.minimumClusterSize;
    treeOptions.count = arguments.count == "with-point" ? cluster::SampleCount::withPoint : cluster::SampleCount::withoutPoint;
    treeOptions.metric = arguments.metric == "cosine" ? cluster::Metric::cosine
        : arguments.metric == "correlation"           ? cluster::Metric::correlation
                                                      : cluster::Metric::euclidean;
    treeOptions.threads = threadsOrCores(arguments.threads);

    store::ClusterResult result;
    std::vector<std::int64_t> sizes;
    double treeSeconds = 0;
    {
        const ProgressLine line(!arguments.json);
        Control control([](std::string_view) {});
        const Progress progress([&](double fraction, std::string_view) {
            control.check();
            line.show(fraction);
            return true;
        });
        try {
            const auto treeBegin = std::chrono::steady_clock::now();
            result.tree = cluster::spanningTree(std::as_const(rows).view(), treeOptions, progress);
            treeSeconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - treeBegin).count();
            result.clusters = cluster::cut(result.tree, cutOptions);
            result.outlierScores = cluster::outlierScores(result.clusters);
            result.relativeValidity = cluster::relativeValidity(result.tree, result.clusters.labels);
            if (treeOptions.metric != cluster::Metric::euclidean)
                rows = cluster::normalised(std::as_const(rows).view(), treeOptions.metric);
            result.medoids = cluster::medoids(std::as_const(rows).view(), result.clusters.labels, {}, progress);
        } catch (const Cancelled&) {
            return static_cast<int>(ErrorKind::stopped);
        }
    }
    const auto& clusters = result.clusters;
    sizes.assign(static_cast<std::size_t>(clusters.count()), 0);
    for (const std::int32_t label : clusters.labels) {
        if (label >= 0)
            ++sizes[static_cast<std::size_t>(label)];
    }
    const auto noise = std::count(clusters.labels.begin(), clusters.labels.end(), -1);

    result.provenance = { { "source", arguments.source }, { "transposed", arguments.transpose ? "yes" : "no" },
        { "minimum_cluster_size", std::to_string(cutOptions.minimumClusterSize) },
        { "minimum_samples", std::to_string(treeOptions.minimumSamples) }, { "minimum_samples_count", arguments.count },
        { "metric", arguments.metric }, { "selection", arguments.method }, { "selection_epsilon", Json(arguments.epsilon).dump() },
        { "allow_single_cluster", arguments.single ? "yes" : "no" },
        { "maximum_cluster_size", arguments.maximumClusterSize.empty() ? "none" : std::to_string(cutOptions.maximumClusterSize) },
        { "polcascope_version", POLCASCOPE_VERSION } };
    if (!arguments.out.empty())
        store::writeClusterResult(arguments.out, result);

    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    if (arguments.json) {
        Json list = Json::array();
        for (std::size_t i = 0; i < sizes.size(); ++i)
            list.push_back({ { "cluster", i }, { "size", sizes[i] }, { "persistence", clusters.persistence[i] }, { "medoid", result.medoids[i] } });
        Json object { { "rows", rows.rows() }, { "features", rows.columns() }, { "clusters", list }, { "noise", noise },
            { "relative_validity", result.relativeValidity }, { "tree_seconds", treeSeconds }, { "seconds", seconds }, { "out", arguments.out } };
        for (const auto& [name, value] : result.provenance)
            object["parameters"][name] = value;
        std::printf("%s\n", object.dump(2).c_str());
        return 0;
    }
    std::printf("%zu rows of %zu features; smallest cluster %lld, minimum samples %lld (%s), %s, %s\n", rows.rows(), rows.columns(),
        static_cast<long long>(cutOptions.minimumClusterSize), static_cast<long long>(treeOptions.minimumSamples),
        arguments.count == "with-point" ? "the point counts" : "without the point", arguments.metric.c_str(), arguments.method.c_str());
    std::printf("%d clusters, %lld rows of noise (%.1f %%), relative validity %.3f; %.2f s, of which the spanning tree %.2f s\n", clusters.count(),
        static_cast<long long>(noise), rows.rows() > 0 ? 100.0 * static_cast<double>(noise) / static_cast<double>(rows.rows()) : 0.0,
        result.relativeValidity, seconds, treeSeconds);
    if (!sizes.empty())
        std::printf("\ncluster      size  persistence    medoid\n");
    for (std::size_t i = 0; i < sizes.size(); ++i)
        std::printf("%7zu %9lld %12.3f %9d\n", i, static_cast<long long>(sizes[i]), clusters.persistence[i], result.medoids[i]);
    if (!arguments.out.empty())
        std::printf("\nWritten to %s\n", arguments.out.c_str());
    return 0;
}

}

void addClusterCommand(CLI::App& program, OutputFormat& format, Action& action)
{
    auto arguments = std::make_shared<ClusterArguments>();
    CLI::App* command = program.add_subcommand("cluster", "Cluster the rows of any matrix by HDBSCAN, exactly");
    command->add_option("matrix", arguments->source, "X.npy, X.h5, X.h5:dataset, or X.h5:dataset[i] of one with three dimensions")->required();
    command->add_option("--min-cluster-size", arguments->minimumClusterSize, "rows of the smallest cluster (150), or their share (3% or 0.03)")->required();
    command->add_option("--min-samples", arguments->minimumSamples, "neighbours that make a core point (default: as --min-cluster-size)")
        ->check(CLI::PositiveNumber);
    command->add_option("--min-samples-count", arguments->count, "with-point: the point itself is the first of them, as in scikit-learn and R; "
                                                                 "without-point: as in the hdbscan package")
        ->check(CLI::IsMember({ "with-point", "without-point" }))->capture_default_str();
    command->add_option("--method", arguments->method, "how clusters are chosen: eom (excess of mass) or leaf")
        ->check(CLI::IsMember({ "eom", "leaf" }))->capture_default_str();
    command->add_option("--epsilon", arguments->epsilon, "distance below which no cluster is split")->check(CLI::NonNegativeNumber);
    command->add_option("--metric", arguments->metric, "euclidean, cosine or correlation")
        ->check(CLI::IsMember({ "euclidean", "cosine", "correlation" }))->capture_default_str();
    command->add_option("--max-cluster-size", arguments->maximumClusterSize, "rows of the largest cluster (eom), or their share");
    command->add_flag("--allow-single-cluster", arguments->single, "all rows may be one cluster");
    command->add_flag("--transpose", arguments->transpose, "cluster the columns: a run's loss and gradient_projection have a token a column");
    command->add_option("--threads", arguments->threads, "threads, which change nothing in the result (default: as many as cores)")
        ->check(CLI::NonNegativeNumber);
    command->add_option("--out", arguments->out, "HDF5 file for labels, probabilities, outlier scores and the two trees");
    command->add_flag("--json", arguments->json, "the summary as JSON");
    command->callback([=, &action, &format] {
        format = arguments->json ? OutputFormat::json : OutputFormat::text;
        action = [=] { return clusterMatrix(*arguments); };
    });
}

}
