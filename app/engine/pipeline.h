#pragma once

#include "app/engine/control.h"
#include "app/engine/reporter.h"
#include "core/compute/device.h"
#include "core/recipe/model_shape.h"
#include "core/store/run_files.h"
#include "core/task/arithmetic.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <vector>

namespace polcascope::engine {

/// Carries a run from wherever it is to its end, stage by stage: each begins at its first missing artifact.
/// Killed at any moment, it loses at most the work of the last few seconds; a run that was interrupted ends
/// with the same bytes as one that was not (same machine, same thread count).
class Pipeline {
public:
    Pipeline(store::RunFolder& folder, Reporter& reporter, Control& control, const compute::DeviceInfo& device);

    /// Throws Cancelled when stopped (everything finished is kept), and whatever the stages throw.
    void run();

private:
    void makeTokens();
    void train();
    void findBasis();
    void findEigenvectors(std::int64_t found);
    void findGradientVectors(std::int64_t found);
    void drawVectors(std::int64_t found);
    void chooseParameters(std::int64_t found);
    void followTrajectories();
    void clusterTokens();

    void begin(store::Stage stage, std::int64_t done, std::int64_t total, std::string_view unit);
    void advance(double done, double loss = -1, std::string detail = {});
    void finish(store::Stage stage);
    void add(store::Stage stage, const std::string& path, std::int64_t index,
        const std::function<void(const std::filesystem::path&)>& write, const std::string& replacedPrefix = {});
    void estimateWork();
    void requireMemory() const;

    void addVector(store::BasisVector vector);
    [[nodiscard]] store::BasisVector readBasisVector(std::int64_t index) const;
    [[nodiscard]] std::vector<std::vector<float>> readBasis(std::size_t count) const;
    [[nodiscard]] std::vector<float> readCheckpoint(std::int64_t step) const;

    store::RunFolder& m_folder;
    Reporter& m_reporter;
    Control& m_control;
    Recipe m_recipe;
    ModelShape m_shape;
    std::vector<ParameterTensor> m_layout;
    task::Arithmetic m_task;
    int m_threads;

    // Progress of the stage at work and of the whole.
    store::Stage m_stage = store::Stage::task;
    std::int64_t m_stageFirst = 0; ///< units done before this session
    std::int64_t m_stageTotal = 0;
    std::string_view m_stageUnit;
    std::chrono::steady_clock::time_point m_stageBegin;
    double m_stagePaused = 0;
    std::chrono::steady_clock::time_point m_runBegin;
    double m_secondsCounted = 0; ///< of the stage, already in the manifest
    std::array<double, store::allStages.size()> m_work {}; ///< of each stage, in all
    double m_workBefore = 0; ///< done before this session
    bool m_workBeforeKnown = false;
};

}
