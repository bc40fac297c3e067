#include "tests/app/window_test.h"
#include "tests/support/synthetic_run.h"
#include "widgets/panels/compare_panel.h"
#include "widgets/panels/figure_panel.h"
#include "widgets/theme/theme.h"
#include "widgets/views/curve_plot.h"
#include "widgets/views/label_bar_plot.h"
#include "widgets/views/trajectory_strips.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QDockWidget>
#include <QDoubleSpinBox>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QScreen>
#include <QSettings>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTimer>
#include <QToolButton>
#include <QTreeView>

using namespace polcascope;
using views::CurvePlot;

/// The window arranged for a task, and what is there only for one: figures, and what a run takes of the machine.
class WorkspacesTest : public support::WindowTest {
    Q_OBJECT

private:
    void openWindow()
    {
        showRun(path("a.polca"));
        m_window->activateWindow();
        QTRY_VERIFY(m_window->isActiveWindow());
    }

    [[nodiscard]] QSet<QString> panes() const
    {
        QSet<QString> shown;
        for (const auto* dock : m_window->findChildren<QDockWidget*>())
            if (!dock->isHidden())
                shown.insert(dock->objectName());
        return shown;
    }
    [[nodiscard]] QString tab() const { return m_window->findChild<QTabWidget*>()->currentWidget()->objectName(); }
    void key(Qt::Key key) const { QTest::keyClick(m_window.get(), key, Qt::ControlModifier); }
    [[nodiscard]] QImage preview() const { return the<QLabel>("figurePreview")->pixmap(Qt::ReturnByValue).toImage(); }
    [[nodiscard]] QString message() const { return the<QLabel>("figureMessage")->text(); }

    /// The figure, once it is drawn.
    [[nodiscard]] QImage drawn() const
    {
        QTest::qWait(150); // what is asked for is drawn together a moment later
        return preview();
    }

    void check(const QString& view, bool on = true) const
    {
        auto* list = the<QListWidget>("figureViews");
        for (int row = 0; row < list->count(); ++row)
            if (QListWidgetItem* item = list->item(row); item->data(Qt::UserRole) == view && (item->checkState() == Qt::Checked) != on) {
                list->setCurrentItem(item);
                list->setFocus();
                QTest::keyClick(list, Qt::Key_Space);
                QCOMPARE(item->checkState() == Qt::Checked, on);
            }
    }

private Q_SLOTS:
    void initTestCase() { support::writeSyntheticRun(path("a.polca").toStdString()); }

    void init()
    {
        QSettings().clear();
        QFile::remove(path("a.polca/session.json"));
    }
    void cleanup() { m_window.reset(); }

    void eachTaskHasItsPanesAndItsTab()
    {
        openWindow();
        QCOMPARE(m_window->workspaces().current(), Workspace::explore);
        const auto all = panes();
        QCOMPARE(all.size(), 12);
        QCOMPARE(tab(), "curvesTab");
        key(Qt::Key_1);
        QCOMPARE(m_window->workspaces().current(), Workspace::train);
        QCOMPARE(panes(), QSet<QString>({ "runsDock", "basisDock" }));
        QCOMPARE(tab(), "trainingTab");
        key(Qt::Key_3);
        QCOMPARE(panes(), QSet<QString>({ "runsDock", "basisDock", "clustersDock", "selectionDock" }));
        QCOMPARE(tab(), "compareTab");
        key(Qt::Key_4);
        QCOMPARE(tab(), "figureTab");
        key(Qt::Key_2);
        QCOMPARE(panes(), all);
        QCOMPARE(tab(), "curvesTab");
        // By the mouse, too, in the corner of the menu bar.
        for (auto* button : m_window->menuBar()->cornerWidget()->findChildren<QToolButton*>())
            if (button->text() == "Compare")
                QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(tab(), "compareTab");
    }

    void eachStaysAsItWasLeft()
    {
        openWindow();
        the<QDockWidget>("labelsDock")->close();
        m_window->findChild<QTabWidget*>()->setCurrentIndex(1);
        key(Qt::Key_3);
        the<QDockWidget>("contextsDock")->show();
        key(Qt::Key_2);
        QVERIFY(!panes().contains("labelsDock"));
        QCOMPARE(tab(), "stripsTab");
        key(Qt::Key_3);
        QVERIFY(panes().contains("contextsDock") && !panes().contains("labelsDock"));
        // In the next window, too, which begins where this one was left; and without having been closed in good order.
        QTest::qWait(800);
        const QSettings settings;
        QCOMPARE(settings.value("window/workspace").toString(), "compare");
        m_window->close();
        openWindow();
        QCOMPARE(m_window->workspaces().current(), Workspace::compare);
        QVERIFY(panes().contains("contextsDock"));
        key(Qt::Key_2);
        QVERIFY(!panes().contains("labelsDock"));
        QCOMPARE(tab(), "stripsTab");
        // Reset layout is for the present one only.
        for (auto* action : m_window->findChildren<QAction*>())
            if (action->text().contains("Reset layout"))
                action->trigger();
        QVERIFY(panes().contains("labelsDock"));
        QCOMPARE(tab(), "curvesTab");
        key(Qt::Key_3);
        QVERIFY(panes().contains("contextsDock"));
    }

    void aLayoutFromBeforeThereWereWorkspacesIsThatOfExploring()
    {
        const QSettings before(POLCASCOPE_TEST_DATA "/settings/one-layout.conf", QSettings::NativeFormat);
        QVERIFY(!before.value("window/layout").toByteArray().isEmpty());
        QSettings().setValue("window/layout", before.value("window/layout"));
        openWindow();
        QVERIFY(!panes().contains("labelsDock"));
        QCOMPARE(panes().size(), 10);
        key(Qt::Key_1);
        QCOMPARE(panes(), QSet<QString>({ "runsDock", "basisDock" }));
    }

    void aLayoutThatIsNoneIsNotTaken()
    {
        QSettings().setValue("window/layout", QByteArray("nonsense"));
        QSettings().setValue("window/workspace", "dance");
        openWindow();
        QCOMPARE(panes().size(), 12);
    }

    void whatIsPinnedStandsOnTheLeftAndWhatIsShownOnTheRight()
    {
        openWindow();
        key(Qt::Key_D);
        QCOMPARE(m_window->workspaces().current(), Workspace::compare);
        m_window->view().setChoice({ store::Rules::y2026, store::Quantity::lossChange, store::Decomposition::trapezoid, 0, -1 });
        QVERIFY(settled());
        const auto* left = the<CurvePlot>("pinnedPlot");
        const auto* right = the<CurvePlot>("shownPlot");
        QVERIFY(!left->data().isEmpty() && !right->data().isEmpty());
        QVERIFY(left->mapTo(m_window.get(), QPoint()).x() < right->mapTo(m_window.get(), QPoint()).x());
        QVERIFY(the<QLabel>("pinnedName")->text().startsWith("<b>A</b>"));
        QVERIFY(the<QLabel>("shownName")->text().startsWith("<b>B</b>"));
        QVERIFY(the<QLabel>("pinnedName")->text() != the<QLabel>("shownName")->text());
    }

    void aFigureIsSeenAtItsSizeOnPaperAndOnALightGround()
    {
        const QPalette before = QApplication::palette();
        QApplication::setPalette(theme::darkPalette());
        openWindow();
        key(Qt::Key_4);
        const QImage picture = drawn();
        QApplication::setPalette(before);
        const double dots = the<QLabel>("figurePreview")->screen()->physicalDotsPerInch();
        const double inch = dots >= 50 && dots <= 400 ? dots : the<QLabel>("figurePreview")->screen()->logicalDotsPerInch();
        QVERIFY(std::abs(picture.width() / picture.devicePixelRatio() - 85 / 25.4 * inch) < 2);
        QVERIFY(std::abs(picture.height() / picture.devicePixelRatio() - 55 / 25.4 * inch) < 2);
        QCOMPARE(picture.pixelColor(picture.width() - 2, 2), QColor(Qt::white));
        auto* presets = the<QComboBox>("figurePresets");
        presets->setFocus();
        QTest::keyClick(presets, Qt::Key_End);
        Q_EMIT presets->activated(presets->currentIndex());
        QCOMPARE(the<QDoubleSpinBox>("figureWidth")->value(), 180.0);
        QVERIFY(std::abs(drawn().width() / picture.devicePixelRatio() - 180 / 25.4 * inch) < 2);
        QCOMPARE(QSettings().value("figure/width").toDouble(), 180.0);
    }

    void theFigureFollowsSelectionNamesAndWhatIsLookedAt()
    {
        openWindow();
        key(Qt::Key_4);
        const QImage plain = drawn();
        m_window->selection().setSelected({ 1 }, 1);
        const QImage selected = drawn();
        QVERIFY(selected != plain);
        QTest::mouseClick(the<QCheckBox>("figureSelection"), Qt::LeftButton, {}, QPoint(8, the<QCheckBox>("figureSelection")->height() / 2));
        QCOMPARE(drawn(), plain);
        auto* clusters = the<QTreeView>("clusterTable");
        clusters->setFocus();
        clusters->setCurrentIndex(clusters->model()->index(0, 0));
        QTest::keyClick(clusters, Qt::Key_F2);
        auto* editor = clusters->viewport()->findChild<QLineEdit*>();
        QVERIFY(editor);
        QTest::keyClicks(editor, "named by hand");
        QTest::keyClick(editor, Qt::Key_Return);
        QVERIFY(settled());
        QVERIFY(drawn() != plain);
        const QImage linear = drawn();
        key(Qt::Key_L);
        QVERIFY(drawn() != linear); // the axes, too, are those on screen
        key(Qt::Key_L);
        // A view that is not seen elsewhere is kept up to date for the figure.
        check("lossPlot", false);
        check("splitPlot");
        QTRY_VERIFY(the<QPushButton>("exportFigure")->isEnabled());
        QVERIFY2(message().isEmpty(), qPrintable(message()));
        check("splitPlot", false);
        QVERIFY(!drawn().isNull() || message().contains("Choose"));
        QTRY_VERIFY(message().contains("Choose"));
        QVERIFY(!the<QPushButton>("exportFigure")->isEnabled());
    }

    void exportWritesWhatIsSeen()
    {
        openWindow();
        key(Qt::Key_4);
        check("labelBars");
        auto* letter = the<QLineEdit>("figureLetter");
        letter->setFocus();
        QTest::keyClicks(letter, "a");
        (void)drawn();
        auto* file = the<QLineEdit>("figurePath");
        auto* button = the<QPushButton>("exportFigure");
        const auto write = [&](const QString& to) {
            file->setFocus();
            file->selectAll();
            QTest::keyClicks(file, to);
            QTest::mouseClick(button, Qt::LeftButton);
        };
        // There is not room enough for one above the other.
        QVERIFY2(message().contains("85x55"), qPrintable(message()));
        QVERIFY(!button->isEnabled());
        the<QSpinBox>("figureColumns")->setFocus();
        QTest::keyClick(the<QSpinBox>("figureColumns"), Qt::Key_Up);
        the<QDoubleSpinBox>("figureWidth")->setValue(174);
        QTRY_VERIFY(button->isEnabled());
        // A place that cannot be written is said.
        write("/nowhere/figure");
        QVERIFY2(message().contains("/nowhere/figure"), qPrintable(message()));
        write(path("asked.pdf"));
        for (const char* name : { "asked.pdf", "asked.png", "asked-a.csv", "asked-b.csv", "asked.json" }) {
            QVERIFY2(QFileInfo::exists(path(name)), name);
            QVERIFY2(message().contains(name), qPrintable(message()));
        }
        QFile json(path("asked.json"));
        QVERIFY(json.open(QIODevice::ReadOnly));
        const auto description = QJsonDocument::fromJson(json.readAll()).object();
        QCOMPARE(description["plots"].toArray().size(), 2);
        QCOMPARE(description["plots"].toArray()[0].toObject()["origin"].toObject()["run"].toString(), path("a.polca"));
        // Which views they are is there again with the run.
        QTest::qWait(700);
        m_window->close();
        openWindow();
        QCOMPARE(m_window->findChild<panels::FigurePanel*>()->chosen(), QStringList({ "lossPlot", "labelBars" }));
        QCOMPARE(the<QLineEdit>("figureLetter")->text(), "a");
    }

    void aPlotsMenuLeadsToItsFigure()
    {
        openWindow();
        auto* plot = the<CurvePlot>("polcaPlot");
        QTimer::singleShot(100, this, [] {
            auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            QVERIFY(menu);
            for (QAction* action : menu->actions())
                if (action->text().remove('&').startsWith("Save figure")) {
                    menu->setActiveAction(action);
                    QTest::keyClick(menu, Qt::Key_Return);
                    return;
                }
            QFAIL("no such command");
        });
        QContextMenuEvent event(QContextMenuEvent::Mouse, QPoint(50, 50), plot->mapToGlobal(QPoint(50, 50)));
        QApplication::sendEvent(plot, &event);
        QTRY_COMPARE(m_window->workspaces().current(), Workspace::figure);
        QCOMPARE(m_window->findChild<panels::FigurePanel*>()->chosen(), QStringList { "polcaPlot" });
        QTRY_VERIFY(the<QLineEdit>("figurePath")->text().contains("polca"));
        // So does a strip of one vector, which goes on following the clusters when it is not seen.
        m_window->findChild<QTabWidget*>()->setCurrentIndex(1);
        auto* strips = the<views::TrajectoryStrips>("strips");
        QTRY_VERIFY(strips->plot(0) && !strips->plot(0)->data().isEmpty());
        Q_EMIT strips->figureRequested(0);
        QCOMPARE(tab(), "figureTab");
        QTRY_VERIFY(the<QPushButton>("exportFigure")->isEnabled());
        m_window->view().setChoice({ store::Rules::y2026, store::Quantity::lossChange, store::Decomposition::trapezoid, 0, -1 });
        QVERIFY(settled());
        QTRY_VERIFY(the<QPushButton>("exportFigure")->isEnabled());
    }

    void whatAnEngineTakesIsSeenWhileItTrains()
    {
        if (QStandardPaths::findExecutable("python3").isEmpty())
            QSKIP("the engine that stands in for the real one needs python3");
        qputenv("POLCASCOPE_ENGINE", POLCASCOPE_TEST_DATA "/fake_engine/polcascope-engine");
        qputenv("FAKE_ENGINE", "wait");
        support::writeSyntheticRun(path("half.polca").toStdString(), { .finished = false });
        openWindow();
        m_window->openRun(path("half.polca"));
        QTRY_COMPARE(m_window->windowTitle(), "half - Polcascope");
        key(Qt::Key_1);
        const auto text = [this](const char* tile) { return the<QLabel>(tile)->text(); };
        QVERIFY(text("memoryTile").contains("no engine"));
        QTRY_VERIFY(text("diskTile").contains("free"));
        m_window->resumeRun(path("half.polca"));
        QTRY_VERIFY_WITH_TIMEOUT(text("processorTile").contains("busy"), 10000);
        QVERIFY2(text("memoryTile").contains("MB of"), qPrintable(text("memoryTile")));
        QTRY_VERIFY2(text("progressTile").contains("a second"), qPrintable(text("progressTile")));
        QVERIFY2(text("progressTile").contains("left"), qPrintable(text("progressTile")));
        m_window->runs().activeJobs().first()->stop();
        QTRY_VERIFY_WITH_TIMEOUT(text("memoryTile").contains("no engine"), 10000);
    }
};

QTEST_MAIN(WorkspacesTest)
#include "tst_workspaces.moc"
