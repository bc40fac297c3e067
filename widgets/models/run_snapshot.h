#pragma once

#include "core/analysis/decomposition.h"
#include "core/analysis/label_shuffles.h"
#include "core/store/clustering_file.h"
#include "core/store/run_files.h"
#include "core/store/run_folder.h"
#include "core/store/trajectory_set.h"
#include "core/task/token_table.h"

#include <QString>

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace polcascope::models {

/// What a run holds at one moment, read by a worker and never changed afterwards: every view and every worker
/// that got it may go on using it while the engine adds to the run.
struct RunSnapshot {
    QString path; ///< absolute
    QString name; ///< the folder's, without ".polca"
    Recipe recipe;
    store::Manifest manifest;
    bool busy = false; ///< an engine is working in it
    std::shared_ptr<const TokenTable> tokens; ///< null before the task stage has run
    std::shared_ptr<const analysis::ShuffledLabels> carries; ///< of the tokens, for what chance gives; null without these
    std::shared_ptr<const store::TrajectorySet> trajectories; ///< null before there is any trajectory
    bool verified = true; ///< false: the trajectories are still to be read through for their checksum, see verifyRun()
    bool hasCurvature = false; ///< along every vector: what the second order needs
    std::vector<store::BasisVectorInfo> basis;
    std::map<store::ClusteringKey, std::shared_ptr<const store::Clustering>> clusterings;
    /// The clustering to look at first: of those with any cluster, the one with the cluster nearest to a
    /// carry cluster, of a basis vector rather than of the loss.
    std::optional<store::ClusteringKey> telling;
    std::vector<float> trainingLoss; ///< [steps] nats

    [[nodiscard]] bool hasTrajectories() const
    {
        return tokens && trajectories && trajectories->checkpoints() > 1;
    }
};
using RunSnapshotPointer = std::shared_ptr<const RunSnapshot>;

/// How far a run is known that is not finished, in words: "up to step 1,200 of 3,000" its trajectories, or what comes before
/// them; "" where all of training is.
[[nodiscard]] QString knownUpTo(const RunSnapshot& run);
/// The same as a sentence.
[[nodiscard]] QString knownUpToSentence(const RunSnapshot& run);

/// Reads a run; what has not changed since `previous` (may be null) is taken from there. Throws Error.
[[nodiscard]] RunSnapshotPointer readRun(const QString& path, const RunSnapshotPointer& previous = {});
/// Reads through what readRun() has left for later, since a finished run's trajectories are large: throws Error where they
/// are damaged.
void verifyRun(const RunSnapshot& run, const Progress& progress = {});

}
