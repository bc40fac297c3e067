// What it costs to cluster a run's tokens along all its vectors, together and one after the other.
//
//     bench_vectors RUN.polca [threads]

#include "core/analysis/clusterings.h"
#include "core/store/run_files.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>

using namespace polcascope;

int main(int count, char** arguments)
{
    if (count < 2) {
        std::fprintf(stderr, "usage: bench_vectors RUN.polca [threads]\n");
        return 2;
    }
    const int threads = count > 2 ? std::atoi(arguments[2]) : 2;
    const store::RunFolder folder = store::RunFolder::open(arguments[1], store::RunFolder::Access::read);
    const store::TrajectorySet trajectories(folder);
    const TokenTable tokens = store::readTokens(folder);
    std::vector<store::ClusteringKey> keys;
    for (std::size_t k = 0; k < trajectories.vectors(); ++k)
        keys.push_back({ store::Rules::y2026, store::Quantity::projectedLoss, store::Decomposition::trapezoid,
            static_cast<std::int32_t>(k) });

    const auto seconds = [&](auto&& work) {
        const auto begin = std::chrono::steady_clock::now();
        work();
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    };
    const ClusteringOptions& options = folder.recipe().clustering;
    const double together =
        seconds([&] { (void)analysis::clusterTokens(trajectories, tokens, keys, options, threads); });
    double single = 0;
    for (const store::ClusteringKey& key : keys)
        single += seconds([&] { (void)analysis::clusterTokens(trajectories, tokens, key, options, threads); });
    std::printf("%zu tokens, %zu checkpoints, %zu vectors, %d threads: together %.2f s, one after the other %.2f s "
                "(x %.2f)\n",
        trajectories.tokens(), trajectories.checkpoints(), keys.size(), threads, together, single,
        single / together);
}
