#include "core/compute/curvature.h"
#include "core/compute/device.h"
#include "core/compute/gradient.h"
#include "core/compute/hessian.h"
#include "core/compute/projection.h"
#include "core/compute/projector.h"
#include "core/compute/trainer.h"
#include "tests/core/compute/map.h"
#include "tests/core/compute/tiny_model.h"

#include "core/recipe/recipe.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>

// What this folder computes, against the same with another LibTorch: tests/data/compute/tiny.json, which tells which
// one, and how it is made anew.

using namespace polcascope;
using namespace polcascope::compute;
using namespace polcascope::compute::test;

namespace {

const char* const writing = "POLCASCOPE_WRITE_REFERENCE";

using Quantities = std::map<QString, std::vector<double>>;

/// How far a quantity may be from the reference, as a share of its largest number: five to ten times the largest difference
/// seen, which is what sums of rounded numbers in another order make. Seen with LibTorch 1.13 (one and two threads), 2.6
/// (both Debian's, with OpenBLAS) and 2.15 (PyTorch's wheel, with MKL), in all ways below, against the file made with 1.13.
struct Tolerance {
    const char* quantity;
    double inDouble; ///< 0: not computed in double
    double inFloat;
};
constexpr Tolerance tolerances[] { // seen in double and in float:
    { "token losses", 3e-15, 2e-6 }, // 2.3e-16, 1.9e-7
    { "projections", 2e-14, 1e-5 }, // 1.4e-15, 1.3e-6
    { "curvatures and their standard errors", 5e-14, 2e-5 }, // 5.2e-15, 2.3e-6
    { "mean gradient, norm", 3e-15, 3e-7 }, // 1.9e-16, 5.3e-8
    { "mean gradient, entries", 1e-14, 5e-6 }, // 1.2e-15, 4.8e-7
    { "Hessian-vector product, norm", 2e-14, 2e-6 }, // 1.9e-15, 2.0e-7
    { "Hessian-vector product, entries", 2e-14, 1e-5 }, // 1.4e-15, 9.7e-7
    // Nothing in double; but Krylov vectors are stored in float, and end at a residual of 1e-6.
    { "top eigenvalue", 1e-11, 4e-6 }, // 0, 4.9e-7
    { "top eigenvector, entries", 1e-5, 2e-5 }, // 0, 3.1e-6
    { "training losses", 0, 5e-7 }, // 5.2e-8
    // Ten times a float's own rounding, which is more than was seen.
    { "trained weights, norm", 0, 6e-7 }, // 3.3e-11
    { "trained weights, entries", 0, 6e-7 }, // 1.8e-9
};

/// None of this may change more than rounding.
struct Way {
    const char* name;
    std::int64_t memoryBytes; ///< of blocks
    ProjectionMethod method;
};
constexpr Way ways[] {
    { "all at once", std::int64_t(1) << 30, ProjectionMethod::products },
    { "in small blocks", 200'000, ProjectionMethod::blocks },
    { "by tangents", std::int64_t(1) << 30, ProjectionMethod::tangents },
};

Recipe tinyRecipe()
{
    Recipe recipe;
    recipe.model = { .layers = 2, .width = 16, .heads = 4, .mlpWidth = 32 };
    recipe.training.steps = 12;
    recipe.training.batchSize = 64; // two parts
    recipe.training.learningRate = 1e-3;
    recipe.training.warmupSteps = 4;
    recipe.task.validationExamples = 8;
    return recipe;
}

std::vector<double> toDoubles(const Tensor& values)
{
    const Tensor flat = values.to(at::kDouble).flatten().contiguous();
    return { flat.data_ptr<double>(), flat.data_ptr<double>() + flat.numel() };
}

/// Norm, and the entry in the middle of each tensor of theta. Not of the keys' biases: no loss depends on them, and AdamW
/// makes steps of the rounding there.
void addSummary(Quantities& quantities, const QString& name, const ModelShape& shape, const Tensor& vector)
{
    const Tensor kept = vector.to(at::kDouble).clone();
    std::vector<double>& entries = quantities[name + ", entries"];
    for (const ParameterTensor& tensor : parameterLayout(shape)) {
        if (tensor.name.ends_with("key.bias"))
            kept.narrow(0, tensor.offset, tensor.size).zero_();
        else
            entries.push_back(kept[tensor.offset + tensor.size / 2].item<double>());
    }
    quantities[name + ", norm"] = { kept.norm().item<double>() };
}

/// Of the same weights, directions and examples in both types.
Quantities computed(at::ScalarType type, const Way& way)
{
    const at::NoGradGuard noGrad;
    const Recipe recipe = tinyRecipe();
    const task::Arithmetic task(recipe);
    const ModelShape shape = modelShape(recipe);
    const Tensor theta = randomTheta(shape).to(at::kFloat).to(type);
    const Parameters parameters = views(shape, theta);
    const Tensor directions
        = at::stack({ randomVector(theta.numel(), 1), randomVector(theta.numel(), 2) }).to(at::kFloat).to(type);
    const task::ExampleSet tokens = task.validation();
    const Batch batch = toBatch(shape, tokens);
    const Batch sample = toBatch(shape, task.trainingSample(24));
    Quantities result;

    const ProjectionPlan plan
        = planProjection(shape, projectionSize(batch.inputs, directions, way.memoryBytes), way.method);
    const TokenProjection projection = projectTokens(shape, parameters, plannedExamples(batch, plan), directions, plan);
    result["token losses"] = toDoubles(projection.losses);
    result["projections"] = toDoubles(projection.projections);

    std::vector<double>& curvatures = result["curvatures and their standard errors"];
    if (type == at::kFloat) { // as a run has them
        const Projection projected = Projector(shape, tokens, toVectors(directions), { .memoryBytes = way.memoryBytes })
                                         .project(toVector(theta));
        for (std::size_t k = 0; k < projected.curvature.size(); ++k)
            curvatures.insert(curvatures.end(), { projected.curvature[k], projected.curvatureError[k] });
    } else {
        for (std::int64_t k = 0; k < directions.size(0); ++k) {
            const Tensor own = lossJet(shape, parameters, views(shape, directions[k]), batch).second.mean(-1);
            const double error = own.std().item<double>() / std::sqrt(static_cast<double>(own.numel()));
            curvatures.insert(curvatures.end(), { own.mean().item<double>(), error });
        }
    }

    const Pass pass(shape, parameters, sample);
    FlatGradient gradient(shape, theta);
    pass.backwardSummed(1.0 / static_cast<double>(sample.targets.numel()), gradient);
    addSummary(result, "mean gradient", shape, gradient.flat());

    Hessian hessian(shape, theta, sample, std::max(way.memoryBytes, Hessian::smallestMemory(shape, theta, sample)));
    addSummary(result, "Hessian-vector product", shape, hessian.product(directions[0]));

    Map map(theta.numel(), [&](const Tensor& v) { return hessian.product(v.to(type)); });
    Lanczos lanczos(map, {}, { .krylovDimension = 100, .tolerance = 1e-6 });
    while (!lanczos.finished())
        lanczos.advance();
    const FoundVector& top = lanczos.result().front();
    const Tensor vector = toTensor(top.vector);
    result["top eigenvalue"] = { top.eigenvalue };
    addSummary(result, "top eigenvector", shape, vector * vector[vector.abs().argmax()].sign());
    result.erase("top eigenvector, norm"); // 1

    if (type == at::kFloat) {
        Trainer trainer(recipe, task);
        while (!trainer.finished())
            result["training losses"].push_back(trainer.advance());
        addSummary(result, "trained weights", shape, toTensor(trainer.parameters()));
    }
    return result;
}

QJsonObject toJson(const Quantities& quantities)
{
    QJsonObject object;
    for (const auto& [name, values] : quantities) {
        QJsonArray array;
        for (const double value : values)
            array.append(value);
        object[name] = array;
    }
    return object;
}

Quantities fromJson(const QJsonObject& object)
{
    Quantities quantities;
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QJsonArray array = it->toArray();
        for (const QJsonValue value : array)
            quantities[it.key()].push_back(value.toDouble());
    }
    return quantities;
}

}

class TestLibTorchVersions : public QObject {
    Q_OBJECT

    std::map<QString, Quantities> m_reference; ///< "double", "float"

private Q_SLOTS:
    void initTestCase()
    {
        const DeviceInfo info = initialise({ .threads = 1 });
        QFile file(QStringLiteral(POLCASCOPE_TEST_DATA "/compute/tiny.json"));
        if (qEnvironmentVariableIsSet(writing)) {
            const QJsonObject written { { "libtorch", QString::fromStdString(info.libtorch) },
                { "madeBy", QStringLiteral("%1=1 build/dev/tests/bin/tst_libtorch_versions").arg(writing) },
                { "double", toJson(computed(at::kDouble, ways[0])) }, { "float", toJson(computed(at::kFloat, ways[0])) } };
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(QJsonDocument(written).toJson(QJsonDocument::Compact) + '\n');
            file.close();
        }
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject read = QJsonDocument::fromJson(file.readAll()).object();
        for (const char* type : { "double", "float" })
            m_reference[type] = fromJson(read[type].toObject());
        qInfo("LibTorch %s here, %s there", info.libtorch.c_str(), qPrintable(read["libtorch"].toString()));
    }

    void everyQuantityEqualsTheReference_data()
    {
        QTest::addColumn<bool>("inDouble");
        QTest::addColumn<int>("way");
        for (int way = 0; way < static_cast<int>(std::size(ways)); ++way) {
            QTest::addRow("double, %s", ways[way].name) << true << way;
            QTest::addRow("float, %s", ways[way].name) << false << way;
        }
    }

    void everyQuantityEqualsTheReference()
    {
        QFETCH(bool, inDouble);
        QFETCH(int, way);
        const Quantities ours = computed(inDouble ? at::kDouble : at::kFloat, ways[way]);
        const Quantities& theirs = m_reference.at(inDouble ? "double" : "float");
        QStringList tooFar;
        for (const Tolerance& each : tolerances) {
            const double tolerance = inDouble ? each.inDouble : each.inFloat;
            if (tolerance == 0)
                continue;
            const std::vector<double>& expected = theirs.at(each.quantity);
            const std::vector<double>& found = ours.at(each.quantity);
            QCOMPARE(found.size(), expected.size());
            double difference = 0;
            double scale = 0;
            for (std::size_t i = 0; i < found.size(); ++i) {
                QVERIFY(std::isfinite(found[i]));
                difference = std::max(difference, std::abs(found[i] - expected[i]));
                scale = std::max(scale, std::abs(expected[i]));
            }
            qInfo("%-40s %8.1e of %.1e", each.quantity, difference / scale, tolerance);
            if (difference > tolerance * scale)
                tooFar << each.quantity;
        }
        QVERIFY2(tooFar.isEmpty(), qPrintable(tooFar.join(", ")));
    }
};

QTEST_APPLESS_MAIN(TestLibTorchVersions)
#include "tst_libtorch_versions.moc"
