// What a clustering costs: wall time and peak memory of the spanning tree, of a re-cut, and of the rest.
//
//     bench_clusters [points] [columns] [min_samples] [threads] [rows.npy]
//
// The rows are synthetic trajectories, the same every time: random walks around twelve curves with amplitudes
// of their own, and a tenth of them around none. With a last argument they are written there, for peers.

#include "core/base/random.h"
#include "core/cluster/hdbscan.h"
#include "core/cluster/scores.h"

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <utility>

using namespace polcascope;

namespace {

Matrix<float> trajectories(std::size_t points, std::size_t columns)
{
    constexpr std::size_t kinds = 12;
    Random random(1, "bench_clusters");
    const auto walk = [&](std::span<float> row, double step) {
        double place = 0;
        for (float& value : row)
            value += static_cast<float>(place += step * random.normal());
    };
    Matrix<float> curves(kinds, columns);
    for (std::size_t kind = 0; kind < kinds; ++kind)
        walk(curves.row(kind), 1);
    Matrix<float> rows(points, columns);
    for (std::size_t i = 0; i < points; ++i) {
        const std::uint64_t kind = random.below(kinds * 10 / 9 + 1);
        if (kind < kinds) {
            const double amplitude = std::exp(0.3 * random.normal());
            for (std::size_t k = 0; k < columns; ++k)
                rows(i, k) = static_cast<float>(amplitude * static_cast<double>(curves(kind, k)));
        }
        walk(rows.row(i), kind < kinds ? 0.1 : 1);
    }
    return rows;
}

void writeNumpy(const std::string& path, const Matrix<float>& rows)
{
    std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + std::to_string(rows.rows()) +
        ", " + std::to_string(rows.columns()) + "), }";
    header.append(117 - header.size(), ' ').append("\n");
    std::ofstream file(path, std::ios::binary);
    file.write("\x93NUMPY\x01\x00", 8).put(static_cast<char>(header.size())).put(0) << header;
    file.write(reinterpret_cast<const char*>(rows.data()),
        static_cast<std::streamsize>(rows.size() * sizeof(float)));
}

class Timer {
public:
    [[nodiscard]] double seconds() const
    {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - m_begin).count();
    }

private:
    std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
};

double peakMegabytes()
{
    rusage usage {};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

}

int main(int count, char** arguments)
{
    const auto number = [&](int index, int otherwise) {
        return count > index ? std::atoi(arguments[index]) : otherwise;
    };
    const int points = number(1, 12600), columns = number(2, 200), samples = number(3, 5),
              threads = number(4, 2);
    const Matrix<float> rows =
        trajectories(static_cast<std::size_t>(points), static_cast<std::size_t>(columns));
    if (count > 5)
        writeNumpy(arguments[5], rows);
    const double before = peakMegabytes();

    Timer reported;
    double longest = 0; // until a cancellation would have been noticed
    const Progress progress([&](double, std::string_view) {
        longest = std::max(longest, std::exchange(reported, Timer()).seconds());
        return true;
    });
    const Timer whole;
    const cluster::SpanningTree tree =
        cluster::spanningTree(rows.view(), { .minimumSamples = samples, .threads = threads }, progress);
    const double treeSeconds = whole.seconds();
    const Timer again;
    const cluster::Clusters found = cluster::cut(tree, { .minimumClusterSize = 50 });
    const double cutSeconds = again.seconds();
    double weight = 0;
    for (const cluster::SpanningEdge& edge : tree.edges)
        weight += edge.distance;
    std::printf(
        "%d x %d, min_samples %d, %d thread(s): tree %.3f s, longest unreported %.0f ms, cut %.1f ms, "
        "peak %.0f MB (before: %.0f)\n"
        "    weight %.12g, %d clusters, %td noise\n",
        points, columns, samples, threads, treeSeconds, longest * 1e3, cutSeconds * 1e3, peakMegabytes(),
        before, weight, found.count(), std::count(found.labels.begin(), found.labels.end(), -1));
}
