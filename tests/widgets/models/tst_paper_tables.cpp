#include "tests/support/synthetic_run.h"
#include "widgets/models/paper_table_model.h"
#include "widgets/models/paper_table_texts.h"
#include "widgets/models/run_tables.h"

#include "core/base/progress.h"
#include "core/store/run_folder.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QFont>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <thread>

using namespace polcascope;
using analysis::RowSubject;
using analysis::Table;
using models::PaperTableData;
using models::PaperTableModel;
using models::RunTables;
using Part = RunTables::Part;

class tst_paper_tables : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    models::RunSnapshotPointer m_run;

    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }

    static models::PaperTablePointer example()
    {
        Table table { "2024-table-1", "title", { "token", "tokens", "loss", "published", "vectors", "beyond chance" },
            { { "10", "1250", "0.50", "0.18", "10 2", "3/20" }, { "9", "900", "", "1.00", "2 3", "1/2" },
                { "a b", "12600", "0.95+", "0.31", "", "0/20" }, { "all", "1", "0.1", "", "", "4/42" } },
            { "A note." }, false };
        table.published = { 3 };
        table.names = { 0 };
        table.totals = 1;
        table.subjects = { { RowSubject::Kind::vector, 3 }, {}, { RowSubject::Kind::token, 7 }, { RowSubject::Kind::published } };
        return std::make_shared<const PaperTableData>(std::move(table));
    }
    static QStringList column(const PaperTableModel& model, int column)
    {
        QStringList cells;
        for (int row = 0; row < model.rowCount(); ++row)
            cells.append(model.index(row, column).data().toString());
        return cells;
    }
    [[nodiscard]] static bool finished(const RunTables& tables)
    {
        return QTest::qWaitFor([&] { return !tables.work().isRunning(); }, 60000);
    }

private Q_SLOTS:
    void initTestCase()
    {
        support::writeSyntheticRun(path("a.polca").toStdString(),
            { .examples = 60, .checkpoints = 20, .vectors = 3, .heldoutExamples = 20, .midpoint = true });
        m_run = models::readRun(path("a.polca"));
    }
    void init() { QLocale::setDefault(QLocale(QLocale::English)); }

    void numbersAreReadAsTheTablesWriteThem()
    {
        QCOMPARE(models::numberIn("0.18"), 0.18);
        QCOMPARE(models::numberIn("-5.4891e-4"), -5.4891e-4);
        QCOMPARE(models::numberIn("3/20"), 0.15);
        QCOMPARE(models::numberIn("0/0"), 0.0);
        QCOMPARE(models::numberIn("0.45+"), 0.45);
        for (const char* none : { "", "all", "0-6 11", "1 2", "nan", "inf", "-", "1000s" })
            QVERIFY2(std::isnan(models::numberIn(none)), none);
    }

    void cellsAreReadByTheLocaleAndCopiedWithoutIt()
    {
        QLocale::setDefault(QLocale(QLocale::German));
        PaperTableModel model;
        model.setData(example());
        QCOMPARE(column(model, 1), QStringList({ "1.250", "900", "12.600", "1" }));
        QCOMPARE(column(model, 2), QStringList({ "0,50", "", "0,95+", "0,1" }));
        QCOMPARE(column(model, 5), QStringList({ "3/20", "1/2", "0/20", "4/42" }));
        QCOMPARE(column(model, 0), QStringList({ "10", "9", QString("a%1b").arg(QChar(0xb7)), "all" })); // names stay what they are
        QCOMPARE(tableText(model.excerpt({ 2, 0 }), analysis::TableFormat::tsv),
            std::string("token\ttokens\tloss\tpublished\tvectors\tbeyond chance\n10\t1250\t0.50\t0.18\t10 2\t3/20\n"
                        "a b\t12600\t0.95+\t0.31\t\t0/20\n"));
        QCOMPARE(model.excerpt({}).rows.size(), std::size_t(4));
    }

    void columnsAreSortedAsWhatTheyAre()
    {
        PaperTableModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        model.setData(example());
        const QPersistentModelIndex nine = model.index(1, 0);
        model.sort(1, Qt::AscendingOrder);
        QCOMPARE(column(model, 1), QStringList({ "900", "1,250", "12,600", "1" })); // the sum stays below
        QCOMPARE(nine.row(), 0);
        QCOMPARE(nine.data().toString(), "9");
        model.sort(1, Qt::DescendingOrder);
        QCOMPARE(column(model, 1), QStringList({ "12,600", "1,250", "900", "1" }));
        model.sort(2, Qt::AscendingOrder);
        QCOMPARE(column(model, 2), QStringList({ "0.50", "0.95+", "", "0.1" })); // what is empty comes last
        model.sort(2, Qt::DescendingOrder);
        QCOMPARE(column(model, 2), QStringList({ "0.95+", "0.50", "", "0.1" }));
        model.sort(4, Qt::AscendingOrder);
        QCOMPARE(column(model, 4), QStringList({ "2 3", "10 2", "", "" }));
        model.sort(5, Qt::AscendingOrder);
        QCOMPARE(column(model, 5), QStringList({ "0/20", "3/20", "1/2", "4/42" }));
        model.sort(0, Qt::AscendingOrder);
        QCOMPARE(column(model, 0).first(), "9");
        QCOMPARE(model.tableRow(0), 1);
        model.sort(-1, Qt::AscendingOrder);
        QCOMPARE(model.tableRow(0), 0);
        model.setData(nullptr);
        QCOMPARE(model.columnCount(), 0);
        QVERIFY(!nine.isValid());
    }

    void whatIsPublishedAndWhatIsShownStandOut()
    {
        PaperTableModel model;
        model.setData(example());
        QVERIFY(model.index(0, 3).data(PaperTableModel::publishedRole).toBool());
        QVERIFY(!model.index(0, 2).data(PaperTableModel::publishedRole).toBool());
        QVERIFY(model.index(3, 2).data(PaperTableModel::publishedRole).toBool()); // a row of the papers'
        QVERIFY(model.index(0, 0).data(PaperTableModel::subjectRole).toBool());
        QVERIFY(!model.index(1, 0).data(PaperTableModel::subjectRole).toBool());
        QVERIFY(!model.index(3, 0).data(PaperTableModel::subjectRole).toBool());
        QVERIFY(model.index(1, 0).data(Qt::ToolTipRole).toString().isEmpty());
        QVERIFY(!model.index(0, 0).data(Qt::FontRole).isValid());
        QSignalSpy changed(&model, &PaperTableModel::dataChanged);
        model.setShown({ {}, {}, 3, -1 });
        QCOMPARE(changed.size(), 1);
        QVERIFY(model.index(0, 0).data(Qt::FontRole).value<QFont>().bold());
        QVERIFY(!model.index(2, 0).data(Qt::FontRole).isValid());
    }

    void everyColumnSaysWhatItIs()
    {
        RunTables tables;
        tables.show(m_run);
        QVERIFY(finished(tables));
        tables.compute(Part::stability);
        tables.compute(Part::settings);
        QVERIFY(finished(tables));
        for (const std::string_view name : analysis::paperTableNames) {
            const auto data = tables.table(std::string(name));
            QVERIFY2(data, std::string(name).c_str());
            QVERIFY(models::tableName(std::string(name)) != QString::fromStdString(std::string(name)));
            for (std::size_t column = 0; column < data->table.columns.size(); ++column)
                QVERIFY2(!models::columnHelp(data->table, column).isEmpty(),
                    (data->table.name + ": " + data->table.columns[column]).c_str());
        }
        const auto& second = tables.table("2026-table-1")->table;
        QCOMPARE(models::columnTitle(second, 11), "published: recall");
        QCOMPARE(models::sentence({ "%1 of %2 clusterings", { "1250", "0.5" } }), "1,250 of 0.5 clusterings");
    }

    void theTablesAreThoseOfTheEngineAndComeInParts()
    {
        RunTables tables;
        QSignalSpy changed(&tables, &RunTables::changed);
        tables.show(m_run);
        QVERIFY(tables.work().isRunning());
        QVERIFY(tables.isComputing(Part::plain));
        QTRY_VERIFY_WITH_TIMEOUT(tables.table("clusters"), 60000);
        QVERIFY(finished(tables));
        // What takes minutes was not asked for.
        QVERIFY(!tables.table("stability") && !tables.table("settings"));
        QVERIFY(tables.seconds(Part::stability) > 0 && tables.seconds(Part::settings) > 0);

        const auto results = analysis::runResults(
            store::RunFolder::open(path("a.polca").toStdString(), store::RunFolder::Access::read));
        analysis::TableOptions options;
        options.chance.seed = static_cast<std::uint64_t>(results.recipe.seed);
        options.stability = true;
        const auto expected = analysis::paperTables(results, {}, options);
        tables.compute(Part::stability);
        QVERIFY(tables.isComputing(Part::stability));
        QVERIFY(finished(tables));
        for (const Table& table : expected) {
            const auto data = tables.table(table.name);
            QVERIFY2(data, table.name.c_str());
            QCOMPARE(tableText(data->table, analysis::TableFormat::csv), tableText(table, analysis::TableFormat::csv));
        }
        const auto known = tables.table("clusters");
        tables.show(m_run); // the same again
        QVERIFY(!tables.work().isRunning());
        QCOMPARE(tables.table("clusters"), known);
    }

    void onesOwnLabelsAreInTheTableOfTokensAndNotCountedInThePapers()
    {
        auto tokens = std::make_shared<TokenTable>(*m_run->tokens);
        LabelColumn mine { "mine", { "not mine", "mine" }, std::vector<std::int32_t>(tokens->count(), 0), 0 };
        mine.values[7] = 1;
        tokens->labels.push_back(mine);
        auto labelled = std::make_shared<models::RunSnapshot>(*m_run);
        labelled->tokens = tokens;
        RunTables tables;
        tables.show(m_run);
        QVERIFY(finished(tables));
        QCOMPARE(tables.uncountedLabels("chance"), QString());
        const auto before = tables.table("tokens");
        tables.show(labelled);
        QVERIFY(!tables.work().isRunning()); // what takes long is kept
        QTRY_VERIFY(tables.table("tokens") != before);
        const Table& table = tables.table("tokens")->table;
        const auto at = std::find(table.columns.begin(), table.columns.end(), "mine") - table.columns.begin();
        QCOMPARE(table.columns[std::size_t(at) + 1], std::string("true change"));
        for (std::size_t row = 0; row < table.rows.size(); ++row) {
            QCOMPARE(table.rows[row][std::size_t(at)], std::string(row == 7 ? "mine" : "not mine"));
            auto rest = table.rows[row];
            rest.erase(rest.begin() + at);
            QVERIFY(rest == before->table.rows[row]);
        }
        QCOMPARE(tables.uncountedLabels("chance"), "mine");
        QCOMPARE(tables.uncountedLabels("tokens"), QString());
        tables.show(m_run);
        QCOMPARE(tables.table("tokens"), before);
    }

    void whatWasAskedForIsCancelledAndAnotherRunEndsAll()
    {
        RunTables tables;
        tables.show(m_run);
        tables.compute(Part::settings); // not before there is anything
        QVERIFY(!tables.isWanted(Part::settings));
        QVERIFY(finished(tables));
        tables.compute(Part::settings);
        QVERIFY(tables.isWanted(Part::settings));
        tables.cancel();
        QVERIFY(!tables.isWanted(Part::settings) && !tables.work().isRunning());
        QVERIFY(tables.table("clusters"));
        tables.compute(Part::settings);
        tables.show(nullptr);
        QVERIFY(!tables.work().isRunning());
        QVERIFY(!tables.table("clusters"));
        QTest::qWait(50);
        QVERIFY(!tables.table("settings"));
    }

    void aRunThatHasGrownIsComputedAnew()
    {
        auto fewer = std::make_shared<models::RunSnapshot>(*m_run);
        fewer->clusterings.erase(fewer->clusterings.begin());
        RunTables tables;
        tables.show(fewer);
        QVERIFY(finished(tables));
        const auto before = tables.table("chance");
        QVERIFY(before);
        tables.show(m_run);
        QVERIFY(tables.isComputing(Part::plain));
        QCOMPARE(tables.table("chance"), before); // until there is more
        QVERIFY(!tables.table("held-out"));
        QVERIFY(finished(tables));
        QVERIFY(tables.table("chance") != before);
        QVERIFY(tables.table("held-out"));
    }

    void aRunWithoutClusteringsSaysWhatIsMissing()
    {
        support::writeSyntheticRun(path("b.polca").toStdString(), { .examples = 20, .finished = false });
        auto run = std::make_shared<models::RunSnapshot>(*models::readRun(path("b.polca")));
        RunTables tables;
        tables.show(run);
        QVERIFY(!tables.work().isRunning());
        QVERIFY(tables.missing().contains("no clusterings yet"));
        run->busy = true;
        QVERIFY(tables.missing().contains("at work"));
        // What cannot be read any more is told, and not tried for ever.
        auto gone = std::make_shared<models::RunSnapshot>(*m_run);
        gone->path = path("gone.polca");
        tables.show(gone);
        QVERIFY(finished(tables));
        QVERIFY(tables.missing().contains("gone.polca"));
        QVERIFY(!tables.table("chance"));
    }

    /// What the window promises; printed rather than held to the millisecond.
    void manyRowsAreSortedInAnInstant()
    {
        Table table { "tokens", "title", { "token", "text", "number" }, {}, {}, true };
        for (int row = 0; row < 100000; ++row)
            table.rows.push_back({ std::to_string(row), std::to_string(row * 7919 % 100003) + "x", std::to_string(std::sin(row)) });
        table.names = { 1 };
        QElapsedTimer timer;
        timer.start();
        const auto data = std::make_shared<const PaperTableData>(std::move(table));
        const auto prepared = timer.restart();
        PaperTableModel model;
        model.setData(data);
        const auto set = timer.restart();
        model.sort(2, Qt::DescendingOrder);
        const auto numbers = timer.restart();
        model.sort(1, Qt::AscendingOrder);
        const auto texts = timer.restart();
        const auto copy = tableText(model.excerpt({}), analysis::TableFormat::tsv);
        qInfo("100,000 rows: prepared in %lld ms, set %lld ms, sorted by number %lld ms, by text %lld ms, copied %lld ms", prepared,
            set, numbers, texts, timer.elapsed());
        QVERIFY(numbers < 500 && texts < 500);
        QCOMPARE(model.index(0, 1).data().toString(), "0x");
    }
};

QTEST_GUILESS_MAIN(tst_paper_tables)
#include "tst_paper_tables.moc"
