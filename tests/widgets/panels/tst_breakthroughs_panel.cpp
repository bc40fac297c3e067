#include "tests/support/synthetic_run.h"
#include "widgets/panels/breakthroughs_panel.h"
#include "widgets/views/breakthroughs_plot.h"

#include <QApplication>
#include <QClipboard>
#include <QMouseEvent>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace polcascope;
using models::RunView;
using panels::BreakthroughsPanel;
using store::Decomposition;
using store::Quantity;
using store::Rules;

class tst_breakthroughs_panel : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    models::RunSnapshotPointer m_run;
    models::RunSnapshotPointer m_half; ///< not finished
    std::unique_ptr<RunView> m_view;
    std::unique_ptr<models::ClusterSelection> m_selection;
    models::PlotAxes m_axes;
    std::unique_ptr<BreakthroughsPanel> m_panel;

    [[nodiscard]] views::BreakthroughsPlot* plot() const
    {
        return m_panel->findChild<views::BreakthroughsPlot*>("breakthroughsPlot");
    }
    [[nodiscard]] const models::BreakthroughsData& data() const { return *m_panel->breakthroughs().data(); }
    [[nodiscard]] bool settled() const
    {
        return QTest::qWaitFor(
            [&] {
                return m_panel->breakthroughs().data() && !m_panel->breakthroughs().work().isRunning() &&
                    m_view->data() && !m_view->isComputing() && !m_view->isOutOfDate();
            },
            30000);
    }
    [[nodiscard]] int firstLine() const { return models::sortedRows(data(), plot()->order()).front(); }
    void move(const QPointF& at) const
    {
        QMouseEvent move(QEvent::MouseMove, at, plot()->viewport()->mapToGlobal(at), Qt::NoButton, Qt::NoButton, {});
        QApplication::sendEvent(plot()->viewport(), &move);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English));
        support::SyntheticRunOptions options;
        options.checkpoints = 40;
        support::writeSyntheticRun(m_folder.filePath("a.polca").toStdString(), options);
        m_run = models::readRun(m_folder.filePath("a.polca"));
        options.finished = false;
        support::writeSyntheticRun(m_folder.filePath("b.polca").toStdString(), options);
        m_half = models::readRun(m_folder.filePath("b.polca"));
    }

    void init()
    {
        m_view = std::make_unique<RunView>();
        m_selection = std::make_unique<models::ClusterSelection>();
        m_panel = std::make_unique<BreakthroughsPanel>(m_view.get(), m_selection.get(), &m_axes);
        m_panel->resize(800, 300);
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

    void aClickLooksAtTheCluster()
    {
        QCOMPARE(data().request.distance, models::defaultDistance(m_run->trajectories->steps()));
        const auto& row = data().rows[std::size_t(firstLine())];
        QVERIFY(row.breaks());
        QTest::mouseClick(plot()->viewport(), Qt::LeftButton, {}, plot()->markOf(firstLine()).toPoint());
        QVERIFY(settled());
        QCOMPARE(m_view->choice().key(), row.key);
        QCOMPARE(m_selection->selected(), QSet<int>({ row.cluster }));
    }

    void theCursorsAAndBAreThoseOfAllStepAxes()
    {
        const auto at = QPointF(plot()->pixelOf(data().steps[20]), plot()->viewport()->height() / 2.0);
        move(at);
        QTest::keyClick(plot(), Qt::Key_B);
        QCOMPARE(m_axes.marks(), (models::StepMarks { std::nullopt, data().steps[20] }));
        m_axes.setMarks({ data().steps[5], std::nullopt });
        QCOMPARE(plot()->marks(), m_axes.marks());
        QTest::keyClick(plot(), Qt::Key_B);
        QCOMPARE(m_axes.marks(), (models::StepMarks { data().steps[5], data().steps[20] }));
        const QImage with = plot()->viewport()->grab().toImage();
        m_axes.setMarks({});
        QVERIFY(plot()->viewport()->grab().toImage() != with);
    }

    void theKeysWalkAndScroll()
    {
        plot()->setFocus();
        QSignalSpy chosen(plot(), &views::BreakthroughsPlot::chosen);
        QTest::keyClick(plot(), Qt::Key_Return);
        QVERIFY(chosen.isEmpty());
        QTest::keyClick(plot(), Qt::Key_End);
        QTest::keyClick(plot(), Qt::Key_Return);
        const auto order = models::sortedRows(data(), plot()->order());
        QCOMPARE(chosen.takeFirst()[0].toInt(), order.back());
        QCOMPARE(plot()->verticalScrollBar()->value(), plot()->verticalScrollBar()->maximum());
        QVERIFY(plot()->verticalScrollBar()->maximum() > 0);
        QTest::keyClick(plot(), Qt::Key_Up);
        QTest::keyClick(plot(), Qt::Key_Space);
        QCOMPARE(chosen.takeFirst()[0].toInt(), order[order.size() - 2]);
        QTest::keyClick(plot(), Qt::Key_Home);
        QCOMPARE(plot()->verticalScrollBar()->value(), 0);
        QTest::keyClick(plot(), Qt::Key_Escape);
        QTest::keyClick(plot(), Qt::Key_Return);
        QVERIFY(chosen.isEmpty());
    }

    void theCursorIsSharedBothWays()
    {
        const double step = data().steps[10];
        move({ plot()->pixelOf(step) + 1, plot()->viewport()->height() / 2.0 });
        QCOMPARE(m_selection->cursorStep(), step);
        const QImage there = plot()->grab().toImage();
        m_selection->setCursorStep(data().steps[30]);
        QVERIFY(plot()->grab().toImage() != there);
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(plot()->viewport(), &leave);
        QVERIFY(std::isnan(m_selection->cursorStep()));
        m_axes.setLogSteps(true);
        QVERIFY(plot()->pixelOf(data().steps[20]) > plot()->viewport()->width() / 2);
        move({ plot()->pixelOf(step), plot()->viewport()->height() / 2.0 });
        QCOMPARE(m_selection->cursorStep(), step);
    }

    void anotherOrderAndAnotherDistance()
    {
        const int first = firstLine();
        for (auto* button : m_panel->findChildren<QToolButton*>())
            if (button->text() == "Carry share")
                QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(plot()->order(), models::BreakthroughOrder::homogeneity);
        QVERIFY(data().rows[std::size_t(firstLine())].carryShare >= data().rows[std::size_t(first)].carryShare);
        auto* distance = m_panel->findChild<QSpinBox*>("breakDistance");
        distance->setFocus();
        QTest::keyClick(distance, Qt::Key_Up);
        QTRY_COMPARE(data().request.distance, distance->value());
        QVERIFY(settled());
    }

    void theDistanceGrowsWithTheRunUntilThePersonSetsOne()
    {
        auto* distance = m_panel->findChild<QSpinBox*>("breakDistance");
        auto shorter = std::make_shared<models::RunSnapshot>(*m_run);
        shorter->trajectories = m_half->trajectories;
        m_panel->showRun(shorter);
        const int before = distance->value();
        QCOMPARE(before, models::defaultDistance(m_half->trajectories->steps()));
        m_panel->showRun(m_run);
        QVERIFY(distance->value() > before);
        distance->setFocus();
        QTest::keyClick(distance, Qt::Key_Up);
        const int set = distance->value();
        m_panel->showRun(shorter);
        QCOMPARE(distance->value(), set);
        m_panel->showRun(nullptr);
    }

    void itIsATableAndWordsToo()
    {
        QVERIFY(plot()->accessibleDescription().contains("synchronous"));
        plot()->copyData();
        QCOMPARE(QApplication::clipboard()->text(), models::table(data()).text('\t'));
        QTest::keyClick(plot(), Qt::Key_F8);
        auto* table = m_panel->findChild<QTreeView*>("breakthroughsTable");
        QVERIFY(table->isVisible());
        QCOMPARE(table->model()->rowCount(), int(data().rows.size()));
        table->setCurrentIndex(table->model()->index(table->model()->rowCount() - 1, 0));
        QTest::keyClick(table, Qt::Key_Return);
        QVERIFY(settled());
        QCOMPARE(m_selection->selected().size(), 1);
    }

    void withoutClusteringsItSaysSo()
    {
        m_panel->showRun(nullptr);
        QTRY_VERIFY(!m_panel->breakthroughs().data());
        QVERIFY(plot()->accessibleDescription().contains("once a run is clustered"));
        plot()->grab();
    }
};

QTEST_MAIN(tst_breakthroughs_panel)
#include "tst_breakthroughs_panel.moc"
