#pragma once

#include "core/recipe/recipe.h"

#include <cstdint>
#include <string>
#include <vector>

namespace polcascope {

/// The sizes that fix a transformer: pre-LayerNorm, decoder-only, learned positions, biases everywhere, final
/// LayerNorm, untied unembedding with bias, GELU.
struct ModelShape {
    std::int64_t layers = 0;
    std::int64_t width = 0;
    std::int64_t heads = 0;
    std::int64_t mlpWidth = 0;
    std::int64_t inputVocabulary = 0;
    std::int64_t outputVocabulary = 0;
    std::int64_t positions = 0; ///< learned position embeddings; sequences are at most this long
    std::int64_t firstScored = 0; ///< the first input position whose prediction is scored; all after it are too
    bool operator==(const ModelShape&) const = default;
};

/// One tensor in the flat parameter vector theta of R^d.
struct ParameterTensor {
    std::string name; ///< "blocks.0.attention.query.weight"
    std::vector<std::int64_t> shape; ///< weights are [out, in]
    std::int64_t offset = 0; ///< into theta
    std::int64_t size = 0;
    bool operator==(const ParameterTensor&) const = default;
};

[[nodiscard]] ModelShape modelShape(const Recipe& recipe);
/// Every tensor in the order of theta: token_embedding [V, w], position_embedding [P, w], then for each block
/// norm1.{weight,bias}, attention.{query,key,value,output}.{weight,bias}, norm2.{weight,bias},
/// mlp.{input,output}.{weight,bias}; then final_norm.{weight,bias}, unembedding.{weight [O, w], bias}.
[[nodiscard]] std::vector<ParameterTensor> parameterLayout(const ModelShape& shape);
[[nodiscard]] std::int64_t parameterCount(const ModelShape& shape);

/// What a run will take, before it starts.
struct RunSize {
    std::int64_t parameters = 0;
    std::int64_t tokens = 0; ///< scored
    std::int64_t checkpoints = 0;
    std::int64_t trajectoryCheckpoints = 0;
    std::int64_t checkpointBytes = 0; ///< all of them, with the optimizer's state
    std::int64_t basisBytes = 0;
    std::int64_t trajectoryBytes = 0;
    [[nodiscard]] std::int64_t totalBytes() const { return checkpointBytes + basisBytes + trajectoryBytes; }
};
[[nodiscard]] RunSize runSize(const Recipe& recipe);

}
