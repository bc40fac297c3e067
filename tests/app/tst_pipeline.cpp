#include "app/engine/messages.h"
#include "app/engine/pipeline.h"
#include "tests/core/compute/scarce_memory.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>
#include <limits>

#include <unistd.h>

using namespace polcascope;
using compute::test::ScarceMemory;

namespace {

/// While it lives, what this process says on standard output goes into a file.
class Captured {
public:
    explicit Captured(const QString& path)
        : m_file(path)
    {
        std::fflush(stdout);
        m_before = ::dup(STDOUT_FILENO);
        if (m_file.open(QIODevice::WriteOnly))
            ::dup2(m_file.handle(), STDOUT_FILENO);
    }
    ~Captured()
    {
        std::fflush(stdout);
        ::dup2(m_before, STDOUT_FILENO);
        ::close(m_before);
    }
    Captured(const Captured&) = delete;
    Captured& operator=(const Captured&) = delete;

private:
    QFile m_file;
    int m_before;
};

}

/// The engine's work, within this process.
class tst_pipeline : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    /// Carries a run to its end; how often it warned, in the usual way that blocks had to become smaller.
    [[nodiscard]] qsizetype memoryWarnings(
        store::RunFolder& run, const compute::DeviceInfo& device, const char* kind = "lessMemory") const
    {
        const QString path = m_folder.filePath("said.jsonl");
        {
            const Captured captured(path);
            engine::Reporter reporter(engine::OutputFormat::json);
            engine::Control control([](std::string_view) {});
            engine::Pipeline(run, reporter, control, device).run();
        }
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll().count(QByteArray(kind).prepend('"').append('"')) : -1;
    }

private Q_SLOTS:
    void memoryThatRanOutIsToldOfItsDeviceAndWithWhatHelps()
    {
        const auto message = [](const char* device, const char* needed) {
            return QString::fromStdString(
                engine::errorMessage(Error(ErrorKind::outOfMemory, { { "device", device }, { "needed", needed } })));
        };
        for (const char* needed : { "", "2000000" }) {
            const QString gpu = message("cuda:0", needed);
            QVERIFY2(gpu.contains("GPU (cuda:0)") && gpu.contains("other programs") && gpu.contains("compute.device=cpu"), qPrintable(gpu));
            const QString cpu = message("cpu", needed);
            QVERIFY2(cpu.contains("This machine") && !cpu.contains("GPU") && !cpu.contains("compute.device"), qPrintable(cpu));
            for (const QString& each : { gpu, cpu }) {
                QCOMPARE(each.contains("2 MB"), *needed != 0);
                QCOMPARE(each.contains("--memory"), *needed == 0);
            }
        }
    }

    void gradientsThatGetLessMemoryAreWarnedAboutOnce()
    {
        Recipe recipe = loadRecipe("smoke");
        recipe.task.validationExamples = 20;
        recipe.training.steps = 15;
        recipe.training.batchSize = 128;
        recipe.model.mlpWidth = 128;
        recipe.basis.kind = "random";
        recipe.basis.vectors = 2;
        recipe.basis.interval = 5;
        recipe.compute.threads = 1;
        requireValid(recipe);
        const compute::DeviceInfo device = compute::initialise(recipe.compute);
        auto run = store::RunFolder::create(m_folder.filePath("gradients.polca").toStdString(), recipe);
        QCOMPARE(memoryWarnings(run, device, "fewerExamples"), 0);

        // Enough for two stretches of gradients in double, too little for the hidden layer of 93 examples.
        recipe.basis.kind = "gradient-svd";
        run.setRecipe(recipe);
        const std::int64_t hidden = 93 * 11 * recipe.model.mlpWidth * 4;
        QVERIFY(2 * 16384 * 8 < hidden && 4 * parameterCount(modelShape(recipe)) < hidden);
        const ScarceMemory scarce(static_cast<std::size_t>(hidden - 1));
        QCOMPARE(memoryWarnings(run, device, "fewerExamples"), 1);
        QVERIFY(run.manifest().complete());
    }

    void heldOutTokensThatGetLessMemoryAreWarnedAbout()
    {
        Recipe recipe = loadRecipe("smoke");
        recipe.task.validationExamples = 20;
        recipe.training.steps = 10;
        recipe.basis.vectors = 1;
        recipe.basis.interval = 10;
        recipe.basis.tolerance = 1;
        recipe.compute.threads = 1;
        requireValid(recipe);
        const compute::DeviceInfo device = compute::initialise(recipe.compute);
        auto run = store::RunFolder::create(m_folder.filePath("a.polca").toStdString(), recipe);
        QCOMPARE(memoryWarnings(run, device), 0);

        // The trajectories once more, to see what the validation set needs; then with more examples held out
        // than that has.
        recipe.trajectories.curvatureExamples = 5;
        run.setRecipe(recipe);
        std::size_t enough = 0;
        {
            const ScarceMemory plenty(std::numeric_limits<std::size_t>::max());
            QCOMPARE(memoryWarnings(run, device), 0);
            enough = plenty.largestAsked();
        }
        recipe.trajectories.heldoutExamples = 64;
        run.setRecipe(recipe);
        const ScarceMemory scarce(enough);
        QVERIFY(memoryWarnings(run, device) > 0);
        QVERIFY(scarce.refusals() > 0);
        QVERIFY(run.manifest().complete());
    }
};

QTEST_GUILESS_MAIN(tst_pipeline)
#include "tst_pipeline.moc"
