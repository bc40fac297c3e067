#include "app/engine/finished_run.h"

#include "core/store/run_files.h"

#include <array>
#include <cstdio>

namespace polcascope::engine {

namespace {

std::string numbered(const char* format, std::int64_t number)
{
    std::array<char, 64> text {};
    std::snprintf(text.data(), text.size(), format, static_cast<long long>(number));
    return text.data();
}

}

FinishedRun::FinishedRun(const std::string& path, const std::string& what)
    : m_folder(store::RunFolder::open(path, store::RunFolder::Access::read))
{
    m_folder.requireNoSample();
    if (!m_folder.upToDate())
        throw Error(ErrorKind::missingInput, { { "what", what }, { "needs", "a finished run" }, { "command", "polcascope-engine resume " + path } });
    m_folder = store::RunFolder::open(path, store::RunFolder::Access::write);
    m_recipe = m_folder.recipe();
    m_shape = modelShape(m_recipe);
}

std::vector<float> FinishedRun::checkpoint(std::int64_t step) const
{
    return store::readCheckpoint(m_folder, m_folder.listed(store::Stage::training, numbered("checkpoints/step-%06lld.h5", step)));
}

std::vector<float> FinishedRun::basisVector(std::int64_t index) const
{
    return store::readBasisVector(m_folder, m_folder.listed(store::Stage::basis, numbered("basis/vector-%03lld.h5", index))).vector;
}

}
