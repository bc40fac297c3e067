#include "core/cluster/spanning_tree.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace polcascope::cluster {

namespace {

/// Leaves a unit vector, or zeros and false for one without direction.
bool normalise(std::span<double> row, Metric metric)
{
    double largest = 0;
    for (const double value : row)
        largest = std::max(largest, std::abs(value));
    if (largest > 0) {
        const int exponent = std::ilogb(largest); // so that no square overflows or vanishes
        for (double& value : row)
            value = std::scalbn(value, -exponent);
    }
    if (metric == Metric::correlation) {
        double sum = 0;
        for (const double value : row)
            sum += value;
        for (double& value : row)
            value -= sum / static_cast<double>(row.size());
    }
    double squares = 0;
    for (const double value : row)
        squares += value * value;
    const double length = std::sqrt(squares);
    // What a mean leaves of a constant row by rounding is no direction.
    const bool hasDirection =
        length > 4 * static_cast<double>(row.size()) * std::numeric_limits<double>::epsilon();
    for (double& value : row)
        value = hasDirection ? value / length : 0;
    return hasDirection;
}

template <typename T> Matrix<double> normalisedRows(MatrixView<const T> rows, Metric metric)
{
    Matrix<double> result(rows.rows, rows.columns);
    std::vector<std::size_t> without;
    for (std::size_t i = 0; i < rows.rows; ++i) {
        const auto source = rows.row(i);
        const auto target = result.row(i);
        std::copy(source.begin(), source.end(), target.begin());
        if (!std::all_of(target.begin(), target.end(), [](double value) { return std::isfinite(value); }))
            throw Error(ErrorKind::nonFinite, { { "what", "rows" }, { "row", std::to_string(i) } });
        if (metric != Metric::euclidean && !normalise(target, metric))
            without.push_back(i);
    }
    if (without.empty())
        return result;
    Matrix<double> wider(rows.rows, rows.columns + 1);
    for (std::size_t i = 0; i < rows.rows; ++i)
        std::copy(result.row(i).begin(), result.row(i).end(), wider.row(i).begin());
    for (const std::size_t i : without)
        wider(i, rows.columns) = 1;
    return wider;
}

}

Matrix<double> normalised(MatrixView<const float> rows, Metric metric)
{
    return normalisedRows(rows, metric);
}

Matrix<double> normalised(MatrixView<const double> rows, Metric metric)
{
    return normalisedRows(rows, metric);
}

}
