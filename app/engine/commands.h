#pragma once

#include "app/engine/reporter.h"

#include <CLI/CLI.hpp>

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace polcascope::engine {

/// The action of the subcommand that was chosen; returns the exit status.
using Action = std::function<int()>;

/// Each declares one subcommand (two for running) and sets `action` when it is chosen. `format` is the program's
/// --json switch.
void addRunCommands(CLI::App& program, OutputFormat& format, Action& action);
void addInfoCommand(CLI::App& program, OutputFormat& format, Action& action);
void addClusterCommand(CLI::App& program, OutputFormat& format, Action& action);
void addTableCommand(CLI::App& program, OutputFormat& format, Action& action);
void addTablesCommand(CLI::App& program, OutputFormat& format, Action& action);
void addReportCommand(CLI::App& program, OutputFormat& format, Action& action);
void addVerifyCommand(CLI::App& program, OutputFormat& format, Action& action);
void addCosinesCommand(CLI::App& program, OutputFormat& format, Action& action);
void addSampleCommand(CLI::App& program, OutputFormat& format, Action& action);
void addBenchCommand(CLI::App& program, OutputFormat& format, Action& action);
void addCausalCommand(CLI::App& program, OutputFormat& format, Action& action);
void addValidityCommand(CLI::App& program, OutputFormat& format, Action& action);

/// Applies "key=value" settings in order. Throws usage, unknownKey, badValue.
void applySettings(Recipe& recipe, const std::vector<std::string>& settings);
/// --memory, a number of megabytes or nothing: compute.memory_megabytes. Throws badValue.
void applyMemory(Recipe& recipe, const std::string& megabytes);
inline constexpr auto memoryHelp = "limit for blocks and graphs, beside the weights and the basis: the same as compute.memory_megabytes";
inline constexpr auto settingsHelp = "change one key of the recipe, as in --set training.steps=500 (again for more)";

}
