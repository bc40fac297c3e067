#pragma once

#include "core/base/progress.h"
#include "core/store/run_folder.h"
#include "core/task/token_table.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

// A sample: a finished run with a part of its tokens and no weights, small enough to come with the program.
namespace polcascope::analysis {

/// Tokens that are alike in everything the token table says of them.
struct Strata {
    /// What tells them apart: the label columns, and "output" (the output token type) where no column says that already.
    std::vector<std::string> names;
    std::vector<std::vector<std::int32_t>> tokens; ///< of each, ascending; none is empty
};
[[nodiscard]] Strata strata(const TokenTable& tokens);

/// `count` tokens, ascending: of each stratum a share in proportion to its size (largest remainders), but at least one, drawn at
/// random. The same for the same seed; and a larger count keeps, stratum by stratum, those drawn for any share that is smaller.
/// strata.tokens.size() <= count <= all tokens.
[[nodiscard]] std::vector<std::int32_t> stratifiedTokens(const Strata& strata, std::int64_t count, std::uint64_t seed);

/// Those tokens (ascending) and the sequences that they stand in; vocabularies and categories stay whole.
[[nodiscard]] TokenTable chosenTokens(const TokenTable& tokens, std::span<const std::int32_t> chosen);

/// Writes a sample of a finished run with `count` tokens to a new folder: a run like any other to whoever reads it.
///   task         the tokens, each with its whole context
///   training     the loss of every batch; no checkpoints
///   basis        what is known of each vector, not its numbers
///   trajectories those of the tokens, number for number, and the means over all tokens that the second order needs; held-out
///                tokens are left out
///   clusterings  made again of these tokens by the same rules (minimum sizes are shares of the tokens), so that all that is
///                shown or cut again fits together; and the summary of these
/// The manifest keeps the run's hashes, times and environment, and says what it is a sample of. Throws badValue for a count
/// that stratifiedTokens() does not take, runExists, notWritable, diskSpace, damaged; sampleRun for a sample.
void writeSample(const store::RunFolder& run, const std::filesystem::path& path, std::int64_t count, int threads = 1,
    const Progress& progress = {});

}
