#pragma once

#include "core/base/progress.h"

#include <cstddef>
#include <span>
#include <vector>

// Long vectors, for this folder: rows are kept in float, which is what products are taken with and what files
// hold, and every sum over them is in double, in an order that does not depend on the number of threads. What
// takes a Progress reports 1 to it every two million numbers (of up to a hundred rows: a tenth of a second or
// so), and passes on what it throws.
namespace polcascope::compute {

using Rows = std::vector<const float*>;
using Vector = std::vector<double>;

[[nodiscard]] Rows rowsOf(
    std::span<const std::vector<float>> first, std::span<const std::vector<float>> second = {});
/// <row, w> of each row.
[[nodiscard]] Vector dots(const Rows& rows, const Vector& w, const Progress& progress = {});
/// w += sum over r of factors[r] * rows[r]
void add(const Rows& rows, const Vector& factors, Vector& w, const Progress& progress = {});
[[nodiscard]] double norm(const Vector& w);
/// Makes w orthogonal to orthonormal rows by two Gram-Schmidt passes: one leaves what cancellation left, two
/// are enough. Returns the components removed.
Vector orthogonalise(const Rows& rows, Vector& w, const Progress& progress = {});
[[nodiscard]] std::vector<float> toFloat(const Vector& w, double scale);
/// Row i becomes the sum over r of coefficients[i][r] * rows[r], for as many rows as there are coefficients,
/// a stretch at a time, so that no second copy is needed. Rows after those are left as they are.
void combineInPlace(std::vector<std::vector<float>>& rows, const std::vector<Vector>& coefficients,
    const Progress& progress = {});

}
