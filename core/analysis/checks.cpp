#include "core/analysis/checks.h"

#include "core/analysis/decomposition.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

namespace polcascope::analysis {

namespace {

double rootMeanSquare(const std::vector<double>& values)
{
    double sum = 0;
    for (const double value : values)
        sum += value * value;
    return values.empty() ? std::numeric_limits<double>::quiet_NaN() : std::sqrt(sum / static_cast<double>(values.size()));
}

}

std::vector<CausalRow> causalRows(const store::CausalCheck& check, const std::vector<store::Clustering>& clusterings)
{
    std::vector<CausalRow> rows;
    for (const store::Clustering& clustering : clusterings) {
        if (!clustering.key.usesBasis() || !clustering.key.together.empty())
            continue;
        const auto change = check.lossChange.row(static_cast<std::size_t>(clustering.key.vector));
        assert(clustering.labels.size() == change.size());
        std::vector<double> sums(static_cast<std::size_t>(clustering.clusters()));
        std::vector<std::int64_t> sizes(sums.size());
        double all = 0;
        for (std::size_t x = 0; x < change.size(); ++x) {
            all += static_cast<double>(change[x]);
            if (clustering.labels[x] < 0)
                continue;
            const auto cluster = static_cast<std::size_t>(clustering.labels[x]);
            sums[cluster] += static_cast<double>(change[x]);
            ++sizes[cluster];
        }
        for (std::size_t c = 0; c < sums.size(); ++c) {
            const auto size = static_cast<double>(sizes[c]);
            const double rest = static_cast<double>(change.size()) - size;
            rows.push_back({ clustering.key, static_cast<std::int32_t>(c), sizes[c], sums[c] / size,
                rest > 0 ? (all - sums[c]) / rest : std::numeric_limits<double>::quiet_NaN() });
        }
    }
    return rows;
}

std::vector<double> causalMeans(const store::CausalCheck& check)
{
    return meanOver(check.lossChange);
}

Validity validity(const store::ValidityCheck& check, const store::TrajectorySet& trajectories)
{
    using store::Decomposition;
    std::vector<Decomposition> decompositions { Decomposition::firstOrder, Decomposition::trapezoid };
    if (hasCurvature(trajectories))
        decompositions.push_back(Decomposition::secondOrder);
    if (trajectories.hasMidpoint())
        decompositions.push_back(Decomposition::simpson);

    Validity result;
    std::vector<double> truth;
    std::vector<std::vector<double>> errors(decompositions.size() + 1); // the last: the token's own curvature
    std::vector<double> factorErrors;
    for (std::size_t v = 0; v < check.vectors.size(); ++v) {
        const VectorTrajectories vector = vectorTrajectories(trajectories, static_cast<std::size_t>(check.vectors[v]));
        const Matrix<float>& D = vector.gradientProjection;
        const std::vector<double> mean = meanOver(D);
        std::vector<Matrix<float>> parts;
        for (const Decomposition decomposition : decompositions)
            parts.push_back(polca(vector, decomposition));
        for (std::size_t s = 0; s < check.segments.size(); ++s) {
            const auto t = static_cast<std::size_t>(check.segments[s]);
            const std::size_t row = s * check.vectors.size() + v;
            const double p = vector.weightProjection[t];
            const double lambda = vector.curvature[t];
            const double meanChange = mean[t + 1] - mean[t];
            const bool guarded = !(std::abs(lambda * p) <= largestCurvatureRatio * std::abs(meanChange)) || lambda == 0 || p == 0;
            for (std::size_t i = 0; i < check.tokens.size(); ++i) {
                const auto x = static_cast<std::size_t>(check.tokens[i]);
                const double change = check.trueChange(row, i);
                truth.push_back(change);
                for (std::size_t d = 0; d < decompositions.size(); ++d)
                    errors[d].push_back(static_cast<double>(parts[d](t, x)) - change);
                errors.back().push_back(check.slope(row, i) * p + check.curvature(row, i) / 2 * p * p - change);
                if (!guarded) {
                    const double factor = (static_cast<double>(D(t + 1, x)) - static_cast<double>(D(t, x))) / meanChange;
                    factorErrors.push_back(factor - check.curvature(row, i) / lambda);
                }
            }
        }
    }
    result.count = static_cast<std::int64_t>(truth.size());
    result.trueSize = rootMeanSquare(truth);
    result.factorError = rootMeanSquare(factorErrors);
    result.factors = static_cast<std::int64_t>(factorErrors.size());
    for (std::size_t d = 0; d < errors.size(); ++d) {
        ValidityRow row { d < decompositions.size() ? std::string(store::name(decompositions[d])) : "own curvature",
            rootMeanSquare(errors[d]) / result.trueSize, {} };
        for (const double share : validityShares)
            row.quantiles.push_back(quantile(errors[d], share));
        result.rows.push_back(std::move(row));
    }
    return result;
}

double quantile(std::vector<double> values, double share)
{
    if (values.empty())
        return std::numeric_limits<double>::quiet_NaN();
    std::sort(values.begin(), values.end());
    const double place = share * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, values.size() - 1);
    return values[below] + (place - static_cast<double>(below)) * (values[above] - values[below]);
}

}
