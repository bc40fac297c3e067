#include "core/base/error.h"
#include "core/recipe/model_shape.h"
#include "core/recipe/recipe.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <fstream>
#include <set>

using namespace polcascope;

namespace {

/// The error that an action ends with; fails the test when there is none.
template<typename Action>
Error errorOf(Action action)
{
    try {
        action();
    } catch (const Error& error) {
        return error;
    }
    return Error(ErrorKind::internal, { { "what", "nothing was thrown" } });
}

}

class TestRecipe : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void setsOfVectorsAreReadOrRefused()
    {
        using Sets = std::vector<std::vector<std::int32_t>>;
        QCOMPARE(vectorSets("", 8).value(), Sets());
        QCOMPARE(vectorSets("0,1", 8).value(), Sets({ { 0, 1 } }));
        QCOMPARE(vectorSets(" 2, 7,0 ;3,4 ", 8).value(), Sets({ { 2, 7, 0 }, { 3, 4 } }));
        for (const char* bad : { "1", "0,8", "0,-1", "a,b", "0,1;", "0,0", "0,,1", ";", "0 1", "1.5,2" }) {
            if (std::string(bad) == "0,1;") // a semicolon at the end does no harm
                QCOMPARE(vectorSets(bad, 8).value(), Sets({ { 0, 1 } }));
            else
                QVERIFY2(!vectorSets(bad, 8), bad);
        }
        Recipe recipe = loadRecipe("smoke");
        recipe.clustering.together = "0,99";
        const auto problems = checkRecipe(recipe);
        QCOMPARE(problems.size(), 1u);
        QCOMPARE(problems.front().key, std::string("clustering.together"));
        QCOMPARE(problems.front().rule, std::string("sets"));
    }

    void theFourPublishedParameterCountsMatchExactly_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<qint64>("parameters");
        QTest::newRow("arithmetic-2024") << "arithmetic-2024" << qint64(6323210);
        QTest::newRow("arithmetic-2026") << "arithmetic-2026" << qint64(9475594);
        QTest::newRow("english-2024") << "english-2024" << qint64(37122353);
        QTest::newRow("english-2026") << "english-2026" << qint64(40274737);
    }
    void theFourPublishedParameterCountsMatchExactly()
    {
        QFETCH(QString, name);
        QFETCH(qint64, parameters);
        QCOMPARE(parameterCount(modelShape(loadRecipe(name.toStdString()))), parameters);
    }

    void theLayoutCoversTheFlatVectorWithoutGaps()
    {
        const ModelShape shape = modelShape(loadRecipe("arithmetic-2026"));
        std::int64_t offset = 0;
        for (const ParameterTensor& tensor : parameterLayout(shape)) {
            QCOMPARE(tensor.offset, offset);
            offset += tensor.size;
        }
        QCOMPARE(offset, parameterCount(shape));
    }

    void everyShippedRecipeReadsBackAsWritten()
    {
        QVERIFY(shippedRecipes().size() >= 6);
        for (const std::string& name : shippedRecipes()) {
            const Recipe recipe = loadRecipe(name);
            QCOMPARE(recipe.name, name);
            QVERIFY(!recipe.title.empty() && !recipe.description.empty());
            const std::string json = recipeToJson(recipe);
            QCOMPARE(recipeToJson(recipeFromJson(json, "test")), json);
        }
    }

    void everyArithmeticRecipeCanBeRun()
    {
        for (const std::string& name : shippedRecipes()) {
            const Recipe recipe = loadRecipe(name);
            const auto problems = checkRecipe(recipe);
            if (recipe.task.kind == "arithmetic")
                QVERIFY2(problems.empty(), (name + ": " + (problems.empty() ? "" : problems.front().key)).c_str());
            else
                QVERIFY(std::any_of(problems.begin(), problems.end(), [](const RecipeProblem& problem) { return problem.rule == "unsupported"; }));
        }
    }

    void everyFieldIsListedOnceAndDescribed()
    {
        std::set<std::string_view> keys;
        for (const RecipeField& field : recipeFields()) {
            QVERIFY2(keys.insert(field.key).second, field.key.data());
            QVERIFY2(!field.help.empty() && !field.help.ends_with('.'), field.key.data());
        }
    }

    void unknownKeysSuggestTheNearest()
    {
        Recipe recipe;
        const Error typo = errorOf([&] { setRecipeValue(recipe, "basis.intervall", "5"); });
        QCOMPARE(typo.kind(), ErrorKind::unknownKey);
        QCOMPARE(typo.value("nearest"), std::string("basis.interval"));
        const Error bare = errorOf([&] { setRecipeValue(recipe, "batch_size", "5"); });
        QCOMPARE(bare.value("nearest"), std::string("training.batch_size"));
        const Error nothing = errorOf([&] { setRecipeValue(recipe, "qwertyuiop", "5"); });
        QCOMPARE(nothing.value("nearest"), std::string());
        const Error inFile = errorOf([&] { (void)recipeFromJson(R"({"training": {"stepz": 5}})", "a.json"); });
        QCOMPARE(inFile.kind(), ErrorKind::unknownKey);
        QCOMPARE(inFile.value("nearest"), std::string("training.steps"));
        QCOMPARE(inFile.value("source"), std::string("a.json"));
    }

    void badTextAndBadRangesAreRefusedAndChangeNothing()
    {
        Recipe recipe;
        const std::string before = recipeToJson(recipe);
        QCOMPARE(errorOf([&] { setRecipeValue(recipe, "training.steps", "many"); }).value("rule"), std::string("type"));
        QCOMPARE(errorOf([&] { setRecipeValue(recipe, "training.steps", "2.5"); }).value("rule"), std::string("type"));
        QCOMPARE(errorOf([&] { setRecipeValue(recipe, "training.steps", "0"); }).value("rule"), std::string("range"));
        QCOMPARE(errorOf([&] { setRecipeValue(recipe, "training.learning_rate", "nan"); }).value("rule"), std::string("type"));
        QCOMPARE(errorOf([&] { setRecipeValue(recipe, "compute.device", "tpu"); }).value("rule"), std::string("choice"));
        QCOMPARE(errorOf([&] { (void)recipeFromJson(R"({"training": {"steps": "5"}})", "a.json"); }).value("rule"), std::string("type"));
        QCOMPARE(errorOf([&] { (void)recipeFromJson(R"({"training": {"steps": true}})", "a.json"); }).value("rule"), std::string("type"));
        QCOMPARE(recipeToJson(recipe), before);
        setRecipeValue(recipe, "training.steps", "1e3");
        QCOMPARE(recipe.training.steps, std::int64_t(1000));
        setRecipeValue(recipe, "training.learning_rate", "3e-5");
        QCOMPARE(recipe.training.learningRate, 3e-5);
    }

    void valuesThatDoNotFitTogetherAreFound_data()
    {
        QTest::addColumn<QString>("setting");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("rule");
        QTest::newRow("heads that do not divide the width") << "model.heads" << "7" << "model.heads" << "divides";
        QTest::newRow("an interval longer than the run") << "trajectories.interval" << "5000" << "trajectories.interval" << "atMost";
        QTest::newRow("no multiple of the checkpoint interval") << "basis.interval" << "151" << "basis.interval" << "multiple";
        QTest::newRow("k larger than the Krylov space") << "basis.vectors_per_checkpoint" << "60" << "basis.vectors_per_checkpoint" << "atMost";
        QTest::newRow("more vectors than checkpoints give") << "basis.vectors" << "21" << "basis.vectors" << "atMost";
        QTest::newRow("more steps than an epoch") << "training.steps" << "100000" << "training.steps" << "atMost";
        QTest::newRow("everything set aside") << "task.validation_examples" << "810000" << "task.validation_examples" << "atMost";
        QTest::newRow("summands the wrong way round") << "task.minimum_summand" << "999" << "task.validation_examples" << "atMost";
        QTest::newRow("more curvature examples than there are") << "trajectories.curvature_examples" << "1251" << "trajectories.curvature_examples" << "atMost";
        QTest::newRow("text, not yet") << "task.kind" << "language" << "task.kind" << "unsupported";
    }
    void valuesThatDoNotFitTogetherAreFound()
    {
        QFETCH(QString, setting);
        QFETCH(QString, value);
        QFETCH(QString, key);
        QFETCH(QString, rule);
        Recipe recipe = loadRecipe("arithmetic-2024");
        setRecipeValue(recipe, setting.toStdString(), value.toStdString());
        const auto problems = checkRecipe(recipe);
        QVERIFY(std::any_of(problems.begin(), problems.end(), [&](const RecipeProblem& problem) {
            return problem.key == key.toStdString() && problem.rule == rule.toStdString();
        }));
        QCOMPARE(errorOf([&] { requireValid(recipe); }).kind(), ErrorKind::badValue);
    }

    void brokenJsonNamesItsLine()
    {
        const Error error = errorOf([] { (void)recipeFromJson("{\n \"seed\": 1,\n \"training\": {,}\n}", "b.json"); });
        QCOMPARE(error.kind(), ErrorKind::badJson);
        QCOMPARE(error.value("line"), std::string("3"));
        QCOMPARE(errorOf([] { (void)recipeFromJson("[]", "b.json"); }).kind(), ErrorKind::badJson);
    }

    void aRecipeIsFoundByNameOrByFile()
    {
        const Error error = errorOf([] { (void)loadRecipe("arithmetic-2042"); });
        QCOMPARE(error.kind(), ErrorKind::unknownRecipe);
        QVERIFY(error.value("nearest").starts_with("arithmetic-20"));
        QTemporaryDir folder;
        const std::string path = folder.filePath("mine.json").toStdString();
        std::ofstream(path) << R"({"name": "mine", "model": {"width": 64}})";
        QCOMPARE(loadRecipe(path).model.width, std::int64_t(64));
    }

    void onlyTheSectionsOfAStageChangeItsText()
    {
        Recipe recipe;
        const std::vector<std::string_view> sections { "seed", "task" };
        const std::string before = canonicalSections(recipe, sections);
        recipe.basis.vectors = 3;
        QCOMPARE(canonicalSections(recipe, sections), before);
        recipe.seed = 2;
        QVERIFY(canonicalSections(recipe, sections) != before);
    }

    void aKeyAddedLaterIsNoPartOfAStagesTextAtItsDefault()
    {
        for (const RecipeField& field : recipeFields()) {
            const std::vector<std::string_view> sections { field.section().empty() ? field.key : field.section() };
            const std::string line = "\n" + std::string(field.key) + "=";
            Recipe recipe;
            QCOMPARE(("\n" + canonicalSections(recipe, sections)).find(line) == std::string::npos, field.addedLater);
            const RecipeField::Pointer pointer = field.at(recipe);
            if (auto* text = std::get_if<std::string*>(&pointer))
                **text += "!";
            else if (auto* integer = std::get_if<std::int64_t*>(&pointer))
                ++**integer;
            else
                *std::get<double*>(pointer) += 1;
            QVERIFY2(("\n" + canonicalSections(recipe, sections)).find(line) != std::string::npos, field.key.data());
        }
    }

    void whatIsStoredOfEveryTokenTakesDisk()
    {
        const Recipe plain = loadRecipe("demo-arithmetic");
        const RunSize size = runSize(plain);
        const std::int64_t matrix = size.trajectoryCheckpoints * size.tokens * plain.basis.vectors * 4;
        Recipe more = plain;
        more.trajectories.midpoint = "on";
        QCOMPARE(runSize(more).trajectoryBytes, size.trajectoryBytes + matrix);
        more.trajectories.ownCurvature = "on";
        QCOMPARE(runSize(more).trajectoryBytes, size.trajectoryBytes + 2 * matrix);
    }
};

QTEST_GUILESS_MAIN(TestRecipe)
#include "tst_recipe.moc"
