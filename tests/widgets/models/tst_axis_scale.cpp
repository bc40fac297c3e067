#include "widgets/models/plot_axes.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace polcascope::models;

namespace {

CurvePlotData curves(const QVector<QVector<double>>& centres)
{
    CurvePlotData data;
    for (const auto& centre : centres) {
        CurveGroup group;
        group.id = static_cast<int>(data.groups.size());
        group.centre = centre;
        data.groups.append(group);
    }
    for (qsizetype t = 0; t < centres.first().size(); ++t)
        data.steps.append(static_cast<double>(t));
    return data;
}

}

class tst_axis_scale : public QObject {
    Q_OBJECT

private Q_SLOTS:
    static void positionsAndValuesAreInverse()
    {
        for (const ValueScale scale : { ValueScale {}, ValueScale { AxisScale::logarithmic },
                 ValueScale { AxisScale::symmetric, 0.01 } })
            for (const double value : { 1e-9, 0.004, 0.01, 0.02, 1.0, 123.0, 1e9 }) {
                QVERIFY(std::abs(scale.value(scale.position(value)) / value - 1) < 1e-12);
                if (scale.kind != AxisScale::logarithmic) {
                    QVERIFY(std::abs(scale.value(scale.position(-value)) / -value - 1) < 1e-12);
                    QCOMPARE(scale.position(-value), -scale.position(value));
                }
                QVERIFY(std::abs(static_cast<double>(scale.position(static_cast<float>(value))) - scale.position(value)) <=
                    2e-6 * std::max(1.0, std::abs(scale.position(value))));
            }
    }

    static void aLogarithmHasNoPlaceForZeroAndLess()
    {
        const ValueScale scale { AxisScale::logarithmic };
        QVERIFY(std::isnan(scale.position(0.0)));
        QVERIFY(std::isnan(scale.position(-1.0)));
        QCOMPARE(scale.position(1000.0), 3.0);
    }

    /// Decades are equally long outside, values inside, and there is no kink between.
    static void aSymmetricScaleIsLinearInsideAndLogarithmicOutside()
    {
        const ValueScale scale { AxisScale::symmetric, 1e-3 };
        QCOMPARE(scale.position(0.0), 0.0);
        QVERIFY(qFuzzyCompare(scale.position(5e-4), scale.position(1e-3) / 2));
        QVERIFY(qFuzzyCompare(scale.position(1e-1) - scale.position(1e-2), 1.0));
        QVERIFY(qFuzzyCompare(scale.position(-1.0) - scale.position(-0.1), -1.0));
        const double h = 1e-9;
        const double below = (scale.position(1e-3) - scale.position(1e-3 - h)) / h;
        const double above = (scale.position(1e-3 + h) - scale.position(1e-3)) / h;
        QVERIFY(std::abs(below / above - 1) < 1e-4);
    }

    static void theThresholdComesFromTheData()
    {
        // The lower quartile of the sizes is 0.02; zeros do not count.
        const auto data = curves({ { 0, 0, 0, 0.02, -0.02, 0.02, -5, 3 }, { 0.5, 0.5, -0.7, 0, 0, 0, 0, 0 } });
        const ValueScale scale = valueScale(AxisScale::symmetric, data);
        QCOMPARE(scale.kind, AxisScale::symmetric);
        QVERIFY(qFuzzyCompare(scale.threshold, 0.01));
        QCOMPARE(scaleText(scale, AxisScale::symmetric), "symmetric log, linear within ±0.01");
        // Noise far below the largest value makes no decades of its own, and there is at least one decade.
        QVERIFY(qFuzzyCompare(valueScale(AxisScale::symmetric, curves({ { 1e-12, 1e-12, 1e-12, -10 } })).threshold, 1e-3));
        QVERIFY(qFuzzyCompare(valueScale(AxisScale::symmetric, curves({ { 10, -10, 10, 10 } })).threshold, 1.0));
        QCOMPARE(valueScale(AxisScale::symmetric, curves({ { 0, 0 } })).threshold, 1.0);
        QCOMPARE(valueScale(AxisScale::symmetric, CurvePlotData()).threshold, 1.0);
    }

    static void aLogarithmFallsBackAndSaysSo()
    {
        const auto positive = curves({ { 2, std::numeric_limits<double>::quiet_NaN(), 1 } });
        QVERIFY(allowsLogarithm(positive));
        QCOMPARE(valueScale(AxisScale::logarithmic, positive).kind, AxisScale::logarithmic);
        const auto zero = curves({ { 2, 0, 1 } });
        QVERIFY(!allowsLogarithm(zero));
        const ValueScale scale = valueScale(AxisScale::logarithmic, zero);
        QCOMPARE(scale.kind, AxisScale::symmetric);
        QVERIFY(scaleText(scale, AxisScale::logarithmic).contains("values of 0 or less"));
        QVERIFY(scaleText(valueScale(AxisScale::linear, zero), AxisScale::linear).isEmpty());
    }

    static void ticksAreRoundAndHaveRoom_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::addColumn<QVector<double>>("expected"); // empty: not compared
        const auto row = [](const char* name, AxisScale kind, double low, double high, const QVector<double>& expected) {
            QTest::newRow(name) << static_cast<int>(kind) << low << high << expected;
        };
        row("three decades", AxisScale::logarithmic, -2.2, 1.1, { 0.01, 0.1, 1, 10 });
        row("a decade and more", AxisScale::logarithmic, std::log10(0.9), std::log10(25), { 1, 2, 5, 10, 20 });
        row("within a decade", AxisScale::logarithmic, std::log10(3), std::log10(9), { 4, 6, 8 });
        row("many decades", AxisScale::logarithmic, -100, 100, {});
        row("both sides", AxisScale::symmetric, -2.6, 2.6, { -1, -0.1, 0, 0.1, 1 }); // ±0.01 would be too near to 0
        row("one side", AxisScale::symmetric, -0.1, 3.5, { 0, 0.01, 0.1, 1, 10 });
        row("within the linear part", AxisScale::symmetric, -0.4, 0.4, { -0.005, 0, 0.005 });
        row("within a decade, below zero", AxisScale::symmetric, -2.0, -1.6, {});
        row("huge", AxisScale::symmetric, -250, 250, {});
    }

    static void ticksAreRoundAndHaveRoom()
    {
        QFETCH(int, kind);
        QFETCH(double, low);
        QFETCH(double, high);
        QFETCH(QVector<double>, expected);
        const ValueScale scale { static_cast<AxisScale>(kind), 0.01 };
        for (const int count : { 2, 4, 5, 6 }) {
            const QVector<double> ticks = tickValues(scale, low, high, count);
            QVERIFY2(ticks.size() >= 2 && ticks.size() <= 2 * count + 2, qPrintable(QString::number(ticks.size())));
            for (qsizetype i = 0; i < ticks.size(); ++i) {
                const double position = scale.position(ticks[i]);
                QVERIFY(position >= low && position <= high);
                if (i > 0)
                    QVERIFY(position - scale.position(ticks[i - 1]) >= 0.5 * (high - low) / count);
            }
        }
        if (!expected.isEmpty()) {
            const QVector<double> ticks = tickValues(scale, low, high, 5);
            QString text;
            for (const double tick : ticks)
                text += QString::number(tick) + ' ';
            QVERIFY2(ticks.size() == expected.size(), qPrintable(text));
            for (qsizetype i = 0; i < ticks.size(); ++i)
                QVERIFY2(std::abs(ticks[i] - expected[i]) < 1e-9, qPrintable(text));
        }
    }

    static void theStateOfAllAxesIsRestored()
    {
        PlotAxes axes;
        QSignalSpy changed(&axes, &PlotAxes::changed);
        axes.setLogSteps(true);
        axes.setStepRange(10, 200);
        axes.setMarks({ 20, std::nullopt });
        axes.setValueScale("lossPlot", AxisScale::logarithmic);
        axes.setValueScale("strips", AxisScale::symmetric);
        axes.setValueRange("lossPlot", 0.5, 2);
        axes.setValueRange("strips/3", -1, PlotAxes::infinity);
        QCOMPARE(changed.count(), 7);
        PlotAxes other;
        other.setValueScale("gone", AxisScale::symmetric);
        other.setMarks({ 5, 6 });
        other.restore(axes.toJson());
        QVERIFY(other.logSteps());
        QCOMPARE(other.stepRange(), qMakePair(10.0, 200.0));
        QCOMPARE(other.marks(), (StepMarks { 20, std::nullopt }));
        QCOMPARE(other.valueScale("lossPlot"), AxisScale::logarithmic);
        QCOMPARE(other.valueScale("strips"), AxisScale::symmetric);
        QCOMPARE(other.valueScale("gone"), AxisScale::linear);
        QCOMPARE(other.valueRange("lossPlot"), qMakePair(0.5, 2.0));
        QCOMPARE(other.valueRange("strips/3"), qMakePair(-1.0, PlotAxes::infinity));
        QCOMPARE(other.toJson(), axes.toJson());
        other.setValueScale("strips", AxisScale::linear); // all values of that scale are in view
        QCOMPARE(other.valueRange("strips/3"), PlotAxes::all);
        QCOMPARE(other.valueRange("lossPlot"), qMakePair(0.5, 2.0));
        other.startAnew();
        QCOMPARE(other.valueRange("lossPlot"), PlotAxes::all);
        QVERIFY(std::isinf(other.stepRange().first) && other.marks().isEmpty() && other.logSteps());
    }

    static void whatIsNotUnderstoodIsLeftOut()
    {
        PlotAxes axes;
        axes.restore({ { "first_step", 7 }, { "last_step", 3 }, { "cursor_a", "x" }, { "logarithmic_steps", 2 },
            { "value_scales", QJsonObject { { "lossPlot", "cubic" }, { "polcaPlot", QJsonArray() } } },
            { "value_ranges", QJsonObject { { "lossPlot", QJsonArray { 2, 1 } }, { "polcaPlot", "all" } } } });
        QCOMPARE(axes.toJson(), PlotAxes().toJson());
    }

    static void logarithmicStepsBringAllInView()
    {
        PlotAxes axes;
        axes.setStepRange(-1, 200);
        axes.setLogSteps(true);
        QVERIFY(std::isinf(axes.stepRange().first));
    }
};

QTEST_GUILESS_MAIN(tst_axis_scale)
#include "tst_axis_scale.moc"
