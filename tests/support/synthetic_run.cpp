#include "tests/support/synthetic_run.h"

#include "core/analysis/clusterings.h"
#include "core/analysis/summary_file.h"
#include "core/base/random.h"
#include "core/cluster/hdbscan.h"
#include "core/recipe/model_shape.h"
#include "core/store/clustering_file.h"
#include "core/store/run_files.h"
#include "core/store/run_folder.h"
#include "core/store/trajectory_set.h"
#include "core/task/arithmetic.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <numbers>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

namespace polcascope::support {

namespace {

using store::Stage;

constexpr std::int64_t interval = 5; // steps between checkpoints
constexpr std::size_t partLength = 10; // checkpoints to a trajectory file

std::string numbered(const char* format, std::int64_t number)
{
    char text[64];
    std::snprintf(text, sizeof text, format, static_cast<long long>(number));
    return text;
}

Recipe recipeFor(const SyntheticRunOptions& options)
{
    const std::int64_t segments = options.checkpoints - 1;
    Recipe recipe;
    recipe.name = "synthetic";
    recipe.title = "A made-up run";
    recipe.description = "Written by make_synthetic_run: nothing was trained.";
    recipe.seed = static_cast<std::int64_t>(options.seed);
    recipe.task.validationExamples = options.examples;
    recipe.model = { .layers = 1, .width = 8, .heads = 2, .mlpWidth = 16 };
    recipe.training.steps = segments * interval;
    recipe.training.batchSize = 8;
    recipe.training.checkpointInterval = interval;
    recipe.basis.vectors = options.vectors;
    recipe.basis.vectorsPerCheckpoint = (options.vectors + segments - 1) / segments;
    recipe.basis.interval = std::max<std::int64_t>(1, segments / options.vectors) * interval;
    recipe.basis.examples =
        std::min<std::int64_t>(recipe.basis.examples, recipe.training.steps * recipe.training.batchSize);
    recipe.trajectories.interval = interval;
    recipe.trajectories.curvatureExamples =
        options.curvature ? std::min<std::int64_t>(recipe.trajectories.curvatureExamples, options.examples) : 0;
    recipe.trajectories.heldoutExamples = options.heldoutExamples;
    recipe.clustering.decompositions = options.decompositions;
    recipe.clustering.together = options.together;
    if (options.midpoint)
        recipe.trajectories.midpoint = "on";
    if (options.ownCurvature)
        recipe.trajectories.ownCurvature = "on";
    if (options.midpoint || options.ownCurvature)
        recipe.clustering.decompositions = "all";
    requireValid(recipe);
    return recipe;
}

/// What a token's trajectories depend on besides chance.
struct Group {
    std::int32_t place = 0; ///< 0: 1000s
    bool middleCarry = false;

    [[nodiscard]] std::size_t index() const { return static_cast<std::size_t>(2 * place + middleCarry); }
};
constexpr std::size_t groupCount = 8;
constexpr std::size_t noGroup = groupCount;
constexpr double outlierShare = 0.1; // among planted clusters

std::vector<Group> groupsOf(const TokenTable& tokens)
{
    if (tokens.count() == 0)
        return {};
    const auto& places = tokens.label("place")->values;
    const auto& carries = tokens.label("carry")->values;
    std::vector<Group> groups(tokens.count());
    for (std::size_t i = 0; i < groups.size(); ++i)
        groups[i] = { places[i], carries[i] == 1 && (places[i] == 1 || places[i] == 2) };
    return groups;
}

bool isPlanted(const SyntheticRunOptions& options)
{
    return options.clusterings == SyntheticRunOptions::Clusterings::planted;
}

std::size_t carryVector(const SyntheticRunOptions& options)
{
    return options.vectors > 1 ? 1 : 0;
}

/// A bump over training time (0 to 1) with an integral of about 1.
double bump(double time, double centre, double width)
{
    const double z = (time - centre) / width;
    return std::exp(-z * z / 2) / (width * std::sqrt(2 * std::numbers::pi));
}

double plantedProjection(const SyntheticRunOptions& options, std::size_t vector, Group group, double time)
{
    constexpr std::array fall { 0.5, 0.25, 0.25, 0.4 }; // nats, along vector 0
    constexpr std::array when { 0.15, 0.4, 0.45, 0.3 };
    const auto place = static_cast<std::size_t>(group.place);
    const auto vectors = static_cast<std::size_t>(options.vectors);
    double projection = 0;
    if (vector == 0)
        projection -= fall[place] * bump(time, when[place], 0.06);
    if (vector == carryVector(options))
        projection -= (group.middleCarry ? 0.7 : 0.05) * bump(time, 0.6, 0.08);
    else if (vectors >= 3 && vector == vectors - 1)
        projection += 0.05;
    else if (vector > 0)
        projection -= 0.4 / static_cast<double>(vectors) * (isPlanted(options) ? 1 + group.place : 1) *
            bump(time, static_cast<double>(vector) / static_cast<double>(vectors), 0.2);
    return projection;
}

/// Some tokens that belong to no planted cluster.
std::vector<bool> outliersOf(const SyntheticRunOptions& options, std::size_t tokens)
{
    std::vector<bool> outliers(tokens);
    Random random(options.seed, "outliers");
    for (std::size_t x = 0; x < tokens && isPlanted(options); ++x)
        outliers[x] = random.uniform() < outlierShare;
    return outliers;
}

/// A spanning tree as of well separated clusters and of outliers around them. `groups`: of each point, or noGroup.
cluster::SpanningTree plantedTree(std::span<const std::size_t> groups, Random& random)
{
    cluster::SpanningTree tree { .points = groups.size(), .coreDistances = std::vector<double>(groups.size()) };
    std::array<std::int32_t, groupCount> last; // point of each group
    last.fill(-1);
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const auto point = static_cast<std::int32_t>(i);
        const double chance = random.uniform();
        const bool outlier = groups[i] == noGroup;
        const std::int32_t before = outlier ? -1 : std::exchange(last[groups[i]], point);
        if (before >= 0)
            tree.edges.push_back({ before, point, 0.05 + 0.15 * chance });
        else if (point > 0)
            tree.edges.push_back({ 0, point, (outlier ? 0.7 : 0.5) + 0.1 * chance });
    }
    std::ranges::sort(tree.edges, {}, &cluster::SpanningEdge::distance);
    return tree;
}

/// Orthonormal directions in weight space, random but for that.
std::vector<std::vector<float>> directions(std::size_t count, std::size_t dimension, std::uint64_t seed)
{
    Random random(seed, "directions");
    std::vector<std::vector<double>> found;
    for (std::size_t k = 0; k < count; ++k) {
        std::vector<double> vector(dimension);
        for (double& value : vector)
            value = random.normal();
        for (const auto& other : found) {
            const double along = std::inner_product(vector.begin(), vector.end(), other.begin(), 0.0);
            for (std::size_t i = 0; i < dimension; ++i)
                vector[i] -= along * other[i];
        }
        const double length =
            std::sqrt(std::inner_product(vector.begin(), vector.end(), vector.begin(), 0.0));
        for (double& value : vector)
            value /= length;
        found.push_back(std::move(vector));
    }
    std::vector<std::vector<float>> result;
    for (const auto& vector : found)
        result.emplace_back(vector.begin(), vector.end());
    return result;
}

class SyntheticRun {
public:
    SyntheticRun(const std::filesystem::path& path, const SyntheticRunOptions& options)
        : m_options(options)
        , m_recipe(recipeFor(options))
        , m_tokens(task::Arithmetic(m_recipe).tokens())
        , m_folder(store::RunFolder::create(path, m_recipe))
        , m_checkpoints(static_cast<std::size_t>(options.checkpoints))
        , m_vectors(static_cast<std::size_t>(options.vectors))
    {
    }

    void write()
    {
        m_folder.setEnvironment({ { "device", "none: made up" } });
        m_folder.add(
            Stage::task, "task/tokens.h5", 0, [&](const auto& file) { store::writeTokens(file, m_tokens); });
        m_folder.finish(Stage::task);
        writeWeights();
        writeTrajectories(m_options.finished ? m_checkpoints : std::max<std::size_t>(m_checkpoints / 2, 2));
        if (m_options.finished) {
            const store::TrajectorySet parts(m_folder);
            m_folder.add(Stage::trajectories, "trajectories/trajectories.h5", 0,
                [&](const auto& file) { store::writeTrajectories(file, parts); }, "trajectories/part-");
            m_folder.finish(Stage::trajectories);
            const auto clusterings = isPlanted(m_options) ? planted() : computed();
            m_folder.add(Stage::clusterings, "clusterings/clusterings.h5", 0,
                [&](const auto& file) { store::writeClusterings(file, clusterings); });
            constexpr int permutations = 10; // enough for a file of the right form
            const store::TrajectorySet trajectories(m_folder);
            m_folder.add(Stage::clusterings, "clusterings/summary.json", 0, [&](const auto& file) {
                analysis::writeSummary(file, analysis::summarise(trajectories, m_tokens, clusterings, permutations));
            });
            m_folder.finish(Stage::clusterings);
        }
    }

private:
    [[nodiscard]] double time(std::size_t checkpoint) const
    {
        return static_cast<double>(checkpoint) / static_cast<double>(m_checkpoints - 1);
    }

    /// p_k(t), positive, about 1 in all.
    [[nodiscard]] double movement(std::size_t vector, std::size_t checkpoint) const
    {
        return (1 + 0.5 * std::cos(static_cast<double>(vector) + 12 * time(checkpoint))) /
            static_cast<double>(m_checkpoints - 1);
    }

    /// |delta_t|^2.
    [[nodiscard]] double movementSquared(std::size_t checkpoint) const
    {
        double along = 0;
        for (std::size_t k = 0; k < m_vectors; ++k)
            along += std::pow(movement(k, checkpoint), 2);
        return 20 * along;
    }

    void writeWeights()
    {
        const auto layout = parameterLayout(modelShape(m_recipe));
        const auto dimension = static_cast<std::size_t>(parameterCount(modelShape(m_recipe)));
        const auto basis = directions(m_vectors + 1, dimension, m_options.seed);
        Random random(m_options.seed, "weights");
        std::vector<float> weights(dimension);
        for (float& weight : weights)
            weight = static_cast<float>(m_recipe.model.initialScale * random.normal());
        for (std::size_t t = 0; t < m_checkpoints; ++t) {
            const std::int64_t step = static_cast<std::int64_t>(t) * interval;
            m_folder.add(Stage::training, numbered("checkpoints/step-%06lld.h5", step), step,
                [&](const auto& file) { store::writeCheckpoint(file, step, weights, layout); });
            const auto move = [&](std::size_t direction, double distance) {
                for (std::size_t i = 0; i < dimension; ++i)
                    weights[i] += static_cast<float>(distance) * basis[direction][i];
            };
            for (std::size_t k = 0; k < m_vectors; ++k)
                move(k, movement(k, t));
            move(m_vectors, std::sqrt(movementSquared(t) * 19 / 20));
        }
        std::vector<float> losses(static_cast<std::size_t>(m_recipe.training.steps));
        for (std::size_t step = 0; step < losses.size(); ++step)
            losses[step] = static_cast<float>(0.5 +
                1.8 * std::exp(-3.0 * static_cast<double>(step) / static_cast<double>(losses.size())) +
                0.05 * random.normal());
        m_folder.add(Stage::training, "checkpoints/training-loss.h5", m_recipe.training.steps,
            [&](const auto& file) { store::writeTrainingLoss(file, losses); });
        m_folder.addSeconds(Stage::training, 60);
        m_folder.finish(Stage::training);

        for (std::size_t k = 0; k < m_vectors; ++k) {
            const auto index = static_cast<std::int64_t>(k);
            store::BasisVector vector;
            vector.index = index;
            vector.step = (index / m_recipe.basis.vectorsPerCheckpoint + 1) * m_recipe.basis.interval;
            vector.eigenvalue = 50.0 / static_cast<double>(k + 1);
            vector.residual = 1e-4;
            vector.iterations = 30;
            vector.products = 31;
            vector.converged = true;
            vector.vector = basis[k];
            m_folder.add(Stage::basis, numbered("basis/vector-%03lld.h5", index), index,
                [&](const auto& file) { store::writeBasisVector(file, vector, layout); });
        }
        m_folder.addSeconds(Stage::basis, 20);
        m_folder.finish(Stage::basis);
    }

    /// Tokens on their way through training.
    struct Followed {
        std::vector<Group> groups;
        Random random;
        std::vector<float> strength, loss; ///< [tokens]
        Matrix<float> before; ///< D at the checkpoint before, [K, tokens]

        Followed(const TokenTable& tokens, const SyntheticRunOptions& options, const char* purpose)
            : groups(groupsOf(tokens))
            , random(options.seed, purpose)
            , strength(tokens.count())
            , loss(tokens.count())
            , before(static_cast<std::size_t>(options.vectors), tokens.count())
        {
            const std::vector<bool> outliers = outliersOf(options, tokens.count());
            for (std::size_t x = 0; x < loss.size(); ++x) {
                strength[x] = 1 + (outliers[x] ? 0.9f : 0.15f) * chance();
                loss[x] = 2.3f + 0.1f * chance();
            }
        }
        float chance() { return static_cast<float>(random.uniform()) * 2 - 1; }
    };

    [[nodiscard]] std::array<float, groupCount> plantedAt(std::size_t vector, double when) const
    {
        std::array<float, groupCount> planted {};
        for (const std::int32_t place : { 0, 1, 2, 3 }) {
            for (const bool carry : { false, true })
                planted[Group { place, carry }.index()] =
                    static_cast<float>(plantedProjection(m_options, vector, { place, carry }, when));
        }
        return planted;
    }
    /// How strongly a token follows what is planted.
    [[nodiscard]] float follows(const Followed& tokens, std::size_t vector, std::size_t x) const
    {
        return vector == carryVector(m_options) && x / 4 % 20 == 7 ? -0.3f : tokens.strength[x];
    }

    /// D along one vector at checkpoint t, and what the movement since the one before makes of the losses.
    void follow(Followed& tokens, std::size_t vector, std::size_t t, std::span<float> row) const
    {
        const auto planted = plantedAt(vector, time(t));
        for (std::size_t x = 0; x < row.size(); ++x) {
            row[x] = planted[tokens.groups[x].index()] * follows(tokens, vector, x) + 0.05f * tokens.chance();
            if (t > 0)
                tokens.loss[x] += static_cast<float>(movement(vector, t - 1)) * (tokens.before(vector, x) + row[x]) / 2;
        }
        std::copy(row.begin(), row.end(), tokens.before.row(vector).begin());
    }
    void finishLoss(Followed& tokens, std::size_t t, std::span<float> row) const
    {
        if (t > 0) {
            const auto besides = static_cast<float>(
                -0.5 * bump(time(t), 0.5, 0.25) / static_cast<double>(m_checkpoints - 1));
            for (std::size_t x = 0; x < tokens.loss.size(); ++x)
                tokens.loss[x] += besides * tokens.strength[x];
        }
        std::copy(tokens.loss.begin(), tokens.loss.end(), row.begin());
    }

    void writeTrajectories(std::size_t checkpoints)
    {
        Followed tokens(m_tokens, m_options, "tokens");
        const TokenTable heldoutTable =
            m_options.heldoutExamples > 0 ? task::Arithmetic(m_recipe).heldoutTokens() : TokenTable();
        Followed heldout(heldoutTable, m_options, "heldout");
        const std::size_t count = tokens.loss.size(), heldoutCount = heldout.loss.size();
        if (heldoutCount > 0)
            m_folder.add(Stage::trajectories, "trajectories/heldout-tokens.h5", -1,
                [&](const auto& file) { store::writeTokens(file, heldoutTable); });

        for (std::size_t begin = 0; begin < checkpoints; begin += partLength) {
            const std::size_t length = std::min(partLength, checkpoints - begin);
            store::TrajectoryPart part;
            part.loss = Matrix<float>(length, count);
            part.gradientProjection.assign(m_vectors, Matrix<float>(length, count));
            if (m_options.midpoint)
                part.midpointProjection = part.gradientProjection;
            if (m_options.ownCurvature)
                part.ownCurvature = part.gradientProjection;
            if (heldoutCount > 0) {
                part.heldoutLoss = Matrix<float>(length, heldoutCount);
                part.heldoutProjection.assign(m_vectors, part.heldoutLoss);
            }
            part.weightProjection = part.curvature = part.curvatureError = Matrix<double>(m_vectors, length);
            for (std::size_t i = 0; i < length; ++i) {
                const std::size_t t = begin + i;
                const bool isLast = m_options.finished && t + 1 == m_checkpoints;
                const double none = std::numeric_limits<double>::quiet_NaN();
                part.steps.push_back(static_cast<std::int32_t>(t) * interval);
                part.movementSquared.push_back(isLast ? none : movementSquared(t));
                for (std::size_t k = 0; k < m_vectors; ++k) {
                    part.weightProjection(k, i) = isLast ? none : movement(k, t);
                    part.curvature(k, i) =
                        m_options.curvature ? 50.0 / static_cast<double>(k + 1) * std::exp(-time(t)) : none;
                    part.curvatureError(k, i) = 0.1 * part.curvature(k, i);
                    follow(tokens, k, t, part.gradientProjection[k].row(i));
                    if (heldoutCount > 0)
                        follow(heldout, k, t, part.heldoutProjection[k].row(i));
                    if (m_options.ownCurvature) {
                        const auto here = plantedAt(k, time(t)), next = plantedAt(k, time(t + 1));
                        for (std::size_t x = 0; x < count; ++x) {
                            const std::size_t group = tokens.groups[x].index();
                            part.ownCurvature[k](i, x)
                                = (next[group] - here[group]) / static_cast<float>(movement(k, t)) * follows(tokens, k, x);
                        }
                    }
                    if (m_options.midpoint) {
                        const auto planted = plantedAt(k, time(t) + 0.5 / static_cast<double>(m_checkpoints - 1));
                        const auto row = part.midpointProjection[k].row(i);
                        for (std::size_t x = 0; x < count; ++x)
                            row[x] = isLast ? std::numeric_limits<float>::quiet_NaN()
                                            : planted[tokens.groups[x].index()] * follows(tokens, k, x);
                    }
                }
                finishLoss(tokens, t, part.loss.row(i));
                if (heldoutCount > 0)
                    finishLoss(heldout, t, part.heldoutLoss.row(i));
            }
            const auto index = static_cast<std::int64_t>(begin / partLength);
            m_folder.add(Stage::trajectories, numbered("trajectories/part-%05lld.h5", index), index,
                [&](const auto& file) { store::writeTrajectoryPart(file, part); });
        }
        m_folder.addSeconds(Stage::trajectories, 40);
    }

    /// As the engine does.
    [[nodiscard]] std::vector<store::ClusteringKey> keys() const
    {
        const auto decompositions =
            analysis::clusteredDecompositions(m_recipe.clustering, { m_options.curvature, m_options.midpoint, m_options.ownCurvature });
        auto keys = analysis::standardClusterings(m_vectors, m_tokens, decompositions);
        const auto sets = vectorSets(m_recipe.clustering.together, m_options.vectors);
        const auto joint = analysis::jointClusterings(sets.value(), m_tokens, decompositions);
        keys.insert(keys.end(), joint.begin(), joint.end());
        return keys;
    }

    [[nodiscard]] std::vector<store::Clustering> computed() const
    {
        return analysis::clusterTokens(store::TrajectorySet(m_folder), m_tokens, keys(), m_recipe.clustering);
    }

    /// The groups that a clustering would find: places, carries or both.
    [[nodiscard]] std::size_t groupFor(const store::ClusteringKey& key, Group group) const
    {
        if (!key.usesBasis() || !key.together.empty())
            return group.index();
        const bool carries = key.vector == static_cast<std::int32_t>(carryVector(m_options));
        return carries ? group.middleCarry : static_cast<std::size_t>(group.place);
    }

    [[nodiscard]] std::vector<store::Clustering> planted() const
    {
        const std::vector<Group> groups = groupsOf(m_tokens);
        const std::vector<bool> outliers = outliersOf(m_options, groups.size());
        Random random(m_options.seed, "planted");
        std::vector<store::Clustering> clusterings;
        for (const store::ClusteringKey& key : keys()) {
            store::Clustering scope = analysis::clusterScope({}, m_tokens, key, m_recipe.clustering);
            scope.skipped = key.rules == store::Rules::y2026 && m_vectors >= 3 &&
                key.vector == static_cast<std::int32_t>(m_vectors) - 1;
            if (scope.skipped)
                std::ranges::fill(scope.labels, store::notClustered);
            std::vector<std::size_t> found;
            for (const std::int32_t token : analysis::clusteredTokens(scope)) {
                const auto x = static_cast<std::size_t>(token);
                found.push_back(outliers[x] ? noGroup : groupFor(key, groups[x]));
            }
            auto clusters =
                cluster::cut(plantedTree(found, random), { .minimumClusterSize = scope.minimumClusterSize });
            clusterings.push_back(analysis::withClusters(std::move(scope), std::move(clusters)));
        }
        return clusterings;
    }

    SyntheticRunOptions m_options;
    Recipe m_recipe;
    TokenTable m_tokens;
    store::RunFolder m_folder;
    std::size_t m_checkpoints;
    std::size_t m_vectors;
};

}

void writeSyntheticRun(const std::filesystem::path& path, const SyntheticRunOptions& options)
{
    SyntheticRun(path, options).write();
}

}
