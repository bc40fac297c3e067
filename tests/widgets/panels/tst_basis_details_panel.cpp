#include "core/analysis/sample.h"
#include "tests/support/synthetic_run.h"
#include "widgets/jobs/places.h"
#include "widgets/panels/basis_details_panel.h"
#include "widgets/views/curve_plot.h"
#include "widgets/views/vector_grid_plot.h"

#include <QHelpEvent>
#include <QMenu>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QToolButton>
#include <QToolTip>
#include <QTreeView>

using namespace polcascope;
using models::RunView;
using panels::BasisDetailsPanel;
using store::Decomposition;
using store::Quantity;
using store::Rules;
using views::CurvePlot;
using views::VectorGridPlot;

class tst_basis_details_panel : public QObject {
    Q_OBJECT

public:
    static void initMain()
    {
        static QTemporaryDir home;
        qputenv("XDG_DATA_HOME", home.path().toUtf8());
        qputenv("XDG_CONFIG_HOME", home.path().toUtf8());
    }

private:
    QTemporaryDir m_folder;
    models::RunSnapshotPointer m_run;
    std::unique_ptr<RunView> m_view;
    std::unique_ptr<models::ClusterSelection> m_selection;
    models::PlotAxes m_axes;
    std::unique_ptr<BasisDetailsPanel> m_panel;

    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }
    [[nodiscard]] VectorGridPlot* grid(const char* name) const { return m_panel->findChild<VectorGridPlot*>(name); }
    [[nodiscard]] CurvePlot* curves(const char* name) const { return m_panel->findChild<CurvePlot*>(name); }
    [[nodiscard]] QTreeView* table(const char* name) const { return m_panel->findChild<QTreeView*>(name); }
    [[nodiscard]] static QPoint centre(const VectorGridPlot* plot, int row, int column)
    {
        return plot->cellRect(row, column).center().toPoint();
    }
    void press(const QString& text) const
    {
        for (auto* button : m_panel->findChildren<QToolButton*>())
            if (button->text() == text && button->isVisible())
                return QTest::mouseClick(button, Qt::LeftButton);
        QFAIL(qPrintable("no button " + text));
    }
    [[nodiscard]] static bool isSaid(VectorGridPlot* plot, const QPoint& at, const QString& words)
    {
        QHelpEvent help(QEvent::ToolTip, at, plot->mapToGlobal(at));
        QApplication::sendEvent(plot, &help);
        return QTest::qWaitFor([&] { return QToolTip::text().contains(words); }, 1000);
    }
    void show(const models::RunSnapshotPointer& run) const
    {
        m_view->setRun(run);
        m_panel->showRun(run);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English));
        QCoreApplication::setOrganizationName("polcascope-test");
        support::writeSyntheticRun(path("a.polca").toStdString());
        support::writeSyntheticRun(path("b.polca").toStdString(), { .vectors = 3, .seed = 2 });
        support::writeSyntheticRun(path("half.polca").toStdString(), { .finished = false });
        support::writeSyntheticRun(path("flat.polca").toStdString(), { .curvature = false });
        const auto whole = store::RunFolder::open(path("a.polca").toStdString(), store::RunFolder::Access::read);
        analysis::writeSample(whole, path("sample.polca").toStdString(), 200);
        (void)store::RunFolder::create(path("bare.polca").toStdString(), whole.recipe());
        m_run = models::readRun(path("a.polca"));
    }

    void init()
    {
        m_view = std::make_unique<RunView>();
        m_selection = std::make_unique<models::ClusterSelection>();
        m_panel = std::make_unique<BasisDetailsPanel>(m_view.get(), m_selection.get(), &m_axes);
        m_panel->resize(800, 420);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
        m_view->setRun(m_run);
        m_view->setChoice({ Rules::y2024, Quantity::polca, Decomposition::trapezoid, 0, 3 });
        m_panel->showRun(m_run);
        QTRY_VERIFY_WITH_TIMEOUT(m_panel->details().data()->series && m_panel->details().data()->explained, 20000);
    }

    void cleanup()
    {
        m_panel.reset();
        m_selection.reset();
        m_view.reset();
    }

    void aClickOnAnyPageChoosesTheVector()
    {
        QTest::mouseClick(grid("basisVectorsPlot"), Qt::LeftButton, {}, centre(grid("basisVectorsPlot"), 2, 1));
        QCOMPARE(m_view->choice().vector, 2);
        press("In the weights");
        QTRY_VERIFY(grid("basisWeightsPlot")->isVisible());
        QTest::mouseClick(grid("basisWeightsPlot"), Qt::LeftButton, {}, centre(grid("basisWeightsPlot"), 3, 1));
        QCOMPARE(m_view->choice().vector, 3);
        press("Curvature");
        auto* plot = curves("curvaturePlot");
        QTRY_VERIFY(plot->isVisible());
        const auto& data = plot->data();
        QTest::mouseClick(plot, Qt::LeftButton, {}, plot->position(data.steps[2], data.groups[1].centre[2]).toPoint());
        QCOMPARE(m_view->choice().vector, 1);
        QCOMPARE(plot->data().markedSteps, QVector<double> { double(m_run->basis[1].step) });
    }

    void theKeyboardWalksAndChooses()
    {
        auto* plot = grid("basisVectorsPlot");
        plot->setFocus();
        QTest::keyClick(plot, Qt::Key_Down);
        QTest::keyClick(plot, Qt::Key_Down);
        QTest::keyClick(plot, Qt::Key_Return);
        QCOMPARE(m_view->choice().vector, 1);
        press("Curvature");
        auto* curvature = curves("curvaturePlot");
        curvature->setFocus();
        QTest::keyClick(curvature, Qt::Key_Up); // the last one
        QTest::keyClick(curvature, Qt::Key_Return);
        QCOMPARE(m_view->choice().vector, 3);
    }

    void hoveringSaysValuesAndWhy()
    {
        auto* plot = grid("basisVectorsPlot");
        QVERIFY(isSaid(plot, centre(plot, 1, 1), "Eigenvalue: 25"));
        QVERIFY(isSaid(plot, centre(plot, 3, 6), "does not fall"));
        QVERIFY(isSaid(plot, centre(plot, 0, 7), "polcascope-engine causal"));
    }

    void theTablesAreTheSameAndEnterChooses()
    {
        press("Vectors");
        QTest::keyClick(grid("basisVectorsPlot"), Qt::Key_F8);
        auto* vectors = table("basisVectorsTable");
        QVERIFY(vectors->isVisible());
        QCOMPARE(vectors->model()->rowCount(), 4);
        vectors->sortByColumn(2, Qt::AscendingOrder); // the smallest eigenvalue first: the last vector
        vectors->setCurrentIndex(vectors->model()->index(0, 0));
        QTest::keyClick(vectors, Qt::Key_Return);
        QCOMPARE(m_view->choice().vector, 3);
        QCOMPARE(vectors->currentIndex().row(), 0);
        press("Explained");
        QTest::keyClick(curves("explainedPlot"), Qt::Key_F8);
        QVERIFY(table("explainedTable")->isVisible());
        QCOMPARE(table("explainedTable")->model()->rowCount(), int(m_run->trajectories->checkpoints()) - 1);
        press("Curvature");
        QTest::keyClick(curves("curvaturePlot"), Qt::Key_F8);
        QCOMPARE(table("curvatureTable")->model()->rowCount(), int(m_run->trajectories->checkpoints()));
    }

    void layersOrTensors()
    {
        press("In the weights");
        auto* weights = table("basisWeightsTable");
        QCOMPARE(weights->model()->columnCount(), 1 + 3);
        press("Tensors");
        QCOMPARE(weights->model()->columnCount(), 1 + int(m_panel->details().data()->layout.size()));
        press("Layers");
        QCOMPARE(weights->model()->columnCount(), 1 + 3);
    }

    void sharesOfEachIntervalOrSoFar()
    {
        press("Explained");
        const auto soFar = curves("explainedPlot")->data();
        QVERIFY(std::abs(soFar.groups[0].centre.last() - 100 * m_view->explained()->share()) < 1e-9);
        press("Each interval");
        QVERIFY(curves("explainedPlot")->data().groups[0].centre != soFar.groups[0].centre);
        QVERIFY(std::abs(curves("movementPlot")->data().groups[0].centre[2] - 5) < 1e-9);
        // The cursor is that of all step axes.
        m_selection->setCursorStep(10);
        QCOMPARE(curves("explainedPlot")->cursorStep(), 10.0);
        QCOMPARE(curves("curvaturePlot")->cursorStep(), 10.0);
        auto choice = m_view->choice();
        choice.decomposition = Decomposition::fisher;
        m_view->setChoice(choice);
        QTRY_VERIFY(curves("explainedPlot")->data().emptyReason.contains("Fisher"));
    }

    void anotherRunIsComparedFromTheMenu()
    {
        jobs::addRecentRun(path("a.polca"));
        jobs::addRecentRun(path("b.polca"));
        press("Other basis");
        QVERIFY(grid("basisCosinesPlot")->accessibleDescription().contains("Another run"));
        auto* another = m_panel->findChild<QToolButton*>("anotherRun");
        QStringList offered;
        QTimer::singleShot(100, this, [&] { // the menu has a loop of its own
            for (const auto* action : another->menu()->actions())
                offered.append(action->text());
            QTest::keyClick(another->menu(), Qt::Key_Down);
            QTest::keyClick(another->menu(), Qt::Key_Return);
        });
        QTest::mouseClick(another, Qt::LeftButton);
        QCOMPARE(offered.first(), "b"); // not the run itself
        QVERIFY(offered.last().startsWith("Choose a folder"));
        QTRY_VERIFY(m_panel->comparison().cosines());
        auto* plot = grid("basisCosinesPlot");
        QTRY_VERIFY(!plot->cellRect(3, 2).isNull());
        const double cosine = m_panel->comparison().cosines()->cosine(3, 2);
        QVERIFY(isSaid(plot, centre(plot, 3, 2), "cosine " + QLocale().toString(cosine, 'f', 3)));
        QTest::mouseClick(plot, Qt::LeftButton, {}, centre(plot, 3, 2));
        QCOMPARE(m_view->choice().vector, 3);
        QTest::keyClick(plot, Qt::Key_F8);
        QCOMPARE(table("basisCosinesTable")->model()->rowCount(), 5);
        QCOMPARE(table("basisCosinesTable")->model()->columnCount(), 5);
    }

    void whatIsMissingIsSaid()
    {
        const auto says = [&](QWidget* plot, const char* words) {
            return QTest::qWaitFor([&] { return plot->accessibleDescription().contains(words); }, 5000);
        };
        show(models::readRun(path("half.polca")));
        QVERIFY(says(curves("explainedPlot"), "once the trajectories are complete"));
        QVERIFY(says(curves("curvaturePlot"), "vector 0")); // as far as it is known
        show(models::readRun(path("flat.polca")));
        QVERIFY(says(curves("curvaturePlot"), "trajectories.curvature_examples=125"));
        show(models::readRun(path("bare.polca")));
        for (QWidget* plot : std::initializer_list<QWidget*> { grid("basisVectorsPlot"), grid("basisWeightsPlot"),
                 grid("basisCosinesPlot"), curves("explainedPlot"), curves("curvaturePlot") })
            QVERIFY2(says(plot, "no basis vectors yet"), qPrintable(plot->accessibleDescription()));
        QVERIFY(!m_panel->findChild<QToolButton*>("anotherRun")->isEnabled());
        show(models::readRun(path("sample.polca")));
        QVERIFY(says(grid("basisCosinesPlot"), "A sample has no weights"));
        QVERIFY(!m_panel->findChild<QToolButton*>("anotherRun")->isEnabled());
        QVERIFY(says(grid("basisWeightsPlot"), "largest share")); // which it has
        show(nullptr);
        QVERIFY(says(grid("basisVectorsPlot"), "once one is open"));
        QVERIFY(says(curves("movementPlot"), "once one is open"));
    }

    void whatIsNotSeenIsNotRead()
    {
        m_panel->hide();
        const auto before = m_panel->details().data();
        const auto other = models::readRun(path("b.polca"));
        m_panel->showRun(other);
        QCOMPARE(m_panel->details().data(), before);
        m_panel->show();
        QTRY_COMPARE(m_panel->details().run(), other);
    }
};

QTEST_MAIN(tst_basis_details_panel)
#include "tst_basis_details_panel.moc"
