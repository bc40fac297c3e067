#include "app/engine/reporter.h"

#include "app/engine/messages.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include <sys/ioctl.h>
#include <unistd.h>

namespace polcascope::engine {

using Json = nlohmann::ordered_json;

namespace {

constexpr int barWidth = 24;
constexpr auto jsonInterval = std::chrono::milliseconds(200);
constexpr auto logInterval = std::chrono::seconds(10);

void printLine(const std::string& text)
{
    std::fputs((text + "\n").c_str(), stdout);
    std::fflush(stdout);
}

}

Reporter::Reporter(OutputFormat format)
    : m_format(format)
    , m_terminal(format == OutputFormat::text && ::isatty(STDOUT_FILENO))
{
}

void Reporter::line(const std::string& text)
{
    clearBar();
    printLine(text);
}

void Reporter::clearBar()
{
    if (m_barShown)
        std::fputs("\r\033[K", stdout);
    m_barShown = false;
}

void Reporter::hello(const compute::DeviceInfo& device, const std::string& run)
{
    const std::lock_guard lock(m_mutex);
    if (m_format == OutputFormat::json) {
        line(Json({ { "event", "hello" }, { "protocol", 1 }, { "version", POLCASCOPE_VERSION }, { "libtorch", device.libtorch },
                      { "device", device.device }, { "threads", device.threads }, { "gflops", device.gflops }, { "pid", ::getpid() }, { "run", run } })
                 .dump());
        return;
    }
    std::array<char, 256> text {};
    std::snprintf(text.data(), text.size(), "polcascope-engine %s, LibTorch %s, %s, %d threads, %.0f GF/s", POLCASCOPE_VERSION,
        device.libtorch.c_str(), device.device.c_str(), device.threads, device.gflops);
    line(text.data());
    line("run: " + run);
}

void Reporter::stage(store::Stage stage, std::string_view state)
{
    const std::lock_guard lock(m_mutex);
    m_lastProgress = {};
    const std::string name(store::stageName(stage));
    if (m_format == OutputFormat::json)
        line(Json({ { "event", "stage" }, { "stage", name }, { "state", std::string(state) } }).dump());
    else if (state != "started")
        line(name + (state == "upToDate" ? ": up to date" : ": finished"));
}

bool Reporter::due()
{
    const std::lock_guard lock(m_mutex);
    const auto now = std::chrono::steady_clock::now();
    if (now - m_lastProgress < (m_format == OutputFormat::json || m_terminal ? std::chrono::milliseconds(jsonInterval) : std::chrono::milliseconds(logInterval)))
        return false;
    m_lastProgress = now;
    return true;
}

void Reporter::progress(const StageProgress& progress)
{
    const std::lock_guard lock(m_mutex);
    if (m_format == OutputFormat::json) {
        Json json { { "event", "progress" }, { "stage", std::string(store::stageName(progress.stage)) }, { "done", progress.done },
            { "total", progress.total }, { "unit", std::string(progress.unit) }, { "rate", progress.rate }, { "eta", progress.eta },
            { "overall", progress.overall }, { "overall_eta", progress.overallEta } };
        if (progress.loss >= 0) {
            json["loss"] = progress.loss;
            json["step"] = progress.done;
        }
        if (!progress.detail.empty())
            json["detail"] = progress.detail;
        line(json.dump());
        return;
    }
    const int filled = static_cast<int>(std::lround(progress.overall * barWidth));
    std::array<char, 64> number {};
    std::string text;
    if (m_terminal)
        text = "[" + std::string(static_cast<std::size_t>(filled), '#') + std::string(static_cast<std::size_t>(barWidth - filled), '.') + "] ";
    std::snprintf(number.data(), number.size(), "%3.0f %%  ", 100 * progress.overall);
    text += number.data() + std::string(store::stageName(progress.stage)) + " " + std::to_string(progress.done) + "/"
        + std::to_string(progress.total) + " " + std::string(progress.unit);
    if (progress.rate > 0) {
        std::snprintf(number.data(), number.size(), progress.rate >= 10 ? ", %.0f/s" : ", %.2g/s", progress.rate);
        text += number.data();
    }
    if (progress.loss >= 0) {
        std::snprintf(number.data(), number.size(), ", loss %.3f", progress.loss);
        text += number.data();
    }
    if (!progress.detail.empty())
        text += ", " + progress.detail;
    if (progress.overallEta > 0)
        text += ", " + durationText(progress.overallEta) + " left";
    if (!m_terminal) {
        line(text);
        return;
    }
    winsize size {};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1)
        text.resize(std::min<std::size_t>(text.size(), size.ws_col - 1u));
    std::fputs(("\r\033[K" + text).c_str(), stdout);
    std::fflush(stdout);
    m_barShown = true;
}

void Reporter::artifact(store::Stage stage, const store::Artifact& artifact)
{
    const std::lock_guard lock(m_mutex);
    if (m_format == OutputFormat::json)
        line(Json({ { "event", "artifact" }, { "stage", std::string(store::stageName(stage)) }, { "path", artifact.path }, { "index", artifact.index } }).dump());
}

void Reporter::state(std::string_view state)
{
    const std::lock_guard lock(m_mutex);
    if (m_format == OutputFormat::json)
        line(Json({ { "event", "state" }, { "state", std::string(state) } }).dump());
    else
        line(std::string(state));
}

void Reporter::warning(const std::string& kind, const std::map<std::string, std::string>& data)
{
    const std::lock_guard lock(m_mutex);
    const std::string message = warningMessage(kind, data);
    if (m_format == OutputFormat::json)
        line(Json({ { "event", "warning" }, { "kind", kind }, { "data", data }, { "message", message } }).dump());
    else
        line("warning: " + message);
}

void Reporter::lessMemory(double before, double now)
{
    if (now < before)
        warning("lessMemory", { { "before", std::to_string(std::llround(before)) }, { "now", std::to_string(std::llround(now)) } });
}

void Reporter::fewerExamples(std::int64_t before, std::int64_t now)
{
    if (now < before)
        warning("fewerExamples", { { "now", std::to_string(now) } });
}

void Reporter::done(double seconds, const std::string& run)
{
    const std::lock_guard lock(m_mutex);
    if (m_format == OutputFormat::json)
        line(Json({ { "event", "done" }, { "seconds", seconds }, { "run", run } }).dump());
    else
        line("done in " + durationText(seconds));
}

void Reporter::stopped(const std::string& run)
{
    const std::lock_guard lock(m_mutex);
    if (m_format == OutputFormat::json)
        line(Json({ { "event", "stopped" } }).dump());
    else
        line("Stopped; what was finished is kept. Go on with: polcascope-engine resume " + run);
}

int reportError(const Error& error, OutputFormat format)
{
    const std::string message = errorMessage(error);
    if (format == OutputFormat::json)
        printLine(Json({ { "event", "error" }, { "kind", std::string(errorKindName(error.kind())) }, { "data", error.data() }, { "message", message } })
                      .dump(-1, ' ', false, Json::error_handler_t::replace));
    else
        std::fprintf(stderr, "%s%s\n", ::isatty(STDOUT_FILENO) ? "\r\033[K" : "", message.c_str());
    return static_cast<int>(error.kind());
}

}
