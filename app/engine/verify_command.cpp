#include "app/engine/commands.h"
#include "app/engine/messages.h"
#include "core/store/run_files.h"

#include <cstdio>
#include <memory>
#include <optional>

namespace polcascope::engine {

namespace {

/// The first artifact that is not what the manifest says, or another's, in the order of making.
std::optional<std::pair<store::Stage, store::Artifact>> firstDamaged(const store::RunFolder& folder, std::size_t& good, std::string& why)
{
    for (const store::Stage stage : store::allStages) {
        for (const store::Artifact& artifact : folder.manifest().stage(stage).artifacts) {
            try {
                (void)folder.verified(artifact);
                store::requireOwn(folder, stage, artifact);
                ++good;
            } catch (const Error& error) {
                if (error.kind() != ErrorKind::damaged)
                    throw;
                why = errorMessage(error);
                return std::pair { stage, artifact };
            }
        }
    }
    return std::nullopt;
}

int verify(const std::string& path, bool repair)
{
    using store::RunFolder;
    // Sizes that are wrong must not keep the folder from being opened: that is what is looked for.
    RunFolder folder = RunFolder::openUnchecked(path, repair ? RunFolder::Access::write : RunFolder::Access::read);
    std::size_t good = 0;
    std::string why;
    while (const auto damaged = firstDamaged(folder, good, why)) {
        if (!repair) {
            std::fprintf(stderr, "%s\n", why.c_str());
            return static_cast<int>(ErrorKind::damaged);
        }
        folder.discardFrom(damaged->first, damaged->second.path);
        std::printf("dropped %s and what was made after it\n", damaged->second.path.c_str());
    }
    if (repair && !folder.manifest().complete())
        std::printf("go on with: polcascope-engine resume %s\n", path.c_str());
    else
        std::printf("%zu files are as they were written\n", good);
    return 0;
}

}

void addVerifyCommand(CLI::App& program, OutputFormat&, Action& action)
{
    struct Arguments {
        std::string run;
        bool repair = false;
    };
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = program.add_subcommand("verify", "Check every file of a run: against its checksum, and whether it belongs to this run");
    command->add_option("run", arguments->run, "folder of the run")->required();
    command->add_flag("--repair", arguments->repair, "drop what is damaged, and what was made from it, so that resume makes it again");
    command->callback([=, &action] { action = [=] { return verify(arguments->run, arguments->repair); }; });
}

}
