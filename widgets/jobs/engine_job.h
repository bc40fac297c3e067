#pragma once

#include "core/store/run_folder.h"

#include <QObject>
#include <QProcess>
#include <QStringList>

#include <limits>
#include <optional>

class QJsonObject;

namespace polcascope::jobs {

/// How far the engine has come. Times in seconds, NaN while not known.
struct JobProgress {
    QString stage; ///< as in JSON: "training"
    qint64 done = 0;
    qint64 total = 0;
    QString unit; ///< "steps", "vectors", "checkpoints", "clusterings"
    double rate = std::numeric_limits<double>::quiet_NaN(); ///< units a second
    double timeLeft = std::numeric_limits<double>::quiet_NaN(); ///< to the end of the stage
    double overall = 0; ///< of the whole run, 0 to 1
    double overallTimeLeft = std::numeric_limits<double>::quiet_NaN();
    double loss = std::numeric_limits<double>::quiet_NaN(); ///< of the latest training batch, nats
    qint64 step = -1; ///< the training step of `loss`
};

/// One engine at work in one run: starts polcascope-engine, reads its JSON lines, and sends it the words
/// pause, resume and stop (the protocol is in app/engine/README.md). Whatever happens to the engine ends in
/// exactly one ended() with a state and, unless it finished, a sentence. What the engine prints that is not
/// the protocol is kept as its log and otherwise ignored.
///
/// The engine is the leader of a session of its own, so that it outlives a terminal; letGo() lets it outlive
/// this program. Destroying the job otherwise kills the engine: whatever is finished in the run folder stays.
class EngineJob : public QObject {
    Q_OBJECT
public:
    enum class State { starting, running, paused, stopping, finished, stopped, failed };
    Q_ENUM(State)

    explicit EngineJob(QObject* parent = nullptr);
    ~EngineJob() override;

    /// Starts a new run of a recipe (name or file) in a folder that does not exist yet; settings are
    /// "key=value".
    void startRun(const QString& recipe, const QString& runPath, const QStringList& settings = {});
    /// Goes on with a run.
    void resumeRun(const QString& runPath);

    void pause();
    void unpause();
    /// Asks the engine to stop. One that has not ended after stopPatience is killed: nothing finished is
    /// lost.
    void stop();
    /// Leaves the engine working when this object goes.
    void letGo();

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isActive() const { return m_state <= State::stopping; }
    [[nodiscard]] const QString& runPath() const { return m_runPath; }
    [[nodiscard]] qint64 processId() const { return m_process ? m_process->processId() : 0; }
    [[nodiscard]] const JobProgress& progress() const { return m_progress; }
    [[nodiscard]] const QString& engine() const
    {
        return m_engine;
    } ///< "0.1.0, cpu, 2 threads"; "" before hello
    [[nodiscard]] const QString& message() const { return m_message; } ///< why it failed or stopped
    [[nodiscard]] std::optional<ErrorKind> errorKind() const
    {
        return m_errorKind;
    } ///< of a failed job, when known
    [[nodiscard]] const QStringList& warnings() const { return m_warnings; }
    [[nodiscard]] const QStringList& log() const
    {
        return m_log;
    } ///< the last lines that are not of the protocol

    static constexpr int stopPatience = 10000; ///< milliseconds

Q_SIGNALS:
    void stateChanged(polcascope::jobs::EngineJob::State state);
    void greeted(); ///< the engine has said hello: the run folder is (or will soon be) there
    void stageChanged(const QString& stage, const QString& state);
    void progressed(const polcascope::jobs::JobProgress& progress);
    void artifactFinished(const QString& stage, const QString& path);
    void warned(const QString& message);
    void ended(polcascope::jobs::EngineJob::State state);

private:
    void start(const QStringList& arguments, const QString& runPath);
    void readOutput();
    void readLine(const QByteArray& line);
    void readEvent(const QJsonObject& event);
    void processEnded(int exitCode, QProcess::ExitStatus status);
    void end(State state, const QString& message = {});
    void setState(State state);
    void send(const char* word);
    void addToLog(const QByteArray& lines);

    QProcess* m_process = nullptr;
    State m_state = State::starting;
    QString m_runPath;
    QString m_engine;
    QString m_message;
    std::optional<ErrorKind> m_errorKind;
    std::optional<State> m_announcedEnd; ///< what the engine itself said before it ended
    JobProgress m_progress;
    QByteArray m_line;
    QStringList m_warnings;
    QStringList m_log;
};

}

Q_DECLARE_METATYPE(polcascope::jobs::JobProgress)
