#include "app/engine/control.h"

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <string>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace polcascope::engine {

namespace {

volatile int signalPipe = -1;
volatile std::sig_atomic_t signalsSeen = 0;

void onSignal(int)
{
    // The second one is for an engine that does not answer the first.
    signalsSeen = signalsSeen + 1;
    if (signalsSeen > 1)
        _exit(static_cast<int>(ErrorKind::stopped));
    constexpr char stop = 's';
    [[maybe_unused]] const ssize_t written = ::write(signalPipe, &stop, 1);
}

}

Control::Control(std::function<void(std::string_view)> told)
    : m_told(std::move(told))
{
    if (::pipe2(m_wakeUp, O_CLOEXEC) != 0)
        throw Error(ErrorKind::internal, { { "what", "no pipe could be made" } });
    signalPipe = m_wakeUp[1];
    std::signal(SIGINT, onSignal);
    std::signal(SIGTERM, onSignal);
    m_thread = std::thread([this] { listen(); });
}

Control::~Control()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    constexpr char end = 'e';
    [[maybe_unused]] const ssize_t written = ::write(m_wakeUp[1], &end, 1);
    m_thread.join();
    ::close(m_wakeUp[0]);
    ::close(m_wakeUp[1]);
}

void Control::listen()
{
    // On a terminal Ctrl+C stops and Ctrl+Z pauses; reading there would stop a job in the background.
    bool standardInput = !::isatty(STDIN_FILENO);
    std::string line;
    while (true) {
        std::array<pollfd, 2> files { pollfd { m_wakeUp[0], POLLIN, 0 }, pollfd { STDIN_FILENO, POLLIN, 0 } };
        if (::poll(files.data(), standardInput ? 2 : 1, -1) < 0)
            continue;
        if (files[0].revents) {
            char why = 'e';
            if (::read(m_wakeUp[0], &why, 1) != 1 || why == 'e')
                return;
            hear("stop");
        }
        if (standardInput && files[1].revents) {
            std::array<char, 256> buffer {};
            const ssize_t count = ::read(STDIN_FILENO, buffer.data(), buffer.size());
            if (count <= 0) {
                standardInput = false;
                continue;
            }
            for (const char c : std::string_view(buffer.data(), static_cast<std::size_t>(count))) {
                if (c != '\n') {
                    line += c;
                    continue;
                }
                hear(line);
                line.clear();
            }
        }
    }
}

void Control::hear(std::string_view word)
{
    std::string_view answer;
    {
        const std::lock_guard lock(m_mutex);
        if (m_state == State::stopping)
            return;
        if (word == "pause") {
            m_state = State::paused;
            answer = "paused";
        } else if (word == "resume") {
            m_state = State::running;
            answer = "running";
        } else if (word == "stop") {
            m_state = State::stopping;
            answer = "stopping";
        }
    }
    m_changed.notify_all();
    if (!answer.empty())
        m_told(answer);
}

void Control::check()
{
    std::unique_lock lock(m_mutex);
    if (m_state == State::paused) {
        const auto begin = std::chrono::steady_clock::now();
        m_changed.wait(lock, [this] { return m_state != State::paused; });
        m_pausedSeconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    }
    if (m_state == State::stopping)
        throw Cancelled {};
}

Progress Control::progress()
{
    return Progress([this](double, std::string_view) {
        check();
        return true;
    });
}

double Control::pausedSeconds() const
{
    const std::lock_guard lock(m_mutex);
    return m_pausedSeconds;
}

}
