#pragma once

#include "core/base/progress.h"
#include "core/recipe/model_shape.h"
#include "core/task/arithmetic.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

// Bases that are not made of Hessian eigenvectors.
namespace polcascope::compute {

/// A unit vector in a uniformly random direction, orthogonal to `basis`, [size]. Each `index` has a stream of
/// its own.
[[nodiscard]] std::vector<float> randomUnitVector(
    std::size_t size, const std::vector<std::vector<float>>& basis, std::uint64_t seed, std::int64_t index);

/// The `count` largest in size, the largest first; of equals the first.
[[nodiscard]] std::vector<std::int64_t> largestInSize(std::span<const float> values, std::int64_t count);

/// The gradient of the mean loss over the examples, [d]. Costs three forward passes. Where memory runs out it is taken of
/// fewer examples at a time (`atOnce`, see device.h); throws outOfMemory when there is none for one.
[[nodiscard]] std::vector<float> meanGradient(const ModelShape& shape, std::span<const float> parameters,
    const task::ExampleSet& examples, const Progress& progress = {}, std::int64_t* atOnce = nullptr);

/// The leading right singular vectors of a tall stack of long rows, one row (a gradient, say) at a time, by
/// the eigenvectors of the matrix of the rows' inner products, in double. Rows that do not fit into memory
/// are made again: with b blocks of them, each (b + 3) / 2 times and more.
class StackedSvd {
public:
    /// Makes row i, [d]; must give the same each time.
    using MakeRow = std::function<std::vector<float>(std::size_t row, const Progress& progress)>;

    /// The smallest memoryBytes that will do.
    [[nodiscard]] static std::int64_t smallestMemory(std::size_t size, std::int64_t vectors);

    /// Throws outOfMemory, with what is needed at least.
    StackedSvd(
        std::size_t rows, std::size_t size, std::int64_t vectors, MakeRow makeRow, std::int64_t memoryBytes);
    ~StackedSvd();

    /// Makes one row, and what becomes possible with it. Throws nonFinite (with "row"), and what `progress`
    /// throws: the row may then be made again.
    void advance(const Progress& progress = {});
    [[nodiscard]] bool finished() const;
    [[nodiscard]] double fraction() const;

    /// When finished: how many of the vectors asked for the rows span.
    [[nodiscard]] std::int64_t rank() const;
    /// When finished: [vectors] of [d], orthonormal; vector k is signed so that its sum of products with all
    /// rows is not negative. Those beyond the rank are missing.
    [[nodiscard]] const std::vector<std::vector<float>>& vectors() const;
    [[nodiscard]] const std::vector<double>& singularValues() const; ///< of the vectors, falling

private:
    struct Private;
    std::unique_ptr<Private> m;
};

}
