#include "core/compute/projector.h"
#include "core/compute/along_vector.h"
#include "core/compute/curvature.h"
#include "core/compute/gradient.h"
#include "core/compute/projection.h"
#include "tests/core/compute/count_launches.h"
#include "tests/core/compute/fewer_examples.h"
#include "tests/core/compute/scarce_memory.h"
#include "tests/core/compute/tiny_model.h"

#include "core/base/error.h"

#include <QTest>

#include <ATen/Parallel.h>
#include <torch/csrc/autograd/autograd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

using namespace polcascope;
using namespace polcascope::compute;
using namespace polcascope::compute::test;

namespace {

constexpr std::int64_t plenty = std::int64_t(1) << 30;
constexpr auto products = ProjectionMethod::products;
constexpr auto blocks = ProjectionMethod::blocks;
constexpr auto tangents = ProjectionMethod::tangents;

Tensor projections(const ModelShape& shape, const Tensor& theta, const Batch& batch, const Tensor& basis,
    std::optional<ProjectionMethod> only = {}, std::int64_t memoryBytes = plenty)
{
    const ProjectionPlan plan = planProjection(shape, projectionSize(batch.inputs, basis, memoryBytes), only);
    return projectTokens(shape, views(shape, theta), plannedExamples(batch, plan), basis, plan).projections;
}

/// Of every token and vector the sum of |b_i| |dL / dtheta_i|, [E, Q, K]: what rounding is measured by.
Tensor absoluteParts(const ModelShape& shape, const Tensor& point, const Batch& batch, const Tensor& basis)
{
    const Tensor theta = point.clone().requires_grad_();
    const Tensor loss = lossesAt(shape, theta, batch);
    std::vector<Tensor> rows;
    for (const Tensor& token : loss.flatten().unbind())
        rows.push_back(at::mv(basis.abs(), torch::autograd::grad({ token }, { theta }, {}, true).front().abs()));
    return at::stack(rows).view({ loss.size(0), loss.size(1), -1 });
}

/// Some begin alike, and two are the same.
Batch someAlike(const ModelShape& shape, std::size_t count)
{
    task::ExampleSet set = randomExamples(shape, count);
    for (std::size_t e = 1; e < count; e += 2)
        std::ranges::copy(set.inputs.row(e - 1).first(e == 1 ? set.inputs.columns() : 6), set.inputs.row(e).begin());
    return toBatch(shape, set);
}

/// Bytes of what projectTokens() makes and returns.
double resultBytes(const Batch& batch, const Tensor& basis)
{
    const auto vectors = static_cast<double>(basis.size(0));
    const auto size = static_cast<double>(basis.element_size());
    return static_cast<double>(batch.targets.numel()) * (vectors * (16 + size) + 2 * size);
}

/// Along one vector, of fourth order, by a step of 1e-3.
struct Differences {
    Tensor first;
    Tensor second;
};
Differences centralDifferences(const ModelShape& shape, const Tensor& theta, const Batch& batch, const Tensor& vector)
{
    const double step = 1e-3;
    const auto at = [&](double steps) { return lossesAt(shape, theta + steps * step * vector, batch); };
    const Tensor nearby = at(1) + at(-1);
    const Tensor farther = at(2) + at(-2);
    return { (8 * (at(1) - at(-1)) - (at(2) - at(-2))) / (12 * step), (16 * nearby - farther - 30 * at(0)) / (12 * step * step) };
}

void addShapes()
{
    QTest::addColumn<int>("layers");
    QTest::addColumn<int>("firstScored");
    QTest::newRow("one layer") << 1 << 7;
    QTest::newRow("two layers") << 2 << 7;
    QTest::newRow("three layers") << 3 << 7;
    QTest::newRow("two layers, every position scored") << 2 << 0;
}

}

class TestProjector : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void gradientProjectionsEqualCentralDifferences_data() { addShapes(); }
    void gradientProjectionsEqualCentralDifferences()
    {
        QFETCH(int, layers);
        QFETCH(int, firstScored);
        const ModelShape shape = tinyShape(layers, 6, firstScored);
        const Tensor theta = randomTheta(shape);
        const Batch batch = toBatch(shape, randomExamples(shape, 5));
        const Tensor basis = orthonormalRows(7, theta.numel());
        std::vector<Tensor> expected;
        for (std::int64_t k = 0; k < basis.size(0); ++k)
            expected.push_back(centralDifferences(shape, theta, batch, basis[k]).first);
        const Tensor differences = at::stack(expected, 2);
        for (const ProjectionMethod method : { products, blocks, tangents }) {
            const double inDouble = largest(projections(shape, theta, batch, basis, method) - differences);
            QVERIFY2(inDouble < 1e-7, qPrintable(QString::number(inDouble)));
            // As a run does it. The values are of order 1.
            const Tensor inFloat = projections(shape, theta.to(at::kFloat), batch, basis.to(at::kFloat), method);
            const double rounding = largest(inFloat.to(at::kDouble) - differences);
            QVERIFY2(rounding < 2e-5, qPrintable(QString::number(rounding)));
        }
    }

    void theWayOfComputingChangesNothingBeyondRounding()
    {
        // Wider than the tiles of 16 outputs and 64 inputs, and no multiple of them.
        const ModelShape shape = tinyShape(2, 70);
        const Tensor theta = 0.3 * randomTheta(shape);
        const Batch batch = toBatch(shape, randomExamples(shape, 6));
        for (const std::int64_t vectors : { 1, 6, 20 }) {
            const Tensor basis = orthonormalRows(vectors, theta.numel());
            const Tensor expected = projections(shape, theta, batch, basis, products);
            QVERIFY(largest(projections(shape, theta, batch, basis, blocks) - expected) < 1e-12);
            QVERIFY(largest(projections(shape, theta, batch, basis, tangents) - expected) < 1e-12);
            const Tensor inFloat = projections(shape, theta.to(at::kFloat), batch, basis.to(at::kFloat), blocks);
            QVERIFY(largest(inFloat - expected) < 1e-5 * largest(expected));
        }
    }

    void anAcceleratorsPlanGivesWhatThatOfTheCpuGives_data() { addShapes(); }
    void anAcceleratorsPlanGivesWhatThatOfTheCpuGives()
    {
        QFETCH(int, layers);
        QFETCH(int, firstScored);
        for (const std::int64_t width : { 6, 70 }) {
            if (width == 70 && layers != 2)
                continue;
            const ModelShape shape = tinyShape(layers, width, firstScored);
            const Tensor theta = (width == 70 ? 0.3 : 1.0) * randomTheta(shape);
            const Batch batch = someAlike(shape, 5);
            const Tensor basis = orthonormalRows(7, theta.numel());
            const Tensor parts = absoluteParts(shape, theta, batch, basis);
            for (const at::ScalarType type : { at::kDouble, at::kFloat }) {
                const double tolerance = type == at::kDouble ? 1e-12 : 1e-5;
                const Tensor expected = projections(shape, theta.to(type), batch, basis.to(type));
                const AsForAccelerator cut;
                for (const auto method : { products, tangents }) {
                    const Tensor found = projections(shape, theta.to(type), batch, basis.to(type), method);
                    const double worst = largest((found - expected).to(at::kDouble) / parts);
                    QVERIFY2(worst < tolerance, qPrintable(QString::number(worst)));
                }
            }
        }
    }

    void anAcceleratorsBlocksFillTheirMemoryAndNoMore_data() { addShapes(); }
    void anAcceleratorsBlocksFillTheirMemoryAndNoMore()
    {
        QFETCH(int, layers);
        QFETCH(int, firstScored);
        const AsForAccelerator cut;
        for (const std::int64_t mlpWidth : { 6, 24 }) {
            ModelShape shape = tinyShape(layers, 6, firstScored);
            shape.mlpWidth = mlpWidth;
            const Tensor theta = randomTheta(shape);
            const Batch batch = someAlike(shape, 9);
            const Tensor basis = orthonormalRows(5, theta.numel());
            const Tensor parts = absoluteParts(shape, theta, batch, basis);
            for (const at::ScalarType type : { at::kDouble, at::kFloat }) {
                const Tensor weights = theta.to(type);
                const Tensor vectors = basis.to(type);
                const Tensor whole = projections(shape, weights, batch, vectors);
                for (const ProjectionMethod method : { products, tangents }) {
                    std::vector<std::int64_t> sizes; // examples times tokens at a time
                    for (std::int64_t bytes = 1 << 10; bytes < plenty; bytes = bytes * 5 / 4) {
                        ProjectionPlan plan;
                        try {
                            plan = planProjection(shape, projectionSize(batch.inputs, vectors, bytes), method);
                        } catch (const Error&) {
                            continue;
                        }
                        QVERIFY(plan.bytes <= static_cast<double>(bytes));
                        if (!sizes.empty() && sizes.back() == plan.examples * plan.tokens)
                            continue;
                        sizes.push_back(plan.examples * plan.tokens);
                        const PlannedExamples examples = plannedExamples(batch, plan);
                        const ScarceMemory memory(std::numeric_limits<std::size_t>::max());
                        const Tensor found = projectTokens(shape, views(shape, weights), examples, vectors, plan).projections;
                        const auto held = static_cast<double>(memory.mostHeld()) - resultBytes(batch, vectors);
                        QVERIFY2(held <= plan.bytes, qPrintable(QStringLiteral("%1 bytes of %2").arg(held).arg(plan.bytes)));
                        QVERIFY(largest((found - whole).to(at::kDouble) / parts) < (type == at::kDouble ? 1e-12 : 1e-5));
                    }
                    QVERIFY(sizes.size() > 3);
                    QVERIFY(std::ranges::is_sorted(sizes));
                    QCOMPARE(sizes.back(), batch.targets.numel()); // all at once
                }
            }
        }
    }

    void anAcceleratorsLaunchesGrowNeitherWithVectorsNorExamples_data() { addShapes(); }
    void anAcceleratorsLaunchesGrowNeitherWithVectorsNorExamples()
    {
        QFETCH(int, layers);
        QFETCH(int, firstScored);
        const AsForAccelerator cut;
        const ModelShape shape = tinyShape(layers, 8, firstScored);
        const Tensor theta = randomTheta(shape);
        const auto launches = [&](std::int64_t vectors, std::size_t examples, ProjectionMethod method) {
            const Tensor basis = orthonormalRows(vectors, theta.numel());
            const Batch batch = toBatch(shape, randomExamples(shape, examples));
            const ProjectionPlan plan = planProjection(shape, projectionSize(batch.inputs, basis, plenty), method);
            const PlannedExamples planned = plannedExamples(batch, plan);
            const CountLaunches counted;
            (void)projectTokens(shape, views(shape, theta), planned, basis, plan);
            return std::array { counted.launches(), plan.launches, counted.transfers() + counted.numbers() };
        };
        const auto few = launches(2, 8, products);
        const auto many = launches(20, 100, products);
        QCOMPARE(many, few);
        for (const auto& [found, expected, waits] : { many, launches(20, 100, tangents) }) {
            QVERIFY2(std::abs(expected - found) < found / 5, qPrintable(QStringLiteral("%1 instead of %2").arg(found).arg(expected)));
            QCOMPARE(waits, 0); // of the host, within
        }
    }

    void aCheckpointIsBroughtToTheHostOnce()
    {
        const AsForAccelerator cut;
        const ModelShape shape = tinyShape();
        const std::vector<float> theta = toVector(randomTheta(shape));
        for (const std::int64_t vectors : { 2, 20 }) {
            const Projector projector(shape, randomExamples(shape, 300), toVectors(orthonormalRows(vectors, parameterCount(shape))));
            const CountLaunches counted;
            const Projection projection = projector.project(theta);
            QCOMPARE(counted.transfers(), 4); // weights in; losses, projections, curvatures out
            QCOMPARE(projection.loss.size(), 300u * 4u);
        }
    }

    void thePlanTakesWhatCostsLeast()
    {
        // Arithmetic at full width: blocks of gradients where tokens share positions. A language model: tangents.
        ModelShape shape { .layers = 2, .width = 512, .heads = 4, .mlpWidth = 2048, .inputVocabulary = 12, .outputVocabulary = 10,
            .positions = 12, .firstScored = 7 };
        ProjectionSize size { .examples = 1250, .positions = 11, .vectors = 20, .tokenRows = 1.3, .prefixRows = 8.5 };
        const auto methodOf = [](const ProjectionPlan& plan, const std::string& name) {
            return std::ranges::find(plan.layers, name, &ProjectionPlan::Layer::name)->method;
        };
        for (const std::int64_t vectors : { 20, 50 }) {
            size.vectors = vectors;
            const ProjectionPlan plan = planProjection(shape, size);
            QVERIFY(!plan.tangents);
            QCOMPARE(methodOf(plan, "blocks.0.mlp.input.weight"), blocks);
            QCOMPARE(methodOf(plan, "blocks.0.attention.query.weight"), products);
            for (const ProjectionMethod method : { products, blocks, tangents })
                QVERIFY(plan.cost() <= planProjection(shape, size, method).cost());
        }
        size.cpu = false;
        const ProjectionPlan together = planProjection(shape, size);
        QCOMPARE(methodOf(together, "blocks.0.mlp.input.weight"), products);
        QVERIFY(together.together);
        QVERIFY(together.examples > largestBlock);
        QVERIFY(together.launches < 5000);
        QVERIFY(together.cost() <= planProjection(shape, size, tangents).cost());
        size.cpu = true;
        shape.firstScored = 0;
        shape.positions = 128;
        shape.inputVocabulary = shape.outputVocabulary = 30001;
        size = { .examples = 50, .positions = 127, .vectors = 12, .tokenRows = 127, .prefixRows = 127 };
        QVERIFY(planProjection(shape, size).tangents);
        size.cpu = false;
        QVERIFY(planProjection(shape, size).tangents);
    }

    void theLeastMemoryThatIsNamedIsEnough()
    {
        const ModelShape shape = tinyShape(2, 6, 2);
        const Tensor theta = randomTheta(shape);
        const Batch batch = toBatch(shape, randomExamples(shape, 5));
        const Tensor basis = orthonormalRows(3, theta.numel());
        std::int64_t needed = 0;
        try {
            (void)projections(shape, theta, batch, basis, {}, 100);
            QFAIL("nothing was thrown");
        } catch (const Error& error) {
            needed = std::stoll(error.value("needed"));
        }
        QVERIFY_EXCEPTION_THROWN((void)projections(shape, theta, batch, basis, {}, needed - 1), Error);
        const Tensor least = projections(shape, theta, batch, basis, {}, needed);
        QVERIFY(largest(least - projections(shape, theta, batch, basis)) < 1e-13);
    }

    void gradientProjectionsEqualThoseOfAutograd_data() { addShapes(); }
    void gradientProjectionsEqualThoseOfAutograd()
    {
        QFETCH(int, layers);
        QFETCH(int, firstScored);
        const ModelShape shape = tinyShape(layers, 6, firstScored);
        const Tensor theta = randomTheta(shape).requires_grad_();
        const Batch batch = toBatch(shape, randomExamples(shape, 2));
        const Tensor basis = orthonormalRows(4, theta.numel());
        const Tensor ours = projections(shape, theta.detach(), batch, basis);
        const Tensor loss = lossesAt(shape, theta, batch);
        for (std::int64_t e = 0; e < loss.size(0); ++e) {
            for (std::int64_t q = 0; q < loss.size(1); ++q) {
                const Tensor gradient = torch::autograd::grad({ loss[e][q] }, { theta }, {}, true).front();
                QVERIFY(largest(at::mv(basis, gradient) - ours[e][q]) < 1e-12);
            }
        }
    }

    void theSummedGradientEqualsThatOfAutograd()
    {
        const ModelShape shape = tinyShape(3, 6);
        const Tensor theta = randomTheta(shape).requires_grad_();
        const Batch batch = toBatch(shape, randomExamples(shape, 6));
        const Tensor expected = torch::autograd::grad({ lossesAt(shape, theta, batch).mean() }, { theta }).front();
        const at::NoGradGuard noGrad;
        const Parameters parameters = views(shape, theta.detach());
        const Pass pass(shape, parameters, batch);
        FlatGradient gradient(shape, theta);
        pass.backwardSummed(1.0 / static_cast<double>(batch.targets.numel()), gradient);
        QVERIFY(largest(gradient.flat() - expected) < 1e-12);
    }

    void bothDerivativesOfTheJetEqualCentralDifferences_data() { addShapes(); }
    void bothDerivativesOfTheJetEqualCentralDifferences()
    {
        QFETCH(int, layers);
        QFETCH(int, firstScored);
        const ModelShape shape = tinyShape(layers, 6, firstScored);
        const Tensor theta = randomTheta(shape);
        const Batch batch = toBatch(shape, randomExamples(shape, 5));
        const Tensor vector = randomVector(theta.numel());
        const LossJet jet = lossJet(shape, views(shape, theta), views(shape, vector), batch);
        const Differences differences = centralDifferences(shape, theta, batch, vector);
        QVERIFY(largest(jet.value - lossesAt(shape, theta, batch)) < 1e-12);
        QVERIFY2(largest(jet.first - differences.first) < 1e-7, qPrintable(QString::number(largest(jet.first - differences.first))));
        QVERIFY2(largest(jet.second - differences.second) < 1e-6, qPrintable(QString::number(largest(jet.second - differences.second))));
        // The jet's first derivative is D by another way, without a backward pass.
        QVERIFY(largest(jet.first - projections(shape, theta, batch, vector.unsqueeze(0)).select(2, 0)) < 1e-12);
    }

    void theLossAlongAVectorEqualsItsOwnDifferences()
    {
        const ModelShape shape = tinyShape(2, 6);
        const Tensor theta = randomTheta(shape).to(at::kFloat).to(at::kDouble);
        const Tensor vector = randomVector(theta.numel()).to(at::kFloat).to(at::kDouble);
        const task::ExampleSet set = randomExamples(shape, 20);
        const Batch batch = toBatch(shape, set);
        const AlongVector along = alongVector(shape, toVector(theta), toVector(vector), 0.3, set);
        const Differences differences = centralDifferences(shape, theta, batch, vector);
        const Tensor change = lossesAt(shape, theta + 0.3 * vector, batch) - lossesAt(shape, theta, batch);
        const auto of = [&](const std::vector<double>& values) {
            return at::tensor(values, at::kDouble).view({ batch.count(), -1 });
        };
        QVERIFY(largest(of(along.change) - change) < 1e-12);
        QVERIFY(largest(of(along.slope) - differences.first) < 1e-7);
        QVERIFY(largest(of(along.curvature) - differences.second) < 1e-6);
    }

    void alongACompleteBasisProjectionsAddUpToTheGradientTimesTheMovement()
    {
        const ModelShape shape = tinyShape(2, 4);
        const Tensor theta = randomTheta(shape);
        const std::int64_t d = theta.numel();
        const task::ExampleSet set = randomExamples(shape, 4);
        const Batch batch = toBatch(shape, set);
        const Tensor basis = orthonormalRows(d, d);
        const Tensor delta = 0.01 * randomVector(d, 2);
        const Tensor expected = projections(shape, theta, batch, delta.unsqueeze(0)).select(2, 0);

        const Tensor parts = projections(shape, theta, batch, basis) * at::mv(basis, delta);
        QVERIFY(largest((parts.sum(-1) - expected) / parts.abs().sum(-1)) < 1e-10);

        // In float, as a run does it, through the public interface. The movement along b_k is taken in double.
        ProjectorOptions options;
        options.curvatureExamples = 0;
        const Projector projector(shape, set, toVectors(basis), options);
        const Projection projection = projector.project(toVector(theta));
        QVERIFY(std::isnan(projection.curvature.front()));
        const Tensor p = at::mv(basis, delta);
        const Tensor flat = expected.flatten();
        for (std::size_t i = 0; i < projection.loss.size(); ++i) {
            double sum = 0;
            double absolute = 0;
            for (std::size_t k = 0; k < static_cast<std::size_t>(d); ++k) {
                const double part = static_cast<double>(projection.gradientProjection(k, i)) * p.data_ptr<double>()[k];
                sum += part;
                absolute += std::abs(part);
            }
            QVERIFY(std::abs(sum - flat.data_ptr<double>()[i]) <= 1e-5 * absolute);
        }
    }

    void theTrapezoidsRemainderFallsAsTheThirdPowerOfTheMovement()
    {
        const ModelShape shape = tinyShape(2, 4);
        const Tensor theta = randomTheta(shape);
        const std::int64_t d = theta.numel();
        const Batch batch = toBatch(shape, randomExamples(shape, 4));
        const Tensor basis = orthonormalRows(d, d);
        const auto remainder = [&](double length) {
            const Tensor delta = length * randomVector(d, 2);
            const Tensor mean = 0.5 * (projections(shape, theta, batch, basis) + projections(shape, theta + delta, batch, basis));
            const Tensor change = lossesAt(shape, theta + delta, batch) - lossesAt(shape, theta, batch);
            return (change - at::matmul(mean, at::mv(basis, delta))).abs().sum().item<double>();
        };
        const double ratio = remainder(0.02) / remainder(0.01);
        QVERIFY2(ratio > 7.6 && ratio < 8.4, qPrintable(QString::number(ratio)));
    }

    void simpsonsRemainderFallsAsTheFifthPowerOfTheMovement()
    {
        const ModelShape shape = tinyShape(2, 4);
        const Tensor theta = randomTheta(shape);
        const std::int64_t d = theta.numel();
        const Batch batch = toBatch(shape, randomExamples(shape, 4));
        const Tensor basis = orthonormalRows(d, d);
        const auto remainder = [&](double length) {
            const Tensor delta = length * randomVector(d, 2);
            const auto at = [&](double share) { return projections(shape, theta + share * delta, batch, basis); };
            const Tensor mean = (at(0) + 4 * at(0.5) + at(1)) / 6;
            const Tensor change = lossesAt(shape, theta + delta, batch) - lossesAt(shape, theta, batch);
            return (change - at::matmul(mean, at::mv(basis, delta))).abs().sum().item<double>();
        };
        const double ratio = remainder(0.1) / remainder(0.05);
        QVERIFY2(ratio > 28 && ratio < 36, qPrintable(QString::number(ratio)));
    }

    void exactCurvaturesRemainderAlongAVectorFallsAsTheThirdPowerOfTheMovement()
    {
        const ModelShape shape = tinyShape(2, 4);
        const Tensor theta = randomTheta(shape);
        const Batch batch = toBatch(shape, randomExamples(shape, 4));
        const Tensor basis = orthonormalRows(5, theta.numel());
        for (std::int64_t k = 0; k < basis.size(0); ++k) {
            const LossJet jet = lossJet(shape, views(shape, theta), views(shape, basis[k]), batch);
            const auto remainder = [&](double p) {
                const Tensor change = lossesAt(shape, theta + p * basis[k], batch) - lossesAt(shape, theta, batch);
                return (change - jet.first * p - 0.5 * jet.second * p * p).abs().sum().item<double>();
            };
            const double ratio = remainder(0.004) / remainder(0.002);
            QVERIFY2(ratio > 7.8 && ratio < 8.2, qPrintable(QString::number(ratio)));
        }
    }

    void otherTokensAreProjectedOnTheSameBasis()
    {
        const ModelShape shape = tinyShape();
        const auto vectors = toVectors(orthonormalRows(3, parameterCount(shape)));
        const std::vector<float> theta = toVector(randomTheta(shape));
        const task::ExampleSet others = randomExamples(shape, 7, 11, 5);
        const Projector projector(shape, randomExamples(shape, 4), vectors);
        QCOMPARE(Projector(shape, others, projector).projectGradients(theta),
            Projector(shape, others, vectors).project(theta).gradientProjection);
    }

    void blocksDoNotChangeWhatIsComputed()
    {
        const ModelShape shape = tinyShape(2, 6, 2);
        const Tensor theta = randomTheta(shape);
        const Batch batch = toBatch(shape, randomExamples(shape, 9));
        const Tensor basis = orthonormalRows(3, theta.numel());
        const Tensor whole = projections(shape, theta, batch, basis);
        for (const ProjectionMethod method : { products, blocks, tangents }) {
            std::vector<std::int64_t> sizes; // examples times tokens at a time
            for (std::int64_t bytes = 1 << 10; bytes < plenty; bytes = bytes * 5 / 4) {
                try {
                    const ProjectionPlan plan = planProjection(shape, projectionSize(batch.inputs, basis, bytes), method);
                    QVERIFY(plan.bytes <= static_cast<double>(bytes));
                    if (!sizes.empty() && sizes.back() == plan.examples * plan.tokens)
                        continue;
                    sizes.push_back(plan.examples * plan.tokens);
                } catch (const Error&) {
                    continue;
                }
                QVERIFY(largest(projections(shape, theta, batch, basis, method, bytes) - whole) < 1e-13);
            }
            QVERIFY(sizes.size() > 3);
            QVERIFY(std::ranges::is_sorted(sizes));
        }
    }

    void tooLittleMemoryForOneTokenIsAnError()
    {
        const ModelShape shape = tinyShape();
        ProjectorOptions options;
        options.memoryBytes = 1000;
        try {
            const Projector projector(shape, randomExamples(shape, 3), toVectors(orthonormalRows(2, parameterCount(shape))), options);
            QFAIL("nothing was thrown");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::outOfMemory);
            QCOMPARE(QString::fromStdString(error.value("limit")), QStringLiteral("1000"));
            QVERIFY(std::stod(error.value("needed")) > 1000);
            QCOMPARE(QString::fromStdString(error.value("key")), QStringLiteral("compute.memory_megabytes"));
        }
    }

    void theSmallestMemoryThatWorksIsKnownBeforehand()
    {
        const ModelShape shape = tinyShape(2, 16);
        ProjectionSize size = projectionSize(shape, randomExamples(shape, 20), 3, 1'000'000'000);
        for (const auto only : { std::optional<ProjectionMethod>(), std::optional(ProjectionMethod::blocks),
                 std::optional(ProjectionMethod::tangents) }) {
            size.memoryBytes = smallestProjectionMemory(shape, size, only);
            const ProjectionPlan plan = planProjection(shape, size, only);
            QVERIFY(plan.bytes <= static_cast<double>(size.memoryBytes));
            --size.memoryBytes;
            QVERIFY_THROWS_EXCEPTION(Error, (void)planProjection(shape, size, only));
        }
    }

    void aBlockThatGetsNoMemoryIsHalvedAndWhatComesOutIsTheSame()
    {
        const ModelShape shape = tinyShape(2, 16);
        const task::ExampleSet set = randomExamples(shape, 200);
        const std::vector<float> theta = toVector(randomTheta(shape));
        const Projector projector(shape, set, toVectors(orthonormalRows(2, parameterCount(shape))), { .curvatureExamples = 20 });
        const ProjectionPlan plan = projector.plan();
        Projection before;
        std::size_t largest = 0;
        {
            const ScarceMemory enough(std::numeric_limits<std::size_t>::max());
            before = projector.project(theta);
            largest = enough.largestAsked();
        }
        {
            const ScarceMemory scarce(largest - 1);
            const Projection after = projector.project(theta);
            QVERIFY(scarce.refusals() > 0);
            QVERIFY(projector.plan().bytes < plan.bytes);
            for (std::size_t i = 0; i < before.gradientProjection.size(); ++i)
                QVERIFY(std::abs(after.gradientProjection.data()[i] - before.gradientProjection.data()[i]) < 1e-5F);
            for (std::size_t k = 0; k < 2; ++k)
                QVERIFY(std::abs(after.curvature[k] - before.curvature[k]) < 1e-4 * std::abs(before.curvature[k]) + 1e-6);
            const int refusals = scarce.refusals();
            (void)projector.project(theta);
            QCOMPARE(scarce.refusals(), refusals); // it has learnt
        }
        const ScarceMemory none(100);
        try {
            (void)projector.project(theta);
            QFAIL("nothing was thrown");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::outOfMemory);
            QCOMPARE(QString::fromStdString(error.value("device")), QStringLiteral("cpu"));
        }
    }

    void lossesThatGetNoMemoryAreTakenOfFewerExamples()
    {
        const ModelShape shape = tinyShape(2, 16);
        const task::ExampleSet set = randomExamples(shape, 200);
        const std::vector<float> theta = toVector(randomTheta(shape));
        verifyTakenOfFewerExamples([&](std::int64_t* atOnce) { return tokenLosses(shape, theta, set, atOnce); }, 1e-5);
        const std::vector<float> vector = toVector(randomVector(static_cast<std::int64_t>(theta.size())));
        verifyTakenOfFewerExamples(
            [&](std::int64_t* atOnce) {
                AlongVector along = alongVector(shape, theta, vector, 0.3, set, {}, atOnce);
                along.change.insert(along.change.end(), along.slope.begin(), along.slope.end());
                along.change.insert(along.change.end(), along.curvature.begin(), along.curvature.end());
                return along.change;
            },
            1e-9);
    }

    void oneThreadEqualsTwo()
    {
        const ModelShape shape = tinyShape(2, 16);
        const task::ExampleSet set = randomExamples(shape, 200);
        const Projector projector(shape, set, toVectors(orthonormalRows(2, parameterCount(shape))), { .ownCurvature = true });
        const std::vector<float> theta = toVector(randomTheta(shape));
        const int threads = at::get_num_threads();
        at::set_num_threads(1);
        const Projection one = projector.project(theta);
        at::set_num_threads(2);
        const Projection two = projector.project(theta);
        QCOMPARE(at::get_num_threads(), 2);
        at::set_num_threads(threads);
        QCOMPARE(two.gradientProjection, one.gradientProjection);
        QCOMPARE(two.loss, one.loss);
        QCOMPARE(two.curvature, one.curvature);
        QCOMPARE(two.curvatureError, one.curvatureError);
        QCOMPARE(two.ownCurvature, one.ownCurvature);
    }

    void theCurvatureOfASubsampleComesWithItsStandardError()
    {
        const ModelShape shape = tinyShape();
        const Tensor theta = randomTheta(shape);
        const task::ExampleSet set = randomExamples(shape, 200);
        const Tensor basis = orthonormalRows(2, theta.numel());
        const auto curvature = [&](std::int64_t examples) {
            ProjectorOptions options;
            options.curvatureExamples = examples;
            return Projector(shape, set, toVectors(basis), options).project(toVector(theta));
        };
        const Projection all = curvature(1000); // more than there are: all
        const Projection some = curvature(50);
        for (std::int64_t k = 0; k < 2; ++k) {
            const auto i = static_cast<std::size_t>(k);
            const Tensor own = centralDifferences(shape, theta, toBatch(shape, set), basis[k]).second.mean(-1);
            const double error = own.std().item<double>() / std::sqrt(200.0);
            QVERIFY(std::abs(all.curvature[i] - own.mean().item<double>()) < 1e-3 * error);
            QVERIFY(std::abs(all.curvatureError[i] - error) < 1e-3 * error);
            QVERIFY(std::abs(some.curvature[i] - all.curvature[i]) < 5 * some.curvatureError[i]);
            QVERIFY(some.curvatureError[i] > error);
        }
    }

    void everyTokensOwnCurvatureIsItsOwnAndTheEstimateOneOfThese()
    {
        const ModelShape shape = tinyShape();
        const Tensor theta = randomTheta(shape);
        const task::ExampleSet set = randomExamples(shape, 70); // more than one block
        const Tensor basis = orthonormalRows(3, theta.numel());
        const auto projected = [&](std::int64_t examples, bool ownCurvature) {
            return Projector(shape, set, toVectors(basis), { .curvatureExamples = examples, .ownCurvature = ownCurvature }).project(toVector(theta));
        };
        const Projection with = projected(13, true), without = projected(13, false), alone = projected(0, true);
        QVERIFY(without.ownCurvature.empty());
        QCOMPARE(with.ownCurvature.rows(), std::size_t(3));
        QCOMPARE(with.ownCurvature.columns(), with.loss.size());
        QCOMPARE(alone.ownCurvature, with.ownCurvature);
        QCOMPARE(with.gradientProjection, without.gradientProjection);
        for (std::size_t k = 0; k < 3; ++k) {
            const Tensor own = centralDifferences(shape, theta, toBatch(shape, set), basis[static_cast<std::int64_t>(k)]).second.flatten();
            const Tensor stored = at::tensor(std::vector<double>(with.ownCurvature.row(k).begin(), with.ownCurvature.row(k).end()), at::kDouble);
            const double error = largest(stored - own) / largest(own);
            QVERIFY2(error < 1e-5, qPrintable(QString::number(error)));
            QVERIFY(std::isnan(alone.curvature[k]) && std::isnan(alone.curvatureError[k]));
            QVERIFY(std::abs(with.curvature[k] - without.curvature[k]) < 1e-4 * without.curvatureError[k]);
            QVERIFY(std::abs(with.curvatureError[k] - without.curvatureError[k]) < 1e-4 * without.curvatureError[k]);
        }
    }

    void progressRisesToTheEndAndCancelsWhenAsked()
    {
        const ModelShape shape = tinyShape();
        const Projector projector(shape, randomExamples(shape, 300), toVectors(orthonormalRows(2, parameterCount(shape))));
        const std::vector<float> theta = toVector(randomTheta(shape));
        std::vector<double> fractions;
        (void)projector.project(theta, Progress([&](double fraction, std::string_view) {
            fractions.push_back(fraction);
            return true;
        }));
        QVERIFY(std::is_sorted(fractions.begin(), fractions.end()));
        QCOMPARE(fractions.back(), 1.0);
        int calls = 0;
        QVERIFY_EXCEPTION_THROWN(
            (void)projector.project(theta, Progress([&](double, std::string_view) { return ++calls < 2; })), Cancelled);
        QCOMPARE(calls, 2);
    }
};

QTEST_APPLESS_MAIN(TestProjector)
#include "tst_projector.moc"
