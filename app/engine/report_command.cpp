#include "app/engine/commands.h"
#include "app/engine/table_output.h"
#include "core/analysis/report.h"

#include <cstdio>
#include <fstream>
#include <memory>
#include <sstream>

namespace polcascope::engine {

namespace fs = std::filesystem;

namespace {

struct Arguments : TableArguments {
    std::string out;
    std::string discussion;
};

std::string readFile(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    if (!file || fs::is_directory(path))
        throw Error(ErrorKind::unreadable, { { "path", path }, { "what", "there is no such file, or it may not be read" } });
    return text.str();
}

/// The last part of a path, which is all that the document tells of it.
std::string lastName(const std::string& path)
{
    const fs::path whole = fs::weakly_canonical(path);
    return (whole.has_filename() ? whole : whole.parent_path()).filename().string();
}

/// What makes the same document again; threads change nothing in it.
std::string commandOf(const CLI::App& command, const Arguments& arguments)
{
    std::string text = "polcascope-engine report " + lastName(arguments.run) + " --out " + lastName(arguments.out);
    if (!arguments.discussion.empty())
        text += " --discussion " + lastName(arguments.discussion);
    for (const std::string& other : arguments.others)
        text += " --with " + lastName(other);
    for (const char* option : { "--distance", "--flat", "--permutations" }) {
        if (command.count(option) > 0)
            text += std::string(" ") + option + " " + command.get_option(option)->as<std::string>();
    }
    return text;
}

int writeReport(const Arguments& arguments, const std::string& command)
{
    // What cannot work is better known before the minutes than after.
    const fs::path folder = fs::absolute(arguments.out).parent_path();
    if (!fs::is_directory(folder) || fs::is_directory(arguments.out))
        throw Error(ErrorKind::notWritable,
            { { "path", arguments.out }, { "what", fs::is_directory(folder) ? "it is a folder" : "its folder does not exist" } });
    const std::string discussion = arguments.discussion.empty() ? std::string() : readFile(arguments.discussion);
    const auto open = [](const std::string& path) { return store::RunFolder::open(path, store::RunFolder::Access::read); };
    const store::RunFolder run = open(arguments.run);
    run.requireNoSample(); // what it says of a run and its cost would not be of these tokens
    std::vector<store::RunFolder> others;
    for (const std::string& path : arguments.others)
        others.push_back(open(path));
    writeFile(arguments.out,
        analysis::report(run, others, { tableOptions(arguments, run.recipe()), discussion, command, POLCASCOPE_VERSION },
            progressOnTerminal()));
    std::printf("%s\n", arguments.out.c_str());
    return 0;
}

}

void addReportCommand(CLI::App& program, OutputFormat& format, Action& action)
{
    auto arguments = std::make_shared<Arguments>();
    CLI::App* report = program.add_subcommand("report",
        "Write a finished run as one Markdown document: what was run, what it cost, and each table, with settings and stability: minutes");
    addTableArguments(*report, *arguments);
    report->add_option("--out", arguments->out, "file to write")->required()->type_name("FILE.md");
    report->add_option("--discussion", arguments->discussion, "Markdown that goes in before the tables, word for word")->type_name("FILE.md");
    report->callback([=, &action, &format] {
        format = OutputFormat::text;
        action = [=] { return writeReport(*arguments, commandOf(*report, *arguments)); };
    });
}

}
