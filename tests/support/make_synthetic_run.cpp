#include "core/base/error.h"
#include "tests/support/synthetic_run.h"

#include <CLI/CLI.hpp>

#include <iostream>

/// make_synthetic_run DIR: a run folder to look at, or to measure the window with, without training.
int main(int argc, char** argv)
{
    using polcascope::support::SyntheticRunOptions;
    CLI::App app("Writes a made-up run folder, with planted clusters, in moments.");
    std::string path;
    SyntheticRunOptions options;
    bool unfinished = false;
    bool planted = false;
    app.add_option("DIR", path, "Folder to write; new or empty")->required();
    app.add_option("--examples", options.examples, "Examples, of four tokens each")
        ->capture_default_str()
        ->check(CLI::PositiveNumber);
    app.add_option("--checkpoints", options.checkpoints, "Checkpoints")
        ->capture_default_str()
        ->check(CLI::Range(2, 100000));
    app.add_option("--vectors", options.vectors, "Basis vectors")
        ->capture_default_str()
        ->check(CLI::PositiveNumber);
    app.add_option("--seed", options.seed, "Seed")->capture_default_str();
    app.add_flag("--unfinished", unfinished, "Stop half way through the trajectories");
    app.add_flag(
        "--planted", planted, "Write the planted clusters instead of computing them: for very many tokens");
    app.add_option("--decompositions", options.decompositions, "What is clustered, as clustering.decompositions")
        ->capture_default_str();
    app.add_option("--together", options.together, "Sets of vectors clustered together, as clustering.together");
    CLI11_PARSE(app, argc, argv);
    options.finished = !unfinished;
    if (planted)
        options.clusterings = SyntheticRunOptions::Clusterings::planted;
    try {
        polcascope::support::writeSyntheticRun(path, options);
    } catch (const polcascope::Error& error) {
        std::cerr << error.what() << '\n';
        return static_cast<int>(error.kind());
    }
    return 0;
}
