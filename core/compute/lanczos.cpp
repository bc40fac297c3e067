#include "core/compute/lanczos.h"

#include "core/base/error.h"
#include "core/base/matrix.h"
#include "core/base/random.h"
#include "core/compute/gram_schmidt.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <utility>

namespace polcascope::compute {

struct Lanczos::Private {
    Private(
        SymmetricOperator& map, std::span<const std::vector<float>> vectors, const LanczosOptions& options)
        : map(map)
        , basis(rowsOf(vectors))
        , options(options)
        , random(options.seed, "lanczos")
        , size(map.size())
    {
        const auto asked = static_cast<std::size_t>(std::max(options.krylovDimension, options.vectors));
        limit = std::min({ asked, size - basis.size(), static_cast<std::size_t>(options.storedVectors) });
        // As many steps as the restarts of a whole space give.
        const std::size_t whole = std::min(asked, size - basis.size());
        stepLimit = whole +
            static_cast<std::size_t>(options.restarts) * (whole - std::min(whole, keptAtRestart(whole)));
        assert(options.vectors >= 1 && static_cast<std::size_t>(options.vectors) <= limit);
        projected = Matrix<double>(limit, limit);
        krylov.push_back(startDirection());
    }

    Tensor startDirection();
    Tensor randomDirection();
    std::size_t keptAtRestart(std::size_t space) const
    {
        return std::min(space - 1, static_cast<std::size_t>(options.vectors) + 5);
    }
    const Tensor& multiplied() const { return certifying ? candidates[found.size()] : krylov.back(); }
    void expand(Tensor w, const Progress& progress);
    void certify(Tensor w, const Progress& progress);
    void restart(const Progress& progress);
    void finish(const Progress& progress);
    Tensor ritzVector(std::size_t rank, const Rows& others, const Progress& progress) const;

    SymmetricOperator& map;
    Rows basis;
    LanczosOptions options;
    Random random;
    std::size_t size;
    std::size_t limit; ///< of the Krylov space's dimension
    std::size_t stepLimit;

    Rows krylov; ///< q_1 ... q_j, orthonormal, orthogonal to the basis
    Matrix<double> projected; ///< Q^T P H P Q
    Tensor next; ///< q_{j+1}, while Ritz vectors are being certified
    std::vector<std::vector<double>> ritzVectors; ///< [j] of [j], the leading one first
    std::vector<double> ritzValues; ///< [j]
    Rows candidates; ///< [k] Ritz vectors
    std::vector<FoundVector> found; ///< those certified
    std::vector<float> runnerUp;
    bool certifying = false;
    bool done = false;
    double margin = 0.1; ///< of the tolerance, that the cheap residual must reach before one is certified
    double fractionDone = 0;
    std::int64_t products = 0;
    std::int64_t iterations = 0;
};

Tensor Lanczos::Private::startDirection()
{
    if (options.start.size() == size) {
        Tensor w = toTensor(options.start).to(at::kDouble);
        const double before = lengthOf(w);
        orthogonalise(basis, w);
        // A direction that lies in the basis has nothing left to start from.
        if (const double length = lengthOf(w); length > 1e-3 * before)
            return toFloat(w, 1.0 / length);
    }
    return randomDirection();
}

Tensor Lanczos::Private::randomDirection()
{
    Tensor w = randomNormals(size, random);
    orthogonalise(joined(basis, krylov), w);
    return toFloat(w, 1.0 / lengthOf(w));
}

/// Made orthogonal to the basis and to others once more: float rounding of what is returned is then all that
/// is left.
Tensor Lanczos::Private::ritzVector(std::size_t rank, const Rows& others, const Progress& progress) const
{
    Tensor w = at::zeros_like(krylov.front(), at::kDouble);
    add(krylov, ritzVectors[rank], w, progress);
    orthogonalise(joined(basis, others), w, progress);
    return toFloat(w, 1.0 / lengthOf(w));
}

/// One Lanczos step with w = H q_j: full orthogonalisation, so that the projected matrix may be of any form,
/// and a restart from several vectors needs no special case.
void Lanczos::Private::expand(Tensor w, const Progress& progress)
{
    ++iterations;
    const std::size_t count = krylov.size();
    const std::vector<double> components = orthogonalise(joined(basis, krylov), w, progress);
    for (std::size_t i = 0; i < count; ++i)
        projected(i, count - 1) = projected(count - 1, i) = components[basis.size() + i];
    const double beta = lengthOf(w);

    const auto order = static_cast<std::int64_t>(count);
    at::Tensor square = at::empty({ order, order }, at::kDouble);
    for (std::size_t row = 0; row < count; ++row)
        std::copy_n(projected.row(row).begin(), count, square.data_ptr<double>() + row * count);
    const auto [values, vectors] = at::linalg_eigh(square);
    const at::Tensor columns = vectors.t().contiguous();
    std::vector<std::size_t> ranks(count);
    std::iota(ranks.begin(), ranks.end(), std::size_t(0));
    const double* value = values.data_ptr<double>();
    std::sort(ranks.begin(), ranks.end(), [&](std::size_t a, std::size_t b) {
        return options.eigenvalues == Eigenvalues::largestMagnitude ? std::abs(value[a]) > std::abs(value[b])
                                                                    : value[a] > value[b];
    });
    ritzVectors.clear();
    ritzValues.clear();
    for (const std::size_t rank : ranks) {
        ritzValues.push_back(value[rank]);
        ritzVectors.emplace_back(
            columns.data_ptr<double>() + rank * count, columns.data_ptr<double>() + (rank + 1) * count);
    }
    const double scale = std::max(std::abs(value[0]), std::abs(value[count - 1]));

    const auto wanted = static_cast<std::size_t>(options.vectors);
    double worst = std::numeric_limits<double>::infinity();
    if (count >= wanted) {
        worst = 0;
        for (std::size_t i = 0; i < wanted; ++i)
            worst = std::max(worst, beta * std::abs(ritzVectors[i].back()) / std::abs(ritzValues[i]));
        fractionDone = std::max(fractionDone,
            std::clamp(
                1.0 - std::log(worst / (margin * options.tolerance)) / -std::log(margin * options.tolerance),
                0.0, 0.95));
    }
    fractionDone = std::max(
        fractionDone, std::min(0.95, 0.9 * static_cast<double>(iterations) / static_cast<double>(stepLimit)));

    const bool full = count == limit;
    // A Krylov space that products do not leave (to float's accuracy) goes on in any other direction.
    if (beta > 1e-7 * scale)
        next = toFloat(w, 1.0 / beta);
    else if (!full)
        next = randomDirection();
    if (worst <= margin * options.tolerance ||
        (full && (count == wanted || static_cast<std::size_t>(iterations) >= stepLimit || !next.defined()))) {
        candidates.clear();
        found.clear();
        for (std::size_t i = 0; i < wanted; ++i)
            candidates.push_back(ritzVector(i, candidates, progress));
        certifying = true;
    } else if (full) {
        restart(progress);
    } else {
        krylov.push_back(std::exchange(next, Tensor()));
    }
}

/// The residual of a candidate by its explicit product w = H b. The cheap residual |beta s| may read 1e-22
/// where this one reads 2e-5.
void Lanczos::Private::certify(Tensor w, const Progress& progress)
{
    const Rows b { candidates[found.size()] };
    orthogonalise(basis, w, progress);
    FoundVector candidate;
    candidate.eigenvalue = dots(b, w).front();
    add(b, { -candidate.eigenvalue }, w);
    candidate.residual = lengthOf(w) / std::abs(candidate.eigenvalue);
    candidate.converged = candidate.residual <= options.tolerance;
    candidate.vector = toVector(b.front());
    found.push_back(std::move(candidate));
    if (found.size() < candidates.size())
        return;

    certifying = false;
    const bool converged =
        std::all_of(found.begin(), found.end(), [](const FoundVector& each) { return each.converged; });
    const bool full = krylov.size() == limit;
    if (!converged && !full) {
        margin *= 0.1;
        krylov.push_back(std::exchange(next, Tensor()));
    } else if (!converged && static_cast<std::size_t>(iterations) < stepLimit && limit > candidates.size() &&
        next.defined()) {
        margin *= 0.1;
        restart(progress);
    } else {
        finish(progress);
    }
}

void Lanczos::Private::finish(const Progress& progress)
{
    done = true;
    for (FoundVector& each : found) {
        each.iterations = iterations;
        each.products = products;
    }
    if (found.size() < ritzVectors.size())
        runnerUp = toVector(ritzVector(found.size(), candidates, progress));
    krylov.clear();
    candidates.clear();
    next.reset();
}

/// A thick restart: goes on from the leading Ritz vectors, in which the projected matrix is diagonal.
void Lanczos::Private::restart(const Progress& progress)
{
    const std::size_t kept = keptAtRestart(krylov.size());
    ritzVectors.resize(kept);
    combineInPlace(krylov, ritzVectors, progress);
    krylov.resize(kept);
    Matrix<double> diagonal(limit, limit);
    for (std::size_t i = 0; i < kept; ++i) {
        Tensor w = krylov[i].to(at::kDouble);
        orthogonalise(joined(basis, std::span(krylov).first(i)), w, progress);
        krylov[i] = toFloat(w, 1.0 / lengthOf(w));
        diagonal(i, i) = ritzValues[i];
    }
    krylov.push_back(std::exchange(next, Tensor()));
    projected = std::move(diagonal);
}

Lanczos::Lanczos(
    SymmetricOperator& map, std::span<const std::vector<float>> basis, const LanczosOptions& options)
    : m(std::make_unique<Private>(map, basis, options))
{
}

Lanczos::~Lanczos() = default;

void Lanczos::advance(const Progress& progress)
{
    assert(!m->done);
    Tensor w = m->map.product(m->multiplied(), progress).to(at::kDouble);
    ++m->products;
    if (!std::isfinite(lengthOf(w)))
        throw Error(ErrorKind::nonFinite, { { "what", "Hessian-vector product" } });
    if (m->certifying)
        m->certify(std::move(w), progress);
    else
        m->expand(std::move(w), progress);
}

bool Lanczos::finished() const
{
    return m->done;
}

double Lanczos::fraction() const
{
    return m->done ? 1.0 : m->fractionDone;
}

std::int64_t Lanczos::products() const
{
    return m->products;
}

const std::vector<FoundVector>& Lanczos::result() const
{
    assert(m->done);
    return m->found;
}

const std::vector<float>& Lanczos::runnerUp() const
{
    assert(m->done);
    return m->runnerUp;
}

}
