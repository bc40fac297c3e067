#include "core/analysis/checks.h"

#include "core/analysis/decomposition.h"
#include "core/analysis/way.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <set>

namespace polcascope::analysis {

namespace {

double rootMeanSquare(const std::vector<double>& values)
{
    double sum = 0;
    for (const double value : values)
        sum += value * value;
    return values.empty() ? std::numeric_limits<double>::quiet_NaN() : std::sqrt(sum / static_cast<double>(values.size()));
}

/// Loss changes of some tokens; means are NaN of none.
struct Changes {
    double sum = 0;
    double sizes = 0;
    double count = 0;

    void add(float change)
    {
        sum += static_cast<double>(change);
        sizes += std::abs(static_cast<double>(change));
        ++count;
    }
    [[nodiscard]] Changes without(const Changes& part) const { return { sum - part.sum, sizes - part.sizes, count - part.count }; }
    [[nodiscard]] double mean() const { return count > 0 ? sum / count : std::numeric_limits<double>::quiet_NaN(); }
    [[nodiscard]] double meanSize() const { return count > 0 ? sizes / count : std::numeric_limits<double>::quiet_NaN(); }
};

}

std::vector<CausalRow> causalRows(
    const store::CausalCheck& check, const std::vector<store::Clustering>& clusterings, const TokenTable& tokens)
{
    std::vector<CausalRow> rows;
    for (const store::Clustering& clustering : clusterings) {
        if (!clustering.key.usesBasis() || !clustering.key.together.empty())
            continue;
        const auto change = check.lossChange.row(static_cast<std::size_t>(clustering.key.vector));
        assert(clustering.labels.size() == change.size());
        std::vector<Changes> clusters(static_cast<std::size_t>(clustering.clusters()));
        Changes all, clustered;
        for (std::size_t x = 0; x < change.size(); ++x) {
            all.add(change[x]);
            if (clustering.labels[x] >= store::noise)
                clustered.add(change[x]);
            if (clustering.labels[x] >= 0)
                clusters[static_cast<std::size_t>(clustering.labels[x])].add(change[x]);
        }
        for (const ClusterStatistics& statistics : clusterStatistics(clustering, tokens, 0)) {
            const Changes& inside = clusters[static_cast<std::size_t>(statistics.cluster)];
            const Changes rest = clustered.without(inside), others = all.without(inside);
            rows.push_back({ clustering.key, statistics, inside.mean(), rest.mean(), others.mean(), inside.meanSize(),
                rest.meanSize(), others.meanSize() });
        }
    }
    return rows;
}

std::vector<double> causalMeans(const store::CausalCheck& check)
{
    return meanOver(check.lossChange);
}

namespace {

constexpr double mostCarries = 0.9;

/// Mean changes and their mean sizes under these columns.
const std::vector<std::string> causalColumns { "of cluster", "of the rest clustered", "of all others", "size: in cluster",
    "in the rest clustered", "in all others" };
std::vector<std::string> causalCells(const CausalRow& row)
{
    std::vector<std::string> cells;
    for (const double value : { row.ofCluster, row.ofRestClustered, row.ofRest, row.sizeInCluster, row.sizeInRestClustered, row.sizeInRest })
        cells.push_back(significant(value, 4));
    return cells;
}

/// One cluster under the columns of causalClusters.
std::vector<std::string> clusterCells(const CausalRow& row, const TokenTable& tokens)
{
    std::vector<std::string> cells { std::to_string(row.key.vector) };
    for (const std::string& cell : wayOf(row.key).cells())
        cells.push_back(cell);
    cells.insert(cells.end(),
        { row.key.output < 0 ? "all" : tokens.outputVocabulary.at(static_cast<std::size_t>(row.key.output)),
            std::to_string(row.statistics.cluster + 1), std::to_string(row.statistics.size), fixed(row.statistics.carryShare, 3) });
    for (const std::string& cell : causalCells(row))
        cells.push_back(cell);
    return cells;
}

Table clustersTable(std::string name, std::string title)
{
    Table table { std::move(name), std::move(title),
        { "vector", "rules", "clustered", "decomposed", "token", "cluster", "tokens", "carry share" }, {}, {}, false };
    table.columns.insert(table.columns.end(), causalColumns.begin(), causalColumns.end());
    return table;
}

constexpr auto restNote = "of the rest clustered: of all other tokens that were clustered with it, outliers included: under the 2024 rules "
                          "those of the same output token, under the 2026 rules those that the filter leaves. Means over tokens; size: the "
                          "mean of |change|, in which gains of some tokens do not cancel losses of others. The direction carries just the "
                          "skill where the change is large in the cluster and small in size elsewhere.";

/// By output token (columns) and carry (rows): too many of either make no table.
Table labelsTable(const store::CausalCheck& check, const TokenTable& tokens)
{
    Table table { "causal-labels", "the same mean loss change by output token, of tokens with a carry and of those without",
        { "vector", "tokens" }, {}, {}, false };
    const LabelColumn& carry = *tokens.label("carry");
    const std::set<std::int32_t> outputs(tokens.output.begin(), tokens.output.end());
    for (const std::int32_t output : outputs)
        table.columns.push_back(tokens.outputVocabulary.at(static_cast<std::size_t>(output)));
    for (std::size_t k = 0; k < check.lossChange.rows(); ++k) {
        const auto change = check.lossChange.row(k);
        for (std::int32_t category = 0; category < static_cast<std::int32_t>(carry.categories.size()); ++category) {
            std::map<std::int32_t, Changes> found;
            for (std::size_t x = 0; x < change.size(); ++x)
                if (carry.values[x] == category)
                    found[tokens.output[x]].add(change[x]);
            std::vector<std::string>& row =
                table.rows.emplace_back(std::vector { std::to_string(k), carry.categories[static_cast<std::size_t>(category)] });
            for (const std::int32_t output : outputs)
                row.push_back(significant(found[output].mean(), 3));
        }
    }
    return table;
}
constexpr std::size_t mostOutputs = 50; // columns

}

std::vector<Table> causalTables(const store::CausalCheck& check, const std::vector<store::Clustering>& clusterings,
    const TokenTable& tokens, std::size_t shown)
{
    std::vector<CausalRow> rows = causalRows(check, clusterings, tokens);

    Table vectors { "causal",
        "the loss change (nats; positive: it had helped) without the movement along one vector between steps " +
            std::to_string(check.firstStep) + " and " + std::to_string(check.lastStep),
        { "vector", "movement", "all tokens", "size" }, {}, {}, false };
    for (std::size_t k = 0; k < check.lossChange.rows(); ++k) {
        Changes all;
        for (const float change : check.lossChange.row(k))
            all.add(change);
        vectors.rows.push_back({ std::to_string(k), significant(check.removed[k], 4), significant(all.mean(), 4), significant(all.meanSize(), 4) });
    }
    vectors.notes.emplace_back("size: the mean of |change| over all tokens.");

    std::map<Way, std::vector<const CausalRow*>> ways;
    for (const CausalRow& row : rows)
        ways[wayOf(row.key)].push_back(&row);
    Table carries { "causal-carries",
        "the same loss change of clusters of over 90 % carries found along that vector: whether it carries just the skill",
        { "rules", "clustered", "decomposed", "clusters", "over 90 % carries", "more than the rest", "more than all others",
            "median of cluster", "of the rest clustered", "of all others", "size: in cluster", "in the rest clustered", "in all others" },
        {}, {}, false };
    Table best = clustersTable("causal-best", "the same loss change of the best cluster of each way of clustering");
    for (const auto& [way, clusters] : ways) {
        std::array<std::vector<double>, 6> values; // as the last columns have them
        std::int64_t moreThanRest = 0, moreThanAll = 0;
        const CausalRow* bestRow = nullptr;
        for (const CausalRow* row : clusters) {
            if (isBetter(row->statistics, bestRow ? &bestRow->statistics : nullptr, way.rules))
                bestRow = row;
            if (row->statistics.carryShare <= mostCarries)
                continue;
            const std::array ofRow { row->ofCluster, row->ofRestClustered, row->ofRest, row->sizeInCluster, row->sizeInRestClustered, row->sizeInRest };
            for (std::size_t i = 0; i < values.size(); ++i)
                if (!std::isnan(ofRow[i]))
                    values[i].push_back(ofRow[i]);
            moreThanRest += row->ofCluster > row->ofRestClustered;
            moreThanAll += row->ofCluster > row->ofRest;
        }
        std::vector<std::string> cells = way.cells();
        const auto count = std::to_string(values.front().size());
        cells.insert(cells.end(),
            { std::to_string(clusters.size()), count, std::to_string(moreThanRest) + "/" + count, std::to_string(moreThanAll) + "/" + count });
        for (std::vector<double>& column : values)
            cells.push_back(significant(quantile(std::move(column), 0.5), 4));
        carries.rows.push_back(std::move(cells));
        if (bestRow)
            best.rows.push_back(clusterCells(*bestRow, tokens));
    }
    if (carries.rows.empty())
        carries.notes.emplace_back("No clusters were found along single vectors.");
    else
        carries.notes = { "more than the rest, more than all others: clusters whose loss rises by more than that of these. Medians over "
                          "the clusters of over 90 % carries.",
            restNote };
    best.notes.emplace_back("The best by the rules' own measure: 2024 the largest share of carries, 2026 the largest F1 with over 85 % of the "
                            "carries in the 10s and 100s places.");

    const auto contrast = [](const CausalRow& row) { return std::isnan(row.ofRest) ? 0 : std::abs(row.ofCluster - row.ofRest); };
    std::ranges::stable_sort(rows, std::ranges::greater(), contrast);
    shown = std::min(rows.size(), shown);
    Table most = clustersTable("causal-clusters", "the " + std::to_string(shown) + " of " + std::to_string(rows.size()) +
            " clusters whose loss change differs most from that of all other tokens");
    for (std::size_t i = 0; i < shown; ++i)
        most.rows.push_back(clusterCells(rows[i], tokens));
    std::vector<Table> tables { vectors, carries, best, most };
    if (tokens.label("carry") && std::set(tokens.output.begin(), tokens.output.end()).size() <= mostOutputs)
        tables.insert(tables.begin() + 1, labelsTable(check, tokens));
    return tables;
}

Table causalClusters(
    const store::CausalCheck& check, const std::vector<store::Clustering>& clusterings, const TokenTable& tokens)
{
    Table table = clustersTable("causal-clusters", "the loss change of every cluster without the movement along its vector (nats)");
    table.detailed = true;
    for (const CausalRow& row : causalRows(check, clusterings, tokens))
        table.rows.push_back(clusterCells(row, tokens));
    return table;
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
    std::vector<std::vector<double>> errors(decompositions.size() + 1); // the last: exact curvature, in double
    std::vector<double> factorErrors, factors;
    for (std::size_t v = 0; v < check.vectors.size(); ++v) {
        const VectorTrajectories vector = vectorTrajectories(trajectories, static_cast<std::size_t>(check.vectors[v]));
        const Matrix<float>& D = vector.gradientProjection;
        const std::vector<double> mean = meanOfAll(vector);
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
                    factors.push_back(check.curvature(row, i) / lambda);
                    factorErrors.push_back(factor - factors.back());
                }
            }
        }
    }
    result.count = static_cast<std::int64_t>(truth.size());
    result.trueSize = rootMeanSquare(truth);
    result.trueSum = std::accumulate(truth.begin(), truth.end(), 0.0);
    result.factorError = rootMeanSquare(factorErrors);
    result.trueFactor = rootMeanSquare(factors);
    result.factors = static_cast<std::int64_t>(factorErrors.size());
    for (double& error : factorErrors)
        error = std::abs(error);
    result.factorErrorMedian = quantile(factorErrors, 0.5);
    result.factorError95 = quantile(std::move(factorErrors), 0.95);
    for (std::size_t d = 0; d < errors.size(); ++d) {
        ValidityRow row { std::string(store::name(d < decompositions.size() ? decompositions[d] : Decomposition::exactCurvature)),
            rootMeanSquare(errors[d]) / result.trueSize, std::accumulate(errors[d].begin(), errors[d].end(), result.trueSum), {} };
        for (const double share : validityShares)
            row.quantiles.push_back(quantile(errors[d], share));
        result.rows.push_back(std::move(row));
    }
    return result;
}

Table validityTable(const store::ValidityCheck& check, const store::TrajectorySet& trajectories)
{
    const Validity found = validity(check, trajectories);
    Table table { "validity",
        "how near each decomposition comes to the true loss change along one vector alone, L(x; theta + p b) - L(x; theta)",
        { "decomposition", "relative error", "sum" }, {}, {}, false };
    for (const double share : validityShares)
        table.columns.push_back("error at " + fixed(100 * share, 0) + " %");
    for (const ValidityRow& row : found.rows) {
        std::vector<std::string> cells { row.name, significant(row.relativeError, 4), significant(row.sum, 4) };
        for (const double value : row.quantiles)
            cells.push_back(significant(value, 3));
        table.rows.push_back(std::move(cells));
    }
    table.notes.push_back("In double, of " + std::to_string(check.tokens.size()) + " tokens, " + std::to_string(check.segments.size()) +
        " checkpoints and " + std::to_string(check.vectors.size()) + " vectors; the true change has a root mean square of " +
        significant(found.trueSize, 4) + " nats and a sum of " + significant(found.trueSum, 4) +
        ". relative error: root mean square of the error over that; sum, error at: in nats, at shares of all.");
    if (found.factors > 0)
        table.notes.push_back("The papers' factor of the curvature, (D(x, t+1) - D(x, t)) / (D(X, t+1) - D(X, t)), against the token's own, over " +
            std::to_string(found.factors) + " of " + std::to_string(found.count) + " (the division of the rest is guarded): root mean square error " +
            significant(found.factorError, 4) + " (published: 0.145), median of its size " + significant(found.factorErrorMedian, 3) + ", 95 % " +
            significant(found.factorError95, 3) + "; the true factor has a root mean square of " + significant(found.trueFactor, 3) + ".");
    return table;
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
