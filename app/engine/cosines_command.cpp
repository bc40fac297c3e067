#include "app/engine/commands.h"
#include "app/engine/table_output.h"
#include "core/analysis/basis_cosines.h"

#include <cstdio>
#include <filesystem>
#include <memory>

#include <unistd.h>

namespace polcascope::engine {

namespace {

struct CosinesArguments {
    std::string first;
    std::string second;
    std::string out;
    bool json = false;
};

int cosines(const CosinesArguments& arguments)
{
    const std::filesystem::path out = arguments.out;
    const bool csv = out.extension() == ".csv";
    const bool json = arguments.json || out.extension() == ".json";
    if (!out.empty() && !csv && !json)
        throw Error(ErrorKind::usage,
            { { "what", "--out takes a file that ends in .csv or .json, not \"" + arguments.out + "\"." } });
    const store::RunFolder first = store::RunFolder::open(arguments.first, store::RunFolder::Access::read);
    const store::RunFolder second = store::RunFolder::open(arguments.second, store::RunFolder::Access::read);
    const analysis::BasisCosines cosines = analysis::basisCosines(first, second);
    // A person gets a table, a pipe what another program can read.
    const std::string text = json         ? analysis::cosinesJson(cosines)
        : csv || !::isatty(STDOUT_FILENO) ? analysis::cosinesCsv(cosines)
                                          : analysis::cosinesText(cosines);
    if (out.empty()) {
        std::fputs(text.c_str(), stdout);
        return 0;
    }
    writeFile(out, text);
    return 0;
}

}

void addCosinesCommand(CLI::App& program, OutputFormat& format, Action& action)
{
    auto arguments = std::make_shared<CosinesArguments>();
    CLI::App* command = program.add_subcommand(
        "cosines", "Compare the bases of two runs of one model: the cosine of every two vectors");
    command->add_option("first", arguments->first, "folder of the run whose vectors are the rows")
        ->required();
    command
        ->add_option(
            "second", arguments->second, "folder of the run whose vectors are the columns; may be the same")
        ->required();
    command->add_option("--out", arguments->out,
        "file to write, .csv or .json (default: a table on a terminal, CSV elsewhere)");
    command->add_flag("--json", arguments->json, "as JSON");
    command->callback([=, &action, &format] {
        format = arguments->json ? OutputFormat::json : OutputFormat::text;
        action = [=] { return cosines(*arguments); };
    });
}

}
