#include "core/compute/benchmark.h"
#include "core/compute/device.h"
#include "core/compute/out_of_memory.h"
#include "core/compute/transformer.h"

#include "core/base/error.h"

#include <QTest>

#include <ATen/Parallel.h>
#include <torch/cuda.h>
#include <torch/version.h>

#include <new>
#include <stdexcept>
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
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 2)
        QVERIFY(!at::globalContext().deterministicFillUninitializedMemory());
#endif
        QVERIFY(!at::globalContext().allowTF32CuBLAS());
        QVERIFY(!at::globalContext().allowTF32CuDNN());
    }

    void tf32IsOnWhereItIsAskedFor()
    {
        initialise({ .threads = 1, .tf32 = "on" });
        QVERIFY(at::globalContext().allowTF32CuBLAS());
        QVERIFY(at::globalContext().allowTF32CuDNN());
        initialise({ .threads = 1 });
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

    void memoryThatRanOutIsKnownByEveryNameItHas()
    {
        for (const char* words : { "[enforce fail at alloc_cpu.cpp:66] . DefaultCPUAllocator: can't allocate memory: you tried to allocate 8 bytes.",
                 "CUDA error: out of memory", "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`" }) {
            const Error error = errorOf(std::runtime_error(words));
            QCOMPARE(error.kind(), ErrorKind::outOfMemory);
            QCOMPARE(error.value("device"), std::string("cpu"));
        }
        QCOMPARE(errorOf(std::bad_alloc()).kind(), ErrorKind::outOfMemory);
        const Error other = errorOf(std::runtime_error("CUDA error: an illegal memory access was encountered"));
        QCOMPARE(other.kind(), ErrorKind::internal);
        QVERIFY(other.value("what").starts_with("CUDA error"));
    }

    void ownBuffersThatGetNoMemoryAreHalvedToo()
    {
        const auto most = [](std::int64_t examples) {
            return [examples](std::int64_t size) {
                if (size > examples)
                    throw std::bad_alloc();
                return size;
            };
        };
        std::int64_t atOnce = asManyAsDoWell;
        QCOMPARE(inFewerExamples(64, &atOnce, most(100)), std::int64_t(64));
        QCOMPARE(atOnce, asManyAsDoWell);
        QCOMPARE(inFewerExamples(64, &atOnce, most(20)), std::int64_t(16));
        QCOMPARE(atOnce, std::int64_t(16));
        QCOMPARE(inFewerExamples(64, &atOnce, most(100)), std::int64_t(16));
        QCOMPARE(inFewerExamples(64, nullptr, most(1)), std::int64_t(1));
        try {
            inFewerExamples(64, &atOnce, most(0));
            QFAIL("nothing was thrown");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::outOfMemory);
            QCOMPARE(error.value("device"), std::string("cpu"));
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
        BenchOptions options { .vectors = { 2, 3 }, .everyMethod = true, .languageVocabulary = 50 };
        QStringList names;
        for (const BenchResult& result : benchmark(recipe, options)) {
            names += QString::fromStdString(result.name);
            QVERIFY(result.value > 0 || result.name == "TF32");
            QVERIFY(!result.unit.empty());
        }
        for (const char* part : { "training", "gradient", "Hessian-vector products", "inference", "projections", "projections, products",
                 "projections, blocks", "projections, tangents", "projections, language model", "curvature" })
            QVERIFY(names.contains(QLatin1String(part)));
        // What it changes is measured on a CPU as well: nothing, so that it comes out the same bit for bit.
        QVERIFY(names.contains("TF32"));
        options.tf32 = true;
        options.everyMethod = false;
        names.clear();
        for (const BenchResult& result : benchmark(recipe, options)) {
            names += QString::fromStdString(result.name);
            if (names.last().startsWith("TF32") && device().is_cpu())
                QCOMPARE(result.value, 0.0);
        }
        QVERIFY(names.contains("TF32, gradient") && names.contains("TF32, Hessian-vector product"));
        QVERIFY(!at::globalContext().allowTF32CuBLAS());
        QVERIFY_EXCEPTION_THROWN((void)benchmark(recipe, options, Progress([](double, std::string_view) { return false; })), Cancelled);
    }
};

QTEST_APPLESS_MAIN(TestDevice)
#include "tst_device.moc"
