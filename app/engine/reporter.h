#pragma once

#include "core/base/error.h"
#include "core/compute/device.h"
#include "core/store/run_folder.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace polcascope::engine {

enum class OutputFormat {
    text, ///< a progress bar on a terminal, a line now and then elsewhere
    json, ///< one object a line: README.md in this folder
};

/// How far a stage is.
struct StageProgress {
    store::Stage stage = store::Stage::task;
    std::int64_t done = 0;
    std::int64_t total = 0;
    std::string_view unit;
    double rate = 0; ///< units a second
    double eta = 0; ///< seconds to the end of the stage
    double overall = 0; ///< 0 to 1
    double overallEta = 0; ///< seconds to the end of the run
    double loss = -1; ///< nats; negative: none
    std::string detail;
};

/// Everything the engine says while it works. Thread-safe.
class Reporter {
public:
    explicit Reporter(OutputFormat format);

    void hello(const compute::DeviceInfo& device, const std::string& run);
    void stage(store::Stage stage, std::string_view state);
    void progress(const StageProgress& progress);
    void artifact(store::Stage stage, const store::Artifact& artifact);
    void state(std::string_view state);
    void warning(const std::string& kind, const std::map<std::string, std::string>& data);
    /// Warns when what memory ran out for had to become smaller.
    void lessMemory(double before, double now); ///< bytes
    void fewerExamples(std::int64_t before, std::int64_t now); ///< at a time
    void done(double seconds, const std::string& run);
    void stopped(const std::string& run);
    /// True when progress may be shown again: five times a second at most.
    [[nodiscard]] bool due();

    [[nodiscard]] OutputFormat format() const { return m_format; }

private:
    void line(const std::string& text); ///< flushed at once
    void clearBar();

    OutputFormat m_format;
    bool m_terminal;
    bool m_barShown = false;
    std::mutex m_mutex;
    std::chrono::steady_clock::time_point m_lastProgress;
};

/// Says an error that ended the program: JSON on standard output or a sentence on standard error. Returns the
/// exit status.
int reportError(const Error& error, OutputFormat format);

}
