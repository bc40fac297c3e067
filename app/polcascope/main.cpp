#include "app/polcascope/main_window.h"
#include "core/store/run_folder.h"
#include "widgets/figure/figure.h"
#include "widgets/jobs/messages.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDebug>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QLibraryInfo>
#include <QMessageBox>
#include <QTimer>
#include <QTranslator>

#include <cstdio>
#include <cstring>
#include <unistd.h>

namespace {

using namespace polcascope;

/// Prints what kept the window from answering for more than 50 ms, when POLCASCOPE_WATCHDOG is set.
class Application : public QApplication {
public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override
    {
        if (!m_watching || m_depth > 0)
            return QApplication::notify(receiver, event);
        ++m_depth;
        const QByteArray name =
            receiver->metaObject()->className() + QByteArray(" ") + receiver->objectName().toUtf8();
        const int type = event->type();
        QElapsedTimer timer;
        timer.start();
        const bool result = QApplication::notify(receiver, event);
        if (timer.elapsed() > 50)
            std::fprintf(stderr, "watchdog: %lld ms in event %d of %s\n",
                static_cast<long long>(timer.elapsed()), type, name.constData());
        --m_depth;
        return result;
    }

private:
    bool m_watching = qEnvironmentVariableIsSet("POLCASCOPE_WATCHDOG");
    int m_depth = 0;
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
        window->centralWidget()->installEventFilter(this);
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

void chooseLanguage(QApplication& application, const QString& language)
{
    QLocale locale = language.isEmpty() ? QLocale::system() : QLocale(language);
    // The C locale has no thousands separators and is nobody's language.
    if (locale.language() == QLocale::C)
        locale = QLocale(QLocale::English);
    QLocale::setDefault(locale);
    const auto install = [&](const QString& name, const QString& folder) {
        auto* translator = new QTranslator(&application);
        if (translator->load(locale, name, "_", folder))
            application.installTranslator(translator);
    };
    // English has a translation, too: of the plurals.
    auto* plurals = new QTranslator(&application);
    if (plurals->load(":/i18n/polcascope_en.qm"))
        application.installTranslator(plurals);
    install("qtbase", QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install("polcascope", ":/i18n");
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
            std::fputs("polcascope: There is no display to open a window on (neither WAYLAND_DISPLAY nor "
                       "DISPLAY is set). "
                       "“polcascope figure” and “polcascope-engine” work without one.\n",
                stderr);
            return static_cast<int>(ErrorKind::usage);
        }
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    Application application(argc, argv);
    application.setWindowIcon(theme::applicationIcon());

    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "A microscope for what a language model learns, and when.\n\n"
        "  polcascope                        the start page: sample, demo, new run, runs opened lately\n"
        "  polcascope RUN                    opens a run, a folder usually named something.polca\n"
        "  polcascope --run-recipe demo-arithmetic --out demo.polca\n"
        "                                    trains and analyses in the window; opens the run, and goes on "
        "with it,\n"
        "                                    when it is already there\n"
        "  polcascope figure RUN --all --out DIR [--size 85x55mm] [--format pdf,png,svg] [--dpi 300]\n"
        "                                    writes the run's figures; needs no display\n\n"
        "Runs are computed by polcascope-engine, which also works alone: polcascope-engine --help."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOption({ "run-recipe", "Runs a recipe, by its name or file, in the window.", "recipe" });
    parser.addOption({ "out", "The run folder for --run-recipe.", "folder" });
    parser.addOption({ "lang",
        "The language of the window, for example en or de_CH; by default that of the desktop.", "language" });
    QCommandLineOption measure("measure-start",
        "Prints the milliseconds to the first paint of the window, and of the run's views, and quits.");
    parser.addOption(measure);
    parser.addPositionalArgument("RUN", "The run to open.", "[RUN]");
    parser.process(application);

    chooseLanguage(application, parser.value("lang"));

    try {
        const QStringList paths = parser.positionalArguments();
        if (paths.size() > 1)
            throw Error(ErrorKind::usage, { { "what", "only one run can be opened" } });
        const QString recipe = parser.value("run-recipe");
        const QString out = parser.value("out");
        if (recipe.isEmpty() != out.isEmpty())
            throw Error(ErrorKind::usage, { { "what", "--run-recipe and --out go together" } });
        if (!recipe.isEmpty() && !paths.isEmpty())
            throw Error(ErrorKind::usage, { { "what", "RUN and --run-recipe do not go together" } });
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
        return QApplication::exec();
    } catch (const Error& error) {
        return fail(error);
    }
}
