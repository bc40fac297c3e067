#include "core/compute/projector.h"

#include "core/compute/curvature.h"
#include "core/compute/gradient.h"
#include "core/compute/out_of_memory.h"
#include "core/compute/pieces.h"
#include "core/compute/projection.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace polcascope::compute {

namespace {

Tensor stacked(const std::vector<std::vector<float>>& basis)
{
    assert(!basis.empty());
    Tensor rows = at::empty({ static_cast<std::int64_t>(basis.size()), static_cast<std::int64_t>(basis.front().size()) },
        at::TensorOptions(device()).dtype(at::kFloat));
    for (std::size_t k = 0; k < basis.size(); ++k)
        rows[static_cast<std::int64_t>(k)].copy_(toTensor(basis[k]));
    return rows;
}

}

struct Projector::Private {
    ModelShape shape;
    Batch tokens;
    Tensor basis; ///< [K, d]
    ProjectorOptions options;
    ProjectionSize size;
    ProjectionPlan plan;
    PlannedExamples examples; ///< for this plan

    void makePlan()
    {
        plan = planProjection(shape, size, options.only);
        examples = plannedExamples(tokens, plan);
    }
    /// `work`, with smaller blocks when there is no memory for these.
    template <typename Work> auto inBlocks(const Work& work)
    {
        auto budget = static_cast<std::int64_t>(std::ceil(plan.bytes));
        const auto shrink = [&](std::int64_t bytes) {
            size.memoryBytes = options.memoryBytes = bytes;
            makePlan();
        };
        return withLessMemory(budget, shrink, work);
    }
    [[nodiscard]] Projection projected(const Parameters& parameters, const Progress& progress) const;
    void curvature(const Parameters& parameters, const Progress& progress, Projection& result) const;
};

/// Losses and D.
Projection Projector::Private::projected(const Parameters& parameters, const Progress& progress) const
{
    Projection result;
    const TokenProjection projected
        = projectTokens(shape, parameters, examples, basis, plan, progress);
    result.loss = toVector(projected.losses.flatten());
    const std::vector<float> rows = toVector(projected.projections.flatten(0, 1).t());
    result.gradientProjection = Matrix<float>(static_cast<std::size_t>(basis.size(0)), result.loss.size());
    std::copy(rows.begin(), rows.end(), result.gradientProjection.data());
    return result;
}

/// Of evenly spaced examples; the error is that of their mean. Where every token's own is asked for, theirs are among these.
void Projector::Private::curvature(const Parameters& parameters, const Progress& progress, Projection& result) const
{
    const auto vectors = static_cast<std::size_t>(basis.size(0));
    result.curvature.assign(vectors, std::numeric_limits<double>::quiet_NaN());
    result.curvatureError = result.curvature;
    const std::int64_t examples = std::min(options.curvatureExamples, tokens.count());
    if (examples == 0 && !options.ownCurvature)
        return;
    const Tensor chosen = at::arange(examples, tokens.inputs.options()).mul_(tokens.count()).floor_divide_(std::max<std::int64_t>(examples, 1));
    const Batch batch = options.ownCurvature ? tokens : Batch { tokens.inputs.index_select(0, chosen), tokens.targets.index_select(0, chosen) };
    if (options.ownCurvature)
        result.ownCurvature = Matrix<float>(vectors, static_cast<std::size_t>(batch.targets.numel()));
    const std::int64_t positions = batch.inputs.size(1);
    const double bytes = 4.0 * 12.0 * Pass::floatsPerExample(shape, positions, 0) / static_cast<double>(shape.layers);
    const auto size = std::clamp<std::int64_t>(static_cast<std::int64_t>(static_cast<double>(options.memoryBytes) / piecesAtOnce() / bytes), 1,
        forAccelerator() ? batch.count() : 64);
    const Tensor means = at::empty({ static_cast<std::int64_t>(vectors), batch.count() }, basis.options().dtype(at::kDouble));
    forPieces(static_cast<std::int64_t>(vectors), piecesAtOnce(), progress, [&](std::int64_t piece, int, const Progress& part) {
        const Parameters direction = views(shape, basis[piece]);
        for (std::int64_t begin = 0; begin < batch.count(); begin += size) {
            part.report(static_cast<double>(begin) / static_cast<double>(batch.count()));
            const std::int64_t end = std::min(begin + size, batch.count());
            const Tensor own = lossJet(shape, parameters, direction, batch.range(begin, end)).second;
            means[piece].slice(0, begin, end).copy_(own.to(at::kDouble).mean(-1));
            if (options.ownCurvature)
                std::ranges::copy(toVector(own.flatten()),
                    result.ownCurvature.row(static_cast<std::size_t>(piece)).begin() + begin * own.size(1));
        }
    });
    if (examples == 0)
        return;
    const Tensor found = (options.ownCurvature ? means.index_select(1, chosen) : means).cpu();
    for (std::size_t k = 0; k < vectors; ++k) {
        const Tensor own = found[static_cast<std::int64_t>(k)];
        result.curvature[k] = own.mean().item<double>();
        if (examples > 1)
            result.curvatureError[k] = own.std().item<double>() / std::sqrt(static_cast<double>(examples));
    }
}

ProjectionSize projectionSize(
    const ModelShape& shape, const task::ExampleSet& tokens, std::int64_t vectors, std::int64_t memoryBytes)
{
    const Tensor basis = at::empty({ vectors, 0 }, at::TensorOptions(device()).dtype(at::kFloat));
    return projectionSize(toBatch(shape, tokens).inputs, basis, memoryBytes);
}

Projector::Projector(const ModelShape& shape, const task::ExampleSet& tokens, const std::vector<std::vector<float>>& basis,
    const ProjectorOptions& options)
    : m(new Private { shape, toBatch(shape, tokens), stacked(basis), options, {}, {}, {} })
{
    m->size = projectionSize(m->tokens.inputs, m->basis, options.memoryBytes);
    m->makePlan();
}

Projector::Projector(
    const ModelShape& shape, const task::ExampleSet& tokens, const Projector& other, const ProjectorOptions& options)
    : m(new Private { shape, toBatch(shape, tokens), other.m->basis, options, {}, {}, {} })
{
    m->size = projectionSize(m->tokens.inputs, m->basis, options.memoryBytes);
    m->makePlan();
}

Projector::~Projector() = default;

const ProjectionPlan& Projector::plan() const
{
    return m->plan;
}

Projection Projector::project(std::span<const float> theta, const Progress& progress) const
{
    const at::NoGradGuard noGrad;
    Projection result = m->inBlocks([&] {
        const Tensor flat = toTensor(theta);
        const Parameters parameters = views(m->shape, flat);
        const double share = m->options.ownCurvature ? 0.15 : 0.7; // of the time
        Projection found = m->projected(parameters, progress.part(0, share));
        m->curvature(parameters, progress.part(share, 1), found);
        return found;
    });
    progress.report(1);
    return result;
}

Matrix<float> Projector::projectGradients(std::span<const float> theta, const Progress& progress) const
{
    const at::NoGradGuard noGrad;
    return m->inBlocks([&] {
        const Tensor flat = toTensor(theta);
        return m->projected(views(m->shape, flat), progress).gradientProjection;
    });
}

std::vector<float> tokenLosses(
    const ModelShape& shape, std::span<const float> parameters, const task::ExampleSet& tokens, std::int64_t* atOnce)
{
    const at::NoGradGuard noGrad;
    // On an accelerator, a gigabyte's worth.
    const double bytes = 4.0 * Pass::floatsPerExample(shape, static_cast<std::int64_t>(tokens.inputs.columns()), 0);
    const std::int64_t most = forAccelerator() ? std::max(static_cast<std::int64_t>(1e9 / bytes), std::int64_t(1)) : 64;
    return inFewerExamples(most, atOnce, [&](std::int64_t size) {
        const Tensor flat = toTensor(parameters);
        const Parameters parts = views(shape, flat);
        const Batch batch = toBatch(shape, tokens);
        std::vector<Tensor> values;
        for (std::int64_t begin = 0; begin < batch.count(); begin += size) {
            const Batch some = batch.range(begin, std::min(begin + size, batch.count()));
            values.push_back(losses(logits(shape, parts, some.inputs), some.targets));
        }
        return toVector(at::cat(values).flatten());
    });
}

}
