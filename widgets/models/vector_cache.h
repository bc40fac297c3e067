#pragma once

#include "core/analysis/decomposition.h"

#include <list>
#include <memory>
#include <mutex>

namespace polcascope::models {

/// The trajectories along the basis vectors looked at lately, so that another decomposition of them need not read them again.
/// Thread-safe; of one run at a time.
class VectorCache {
public:
    using Pointer = std::shared_ptr<const analysis::VectorTrajectories>;
    /// Six vectors of 100,000 tokens at 200 checkpoints: as many strips as are seen at once, and the vector chosen.
    static constexpr std::size_t usualBytes = std::size_t { 512 } << 20;

    explicit VectorCache(std::size_t mostBytes = usualBytes);

    /// Read from the files where they are not kept. Throws damaged, as these do.
    [[nodiscard]] Pointer get(const std::shared_ptr<const store::TrajectorySet>& trajectories, std::size_t vector);

private:
    struct Kept {
        std::size_t vector;
        Pointer values;
    };
    std::size_t m_mostBytes;
    std::mutex m_mutex;
    std::shared_ptr<const store::TrajectorySet> m_trajectories; ///< of what is kept
    std::list<Kept> m_kept; ///< the one used last in front
};

}
