#include "core/analysis/checks.h"

#include "core/analysis/decomposition.h"
#include "core/analysis/way.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <map>
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

std::vector<CausalRow> causalRows(
    const store::CausalCheck& check, const std::vector<store::Clustering>& clusterings, const TokenTable& tokens)
{
    std::vector<CausalRow> rows;
    for (const store::Clustering& clustering : clusterings) {
        if (!clustering.key.usesBasis() || !clustering.key.together.empty())
            continue;
        const auto change = check.lossChange.row(static_cast<std::size_t>(clustering.key.vector));
        assert(clustering.labels.size() == change.size());
        std::vector<double> sums(static_cast<std::size_t>(clustering.clusters()));
        double all = 0, clustered = 0;
        std::int64_t count = 0; // of those clustered
        for (std::size_t x = 0; x < change.size(); ++x) {
            const auto here = static_cast<double>(change[x]);
            all += here;
            if (clustering.labels[x] >= store::noise) {
                clustered += here;
                ++count;
            }
            if (clustering.labels[x] >= 0)
                sums[static_cast<std::size_t>(clustering.labels[x])] += here;
        }
        for (const ClusterStatistics& statistics : clusterStatistics(clustering, tokens, 0)) {
            const double sum = sums[static_cast<std::size_t>(statistics.cluster)];
            const auto meanOfRest = [&](double total, std::int64_t of) {
                const std::int64_t rest = of - statistics.size;
                return rest > 0 ? (total - sum) / static_cast<double>(rest) : std::numeric_limits<double>::quiet_NaN();
            };
            rows.push_back({ clustering.key, statistics, sum / static_cast<double>(statistics.size),
                meanOfRest(clustered, count), meanOfRest(all, static_cast<std::int64_t>(change.size())) });
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

/// How many times as much a cluster changed as others; NaN where the movement had not helped these, since a ratio says
/// nothing then.
double ratioTo(double ofOthers, const CausalRow& row)
{
    return ofOthers > 0 ? row.ofCluster / ofOthers : std::numeric_limits<double>::quiet_NaN();
}

/// Mean changes under these columns.
const std::vector<std::string> causalColumns { "of cluster", "of the rest clustered", "of all others", "ratio to the rest",
    "ratio to all others" };
std::vector<std::string> causalCells(const CausalRow& row)
{
    return { significant(row.ofCluster, 4), significant(row.ofRestClustered, 4), significant(row.ofRest, 4),
        significant(ratioTo(row.ofRestClustered, row), 3), significant(ratioTo(row.ofRest, row), 3) };
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
                          "those of the same output token, under the 2026 rules those that the filter leaves. Ratios are given where "
                          "the movement along the vector helped the others; above 1, it helped the cluster more.";

/// Of the numbers that there are.
double median(std::vector<double> values)
{
    std::erase_if(values, [](double value) { return std::isnan(value); });
    return quantile(std::move(values), 0.5);
}

}

std::vector<Table> causalTables(const store::CausalCheck& check, const std::vector<store::Clustering>& clusterings,
    const TokenTable& tokens, std::size_t shown)
{
    std::vector<CausalRow> rows = causalRows(check, clusterings, tokens);

    Table vectors { "causal",
        "the loss change (nats; positive: it had helped) without the movement along one vector between steps " +
            std::to_string(check.firstStep) + " and " + std::to_string(check.lastStep),
        { "vector", "movement", "all tokens" }, {}, {}, false };
    const std::vector<double> means = causalMeans(check);
    for (std::size_t k = 0; k < means.size(); ++k)
        vectors.rows.push_back({ std::to_string(k), significant(check.removed[k], 4), significant(means[k], 4) });

    std::map<Way, std::vector<const CausalRow*>> ways;
    for (const CausalRow& row : rows)
        ways[wayOf(row.key)].push_back(&row);
    Table carries { "causal-carries",
        "the same loss change of clusters of over 90 % carries found along that vector: whether it carries just the skill",
        { "rules", "clustered", "decomposed", "clusters", "over 90 % carries", "more than the rest", "more than all others",
            "median of cluster", "of the rest clustered", "of all others", "ratio to the rest", "ratio to all others" },
        {}, {}, false };
    Table best = clustersTable("causal-best", "the same loss change of the best cluster of each way of clustering");
    for (const auto& [way, clusters] : ways) {
        std::vector<double> ofCluster, ofRestClustered, ofRest, ratio, ratioOfAll;
        std::int64_t moreThanRest = 0, moreThanAll = 0;
        const CausalRow* bestRow = nullptr;
        for (const CausalRow* row : clusters) {
            if (isBetter(row->statistics, bestRow ? &bestRow->statistics : nullptr, way.rules))
                bestRow = row;
            if (row->statistics.carryShare <= mostCarries)
                continue;
            ofCluster.push_back(row->ofCluster);
            ofRestClustered.push_back(row->ofRestClustered);
            ofRest.push_back(row->ofRest);
            ratio.push_back(ratioTo(row->ofRestClustered, *row));
            ratioOfAll.push_back(ratioTo(row->ofRest, *row));
            moreThanRest += row->ofCluster > row->ofRestClustered;
            moreThanAll += row->ofCluster > row->ofRest;
        }
        std::vector<std::string> cells = way.cells();
        const auto count = std::to_string(ofCluster.size());
        cells.insert(cells.end(),
            { std::to_string(clusters.size()), count, std::to_string(moreThanRest) + "/" + count,
                std::to_string(moreThanAll) + "/" + count, significant(median(ofCluster), 4),
                significant(median(ofRestClustered), 4), significant(median(ofRest), 4), significant(median(ratio), 3),
                significant(median(ratioOfAll), 3) });
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
    return { vectors, carries, best, most };
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
    std::vector<std::vector<double>> errors(decompositions.size() + 1); // the last: the token's own curvature
    std::vector<double> factorErrors;
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

Table validityTable(const store::ValidityCheck& check, const store::TrajectorySet& trajectories)
{
    const Validity found = validity(check, trajectories);
    Table table { "validity",
        "how near each decomposition comes to the true loss change along one vector alone, L(x; theta + p b) - L(x; theta)",
        { "decomposition", "relative error" }, {}, {}, false };
    for (const double share : validityShares)
        table.columns.push_back("error at " + fixed(100 * share, 0) + " %");
    for (const ValidityRow& row : found.rows) {
        std::vector<std::string> cells { row.name, significant(row.relativeError, 4) };
        for (const double value : row.quantiles)
            cells.push_back(significant(value, 3));
        table.rows.push_back(std::move(cells));
    }
    table.notes.push_back("In double, of " + std::to_string(check.tokens.size()) + " tokens, " + std::to_string(check.segments.size()) +
        " checkpoints and " + std::to_string(check.vectors.size()) + " vectors; the true change has a root mean square of " +
        significant(found.trueSize, 4) +
        " nats. relative error: root mean square of the error over that; error at: in nats, at shares of all.");
    if (found.factors > 0)
        table.notes.push_back("The papers' factor of the curvature: root mean square error " + significant(found.factorError, 4) + " over " +
            std::to_string(found.factors) + " of " + std::to_string(found.count) + " (the rest divide by almost nothing).");
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
