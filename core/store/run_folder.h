#pragma once

#include "core/base/error.h"
#include "core/base/progress.h"
#include "core/recipe/recipe.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace polcascope::store {

/// The stages of a run, in order. Each is made of artifacts: files that are never changed once listed.
enum class Stage {
    task, ///< task/tokens.h5
    training, ///< checkpoints/step-000150.h5, checkpoints/optimizer-000150.h5, checkpoints/training-loss.h5
    basis, ///< basis/vector-000.h5
    trajectories, ///< trajectories/part-000150.h5 while it works, in the end trajectories/trajectories.h5
    clusterings, ///< clusterings/clusterings.h5, clusterings/summary.json
};
inline constexpr std::array allStages { Stage::task, Stage::training, Stage::basis, Stage::trajectories, Stage::clusterings };
[[nodiscard]] std::string_view stageName(Stage stage);
[[nodiscard]] std::optional<Stage> stageFromName(std::string_view name);

/// One finished file.
struct Artifact {
    std::string path; ///< relative to the run folder, with forward slashes
    std::uint64_t bytes = 0;
    std::string checksum; ///< XXH3, 128 bits, 32 hexadecimal digits
    std::int64_t index = -1; ///< step of a checkpoint, number of a vector or part
    bool operator==(const Artifact&) const = default;
};

struct StageRecord {
    std::string hash; ///< of the parameters and of the stage before
    bool complete = false;
    double seconds = 0; ///< spent so far
    std::vector<Artifact> artifacts; ///< in the order they were finished

    [[nodiscard]] const Artifact* find(std::string_view path) const;
};

/// What a sample was made of: see core/analysis/sample.h.
struct SampleRecord {
    std::string of; ///< name of the run
    std::int64_t tokens = 0; ///< as many are left
    std::int64_t ofTokens = 0; ///< of so many
    std::vector<std::string> strata; ///< what they are spread over in proportion: names of label columns, or "output"
    std::int64_t seed = 0; ///< that they were drawn with
    std::string engine; ///< version of the program that made the sample
    bool operator==(const SampleRecord&) const = default;
};

/// run.json. Replaced as a whole, never changed in place.
struct Manifest {
    int schema = 1;
    std::string engine; ///< version of the program that wrote it
    std::string created; ///< ISO 8601, UTC
    std::map<std::string, std::string> environment; ///< libtorch, device, threads, host: what made the last stage
    std::map<Stage, StageRecord> stages;
    std::optional<SampleRecord> sample; ///< only of a sample, which nothing is ever added to

    [[nodiscard]] const StageRecord& stage(Stage stage) const; ///< an empty record when there is none
    [[nodiscard]] bool complete() const; ///< every stage is
    [[nodiscard]] bool resumable() const { return !complete() && !sample; } ///< an engine can go on with it
};

/// A run folder: recipe.json, run.json and what the manifest lists. Everything is written beside its final
/// name, flushed to disk and renamed, then the manifest is replaced the same way: killed at any moment, the
/// run holds exactly what its manifest lists. What it does not list is debris.
class RunFolder {
public:
    enum class Access {
        read, ///< changes nothing; many at once
        write, ///< one at a time (runBusy otherwise); removes debris
    };

    /// Makes a new run. Throws runExists (a run or anything else is there), notWritable.
    static RunFolder create(const std::filesystem::path& path, const Recipe& recipe);
    /// Makes a sample of a finished run, still without files: its provenance is that of the original, whose recipe, hashes,
    /// times and environment it keeps. Throws as create does.
    static RunFolder createSample(const std::filesystem::path& path, const RunFolder& original, const SampleRecord& record);
    /// Opens a run; checks sizes of all that is listed (damaged), not checksums. Throws notARun, newerVersion,
    /// damaged; for writing also notWritable, runBusy, sampleRun.
    static RunFolder open(const std::filesystem::path& path, Access access);
    /// The same without looking at the files that are listed: for checking and repairing them.
    static RunFolder openUnchecked(const std::filesystem::path& path, Access access);

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }
    [[nodiscard]] std::string name() const; ///< the folder's name without ".polca"
    [[nodiscard]] const Recipe& recipe() const { return m_recipe; }
    [[nodiscard]] const Manifest& manifest() const { return m_manifest; }
    [[nodiscard]] std::filesystem::path absolute(const Artifact& artifact) const { return m_path / artifact.path; }
    /// The artifact of that path; throws damaged (missing) when it is not listed.
    [[nodiscard]] const Artifact& listed(Stage stage, const std::string& relativePath) const;
    /// Every stage is complete and was made with the parameters that the recipe has now.
    [[nodiscard]] bool upToDate() const;
    [[nodiscard]] bool isBusy() const; ///< an engine is working in it now
    void requireNoSample() const; ///< throws sampleRun: what follows needs weights, or adds to the run

    /// Reads the manifest again; true when it has changed. For a reader beside a working engine.
    bool reload();

    /// Replaces the recipe; stages whose parameters changed, and those after them, lose their artifacts. Only for write access.
    void setRecipe(const Recipe& recipe);
    /// The hash that a stage must have to be up to date with the recipe.
    [[nodiscard]] std::string expectedHash(Stage stage) const;

    /// Writes one artifact: `write` gets a path beside the final one. The file is flushed, renamed and listed;
    /// every other artifact whose path begins with `replacedPrefix` (unless that is empty) leaves the list in
    /// the same replacement of the manifest, and then the disk.
    Artifact add(Stage stage, const std::string& relativePath, std::int64_t index,
        const std::function<void(const std::filesystem::path&)>& write, const std::string& replacedPrefix = {});
    void finish(Stage stage); ///< marks it complete
    void addSeconds(Stage stage, double seconds); ///< written with the next change of the manifest
    void setEnvironment(std::map<std::string, std::string> environment);

    /// The file of an artifact, once it is known to have the size and the checksum listed (throws damaged).
    /// Each is read through for this only once while the folder is open.
    [[nodiscard]] std::filesystem::path verified(const Artifact& artifact, const Progress& progress = {}) const;
    /// Takes an artifact and all that was made after it out of the manifest, so that it is made again. Returns how many files
    /// these were.
    std::size_t discardFrom(Stage stage, const std::string& relativePath);

    ~RunFolder();
    RunFolder(RunFolder&&) noexcept;
    RunFolder& operator=(RunFolder&&) noexcept;

private:
    class Lock;
    struct VerifiedFiles;
    RunFolder();
    void writeManifest();
    void readManifest();
    void removeDebris() const;
    void checkSizes() const;
    void checkSize(const Artifact& artifact) const;
    [[noreturn]] void throwDamaged(const std::filesystem::path& path, const std::string& reason, const std::string& what = {}) const;
    void dropStale();

    std::filesystem::path m_path;
    Recipe m_recipe;
    Manifest m_manifest;
    std::unique_ptr<Lock> m_lock;
    std::shared_ptr<VerifiedFiles> m_verified;
};

/// True when the folder looks like a run (has a run.json), without reading it.
[[nodiscard]] bool looksLikeRun(const std::filesystem::path& path);
/// Throws runExists, with whether it is a run, a sample or anything else, where there is more than an empty folder.
void requireNew(const std::filesystem::path& path);

}
