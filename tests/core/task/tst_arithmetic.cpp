#include "core/task/arithmetic.h"

#include <QTest>

#include <set>

using namespace polcascope;

namespace {

Recipe smallRecipe()
{
    Recipe recipe;
    recipe.task.validationExamples = 300;
    recipe.training.steps = 50;
    recipe.training.batchSize = 16;
    return recipe;
}

/// The text of an example: its inputs and its last target.
std::string text(const task::ExampleSet& set, std::size_t row)
{
    std::string text;
    for (const std::int32_t id : set.inputs.row(row))
        text += "0123456789+="[id];
    text += static_cast<char>('0' + set.targets(row, 3));
    return text;
}

}

class TestArithmetic : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyExampleIsACorrectAddition()
    {
        const task::Arithmetic task(smallRecipe());
        const task::ExampleSet set = task.validation();
        QCOMPARE(set.count(), std::size_t(300));
        for (std::size_t row = 0; row < set.count(); ++row) {
            const std::string example = text(set, row);
            const int first = std::stoi(example.substr(0, 3));
            const int second = std::stoi(example.substr(4, 3));
            QVERIFY(first >= 100 && first <= 999 && second >= 100 && second <= 999);
            QCOMPARE(example.substr(3, 1) + example.substr(7, 1), std::string("+="));
            QCOMPARE(std::stoi(example.substr(8, 4)), first + second);
            for (std::size_t i = 0; i < 3; ++i) // each scored position is fed the digit before it
                QCOMPARE(set.targets(row, i), set.inputs(row, 8 + i));
        }
    }

    void carriesAreThoseOfTheSumOnPaper()
    {
        const task::Arithmetic task(smallRecipe());
        const TokenTable tokens = task.tokens();
        const task::ExampleSet set = task.validation();
        QCOMPARE(tokens.count(), std::size_t(1200));
        const LabelColumn* carry = tokens.label("carry");
        const LabelColumn* place = tokens.label("place");
        QVERIFY(carry && place && tokens.label("digit") && !tokens.label("nonsense"));
        for (std::size_t token = 0; token < tokens.count(); ++token) {
            const std::string example = text(set, token / 4);
            const std::size_t column = token % 4;
            QCOMPARE(place->values[token], static_cast<std::int32_t>(column));
            // Digit by digit from the right, as it is done by hand.
            int carried = 0;
            for (std::size_t position = 3; position > column; --position) {
                const std::size_t digit = position - 1;
                carried = (example[digit] - '0' + example[4 + digit] - '0' + carried) / 10;
            }
            QCOMPARE(carry->values[token], carried);
            QCOMPARE(tokens.text(token), example.substr(8 + column, 1));
            QCOMPARE(tokens.before(token), example.substr(0, 8 + column));
            QCOMPARE(tokens.before(token, 2), example.substr(6 + column, 2));
            QCOMPARE(tokens.after(token), example.substr(9 + column));
        }
        const Matrix<std::int32_t> scored = tokens.scoredTokens();
        QCOMPARE(scored.rows(), set.count());
        for (std::size_t row = 0; row < scored.rows(); ++row) {
            for (std::size_t place = 0; place < scored.columns(); ++place)
                QCOMPARE(scored(row, place), place < 8 ? -1 : static_cast<std::int32_t>(4 * row + place - 8));
        }
    }

    void noExampleComesTwiceAndNoneOfTheValidationSetIsTrainedOn()
    {
        const Recipe recipe = smallRecipe();
        const task::Arithmetic task(recipe);
        std::set<std::string> seen;
        const auto add = [&](const task::ExampleSet& set) {
            for (std::size_t row = 0; row < set.count(); ++row)
                QVERIFY(seen.insert(text(set, row)).second);
        };
        add(task.validation());
        for (std::int64_t step = 0; step < recipe.training.steps; ++step)
            add(task.batch(step));
    }

    void theHessiansSampleIsTrainingDataWithoutRepetition()
    {
        const task::Arithmetic task(smallRecipe());
        std::set<std::string> trained;
        for (std::int64_t step = 0; step < 50; ++step) {
            const task::ExampleSet batch = task.batch(step);
            for (std::size_t row = 0; row < batch.count(); ++row)
                trained.insert(text(batch, row));
        }
        std::set<std::string> sample;
        const task::ExampleSet set = task.trainingSample(100);
        for (std::size_t row = 0; row < set.count(); ++row) {
            QVERIFY(trained.contains(text(set, row)));
            QVERIFY(sample.insert(text(set, row)).second);
        }
    }

    void theSeedAloneDecides()
    {
        Recipe recipe = smallRecipe();
        const task::ExampleSet first = task::Arithmetic(recipe).batch(3);
        QVERIFY(task::Arithmetic(recipe).batch(3).inputs == first.inputs);
        recipe.seed = 2;
        QVERIFY(!(task::Arithmetic(recipe).batch(3).inputs == first.inputs));
    }
};

QTEST_GUILESS_MAIN(TestArithmetic)
#include "tst_arithmetic.moc"
