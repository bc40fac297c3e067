#include "core/store/trajectory_set.h"

#include "core/store/hdf_file.h"
#include "core/store/run_files.h"

#include <algorithm>
#include <functional>

namespace polcascope::store {

namespace {

constexpr auto schema = "polcascope/trajectory-part";
constexpr int version = 1;

}

TrajectorySet::TrajectorySet(const RunFolder& folder, Verification verification)
{
    for (const Artifact& artifact : artifacts(folder.manifest(), Stage::trajectories)) {
        if (artifact.path.ends_with("-tokens.h5"))
            continue;
        const HdfReader file(
            verification == Verification::now ? folder.verified(artifact) : folder.absolute(artifact), schema, version);
        const std::vector<std::int32_t> steps = file.read<std::int32_t>("step");
        const std::vector<std::size_t> shape = file.shape("gradient_projection");
        const std::vector<std::size_t> lossShape = file.shape("loss");
        if (shape.size() != 3 || lossShape != std::vector<std::size_t> { steps.size(), shape[2] } || shape[1] != steps.size()
            || (!m_parts.empty() && (shape[0] != m_vectors || shape[2] != m_tokens)))
            file.fail("its shapes do not fit the run");
        if (std::ranges::adjacent_find(steps, std::greater_equal()) != steps.end()
            || (!m_steps.empty() && !steps.empty() && steps.front() <= m_steps.back()))
            file.fail("its steps do not ascend");
        const auto has = [&](const char* dataset, const std::vector<std::size_t>& expected, bool before, const char* problem) {
            const bool now = file.has(dataset);
            if ((now && file.shape(dataset) != expected) || (!m_parts.empty() && now != before))
                file.fail(problem);
            return now;
        };
        m_hasMidpoint = has("midpoint_projection", shape, m_hasMidpoint, "its midpoints do not fit the run");
        m_hasOwnCurvature = has("own_curvature", shape, m_hasOwnCurvature, "its tokens' own curvatures do not fit the run");
        m_hasMean = has("mean_gradient_projection", { shape[0], shape[1] }, m_hasMean, "its means do not fit the run");
        std::size_t heldout = 0;
        if (file.has("heldout_projection")) {
            const std::vector<std::size_t> heldoutShape = file.shape("heldout_projection");
            heldout = heldoutShape.back();
            if (heldoutShape != std::vector { shape[0], shape[1], heldout } || file.shape("heldout_loss") != std::vector { shape[1], heldout })
                file.fail("its held-out tokens do not fit the run");
        }
        if (!m_parts.empty() && heldout != m_heldoutTokens)
            file.fail("its held-out tokens do not fit the run");
        m_heldoutTokens = heldout;
        m_vectors = shape[0];
        m_tokens = shape[2];
        m_steps.insert(m_steps.end(), steps.begin(), steps.end());
        const std::vector<double> movement = file.read<double>("movement_squared");
        m_movementSquared.insert(m_movementSquared.end(), movement.begin(), movement.end());
        m_parts.push_back({ folder.absolute(artifact), steps.size() });
    }
}

Matrix<float> TrajectorySet::loss() const
{
    return lossOf("loss", m_tokens);
}

Matrix<float> TrajectorySet::heldoutLoss() const
{
    return lossOf("heldout_loss", m_heldoutTokens);
}

Matrix<float> TrajectorySet::gradientProjection(std::size_t vector) const
{
    return projection("gradient_projection", vector, m_tokens);
}

Matrix<float> TrajectorySet::midpointProjection(std::size_t vector) const
{
    return projection("midpoint_projection", vector, m_tokens);
}

Matrix<float> TrajectorySet::ownCurvature(std::size_t vector) const
{
    return projection("own_curvature", vector, m_tokens);
}

Matrix<float> TrajectorySet::heldoutProjection(std::size_t vector) const
{
    return projection("heldout_projection", vector, m_heldoutTokens);
}

Matrix<float> TrajectorySet::lossOf(const char* dataset, std::size_t tokens) const
{
    const auto readPart = [&](const Part& part) { return HdfReader(part.path, schema, version).readMatrix<float>(dataset); };
    if (m_parts.size() == 1)
        return readPart(m_parts.front());
    auto values = Matrix<float>::unset(checkpoints(), tokens);
    std::size_t row = 0;
    for (const Part& part : m_parts) {
        const Matrix<float> read = readPart(part);
        std::copy(read.data(), read.data() + read.size(), values.data() + row * tokens);
        row += part.checkpoints;
    }
    return values;
}

Matrix<float> TrajectorySet::projection(const char* dataset, std::size_t vector, std::size_t tokens) const
{
    auto values = Matrix<float>::unset(checkpoints(), tokens);
    std::size_t row = 0;
    for (const Part& part : m_parts) {
        HdfReader(part.path, schema, version)
            .readSlab<float>(dataset, vector, { values.data() + row * tokens, part.checkpoints * tokens });
        row += part.checkpoints;
    }
    return values;
}

std::vector<double> TrajectorySet::series(const char* dataset, std::size_t vector) const
{
    std::vector<double> values(checkpoints());
    std::size_t row = 0;
    for (const Part& part : m_parts) {
        HdfReader(part.path, schema, version).readSlab<double>(dataset, vector, { values.data() + row, part.checkpoints });
        row += part.checkpoints;
    }
    return values;
}

std::vector<double> TrajectorySet::meanGradientProjection(std::size_t vector) const
{
    return m_hasMean ? series("mean_gradient_projection", vector) : std::vector<double>();
}

std::vector<double> TrajectorySet::weightProjection(std::size_t vector) const
{
    return series("weight_projection", vector);
}

std::vector<double> TrajectorySet::curvature(std::size_t vector) const
{
    return series("curvature", vector);
}

std::vector<double> TrajectorySet::curvatureError(std::size_t vector) const
{
    return series("curvature_error", vector);
}

}
