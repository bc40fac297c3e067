// How long the window takes to answer: the real window on a run, driven by real events, from each event until every view
// that it concerns has been painted. Prints a Markdown table, with how long a single event kept the window meanwhile.
// What it sets is kept in the run's session.json.
//
//     make_synthetic_run --examples 25000 --checkpoints 200 --vectors 16 --planted FOLDER
//     QT_QPA_PLATFORM=offscreen bench_window FOLDER [--only WORDS]

#include "app/polcascope/main_window.h"
#include "app/polcascope/watched_application.h"
#include "widgets/models/cluster_model.h"
#include "widgets/panels/contexts_panel.h"
#include "widgets/views/breakthroughs_plot.h"
#include "widgets/views/condensed_tree_plot.h"
#include "widgets/views/curve_plot.h"
#include "widgets/views/label_bar_plot.h"
#include "widgets/views/token_map_plot.h"
#include "widgets/views/trajectory_strips.h"

#include <QAbstractButton>
#include <QAbstractEventDispatcher>
#include <QCommandLineParser>
#include <QDirIterator>
#include <QDockWidget>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QMouseEvent>
#include <QProcess>
#include <QHash>
#include <QSet>
#include <QSpinBox>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QTreeView>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include <fcntl.h>
#include <sys/resource.h>

using namespace polcascope;
using views::CurvePlot;

namespace {

constexpr int patience = 60'000; // milliseconds
constexpr int treePatience = 1'800'000; // for a spanning tree

/// Knows what has been painted since a moment, and which event kept the loop for longest.
class Meter : public WatchedApplication {
public:
    using WatchedApplication::WatchedApplication;

    bool notify(QObject* receiver, QEvent* event) override
    {
        const bool paints = event->type() == QEvent::Paint;
        const bool result = WatchedApplication::notify(receiver, event);
        if (paints)
            m_painted[receiver] = elapsed();
        return result;
    }
    void begin()
    {
        m_painted.clear();
        m_longest = 0;
        m_timer.start();
    }
    [[nodiscard]] double elapsed() const { return static_cast<double>(m_timer.nsecsElapsed()) / 1e6; }
    /// Milliseconds since begin() when a view or a part of it was last painted; 0: it was not.
    [[nodiscard]] double paintedAt(const QWidget* view) const
    {
        double last = 0;
        for (auto painted = m_painted.begin(); painted != m_painted.end(); ++painted)
            for (const QObject* part = painted.key(); part; part = part->parent())
                if (part == view)
                    last = std::max(last, painted.value());
        return last;
    }
    [[nodiscard]] double longest() const { return m_longest; }
    [[nodiscard]] const QByteArray& where() const { return m_where; }

protected:
    void handled(const QByteArray& what, double milliseconds) override
    {
        if (milliseconds <= m_longest)
            return;
        m_longest = milliseconds;
        m_where = what;
    }

private:
    QElapsedTimer m_timer;
    QHash<const QObject*, double> m_painted;
    double m_longest = 0;
    QByteArray m_where;
};

double percentile(std::vector<double> values, double share)
{
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size()))) - 1];
}

/// Where something does not come: what would be measured then is something else.
[[noreturn]] void giveUp()
{
    std::fprintf(stderr, "bench_window: waited in vain\n");
    std::exit(1);
}

template<typename Condition>
void waitFor(Condition condition, int milliseconds = patience)
{
    if (!QTest::qWaitFor(condition, milliseconds))
        giveUp();
}

/// Everything that is due, timers without a delay among it.
void drain()
{
    while (QAbstractEventDispatcher::instance()->processEvents(QEventLoop::AllEvents)) {
    }
}

/// Densities of curves are counted by workers, and painted when they are there.
enum class Until { painted, counted, each };

struct Interaction {
    QString name;
    double target = 0; ///< milliseconds; 0: none
    int samples = 50;
    std::function<void(int)> act;
    std::function<bool()> done = [] { return true; };
    QList<QWidget*> views; ///< that must have been painted, where they are visible
    std::function<void(int)> prepare = [](int) {};
    Until until = Until::painted;
};

class Bench {
public:
    Bench(Meter* meter, const QString& run, const QString& only)
        : m_meter(meter)
        , m_run(run)
        , m_only(only)
    {
    }

    void printHead() const
    {
        std::printf("| interaction | target | median | 95th percentile | samples | longest event |\n"
                    "|---|---|---|---|---|---|\n");
    }

    void start()
    {
        if (wanted("start to window"))
            program("start to window", 600, 20, {}, "window");
        if (wanted("start with the run to its views"))
            program("start with the run to its views", 0, 10, { m_run }, "views");
    }

    void openWindow()
    {
        m_window = std::make_unique<MainWindow>();
        m_window->resize(1440, 900);
        m_window->show();
        drain();
        const auto settled = [this] { return isSettled(); };
        measure({ .name = "open the run to first view",
            .target = 1500,
            .samples = 10,
            .act = [this](int) { m_window->openRun(m_run); },
            .done = settled,
            .views = { plot("lossPlot"), plot("polcaPlot"), plot("projectedPlot"), bars(), clusters()->viewport() },
            .prepare =
                [this](int) {
                    m_window->session().close();
                    rest();
                } });
        measure({ .name = "open the run to first view, read from the disk",
            .target = 1500,
            .samples = 5,
            .act = [this](int) { m_window->openRun(m_run); },
            .done = settled,
            .prepare =
                [this](int) {
                    m_window->session().close();
                    rest();
                    forget(m_run);
                } });
        if (!m_window->session().isOpen())
            m_window->openRun(m_run);
        waitFor(settled);
        // All tokens, and clusters that can be told apart.
        view().setChoice(
            { store::Rules::y2026, store::Quantity::projectedLoss, store::Decomposition::trapezoid, 0, -1 });
        waitFor(settled);
    }

    void interactions()
    {
        const QList<QWidget*> curves { plot("lossPlot"), plot("polcaPlot"), plot("projectedPlot") };
        auto* tree = m_window->findChild<views::CondensedTreePlot*>("condensedTree");
        auto* breakthroughs = m_window->findChild<views::BreakthroughsPlot*>("breakthroughsPlot");
        QList<QWidget*> all = curves;
        all << bars() << clusters()->viewport() << tree;

        show(0, "treeDock");
        hover("hover, shared crosshair: curves, bars, list, tree", plot("lossPlot"), all);
        click("click a cluster: curves, bars, list, tree, contexts", all);
        move("pan one plot, the others linked", curves, &Bench::drag);
        move("zoom one plot, the others linked", curves, &Bench::wheel);
        selectAndChoose("in the curves", curves, [this] { return isSettled(); });

        show(1, "breakthroughsDock");
        waitFor([this] { return strips()->plot(0) && !strips()->plot(0)->data().isEmpty(); });
        {
            const QList<QWidget*> visible = visibleStrips();
            QList<QWidget*> withOthers = visible;
            withOthers << bars() << clusters()->viewport() << breakthroughs->viewport();
            hover("hover, shared crosshair: strips, bars, list, breakthroughs", strips()->plot(0), withOthers);
            withOthers.removeLast(); // its rows are those of the run's own clusterings
            click("click a cluster: strips, bars, list, contexts", withOthers);
            const auto ready = [this, count = visible.size()] { return isSettled() && m_stripsReady >= count; };
            QObject::connect(&view(), &models::RunView::stripReady, m_window.get(), [this] { ++m_stripsReady; });
            selectAndChoose("in the strips that are visible", visible, ready);
        }
        show(0, "treeDock");
        {
            const QList<QWidget*> all { plot("lossPlot"), plot("polcaPlot"), plot("projectedPlot") };
            if (plot("lossPlot")->logX()) // most tokens fall in the middle of a linear axis
                QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier);
            QAction* brush = action("Select Tokens by Dragging over Curves");
            brush->trigger();
            const QPointF from(0.3 * all.front()->width(), 0.6 * all.front()->height());
            select("brush over loss curves", all.front(), all,
                [=](int i) { return from + QPointF(40 + 6 * (i % 50), 0); });
            brush->trigger();
            show(0, "tokenMapDock");
            auto* map = m_window->findChild<views::TokenMapPlot*>("tokenMap");
            waitFor([map] { return map->data() != nullptr; });
            quieten();
            button(QStringLiteral("Lasso"))->click();
            m_window->findChild<QAbstractButton*>("picksTokens")->click();
            // From the corner along two sides: like a fan, which holds more tokens with every place.
            const QRectF inside = map->plotRect().adjusted(2, 2, -2, -2);
            select("lasso in the map", map, all + QList<QWidget*> { map }, [=](int i) {
                if (i < 0)
                    return inside.topLeft();
                const double along = std::min(0.03 * (i + 1), 2.0);
                return along < 1 ? inside.bottomLeft() + QPointF(along * inside.width(), 0)
                                 : inside.bottomRight() - QPointF(0, (along - 1) * inside.height());
            });
            QTest::keyClick(m_window.get(), Qt::Key_Escape);
            show(0, "treeDock");
        }
        search("search tokens by regular expression");
        newSize(all);
    }

    void stop()
    {
        if (!wanted("stop"))
            return;
        QTemporaryDir folder;
        int run = 0;
        jobs::EngineJob* job = nullptr;
        const auto begin = [&](int) {
            m_window->startRun("demo-arithmetic", folder.filePath(QString("stop%1.polca").arg(run++)));
            job = m_window->runs().activeJobs().last();
            waitFor([&] { return job->progress().stage == "training" && job->progress().done > 0; });
        };
        const auto press = [this](int) { action("Stop")->trigger(); };
        const auto ended = [&] { return !job->isActive(); };
        measure({ .name = "stop: acknowledged",
            .target = 100,
            .samples = 5,
            .act = press,
            .done = [&] { return job->state() != jobs::EngineJob::State::running; },
            .prepare =
                [&](int sample) {
                    waitFor([&] { return !job || ended(); });
                    begin(sample);
                } });
        measure({ .name = "stop: effective", .target = 1000, .samples = 5, .act = press, .done = ended, .prepare = [&](int sample) {
                     waitFor(ended);
                     begin(sample);
                 } });
    }

    void printMemory() const
    {
        rusage usage {};
        ::getrusage(RUSAGE_SELF, &usage);
        std::printf("\n%lld tokens, %zu checkpoints, %zu vectors; most memory %.1f GB\n",
            static_cast<long long>(m_window->view().run()->tokens->count()),
            m_window->view().run()->trajectories->checkpoints(), m_window->view().run()->trajectories->vectors(),
            static_cast<double>(usage.ru_maxrss) / 1e6);
    }

private:
    [[nodiscard]] models::RunView& view() const { return m_window->view(); }
    [[nodiscard]] CurvePlot* plot(const char* name) const { return m_window->findChild<CurvePlot*>(name); }
    [[nodiscard]] views::LabelBarPlot* bars() const { return m_window->findChild<views::LabelBarPlot*>("labelBars"); }
    [[nodiscard]] views::TrajectoryStrips* strips() const
    {
        return m_window->findChild<views::TrajectoryStrips*>("strips");
    }
    [[nodiscard]] QTreeView* clusters() const { return m_window->findChild<QTreeView*>("clusterTable"); }
    [[nodiscard]] bool wanted(const QString& name) const { return m_only.isEmpty() || name.contains(m_only); }
    [[nodiscard]] bool isSettled() const { return view().data() && !view().isComputing() && !view().isOutOfDate(); }

    [[nodiscard]] QAction* action(const QString& text) const
    {
        const auto actions = m_window->findChildren<QAction*>();
        const auto found = std::ranges::find_if(
            actions, [&](const QAction* action) { return action->text().remove('&') == text; });
        return found == actions.end() ? nullptr : *found;
    }
    [[nodiscard]] QAbstractButton* button(const QString& text) const
    {
        for (auto* button : m_window->findChildren<QAbstractButton*>())
            if (button->text() == text && button->isVisible())
                return button;
        return nullptr;
    }
    [[nodiscard]] QList<QWidget*> visibleStrips() const
    {
        QList<QWidget*> visible;
        const int vectors = static_cast<int>(view().run()->trajectories->vectors());
        for (int vector = 0; vector < vectors; ++vector)
            if (auto* strip = strips()->plot(vector); strip && !strip->visibleRegion().isEmpty())
                visible.append(strip);
        return visible;
    }

    /// The system is not to keep the files of a folder in memory.
    static void forget(const QString& folder)
    {
        for (QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories); files.hasNext();) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly))
                ::posix_fadvise(file.handle(), 0, 0, POSIX_FADV_DONTNEED);
        }
    }

    /// Nothing is in hand any more, and the picture that is only quick has been replaced by the exact one.
    void rest() const
    {
        waitFor([this] {
            const auto& run = m_window->session().run();
            return !run || !run->hasTrajectories() || isSettled();
        });
        QTest::qWait(250);
        drain();
    }

    void show(int tab, const char* dock)
    {
        m_window->findChild<QTabWidget*>()->setCurrentIndex(tab);
        m_window->findChild<QDockWidget*>(dock)->raise();
        quieten();
    }

    /// Until workers have done what they do in advance, and once something is seen.
    static void quieten()
    {
        const auto used = [] {
            rusage usage {};
            ::getrusage(RUSAGE_SELF, &usage);
            return 1e3 * static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                1e-3 * static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
        };
        for (int quiet = 0; quiet < 3;) {
            const double before = used();
            QTest::qWait(200);
            quiet = used() - before < 20 ? quiet + 1 : 0;
        }
    }

    static QByteArray milliseconds(double value)
    {
        return QByteArray::number(value, 'f', value < 10 ? 1 : 0) + " ms";
    }

    void print(const QString& name, double target, const std::vector<double>& times, double longest,
        const QByteArray& where) const
    {
        std::printf("| %s | %s | %s | %s%s | %zu | %s%s |\n", qPrintable(name),
            target > 0 ? milliseconds(target).constData() : "", milliseconds(percentile(times, 0.5)).constData(),
            milliseconds(percentile(times, 0.95)).constData(),
            target > 0 && percentile(times, 0.95) > target ? " (missed)" : "", times.size(),
            longest > 0 ? milliseconds(longest).constData() : "", where.isEmpty() ? "" : (" (" + where + ")").constData());
        std::fflush(stdout);
    }

    void measure(const Interaction& interaction)
    {
        if (!wanted(interaction.name))
            return;
        std::vector<double> times, first;
        double longest = 0;
        QByteArray where;
        QSet<QString> unpainted;
        for (int i = 0; i < interaction.samples; ++i) {
            rest();
            interaction.prepare(i);
            m_meter->begin();
            interaction.act(i);
            QTimer limit; // without it nothing might happen any more
            limit.setSingleShot(true);
            limit.start(patience);
            while (!interaction.done()) {
                if (!limit.isActive())
                    giveUp();
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
            }
            drain();
            times.push_back(m_meter->elapsed());
            if (interaction.until != Until::painted) {
                first.push_back(times.back());
                QTest::qWait(500);
                for (const QWidget* each : interaction.views)
                    times.back() = std::max(times.back(), m_meter->paintedAt(each));
            }
            if (m_meter->longest() > longest) {
                longest = m_meter->longest();
                where = m_meter->where();
            }
            for (const QWidget* each : interaction.views)
                if (each->isVisible() && m_meter->paintedAt(each) == 0)
                    unpainted.insert(each->objectName().isEmpty() ? each->parent()->objectName() : each->objectName());
        }
        const bool each = interaction.until == Until::each;
        if (each)
            print(interaction.name + ": curves", interaction.target, first, longest, where);
        print(interaction.name + (each ? ": with their density" : ""), interaction.target, times, longest, where);
        if (!unpainted.isEmpty())
            std::printf("not painted each time: %s\n", qPrintable(unpainted.values().join(", ")));
    }

    /// From the start of the program to what it says with --measure-start.
    void program(const QString& name, double target, int samples, const QStringList& arguments, const QByteArray& word) const
    {
        std::vector<double> times;
        for (int i = 0; i < samples; ++i) {
            QProcess process;
            QElapsedTimer timer;
            timer.start();
            process.start(
                QCoreApplication::applicationDirPath() + "/polcascope", QStringList { "--measure-start" } + arguments);
            QByteArray said;
            while (!said.contains(word) && process.waitForReadyRead(patience))
                said += process.readAllStandardOutput();
            times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
            process.waitForFinished(patience);
        }
        print(name, target, times, 0, {});
    }

    static void moveMouse(QWidget* widget, const QPointF& at, Qt::MouseButtons buttons = {})
    {
        QMouseEvent move(QEvent::MouseMove, at, widget->mapToGlobal(at), Qt::NoButton, buttons, {});
        QCoreApplication::sendEvent(widget, &move);
    }

    /// Along the curves of all clusters in turn.
    void hover(const QString& name, CurvePlot* plot, const QList<QWidget*>& views)
    {
        measure({ .name = name,
            .target = 16,
            .samples = 200,
            .act =
                [plot](int i) {
                    const auto& data = plot->data();
                    const auto& group = data.groups[i % data.groups.size()];
                    const qsizetype step = (7 + 13 * i) % data.steps.size();
                    moveMouse(plot, plot->position(data.steps[step], group.centre[step]));
                },
            .views = views });
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(plot, &leave);
    }

    void click(const QString& name, const QList<QWidget*>& views)
    {
        const auto* contexts = m_window->findChild<panels::ContextsPanel*>();
        QList<QWidget*> painted = views;
        painted << contexts->table()->viewport();
        int wantedCluster = -1;
        measure({ .name = name,
            .target = 50,
            .act =
                [&](int i) {
                    const auto* model = clusters()->model();
                    const QModelIndex index = model->index((i + 1) % model->rowCount(), 0);
                    wantedCluster = index.data(models::ClusterModel::idRole).toInt();
                    QTest::mouseClick(
                        clusters()->viewport(), Qt::LeftButton, {}, clusters()->visualRect(index).center());
                },
            .done = [&] { return contexts->cluster() == wantedCluster; },
            .views = painted });
        QTest::keyClick(m_window.get(), Qt::Key_Escape);
    }

    /// A letter after the other.
    void search(const QString& name)
    {
        const auto* panel = m_window->findChild<panels::ContextsPanel*>();
        auto* field = m_window->findChild<QLineEdit*>("contextSearch");
        const QString typed = QStringLiteral("7|3|1.*");
        measure({ .name = name,
            .target = 100,
            .act =
                [&](int i) {
                    if (const auto place = i % typed.size(); place > 0)
                        QTest::keyClick(field, typed[place].toLatin1());
                    else
                        field->setText(typed.left(1));
                },
            .done = [&] { return !panel->contexts().work().isRunning(); } });
        field->clear();
    }

    void drag(CurvePlot* plot, int i)
    {
        const QPointF centre = QRectF(plot->rect()).center();
        moveMouse(plot, centre + QPointF(60 * std::sin(0.3 * (i + 1)), 20 * std::cos(0.3 * (i + 1))), Qt::LeftButton);
    }
    void wheel(CurvePlot* plot, int i)
    {
        const QPointF centre = QRectF(plot->rect()).center();
        QWheelEvent event(centre, plot->mapToGlobal(centre), {}, { 0, i % 8 < 4 ? 120 : -120 }, Qt::NoButton, {},
            Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(plot, &event);
    }
    /// While it goes on, and until all are exact again after the last of several moves.
    void move(const QString& name, const QList<QWidget*>& views, void (Bench::*step)(CurvePlot*, int))
    {
        auto* plot = static_cast<CurvePlot*>(views.front());
        const bool drags = step == &Bench::drag;
        const auto press = [=] {
            if (drags)
                QTest::mousePress(plot, Qt::LeftButton, {}, plot->rect().center());
        };
        const auto release = [=] {
            if (drags)
                QTest::mouseRelease(plot, Qt::LeftButton, {}, plot->rect().center());
        };
        if (wanted(name + ": moving")) {
            std::vector<double> times;
            double longest = 0;
            QByteArray where;
            rest();
            press();
            for (int i = 0; i < 100; ++i) {
                m_meter->begin();
                (this->*step)(plot, i);
                drain();
                times.push_back(m_meter->elapsed());
                if (m_meter->longest() > longest) {
                    longest = m_meter->longest();
                    where = m_meter->where();
                }
            }
            release();
            print(name + ": moving", 33, times, longest, where);
        }
        measure({ .name = name + ": final",
            .target = 80,
            .samples = 20,
            .act = [&](int) { release(); },
            .views = views,
            .prepare =
                [&](int i) {
                    press();
                    for (int k = 0; k < 4; ++k) {
                        (this->*step)(plot, 4 * i + k);
                        drain();
                    }
                },
            .until = Until::counted });
        QTest::mouseDClick(plot, Qt::LeftButton, {}, plot->rect().center());
    }

    /// Tokens, by a drag from the first of the places: while it goes on, and once it is let go.
    void select(const QString& name, QWidget* on, const QList<QWidget*>& views, const std::function<QPointF(int)>& place)
    {
        const auto* mean = plot("projectedPlot"); // the last of those that the worker makes
        const double* before = nullptr;
        const auto begin = [&] { before = mean->data().selection.constData(); };
        const auto done = [&] { return mean->data().selection.constData() != before; };
        const auto press = [&] { QTest::mousePress(on, Qt::LeftButton, {}, place(-6).toPoint()); };
        const auto release = [&](int i) { QTest::mouseRelease(on, Qt::LeftButton, {}, place(i).toPoint()); };
        int at = 0;
        measure({ .name = name + ": dragging",
            .target = 50,
            .act =
                [&](int) {
                    begin();
                    moveMouse(on, place(++at), Qt::LeftButton);
                },
            .done = done,
            .views = views,
            .prepare =
                [&](int i) {
                    if (i > 0)
                        return;
                    press();
                    for (; at < 8; ++at) {
                        moveMouse(on, place(at), Qt::LeftButton);
                        drain();
                    }
                    quieten();
                } });
        release(at);
        measure({ .name = name + ": final",
            .target = 100,
            .samples = 20,
            .act =
                [&](int i) {
                    begin();
                    release(20 + i);
                },
            .done = done,
            .views = views,
            .prepare =
                [&](int i) {
                    press();
                    for (int k = 0; k <= 20 + i; ++k) {
                        moveMouse(on, place(k), Qt::LeftButton);
                        drain();
                    }
                    quieten();
                } });
    }

    /// Decomposition, band and axis, by their buttons and keys.
    void selectAndChoose(const QString& where, const QList<QWidget*>& views, const std::function<bool()>& ready)
    {
        const auto asked = [this] { m_stripsReady = 0; };
        const auto anotherBand = [=, this](int i) {
            asked();
            action(models::bandName(i % 2 == 0 ? models::Band::quartiles : models::Band::standardDeviation))->trigger();
        };
        measure({ .name = "switch decomposition, " + where,
            .target = 100,
            .act =
                [=, this](int i) {
                    asked();
                    QTest::mouseClick(button(i % 2 == 0 ? "First order" : "Trapezoid"), Qt::LeftButton);
                },
            .done = ready,
            .views = views,
            .until = Until::each });
        measure({ .name = "switch band, " + where,
            .target = 100,
            .act = anotherBand,
            .done = ready,
            .views = views,
            .until = Until::each });
        measure({ .name = "switch band at once after another vector, " + where,
            .target = 100,
            .samples = 20,
            .act = anotherBand,
            .done = ready,
            .views = views,
            .prepare =
                [=, this](int i) {
                    asked();
                    auto choice = view().choice();
                    choice.setVector(1 - i % 2);
                    view().setChoice(choice);
                    waitFor(ready);
                },
            .until = Until::each });
        measure({ .name = "switch log axis, " + where,
            .target = 100,
            .act = [this](int) { QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier); },
            .views = views,
            .until = Until::each });
    }

    void newSize(const QList<QWidget*>& views)
    {
        const QString name = "new minimum cluster size on a built tree";
        if (!wanted(name))
            return;
        auto* size = m_window->findChild<QSpinBox*>("minimumSize");
        const auto type = [size](int value) {
            size->setFocus();
            size->selectAll();
            QTest::keyClicks(size, QString::number(value));
            QTest::keyClick(size, Qt::Key_Return);
        };
        QElapsedTimer timer;
        timer.start();
        type(size->value() + 1);
        waitFor([this] { return isSettled() && view().tree(); }, treePatience);
        std::printf("| (its spanning tree, made before) | | %.1f s | | 1 | |\n", static_cast<double>(timer.elapsed()) / 1e3);
        measure({ .name = name,
            .target = 300,
            .act = [&](int i) { type(500 + 97 * i); },
            .done = [this] { return isSettled(); },
            .views = views });
        m_window->undoStack().setIndex(0);
        rest();
    }

    Meter* m_meter;
    QString m_run;
    QString m_only;
    std::unique_ptr<MainWindow> m_window;
    qsizetype m_stripsReady = 0;
};

}

int main(int argc, char** argv)
{
    const QTemporaryDir home;
    qputenv("XDG_DATA_HOME", home.path().toUtf8());
    qputenv("XDG_CONFIG_HOME", home.path().toUtf8());
    Meter meter(argc, argv);
    QCoreApplication::setOrganizationName("polcascope-bench");
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOption({ "only", "Measures only interactions with these words in their names.", "words" });
    parser.addPositionalArgument("RUN", "The run to open.");
    parser.process(meter);
    if (parser.positionalArguments().size() != 1)
        parser.showHelp(2);

    Bench bench(&meter, parser.positionalArguments().first(), parser.value("only"));
    bench.printHead();
    bench.start();
    bench.openWindow();
    bench.interactions();
    bench.stop();
    bench.printMemory();
    return 0;
}
