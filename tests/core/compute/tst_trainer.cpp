#include "core/compute/device.h"
#include "core/compute/trainer.h"
#include "tests/core/compute/count_launches.h"
#include "tests/core/compute/scarce_memory.h"
#include "tests/core/compute/tiny_model.h"

#include "core/base/error.h"
#include "core/recipe/recipe.h"

#include <QTest>

#include <torch/optim/adamw.h>

#include <cmath>

using namespace polcascope;
using namespace polcascope::compute;
using namespace polcascope::compute::test;

namespace {

Recipe smallRecipe()
{
    Recipe recipe;
    recipe.seed = 3;
    recipe.model.width = 16;
    recipe.model.heads = 2;
    recipe.model.mlpWidth = 32;
    recipe.model.layers = 2;
    recipe.training.steps = 30;
    recipe.training.batchSize = 16;
    recipe.training.learningRate = 3e-3;
    recipe.training.warmupSteps = 5;
    recipe.task.minimumSummand = 0;
    recipe.task.maximumSummand = 99;
    recipe.task.validationExamples = 50;
    return recipe;
}

}

class TestTrainer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { initialise({ .threads = 1 }); }

    void aBatchThatGetsNoMemoryIsToldAsThatAndCanBeTakenAgain()
    {
        const Recipe recipe = smallRecipe();
        const task::Arithmetic task(recipe);
        Trainer trainer(recipe, task);
        Trainer undisturbed(recipe, task);
        {
            const ScarceMemory scarce(1000);
            try {
                trainer.advance();
                QFAIL("nothing was thrown");
            } catch (const std::exception& exception) {
                const Error error = errorOf(exception);
                QCOMPARE(error.kind(), ErrorKind::outOfMemory);
                QCOMPARE(error.value("device"), std::string("cpu"));
            }
        }
        QCOMPARE(trainer.step(), std::int64_t(0));
        QCOMPARE(trainer.advance(), undisturbed.advance());
        QCOMPARE(trainer.parameters(), undisturbed.parameters());
    }

    void initialWeightsAreNormalAndBiasesNought()
    {
        const Recipe recipe = smallRecipe();
        const std::vector<float> theta = Trainer(recipe, task::Arithmetic(recipe)).parameters();
        double sum = 0;
        double squares = 0;
        double count = 0;
        for (const ParameterTensor& tensor : parameterLayout(modelShape(recipe))) {
            const bool isNorm = tensor.name.find("norm") != std::string::npos;
            for (std::int64_t i = tensor.offset; i < tensor.offset + tensor.size; ++i) {
                const float value = theta[static_cast<std::size_t>(i)];
                if (tensor.name.ends_with("bias")) {
                    QCOMPARE(value, 0.0F);
                } else if (isNorm) {
                    QCOMPARE(value, 1.0F);
                } else {
                    sum += value;
                    squares += static_cast<double>(value) * value;
                    ++count;
                }
            }
        }
        QVERIFY(std::abs(sum / count) < 4 * 0.02 / std::sqrt(count));
        QVERIFY(std::abs(std::sqrt(squares / count) / 0.02 - 1) < 0.05);
    }

    void oneThreadEqualsTwo()
    {
        Recipe recipe = smallRecipe();
        recipe.training.batchSize = 80; // two parts
        const task::Arithmetic task(recipe);
        std::vector<std::vector<float>> parameters;
        std::vector<double> losses;
        for (const int threads : { 1, 2 }) {
            setThreads(threads);
            Trainer trainer(recipe, task);
            losses.push_back(trainer.advance());
            losses.push_back(trainer.advance());
            parameters.push_back(trainer.parameters());
        }
        setThreads(1);
        QCOMPARE(parameters[1], parameters[0]);
        QCOMPARE(losses[2], losses[0]);
        QCOMPARE(losses[3], losses[1]);
    }

    void anAcceleratorTakesABatchWholeAndIsWaitedForOnceAStep()
    {
        Recipe recipe = smallRecipe();
        recipe.training.batchSize = 80;
        const task::Arithmetic task(recipe);
        Trainer inParts(recipe, task);
        const AsForAccelerator cut;
        Trainer whole(recipe, task);
        for (int step = 0; step < 5; ++step) {
            const double expected = inParts.advance();
            const CountLaunches counted;
            QVERIFY(std::abs(whole.advance() - expected) < 1e-5);
            QCOMPARE(counted.transfers(), 2); // inputs and targets
            QCOMPARE(counted.numbers(), 1); // the loss
        }
        const Tensor difference = toTensor(whole.parameters()) - toTensor(inParts.parameters());
        QVERIFY(difference.abs().mean().item<double>() < 1e-5);
    }

    void stepsEqualThoseOfLibTorchsAdamW()
    {
        const Recipe recipe = smallRecipe();
        const ModelShape shape = modelShape(recipe);
        const task::Arithmetic arithmetic(recipe);
        Trainer trainer(recipe, arithmetic);
        Tensor theta = toTensor(trainer.parameters()).to(at::kDouble).requires_grad_();
        torch::optim::AdamW reference({ theta },
            torch::optim::AdamWOptions(recipe.training.learningRate)
                .betas({ recipe.training.beta1, recipe.training.beta2 })
                .eps(recipe.training.epsilon)
                .weight_decay(recipe.training.weightDecay));
        for (std::int64_t step = 0; step < 12; ++step) {
            auto& options = static_cast<torch::optim::AdamWOptions&>(reference.param_groups().front().options());
            options.lr(recipe.training.learningRate * std::min(static_cast<double>(step + 1) / 5.0, 1.0));
            reference.zero_grad();
            const Tensor loss = lossesAt(shape, theta, toBatch(shape, arithmetic.batch(step))).mean();
            loss.backward();
            const double ours = trainer.advance();
            QVERIFY2(std::abs(ours - loss.item<double>()) < 1e-5, qPrintable(QString::number(ours - loss.item<double>())));
            reference.step();
        }
        const Tensor difference = toTensor(trainer.parameters()).to(at::kDouble) - theta.detach();
        // The key biases' true gradient is 0, which AdamW turns into steps as large as any: rounding decides them.
        for (const ParameterTensor& tensor : parameterLayout(shape)) {
            const double worst = largest(difference.narrow(0, tensor.offset, tensor.size));
            if (tensor.name.find("key.bias") == std::string::npos)
                QVERIFY2(worst < 1e-4, qPrintable(QString::fromStdString(tensor.name) + ": " + QString::number(worst)));
        }
        QVERIFY(difference.abs().mean().item<double>() < 1e-5);
    }

    void trainingIsTheSameTwiceAndWhenInterrupted()
    {
        const Recipe recipe = smallRecipe();
        const task::Arithmetic arithmetic(recipe);
        Trainer whole(recipe, arithmetic);
        Trainer again(recipe, arithmetic);
        Trainer first(recipe, arithmetic);
        Trainer second(recipe, arithmetic);
        for (int i = 0; i < 30; ++i) {
            const double loss = whole.advance();
            QCOMPARE(again.advance(), loss);
            if (i == 12)
                second.restore(first.step(), first.parameters(), first.firstMoment(), first.secondMoment());
            QCOMPARE((i < 12 ? first : second).advance(), loss);
        }
        QVERIFY(whole.finished() && second.finished());
        QCOMPARE(second.step(), 30);
        QCOMPARE(again.parameters(), whole.parameters());
        QCOMPARE(second.parameters(), whole.parameters());
        QCOMPARE(second.firstMoment(), whole.firstMoment());
        QCOMPARE(second.secondMoment(), whole.secondMoment());
    }

    void trainingLowersTheLoss()
    {
        Recipe recipe = smallRecipe();
        recipe.training.steps = 150;
        const task::Arithmetic arithmetic(recipe);
        Trainer trainer(recipe, arithmetic);
        const double before = trainer.advance();
        double after = before;
        while (!trainer.finished())
            after = trainer.advance();
        QVERIFY(std::abs(before - std::log(10.0)) < 0.05);
        QVERIFY2(after < 0.75 * before, qPrintable(QString::number(after)));
    }

    void anotherSeedTrainsAnotherModel()
    {
        Recipe recipe = smallRecipe();
        const std::vector<float> first = Trainer(recipe, task::Arithmetic(recipe)).parameters();
        recipe.seed = 4;
        QVERIFY(first != Trainer(recipe, task::Arithmetic(recipe)).parameters());
    }

    void aLossThatIsNotFiniteIsAnErrorWithItsStep()
    {
        const Recipe recipe = smallRecipe();
        const task::Arithmetic arithmetic(recipe);
        Trainer trainer(recipe, arithmetic);
        trainer.advance();
        std::vector<float> broken = trainer.parameters();
        broken.back() = INFINITY;
        trainer.restore(1, broken, trainer.firstMoment(), trainer.secondMoment());
        try {
            trainer.advance();
            QFAIL("nothing was thrown");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::nonFinite);
            QCOMPARE(QString::fromStdString(error.value("step")), QStringLiteral("1"));
        }
        QCOMPARE(trainer.step(), 1);
    }

    void aStateOfAnotherSizeIsRefused()
    {
        const Recipe recipe = smallRecipe();
        Trainer trainer(recipe, task::Arithmetic(recipe));
        const std::vector<float> few(10);
        QVERIFY_EXCEPTION_THROWN(trainer.restore(1, few, few, few), Error);
    }
};

QTEST_APPLESS_MAIN(TestTrainer)
#include "tst_trainer.moc"
