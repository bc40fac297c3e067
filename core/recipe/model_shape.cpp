#include "core/recipe/model_shape.h"

#include "core/base/error.h"

namespace polcascope {

namespace {

/// "abc+def=wxyz": twelve characters, the first output digit predicted from the equals sign at position 7.
constexpr std::int64_t arithmeticInputs = 12;
constexpr std::int64_t arithmeticOutputs = 10;
constexpr std::int64_t arithmeticPositions = 12;
constexpr std::int64_t arithmeticFirstScored = 7;
constexpr std::int64_t arithmeticScored = 4;

}

ModelShape modelShape(const Recipe& recipe)
{
    ModelShape shape { .layers = recipe.model.layers, .width = recipe.model.width, .heads = recipe.model.heads,
        .mlpWidth = recipe.model.mlpWidth };
    if (recipe.task.kind == "language") {
        shape.inputVocabulary = recipe.task.vocabulary;
        shape.outputVocabulary = recipe.task.vocabulary;
        shape.positions = recipe.task.positions;
        shape.firstScored = 0;
    } else {
        shape.inputVocabulary = arithmeticInputs;
        shape.outputVocabulary = arithmeticOutputs;
        shape.positions = arithmeticPositions;
        shape.firstScored = arithmeticFirstScored;
    }
    return shape;
}

std::vector<ParameterTensor> parameterLayout(const ModelShape& shape)
{
    std::vector<ParameterTensor> layout;
    std::int64_t offset = 0;
    const auto add = [&](std::string name, std::vector<std::int64_t> dimensions) {
        std::int64_t size = 1;
        for (const std::int64_t dimension : dimensions)
            size *= dimension;
        layout.push_back({ std::move(name), std::move(dimensions), offset, size });
        offset += size;
    };
    const auto addNorm = [&](const std::string& name) {
        add(name + ".weight", { shape.width });
        add(name + ".bias", { shape.width });
    };
    const auto addLinear = [&](const std::string& name, std::int64_t out, std::int64_t in) {
        add(name + ".weight", { out, in });
        add(name + ".bias", { out });
    };

    add("token_embedding", { shape.inputVocabulary, shape.width });
    add("position_embedding", { shape.positions, shape.width });
    for (std::int64_t layer = 0; layer < shape.layers; ++layer) {
        const std::string block = "blocks." + std::to_string(layer) + ".";
        addNorm(block + "norm1");
        for (const char* projection : { "query", "key", "value", "output" })
            addLinear(block + "attention." + projection, shape.width, shape.width);
        addNorm(block + "norm2");
        addLinear(block + "mlp.input", shape.mlpWidth, shape.width);
        addLinear(block + "mlp.output", shape.width, shape.mlpWidth);
    }
    addNorm("final_norm");
    addLinear("unembedding", shape.outputVocabulary, shape.width);
    return layout;
}

std::int64_t parameterCount(const ModelShape& shape)
{
    const std::vector<ParameterTensor> layout = parameterLayout(shape);
    return layout.back().offset + layout.back().size;
}

RunSize runSize(const Recipe& recipe)
{
    constexpr std::int64_t floatBytes = 4;
    const bool language = recipe.task.kind == "language";
    RunSize size;
    size.parameters = parameterCount(modelShape(recipe));
    size.tokens = recipe.task.validationExamples * (language ? recipe.task.positions - 1 : arithmeticScored);
    size.checkpoints = recipe.training.steps / recipe.training.checkpointInterval + 1;
    size.trajectoryCheckpoints = recipe.training.steps / recipe.trajectories.interval + 1;
    // Beside the checkpoints: one state to go on from (weights, two moments), and one being written.
    size.checkpointBytes = size.parameters * floatBytes * (size.checkpoints + 6);
    size.basisBytes = size.parameters * floatBytes * recipe.basis.vectors;
    const std::int64_t perExample = size.tokens / recipe.task.validationExamples;
    const std::int64_t matrices = 1 + (recipe.trajectories.midpoint == "on" ? 1 : 0) + (recipe.trajectories.ownCurvature == "on" ? 1 : 0);
    size.trajectoryBytes = size.trajectoryCheckpoints * floatBytes
        * (size.tokens * (recipe.basis.vectors * matrices + 1)
            + recipe.trajectories.heldoutExamples * perExample * (recipe.basis.vectors + 1));
    return size;
}

}
