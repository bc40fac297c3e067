#include "core/analysis/decomposition.h"

#include "core/base/error.h"
#include "core/base/parallel.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

namespace polcascope::analysis {

using store::Decomposition;
using store::Quantity;

namespace {

std::size_t segments(std::size_t checkpoints)
{
    return checkpoints > 0 ? checkpoints - 1 : 0;
}

double part(const SegmentWeights& weights, double begin, double extra, double end)
{
    return weights.begin * begin + weights.extra * extra + weights.end * end;
}

/// Which of the two the decomposition needs besides D at checkpoints, if any: midpoints or own curvatures.
template <typename Values> const Values* extraOf(Decomposition decomposition, const Values& midpoints, const Values& ownCurvatures)
{
    return decomposition == Decomposition::simpson ? &midpoints : decomposition == Decomposition::exactCurvature ? &ownCurvatures : nullptr;
}

[[noreturn]] void throwNoExtra(Decomposition decomposition)
{
    if (decomposition == Decomposition::simpson)
        throw Error(ErrorKind::missingInput,
            { { "what", "Simpson's rule" }, { "needs", "every gradient in the middle between two checkpoints" },
                { "command", "polcascope-engine resume RUN --set trajectories.midpoint=on" } });
    throw Error(ErrorKind::missingInput,
        { { "what", "The decomposition by exact curvature" }, { "needs", "every token's own curvature" },
            { "command", "polcascope-engine resume RUN --set trajectories.own_curvature=on" } });
}

/// E of segment t for each token, or noughts (which have no weight then).
std::span<const float> extraOf(const VectorTrajectories& vector, Decomposition decomposition, std::size_t t,
    std::span<const float> noughts)
{
    const Matrix<float>* extra = extraOf(decomposition, vector.midpointProjection, vector.ownCurvature);
    if (!extra)
        return noughts;
    if (extra->rows() == 0)
        throwNoExtra(decomposition);
    return extra->row(t);
}

}

std::vector<double> meanOver(const Matrix<float>& rows, std::span<const std::int32_t> tokens)
{
    std::vector<double> means(rows.rows());
    for (std::size_t t = 0; t < rows.rows(); ++t) {
        const auto row = rows.row(t);
        if (tokens.empty())
            means[t] = std::accumulate(row.begin(), row.end(), 0.0);
        for (const std::int32_t token : tokens)
            means[t] += static_cast<double>(row[static_cast<std::size_t>(token)]);
        means[t] /=
            static_cast<double>(std::max<std::size_t>(tokens.empty() ? row.size() : tokens.size(), 1));
    }
    return means;
}

VectorTrajectories vectorTrajectories(const store::TrajectorySet& trajectories, std::size_t vector)
{
    return { trajectories.gradientProjection(vector), trajectories.weightProjection(vector),
        trajectories.curvature(vector),
        trajectories.hasMidpoint() ? trajectories.midpointProjection(vector) : Matrix<float>(),
        trajectories.meanGradientProjection(vector),
        trajectories.hasOwnCurvature() ? trajectories.ownCurvature(vector) : Matrix<float>() };
}

std::vector<double> meanOfAll(const VectorTrajectories& trajectories)
{
    return trajectories.meanGradientProjection.empty() ? meanOver(trajectories.gradientProjection)
                                                       : trajectories.meanGradientProjection;
}

Matrix<float> thinned(const Matrix<float>& rows, std::size_t every, std::size_t first)
{
    assert(every > 0);
    Matrix<float> result((rows.rows() - std::min(first, rows.rows()) + every - 1) / every, rows.columns());
    for (std::size_t t = 0; t < result.rows(); ++t) {
        const auto row = rows.row(first + t * every);
        std::copy(row.begin(), row.end(), result.row(t).begin());
    }
    return result;
}

VectorTrajectories thinned(const VectorTrajectories& trajectories, std::size_t every, std::size_t first)
{
    VectorTrajectories result { thinned(trajectories.gradientProjection, every, first), {}, {}, {} };
    if (every == 1)
        result.midpointProjection = trajectories.midpointProjection;
    result.ownCurvature = thinned(trajectories.ownCurvature, every, first);
    const std::vector<double>& p = trajectories.weightProjection;
    for (std::size_t t = first; t < p.size(); t += every) {
        const std::size_t end = t + every;
        result.weightProjection.push_back(end < p.size()
                ? std::accumulate(p.begin() + static_cast<std::ptrdiff_t>(t),
                      p.begin() + static_cast<std::ptrdiff_t>(end), 0.0)
                : std::numeric_limits<double>::quiet_NaN());
        result.curvature.push_back(trajectories.curvature[t]);
        if (!trajectories.meanGradientProjection.empty())
            result.meanGradientProjection.push_back(trajectories.meanGradientProjection[t]);
    }
    return result;
}

DecompositionWeights segmentWeights(Decomposition decomposition, std::span<const double> weightProjection,
    std::span<const double> curvature, std::span<const double> meanGradientProjection)
{
    assert(splitsLossChange(decomposition));
    DecompositionWeights result;
    result.segments.resize(segments(weightProjection.size()));
    for (std::size_t t = 0; t < result.segments.size(); ++t) {
        const double p = weightProjection[t];
        if (decomposition == Decomposition::simpson) {
            result.segments[t] = { p / 6, 4 * p / 6, p / 6 };
            continue;
        }
        if (decomposition == Decomposition::exactCurvature) {
            result.segments[t] = { p, p * p / 2, 0 };
            continue;
        }
        double share = 0; // of the change of D over the segment that is added to D at its start
        if (decomposition == Decomposition::trapezoid) {
            share = 0.5;
        } else if (decomposition == Decomposition::secondOrder) {
            const double expected = curvature[t] * p;
            if (std::isnan(expected) && !std::isnan(p))
                throw Error(ErrorKind::missingInput,
                    { { "what", "The second order" }, { "needs", "the curvature along the basis vectors" },
                        { "command", "polcascope-engine resume RUN --set trajectories.curvature_examples=125" } });
            const double found = meanGradientProjection[t + 1] - meanGradientProjection[t];
            const bool guarded = std::abs(expected) > largestCurvatureRatio * std::abs(found);
            result.guarded += guarded;
            result.ratios.push_back(expected / found);
            share = expected == 0 ? 0 : guarded ? 0.5 : expected / found / 2;
        }
        result.segments[t] = { p * (1 - share), 0, p * share };
    }
    return result;
}

Matrix<float> polca(const VectorTrajectories& trajectories, Decomposition decomposition, int threads)
{
    const Matrix<float>& D = trajectories.gradientProjection;
    auto result = Matrix<float>::unset(segments(D.rows()), D.columns());
    if (decomposition == Decomposition::fisher) {
        parallelFor(result.rows(), threads, {}, [&](std::size_t t, int, const auto&) {
            const auto row = result.row(t);
            for (std::size_t x = 0; x < row.size(); ++x)
                row[x] = D(t, x) * D(t, x);
        });
        return result;
    }
    const DecompositionWeights weights =
        segmentWeights(decomposition, trajectories.weightProjection, trajectories.curvature,
            decomposition == Decomposition::secondOrder ? meanOfAll(trajectories) : std::vector<double>());
    assert(weights.segments.size() == result.rows());
    const std::vector<float> noughts(D.columns());
    parallelFor(result.rows(), threads, {}, [&](std::size_t t, int, const auto&) {
        const auto begin = D.row(t), end = D.row(t + 1);
        const auto extra = extraOf(trajectories, decomposition, t, noughts);
        const auto row = result.row(t);
        for (std::size_t x = 0; x < row.size(); ++x)
            row[x] = static_cast<float>(
                part(weights.segments[t], static_cast<double>(begin[x]), static_cast<double>(extra[x]), static_cast<double>(end[x])));
    });
    return result;
}

Agreement agreement(const VectorTrajectories& trajectories, Decomposition first, Decomposition second)
{
    const Matrix<float> a = polca(trajectories, first), b = polca(trajectories, second);
    std::vector<double> products(a.columns()), squaresA(a.columns()), squaresB(a.columns()), differences(a.columns());
    for (std::size_t t = 0; t < a.rows(); ++t) {
        for (std::size_t x = 0; x < a.columns(); ++x) {
            const double here = static_cast<double>(a(t, x)), there = static_cast<double>(b(t, x));
            products[x] += here * there;
            squaresA[x] += here * here;
            squaresB[x] += there * there;
            differences[x] += (here - there) * (here - there);
        }
    }
    Agreement result;
    for (std::size_t x = 0; x < products.size(); ++x) {
        if (squaresA[x] == 0 || squaresB[x] == 0)
            continue;
        ++result.trajectories;
        result.cosine += products[x] / std::sqrt(squaresA[x] * squaresB[x]);
        result.difference += std::sqrt(differences[x]);
    }
    result.cosine /= static_cast<double>(result.trajectories);
    result.difference /= static_cast<double>(result.trajectories);
    return result;
}

bool hasCurvature(const store::TrajectorySet& trajectories)
{
    for (std::size_t k = 0; k < trajectories.vectors(); ++k) {
        const std::vector<double> curvature = trajectories.curvature(k);
        if (std::any_of(curvature.begin(), curvature.end(), [](double value) { return std::isnan(value); }))
            return false;
    }
    return trajectories.vectors() > 0;
}

bool Measured::allows(Decomposition decomposition) const
{
    switch (decomposition) {
    case Decomposition::secondOrder:
        return curvature;
    case Decomposition::simpson:
        return midpoint;
    case Decomposition::exactCurvature:
        return ownCurvature;
    case Decomposition::firstOrder:
    case Decomposition::trapezoid:
    case Decomposition::fisher:
        break;
    }
    return true;
}

Measured measured(const store::TrajectorySet& trajectories)
{
    return { hasCurvature(trajectories), trajectories.hasMidpoint(), trajectories.hasOwnCurvature() };
}

Matrix<float> lossChange(const Matrix<float>& loss)
{
    auto result = Matrix<float>::unset(segments(loss.rows()), loss.columns());
    for (std::size_t t = 0; t < result.rows(); ++t) {
        for (std::size_t x = 0; x < result.columns(); ++x)
            result(t, x) = loss(t + 1, x) - loss(t, x);
    }
    return result;
}

Matrix<float> projectedLoss(const Matrix<float>& polca, int threads)
{
    auto result = Matrix<float>::unset(polca.rows() + 1, polca.columns());
    constexpr std::size_t most = 4096; // tokens at a time
    parallelFor((polca.columns() + most - 1) / most, threads, {}, [&](std::size_t block, int, const auto&) {
        const std::size_t begin = block * most;
        const std::size_t count = std::min(most, polca.columns() - begin);
        std::vector<double> sums(count);
        std::ranges::fill(result.row(0).subspan(begin, count), 0.0F);
        for (std::size_t t = 0; t < polca.rows(); ++t) {
            const auto parts = polca.row(t).subspan(begin, count);
            const auto row = result.row(t + 1).subspan(begin, count);
            for (std::size_t i = 0; i < count; ++i) {
                sums[i] += static_cast<double>(parts[i]);
                row[i] = static_cast<float>(sums[i]);
            }
        }
    });
    return result;
}

Matrix<float> quantity(const store::ClusteringKey& key, const std::function<Matrix<float>()>& loss,
    const std::function<Matrix<float>(std::size_t vector)>& polcaAlong)
{
    if (key.usesBasis()) {
        const auto along = [&](std::int32_t vector) {
            Matrix<float> parts = polcaAlong(static_cast<std::size_t>(vector));
            return key.quantity == Quantity::polca ? parts : projectedLoss(parts);
        };
        Matrix<float> first = along(key.vector);
        if (key.together.empty())
            return first;
        Matrix<float> all(first.rows() * (1 + key.together.size()), first.columns());
        std::copy(first.data(), first.data() + first.size(), all.data());
        for (std::size_t i = 0; i < key.together.size(); ++i) {
            const Matrix<float> next = along(key.together[i]);
            std::copy(next.data(), next.data() + next.size(), all.data() + (i + 1) * first.size());
        }
        return all;
    }
    Matrix<float> result = loss();
    if (key.quantity != Quantity::loss)
        result = lossChange(result);
    if (key.quantity == Quantity::absoluteLossChange) {
        for (std::size_t i = 0; i < result.size(); ++i)
            result.data()[i] = std::abs(result.data()[i]);
    }
    return result;
}

Matrix<float> quantity(const store::TrajectorySet& trajectories, const store::ClusteringKey& key)
{
    return quantity(key, [&] { return trajectories.loss(); },
        [&](std::size_t vector) { return polca(vectorTrajectories(trajectories, vector), key.decomposition); });
}

MeanTrajectories meanTrajectories(
    const store::TrajectorySet& trajectories, std::span<const std::int32_t> tokens, const Progress& progress)
{
    MeanTrajectories means { .loss = meanOver(trajectories.loss(), tokens),
        .movementSquared = trajectories.movementSquared() };
    for (std::size_t k = 0; k < trajectories.vectors(); ++k) {
        progress.report(static_cast<double>(k) / static_cast<double>(trajectories.vectors()));
        const VectorTrajectories vector = vectorTrajectories(trajectories, k);
        means.gradientProjection.push_back(meanOver(vector.gradientProjection, tokens));
        means.gradientProjectionOfAll.push_back(meanOfAll(vector));
        means.weightProjection.push_back(vector.weightProjection);
        means.curvature.push_back(vector.curvature);
        means.midpointProjection.push_back(meanOver(vector.midpointProjection, tokens));
        means.ownCurvature.push_back(meanOver(vector.ownCurvature, tokens));
    }
    progress.report(1);
    return means;
}

ExplainedCourse explainedCourse(const MeanTrajectories& means, Decomposition decomposition)
{
    const std::size_t count = segments(means.loss.size());
    const std::size_t vectors = means.gradientProjection.size();
    ExplainedCourse course;
    for (std::size_t t = 0; t < count; ++t)
        course.trueChange.push_back(means.loss[t + 1] - means.loss[t]);
    course.movementSquared.assign(
        means.movementSquared.begin(), means.movementSquared.begin() + static_cast<std::ptrdiff_t>(count));
    course.perVector.assign(vectors, std::vector<double>(count, std::numeric_limits<double>::quiet_NaN()));
    course.alongSquared.assign(vectors, std::vector<double>(count));
    course.guarded.resize(vectors);
    for (std::size_t k = 0; k < vectors; ++k) {
        const auto& D = means.gradientProjection[k];
        const auto& p = means.weightProjection[k];
        for (std::size_t t = 0; t < count; ++t)
            course.alongSquared[k][t] = p[t] * p[t];
        if (count == 0 || !splitsLossChange(decomposition))
            continue;
        const std::vector<double>* extra = extraOf(decomposition, means.midpointProjection[k], means.ownCurvature[k]);
        if (extra && extra->empty())
            throwNoExtra(decomposition);
        const DecompositionWeights weights =
            segmentWeights(decomposition, p, means.curvature[k], means.gradientProjectionOfAll[k]);
        for (std::size_t t = 0; t < count; ++t)
            course.perVector[k][t] =
                part(weights.segments[t], D[t], extra ? (*extra)[t] : 0, D[t + 1]);
        course.guarded[k] = weights.guarded;
    }
    return course;
}

Explained explained(const MeanTrajectories& means, Decomposition decomposition)
{
    const auto sum = [](const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); };
    const ExplainedCourse course = explainedCourse(means, decomposition);
    const double moved = sum(course.movementSquared);
    Explained result;
    for (std::size_t k = 0; k < course.perVector.size(); ++k) {
        result.perVector.push_back(sum(course.perVector[k]));
        result.spanShares.push_back(moved > 0 ? sum(course.alongSquared[k]) / moved : 0);
    }
    result.guarded = course.guarded;
    if (course.trueChange.empty())
        return result;
    result.trueChange = means.loss.back() - means.loss.front();
    result.sum = sum(result.perVector);
    result.remainder = result.trueChange - result.sum;
    result.spanShare = sum(result.spanShares);
    return result;
}

std::int64_t Explained::guardedInAll() const
{
    return std::accumulate(guarded.begin(), guarded.end(), std::int64_t { 0 });
}

Explained explained(const store::TrajectorySet& trajectories, Decomposition decomposition,
    std::span<const std::int32_t> tokens, const Progress& progress)
{
    return explained(meanTrajectories(trajectories, tokens, progress), decomposition);
}

std::vector<ExplainedTokens> explainedTokens(const store::TrajectorySet& trajectories,
    std::span<const Decomposition> decompositions, const Progress& progress)
{
    const std::size_t count = trajectories.tokens();
    std::vector<ExplainedTokens> result(
        decompositions.size(), { std::vector<double>(count), std::vector<double>(count), std::vector<double>(count) });
    if (trajectories.checkpoints() < 2)
        return result;
    for (std::size_t k = 0; k < trajectories.vectors(); ++k) {
        progress.report(static_cast<double>(k) / static_cast<double>(trajectories.vectors()));
        const VectorTrajectories vector = vectorTrajectories(trajectories, k);
        const Matrix<float>& D = vector.gradientProjection;
        const std::vector<double> mean = meanOfAll(vector);
        const std::vector<float> noughts(count);
        for (std::size_t i = 0; i < decompositions.size(); ++i) {
            const auto weights =
                segmentWeights(decompositions[i], vector.weightProjection, vector.curvature, mean);
            for (std::size_t t = 0; t < weights.segments.size(); ++t) {
                const auto begin = D.row(t), end = D.row(t + 1);
                const auto extra = extraOf(vector, decompositions[i], t, noughts);
                for (std::size_t x = 0; x < count; ++x)
                    result[i].sum[x] += part(weights.segments[t], static_cast<double>(begin[x]),
                        static_cast<double>(extra[x]), static_cast<double>(end[x]));
            }
        }
    }
    const Matrix<float> loss = trajectories.loss();
    const auto first = loss.row(0), last = loss.row(loss.rows() - 1);
    for (ExplainedTokens& tokens : result) {
        for (std::size_t x = 0; x < count; ++x) {
            tokens.trueChange[x] = static_cast<double>(last[x]) - static_cast<double>(first[x]);
            tokens.remainder[x] = tokens.trueChange[x] - tokens.sum[x];
        }
    }
    progress.report(1);
    return result;
}

}
