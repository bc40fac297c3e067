#include "core/recipe/recipe.h"

#include <QDir>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>

using namespace polcascope;

/// The files in translations, and what the build makes of them.
class tst_translations : public QObject {
    Q_OBJECT

    struct Outcome {
        int status = -1;
        QString output;
    };

    /// "translations/update --check", of the files in another folder if one is given.
    static Outcome check(const QString& folder = {})
    {
        QStringList arguments { POLCASCOPE_SOURCE_DIR "/translations/update", "--check" };
        if (!folder.isEmpty())
            arguments << folder;
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start("python3", arguments);
        if (!process.waitForFinished(120000))
            return {};
        return { process.exitCode(), QString::fromUtf8(process.readAll()) };
    }

    static QString german()
    {
        QFile file(POLCASCOPE_SOURCE_DIR "/translations/polcascope_de.ts");
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

    static void write(const QString& path, const QString& text)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text.toUtf8());
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable("python3").isEmpty())
            QSKIP("translations/update needs python3");
    }

    void everyTextOfTheSourcesIsTranslated()
    {
        const Outcome outcome = check();
        QVERIFY2(outcome.status == 0 && outcome.output.trimmed().isEmpty(), qPrintable(outcome.output));
    }

    void whatIsMissingWrongOrLeftOverIsFound()
    {
        // One damage each: a help text that is missing, a placeholder, an access key and an ending that differ, a
        // text that no source has, one that is not finished.
        QString text = german();
        const auto replace = [&](const char* before, const char* after) {
            QVERIFY2(text.contains(QString::fromUtf8(before)), before);
            text.replace(text.indexOf(QString::fromUtf8(before)), QString::fromUtf8(before).size(), QString::fromUtf8(after));
        };
        const QString help = "<source>Optimizer steps</source>";
        const qsizetype begin = text.lastIndexOf("<message>", text.indexOf(help));
        const qsizetype end = text.indexOf("</message>", begin) + 10;
        QVERIFY(begin > 0 && end > begin);
        text.remove(begin, end - begin);
        replace(">Schritt %1<", ">Schritt %2<");
        replace("&amp;Neuer Lauf…", "Neuer Lauf…");
        replace("Wird geclustert…", "Wird geclustert");
        replace("<source>Carry homogeneity</source>", "<source>Carrying homogeneity</source>");
        replace("<translation>Parameterkarte<", "<translation type=\"unfinished\">Parameterkarte<");
        QTemporaryDir folder;
        write(folder.filePath("polcascope_de.ts"), text);
        const Outcome outcome = check(folder.path());
        QCOMPARE(outcome.status, 1);
        for (const char* part :
            { "'Optimizer steps' is not translated", "'step %1' has other placeholders", "'&New Run…' has another access key",
                "'Clustering…' begins or ends otherwise", "'Carrying homogeneity' is in no source",
                "'Carry homogeneity' is not translated", "'Parameter map' is not translated" })
            QVERIFY2(outcome.output.contains(QString::fromUtf8(part)), qPrintable(QString::fromUtf8(part) + '\n' + outcome.output));
        QCOMPARE(outcome.output.trimmed().count('\n') + 1, 7);
    }

    void everyTextOfARecipeIsFoundInTheProgramsTranslation()
    {
        QTranslator translator;
        QVERIFY(translator.load("polcascope_de", POLCASCOPE_TRANSLATIONS));
        const auto translated = [&](std::string_view text) {
            return text.empty() || !translator.translate("Recipe", std::string(text).c_str()).isEmpty();
        };
        for (const RecipeField& field : recipeFields()) {
            if (field.key == "title" || field.key == "description")
                continue;
            QVERIFY2(translated(field.help), std::string(field.key).c_str());
            QVERIFY2(translated(field.unit), std::string(field.key).c_str());
        }
        for (const std::string& name : shippedRecipes()) {
            const Recipe recipe = loadRecipe(name);
            QVERIFY2(translated(recipe.title) && translated(recipe.description), name.c_str());
        }
    }
};

QTEST_GUILESS_MAIN(tst_translations)
#include "tst_translations.moc"
