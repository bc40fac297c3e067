#include "core/analysis/paper_tables.h"

#include "core/analysis/basis_cosines.h"
#include "core/analysis/breakthroughs.h"
#include "core/analysis/checks.h"
#include "core/analysis/clusterings.h"
#include "core/analysis/decomposition.h"
#include "core/analysis/heldout.h"
#include "core/analysis/label_shuffles.h"
#include "core/analysis/sensitivity.h"
#include "core/analysis/stability.h"
#include "core/analysis/way.h"
#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <string_view>
#include <utility>

namespace polcascope::analysis {

using store::Clustering;
using store::ClusteringKey;
using store::Decomposition;
using store::Quantity;
using store::Rules;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

// Of one thread, to tell what a part will take.
constexpr double pairsASecond = 1e10; ///< squared tokens times checkpoints
constexpr double secondsOfTree = 1e-3; ///< however small
constexpr double secondsOfShuffle = 1e-9; ///< of a token

// "Loss in the Crowd" (2024), table 1, by output token.
constexpr std::array publishedLossHomogeneity { "0.18", "1.00", "0.31", "0.35", "0.43", "0.64", "0.45", "0.53",
    "0.49", "0.41" };
constexpr std::array publishedCarryVectors { "0", "0-19", "0-6 11 12", "4", "4 10 12 16", "4 5 12 15 17", "8 15",
    "0 1 4 6 8", "2 6 7 8 13 14", "10 12" };

/// A row of "Hidden Breakthroughs" (2026), tables 1 and 8-11, and the clusterings it comes from.
struct PublishedRow {
    const char* name;
    const char* basisKind; ///< nullptr: any
    Quantity quantity;
    Decomposition decomposition;
    std::array<const char*, 4> values; ///< homogeneity, recall, F1, share of hidden breakthroughs; "" not published
};
constexpr auto projected = Quantity::projectedLoss;
constexpr std::array publishedRows {
    PublishedRow { "exact loss", nullptr, Quantity::loss, Decomposition::trapezoid, { "0.514", "0.771", "0.617", "0.0" } },
    PublishedRow { "change in loss", nullptr, Quantity::lossChange, Decomposition::trapezoid, { "0.524", "0.958", "0.678", "0.0" } },
    PublishedRow { "Fisher", "hessian", Quantity::polca, Decomposition::fisher, { "0.664", "0.947", "0.781", "0.284" } },
    PublishedRow { "LCA", "parameters", projected, Decomposition::firstOrder, { "0.792", "0.772", "0.782", "0.019" } },
    PublishedRow { "first order", "hessian", projected, Decomposition::firstOrder, { "0.948", "0.767", "0.848", "0.307" } },
    PublishedRow { "POLCA (second order)", "hessian", projected, Decomposition::secondOrder, { "0.973", "0.736", "0.838", "0.355" } },
    PublishedRow { "trapezoid", "hessian", projected, Decomposition::trapezoid, { "", "", "", "" } },
    PublishedRow { "Simpson", "hessian", projected, Decomposition::simpson, { "", "", "", "" } },
    PublishedRow { "exact curvature", "hessian", projected, Decomposition::exactCurvature, { "", "", "", "" } },
    PublishedRow { "random basis", "random", projected, Decomposition::secondOrder, { "0.902", "0.655", "0.759", "0.031" } },
    PublishedRow { "shuffled Hessian", "shuffled-hessian", projected, Decomposition::secondOrder, { "0.856", "0.699", "0.769", "0.304" } },
};

std::string text(std::string_view view)
{
    return std::string(view);
}

std::string percent(double share, int decimals = 1)
{
    return fixed(100 * share, decimals);
}

std::string list(const std::vector<std::int32_t>& numbers)
{
    std::string result;
    for (const std::int32_t number : numbers)
        result += (result.empty() ? "" : " ") + std::to_string(number);
    return result;
}

/// Marks a sentence for translations/update, under which context the window finds it.
#define SENTENCE(context, pattern) pattern

std::string ofAll(std::int64_t part, std::int64_t whole)
{
    return std::to_string(part) + "/" + std::to_string(whole);
}

/// A cluster with all that is known of it.
struct Cluster {
    const Clustering* clustering = nullptr;
    ClusterStatistics statistics;
    ClusterBreak breaking;
    double sharpestRise = none;
    ClusterStability stable { 0, 0, none, none, none, none, none };
    std::optional<ClusterStatistics> heldout; ///< of the held-out tokens in it; of none of a clustering without these
};

/// Which tokens carry, [N].
std::vector<std::uint8_t> carriesOf(const TokenTable& tokens)
{
    std::vector<std::uint8_t> carries(tokens.count());
    const auto& carry = tokens.label("carry");
    for (std::size_t x = 0; carry && x < carries.size(); ++x)
        carries[x] = carry->categories[static_cast<std::size_t>(carry->values[x])] == "carry";
    return carries;
}

class Tables {
public:
    Tables(const RunResults& run, const TableOptions& options)
        : m_run(run)
        , m_options(options)
    {
        for (const Clustering& clustering : run.clusterings)
            m_ways[wayOf(clustering.key)].push_back(&clustering);
        m_carries = carriesOf(run.tokens);
        const Matrix<float> loss = run.trajectories.loss();
        const auto knee = flatStep(meanOver(loss), run.trajectories.steps());
        m_flat = options.flat ? options.flat : knee ? std::optional<double>(*knee) : std::nullopt;
        const Measured all = measured(run.trajectories);
        for (const Decomposition decomposition : { Decomposition::firstOrder, Decomposition::secondOrder, Decomposition::trapezoid,
                 Decomposition::simpson, Decomposition::exactCurvature }) {
            if (all.allows(decomposition))
                m_decompositions.push_back(decomposition);
        }
    }

    /// What all tables are made of.
    void compute(const Progress& progress)
    {
        std::vector<std::vector<const Clustering*>> groups2024, groups2026;
        for (const auto& [way, clusterings] : m_ways)
            (way.rules == Rules::y2024 ? groups2024 : groups2026).push_back(notSkipped(clusterings));
        const auto best2024 = bestAgainstChance(
            groups2024, m_run.tokens, CarryPlaces::all, m_options.chance, progress.part(0, 0.3));
        const auto best2026 = bestAgainstChance(
            groups2026, m_run.tokens, CarryPlaces::middle, m_options.chance, progress.part(0.3, 0.6));
        std::size_t next2024 = 0, next2026 = 0;
        for (const auto& [way, clusterings] : m_ways)
            m_best[way] = way.rules == Rules::y2024 ? best2024[next2024++] : best2026[next2026++];
        m_clusters = findClusters(progress.part(0.6, 1));
        m_means = meanTrajectories(m_run.trajectories);
    }

    /// Of 2024: maximum carry homogeneity of loss clusters and vectors with clusters of over 90 % carries.
    [[nodiscard]] Table table1of2024(Decomposition decomposition, const Progress& progress) const
    {
        const std::string suffix = decomposition == Decomposition::secondOrder ? std::string()
                                                                                : "-" + fileName(decomposition);
        Table table { "2024-table-1" + suffix,
            { SENTENCE("PaperTables", "carry homogeneity of loss clusters, and POLCA vectors (%1) that have a cluster with over 90 % carries"),
                { text(name(decomposition)) } },
            { "token", "tokens", "carries %", "loss", "chance 95 %", "p", "published", "vectors", "published", "POLCA",
                "chance 95 %", "p", "beyond chance" },
            {}, {}, false };
        table.published = { 6, 8 };
        table.names = { 0 };
        const auto loss = m_ways.find({ Rules::y2024, Quantity::loss, Decomposition::trapezoid, false });
        const auto polca = m_ways.find({ Rules::y2024, Quantity::polca, decomposition, false });
        if (loss == m_ways.end() || polca == m_ways.end()) {
            table.notes.push_back(missingClusterings(decomposition));
            return table;
        }
        const std::set<std::int32_t> outputs(m_run.tokens.output.begin(), m_run.tokens.output.end());
        std::vector<std::vector<const Clustering*>> groups; // of loss and POLCA by turns; in the end of all tokens
        for (const std::int32_t output : outputs) {
            for (const auto& way : { loss, polca }) {
                std::vector<const Clustering*>& group = groups.emplace_back();
                std::copy_if(way->second.begin(), way->second.end(), std::back_inserter(group),
                    [&](const Clustering* clustering) { return clustering->key.output == output; });
            }
        }
        groups.push_back(loss->second);
        groups.push_back(polca->second);
        const auto best = bestAgainstChance(groups, m_run.tokens, CarryPlaces::all, m_options.chance, progress);
        const auto chanceCells = [&](std::vector<std::string>& row, const BestHomogeneity& found) {
            for (const double value : { found.best, found.shuffled95 })
                row.push_back(found.clusters > 0 ? fixed(value, 2) : "");
            row.push_back(found.clusters > 0 ? fixed(found.p, 3) : "");
        };
        std::size_t index = 0;
        for (const std::int32_t output : outputs) {
            const BestHomogeneity& ofLoss = best[2 * index];
            const BestHomogeneity& ofPolca = best[2 * index + 1];
            std::vector<std::int32_t> vectors;
            for (std::size_t k = 0; k < ofPolca.bestOfEach.size(); ++k) {
                if (ofPolca.bestOfEach[k] > 0.9)
                    vectors.push_back(groups[2 * index + 1][k]->key.vector);
            }
            std::int64_t count = 0, carries = 0;
            for (std::size_t x = 0; x < m_run.tokens.count(); ++x) {
                count += m_run.tokens.output[x] == output;
                carries += m_run.tokens.output[x] == output && m_carries[x];
            }
            const std::string token = m_run.tokens.outputVocabulary[static_cast<std::size_t>(output)];
            const bool isPublished = m_run.recipe.task.kind == "arithmetic" && output < 10;
            std::vector<std::string> row { token, std::to_string(count),
                percent(static_cast<double>(carries) / static_cast<double>(count)) };
            chanceCells(row, ofLoss);
            row.push_back(isPublished ? publishedLossHomogeneity[static_cast<std::size_t>(output)] : "");
            row.push_back(list(vectors));
            row.push_back(isPublished ? publishedCarryVectors[static_cast<std::size_t>(output)] : "");
            chanceCells(row, ofPolca);
            row.push_back(ofAll(ofPolca.succeeded(), static_cast<std::int64_t>(ofPolca.pOfEach.size())));
            table.rows.push_back(std::move(row));
            const bool alongVectors = ofPolca.clusters > 0 || ofLoss.clusters == 0;
            table.subjects.push_back(bestOfGroup(groups[2 * index + (alongVectors ? 1 : 0)],
                alongVectors ? ofPolca : ofLoss, CarryPlaces::all));
            ++index;
        }
        std::vector<std::string> all { "all", std::to_string(m_run.tokens.count()), percent(carryShare()) };
        chanceCells(all, best[best.size() - 2]);
        all.insert(all.end(), { "", "", "" });
        chanceCells(all, best.back());
        all.push_back(
            ofAll(best.back().succeeded(), static_cast<std::int64_t>(best.back().pOfEach.size())));
        table.rows.push_back(std::move(all));
        table.subjects.push_back(bestOfGroup(polca->second, best.back(), CarryPlaces::all));
        table.totals = 1;
        table.notes = {
            { SENTENCE("PaperTables", "loss, POLCA: the largest share of carries in any cluster (- where there is none). chance 95 %, p: the same "
                       "maximum over the same clusters when carry labels are shuffled within output token and place, %1 times; p is "
                       "the share of shuffles that reach it. beyond chance: vectors whose own best has p <= 0.05 by that maximum."),
                { std::to_string(m_options.chance.permutations) } },
            SENTENCE("PaperTables", "A token all of whose instances in a place carry (1 in the 1000s) has homogeneous clusters and p = 1."),
            SENTENCE("PaperTables", "all: of the token furthest beyond chance (the smallest p), with p corrected for the number of tokens."),
            { SENTENCE("PaperTables", "minimum cluster size %1 % of a token's trajectories, minimum samples %2, trajectories every %3 steps."),
                { percent(m_run.recipe.clustering.minimumShare2024, 0),
                    std::to_string(m_run.recipe.clustering.minimumSamples2024),
                    std::to_string(m_run.recipe.trajectories.interval) } },
        };
        noteSingleClass(table);
        return table;
    }

    /// Of 2024: first against second order.
    [[nodiscard]] Table table5of2024() const
    {
        const bool curvature = hasCurvature(m_run.trajectories);
        std::vector<std::optional<Decomposition>> compared { curvature ? std::optional(Decomposition::secondOrder) : std::nullopt,
            Decomposition::trapezoid };
        Table table { "2024-table-5", SENTENCE("PaperTables", "trajectories by first order against those by second order and trapezoid"),
            { "vector", "second order: cosine", "norm of difference", "trapezoid: cosine", "norm of difference" }, {}, {},
            false };
        for (const Decomposition decomposition : { Decomposition::simpson, Decomposition::exactCurvature }) {
            if (!measured(m_run.trajectories).allows(decomposition))
                continue;
            compared.push_back(decomposition);
            table.title = SENTENCE("PaperTables", "trajectories by first order against those by every other decomposition");
            table.columns.insert(table.columns.end(), { text(name(decomposition)) + ": cosine", "norm of difference" });
        }
        table.columns.emplace_back("guarded divisions");
        std::vector<Agreement> sums(compared.size());
        std::int64_t guarded = 0;
        const auto row = [&](const std::string& label, const std::vector<Agreement>& found, std::int64_t divisions) {
            std::vector<std::string>& cells = table.rows.emplace_back(std::vector { label });
            for (std::size_t i = 0; i < compared.size(); ++i) {
                cells.push_back(compared[i] ? significant(found[i].cosine, 5) : "");
                cells.push_back(compared[i] ? significant(found[i].difference, 5) : "");
            }
            cells.push_back(curvature ? std::to_string(divisions) : "");
        };
        const auto explainedBySecond =
            curvature ? explained(m_means, Decomposition::secondOrder) : Explained();
        for (std::size_t k = 0; k < m_run.trajectories.vectors(); ++k) {
            const VectorTrajectories vector = vectorTrajectories(m_run.trajectories, k);
            std::vector<Agreement> found(compared.size());
            for (std::size_t i = 0; i < compared.size(); ++i) {
                if (compared[i])
                    found[i] = agreement(vector, Decomposition::firstOrder, *compared[i]);
                if (found[i].trajectories == 0)
                    continue;
                sums[i].trajectories += found[i].trajectories;
                sums[i].cosine += found[i].cosine * static_cast<double>(found[i].trajectories);
                sums[i].difference += found[i].difference * static_cast<double>(found[i].trajectories);
            }
            const std::int64_t divisions = curvature ? explainedBySecond.guarded[k] : 0;
            guarded += divisions;
            row(std::to_string(k), found, divisions);
            table.subjects.push_back({ RowSubject::Kind::vector, static_cast<std::int32_t>(k) });
        }
        for (Agreement& sum : sums) {
            sum.cosine /= static_cast<double>(sum.trajectories);
            sum.difference /= static_cast<double>(sum.trajectories);
        }
        row("all", sums, guarded);
        std::vector<std::string>& published = table.rows.emplace_back(std::vector<std::string> { "published", "0.99987", "5.4891e-4" });
        published.resize(table.columns.size());
        table.subjects.emplace_back();
        table.subjects.push_back({ RowSubject::Kind::published });
        table.totals = 2;
        table.notes.emplace_back(SENTENCE("PaperTables", "Means over the trajectories of all tokens, norms in nats. The paper prints the two "
                                          "published numbers under each other's heading."));
        const auto segments = static_cast<std::int64_t>(m_run.trajectories.checkpoints() - 1);
        if (curvature)
            table.notes.push_back(
                { SENTENCE("PaperTables", "Guarded: %1 divisions, where the mean slope changes by less than a tenth of what the curvature makes "
                           "expect; these take the trapezoid's value."),
                    { ofAll(guarded, segments * static_cast<std::int64_t>(m_run.trajectories.vectors())) } });
        else
            table.notes.push_back(missingCurvature());
        return table;
    }

    /// Of 2026: homogeneity, recall, F1 of the best cluster and hidden breakthroughs, of one basis.
    /// `own`: of the run that the tables are of, so that rows lead to its clusters.
    void addRows2026(Table& table, std::set<std::string>& done, bool own) const
    {
        for (const PublishedRow& published : publishedRows) {
            if (published.basisKind && published.basisKind != m_run.basisKind)
                continue;
            const Way way { Rules::y2026, published.quantity, published.decomposition, false };
            const auto clusterings = m_ways.find(way);
            if (clusterings == m_ways.end() || !done.insert(published.name).second)
                continue;
            const Cluster* best = bestOf(way);
            std::int64_t clusters = 0, timed = 0, hidden = 0;
            for (const Cluster& cluster : m_clusters) {
                if (wayOf(cluster.clustering->key) != way)
                    continue;
                ++clusters;
                timed += !std::isnan(cluster.breaking.mean);
                hidden += cluster.breaking.hidden;
            }
            const BestHomogeneity& chance = m_best.at(way);
            std::vector<std::string> row { published.name, std::to_string(clusters),
                best ? fixed(best->statistics.carryShare, 3) : "", best ? fixed(best->statistics.recallClustered, 3) : "",
                best ? fixed(best->statistics.f1, 3) : "", best ? fixed(best->statistics.recallAll, 3) : "",
                m_flat && timed > 0 ? fixed(static_cast<double>(hidden) / static_cast<double>(timed), 3) : "",
                chance.clusters > 0 ? fixed(chance.best, 3) : "", chance.clusters > 0 ? fixed(chance.shuffled95, 3) : "",
                chance.clusters > 0 ? fixed(chance.p, 3) : "" };
            row.insert(row.end(), published.values.begin(), published.values.end());
            table.rows.push_back(std::move(row));
            table.subjects.push_back(own ? subjectOf(best) : RowSubject());
        }
    }

    /// What decides how far values can be held against the papers'.
    [[nodiscard]] Sentence origin() const
    {
        return { SENTENCE("PaperTables", "%1: %2 layers, %3 steps, %4 vectors (%5), trajectories every %6 steps."),
            { std::filesystem::path(m_run.name).filename().string(), std::to_string(m_run.recipe.model.layers),
                std::to_string(m_run.recipe.training.steps), std::to_string(m_run.trajectories.vectors()), m_run.basisKind,
                std::to_string(m_run.recipe.trajectories.interval) } };
    }

    /// Shares of the true loss change.
    [[nodiscard]] Table explainedTable() const
    {
        Table table { "explained", SENTENCE("PaperTables", "how much of the loss change the basis explains (nats, sums over training)"),
            { "decomposition", "true change", "sum", "remainder", "share %", "tokens: remainder 5 %", "median", "95 %",
                "rms", "guarded" },
            {}, {}, false };
        const auto tokens = explainedTokens(m_run.trajectories, m_decompositions);
        double span = 0;
        for (std::size_t i = 0; i < m_decompositions.size(); ++i) {
            const Explained found = explained(m_means, m_decompositions[i]);
            span = found.spanShare;
            const std::vector<double>& rest = tokens[i].remainder;
            const double squares = std::inner_product(rest.begin(), rest.end(), rest.begin(), 0.0);
            const auto divisions = static_cast<std::int64_t>(found.guarded.size() * (m_run.trajectories.checkpoints() - 1));
            table.rows.push_back({ text(name(m_decompositions[i])), fixed(found.trueChange, 4), fixed(found.sum, 4),
                fixed(found.remainder, 4), percent(found.share()), fixed(quantile(rest, 0.05), 3),
                fixed(quantile(rest, 0.5), 3), fixed(quantile(rest, 0.95), 3),
                fixed(std::sqrt(squares / static_cast<double>(rest.size())), 3),
                m_decompositions[i] == Decomposition::secondOrder ? ofAll(found.guardedInAll(), divisions) : "" });
        }
        table.notes.push_back({ SENTENCE("PaperTables", "The basis holds %1 % of the squared movement of the weights. Fisher is a size and no part "
                                         "of the loss change."),
            { percent(span, 2) } });
        if (hasCurvature(m_run.trajectories))
            table.notes.push_back({ SENTENCE("PaperTables", "The curvature of the second order is estimated from %1 examples: if it errs by a standard error "
                                                            "at all checkpoints alike, since the examples are the same, the sum does by %2 nats."),
                { std::to_string(m_run.recipe.trajectories.curvatureExamples), fixed(secondOrderError(), 3) } });
        else
            table.notes.push_back(missingCurvature());
        return table;
    }

    [[nodiscard]] Table vectorsTable() const
    {
        Table table { "vectors", SENTENCE("PaperTables", "the basis, and what each vector explains of the mean loss change (nats)"),
            { "vector", "found at step", "eigenvalue", "residual", "converged", "share of movement %" }, {}, {}, false };
        const bool curvature = hasCurvature(m_run.trajectories);
        std::vector<Explained> found;
        for (const Decomposition decomposition : m_decompositions) {
            found.push_back(explained(m_means, decomposition));
            table.columns.push_back(text(name(decomposition)));
        }
        table.columns.insert(table.columns.end(), { "ratio r: 25 %", "median", "75 %", "guarded", "curvature error %" });
        for (const store::BasisVectorInfo& info : m_run.basis) {
            const auto k = static_cast<std::size_t>(info.index);
            std::vector<std::string> row { std::to_string(info.index), std::to_string(info.step),
                significant(info.eigenvalue, 5), significant(info.residual, 2), info.converged ? "yes" : "no",
                percent(found.front().spanShares[k], 3) };
            std::int64_t guarded = 0;
            for (const Explained& each : found) {
                row.push_back(significant(each.perVector[k], 4));
                guarded += each.guarded[k];
            }
            std::vector<double> ratios;
            if (curvature)
                ratios = segmentWeights(Decomposition::secondOrder, m_means.weightProjection[k], m_means.curvature[k],
                    m_means.gradientProjectionOfAll[k]).ratios;
            std::erase_if(ratios, [](double ratio) { return !std::isfinite(ratio); });
            for (const double share : { 0.25, 0.5, 0.75 })
                row.push_back(fixed(quantile(ratios, share), 2));
            row.push_back(curvature ? std::to_string(guarded) : "");
            row.push_back(curvature ? percent(relativeCurvatureError(k)) : "");
            table.rows.push_back(std::move(row));
            table.subjects.push_back({ RowSubject::Kind::vector, static_cast<std::int32_t>(info.index) });
        }
        if (curvature)
            table.notes = { SENTENCE("PaperTables", "ratio r: what the curvature makes expect of the mean slope's change along the vector, over "
                                              "the change found; the papers' second order takes it to be near 1, where it is the trapezoid."),
                { SENTENCE("PaperTables", "curvature error: standard error of the curvature, which is estimated from %1 examples, as a share of it; median "
                                          "over checkpoints."),
                    { std::to_string(m_run.recipe.trajectories.curvatureExamples) } } };
        else
            table.notes.push_back(missingCurvature());
        return table;
    }

    [[nodiscard]] Table chanceTable() const
    {
        Table table { "chance", SENTENCE("PaperTables", "the best carry homogeneity against shuffled labels"),
            { "rules", "clustered", "decomposed", "clusterings", "clusters", "carry clusters", "best", "chance median",
                "chance 95 %", "p", "beyond chance" },
            {}, {}, false };
        table.names = { 0 };
        for (const auto& [way, best] : m_best) {
            std::int64_t carries = 0;
            for (const Cluster& cluster : m_clusters)
                carries += wayOf(cluster.clustering->key) == way && cluster.statistics.isCarryCluster();
            std::vector<std::string> row = way.cells();
            const auto all = static_cast<std::int64_t>(best.pOfEach.size());
            const bool any = best.clusters > 0;
            row.insert(row.end(),
                { std::to_string(all), std::to_string(best.clusters), std::to_string(carries),
                    any ? fixed(best.best, 3) : "", any ? fixed(best.shuffledMedian, 3) : "",
                    any ? fixed(best.shuffled95, 3) : "", any ? fixed(best.p, 3) : "", ofAll(best.succeeded(), all) });
            table.rows.push_back(std::move(row));
            table.subjects.push_back(best.best > 0 ? bestOfGroup(notSkipped(m_ways.at(way)), best,
                                                         way.rules == Rules::y2024 ? CarryPlaces::all : CarryPlaces::middle)
                                                   : RowSubject());
        }
        table.notes = { SENTENCE("PaperTables", "2024: over all clusters. 2026: over those with over 85 % of their carries in the 10s and 100s places. p is "
                                 "corrected for the number of clusters of its row, not for the number of rows. Clusterings that the 2026 rules skip "
                                 "do not count."),
            SENTENCE("PaperTables", "2024: of the output token furthest beyond chance (the smallest p), with p corrected for the number of output "
                                    "tokens, too."),
            SENTENCE("PaperTables", "beyond chance: clusterings (vectors and output tokens) whose own best has p <= 0.05, corrected in the same way.") };
        noteSingleClass(table);
        return table;
    }

    /// Whether clusters hold on tokens that had no part in them.
    [[nodiscard]] Table heldoutTable() const
    {
        Table table { "held-out", SENTENCE("PaperTables", "whether clusters hold on tokens that had no part in finding them"),
            { "rules", "clustered", "decomposed", "clusterings", "clusters", "homogeneity", "held-out", "mean difference",
                "best", "held-out", "held-out tokens", "over 90 % carries", "held-out, too" },
            {}, {}, false };
        table.names = { 0 };
        if (!hasHeldout()) {
            table.notes.push_back({ SENTENCE("PaperTables", "This run has no held-out tokens: \"polcascope-engine resume %1 --set "
                                             "trajectories.heldout_examples=250\" makes some."),
                { m_run.toResume } });
            return table;
        }
        std::set<Decomposition> without;
        for (const auto& [way, clusterings] : m_ways) {
            std::vector<std::string> row = way.cells();
            std::int64_t all = 0;
            for (const Clustering* clustering : clusterings)
                all += clustering->clusters();
            row.insert(row.end(), { std::to_string(clusterings.size()), std::to_string(all) });
            if (way.usesBasis() && !splitsHeldout(way.decomposition)) {
                without.insert(way.decomposition);
                row.resize(table.columns.size());
                table.rows.push_back(std::move(row));
                table.subjects.emplace_back();
                continue;
            }
            double size = 0, carries = 0, heldoutSize = 0, heldoutCarries = 0, differences = 0, compared = 0;
            std::int64_t high = 0, highAgain = 0;
            for (const Cluster& cluster : m_clusters) {
                if (wayOf(cluster.clustering->key) != way || !cluster.heldout)
                    continue;
                const auto tokens = static_cast<double>(cluster.statistics.size);
                const auto placed = static_cast<double>(cluster.heldout->size);
                size += tokens;
                carries += tokens * cluster.statistics.carryShare;
                heldoutSize += placed;
                heldoutCarries += placed * cluster.heldout->carryShare;
                high += cluster.statistics.carryShare > 0.9;
                highAgain += cluster.statistics.carryShare > 0.9 && placed > 0 && cluster.heldout->carryShare > 0.9;
                if (placed > 0) {
                    compared += tokens;
                    differences += tokens * std::abs(cluster.heldout->carryShare - cluster.statistics.carryShare);
                }
            }
            const Cluster* best = bestOf(way);
            const bool again = best && best->heldout && best->heldout->size > 0;
            row.insert(row.end(),
                { size > 0 ? fixed(carries / size, 3) : "", heldoutSize > 0 ? fixed(heldoutCarries / heldoutSize, 3) : "",
                    compared > 0 ? fixed(differences / compared, 3) : "",
                    best ? fixed(best->statistics.carryShare, 3) : "", again ? fixed(best->heldout->carryShare, 3) : "",
                    best && best->heldout ? std::to_string(best->heldout->size) : "", std::to_string(high),
                    ofAll(highAgain, high) });
            table.rows.push_back(std::move(row));
            table.subjects.push_back(subjectOf(best));
        }
        table.notes = {
            { SENTENCE("PaperTables", "%1 held-out tokens, used neither for training nor for finding clusters, are placed in the clusters by their own "
                       "trajectories. homogeneity: the share of carries in clusters, means over clusters weighted by their tokens, and by "
                       "the held-out tokens placed in them. mean difference: of the two shares of a cluster, in size."),
                { std::to_string(m_run.heldoutTokens.count()) } },
            SENTENCE("PaperTables", "best: the best cluster by the rules' own measure (2024: the largest share of carries; 2026: the largest F1 with over 85 % of "
                     "the carries in the 10s and 100s places), its share of carries, that of the held-out tokens in it, and how many these are."),
        };
        if (without.contains(Decomposition::simpson))
            table.notes.emplace_back(SENTENCE("PaperTables",
                "Simpson's rule needs gradients in the middle between two checkpoints, which held-out tokens do not have."));
        if (without.contains(Decomposition::exactCurvature))
            table.notes.emplace_back(SENTENCE("PaperTables", "Exact curvature needs that of each token, which is not computed for held-out tokens."));
        if (m_notRemade > 0)
            table.notes.push_back({ SENTENCE("PaperTables", "%1 of %2 clusterings come out differently on this machine, so that nothing is placed in their "
                                             "clusters."),
                { std::to_string(m_notRemade), std::to_string(m_run.clusterings.size()) } });
        noteSingleClass(table);
        return table;
    }

    [[nodiscard]] Table breakthroughsTable() const
    {
        Table table { "breakthroughs", SENTENCE("PaperTables", "when tokens are learnt, and whether those of a cluster are learnt together"),
            { "rules", "clustered", "decomposed", "clusters", "with a break", "hidden %", "median step",
                "IQR in clusters", "in random groups", "SD in clusters", "in random groups", "synchronous" },
            {}, {}, false };
        table.names = { 0 };
        for (const auto& [way, clusterings] : m_ways) {
            std::vector<double> steps, ranges, randomRanges, deviations, randomDeviations;
            std::int64_t clusters = 0, hidden = 0, synchronous = 0;
            for (const Cluster& cluster : m_clusters) {
                if (wayOf(cluster.clustering->key) != way)
                    continue;
                ++clusters;
                const ClusterBreak& breaking = cluster.breaking;
                if (std::isnan(breaking.mean))
                    continue;
                steps.push_back(breaking.mean);
                ranges.push_back(breaking.spread.interquartile);
                randomRanges.push_back(breaking.random.interquartile);
                deviations.push_back(breaking.spread.standardDeviation);
                randomDeviations.push_back(breaking.random.standardDeviation);
                hidden += breaking.hidden;
                synchronous += breaking.synchronyP <= 0.05;
            }
            const auto timed = static_cast<std::int64_t>(steps.size());
            std::vector<std::string> row = way.cells();
            row.insert(row.end(),
                { std::to_string(clusters), std::to_string(timed),
                    timed > 0 && m_flat ? percent(static_cast<double>(hidden) / static_cast<double>(timed)) : "",
                    fixed(quantile(steps, 0.5), 0), fixed(quantile(ranges, 0.5), 0),
                    fixed(quantile(randomRanges, 0.5), 0), fixed(quantile(deviations, 0.5), 0),
                    fixed(quantile(randomDeviations, 0.5), 0), ofAll(synchronous, timed) });
            table.rows.push_back(std::move(row));
        }
        table.notes = {
            { SENTENCE("PaperTables", "A token's break: the step after which its loss (exact for losses, projected otherwise; Fisher summed up) changes "
                       "most in excess of before, over D = %1 steps."),
                { significant(m_options.distance, 6) } },
            flatNote(),
            SENTENCE("PaperTables", "IQR and SD of single tokens' break steps, medians over clusters, beside random groups of the same size; synchronous: "
                     "clusters with an IQR that at most 5 % of the random groups reach."),
        };
        if (2 * m_options.distance > m_run.trajectories.steps().back() - m_run.trajectories.steps().front())
            table.notes.emplace_back(SENTENCE("PaperTables", "Training is too short for D: there is no break. --distance sets another."));
        return table;
    }

    [[nodiscard]] Table sharpestRiseTable() const
    {
        Table table { "sharpest-rise", SENTENCE("PaperTables", "the step of the sharpest rise of clusters' mean |POLCA| against the vector's index"),
            { "rules", "decomposed", "clusters of", "clusters", "rank correlation", "first vectors: median step",
                "last vectors: median step" },
            {}, {}, false };
        table.names = { 0 };
        const auto half = static_cast<std::int32_t>(m_run.trajectories.vectors() / 2);
        for (const auto& [way, clusterings] : m_ways) {
            if (!way.usesBasis() || way.together)
                continue;
            for (const bool carriesOnly : { true, false }) {
                std::vector<double> vectors, steps, early, late;
                for (const Cluster& cluster : m_clusters) {
                    if (wayOf(cluster.clustering->key) != way || std::isnan(cluster.sharpestRise) ||
                        (carriesOnly && cluster.statistics.carryShare <= 0.9))
                        continue;
                    const std::int32_t vector = cluster.clustering->key.vector;
                    vectors.push_back(vector);
                    steps.push_back(cluster.sharpestRise);
                    (vector < half ? early : late).push_back(cluster.sharpestRise);
                }
                table.rows.push_back({ text(name(way.rules)), text(name(way.decomposition)),
                    carriesOnly ? "over 90 % carries" : "all", std::to_string(steps.size()),
                    fixed(rankCorrelation(vectors, steps), 3), fixed(quantile(early, 0.5), 0),
                    fixed(quantile(late, 0.5), 0) });
            }
        }
        table.notes = { { SENTENCE("PaperTables", "The rise is that of the sum over D = %1 steps against the D steps before. The 2024 paper reads from its "
                                   "figures that it comes later for vectors of a larger index: a positive correlation (Spearman's; - below "
                                   "three clusters, or of one vector)."),
            { significant(m_options.distance, 6) } } };
        return table;
    }

    [[nodiscard]] Table clustersTable() const
    {
        Table table { "clusters", SENTENCE("PaperTables", "every cluster"),
            { "rules", "clustered", "decomposed", "vector", "token", "cluster", "tokens", "label", "carry share",
                "recall", "recall (all)", "F1", "carries in 10s and 100s", "place share", "break step", "break IQR",
                "random IQR", "break SD", "random SD", "synchrony p", "hidden", "sharpest rise", "resampled",
                "smaller size", "larger size", "fewer samples", "more samples", "held-out tokens", "held-out carry share" },
            {}, {}, true };
        table.names = { 0, 4 };
        for (const Cluster& cluster : m_clusters) {
            const ClusteringKey& key = cluster.clustering->key;
            const ClusterStatistics& found = cluster.statistics;
            const ClusterBreak& breaking = cluster.breaking;
            std::vector<std::string> row = wayOf(key).cells();
            row.insert(row.end(),
                { list(key.vectors()),
                    key.output < 0 ? "all" : m_run.tokens.outputVocabulary[static_cast<std::size_t>(key.output)],
                    std::to_string(found.cluster + 1), std::to_string(found.size),
                    ruleLabel(*cluster.clustering, found.cluster, m_run.tokens), fixed(found.carryShare, 3),
                    fixed(found.recallClustered, 3), fixed(found.recallAll, 3), fixed(found.f1, 3),
                    fixed(found.carriesInMiddlePlaces, 3), fixed(found.placeShare, 3), fixed(breaking.mean, 1),
                    fixed(breaking.spread.interquartile, 1), fixed(breaking.random.interquartile, 1),
                    fixed(breaking.spread.standardDeviation, 1), fixed(breaking.random.standardDeviation, 1),
                    std::isnan(breaking.mean) ? "" : fixed(breaking.synchronyP, 3),
                    std::isnan(breaking.mean) || !m_flat ? ""
                        : breaking.hidden                ? "yes"
                                                         : "no",
                    fixed(cluster.sharpestRise, 0), fixed(cluster.stable.resampled, 3),
                    fixed(cluster.stable.smallerSize, 3), fixed(cluster.stable.largerSize, 3),
                    fixed(cluster.stable.fewerSamples, 3), fixed(cluster.stable.moreSamples, 3),
                    cluster.heldout ? std::to_string(cluster.heldout->size) : "",
                    cluster.heldout && cluster.heldout->size > 0 ? fixed(cluster.heldout->carryShare, 3) : "" });
            table.rows.push_back(std::move(row));
            table.subjects.push_back(subjectOf(&cluster));
        }
        table.notes = { flatNote() };
        if (!m_stabilityKnown)
            table.notes.emplace_back(SENTENCE("PaperTables", "Stability, when asked for (--stability), fills the columns from \"resampled\" to \"more samples\"."));
        return table;
    }

    [[nodiscard]] Table tokensTable() const
    {
        Table table { "tokens", SENTENCE("PaperTables", "the loss change of every token, and what the basis explains of it (nats)"),
            { "token", "text", "before" }, {}, {}, true };
        table.names = { 1, 2 };
        for (const LabelColumn& label : m_run.tokens.labels)
            table.columns.push_back(label.name);
        table.columns.push_back("true change");
        const auto found = explainedTokens(m_run.trajectories, m_decompositions);
        for (const Decomposition decomposition : m_decompositions) {
            table.columns.push_back(text(name(decomposition)) + ": sum");
            table.columns.push_back("remainder");
        }
        for (std::size_t x = 0; x < m_run.tokens.count(); ++x) {
            std::vector<std::string> row { std::to_string(x), m_run.tokens.text(x), m_run.tokens.before(x) };
            for (const LabelColumn& label : m_run.tokens.labels)
                row.push_back(label.categories[static_cast<std::size_t>(label.values[x])]);
            row.push_back(significant(found.front().trueChange[x], 6));
            for (const ExplainedTokens& each : found) {
                row.push_back(significant(each.sum[x], 6));
                row.push_back(significant(each.remainder[x], 6));
            }
            table.rows.push_back(std::move(row));
            table.subjects.push_back({ RowSubject::Kind::token, static_cast<std::int32_t>(x) });
        }
        return table;
    }

    [[nodiscard]] Table stabilityTable() const
    {
        Table table { "stability", SENTENCE("PaperTables", "whether clusters are found again: best Jaccard index, means over clusters"),
            { "rules", "clustered", "decomposed", "clusters", "resampled", "smaller size", "larger size",
                "fewer samples", "more samples", "of at least 0.75" },
            {}, {}, false };
        table.names = { 0 };
        for (const auto& [way, clusterings] : m_ways) {
            std::array<double, 5> sums {};
            std::array<int, 5> counts {};
            std::int64_t clusters = 0, stable = 0;
            for (const Cluster& cluster : m_clusters) {
                if (wayOf(cluster.clustering->key) != way)
                    continue;
                ++clusters;
                stable += cluster.stable.resampled >= 0.75;
                const std::array values { cluster.stable.resampled, cluster.stable.smallerSize,
                    cluster.stable.largerSize, cluster.stable.fewerSamples, cluster.stable.moreSamples };
                for (std::size_t i = 0; i < values.size(); ++i) {
                    if (!std::isnan(values[i])) {
                        sums[i] += values[i];
                        ++counts[i];
                    }
                }
            }
            std::vector<std::string> row = way.cells();
            row.push_back(std::to_string(clusters));
            for (std::size_t i = 0; i < sums.size(); ++i)
                row.push_back(fixed(counts[i] > 0 ? sums[i] / counts[i] : none, 2));
            row.push_back(ofAll(stable, clusters));
            table.rows.push_back(std::move(row));
        }
        const StabilityOptions options;
        table.notes = { { SENTENCE("PaperTables", "resampled: %1 times %2 % of the tokens clustered; the others: minimum cluster size and minimum samples "
                                   "divided or multiplied by %3 (- where rounding leaves them as they are). of at least 0.75: clusters "
                                   "found again in resamples."),
            { std::to_string(options.resamples), percent(options.share, 0), significant(options.factor, 3) } } };
        return table;
    }

    [[nodiscard]] Table settingsTable() const
    {
        Table table { "settings", SENTENCE("PaperTables", "table 1 of 2024 under other settings: the largest carry homogeneity of each output token"),
            { "clustered", "values", "minimum size %", "minimum samples", "every", "first step", "training" }, {}, {}, false };
        const std::set<std::int32_t> outputs(m_run.tokens.output.begin(), m_run.tokens.output.end());
        for (const std::int32_t output : outputs)
            table.columns.push_back(m_run.tokens.outputVocabulary[static_cast<std::size_t>(output)]);
        for (const char* column : { "over 0.9", "p <= 0.05", "p of all" })
            table.columns.emplace_back(column);
        for (const SettingResult& result : m_settings) {
            const Setting& setting = result.setting;
            std::vector<std::string> row {
                setting.decomposition ? text(name(*setting.decomposition)) : "exact loss",
                setting.decomposition ? (setting.cumulated ? "projected loss" : "POLCA")
                                      : (setting.cumulated ? "loss" : "change"),
                percent(setting.minimumShare > 0 ? setting.minimumShare : m_run.recipe.clustering.minimumShare2024, 0),
                setting.minimumSamples > 0 ? std::to_string(setting.minimumSamples) : "cluster size",
                std::to_string(static_cast<std::int64_t>(setting.every) * m_run.recipe.trajectories.interval),
                std::to_string(static_cast<std::int64_t>(setting.first) * m_run.recipe.trajectories.interval),
                nameOf(setting.part) };
            std::int64_t over = 0, beyond = 0;
            for (const BestHomogeneity& best : result.outputs) {
                row.push_back(best.clusters > 0 ? fixed(best.best, 2) + (best.p <= 0.05 ? "+" : "") : "");
                over += best.best > 0.9;
                beyond += best.p <= 0.05;
            }
            row.insert(row.end(), { std::to_string(over), std::to_string(beyond), fixed(result.all.p, 3) });
            table.rows.push_back(std::move(row));
        }
        table.notes = { SENTENCE("PaperTables", "minimum size: of a cluster, as a share of the token's trajectories; every: steps between two points of a trajectory; "
                                 "training: the part of the steps that is clustered. +: p <= 0.05 for this token, corrected for all its clusters along "
                                 "all vectors, not for the number of tokens and settings. over 0.9, p <= 0.05: so many output tokens. p of all: the "
                                 "smallest p of a token, corrected for their number. Published by loss: 0.18 1.00 0.31 0.35 0.43 0.64 0.45 0.53 0.49 0.41; "
                                 "over 0.9 by POLCA for all ten.") };
        return table;
    }

    [[nodiscard]] Sentence missingClusterings(Decomposition decomposition) const
    {
        if (decomposition == Decomposition::secondOrder && !hasCurvature(m_run.trajectories))
            return missingCurvature();
        return { SENTENCE("PaperTables", "This run has no clusterings by %1: \"polcascope-engine resume %2 --set clustering.decompositions=all\" makes "
                          "them."),
            { text(name(decomposition)), m_run.toResume } };
    }
    [[nodiscard]] Sentence missingCurvature() const
    {
        return { SENTENCE("PaperTables", "The second order needs the curvature along the vectors, which this run did not measure: \"polcascope-engine "
                          "resume %1 --set trajectories.curvature_examples=125\" does."),
            { m_run.toResume } };
    }
    [[nodiscard]] Sentence flatNote() const
    {
        if (!m_flat)
            return SENTENCE("PaperTables", "The mean exact loss never goes flat, so that nothing is hidden; --flat sets the step.");
        return { m_options.flat ? SENTENCE("PaperTables", "tau = %1: hidden breakthroughs are later (as asked for).")
                                : SENTENCE("PaperTables", "tau = %1: hidden breakthroughs are later (the knee of the mean exact loss)."),
            { significant(*m_flat, 6) } };
    }
    /// Median over checkpoints, of the vector's curvature.
    [[nodiscard]] double relativeCurvatureError(std::size_t vector) const
    {
        const std::vector<double> curvature = m_run.trajectories.curvature(vector), errors = m_run.trajectories.curvatureError(vector);
        std::vector<double> shares;
        for (std::size_t t = 0; t < curvature.size(); ++t)
            if (const double share = errors[t] / std::abs(curvature[t]); std::isfinite(share))
                shares.push_back(share);
        return quantile(std::move(shares), 0.5);
    }
    /// What one standard error of every curvature adds to the second order's sum over training, in nats.
    [[nodiscard]] double secondOrderError() const
    {
        double sum = 0;
        for (std::size_t k = 0; k < m_run.trajectories.vectors(); ++k) {
            const std::vector<double> errors = m_run.trajectories.curvatureError(k);
            const std::vector<double>& p = m_means.weightProjection[k];
            for (std::size_t t = 0; t + 1 < p.size(); ++t)
                sum += errors[t] / 2 * p[t] * p[t];
        }
        return sum;
    }
    [[nodiscard]] static std::string nameOf(TrainingPart part)
    {
        switch (part) {
        case TrainingPart::whole: return "all";
        case TrainingPart::firstHalf: return "first half";
        case TrainingPart::firstTwoThirds: return "first two thirds";
        case TrainingPart::secondHalf: return "second half";
        }
        return {};
    }
    [[nodiscard]] static std::vector<const Clustering*> notSkipped(std::vector<const Clustering*> clusterings)
    {
        std::erase_if(clusterings, [](const Clustering* clustering) { return clustering->skipped; });
        return clusterings;
    }
    [[nodiscard]] double carryShare() const
    {
        return static_cast<double>(std::count(m_carries.begin(), m_carries.end(), 1)) /
            static_cast<double>(std::max<std::size_t>(m_carries.size(), 1));
    }
    void noteSingleClass(Table& table) const
    {
        if (const auto note = singleClassNote(m_run.tokens))
            table.notes.push_back(*note);
    }
    [[nodiscard]] bool hasHeldout() const { return m_run.heldoutTokens.count() > 0; }
    [[nodiscard]] static std::string fileName(Decomposition decomposition)
    {
        std::string result = text(name(decomposition));
        std::replace(result.begin(), result.end(), ' ', '-');
        std::transform(result.begin(), result.end(), result.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        return result;
    }

    void placeHeldoutTokens(const Progress& progress)
    {
        const auto placed = placeHeldout(
            m_run.trajectories, m_run.clusterings, m_run.heldoutTokens, m_options.threads, progress);
        m_notRemade = 0;
        for (std::size_t begin = 0; begin < m_clusters.size();) {
            const Clustering* clustering = m_clusters[begin].clustering;
            const auto clusters = static_cast<std::size_t>(clustering->clusters());
            if (const auto& found = placed[static_cast<std::size_t>(clustering - m_run.clusterings.data())]) {
                const auto statistics = clusterStatistics(*found, m_run.heldoutTokens, 0);
                for (std::size_t i = 0; i < clusters; ++i)
                    m_clusters[begin + i].heldout = statistics[i];
            }
            begin += clusters;
        }
        for (std::size_t i = 0; i < placed.size(); ++i) {
            const ClusteringKey& key = m_run.clusterings[i].key;
            m_notRemade += !placed[i] && !(key.usesBasis() && !splitsHeldout(key.decomposition));
        }
    }

    void measureStability(const Progress& progress)
    {
        std::vector<ClusterStability> stable;
        for (std::size_t begin = 0; begin < m_clusters.size();) {
            const Clustering& clustering = *m_clusters[begin].clustering;
            const auto clusters = static_cast<std::size_t>(clustering.clusters());
            const auto found = stability(quantity(m_run.trajectories, clustering.key), clustering,
                { .seed = m_options.chance.seed, .threads = m_options.threads },
                progress.part(static_cast<double>(begin) / static_cast<double>(m_clusters.size()),
                    static_cast<double>(begin + clusters) / static_cast<double>(m_clusters.size())));
            stable.insert(stable.end(), found.begin(), found.end());
            begin += clusters;
        }
        for (std::size_t i = 0; i < m_clusters.size(); ++i)
            m_clusters[i].stable = stable[i];
        m_stabilityKnown = true;
    }

    /// By squared tokens times checkpoints of the spanning trees, and by the shuffles.
    [[nodiscard]] double seconds(PaperTables::Part part) const
    {
        const auto checkpoints = static_cast<double>(m_run.trajectories.checkpoints());
        const auto treesOf = [&](double count, double rows) { return secondsOfTree + count * count * rows / pairsASecond; };
        double trees = 0, shuffles = 0;
        if (part == PaperTables::Part::settings) {
            std::map<std::int32_t, double> counts;
            for (const std::int32_t output : m_run.tokens.output)
                ++counts[output];
            for (const Setting& setting : settingsGrid(m_decompositions)) {
                const double vectors = setting.decomposition ? static_cast<double>(m_run.trajectories.vectors()) : 1;
                const double rows = checkpoints / static_cast<double>(setting.every) * (setting.part == TrainingPart::whole ? 1 : 0.5);
                for (const auto& [output, count] : counts) {
                    trees += vectors * treesOf(count, rows);
                    shuffles += 2 * vectors * count * m_options.chance.permutations; // by itself, and with all others
                }
            }
        } else {
            const StabilityOptions resampling;
            for (const Clustering& clustering : m_run.clusterings) {
                const auto count = static_cast<double>(
                    std::ranges::count_if(clustering.labels, [](std::int32_t label) { return label >= store::noise; }));
                const double rows = checkpoints * static_cast<double>(1 + clustering.key.together.size());
                if (part == PaperTables::Part::stability && clustering.clusters() > 0)
                    trees += 3 * treesOf(count, rows) + resampling.resamples * treesOf(resampling.share * count, rows);
                if (part == PaperTables::Part::heldout && hasHeldout())
                    trees += treesOf(count, rows);
            }
        }
        return trees / std::max(m_options.threads, 1) + shuffles * secondsOfShuffle;
    }

    void trySettings(const Progress& progress)
    {
        m_settings = sensitivity(m_run.trajectories, m_run.tokens, settingsGrid(m_decompositions), m_run.recipe.clustering,
            m_options.chance, m_options.threads, progress);
    }

private:
    /// Clusterings that share their numbers one after the other, so that each vector is read once.
    [[nodiscard]] std::vector<Cluster> findClusters(const Progress& progress) const
    {
        std::vector<Cluster> found;
        std::map<std::pair<std::vector<std::int32_t>, Decomposition>, std::vector<const Clustering*>> sources;
        for (const Clustering& clustering : m_run.clusterings) {
            const ClusteringKey& key = clustering.key;
            if (clustering.clusters() > 0)
                sources[{ key.vectors(), key.decomposition }].push_back(&clustering);
        }
        std::size_t done = 0;
        for (const auto& [source, clusterings] : sources) {
            progress.report(static_cast<double>(done++) / static_cast<double>(sources.size()));
            const ClusteringKey& first = clusterings.front()->key;
            const auto& steps = m_run.trajectories.steps();
            const BreakCurves curves = breakCurves(m_run.trajectories, first);
            const auto breaks = breakSteps(curves.values, steps, m_options.distance, curves.learning);
            Matrix<float> parts;
            if (first.usesBasis() && first.together.empty())
                parts = polca(vectorTrajectories(m_run.trajectories, static_cast<std::size_t>(first.vector)),
                    first.decomposition);
            for (const Clustering* clustering : clusterings) {
                const auto statistics = clusterStatistics(*clustering, m_run.tokens, 0);
                const auto breaking = clusterBreaks(*clustering, breaks, { m_flat, 200, m_options.chance.seed });
                const auto rises = parts.empty()
                    ? std::vector<double>(statistics.size(), none)
                    : sharpestRises(parts, steps, *clustering, m_options.distance);
                for (std::size_t i = 0; i < statistics.size(); ++i)
                    found.push_back({ clustering, statistics[i], breaking[i], rises[i],
                        { 0, 0, none, none, none, none, none }, {} });
            }
        }
        std::stable_sort(found.begin(), found.end(), [](const Cluster& a, const Cluster& b) {
            return a.clustering < b.clustering; // as they are stored
        });
        progress.report(1);
        return found;
    }

    [[nodiscard]] static RowSubject subjectOf(const Cluster* cluster)
    {
        if (!cluster)
            return {};
        return { RowSubject::Kind::clustering, cluster->statistics.cluster, cluster->clustering->key };
    }

    /// The cluster that a best homogeneity is that of: the first of equals, as everywhere.
    [[nodiscard]] RowSubject bestOfGroup(
        const std::vector<const Clustering*>& group, const BestHomogeneity& best, CarryPlaces places) const
    {
        const Clustering* found = nullptr;
        double most = -1;
        for (std::size_t i = 0; i < group.size(); ++i)
            if (group[i]->key.output == best.output && best.bestOfEach[i] > most) {
                found = group[i];
                most = best.bestOfEach[i];
            }
        if (!found)
            return {};
        const Clustering& clustering = *found;
        const LabelShuffles labels(m_run.tokens, m_options.chance.label, m_options.chance.seed);
        const Members members(clustering);
        return { RowSubject::Kind::clustering,
            analysis::bestCluster(members, countLabels(members, labels), places).cluster, clustering.key };
    }

    /// The best cluster of a way by its rules' own measure; null where none counts.
    [[nodiscard]] const Cluster* bestOf(const Way& way) const
    {
        const Cluster* best = nullptr;
        for (const Cluster& cluster : m_clusters) {
            if (wayOf(cluster.clustering->key) == way &&
                isBetter(cluster.statistics, best ? &best->statistics : nullptr, way.rules))
                best = &cluster;
        }
        return best;
    }

    const RunResults& m_run;
    TableOptions m_options;
    std::map<Way, std::vector<const Clustering*>> m_ways;
    std::vector<std::uint8_t> m_carries; ///< [N]
    std::optional<double> m_flat;
    std::vector<Decomposition> m_decompositions; ///< that split the loss change, as far as this run can
    std::map<Way, BestHomogeneity> m_best;
    std::vector<Cluster> m_clusters;
    bool m_stabilityKnown = false;
    std::int64_t m_notRemade = 0; ///< clusterings that nothing can be placed in
    std::vector<SettingResult> m_settings;
    MeanTrajectories m_means;
};

/// Of 2026: one row a method; those of other bases come from other runs.
Table table1of2026(const std::vector<const Tables*>& runs, const RunResults& run)
{
    Table table { "2026-table-1",
        SENTENCE("PaperTables", "carry homogeneity, recall and F1 of the best cluster, and hidden breakthroughs (tables 1 and 8-11)"),
        { "method", "clusters", "homogeneity", "recall", "F1", "recall (all)", "hidden", "best", "chance 95 %", "p",
            "published: homogeneity", "recall", "F1", "hidden" },
        {}, {}, false };
    table.published = { 10, 11, 12, 13 };
    std::set<std::string> done;
    for (const Tables* tables : runs)
        tables->addRows2026(table, done, tables == runs.front());
    for (const PublishedRow& published : publishedRows) {
        const bool ours = !*published.values.front(); // in neither paper
        if (done.contains(published.name) || (ours && !measured(run.trajectories).allows(published.decomposition)))
            continue;
        std::vector<std::string> row { published.name, "", "", "", "", "", "", "", "", "" };
        row.insert(row.end(), published.values.begin(), published.values.end());
        table.rows.push_back(std::move(row));
        table.subjects.emplace_back();
        if (published.basisKind && published.basisKind != run.basisKind)
            table.notes.push_back({ SENTENCE("PaperTables", "%1 needs a run with another basis: \"polcascope-engine run %2 --set basis.kind=%3 --set "
                                             "clustering.decompositions=all --out OTHER.polca\", then \"polcascope-engine tables %4 --with "
                                             "OTHER.polca\"."),
                { published.name, run.recipe.name, published.basisKind, run.name } });
        else
            table.notes.push_back(runs.front()->missingClusterings(published.decomposition));
    }
    table.notes.insert(table.notes.begin(),
        { SENTENCE("PaperTables", "The best cluster is the one with the largest F1 among those with over 85 % of their carries in the 10s and 100s places (- "
                   "where there is none). recall: of the carries among the tokens clustered; (all): among all tokens. best: the largest "
                   "homogeneity of any such cluster, and the same maximum under shuffled labels."),
            runs.front()->flatNote(),
            SENTENCE("PaperTables", "The published values are of a model of 3 layers, 10,000 steps of training and 50 vectors.") });
    for (const Tables* tables : runs)
        table.notes.push_back(tables->origin());
    runs.front()->noteSingleClass(table);
    return table;
}

}

struct PaperTables::Private {
    Private(const RunResults& results, const std::vector<RunResults>& otherResults, const TableOptions& wanted)
        : run(results)
        , options(wanted)
        , own(results, wanted)
    {
        for (const RunResults& other : otherResults) {
            requireSameModel(run.recipe, run.name, other.recipe, other.name);
            others.emplace_back(other, wanted); // only the bases are compared
        }
    }

    [[nodiscard]] std::vector<Table> plain(const Progress& progress)
    {
        const double share = 0.6 / static_cast<double>(1 + others.size());
        double begin = 0;
        const auto next = [&](double width) {
            const double from = std::exchange(begin, begin + width);
            return progress.part(from, begin);
        };
        own.compute(next(share));
        std::vector<const Tables*> all { &own };
        for (Tables& other : others) {
            other.compute(next(share));
            all.push_back(&other);
        }
        std::vector<Table> found;
        for (const Decomposition decomposition :
            { Decomposition::secondOrder, Decomposition::firstOrder, Decomposition::trapezoid })
            found.push_back(own.table1of2024(decomposition, next(0.1)));
        const Progress rest = next(0.1);
        const auto add = [&](Table table) {
            found.push_back(std::move(table));
            rest.report(static_cast<double>(found.size()) / static_cast<double>(paperTableNames.size()));
        };
        add(own.table5of2024());
        add(table1of2026(all, run));
        add(own.explainedTable());
        add(own.vectorsTable());
        add(own.chanceTable());
        add(own.breakthroughsTable());
        add(own.sharpestRiseTable());
        add(own.clustersTable());
        add(own.tokensTable());
        return found;
    }

    [[nodiscard]] std::vector<Table> heldout(const Progress& progress)
    {
        if (!own.hasHeldout())
            return { own.heldoutTable() };
        own.placeHeldoutTokens(progress);
        return { own.heldoutTable(), own.clustersTable() };
    }

    const RunResults& run;
    TableOptions options;
    Tables own;
    std::vector<Tables> others;
};

RunResults runResults(const store::RunFolder& folder)
{
    const std::string path = folder.path().string();
    RunResults run { path, "hessian", folder.recipe(), store::TrajectorySet(folder), store::readTokens(folder),
        store::readClusterings(folder), store::readBasisInfo(folder), store::readHeldoutTokens(folder), path };
    if (folder.manifest().sample)
        run.toResume = folder.manifest().sample->of + ".polca";
    for (const RecipeField& field : recipeFields()) {
        if (field.key == "basis.kind")
            run.basisKind = field.valueOf(run.recipe);
    }
    const std::string resume = "polcascope-engine resume " + path;
    if (run.clusterings.empty())
        throw Error(ErrorKind::missingInput, { { "what", "A table" }, { "needs", "clusterings" }, { "command", resume } });
    if (run.trajectories.checkpoints() < 2)
        throw Error(ErrorKind::missingInput,
            { { "what", "A table" }, { "needs", "at least two checkpoints of trajectories" },
                { "command", resume + " --set trajectories.interval=" + std::to_string(run.recipe.training.checkpointInterval) } });
    const Matrix<float> loss = run.trajectories.loss();
    for (std::size_t t = 0; t < loss.rows(); ++t) {
        const auto row = loss.row(t);
        if (!std::all_of(row.begin(), row.end(), [](float value) { return std::isfinite(value); }))
            throw Error(ErrorKind::nonFinite, { { "what", "loss" }, { "step", std::to_string(run.trajectories.steps()[t]) } });
    }
    return run;
}

std::optional<Sentence> singleClassNote(const TokenTable& tokens)
{
    if (!tokens.label("carry"))
        return SENTENCE("PaperTables", "The tokens of this run are not labelled by carries: no share of carries says anything here.");
    const auto carries = static_cast<std::size_t>(std::ranges::count(carriesOf(tokens), 1));
    if (carries == 0)
        return SENTENCE("PaperTables", "None of the tokens of this run carry: no share of carries says anything here.");
    if (carries == tokens.count())
        return SENTENCE("PaperTables", "All of the tokens of this run carry: no share of carries says anything here.");
    return std::nullopt;
}

PaperTables::PaperTables(const RunResults& run, const std::vector<RunResults>& others, const TableOptions& options)
    : m_tables(std::make_unique<Private>(run, others, options))
{
}

PaperTables::~PaperTables() = default;

std::vector<Table> PaperTables::compute(Part part, const Progress& progress)
{
    std::vector<Table> found;
    switch (part) {
    case Part::plain:
        found = m_tables->plain(progress);
        break;
    case Part::heldout:
        found = m_tables->heldout(progress);
        break;
    case Part::stability:
        m_tables->own.measureStability(progress);
        found = { m_tables->own.stabilityTable(), m_tables->own.clustersTable() };
        break;
    case Part::settings:
        m_tables->own.trySettings(progress);
        found = { m_tables->own.settingsTable() };
        break;
    }
    progress.report(1);
    return found;
}

double PaperTables::seconds(Part part) const
{
    return m_tables->own.seconds(part);
}

void merge(std::vector<Table>& tables, std::vector<Table> found)
{
    for (Table& table : found) {
        const auto same = std::ranges::find(tables, table.name, &Table::name);
        if (same != tables.end())
            *same = std::move(table);
        else
            tables.push_back(std::move(table));
    }
    std::ranges::stable_sort(tables, {}, [](const Table& table) {
        return std::find(paperTableNames.begin(), paperTableNames.end(), table.name) - paperTableNames.begin();
    });
}

std::vector<Table> paperTables(const RunResults& run, const std::vector<RunResults>& others, const TableOptions& options,
    const Progress& progress)
{
    using Part = PaperTables::Part;
    std::vector<Part> parts { Part::plain };
    for (const auto& [wanted, part] : { std::pair(options.heldout, Part::heldout), std::pair(options.stability, Part::stability),
             std::pair(options.settings, Part::settings) }) {
        if (wanted)
            parts.push_back(part);
    }
    PaperTables tables(run, others, options);
    std::vector<Table> result;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto count = static_cast<double>(parts.size());
        merge(result, tables.compute(parts[i],
                          progress.part(static_cast<double>(i) / count, static_cast<double>(i + 1) / count)));
    }
    return result;
}

}
