#include "tests/support/synthetic_run.h"
#include "widgets/panels/overview_panel.h"
#include "widgets/views/overview_plot.h"

#include <QComboBox>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

using namespace polcascope;
using models::RunView;
using panels::OverviewPanel;
using store::Decomposition;
using store::Quantity;
using store::Rules;

class tst_overview_panel : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    models::RunSnapshotPointer m_run;
    std::unique_ptr<RunView> m_view;
    std::unique_ptr<models::ClusterSelection> m_selection;
    std::unique_ptr<OverviewPanel> m_panel;

    [[nodiscard]] views::OverviewPlot* plot() const
    {
        return m_panel->findChild<views::OverviewPlot*>("overviewPlot");
    }
    [[nodiscard]] const models::OverviewData& data() const { return *m_panel->overview().data(); }
    [[nodiscard]] bool counted() const
    {
        return QTest::qWaitFor(
            [&] {
                return m_panel->overview().data() && !m_panel->overview().work().isRunning() && m_view->data() &&
                    !m_view->isComputing() && !m_view->isOutOfDate();
            },
            20000);
    }
    /// A cell with clusters that count.
    [[nodiscard]] std::pair<int, int> cell(int after = 0) const
    {
        for (int row = after; row < int(data().rows.size()); ++row)
            for (int column = 0; column < int(data().outputs.size()); ++column)
                if (data().cell(row, column).cluster >= 0)
                    return { row, column };
        return { -1, -1 };
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English));
        support::writeSyntheticRun(m_folder.filePath("a.polca").toStdString());
        m_run = models::readRun(m_folder.filePath("a.polca"));
    }

    void init()
    {
        m_view = std::make_unique<RunView>();
        m_selection = std::make_unique<models::ClusterSelection>();
        m_panel = std::make_unique<OverviewPanel>(m_view.get(), m_selection.get());
        m_panel->resize(800, 300);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
        m_view->setRun(m_run);
        m_view->setChoice({ Rules::y2024, Quantity::loss, Decomposition::trapezoid, 0, 3 });
        m_panel->showRun(m_run);
        QVERIFY(counted());
    }

    void cleanup()
    {
        m_panel.reset();
        m_selection.reset();
        m_view.reset();
    }

    void aClickLooksAtTheClusteringAndItsBestCluster()
    {
        const auto [row, column] = cell(4);
        QVERIFY(row >= 0);
        QTest::mouseClick(plot(), Qt::LeftButton, {}, plot()->cellRect(row, column).center().toPoint());
        QVERIFY(counted());
        QCOMPARE(m_view->choice().key(), data().key(row, column));
        const int best = data().cell(row, column).cluster;
        QCOMPARE(m_selection->selected(), QSet<int>({ best }));
        QCOMPARE(m_selection->current(), best);
        // Again, while it is there already.
        m_selection->clear();
        QTest::mouseClick(plot(), Qt::LeftButton, {}, plot()->cellRect(row, column).center().toPoint());
        QCOMPARE(m_selection->selected(), QSet<int>({ best }));
    }

    void withOtherParametersTheClusterWithItsTokensIsSelected()
    {
        const auto [row, column] = cell(4);
        const auto key = data().key(row, column);
        auto choice = m_view->choice();
        choice.setKey(key);
        m_view->setChoice(choice);
        auto parameters = m_view->parameters();
        parameters.minimumClusterSize = 2;
        m_view->setParameters(parameters);
        QVERIFY(counted());
        QTest::mouseClick(plot(), Qt::LeftButton, {}, plot()->cellRect(row, column).center().toPoint());
        QVERIFY(counted());
        QCOMPARE(m_selection->selected().size(), 1);
    }

    void theRulesOfTheChoiceAreShown()
    {
        m_view->setChoice({ Rules::y2026, Quantity::loss, Decomposition::firstOrder, 0, -1 });
        QVERIFY(counted());
        QCOMPARE(data().request.rules, Rules::y2026);
        QCOMPARE(data().request.decomposition, Decomposition::firstOrder);
        QCOMPARE(data().outputs.size(), std::size_t(1));
    }

    void anotherLabelIsCounted()
    {
        auto* label = m_panel->findChild<QComboBox*>("overviewLabel");
        label->setFocus();
        QTest::keyClick(label, Qt::Key_Down);
        QVERIFY(counted());
        QCOMPARE(data().request.label.name(), label->currentText());
        QVERIFY(!data().request.label.middle);
    }

    void theTableIsTheSameAndEnterChooses()
    {
        QTest::keyClick(plot(), Qt::Key_F8);
        auto* table = m_panel->findChild<QTreeView*>("overviewTable");
        QVERIFY(table->isVisible());
        QCOMPARE(table->model()->rowCount(), int(data().cells.size()));
        const QModelIndex best = table->model()->index(0, 0); // sorted by share
        table->setCurrentIndex(best);
        QTest::keyClick(table, Qt::Key_Return);
        QVERIFY(counted());
        QCOMPARE(m_selection->selected().size(), 1);
        QVERIFY(m_view->choice().key() != (store::ClusteringKey { .output = 3 }));
    }
};

QTEST_MAIN(tst_overview_panel)
#include "tst_overview_panel.moc"
