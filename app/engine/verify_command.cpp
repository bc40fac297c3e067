#include "app/engine/commands.h"
#include "app/engine/messages.h"
#include "core/store/run_files.h"

#include <cstdio>
#include <memory>
#include <vector>

namespace polcascope::engine {

namespace {

struct Damaged {
    store::Stage stage;
    std::string path;
    Error error;
};

/// The artifacts that are not what the manifest says, or another's, in the order of making.
std::vector<Damaged> damagedFiles(const store::RunFolder& folder)
{
    std::vector<Damaged> found;
    for (const store::Stage stage : store::allStages) {
        for (const store::Artifact& artifact : folder.manifest().stage(stage).artifacts) {
            try {
                (void)folder.verified(artifact);
                store::requireOwn(folder, stage, artifact);
            } catch (const Error& error) {
                if (error.kind() != ErrorKind::damaged)
                    throw;
                found.push_back({ stage, artifact.path, error });
            }
        }
    }
    return found;
}

std::size_t listedFiles(const store::RunFolder& folder)
{
    std::size_t count = 0;
    for (const store::Stage stage : store::allStages)
        count += folder.manifest().stage(stage).artifacts.size();
    return count;
}

int verify(const std::string& path, bool repair)
{
    using store::RunFolder;
    // Sizes that are wrong must not keep the folder from being opened: that is what is looked for.
    RunFolder folder = RunFolder::openUnchecked(path, repair ? RunFolder::Access::write : RunFolder::Access::read);
    const std::vector<Damaged> damaged = damagedFiles(folder);
    if (!damaged.empty() && !repair) {
        for (const Damaged& file : damaged) // what to do is the same for all: once, in the end
            std::fprintf(stderr, "%s\n", (&file == &damaged.back() ? errorMessage(file.error) : damage(file.error)).c_str());
        return static_cast<int>(ErrorKind::damaged);
    }
    for (const Damaged& file : damaged) {
        if (!folder.manifest().stage(file.stage).find(file.path))
            continue; // it went with one before it
        const std::size_t dropped = folder.discardFrom(file.stage, file.path);
        std::printf("dropped %s and what was made after it: %zu files\n", file.path.c_str(), dropped);
    }
    if (repair && !folder.manifest().complete())
        std::printf("go on with: polcascope-engine resume %s\n", path.c_str());
    else
        std::printf("%zu files are as they were written\n", listedFiles(folder));
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
