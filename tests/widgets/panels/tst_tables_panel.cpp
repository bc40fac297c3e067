#include "tests/support/synthetic_run.h"
#include "widgets/panels/tables_panel.h"

#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>
#include <QToolButton>
#include <QTreeView>

using namespace polcascope;
using analysis::RowSubject;
using models::PaperTableModel;
using models::RunView;
using panels::TablesPanel;
using store::Decomposition;
using store::Quantity;
using store::Rules;

class tst_tables_panel : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    models::RunSnapshotPointer m_run;
    std::unique_ptr<RunView> m_view;
    std::unique_ptr<models::ClusterSelection> m_selection;
    std::unique_ptr<TablesPanel> m_panel;

    template <typename Widget> [[nodiscard]] Widget* child(const char* name) const { return m_panel->findChild<Widget*>(name); }
    [[nodiscard]] QTreeView* table() const { return child<QTreeView>("paperTable"); }
    [[nodiscard]] const PaperTableModel& model() const { return *qobject_cast<PaperTableModel*>(table()->model()); }
    [[nodiscard]] const models::PaperTableData& data() const { return *model().data(); }

    [[nodiscard]] bool settled() const
    {
        return QTest::qWaitFor(
            [&] {
                return !m_panel->tables().work().isRunning() && m_view->data() && !m_view->isComputing() &&
                    !m_view->isOutOfDate();
            },
            60000);
    }
    /// By the keyboard, as a person would.
    void show(const char* name) const
    {
        auto* list = child<QComboBox>("tableList");
        list->setFocus();
        const int wanted = list->findData(name);
        QVERIFY(wanted >= 0);
        QTest::keyClick(list, Qt::Key_Home);
        while (list->currentIndex() < wanted)
            QTest::keyClick(list, Qt::Key_Down);
    }
    void click(int row, Qt::KeyboardModifiers modifiers = {}) const
    {
        const QModelIndex index = model().index(row, 0);
        table()->scrollTo(index);
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, modifiers, table()->visualRect(index).center());
    }
    [[nodiscard]] int rowOf(RowSubject::Kind kind, int after = 0) const
    {
        for (int row = after; row < model().rowCount(); ++row)
            if (data().subject(model().tableRow(row)).kind == kind)
                return row;
        return -1;
    }
    [[nodiscard]] const RowSubject& subject(int row) const { return data().subject(model().tableRow(row)); }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English));
        support::writeSyntheticRun(m_folder.filePath("a.polca").toStdString(), { .examples = 60, .vectors = 3 });
        m_run = models::readRun(m_folder.filePath("a.polca"));
    }

    void init()
    {
        m_view = std::make_unique<RunView>();
        m_selection = std::make_unique<models::ClusterSelection>();
        m_panel = std::make_unique<TablesPanel>(m_view.get(), m_selection.get());
        m_panel->resize(900, 400);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
        m_view->setRun(m_run);
        m_view->setChoice({ Rules::y2024, Quantity::loss, Decomposition::trapezoid, 0, 3 });
        m_panel->showRun(m_run);
        QVERIFY(settled());
    }

    void cleanup()
    {
        m_panel.reset();
        m_selection.reset();
        m_view.reset();
    }

    void theFirstTableIsOfTheDecompositionShown()
    {
        QCOMPARE(child<QComboBox>("tableList")->currentData().toString(), QStringLiteral("2024-table-1-trapezoid"));
        show("clusters");
        m_panel->hide();
        m_panel->show();
        m_panel->showRun(m_run);
        QCOMPARE(child<QComboBox>("tableList")->currentData().toString(), QStringLiteral("clusters")); // a choice stays
    }

    void aRowOfAClusterLeadsToIt()
    {
        show("clusters");
        QVERIFY(model().rowCount() > 3);
        const int row = model().rowCount() - 1;
        const RowSubject wanted = subject(row);
        click(row);
        QVERIFY(settled());
        QCOMPARE(m_view->choice().key(), wanted.key);
        QCOMPARE(m_selection->selected(), QSet<int>({ wanted.index }));
        QVERIFY(model().index(row, 0).data(Qt::FontRole).isValid()); // and says that it is shown
        // By the keyboard, wherever sorting has put it.
        QTest::mouseClick(table()->header()->viewport(), Qt::LeftButton, {},
            QPoint(table()->header()->sectionViewportPosition(6) + 5, table()->header()->height() / 2));
        const RowSubject other = subject(0);
        table()->setFocus();
        table()->setCurrentIndex(model().index(0, 0));
        QTest::keyClick(table(), Qt::Key_Return);
        QVERIFY(settled());
        QCOMPARE(m_view->choice().key(), other.key);
        QCOMPARE(m_selection->current(), other.index);
    }

    void aRowOfAMethodLeadsToItsBestCluster()
    {
        show("2024-table-1-trapezoid");
        const RowSubject wanted = subject(4);
        QCOMPARE(wanted.kind, RowSubject::Kind::clustering);
        click(4);
        QVERIFY(settled());
        QCOMPARE(m_view->choice().key(), wanted.key);
        QCOMPARE(m_view->choice().output, 4);
    }

    void aRowOfAVectorLooksAtIt()
    {
        show("vectors");
        click(2);
        QCOMPARE(m_view->choice().vector, 2);
        QCOMPARE(m_view->choice().quantity, Quantity::loss); // what is clustered stays
    }

    void aRowOfATokenSelectsIt()
    {
        show("tokens");
        QCOMPARE(model().rowCount(), int(m_run->tokens->count()));
        click(5);
        QCOMPARE(m_selection->primaryToken(), 5);
    }

    void aRowOfNothingDoesNothingAndDoesNotPretend()
    {
        show("breakthroughs");
        QVERIFY(model().rowCount() > 0);
        const auto before = m_view->choice();
        QVERIFY(!model().index(0, 0).data(PaperTableModel::subjectRole).toBool());
        QTest::mouseMove(table()->viewport(), table()->visualRect(model().index(0, 0)).center());
        QVERIFY(table()->viewport()->cursor().shape() == Qt::ArrowCursor);
        click(0);
        table()->setFocus();
        QTest::keyClick(table(), Qt::Key_Return);
        QCOMPARE(m_view->choice(), before);
        QVERIFY(m_selection->selected().isEmpty());
        show("2024-table-5");
        const int published = rowOf(RowSubject::Kind::published);
        QVERIFY(published >= 0);
        click(published);
        QCOMPARE(m_view->choice(), before);
    }

    void rowsArePickedWithKeysAndCopiedWithoutTheLocale()
    {
        QLocale::setDefault(QLocale(QLocale::German));
        show("vectors");
        const auto before = m_view->choice();
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, Qt::ControlModifier, table()->visualRect(model().index(0, 0)).center());
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, Qt::ControlModifier, table()->visualRect(model().index(2, 0)).center());
        QCOMPARE(m_view->choice(), before);
        QVERIFY(model().index(0, 6).data().toString().contains(','));
        QTest::keyClick(table(), Qt::Key_C, Qt::ControlModifier);
        const QStringList lines = QGuiApplication::clipboard()->text().split('\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines[0].startsWith("vector\tfound at step\t"));
        QCOMPARE(lines[2].split('\t')[6].toStdString(), data().table.rows[2][6]);
        table()->clearSelection();
        QTest::mouseClick(child<QToolButton>("copyTable"), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text().count('\n'), 4);
        QLocale::setDefault(QLocale(QLocale::English));
    }

    void headersSortAndTheThirdClickPutsBack()
    {
        show("clusters");
        auto* header = table()->header();
        const auto click = [&] {
            QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                QPoint(header->sectionViewportPosition(6) + 5, header->height() / 2));
        };
        const auto sizes = [&] {
            std::vector<int> found;
            for (int row = 0; row < model().rowCount(); ++row)
                found.push_back(std::stoi(data().table.rows[std::size_t(model().tableRow(row))][6]));
            return found;
        };
        const auto own = sizes();
        click();
        QVERIFY(std::ranges::is_sorted(sizes()));
        click();
        QVERIFY(std::ranges::is_sorted(sizes(), std::ranges::greater()));
        click();
        QVERIFY(sizes() == own);
        QVERIFY(!header->model()->headerData(6, Qt::Horizontal, Qt::ToolTipRole).toString().isEmpty());
    }

    void whatTakesMinutesIsOfferedAndComputedWhenAskedFor()
    {
        show("stability");
        QVERIFY(!table()->isVisible());
        auto* message = child<QLabel>("tableMessage");
        auto* compute = child<QPushButton>("computeTable");
        QVERIFY(message->isVisible() && compute->isVisible());
        QVERIFY2(message->text().contains("Takes about"), qPrintable(message->text()));
        QTest::mouseClick(compute, Qt::LeftButton);
        QVERIFY(!compute->isVisible());
        QVERIFY(child<QToolButton>("cancelTables")->isVisible());
        QVERIFY(settled());
        QVERIFY(table()->isVisible());
        QVERIFY(model().rowCount() > 0);
        QVERIFY(!child<QToolButton>("cancelTables")->isVisible());
        show("settings");
        QTest::mouseClick(compute, Qt::LeftButton);
        QTest::mouseClick(child<QToolButton>("cancelTables"), Qt::LeftButton);
        QVERIFY(compute->isVisible());
        QVERIFY(!m_panel->tables().work().isRunning());
    }

    void notesStandBelowAndTablesWithoutRowsAreSentences()
    {
        show("chance");
        auto* notes = child<QTextBrowser>("tableNotes");
        QVERIFY(notes->isVisible());
        QVERIFY(notes->toPlainText().contains("beyond chance:"));
        QVERIFY(child<QLabel>("tableTitle")->text().startsWith("The best carry homogeneity"));
        show("held-out");
        QVERIFY(!table()->isVisible());
        QVERIFY(child<QLabel>("tableMessage")->text().contains("trajectories.heldout_examples"));
        QVERIFY(!child<QPushButton>("computeTable")->isVisible());
    }

    void savedTablesAreTheEnginesOwn()
    {
        show("chance");
        QSignalSpy saved(m_panel.get(), &TablesPanel::saved), failed(m_panel.get(), &TablesPanel::failed);
        for (const auto& [name, format] : { std::pair("chance.csv", analysis::TableFormat::csv),
                 std::pair("chance.md", analysis::TableFormat::markdown) }) {
            m_panel->save(m_folder.filePath(name));
            QVERIFY(saved.wait(5000));
            QFile file(m_folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QCOMPARE(file.readAll().toStdString(), tableText(data().table, format));
        }
        m_panel->save(m_folder.filePath("no/such/folder.csv"));
        QVERIFY(failed.wait(5000));
        QVERIFY2(failed.first().first().toString().contains("folder.csv"), qPrintable(failed.first().first().toString()));
    }

    void withoutARunThereIsASentence()
    {
        m_panel->showRun(nullptr);
        QVERIFY(!table()->isVisible());
        QVERIFY(!child<QLabel>("tableMessage")->text().isEmpty());
        QVERIFY(!child<QToolButton>("copyTable")->isEnabled() && !child<QToolButton>("saveTable")->isEnabled());
    }
};

QTEST_MAIN(tst_tables_panel)
#include "tst_tables_panel.moc"
