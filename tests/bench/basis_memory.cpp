#include "core/base/random.h"
#include "core/compute/basis_search.h"
#include "core/compute/device.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

// How much memory a round of Algorithm 1 takes at the size of english-2026: 40,274,737 parameters, every one
// of 127 positions scored, orthogonal to 29 vectors. Few examples and few products: both cost time, not
// memory.
//
//   basis_memory [MEGABYTES [EXAMPLES [PRODUCTS [WIDTH]]]]

using namespace polcascope;

namespace {

double seconds()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// The largest resident size of this process so far, in GB.
double peak()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmHWM:"))
            return std::strtod(line.c_str() + 6, nullptr) * 1024 / 1e9;
    }
    return 0;
}

}

int main(int argc, char** argv)
{
    const auto argument = [&](int index, std::int64_t otherwise) {
        return argc > index ? std::strtoll(argv[index], nullptr, 10) : otherwise;
    };
    const std::int64_t megabytes = argument(1, 4096);
    const auto examples = static_cast<std::size_t>(argument(2, 2));
    const std::int64_t products = argument(3, 16);
    const ModelShape shape { .layers = 3,
        .width = argument(4, 512),
        .heads = 4,
        .mlpWidth = 4 * argument(4, 512),
        .inputVocabulary = 30001,
        .outputVocabulary = 30001,
        .positions = 128,
        .firstScored = 0 };
    const auto size = static_cast<std::size_t>(parameterCount(shape));
    compute::initialise({ .threads = 1 });

    std::vector<float> theta(size);
    std::vector<std::vector<float>> basis(29, std::vector<float>(size));
    std::uint64_t state = 1; // random enough: nearly orthogonal
    const auto draw = [&] {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<float>(static_cast<double>(state >> 11) * 0x1p-53 - 0.5);
    };
    for (float& x : theta)
        x = 0.07F * draw();
    for (std::vector<float>& vector : basis) {
        for (float& x : vector)
            x = draw() * static_cast<float>(std::sqrt(12.0 / static_cast<double>(size)));
    }
    task::ExampleSet sample { { examples, 127 }, { examples, 127 } };
    Random random(1, "bench");
    for (Matrix<std::int32_t>* ids : { &sample.inputs, &sample.targets }) {
        for (std::size_t i = 0; i < ids->size(); ++i)
            ids->data()[i] = static_cast<std::int32_t>(random.below(30001));
    }
    std::printf("%zu parameters, %zu basis vectors, %zu examples, budget %lld MB\n", size, basis.size(),
        examples, static_cast<long long>(megabytes));
    std::printf("before the search: peak %.2f GB\n", peak());

    compute::BasisSearch search(shape, theta, sample, basis, { .memoryBytes = megabytes * 1'000'000 });
    double longest = 0;
    double last = seconds();
    const Progress watch([&](double, std::string_view) {
        longest = std::max(longest, seconds() - last);
        last = seconds();
        return true;
    });
    const double begin = seconds();
    while (!search.finished() && search.products() < products) {
        search.advance(watch);
        last = seconds();
    }
    std::printf("%lld products, %.2f s each with orthogonalisation; longest time without asking whether to "
                "stop, in a product: %.2f s\n",
        static_cast<long long>(search.products()),
        (seconds() - begin) / static_cast<double>(search.products()), longest);
    std::printf("peak %.2f GB\n", peak());
}
