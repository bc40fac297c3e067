#pragma once

#include "core/base/matrix.h"
#include "core/base/progress.h"
#include "core/store/run_files.h"

#include <string>
#include <vector>

namespace polcascope::analysis {

/// How alike two bases of one model are (2024, appendix G and figure 9).
struct BasisCosines {
    std::vector<store::BasisVectorInfo> rows; ///< of the first run
    std::vector<store::BasisVectorInfo> columns; ///< of the second
    /// <a_i, b_j>, in double. A vector's sign means nothing: figures show the absolute value.
    Matrix<double> cosine;
    /// Of each row, the share of its squared length that lies in the span of the columns; and the other way
    /// round.
    std::vector<double> rowInSpan;
    std::vector<double> columnInSpan;
};

/// For what compares two runs, given with their paths: throws badValue (rule sameModel) unless they have the same
/// model.
void requireSameModel(const Recipe& first, const std::string& firstRun, const Recipe& second, const std::string& secondRun);

/// Reads both bases, one of them in blocks of at most about a gigabyte, and the other once a block. Throws
/// sampleRun for a sample, which has no vectors, badValue (rule sameModel) unless both runs have the same model,
/// missingInput when a run has no basis vector yet, and what reading throws.
[[nodiscard]] BasisCosines basisCosines(
    const store::RunFolder& first, const store::RunFolder& second, const Progress& progress = {});

/// A table of absolute values for a terminal; CSV with signs, spans, steps and kinds; the same as JSON.
[[nodiscard]] std::string cosinesText(const BasisCosines& cosines);
[[nodiscard]] std::string cosinesCsv(const BasisCosines& cosines);
[[nodiscard]] std::string cosinesJson(const BasisCosines& cosines);

}
