#include "app/engine/pipeline.h"

#include "core/analysis/clusterings.h"
#include "core/analysis/decomposition.h"
#include "core/analysis/movement.h"
#include "core/analysis/summary_file.h"
#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/compute/basis_search.h"
#include "core/compute/other_bases.h"
#include "core/compute/projector.h"
#include "core/compute/trainer.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>
#include <limits>
#include <memory>
#include <numeric>
#include <unistd.h>

namespace polcascope::engine {

using store::Stage;
using Clock = std::chrono::steady_clock;

namespace {

/// How often the state that training goes on from, and a part of the trajectories, is written.
constexpr double trainingStateSeconds = 10;
constexpr double trajectoryPartSeconds = 5;

double secondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// "step-000150.h5": names sort as their numbers do.
std::string numbered(const char* prefix, std::int64_t number, int digits)
{
    std::array<char, 64> text {};
    std::snprintf(text.data(), text.size(), "%s%0*lld.h5", prefix, digits, static_cast<long long>(number));
    return text.data();
}

std::string checkpointPath(std::int64_t step)
{
    return numbered("checkpoints/step-", step, 6);
}

std::string shortNumber(double value)
{
    std::array<char, 32> text {};
    std::snprintf(text.data(), text.size(), "%.2g", value);
    return text.data();
}

std::int64_t memoryBytes(const Recipe& recipe)
{
    return recipe.compute.memoryMegabytes * 1000 * 1000;
}

}

Pipeline::Pipeline(store::RunFolder& folder, Reporter& reporter, Control& control, const compute::DeviceInfo& device)
    : m_folder(folder)
    , m_reporter(reporter)
    , m_control(control)
    , m_recipe(folder.recipe())
    , m_shape(modelShape(m_recipe))
    , m_layout(parameterLayout(m_shape))
    , m_task(m_recipe)
    , m_threads(device.threads)
    , m_runBegin(Clock::now())
{
    m_folder.setEnvironment({ { "device", device.device }, { "libtorch", device.libtorch },
        { "threads", std::to_string(device.threads) }, { "pid", std::to_string(::getpid()) } });
    estimateWork();
}

void Pipeline::run()
{
    requireMemory();
    const std::array<void (Pipeline::*)(), store::allStages.size()> stages { &Pipeline::makeTokens, &Pipeline::train,
        &Pipeline::findBasis, &Pipeline::followTrajectories, &Pipeline::clusterTokens };
    for (const Stage stage : store::allStages) {
        if (m_folder.manifest().stage(stage).complete) {
            m_reporter.stage(stage, "upToDate");
            continue;
        }
        m_reporter.stage(stage, "started");
        (this->*stages[static_cast<std::size_t>(stage)])();
        m_reporter.stage(stage, "finished");
    }
}

/// What the stages to come need at least is known before any of them: nobody should learn of it after the training.
void Pipeline::requireMemory() const
{
    const auto ahead = [&](Stage stage) { return !m_folder.manifest().stage(stage).complete; };
    const BasisOptions& basis = m_recipe.basis;
    const std::int64_t budget = memoryBytes(m_recipe);
    std::int64_t needed = 0;
    if (ahead(Stage::basis) && basis.isHessian())
        needed = compute::BasisSearch::smallestMemory(
            m_shape, m_task.trainingSample(basis.examples), std::min(basis.vectors, basis.vectorsPerCheckpoint));
    else if (ahead(Stage::basis) && basis.isGradients())
        needed = compute::StackedSvd::smallestMemory(static_cast<std::size_t>(parameterCount(m_shape)), basis.vectors);
    if (ahead(Stage::trajectories)) {
        for (const task::ExampleSet& tokens : { m_task.validation(), m_task.heldout() }) {
            if (tokens.count() > 0)
                needed = std::max(needed,
                    compute::smallestProjectionMemory(m_shape, compute::projectionSize(m_shape, tokens, basis.vectors, budget)));
        }
    }
    polcascope::requireMemory(needed, budget);
}

/// Only proportions matter: they make one time left out of stages of different kinds.
void Pipeline::estimateWork()
{
    const RunSize size = runSize(m_recipe);
    // One forward pass of one example: two operations a weight and position, over about eleven positions.
    const double forward = 22.0 * static_cast<double>(size.parameters);
    const auto vectors = static_cast<double>(m_recipe.basis.vectors);
    const auto checkpoints = static_cast<double>(size.trajectoryCheckpoints);
    constexpr double productsAVector = 25;
    constexpr double gradientsAProduct = 1.5;
    constexpr double forwardsAGradient = 3;
    const auto at = [this](Stage stage) -> double& { return m_work[static_cast<std::size_t>(stage)]; };
    at(Stage::training) = static_cast<double>(m_recipe.training.steps * m_recipe.training.batchSize) * forwardsAGradient * forward;
    if (m_recipe.basis.isHessian())
        at(Stage::basis) = vectors * productsAVector * gradientsAProduct * forwardsAGradient * static_cast<double>(m_recipe.basis.examples) * forward;
    else if (m_recipe.basis.isGradients())
        at(Stage::basis) = static_cast<double>(gradientSteps(m_recipe).size()) * forwardsAGradient
            * static_cast<double>(m_recipe.training.batchSize * gradientBatches(m_recipe)) * forward;
    const bool midpoint = m_recipe.trajectories.midpoint == "on", ownCurvature = m_recipe.trajectories.ownCurvature == "on";
    const double projections = midpoint ? 2 : 1;
    const std::int64_t curvatures = ownCurvature ? m_recipe.task.validationExamples : m_recipe.trajectories.curvatureExamples;
    at(Stage::trajectories) = checkpoints * forward
        * ((projections * static_cast<double>(m_recipe.task.validationExamples) + static_cast<double>(m_recipe.trajectories.heldoutExamples)) * (7 + 0.45 * vectors)
            + static_cast<double>(curvatures) * 6 * vectors);
    const auto tokens = static_cast<double>(size.tokens);
    // Of all tokens together, or as many pairs of tokens.
    const double clusteringsAVector = m_recipe.clustering.decompositions != "all" ? 4 : 8 + (midpoint ? 2 : 0) + (ownCurvature ? 2 : 0);
    constexpr double operationsAPair = 8;
    at(Stage::clusterings) = tokens * tokens * checkpoints * operationsAPair * (clusteringsAVector * vectors + 5);
}

void Pipeline::begin(Stage stage, std::int64_t done, std::int64_t total, std::string_view unit)
{
    m_stage = stage;
    m_stageFirst = done;
    m_stageTotal = total;
    m_stageUnit = unit;
    m_stageBegin = Clock::now();
    m_stagePaused = m_control.pausedSeconds();
    m_secondsCounted = 0;
    if (!m_workBeforeKnown) {
        m_workBefore = std::accumulate(m_work.begin(), m_work.begin() + static_cast<int>(stage), m_workBefore);
        m_workBefore += total > 0 ? m_work[static_cast<std::size_t>(stage)] * static_cast<double>(done) / static_cast<double>(total) : 0;
        m_workBeforeKnown = true;
    }
}

/// `done` may be a fraction of a unit further than the last whole one.
void Pipeline::advance(double done, double loss, std::string detail)
{
    m_control.check();
    if (!m_reporter.due())
        return;
    const auto total = static_cast<double>(m_stageTotal);
    const double seconds = secondsSince(m_stageBegin) - (m_control.pausedSeconds() - m_stagePaused);
    StageProgress progress { .stage = m_stage, .done = static_cast<std::int64_t>(done), .total = m_stageTotal, .unit = m_stageUnit,
        .loss = loss, .detail = std::move(detail) };
    const double here = done - static_cast<double>(m_stageFirst);
    if (here > 0 && seconds > 0) {
        progress.rate = here / seconds;
        progress.eta = (total - done) / progress.rate;
    }
    double before = 0;
    for (const Stage earlier : store::allStages) {
        if (earlier < m_stage)
            before += m_work[static_cast<std::size_t>(earlier)];
    }
    const double all = std::accumulate(m_work.begin(), m_work.end(), 0.0);
    const double workDone = before + (total > 0 ? m_work[static_cast<std::size_t>(m_stage)] * done / total : 0);
    progress.overall = all > 0 ? workDone / all : 0;
    const double runSeconds = secondsSince(m_runBegin) - m_control.pausedSeconds();
    if (workDone > m_workBefore && progress.rate > 0) {
        // The stage at work by its own rate, the later ones by the rate of the session so far.
        const double later = all - before - m_work[static_cast<std::size_t>(m_stage)];
        progress.overallEta = progress.eta + later * runSeconds / (workDone - m_workBefore);
    }
    m_reporter.progress(progress);
}

void Pipeline::add(Stage stage, const std::string& path, std::int64_t index,
    const std::function<void(const std::filesystem::path&)>& write, const std::string& replacedPrefix)
{
    const double seconds = secondsSince(m_stageBegin) - (m_control.pausedSeconds() - m_stagePaused);
    m_folder.addSeconds(stage, seconds - m_secondsCounted);
    m_secondsCounted = seconds;
    m_reporter.artifact(stage, m_folder.add(stage, path, index, write, replacedPrefix));
}

void Pipeline::finish(Stage stage)
{
    m_folder.finish(stage);
}

void Pipeline::makeTokens()
{
    begin(Stage::task, 0, 1, "files");
    add(Stage::task, "task/tokens.h5", 0, [&](const auto& path) { store::writeTokens(path, m_task.tokens()); });
    finish(Stage::task);
}

std::vector<float> Pipeline::readCheckpoint(std::int64_t step) const
{
    return store::readCheckpoint(m_folder, m_folder.listed(Stage::training, checkpointPath(step)));
}

void Pipeline::train()
{
    const std::int64_t steps = m_recipe.training.steps;
    const std::int64_t interval = m_recipe.training.checkpointInterval;
    compute::Trainer trainer(m_recipe, m_task);
    std::vector<float> losses;
    if (const auto states = store::artifacts(m_folder.manifest(), Stage::training, "checkpoints/optimizer-"); !states.empty()) {
        store::TrainingState state = store::readTrainingState(m_folder.verified(states.back()));
        trainer.restore(state.step, state.parameters, state.firstMoment, state.secondMoment);
        losses = std::move(state.losses);
    }
    begin(Stage::training, trainer.step(), steps, "steps");

    const auto saveState = [&] {
        add(Stage::training, numbered("checkpoints/optimizer-", trainer.step(), 6), trainer.step(),
            [&](const auto& path) {
                store::writeTrainingState(path, { trainer.step(), trainer.parameters(), trainer.firstMoment(), trainer.secondMoment(), losses });
            },
            "checkpoints/optimizer-");
    };
    const auto saveCheckpoint = [&] {
        const std::string path = checkpointPath(trainer.step());
        const std::vector<float> parameters = trainer.parameters();
        if (!std::all_of(parameters.begin(), parameters.end(), [](float x) { return std::isfinite(x); }))
            throw Error(ErrorKind::nonFinite, { { "what", "weights" }, { "step", std::to_string(trainer.step()) } });
        if (m_folder.manifest().stage(Stage::training).find(path)) {
            // Written before the state that training went on from was: normally the same bytes again.
            if (readCheckpoint(trainer.step()) == parameters)
                return;
            m_reporter.warning("checkpointDiffers", { { "step", std::to_string(trainer.step()) } });
            m_folder.discardFrom(Stage::training, path);
        }
        add(Stage::training, path, trainer.step(), [&](const auto& partial) { store::writeCheckpoint(partial, trainer.step(), parameters, m_layout); });
    };

    auto stateSaved = Clock::now();
    std::int64_t stateStep = trainer.step();
    if (trainer.step() == 0)
        saveCheckpoint();
    try {
        while (!trainer.finished()) {
            losses.push_back(static_cast<float>(trainer.advance()));
            if (trainer.step() % interval == 0)
                saveCheckpoint();
            if (secondsSince(stateSaved) > trainingStateSeconds) {
                saveState();
                stateSaved = Clock::now();
                stateStep = trainer.step();
            }
            advance(static_cast<double>(trainer.step()), losses.back());
        }
    } catch (const Cancelled&) {
        if (trainer.step() > stateStep)
            saveState();
        throw;
    }
    add(Stage::training, "checkpoints/training-loss.h5", steps, [&](const auto& path) { store::writeTrainingLoss(path, losses); },
        "checkpoints/optimizer-");
    finish(Stage::training);
}

store::BasisVector Pipeline::readBasisVector(std::int64_t index) const
{
    return store::readBasisVector(m_folder, m_folder.listed(Stage::basis, numbered("basis/vector-", index, 3)));
}

std::vector<std::vector<float>> Pipeline::readBasis(std::size_t count) const
{
    std::vector<std::vector<float>> basis;
    for (std::size_t index = 0; index < count; ++index)
        basis.push_back(readBasisVector(static_cast<std::int64_t>(index)).vector);
    return basis;
}

void Pipeline::findBasis()
{
    const BasisOptions& options = m_recipe.basis;
    const auto found = static_cast<std::int64_t>(m_folder.manifest().stage(Stage::basis).artifacts.size());
    begin(Stage::basis, found, options.vectors, "vectors");
    if (options.isHessian())
        findEigenvectors(found);
    else if (options.isGradients())
        findGradientVectors(found);
    else if (options.kind == "random")
        drawVectors(found);
    else
        chooseParameters(found);
    finish(Stage::basis);
}

void Pipeline::addVector(store::BasisVector vector)
{
    vector.kind = m_recipe.basis.kind;
    vector.stageHash = m_folder.expectedHash(Stage::basis);
    add(Stage::basis, numbered("basis/vector-", vector.index, 3), vector.index,
        [&](const auto& path) { store::writeBasisVector(path, vector, m_layout); });
}

/// Algorithm 1, one round a checkpoint, in the order of training or a shuffled one.
void Pipeline::findEigenvectors(std::int64_t found)
{
    const BasisOptions& options = m_recipe.basis;
    const std::int64_t total = options.vectors;
    const std::int64_t perRound = options.vectorsPerCheckpoint;
    const auto rounds = static_cast<std::int32_t>((total + perRound - 1) / perRound);
    std::vector<std::int32_t> order(static_cast<std::size_t>(rounds));
    std::iota(order.begin(), order.end(), 0);
    if (options.kind == "shuffled-hessian")
        order = Random(static_cast<std::uint64_t>(m_recipe.seed), "basis checkpoints").permutation(rounds);
    const task::ExampleSet sample = m_task.trainingSample(options.examples);

    while (found < total) {
        // A round that was interrupted between its vectors is found again as a whole, and gives the same.
        const std::int64_t round = found / perRound;
        const std::vector<std::vector<float>> basis = readBasis(static_cast<std::size_t>(round * perRound));
        const std::int64_t step = (order[static_cast<std::size_t>(round)] + 1) * options.interval;
        const std::vector<float> parameters = readCheckpoint(step);
        const std::int64_t wanted = std::min(perRound, total - round * perRound);
        const bool warm = options.warmStart == "on";
        compute::BasisSearch search(m_shape, parameters, sample, basis,
            { .vectors = wanted,
                .eigenvalues = options.eigenvalues == "largest-magnitude" ? compute::Eigenvalues::largestMagnitude : compute::Eigenvalues::largestAlgebraic,
                .krylovDimension = options.krylovDimension, .restarts = options.restarts, .tolerance = options.tolerance,
                .seed = static_cast<std::uint64_t>(m_recipe.seed + round),
                .start = warm && round > 0 ? readBasisVector(round * perRound - 1).runnerUp : std::vector<float>(),
                .memoryBytes = memoryBytes(m_recipe) });
        // Asked within a product, too: one can take half a minute.
        const Progress within([&](double, std::string_view) {
            const double done = std::max(static_cast<double>(found),
                static_cast<double>(round * perRound) + static_cast<double>(wanted) * search.fraction());
            advance(std::min(done, static_cast<double>(total)), -1, "Hessian at step " + std::to_string(step) + ", product " + std::to_string(search.products() + 1));
            return true;
        });
        try {
            for (std::int64_t memory = search.memoryBytes(); !search.finished(); memory = search.memoryBytes()) {
                search.advance(within);
                m_reporter.lessMemory(static_cast<double>(memory), static_cast<double>(search.memoryBytes()));
            }
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::nonFinite)
                throw;
            throw Error(ErrorKind::nonFinite, { { "what", error.value("what") }, { "step", std::to_string(step) } });
        }
        for (std::int64_t i = found - round * perRound; i < wanted; ++i) {
            const compute::FoundVector& vector = search.result().at(static_cast<std::size_t>(i));
            const store::BasisVectorInfo info { found, step, vector.eigenvalue, vector.residual, vector.iterations, vector.products, vector.converged };
            addVector({ info, vector.vector, warm && i + 1 == wanted ? search.runnerUp() : std::vector<float>() });
            if (!vector.converged)
                m_reporter.warning("notConverged",
                    { { "index", std::to_string(found) }, { "residual", shortNumber(vector.residual) }, { "tolerance", shortNumber(options.tolerance) } });
            ++found;
        }
    }
}

/// The right singular vectors of stacked gradients. All are found together, so that an interrupted search begins anew.
void Pipeline::findGradientVectors(std::int64_t found)
{
    const BasisOptions& options = m_recipe.basis;
    const std::vector<std::int64_t> steps = gradientSteps(m_recipe);
    const std::int64_t batches = gradientBatches(m_recipe);
    std::int64_t atOnce = compute::asManyAsDoWell;
    compute::StackedSvd svd(steps.size(), static_cast<std::size_t>(parameterCount(m_shape)), options.vectors,
        [&](std::size_t row, const Progress& progress) {
            // The weights between two checkpoints are not kept: batches that follow are taken at the one before.
            const std::vector<float> parameters = readCheckpoint(steps[row]);
            const std::int64_t before = atOnce;
            std::vector<float> gradient = compute::meanGradient(m_shape, parameters, m_task.batch(steps[row], batches), progress, &atOnce);
            m_reporter.fewerExamples(before, atOnce);
            if (options.kind == "normalised-gradient-svd") {
                const double squared = std::inner_product(gradient.begin(), gradient.end(), gradient.begin(), 0.0);
                for (float& x : gradient)
                    x = static_cast<float>(x / std::sqrt(squared));
            }
            return gradient;
        },
        memoryBytes(m_recipe));
    const Progress within([&](double, std::string_view) {
        advance(std::max(static_cast<double>(found), static_cast<double>(options.vectors) * svd.fraction()), -1, "gradients of " + std::to_string(steps.size()) + " checkpoints");
        return true;
    });
    try {
        while (!svd.finished())
            svd.advance(within);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::nonFinite)
            throw;
        const std::size_t row = std::stoul(error.value("row"));
        throw Error(ErrorKind::nonFinite, { { "what", error.value("what") }, { "step", std::to_string(steps.at(row)) } });
    }
    if (svd.rank() < options.vectors) {
        throw Error(ErrorKind::badValue,
            { { "key", "basis.vectors" }, { "value", std::to_string(options.vectors) }, { "rule", "atMost" },
                { "limit", std::to_string(svd.rank()) }, { "other", "linearly independent gradients" } });
    }
    for (; found < options.vectors; ++found) {
        store::BasisVector vector;
        vector.index = found;
        vector.step = steps.back();
        vector.singularValue = svd.singularValues()[static_cast<std::size_t>(found)];
        vector.vector = svd.vectors()[static_cast<std::size_t>(found)];
        addVector(std::move(vector));
    }
}

void Pipeline::drawVectors(std::int64_t found)
{
    std::vector<std::vector<float>> basis = readBasis(static_cast<std::size_t>(found));
    for (; found < m_recipe.basis.vectors; ++found) {
        advance(static_cast<double>(found));
        store::BasisVector vector;
        vector.index = found;
        vector.vector = compute::randomUnitVector(
            static_cast<std::size_t>(parameterCount(m_shape)), basis, static_cast<std::uint64_t>(m_recipe.seed), found);
        basis.push_back(vector.vector);
        addVector(std::move(vector));
    }
}

/// Learning per parameter (LCA): unit vectors along the largest parameters, or those that moved most.
void Pipeline::chooseParameters(std::int64_t found)
{
    const std::int64_t last = m_recipe.training.steps / m_recipe.training.checkpointInterval * m_recipe.training.checkpointInterval;
    std::vector<float> values = readCheckpoint(last);
    if (m_recipe.basis.parametersBy == "movement") {
        const std::vector<float> first = readCheckpoint(0);
        std::transform(values.begin(), values.end(), first.begin(), values.begin(), std::minus<>());
    }
    const std::vector<std::int64_t> chosen = compute::largestInSize(values, m_recipe.basis.vectors);
    for (; found < m_recipe.basis.vectors; ++found) {
        advance(static_cast<double>(found));
        store::BasisVector vector;
        vector.index = found;
        vector.step = last;
        vector.parameter = chosen[static_cast<std::size_t>(found)];
        vector.parameterSize = std::abs(values[static_cast<std::size_t>(vector.parameter)]);
        vector.vector.assign(values.size(), 0.0F);
        vector.vector[static_cast<std::size_t>(vector.parameter)] = 1.0F;
        addVector(std::move(vector));
    }
}

void Pipeline::followTrajectories()
{
    const std::int64_t interval = m_recipe.trajectories.interval;
    const std::int64_t count = m_recipe.training.steps / interval + 1;
    const std::vector<std::vector<float>> basis = readBasis(static_cast<std::size_t>(m_recipe.basis.vectors));
    const task::ExampleSet tokens = m_task.validation();
    const std::size_t tokenCount = tokens.targets.size();

    std::int64_t done = static_cast<std::int64_t>(store::TrajectorySet(m_folder).checkpoints());
    begin(Stage::trajectories, done, count, "checkpoints");
    const bool withOwnCurvature = m_recipe.trajectories.ownCurvature == "on";
    const compute::Projector projector(m_shape, tokens, basis,
        { .curvatureExamples = m_recipe.trajectories.curvatureExamples, .ownCurvature = withOwnCurvature, .memoryBytes = memoryBytes(m_recipe) });
    const task::ExampleSet heldout = m_task.heldout();
    std::unique_ptr<compute::Projector> heldoutProjector;
    if (heldout.count() > 0) {
        heldoutProjector = std::make_unique<compute::Projector>(m_shape, heldout, projector,
            compute::ProjectorOptions { .curvatureExamples = 0, .memoryBytes = memoryBytes(m_recipe) });
        if (done == 0)
            add(Stage::trajectories, "trajectories/heldout-tokens.h5", -1,
                [&](const auto& path) { store::writeTokens(path, m_task.heldoutTokens()); });
    }
    const double heldoutShare = static_cast<double>(heldout.count()) / static_cast<double>(tokens.count());
    const bool withMidpoints = m_recipe.trajectories.midpoint == "on";

    std::vector<std::int32_t> steps;
    std::vector<compute::Projection> projections;
    std::vector<compute::Projection> heldoutProjections;
    std::vector<Matrix<float>> midpoints; // [K, N] each
    std::vector<analysis::Movement> movements;
    auto partBegin = Clock::now();
    const auto savePart = [&] {
        if (steps.empty())
            return;
        store::TrajectoryPart part;
        part.steps = steps;
        part.loss = Matrix<float>(steps.size(), tokenCount);
        part.gradientProjection.assign(basis.size(), Matrix<float>(steps.size(), tokenCount));
        if (withMidpoints)
            part.midpointProjection = part.gradientProjection;
        if (withOwnCurvature)
            part.ownCurvature = part.gradientProjection;
        if (heldoutProjector) {
            part.heldoutLoss = Matrix<float>(steps.size(), heldout.targets.size());
            part.heldoutProjection.assign(basis.size(), part.heldoutLoss);
        }
        part.weightProjection = Matrix<double>(basis.size(), steps.size());
        part.curvature = part.weightProjection;
        part.curvatureError = part.weightProjection;
        for (std::size_t t = 0; t < steps.size(); ++t) {
            std::copy(projections[t].loss.begin(), projections[t].loss.end(), part.loss.row(t).begin());
            if (heldoutProjector)
                std::ranges::copy(heldoutProjections[t].loss, part.heldoutLoss.row(t).begin());
            part.movementSquared.push_back(movements[t].squared);
            for (std::size_t k = 0; k < basis.size(); ++k) {
                const auto row = projections[t].gradientProjection.row(k);
                std::copy(row.begin(), row.end(), part.gradientProjection[k].row(t).begin());
                if (withMidpoints) {
                    const auto middle = midpoints[t].row(k);
                    std::copy(middle.begin(), middle.end(), part.midpointProjection[k].row(t).begin());
                }
                if (withOwnCurvature)
                    std::ranges::copy(projections[t].ownCurvature.row(k), part.ownCurvature[k].row(t).begin());
                if (heldoutProjector)
                    std::ranges::copy(heldoutProjections[t].gradientProjection.row(k), part.heldoutProjection[k].row(t).begin());
                part.weightProjection(k, t) = movements[t].along[k];
                part.curvature(k, t) = projections[t].curvature[k];
                part.curvatureError(k, t) = projections[t].curvatureError[k];
            }
        }
        add(Stage::trajectories, numbered("trajectories/part-", steps.front(), 6), steps.front(),
            [&](const auto& path) { store::writeTrajectoryPart(path, part); });
        steps.clear();
        projections.clear();
        midpoints.clear();
        heldoutProjections.clear();
        movements.clear();
        partBegin = Clock::now();
    };

    const auto withNote = [this](const compute::Projector& used, const auto& project) {
        const double before = used.plan().bytes;
        auto result = project();
        m_reporter.lessMemory(before, used.plan().bytes);
        return result;
    };
    std::vector<float> here;
    try {
        while (done < count) {
            const std::int64_t step = done * interval;
            if (here.empty())
                here = readCheckpoint(step);
            std::vector<float> next = done + 1 < count ? readCheckpoint(step + interval) : std::vector<float>();
            // The reporter asks within a checkpoint, too: one can take half a minute.
            const Progress within([&](double fraction, std::string_view) {
                advance(static_cast<double>(done) + fraction);
                return true;
            });
            const double first = withOwnCurvature ? 7.0 : 1.0;
            const double parts = first + (withMidpoints ? 1.0 : 0.0) + heldoutShare;
            compute::Projection projection = withNote(projector, [&] { return projector.project(here, within.part(0, first / parts)); });
            if (withMidpoints && next.empty()) {
                midpoints.emplace_back(basis.size(), tokenCount);
                std::fill_n(midpoints.back().data(), midpoints.back().size(), std::numeric_limits<float>::quiet_NaN());
            } else if (withMidpoints) {
                std::vector<float> middle(here.size());
                std::ranges::transform(here, next, middle.begin(), [](float a, float b) { return a + (b - a) / 2; });
                midpoints.push_back(withNote(projector,
                    [&] { return projector.projectGradients(middle, within.part(first / parts, (first + 1) / parts)); }));
            }
            if (const auto broken = std::find_if(projection.loss.begin(), projection.loss.end(), [](float loss) { return !std::isfinite(loss); });
                broken != projection.loss.end())
                throw Error(ErrorKind::nonFinite, { { "what", "loss of token " + std::to_string(broken - projection.loss.begin()) }, { "step", std::to_string(step) } });
            if (heldoutProjector)
                heldoutProjections.push_back(withNote(*heldoutProjector,
                    [&] { return heldoutProjector->project(here, within.part(1 - heldoutShare / parts, 1)); }));
            steps.push_back(static_cast<std::int32_t>(step));
            projections.push_back(std::move(projection));
            movements.push_back(analysis::movement(here, next, basis, threadsOrCores(m_recipe.compute.threads)));
            here = std::move(next);
            ++done;
            if (secondsSince(partBegin) > trajectoryPartSeconds)
                savePart();
        }
    } catch (const Cancelled&) {
        savePart();
        throw;
    }
    savePart();
    // One file in place of the parts: how they were cut depended on the clock, what is in them did not.
    const store::TrajectorySet all(m_folder);
    add(Stage::trajectories, "trajectories/trajectories.h5", 0, [&](const auto& path) { store::writeTrajectories(path, all); }, "trajectories/part-");
    finish(Stage::trajectories);
}

void Pipeline::clusterTokens()
{
    const store::TrajectorySet trajectories(m_folder);
    const TokenTable tokens = store::readTokens(m_folder);
    const auto decompositions = analysis::clusteredDecompositions(m_recipe.clustering, analysis::measured(trajectories));
    std::vector<store::ClusteringKey> keys =
        analysis::standardClusterings(trajectories.vectors(), tokens, decompositions);
    const auto sets = vectorSets(m_recipe.clustering.together, m_recipe.basis.vectors);
    const auto joint = analysis::jointClusterings(sets.value(), tokens, decompositions);
    keys.insert(keys.end(), joint.begin(), joint.end());
    begin(Stage::clusterings, 0, static_cast<std::int64_t>(keys.size()), "clusterings");
    const std::vector<store::Clustering> clusterings = analysis::clusterTokens(trajectories, tokens, keys, m_recipe.clustering, m_threads,
        Progress([&](double fraction, std::string_view) {
            advance(fraction * static_cast<double>(keys.size()));
            return true;
        }));
    add(Stage::clusterings, "clusterings/clusterings.h5", 0, [&](const auto& path) { store::writeClusterings(path, clusterings); });
    const analysis::Summary summary = analysis::summarise(trajectories, tokens, clusterings, analysis::summaryPermutations,
        static_cast<std::uint64_t>(m_recipe.seed), m_control.progress());
    add(Stage::clusterings, "clusterings/summary.json", 0, [&](const auto& path) { analysis::writeSummary(path, summary); });
    finish(Stage::clusterings);
}

}
