#include "core/compute/basis_search.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/compute/hessian.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <utility>

namespace polcascope::compute {

namespace {

/// Rows are kept in float, which is what products are taken with, and every sum over them is in double. The
/// vector that is made orthogonal is in double.
using Rows = std::vector<const float*>;
using Vector = std::vector<double>;

// A fixed length of stretches keeps sums the same whatever the number of threads.
constexpr std::int64_t stretch = 8192;

template<typename F> void forStretches(std::size_t size, F f)
{
    const std::int64_t count = (static_cast<std::int64_t>(size) + stretch - 1) / stretch;
    at::parallel_for(0, count, 4, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t i = begin; i < end; ++i)
            f(i, static_cast<std::size_t>(i * stretch), std::min(size, static_cast<std::size_t>((i + 1) * stretch)));
    });
}

template<typename T> double dot(const T* a, const double* b, std::size_t count)
{
    double sum = 0;
#pragma omp simd reduction(+ : sum)
    for (std::size_t i = 0; i < count; ++i)
        sum += static_cast<double>(a[i]) * b[i];
    return sum;
}

Vector dots(const Rows& rows, const Vector& w)
{
    Matrix<double> parts((w.size() + stretch - 1) / stretch, rows.size());
    forStretches(w.size(), [&](std::int64_t index, std::size_t begin, std::size_t end) {
        for (std::size_t r = 0; r < rows.size(); ++r)
            parts(static_cast<std::size_t>(index), r) = dot(rows[r] + begin, w.data() + begin, end - begin);
    });
    Vector sums(rows.size());
    for (std::size_t i = 0; i < parts.rows(); ++i) {
        for (std::size_t r = 0; r < rows.size(); ++r)
            sums[r] += parts(i, r);
    }
    return sums;
}

/// w += sum over r of factors[r] * rows[r]
void add(const Rows& rows, const Vector& factors, Vector& w)
{
    forStretches(w.size(), [&](std::int64_t, std::size_t begin, std::size_t end) {
        for (std::size_t r = 0; r < rows.size(); ++r) {
            const float* row = rows[r];
            const double factor = factors[r];
#pragma omp simd
            for (std::size_t i = begin; i < end; ++i)
                w[i] += factor * static_cast<double>(row[i]);
        }
    });
}

double norm(const Vector& w)
{
    Vector parts((w.size() + stretch - 1) / stretch);
    forStretches(w.size(), [&](std::int64_t index, std::size_t begin, std::size_t end) {
        parts[static_cast<std::size_t>(index)] = dot(w.data() + begin, w.data() + begin, end - begin);
    });
    double sum = 0;
    for (const double part : parts)
        sum += part;
    return std::sqrt(sum);
}

/// Two Gram-Schmidt passes: one leaves what cancellation left, two are enough. Returns the components removed.
Vector orthogonalise(const Rows& rows, Vector& w)
{
    Vector removed(rows.size());
    for (int pass = 0; pass < 2; ++pass) {
        Vector components = dots(rows, w);
        for (std::size_t r = 0; r < rows.size(); ++r) {
            removed[r] += components[r];
            components[r] = -components[r];
        }
        add(rows, components, w);
    }
    return removed;
}

std::vector<float> toFloat(const Vector& w, double scale)
{
    std::vector<float> result(w.size());
    std::transform(w.begin(), w.end(), result.begin(), [scale](double x) { return static_cast<float>(scale * x); });
    return result;
}

Rows rowsOf(const std::vector<std::vector<float>>& first, const std::vector<std::vector<float>>& second = {})
{
    Rows rows;
    for (const auto* vectors : { &first, &second }) {
        for (const std::vector<float>& vector : *vectors)
            rows.push_back(vector.data());
    }
    return rows;
}

}

struct BasisSearch::Private {
    Private(const ModelShape& shape, std::span<const float> parameters, const task::ExampleSet& sample,
        const std::vector<std::vector<float>>& basis, const BasisSearchOptions& options)
        : basis(basis)
        , options(options)
        , hessian(shape, toTensor(parameters), toBatch(shape, sample), options.memoryBytes)
        , random(options.seed, "lanczos")
        , size(parameters.size())
    {
        limit = std::min(static_cast<std::size_t>(std::max(options.krylovDimension, options.vectors)), size - basis.size());
        assert(options.vectors >= 1 && static_cast<std::size_t>(options.vectors) <= limit);
        projected = Matrix<double>(limit, limit);
        krylov.push_back(randomDirection());
    }

    std::vector<float> randomDirection();
    const std::vector<float>& multiplied() const { return certifying ? candidates[found.size()].vector : krylov.back(); }
    void expand(Vector w);
    void certify(Vector w);
    void restart();
    std::vector<float> combine(const double* coefficients, std::int64_t step, const std::vector<std::vector<float>>& others);

    const std::vector<std::vector<float>>& basis;
    BasisSearchOptions options;
    Hessian hessian;
    Random random;
    std::size_t size;
    std::size_t limit; ///< of the Krylov space's dimension

    std::vector<std::vector<float>> krylov; ///< q_1 ... q_j, orthonormal, orthogonal to the basis
    Matrix<double> projected; ///< Q^T P H P Q
    std::vector<float> next; ///< q_{j+1}, while Ritz vectors are being certified
    Tensor ritzVectors; ///< [j, j], columns
    std::vector<double> ritzValues; ///< [j], ascending
    std::vector<FoundVector> candidates; ///< [k] Ritz vectors
    std::vector<FoundVector> found; ///< those certified
    bool certifying = false;
    bool done = false;
    double margin = 0.1; ///< of the tolerance, that the cheap residual must reach before one is certified
    double progress = 0;

    std::int64_t chunk = 0;
    Tensor vector;
    Tensor sum;
    std::int64_t products = 0;
    std::int64_t iterations = 0;
    std::int64_t restarts = 0;
};

std::vector<float> BasisSearch::Private::randomDirection()
{
    Vector w(size);
    for (double& x : w)
        x = random.normal();
    orthogonalise(rowsOf(basis, krylov), w);
    return toFloat(w, 1.0 / norm(w));
}

/// Sum over j of coefficients[j * step] * q_j, made orthogonal to the basis and to others once more: float rounding
/// of what is returned is then all that is left.
std::vector<float> BasisSearch::Private::combine(
    const double* coefficients, std::int64_t step, const std::vector<std::vector<float>>& others)
{
    Vector factors(krylov.size());
    for (std::size_t j = 0; j < factors.size(); ++j)
        factors[j] = coefficients[static_cast<std::int64_t>(j) * step];
    // The last row may be the next vector already, which is no part of this space.
    Vector w(size);
    add(rowsOf(krylov), factors, w);
    orthogonalise(rowsOf(basis, others), w);
    return toFloat(w, 1.0 / norm(w));
}

/// One Lanczos step with w = H q_j: full orthogonalisation, so that the projected matrix may be of any form, and
/// a restart from several vectors needs no special case.
void BasisSearch::Private::expand(Vector w)
{
    ++iterations;
    const std::size_t j = krylov.size() - 1;
    const Vector components = orthogonalise(rowsOf(basis, krylov), w);
    for (std::size_t i = 0; i <= j; ++i)
        projected(i, j) = projected(j, i) = components[basis.size() + i];
    const double beta = norm(w);

    const auto count = static_cast<std::int64_t>(j + 1);
    Tensor square = at::empty({ count, count }, at::kDouble);
    for (std::size_t row = 0; row <= j; ++row)
        std::copy_n(projected.row(row).begin(), j + 1, square.data_ptr<double>() + row * (j + 1));
    auto [values, vectors] = at::linalg_eigh(square);
    ritzVectors = vectors.contiguous();
    ritzValues.assign(values.data_ptr<double>(), values.data_ptr<double>() + count);
    const double scale = std::max(std::abs(ritzValues.front()), std::abs(ritzValues.back()));

    double worst = std::numeric_limits<double>::infinity();
    if (count >= options.vectors) {
        worst = 0;
        for (std::int64_t i = count - options.vectors; i < count; ++i) {
            const double last = ritzVectors.data_ptr<double>()[(count - 1) * count + i];
            worst = std::max(worst, beta * std::abs(last) / std::abs(ritzValues[static_cast<std::size_t>(i)]));
        }
        progress = std::max(progress,
            std::clamp(1.0 - std::log(worst / (margin * options.tolerance)) / -std::log(margin * options.tolerance), 0.0, 0.95));
    }
    progress = std::max(progress, 0.9 * static_cast<double>(iterations) / static_cast<double>((1 + options.restarts) * limit));

    const bool full = krylov.size() == limit;
    // A Krylov space that products do not leave (to float's accuracy) goes on in any other direction.
    if (beta > 1e-7 * scale)
        next = toFloat(w, 1.0 / beta);
    else if (!full)
        next = randomDirection();
    if (count >= options.vectors && (full || worst <= margin * options.tolerance)) {
        candidates.clear();
        found.clear();
        std::vector<std::vector<float>> earlier;
        for (std::int64_t i = count; i-- > count - options.vectors;) {
            FoundVector candidate;
            candidate.vector = combine(ritzVectors.data_ptr<double>() + i, count, earlier);
            if (options.vectors > 1)
                earlier.push_back(candidate.vector);
            candidates.push_back(std::move(candidate));
        }
        certifying = true;
    } else {
        krylov.push_back(std::move(next));
    }
}

/// The residual of a candidate by its explicit product w = H b. The cheap residual |beta s| may read 1e-22 where
/// this one reads 2e-5.
void BasisSearch::Private::certify(Vector w)
{
    FoundVector& candidate = candidates[found.size()];
    orthogonalise(rowsOf(basis), w);
    const Rows b { candidate.vector.data() };
    candidate.eigenvalue = dots(b, w).front();
    add(b, { -candidate.eigenvalue }, w);
    candidate.residual = norm(w) / std::abs(candidate.eigenvalue);
    candidate.converged = candidate.residual <= options.tolerance;
    found.push_back(candidate);
    if (found.size() < candidates.size())
        return;

    certifying = false;
    const bool converged = std::all_of(found.begin(), found.end(), [](const FoundVector& each) { return each.converged; });
    const bool full = krylov.size() == limit;
    if (!converged && !full) {
        margin *= 0.1;
        krylov.push_back(std::move(next));
    } else if (!converged && restarts < options.restarts && limit > static_cast<std::size_t>(options.vectors) && !next.empty()) {
        restart();
    } else {
        done = true;
        krylov.clear();
        for (FoundVector& each : found) {
            each.iterations = iterations;
            each.products = products;
        }
    }
}

/// A thick restart: goes on from the best Ritz vectors, in which the projected matrix is diagonal.
void BasisSearch::Private::restart()
{
    ++restarts;
    const auto count = static_cast<std::int64_t>(krylov.size());
    const auto kept = std::min<std::int64_t>(count - 1, options.vectors + 5);
    std::vector<std::vector<float>> ritz;
    Matrix<double> diagonal(limit, limit);
    for (std::int64_t i = 0; i < kept; ++i) {
        const std::int64_t column = count - 1 - i;
        ritz.push_back(combine(ritzVectors.data_ptr<double>() + column, count, ritz));
        diagonal(static_cast<std::size_t>(i), static_cast<std::size_t>(i)) = ritzValues[static_cast<std::size_t>(column)];
    }
    krylov = std::move(ritz);
    krylov.push_back(std::move(next));
    projected = std::move(diagonal);
}

BasisSearch::BasisSearch(const ModelShape& shape, std::span<const float> parameters, const task::ExampleSet& sample,
    const std::vector<std::vector<float>>& basis, const BasisSearchOptions& options)
    : m(std::make_unique<Private>(shape, parameters, sample, basis, options))
{
}

BasisSearch::~BasisSearch() = default;

void BasisSearch::advance()
{
    assert(!m->done);
    if (m->chunk == 0) {
        m->vector = toTensor(m->multiplied());
        m->sum = at::zeros_like(m->vector);
    }
    m->hessian.addProduct(m->chunk, m->vector, m->sum);
    if (++m->chunk < m->hessian.chunks())
        return;
    m->chunk = 0;
    ++m->products;
    const std::vector<float> product = toVector(m->sum);
    Vector w(product.begin(), product.end());
    if (!std::isfinite(norm(w)))
        throw Error(ErrorKind::nonFinite, { { "what", "Hessian-vector product" }, { "step", std::to_string(m->products) } });
    if (m->certifying)
        m->certify(std::move(w));
    else
        m->expand(std::move(w));
}

bool BasisSearch::finished() const
{
    return m->done;
}

double BasisSearch::fraction() const
{
    return m->done ? 1.0 : m->progress;
}

std::int64_t BasisSearch::products() const
{
    return m->products;
}

const std::vector<FoundVector>& BasisSearch::result() const
{
    assert(m->done);
    return m->found;
}

std::vector<float> hessianVectorProduct(const ModelShape& shape, std::span<const float> parameters,
    const task::ExampleSet& sample, std::span<const float> vector)
{
    Hessian hessian(shape, toTensor(parameters), toBatch(shape, sample), BasisSearchOptions {}.memoryBytes);
    return toVector(hessian.product(toTensor(vector)));
}

}
