#pragma once

#include "widgets/models/vector_grid.h"

#include "core/analysis/basis_cosines.h"
#include "core/analysis/decomposition.h"
#include "core/store/run_files.h"

#include <map>
#include <optional>

namespace polcascope::models {

/// What is known of each basis vector by itself.
enum class BasisQuantity {
    step, ///< at which it was sampled
    eigenvalue, ///< or what a kind of basis has in its place
    residual,
    explained, ///< share of the loss change
    movement, ///< share of the squared movement
    projectedLoss, ///< mean at the end of training
    filter, ///< what the 2026 rules make of that
    causal, ///< mean loss change without the movement along it
};

/// Whether the 2026 rules cluster along a vector.
struct FilterVerdict {
    enum class State {
        unknown, ///< the trajectories are not complete
        none, ///< these rules do not filter what the decomposition gives
        kept,
        skipped,
    };
    State state = State::unknown;
    qint64 tokens = -1; ///< of one that is kept: left out, since they rise along it; -1: the run does not say
    bool operator==(const FilterVerdict&) const = default;
};
/// As the run's own clusterings say; where it has none, by the mean projected loss. `explained`: may be null.
[[nodiscard]] std::vector<FilterVerdict> filterVerdicts(std::size_t vectors, store::Decomposition decomposition,
    const analysis::Explained* explained,
    const std::map<store::ClusteringKey, std::shared_ptr<const store::Clustering>>& clusterings);

/// The causal check, averaged over all tokens.
struct CausalMeans {
    std::int64_t firstStep = 0;
    std::int64_t lastStep = 0;
    std::vector<double> removed; ///< [K] the movement along each vector between these steps
    std::vector<double> change; ///< [K] nats; positive: the movement had lowered the loss
};

/// What is read from a run's files for this, besides what every view has.
struct BasisSeries {
    std::vector<std::vector<double>> curvature; ///< K of [T]; NaN where it was not measured
    std::vector<std::vector<double>> curvatureError; ///< K of [T] standard errors
    std::optional<CausalMeans> causal;
};

struct BasisData {
    std::vector<store::BasisVectorInfo> vectors; ///< [K]
    double tolerance = 0; ///< of residuals, by the recipe
    std::int64_t curvatureExamples = 0;
    std::vector<ParameterTensor> layout;
    QString command; ///< that makes the causal check; empty: of a sample, nothing can
    store::Decomposition decomposition = store::Decomposition::trapezoid;
    QString decompositionName;
    QVector<double> steps; ///< [T] of the checkpoints projected so far
    std::optional<analysis::Explained> explained; ///< no value: not known yet
    std::optional<analysis::ExplainedCourse> course;
    std::vector<FilterVerdict> filter; ///< [K], or none
    std::shared_ptr<const BasisSeries> series; ///< null: not read yet
};
using BasisPointer = std::shared_ptr<const BasisData>;

/// In words and numbers: "" for what a vector does not have, or what is not known.
[[nodiscard]] QString basisText(const BasisData& data, std::size_t vector, BasisQuantity quantity);
[[nodiscard]] double basisValue(const BasisData& data, std::size_t vector, BasisQuantity quantity); ///< NaN: none
[[nodiscard]] QString basisQuantityName(const BasisData& data, BasisQuantity quantity);
[[nodiscard]] QString basisQuantityHelp(BasisQuantity quantity);
/// What kind of vector it is, from where, and whether it has converged, in sentences.
[[nodiscard]] QString basisVectorText(const store::BasisVectorInfo& info);

/// Vectors by what is known of each.
[[nodiscard]] VectorGrid quantityGrid(const BasisData& data);

enum class WeightGroups { layers, tensors };
/// Vectors by where in the weights they lie, as shares of their squared length. Empty where the run does not tell.
[[nodiscard]] VectorGrid weightGrid(const BasisData& data, WeightGroups groups);

/// Vectors by those of another run, called `other`, and what of each lies in the span of the others'.
[[nodiscard]] VectorGrid cosineGrid(const analysis::BasisCosines& cosines, const QString& other);

/// lambda_k(t) of every vector, a group each, with its standard error. `vector`: whose sampling is marked.
[[nodiscard]] CurvePlotData curvatureCurves(const BasisData& data, int vector);

/// Over how long the shares below are taken.
enum class Course { eachStep, soFar };
/// The share of |delta|^2 along all vectors and along one, in per cent, at the end of each segment.
[[nodiscard]] CurvePlotData movementCurves(const BasisData& data, int vector, Course course);
/// The share of the true change of the mean loss, likewise.
[[nodiscard]] CurvePlotData explainedCurves(const BasisData& data, int vector, Course course);
inline constexpr double largestShare = 200; ///< per cent: where the loss hardly changed, shares beyond are not drawn
/// Both, whole, with the changes in nats: for a table.
[[nodiscard]] CurvePlotData explainedNumbers(const BasisData& data, int vector, Course course);

}
