#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace polcascope::support {

/// A run folder as the engine would write it, made up in moments instead of trained: real additions with
/// their labels, and trajectories with something to find in them. It is the same for the same options.
struct SyntheticRunOptions {
    enum class Clusterings {
        computed, ///< as the engine computes them: seconds for 5,000 tokens
        planted, ///< the clusters meant to be found, and a tenth outliers, with trees made for them, for all
                 ///< keys: quick for any number of tokens
    };

    std::int64_t examples = 100; ///< of four tokens each
    std::int64_t checkpoints = 20; ///< T, at least 2
    std::int64_t vectors = 4; ///< K
    std::uint64_t seed = 1;
    bool finished = true; ///< false: a run half way through its trajectories, without clusterings
    Clusterings clusterings = Clusterings::computed;
    std::int64_t heldoutExamples = 0; ///< projected as the others
    bool midpoint = false; ///< D in the middle of every segment, and clusterings by all decompositions
    bool ownCurvature = false; ///< that of every token, and clusterings by all decompositions
    std::string decompositions = "standard"; ///< as clustering.decompositions
    std::string together; ///< as clustering.together
    bool curvature = true; ///< false: none was measured
};

/// Writes it to a new or empty folder, packed as the engine packs a finished run. What is planted:
/// - Vector 0 tells the places apart, at different times.
/// - Vector 1 (0 if there is no other) lowers the loss of tokens with a carry in the 10s and 100s places at
///   60 % of training, and that of others hardly; one example in twenty rises along it.
/// - Where clusterings are planted, the others tell the places apart by how much they lower the loss, and a tenth of
///   the tokens follows all of this more weakly or strongly.
/// - Along the last of three or more vectors all tokens rise: the 2026 rules skip it.
/// - Losses change by the trapezoid sum over vectors, and by as much for all tokens besides; weights move by p along
///   the basis vectors, and across them so that these explain a twentieth of the movement.
void writeSyntheticRun(const std::filesystem::path& path, const SyntheticRunOptions& options = {});

}
