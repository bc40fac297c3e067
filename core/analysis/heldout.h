#pragma once

#include "core/analysis/decomposition.h"
#include "core/store/clustering_file.h"
#include "core/store/trajectory_set.h"
#include "core/task/token_table.h"

#include <optional>
#include <span>
#include <vector>

// Whether clusters hold on tokens outside those they were found on: held-out tokens, projected on the same basis,
// are placed in them.
namespace polcascope::analysis {

/// Whether held-out tokens have what the decomposition is made of: neither their midpoints nor their own curvatures are computed.
[[nodiscard]] constexpr bool splitsHeldout(store::Decomposition decomposition)
{
    return decomposition != store::Decomposition::simpson && decomposition != store::Decomposition::exactCurvature;
}

/// POLCA of held-out tokens along one vector, [T - 1, M]. `heldout`: their D, [T, M]. What a decomposition takes of
/// all tokens (the mean slope that the second order divides by) is that of the validation set, as in the clusters
/// they are placed in. Throws unsupported where splitsHeldout() says no.
[[nodiscard]] Matrix<float> heldoutPolca(const VectorTrajectories& validation, const Matrix<float>& heldout,
    store::Decomposition decomposition);

/// The clustering's clusters with held-out tokens in them: labels and probabilities [M], by cluster::predict. The
/// scope is by the rules of its key: tokens of its output token type, and those that the 2026 filter keeps (none where
/// held-out tokens by themselves have the vector skipped). `values` and
/// `heldoutValues`: its quantity of both, [the same rows, N or M]. The spanning tree is made again, so that it costs
/// one clustering and M / N of one. Throws damaged when that does not give the clusters stored.
[[nodiscard]] store::Clustering placeHeldout(const store::Clustering& clustering, const Matrix<float>& values,
    const Matrix<float>& heldoutValues, const TokenTable& heldoutTokens, int threads = 1,
    const Progress& progress = {});

/// The same of many clusterings of a run with held-out tokens, in their order, several at a time and each vector read
/// only once for each quantity. No value where there is none: by what splitsHeldout() excludes, and where the clusters cannot be made again
/// as they are stored (equal distances may be met in another order by another machine's arithmetic).
[[nodiscard]] std::vector<std::optional<store::Clustering>> placeHeldout(const store::TrajectorySet& trajectories,
    std::span<const store::Clustering> clusterings, const TokenTable& heldoutTokens, int threads = 1,
    const Progress& progress = {});

}
