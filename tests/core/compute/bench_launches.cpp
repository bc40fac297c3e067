#include "core/base/random.h"
#include "core/compute/device.h"
#include "core/compute/gram_schmidt.h"
#include "core/compute/hessian.h"
#include "core/compute/projector.h"
#include "core/compute/trainer.h"
#include "core/compute/transformer.h"
#include "core/recipe/recipe.h"
#include "tests/core/compute/count_launches.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

// What a recipe asks of an accelerator beside the arithmetic: how many operations are launched and how often host and
// device exchange data, for a checkpoint's projections, curvatures and losses, a training step and a Hessian-vector
// product. Works on the CPU, cut as for an accelerator, and takes minutes there at full width.
//
//   bench_launches [RECIPE [VECTORS [EXAMPLES [MEGABYTES]]]]

using namespace polcascope;
using namespace polcascope::compute;

namespace {

template <typename F> void count(const char* what, const F& f)
{
    const auto begin = std::chrono::steady_clock::now();
    const test::CountLaunches counted;
    f();
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
    std::printf("%-28s %8lld launches %4lld transfers %4lld numbers %8.2f s here   %s\n", what, static_cast<long long>(counted.launches()),
        static_cast<long long>(counted.transfers()), static_cast<long long>(counted.numbers()), taken.count(), counted.text(6).c_str());
    std::fflush(stdout);
}

}

int main(int argc, char** argv)
{
    const auto argument = [&](int index, std::int64_t otherwise) {
        return argc > index ? std::strtoll(argv[index], nullptr, 10) : otherwise;
    };
    Recipe recipe = loadRecipe(argc > 1 ? argv[1] : "arithmetic-2024");
    recipe.task.validationExamples = argument(3, recipe.task.validationExamples);
    const std::int64_t vectors = argument(2, recipe.basis.vectors);
    const std::int64_t memoryBytes = argument(4, recipe.compute.memoryMegabytes) * 1'000'000;
    initialise(recipe.compute);
    const AsForAccelerator cut;

    const ModelShape shape = modelShape(recipe);
    const task::Arithmetic task(recipe);
    const task::ExampleSet tokens = task.validation();
    Trainer trainer(recipe, task);
    trainer.advance();
    const std::vector<float> theta = trainer.parameters();
    Random random(1, "bench");
    std::vector<std::vector<float>> basis(static_cast<std::size_t>(vectors), std::vector<float>(theta.size()));
    for (std::vector<float>& vector : basis) {
        for (float& x : vector)
            x = static_cast<float>(random.uniform() - 0.5);
    }
    const Projector projector(shape, tokens, basis,
        { .curvatureExamples = recipe.trajectories.curvatureExamples, .memoryBytes = memoryBytes });
    const ProjectionPlan& plan = projector.plan();
    std::printf("%s: %zu parameters, %lld vectors, %zu tokens of %lld examples, %lld examples and %lld tokens of each at a time, %.2f GB at most\n",
        recipe.name.c_str(), theta.size(), static_cast<long long>(vectors), tokens.targets.size(), static_cast<long long>(tokens.count()),
        static_cast<long long>(plan.examples), static_cast<long long>(plan.tokens), plan.bytes / 1e9);

    count("training step", [&] { trainer.advance(); });
    const Tensor flat = toTensor(theta);
    Hessian hessian(shape, flat, toBatch(shape, task.trainingSample(recipe.basis.examples)), memoryBytes);
    (void)hessian.product(flat); // keeps what it can
    count("Hessian-vector product", [&] { (void)hessian.product(flat); });
    {
        const Rows rows = rowsOf(basis);
        Tensor w = flat.to(at::kDouble);
        count("a product made orthogonal", [&] { (void)orthogonalise(rows, w); });
    }
    count("losses", [&] { (void)tokenLosses(shape, theta, tokens); });
    count("projections", [&] { (void)projector.projectGradients(theta); });
    count("projections and curvatures", [&] { (void)projector.project(theta); });
}
