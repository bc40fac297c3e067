#include "core/compute/other_bases.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/compute/gradient.h"
#include "core/compute/gram_schmidt.h"
#include "core/compute/out_of_memory.h"
#include "core/recipe/recipe.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <string>
#include <utility>

namespace polcascope::compute {

std::vector<float> randomUnitVector(
    std::size_t size, const std::vector<std::vector<float>>& basis, std::uint64_t seed, std::int64_t index)
{
    Random random(seed, "random basis vector " + std::to_string(index));
    Tensor w = randomNormals(size, random);
    orthogonalise(rowsOf(basis), w);
    return toVector(toFloat(w, 1.0 / lengthOf(w)));
}

std::vector<std::int64_t> largestInSize(std::span<const float> values, std::int64_t count)
{
    std::vector<std::int64_t> order(values.size());
    std::iota(order.begin(), order.end(), std::int64_t(0));
    const auto sizeOf = [&](std::int64_t i) { return std::abs(values[static_cast<std::size_t>(i)]); };
    const auto end = order.begin() + std::min(count, static_cast<std::int64_t>(order.size()));
    std::partial_sort(order.begin(), end, order.end(), [&](std::int64_t a, std::int64_t b) {
        return sizeOf(a) != sizeOf(b) ? sizeOf(a) > sizeOf(b) : a < b;
    });
    order.erase(end, order.end());
    return order;
}

std::vector<float> meanGradient(const ModelShape& shape, std::span<const float> parameters,
    const task::ExampleSet& examples, const Progress& progress, std::int64_t* atOnce)
{
    const at::NoGradGuard noGrad;
    // So many rows at a time as a CPU does well with.
    const auto positions = static_cast<std::int64_t>(examples.inputs.columns());
    return inFewerExamples(std::max<std::int64_t>(1, 1024 / positions), atOnce, [&](std::int64_t size) {
        const Tensor theta = toTensor(parameters);
        const Parameters from = views(shape, theta);
        const Batch batch = toBatch(shape, examples);
        FlatGradient gradient(shape, theta);
        Tensor sum = at::zeros_like(theta);
        for (std::int64_t begin = 0; begin < batch.count(); begin += size) {
            progress.report(static_cast<double>(begin) / static_cast<double>(batch.count()));
            const Pass pass(shape, from, batch.range(begin, std::min(begin + size, batch.count())));
            gradient.zero();
            pass.backwardSummed(1.0 / static_cast<double>(batch.targets.numel()), gradient);
            sum.add_(gradient.flat());
        }
        return toVector(sum);
    });
}

struct StackedSvd::Private {
    [[nodiscard]] std::size_t begin(std::size_t block) const { return block * blockRows; }
    [[nodiscard]] std::size_t end(std::size_t block) const { return std::min((block + 1) * blockRows, rows); }
    [[nodiscard]] std::size_t blocks() const { return (rows + blockRows - 1) / blockRows; }
    void multiplyBlocks();
    void decompose();
    void addBlock();

    std::size_t rows = 0;
    std::size_t size = 0;
    std::size_t wanted = 0;
    MakeRow makeRow;
    std::size_t blockRows = 0;
    std::size_t atOnce = 0; ///< vectors that are summed up in double together

    // First all pairs of blocks, for the inner products; then all blocks, for each group of vectors.
    std::size_t first = 0;
    std::size_t second = 0;
    std::vector<std::vector<float>> firstRows;
    std::vector<std::vector<float>> secondRows;
    bool multiplied = false;
    Tensor products; ///< [rows, rows], double
    Tensor left; ///< [rank, rows] left singular vectors over their singular values
    std::vector<double> singularValues;
    std::vector<Tensor> sums; ///< [atOnce] of [d]
    std::vector<std::vector<float>> vectors;
    bool done = false;
    std::size_t made = 0; ///< rows
    std::size_t makes = 0; ///< rows that will be made, in all
};

/// The inner products of the two blocks' rows, in double, a stretch at a time.
void StackedSvd::Private::multiplyBlocks()
{
    const std::vector<std::vector<float>>& others = first == second ? firstRows : secondRows;
    const auto a = static_cast<std::int64_t>(firstRows.size());
    const auto b = static_cast<std::int64_t>(others.size());
    constexpr std::size_t stretch = 16384;
    Tensor sum = at::zeros({ a, b }, at::kDouble);
    const auto part = [](const std::vector<std::vector<float>>& from, std::size_t at, std::size_t count) {
        Tensor result = at::empty(
            { static_cast<std::int64_t>(from.size()), static_cast<std::int64_t>(count) }, at::kDouble);
        for (std::size_t i = 0; i < from.size(); ++i)
            std::copy_n(from[i].data() + at, count, result.data_ptr<double>() + i * count);
        return result;
    };
    for (std::size_t at = 0; at < size; at += stretch) {
        const std::size_t count = std::min(stretch, size - at);
        const Tensor one = part(firstRows, at, count);
        sum.addmm_(one, (first == second ? one : part(others, at, count)).t());
    }
    const auto row = static_cast<std::int64_t>(begin(first));
    const auto column = static_cast<std::int64_t>(begin(second));
    products.narrow(0, row, a).narrow(1, column, b).copy_(sum);
    products.narrow(0, column, b).narrow(1, row, a).copy_(sum.t());
}

void StackedSvd::Private::decompose()
{
    const auto [values, columns] = at::linalg_eigh(products);
    std::vector<Tensor> kept;
    const double largest = std::sqrt(std::max(0.0, values[-1].item<double>()));
    for (std::size_t k = 0; k < wanted; ++k) {
        const auto column = static_cast<std::int64_t>(rows - 1 - k);
        const double value = std::sqrt(std::max(0.0, values[column].item<double>()));
        // Below this, rows in float differ from linear combinations of each other by their rounding alone.
        if (value <= 1e-6 * largest)
            break;
        const Tensor u = columns.select(1, column);
        singularValues.push_back(value);
        kept.push_back(u * ((u.sum().item<double>() < 0 ? -1.0 : 1.0) / value));
    }
    left = kept.empty() ? Tensor() : at::stack(kept).contiguous();
    makes = made + (blocks() > 1 ? rows * ((kept.size() + atOnce - 1) / atOnce) : 0);
    first = second = 0;
    multiplied = true;
    done = kept.empty();
}

/// Adds the block's part to the group of vectors at work.
void StackedSvd::Private::addBlock()
{
    const std::size_t group = std::min(atOnce, singularValues.size() - vectors.size());
    const Rows block = rowsOf(firstRows);
    if (first == 0)
        sums.clear();
    for (std::size_t k = 0; k < group; ++k) {
        if (first == 0)
            sums.push_back(at::zeros_like(block.front(), at::kDouble));
        const double* factors = left.data_ptr<double>() + (vectors.size() + k) * rows + begin(first);
        add(block, { factors, factors + firstRows.size() }, sums[k]);
    }
    if (++first < blocks())
        return;
    first = 0;
    for (Tensor& w : sums) {
        orthogonalise(rowsOf(vectors), w);
        vectors.push_back(toVector(toFloat(w, 1.0 / lengthOf(w))));
    }
    sums.clear();
    done = vectors.size() == singularValues.size();
}

namespace {

std::int64_t rowBytes(std::size_t size)
{
    return static_cast<std::int64_t>(size * sizeof(float));
}

/// In floats' worth of a row: the vectors found, and a row being made, with the weights and the gradient it is made of.
/// Two blocks of rows, or one and sums in double, take three more at least.
std::int64_t fixedRows(std::int64_t vectors)
{
    return vectors + 5;
}

}

std::int64_t StackedSvd::smallestMemory(std::size_t size, std::int64_t vectors)
{
    return (fixedRows(vectors) + 3) * rowBytes(size);
}

StackedSvd::StackedSvd(
    std::size_t rows, std::size_t size, std::int64_t vectors, MakeRow makeRow, std::int64_t memoryBytes)
    : m(std::make_unique<Private>())
{
    m->rows = rows;
    m->size = size;
    m->wanted = std::min(static_cast<std::size_t>(vectors), std::min(rows, size));
    m->makeRow = std::move(makeRow);
    m->products =
        at::zeros({ static_cast<std::int64_t>(rows), static_cast<std::int64_t>(rows) }, at::kDouble);
    requireMemory(smallestMemory(size, vectors), memoryBytes);
    const std::int64_t there = memoryBytes / rowBytes(size) - fixedRows(vectors);
    const auto count = static_cast<std::int64_t>(rows);
    const bool all = count + 2 <= there;
    m->blockRows = static_cast<std::size_t>(all ? count : std::max<std::int64_t>(1, there / 2));
    m->atOnce = static_cast<std::size_t>(
        std::clamp<std::int64_t>((there - static_cast<std::int64_t>(m->blockRows)) / 2, 1, vectors));
    const std::size_t blocks = m->blocks();
    // Every block is made once as the first of a pair, and again for each block before it.
    m->makes = rows;
    for (std::size_t block = 1; block < blocks; ++block)
        m->makes += block * (m->end(block) - m->begin(block));
    if (blocks > 1)
        m->makes += rows * ((m->wanted + m->atOnce - 1) / m->atOnce);
}

StackedSvd::~StackedSvd() = default;

void StackedSvd::advance(const Progress& progress)
{
    assert(!m->done);
    const bool one = m->firstRows.size() < m->end(m->first) - m->begin(m->first);
    std::vector<std::vector<float>>& into = one ? m->firstRows : m->secondRows;
    const std::size_t block = one ? m->first : m->second;
    if (one || (!m->multiplied && m->second != m->first)) {
        const std::size_t row = m->begin(block) + into.size();
        std::vector<float> made = m->makeRow(row, progress);
        if (!std::all_of(made.begin(), made.end(), [](float x) { return std::isfinite(x); }))
            throw Error(ErrorKind::nonFinite, { { "what", "gradient" }, { "row", std::to_string(row) } });
        into.push_back(std::move(made));
        ++m->made;
        if (into.size() < m->end(block) - m->begin(block))
            return;
    }
    if (m->multiplied) {
        m->addBlock();
        if (m->blocks() > 1)
            m->firstRows.clear();
        // With all rows there, nothing has to be made again.
        while (m->blocks() == 1 && !m->done)
            m->addBlock();
        return;
    }
    m->multiplyBlocks();
    m->secondRows.clear();
    if (++m->second < m->blocks())
        return;
    m->second = ++m->first;
    const bool last = m->first == m->blocks();
    if (m->blocks() > 1)
        m->firstRows.clear();
    if (last) {
        m->decompose();
        while (m->blocks() == 1 && !m->done)
            m->addBlock();
    }
}

bool StackedSvd::finished() const
{
    return m->done;
}

double StackedSvd::fraction() const
{
    return m->done ? 1.0 : std::min(1.0, static_cast<double>(m->made) / static_cast<double>(m->makes));
}

std::int64_t StackedSvd::rank() const
{
    return static_cast<std::int64_t>(m->singularValues.size());
}

const std::vector<std::vector<float>>& StackedSvd::vectors() const
{
    return m->vectors;
}

const std::vector<double>& StackedSvd::singularValues() const
{
    return m->singularValues;
}

}
