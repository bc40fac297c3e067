#include "app/engine/commands.h"
#include "app/engine/table_output.h"
#include "core/analysis/paper_tables.h"

#include <cstdio>
#include <map>
#include <memory>

namespace polcascope::engine {

namespace fs = std::filesystem;

namespace {

struct Arguments : TableArguments {
    analysis::TableFormat format = analysis::TableFormat::text;
    std::string out;
};

const std::map<std::string, analysis::TableFormat> formats { { "text", analysis::TableFormat::text },
    { "csv", analysis::TableFormat::csv }, { "markdown", analysis::TableFormat::markdown } };

std::string extension(analysis::TableFormat format)
{
    return format == analysis::TableFormat::csv ? ".csv" : format == analysis::TableFormat::markdown ? ".md" : ".txt";
}

int makeTables(const Arguments& arguments)
{
    const auto read = [](const std::string& path) {
        const auto folder = store::RunFolder::open(path, store::RunFolder::Access::read);
        noteWhenStale(folder);
        return analysis::runResults(folder);
    };
    const analysis::RunResults run = read(arguments.run);
    std::vector<analysis::RunResults> others;
    for (const std::string& path : arguments.others)
        others.push_back(read(path));
    const std::vector<analysis::Table> tables =
        analysis::paperTables(run, others, tableOptions(arguments, run.recipe), progressOnTerminal());
    if (arguments.out.empty()) {
        printTables(tables, arguments.format);
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
    addTableArguments(*tables, *arguments);
    tables->add_option("--format", arguments->format, "text, csv or markdown")
        ->transform(CLI::CheckedTransformer(formats, CLI::ignore_case))
        ->type_name("FORMAT");
    tables->add_option("--out", arguments->out, "folder to write them to, one file each, with every cluster and every token");
    tables->add_flag("!--no-heldout", arguments->options.heldout,
        "do not place held-out tokens in the clusters, which takes about as long as clustering did");
    tables->add_flag("--stability", arguments->options.stability,
        "cluster again with resampled tokens and neighbouring sizes: minutes for thousands of tokens");
    tables->add_flag("--settings", arguments->options.settings,
        "table 1 of 2024 over a grid of decompositions, raw and cumulated values, minimum samples and intervals: minutes");
    tables->callback([=, &action, &format] {
        format = OutputFormat::text;
        action = [=] { return makeTables(*arguments); };
    });
}

}
