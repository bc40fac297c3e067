#include "core/compute/trainer.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/compute/gradient.h"
#include "core/compute/pieces.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

namespace polcascope::compute {

namespace {

Tensor initialParameters(const ModelShape& shape, const Recipe& recipe)
{
    Random random(static_cast<std::uint64_t>(recipe.seed), "weights");
    std::vector<float> theta(static_cast<std::size_t>(parameterCount(shape)));
    for (const ParameterTensor& tensor : parameterLayout(shape)) {
        const auto begin = theta.begin() + tensor.offset;
        const auto end = begin + tensor.size;
        const bool norm = tensor.name.find("norm") != std::string::npos;
        if (tensor.name.ends_with("bias"))
            std::fill(begin, end, 0.0F);
        else if (norm)
            std::fill(begin, end, 1.0F);
        else
            std::generate(begin, end, [&] { return static_cast<float>(recipe.model.initialScale * random.normal()); });
    }
    return toTensor(theta);
}

}

struct Trainer::Private {
    Private(const Recipe& recipe, const task::Arithmetic& task)
        : options(recipe.training)
        , task(task)
        , shape(modelShape(recipe))
        , theta(initialParameters(shape, recipe))
        , first(at::zeros_like(theta))
        , second(at::zeros_like(theta))
        , parameters(views(shape, theta))
    {
        const std::int64_t parts = forAccelerator() ? 1 : std::clamp<std::int64_t>(options.batchSize / partSize, 1, mostParts);
        for (std::int64_t part = 0; part < parts; ++part)
            gradients.emplace_back(shape, theta);
    }

    double addUpGradient();
    void update();

    /// A batch is taken in parts of at least so many examples, as many whatever the number of threads; on an accelerator whole.
    static constexpr std::int64_t partSize = 32;
    static constexpr std::int64_t mostParts = 4; // each costs a pass over theta

    TrainingOptions options;
    const task::Arithmetic& task;
    ModelShape shape;
    Tensor theta;
    Tensor first;
    Tensor second;
    Parameters parameters;
    std::vector<FlatGradient> gradients; ///< of the parts of a batch; the first is their sum
    Tensor scratch;
    std::int64_t step = 0;
};

/// Leaves the gradient of the batch's mean loss in gradients.front(); returns that loss.
double Trainer::Private::addUpGradient()
{
    const Batch batch = toBatch(shape, task.batch(step));
    const auto parts = static_cast<std::int64_t>(gradients.size());
    const double factor = 1.0 / static_cast<double>(batch.targets.numel());
    std::vector<Tensor> losses(static_cast<std::size_t>(parts));
    forPieces(parts, piecesAtOnce(), {}, [&](std::int64_t part, int, const Progress&) {
        const Pass pass(shape, parameters, batch.range(batch.count() * part / parts, batch.count() * (part + 1) / parts));
        losses[static_cast<std::size_t>(part)] = pass.losses().sum();
        FlatGradient& gradient = gradients[static_cast<std::size_t>(part)];
        gradient.zero();
        pass.backwardSummed(factor, gradient);
    });
    // Read when everything has been launched: an accelerator is waited for here alone.
    return std::accumulate(losses.begin(), losses.end(), 0.0, [=](double sum, const Tensor& loss) { return sum + loss.item<double>() * factor; });
}

/// AdamW, in stretches that stay in cache: the dozen passes over theta are bound by memory otherwise.
void Trainer::Private::update()
{
    const auto i = static_cast<double>(step + 1);
    const double rate
        = options.learningRate * (options.warmupSteps > 0 ? std::min(i / static_cast<double>(options.warmupSteps), 1.0) : 1.0);
    const double firstCorrection = 1.0 - std::pow(options.beta1, i);
    const double secondCorrection = std::sqrt(1.0 - std::pow(options.beta2, i));
    const std::int64_t size = theta.numel();
    const std::int64_t stretch = forAccelerator() ? size : std::min<std::int64_t>(size, 1 << 16);
    if (!scratch.defined())
        scratch = at::empty({ stretch }, theta.options());
    for (std::int64_t begin = 0; begin < size; begin += stretch) {
        const std::int64_t count = std::min(stretch, size - begin);
        Tensor g = gradients.front().flat().narrow(0, begin, count);
        for (std::size_t part = 1; part < gradients.size(); ++part)
            g.add_(gradients[part].flat().narrow(0, begin, count));
        Tensor p = theta.narrow(0, begin, count);
        Tensor m = first.narrow(0, begin, count);
        Tensor v = second.narrow(0, begin, count);
        Tensor denominator = scratch.narrow(0, 0, count);
        m.mul_(options.beta1).add_(g, 1.0 - options.beta1);
        v.mul_(options.beta2).addcmul_(g, g, 1.0 - options.beta2);
        at::sqrt_out(denominator, v).div_(secondCorrection).add_(options.epsilon);
        p.mul_(1.0 - rate * options.weightDecay).addcdiv_(m, denominator, -rate / firstCorrection);
    }
}

Trainer::Trainer(const Recipe& recipe, const task::Arithmetic& task)
    : m(std::make_unique<Private>(recipe, task))
{
}

Trainer::~Trainer() = default;

void Trainer::restore(std::int64_t step, std::span<const float> parameters, std::span<const float> firstMoment,
    std::span<const float> secondMoment)
{
    const at::NoGradGuard noGrad;
    const auto size = static_cast<std::size_t>(m->theta.numel());
    if (parameters.size() != size || firstMoment.size() != size || secondMoment.size() != size)
        throw Error(ErrorKind::internal, { { "what", "a saved state of another model's size" } });
    m->theta.copy_(toTensor(parameters));
    m->first.copy_(toTensor(firstMoment));
    m->second.copy_(toTensor(secondMoment));
    m->step = step;
}

double Trainer::advance()
{
    assert(!finished());
    const at::NoGradGuard noGrad;
    const double loss = m->addUpGradient();
    if (!std::isfinite(loss))
        throw Error(ErrorKind::nonFinite, { { "what", "loss" }, { "step", std::to_string(m->step) } });
    m->update();
    ++m->step;
    return loss;
}

std::int64_t Trainer::step() const
{
    return m->step;
}

bool Trainer::finished() const
{
    return m->step >= m->options.steps;
}

std::vector<float> Trainer::parameters() const
{
    return toVector(m->theta);
}

std::vector<float> Trainer::firstMoment() const
{
    return toVector(m->first);
}

std::vector<float> Trainer::secondMoment() const
{
    return toVector(m->second);
}

}
