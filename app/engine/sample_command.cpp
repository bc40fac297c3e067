#include "app/engine/commands.h"
#include "app/engine/messages.h"
#include "core/analysis/sample.h"
#include "core/base/parallel.h"
#include "core/store/run_files.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>

namespace polcascope::engine {

namespace fs = std::filesystem;

namespace {

struct SampleArguments {
    std::string run;
    std::string out;
    std::int64_t tokens = 0; ///< 0: as many as fit
    double megabytes = 20;
    int threads = 0;
};

std::uintmax_t bytesIn(const fs::path& folder)
{
    std::uintmax_t bytes = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file())
            bytes += entry.file_size();
    }
    return bytes;
}

/// Writes samples beside their final place, of which the last that was good is moved there.
class SampleWriter {
public:
    explicit SampleWriter(const SampleArguments& arguments)
        : m_run(store::RunFolder::open(arguments.run, store::RunFolder::Access::read))
        , m_out(fs::absolute(arguments.out).lexically_normal())
        , m_threads(threadsOrCores(arguments.threads))
    {
        m_run.requireNoSample();
        if (!m_run.upToDate())
            throw Error(ErrorKind::missingInput,
                { { "what", "A sample" }, { "needs", "a finished run" }, { "command", "polcascope-engine resume " + arguments.run } });
        if (!m_out.has_filename())
            m_out = m_out.parent_path();
        store::requireNew(m_out);
        const TokenTable tokens = store::readTokens(m_run);
        m_least = static_cast<std::int64_t>(analysis::strata(tokens).tokens.size());
        m_all = static_cast<std::int64_t>(tokens.count());
    }
    ~SampleWriter()
    {
        std::error_code failed;
        fs::remove_all(beside("written"), failed);
        fs::remove_all(beside("kept"), failed);
    }
    SampleWriter(const SampleWriter&) = delete;
    SampleWriter& operator=(const SampleWriter&) = delete;

    /// The size of a sample of so many tokens, which stays until the next is written.
    std::uintmax_t write(std::int64_t tokens)
    {
        fs::remove_all(beside("written"));
        analysis::writeSample(m_run, beside("written"), tokens, m_threads);
        m_tokens = tokens;
        m_bytes = bytesIn(beside("written"));
        return m_bytes;
    }
    /// As many tokens as fit. The size is measured, not computed, since how far numbers can be packed is in the numbers; it
    /// grows nearly linearly.
    void writeAtMost(std::uintmax_t limit)
    {
        struct Tried {
            std::int64_t tokens = 0;
            std::uintmax_t bytes = 0;
        };
        std::optional<Tried> fits, over;
        const auto attempt = [&](std::int64_t tokens) {
            const std::uintmax_t bytes = write(tokens);
            if (bytes > limit) {
                over = { tokens, bytes };
            } else {
                fits = { tokens, bytes };
                fs::remove_all(beside("kept"));
                fs::rename(beside("written"), beside("kept"));
            }
        };
        attempt(std::clamp(static_cast<std::int64_t>(static_cast<double>(limit) / bytesAToken()), m_least, m_all));
        constexpr int attempts = 8;
        constexpr double enough = 0.98; // of the limit
        for (int i = 1; i < attempts; ++i) {
            if (fits && (fits->tokens == m_all || static_cast<double>(fits->bytes) >= enough * static_cast<double>(limit)
                    || (over && over->tokens == fits->tokens + 1)))
                break;
            if (over && over->tokens == m_least)
                break;
            const Tried low = fits.value_or(Tried {});
            const Tried high = over.value_or(Tried {});
            double next = 0;
            if (fits && over) // between them on a straight line, a little below
                next = static_cast<double>(low.tokens) + 0.995 * static_cast<double>(high.tokens - low.tokens)
                    * static_cast<double>(limit - low.bytes) / static_cast<double>(high.bytes - low.bytes);
            else if (fits)
                next = 0.995 * static_cast<double>(low.tokens) * static_cast<double>(limit) / static_cast<double>(low.bytes);
            else // what all samples have in common takes a part
                next = 0.9 * static_cast<double>(high.tokens) * static_cast<double>(limit) / static_cast<double>(high.bytes);
            const std::int64_t lowest = fits ? fits->tokens + 1 : m_least;
            const std::int64_t highest = over ? over->tokens - 1 : m_all;
            attempt(std::clamp(static_cast<std::int64_t>(next), lowest, highest));
        }
        if (!fits && over->tokens != m_least)
            attempt(m_least);
        if (!fits)
            throw Error(ErrorKind::badValue,
                { { "key", "--megabytes" }, { "value", megabytesText(static_cast<double>(limit) / 1e6) }, { "rule", "range" },
                    { "limit", "at least " + megabytesText(std::ceil(static_cast<double>(over->bytes) / 1e4) / 100) + ", what one token of each of the " + std::to_string(m_least) + " strata takes" } });
        m_tokens = fits->tokens;
        m_bytes = fits->bytes;
        fs::remove_all(beside("written"));
        fs::rename(beside("kept"), beside("written"));
    }
    void finish()
    {
        fs::rename(beside("written"), m_out);
        std::printf("%s holds %lld of %lld tokens in %s\n", m_out.string().c_str(), static_cast<long long>(m_tokens),
            static_cast<long long>(m_all), bytesText(static_cast<double>(m_bytes)).c_str());
    }

private:
    [[nodiscard]] fs::path beside(const char* what) const { return m_out.string() + "." + what + ".partial"; }
    /// Rounded up, so that what is needed is enough when it is given.
    static std::string megabytesText(double megabytes)
    {
        std::array<char, 32> text {};
        std::snprintf(text.data(), text.size(), "%g", megabytes);
        return text.data();
    }
    /// In the run, where nothing is packed.
    [[nodiscard]] double bytesAToken() const
    {
        double bytes = 1;
        for (const store::Stage stage : { store::Stage::trajectories, store::Stage::clusterings }) {
            for (const store::Artifact& artifact : m_run.manifest().stage(stage).artifacts)
                bytes += static_cast<double>(artifact.bytes);
        }
        return bytes / static_cast<double>(m_all);
    }

    store::RunFolder m_run;
    fs::path m_out;
    int m_threads;
    std::int64_t m_least = 0;
    std::int64_t m_all = 0;
    std::int64_t m_tokens = 0;
    std::uintmax_t m_bytes = 0;
};

int sample(const SampleArguments& arguments)
{
    SampleWriter writer(arguments);
    if (arguments.tokens > 0)
        writer.write(arguments.tokens);
    else
        writer.writeAtMost(static_cast<std::uintmax_t>(arguments.megabytes * 1e6));
    writer.finish();
    return 0;
}

}

void addSampleCommand(CLI::App& program, OutputFormat& format, Action& action)
{
    auto arguments = std::make_shared<SampleArguments>();
    CLI::App* command = program.add_subcommand("sample",
        "Pack a finished run for others to look at: a part of its tokens with all steps, vectors and contexts, clustered again; no weights");
    command->add_option("run", arguments->run, "folder of a finished run")->required();
    command->add_option("--out", arguments->out, "folder of the sample, usually named something.polca")->required();
    CLI::Option* tokens = command->add_option("--tokens", arguments->tokens, "how many tokens to keep (default: as many as fit)")
                              ->check(CLI::PositiveNumber);
    command->add_option("--megabytes", arguments->megabytes, "how large the sample may be")->capture_default_str()->check(CLI::PositiveNumber)->excludes(tokens);
    command->add_option("--threads", arguments->threads, "for the clusterings (default: as many as there are cores)");
    command->callback([=, &action, &format] {
        format = OutputFormat::text;
        action = [=] { return sample(*arguments); };
    });
}

}
