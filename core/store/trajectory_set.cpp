#include "core/store/trajectory_set.h"

#include "core/store/hdf_file.h"
#include "core/store/run_files.h"

namespace polcascope::store {

namespace {

constexpr auto schema = "polcascope/trajectory-part";
constexpr int version = 1;

}

TrajectorySet::TrajectorySet(const RunFolder& folder)
{
    for (const Artifact& artifact : artifacts(folder.manifest(), Stage::trajectories)) {
        const HdfReader file(folder.verified(artifact), schema, version);
        const std::vector<std::int32_t> steps = file.read<std::int32_t>("step");
        const std::vector<std::size_t> shape = file.shape("gradient_projection");
        const std::vector<std::size_t> lossShape = file.shape("loss");
        if (shape.size() != 3 || lossShape != std::vector<std::size_t> { steps.size(), shape[2] } || shape[1] != steps.size()
            || (!m_parts.empty() && (shape[0] != m_vectors || shape[2] != m_tokens)))
            file.fail("its shapes do not fit the run");
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
    Matrix<float> values(checkpoints(), m_tokens);
    std::size_t row = 0;
    for (const Part& part : m_parts) {
        const Matrix<float> read = HdfReader(part.path, schema, version).readMatrix<float>("loss");
        std::copy(read.data(), read.data() + read.size(), values.data() + row * m_tokens);
        row += part.checkpoints;
    }
    return values;
}

Matrix<float> TrajectorySet::gradientProjection(std::size_t vector) const
{
    Matrix<float> values(checkpoints(), m_tokens);
    std::size_t row = 0;
    for (const Part& part : m_parts) {
        HdfReader(part.path, schema, version)
            .readSlab<float>("gradient_projection", vector, { values.data() + row * m_tokens, part.checkpoints * m_tokens });
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
