#include "widgets/models/view_history.h"

#include <QSignalSpy>
#include <QTest>

using namespace polcascope;
using models::PlotAxes;
using models::RunView;
using models::ViewChoice;
using models::ViewHistory;

class tst_view_history : public QObject {
    Q_OBJECT

    std::unique_ptr<RunView> m_view;
    std::unique_ptr<PlotAxes> m_axes;
    std::unique_ptr<ViewHistory> m_history;

    void look(int vector) const
    {
        ViewChoice choice = m_view->choice();
        choice.setVector(vector);
        m_view->setChoice(choice);
    }

private Q_SLOTS:
    void init()
    {
        m_view = std::make_unique<RunView>();
        m_axes = std::make_unique<PlotAxes>();
        m_history = std::make_unique<ViewHistory>(m_view.get(), m_axes.get());
    }

    void cleanup()
    {
        m_history.reset();
        m_axes.reset();
        m_view.reset();
    }

    void itGoesBackAndForthThroughChoices()
    {
        QVERIFY(!m_history->canGoBack());
        m_history->goBack(); // harmless
        look(1);
        look(2);
        look(2); // nothing new
        QVERIFY(m_history->canGoBack() && !m_history->canGoForward());
        m_history->goBack();
        QCOMPARE(m_view->choice().vector, 1);
        m_history->goBack();
        QCOMPARE(m_view->choice().vector, 0);
        QVERIFY(!m_history->canGoBack());
        m_history->goForward();
        m_history->goForward();
        QCOMPARE(m_view->choice().vector, 2);
        QVERIFY(!m_history->canGoForward());
    }

    void whatIsLookedAtNextReplacesWhatLiesAhead()
    {
        look(1);
        look(2);
        m_history->goBack();
        look(5);
        QVERIFY(!m_history->canGoForward());
        m_history->goBack();
        QCOMPARE(m_view->choice().vector, 1);
    }

    void zoomingWithoutAPauseIsOneEntry()
    {
        for (int i = 1; i <= 30; ++i)
            m_axes->setStepRange(i, 200 - i);
        m_history->goBack();
        QVERIFY(std::isinf(m_axes->stepRange().first));
        QVERIFY(!m_history->canGoBack());
        m_history->goForward();
        QCOMPARE(m_axes->stepRange(), qMakePair(30.0, 170.0));
    }

    void aPauseOrAChoiceEndsAnEntry()
    {
        m_axes->setStepRange(1, 100);
        QTest::qWait(1100);
        m_axes->setStepRange(2, 90);
        look(1);
        m_axes->setStepRange(3, 80);
        QList<QPair<double, double>> ranges;
        QList<int> vectors;
        while (m_history->canGoBack()) {
            m_history->goBack();
            ranges << m_axes->stepRange();
            vectors << m_view->choice().vector;
        }
        QCOMPARE(vectors, (QList<int> { 1, 0, 0, 0 }));
        QCOMPARE(ranges.mid(0, 3), (QList<QPair<double, double>> { { 2, 90 }, { 2, 90 }, { 1, 100 } }));
    }

    void zoomingAfterGoingBackIsAnEntryOfItsOwn()
    {
        m_axes->setStepRange(1, 100);
        m_history->goBack();
        m_axes->setStepRange(5, 50); // at once
        m_history->goBack();
        QVERIFY(std::isinf(m_axes->stepRange().first));
        QVERIFY(!m_history->canGoBack());
    }

    void itKnowsScalesLogarithmicStepsAndValuesInView()
    {
        const auto range = [this] { return m_axes->valueRange("lossPlot"); };
        m_axes->setValueRange("lossPlot", 1, 2);
        m_axes->setValueRange("lossPlot", 1.25, 1.75); // the same entry
        m_axes->setValueScale("lossPlot", models::AxisScale::logarithmic);
        QCOMPARE(range(), PlotAxes::all);
        m_axes->setLogSteps(true);
        m_axes->setMarks({ 5, std::nullopt }); // stand where they stand
        m_history->goBack();
        QVERIFY(!m_axes->logSteps());
        QCOMPARE(m_axes->valueScale("lossPlot"), models::AxisScale::logarithmic);
        m_history->goBack();
        QCOMPARE(m_axes->valueScale("lossPlot"), models::AxisScale::linear);
        QCOMPARE(range(), qMakePair(1.25, 1.75));
        m_history->goBack();
        QCOMPARE(range(), PlotAxes::all);
        QVERIFY(!m_history->canGoBack());
        while (m_history->canGoForward())
            m_history->goForward();
        QVERIFY(m_axes->logSteps());
        QCOMPARE(m_axes->valueScale("lossPlot"), models::AxisScale::logarithmic);
        QCOMPARE(m_axes->marks(), (models::StepMarks { 5, std::nullopt }));
    }

    void itStartsAnewAndForgetsTheOldest()
    {
        QSignalSpy changed(m_history.get(), &ViewHistory::changed);
        for (int i = 1; i < 2 * static_cast<int>(ViewHistory::longest); ++i)
            look(i);
        int back = 0;
        for (; m_history->canGoBack(); ++back)
            m_history->goBack();
        QCOMPARE(back + 1, static_cast<int>(ViewHistory::longest));
        m_history->startAnew();
        QVERIFY(!m_history->canGoBack() && !m_history->canGoForward());
        QVERIFY(changed.count() > 0);
    }
};

QTEST_GUILESS_MAIN(tst_view_history)
#include "tst_view_history.moc"
