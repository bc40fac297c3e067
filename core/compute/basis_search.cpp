#include "core/compute/basis_search.h"

#include "core/compute/hessian.h"
#include "core/compute/out_of_memory.h"
#include "core/recipe/recipe.h"

#include <algorithm>

namespace polcascope::compute {

namespace {

class HessianOperator : public SymmetricOperator {
public:
    HessianOperator(
        const ModelShape& shape, const Tensor& theta, const Batch& sample, std::int64_t memoryBytes)
        : m_shape(shape)
        , m_theta(theta)
        , m_sample(sample)
        , m_memoryBytes(memoryBytes)
        , m_hessian(std::make_unique<Hessian>(shape, theta, sample, memoryBytes))
    {
    }

    [[nodiscard]] std::size_t size() const override { return static_cast<std::size_t>(m_theta.numel()); }
    [[nodiscard]] Tensor product(const Tensor& vector, const Progress& progress) override
    {
        const auto shrink = [&](std::int64_t bytes) {
            m_hessian.reset(); // with what it keeps, before there is another
            m_hessian = std::make_unique<Hessian>(m_shape, m_theta, m_sample, bytes);
        };
        return withLessMemory(m_memoryBytes, shrink, [&] { return m_hessian->product(vector, progress); });
    }
    [[nodiscard]] std::int64_t memoryBytes() const { return m_memoryBytes; }

private:
    ModelShape m_shape;
    Tensor m_theta;
    Batch m_sample;
    std::int64_t m_memoryBytes;
    std::unique_ptr<Hessian> m_hessian;
};

struct Memory {
    std::int64_t storedVectors = 0;
    std::int64_t hessianBytes = 0;
};

std::int64_t vectorMemory(const ModelShape& shape)
{
    return parameterCount(shape) * static_cast<std::int64_t>(sizeof(float));
}

/// So many are held at least: the weights, a vector and its product as tensors, Lanczos' space and what it needs beside.
std::int64_t fewestVectors(std::int64_t vectors)
{
    return 3 + vectors + 6 + Lanczos::smallestSpace(vectors);
}

/// Shares the budget out.
Memory sharedOut(const ModelShape& shape, const task::ExampleSet& sample, const BasisSearchOptions& options)
{
    const std::int64_t vectorBytes = vectorMemory(shape);
    const std::int64_t smallestSpace = Lanczos::smallestSpace(options.vectors);
    const std::int64_t needed = BasisSearch::smallestMemory(shape, sample, options.vectors);
    requireMemory(needed, options.memoryBytes);
    // Products that keep what they can gain a fourth; a larger space saves more where it is small.
    const std::int64_t left = options.memoryBytes - needed;
    const std::int64_t more =
        std::clamp<std::int64_t>(options.krylovDimension - smallestSpace, 0, left / 4 * 3 / vectorBytes);
    return { smallestSpace + more, options.memoryBytes - (fewestVectors(options.vectors) + more) * vectorBytes };
}

}

struct BasisSearch::Private {
    Private(const ModelShape& shape, const Tensor& theta, const Batch& sample,
        std::span<const std::vector<float>> basis, const BasisSearchOptions& options, const Memory& memory)
        : map(shape, theta, sample, memory.hessianBytes)
        , lanczos(map, basis,
              { .vectors = options.vectors,
                  .eigenvalues = options.eigenvalues,
                  .krylovDimension = options.krylovDimension,
                  .restarts = options.restarts,
                  .tolerance = options.tolerance,
                  .seed = options.seed,
                  .start = options.start,
                  .storedVectors = memory.storedVectors })
    {
    }

    HessianOperator map;
    Lanczos lanczos;
};

std::int64_t BasisSearch::smallestMemory(
    const ModelShape& shape, const task::ExampleSet& sample, std::int64_t vectors)
{
    const Tensor like = at::empty({ 0 }, at::TensorOptions(device()).dtype(at::kFloat));
    return fewestVectors(vectors) * vectorMemory(shape) + Hessian::smallestMemory(shape, like, toBatch(shape, sample));
}

BasisSearch::BasisSearch(const ModelShape& shape, std::span<const float> parameters,
    const task::ExampleSet& sample, std::span<const std::vector<float>> basis,
    const BasisSearchOptions& options)
{
    const Tensor theta = toTensor(parameters);
    const Batch batch = toBatch(shape, sample);
    m = std::make_unique<Private>(
        shape, theta, batch, basis, options, sharedOut(shape, sample, options));
}

BasisSearch::~BasisSearch() = default;

void BasisSearch::advance(const Progress& progress)
{
    m->lanczos.advance(progress);
}

bool BasisSearch::finished() const
{
    return m->lanczos.finished();
}

double BasisSearch::fraction() const
{
    return m->lanczos.fraction();
}

std::int64_t BasisSearch::memoryBytes() const
{
    return m->map.memoryBytes();
}

std::int64_t BasisSearch::products() const
{
    return m->lanczos.products();
}

const std::vector<FoundVector>& BasisSearch::result() const
{
    return m->lanczos.result();
}

const std::vector<float>& BasisSearch::runnerUp() const
{
    return m->lanczos.runnerUp();
}

}
