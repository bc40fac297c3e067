#include "app/engine/messages.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>

namespace polcascope::engine {

namespace {

std::string quoted(const std::string& text)
{
    return "\"" + text + "\"";
}

std::string formatted(const char* format, double value)
{
    std::array<char, 64> buffer {};
    std::snprintf(buffer.data(), buffer.size(), format, value);
    return buffer.data();
}

std::string bytesIn(const std::string& bytes)
{
    return bytes.empty() ? std::string("more") : bytesText(std::strtod(bytes.c_str(), nullptr));
}

/// Rounded up, so that what is needed is enough when it is set.
std::string megabytesIn(const std::string& bytes)
{
    return formatted("%.0f MB", std::ceil(std::strtod(bytes.c_str(), nullptr) / 1e6));
}

std::string badValue(const Error& error)
{
    const std::string key = error.value("key");
    const std::string value = error.value("value");
    const std::string limit = error.value("limit");
    const std::string other = error.value("other");
    const std::string rule = error.value("rule");
    const std::string begin = key + " is " + value;
    if (rule == "type")
        return begin + ", but it must be " + limit + ".";
    if (rule == "range")
        return begin + ", but it must lie in this range: " + limit + ".";
    if (rule == "choice")
        return begin + ", but it must be one of: " + limit + ".";
    if (rule == "divides")
        return begin + ", which does not divide " + other + " (" + limit + "): choose a number that does.";
    if (rule == "multiple")
        return begin + ", but it must be a multiple of " + other + " (" + limit + ").";
    if (rule == "atMost")
        return begin + ", but at most " + limit + " is possible, because of " + other + ".";
    if (rule == "sets")
        return begin + ", but it must be sets of at least two basis vectors below " + limit + ", such as 0,1,2; 4,7.";
    if (rule == "sameModel")
        return value + " is of another model than " + other + ", which has " + limit + ": choose two runs of one model.";
    if (rule == "unsupported")
        return begin + ", which this version can describe but not run: choose a recipe of the arithmetic task.";
    return begin + ", which is not allowed.";
}

/// What can be done about damage.
std::string repair(const Error& error)
{
    const std::string file = std::filesystem::path(error.value("path")).filename().string();
    if (!error.value("sample").empty())
        return "A sample cannot be repaired: take it from where it came from, or pack the run " + quoted(error.value("sample"))
            + " again with \"polcascope-engine sample\".";
    if (file == "run.json" || file == "recipe.json")
        return "Restore it from a copy: without it nothing tells what the run holds. All other files are untouched.";
    return "Everything else is untouched; \"polcascope-engine verify RUN --repair\" drops what depends on it, and"
           " \"polcascope-engine resume RUN\" makes it again.";
}

/// Without the name that the JSON library puts before what it says.
std::string ofJson(const std::string& what)
{
    const auto name = what.starts_with("[json.") ? what.find("] ") : std::string::npos;
    return name == std::string::npos ? what : what.substr(name + 2);
}

std::string noMemoryLeft(const std::string& device, const std::string& needed)
{
    const bool onGpu = device.starts_with("cuda");
    const std::string lower = needed.empty() ? "compute.memory_megabytes (--memory) or training.batch_size" : "basis.vectors";
    return (onGpu ? "The GPU (" + device + ")" : std::string("This machine")) + " has not enough free memory"
        + (needed.empty() ? "" : ": blocks and graphs take at least " + megabytesIn(needed) + " beside the weights and the basis")
        + ". End other programs" + (onGpu ? " that use it, " : ", or ") + "lower " + lower
        + (onGpu ? ", or compute on the processor with --set compute.device=cpu" : "") + "; what was finished before is kept.";
}

std::string notARun(const Error& error)
{
    const std::string path = error.value("path");
    if (error.value("reason") == "missing")
        return path + " does not exist. Give the folder of a run, or make one with \"polcascope-engine run\".";
    if (error.value("reason") == "notAFolder")
        return path + " is a file; a run is a folder that holds a run.json.";
    return path + " is no run of Polcascope: it holds no usable run.json.";
}

std::string runExists(const Error& error)
{
    const std::string path = error.value("path");
    if (error.value("kind") == "run")
        return path + " exists already. Go on with it by \"polcascope-engine resume " + path + "\", or choose another --out.";
    return path + " exists already" + (error.value("kind") == "sample" ? ", a sample" : ", and is no run") + ". Choose another --out.";
}

}

std::string damage(const Error& error)
{
    const std::string path = error.value("path");
    const std::string reason = error.value("reason");
    if (reason == "missing")
        return path + " is missing.";
    if (reason == "size")
        return path + " has " + error.value("what") + ": it was cut off or changed after it was written.";
    if (reason == "checksum")
        return path + " was changed after it was written (its checksum differs).";
    return path + " cannot be used: " + ofJson(error.value("what")) + ".";
}

std::string errorMessage(const Error& error)
{
    const std::string path = error.value("path");
    switch (error.kind()) {
    case ErrorKind::internal:
        return "Polcascope made a mistake: " + error.value("what") + ". Please report it, with run.json.";
    case ErrorKind::usage:
        return error.value("what");
    case ErrorKind::unknownRecipe:
        return "There is no recipe and no file named " + quoted(error.value("name"))
            + (error.value("nearest").empty() ? "" : "; did you mean " + quoted(error.value("nearest")) + "?")
            + " The recipes are: " + error.value("known") + ".";
    case ErrorKind::unknownKey:
        return "Recipes have no key " + quoted(error.value("key")) + " (in " + error.value("source") + ")"
            + (error.value("nearest").empty() ? "; \"polcascope-engine info --keys\" lists all keys."
                                              : "; did you mean " + quoted(error.value("nearest")) + "?");
    case ErrorKind::badValue:
        return badValue(error);
    case ErrorKind::badJson:
        return path + " is not valid JSON, line " + error.value("line") + ": " + ofJson(error.value("what"));
    case ErrorKind::notARun:
        return notARun(error);
    case ErrorKind::newerVersion:
        return path + " was made by a newer version of Polcascope (format " + error.value("found") + ", this one reads up to "
            + error.value("supported") + "): install that version to open it.";
    case ErrorKind::damaged:
        return damage(error) + " " + repair(error);
    case ErrorKind::notWritable:
        return path + " cannot be written: " + error.value("what") + ". Choose another place, or change its permissions.";
    case ErrorKind::diskSpace:
        return "The disk of " + path + " is too full: " + bytesIn(error.value("needed")) + " are needed and "
            + bytesIn(error.value("available"))
            + " are free. Free some space, choose another disk with --out, or a larger training.checkpoint_interval.";
    case ErrorKind::noDevice:
        return "This machine or this build has no " + error.value("device") + " device (available: " + error.value("available")
            + "). Use --set compute.device=cpu.";
    case ErrorKind::runExists:
        return runExists(error);
    case ErrorKind::runBusy:
        return "Another engine " + (error.value("pid").empty() ? std::string() : "(process " + error.value("pid") + ") ") + "is working in "
            + path + ": wait for it or stop it.";
    case ErrorKind::outOfMemory:
        if (error.value("limit").empty())
            return noMemoryLeft(error.value("device"), error.value("needed"));
        return "The memory limit of " + megabytesIn(error.value("limit")) + " is too small: at least " + megabytesIn(error.value("needed"))
            + " are needed. Raise " + error.value("key") + ".";
    case ErrorKind::nonFinite:
        if (!error.value("row").empty())
            return "Row " + error.value("row") + " (from 0) holds a number that is not finite, or larger than 1e150: leave the row out, or"
                " put a number there.";
        return "The " + error.value("what") + " was no longer a finite number at step " + error.value("step")
            + ". A smaller training.learning_rate usually helps; what was finished before is kept.";
    case ErrorKind::unsupported:
        return error.value("what") + " is not supported by this version.";
    case ErrorKind::unreadable:
        return path + " cannot be read: " + error.value("what") + ".";
    case ErrorKind::missingInput:
        return error.value("what") + " needs " + error.value("needs") + ", which this run does not have: \"" + error.value("command")
            + "\" makes it.";
    case ErrorKind::sampleRun:
        return path + " is a sample of the run " + quoted(error.value("of")) + ": it has a part of its tokens and no weights, so nothing more"
            " can be computed in it. Use that run itself, or make one with \"polcascope-engine run\".";
    case ErrorKind::stopped:
        return "Stopped.";
    }
    return error.what();
}

std::string warningMessage(const std::string& kind, const std::map<std::string, std::string>& data)
{
    const auto value = [&](const char* key) {
        const auto found = data.find(key);
        return found == data.end() ? std::string() : found->second;
    };
    if (kind == "slowBlas")
        return "Matrix products run at only " + value("gflops")
            + " GF/s. Unless other programs keep this machine busy, that is the rate of a reference BLAS: install OpenBLAS"
              " (libopenblas0-pthread) to be 15 to 30 times faster.";
    if (kind == "notConverged")
        return "Basis vector " + value("index") + " did not converge: its certified residual is " + value("residual") + ", more than "
            + value("tolerance") + ". It is used and marked.";
    if (kind == "checkpointDiffers")
        return "Training again gave other weights than before at step " + value("step")
            + " (another machine or thread count): checkpoints from there on are written anew.";
    if (kind == "lessMemory")
        return "Memory ran out: blocks and graphs now take " + megabytesIn(value("now")) + " where they took " + megabytesIn(value("before"))
            + ". Results do not change, but for rounding.";
    if (kind == "fewerExamples")
        return "Memory ran out: examples are now taken " + value("now") + " at a time. Results do not change, but for rounding.";
    return kind;
}

std::string bytesText(double bytes)
{
    constexpr std::array units { "bytes", "kB", "MB", "GB", "TB" };
    std::size_t unit = 0;
    while (bytes >= 1000 && unit + 1 < units.size()) {
        bytes /= 1000;
        ++unit;
    }
    return formatted(unit == 0 || bytes >= 100 ? "%.0f " : "%.1f ", bytes) + units[unit];
}

std::string durationText(double seconds)
{
    const auto total = static_cast<long long>(std::llround(std::max(0.0, seconds)));
    std::array<char, 64> buffer {};
    if (total >= 3600)
        std::snprintf(buffer.data(), buffer.size(), "%lld h %02lld min", total / 3600, total / 60 % 60);
    else if (total >= 60)
        std::snprintf(buffer.data(), buffer.size(), "%lld min %02lld s", total / 60, total % 60);
    else
        std::snprintf(buffer.data(), buffer.size(), "%lld s", total);
    return buffer.data();
}

}
