#pragma once

#include <exception>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace polcascope {

/// What can end an operation that a person asked for. The kinds are few; what went wrong where is in the data.
/// The value of each kind is the exit status of polcascope-engine, so scripts may rely on it: never renumber.
enum class ErrorKind : int {
    internal = 1, ///< a mistake of ours; data: what
    usage = 2, ///< the command line; data: what
    unknownRecipe = 10, ///< data: name, nearest (may be empty), known (comma-separated)
    unknownKey = 11, ///< data: key, nearest (may be empty), source (file or "--set")
    badValue = 12, ///< data: key, value, rule (a Rule's name), plus limit and other key: see core/recipe
    badJson = 13, ///< data: path, line, what
    notARun = 14, ///< data: path, reason (missing | noManifest | notAFolder | noTrajectories)
    newerVersion = 15, ///< data: path, found, supported
    damaged = 16, ///< data: path, reason (missing | size | checksum | unreadable | format), what
    notWritable = 17, ///< data: path, what
    diskSpace = 18, ///< data: path, needed, available (bytes)
    noDevice = 19, ///< data: device, available
    runExists = 20, ///< data: path
    runBusy = 21, ///< data: path, pid
    outOfMemory = 22, ///< a budget: data: needed, limit (bytes), key. The memory there is: device, needed (may be empty)
    nonFinite = 23, ///< data: what, step
    unsupported = 24, ///< data: what
    unreadable = 25, ///< data: path, what
    missingInput = 26, ///< data: what, needs, command (what makes it; RUN stands for the run)
    sampleRun = 27, ///< data: path, of (name of the run it is a sample of)
    stopped = 30, ///< the person asked for it; an exit status only
};

/// The name used in JSON ("unknownKey") and back.
[[nodiscard]] std::string_view errorKindName(ErrorKind kind);
[[nodiscard]] std::optional<ErrorKind> errorKindFromName(std::string_view name);

/// Thrown for what the user can meet and ends the operation. Holds no sentence: app/engine/messages.cpp and
/// widgets/jobs/messages.cpp make one, each in its own language.
class Error : public std::exception {
public:
    explicit Error(ErrorKind kind, std::map<std::string, std::string> data = {});

    [[nodiscard]] ErrorKind kind() const { return m_kind; }
    [[nodiscard]] const std::map<std::string, std::string>& data() const { return m_data; }
    /// The value under a key, or "".
    [[nodiscard]] std::string value(const std::string& key) const;
    /// "unknownKey key=basis.intervall nearest=basis.interval": for logs and failed tests.
    [[nodiscard]] const char* what() const noexcept override { return m_what.c_str(); }

private:
    ErrorKind m_kind;
    std::map<std::string, std::string> m_data;
    std::string m_what;
};

/// Thrown out of long work when the person cancelled it. Not an error and never shown as one.
struct Cancelled {};

}
