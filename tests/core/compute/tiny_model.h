#pragma once

#include "core/base/random.h"
#include "core/compute/transformer.h"

#include <cstdint>

// A model small enough for dense Hessians, its weights and its examples, for the tests of core/compute.
namespace polcascope::compute::test {

inline ModelShape tinyShape(std::int64_t layers = 2, std::int64_t width = 4, std::int64_t firstScored = 7)
{
    return { .layers = layers, .width = width, .heads = 2, .mlpWidth = 2 * width, .inputVocabulary = 12,
        .outputVocabulary = 10, .positions = 12, .firstScored = firstScored };
}

/// Weights of a size at which nothing vanishes: norms away from 1 and biases away from 0. Double.
inline Tensor randomTheta(const ModelShape& shape, std::uint64_t seed = 1)
{
    Random random(seed, "theta");
    Tensor theta = at::empty({ parameterCount(shape) }, at::kDouble);
    for (const ParameterTensor& tensor : parameterLayout(shape)) {
        const bool isNorm = tensor.name.find("norm") != std::string::npos && tensor.name.ends_with("weight");
        for (std::int64_t i = 0; i < tensor.size; ++i)
            theta.data_ptr<double>()[tensor.offset + i] = (isNorm ? 1.0 : 0.0) + 0.4 * random.normal();
    }
    return theta;
}

inline Tensor randomVector(std::int64_t size, std::uint64_t seed = 1)
{
    Random random(seed, "vector");
    Tensor vector = at::empty({ size }, at::kDouble);
    for (std::int64_t i = 0; i < size; ++i)
        vector.data_ptr<double>()[i] = random.normal();
    return vector / vector.norm();
}

/// `count` orthonormal rows, [count, size], double.
inline Tensor orthonormalRows(std::int64_t count, std::int64_t size, std::uint64_t seed = 1)
{
    Random random(seed, "rows");
    Tensor square = at::empty({ size, count }, at::kDouble);
    for (std::int64_t i = 0; i < square.numel(); ++i)
        square.data_ptr<double>()[i] = random.normal();
    return std::get<0>(at::linalg_qr(square)).t().contiguous();
}

inline std::vector<std::vector<float>> toVectors(const Tensor& rows)
{
    std::vector<std::vector<float>> vectors;
    for (std::int64_t i = 0; i < rows.size(0); ++i)
        vectors.push_back(toVector(rows[i]));
    return vectors;
}

inline task::ExampleSet randomExamples(const ModelShape& shape, std::size_t count, std::size_t length = 11, std::uint64_t seed = 1)
{
    Random random(seed, "examples");
    task::ExampleSet set { { count, length }, { count, length - static_cast<std::size_t>(shape.firstScored) } };
    for (std::size_t i = 0; i < set.inputs.size(); ++i)
        set.inputs.data()[i] = static_cast<std::int32_t>(random.below(static_cast<std::uint64_t>(shape.inputVocabulary)));
    for (std::size_t i = 0; i < set.targets.size(); ++i)
        set.targets.data()[i] = static_cast<std::int32_t>(random.below(static_cast<std::uint64_t>(shape.outputVocabulary)));
    return set;
}

inline Tensor lossesAt(const ModelShape& shape, const Tensor& theta, const Batch& batch)
{
    return losses(logits(shape, views(shape, theta), batch.inputs), batch.targets);
}

inline double largest(const Tensor& x)
{
    return x.abs().max().item<double>();
}

}
