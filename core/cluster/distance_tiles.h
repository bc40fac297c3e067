#pragma once

#include "core/base/matrix.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace polcascope::cluster {

/// Squared euclidean distances in double precision, a square tile at a time, as sums of squared differences
/// in the order of the columns. The usual |x|^2 + |y|^2 - 2xy would lose the digits of small distances (two
/// equal rows would not even have distance 0), and its rounding would depend on where in the matrix a pair
/// stands; here a distance is a symmetric function of the two rows and of nothing else, so ties stay ties. It
/// is as fast as a matrix product where subtraction and multiplication have units of their own, half as fast
/// elsewhere.
class DistanceTiles {
public:
    static constexpr std::size_t side = 64;
    static constexpr std::size_t area = side * side;

    /// Throws nonFinite (data: what "rows", row) for numbers that are not finite or whose squares would not
    /// be.
    template <typename T> explicit DistanceTiles(MatrixView<const T> rows);

    [[nodiscard]] std::size_t points() const { return m_points; }
    /// Of `side` rows, the last with fewer.
    [[nodiscard]] std::size_t blocks() const { return (m_points + side - 1) / side; }

    /// The tile of two blocks: [side, side], `first`'s points along the rows. Past the last point it holds
    /// numbers without meaning.
    void compute(std::size_t first, std::size_t second, double* tile) const;

private:
    std::size_t m_points;
    std::size_t m_columns;
    std::vector<double> m_strips; ///< rows in strips of 16, column by column: [strip][column][16]
};

/// What one tile of squared distances says about the smallest squared mutual reachability distance between
/// points of different components.
struct TileSide {
    const double* cores; ///< [side] squared core distances
    const std::int64_t* components; ///< [side]
    /// [side] result: per point, over the other side's points; infinity when there are none.
    double* smallest;
};
void smallestReachability(const double* tile, const TileSide& rows, const TileSide& columns);

}
