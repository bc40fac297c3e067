#include "core/analysis/clusterings.h"
#include "core/analysis/decomposition.h"
#include "core/analysis/paper_tables.h"
#include "core/base/error.h"
#include "core/store/run_files.h"
#include "tests/support/synthetic_run.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>

using namespace polcascope;
using namespace polcascope::analysis;

namespace {

const Table& named(const std::vector<Table>& tables, std::string_view name)
{
    return *std::find_if(tables.begin(), tables.end(), [&](const Table& table) { return table.name == name; });
}

std::string cell(const Table& table, std::size_t row, const std::string& column)
{
    const auto found = std::find(table.columns.begin(), table.columns.end(), column);
    return table.rows.at(row).at(static_cast<std::size_t>(found - table.columns.begin()));
}

std::size_t rowOf(const Table& table, const std::string& first)
{
    return static_cast<std::size_t>(
        std::find_if(table.rows.begin(), table.rows.end(), [&](const auto& row) { return row.front() == first; }) -
        table.rows.begin());
}

bool noted(const Table& table, const std::string& words)
{
    return std::any_of(table.notes.begin(), table.notes.end(),
        [&](const Sentence& note) { return note.text().find(words) != std::string::npos; });
}

}

class TablesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        const std::string path = m_folder.filePath("synthetic.polca").toStdString();
        support::writeSyntheticRun(path, { .examples = 250, .checkpoints = 60, .vectors = 4, .heldoutExamples = 80 });
        m_run = runResults(store::RunFolder::open(path, store::RunFolder::Access::read));
        m_tables = paperTables(m_run, {}, options());
    }

    void textTablesAreAligned()
    {
        const Table table { "t", "a title", { "name", "n" }, { { "é", "1" }, { "long, name", "-22.5" }, { "", "" } },
            { "A note." }, false };
        QCOMPARE(QString::fromStdString(tableText(table, TableFormat::text)),
            QString("t: a title\n\nname            n\né               1\nlong, name  -22.5\n-               -\n\nA note.\n\n"));
    }

    void csvIsQuotedAsItMustBe()
    {
        const Table table { "t", "title", { "a", "b" }, { { "x,y", "say \"1\"" }, { "", "line\nbreak" } }, { "note" }, false };
        QCOMPARE(QString::fromStdString(tableText(table, TableFormat::csv)),
            QString("a,b\r\n\"x,y\",\"say \"\"1\"\"\"\r\n,\"line\nbreak\"\r\n"));
    }

    void markdownCellsDoNotBreakTheTable()
    {
        const Table table { "t", "title", { "a", "b" }, { { "|x|", "" } }, { "Note." }, false };
        QCOMPARE(QString::fromStdString(tableText(table, TableFormat::markdown)),
            QString("## t: title\n\n| a | b |\n| --- | --- |\n| \\|x\\| | - |\n\nNote.\n\n"));
    }

    void numbersWithoutAValueAreEmpty()
    {
        QCOMPARE(fixed(std::numeric_limits<double>::quiet_NaN(), 2), std::string());
        QCOMPARE(fixed(0.125, 2), std::string("0.12"));
        QCOMPARE(significant(5.4891e-4, 5), std::string("0.00054891"));
    }

    void everyTableIsThereAndRectangular()
    {
        for (const char* name : { "2024-table-1", "2024-table-1-first-order", "2024-table-1-trapezoid", "2024-table-5",
                 "2026-table-1", "explained", "vectors", "chance", "held-out", "breakthroughs", "sharpest-rise", "clusters", "tokens" })
            QVERIFY2(std::any_of(m_tables.begin(), m_tables.end(), [&](const Table& table) { return table.name == name; }), name);
        for (const Table& table : m_tables) {
            for (const auto& row : table.rows)
                QCOMPARE(row.size(), table.columns.size());
            for (const TableFormat format : { TableFormat::text, TableFormat::csv, TableFormat::markdown })
                QVERIFY(tableText(table, format).find("nan") == std::string::npos);
        }
    }

    void table1Of2024CountsWhatTheClusteringsHold()
    {
        const Table& table = named(m_tables, "2024-table-1-trapezoid");
        QCOMPARE(table.rows.size(), 11u);
        const std::size_t row = rowOf(table, "4");
        double loss = 0, polca = 0;
        std::string vectors;
        for (const auto& clustering : m_run.clusterings) {
            const auto& key = clustering.key;
            if (key.output != 4 || (key.usesBasis() && key.decomposition != store::Decomposition::trapezoid) ||
                key.quantity == store::Quantity::lossChange || key.quantity == store::Quantity::absoluteLossChange)
                continue;
            double best = 0;
            for (const auto& cluster : clusterStatistics(clustering, m_run.tokens, 0))
                best = std::max(best, cluster.carryShare);
            (key.usesBasis() ? polca : loss) = std::max(key.usesBasis() ? polca : loss, best);
            if (key.usesBasis() && best > 0.9)
                vectors += (vectors.empty() ? "" : " ") + std::to_string(key.vector);
        }
        QCOMPARE(cell(table, row, "loss"), loss > 0 ? fixed(loss, 2) : "");
        QCOMPARE(cell(table, row, "POLCA"), fixed(polca, 2));
        QCOMPARE(cell(table, row, "vectors"), vectors);
        QVERIFY(polca > 0.95 && !vectors.empty()); // planted
        QCOMPARE(table.rows[row][6], std::string("0.43")); // published
        QVERIFY(std::stod(table.rows[row][11]) < 0.02); // p of the planted cluster
        QCOMPARE(cell(table, 10, "token"), std::string("all"));
        QVERIFY(noted(named(m_tables, "2024-table-1"), "clustering.decompositions=all")); // second order was not clustered
    }

    void table5Of2024ComparesTheDecompositions()
    {
        const Table& table = named(m_tables, "2024-table-5");
        QCOMPARE(table.rows.size(), 6u);
        const auto expected = agreement(vectorTrajectories(m_run.trajectories, 2), store::Decomposition::firstOrder,
            store::Decomposition::trapezoid);
        QCOMPARE(table.rows[2][3], significant(expected.cosine, 5));
        QCOMPARE(table.rows[2][4], significant(expected.difference, 5));
        QCOMPARE(table.rows[5][1], std::string("0.99987"));
    }

    void table1Of2026NamesWhatIsMissingAndHowToGetIt()
    {
        const Table& table = named(m_tables, "2026-table-1");
        QCOMPARE(table.rows.size(), 9u);
        const std::size_t row = rowOf(table, "trapezoid");
        QVERIFY(std::stod(cell(table, row, "homogeneity")) > 0.95); // planted
        QVERIFY(std::stod(cell(table, row, "recall (all)")) < std::stod(cell(table, row, "F1")));
        QVERIFY(std::stod(cell(table, row, "p")) < 0.02);
        QCOMPARE(cell(table, rowOf(table, "LCA"), "homogeneity"), std::string());
        QVERIFY(noted(table, "basis.kind=parameters") && noted(table, "--with") && noted(table, "clustering.decompositions=all"));
    }

    void otherBasesComeFromOtherRuns()
    {
        RunResults other = m_run;
        other.basisKind = "shuffled-hessian";
        for (auto& clustering : other.clusterings) {
            if (clustering.key.decomposition == store::Decomposition::trapezoid && clustering.key.usesBasis())
                clustering.key.decomposition = store::Decomposition::secondOrder;
        }
        const Table table = named(paperTables(m_run, { other }, options()), "2026-table-1");
        const Table& without = named(m_tables, "2026-table-1");
        QCOMPARE(table.rows.size(), 9u);
        QCOMPARE(cell(table, rowOf(table, "shuffled Hessian"), "F1"), cell(without, rowOf(without, "trapezoid"), "F1"));
        QCOMPARE(table.rows[rowOf(table, "trapezoid")], without.rows[rowOf(without, "trapezoid")]);
        QCOMPARE(cell(without, rowOf(without, "shuffled Hessian"), "F1"), std::string());
    }

    void hiddenDependsOnTau()
    {
        TableOptions early = options(), late = options();
        early.flat = 0;
        late.flat = 1e6;
        const Table all = named(paperTables(m_run, {}, early), "breakthroughs");
        const Table nothing = named(paperTables(m_run, {}, late), "breakthroughs");
        QVERIFY(noted(all, "tau = 0"));
        for (std::size_t row = 0; row < all.rows.size(); ++row) {
            if (cell(all, row, "with a break") == "0")
                continue;
            QCOMPARE(cell(all, row, "hidden %"), std::string("100.0"));
            QCOMPARE(cell(nothing, row, "hidden %"), std::string("0.0"));
        }
    }

    void theTokensTableAddsUp()
    {
        const Table& table = named(m_tables, "tokens");
        QVERIFY(table.detailed);
        QCOMPARE(table.rows.size(), m_run.tokens.count());
        const std::size_t change = static_cast<std::size_t>(
            std::find(table.columns.begin(), table.columns.end(), "true change") - table.columns.begin());
        for (const std::size_t row : { 0u, 17u, 999u }) {
            for (std::size_t column = change + 1; column < table.columns.size(); column += 2)
                QVERIFY(std::abs(std::stod(table.rows[row][column]) + std::stod(table.rows[row][column + 1]) -
                            std::stod(table.rows[row][change])) < 1e-4);
        }
    }

    void rowsLeadToTheClusterWhoseNumbersTheyShow()
    {
        const auto clusterOf = [&](const RowSubject& subject) {
            const auto clustering = std::ranges::find(m_run.clusterings, subject.key, &store::Clustering::key);
            return clusterStatistics(*clustering, m_run.tokens, 0).at(static_cast<std::size_t>(subject.index));
        };
        const auto check = [&](const char* name, const std::string& column, int decimals) {
            const Table& table = named(m_tables, name);
            int found = 0;
            for (std::size_t row = 0; row < table.rows.size(); ++row) {
                const RowSubject& subject = table.subjects.at(row);
                if (subject.kind != RowSubject::Kind::clustering || subject.index < 0)
                    continue;
                QCOMPARE(fixed(clusterOf(subject).carryShare, decimals), cell(table, row, column));
                ++found;
            }
            QVERIFY2(found > 1, name);
        };
        check("2024-table-1-trapezoid", "POLCA", 2);
        check("2026-table-1", "homogeneity", 3);
        check("chance", "best", 3);
        check("held-out", "best", 3);
        check("clusters", "carry share", 3);
        const Table& clusters = named(m_tables, "clusters"); // counted from 1, as in the window
        QCOMPARE(cell(clusters, 1, "cluster"), std::to_string(clusters.subjects[1].index + 1));
        const Table& first = named(m_tables, "2024-table-1-trapezoid");
        for (std::size_t row = 0; row + 1 < first.rows.size(); ++row)
            QCOMPARE(m_run.tokens.outputVocabulary[static_cast<std::size_t>(first.subjects[row].key.output)], first.rows[row][0]);

        const Table& vectors = named(m_tables, "vectors");
        QVERIFY((vectors.subjects[2] == RowSubject { RowSubject::Kind::vector, 2 }));
        QVERIFY((named(m_tables, "tokens").subjects[17] == RowSubject { RowSubject::Kind::token, 17 }));
        const Table& fifth = named(m_tables, "2024-table-5");
        QVERIFY(fifth.subjects.back().kind == RowSubject::Kind::published);
        QCOMPARE(fifth.totals, 2u);
        // Sums over ways are about nothing in particular.
        for (const char* name : { "breakthroughs", "sharpest-rise", "explained" })
            QVERIFY2(named(m_tables, name).subjects.empty(), name);
        for (const Table& table : m_tables)
            QVERIFY2(table.subjects.empty() || table.subjects.size() == table.rows.size(), table.name.c_str());
    }

    void publishedColumnsAreMarked()
    {
        for (const Table& table : m_tables) {
            for (std::size_t column = 0; column < table.columns.size(); ++column) {
                const bool says = table.columns[column].starts_with("published");
                QVERIFY2(!says || table.isPublished(column), table.name.c_str());
            }
        }
        const Table& table = named(m_tables, "2026-table-1");
        QCOMPARE(table.rows[rowOf(table, "LCA")][table.published.at(1)], std::string("0.772"));
    }

    void partsGiveTheSameAsAllAtOnce()
    {
        PaperTables parts(m_run, {}, options());
        std::vector<Table> found = parts.compute(PaperTables::Part::plain);
        QVERIFY(std::ranges::find(found, "held-out", &Table::name) == found.end());
        // One that is cancelled leaves no trace.
        int reports = 0;
        const Progress cancelling([&](double, std::string_view) { return ++reports < 3; });
        QVERIFY_THROWS_EXCEPTION(Cancelled, static_cast<void>(parts.compute(PaperTables::Part::heldout, cancelling)));
        merge(found, parts.compute(PaperTables::Part::heldout));
        QCOMPARE(found.size(), m_tables.size());
        for (std::size_t i = 0; i < found.size(); ++i) {
            QCOMPARE(found[i].name, m_tables[i].name);
            QCOMPARE(tableText(found[i], TableFormat::markdown), tableText(m_tables[i], TableFormat::markdown));
        }
        QVERIFY(parts.seconds(PaperTables::Part::stability) > 0);
        QVERIFY(parts.seconds(PaperTables::Part::settings) > parts.seconds(PaperTables::Part::heldout));
    }

    void sentencesTakeTheirValues()
    {
        QCOMPARE(Sentence("a %2 b %1, 95 % of %3", { "x", "y" }).text(), std::string("a y b x, 95 % of %3"));
        QCOMPARE(Sentence("100 %").text(), std::string("100 %"));
    }

    void tabSeparatedCellsHoldNoTabs()
    {
        const Table table { "t", "title", { "a", "b" }, { { "x\ty", "say \"1\"" }, { "", "line\nbreak" } }, { "note" }, false };
        QCOMPARE(QString::fromStdString(tableText(table, TableFormat::tsv)), QString("a\tb\nx y\tsay \"1\"\n\tline break\n"));
    }

    void everyClusterHasARow()
    {
        std::size_t clusters = 0;
        for (const auto& clustering : m_run.clusterings)
            clusters += static_cast<std::size_t>(clustering.clusters());
        QCOMPARE(named(m_tables, "clusters").rows.size(), clusters);
    }

    void clustersHoldOnHeldOutTokensWhereTheyAreReal()
    {
        const Table& table = named(m_tables, "held-out");
        const auto row = static_cast<std::size_t>(std::ranges::find_if(table.rows, [](const auto& cells) {
            return cells[0] == "2026" && cells[2] == "trapezoid";
        }) - table.rows.begin());
        const auto number = [&](std::size_t column) { return std::stod(table.rows[row][column]); };
        QCOMPARE(table.rows[row][8], cell(named(m_tables, "2026-table-1"), rowOf(named(m_tables, "2026-table-1"), "trapezoid"), "homogeneity"));
        QVERIFY(number(9) > 0.9); // the planted cluster, found again
        QVERIFY(number(10) > 20);
        QVERIFY(number(7) < 0.2);
        QVERIFY(noted(table, "320 held-out tokens"));

        const Table& clusters = named(m_tables, "clusters");
        double placed = 0, carries = 0;
        std::size_t count = 0;
        for (std::size_t i = 0; i < clusters.rows.size(); ++i) {
            if (cell(clusters, i, "rules") != "2026" || cell(clusters, i, "decomposed") != "trapezoid")
                continue;
            ++count;
            const std::string tokens = cell(clusters, i, "held-out tokens"), share = cell(clusters, i, "held-out carry share");
            QCOMPARE(share.empty(), tokens == "0");
            placed += std::stod(tokens);
            carries += tokens == "0" ? 0 : std::stod(tokens) * std::stod(share);
        }
        QCOMPARE(table.rows[row][4], std::to_string(count));
        QVERIFY(std::abs(number(6) - carries / placed) < 2e-3);
    }

    void aRunWithoutHeldOutTokensSaysHowToGetThem()
    {
        RunResults run = m_run;
        run.heldoutTokens = {};
        const Table table = named(paperTables(run, {}, options()), "held-out");
        QVERIFY(table.rows.empty());
        QVERIFY(noted(table, "trajectories.heldout_examples=250"));
    }

    void simpsonAndExactCurvatureStandBesideTheOthersWhereTheyWereMeasured()
    {
        const std::string path = m_folder.filePath("midpoints.polca").toStdString();
        support::writeSyntheticRun(
            path, { .examples = 60, .checkpoints = 20, .vectors = 3, .heldoutExamples = 20, .midpoint = true, .ownCurvature = true });
        const RunResults run = runResults(store::RunFolder::open(path, store::RunFolder::Access::read));
        TableOptions more = options();
        more.settings = true;
        const auto tables = paperTables(run, {}, more);
        for (const Table& table : tables) {
            for (const auto& row : table.rows)
                QCOMPARE(row.size(), table.columns.size());
        }
        const Table& explained = named(tables, "explained");
        QCOMPARE(explained.rows[explained.rows.size() - 2].front(), std::string("Simpson"));
        QCOMPARE(explained.rows.back().front(), std::string("exact curvature"));
        const Table& ofVectors = named(tables, "vectors");
        const Table& fifth = named(tables, "2024-table-5");
        const Table& heldout = named(tables, "held-out");
        for (const char* name : { "Simpson", "exact curvature" }) {
            QVERIFY(std::ranges::find(ofVectors.columns, name) != ofVectors.columns.end());
            QVERIFY(std::stod(cell(fifth, 0, std::string(name) + ": cosine")) > 0.5);
            QVERIFY(!cell(named(tables, "2026-table-1"), rowOf(named(tables, "2026-table-1"), name), "clusters").empty());
            const auto row = std::ranges::find(heldout.rows, std::string(name), [](const auto& cells) { return cells[2]; });
            QVERIFY(row != heldout.rows.end() && row->back().empty());
        }
        QVERIFY(noted(heldout, "Simpson") && noted(heldout, "Exact curvature"));
        // Midpoints are those of the run's own segments; curvatures those of any.
        QCOMPARE(named(tables, "settings").rows.size(), std::size_t(5 * (2 * (3 * 3 + 3 + 3) + 1 + 3) + 2 * (3 + 3 + 3)));
    }

    void stabilityAndSettingsAreMadeWhenAskedFor()
    {
        const std::string path = m_folder.filePath("small.polca").toStdString();
        support::writeSyntheticRun(path, { .examples = 60, .checkpoints = 20, .vectors = 2 });
        const RunResults small = runResults(store::RunFolder::open(path, store::RunFolder::Access::read));
        TableOptions more = options();
        more.stability = more.settings = true;
        const auto tables = paperTables(small, {}, more);
        QVERIFY(!named(tables, "stability").rows.empty());
        QCOMPARE(named(tables, "settings").rows.size(), std::size_t(4 * (2 * (3 * 3 + 3 + 3) + 1 + 3)));
    }

    void tokensOfASingleClassHaveNoFinding()
    {
        RunResults run = m_run;
        for (LabelColumn& label : run.tokens.labels) {
            if (label.name == "carry")
                std::fill(label.values.begin(), label.values.end(), 1);
        }
        const auto tables = paperTables(run, {}, options());
        const Table& chance = named(tables, "chance");
        for (std::size_t row = 0; row < chance.rows.size(); ++row)
            QVERIFY(cell(chance, row, "p").empty() || cell(chance, row, "p") == "1.000");
        for (const char* name : { "2024-table-1-trapezoid", "2026-table-1", "chance", "held-out" })
            QVERIFY2(noted(named(tables, name), "All of the tokens"), name);
        for (LabelColumn& label : run.tokens.labels) {
            if (label.name == "carry")
                std::fill(label.values.begin(), label.values.end(), 0);
        }
        const auto none = paperTables(run, {}, options());
        for (const char* name : { "2024-table-1-trapezoid", "2026-table-1", "chance", "held-out" })
            QVERIFY2(noted(named(none, name), "None of the tokens"), name);
        run.tokens.labels.clear();
        const auto unlabelled = paperTables(run, {}, options());
        QCOMPARE(unlabelled.size(), tables.size());
        QVERIFY(noted(named(unlabelled, "chance"), "not labelled"));
        for (const auto& each : { tables, none, unlabelled }) {
            for (const Table& table : each)
                QVERIFY2(tableText(table, TableFormat::text).find("nan") == std::string::npos, table.name.c_str());
        }
    }

    void whatTablesCannotBeMadeOfIsAnErrorOfItsOwn()
    {
        const std::string path = m_folder.filePath("half.polca").toStdString();
        support::writeSyntheticRun(path, { .examples = 20, .checkpoints = 10, .finished = false });
        try {
            static_cast<void>(runResults(store::RunFolder::open(path, store::RunFolder::Access::read)));
            QFAIL("accepted");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::missingInput);
            QVERIFY(error.value("command").find("resume") != std::string::npos);
        }
    }

    void oneCheckpointIsTooFewAndTheAdviceCanBeFollowed()
    {
        const std::string path = m_folder.filePath("one.polca").toStdString();
        support::writeSyntheticRun(path, { .examples = 20, .checkpoints = 10, .vectors = 2 });
        {
            auto folder = store::RunFolder::open(path, store::RunFolder::Access::write);
            store::TrajectoryPart part;
            part.steps = { 1000 };
            part.loss = Matrix<float>(1, 80);
            part.gradientProjection.assign(2, Matrix<float>(1, 80));
            part.weightProjection = part.curvature = part.curvatureError = Matrix<double>(2, 1);
            part.movementSquared = { 1 };
            folder.add(store::Stage::trajectories, "trajectories/part-00001.h5", 1,
                [&](const auto& file) { store::writeTrajectoryPart(file, part); }, "trajectories/");
        }
        const auto folder = store::RunFolder::open(path, store::RunFolder::Access::read);
        try {
            static_cast<void>(runResults(folder));
            QFAIL("accepted");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::missingInput);
            QCOMPARE(error.value("what"), std::string("A table"));
            const std::string command = error.value("command");
            const std::string setting = command.substr(command.rfind(' ') + 1);
            Recipe recipe = folder.recipe();
            recipe.training.checkpointInterval = 5;
            setRecipeValue(recipe, setting.substr(0, setting.find('=')), setting.substr(setting.find('=') + 1));
            for (const RecipeProblem& problem : checkRecipe(recipe))
                QVERIFY2(problem.key != "trajectories.interval", problem.value.c_str());
        }
    }

    void threeCheckpointsAreFew()
    {
        const std::string path = m_folder.filePath("short.polca").toStdString();
        support::writeSyntheticRun(path, { .examples = 30, .checkpoints = 3, .vectors = 2, .heldoutExamples = 10, .midpoint = true, .ownCurvature = true });
        TableOptions more = options();
        more.stability = more.settings = true;
        const auto tables = paperTables(runResults(store::RunFolder::open(path, store::RunFolder::Access::read)), {}, more);
        QVERIFY(noted(named(tables, "breakthroughs"), "too short"));
        for (const Table& table : tables)
            QVERIFY2(tableText(table, TableFormat::csv).find("nan") == std::string::npos, table.name.c_str());
    }

    void lossesThatAreNoneAreAnErrorOfTheirOwn()
    {
        const std::string path = m_folder.filePath("diverged.polca").toStdString();
        support::writeSyntheticRun(path, { .examples = 20, .checkpoints = 10, .vectors = 2 });
        {
            auto folder = store::RunFolder::open(path, store::RunFolder::Access::write);
            store::TrajectoryPart part;
            part.steps = { 1000, 1005 };
            part.loss = Matrix<float>(2, 80);
            part.loss(1, 3) = std::numeric_limits<float>::quiet_NaN();
            part.gradientProjection.assign(2, Matrix<float>(2, 80));
            part.weightProjection = part.curvature = part.curvatureError = Matrix<double>(2, 2);
            part.movementSquared = { 1, 1 };
            folder.add(store::Stage::trajectories, "trajectories/part-00001.h5", 1,
                [&](const auto& file) { store::writeTrajectoryPart(file, part); }, "trajectories/part-");
        }
        try {
            static_cast<void>(runResults(store::RunFolder::open(path, store::RunFolder::Access::read)));
            QFAIL("accepted");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::nonFinite);
            QCOMPARE(error.value("step"), std::string("1005"));
        }
    }

    void runsOfAnotherModelAreRefused()
    {
        RunResults other = m_run;
        other.name = "other.polca";
        other.recipe.model.width *= 2;
        try {
            static_cast<void>(paperTables(m_run, { other }, options()));
            QFAIL("accepted");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::badValue);
            QCOMPARE(error.value("rule"), std::string("sameModel"));
            QCOMPARE(error.value("value"), std::string("other.polca"));
        }
    }

private:
    static TableOptions options()
    {
        TableOptions options;
        options.distance = 40;
        options.chance.permutations = 100;
        return options;
    }

    QTemporaryDir m_folder;
    RunResults m_run;
    std::vector<Table> m_tables;
};

QTEST_GUILESS_MAIN(TablesTest)
#include "tst_tables.moc"
