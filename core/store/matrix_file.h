#pragma once

#include "core/base/matrix.h"

#include <string>

namespace polcascope::store {

/// A matrix from a file that need not be ours, as double. `source` is
///   FILE.npy             NumPy's format, of two dimensions
///   FILE.h5              HDF5 with a single dataset of two dimensions,
///   FILE.h5:DATASET      or the one named ("loss", "group/loss"),
///   FILE.h5:DATASET[I]   or index I of the first dimension of one with three
/// with numbers of any kind that fits into a double (NumPy: float32, float64, int32, int64). Throws unreadable.
[[nodiscard]] Matrix<double> readMatrixFile(const std::string& source);

}
