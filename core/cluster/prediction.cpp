#include "core/cluster/prediction.h"

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/cluster/distance_kernels.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <string>

namespace polcascope::cluster {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

std::size_t index(std::int32_t point)
{
    return static_cast<std::size_t>(point);
}

template <typename T> PackedRows<double> packed(MatrixView<const T> rows)
{
    PackedRows<double> result(rows.rows, rows.columns);
    for (std::size_t i = 0; i < rows.rows; ++i) {
        for (std::size_t k = 0; k < rows.columns; ++k) {
            result(i, k) = static_cast<double>(rows(i, k));
            if (!(std::abs(result(i, k)) < 1e150)) // as in spanningTree
                throw Error(ErrorKind::nonFinite, { { "what", "rows" }, { "row", std::to_string(i) } });
        }
    }
    return result;
}

template <typename T>
Predictions predictRows(const PredictionData& data, MatrixView<const T> rows, MatrixView<const T> newRows,
    int threads, const Progress& progress)
{
    assert(rows.columns == newRows.columns && rows.rows == data.coreDistances.size());
    Predictions result { std::vector<std::int32_t>(newRows.rows, -1), std::vector<double>(newRows.rows),
        std::vector<std::int32_t>(newRows.rows, -1) };
    const PackedRows<double> points = packed(newRows);
    if (data.nodes.empty())
        return result;
    const PackedRows<double> clustered = packed(rows);
    threads = std::max(threads, 1);
    Matrix<double> lines(static_cast<std::size_t>(threads) * side, clustered.blocks() * side);
    parallelFor(points.blocks(), threads, progress, [&](std::size_t block, int worker, const auto& poll) {
        const std::size_t first = static_cast<std::size_t>(worker) * side;
        const std::size_t count = std::min(side, points.points() - block * side);
        std::vector<double> tile(area);
        for (std::size_t other = 0; other < clustered.blocks(); ++other) {
            poll(static_cast<double>(other) / static_cast<double>(clustered.blocks()));
            squaredDistances(points.block(block), clustered.block(other), points.columns(), tile.data());
            for (std::size_t i = 0; i < count; ++i)
                std::copy_n(tile.data() + i * side, side, lines.row(first + i).data() + other * side);
        }
        for (std::size_t i = 0; i < count; ++i) {
            poll(1);
            const auto line = lines.row(first + i).first(clustered.points());
            double reach = infinity;
            std::int32_t neighbour = -1;
            for (std::size_t j = 0; j < line.size(); ++j) {
                line[j] = std::sqrt(line[j]);
                const double candidate = std::max(line[j], data.coreDistances[j]);
                if (candidate < reach || neighbour < 0) {
                    reach = candidate;
                    neighbour = static_cast<std::int32_t>(j);
                }
            }
            if (data.minimumSamples > 1) {
                const auto last = line.begin() + static_cast<std::ptrdiff_t>(data.minimumSamples) - 2;
                std::nth_element(line.begin(), last, line.end());
                reach = std::max(reach, *last);
            }
            const std::size_t point = block * side + i;
            result.neighbours[point] = neighbour;
            const double lambda = std::min(1 / reach, data.lambdas[index(neighbour)]);
            std::int32_t node = data.nodeOf[index(neighbour)];
            while (node > 0 && data.nodes[index(node)].birth >= lambda)
                node = data.nodes[index(node)].parent;
            const PredictionData::Node& home = data.nodes[index(node)];
            if (home.label < 0 || lambda == 0 || lambda < data.smallestLambda)
                continue;
            result.labels[point] = home.label;
            result.probabilities[point] = std::isinf(lambda) ? 1 : std::min(lambda, home.death) / home.death;
        }
    });
    return result;
}

}

PredictionData predictionData(const SpanningTree& tree, const Clusters& clusters)
{
    PredictionData data;
    data.coreDistances = tree.coreDistances;
    data.minimumSamples = tree.minimumSamples;
    data.smallestLambda = clusters.smallestLambda;
    data.nodeOf.assign(tree.points, -1);
    data.lambdas.assign(tree.points, 0);
    const auto points = static_cast<std::int32_t>(tree.points);
    if (clusters.condensedTree.empty())
        return data;
    data.nodes.resize(1);
    for (const CondensedEdge& edge : clusters.condensedTree) { // parents before their children
        if (edge.child < points) {
            data.nodeOf[index(edge.child)] = edge.parent - points;
            data.lambdas[index(edge.child)] = edge.lambda;
        } else {
            data.nodes.resize(std::max(data.nodes.size(), index(edge.child - points + 1)));
            data.nodes[index(edge.child - points)] = { .parent = edge.parent - points, .birth = edge.lambda };
        }
    }
    for (const CondensedEdge& edge : clusters.condensedTree) {
        double& death = data.nodes[index(edge.parent - points)].death;
        death = std::max(death, edge.lambda);
    }
    for (std::int32_t label = 0; label < clusters.count(); ++label)
        data.nodes[index(clusters.condensedIds[index(label)] - points)].label = label;
    for (std::size_t i = 1; i < data.nodes.size(); ++i) {
        const PredictionData::Node& above = data.nodes[index(data.nodes[i].parent)];
        if (above.label >= 0) {
            data.nodes[i].label = above.label;
            data.nodes[i].death = above.death;
        }
    }
    return data;
}

Predictions predict(const PredictionData& data, MatrixView<const float> rows, MatrixView<const float> newRows,
    int threads, const Progress& progress)
{
    return predictRows(data, rows, newRows, threads, progress);
}

Predictions predict(const PredictionData& data, MatrixView<const double> rows,
    MatrixView<const double> newRows, int threads, const Progress& progress)
{
    return predictRows(data, rows, newRows, threads, progress);
}

}
