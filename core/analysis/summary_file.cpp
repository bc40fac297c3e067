#include "core/analysis/summary_file.h"

#include "core/analysis/paper_tables.h"
#include "core/base/error.h"

#include <nlohmann/json.hpp>

#include <array>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

namespace polcascope::analysis {

using Json = nlohmann::ordered_json;

void writeSummary(const std::filesystem::path& path, const Summary& summary)
{
    Json rows = Json::array();
    for (const SummaryRow& row : summary.rows)
        rows.push_back({ { "rules", store::name(row.rules) }, { "quantity", store::name(row.quantity) },
            { "decomposition", store::name(row.decomposition) }, { "together", row.together }, { "clusterings", row.clusterings }, { "clusters", row.clusters },
            { "digit_clusters", row.digitClusters }, { "carry_clusters", row.carryClusters },
            { "vectors_with_carry", row.vectorsWithCarry }, { "best_homogeneity", row.bestHomogeneity },
            { "best_shuffled_95", row.bestShuffled95 }, { "best_p", row.bestP }, { "recall_clustered", row.recallClustered }, { "recall_all", row.recallAll } });
    const Json json { { "rows", rows }, { "explained_first_order", summary.explainedFirstOrder },
        { "explained_trapezoid", summary.explainedTrapezoid }, { "span_share", summary.spanShare },
        { "loss_first", summary.lossFirst }, { "loss_last", summary.lossLast } };
    std::ofstream file(path, std::ios::binary);
    file << json.dump(1) << "\n";
    file.flush();
    if (!file)
        throw Error(ErrorKind::notWritable, { { "path", path.string() }, { "what", "it could not be written to its end" } });
}

Summary readSummary(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    try {
        const Json json = Json::parse(file);
        Summary summary;
        summary.explainedFirstOrder = json.at("explained_first_order").get<double>();
        summary.explainedTrapezoid = json.at("explained_trapezoid").get<double>();
        summary.spanShare = json.at("span_share").get<double>();
        summary.lossFirst = json.at("loss_first").get<double>();
        summary.lossLast = json.at("loss_last").get<double>();
        for (const Json& row : json.at("rows")) {
            SummaryRow& added = summary.rows.emplace_back();
            added.rules = store::rulesFromName(row.at("rules").get<std::string>()).value();
            added.quantity = store::quantityFromName(row.at("quantity").get<std::string>()).value();
            added.decomposition = store::decompositionFromName(row.at("decomposition").get<std::string>()).value();
            added.together = row.value("together", false);
            added.bestP = row.value("best_p", 1.0);
            added.clusterings = row.at("clusterings").get<int>();
            added.clusters = row.at("clusters").get<int>();
            added.digitClusters = row.at("digit_clusters").get<int>();
            added.carryClusters = row.at("carry_clusters").get<int>();
            added.vectorsWithCarry = row.at("vectors_with_carry").get<int>();
            added.bestHomogeneity = row.at("best_homogeneity").get<double>();
            added.bestShuffled95 = row.at("best_shuffled_95").get<double>();
            added.recallClustered = row.at("recall_clustered").get<double>();
            added.recallAll = row.at("recall_all").get<double>();
        }
        return summary;
    } catch (const std::exception& error) {
        throw Error(ErrorKind::damaged, { { "path", path.string() }, { "reason", "format" }, { "what", error.what() } });
    }
}

std::string summaryText(const Summary& summary, const TokenTable& tokens)
{
    std::array<char, 256> line {};
    std::string text;
    std::snprintf(line.data(), line.size(), "loss %.3f -> %.3f nats; the basis explains %.1f %% of the change at first order, %.1f %% by the trapezoid,\n"
                                            "and holds %.2f %% of the squared movement of the weights\n\n",
        summary.lossFirst, summary.lossLast, 100 * summary.explainedFirstOrder, 100 * summary.explainedTrapezoid, 100 * summary.spanShare);
    text += line.data();
    std::snprintf(line.data(), line.size(), "%-5s %-21s %-12s %11s %8s %6s %6s %8s %11s %11s %6s %13s\n", "rules", "clustered", "decomposed",
        "clusterings", "clusters", "digit", "carry", "vectors", "homogeneity", "shuffled 95", "p", "recall (all)");
    text += line.data();
    for (const SummaryRow& row : summary.rows) {
        const std::vector<std::string> way = row.cells();
        const std::string vectors = std::to_string(row.vectorsWithCarry);
        std::snprintf(line.data(), line.size(), "%-5s %-21s %-12s %11d %8d %6d %6d %8s %11.2f %11.2f %6.3f   %.2f (%.2f)\n", way[0].c_str(),
            way[1].c_str(), row.usesBasis() ? way[2].c_str() : "-", row.clusterings, row.clusters,
            row.digitClusters, row.carryClusters, row.usesBasis() ? vectors.c_str() : "-", row.bestHomogeneity, row.bestShuffled95, row.bestP,
            row.recallClustered, row.recallAll);
        text += line.data();
    }
    text += "\ndigit: clusters with 90 % of their tokens in one place. carry: clusters of 90 % carries, 85 % of those in the 10s and\n"
            "100s places. vectors: basis vectors with a carry cluster. homogeneity: the best carry share of any such cluster, and the\n"
            "95th percentile of that best under 200 shuffles of the labels within each digit and place; p: the share of these that\n"
            "reach it. sets: of vectors, clustered together. recall: of the carry clusters together, over the tokens\n"
            "clustered (and over all tokens).\n";
    if (const auto note = singleClassNote(tokens))
        text += note->text() + "\n";
    return text;
}

}
