#include "core/base/error.h"
#include "tests/support/own_home.h"
#include "widgets/panels/new_run_dialog.h"

#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace polcascope;
using panels::NewRunDialog;

class tst_new_run_dialog : public QObject {
    Q_OBJECT

public:
    static void initMain()
    {
        support::useOwnHome();
    }

private:
    static void type(NewRunDialog& dialog, const char* key, const QString& text)
    {
        auto* edit = qobject_cast<QLineEdit*>(dialog.editor(key));
        QVERIFY(edit);
        edit->selectAll();
        QTest::keyClicks(edit, text);
    }

private Q_SLOTS:
    void everyKeyOfARecipeCanBeChanged()
    {
        NewRunDialog dialog;
        for (const auto& field : recipeFields())
            if (field.key != "title" && field.key != "description")
                QVERIFY2(dialog.editor(std::string(field.key)), std::string(field.key).c_str());
    }

    void aRecipeAsItIsNeedsNoSettings()
    {
        NewRunDialog dialog;
        dialog.setRecipe("demo-arithmetic");
        QVERIFY(dialog.canCreate());
        QCOMPARE(dialog.recipe(), "demo-arithmetic");
        QVERIFY(dialog.settings().isEmpty());
        QVERIFY(dialog.runPath().endsWith("/runs/demo-arithmetic.polca"));
    }

    void onlyWhatWasChangedIsSet()
    {
        NewRunDialog dialog;
        dialog.setRecipe("demo-arithmetic");
        type(dialog, "training.learning_rate", "5e-4");
        type(dialog, "seed", "7");
        QVERIFY(dialog.canCreate());
        QCOMPARE(dialog.settings(), QStringList({ "seed=7", "training.learning_rate=5e-04" }));
    }

    void aBadValueIsToldBesideItsFieldWhileItIsTyped_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::newRow("no number") << "training.steps"
                                   << "many";
        QTest::newRow("empty") << "training.steps"
                               << " ";
        QTest::newRow("a fraction") << "training.steps"
                                    << "10.5";
        QTest::newRow("out of range") << "model.layers"
                                      << "0";
        QTest::newRow("not finite") << "training.learning_rate"
                                    << "inf";
        QTest::newRow("heads do not divide the width") << "model.heads"
                                                       << "7";
        QTest::newRow("no multiple of the checkpoint interval") << "basis.interval"
                                                                << "151";
    }

    void aBadValueIsToldBesideItsFieldWhileItIsTyped()
    {
        QFETCH(QString, key);
        QFETCH(QString, value);
        NewRunDialog dialog;
        dialog.setRecipe("demo-arithmetic");
        const QString before = qobject_cast<QLineEdit*>(dialog.editor(key.toStdString()))->text();
        type(dialog, key.toUtf8(), value);
        QVERIFY2(!dialog.problem(key.toStdString()).isEmpty(), qPrintable(key));
        QVERIFY(!dialog.canCreate());
        const auto* tabs = dialog.findChild<QTabWidget*>();
        int marked = 0;
        for (int tab = 0; tab < tabs->count(); ++tab)
            marked += tabs->tabText(tab).startsWith("⚠");
        QVERIFY(marked >= 1);

        type(dialog, key.toUtf8(), before);
        QVERIFY(dialog.problem(key.toStdString()).isEmpty());
        QVERIFY(dialog.canCreate());
    }

    void whatTheRunWillTakeIsShownBeforeItIsMade()
    {
        NewRunDialog dialog;
        dialog.setRecipe("arithmetic-2024");
        const QString size = dialog.findChild<QLabel*>("size")->text();
        QVERIFY2(size.contains(QLocale().toString(6323210)), qPrintable(size));
        QVERIFY2(size.contains(QLocale().toString(5000)), qPrintable(size));
        QVERIFY2(size.contains("GB"), qPrintable(size));
    }

    void aRunThatCannotFitOnTheDiskCannotBeMade()
    {
        NewRunDialog dialog;
        dialog.setRecipe("arithmetic-2024");
        type(dialog, "model.width", "16384"); // 600 checkpoints of thousands of millions of weights
        QVERIFY(!dialog.canCreate());
    }

    void aPlaceThatIsTakenOrCannotBeWrittenIsRefused()
    {
        QTemporaryDir folder;
        NewRunDialog dialog;
        dialog.setRecipe("demo-arithmetic");
        auto* place = dialog.findChild<QLineEdit*>("place");
        place->setText(folder.path());
        QVERIFY(!dialog.canCreate());
        place->setText(folder.filePath("new.polca"));
        QVERIFY(dialog.canCreate());
        place->setText("/proc/new.polca");
        QVERIFY(!dialog.canCreate());
        place->setText("");
        QVERIFY(!dialog.canCreate());
    }

    void aPlaceThatWasTypedStaysWhenTheRecipeChanges()
    {
        QTemporaryDir folder;
        NewRunDialog dialog;
        dialog.setRecipe("demo-arithmetic");
        auto* place = dialog.findChild<QLineEdit*>("place");
        place->selectAll();
        QTest::keyClicks(place, folder.filePath("mine.polca"));
        dialog.setRecipe("smoke");
        QCOMPARE(dialog.runPath(), folder.filePath("mine.polca"));
    }

    void aRecipeFileCanBeUsedAndABrokenOneIsTold()
    {
        QTemporaryDir folder;
        Recipe recipe = loadRecipe("smoke");
        recipe.name = "mine";
        recipe.training.batchSize = 8;
        const QString path = folder.filePath("mine.json");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(recipeToJson(recipe).c_str());
        file.close();

        NewRunDialog dialog;
        dialog.setRecipe(path);
        QCOMPARE(dialog.recipe(), path);
        QCOMPARE(qobject_cast<QLineEdit*>(dialog.editor("training.batch_size"))->text(), "8");

        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\n \"training\": {\"stepz\": 3}}");
        file.close();
        dialog.setRecipe(path);
        bool told = false;
        for (const QLabel* label : dialog.findChildren<QLabel*>())
            told = told || label->text().contains("stepz");
        QVERIFY(told);
        QCOMPARE(qobject_cast<QLineEdit*>(dialog.editor("training.batch_size"))->text(), "8");
    }
};

QTEST_MAIN(tst_new_run_dialog)
#include "tst_new_run_dialog.moc"
