#include "app/polcascope/language.h"
#include "app/polcascope/main_window.h"
#include "app/polcascope/watched_application.h"
#include "core/store/run_folder.h"
#include "widgets/figure/figure.h"
#include "widgets/jobs/messages.h"
#include "widgets/theme/theme.h"

#include <QCommandLineParser>
#include <QDebug>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QMessageBox>
#include <QTimer>

#include <cstdio>
#include <cstring>
#include <unistd.h>

namespace {

using namespace polcascope;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Program)
};

/// Prints how long it took to the first paint of the window and, when a run is opened, of its views; then
/// quits.
class StartMeter : public QObject {
public:
    StartMeter(MainWindow* window, const QElapsedTimer& since, bool withRun)
        : QObject(window)
        , m_window(window)
        , m_since(since)
        , m_withRun(withRun)
    {
        window->installEventFilter(this); // the page in the middle is hidden by what fills it
        if (withRun)
            connect(&window->view(), &models::RunView::dataChanged, this, [this] {
                if (m_window->view().data())
                    QTimer::singleShot(0, this, [this] { done("views"); });
            });
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::Paint && !m_painted) {
            m_painted = true;
            QTimer::singleShot(0, this, [this] { done("window"); });
        }
        return QObject::eventFilter(watched, event);
    }

private:
    void done(const char* what)
    {
        std::printf("%s %lld ms\n", what, static_cast<long long>(m_since.elapsed()));
        std::fflush(stdout);
        if (!m_withRun || std::strcmp(what, "views") == 0)
            m_window->close();
    }

    MainWindow* m_window;
    QElapsedTimer m_since;
    bool m_withRun;
    bool m_painted = false;
};

/// The value of --lang, which is looked for before the options are read: these are explained in that language.
QString languageAskedFor(int argc, char** argv)
{
    for (int index = 1; index < argc; ++index) {
        const QString argument = QString::fromLocal8Bit(argv[index]);
        if (argument == QLatin1String("--lang") && index + 1 < argc)
            return QString::fromLocal8Bit(argv[index + 1]);
        if (argument.startsWith(QLatin1String("--lang=")))
            return argument.section(u'=', 1);
    }
    return {};
}

/// Says what is wrong to whoever started the program, in a terminal or from a desktop, and gives the exit
/// status.
int fail(const Error& error)
{
    const QString message = jobs::errorMessage(error);
    std::fprintf(stderr, "polcascope: %s\n", qUtf8Printable(message));
    if (!::isatty(STDERR_FILENO) && qApp && QGuiApplication::platformName() != QLatin1String("offscreen"))
        QMessageBox::warning(nullptr, QStringLiteral("Polcascope"), message);
    return static_cast<int>(error.kind());
}

Error usage(const QString& what)
{
    return Error(ErrorKind::usage, { { "what", what.toStdString() } });
}

bool hasDisplay(int argc, char** argv)
{
    for (int index = 1; index < argc; ++index)
        if (std::strcmp(argv[index], "-platform") == 0 || std::strcmp(argv[index], "--platform") == 0)
            return true;
    return qEnvironmentVariableIsSet("QT_QPA_PLATFORM") || !qEnvironmentVariable("DISPLAY").isEmpty() ||
        !qEnvironmentVariable("WAYLAND_DISPLAY").isEmpty();
}

/// For --help and --version, which need no display.
bool asksForText(int argc, char** argv)
{
    for (int index = 1; index < argc; ++index)
        for (const char* word : { "-h", "--help", "--help-all", "-v", "--version" })
            if (std::strcmp(argv[index], word) == 0)
                return true;
    return false;
}

}

int main(int argc, char** argv)
{
    QElapsedTimer since;
    since.start();

    QCoreApplication::setOrganizationName(QStringLiteral("polcascope"));
    QCoreApplication::setApplicationName(QStringLiteral("polcascope"));
    QCoreApplication::setApplicationVersion(QStringLiteral(POLCASCOPE_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.polcascope.Polcascope"));

    if (argc > 1 && std::strcmp(argv[1], "figure") == 0) {
        QStringList arguments;
        for (int index = 2; index < argc; ++index)
            arguments.append(QString::fromLocal8Bit(argv[index]));
        try {
            return figure::figureCommand(arguments);
        } catch (const Error& error) {
            return fail(error);
        }
    }

    if (!hasDisplay(argc, argv)) {
        if (!asksForText(argc, argv)) {
            const QCoreApplication application(argc, argv);
            chooseLanguage({});
            const QString message = Text::tr(
                "There is no display to open a window on (neither WAYLAND_DISPLAY nor DISPLAY is set). "
                "“polcascope figure” and “polcascope-engine” work without one.");
            std::fprintf(stderr, "polcascope: %s\n", qUtf8Printable(message));
            return static_cast<int>(ErrorKind::usage);
        }
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    WatchedApplication application(argc, argv);
    application.setWindowIcon(theme::applicationIcon());

    try {
        chooseLanguage(languageAskedFor(argc, argv));

        QCommandLineParser parser;
        // clang-format off
        parser.setApplicationDescription(Text::tr(
            "A microscope for what a language model learns, and when.\n\n"
            "  polcascope                        the start page: sample, demo, new run, runs opened lately\n"
            "  polcascope RUN                    opens a run, a folder usually named something.polca\n"
            "  polcascope --run-recipe demo-arithmetic --out demo.polca\n"
            "                                    trains and analyses in the window; opens the run, and goes on with it,\n"
            "                                    when it is already there\n"
            "  polcascope figure RUN --all --out DIR [--size 85x55mm] [--format pdf,png,svg] [--dpi 300]\n"
            "                                    writes the run's figures; needs no display\n\n"
            "Runs are computed by polcascope-engine, which also works alone: polcascope-engine --help."));
        // clang-format on
        parser.addHelpOption();
        parser.addVersionOption();
        parser.addOption({ "run-recipe", Text::tr("Runs a recipe, by its name or file, in the window."),
            Text::tr("recipe", "value of an option") });
        parser.addOption({ "out", Text::tr("The run folder for --run-recipe."), Text::tr("folder", "value of an option") });
        parser.addOption({ "lang",
            Text::tr("The language of the window (%1), as in de or de_CH; by default that of the desktop.")
                .arg(languages().join(QStringLiteral(", "))),
            Text::tr("language", "value of an option") });
        const QCommandLineOption measure("measure-start",
            Text::tr("Prints the milliseconds to the first paint of the window, and of the run's views, and quits."));
        parser.addOption(measure);
        parser.addPositionalArgument("RUN", Text::tr("The run to open."), "[RUN]");
        parser.process(application);

        const QStringList paths = parser.positionalArguments();
        if (paths.size() > 1)
            throw usage(Text::tr("only one run can be opened"));
        const QString recipe = parser.value("run-recipe");
        const QString out = parser.value("out");
        if (recipe.isEmpty() != out.isEmpty())
            throw usage(Text::tr("--run-recipe and --out go together"));
        if (!recipe.isEmpty() && !paths.isEmpty())
            throw usage(Text::tr("RUN and --run-recipe do not go together"));
        if (!paths.isEmpty())
            store::RunFolder::open(
                QFile::encodeName(paths.first()).toStdString(), store::RunFolder::Access::read);
        if (!recipe.isEmpty())
            requireValid(loadRecipe(recipe.toStdString()));

        MainWindow window;
        if (parser.isSet(measure))
            new StartMeter(&window, since, !paths.isEmpty());
        window.show();
        if (!paths.isEmpty())
            window.openRun(paths.first());
        else if (!recipe.isEmpty())
            window.runOrResume(recipe, out);
        if (!parser.isSet(measure))
            window.offerRecovery();
        return WatchedApplication::exec();
    } catch (const Error& error) {
        return fail(error);
    }
}
