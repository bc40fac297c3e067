// Pictures of the window on a run, light and dark, as the README shows them:
//
//     xvfb-run -s "-screen 0 1440x900x24" build/dev/bin/make_screenshots RUN FOLDER
//
// A real window with the real run in it, driven by its own actions and waited for.

#include "app/polcascope/main_window.h"
#include "widgets/models/run_view.h"

#include <CLI/CLI.hpp>

#include <QApplication>
#include <QDir>
#include <QDockWidget>
#include <QSettings>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTextStream>
#include <QTranslator>

#include <functional>
#include <optional>
#include <utility>

using namespace polcascope;

namespace {

constexpr int patience = 60000; // milliseconds for what is computed
constexpr int painted = 1500; // and until everything has been painted

class Photographer {
public:
    Photographer(const QString& run, const QDir& folder)
        : m_run(run)
        , m_folder(folder)
    {
    }

    bool all()
    {
        for (const bool dark : { false, true })
            if (!inOneLight(dark))
                return false;
        return true;
    }

private:
    [[nodiscard]] bool settled() const
    {
        const auto& view = m_window->view();
        return QTest::qWaitFor(
            [&] {
                return view.data() && !view.isComputing() && view.data()->choice == view.choice() && view.explained();
            },
            patience);
    }

    void photograph(const QString& name)
    {
        QTest::qWait(painted);
        const QString file = m_folder.filePath(name + (m_dark ? "-dark.png" : "-light.png"));
        if (!m_window->grab().save(file, "PNG", 0))
            m_failed = true;
        QTextStream(stdout) << file << '\n';
    }

    void showTab(int index) { m_window->findChild<QTabWidget*>()->setCurrentIndex(index); }

    bool inOneLight(bool dark)
    {
        m_dark = dark;
        QSettings().clear();
        QDir(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)).removeRecursively(); // what was set in the run
        QSettings().setValue("window/appearance", dark ? 2 : 1);
        m_window = std::make_unique<MainWindow>();
        m_window->resize(1440, 900);
        m_window->show();
        photograph("start");
        m_window->openRun(m_run);
        if (!settled())
            return false;
        // The clustering that tells most was chosen by the window itself; look at its largest cluster.
        if (!m_window->view().data()->clusters.empty()) {
            const int cluster = m_window->view().data()->clusters.front().id;
            m_window->selection().setSelected({ cluster }, cluster);
        }
        auto* tabs = m_window->findChild<QTabWidget*>();
        for (int tab = 0; tab < tabs->count(); ++tab) {
            showTab(tab);
            const QWidget* page = tabs->widget(tab);
            photograph(QString::fromLatin1(page->metaObject()->className()).section("::", -1).toLower());
        }
        showTab(0);
        for (auto* dock : m_window->findChildren<QDockWidget*>())
            if (m_window->dockWidgetArea(dock) == Qt::BottomDockWidgetArea) {
                dock->raise();
                photograph(dock->objectName().toLower());
            }
        // Two ways to cluster the same tokens, one pinned: the first that both have clusters.
        QAction* pin = action("pinAction");
        if (const auto ways = twoWays(); pin && ways) {
            for (const store::ClusteringKey& key : { ways->first, ways->second }) {
                auto choice = m_window->view().choice();
                choice.setKey(key);
                m_window->view().setChoice(choice);
                if (!settled())
                    return false;
                if (key == ways->first)
                    pin->trigger();
            }
            photograph("compared");
        }
        for (const auto& [workspace, name] : { std::pair(Workspace::train, "train"), std::pair(Workspace::compare, "compare"),
                 std::pair(Workspace::figure, "figure") }) {
            m_window->workspaces().setCurrent(workspace);
            photograph(QString("workspace-%1").arg(name));
        }
        m_window.reset();
        return !m_failed;
    }

    /// By the loss and along a vector.
    [[nodiscard]] std::optional<std::pair<store::ClusteringKey, store::ClusteringKey>> twoWays() const
    {
        const auto& clusterings = m_window->view().run()->clusterings;
        for (const auto& [key, clustering] : clusterings)
            for (const auto& [other, along] : clusterings)
                if (key.quantity == store::Quantity::loss && other.usesBasis() && other.together.empty() && key.rules == other.rules &&
                    key.output == other.output && clustering->clusters() > 1 && along->clusters() > 1)
                    return std::pair(key, other);
        return {};
    }

    [[nodiscard]] QAction* action(const char* name) const { return m_window->findChild<QAction*>(name); }

    QString m_run;
    QDir m_folder;
    std::unique_ptr<MainWindow> m_window;
    bool m_dark = false;
    bool m_failed = false;
};

}

int main(int argc, char* argv[])
{
    std::string run, folder;
    CLI::App options("Pictures of the window on a run, light and dark");
    options.add_option("RUN", run, "run folder")->required();
    options.add_option("FOLDER", folder, "where the pictures go")->required();
    CLI11_PARSE(options, argc, argv);

    const QTemporaryDir home; // nobody's settings and recent runs
    qputenv("XDG_DATA_HOME", home.path().toUtf8());
    qputenv("XDG_CONFIG_HOME", home.path().toUtf8());
    QApplication application(argc, argv);
    QApplication::setOrganizationName("polcascope");
    QApplication::setApplicationName("polcascope");
    QLocale::setDefault(QLocale(QLocale::English));
    QTranslator plurals;
    if (plurals.load(QStringLiteral(POLCASCOPE_TRANSLATIONS "/polcascope_en.qm")))
        QApplication::installTranslator(&plurals);
    QDir().mkpath(QString::fromStdString(folder));
    Photographer photographer(QString::fromStdString(run), QDir(QString::fromStdString(folder)));
    if (!photographer.all()) {
        QTextStream(stderr) << "The run could not be shown, or a picture not be written.\n";
        return 1;
    }
    return 0;
}
