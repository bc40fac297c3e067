#pragma once

#include "core/recipe/model_shape.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace polcascope::compute {

/// How <b_k, grad L(x)> of every token and vector is computed. Down to the last block's attention ("own" layers) a
/// token's deltas stand at its own position alone; below, they spread over all that it has looked at.
enum class ProjectionMethod {
    products, ///< B_k x of every distinct input, times the deltas
    blocks, ///< blocks of each token's gradient, times those of the basis
    tangents, ///< one forward pass of derivatives for each vector
};

struct ProjectionPlan {
    struct Layer {
        std::string name; ///< of the weight, "blocks.0.mlp.input.weight"
        std::int64_t weightOffset = 0; ///< into theta
        bool own = false;
        ProjectionMethod method = ProjectionMethod::products;
        double multiplications = 0; ///< of one example, for all vectors
        double cost = 0; ///< in multiplications of a large matrix product that take as long
    };
    std::vector<Layer> layers; ///< from the top down; tangents stand for all layers below the last attention
    bool tangents = false; ///< below the last attention, for which no deltas are needed there
    std::int64_t examples = 1; ///< in a block
    std::int64_t tokens = 1; ///< of an example that pass at a time
    int workers = 1; ///< blocks at a time, each on one thread
    double shared = 0; ///< multiplications of one example that do not depend on the vectors: forward and backward
    double sharedCost = 0;
    bool together = false; ///< all vectors in one product of each layer, of few large blocks: for an accelerator
    std::int64_t launches = 0; ///< there, of the whole set: an estimate
    double launchCost = 0; ///< of one example's share of them
    double bytes = 0; ///< of all workers at most, beside the basis, the examples and the results
    [[nodiscard]] double multiplications() const; ///< of one example, all together
    [[nodiscard]] double cost() const; ///< the same, in multiplications of a large matrix product
    /// Whether a layer's products go by blocks of gradients.
    [[nodiscard]] bool usesBlocks(std::int64_t weightOffset) const;
};

[[nodiscard]] std::string_view methodName(ProjectionMethod method);

inline constexpr std::int64_t largestBlock = 64; ///< examples, on the CPU

/// What the cost depends on beside the model.
struct ProjectionSize {
    std::int64_t examples = 0;
    std::int64_t positions = 0; ///< of each example
    std::int64_t vectors = 0;
    std::int64_t elementSize = 4; ///< bytes of a number
    int threads = 1; ///< to be used at most
    bool cpu = true; ///< or an accelerator, with few large operations and no blocks of gradients
    std::int64_t memoryBytes = std::int64_t(4) << 30;
    /// Distinct inputs an example, when largestBlock examples pass together (on an accelerator all): pairs of token and
    /// position, and prefixes.
    double tokenRows = 0;
    double prefixRows = 0;
};

/// The smallest memoryBytes that will do.
[[nodiscard]] std::int64_t smallestProjectionMemory(
    const ModelShape& shape, const ProjectionSize& size, std::optional<ProjectionMethod> only = {});
/// The plan that costs least of those that fit in memory, or the one that uses `only` wherever it can. Depends on
/// sizes alone, never on the clock. Throws outOfMemory, with the least that works.
[[nodiscard]] ProjectionPlan planProjection(
    const ModelShape& shape, const ProjectionSize& size, std::optional<ProjectionMethod> only = {});
/// Of so many examples, on a machine that multiplies large matrices at that rate (an addition counts, too).
[[nodiscard]] double expectedSeconds(const ProjectionPlan& plan, std::size_t examples, double gflops);

}
