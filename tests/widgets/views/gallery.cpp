#include "tests/widgets/views/view_data.h"
#include "widgets/theme/theme.h"
#include "widgets/views/curve_plot.h"
#include "widgets/views/label_bar_plot.h"
#include "widgets/views/trajectory_strips.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QMouseEvent>
#include <QPainter>
#include <QSplitter>
#include <QTextStream>

#include <algorithm>
#include <functional>

using namespace polcascope;

namespace {

models::CurvePlotData lossCurves(const viewdata::Example& run, models::Band band)
{
    models::CurveOptions options;
    options.title = QStringLiteral("Loss of the clusters of vector 4, trapezoid");
    options.valueLabel = QStringLiteral("loss (nats)");
    options.note = QStringLiteral("12 % of the loss change explained");
    options.band = band;
    return models::curveData(run.steps, run.loss, run.clustering, options);
}

void save(QWidget& widget, const QString& path)
{
    widget.show();
    QApplication::processEvents();
    QApplication::processEvents();
    widget.grab().save(path);
}

void time(const QString& what, int repeats, const std::function<void(int)>& act)
{
    std::vector<double> milliseconds;
    for (int i = 0; i < repeats; ++i) {
        QElapsedTimer timer;
        timer.start();
        act(i);
        QApplication::sendPostedEvents();
        QApplication::processEvents();
        milliseconds.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    std::ranges::sort(milliseconds);
    QTextStream(stdout) << what << ": median " << milliseconds[milliseconds.size() / 2] << " ms, 95th percentile "
                        << milliseconds[milliseconds.size() * 95 / 100] << " ms\n";
}

}

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QApplication::setStyle(QStringLiteral("Fusion"));
    const QString folder = argc > 1 ? QString::fromLocal8Bit(argv[1]) : QStringLiteral(".");
    QDir().mkpath(folder);
    const viewdata::Example run = viewdata::example(5000, 300);

    for (const bool dark : { false, true }) {
        QApplication::setPalette(dark ? theme::darkPalette() : theme::lightPalette());
        const QString mode = folder + (dark ? QStringLiteral("/dark-") : QStringLiteral("/light-"));

        views::CurvePlot curves;
        curves.resize(760, 380);
        curves.setData(lossCurves(run, models::Band::standardDeviation));
        curves.setCursorStep(420);
        save(curves, mode + QStringLiteral("curves.png"));
        curves.setHovered(1);
        save(curves, mode + QStringLiteral("hover.png"));
        curves.setHovered(models::noGroup);
        curves.setData(lossCurves(run, models::Band::quartiles));
        curves.setLogX(true);
        save(curves, mode + QStringLiteral("log.png"));
        models::CurvePlotData nothing;
        nothing.title = QStringLiteral("Loss of the clusters");
        store::Clustering none;
        none.labels.assign(run.clustering.labels.size(), store::noise);
        none.minimumClusterSize = 300;
        curves.setData(models::curveData(run.steps, run.loss, none, {}));
        save(curves, mode + QStringLiteral("empty.png"));

        const QVector<QString> columns { QStringLiteral("place"), QStringLiteral("carry") };
        auto split = models::splitByLabels(run.tokens, columns);
        models::CurveOptions options;
        options.title = QStringLiteral("Loss by place and carry");
        options.valueLabel = QStringLiteral("loss (nats)");
        views::CurvePlot places;
        places.resize(500, 300);
        places.setData(models::curveData(run.steps, run.loss, split.groupOf, split.groups, options));
        places.setSelected({ 0, 2 });
        save(places, mode + QStringLiteral("places.png"));

        views::LabelBarPlot bars;
        bars.resize(640, 320);
        bars.setData(models::labelBars(run.tokens, run.clustering, { .title = QStringLiteral("What the clusters of vector 4 are made of") }));
        save(bars, mode + QStringLiteral("bars.png"));
        bars.setHovered(1);
        bars.setMeasure(views::LabelBarPlot::Measure::count);
        save(bars, mode + QStringLiteral("bars-hover.png"));
        bars.resize(300, 220);
        bars.setHovered(models::noGroup);
        save(bars, mode + QStringLiteral("bars-small.png"));

        views::TrajectoryStrips strips;
        strips.resize(700, 500);
        QVector<views::StripHeader> headers;
        for (int v = 0; v < 20; ++v)
            headers.append({ v, 431.7 / (v + 1), 0.013 * v, 150.0 * (v + 1) / 2 });
        options.title.clear();
        QObject::connect(&strips, &views::TrajectoryStrips::dataNeeded, &strips, [&](int vector) {
            if (vector < 3)
                strips.setData(vector, models::curveData(run.steps, run.polca, run.clustering, options));
        });
        strips.setHeaders(headers);
        strips.setCurrentVector(1);
        strips.setCursorStep(300);
        save(strips, mode + QStringLiteral("strips.png"));
    }

    views::CurvePlot plot;
    plot.resize(900, 420);
    plot.setData(lossCurves(run, models::Band::standardDeviation));
    plot.show();
    QApplication::processEvents();
    time(QStringLiteral("crosshair, one plot"), 200, [&](int i) { plot.setCursorStep(i * 7); plot.repaint(); });
    time(QStringLiteral("hover, one plot"), 200, [&](int i) { plot.setHovered(i % 3); plot.repaint(); });
    time(QStringLiteral("pan, one plot"), 50, [&](int i) { plot.setStepRange(i, 1400 + i); });
    time(QStringLiteral("new data, one plot"), 20, [&](int i) { plot.setData(lossCurves(run, i % 2 ? models::Band::quartiles : models::Band::standardDeviation)); });

    views::TrajectoryStrips strips;
    strips.resize(900, 700);
    QVector<views::StripHeader> headers;
    for (int v = 0; v < 16; ++v)
        headers.append({ v, 431.7 / (v + 1), 0.01, 100 });
    QObject::connect(&strips, &views::TrajectoryStrips::dataNeeded, &strips,
        [&](int vector) { strips.setData(vector, models::curveData(run.steps, run.polca, run.clustering, {})); });
    strips.setHeaders(headers);
    strips.show();
    QApplication::processEvents();
    time(QStringLiteral("crosshair, seven strips"), 200, [&](int i) { strips.setCursorStep(i * 7); });
    time(QStringLiteral("hover, seven strips"), 200, [&](int i) { strips.setHovered(i % 3); });
    const viewdata::Example large = viewdata::example(100000, 200);
    time(QStringLiteral("curves of 100,000 tokens x 200 steps, mean and sd"), 5, [&](int) { (void)lossCurves(large, models::Band::standardDeviation); });
    time(QStringLiteral("curves of 100,000 tokens x 200 steps, quartiles"), 5, [&](int) { (void)lossCurves(large, models::Band::quartiles); });
    plot.setData(lossCurves(large, models::Band::standardDeviation));
    QApplication::processEvents();
    time(QStringLiteral("pan, 100,000 tokens"), 20, [&](int i) { plot.setStepRange(i, 950 + i); });
    time(QStringLiteral("hover, 100,000 tokens"), 100, [&](int i) { plot.setHovered(i % 3); });
    return 0;
}
