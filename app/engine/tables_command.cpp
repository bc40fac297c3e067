#include "app/engine/commands.h"
#include "core/analysis/paper_tables.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>
#include <memory>
#include <thread>

#include <unistd.h>

namespace polcascope::engine {

namespace fs = std::filesystem;

namespace {

struct Arguments {
    std::string run;
    std::vector<std::string> others;
    analysis::TableFormat format = analysis::TableFormat::text;
    std::string out;
    double flat = -1;
    analysis::TableOptions options;
};

const std::map<std::string, analysis::TableFormat> formats { { "text", analysis::TableFormat::text },
    { "csv", analysis::TableFormat::csv }, { "markdown", analysis::TableFormat::markdown } };

std::string extension(analysis::TableFormat format)
{
    return format == analysis::TableFormat::csv ? ".csv" : format == analysis::TableFormat::markdown ? ".md" : ".txt";
}

void writeFile(const fs::path& path, const std::string& content)
{
    std::ofstream file(path, std::ios::binary);
    file << content;
    file.flush();
    if (!file)
        throw Error(ErrorKind::notWritable, { { "path", path.string() }, { "what", "it could not be written to its end" } });
}

/// On a terminal only: percent done, wiped in the end.
Progress onTerminal()
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

int printTables(Arguments arguments)
{
    const auto read = [](const std::string& path) {
        return analysis::runResults(store::RunFolder::open(path, store::RunFolder::Access::read));
    };
    const analysis::RunResults run = read(arguments.run);
    std::vector<analysis::RunResults> others;
    for (const std::string& path : arguments.others)
        others.push_back(read(path));
    if (arguments.flat >= 0)
        arguments.options.flat = arguments.flat;
    arguments.options.chance.seed = static_cast<std::uint64_t>(run.recipe.seed);
    if (arguments.options.threads < 1)
        arguments.options.threads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));

    const std::vector<analysis::Table> tables = analysis::paperTables(run, others, arguments.options, onTerminal());
    if (arguments.out.empty()) {
        for (const analysis::Table& table : tables) {
            if (table.detailed)
                continue;
            if (arguments.format == analysis::TableFormat::csv)
                std::printf("# %s: %s\r\n", table.name.c_str(), table.title.c_str());
            std::fputs((tableText(table, arguments.format) + (arguments.format == analysis::TableFormat::csv ? "\r\n" : "")).c_str(), stdout);
        }
        if (arguments.format != analysis::TableFormat::csv)
            std::printf("--out DIR writes these, every cluster and every token to files.\n");
        return 0;
    }
    std::error_code failed;
    fs::create_directories(arguments.out, failed);
    if (failed)
        throw Error(ErrorKind::notWritable, { { "path", arguments.out }, { "what", failed.message() } });
    for (const analysis::Table& table : tables) {
        const fs::path path = fs::path(arguments.out) / (table.name + extension(arguments.format));
        writeFile(path, tableText(table, arguments.format));
        std::printf("%s\n", path.string().c_str());
    }
    return 0;
}

}

void addTablesCommand(CLI::App& program, OutputFormat& format, Action& action)
{
    auto arguments = std::make_shared<Arguments>();
    CLI::App* tables = program.add_subcommand(
        "tables", "Print each table of both papers for a run, with the published values beside, and tests against chance");
    tables->add_option("run", arguments->run, "folder of the run")->required();
    tables->add_option("--with", arguments->others, "runs with other bases, for the comparison of bases of 2026")
        ->type_name("RUN");
    tables->add_option("--format", arguments->format, "text, csv or markdown")
        ->transform(CLI::CheckedTransformer(formats, CLI::ignore_case))
        ->type_name("FORMAT");
    tables->add_option("--out", arguments->out, "folder to write them to, one file each, with every cluster and every token");
    tables->add_option("--distance", arguments->options.distance, "D of the breakthroughs, in steps (default 100)")
        ->check(CLI::Range(1e-3, 1e15))
        ->type_name("STEPS");
    tables->add_option("--flat", arguments->flat,
              "tau: breakthroughs after this step are hidden (default: the knee of the mean loss)")
        ->check(CLI::NonNegativeNumber)
        ->type_name("STEP");
    tables->add_option("--permutations", arguments->options.chance.permutations, "shuffles of the carry labels (default 1000)")
        ->check(CLI::Range(1, 10000000));
    tables->add_option("--threads", arguments->options.threads, "for --stability and --settings (default: as many as there are cores)");
    tables->add_flag("--stability", arguments->options.stability,
        "cluster again with resampled tokens and neighbouring sizes: minutes for thousands of tokens");
    tables->add_flag("--settings", arguments->options.settings,
        "table 1 of 2024 over a grid of decompositions, raw and cumulated values, minimum samples and intervals: minutes");
    arguments->options.threads = 0;
    tables->callback([=, &action, &format] {
        format = OutputFormat::text;
        action = [=] { return printTables(*arguments); };
    });
}

}
