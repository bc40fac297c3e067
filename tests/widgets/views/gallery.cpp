#include "core/analysis/clusterings.h"
#include "tests/widgets/views/view_data.h"
#include "widgets/theme/theme.h"
#include "widgets/views/breakthroughs_plot.h"
#include "widgets/views/curve_plot.h"
#include "widgets/views/label_bar_plot.h"
#include "widgets/views/overview_plot.h"
#include "widgets/views/token_map_plot.h"
#include "widgets/views/trajectory_strips.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QMouseEvent>
#include <QPainter>
#include <QSplitter>
#include <QTextStream>

#include <algorithm>
#include <cmath>
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

/// 50 vectors and three losses by ten output tokens, with something to see.
std::shared_ptr<const models::OverviewData> manyCells()
{
    auto data = std::make_shared<models::OverviewData>();
    data->request.label = { analysis::carryLabel(), true };
    for (const auto quantity : { store::Quantity::loss, store::Quantity::lossChange, store::Quantity::absoluteLossChange })
        data->rows.push_back({ quantity, {}, models::quantityName(quantity), models::quantityName(quantity) });
    for (std::int32_t vector = 0; vector < 50; ++vector) {
        const std::vector<std::int32_t> vectors { vector };
        data->rows.push_back({ store::Quantity::polca, vectors, models::vectorsShortName(vectors), models::vectorsName(vectors) });
    }
    using State = models::OverviewCell::State;
    for (std::int32_t output = 0; output < 10; ++output) {
        data->outputs.push_back(output);
        data->outputNames.append(QString::number(output));
    }
    for (int i = 0; i < 530; ++i) {
        const bool none = i % 7 == 3;
        data->cells.push_back({ none ? State::nothing : State::clusters, none ? 0 : 2, none ? -1 : 0,
            none ? 0 : 0.25 + 0.25 * std::sin(i) + (i == 217 ? 0.5 : 0), 40, 0.4 });
    }
    return data;
}

std::shared_ptr<const models::BreakthroughsData> manyBreaks()
{
    auto data = std::make_shared<models::BreakthroughsData>();
    for (int step = 0; step <= 2000; step += 20)
        data->steps.append(step);
    data->flat = 800;
    for (int i = 0; i < 60; ++i) {
        models::BreakthroughRow row;
        row.key.vector = i;
        row.name = QStringLiteral("%1 · %2 · cluster %3").arg(i / 3).arg(i % 10).arg(1 + i % 3);
        row.label = i % 4 == 0 ? QStringLiteral("100s, carry") : QString();
        row.breaking.mean = i == 59 ? std::nan("") : 300 + 600 * (1 + std::sin(i));
        row.breaking.spread = { 200.0 + i, 100, row.breaking.mean - 90, row.breaking.mean + 110.0 + i };
        row.breaking.synchronyP = i % 3 ? 0.3 : 0.01;
        row.breaking.hidden = row.breaking.mean > 800;
        data->rows.push_back(row);
    }
    return data;
}

std::shared_ptr<const models::TokenMapData> mapOf(const viewdata::Example& run)
{
    auto plane = std::make_shared<const models::TokenProjection>(models::projectTokens(*run.loss, analysis::clusteredTokens(run.clustering)));
    return std::make_shared<const models::TokenMapData>(
        models::tokenMap(plane, std::make_shared<const TokenTable>(run.tokens), run.clustering, { QStringLiteral("loss"), {} }));
}

void save(QWidget& widget, const QString& path)
{
    widget.show();
    QElapsedTimer timer; // for what is counted by workers
    timer.start();
    while (timer.elapsed() < 300)
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

        views::OverviewPlot overview;
        overview.resize(860, 230);
        overview.setData(manyCells());
        overview.setCurrent({ .quantity = store::Quantity::polca, .vector = 18, .output = 7 });
        save(overview, mode + QStringLiteral("overview.png"));
        overview.setMeasure(models::OverviewMeasure::aboveChance);
        save(overview, mode + QStringLiteral("overview-above.png"));
        overview.resize(460, 800);
        save(overview, mode + QStringLiteral("overview-high.png"));

        views::BreakthroughsPlot breaks;
        breaks.resize(860, 260);
        breaks.setData(manyBreaks());
        breaks.setCurrent({ .vector = 7 }, { 0 });
        breaks.setCursorStep(700);
        save(breaks, mode + QStringLiteral("breakthroughs.png"));

        views::TokenMapPlot map;
        map.resize(760, 300);
        map.setData(mapOf(run));
        map.setPrimaryToken(7);
        save(map, mode + QStringLiteral("map.png"));
        map.setSelected({ 1 });
        map.setSameScale(true);
        save(map, mode + QStringLiteral("map-selected.png"));

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

    const auto many = mapOf(large);
    views::TokenMapPlot map;
    map.resize(900, 420);
    map.setData(many);
    map.show();
    QApplication::processEvents();
    const auto move = [&](const QPointF& to, Qt::MouseButtons buttons) {
        QMouseEvent event(QEvent::MouseMove, to, map.mapToGlobal(to), Qt::NoButton, buttons, {});
        QApplication::sendEvent(&map, &event);
    };
    time(QStringLiteral("map of 100,000 tokens: pointer over points of all clusters"), 200,
        [&](int i) { move(map.position((i * 7919) % 100000), Qt::NoButton); });
    QMouseEvent press(QEvent::MouseButtonPress, QPointF(400, 200), map.mapToGlobal(QPointF(400, 200)), Qt::LeftButton, Qt::LeftButton, {});
    QApplication::sendEvent(&map, &press);
    time(QStringLiteral("map of 100,000 tokens: drag"), 100, [&](int i) { move(QPointF(420 + i % 40, 210 + i % 30), Qt::LeftButton); });
    time(QStringLiteral("map of 100,000 tokens: another cut"), 20, [&](int) {
        map.setData(std::make_shared<const models::TokenMapData>(models::tokenMap(many->projection, many->tokens, large.clustering, {})), true);
    });
    return 0;
}
