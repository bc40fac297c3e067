#include "widgets/models/run_snapshot.h"

#include "core/analysis/clusterings.h"
#include "widgets/jobs/messages.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QLocale>

#include <algorithm>
#include <QThread>

#include <chrono>
#include <thread>

namespace polcascope::models {

namespace {

using store::Stage;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(RunSnapshot)
};
constexpr int permutations = 200; // of the carries

/// True when a stage lists the same files as before, so that what was read of them is still right.
bool unchanged(const RunSnapshotPointer& previous, const store::Manifest& manifest, Stage stage)
{
    return previous && previous->manifest.stage(stage).artifacts == manifest.stage(stage).artifacts;
}

std::optional<store::ClusteringKey> mostTelling(const RunSnapshot& run)
{
    std::optional<store::ClusteringKey> best;
    auto bestRank = std::pair(-1.0, false);
    for (const auto& [key, clustering] : run.clusterings) {
        const analysis::Members members(*clustering);
        const auto carries = countLabels(members, run.carries->labels());
        for (std::size_t cluster = 0; cluster < carries.size(); ++cluster) {
            const auto statistics = analysis::statisticsOf(carries[cluster], members.sizes[cluster]);
            const auto rank = std::pair(statistics.nearnessToCarry(), key.usesBasis());
            if (rank > bestRank) {
                bestRank = rank;
                best = key;
            }
        }
    }
    return best;
}

RunSnapshotPointer readOnce(const QString& path, const RunSnapshotPointer& previous)
{
    const auto folder =
        store::RunFolder::open(QFile::encodeName(path).toStdString(), store::RunFolder::Access::read);
    const store::Manifest& manifest = folder.manifest();

    auto run = std::make_shared<RunSnapshot>();
    run->path = QFileInfo(path).absoluteFilePath();
    run->name = QString::fromStdString(folder.name());
    run->recipe = folder.recipe();
    run->manifest = manifest;
    run->busy = folder.isBusy();

    if (unchanged(previous, manifest, Stage::task)) {
        run->tokens = previous->tokens;
        run->carries = previous->carries;
    } else if (const auto* artifact = manifest.stage(Stage::task).find("task/tokens.h5")) {
        run->tokens = std::make_shared<TokenTable>(store::readTokens(folder.verified(*artifact)));
        run->carries = std::make_shared<analysis::ShuffledLabels>(
            analysis::LabelShuffles(*run->tokens, 1), permutations, QThread::idealThreadCount());
    }

    if (unchanged(previous, manifest, Stage::training))
        run->trainingLoss = previous->trainingLoss;
    else if (const auto* artifact = manifest.stage(Stage::training).find("checkpoints/training-loss.h5"))
        run->trainingLoss = store::readTrainingLoss(folder.verified(*artifact));

    run->basis = unchanged(previous, manifest, Stage::basis) ? previous->basis : store::readBasisInfo(folder);

    if (unchanged(previous, manifest, Stage::clusterings)) {
        run->clusterings = previous->clusterings;
        run->telling = previous->telling;
    } else {
        for (auto& clustering : store::readClusterings(folder)) {
            const auto key = clustering.key; // the right side of an assignment comes first, and moves it away
            run->clusterings[key] = std::make_shared<store::Clustering>(std::move(clustering));
        }
        run->telling = mostTelling(*run);
    }

    if (unchanged(previous, manifest, Stage::trajectories)) {
        run->trajectories = previous->trajectories;
        run->verified = previous->verified;
        run->hasCurvature = previous->hasCurvature;
    } else if (const auto& stage = manifest.stage(Stage::trajectories); !stage.artifacts.empty()) {
        // Beside a working engine they may be replaced: what is read must be what is listed.
        run->verified = !stage.complete;
        run->trajectories = std::make_shared<const store::TrajectorySet>(
            folder, run->verified ? store::Verification::now : store::Verification::later);
        run->hasCurvature = analysis::hasCurvature(*run->trajectories);
    }
    return run;
}

}

QString knownUpTo(const RunSnapshot& run)
{
    const QLocale locale;
    const auto steps = locale.toString(qlonglong(run.recipe.training.steps));
    if (run.manifest.sample || run.manifest.stage(Stage::trajectories).complete)
        return {};
    if (run.trajectories && !run.trajectories->steps().empty())
        return Text::tr("up to step %1 of %2").arg(locale.toString(run.trajectories->steps().back()), steps);
    if (run.manifest.stage(Stage::training).complete)
        return jobs::countText(static_cast<qint64>(run.basis.size()), run.recipe.basis.vectors, QStringLiteral("vectors"));
    std::int64_t last = -1;
    for (const auto& artifact : run.manifest.stage(Stage::training).artifacts)
        if (artifact.path.starts_with("checkpoints/step-"))
            last = std::max(last, artifact.index);
    return last < 0 ? QString() : Text::tr("checkpoints up to step %1 of %2").arg(locale.toString(qlonglong(last)), steps);
}

QString knownUpToSentence(const RunSnapshot& run)
{
    const QString known = knownUpTo(run);
    return known.isEmpty() ? QString() : Text::tr("So far the run is known: %1.").arg(known);
}

void verifyRun(const RunSnapshot& run, const Progress& progress)
{
    const auto folder =
        store::RunFolder::openUnchecked(QFile::encodeName(run.path).toStdString(), store::RunFolder::Access::read);
    const auto& artifacts = run.manifest.stage(Stage::trajectories).artifacts;
    if (folder.manifest().stage(Stage::trajectories).artifacts == artifacts) // else the run has been changed, and is read again
        for (const store::Artifact& artifact : artifacts)
            (void)folder.verified(artifact, progress);
}

RunSnapshotPointer readRun(const QString& path, const RunSnapshotPointer& previous)
{
    // Beside a working engine a file may be replaced between the reading of the manifest and that of the
    // file; the next manifest then lists the new one.
    constexpr int attempts = 3;
    for (int attempt = 1;; ++attempt) {
        try {
            return readOnce(path, previous);
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::damaged || attempt == attempts)
                throw;
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
    }
}

}
