#pragma once

#include "core/base/progress.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string_view>
#include <thread>

namespace polcascope::engine {

/// Hears pause, resume and stop: as words on standard input, and as SIGINT and SIGTERM (stop). The working
/// thread asks often; the answer is given at once by the thread that hears.
class Control {
public:
    /// `told` is called from the hearing thread with "paused", "running" or "stopping".
    explicit Control(std::function<void(std::string_view state)> told);
    ~Control();
    Control(const Control&) = delete;
    Control& operator=(const Control&) = delete;

    /// Waits while paused; throws Cancelled once stop was heard.
    void check();
    /// A Progress that checks, whatever is reported.
    [[nodiscard]] Progress progress();
    /// Seconds spent waiting while paused.
    [[nodiscard]] double pausedSeconds() const;

private:
    void listen();
    void hear(std::string_view word);

    enum class State { running, paused, stopping };
    std::function<void(std::string_view)> m_told;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    State m_state = State::running;
    double m_pausedSeconds = 0;
    int m_wakeUp[2] = { -1, -1 }; ///< a pipe: signals and the end
    std::thread m_thread;
};

}
