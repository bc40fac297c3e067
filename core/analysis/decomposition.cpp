#include "core/analysis/decomposition.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace polcascope::analysis {

using store::Decomposition;
using store::Quantity;

namespace {

std::size_t segments(std::size_t checkpoints)
{
    return checkpoints > 0 ? checkpoints - 1 : 0;
}

/// The mean over tokens at each checkpoint: [T]. 0 where there are no tokens.
std::vector<double> meanOver(const Matrix<float>& values, std::span<const std::int32_t> tokens)
{
    std::vector<double> means(values.rows());
    for (std::size_t t = 0; t < values.rows(); ++t) {
        const auto row = values.row(t);
        if (tokens.empty())
            means[t] = std::accumulate(row.begin(), row.end(), 0.0);
        for (const std::int32_t token : tokens)
            means[t] += static_cast<double>(row[static_cast<std::size_t>(token)]);
        means[t] /=
            static_cast<double>(std::max<std::size_t>(tokens.empty() ? row.size() : tokens.size(), 1));
    }
    return means;
}

}

Matrix<float> polca(const Matrix<float>& gradientProjection, std::span<const double> weightProjection,
    Decomposition decomposition)
{
    const Matrix<float>& D = gradientProjection;
    Matrix<float> result(segments(D.rows()), D.columns());
    assert(weightProjection.size() >= result.rows());
    for (std::size_t t = 0; t < result.rows(); ++t) {
        const auto begin = D.row(t), end = D.row(t + 1);
        const auto row = result.row(t);
        const double p = weightProjection[t];
        for (std::size_t x = 0; x < row.size(); ++x) {
            const double first = static_cast<double>(begin[x]), second = static_cast<double>(end[x]);
            row[x] = static_cast<float>(
                p * (decomposition == Decomposition::firstOrder ? first : (first + second) / 2));
        }
    }
    return result;
}

Matrix<float> lossChange(const Matrix<float>& loss)
{
    Matrix<float> result(segments(loss.rows()), loss.columns());
    for (std::size_t t = 0; t < result.rows(); ++t) {
        for (std::size_t x = 0; x < result.columns(); ++x)
            result(t, x) = loss(t + 1, x) - loss(t, x);
    }
    return result;
}

Matrix<float> projectedLoss(const Matrix<float>& polca)
{
    Matrix<float> result(polca.rows() + 1, polca.columns());
    std::vector<double> sums(polca.columns());
    for (std::size_t t = 0; t < polca.rows(); ++t) {
        for (std::size_t x = 0; x < polca.columns(); ++x) {
            sums[x] += static_cast<double>(polca(t, x));
            result(t + 1, x) = static_cast<float>(sums[x]);
        }
    }
    return result;
}

Matrix<float> quantity(const store::TrajectorySet& trajectories, const store::ClusteringKey& key)
{
    if (key.usesBasis()) {
        const auto vector = static_cast<std::size_t>(key.vector);
        const Matrix<float> parts = polca(trajectories.gradientProjection(vector),
            trajectories.weightProjection(vector), key.decomposition);
        return key.quantity == Quantity::polca ? parts : projectedLoss(parts);
    }
    Matrix<float> result = trajectories.loss();
    if (key.quantity != Quantity::loss)
        result = lossChange(result);
    if (key.quantity == Quantity::absoluteLossChange) {
        for (std::size_t i = 0; i < result.size(); ++i)
            result.data()[i] = std::abs(result.data()[i]);
    }
    return result;
}

MeanTrajectories meanTrajectories(
    const store::TrajectorySet& trajectories, std::span<const std::int32_t> tokens, const Progress& progress)
{
    MeanTrajectories means { meanOver(trajectories.loss(), tokens), {}, {}, trajectories.movementSquared() };
    for (std::size_t k = 0; k < trajectories.vectors(); ++k) {
        progress.report(static_cast<double>(k) / static_cast<double>(trajectories.vectors()));
        means.gradientProjection.push_back(meanOver(trajectories.gradientProjection(k), tokens));
        means.weightProjection.push_back(trajectories.weightProjection(k));
    }
    progress.report(1);
    return means;
}

Explained explained(const MeanTrajectories& means, Decomposition decomposition)
{
    Explained result;
    result.perVector.resize(means.gradientProjection.size());
    result.spanShares.resize(means.gradientProjection.size());
    const std::size_t count = segments(means.loss.size());
    if (count == 0)
        return result;

    const double moved = std::accumulate(means.movementSquared.begin(),
        means.movementSquared.begin() + static_cast<std::ptrdiff_t>(count), 0.0);
    for (std::size_t k = 0; k < result.perVector.size(); ++k) {
        const auto& D = means.gradientProjection[k];
        const auto& p = means.weightProjection[k];
        for (std::size_t t = 0; t < count; ++t) {
            result.perVector[k] +=
                p[t] * (decomposition == Decomposition::firstOrder ? D[t] : (D[t] + D[t + 1]) / 2);
            result.spanShares[k] += moved > 0 ? p[t] * p[t] / moved : 0;
        }
    }
    result.trueChange = means.loss.back() - means.loss.front();
    result.sum = std::accumulate(result.perVector.begin(), result.perVector.end(), 0.0);
    result.remainder = result.trueChange - result.sum;
    result.spanShare = std::accumulate(result.spanShares.begin(), result.spanShares.end(), 0.0);
    return result;
}

Explained explained(const store::TrajectorySet& trajectories, Decomposition decomposition,
    std::span<const std::int32_t> tokens, const Progress& progress)
{
    return explained(meanTrajectories(trajectories, tokens, progress), decomposition);
}

}
