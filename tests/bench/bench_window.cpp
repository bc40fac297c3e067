// What a new cut costs in the window: from the change of a parameter until every view has the new clusters and has
// been painted, and for how long the window did not answer meanwhile. What it sets is kept in the run's session.json.
//
//     make_synthetic_run --examples 3150 --checkpoints 200 --vectors 8 --planted FOLDER
//     QT_QPA_PLATFORM=offscreen bench_window FOLDER [cuts]

#include "app/polcascope/main_window.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstdio>

using namespace polcascope;

namespace {

class Application : public QApplication {
public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override
    {
        QElapsedTimer timer;
        timer.start();
        const QByteArray name = receiver->metaObject()->className();
        const int type = event->type();
        ++m_depth;
        const bool result = QApplication::notify(receiver, event);
        const double spent = static_cast<double>(timer.nsecsElapsed()) / 1e6;
        if (--m_depth == 0 && spent > longest) {
            longest = spent;
            where = name + " " + QByteArray::number(type);
        }
        return result;
    }

    double longest = 0; ///< milliseconds in one event
    QByteArray where; ///< that event

private:
    int m_depth = 0;
};

double percentile(std::vector<double> values, double share)
{
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1) + 0.5)];
}

}

int main(int argc, char** argv)
{
    if (argc < 2) {
        std::fprintf(stderr, "usage: bench_window RUN [cuts]\n");
        return 2;
    }
    const QTemporaryDir home;
    qputenv("XDG_DATA_HOME", home.path().toUtf8());
    qputenv("XDG_CONFIG_HOME", home.path().toUtf8());
    Application application(argc, argv);
    QCoreApplication::setOrganizationName("polcascope-bench");
    const int cuts = argc > 2 ? std::max(std::atoi(argv[2]), 2) : 40;

    MainWindow window;
    window.resize(1440, 900);
    window.show();
    window.openRun(QString::fromLocal8Bit(argv[1]));
    models::RunView& view = window.view();
    const auto settled = [&] { return view.data() && !view.isComputing() && !view.isOutOfDate(); };
    constexpr int long_ = 600'000;
    if (!QTest::qWaitFor(settled, long_))
        return 1;
    view.setChoice({ store::Rules::y2026, store::Quantity::loss, store::Decomposition::trapezoid, 0, -1 });
    QElapsedTimer timer;
    timer.start();
    if (!QTest::qWaitFor(settled, long_))
        return 1;
    auto parameters = view.parameters();
    parameters.minimumSamples = std::max<std::int64_t>(parameters.minimumSamples / 20, 1);
    view.setParameters(parameters);
    if (!QTest::qWaitFor([&] { return settled() && view.tree(); }, long_))
        return 1;
    std::printf("%lld tokens, %zu checkpoints; spanning tree and views %.0f ms\n",
        static_cast<long long>(view.tokensInScope()), view.run()->trajectories->checkpoints(),
        static_cast<double>(timer.elapsed()));

    std::vector<double> times;
    std::vector<double> blocked;
    std::vector<double> clusters;
    QMap<QByteArray, int> culprits;
    for (int i = 0; i < cuts; ++i) {
        QTest::qWait(200); // what the cut before still has in hand
        parameters.minimumClusterSize = 5 + 7 * i;
        application.longest = 0;
        timer.start();
        view.setParameters(parameters);
        while (!settled())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents();
        times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        blocked.push_back(application.longest);
        ++culprits[application.where];
        clusters.push_back(view.data()->clustering->clusters());
    }
    std::printf("new smallest cluster until painted: median %.0f ms, 95th percentile %.0f ms (%d cuts, %.0f to %.0f "
                "clusters)\n",
        percentile(times, 0.5), percentile(times, 0.95), cuts, percentile(clusters, 0), percentile(clusters, 1));
    std::printf("longest event of each: median %.0f ms, 95th percentile %.0f ms\n", percentile(blocked, 0.5),
        percentile(blocked, 0.95));
    for (auto culprit = culprits.begin(); culprit != culprits.end(); ++culprit)
        std::printf("    %d times in %s\n", culprit.value(), culprit.key().constData());
    return 0;
}
