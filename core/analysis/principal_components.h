#pragma once

#include "core/base/matrix.h"
#include "core/base/progress.h"

#include <cstddef>
#include <vector>

namespace polcascope::analysis {

/// The directions in which rows differ most (PCA), the first first.
struct PrincipalComponents {
    Matrix<double> axes; ///< [C, columns] of length 1, or 0 where the rows differ no more; the largest entry (in size; the
                         ///< first of equals) is positive
    Matrix<double> scores; ///< [rows, C] the rows less their mean, along the axes
    std::vector<double> variances; ///< [C] of the scores (mean squares)
    double variance = 0; ///< of the rows in all: the sum over all components
    bool converged = true; ///< always, but where Lanczos' method could not tell two directions apart in time

    [[nodiscard]] double share(std::size_t component) const
    {
        return variance > 0 ? variances[component] / variance : 0;
    }
};

/// Larger Gram matrices are not made: their size squared must be held, and cubed computed.
inline constexpr std::size_t largestGram = 512;

/// The first `components`, fewer where there are not so many rows or columns. Exact, in double, by the eigenvectors of
/// the smaller of the two Gram matrices (columns by columns, or rows by rows), or, where that is larger than
/// `largest`, by Lanczos' method (Spectra) to a relative residual of 1e-10. The same input gives the same output. Costs
/// rows * columns * (the smaller of the two) multiplications, or about 100 * rows * columns. Rows must be finite.
[[nodiscard]] PrincipalComponents principalComponents(const Matrix<float>& rows, std::size_t components,
    const Progress& progress = {}, std::size_t largest = largestGram);

}
