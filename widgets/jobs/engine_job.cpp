#include "widgets/jobs/engine_job.h"

#include "widgets/jobs/messages.h"
#include "widgets/jobs/places.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTimer>

#include <unistd.h>

namespace polcascope::jobs {

namespace {

constexpr int protocolVersion = 1;
constexpr int logLines = 200;
constexpr int longestLine = 1 << 20;

double number(const QJsonObject& event, const char* key)
{
    return event.value(QLatin1String(key)).toDouble(std::numeric_limits<double>::quiet_NaN());
}

std::map<std::string, std::string> stringsOf(const QJsonObject& object)
{
    std::map<std::string, std::string> strings;
    for (auto item = object.begin(); item != object.end(); ++item)
        strings[item.key().toStdString()] = item.value().toVariant().toString().toStdString();
    return strings;
}

}

EngineJob::EngineJob(QObject* parent)
    : QObject(parent)
    , m_process(new QProcess(this))
{
    connect(m_process, &QProcess::readyReadStandardOutput, this, &EngineJob::readOutput);
    connect(m_process, &QProcess::readyReadStandardError, this,
        [this] { addToLog(m_process->readAllStandardError()); });
    connect(m_process, &QProcess::finished, this, &EngineJob::processEnded);
    connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            end(State::failed, tr("The engine could not be started: %1.").arg(m_process->errorString()));
    });
    m_process->setChildProcessModifier([] { ::setsid(); });
}

EngineJob::~EngineJob()
{
    if (!m_process)
        return;
    // The last signals of a process killed on the way out would find a job that is half gone.
    m_process->disconnect(this);
    if (m_process->state() != QProcess::NotRunning) {
        m_process->kill();
        m_process->waitForFinished(1000);
    }
}

void EngineJob::startRun(const QString& recipe, const QString& runPath, const QStringList& settings)
{
    QStringList arguments { "run", recipe, "--out", runPath, "--json" };
    for (const QString& setting : settings)
        arguments << "--set" << setting;
    start(arguments, runPath);
}

void EngineJob::resumeRun(const QString& runPath)
{
    start({ "resume", runPath, "--json" }, runPath);
}

void EngineJob::start(const QStringList& arguments, const QString& runPath)
{
    Q_ASSERT(m_process->state() == QProcess::NotRunning);
    m_runPath = runPath;
    const QString program = enginePath();
    if (program.isEmpty()) {
        // Told from the event loop, as every other end is: whoever starts a job connects to it afterwards,
        // too.
        QTimer::singleShot(0, this, [this] {
            end(State::failed,
                tr("polcascope-engine was not found beside this program or on the PATH. Install it, or name "
                   "it in the "
                   "environment variable POLCASCOPE_ENGINE."));
        });
        return;
    }
    m_process->start(program, arguments);
}

void EngineJob::pause()
{
    if (m_state == State::running)
        send("pause\n");
}

void EngineJob::unpause()
{
    if (m_state == State::paused)
        send("resume\n");
}

void EngineJob::stop()
{
    if (!isActive() || m_state == State::stopping)
        return;
    send("stop\n");
    setState(State::stopping);
    QTimer::singleShot(stopPatience, this, [this] {
        if (isActive())
            m_process->kill();
    });
}

void EngineJob::letGo()
{
    // A QProcess kills its child when it is destroyed, and has no other way to let go: it is left alive on
    // purpose until the program ends. The engine ignores the pipe that breaks then.
    static auto* const goOn = new std::vector<QProcess*>;
    goOn->push_back(m_process);
    m_process->disconnect(this);
    m_process->setParent(nullptr);
    m_process = nullptr;
    m_state = State::stopped;
}

void EngineJob::send(const char* word)
{
    m_process->write(word);
}

void EngineJob::readOutput()
{
    m_line += m_process->readAllStandardOutput();
    qsizetype begin = 0;
    for (qsizetype end = m_line.indexOf('\n'); end >= 0; end = m_line.indexOf('\n', begin)) {
        readLine(m_line.mid(begin, end - begin));
        begin = end + 1;
    }
    m_line.remove(0, begin);
    if (m_line.size() > longestLine)
        m_line.clear();
}

void EngineJob::readLine(const QByteArray& line)
{
    const QJsonObject event = QJsonDocument::fromJson(line).object();
    if (event.value("event").isString())
        readEvent(event);
    else
        addToLog(line);
}

void EngineJob::readEvent(const QJsonObject& event)
{
    const QString name = event.value("event").toString();
    const auto text = [&](const char* key) { return event.value(QLatin1String(key)).toString(); };

    if (name == QLatin1String("hello")) {
        const int protocol = event.value("protocol").toInt();
        if (protocol != protocolVersion) {
            m_message = tr(
                "The engine beside this program speaks version %1 of their protocol, the window version %2. "
                "Install both from the same package.")
                            .arg(protocol)
                            .arg(protocolVersion);
            m_process->kill();
            return;
        }
        m_engine = tr("%1, %2, %n thread(s)", "version, device, threads", event.value("threads").toInt())
                       .arg(text("version"), text("device"));
        if (!text("run").isEmpty())
            m_runPath = text("run");
        if (m_state == State::starting)
            setState(State::running);
        Q_EMIT greeted();
    } else if (name == QLatin1String("stage")) {
        Q_EMIT stageChanged(text("stage"), text("state"));
    } else if (name == QLatin1String("progress")) {
        m_progress = { text("stage"), event.value("done").toInteger(), event.value("total").toInteger(),
            text("unit"), number(event, "rate"), number(event, "eta"), event.value("overall").toDouble(),
            number(event, "overall_eta"), number(event, "loss"), event.value("step").toInteger(-1) };
        Q_EMIT progressed(m_progress);
    } else if (name == QLatin1String("artifact")) {
        Q_EMIT artifactFinished(text("stage"), text("path"));
    } else if (name == QLatin1String("state")) {
        if (m_state == State::stopping)
            return;
        if (text("state") == QLatin1String("paused"))
            setState(State::paused);
        else if (text("state") == QLatin1String("running"))
            setState(State::running);
        else if (text("state") == QLatin1String("stopping"))
            setState(State::stopping);
    } else if (name == QLatin1String("warning")) {
        m_warnings.append(
            warningMessage(text("kind"), stringsOf(event.value("data").toObject()), text("message")));
        Q_EMIT warned(m_warnings.last());
    } else if (name == QLatin1String("done")) {
        m_announcedEnd = State::finished;
    } else if (name == QLatin1String("stopped")) {
        m_announcedEnd = State::stopped;
    } else if (name == QLatin1String("error")) {
        m_announcedEnd = State::failed;
        m_errorKind = errorKindFromName(text("kind").toStdString());
        m_message = m_errorKind ? errorMessage(*m_errorKind, stringsOf(event.value("data").toObject()))
                                : text("message");
    }
}

void EngineJob::processEnded(int exitCode, QProcess::ExitStatus status)
{
    readOutput();
    addToLog(m_process->readAllStandardError());

    if (m_announcedEnd == State::finished && status == QProcess::NormalExit && exitCode == 0)
        return end(State::finished);
    if (m_announcedEnd == State::stopped || m_state == State::stopping)
        return end(State::stopped, errorMessage(ErrorKind::stopped, {}));
    if (!m_message.isEmpty())
        return end(State::failed, m_message);

    const QString kept = tr("Everything it had finished is kept; Resume goes on from there.");
    if (status == QProcess::CrashExit) {
        // For a crash Qt gives the signal's number, and 9 is what the kernel sends when memory runs out.
        const QString how = exitCode == 9 ? tr("The engine was killed, by someone or because memory ran out.")
                                          : tr("The engine crashed (signal %1).").arg(exitCode);
        return end(State::failed, how + QLatin1Char(' ') + kept);
    }
    const QString last =
        m_log.isEmpty() ? QString() : QStringLiteral(" ") + tr("Its last words: “%1”.").arg(m_log.last());
    end(State::failed,
        tr("The engine ended without saying why (exit status %1).").arg(exitCode) + last + QLatin1Char(' ') +
            kept);
}

void EngineJob::end(State state, const QString& message)
{
    if (!isActive())
        return;
    m_message = message;
    setState(state);
    Q_EMIT ended(state);
}

void EngineJob::setState(State state)
{
    if (state == m_state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

void EngineJob::addToLog(const QByteArray& lines)
{
    for (const QByteArray& line : lines.split('\n'))
        if (!line.trimmed().isEmpty())
            m_log.append(QString::fromUtf8(line.trimmed()));
    if (m_log.size() > logLines)
        m_log.remove(0, m_log.size() - logLines);
}

}
