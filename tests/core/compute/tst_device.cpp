#include "core/compute/benchmark.h"
#include "core/compute/device.h"
#include "core/compute/transformer.h"

#include "core/base/error.h"

#include <QTest>

#include <ATen/Parallel.h>
#include <torch/cuda.h>

#include <thread>

using namespace polcascope;
using namespace polcascope::compute;

class TestDevice : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theDeviceIsDescribedAndMeasured()
    {
        const DeviceInfo info = initialise({ .threads = 1 });
        QCOMPARE(QString::fromStdString(info.device), QStringLiteral("cpu"));
        QVERIFY(!info.libtorch.empty());
        QCOMPARE(info.threads, 1);
        QCOMPARE(at::get_num_threads(), 1);
        QVERIFY(info.gflops > 0.1);
        QVERIFY(device().is_cpu());
        QVERIFY(at::globalContext().deterministicAlgorithms());
        QVERIFY(!at::globalContext().allowTF32CuBLAS());
    }

    void noughtThreadsMeansAllCores()
    {
        QCOMPARE(initialise({ .threads = 0 }).threads, static_cast<int>(std::thread::hardware_concurrency()));
        initialise({ .threads = 1 });
    }

    void askingForAGpuWhereThereIsNoneIsAnError()
    {
        if (torch::cuda::is_available())
            QSKIP("there is one");
        try {
            initialise({ .device = "cuda" });
            QFAIL("nothing was thrown");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::noDevice);
            QCOMPARE(QString::fromStdString(error.value("device")), QStringLiteral("cuda"));
            QCOMPARE(QString::fromStdString(error.value("available")), QStringLiteral("cpu"));
        }
    }

    void theBenchmarkMeasuresEveryPart()
    {
        Recipe recipe;
        recipe.model.width = 16;
        recipe.model.heads = 2;
        recipe.model.mlpWidth = 32;
        recipe.basis.vectors = 2;
        recipe.basis.examples = 20;
        recipe.task.validationExamples = 10;
        const BenchOptions options { .vectors = { 2, 3 }, .everyMethod = true, .languageVocabulary = 50 };
        QStringList names;
        for (const BenchResult& result : benchmark(recipe, options)) {
            names += QString::fromStdString(result.name);
            QVERIFY(result.value > 0);
            QVERIFY(!result.unit.empty());
        }
        for (const char* part : { "training", "gradient", "Hessian-vector products", "inference", "projections", "projections, products",
                 "projections, blocks", "projections, tangents", "projections, language model", "curvature" })
            QVERIFY(names.contains(QLatin1String(part)));
        QVERIFY_EXCEPTION_THROWN((void)benchmark(recipe, options, Progress([](double, std::string_view) { return false; })), Cancelled);
    }
};

QTEST_APPLESS_MAIN(TestDevice)
#include "tst_device.moc"
