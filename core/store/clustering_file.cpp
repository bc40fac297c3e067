#include "core/store/clustering_file.h"

#include "core/store/hdf_file.h"

#include <array>

namespace polcascope::store {

namespace {

constexpr auto schema = "polcascope/clusterings";
constexpr int version = 1;

constexpr std::array rulesNames { std::string_view("2024"), std::string_view("2026") };
constexpr std::array quantityNames { std::string_view("loss"), std::string_view("loss change"),
    std::string_view("absolute loss change"), std::string_view("POLCA"), std::string_view("projected loss") };
constexpr std::array decompositionNames { std::string_view("first order"), std::string_view("trapezoid"),
    std::string_view("second order"), std::string_view("Fisher"), std::string_view("Simpson"),
    std::string_view("exact curvature") };

template<typename Enum, std::size_t count>
std::optional<Enum> fromName(std::string_view name, const std::array<std::string_view, count>& names)
{
    for (std::size_t i = 0; i < count; ++i) {
        if (names[i] == name)
            return static_cast<Enum>(i);
    }
    return std::nullopt;
}

std::string groupName(std::size_t index)
{
    std::string digits = std::to_string(index);
    return "clustering_" + std::string(4 - std::min<std::size_t>(4, digits.size()), '0') + digits;
}

}

std::string_view name(Rules rules) { return rulesNames.at(static_cast<std::size_t>(rules)); }
std::string_view name(Quantity quantity) { return quantityNames.at(static_cast<std::size_t>(quantity)); }
std::string_view name(Decomposition decomposition) { return decompositionNames.at(static_cast<std::size_t>(decomposition)); }
std::optional<Rules> rulesFromName(std::string_view name) { return fromName<Rules>(name, rulesNames); }
std::optional<Quantity> quantityFromName(std::string_view name) { return fromName<Quantity>(name, quantityNames); }
std::optional<Decomposition> decompositionFromName(std::string_view name) { return fromName<Decomposition>(name, decompositionNames); }

std::vector<std::int32_t> ClusteringKey::vectors() const
{
    std::vector<std::int32_t> vectors;
    if (usesBasis()) {
        vectors.push_back(vector);
        vectors.insert(vectors.end(), together.begin(), together.end());
    }
    return vectors;
}

void writeClusterings(const std::filesystem::path& path, const std::vector<Clustering>& clusterings, Packing packing)
{
    HdfWriter file(path, schema, version, packing);
    file.attribute("count", static_cast<std::int64_t>(clusterings.size()));
    for (std::size_t i = 0; i < clusterings.size(); ++i) {
        const Clustering& clustering = clusterings[i];
        const std::string group = groupName(i);
        const std::size_t edges = clustering.condensedTree.size();
        std::vector<std::int32_t> parents(edges), children(edges), sizes(edges);
        std::vector<double> lambdas(edges);
        for (std::size_t edge = 0; edge < edges; ++edge) {
            parents[edge] = clustering.condensedTree[edge].parent;
            children[edge] = clustering.condensedTree[edge].child;
            lambdas[edge] = clustering.condensedTree[edge].lambda;
            sizes[edge] = clustering.condensedTree[edge].size;
        }
        file.write(group + "/labels", clustering.labels, "1",
            "cluster of each token, by descending size; -1 outlier, -2 another output token type, -3 filtered out [tokens]");
        file.write(group + "/probabilities", clustering.probabilities, "1", "strength of membership [tokens]");
        file.write(group + "/persistence", clustering.persistence, "1", "stability of each cluster [clusters]");
        file.write(group + "/condensed_tree/parent", parents, "1", "cluster that splits or loses a point [edges]");
        file.write(group + "/condensed_tree/child", children, "1", "a point, in the order of the clustered tokens, or a cluster [edges]");
        file.write(group + "/condensed_tree/lambda", lambdas, "1 / distance", "when the child leaves [edges]");
        file.write(group + "/condensed_tree/size", sizes, "tokens", "how many points leave [edges]");
        file.attribute("rules", name(clustering.key.rules), group);
        file.attribute("quantity", name(clustering.key.quantity), group);
        file.attribute("decomposition", name(clustering.key.decomposition), group);
        file.attribute("vector", static_cast<std::int64_t>(clustering.key.vector), group);
        file.attribute("output", static_cast<std::int64_t>(clustering.key.output), group);
        if (!clustering.key.together.empty())
            file.write(group + "/together", clustering.key.together, "1",
                "further basis vectors whose trajectories are clustered together with that of `vector`");
        file.attribute("minimum_cluster_size", clustering.minimumClusterSize, group);
        file.attribute("minimum_samples", clustering.minimumSamples, group);
        file.attribute("skipped", static_cast<std::int64_t>(clustering.skipped), group);
    }
    file.close();
}

std::vector<Clustering> readClusterings(const std::filesystem::path& path)
{
    const HdfReader file(path, schema, version);
    std::vector<Clustering> clusterings(static_cast<std::size_t>(file.integer("count")));
    for (std::size_t i = 0; i < clusterings.size(); ++i) {
        Clustering& clustering = clusterings[i];
        const std::string group = groupName(i);
        const auto rules = rulesFromName(file.text("rules", group));
        const auto quantity = quantityFromName(file.text("quantity", group));
        const auto decomposition = decompositionFromName(file.text("decomposition", group));
        if (!rules || !quantity || !decomposition)
            file.fail(group + " is of an unknown kind");
        clustering.key = { *rules, *quantity, *decomposition, static_cast<std::int32_t>(file.integer("vector", group)),
            static_cast<std::int32_t>(file.integer("output", group)), {} };
        if (file.has(group + "/together"))
            clustering.key.together = file.read<std::int32_t>(group + "/together");
        clustering.minimumClusterSize = file.integer("minimum_cluster_size", group);
        clustering.minimumSamples = file.integer("minimum_samples", group);
        clustering.skipped = file.integer("skipped", group) != 0;
        clustering.labels = file.read<std::int32_t>(group + "/labels");
        clustering.probabilities = file.read<float>(group + "/probabilities");
        clustering.persistence = file.read<double>(group + "/persistence");
        const auto parents = file.read<std::int32_t>(group + "/condensed_tree/parent");
        const auto children = file.read<std::int32_t>(group + "/condensed_tree/child");
        const auto lambdas = file.read<double>(group + "/condensed_tree/lambda");
        const auto sizes = file.read<std::int32_t>(group + "/condensed_tree/size");
        if (children.size() != parents.size() || lambdas.size() != parents.size() || sizes.size() != parents.size()
            || clustering.probabilities.size() != clustering.labels.size())
            file.fail(group + " does not fit together");
        for (std::size_t edge = 0; edge < parents.size(); ++edge)
            clustering.condensedTree.push_back({ parents[edge], children[edge], lambdas[edge], sizes[edge] });
        for (const std::int32_t label : clustering.labels) {
            if (label < filteredOut || label >= clustering.clusters())
                file.fail(group + " has a label without a cluster");
        }
    }
    return clusterings;
}

}
