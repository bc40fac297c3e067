#include "app/engine/commands.h"
#include "core/compute/device.h"

#include <csignal>
#include <cstdlib>
#include <limits>

#include <malloc.h>
#include <unistd.h>

namespace {

constexpr auto footer = R"(Examples:
  polcascope-engine run demo-arithmetic --out demo.polca     train, find the basis, follow, cluster; then a table
  polcascope-engine run arithmetic-2024 --out a.polca --set trajectories.interval=20
  polcascope-engine resume a.polca                           go on after Ctrl+C, a crash or a power cut
  polcascope-engine info --recipe arithmetic-2024            parameters, tokens, disk, every key
  polcascope-engine table demo.polca                         the table again
  polcascope-engine tables demo.polca --out tables           each table of both papers, published values beside
  polcascope-engine report demo.polca --out results.md       all of them and the checks as one document
  polcascope-engine cluster X.npy --min-cluster-size 5% --min-samples 10 --out clusters.h5
                                                             any matrix of rows
  polcascope-engine cosines a.polca b.polca                  how alike two bases are
  polcascope-engine sample a.polca --out s.polca             a part of the tokens without weights, to hand on
  polcascope-engine verify demo.polca                        check every file against its checksum

A run is a folder; open it in the window with "polcascope demo.polca", or read its HDF5 files with h5py.
Exit status: 0 done, 30 stopped, otherwise the kind of the error (2 usage, 10 unknown recipe, 11 unknown key, 12 bad
value, 13 bad JSON, 14 not a run, 15 newer version, 16 damaged file, 17 not writable, 18 disk full, 19 no such device,
20 run exists, 21 run busy, 22 memory limit, 23 not finite, 24 unsupported, 25 unreadable, 26 missing input, 27 a sample,
which has no weights).)";

/// Threads that wait by spinning make two busy processes on one machine ten to fifty times slower, and gain little
/// on a calm one. OpenMP reads this before main(), so the program starts itself again.
void waitWithoutSpinning(char** argv)
{
    if (std::getenv("OMP_WAIT_POLICY"))
        return;
    ::setenv("OMP_WAIT_POLICY", "passive", 1);
    ::execv("/proc/self/exe", argv); // if it fails, things are only slower
}

/// Tensors of some MB come and go all the time. By default glibc gives their memory back to the system each time and
/// gets it anew, page by page: a fifth of the time.
void keepFreedMemory()
{
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
    mallopt(M_ARENA_MAX, 1); // those of other threads would keep memory of their own
}

}

int main(int argc, char** argv)
{
    using namespace polcascope;
    using namespace polcascope::engine;

    waitWithoutSpinning(argv);
    keepFreedMemory();

    // A window or a pipe that goes away must not take hours of work with it.
    std::signal(SIGPIPE, SIG_IGN);

    CLI::App program("Trains a small transformer, splits every token's loss change along directions in weight space, and clusters the tokens "
                     "whose losses move together.",
        "polcascope-engine");
    program.footer(footer);
    program.set_version_flag("--version", POLCASCOPE_VERSION);
    program.require_subcommand(1);
    OutputFormat format = OutputFormat::text;
    Action action;
    addRunCommands(program, format, action);
    addInfoCommand(program, format, action);
    addClusterCommand(program, format, action);
    addTableCommand(program, format, action);
    addTablesCommand(program, format, action);
    addReportCommand(program, format, action);
    addVerifyCommand(program, format, action);
    addCosinesCommand(program, format, action);
    addCausalCommand(program, format, action);
    addValidityCommand(program, format, action);
    addSampleCommand(program, format, action);
    addBenchCommand(program, format, action);

    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const int status = program.exit(error);
        return status == 0 ? 0 : static_cast<int>(ErrorKind::usage);
    }
    try {
        return action();
    } catch (const Error& error) {
        return reportError(error, format);
    } catch (const std::exception& error) {
        return reportError(compute::errorOf(error), format);
    }
}
