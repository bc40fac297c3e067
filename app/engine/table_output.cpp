#include "app/engine/table_output.h"

#include "core/base/error.h"
#include "core/base/parallel.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>

#include <unistd.h>

namespace polcascope::engine {

void addTableArguments(CLI::App& command, TableArguments& arguments)
{
    arguments.options.threads = 0;
    command.add_option("run", arguments.run, "folder of the run")->required();
    command.add_option("--with", arguments.others, "runs with other bases, for the comparison of bases of 2026")->type_name("RUN");
    command.add_option("--distance", arguments.options.distance, "D of the breakthroughs, in steps (default 100)")
        ->check(CLI::Range(1e-3, 1e15))
        ->type_name("STEPS");
    command
        .add_option("--flat", arguments.flat,
            "tau: breakthroughs after this step are hidden (default: the knee of the mean loss)")
        ->check(CLI::NonNegativeNumber)
        ->type_name("STEP");
    command.add_option("--permutations", arguments.options.chance.permutations, "shuffles of the carry labels (default 1000)")
        ->check(CLI::Range(1, 10000000));
    command.add_option("--threads", arguments.options.threads,
        "for held-out tokens, stability and settings (default: as many as there are cores)");
}

analysis::TableOptions tableOptions(const TableArguments& arguments, const Recipe& recipe)
{
    analysis::TableOptions options = arguments.options;
    if (arguments.flat >= 0)
        options.flat = arguments.flat;
    options.chance.seed = static_cast<std::uint64_t>(recipe.seed);
    options.threads = threadsOrCores(options.threads);
    return options;
}

void printTables(const std::vector<analysis::Table>& tables, analysis::TableFormat format)
{
    const bool csv = format == analysis::TableFormat::csv;
    for (const analysis::Table& table : tables) {
        if (table.detailed)
            continue;
        if (csv)
            std::printf("# %s: %s\r\n", table.name.c_str(), table.title.text().c_str());
        std::fputs((tableText(table, format) + (csv ? "\r\n" : "")).c_str(), stdout);
    }
}

void noteWhenStale(const store::RunFolder& folder)
{
    if (folder.manifest().complete() && !folder.upToDate())
        std::fprintf(stderr, "The recipe of %s was changed since: what follows is of the settings before. \"polcascope-engine resume %s\""
                             " makes it anew.\n", folder.name().c_str(), folder.path().c_str());
}

void writeFile(const std::filesystem::path& path, const std::string& content)
{
    const auto fail = [&](const std::string& what) {
        throw Error(ErrorKind::notWritable, { { "path", path.string() }, { "what", what } });
    };
    if (std::filesystem::is_directory(path))
        fail("it is a folder");
    std::ofstream file(path, std::ios::binary);
    if (!file)
        fail(errno == ENOENT ? "its folder does not exist" : std::strerror(errno));
    file << content;
    file.flush();
    if (!file)
        fail("it could not be written to its end");
}

Progress progressOnTerminal()
{
    if (!::isatty(STDERR_FILENO))
        return {};
    return Progress([last = -1](double fraction, std::string_view) mutable {
        if (const int percent = static_cast<int>(100 * fraction); percent != last) {
            last = percent;
            std::fprintf(stderr, percent < 100 ? "\r%3d %%" : "\r     \r", percent);
        }
        return true;
    });
}

}
