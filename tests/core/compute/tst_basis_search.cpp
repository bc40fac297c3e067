#include "core/compute/basis_search.h"
#include "core/compute/hessian.h"
#include "tests/core/compute/tiny_model.h"

#include "core/base/error.h"

#include <QTest>

#include <torch/csrc/autograd/autograd.h>

#include <cmath>

using namespace polcascope;
using namespace polcascope::compute;
using namespace polcascope::compute::test;

namespace {

/// Column by column, by differentiating the gradient of the mean loss again, in double.
Tensor denseHessian(const ModelShape& shape, const Tensor& at, const Batch& batch)
{
    const Tensor theta = at.clone().requires_grad_();
    const Tensor gradient = torch::autograd::grad({ lossesAt(shape, theta, batch).mean() }, { theta }, {}, true, true).front();
    std::vector<Tensor> rows;
    for (std::int64_t i = 0; i < theta.numel(); ++i)
        rows.push_back(torch::autograd::grad({ gradient[i] }, { theta }, {}, true).front());
    return ::at::stack(rows);
}

std::vector<FoundVector> search(const ModelShape& shape, const Tensor& theta, const task::ExampleSet& sample,
    const std::vector<std::vector<float>>& basis, const BasisSearchOptions& options)
{
    BasisSearch search(shape, toVector(theta), sample, basis, options);
    double fraction = 0;
    while (!search.finished()) {
        search.advance();
        if (search.fraction() < fraction || search.fraction() > 1)
            throw std::logic_error("the fraction fell");
        fraction = search.fraction();
    }
    return search.result();
}

double orthonormalityError(const std::vector<std::vector<float>>& vectors)
{
    std::vector<Tensor> rows;
    for (const std::vector<float>& vector : vectors)
        rows.push_back(toTensor(vector).to(at::kDouble));
    const Tensor matrix = at::stack(rows);
    return largest(at::mm(matrix, matrix.t()) - at::eye(matrix.size(0), at::kDouble));
}

}

class TestBasisSearch : public QObject {
    Q_OBJECT

    const ModelShape m_shape = tinyShape(2, 4);
    const Tensor m_theta = randomTheta(m_shape).to(at::kFloat).to(at::kDouble);
    const task::ExampleSet m_sample = randomExamples(m_shape, 20);
    Tensor m_hessian;

private Q_SLOTS:
    void initTestCase() { m_hessian = denseHessian(m_shape, m_theta, toBatch(m_shape, m_sample)); }

    void productsEqualThoseWithADenseHessian()
    {
        const Batch batch = toBatch(m_shape, m_sample);
        const Tensor vector = randomVector(m_theta.numel());
        const Tensor expected = at::mv(m_hessian, vector);
        Hessian hessian(m_shape, m_theta, batch, std::int64_t(1) << 30);
        for (int i = 0; i < 3; ++i) // from the graph made, and from the graph kept
            QVERIFY(largest(hessian.product(vector) - expected) < 1e-11 * largest(expected));
        const Tensor inFloat = toTensor(hessianVectorProduct(m_shape, toVector(m_theta), m_sample, toVector(vector)));
        QVERIFY(largest(inFloat - expected) < 1e-4 * largest(expected));
    }

    void graphsThatDoNotFitAreMadeAgain()
    {
        const Tensor vector = randomVector(m_theta.numel());
        const Batch batch = toBatch(m_shape, m_sample);
        const Tensor expected = at::mv(m_hessian, vector);
        std::int64_t memory = std::int64_t(1) << 30;
        while (Hessian(m_shape, m_theta, batch, memory).chunks() < 3)
            memory /= 2;
        Hessian hessian(m_shape, m_theta, batch, memory);
        for (int i = 0; i < 2; ++i)
            QVERIFY(largest(hessian.product(vector) - expected) < 1e-11 * largest(expected));
        try {
            Hessian(m_shape, m_theta, batch, 100);
            QFAIL("nothing was thrown");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::outOfMemory);
            QCOMPARE(QString::fromStdString(error.value("limit")), QStringLiteral("100"));
            QCOMPARE(QString::fromStdString(error.value("key")), QStringLiteral("compute.memory_megabytes"));
        }
    }

    void theLargestEigenvalueAndItsVectorAreFound()
    {
        const auto [values, vectors] = at::linalg_eigh(m_hessian);
        const std::vector<FoundVector> found = search(m_shape, m_theta, m_sample, {}, {});
        QCOMPARE(found.size(), std::size_t(1));
        QVERIFY(found[0].converged);
        QVERIFY(found[0].residual <= 1e-3);
        QVERIFY(found[0].products > found[0].iterations);
        const double expected = values[-1].item<double>();
        QVERIFY2(std::abs(found[0].eigenvalue - expected) < 1e-4 * expected, qPrintable(QString::number(found[0].eigenvalue / expected)));
        const double cosine = at::dot(toTensor(found[0].vector).to(at::kDouble), vectors.select(1, -1)).item<double>();
        QVERIFY2(std::abs(std::abs(cosine) - 1) < 1e-4, qPrintable(QString::number(cosine)));
    }

    void severalVectorsOrthogonalToABasisAreTheTopOnesOfTheDeflatedHessian()
    {
        const std::int64_t d = m_theta.numel();
        const Tensor rows = orthonormalRows(5, d).to(at::kFloat);
        const std::vector<std::vector<float>> basis = toVectors(rows);
        const Tensor exact = rows.to(at::kDouble);
        const Tensor projector = at::eye(d, at::kDouble) - at::mm(exact.t(), exact);
        const Tensor deflated = at::mm(projector, at::mm(m_hessian, projector));
        const auto [values, vectors] = at::linalg_eigh(deflated);
        BasisSearchOptions options;
        options.vectors = 4;
        options.tolerance = 1e-4;
        const std::vector<FoundVector> found = search(m_shape, m_theta, m_sample, basis, options);
        QCOMPARE(found.size(), std::size_t(4));
        std::vector<std::vector<float>> all = basis;
        for (std::int64_t i = 0; i < 4; ++i) {
            const FoundVector& each = found[static_cast<std::size_t>(i)];
            QVERIFY(each.converged);
            const double expected = values[d - 1 - i].item<double>();
            QVERIFY2(std::abs(each.eigenvalue - expected) < 1e-5 * expected, qPrintable(QString::number(each.eigenvalue / expected)));
            const Tensor b = toTensor(each.vector).to(at::kDouble);
            const double residual = (at::mv(deflated, b) - each.eigenvalue * b).norm().item<double>() / std::abs(each.eigenvalue);
            QVERIFY(residual <= 1.05 * options.tolerance);
            QVERIFY2(std::abs(residual - each.residual) < 0.1 * options.tolerance, qPrintable(QString::number(residual)));
            all.push_back(each.vector);
        }
        QVERIFY(orthonormalityError(all) <= 1e-6);
    }

    void aRestartFindsWhatAShortKrylovSpaceDoesNot()
    {
        const auto [values, vectors] = at::linalg_eigh(m_hessian);
        BasisSearchOptions options;
        options.vectors = 2;
        options.krylovDimension = 9;
        options.restarts = 20;
        const std::vector<FoundVector> found = search(m_shape, m_theta, m_sample, {}, options);
        QVERIFY(found[0].iterations > 9);
        for (std::int64_t i = 0; i < 2; ++i) {
            const FoundVector& each = found[static_cast<std::size_t>(i)];
            QVERIFY(each.converged);
            const double expected = values[values.numel() - 1 - i].item<double>();
            QVERIFY(std::abs(each.eigenvalue - expected) < 1e-3 * expected);
        }
        QVERIFY(orthonormalityError({ found[0].vector, found[1].vector }) <= 1e-6);
    }

    void notConvergingIsAnOutcome()
    {
        BasisSearchOptions options;
        options.krylovDimension = 3;
        options.restarts = 1;
        options.tolerance = 1e-9;
        const std::vector<FoundVector> found = search(m_shape, m_theta, m_sample, {}, options);
        QVERIFY(!found[0].converged);
        QVERIFY(found[0].residual > options.tolerance);
        QVERIFY(orthonormalityError({ found[0].vector }) <= 1e-6);
    }

    void theSameSeedFindsTheSameVectorAndAnotherTheSameUpToItsSign()
    {
        BasisSearchOptions options;
        options.tolerance = 1e-5;
        const FoundVector first = search(m_shape, m_theta, m_sample, {}, options).front();
        QCOMPARE(search(m_shape, m_theta, m_sample, {}, options).front().vector, first.vector);
        options.seed = 2;
        const FoundVector other = search(m_shape, m_theta, m_sample, {}, options).front();
        QVERIFY(other.vector != first.vector);
        const double cosine = at::dot(toTensor(first.vector), toTensor(other.vector)).item<double>();
        QVERIFY(std::abs(cosine) > 0.9999);
    }

    void aSpaceSmallerThanTheKrylovDimensionIsSearchedWhole()
    {
        const std::int64_t d = m_theta.numel();
        const std::vector<std::vector<float>> basis = toVectors(orthonormalRows(d - 2, d));
        BasisSearchOptions options;
        options.vectors = 2;
        options.tolerance = 1e-2;
        const std::vector<FoundVector> found = search(m_shape, m_theta, m_sample, basis, options);
        QCOMPARE(found.size(), std::size_t(2));
        QVERIFY(found[0].eigenvalue >= found[1].eigenvalue);
        QVERIFY(orthonormalityError({ found[0].vector, found[1].vector, basis.front(), basis.back() }) <= 1e-6);
    }

    void aProductThatIsNotFiniteIsAnError()
    {
        std::vector<float> theta = toVector(m_theta);
        theta[100] = std::nanf("");
        BasisSearch search(m_shape, theta, m_sample, {}, {});
        try {
            while (!search.finished())
                search.advance();
            QFAIL("nothing was thrown");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::nonFinite);
        }
    }
};

QTEST_APPLESS_MAIN(TestBasisSearch)
#include "tst_basis_search.moc"
