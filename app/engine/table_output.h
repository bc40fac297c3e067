#pragma once

#include "core/analysis/paper_tables.h"
#include "core/analysis/table.h"
#include "core/base/progress.h"
#include "core/store/run_folder.h"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <string>
#include <vector>

// How every subcommand that makes tables or documents prints and writes them.
namespace polcascope::engine {

/// What "tables" and "report" are both told.
struct TableArguments {
    std::string run;
    std::vector<std::string> others;
    double flat = -1;
    analysis::TableOptions options;
};
void addTableArguments(CLI::App& command, TableArguments& arguments);
/// With what stands in the recipe and the machine has, where nothing was said.
[[nodiscard]] analysis::TableOptions tableOptions(const TableArguments& arguments, const Recipe& recipe);

/// To standard output, without the detailed ones.
void printTables(const std::vector<analysis::Table>& tables, analysis::TableFormat format);
/// Says on standard error that a finished run's recipe was changed since.
void noteWhenStale(const store::RunFolder& folder);
/// Throws notWritable.
void writeFile(const std::filesystem::path& path, const std::string& content);
/// Percent done on standard error where that is a terminal, wiped in the end.
[[nodiscard]] Progress progressOnTerminal();

}
