#include "core/store/run_folder.h"

#include <nlohmann/json.hpp>
#include <xxhash.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fstream>
#include <mutex>
#include <set>
#include <sstream>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace polcascope::store {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

constexpr int manifestSchema = 1;
constexpr auto manifestName = "run.json";
constexpr auto recipeName = "recipe.json";
constexpr auto partialSuffix = ".partial";

struct StageDescription {
    Stage stage;
    std::string_view name;
    std::string_view folder;
    std::vector<std::string_view> sections; ///< of the recipe, which the stage depends on
    int format; ///< counted up when the same parameters give other numbers than before
};

const std::array<StageDescription, allStages.size()>& descriptions()
{
    static const std::array<StageDescription, allStages.size()> list { {
        { Stage::task, "task", "task", { "seed", "task" }, 1 },
        { Stage::training, "training", "checkpoints", { "model", "training" }, 1 },
        { Stage::basis, "basis", "basis", { "basis" }, 1 },
        { Stage::trajectories, "trajectories", "trajectories", { "trajectories" }, 1 },
        { Stage::clusterings, "clusterings", "clusterings", { "clustering" }, 1 },
    } };
    return list;
}

const StageDescription& describe(Stage stage)
{
    return descriptions().at(static_cast<std::size_t>(stage));
}

std::string hexadecimal(XXH128_hash_t hash)
{
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, hash);
    std::string text;
    for (const unsigned char byte : canonical.digest) {
        constexpr auto digits = "0123456789abcdef";
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

std::string hashOf(std::string_view text)
{
    return hexadecimal(XXH3_128bits(text.data(), text.size()));
}

std::string checksumOf(const fs::path& path, const Progress& progress = {})
{
    const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state(XXH3_createState(), &XXH3_freeState);
    XXH3_128bits_reset(state.get());
    std::ifstream file(path, std::ios::binary);
    std::vector<char> buffer(1 << 20);
    while (file) {
        progress.report(0);
        file.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        XXH3_128bits_update(state.get(), buffer.data(), static_cast<std::size_t>(file.gcount()));
    }
    if (!file.eof())
        throw Error(ErrorKind::damaged, { { "path", path.string() }, { "reason", "unreadable" } });
    return hexadecimal(XXH3_128bits_digest(state.get()));
}

[[noreturn]] void throwNotWritable(const fs::path& path, int code)
{
    if (code == ENOSPC || code == EDQUOT) {
        std::error_code failed;
        const auto space = fs::space(path.parent_path(), failed);
        throw Error(ErrorKind::diskSpace, { { "path", path.string() }, { "needed", "" }, { "available", std::to_string(failed ? 0 : space.available) } });
    }
    throw Error(ErrorKind::notWritable, { { "path", path.string() }, { "what", std::strerror(code) } });
}

/// Makes what was written to a file, or a folder's list of files, outlast a crash of the machine.
void flushToDisk(const fs::path& path)
{
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        throwNotWritable(path, errno);
    const int result = ::fsync(descriptor);
    const int code = errno;
    ::close(descriptor);
    if (result != 0 && code != EINVAL) // some file systems cannot flush a folder
        throwNotWritable(path, code);
}

void moveIntoPlace(const fs::path& partial, const fs::path& final)
{
    flushToDisk(partial);
    if (::rename(partial.c_str(), final.c_str()) != 0)
        throwNotWritable(final, errno);
    flushToDisk(final.parent_path());
}

void replaceTextFile(const fs::path& path, const std::string& text)
{
    const fs::path partial = path.string() + partialSuffix;
    const int descriptor = ::open(partial.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (descriptor < 0)
        throwNotWritable(path, errno);
    std::size_t written = 0;
    while (written < text.size()) {
        const ssize_t count = ::write(descriptor, text.data() + written, text.size() - written);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0) {
            const int code = errno;
            ::close(descriptor);
            throwNotWritable(path, code);
        }
        written += static_cast<std::size_t>(count);
    }
    ::close(descriptor);
    moveIntoPlace(partial, path);
}

std::string readTextFile(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    if (!file)
        throw Error(ErrorKind::unreadable, { { "path", path.string() }, { "what", std::strerror(errno) } });
    return text.str();
}

std::string now()
{
    const std::time_t time = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm parts {};
    gmtime_r(&time, &parts);
    std::array<char, 32> text {};
    const std::size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
    return { text.data(), size };
}

Json toJson(const Manifest& manifest)
{
    Json stages = Json::object();
    for (const auto& [stage, record] : manifest.stages) {
        Json artifacts = Json::array();
        for (const Artifact& artifact : record.artifacts)
            artifacts.push_back({ { "path", artifact.path }, { "bytes", artifact.bytes }, { "xxh3", artifact.checksum }, { "index", artifact.index } });
        stages[std::string(stageName(stage))] = { { "hash", record.hash }, { "complete", record.complete }, { "seconds", record.seconds }, { "artifacts", artifacts } };
    }
    Json json { { "format", "polcascope run" }, { "schema", manifest.schema }, { "engine", manifest.engine },
        { "created", manifest.created }, { "environment", manifest.environment }, { "stages", stages } };
    if (const auto& sample = manifest.sample)
        json["sample"] = { { "of", sample->of }, { "tokens", sample->tokens }, { "of_tokens", sample->ofTokens }, { "strata", sample->strata },
            { "seed", sample->seed }, { "engine", sample->engine } };
    return json;
}

Manifest fromJson(const Json& json)
{
    Manifest manifest;
    manifest.schema = json.at("schema").get<int>();
    manifest.engine = json.at("engine").get<std::string>();
    manifest.created = json.at("created").get<std::string>();
    manifest.environment = json.at("environment").get<std::map<std::string, std::string>>();
    if (json.contains("sample")) {
        const Json& sample = json.at("sample");
        manifest.sample = SampleRecord { sample.at("of").get<std::string>(), sample.at("tokens").get<std::int64_t>(),
            sample.at("of_tokens").get<std::int64_t>(), sample.at("strata").get<std::vector<std::string>>(), sample.at("seed").get<std::int64_t>(),
            sample.at("engine").get<std::string>() };
    }
    for (const auto& [name, value] : json.at("stages").items()) {
        const auto stage = stageFromName(name);
        if (!stage)
            continue;
        StageRecord record { value.at("hash").get<std::string>(), value.at("complete").get<bool>(), value.at("seconds").get<double>(), {} };
        for (const Json& artifact : value.at("artifacts"))
            record.artifacts.push_back({ artifact.at("path").get<std::string>(), artifact.at("bytes").get<std::uint64_t>(),
                artifact.at("xxh3").get<std::string>(), artifact.at("index").get<std::int64_t>() });
        manifest.stages[*stage] = std::move(record);
    }
    return manifest;
}

}

std::string_view stageName(Stage stage)
{
    return describe(stage).name;
}

std::optional<Stage> stageFromName(std::string_view name)
{
    for (const StageDescription& description : descriptions()) {
        if (description.name == name)
            return description.stage;
    }
    return std::nullopt;
}

const Artifact* StageRecord::find(std::string_view path) const
{
    const auto found = std::find_if(artifacts.begin(), artifacts.end(), [&](const Artifact& artifact) { return artifact.path == path; });
    return found == artifacts.end() ? nullptr : &*found;
}

const StageRecord& Manifest::stage(Stage stage) const
{
    static const StageRecord none;
    const auto found = stages.find(stage);
    return found == stages.end() ? none : found->second;
}

bool Manifest::complete() const
{
    return std::all_of(allStages.begin(), allStages.end(), [&](Stage stage) { return this->stage(stage).complete; });
}

/// The right to change the run: a lock on the folder itself, which ends with the process however that ends.
class RunFolder::Lock {
public:
    Lock(const fs::path& path, const Manifest& manifest)
        : m_descriptor(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC))
    {
        if (m_descriptor < 0)
            throwNotWritable(path, errno);
        if (::flock(m_descriptor, LOCK_EX | LOCK_NB) != 0) {
            ::close(m_descriptor);
            const auto pid = manifest.environment.find("pid");
            throw Error(ErrorKind::runBusy, { { "path", path.string() }, { "pid", pid == manifest.environment.end() ? "" : pid->second } });
        }
    }
    ~Lock() { ::close(m_descriptor); }
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;

private:
    int m_descriptor;
};

/// Shared by copies of the pointer only: what has been read through and found good.
struct RunFolder::VerifiedFiles {
    std::mutex mutex;
    std::set<std::string> paths;
};

RunFolder::RunFolder()
    : m_verified(std::make_shared<VerifiedFiles>())
{
}

RunFolder::~RunFolder() = default;
RunFolder::RunFolder(RunFolder&&) noexcept = default;
RunFolder& RunFolder::operator=(RunFolder&&) noexcept = default;

RunFolder RunFolder::create(const fs::path& path, const Recipe& recipe)
{
    requireNew(path);
    std::error_code failed;
    fs::create_directories(path, failed);
    if (failed)
        throwNotWritable(path, failed.value());

    RunFolder folder;
    folder.m_path = fs::absolute(path);
    folder.m_recipe = recipe;
    folder.m_manifest.schema = manifestSchema;
    folder.m_manifest.engine = POLCASCOPE_VERSION;
    folder.m_manifest.created = now();
    folder.m_lock = std::make_unique<Lock>(path, folder.m_manifest);
    replaceTextFile(folder.m_path / recipeName, recipeToJson(recipe));
    folder.writeManifest();
    return folder;
}

RunFolder RunFolder::createSample(const fs::path& path, const RunFolder& original, const SampleRecord& record)
{
    RunFolder folder = create(path, original.m_recipe);
    folder.m_manifest.created = original.m_manifest.created;
    folder.m_manifest.engine = original.m_manifest.engine;
    folder.m_manifest.environment = original.m_manifest.environment;
    folder.m_manifest.sample = record;
    folder.m_manifest.sample->engine = POLCASCOPE_VERSION;
    for (const Stage stage : allStages)
        folder.addSeconds(stage, original.m_manifest.stage(stage).seconds);
    folder.writeManifest();
    return folder;
}

void RunFolder::requireNoSample() const
{
    if (m_manifest.sample)
        throw Error(ErrorKind::sampleRun, { { "path", m_path.string() }, { "of", m_manifest.sample->of } });
}

RunFolder RunFolder::openUnchecked(const fs::path& path, Access access)
{
    std::error_code failed;
    if (!fs::exists(path, failed))
        throw Error(ErrorKind::notARun, { { "path", path.string() }, { "reason", "missing" } });
    if (!fs::is_directory(path, failed))
        throw Error(ErrorKind::notARun, { { "path", path.string() }, { "reason", "notAFolder" } });
    if (!looksLikeRun(path))
        throw Error(ErrorKind::notARun, { { "path", path.string() }, { "reason", "noManifest" } });

    RunFolder folder;
    folder.m_path = fs::absolute(path).lexically_normal();
    folder.readManifest();
    if (access == Access::write) {
        folder.requireNoSample();
        if (::access(path.c_str(), W_OK) != 0)
            throwNotWritable(path, errno);
        folder.m_lock = std::make_unique<Lock>(path, folder.m_manifest);
        folder.readManifest(); // it may have changed before the lock was ours
    }
    const fs::path recipe = path / recipeName;
    if (!fs::exists(recipe, failed))
        folder.throwDamaged(recipe, "missing");
    folder.m_recipe = recipeFromJson(readTextFile(recipe), recipe.string());
    return folder;
}

RunFolder RunFolder::open(const fs::path& path, Access access)
{
    RunFolder folder = openUnchecked(path, access);
    try {
        folder.checkSizes();
    } catch (const Error&) {
        // A working engine replaces what it lists: only what is wrong twice is wrong.
        if (!folder.reload())
            throw;
        folder.checkSizes();
    }
    if (access == Access::write) {
        folder.dropStale();
        folder.removeDebris();
    }
    return folder;
}

std::string RunFolder::name() const
{
    fs::path last = m_path.filename().empty() ? m_path.parent_path().filename() : m_path.filename();
    return last.extension() == ".polca" ? last.stem().string() : last.string();
}

const Artifact& RunFolder::listed(Stage stage, const std::string& relativePath) const
{
    const Artifact* found = m_manifest.stage(stage).find(relativePath);
    if (!found)
        throwDamaged(m_path / relativePath, "missing");
    return *found;
}

bool RunFolder::upToDate() const
{
    return std::all_of(allStages.begin(), allStages.end(),
        [&](Stage stage) { return m_manifest.stage(stage).complete && m_manifest.stage(stage).hash == expectedHash(stage); });
}

bool RunFolder::isBusy() const
{
    if (m_lock)
        return true;
    const int descriptor = ::open(m_path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    const bool busy = ::flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    ::close(descriptor);
    return busy;
}

void RunFolder::readManifest()
{
    const fs::path path = m_path / manifestName;
    const std::string text = readTextFile(path);
    try {
        const Json json = Json::parse(text);
        if (json.at("format") != "polcascope run")
            throw Error(ErrorKind::notARun, { { "path", m_path.string() }, { "reason", "noManifest" } });
        const int schema = json.at("schema").get<int>();
        if (schema > manifestSchema)
            throw Error(ErrorKind::newerVersion, { { "path", m_path.string() }, { "found", std::to_string(schema) }, { "supported", std::to_string(manifestSchema) } });
        m_manifest = fromJson(json);
    } catch (const Json::exception& error) {
        throwDamaged(path, "format", error.what());
    }
}

bool RunFolder::reload()
{
    const std::string before = toJson(m_manifest).dump();
    readManifest();
    return toJson(m_manifest).dump() != before;
}

void RunFolder::writeManifest()
{
    replaceTextFile(m_path / manifestName, toJson(m_manifest).dump(1) + "\n");
}

void RunFolder::checkSizes() const
{
    for (const auto& [stage, record] : m_manifest.stages) {
        for (const Artifact& artifact : record.artifacts)
            checkSize(artifact);
    }
}

void RunFolder::checkSize(const Artifact& artifact) const
{
    std::error_code failed;
    const std::uintmax_t bytes = fs::file_size(absolute(artifact), failed);
    if (failed)
        throwDamaged(absolute(artifact), "missing");
    if (bytes != artifact.bytes)
        throwDamaged(absolute(artifact), "size", std::to_string(bytes) + " of " + std::to_string(artifact.bytes) + " bytes");
}

void RunFolder::throwDamaged(const fs::path& path, const std::string& reason, const std::string& what) const
{
    std::map<std::string, std::string> data { { "path", path.string() }, { "reason", reason }, { "what", what } };
    if (m_manifest.sample)
        data["sample"] = m_manifest.sample->of;
    throw Error(ErrorKind::damaged, std::move(data));
}

fs::path RunFolder::verified(const Artifact& artifact, const Progress& progress) const
{
    const fs::path path = absolute(artifact);
    {
        const std::lock_guard lock(m_verified->mutex);
        if (m_verified->paths.contains(artifact.path + artifact.checksum))
            return path;
    }
    checkSize(artifact);
    if (checksumOf(path, progress) != artifact.checksum)
        throwDamaged(path, "checksum");
    const std::lock_guard lock(m_verified->mutex);
    m_verified->paths.insert(artifact.path + artifact.checksum);
    return path;
}

std::string RunFolder::expectedHash(Stage stage) const
{
    std::string hash;
    for (const StageDescription& description : descriptions()) {
        hash = hashOf(hash + "\n" + std::string(description.name) + " format " + std::to_string(description.format) + "\n"
            + canonicalSections(m_recipe, description.sections));
        if (description.stage == stage)
            break;
    }
    return hash;
}

void RunFolder::setRecipe(const Recipe& recipe)
{
    m_recipe = recipe;
    replaceTextFile(m_path / recipeName, recipeToJson(recipe));
    dropStale();
    removeDebris();
}

void RunFolder::dropStale()
{
    bool changed = false;
    for (const Stage stage : allStages) {
        const auto found = m_manifest.stages.find(stage);
        if (found != m_manifest.stages.end() && found->second.hash != expectedHash(stage)) {
            m_manifest.stages.erase(found);
            changed = true;
        }
    }
    if (changed)
        writeManifest();
}

std::size_t RunFolder::discardFrom(Stage stage, const std::string& relativePath)
{
    StageRecord& record = m_manifest.stages[stage];
    const auto found = std::find_if(record.artifacts.begin(), record.artifacts.end(), [&](const Artifact& artifact) { return artifact.path == relativePath; });
    auto dropped = static_cast<std::size_t>(record.artifacts.end() - found);
    record.artifacts.erase(found, record.artifacts.end());
    record.complete = false;
    for (const Stage later : allStages) {
        if (later > stage) {
            dropped += m_manifest.stage(later).artifacts.size();
            m_manifest.stages.erase(later);
        }
    }
    writeManifest();
    removeDebris();
    return dropped;
}

void RunFolder::removeDebris() const
{
    std::error_code failed;
    for (const char* name : { manifestName, recipeName })
        fs::remove(m_path / (std::string(name) + partialSuffix), failed);
    for (const StageDescription& description : descriptions()) {
        const fs::path stageFolder = m_path / description.folder;
        if (!fs::is_directory(stageFolder, failed))
            continue;
        for (const auto& entry : fs::directory_iterator(stageFolder, failed)) {
            const std::string relative = std::string(description.folder) + "/" + entry.path().filename().string();
            if (entry.is_regular_file() && !m_manifest.stage(description.stage).find(relative))
                fs::remove(entry.path(), failed);
        }
    }
}

Artifact RunFolder::add(Stage stage, const std::string& relativePath, std::int64_t index,
    const std::function<void(const fs::path&)>& write, const std::string& replacedPrefix)
{
    const fs::path final = m_path / relativePath;
    const fs::path partial = final.string() + partialSuffix;
    std::error_code failed;
    fs::create_directories(final.parent_path(), failed);
    if (failed)
        throwNotWritable(final.parent_path(), failed.value());
    write(partial);

    Artifact artifact { relativePath, fs::file_size(partial), checksumOf(partial), index };
    moveIntoPlace(partial, final);

    StageRecord& record = m_manifest.stages[stage];
    record.hash = expectedHash(stage);
    std::vector<std::string> replaced;
    std::erase_if(record.artifacts, [&](const Artifact& listed) {
        const bool leaves = !replacedPrefix.empty() && listed.path.starts_with(replacedPrefix) && listed.path != relativePath;
        if (leaves)
            replaced.push_back(listed.path);
        return leaves || listed.path == relativePath;
    });
    record.artifacts.push_back(artifact);
    writeManifest();
    for (const std::string& path : replaced)
        fs::remove(m_path / path, failed);
    return artifact;
}

void RunFolder::finish(Stage stage)
{
    StageRecord& record = m_manifest.stages[stage];
    record.hash = expectedHash(stage);
    record.complete = true;
    writeManifest();
}

void RunFolder::addSeconds(Stage stage, double seconds)
{
    StageRecord& record = m_manifest.stages[stage];
    record.hash = expectedHash(stage);
    record.seconds += seconds;
}

void RunFolder::setEnvironment(std::map<std::string, std::string> environment)
{
    m_manifest.environment = std::move(environment);
    m_manifest.engine = POLCASCOPE_VERSION;
    writeManifest();
}

bool looksLikeRun(const fs::path& path)
{
    std::error_code failed;
    return fs::is_regular_file(path / manifestName, failed);
}

void requireNew(const fs::path& path)
{
    std::error_code failed;
    if (!fs::exists(path, failed) || (fs::is_directory(path, failed) && fs::is_empty(path, failed)))
        return;
    std::string kind = "other";
    try {
        kind = RunFolder::openUnchecked(path, RunFolder::Access::read).manifest().sample ? "sample" : "run";
    } catch (const Error&) { // no run, or none that can be gone on with
    }
    throw Error(ErrorKind::runExists, { { "path", path.string() }, { "kind", kind } });
}

}
