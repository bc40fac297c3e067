#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace polcascope::cluster {

/// Points on the side of a tile.
inline constexpr std::size_t side = 64;
inline constexpr std::size_t area = side * side;

/// Rows in the order in which the kernels read them: strips of as many points as 64 bytes hold, each column
/// by column. Blocks of `side` points; what follows the last point is zero.
template <typename Number> class PackedRows {
public:
    static constexpr std::size_t strip = 64 / sizeof(Number);

    PackedRows(std::size_t points, std::size_t columns)
        : m_points(points)
        , m_columns(columns)
        , m_numbers(blocks() * side * columns)
    {
    }

    [[nodiscard]] std::size_t points() const { return m_points; }
    [[nodiscard]] std::size_t columns() const { return m_columns; }
    [[nodiscard]] std::size_t blocks() const { return (m_points + side - 1) / side; }
    [[nodiscard]] Number& operator()(std::size_t point, std::size_t column)
    {
        return m_numbers[(point / strip * m_columns + column) * strip + point % strip];
    }
    [[nodiscard]] Number operator()(std::size_t point, std::size_t column) const
    {
        return m_numbers[(point / strip * m_columns + column) * strip + point % strip];
    }
    [[nodiscard]] const Number* block(std::size_t index) const
    {
        return m_numbers.data() + index * side * m_columns;
    }

private:
    std::size_t m_points;
    std::size_t m_columns;
    std::vector<Number> m_numbers;
};

/// Squared euclidean distances between the points of two blocks, as sums of squared differences in the order
/// of the columns: tile is [side, side], `first`'s points along the rows. Differences rather than
/// |x|^2 + |y|^2 - 2xy, whose error is relative to the norms, not to the distance; as fast as a matrix
/// product where addition and multiplication have units of their own, half as fast elsewhere. Each number is
/// within (columns + 3) u of the true one, relatively, u being 2^-24 or 2^-53, but for underflow.
void squaredDistances(const float* first, const float* second, std::size_t columns, float* tile);
void squaredDistances(const double* first, const double* second, std::size_t columns, double* tile);

/// Whether any distance of a row of a tile is at most the larger of the row's bound and its column's, [side].
[[nodiscard]] bool anyAtMost(const float* distances, float rowBound, const float* columnBounds);

/// What a row of a tile asks of its pairs, and what its columns do, each [side].
struct PairLimits {
    const float* below; ///< the pair's distance must be below the larger of both sides' limits
    const std::int32_t* ranks; ///< and both ranks of the points below the larger of both limits on ranks
    const std::int32_t* rankLimits;
};
/// Whether any pair of row `row` of the tile meets the limits.
[[nodiscard]] bool anyWithin(
    const float* distances, const PairLimits& rows, std::size_t row, const PairLimits& columns);
/// The smallest over the row of max(distance, its own core distance, the other's), among points of other
/// components; infinity if there is none.
[[nodiscard]] float smallestReachability(const float* distances, float core, std::int32_t component,
    const float* cores, const std::int32_t* components);

}
