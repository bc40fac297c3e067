#pragma once

#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <functional>
#include <memory>

namespace polcascope {
class Progress;
}

namespace polcascope::models {

/// One piece of work at a time in a thread of its own: what is started takes the place of what runs, of which nothing
/// more arrives. What it delivers is done in the thread that made this object.
class Background : public QObject {
    Q_OBJECT
public:
    using Deliver = std::function<void()>;
    /// What the work may use: `deliver` as often as it likes; `progress` reports, and ends it when it is not wanted.
    struct Context {
        std::function<void(Deliver)> deliver;
        const Progress& progress;
    };

    enum class Urgency {
        atOnce, ///< a person waits for it
        whenIdle, ///< what a person waits for goes before
    };
    explicit Background(Urgency urgency = Urgency::atOnce, QObject* parent = nullptr);
    ~Background() override;

    void start(std::function<void(const Context&)> work);
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_running; }
    [[nodiscard]] double progress() const { return m_progress; }

Q_SIGNALS:
    void runningChanged();
    void progressed(double fraction); ///< at most a hundred times
    void failed(const QString& message);

private:
    void setRunning(bool running);

    Urgency m_urgency;
    bool m_running = false;
    double m_progress = 0;
    std::shared_ptr<std::atomic_bool> m_cancel;
    QThreadPool m_pool;
};

}
