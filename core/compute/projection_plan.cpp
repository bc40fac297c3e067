#include "core/compute/projection_plan.h"

#include "core/compute/gradient_blocks.h"
#include "core/recipe/recipe.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <map>

namespace polcascope::compute {

namespace {

// How long a multiplication takes compared with one of a large matrix product, measured at width 512 (one core, AVX-512,
// OpenBLAS): what a plan costs is right to about a tenth there.
constexpr double blockFactor = 1.15; ///< of blocks of gradients with those of the basis
constexpr double formFactor = 1.3; ///< of forming them
constexpr double dotFactor = 4; ///< of deltas with products, which come from the cache
constexpr double tangentFactor = 1.2; ///< of passes of derivatives, with all that is no product in them
constexpr double passFactor = 1.4; ///< of forward and backward passes, with all that is no product in them
constexpr std::int64_t tokensOfABlock = 4;

// The same of an accelerator, by the data sheets of A100 and H100, not measured: 10 and 25 thousand billion
// multiplications of floats a second, 0.4 and 0.8 thousand billion of them moved to or from memory, 5 microseconds a launch.
constexpr double moveFactor = 30; ///< of a number moved
constexpr double launchFactor = 1e8; ///< of a launch
constexpr double sharedMoves = 4; ///< of what products leave: written, read and gathered in the examples' order, read
constexpr double ownMoves = 2; ///< without gathering
constexpr double passMoves = 10; ///< of each activation and delta, in and out of what is no product
// Counted (tests/core/compute/bench_launches): a test holds the sum against what is counted.
constexpr std::int64_t forwardLaunches = 28; ///< a layer
constexpr std::int64_t backwardLaunches = 60; ///< a layer, with the sums of its biases and norms
constexpr std::int64_t productLaunches = 7; ///< a weight
constexpr std::int64_t tangentLaunches = 38; ///< a layer and vector
constexpr std::int64_t tangentsSpared = 10; ///< a vector: the last layer ends at its attention
constexpr std::int64_t otherLaunches = 40; ///< embeddings, unembedding and losses

struct Weight {
    std::string name;
    std::int64_t offset = 0;
    double in = 0;
    double out = 0;
    bool own = false; ///< only the scored positions have inputs
    bool above = false; ///< the last attention, so that tangents end before it
    bool firstInputs = false; ///< its inputs follow from token and position alone
    [[nodiscard]] double size() const { return in * out; }
};

/// From the top down.
std::vector<Weight> weights(const ModelShape& shape)
{
    std::map<std::string, ParameterTensor> layout;
    for (const ParameterTensor& tensor : parameterLayout(shape))
        layout[tensor.name] = tensor;
    std::vector<Weight> result;
    const auto add = [&](const std::string& name, bool own, bool above, bool firstInputs) {
        const ParameterTensor& tensor = layout.at(name);
        result.push_back({ name, tensor.offset, static_cast<double>(tensor.shape[1]), static_cast<double>(tensor.shape[0]), own, above,
            firstInputs });
    };
    add("unembedding.weight", true, true, false);
    for (std::int64_t i = shape.layers; i-- > 0;) {
        const bool last = i + 1 == shape.layers;
        const std::string block = "blocks." + std::to_string(i) + ".";
        for (const char* name : { "mlp.output.weight", "mlp.input.weight", "attention.output.weight" })
            add(block + name, last, last, false);
        add(block + "attention.query.weight", last, false, !last && i == 0);
        for (const char* name : { "attention.key.weight", "attention.value.weight" })
            add(block + name, false, false, i == 0);
    }
    return result;
}

class Planner {
public:
    Planner(const ModelShape& shape, const ProjectionSize& size)
        : m_size(size)
        , m_weights(weights(shape))
        , m_shape(shape)
        , m_k(static_cast<double>(size.vectors))
        , m_s(static_cast<double>(size.positions))
        , m_q(static_cast<double>(size.positions - shape.firstScored))
    {
    }

    [[nodiscard]] ProjectionPlan plan(bool tangents, std::optional<ProjectionMethod> only) const
    {
        ProjectionPlan plan;
        plan.tangents = tangents;
        plan.together = !m_size.cpu;
        double below = 0;
        double own = 0;
        for (const Weight& weight : m_weights) {
            plan.layers.push_back(layer(weight, tangents, only));
            (weight.own ? own : below) += weight.size();
        }
        // Attention: of each query with every key, and the same of weights with values, in every block.
        const auto w = static_cast<double>(m_shape.width);
        const double attention = 2 * w * m_s * (static_cast<double>(m_shape.layers - 1) * m_s + m_q);
        if (tangents)
            plan.layers.back().multiplications += 2 * attention * m_k;
        plan.layers.back().cost += tangents ? 2 * attention * m_k * tangentFactor : 0;
        const double forward = below * m_s + own * m_q + attention;
        const double backward = own * m_q + (tangents ? 0 : below * m_s * m_q + attention * m_q);
        plan.shared = forward + backward;
        plan.sharedCost = passFactor * plan.shared;
        if (!m_size.cpu) {
            const double positions = static_cast<double>(m_shape.layers) * m_s * (tangents ? 1 : 1 + m_q) + m_q;
            const double numbers = positions * (2 * w + static_cast<double>(m_shape.mlpWidth));
            plan.sharedCost = plan.shared + moveFactor * passMoves * numbers;
        }
        return plan;
    }

    /// Of a block of examples, `tokens` of each at a time.
    [[nodiscard]] double bytes(const ProjectionPlan& plan, std::int64_t examples, std::int64_t tokens) const
    {
        const auto e = static_cast<double>(examples);
        const auto t = static_cast<double>(tokens);
        const auto w = static_cast<double>(m_shape.width);
        const auto mlp = static_cast<double>(m_shape.mlpWidth);
        const auto vocabulary = static_cast<double>(m_shape.outputVocabulary);
        const double heads = static_cast<double>(m_shape.heads);
        const double kept = static_cast<double>(m_shape.layers) * (m_s * (9 * w + 2 * mlp) + heads * m_s * m_s) + 3 * m_q * vocabulary;
        const double own = t * (8 * w + 2 * mlp + 3 * vocabulary);
        const double lower = plan.tangents
            ? static_cast<double>(m_shape.layers) * m_s * (2 * w + mlp) + m_s * (8 * w + 2 * mlp) + 4 * heads * m_s * m_s
            : t * (m_s * (8 * w + 2 * mlp) + 3 * heads * m_s * m_s);
        double workspace = 0;
        for (std::size_t i = 0; i < plan.layers.size(); ++i) {
            const Weight& weight = m_weights[i];
            const bool blocks = plan.layers[i].method == ProjectionMethod::blocks;
            if (plan.together)
                workspace = std::max(workspace, plan.layers[i].method == ProjectionMethod::products ? e * togetherBytes(weight, t) : 0.0);
            else if (blocks)
                workspace = std::max(workspace,
                    gradientBlocksBytes(examples, tokens, weight.own ? 1 : m_size.positions, static_cast<std::int64_t>(weight.in),
                        m_size.vectors, m_size.elementSize));
            else if (plan.layers[i].method == ProjectionMethod::products)
                workspace = std::max(workspace, static_cast<double>(m_size.elementSize) * e * (weight.own ? t : m_s) * (weight.in + weight.out));
        }
        if (plan.together && !plan.tangents) // the embeddings are taken like a product
            workspace = std::max(workspace, e * togetherBytes({ .in = 0, .out = w }, t));
        return e * static_cast<double>(m_size.elementSize) * (kept + own + lower) + workspace + e * t * m_k * 8;
    }

    /// Of one example's products with all vectors at once: inputs and deltas in the order that they need, the products,
    /// the same gathered, and the sums.
    [[nodiscard]] double togetherBytes(const Weight& weight, double tokens) const
    {
        const double numbers = weight.own ? tokens * (weight.in + weight.out + m_k * (std::min(weight.in, weight.out) + 1))
                                          : m_s * (weight.in + tokens * weight.out + m_k * (2 * weight.out + tokens));
        return static_cast<double>(m_size.elementSize) * numbers + 8 * tokens * m_k;
    }

    /// Of all examples.
    void countLaunches(ProjectionPlan& plan) const
    {
        const auto blocks = (m_size.examples + plan.examples - 1) / plan.examples;
        const std::int64_t scored = m_size.positions - m_shape.firstScored;
        const std::int64_t passes = (scored + plan.tokens - 1) / plan.tokens;
        const std::int64_t layers = m_shape.layers;
        const std::int64_t products = std::ranges::count(plan.layers, ProjectionMethod::products, &ProjectionPlan::Layer::method);
        const std::int64_t backward = (plan.tangents ? 1 : layers) * backwardLaunches + products * productLaunches + otherLaunches;
        const std::int64_t tangents = plan.tangents ? m_size.vectors * (layers * tangentLaunches - tangentsSpared) : 0;
        plan.launches = blocks * (layers * forwardLaunches + passes * backward + tangents);
        plan.launchCost = launchFactor * static_cast<double>(plan.launches) / static_cast<double>(std::max<std::int64_t>(m_size.examples, 1));
    }

    /// On the CPU as many examples as make large products, and fit; on an accelerator all that fit, in blocks of a size. False
    /// when not even one token of one example does.
    [[nodiscard]] bool fit(ProjectionPlan& plan) const
    {
        plan.workers = std::clamp(static_cast<int>(std::min(static_cast<double>(m_size.memoryBytes) / bytes(plan, 1, 1), 1e3)), 1, m_size.threads);
        const double memory = static_cast<double>(m_size.memoryBytes) / plan.workers;
        const std::int64_t scored = m_size.positions - m_shape.firstScored;
        plan.tokens = scored;
        while (plan.tokens > 1 && bytes(plan, 1, plan.tokens) > memory)
            plan.tokens = (plan.tokens + 1) / 2;
        if (plan.together) {
            // Rows of a matrix stand at most so far from each other that 32 bits hold it.
            const double farthest = 0x7fffffff / (m_s * static_cast<double>(std::max(m_shape.mlpWidth, m_shape.width)));
            const double most = std::min({ memory / bytes(plan, 1, plan.tokens), farthest, static_cast<double>(m_size.examples) });
            const auto largest = std::max(static_cast<std::int64_t>(most), std::int64_t(1));
            const std::int64_t blocks = std::max((m_size.examples + largest - 1) / largest, std::int64_t(1));
            plan.examples = std::max((m_size.examples + blocks - 1) / blocks, std::int64_t(1));
            plan.bytes = bytes(plan, plan.examples, plan.tokens);
            countLaunches(plan);
            return plan.bytes <= memory;
        }
        const std::int64_t rows = plan.tangents ? 1024 / m_size.positions : 4096 / (m_size.positions * plan.tokens);
        plan.examples = std::clamp<std::int64_t>(rows, 1, std::max<std::int64_t>(std::min(largestBlock, m_size.examples), 1));
        while (plan.examples > 1 && bytes(plan, plan.examples, plan.tokens) > memory)
            --plan.examples;
        plan.bytes = bytes(plan, plan.examples, plan.tokens) * plan.workers;
        return plan.bytes <= static_cast<double>(m_size.memoryBytes);
    }

private:
    [[nodiscard]] ProjectionPlan::Layer layer(const Weight& weight, bool tangents, std::optional<ProjectionMethod> only) const
    {
        ProjectionPlan::Layer result { weight.name, weight.offset, weight.own, ProjectionMethod::products, 0, 0 };
        if (tangents && !weight.above) {
            result.method = ProjectionMethod::tangents;
            result.multiplications = 2 * (weight.own ? m_q : m_s) * m_k * weight.size();
            result.cost = tangentFactor * result.multiplications;
            return result;
        }
        const double pairs = weight.own ? m_q : m_q * m_s;
        const double rows = weight.own ? m_q : weight.firstInputs ? m_size.tokenRows : m_size.prefixRows;
        const double products = rows * m_k * weight.size();
        const double dots = pairs * m_k * weight.out;
        const double padded = std::ceil(m_q / tokensOfABlock) * tokensOfABlock * m_k * weight.size();
        const double forming = pairs * weight.size();
        const double moved = rows * m_k * (weight.own ? std::min(weight.in, weight.out) * ownMoves : weight.out * sharedMoves);
        const double productCost = products + (m_size.cpu ? dotFactor * dots : moveFactor * moved);
        const double blockCost = blockFactor * padded + formFactor * forming;
        const bool blocks = m_size.cpu && (only ? *only == ProjectionMethod::blocks : blockCost < productCost);
        if (blocks)
            result.method = ProjectionMethod::blocks;
        result.multiplications = blocks ? padded + forming : products + dots;
        result.cost = blocks ? blockCost : productCost;
        return result;
    }

    const ProjectionSize& m_size;
    std::vector<Weight> m_weights;
    ModelShape m_shape;
    double m_k, m_s, m_q;
};

}

double ProjectionPlan::multiplications() const
{
    double sum = shared;
    for (const Layer& layer : layers)
        sum += layer.multiplications;
    return sum;
}

double ProjectionPlan::cost() const
{
    double sum = sharedCost + launchCost;
    for (const Layer& layer : layers)
        sum += layer.cost;
    return sum;
}

bool ProjectionPlan::usesBlocks(std::int64_t weightOffset) const
{
    return std::ranges::any_of(
        layers, [&](const Layer& layer) { return layer.weightOffset == weightOffset && layer.method == ProjectionMethod::blocks; });
}

double expectedSeconds(const ProjectionPlan& plan, std::size_t examples, double gflops)
{
    return 2e-9 * plan.cost() * static_cast<double>(examples) / gflops;
}

std::string_view methodName(ProjectionMethod method)
{
    switch (method) {
    case ProjectionMethod::products:
        return "products";
    case ProjectionMethod::blocks:
        return "blocks";
    case ProjectionMethod::tangents:
        return "tangents";
    }
    return {};
}

namespace {

/// With tangents and without, as far as `only` allows; how the memory is used is still open.
std::vector<ProjectionPlan> plans(const Planner& planner, std::optional<ProjectionMethod> only)
{
    std::vector<ProjectionPlan> all;
    for (const bool tangents : { false, true }) {
        if (!only || tangents == (*only == ProjectionMethod::tangents))
            all.push_back(planner.plan(tangents, tangents ? std::nullopt : only));
    }
    return all;
}

}

std::int64_t smallestProjectionMemory(const ModelShape& shape, const ProjectionSize& size, std::optional<ProjectionMethod> only)
{
    const Planner planner(shape, size);
    double smallest = std::numeric_limits<double>::infinity();
    for (const ProjectionPlan& plan : plans(planner, only))
        smallest = std::min(smallest, planner.bytes(plan, 1, 1));
    return static_cast<std::int64_t>(std::ceil(smallest));
}

ProjectionPlan planProjection(const ModelShape& shape, const ProjectionSize& size, std::optional<ProjectionMethod> only)
{
    requireMemory(smallestProjectionMemory(shape, size, only), size.memoryBytes);
    const Planner planner(shape, size);
    std::optional<ProjectionPlan> best;
    for (ProjectionPlan& plan : plans(planner, only)) {
        if (planner.fit(plan) && (!best || plan.cost() < best->cost()))
            best = std::move(plan);
    }
    assert(best);
    return *best;
}

}
