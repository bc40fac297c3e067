#include "core/compute/benchmark.h"

#include "core/base/random.h"
#include "core/compute/curvature.h"
#include "core/compute/device.h"
#include "core/compute/gradient.h"
#include "core/compute/hessian.h"
#include "core/compute/projector.h"
#include "core/compute/trainer.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <limits>
#include <optional>
#include <utility>

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

task::ExampleSet firstOf(const task::ExampleSet& set, std::size_t count)
{
    count = std::min(count, set.count());
    task::ExampleSet first { { count, set.inputs.columns() }, { count, set.targets.columns() } };
    std::copy_n(set.inputs.data(), first.inputs.size(), first.inputs.data());
    std::copy_n(set.targets.data(), first.targets.size(), first.targets.data());
    return first;
}

/// What costs least, and each way alone when asked for.
std::vector<std::optional<ProjectionMethod>> methods(const BenchOptions& options)
{
    std::vector<std::optional<ProjectionMethod>> all { std::nullopt };
    if (options.everyMethod) {
        all.insert(all.end(), { ProjectionMethod::products, ProjectionMethod::tangents });
        if (!forAccelerator())
            all.push_back(ProjectionMethod::blocks);
    }
    return all;
}

/// As in the recipe again, whatever happens.
class Tf32Restored {
public:
    explicit Tf32Restored(const Recipe& recipe)
        : m_on(recipe.compute.tf32 == "on")
    {
    }
    ~Tf32Restored() { setTf32(m_on); }
    Tf32Restored(const Tf32Restored&) = delete;
    Tf32Restored& operator=(const Tf32Restored&) = delete;

private:
    bool m_on;
};

/// How far what `compute` gives with TF32 is from what it gives without, in size, and what that saves.
template <typename F> BenchResult tf32(const std::string& name, const Recipe& recipe, F compute)
{
    const Tf32Restored restored(recipe);
    const auto measured = [&](bool on) {
        setTf32(on);
        Tensor result;
        const double taken = seconds(2, [&] {
            result = compute();
            wait(result);
        });
        return std::pair(result.to(at::kDouble), taken);
    };
    const auto [exact, exactSeconds] = measured(false);
    const auto [rounded, roundedSeconds] = measured(true);
    return { "TF32, " + name, ((rounded - exact).norm() / exact.norm()).template item<double>(), "relative difference",
        text("%.3g ms with it, ", 1e3 * roundedSeconds) + text("%.3g ms without: ", 1e3 * exactSeconds)
            + text("%.2f times as fast", exactSeconds / roundedSeconds) };
}

/// A model of the shape of english-2024: every one of 127 positions is scored. Random weights and tokens.
void benchmarkLanguageModel(const BenchOptions& options, std::int64_t memoryBytes, std::vector<BenchResult>& results)
{
    constexpr std::int64_t vectors = 12;
    constexpr std::size_t examples = 8;
    const ModelShape shape { .layers = 2, .width = 512, .heads = 4, .mlpWidth = 2048, .inputVocabulary = options.languageVocabulary,
        .outputVocabulary = options.languageVocabulary, .positions = 128, .firstScored = 0 };
    Random random(1, "language model");
    std::vector<float> theta(static_cast<std::size_t>(parameterCount(shape)));
    for (float& value : theta)
        value = static_cast<float>(0.04 * (random.uniform() - 0.5));
    task::ExampleSet set { { examples, 127 }, { examples, 127 } };
    for (Matrix<std::int32_t>* ids : { &set.inputs, &set.targets }) {
        for (std::size_t i = 0; i < ids->size(); ++i)
            ids->data()[i] = static_cast<std::int32_t>(random.below(static_cast<std::uint64_t>(shape.inputVocabulary)));
    }
    const double forward = seconds(1, [&] { (void)tokenLosses(shape, theta, set); });
    const Projector projector(shape, set, randomBasis(vectors, parameterCount(shape)), { .curvatureExamples = 0, .memoryBytes = memoryBytes });
    const double projection = seconds(1, [&] { (void)projector.project(theta); });
    results.push_back({ "projections, language model", static_cast<double>(set.targets.size()) * static_cast<double>(vectors) / projection,
        "tokens x vectors/s",
        text("%.2f forward passes a vector", projection / forward / static_cast<double>(vectors)) + text(" for %.0f", static_cast<double>(vectors))
            + text(", vocabulary of %.0f", static_cast<double>(options.languageVocabulary)) });
}

}

std::vector<BenchResult> benchmark(const Recipe& recipe, const BenchOptions& options, const Progress& progress)
{
    std::vector<BenchResult> results;
    const ModelShape shape = modelShape(recipe);
    const task::Arithmetic task(recipe);
    const std::int64_t memoryBytes = recipe.compute.memoryMegabytes * 1000 * 1000;

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
    const auto takeGradient = [&](std::int64_t examples) {
        const at::NoGradGuard noGrad;
        for (std::int64_t begin = 0; begin < examples; begin += 64) {
            const Pass pass(shape, parameters, sample.range(begin, std::min(begin + 64, examples)));
            gradient.zero();
            pass.backwardSummed(1, gradient);
        }
        wait(gradient.flat());
    };
    const double gradientSeconds = seconds(2, [&] { takeGradient(sample.count()); }) / share;
    results.push_back({ "gradient", gradientSeconds, "s",
        text("mean loss of %.0f examples", static_cast<double>(recipe.basis.examples)) });

    progress.report(0.4, "products");
    const Tensor vector = at::ones_like(theta);
    for (const bool kept : { true, false }) {
        // Memory for so many examples is used up by those at work.
        Hessian hessian(shape, theta, sample, kept ? memoryBytes : Hessian::smallestMemory(shape, theta, sample) * 64);
        const double product = seconds(2, [&] { wait(hessian.product(vector)); }) / share;
        results.push_back({ "Hessian-vector products", 1 / product, "products/s",
            text("%.2f gradients a product, ", product / gradientSeconds)
                + text("activations of %.0f %% of the sample kept",
                    100.0 * static_cast<double>(hessian.keptChunks()) / static_cast<double>(hessian.chunks())) });
    }

    if (options.tf32) {
        const std::int64_t examples = std::min<std::int64_t>(sample.count(), 64);
        results.push_back(tf32("gradient", recipe, [&] {
            takeGradient(examples);
            return gradient.flat().clone();
        }));
        // Made anew: what is kept at theta is rounded as well.
        results.push_back(tf32("Hessian-vector product", recipe,
            [&] { return Hessian(shape, theta, sample.range(0, examples), memoryBytes).product(vector); }));
    } else {
        results.push_back({ "TF32", 0, "relative difference", "none on a CPU: it concerns CUDA alone" });
    }

    progress.report(0.5, "projection");
    const task::ExampleSet some = firstOf(task.validation(), 128);
    const double forward = seconds(3, [&] { (void)tokenLosses(shape, trainer.parameters(), some); });
    results.push_back({ "inference", static_cast<double>(some.targets.size()) / forward, "tokens/s",
        text("one forward pass over %.0f examples", static_cast<double>(some.count())) + text(": %.3f s", forward) });
    for (const std::int64_t vectors : options.vectors) {
        const std::vector<std::vector<float>> basis = randomBasis(vectors, theta.numel());
        for (const auto& only : methods(options)) {
            const Projector projector(shape, some, basis, { .curvatureExamples = 0, .memoryBytes = memoryBytes, .only = only });
            const double projection = seconds(only ? 0 : 2, [&] { (void)projector.project(trainer.parameters()); });
            results.push_back({ "projections" + (only ? ", " + std::string(methodName(*only)) : std::string()),
                static_cast<double>(some.targets.size()) * static_cast<double>(vectors) / projection, "tokens x vectors/s",
                text("%.1f forward passes", projection / forward) + text(" for %.0f vectors", static_cast<double>(vectors))
                    + text("; expected %.1f times as long", expectedSeconds(projector.plan(), some.count(), options.gflops) / projection) });
        }
    }
    progress.report(0.7, "language model");
    benchmarkLanguageModel(options, memoryBytes, results);

    progress.report(0.8, "curvature");
    const Batch batch = toBatch(shape, some);
    const Parameters direction = views(shape, toTensor(randomBasis(1, theta.numel()).front()));
    const double jet = seconds(2, [&] { wait(lossJet(shape, parameters, direction, batch).second); });
    results.push_back({ "curvature", static_cast<double>(some.count()) / jet, "examples x vectors/s", text("%.1f forward passes a vector", jet / forward) });
    progress.report(1);
    return results;
}

}
