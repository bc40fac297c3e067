#include "core/analysis/principal_components.h"

#include <Eigen/Core>
#include <Eigen/Eigenvalues>
#include <Spectra/SymEigsSolver.h>

#include <algorithm>
#include <cmath>

namespace polcascope::analysis {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;
using FloatRows = Eigen::Map<const Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>;

constexpr Index blockRows = 256; // at a time in double

/// A, the rows less their mean.
class Centred {
public:
    explicit Centred(const Matrix<float>& rows)
        : m_rows(rows.data(), static_cast<Index>(rows.rows()), static_cast<Index>(rows.columns()))
        , m_mean(Eigen::RowVectorXd::Zero(m_rows.cols()))
    {
        for (Index begin = 0; begin < m_rows.rows(); begin += blockRows)
            m_mean += m_rows.middleRows(begin, count(begin)).cast<double>().colwise().sum();
        m_mean /= static_cast<double>(m_rows.rows());
    }

    [[nodiscard]] Index rows() const { return m_rows.rows(); }
    [[nodiscard]] Index columns() const { return m_rows.cols(); }

    /// Calls use(begin, block of A) for one block after the other.
    template <typename Use> void forBlocks(const Progress& progress, const Use& use) const
    {
        for (Index begin = 0; begin < rows(); begin += blockRows) {
            progress.report(static_cast<double>(begin) / static_cast<double>(rows()));
            use(begin, MatrixXd(m_rows.middleRows(begin, count(begin)).cast<double>().rowwise() - m_mean));
        }
    }

private:
    [[nodiscard]] Index count(Index begin) const { return std::min(blockRows, m_rows.rows() - begin); }

    FloatRows m_rows;
    Eigen::RowVectorXd m_mean;
};

/// x to A^T A x, for Spectra.
class Covariance {
public:
    using Scalar = double;
    Covariance(const Centred& rows, const Progress& progress)
        : m_rows(rows)
        , m_progress(progress)
    {
    }
    [[nodiscard]] Index rows() const { return m_rows.columns(); }
    [[nodiscard]] Index cols() const { return m_rows.columns(); }
    void perform_op(const double* in, double* out) const
    {
        // How many there will be nobody knows: each takes a part of what is left.
        ++m_products;
        const Progress step([&](double, std::string_view) {
            m_progress.report(1 - std::exp(-m_products / usualProducts));
            return true;
        });
        const Eigen::Map<const VectorXd> x(in, cols());
        Eigen::Map<VectorXd> y(out, rows());
        y.setZero();
        m_rows.forBlocks(step, [&](Index, const MatrixXd& block) { y.noalias() += block.transpose() * (block * x); });
    }

private:
    static constexpr double usualProducts = 40;
    const Centred& m_rows;
    const Progress& m_progress;
    mutable double m_products = 0;
};

/// The last columns, which belong to the largest eigenvalues, the largest first.
MatrixXd leading(const MatrixXd& gram, Index components)
{
    const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(gram);
    return solver.eigenvectors().rightCols(components).rowwise().reverse();
}

MatrixXd axesByColumns(const Centred& rows, Index components, const Progress& progress)
{
    MatrixXd gram = MatrixXd::Zero(rows.columns(), rows.columns());
    rows.forBlocks(progress, [&](Index, const MatrixXd& block) {
        gram.selfadjointView<Eigen::Lower>().rankUpdate(block.transpose());
    });
    return leading(gram, components);
}

MatrixXd axesByRows(const Centred& rows, Index components, const Progress& progress)
{
    MatrixXd all(rows.rows(), rows.columns());
    rows.forBlocks(progress, [&](Index begin, const MatrixXd& block) { all.middleRows(begin, block.rows()) = block; });
    MatrixXd gram = MatrixXd::Zero(rows.rows(), rows.rows());
    gram.selfadjointView<Eigen::Lower>().rankUpdate(all);
    return all.transpose() * leading(gram, components);
}

MatrixXd axesByLanczos(const Centred& rows, Index components, bool& converged, const Progress& progress)
{
    constexpr Index mostRestarts = 1000;
    constexpr double tolerance = 1e-10;
    Covariance covariance(rows, progress);
    Spectra::SymEigsSolver<Covariance> solver(covariance, components, std::min<Index>(20, rows.columns()));
    solver.init(); // with a vector that is always the same
    const Index found = solver.compute(Spectra::SortRule::LargestAlge, mostRestarts, tolerance);
    converged = found == components;
    MatrixXd axes = MatrixXd::Zero(rows.columns(), components);
    axes.leftCols(found) = solver.eigenvectors();
    return axes;
}

/// Of length 1, and of the sign that everyone would give it; 0 where it is only rounding.
void settle(Eigen::Ref<VectorXd> axis, double smallest)
{
    const double length = axis.norm();
    if (!(length > smallest)) {
        axis.setZero();
        return;
    }
    axis /= length;
    Index largest = 0;
    axis.cwiseAbs().maxCoeff(&largest);
    if (axis[largest] < 0)
        axis = -axis;
}

}

PrincipalComponents principalComponents(
    const Matrix<float>& rows, std::size_t components, const Progress& progress, std::size_t largest)
{
    PrincipalComponents result;
    const std::size_t smaller = std::min(rows.rows(), rows.columns());
    const auto count = static_cast<Index>(std::min(components, smaller));
    result.axes = Matrix<double>(static_cast<std::size_t>(count), rows.columns());
    result.scores = Matrix<double>(rows.rows(), static_cast<std::size_t>(count));
    result.variances.assign(static_cast<std::size_t>(count), 0);
    if (count == 0)
        return result;
    const Centred centred(rows);
    const auto rowCount = static_cast<double>(rows.rows());
    centred.forBlocks(progress.part(0, 0.1), [&](Index, const MatrixXd& block) { result.variance += block.squaredNorm() / rowCount; });
    if (!(result.variance > 0))
        return result;

    const Progress most = progress.part(0.1, 0.9);
    // Lanczos' method wants more directions than it is asked for.
    const bool byGram = smaller <= largest || static_cast<Index>(rows.columns()) <= count;
    MatrixXd axes = !byGram ? axesByLanczos(centred, count, result.converged, most)
        : rows.columns() <= rows.rows() ? axesByColumns(centred, count, most)
                                    : axesByRows(centred, count, most);
    // Through the rows, an axis is as long as the root of its squared scores: what is no more than rounding is none.
    const bool throughRows = byGram && rows.columns() > rows.rows();
    const double smallest = throughRows ? 1e-7 * std::sqrt(result.variance * rowCount) : 0;
    for (Index c = 0; c < count; ++c)
        settle(axes.col(c), smallest);
    centred.forBlocks(progress.part(0.9, 1), [&](Index begin, const MatrixXd& block) {
        const MatrixXd scores = block * axes;
        for (Index i = 0; i < scores.rows(); ++i)
            for (Index c = 0; c < count; ++c)
                result.scores(static_cast<std::size_t>(begin + i), static_cast<std::size_t>(c)) = scores(i, c);
        for (Index c = 0; c < count; ++c)
            result.variances[static_cast<std::size_t>(c)] += scores.col(c).squaredNorm() / rowCount;
    });
    for (Index c = 0; c < count; ++c)
        for (Index k = 0; k < axes.rows(); ++k)
            result.axes(static_cast<std::size_t>(c), static_cast<std::size_t>(k)) = axes(k, c);
    progress.report(1);
    return result;
}

}
