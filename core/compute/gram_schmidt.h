#pragma once

#include "core/base/progress.h"
#include "core/base/random.h"
#include "core/compute/transformer.h"

#include <span>
#include <vector>

// Long vectors, for this folder, all on device(): rows are kept in float, which is what products are taken with and what
// files hold, and every sum over them is in double, on the CPU in an order that does not depend on the number of threads. What
// takes a Progress reports 1 to it every two million numbers (of up to a hundred rows: a tenth of a second or
// so), and passes on what it throws. An accelerator takes as many numbers of the rows at a time in double as fill 50 MB.
namespace polcascope::compute {

using Rows = std::vector<Tensor>; ///< each [d] float

/// On the CPU they are views of the vectors, which must stay; elsewhere copies.
[[nodiscard]] Rows rowsOf(std::span<const std::vector<float>> vectors);
[[nodiscard]] Rows joined(Rows first, std::span<const Tensor> second);
/// [size] in double, drawn one after the other.
[[nodiscard]] Tensor randomNormals(std::size_t size, Random& random);
/// <row, w> of each row.
[[nodiscard]] std::vector<double> dots(const Rows& rows, const Tensor& w, const Progress& progress = {});
/// w += sum over r of factors[r] * rows[r]. `w`: [d] double.
void add(const Rows& rows, const std::vector<double>& factors, Tensor& w, const Progress& progress = {});
[[nodiscard]] double lengthOf(const Tensor& w);
/// Makes w orthogonal to orthonormal rows by two Gram-Schmidt passes: one leaves what cancellation left, two
/// are enough. Returns the components removed.
std::vector<double> orthogonalise(const Rows& rows, Tensor& w, const Progress& progress = {});
/// scale * w, [d] float
[[nodiscard]] Tensor toFloat(const Tensor& w, double scale);
/// Row i becomes the sum over r of coefficients[i][r] * rows[r], for as many rows as there are coefficients,
/// a stretch at a time, so that no second copy is needed. Rows after those are left as they are.
void combineInPlace(Rows& rows, const std::vector<std::vector<double>>& coefficients, const Progress& progress = {});

}
