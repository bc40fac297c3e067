#include "app/engine/commands.h"
#include "app/engine/table_output.h"
#include "core/analysis/summary_file.h"
#include "core/store/run_files.h"

#include <cstdio>
#include <fstream>
#include <memory>
#include <sstream>

namespace polcascope::engine {

void addTableCommand(CLI::App& program, OutputFormat& format, Action& action)
{
    struct Arguments {
        std::string run;
        bool json = false;
    };
    auto arguments = std::make_shared<Arguments>();
    CLI::App* table = program.add_subcommand("table", "Print what was found: clusters of digits and of carries, by both papers' rules");
    table->add_option("run", arguments->run, "folder of the run")->required();
    table->add_flag("--json", arguments->json, "as JSON");
    table->callback([=, &action, &format] {
        format = arguments->json ? OutputFormat::json : OutputFormat::text;
        action = [=] {
            const store::RunFolder folder = store::RunFolder::open(arguments->run, store::RunFolder::Access::read);
            const store::Artifact* summary = folder.manifest().stage(store::Stage::clusterings).find("clusterings/summary.json");
            if (!summary)
                throw Error(ErrorKind::missingInput,
                    { { "what", "The table" }, { "needs", "a finished run" }, { "command", "polcascope-engine resume " + arguments->run } });
            noteWhenStale(folder);
            const std::filesystem::path path = folder.verified(*summary);
            if (arguments->json) {
                std::ostringstream text;
                text << std::ifstream(path).rdbuf();
                std::fputs(text.str().c_str(), stdout);
            } else {
                std::fputs(analysis::summaryText(analysis::readSummary(path), store::readTokens(folder)).c_str(), stdout);
            }
            return 0;
        };
    });
}

}
