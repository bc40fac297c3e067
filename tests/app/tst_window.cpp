#include "tests/app/window_test.h"
#include "tests/support/synthetic_run.h"
#include "widgets/jobs/places.h"
#include "widgets/models/cluster_model.h"
#include "widgets/models/context_model.h"
#include "widgets/panels/basis_details_panel.h"
#include "widgets/panels/breakthroughs_panel.h"
#include "widgets/panels/compare_panel.h"
#include "widgets/panels/explained_line.h"
#include "widgets/panels/label_curves_panel.h"
#include "widgets/panels/overview_panel.h"
#include "widgets/panels/parameter_map_panel.h"
#include "widgets/panels/selection_panel.h"
#include "widgets/panels/token_map_panel.h"
#include "widgets/views/comparison_plot.h"
#include "widgets/views/condensed_tree_plot.h"
#include "widgets/views/curve_plot.h"
#include "widgets/views/label_bar_plot.h"
#include "widgets/views/overview_plot.h"
#include "widgets/views/parameter_map_plot.h"
#include "widgets/views/trajectory_strips.h"
#include "widgets/views/vector_grid_plot.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QDockWidget>
#include <QDropEvent>
#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QSettings>
#include <QSpinBox>
#include <QStatusBar>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTimer>
#include <QToolBar>
#include <QToolButton>
#include <QTreeView>

#include <csignal>

using namespace polcascope;
using models::ClusterModel;
using views::CurvePlot;
using views::LabelBarPlot;

class tst_window : public support::WindowTest {
    Q_OBJECT

private:
    [[nodiscard]] CurvePlot* plot(const char* name) const { return m_window->findChild<CurvePlot*>(name); }
    [[nodiscard]] LabelBarPlot* bars() const { return m_window->findChild<LabelBarPlot*>("labelBars"); }
    [[nodiscard]] QTreeView* table(const char* name) const { return m_window->findChild<QTreeView*>(name); }
    [[nodiscard]] const models::RunView& view() const { return m_window->view(); }

    /// Opens the finished run with two clusters and more on screen.
    void openWindow(const QString& run = QStringLiteral("a.polca"))
    {
        QFile::remove(path(run) + "/session.json"); // what another test set
        showRun(path(run));
    }

    [[nodiscard]] QModelIndex clusterRow(int cluster) const
    {
        const auto* model = table("clusterTable")->model();
        for (int row = 0; row < model->rowCount(); ++row)
            if (model->index(row, 0).data(ClusterModel::idRole).toInt() == cluster)
                return model->index(row, 0);
        return {};
    }

    void clickCluster(int cluster, Qt::KeyboardModifiers modifiers = {}) const
    {
        QTreeView* clusters = table("clusterTable");
        QTest::mouseClick(clusters->viewport(), Qt::LeftButton, modifiers,
            clusters->visualRect(clusterRow(cluster)).center());
    }

    /// QTest::mouseMove moves the pointer of a screen on which this window does not fit.
    static void moveMouse(QWidget* widget, const QPoint& at)
    {
        QMouseEvent move(QEvent::MouseMove, at, widget->mapToGlobal(at), Qt::NoButton, Qt::NoButton, {});
        QApplication::sendEvent(widget, &move);
    }

    /// The sentence of the message box that is open, which is closed.
    [[nodiscard]] QString message() const
    {
        QMessageBox* box = nullptr;
        if (!QTest::qWaitFor([&] { return (box = m_window->findChild<QMessageBox*>()) != nullptr; }, 10000))
            return {};
        const QString text = box->text();
        delete box;
        return text;
    }

    void press(const QString& text) const
    {
        for (auto* button : m_window->findChildren<QToolButton*>())
            if (button->text() == text && button->isVisible())
                return QTest::mouseClick(button, Qt::LeftButton);
        QFAIL(qPrintable("no button " + text));
    }

private Q_SLOTS:
    void initTestCase()
    {
        support::SyntheticRunOptions options;
        support::writeSyntheticRun(path("a.polca").toStdString(), options);
        options.finished = false;
        support::writeSyntheticRun(path("b.polca").toStdString(), options);
    }

    void cleanup() { m_window.reset(); }

    void aFreshWindowShowsTheStartPage()
    {
        MainWindow window;
        window.show();
        QCOMPARE(window.windowTitle(), "Polcascope");
        QVERIFY(window.findChild<QAbstractButton*>("demoButton")->isVisible());
        QVERIFY(
            !window.findChild<QAbstractButton*>("sampleButton")->isVisible() || !jobs::sampleRun().isEmpty());
        for (const auto* dock : window.findChildren<QDockWidget*>())
            QVERIFY(!dock->isVisible());
    }

    void aRunOpensWithEveryViewFilled()
    {
        openWindow();
        QCOMPARE(m_window->windowTitle(), "a - Polcascope");
        for (const char* name : { "lossPlot", "polcaPlot", "projectedPlot" }) {
            QVERIFY2(plot(name)->isVisible(), name);
            QVERIFY2(!plot(name)->data().isEmpty(), name);
        }
        QVERIFY(!bars()->data().isEmpty());
        QVERIFY(table("clusterTable")->model()->rowCount() >= 2);
        QTRY_VERIFY(table("contextTable")->model()->rowCount() > 0);
        QCOMPARE(table("basisTable")->model()->rowCount(), int(view().run()->basis.size()));
        const auto* explained = m_window->findChild<panels::ExplainedLine*>();
        QTRY_VERIFY(explained->text().contains("remainder"));
        QVERIFY(jobs::recentRuns().contains(path("a.polca")));
    }

    void aClickInTheListSelectsTheClusterEverywhere()
    {
        openWindow();
        clickCluster(1);
        QCOMPARE(m_window->selection().selected(), QSet<int> { 1 });
        QTRY_VERIFY(table("contextTable")->model()->rowCount() > 0);
        QTRY_COMPARE(
            view().data()->clustering->labels[std::size_t(
                table("contextTable")->model()->index(0, 0).data(models::ContextModel::tokenRole).toInt())],
            1);
        clickCluster(0, Qt::ControlModifier);
        QCOMPARE(m_window->selection().selected(), QSet<int>({ 0, 1 }));
    }

    void tokensThatFallAreSelectedByADragSeenEverywhereAndUndone()
    {
        openWindow();
        auto* loss = plot("lossPlot");
        const auto& curves = loss->data();
        const auto at = [&](qsizetype t) {
            return QPoint(int(std::lround(loss->position(curves.steps[t], 0).x())), loss->height() * 2 / 3);
        };
        const auto drag = [&](Qt::KeyboardModifiers modifiers) {
            QTest::mousePress(loss, Qt::LeftButton, modifiers, at(3));
            for (const QPoint& to : { at(5), at(9) }) {
                QMouseEvent move(QEvent::MouseMove, to, loss->mapToGlobal(to), Qt::NoButton, Qt::LeftButton, modifiers);
                QApplication::sendEvent(loss, &move);
            }
            QTest::mouseRelease(loss, Qt::LeftButton, modifiers, at(9));
        };
        auto& selection = m_window->selection();
        const auto statusSays = [&](const QString& words) {
            for (const auto* label : m_window->statusBar()->findChildren<QLabel*>())
                if (label->text() == words)
                    return true;
            return false;
        };
        drag(Qt::ShiftModifier);
        const auto interval = models::intervalOf(*view().run(), curves, 3, 9, "loss");
        const auto expected = fallingTokens(interval, fallsIn(interval), 0.1);
        QVERIFY(!expected.isEmpty());
        QTRY_COMPARE(selection.tokens(), expected);
        QVERIFY(statusSays(QString("selected %1 of 400 token(s)").arg(expected.tokens.size())));
        for (const char* name : { "lossPlot", "polcaPlot", "projectedPlot" })
            QTRY_COMPARE(plot(name)->data().selection.size(), plot(name)->data().steps.size());

        // In the mode a drag without any key replaces.
        QTest::keyClick(m_window.get(), Qt::Key_B, Qt::ControlModifier);
        QVERIFY(m_window->findChild<QAbstractButton*>("brushButton")->isChecked());
        selection.chooseTokens({ { 0 }, "by hand" });
        drag({});
        QTRY_COMPARE(selection.tokens(), expected);
        QTest::keyClick(m_window.get(), Qt::Key_Escape);
        QVERIFY(selection.tokens().isEmpty());
        QTRY_VERIFY(plot("lossPlot")->data().selection.isEmpty());
        QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(selection.tokens(), expected);
        QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(selection.tokens().tokens, QVector<std::int32_t> { 0 });
        QTest::keyClick(m_window.get(), Qt::Key_B, Qt::ControlModifier);
        QVERIFY(!m_window->findChild<QAbstractButton*>("brushButton")->isChecked());

        // So it is on a strip.
        m_window->findChild<QTabWidget*>()->setCurrentIndex(1);
        auto* strips = m_window->findChild<views::TrajectoryStrips*>("strips");
        QTRY_VERIFY(strips->plot(1) && !strips->plot(1)->data().isEmpty());
        loss = strips->plot(1);
        const models::CurvePlotData strip = loss->data();
        drag(Qt::ControlModifier);
        // A row stands where its interval ends.
        const auto along = models::intervalOf(*view().run(), strip, 2, 8, "vector 1");
        QTRY_VERIFY(selection.tokens().how.contains("vector 1, steps"));
        QCOMPARE(selection.tokens(),
            combined({ { 0 }, "by hand" }, fallingTokens(along, fallsIn(along), 0.1), Qt::ControlModifier));
        QTRY_COMPARE(strips->plot(0)->data().selection.size(), strips->plot(0)->data().steps.size());

        // And on the curves by label.
        m_window->findChild<QTabWidget*>()->setCurrentWidget(m_window->findChild<panels::LabelCurvesPanel*>());
        loss = plot("splitPlot");
        QTRY_VERIFY(!loss->data().isEmpty());
        selection.chooseTokens({});
        const auto byLabel = models::intervalOf(*view().run(), loss->data(), 3, 9, "loss");
        drag(Qt::ShiftModifier);
        QTRY_COMPARE(selection.tokens(), fallingTokens(byLabel, fallsIn(byLabel), 0.1));
        for (const char* name : { "splitPlot", "truthPlot" })
            QTRY_COMPARE(plot(name)->data().selection.size(), plot(name)->data().steps.size());
        QTest::keyClick(m_window.get(), Qt::Key_B, Qt::ControlModifier);
        drag({});
        QTRY_COMPARE(selection.tokens(), fallingTokens(byLabel, fallsIn(byLabel), 0.1));
        QTest::keyClick(m_window.get(), Qt::Key_B, Qt::ControlModifier);
    }

    void slicesComeBackWithTheRun()
    {
        openWindow();
        m_window->selection().chooseTokens({ { 3, 4, 9 }, "by hand" });
        m_window->findChild<QDockWidget*>("selectionDock")->raise();
        QTest::mouseClick(m_window->findChild<QAbstractButton*>("keepSlice"), Qt::LeftButton);
        QTest::keyClick(table("sliceTable")->viewport()->findChild<QLineEdit*>(), Qt::Key_Return);
        QCOMPARE(table("sliceTable")->model()->rowCount(), 1);
        m_window->openRun(path("b.polca"));
        QTRY_COMPARE(m_window->windowTitle(), "b - Polcascope");
        QCOMPARE(table("sliceTable")->model()->rowCount(), 0);
        QVERIFY(m_window->selection().tokens().isEmpty());
        m_window->openRun(path("a.polca"));
        QTRY_COMPARE(table("sliceTable")->model()->rowCount(), 1);
        m_window->findChild<QDockWidget*>("selectionDock")->raise();
        QTest::mouseClick(table("sliceTable")->viewport(), Qt::LeftButton, {},
            table("sliceTable")->visualRect(table("sliceTable")->model()->index(0, 0)).center());
        QCOMPARE(m_window->selection().tokens().tokens, QVector<std::int32_t>({ 3, 4, 9 }));
    }

    void aLabelOfOnesOwnIsSeenInEveryView()
    {
        openWindow();
        // The tokens of a cluster, so that its name can be told.
        models::TokenSet set { {}, "by hand" };
        for (std::size_t token = 0; token < view().data()->clustering->labels.size(); ++token)
            if (view().data()->clustering->labels[token] == 1)
                set.tokens.append(static_cast<std::int32_t>(token));
        m_window->selection().chooseTokens(set);
        m_window->findChild<QDockWidget*>("selectionDock")->raise();
        QTest::mouseClick(m_window->findChild<QAbstractButton*>("keepSlice"), Qt::LeftButton);
        auto* slices = table("sliceTable");
        auto* editor = slices->viewport()->findChild<QLineEdit*>();
        QTest::keyClicks(editor, "mine");
        QTest::keyClick(editor, Qt::Key_Return);
        const QModelIndex box = slices->model()->index(0, models::Slices::labelColumn);
        QTest::mouseClick(slices->viewport(), Qt::LeftButton, {}, slices->visualRect(box).topLeft() + QPoint(10, slices->visualRect(box).height() / 2));
        QVERIFY(settled());
        QTRY_VERIFY(view().data()->run->tokens->label("mine"));
        QVERIFY2(view().data()->cluster(1)->label.contains("mine"), qPrintable(view().data()->cluster(1)->label));
        for (const auto& cluster : view().data()->clusters)
            QVERIFY(!cluster.label.contains("not mine"));

        auto* category = m_window->findChild<QComboBox*>("barCategory");
        QVERIFY(category->findText("mine") >= 0);
        category->setFocus();
        QTest::keyClick(category, Qt::Key_End);
        QTRY_COMPARE(bars()->data().categoryName, "mine");
        QTRY_COMPARE(bars()->data().group(1)->counts[1][0] + bars()->data().group(1)->counts[1][1], view().data()->cluster(1)->size);
        const auto header = [&] {
            QStringList names;
            for (int column = 0; column < table("contextTable")->model()->columnCount(); ++column)
                names << table("contextTable")->model()->headerData(column, Qt::Horizontal).toString();
            return names;
        };
        QTRY_VERIFY(header().contains("mine"));
        QSet<QString> cells;
        for (int row = 0; row < table("contextTable")->model()->rowCount(); ++row)
            cells << table("contextTable")->model()->index(row, int(header().indexOf("mine"))).data().toString();
        QVERIFY(cells.subtract({ "mine", "–" }).isEmpty());

        // The list of clusters has its share, once it is chosen there.
        auto* clusters = table("clusterTable");
        const auto homogeneity = [&] { return clusters->model()->headerData(ClusterModel::carryColumn, Qt::Horizontal).toString(); };
        QCOMPARE(homogeneity(), "Carry");
        QTimer::singleShot(100, this, [&] {
            auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            QVERIFY(menu);
            auto* labels = m_window->findChild<QMenu*>("clusterLabels");
            menu->setActiveAction(labels->menuAction());
            QTest::keyClick(menu, Qt::Key_Right);
            QVERIFY(QTest::qWaitFor([&] { return labels->isVisible(); }));
            for (QAction* action : labels->actions())
                if (action->text().contains("mine"))
                    labels->setActiveAction(action);
            QTest::keyClick(labels, Qt::Key_Return);
            menu->close();
        });
        QContextMenuEvent asked(QContextMenuEvent::Mouse, { 5, 5 }, clusters->header()->viewport()->mapToGlobal(QPoint(5, 5)));
        QApplication::sendEvent(clusters->header()->viewport(), &asked);
        QCOMPARE(homogeneity(), "mine");
        const auto share = [&](int cluster, int column) { return clusterRow(cluster).siblingAtColumn(column).data().toString(); };
        QTRY_COMPARE(share(1, ClusterModel::carryColumn), "100 %");
        QCOMPARE(share(0, ClusterModel::carryColumn), "0.0 %");
        QVERIFY(!share(1, ClusterModel::shuffledColumn).isEmpty());
        QVERIFY(m_window->findChild<QComboBox*>("splitFirst")->findText("mine") >= 0);
        QCOMPARE(m_window->findChild<QComboBox*>("splitFirst")->currentText(), "place"); // as it was
        QCOMPARE(m_window->findChild<QComboBox*>("splitSecond")->currentText(), "carry");

        // With the run it comes back, bars and all.
        m_window.reset();
        m_window = std::make_unique<MainWindow>();
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_window->openRun(path("a.polca"));
        QVERIFY(settled());
        QTRY_VERIFY(view().data()->run->tokens->label("mine"));
        QTRY_COMPARE(bars()->data().categoryName, "mine");
        QCOMPARE(m_window->findChild<QComboBox*>("barCategory")->currentText(), "mine");
        clusters = table("clusterTable");
        QCOMPARE(homogeneity(), "mine");
        QTRY_COMPARE(share(1, ClusterModel::carryColumn), "100 %");

        m_window->findChild<QDockWidget*>("selectionDock")->raise();
        slices = table("sliceTable");
        QTRY_VERIFY(slices->isVisible());
        slices->setFocus();
        QTRY_VERIFY(slices->hasFocus());
        slices->setCurrentIndex(slices->model()->index(0, 0));
        QTest::keyClick(slices, Qt::Key_Delete);
        QTRY_VERIFY(!view().data()->run->tokens->label("mine"));
        QCOMPARE(homogeneity(), "Carry");
        m_window->setFocus();
        QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_VERIFY(view().data()->run->tokens->label("mine"));
    }

    void filtersAreChipsThatAClickRemoves()
    {
        openWindow();
        auto* bar = m_window->findChild<QToolBar*>("filterBar");
        QVERIFY(!bar->isVisible());
        m_window->findChild<QDockWidget*>("selectionDock")->raise();
        const auto choose = [&](const QString& submenu, const QString& text) {
            auto* button = m_window->findChild<QToolButton*>("filterButton");
            bool chosen = false;
            // The menu has a loop of events of its own.
            QTimer::singleShot(100, this, [&] {
                QMenu* menu = button->menu();
                for (const QAction* action : menu->actions())
                    if (action->menu() && action->text() == submenu) {
                        menu->setActiveAction(const_cast<QAction*>(action));
                        QTest::keyClick(menu, Qt::Key_Right);
                        menu = action->menu();
                        QVERIFY(QTest::qWaitFor([menu] { return menu->isVisible(); }));
                    }
                for (QAction* action : menu->actions())
                    if (action->text() == text) {
                        menu->setActiveAction(action);
                        QTest::keyClick(menu, Qt::Key_Return);
                        chosen = true;
                        break;
                    }
                button->menu()->close();
            });
            QTest::mouseClick(button, Qt::LeftButton);
            QVERIFY(chosen);
        };
        choose({}, "Only tokens in clusters");
        choose("place", "10s");
        auto* pattern = m_window->findChild<QLineEdit*>("selectionPattern");
        pattern->setFocus();
        QTest::keyClicks(pattern, "[1-7]");
        choose({}, "Only matches of the expression below");
        QCOMPARE(view().filters().size(), 3);
        QVERIFY(settled());
        QTRY_VERIFY(view().data()->shown && view().data()->shown->each.size() == 3);
        QVERIFY(bar->isVisible());
        const auto chips = [&] {
            QStringList texts;
            for (const auto* action : bar->actions())
                if (!action->text().isEmpty())
                    texts << action->text();
            return texts;
        };
        QCOMPARE(chips().size(), 3);
        QVERIFY2(chips()[1].startsWith("place is 10s: 100 of 400"), qPrintable(chips()[1]));
        const QLocale locale;
        QCOMPARE(bar->findChild<QLabel*>("filterCount")->text(), QString("%1 of 400 shown").arg(view().data()->shown->count));

        const int few = int(view().data()->shown->count);
        QTest::mouseClick(bar->widgetForAction(bar->actions()[1]), Qt::LeftButton);
        QCOMPARE(view().filters().size(), 2);
        QTRY_VERIFY(view().data()->shown && view().data()->shown->each.size() == 2 && view().data()->shown->count > few);
        m_window->setFocus();
        QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(view().filters().size(), 3);
        QWidget* chip = bar->widgetForAction(bar->actions()[2]);
        const QImage picture = chip->grab().toImage();
        const QPointF edge = QPointF(chip->width() / 2.0, chip->height() - 4) * picture.devicePixelRatio();
        QVERIFY(picture.pixelColor(edge.toPoint()) != bar->palette().color(QPalette::Window)); // a frame of its own
        chip->setFocus();
        QTest::keyClick(chip, Qt::Key_Space);
        QCOMPARE(view().filters().size(), 2);
        m_window->setFocus();
        QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(view().filters().size(), 3);
        QVERIFY(settled());

        // They come back with the run.
        const auto filters = view().filters();
        m_window.reset();
        m_window = std::make_unique<MainWindow>();
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_window->openRun(path("a.polca"));
        QVERIFY(settled());
        QCOMPARE(view().filters(), filters);
        bar = m_window->findChild<QToolBar*>("filterBar");
        QTRY_VERIFY(bar->isVisible());
        QTRY_COMPARE(view().data()->shown->count, few);
    }

    void aClusterIsNamedAndNotedInTheListAndTheNameIsSeenInThePlots()
    {
        openWindow();
        clickCluster(1);
        QTreeView* clusters = table("clusterTable");
        clusters->setFocus();
        QTest::keyClick(clusters, Qt::Key_F2);
        auto* editor = clusters->viewport()->findChild<QLineEdit*>();
        QVERIFY(editor);
        QTest::keyClicks(editor, "my carries");
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_VERIFY(plot("lossPlot")->data().group(1)->name.startsWith("my carries"));
        QVERIFY(clusterRow(1).data().toString().contains("my carries"));
        QCOMPARE(m_window->selection().selected(), QSet<int> { 1 });

        auto* note = m_window->findChild<QLineEdit*>("clusterNote");
        QVERIFY(note->isEnabled());
        QVERIFY(note->placeholderText().contains("my carries"));
        QTest::keyClicks(note, "look at step 40");
        QTest::keyClick(note, Qt::Key_Return);
        QVERIFY(settled());
        QTRY_VERIFY(clusterRow(1).data(Qt::ToolTipRole).toString().contains("look at step 40"));
        // A note that is begun goes to its cluster even when another is chosen before it is finished.
        QTest::keyClicks(note, "!");
        clickCluster(0);
        QVERIFY(settled());
        QTRY_COMPARE(view().data()->cluster(1)->note, "look at step 40!");
        QCOMPARE(note->text(), QString());
        while (m_window->undoStack().canUndo())
            m_window->undoStack().undo();
        QVERIFY(settled());
        QTRY_VERIFY(!clusterRow(1).data().toString().contains("my carries"));
    }

    void aClickOnACurveSelectsItsRowAndItsTokens()
    {
        openWindow();
        CurvePlot* loss = plot("lossPlot");
        // Where the curves of the first two clusters are furthest apart.
        const auto& groups = loss->data().groups;
        qsizetype best = 0;
        for (qsizetype step = 0; step < loss->data().steps.size(); ++step)
            if (std::abs(groups[1].centre[step] - groups[0].centre[step]) >
                std::abs(groups[1].centre[best] - groups[0].centre[best]))
                best = step;
        const QPoint at = loss->position(loss->data().steps[best], groups[1].centre[best]).toPoint();
        QTest::mouseClick(loss, Qt::LeftButton, {}, at);
        QCOMPARE(m_window->selection().selected(), QSet<int> { groups[1].id });
        QVERIFY(table("clusterTable")->selectionModel()->isRowSelected(clusterRow(groups[1].id).row(), {}));
    }

    void aClickOnABarSelectsTheClusterToo()
    {
        openWindow();
        const int id = bars()->data().groups[1].id;
        QTRY_VERIFY(!bars()->groupRect(id).isEmpty());
        QTest::mouseClick(bars(), Qt::LeftButton, {}, bars()->groupRect(id).center().toPoint());
        QCOMPARE(m_window->selection().selected(), QSet<int> { id });
        QVERIFY(table("clusterTable")->selectionModel()->isRowSelected(clusterRow(id).row(), {}));
    }

    void theRuleThatNamesClustersCanBeSetAndTheBarsBeOfOtherLabels()
    {
        openWindow();
        const QString name = bars()->data().groups[1].label;
        QVERIFY(!name.isEmpty());
        auto* category = m_window->findChild<QComboBox*>("barCategory");
        category->setFocus();
        const QStringList before = bars()->data().categories;
        QTest::keyClick(category, Qt::Key_Home);
        QTRY_VERIFY(bars()->data().categories != before);
        auto* counted = m_window->findChild<QComboBox*>("ruleTokens");
        counted->setFocus();
        QTest::keyClick(counted, Qt::Key_Down);
        QVERIFY(settled());
        QVERIFY(view().labelRule().nearest);
        auto* threshold = m_window->findChild<QSpinBox*>("ruleThreshold");
        threshold->setFocus();
        QTest::keyClick(threshold, Qt::Key_Down);
        QTRY_COMPARE(view().labelRule().threshold, 0.89);
        QVERIFY(settled());
        const auto* data = view().data().get();
        for (const auto& group : bars()->data().groups)
            QCOMPARE(group.label, data->cluster(group.id)->label);
        press("Enrichment");
        QCOMPARE(bars()->measure(), LabelBarPlot::Measure::enrichment);
        // It is there again when the run is opened again.
        m_window.reset();
        m_window = std::make_unique<MainWindow>();
        m_window->show();
        m_window->openRun(path("a.polca"));
        QVERIFY(settled());
        QCOMPARE(view().labelRule().threshold, 0.89);
        QVERIFY(view().labelRule().nearest);
    }

    void hoveringARowHighlightsItsClusterInEveryPlot()
    {
        openWindow();
        QTreeView* clusters = table("clusterTable");
        moveMouse(clusters->viewport(), clusters->visualRect(clusterRow(1)).center());
        QTRY_COMPARE(plot("lossPlot")->hovered(), 1);
        QCOMPARE(plot("polcaPlot")->hovered(), 1);
        QCOMPARE(plot("projectedPlot")->hovered(), 1);
        QCOMPARE(bars()->hovered(), 1);
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(clusters->viewport(), &leave);
        QCOMPARE(plot("lossPlot")->hovered(), models::noGroup);
        QCOMPARE(bars()->hovered(), models::noGroup);
    }

    void theCursorIsAtTheSameStepInEveryPlot()
    {
        openWindow();
        const auto& steps = plot("lossPlot")->data().steps;
        m_window->selection().setCursorStep(steps[3]);
        for (const char* name : { "lossPlot", "polcaPlot", "projectedPlot" })
            QCOMPARE(plot(name)->cursorStep(), steps[3]);
        plot("polcaPlot")->setFocus();
        QTest::keyClick(plot("polcaPlot"), Qt::Key_Right);
        QCOMPARE(plot("lossPlot")->cursorStep(), steps[4]);
    }

    void zoomingOnePlotZoomsTheStepsOfAll()
    {
        openWindow();
        CurvePlot* loss = plot("lossPlot");
        loss->setFocus();
        QTest::keyClick(loss, Qt::Key_Plus);
        QTRY_VERIFY(loss->isZoomed());
        QCOMPARE(plot("projectedPlot")->stepRange().first, loss->stepRange().first);
        QCOMPARE(plot("projectedPlot")->stepRange().second, loss->stepRange().second);
    }

    void theStepsInViewAreThoseOfAllTabs()
    {
        openWindow();
        CurvePlot* loss = plot("lossPlot");
        loss->setFocus();
        QTest::keyClick(loss, Qt::Key_Plus);
        auto* tabs = m_window->findChild<QTabWidget*>();
        tabs->setCurrentIndex(1);
        auto* strips = m_window->findChild<views::TrajectoryStrips*>();
        QTRY_VERIFY(strips->plot(0) && !strips->plot(0)->data().isEmpty());
        QCOMPARE(strips->plot(0)->stepRange(), loss->stepRange());
        QTest::mouseDClick(strips->plot(0), Qt::LeftButton, {}, strips->plot(0)->rect().center());
        QVERIFY(std::isinf(m_window->axes().stepRange().first));
        QVERIFY(loss->stepRange().first <= 0); // its values are zoomed still, which are its own
        for (const char* name : { "polcaPlot", "splitPlot", "trainingPlot" })
            QVERIFY2(!plot(name)->isZoomed(), name);
    }

    void theKeysGoBackAndForthThroughWhatWasLookedAt()
    {
        openWindow();
        QAction* back = m_window->findChild<QAction*>("backAction");
        auto press = [this](Qt::Key key) { QTest::keyClick(m_window.get(), key, Qt::AltModifier); };
        m_window->view().setChoice({ store::Rules::y2026, store::Quantity::polca, store::Decomposition::trapezoid, 1, -1 });
        QVERIFY(settled());
        CurvePlot* loss = plot("lossPlot");
        loss->setFocus();
        for (int i = 0; i < 5; ++i) // one entry
            QTest::keyClick(loss, Qt::Key_Plus);
        const auto zoomed = loss->stepRange();
        const auto values = loss->valueRange();
        const int undone = m_window->undoStack().count();
        press(Qt::Key_Left);
        QVERIFY(loss->stepRange() != zoomed && !loss->isZoomed());
        QVERIFY(std::isinf(m_window->axes().stepRange().first));
        QCOMPARE(view().choice().quantity, store::Quantity::polca);
        press(Qt::Key_Left);
        QCOMPARE(view().choice().quantity, store::Quantity::loss);
        QVERIFY(settled());
        QCOMPARE(view().data()->choice.quantity, store::Quantity::loss);
        press(Qt::Key_Right);
        press(Qt::Key_Right);
        QCOMPARE(view().choice().quantity, store::Quantity::polca);
        QCOMPARE(loss->stepRange(), zoomed);
        QCOMPARE(loss->valueRange(), values);
        QVERIFY(!m_window->findChild<QAction*>("forwardAction")->isEnabled());
        QCOMPARE(m_window->undoStack().count(), undone); // none of it is a step of undo
        QVERIFY(back->isEnabled());
        // Logarithmic steps, and a zoom of one strip.
        QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier);
        QVERIFY(loss->logX() && !loss->isZoomed());
        m_window->findChild<QTabWidget*>()->setCurrentIndex(1);
        auto* strips = m_window->findChild<views::TrajectoryStrips*>("strips");
        QTRY_VERIFY(strips->plot(0) && strips->plot(1) && !strips->plot(1)->data().isEmpty());
        const QPointF middle = QRectF(strips->plot(1)->rect()).center();
        QWheelEvent wheel(middle, strips->plot(1)->mapToGlobal(middle), {}, { 0, 240 }, Qt::NoButton, Qt::ControlModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(strips->plot(1), &wheel);
        QVERIFY(strips->plot(1)->isZoomed() && !strips->plot(0)->isZoomed());
        press(Qt::Key_Left);
        QVERIFY(!strips->plot(1)->isZoomed() && loss->logX());
        press(Qt::Key_Left);
        QVERIFY(!loss->logX());
        QCOMPARE(loss->stepRange(), zoomed);
        QCOMPARE(loss->valueRange(), values);
        m_window->findChild<QTabWidget*>()->setCurrentIndex(0);
        // Another run has its own.
        m_window->openRun(path("b.polca"));
        QTRY_VERIFY(view().run() && view().run()->path == path("b.polca"));
        QTRY_VERIFY(!back->isEnabled());
        QVERIFY(std::isinf(m_window->axes().stepRange().first));
    }

    void axesAndCursorsComeBackWithTheRun()
    {
        openWindow();
        CurvePlot* loss = plot("lossPlot");
        m_window->axes().setValueScale("lossPlot", models::AxisScale::symmetric);
        QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier);
        loss->setFocus();
        QTest::keyClick(loss, Qt::Key_End);
        QTest::keyClick(loss, Qt::Key_B);
        QTest::keyClick(loss, Qt::Key_Plus);
        const auto range = loss->stepRange();
        const auto values = loss->valueRange();
        const auto marks = loss->marks();
        QVERIFY(marks.b && plot("polcaPlot")->marks() == marks);
        m_window.reset();
        m_window = std::make_unique<MainWindow>();
        m_window->show();
        m_window->openRun(path("a.polca"));
        QVERIFY(settled());
        loss = plot("lossPlot");
        QCOMPARE(loss->axes().values, models::AxisScale::symmetric);
        QCOMPARE(plot("polcaPlot")->axes().values, models::AxisScale::linear);
        QVERIFY(loss->logX());
        QCOMPARE(loss->marks(), marks);
        QVERIFY(std::abs(loss->stepRange().first - range.first) < 1e-6 && std::abs(loss->stepRange().second - range.second) < 1e-6);
        QVERIFY(std::abs(loss->valueRange().first - values.first) < 1e-6 && std::abs(loss->valueRange().second - values.second) < 1e-6);
    }

    void everyChoiceIsOneClickAndChangesTheViews()
    {
        openWindow();
        press("POLCA");
        QVERIFY(settled());
        QCOMPARE(view().choice().quantity, store::Quantity::polca);
        press("First order");
        QVERIFY(settled());
        QCOMPARE(view().choice().decomposition, store::Decomposition::firstOrder);
        press("2024");
        press("3");
        QVERIFY(settled());
        QCOMPARE(view().choice().output, 3);
        const auto digits =
            std::count(view().run()->tokens->output.begin(), view().run()->tokens->output.end(), 3);
        QCOMPARE(view().data()->inScope, qint64(digits));

        QTreeView* basis = table("basisTable");
        QTest::mouseClick(
            basis->viewport(), Qt::LeftButton, {}, basis->visualRect(basis->model()->index(2, 0)).center());
        QVERIFY(settled());
        QCOMPARE(view().choice().vector, 2);
        QVERIFY(plot("polcaPlot")->data().title.contains("2"));
        press("2026");
        QVERIFY(settled());
        QCOMPARE(view().choice().output, -1);
    }

    void aNewClusteringStartsWithoutASelection()
    {
        openWindow();
        clickCluster(1);
        press("Change");
        QVERIFY(m_window->selection().selected().isEmpty());
    }

    void aTokenChosenIsDrawnOverTheClusters()
    {
        openWindow();
        QTreeView* contexts = table("contextTable");
        QTRY_VERIFY(contexts->model()->rowCount() > 0);
        QTest::mouseClick(contexts->viewport(), Qt::LeftButton, {},
            contexts->visualRect(contexts->model()->index(0, 0)).center());
        const int token = contexts->model()->index(0, 0).data(models::ContextModel::tokenRole).toInt();
        QCOMPARE(m_window->selection().primaryToken(), token);
        for (const char* name : { "lossPlot", "polcaPlot", "projectedPlot" })
            QCOMPARE(plot(name)->data().primary.size(), plot(name)->data().steps.size());
        QCOMPARE(
            float(plot("lossPlot")->data().primary[2]), (*view().data()->lossRows)(2, std::size_t(token)));
        QTest::keyClick(m_window.get(), Qt::Key_Escape);
        QVERIFY(plot("lossPlot")->data().primary.isEmpty());
    }

    void tokensAreFoundFromAnywhereByTheKeyboard()
    {
        openWindow();
        QTRY_VERIFY(table("contextTable")->model()->rowCount() > 0);
        m_window->activateWindow();
        QTRY_VERIFY(m_window->isActiveWindow());
        table("clusterTable")->setFocus();
        m_window->findChild<QDockWidget*>("contextsDock")->hide();
        QTest::keyClick(table("clusterTable"), Qt::Key_F, Qt::ControlModifier);
        auto* field = m_window->findChild<QLineEdit*>("contextSearch");
        QTRY_VERIFY(field->hasFocus());
        QTest::keyClicks(field, "[5-9]");
        const auto matches = [&] {
            const auto* model = table("contextTable")->model();
            return model->rowCount() > 0 && model->index(0, 0).data(models::ContextModel::matchRole).toBool();
        };
        QTRY_VERIFY(matches());
        QTest::keyClick(field, Qt::Key_F3);
        QCOMPARE(m_window->selection().primaryToken(),
            table("contextTable")->model()->index(0, 0).data(models::ContextModel::tokenRole).toInt());
        QTest::keyClick(field, Qt::Key_F3);
        QCOMPARE(table("contextTable")->currentIndex().row(), 1);
        QTest::keyClick(field, Qt::Key_F3, Qt::ShiftModifier);
        QCOMPARE(table("contextTable")->currentIndex().row(), 0);
        // Escape takes back one thing at a time.
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(field->text().isEmpty());
        QVERIFY(m_window->selection().primaryToken() >= 0);
        QTest::keyClick(field, Qt::Key_Escape);
        QCOMPARE(m_window->selection().primaryToken(), -1);
    }

    void howTokensAreReadComesBackWithTheRun()
    {
        openWindow();
        const auto box = [&](const char* name) { return m_window->findChild<QComboBox*>(name); };
        for (const char* name : { "contextOrder", "contextTint", "contextScope" }) {
            box(name)->setFocus();
            QTest::keyClick(box(name), Qt::Key_End);
        }
        QTest::keyClick(box("contextOrder"), Qt::Key_Up); // no token is selected
        const int order = box("contextOrder")->currentIndex();
        const auto search = [&] { return m_window->findChild<QLineEdit*>("contextSearch"); };
        QTest::keyClicks(search(), "[5-9]");
        QCOMPARE(box("contextScope")->currentIndex(), 2);
        m_window->close();
        m_window = std::make_unique<MainWindow>();
        m_window->show();
        QCOMPARE(box("contextOrder")->currentIndex(), 1); // as usual
        m_window->openRun(path("a.polca"));
        QVERIFY(settled());
        QCOMPARE(box("contextOrder")->currentIndex(), order);
        for (const char* name : { "contextTint", "contextScope" })
            QCOMPARE(box(name)->currentIndex(), box(name)->count() - 1);
        QVERIFY(!box("contextTint")->toolTip().isEmpty());
        QCOMPARE(search()->text(), "[5-9]");
        QTRY_VERIFY(table("contextTable")->model()->rowCount() > 0);
        QVERIFY(table("contextTable")->model()->index(0, 0).data(models::ContextModel::matchRole).toBool());
        // It is this run's, and no other's.
        m_window->openRun(path("b.polca"));
        QTRY_COMPARE(m_window->windowTitle(), "b - Polcascope");
        QVERIFY(search()->text().isEmpty());
        m_window->openRun(path("a.polca"));
        QTRY_COMPARE(search()->text(), "[5-9]");
    }

    void theStripsShowEveryVector()
    {
        openWindow();
        m_window->findChild<QTabWidget*>()->setCurrentIndex(1);
        auto* strips = m_window->findChild<views::TrajectoryStrips*>("strips");
        QTRY_VERIFY(strips->plot(0) && !strips->plot(0)->data().isEmpty());
        clickCluster(1);
        moveMouse(
            table("clusterTable")->viewport(), table("clusterTable")->visualRect(clusterRow(0)).center());
        QTRY_COMPARE(strips->plot(0)->hovered(), 0);
    }

    void curvesByLabelShowWhatThereIsToFindAndAClickLooksAtWhatWasFound()
    {
        openWindow();
        auto* panel = m_window->findChild<panels::LabelCurvesPanel*>();
        m_window->findChild<QTabWidget*>()->setCurrentWidget(panel);
        QTRY_VERIFY(panel->data() && !panel->isComputing());
        QVERIFY(!plot("splitPlot")->data().isEmpty());
        auto* second = panel->findChild<QComboBox*>("splitSecond");
        second->setFocus();
        const auto before = plot("splitPlot")->data().groups.size();
        QTest::keyClick(second, Qt::Key_Home);
        QTRY_VERIFY(plot("splitPlot")->data().groups.size() < before);
        // Rules of 2026 have no output tokens; by those of 2024 each has its curve.
        press("2024");
        QVERIFY(settled());
        QTRY_VERIFY(panel->data() && !panel->isComputing() && !panel->data()->vectorClusters.empty());
        const auto [group, found] = *panel->data()->vectorClusters.begin();
        CurvePlot* vectors = plot("vectorClustersPlot");
        const auto& curve = *vectors->data().group(group);
        const qsizetype last = vectors->data().steps.size() - 1;
        Q_EMIT vectors->groupHovered(group);
        QCOMPARE(plot("truthPlot")->hovered(), group);
        QTest::mouseClick(vectors, Qt::LeftButton, {},
            vectors->position(vectors->data().steps[last], curve.centre[last]).toPoint());
        QVERIFY(settled());
        QVERIFY(view().choice().key().usesBasis());
        QTRY_COMPARE(m_window->selection().selected().size(), 1);
    }

    void whatIsPinnedStandsBesideWhatIsLookedAtNext()
    {
        openWindow();
        auto* panel = m_window->findChild<panels::ComparePanel*>();
        QTest::keyClick(m_window.get(), Qt::Key_D, Qt::ControlModifier);
        QVERIFY(panel->isVisible());
        QVERIFY(panel->pinned());
        QTRY_VERIFY(panel->comparison());
        QCOMPARE(panel->comparison()->moved, 0); // from itself
        press("Change");
        QVERIFY(settled());
        QTRY_VERIFY(panel->comparison() && panel->comparison()->moved > 0);
        QVERIFY(panel->findChild<QLabel*>("pinnedName")->text().contains("loss"));
        QVERIFY(!plot("pinnedPlot")->data().isEmpty());
        QVERIFY(!plot("shownPlot")->data().isEmpty());

        const auto comparison = panel->comparison();
        auto* moved = panel->findChild<views::ComparisonPlot*>("comparisonPlot");
        QTest::mouseClick(moved, Qt::LeftButton, {}, moved->cellRect(0, 1).center().toPoint());
        QCOMPARE(m_window->selection().selected(), QSet<int> { comparison->columns[1] });
        moved->setFocus();
        QTest::keyClick(moved, Qt::Key_F8);
        QTRY_VERIFY(table("comparisonTable")->isVisible());
        QTest::mouseClick(panel->findChild<QAbstractButton*>("unpinButton"), Qt::LeftButton);
        QVERIFY(!panel->pinned() && !panel->comparison());
    }

    void aBasisVectorChosenAmongItsValuesIsChosenEverywhere()
    {
        openWindow();
        m_window->findChild<QTabWidget*>()->setCurrentWidget(m_window->findChild<panels::BasisDetailsPanel*>());
        auto* plot = m_window->findChild<views::VectorGridPlot*>("basisVectorsPlot");
        QTRY_VERIFY(plot->isVisible() && !plot->cellRect(2, 1).isNull());
        QTest::mouseClick(plot, Qt::LeftButton, {}, plot->cellRect(2, 1).center().toPoint());
        QVERIFY(settled());
        QCOMPARE(view().choice().vector, 2);
        QCOMPARE(table("basisTable")->currentIndex().row(), 2);
        QVERIFY(this->plot("polcaPlot")->data().title.contains("2"));
    }

    void anotherCutKeepsTheSelectionAndCanBeUndone()
    {
        openWindow();
        QTRY_VERIFY_WITH_TIMEOUT(view().tree(), 20000);
        clickCluster(1);
        const auto before = view().data();
        auto* size = m_window->findChild<QSpinBox*>("minimumSize");
        size->setFocus();
        QTest::keyClick(size, Qt::Key_Down);
        QVERIFY(settled());
        QTRY_COMPARE(view().data()->origin, models::ClusterOrigin::changed);
        QCOMPARE(m_window->selection().selected().size(), 1);
        const int selected = *m_window->selection().selected().begin();
        QCOMPARE(view().data()->cluster(selected)->number, before->cluster(1)->number);
        QVERIFY(table("clusterTable")->selectionModel()->isRowSelected(clusterRow(selected).row(), {}));
        QCOMPARE(m_window->undoStack().count(), 1);
        m_window->setFocus();
        QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(settled());
        QTRY_COMPARE(view().data()->clustering, before->clustering);
        QCOMPARE(m_window->selection().selected(), QSet<int> { 1 });
    }

    void manyClustersDoNotPushThePanesAside()
    {
        openWindow();
        QTRY_VERIFY_WITH_TIMEOUT(view().tree(), 20000);
        const QSize window = m_window->size();
        QMap<QString, QSize> panes;
        for (const auto* dock : m_window->findChildren<QDockWidget*>())
            panes[dock->objectName()] = dock->size();
        auto parameters = view().parameters();
        parameters.minimumClusterSize = 2;
        parameters.minimumSamples = 1;
        parameters.selection = cluster::Selection::leaf;
        m_window->view().setParameters(parameters);
        QVERIFY(settled());
        QTRY_VERIFY(view().data()->clustering->clusters() > 20);
        QTest::qWait(50);
        QCOMPARE(m_window->size(), window);
        for (const auto* dock : m_window->findChildren<QDockWidget*>())
            if (!dock->visibleRegion().isEmpty()) // behind another it is laid out when it comes to the front
                QCOMPARE(dock->width(), panes[dock->objectName()].width());
    }

    void theTreeIsLinkedBothWays()
    {
        openWindow();
        auto* tree = m_window->findChild<views::CondensedTreePlot*>("condensedTree");
        m_window->findChild<QDockWidget*>("treeDock")->raise();
        QTRY_VERIFY(tree->isVisible());
        QVERIFY(tree->data() && !tree->data()->isEmpty());
        QCOMPARE(qint64(tree->data()->clusters.size()), view().data()->clustering->clusters());
        const int branch = tree->data()->cluster(1)->branch;
        moveMouse(tree, tree->pointOn(branch).toPoint());
        QCOMPARE(plot("lossPlot")->hovered(), 1);
        QTest::mouseClick(tree, Qt::LeftButton, {}, tree->pointOn(branch).toPoint());
        QCOMPARE(m_window->selection().selected(), QSet<int> { 1 });
        moveMouse(
            table("clusterTable")->viewport(), table("clusterTable")->visualRect(clusterRow(0)).center());
        QTRY_COMPARE(tree->hovered(), 0);

        // F8 turns to the table, whose rows select, too.
        tree->setFocus();
        QTest::keyClick(tree, Qt::Key_F8);
        QTreeView* twin = table("condensedTreeTable");
        QVERIFY(twin->isVisible());
        for (int row = 0; row < twin->model()->rowCount(); ++row)
            if (twin->model()->index(row, 0).data(models::CondensedTreeModel::branchRole).toInt() ==
                tree->data()->cluster(0)->branch) {
                twin->scrollTo(twin->model()->index(row, 0));
                QTest::mouseClick(
                    twin->viewport(), Qt::LeftButton, {}, twin->visualRect(twin->model()->index(row, 0)).center());
            }
        QCOMPARE(m_window->selection().selected(), QSet<int> { 0 });
        QTest::keyClick(twin, Qt::Key_F8);
        QVERIFY(tree->isVisible());
    }

    void draggingEpsilonInTheTreeIsOneStepOfUndo()
    {
        openWindow();
        QTRY_VERIFY_WITH_TIMEOUT(view().tree(), 20000);
        auto* tree = m_window->findChild<views::CondensedTreePlot*>("condensedTree");
        m_window->findChild<QDockWidget*>("treeDock")->raise();
        QTRY_VERIFY(tree->isVisible());
        const QPoint handle(tree->width() / 2, int(tree->epsilonHeight()));
        QTest::mousePress(tree, Qt::LeftButton, {}, handle);
        for (int up = 5; up <= tree->height() - 60; up += 10) {
            QMouseEvent move(QEvent::MouseMove, handle - QPoint(0, up), tree->mapToGlobal(handle - QPoint(0, up)),
                Qt::NoButton, Qt::LeftButton, {});
            QApplication::sendEvent(tree, &move);
            QTest::qWait(2);
        }
        QTest::mouseRelease(tree, Qt::LeftButton, {}, handle);
        QVERIFY(settled());
        QVERIFY(view().parameters().epsilon > 0);
        QTRY_COMPARE(view().data()->parameters.epsilon, view().parameters().epsilon);
        QCOMPARE(tree->data()->epsilon, view().parameters().epsilon);
        QCOMPARE(m_window->undoStack().count(), 1);
        m_window->undoStack().undo();
        QCOMPARE(view().parameters().epsilon, 0.0);
    }

    void aCellOfTheMapIsChosenAndUndone()
    {
        openWindow();
        auto* map = m_window->findChild<views::ParameterMapPlot*>("parameterMap");
        m_window->findChild<QDockWidget*>("mapDock")->raise();
        QTRY_VERIFY(map->isVisible());
        // It is computed as soon as it is seen: there is little to compute.
        auto* panel = m_window->findChild<panels::ParameterMapPanel*>();
        QTRY_VERIFY_WITH_TIMEOUT(panel->map().isComplete(), 60000);
        QTest::mouseClick(map, Qt::LeftButton, {}, map->cellRect(1, 2).center().toPoint());
        QVERIFY(settled());
        QCOMPARE(view().parameters().minimumClusterSize, panel->map().data()->sizes[2]);
        QCOMPARE(view().parameters().minimumSamples, panel->map().data()->samples[1]);
        QTRY_COMPARE(
            qint64(view().data()->clustering->clusters()), panel->map().data()->cell(1, 2).clusters);
        m_window->undoStack().undo();
        QVERIFY(!view().isChanged());
    }

    void whatLiesBehindAnotherPaneIsNotComputed()
    {
        openWindow();
        auto* map = m_window->findChild<panels::TokenMapPanel*>();
        auto* dock = m_window->findChild<QDockWidget*>("tokenMapDock");
        QVERIFY(!map->isVisible());
        QVERIFY(!map->map().data());
        QVERIFY(!map->map().work().isRunning());
        const QSize before = dock->minimumSizeHint();
        dock->raise();
        QTRY_VERIFY(map->isVisible());
        QTRY_VERIFY(map->map().data() && !map->map().isOutOfDate());
        QCOMPARE(dock->minimumSizeHint(), before);
        const auto shown = map->map().data();
        m_window->findChild<QDockWidget*>("overviewDock")->raise();
        QTRY_VERIFY(!map->isVisible());
        m_window->view().setChoice(
            { store::Rules::y2026, store::Quantity::projectedLoss, store::Decomposition::trapezoid, 1, -1 });
        QVERIFY(settled());
        QCOMPARE(map->map().data(), shown);
        QVERIFY(!map->map().work().isRunning());
        dock->raise();
        QTRY_VERIFY(map->map().data() != shown && !map->map().isOutOfDate());
        // Nor while the whole dock is closed.
        dock->close();
        QVERIFY(!map->isVisible());
    }

    void whatLiesBehindAnotherPaneIsNotOfARunThatIsNoLongerOpen()
    {
        openWindow();
        for (const char* name : { "breakthroughsDock", "overviewDock" })
            m_window->findChild<QDockWidget*>(name)->raise();
        const auto& overview = m_window->findChild<panels::OverviewPanel*>()->overview();
        const auto* panel = m_window->findChild<panels::BreakthroughsPanel*>();
        const auto& breakthroughs = panel->breakthroughs();
        QTRY_VERIFY(overview.data());
        m_window->findChild<QDockWidget*>("breakthroughsDock")->raise();
        QTRY_VERIFY_WITH_TIMEOUT(breakthroughs.data(), 20000);
        m_window->findChild<QDockWidget*>("treeDock")->raise();
        QTRY_VERIFY(!panel->isVisible());
        m_window->session().close();
        QVERIFY(!overview.data() && !overview.run());
        QVERIFY(!breakthroughs.data() && !breakthroughs.run());
        QCOMPARE(table("breakthroughsTable")->model()->rowCount(), 0);
    }

    void theKeysStayWhereTheyWereAndGoNowhereElse()
    {
        openWindow();
        auto* search = m_window->findChild<QLineEdit*>("contextSearch");
        m_window->activateWindow();
        search->setFocus();
        QTRY_VERIFY(search->hasFocus());
        m_window->showMinimized();
        QTest::qWait(50);
        QCOMPARE(m_window->focusWidget(), search);
        m_window->showNormal();
        QTRY_VERIFY(search->isVisible());
        QCOMPARE(m_window->focusWidget(), search);
        QTreeView* clusters = table("clusterTable");
        clusters->setFocus();
        QTRY_VERIFY(clusters->hasFocus());
        m_window->findChild<QDockWidget*>("selectionDock")->raise();
        QTRY_VERIFY(!clusters->isVisible());
        QVERIFY(!m_window->focusWidget() || m_window->findChild<panels::SelectionPanel*>()->isAncestorOf(m_window->focusWidget()));
        m_window->findChild<QDockWidget*>("clustersDock")->raise();
        QTRY_VERIFY(clusters->isVisible());
    }

    void theOverviewIsSeenFirstAndLeadsToACluster()
    {
        QSettings().remove("window"); // how another test left its panes
        openWindow();
        auto* plot = m_window->findChild<views::OverviewPlot*>("overviewPlot");
        QTRY_VERIFY(plot->isVisible());
        m_window->view().setChoice({ store::Rules::y2024, store::Quantity::polca, store::Decomposition::trapezoid, 1, 3 });
        QVERIFY(settled());
        QTRY_VERIFY_WITH_TIMEOUT(!plot->cellRect(3, 3).isNull(), 10000);
        QTest::mouseClick(plot, Qt::LeftButton, {}, plot->cellRect(3, 3).center().toPoint());
        QVERIFY(settled());
        QCOMPARE(view().choice().vector, 0);
        QCOMPARE(view().choice().output, 3);
        QTRY_COMPARE(m_window->selection().selected().size(), 1);
    }

    void aRowOfTheTablesLeadsToItsClusterInEveryView()
    {
        openWindow();
        m_window->findChild<QDockWidget*>("tablesDock")->raise();
        auto* list = m_window->findChild<QComboBox*>("tableList");
        list->setCurrentIndex(list->findData("clusters"));
        QTreeView* rows = table("paperTable");
        QTRY_VERIFY_WITH_TIMEOUT(rows->isVisible() && rows->model()->rowCount() > 3, 20000);
        const QModelIndex first = rows->model()->index(0, 0);
        QTest::mouseClick(rows->viewport(), Qt::LeftButton, {}, rows->visualRect(first).center());
        QVERIFY(settled());
        QCOMPARE(view().choice().rules, store::Rules::y2024);
        QTRY_COMPARE(m_window->selection().selected().size(), 1);
        const int size = first.siblingAtColumn(6).data().toInt();
        QCOMPARE(qint64(size), view().data()->cluster(m_window->selection().current())->size);
    }

    void whatWasSetIsThereWhenTheRunIsOpenedAgain()
    {
        support::writeSyntheticRun(path("s.polca").toStdString());
        openWindow("s.polca");
        auto parameters = view().parameters();
        parameters.minimumClusterSize = 21;
        m_window->view().setParameters(parameters);
        const auto choice = view().choice();
        m_window->close();
        m_window = std::make_unique<MainWindow>();
        m_window->openRun(path("s.polca"));
        QVERIFY(settled());
        QCOMPARE(view().choice(), choice);
        QCOMPARE(view().parameters(), parameters);
        QTRY_COMPARE(view().data()->parameters, parameters);
        QCOMPARE(m_window->undoStack().count(), 0);
    }

    void anUnfinishedRunShowsWhatThereIs()
    {
        openWindow("b.polca");
        QCOMPARE(view().data()->origin, models::ClusterOrigin::provisional);
        QCOMPARE(table("clusterTable")->model()->rowCount(), 4);
        QVERIFY(m_window->findChild<panels::ExplainedLine*>()->text().contains(
            "once the trajectories are complete"));
    }

    void aRunThatGrowsSaysHowFarItIsKnownAndKeepsTheZoom()
    {
        support::SyntheticRunOptions options { .finished = false };
        support::writeSyntheticRun(path("grow.polca").toStdString(), options);
        options.finished = true;
        support::writeSyntheticRun(path("grown.polca").toStdString(), options);
        openWindow("grow.polca");
        const QString known = QStringLiteral("up to step %1 of %2").arg(view().run()->trajectories->steps().back()).arg(view().run()->recipe.training.steps);
        const auto says = [&](const QString& text) { return text.contains(known); };
        for (const char* name : { "lossPlot", "polcaPlot", "projectedPlot" })
            QVERIFY2(says(plot(name)->data().note), qPrintable(plot(name)->data().note));
        QVERIFY2(says(bars()->data().note), qPrintable(bars()->data().note));
        const auto label = [&](const char* name) { return m_window->findChild<QLabel*>(name)->text(); };
        for (const char* name : { "explainedLine", "contextHeadline", "basisKnown", "clustersHeadline", "stripsKnown" })
            QTRY_VERIFY2(says(label(name)), name);
        for (const char* name : { "overviewPlot", "breakthroughsPlot", "condensedTree", "parameterMap", "tokenMap", "tableMessage" })
            if (auto* shown = m_window->findChild<QWidget*>(name)) {
                auto* dock = shown->parentWidget();
                while (!qobject_cast<QDockWidget*>(dock))
                    dock = dock->parentWidget();
                dock->raise();
                const auto* text = qobject_cast<QLabel*>(shown);
                QTRY_VERIFY2(says(text ? text->text() : shown->accessibleDescription()),
                    qPrintable(QStringLiteral("%1: %2").arg(QLatin1String(name), shown->accessibleDescription())));
            } else {
                QFAIL(name);
            }
        m_window->findChild<QTabWidget*>()->setCurrentWidget(m_window->findChild<panels::LabelCurvesPanel*>());
        QTRY_VERIFY(says(plot("splitPlot")->data().note));
        m_window->findChild<QTabWidget*>()->setCurrentIndex(0);

        CurvePlot* loss = plot("lossPlot");
        loss->setFocus();
        QTest::keyClick(loss, Qt::Key_Plus);
        QTRY_VERIFY(loss->isZoomed());
        const auto steps = loss->stepRange();
        const auto values = loss->valueRange();
        const auto before = loss->data().steps.size();
        QVERIFY(QFile::rename(path("grow.polca"), path("half.polca")));
        QVERIFY(QFile::rename(path("grown.polca"), path("grow.polca")));
        m_window->session().reload();
        QTRY_VERIFY(loss->data().steps.size() > before);
        QVERIFY(settled());
        QTRY_VERIFY(view().data()->origin != models::ClusterOrigin::provisional);
        QCOMPARE(loss->stepRange(), steps);
        QCOMPARE(loss->valueRange(), values);
        QVERIFY(plot("polcaPlot")->data().note.isEmpty());
        QVERIFY(!m_window->findChild<QLabel*>("basisKnown")->isVisible());
        QVERIFY(label("stripsKnown").isEmpty());
        QTRY_VERIFY(!label("explainedLine").contains("so far"));
    }

    void brokenRunsAreToldInADialogAndTheOpenRunStays()
    {
        openWindow();
        m_window->openRun(path("nothing.polca"));
        QVERIFY(message().contains("nothing.polca"));
        QDir().mkpath(path("empty.polca"));
        m_window->openRun(path("empty.polca"));
        QVERIFY(message().contains("run.json"));
        support::writeSyntheticRun(path("cut.polca").toStdString());
        QFile tokens(path("cut.polca/task/tokens.h5"));
        QVERIFY(tokens.resize(100));
        m_window->openRun(path("cut.polca"));
        QVERIFY(message().contains("tokens.h5"));
        QCOMPARE(m_window->windowTitle(), "a - Polcascope");
    }

    void aFolderDroppedOnTheWindowIsOpened()
    {
        openWindow();
        QMimeData mime;
        mime.setUrls({ QUrl::fromLocalFile(path("b.polca")) });
        QDragEnterEvent enter(QPoint(100, 100), Qt::CopyAction, &mime, Qt::LeftButton, {});
        QApplication::sendEvent(m_window.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(100, 100), Qt::CopyAction, &mime, Qt::LeftButton, {});
        QApplication::sendEvent(m_window.get(), &drop);
        QTRY_COMPARE(m_window->windowTitle(), "b - Polcascope");
    }

    void closingTheRunLeadsBackToTheStartPage()
    {
        openWindow();
        m_window->session().close();
        QCOMPARE(m_window->windowTitle(), "Polcascope");
        QVERIFY(m_window->findChild<QAbstractButton*>("demoButton")->isVisible());
        QVERIFY(!table("clusterTable")->isVisible());
    }

    void thePanesComeBackAsTheyWereLeft()
    {
        openWindow();
        auto* dock = m_window->findChild<QDockWidget*>("labelsDock");
        dock->close();
        m_window->close();
        openWindow();
        dock = m_window->findChild<QDockWidget*>("labelsDock");
        QVERIFY(!dock->isVisible());
        for (auto* action : m_window->findChildren<QAction*>())
            if (action->text().contains("Reset layout"))
                action->trigger();
        QVERIFY(dock->isVisible());
    }

    void everyCommandOfTheMenusHasAName()
    {
        openWindow();
        for (const auto* menu : m_window->findChildren<QMenu*>())
            for (const auto* action : menu->actions())
                QVERIFY(action->isSeparator() || !action->text().isEmpty());
    }

    void closingAsksWhetherAWorkingEngineGoesOn_data()
    {
        QTest::addColumn<QString>("answer");
        QTest::newRow("cancel") << "Cancel";
        QTest::newRow("stop") << "Stop it";
        QTest::newRow("go on") << "Let it go on";
    }

    void closingAsksWhetherAWorkingEngineGoesOn()
    {
        if (QStandardPaths::findExecutable("python3").isEmpty())
            QSKIP("the engine that stands in for the real one needs python3");
        QFETCH(QString, answer);
        qputenv("POLCASCOPE_ENGINE", POLCASCOPE_TEST_DATA "/fake_engine/polcascope-engine");
        qputenv("FAKE_ENGINE", "wait");
        openWindow();
        m_window->startRun("demo", path("new.polca"));
        auto* job = m_window->runs().activeJobs().first();
        QTRY_VERIFY(job->progress().done > 2);
        const auto process = static_cast<pid_t>(job->processId());

        QTimer::singleShot(100, this, [&] {
            auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
            QVERIFY(box);
            for (auto* button : box->buttons())
                if (button->text().remove('&') == answer)
                    return button->click();
            QFAIL("no such answer");
        });
        const bool closed = m_window->close();
        if (answer == "Cancel") {
            QVERIFY(!closed && m_window->isVisible());
            QCOMPARE(::kill(process, 0), 0);
        } else if (answer == "Stop it") {
            QTRY_VERIFY(!m_window->isVisible());
            QTRY_COMPARE(::kill(process, 0), -1);
        } else {
            QVERIFY(closed);
            m_window.reset();
            QTest::qWait(200);
            QCOMPARE(::kill(process, 0), 0);
            ::kill(process, SIGKILL);
        }
    }
};

QTEST_MAIN(tst_window)
#include "tst_window.moc"
