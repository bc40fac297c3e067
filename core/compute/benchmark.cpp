#include "core/compute/benchmark.h"

#include "core/base/random.h"
#include "core/compute/curvature.h"
#include "core/compute/gradient.h"
#include "core/compute/hessian.h"
#include "core/compute/projector.h"
#include "core/compute/trainer.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <limits>

namespace polcascope::compute {

namespace {

/// The best of a few, after one that warms up: of what else the machine does only some runs suffer.
template<typename F> double seconds(int repeats, F f)
{
    double best = std::numeric_limits<double>::infinity();
    for (int i = 0; i <= repeats; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        f();
        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
        if (i > 0 || repeats == 0)
            best = std::min(best, taken.count());
    }
    return best;
}

std::string text(const char* format, double value)
{
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, format, value);
    return buffer;
}

/// Waits until an accelerator has done what it was asked.
void wait(const Tensor& result)
{
    result.flatten()[0].item<double>();
}

std::vector<std::vector<float>> randomBasis(std::int64_t vectors, std::int64_t size)
{
    Random random(1, "bench");
    std::vector<float> values(static_cast<std::size_t>(size));
    for (float& value : values)
        value = static_cast<float>(random.uniform() - 0.5);
    return std::vector<std::vector<float>>(static_cast<std::size_t>(vectors), values);
}

}

std::vector<BenchResult> benchmark(const Recipe& recipe, const Progress& progress)
{
    std::vector<BenchResult> results;
    const ModelShape shape = modelShape(recipe);
    const task::Arithmetic task(recipe);
    const std::int64_t memoryBytes = recipe.compute.memoryMegabytes << 20;

    progress.report(0, "training");
    Trainer trainer(recipe, task);
    const double step = seconds(5, [&] {
        if (!trainer.finished())
            trainer.advance();
    });
    const double scored = static_cast<double>(recipe.training.batchSize * static_cast<std::int64_t>(task.batch(0).targets.columns()));
    results.push_back({ "training", 1 / step, "steps/s", text("%.1f ms a step", 1e3 * step) });
    results.push_back({ "training", scored / step, "tokens/s", text("batches of %.0f", static_cast<double>(recipe.training.batchSize)) });

    const Tensor theta = toTensor(trainer.parameters());
    const Parameters parameters = views(shape, theta);
    const Batch sample = toBatch(shape, task.trainingSample(std::min<std::int64_t>(recipe.basis.examples, 256)));
    const double share = static_cast<double>(sample.count()) / static_cast<double>(recipe.basis.examples);

    progress.report(0.2, "gradient");
    FlatGradient gradient(shape, theta);
    const double gradientSeconds = seconds(2, [&] {
        const at::NoGradGuard noGrad;
        for (std::int64_t begin = 0; begin < sample.count(); begin += 64) {
            const Pass pass(shape, parameters, sample.range(begin, std::min(begin + 64, sample.count())));
            gradient.zero();
            pass.backwardSummed(1, gradient);
        }
        wait(gradient.flat());
    }) / share;
    results.push_back({ "gradient", gradientSeconds, "s",
        text("mean loss of %.0f examples", static_cast<double>(recipe.basis.examples)) });

    progress.report(0.4, "products");
    {
        Hessian hessian(shape, theta, sample, memoryBytes);
        const Tensor vector = at::ones_like(theta);
        const double product = seconds(2, [&] { wait(hessian.product(vector)); }) / share;
        results.push_back({ "Hessian-vector products", 1 / product, "products/s",
            text("%.2f gradients a product, graphs kept", product / gradientSeconds) });
    }

    progress.report(0.6, "projection");
    const task::ExampleSet validation = task.validation();
    const auto count = std::min<std::size_t>(validation.count(), 128);
    task::ExampleSet some { { count, validation.inputs.columns() }, { count, validation.targets.columns() } };
    std::copy_n(validation.inputs.data(), some.inputs.size(), some.inputs.data());
    std::copy_n(validation.targets.data(), some.targets.size(), some.targets.data());
    const double forward = seconds(3, [&] { (void)tokenLosses(shape, toVector(theta), some); });
    const std::vector<std::vector<float>> basis = randomBasis(recipe.basis.vectors, theta.numel());
    ProjectorOptions options;
    options.curvatureExamples = 0;
    options.memoryBytes = memoryBytes;
    const Projector projector(shape, some, basis, options);
    const double projection = seconds(2, [&] { (void)projector.project(toVector(theta)); });
    results.push_back({ "projections", static_cast<double>(some.targets.size()) * static_cast<double>(basis.size()) / projection,
        "tokens x vectors/s", text("%.1f forward passes", projection / forward) + text(" for %.0f vectors", static_cast<double>(basis.size())) });

    progress.report(0.8, "curvature");
    const Batch batch = toBatch(shape, some);
    const Parameters direction = views(shape, toTensor(basis.front()));
    const double jet = seconds(2, [&] { wait(lossJet(shape, parameters, direction, batch).second); });
    results.push_back({ "curvature", static_cast<double>(count) / jet, "examples x vectors/s", text("%.1f forward passes a vector", jet / forward) });
    progress.report(1);
    return results;
}

}
