#include "tests/widgets/views/view_data.h"

#include "core/base/random.h"

#include <algorithm>
#include <cmath>

using namespace polcascope;

namespace viewdata {

Example example(int tokens, int checkpoints)
{
    Example run;
    Random random(1, "view data");
    const auto n = static_cast<std::size_t>(tokens);
    const auto t = static_cast<std::size_t>(checkpoints);
    LabelColumn digit { "digit", {}, {} };
    for (int i = 0; i < 10; ++i)
        digit.categories.push_back(std::to_string(i));
    LabelColumn place { "place", { "1000s", "100s", "10s", "1s" }, {} };
    LabelColumn carry { "carry", { "no carry", "carry" }, {} };
    for (std::size_t i = 0; i < n; ++i) {
        const auto p = static_cast<std::int32_t>(i % 4);
        digit.values.push_back(p == 0 ? static_cast<std::int32_t>(random.below(2)) : static_cast<std::int32_t>(random.below(10)));
        place.values.push_back(p);
        carry.values.push_back(p == 3 ? 0 : p == 0 ? digit.values.back() : static_cast<std::int32_t>(random.below(2)));
        run.tokens.output.push_back(digit.values.back());
        run.tokens.sequence.push_back(static_cast<std::int32_t>(i / 4));
        run.tokens.position.push_back(8 + p);
    }
    run.tokens.outputVocabulary = digit.categories;
    run.tokens.labels = { digit, place, carry };

    for (std::size_t s = 0; s < t; ++s)
        run.steps.push_back(static_cast<std::int32_t>(5 * s));
    auto loss = std::make_shared<Matrix<float>>(t, n);
    run.clustering.labels.resize(n);
    for (std::size_t i = 0; i < n; ++i) {
        const int p = place.values[i];
        const bool carries = carry.values[i] == 1;
        const double learnt = (0.15 + 0.17 * p + (carries ? 0.1 : 0)) * 5.0 * checkpoints * (1 + 0.1 * random.normal());
        const double width = 0.03 * 5 * checkpoints;
        const double start = (p == 0 ? 0.7 : 2.3) * (1 + 0.04 * random.normal());
        double wander = 0;
        for (std::size_t s = 0; s < t; ++s) {
            wander = 0.93 * wander + 0.03 * random.normal();
            const double drop = 1 / (1 + std::exp((run.steps[s] - learnt) / width));
            (*loss)(s, i) = static_cast<float>(std::max(1e-4, start * (0.03 + 0.97 * drop) * std::exp(wander)));
        }
        // Cluster 0: places without a carry, 1: carries, 2: the 1s; every ninth token is an outlier.
        run.clustering.labels[i] = i % 9 == 0 ? store::noise : p == 3 ? 2 : carries ? 1 : 0;
    }
    run.clustering.persistence = { 0.5, 0.4, 0.3 };
    run.clustering.minimumClusterSize = tokens / 5;
    run.clustering.minimumSamples = 1;
    auto polca = std::make_shared<Matrix<float>>(t - 1, n);
    for (std::size_t s = 0; s + 1 < t; ++s) {
        for (std::size_t i = 0; i < n; ++i)
            (*polca)(s, i) = 0.1F * ((*loss)(s + 1, i) - (*loss)(s, i));
    }
    run.loss = loss;
    run.polca = polca;
    return run;
}

}
