#pragma once

#include "core/base/error.h"

#include <string>

/// The one place that makes an English sentence of an error or a warning: what was wrong, where, what to do.
namespace polcascope::engine {

[[nodiscard]] std::string errorMessage(const Error& error);
/// Of an error of the kind damaged: what is wrong, without what to do.
[[nodiscard]] std::string damage(const Error& error);
[[nodiscard]] std::string warningMessage(const std::string& kind, const std::map<std::string, std::string>& data);

/// "1.5 GB"
[[nodiscard]] std::string bytesText(double bytes);
/// "1 h 05 min", "3 min 20 s", "12 s"
[[nodiscard]] std::string durationText(double seconds);

}
