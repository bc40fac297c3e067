#include "tests/widgets/views/view_data.h"
#include "widgets/views/curve_plot.h"
#include "widgets/views/trajectory_strips.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace polcascope;
using views::CurvePlot;
using views::TrajectoryStrips;

class TestTrajectoryStrips : public QObject {
    Q_OBJECT
private:
    viewdata::Example m_run = viewdata::example(200, 40);
    models::CurvePlotData m_data;
    std::unique_ptr<TrajectoryStrips> m_strips;

    static QVector<views::StripHeader> headers(int count)
    {
        QVector<views::StripHeader> headers;
        for (int v = 0; v < count; ++v)
            headers.append({ v, 100.0 / (v + 1), 0.05, 50 });
        return headers;
    }

private Q_SLOTS:
    void init()
    {
        m_data = models::curveData(m_run.steps, m_run.polca, m_run.clustering, { .valueLabel = QStringLiteral("POLCA (nats)") });
        m_strips = std::make_unique<TrajectoryStrips>();
        m_strips->resize(700, 400);
        m_strips->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_strips.get()));
    }

    void onlyWhatIsSeenAsksForData()
    {
        QSignalSpy needed(m_strips.get(), &TrajectoryStrips::dataNeeded);
        m_strips->setHeaders(headers(30));
        const auto first = needed.count();
        QVERIFY(first >= 2 && first < 12);
        QVERIFY(m_strips->plot(0));
        QVERIFY(!m_strips->plot(29));
        m_strips->verticalScrollBar()->setValue(m_strips->verticalScrollBar()->maximum());
        QVERIFY(needed.count() > first);
        QCOMPARE(needed.last().first().toInt(), 29);
        const auto second = needed.count();
        m_strips->verticalScrollBar()->setValue(0);
        QCOMPARE(needed.count(), second); // nobody is asked twice
    }

    void theTitleNamesEigenvalueShareAndStep()
    {
        m_strips->setHeaders(headers(3));
        m_strips->setData(1, m_data);
        const QString title = m_strips->plot(1)->data().title;
        for (const char* part : { "Vector 1", "50", "5 %", "step 50" })
            QVERIFY2(title.contains(QLatin1String(part)), qPrintable(title));
        QCOMPARE(m_strips->plot(1)->data().markedSteps, QVector<double> { 50 });
        QVERIFY(m_strips->plot(0)->data().isEmpty()); // still being computed
    }

    void hoverCursorAndZoomAreShared()
    {
        m_strips->setHeaders(headers(3));
        for (int v = 0; v < 3; ++v)
            m_strips->setData(v, m_data);
        QCoreApplication::processEvents(); // lays the plots out
        QSignalSpy hovered(m_strips.get(), &TrajectoryStrips::groupHovered);
        QSignalSpy cursor(m_strips.get(), &TrajectoryStrips::cursorStepChanged);
        CurvePlot* plot = m_strips->plot(1);
        const models::CurveGroup& group = m_data.groups[2];
        QTest::mouseMove(plot, plot->position(m_data.steps[30], group.centre[30]).toPoint());
        QCOMPARE(hovered.count(), 1);
        const int id = hovered.last().first().toInt();
        QVERIFY(id != models::noGroup);
        QCOMPARE(m_strips->plot(0)->hovered(), id);
        QCOMPARE(m_strips->plot(2)->cursorStep(), m_data.steps[30]);
        QCOMPARE(cursor.count(), 1);
        m_strips->setStepRange(20, 80);
        for (int v = 0; v < 3; ++v)
            QCOMPARE(m_strips->plot(v)->stepRange(), qMakePair(20.0, 80.0));
    }

    void axesAndCursorsAreShared()
    {
        m_strips->setHeaders(headers(3));
        for (int v = 0; v < 3; ++v)
            m_strips->setData(v, m_data);
        QCoreApplication::processEvents();
        QSignalSpy logarithmic(m_strips.get(), &TrajectoryStrips::logXChanged);
        QSignalSpy scale(m_strips.get(), &TrajectoryStrips::valueScaleChanged);
        QSignalSpy marked(m_strips.get(), &TrajectoryStrips::marksChanged);
        const auto choose = [this](const QString& name) {
            CurvePlot* plot = m_strips->plot(1);
            QContextMenuEvent event(QContextMenuEvent::Mouse, QPoint(100, 60), plot->mapToGlobal(QPoint(100, 60)));
            QApplication::sendEvent(plot, &event);
            QMenu* menu = plot->findChildren<QMenu*>(QString(), Qt::FindDirectChildrenOnly).last();
            for (QAction* action : menu->findChildren<QAction*>())
                if (action->text().remove(u'&') == name)
                    action->trigger();
            menu->close();
        };
        choose(QStringLiteral("Logarithmic steps"));
        choose(QStringLiteral("Symmetric logarithmic"));
        QCOMPARE(logarithmic.count(), 1);
        QCOMPARE(scale.count(), 1);
        for (int v = 0; v < 3; ++v) {
            CurvePlot* plot = m_strips->plot(v);
            QVERIFY(plot->logX());
            QVERIFY(plot->stepRange().first > 0);
            QCOMPARE(plot->axes().values, models::AxisScale::symmetric);
            // Equal ratios of steps are equally long.
            const double first = plot->position(2, 0).x(), middle = plot->position(20, 0).x(), last = plot->position(200, 0).x();
            QVERIFY(std::abs((middle - first) - (last - middle)) < 1e-6);
        }
        const QPointF at = m_strips->plot(1)->position(m_data.steps[30], 0);
        QMouseEvent move(QEvent::MouseMove, at, m_strips->plot(1)->mapToGlobal(at), Qt::NoButton, Qt::NoButton, {});
        QApplication::sendEvent(m_strips->plot(1), &move);
        QTest::keyClick(m_strips->plot(1), Qt::Key_A);
        QCOMPARE(marked.count(), 1);
        QCOMPARE(m_strips->plot(2)->marks(), (models::StepMarks { m_data.steps[30], std::nullopt }));
        // A strip that is made later has all of it, too.
        m_strips->setHeaders(headers(30));
        m_strips->verticalScrollBar()->setValue(m_strips->verticalScrollBar()->maximum());
        m_strips->setData(29, m_data);
        QVERIFY(m_strips->plot(29)->logX());
        QCOMPARE(m_strips->plot(29)->axes().values, models::AxisScale::symmetric);
        QCOMPARE(m_strips->plot(29)->marks(), m_strips->plot(2)->marks());
        QVERIFY(!m_strips->plot(29)->isZoomed());
    }

    void aClickBesideTheCurvesChoosesTheVector()
    {
        m_strips->setHeaders(headers(3));
        m_strips->setData(2, m_data);
        QSignalSpy chosen(m_strips.get(), &TrajectoryStrips::vectorChosen);
        QTest::mouseClick(m_strips->plot(2), Qt::LeftButton, {}, { 20, 5 }); // the title
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.last().first().toInt(), 2);
        m_strips->setCurrentVector(1);
        QTest::keyClick(m_strips.get(), Qt::Key_PageDown);
        QCOMPARE(chosen.last().first().toInt(), 2);
    }

    void newHeadersKeepTheData()
    {
        m_strips->setHeaders(headers(2));
        m_strips->setData(0, m_data);
        auto changed = headers(3);
        changed[0].explained = 0.5;
        m_strips->setHeaders(changed);
        QVERIFY(!m_strips->plot(0)->data().isEmpty());
        QVERIFY(m_strips->plot(0)->data().title.contains(QStringLiteral("50 %")));
    }

    void clearedStripsAskAgain()
    {
        QSignalSpy needed(m_strips.get(), &TrajectoryStrips::dataNeeded);
        m_strips->setHeaders(headers(2));
        m_strips->setData(0, m_data);
        m_strips->setData(1, m_data);
        const auto before = needed.count();
        m_strips->clearData();
        QCOMPARE(needed.count(), before + 2);
        QVERIFY(!m_strips->plot(0)->data().isEmpty()); // the old curves stay until the new ones are there
    }
};

QTEST_MAIN(TestTrajectoryStrips)
#include "tst_trajectory_strips.moc"
