#include "tests/widgets/views/view_data.h"
#include "widgets/theme/theme.h"
#include "widgets/views/curve_plot.h"

#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <cmath>

using namespace polcascope;
using views::CurvePlot;

namespace {

void wheel(QWidget& widget, const QPointF& at, int delta, Qt::KeyboardModifiers modifiers = {})
{
    QWheelEvent event(at, widget.mapToGlobal(at), {}, QPoint(0, delta), Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&widget, &event);
}

}

class TestCurvePlot : public QObject {
    Q_OBJECT
private:
    viewdata::Example m_run = viewdata::example(400, 60);
    models::CurvePlotData m_data;
    std::unique_ptr<CurvePlot> m_plot;

    /// On the curve of a group at a step.
    [[nodiscard]] QPoint on(int group, qsizetype t) const
    {
        return m_plot->position(m_data.steps[t], m_data.group(group)->centre[t]).toPoint();
    }
    /// Where on the screen a group's curve is farthest from all others.
    [[nodiscard]] qsizetype apart(int group) const
    {
        qsizetype best = 0;
        double farthest = 0;
        for (qsizetype t = 0; t < m_data.steps.size(); ++t) {
            double nearest = std::numeric_limits<double>::infinity();
            for (const models::CurveGroup& other : m_data.groups)
                if (other.id != group)
                    nearest = std::min(nearest, std::abs(m_plot->position(0, other.centre[t]).y() - double(on(group, t).y())));
            if (nearest > farthest) {
                farthest = nearest;
                best = t;
            }
        }
        return best;
    }
    /// QTest::mouseMove asks the platform, for which a menu that was open may still be in the way.
    void move(const QPointF& at) const
    {
        QMouseEvent event(QEvent::MouseMove, at, m_plot->mapToGlobal(at), Qt::NoButton, Qt::NoButton, {});
        QApplication::sendEvent(m_plot.get(), &event);
    }
    /// Opens the context menu at a place and triggers the entry whose text begins so.
    void choose(const QString& name, const QPoint& at = { 300, 200 }) const
    {
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, m_plot->mapToGlobal(at));
        QApplication::sendEvent(m_plot.get(), &event);
        QAction* found = action(name);
        QVERIFY2(found, qPrintable(name));
        QVERIFY(found->isEnabled());
        found->trigger();
        menu()->close();
    }
    [[nodiscard]] QMenu* menu() const
    {
        return m_plot->findChildren<QMenu*>(QString(), Qt::FindDirectChildrenOnly).last();
    }
    [[nodiscard]] QAction* action(const QString& name) const
    {
        for (QAction* action : menu()->findChildren<QAction*>())
            if (action->text().remove(u'&').startsWith(name))
                return action;
        return nullptr;
    }
    /// The curves of the losses, taken down so that they are on both sides of zero.
    [[nodiscard]] models::CurvePlotData aboutZero() const
    {
        auto members = std::make_shared<Matrix<float>>(*m_run.loss);
        for (std::size_t i = 0; i < members->size(); ++i)
            members->data()[i] -= 1;
        return models::curveData(m_run.steps, members, m_run.clustering,
            { .title = QStringLiteral("Loss"), .valueLabel = QStringLiteral("loss (nats)") });
    }
    [[nodiscard]] QPoint beside() const { return m_plot->position(m_data.steps[50], m_plot->valueRange().second * 0.98).toPoint(); }

private Q_SLOTS:
    void init()
    {
        m_data = models::curveData(m_run.steps, m_run.loss, m_run.clustering,
            { .title = QStringLiteral("Loss"), .valueLabel = QStringLiteral("loss (nats)") });
        m_plot = std::make_unique<CurvePlot>();
        m_plot->resize(800, 400);
        m_plot->setData(m_data);
        m_plot->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_plot.get()));
    }

    void allDataIsInView()
    {
        QVERIFY(m_plot->stepRange().first <= m_data.steps.first() && m_plot->stepRange().second >= m_data.steps.last());
        for (const models::CurveGroup& group : m_data.groups) {
            for (const double value : group.centre)
                QVERIFY(value >= m_plot->valueRange().first && value <= m_plot->valueRange().second);
        }
        QVERIFY(!m_plot->isZoomed());
    }

    void movingOverACurveHoversItsGroupAndMovesTheCursor()
    {
        QSignalSpy hovered(m_plot.get(), &CurvePlot::groupHovered);
        QSignalSpy cursor(m_plot.get(), &CurvePlot::cursorStepChanged);
        QTest::mouseMove(m_plot.get(), on(1, 30));
        QCOMPARE(hovered.count(), 1);
        QCOMPARE(hovered.last().first().toInt(), 1);
        QCOMPARE(cursor.last().first().toDouble(), m_data.steps[30]);
        QCOMPARE(m_plot->hovered(), 1);
        QTest::mouseMove(m_plot.get(), on(2, 40));
        QCOMPARE(hovered.last().first().toInt(), 2);
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(m_plot.get(), &leave);
        QCOMPARE(hovered.last().first().toInt(), models::noGroup);
        QVERIFY(std::isnan(cursor.last().first().toDouble()));
    }

    void aClickOnACurveChoosesItsGroup()
    {
        QSignalSpy clicked(m_plot.get(), &CurvePlot::groupClicked);
        QSignalSpy background(m_plot.get(), &CurvePlot::backgroundClicked);
        QTest::mouseClick(m_plot.get(), Qt::LeftButton, Qt::ShiftModifier, on(2, 45));
        QCOMPARE(clicked.count(), 1);
        QCOMPARE(clicked.last()[0].toInt(), 2);
        QCOMPARE(clicked.last()[1].value<Qt::KeyboardModifiers>(), Qt::ShiftModifier);
        QTest::mouseClick(m_plot.get(), Qt::LeftButton, {}, beside());
        QCOMPARE(background.count(), 1);
    }

    void aClickInTheLegendChoosesItsGroup()
    {
        QSignalSpy clicked(m_plot.get(), &CurvePlot::groupClicked);
        const int em = m_plot->fontMetrics().height();
        for (int y = 0; y < 5 * em && clicked.isEmpty(); y += em / 2)
            QTest::mouseClick(m_plot.get(), Qt::LeftButton, {}, { em * 2, y });
        QCOMPARE(clicked.count(), 1);
        QCOMPARE(clicked.last()[0].toInt(), 0);
    }

    /// QTest::mouseMove does not say which button is down.
    void drag(const QPoint& from, const QPoint& to, Qt::KeyboardModifiers modifiers, bool letsGo = true) const
    {
        QTest::mousePress(m_plot.get(), Qt::LeftButton, modifiers, from);
        for (const QPoint& at : { from + QPoint(15, 0), to }) {
            QMouseEvent move(QEvent::MouseMove, at, m_plot->mapToGlobal(at), Qt::NoButton, Qt::LeftButton, modifiers);
            QApplication::sendEvent(m_plot.get(), &move);
        }
        if (letsGo)
            QTest::mouseRelease(m_plot.get(), Qt::LeftButton, modifiers, to);
    }

    void aDragWithAKeyBrushesStepsWhereThatIsAskedFor()
    {
        QSignalSpy brushing(m_plot.get(), &CurvePlot::stepsBrushing);
        QSignalSpy brushed(m_plot.get(), &CurvePlot::stepsBrushed);
        drag(on(1, 10), on(1, 30), Qt::ShiftModifier);
        QVERIFY(brushed.isEmpty());
        QVERIFY(m_plot->isZoomed()); // it panned
        m_plot->fit();

        m_plot->setBrushing(CurvePlot::Brushing::withKeys);
        drag(on(1, 30), on(1, 10), Qt::ShiftModifier); // from right to left, too
        QCOMPARE(brushed.count(), 1);
        QCOMPARE(brushed[0][0].value<qsizetype>(), 10);
        QCOMPARE(brushed[0][1].value<qsizetype>(), 30);
        QCOMPARE(brushed[0][2].value<Qt::KeyboardModifiers>(), Qt::ShiftModifier);
        QVERIFY(!brushing.isEmpty());
        QCOMPARE(brushing.last(), brushed[0]);
        QVERIFY(!m_plot->isZoomed());
        drag(on(1, 10), on(1, 30), {});
        QCOMPARE(brushed.count(), 1);
        QVERIFY(m_plot->isZoomed());
        m_plot->fit();

        m_plot->setBrushing(CurvePlot::Brushing::always);
        drag(on(1, 10), on(1, 31), {});
        QCOMPARE(brushed.count(), 2);
        QCOMPARE(brushed[1][1].value<qsizetype>(), 31);
        // A click stays a click.
        QSignalSpy clicked(m_plot.get(), &CurvePlot::groupClicked);
        QTest::mouseClick(m_plot.get(), Qt::LeftButton, Qt::ShiftModifier, on(2, 45));
        QCOMPARE(clicked.count(), 1);
        QCOMPARE(brushed.count(), 2);
    }

    void escapeGivesABrushUp()
    {
        m_plot->setBrushing(CurvePlot::Brushing::always);
        QSignalSpy brushed(m_plot.get(), &CurvePlot::stepsBrushed);
        QSignalSpy dropped(m_plot.get(), &CurvePlot::brushDropped);
        const QImage before = m_plot->image().toImage();
        drag(on(1, 10), on(1, 30), {}, false);
        QVERIFY(m_plot->image().toImage() != before); // the steps are shaded
        QTest::keyClick(m_plot.get(), Qt::Key_Escape);
        QCOMPARE(dropped.count(), 1);
        QTest::mouseRelease(m_plot.get(), Qt::LeftButton, {}, on(1, 30));
        QCOMPARE(brushed.count(), 0);
    }

    void theMeanOfASelectionLiesOverTheCurves()
    {
        const QImage before = m_plot->image().toImage();
        QVector<double> mean(m_data.steps.size(), m_plot->valueRange().second * 0.6);
        m_plot->setSelectionCurve(mean, "mean of 3 tokens selected");
        QVERIFY(m_plot->image().toImage() != before);
        m_plot->copyData();
        const auto lines = QGuiApplication::clipboard()->text().split('\n');
        QVERIFY(lines[0].endsWith("\tmean of 3 tokens selected"));
        QCOMPARE(lines[1].split('\t').last().toDouble(), mean[0]);
        m_plot->setData(m_data); // it stays until it is computed anew
        QCOMPARE(m_plot->data().selection, mean);
        m_plot->setSelectionCurve(QVector<double>(3, 1), "of other steps");
        QVERIFY(m_plot->data().selection.isEmpty());
        QCOMPARE(m_plot->image().toImage(), before);
    }

    void theSettersEmitNothing()
    {
        QSignalSpy hovered(m_plot.get(), &CurvePlot::groupHovered);
        QSignalSpy cursor(m_plot.get(), &CurvePlot::cursorStepChanged);
        QSignalSpy range(m_plot.get(), &CurvePlot::stepRangeChanged);
        QSignalSpy values(m_plot.get(), &CurvePlot::valueRangeChanged);
        m_plot->setHovered(1);
        m_plot->setCursorStep(101);
        m_plot->setStepRange(10, 200);
        QCOMPARE(m_plot->cursorStep(), 100.0); // snaps
        const auto all = m_plot->valueRange();
        m_plot->setValueRange(0.5, 1.5);
        QCOMPARE(m_plot->valueRange(), qMakePair(0.5, 1.5));
        m_plot->setValueRange(-HUGE_VAL, HUGE_VAL);
        QCOMPARE(m_plot->valueRange(), all);
        QVERIFY(hovered.isEmpty() && cursor.isEmpty() && range.isEmpty() && values.isEmpty());
    }

    void theWheelZoomsAtTheCursor()
    {
        const QPointF at = m_plot->position(100, 1);
        const auto before = m_plot->stepRange();
        wheel(*m_plot, at, 240);
        const auto after = m_plot->stepRange();
        QVERIFY(after.second - after.first < before.second - before.first);
        QVERIFY((m_plot->position(100, 1) - at).manhattanLength() < 1.5);
        QVERIFY(m_plot->isZoomed());
        const auto values = m_plot->valueRange();
        wheel(*m_plot, at, 120, Qt::ShiftModifier);
        QCOMPARE(m_plot->valueRange(), values);
        const auto steps = m_plot->stepRange();
        QSignalSpy told(m_plot.get(), &CurvePlot::valueRangeChanged);
        wheel(*m_plot, at, 120, Qt::ControlModifier);
        QCOMPARE(m_plot->stepRange(), steps);
        QVERIFY(m_plot->valueRange() != values);
        QCOMPARE(told, (QList<QVariantList> { { m_plot->valueRange().first, m_plot->valueRange().second } }));
    }

    void draggingPans()
    {
        QSignalSpy clicked(m_plot.get(), &CurvePlot::groupClicked);
        QSignalSpy range(m_plot.get(), &CurvePlot::stepRangeChanged);
        const auto before = m_plot->stepRange();
        const QPoint from = on(1, 30);
        QTest::mousePress(m_plot.get(), Qt::LeftButton, {}, from);
        for (int x = 10; x <= 100; x += 10) {
            QMouseEvent move(QEvent::MouseMove, QPointF(from) - QPointF(x, 0), m_plot->mapToGlobal(QPointF(from) - QPointF(x, 0)),
                Qt::NoButton, Qt::LeftButton, {});
            QApplication::sendEvent(m_plot.get(), &move);
        }
        QTest::mouseRelease(m_plot.get(), Qt::LeftButton, {}, from - QPoint(100, 0));
        QVERIFY(m_plot->stepRange().first > before.first);
        QVERIFY(std::abs((m_plot->stepRange().second - m_plot->stepRange().first) - (before.second - before.first)) < 1e-6);
        QVERIFY(range.count() > 3);
        QVERIFY(clicked.isEmpty());
    }

    void theDensityFollowsTheCurves()
    {
        // Far from any curve that is drawn by itself.
        auto members = std::make_shared<Matrix<float>>(m_data.members->rows(), m_data.members->columns(), 0.9F);
        m_data.members = members;
        m_data.sample.clear();
        for (models::CurveGroup& group : m_data.groups) {
            group.centre.fill(0.1);
            group.low.fill(0);
            group.high.fill(1);
        }
        m_data.groups.resize(1);
        m_data.groups.first().low = m_data.groups.first().high = {};
        m_data.primary.fill(1, m_data.steps.size()); // makes room
        m_plot->setData(m_data);
        const auto isShaded = [&](double value) {
            const QImage picture = m_plot->grab().toImage();
            const QPoint at = m_plot->position(m_data.steps[30] + 0.5, value).toPoint();
            return picture.pixelColor(at) != picture.pixelColor(at + QPoint(0, 8));
        };
        QTRY_VERIFY(isShaded(0.9) && !isShaded(0.57));
        const QPoint from = m_plot->rect().center();
        QTest::mousePress(m_plot.get(), Qt::LeftButton, {}, from);
        for (int y = 10; y <= 60; y += 10) {
            QMouseEvent move(QEvent::MouseMove, QPointF(from) + QPointF(5, y), m_plot->mapToGlobal(QPointF(from) + QPointF(5, y)),
                Qt::NoButton, Qt::LeftButton, {});
            QApplication::sendEvent(m_plot.get(), &move);
            QCoreApplication::processEvents(); // as soon as the curves are painted, whether it has been counted anew or not
            QVERIFY(isShaded(0.9));
            QVERIFY(!isShaded(0.57));
        }
        QTest::mouseRelease(m_plot.get(), Qt::LeftButton, {}, from + QPoint(5, 60));
        // Other curves: what is of those before is not shown with them.
        members = std::make_shared<Matrix<float>>(m_data.members->rows(), m_data.members->columns(), 0.57F);
        m_data.members = members;
        m_plot->setData(m_data);
        QCoreApplication::processEvents();
        QVERIFY(!isShaded(0.9));
        QTRY_VERIFY(isShaded(0.57));
    }

    void zoomSurvivesNewData()
    {
        wheel(*m_plot, m_plot->position(100, 1), 360);
        const auto steps = m_plot->stepRange();
        const auto values = m_plot->valueRange();
        models::CurvePlotData more = m_data;
        for (models::CurveGroup& group : more.groups) {
            for (double& value : group.centre)
                value *= 3;
        }
        m_plot->setData(more);
        QCOMPARE(m_plot->stepRange(), steps);
        QCOMPARE(m_plot->valueRange(), values);
    }

    void withoutZoomNewDataIsAllInView()
    {
        models::CurvePlotData more = m_data;
        for (models::CurveGroup& group : more.groups) {
            for (double& value : group.centre)
                value *= 3;
        }
        m_plot->setData(more);
        QVERIFY(m_plot->valueRange().second > more.groups[0].centre[0]);
    }

    void aDoubleClickFits()
    {
        const auto steps = m_plot->stepRange();
        const auto values = m_plot->valueRange();
        wheel(*m_plot, m_plot->position(100, 1), 480);
        QVERIFY(m_plot->stepRange() != steps);
        QTest::mouseDClick(m_plot.get(), Qt::LeftButton, {}, m_plot->rect().center());
        QCOMPARE(m_plot->stepRange(), steps);
        QCOMPARE(m_plot->valueRange(), values);
        QVERIFY(!m_plot->isZoomed());
    }

    void aFitInOnePlotUnzoomsTheOther()
    {
        CurvePlot other;
        other.setData(m_data);
        connect(m_plot.get(), &CurvePlot::stepRangeChanged, &other, &CurvePlot::setStepRange);
        wheel(*m_plot, m_plot->position(100, 1), 480, Qt::ShiftModifier);
        QCOMPARE(other.stepRange(), m_plot->stepRange());
        QVERIFY(other.isZoomed());
        QTest::mouseDClick(m_plot.get(), Qt::LeftButton, {}, m_plot->rect().center());
        QVERIFY(!other.isZoomed());
    }

    void logarithmicStepsLeaveStepZeroOut()
    {
        m_plot->setLogX(true);
        QVERIFY(m_plot->stepRange().first > 0);
        QVERIFY(m_plot->stepRange().first < m_data.steps[1]);
        const double middle = m_plot->position(std::sqrt(m_data.steps[1] * m_data.steps.last()), 1).x();
        const double ends = (m_plot->position(m_data.steps[1], 1).x() + m_plot->position(m_data.steps.last(), 1).x()) / 2;
        QVERIFY(std::abs(middle - ends) < 0.5);
        wheel(*m_plot, m_plot->position(100, 1), 240);
        QVERIFY(m_plot->stepRange().first > 0);
    }

    void aLogarithmicValueAxisIsChosenInTheMenu()
    {
        QSignalSpy scale(m_plot.get(), &CurvePlot::valueScaleChanged);
        QVERIFY(models::allowsLogarithm(m_data));
        choose(QStringLiteral("Logarithmic"));
        QCOMPARE(scale.count(), 1);
        QCOMPARE(m_plot->axes().values, models::AxisScale::logarithmic);
        QVERIFY(m_plot->valueRange().first > 0);
        const double x = m_data.steps[30];
        const double decade = m_plot->position(x, 0.1).y() - m_plot->position(x, 1).y();
        QVERIFY(decade > 0);
        QVERIFY(std::abs(m_plot->position(x, 0.01).y() - m_plot->position(x, 0.1).y() - decade) < 1e-6);
        for (const models::CurveGroup& group : m_data.groups)
            for (const double value : group.centre)
                QVERIFY(value >= m_plot->valueRange().first && value <= m_plot->valueRange().second);
        // What is pointed at is where it is painted.
        QCoreApplication::processEvents();
        for (const int group : { 0, 1, 2 }) {
            move(on(group, 50));
            QCOMPARE(m_plot->hovered(), group);
        }
        QVERIFY(m_plot->accessibleDescription().contains(QStringLiteral("Value axis: logarithmic")));
        wheel(*m_plot, m_plot->position(x, 0.5), 240, Qt::ControlModifier);
        QVERIFY(m_plot->valueRange().first > 0 && m_plot->valueRange().first < 0.5);
        for (int i = 0; i < 300; ++i)
            wheel(*m_plot, m_plot->position(x, 0.5), -480, Qt::ControlModifier);
        QVERIFY(std::isfinite(m_plot->valueRange().second) && m_plot->valueRange().first > 0);
        QCoreApplication::processEvents(); // painted at that
        choose(QStringLiteral("Linear"));
        QVERIFY(!m_plot->isZoomed());
    }

    void aLogarithmWithoutAPlaceForTheValuesIsDisabledAndFallsBack()
    {
        m_plot->setValueScale(models::AxisScale::logarithmic);
        m_plot->setData(aboutZero());
        // Asked for and not possible: said, and symmetric instead.
        QCOMPARE(m_plot->axes().values, models::AxisScale::logarithmic);
        QVERIFY(m_plot->accessibleDescription().contains(QStringLiteral("symmetric log for values of 0 or less")));
        QVERIFY(m_plot->valueRange().first < 0);
        QContextMenuEvent event(QContextMenuEvent::Mouse, QPoint(300, 200), m_plot->mapToGlobal(QPoint(300, 200)));
        QApplication::sendEvent(m_plot.get(), &event);
        QAction* logarithmic = action(QStringLiteral("Logarithmic (not for values of 0 or less)"));
        QVERIFY(logarithmic && !logarithmic->isEnabled());
        menu()->close();
        m_plot->setData(m_data);
        QVERIFY(m_plot->valueRange().first > 0);
    }

    void aSymmetricValueAxisIsLinearAboutZero()
    {
        m_data = aboutZero();
        m_plot->setData(m_data);
        choose(QStringLiteral("Symmetric"));
        QCoreApplication::processEvents();
        const double c = models::valueScale(models::AxisScale::symmetric, m_data).threshold;
        const auto y = [&](double value) { return m_plot->position(m_data.steps[30], value).y(); };
        QVERIFY(std::abs(2 * (y(0) - y(c / 2)) - (y(0) - y(c))) < 1e-6);
        QVERIFY(std::abs((y(c) - y(10 * c)) - (y(-10 * c) - y(-c))) < 1e-6);
        QVERIFY(y(c) - y(10 * c) > 2 * (y(0) - y(c)));
        for (const int group : { 0, 1, 2 }) {
            move(on(group, apart(group)));
            QCOMPARE(m_plot->hovered(), group);
        }
        QVERIFY(m_plot->accessibleDescription().contains(QStringLiteral("linear within ±") + QLocale().toString(c, 'g', 3)));
        // The table is of the values themselves.
        m_plot->copyData();
        QCOMPARE(QApplication::clipboard()->text(), models::table(m_data).text(u'\t'));
    }

    void aZoomOfValuesSurvivesAnotherThreshold()
    {
        m_data = aboutZero();
        m_plot->setData(m_data);
        m_plot->setValueScale(models::AxisScale::symmetric);
        wheel(*m_plot, m_plot->position(100, 0.5), 240, Qt::ControlModifier);
        const auto before = m_plot->valueRange();
        models::CurvePlotData small = m_data;
        for (models::CurveGroup& group : small.groups)
            for (double& value : group.centre)
                value /= 1000;
        QVERIFY(models::valueScale(models::AxisScale::symmetric, small) != models::valueScale(models::AxisScale::symmetric, m_data));
        m_plot->setData(small);
        QVERIFY(std::abs(m_plot->valueRange().first - before.first) < 1e-9);
        QVERIFY(std::abs(m_plot->valueRange().second - before.second) < 1e-9);
    }

    /// Density, bands and curves are all at the places that the scale gives.
    void everyLayerFollowsTheScale()
    {
        auto members = std::make_shared<Matrix<float>>(m_data.members->rows(), m_data.members->columns(), 0.03F);
        m_data.members = members;
        m_data.sample.clear();
        m_data.groups.resize(1);
        models::CurveGroup& group = m_data.groups.first();
        group.centre.fill(1);
        group.low.fill(-1); // below zero: out of the picture
        group.high.fill(2);
        m_data.primary.fill(0.01, m_data.steps.size()); // makes room
        m_plot->setData(m_data);
        m_plot->setValueScale(models::AxisScale::logarithmic);
        QCoreApplication::processEvents(); // paints what was set
        const auto colourAt = [&](double value) {
            const QPointF place = m_plot->position(m_data.steps[30] + 0.5, value);
            return m_plot->grab().toImage().pixelColor(static_cast<int>(place.x()), static_cast<int>(place.y())); // of the pixel that it is in
        };
        const QColor paper = m_plot->grab().toImage().pixelColor(2, m_plot->height() / 2);
        QTRY_VERIFY(colourAt(0.03) != colourAt(0.04));
        QVERIFY(colourAt(1.5) != paper); // in the band
        QVERIFY(colourAt(0.05) != paper); // in the band, which goes down to the axis
        QVERIFY(m_plot->accessibleDescription().contains(QStringLiteral("bands that reach 0")));
        QCOMPARE(colourAt(2.15), paper); // above it
        QVERIFY(colourAt(1).lightness() < colourAt(1.5).lightness()); // on the curve
    }

    void limitsAreTypedAndCheckedMeanwhile()
    {
        QSignalSpy range(m_plot.get(), &CurvePlot::stepRangeChanged);
        choose(QStringLiteral("Axis limits"));
        auto* dialog = m_plot->findChild<QDialog*>();
        QVERIFY(dialog);
        QVERIFY(QTest::qWaitForWindowExposed(dialog));
        const auto edit = [&](const char* name) { return dialog->findChild<QLineEdit*>(name); };
        const auto* problem = dialog->findChild<QLabel*>("limitsProblem");
        const auto* ok = dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
        QVERIFY(edit("stepsFrom")->text().isEmpty()); // nothing is zoomed
        QVERIFY(ok->isEnabled());
        QTest::keyClicks(edit("stepsFrom"), "40x");
        QVERIFY(!ok->isEnabled());
        QVERIFY(problem->text().contains(QStringLiteral("40x")));
        QTest::keyClick(edit("stepsFrom"), Qt::Key_Backspace);
        QVERIFY(ok->isEnabled() && problem->text().isEmpty());
        QTest::keyClicks(edit("stepsTo"), "30");
        QVERIFY(!ok->isEnabled());
        QTest::keyClick(edit("stepsTo"), Qt::Key_Home);
        QTest::keyClicks(edit("stepsTo"), "1");
        QTest::keyClicks(edit("valuesTo"), "0.5");
        QVERIFY(ok->isEnabled());
        QTest::keyClick(edit("valuesTo"), Qt::Key_Return);
        QTRY_VERIFY(!m_plot->findChild<QDialog*>());
        QCOMPARE(m_plot->stepRange(), qMakePair(40.0, 130.0));
        QCOMPARE(range.last(), (QList<QVariant> { 40.0, 130.0 }));
        QCOMPARE(m_plot->valueRange().second, 0.5);
        QVERIFY(m_plot->isZoomed());
    }

    void limitsOfALogarithmicAxisAreAboveZero()
    {
        m_plot->setValueScale(models::AxisScale::logarithmic);
        choose(QStringLiteral("Axis limits"));
        auto* dialog = m_plot->findChild<QDialog*>();
        QVERIFY(dialog);
        QTest::keyClicks(dialog->findChild<QLineEdit*>("valuesFrom"), "-1");
        QVERIFY(dialog->findChild<QLabel*>("limitsProblem")->text().contains(QStringLiteral("0 or less")));
        dialog->findChild<QLineEdit*>("valuesFrom")->clear();
        QTest::keyClicks(dialog->findChild<QLineEdit*>("valuesFrom"), "0.01");
        QTest::keyClick(dialog, Qt::Key_Return);
        QVERIFY(std::abs(m_plot->valueRange().first - 0.01) < 1e-12);
    }

    void theCursorsAAndBTellValuesAndTheirDifference()
    {
        QSignalSpy marked(m_plot.get(), &CurvePlot::marksChanged);
        QTest::keyClick(m_plot.get(), Qt::Key_A); // nowhere
        QVERIFY(marked.isEmpty());
        move(on(1, 10));
        QTest::keyClick(m_plot.get(), Qt::Key_A);
        QCOMPARE(marked.count(), 1);
        choose(QStringLiteral("Cursor B"), on(1, 40)); // where the cursor is, not the pointer
        QCOMPARE(m_plot->marks().b, std::optional(m_data.steps[10]));
        move(on(1, 40));
        QTest::keyClick(m_plot.get(), Qt::Key_B);
        QCOMPARE(m_plot->marks(), (models::StepMarks { m_data.steps[10], m_data.steps[40] }));
        const models::CurveGroup& group = *m_data.group(1);
        const QLocale locale;
        const QString text = m_plot->marksText();
        for (const QString& part : { locale.toString(m_data.steps[10], 'f', 0), locale.toString(m_data.steps[40], 'f', 0), group.name,
                 locale.toString(group.centre[10], 'g', 3), locale.toString(group.centre[40], 'g', 3),
                 locale.toString(group.centre[40] - group.centre[10], 'g', 3) })
            QVERIFY2(text.contains(part), qPrintable(text + QStringLiteral(" / ") + part));
        QVERIFY(m_plot->accessibleDescription().contains(text));
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(m_plot.get(), &leave);
        QVERIFY(m_plot->marksText().contains(QStringLiteral("point at a curve")));
        m_plot->setSelected({ 1 });
        QCOMPARE(m_plot->marksText(), text);
        // They stay at their steps, and are seen.
        const QImage with = m_plot->grab().toImage();
        const QPoint at = m_plot->position(m_data.steps[40], m_plot->valueRange().second * 0.9).toPoint();
        move(on(1, 40));
        QTest::keyClick(m_plot.get(), Qt::Key_B); // where it stands: away
        QVERIFY(!m_plot->marks().b);
        QApplication::sendEvent(m_plot.get(), &leave);
        QVERIFY(m_plot->grab().toImage().pixelColor(at) != with.pixelColor(at));
        choose(QStringLiteral("Remove cursors"));
        QVERIFY(m_plot->marks().isEmpty());
        QVERIFY(m_plot->marksText().isEmpty());
    }

    void theArrowKeysWalkThroughGroupsAndSteps()
    {
        QSignalSpy hovered(m_plot.get(), &CurvePlot::groupHovered);
        QSignalSpy clicked(m_plot.get(), &CurvePlot::groupClicked);
        QSignalSpy cursor(m_plot.get(), &CurvePlot::cursorStepChanged);
        QTest::keyClick(m_plot.get(), Qt::Key_Down);
        QCOMPARE(hovered.last().first().toInt(), 0);
        QTest::keyClick(m_plot.get(), Qt::Key_Down);
        QCOMPARE(hovered.last().first().toInt(), 1);
        QTest::keyClick(m_plot.get(), Qt::Key_Up);
        QTest::keyClick(m_plot.get(), Qt::Key_Up);
        QCOMPARE(hovered.last().first().toInt(), store::noise); // round, and outliers last
        QTest::keyClick(m_plot.get(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(clicked.last()[0].toInt(), store::noise);
        QTest::keyClick(m_plot.get(), Qt::Key_Right);
        QTest::keyClick(m_plot.get(), Qt::Key_Right);
        QCOMPARE(cursor.last().first().toDouble(), m_data.steps[1]);
        QTest::keyClick(m_plot.get(), Qt::Key_End);
        QCOMPARE(cursor.last().first().toDouble(), m_data.steps.last());
        QVERIFY(m_plot->accessibleDescription().contains(QStringLiteral("outliers")));
        QTest::keyClick(m_plot.get(), Qt::Key_Escape);
        QCOMPARE(hovered.last().first().toInt(), models::noGroup);
    }

    void theKeysAreHarmlessWithoutData()
    {
        m_plot->setData({});
        for (const auto key : { Qt::Key_Down, Qt::Key_Right, Qt::Key_Left, Qt::Key_End, Qt::Key_Home, Qt::Key_Return, Qt::Key_Plus, Qt::Key_0, Qt::Key_A, Qt::Key_B })
            QTest::keyClick(m_plot.get(), key);
        QTest::mouseMove(m_plot.get(), m_plot->rect().center());
        wheel(*m_plot, m_plot->rect().center(), 120);
        QVERIFY(std::isnan(m_plot->cursorStep()));
    }

    void whatItShowsIsSaidInWords()
    {
        QCOMPARE(m_plot->accessibleName(), QStringLiteral("Loss"));
        QVERIFY(m_plot->accessibleDescription().contains(QStringLiteral("cluster 1")));
    }

    void anEmptyPlotSaysWhyItIsEmpty()
    {
        store::Clustering none;
        none.labels.assign(m_run.tokens.count(), store::noise);
        none.minimumClusterSize = 80;
        const auto data = models::curveData(m_run.steps, m_run.loss, none, {});
        QVERIFY(data.isEmpty());
        QVERIFY2(data.emptyReason.startsWith(QStringLiteral("No clusters: ")), qPrintable(data.emptyReason));
        QVERIFY(data.emptyReason.contains(QStringLiteral("80")));
        m_plot->setData(data);
        QCOMPARE(m_plot->accessibleDescription(), data.emptyReason);
    }

    void hoveringAndSelectionChangeThePicture()
    {
        const QImage plain = m_plot->grab().toImage();
        m_plot->setHovered(2);
        const QImage hovered = m_plot->grab().toImage();
        QVERIFY(hovered != plain);
        m_plot->setHovered(models::noGroup);
        m_plot->setSelected({ 2 });
        QVERIFY(m_plot->grab().toImage() != plain);
        m_plot->setSelected({});
        QCOMPARE(m_plot->grab().toImage(), plain);
    }

    void thePaletteDecidesBetweenLightAndDark()
    {
        QVERIFY(m_plot->grab().toImage().pixelColor(2, 2).lightness() > 200);
        m_plot->setPalette(theme::darkPalette());
        QTest::qWait(10);
        QVERIFY(m_plot->grab().toImage().pixelColor(2, 2).lightness() < 60);
    }

    void theDataCanBeCopiedAsATable()
    {
        m_plot->copyData();
        const QStringList lines = QApplication::clipboard()->text().split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), m_data.steps.size() + 1);
        QCOMPARE(lines[1].split(u'\t')[0], QStringLiteral("0"));
        m_plot->copyImage();
        QVERIFY(!QApplication::clipboard()->image().isNull());
    }

    void theContextMenuAsksForAFigure()
    {
        QSignalSpy figure(m_plot.get(), &CurvePlot::figureRequested);
        QContextMenuEvent event(QContextMenuEvent::Mouse, QPoint(100, 100), m_plot->mapToGlobal(QPoint(100, 100)));
        QApplication::sendEvent(m_plot.get(), &event);
        auto* menu = m_plot->findChild<QMenu*>();
        QVERIFY(menu);
        for (QAction* action : menu->actions()) {
            if (action->text().contains(QStringLiteral("figure")))
                action->trigger();
        }
        QCOMPARE(figure.count(), 1);
        menu->close();
    }

    void aCompactPlotLeavesTheWheelToItsList()
    {
        CurvePlot strip(CurvePlot::Size::compact);
        strip.setData(m_data);
        strip.resize(600, 120);
        const auto range = strip.stepRange();
        wheel(strip, { 300, 60 }, 120);
        QCOMPARE(strip.stepRange(), range);
        wheel(strip, { 300, 60 }, 120, Qt::ShiftModifier);
        QVERIFY(strip.stepRange() != range);
    }
};

QTEST_MAIN(TestCurvePlot)
#include "tst_curve_plot.moc"
