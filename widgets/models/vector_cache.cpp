#include "widgets/models/vector_cache.h"

#include <algorithm>

namespace polcascope::models {

namespace {

std::size_t bytesOf(const analysis::VectorTrajectories& values)
{
    return (values.gradientProjection.size() + values.midpointProjection.size() + values.ownCurvature.size()) * sizeof(float);
}

}

VectorCache::VectorCache(std::size_t mostBytes)
    : m_mostBytes(mostBytes)
{
}

VectorCache::Pointer VectorCache::get(const std::shared_ptr<const store::TrajectorySet>& trajectories, std::size_t vector)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_trajectories != trajectories) {
            m_trajectories = trajectories;
            m_kept.clear();
        }
        const auto found = std::ranges::find(m_kept, vector, &Kept::vector);
        if (found != m_kept.end()) {
            m_kept.splice(m_kept.begin(), m_kept, found);
            return found->values;
        }
    }
    const Pointer values =
        std::make_shared<const analysis::VectorTrajectories>(analysis::vectorTrajectories(*trajectories, vector));
    const std::lock_guard lock(m_mutex);
    if (m_trajectories == trajectories && std::ranges::find(m_kept, vector, &Kept::vector) == m_kept.end()) {
        m_kept.push_front({ vector, values });
        const std::size_t most = std::max<std::size_t>(m_mostBytes / std::max<std::size_t>(bytesOf(*values), 1), 1);
        while (m_kept.size() > most)
            m_kept.pop_back();
    }
    return values;
}

}
