#include "core/compute/basis_search.h"
#include "core/compute/hessian.h"
#include "tests/core/compute/scarce_memory.h"
#include "tests/core/compute/tiny_model.h"

#include "core/base/error.h"

#include <QTest>

#include <torch/csrc/autograd/autograd.h>

#include <cmath>
#include <stdexcept>

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

    void productsEqualThoseWithADenseHessian_data()
    {
        QTest::addColumn<int>("layers");
        QTest::addColumn<int>("firstScored");
        QTest::addColumn<int>("copies");
        QTest::newRow("one layer") << 1 << 7 << 1;
        QTest::newRow("two layers") << 2 << 7 << 1;
        QTest::newRow("three layers, every position scored") << 3 << 0 << 1;
        QTest::newRow("examples that come twice, with other targets") << 2 << 7 << 2;
        QTest::newRow("one layer, every position scored, twice") << 1 << 0 << 2;
    }
    void productsEqualThoseWithADenseHessian()
    {
        QFETCH(int, layers);
        QFETCH(int, firstScored);
        QFETCH(int, copies);
        const ModelShape shape = tinyShape(layers, 4, firstScored);
        const Tensor theta = randomTheta(shape).to(at::kFloat).to(at::kDouble);
        Batch batch = toBatch(shape, randomExamples(shape, 12));
        if (copies == 2)
            batch = { batch.inputs.repeat({ 2, 1 }), at::cat({ batch.targets, (batch.targets + 1) % shape.outputVocabulary }) };
        const Tensor dense = denseHessian(shape, theta, batch);
        Hessian hessian(shape, theta, batch, std::int64_t(1) << 30);
        for (std::uint64_t i = 0; i < 3; ++i) { // from activations made, and from those kept
            const Tensor vector = randomVector(theta.numel(), i);
            const Tensor expected = at::mv(dense, vector);
            QVERIFY(largest(hessian.product(vector) - expected) < 1e-11 * largest(expected));
        }
        Hessian inFloat(shape, theta.to(at::kFloat), batch, std::int64_t(1) << 30);
        const Tensor vector = randomVector(theta.numel());
        const Tensor expected = at::mv(dense, vector);
        QVERIFY(largest(inFloat.product(vector.to(at::kFloat)) - expected) < 1e-4 * largest(expected));
    }

    void whatDoesNotFitIsMadeAgainDownToTheSmallestMemoryThatIsNamed()
    {
        const Batch batch = toBatch(m_shape, m_sample);
        const Tensor vector = randomVector(m_theta.numel());
        const Tensor expected = at::mv(m_hessian, vector);
        const std::int64_t smallest = Hessian::smallestMemory(m_shape, m_theta, batch);
        std::int64_t before = -1;
        for (const std::int64_t memory : { smallest, 6 * smallest, 12 * smallest, 1000 * smallest }) {
            Hessian hessian(m_shape, m_theta, batch, memory);
            QVERIFY(hessian.keptChunks() >= before || hessian.chunks() == 1);
            before = hessian.keptChunks();
            for (int i = 0; i < 2; ++i)
                QVERIFY(largest(hessian.product(vector) - expected) < 1e-11 * largest(expected));
        }
        QCOMPARE(Hessian(m_shape, m_theta, batch, smallest).chunks(), batch.count());
        QCOMPARE(Hessian(m_shape, m_theta, batch, 1000 * smallest).keptChunks(), std::int64_t(1));
        try {
            Hessian(m_shape, m_theta, batch, smallest - 1);
            QFAIL("nothing was thrown");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::outOfMemory);
            QCOMPARE(error.value("needed"), std::to_string(smallest));
            QCOMPARE(error.value("limit"), std::to_string(smallest - 1));
            QCOMPARE(error.value("key"), std::string("compute.memory_megabytes"));
        }
    }

    void aProductCanBeAbandonedAnywhereAndTakenAgain()
    {
        const Batch batch = toBatch(m_shape, m_sample);
        const Tensor vector = randomVector(m_theta.numel());
        Hessian hessian(m_shape, m_theta, batch, std::int64_t(1) << 30);
        for (int at = 1; at < 1000; ++at) {
            int left = at;
            double before = 0;
            try {
                const Tensor product = hessian.product(vector, Progress([&](double fraction, std::string_view) {
                    if (fraction < before || fraction > 1)
                        throw std::logic_error("the fraction fell");
                    before = fraction;
                    return --left > 0;
                }));
                QVERIFY(at > 20);
                QCOMPARE(before, 1.0);
                QVERIFY(largest(product - at::mv(m_hessian, vector)) < 1e-11 * largest(product));
                return;
            } catch (const Cancelled&) {
            }
        }
        QFAIL("a product never ended");
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

    void theLargestInMagnitudeAreThoseOfADenseHessian()
    {
        const auto [values, vectors] = at::linalg_eigh(m_hessian);
        const Tensor ranks = values.abs().argsort(0, true);
        BasisSearchOptions options;
        options.vectors = 12;
        options.krylovDimension = 100;
        options.eigenvalues = Eigenvalues::largestMagnitude;
        const std::vector<FoundVector> found = search(m_shape, m_theta, m_sample, {}, options);
        bool negative = false;
        for (std::int64_t i = 0; i < options.vectors; ++i) {
            const FoundVector& each = found[static_cast<std::size_t>(i)];
            const double expected = values[ranks[i].item<std::int64_t>()].item<double>();
            QVERIFY(each.converged);
            QVERIFY2(std::abs(each.eigenvalue - expected) < 1e-3 * std::abs(expected), qPrintable(QString::number(each.eigenvalue) + " " + QString::number(expected)));
            negative = negative || expected < 0;
        }
        QVERIFY(negative);
    }

    void aBudgetTooSmallSaysTheSmallestThatWorks()
    {
        BasisSearchOptions options;
        options.vectors = 2;
        options.memoryBytes = 1000;
        std::int64_t needed = 0;
        try {
            (void)search(m_shape, m_theta, m_sample, {}, options);
            QFAIL("nothing was thrown");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::outOfMemory);
            needed = std::stoll(error.value("needed"));
        }
        const std::vector<FoundVector> plenty = search(m_shape, m_theta, m_sample, {}, { .vectors = 2 });
        options.memoryBytes = needed;
        const std::vector<FoundVector> least = search(m_shape, m_theta, m_sample, {}, options);
        for (std::size_t i = 0; i < 2; ++i) {
            QVERIFY(least[i].converged);
            QVERIFY(std::abs(least[i].eigenvalue - plenty[i].eigenvalue) < 1e-4 * plenty[i].eigenvalue);
        }
        options.memoryBytes = needed - 1;
        QVERIFY_THROWS_EXCEPTION(Error, (void)search(m_shape, m_theta, m_sample, {}, options));
    }

    void aProductThatGetsNoMemoryIsTakenInSmallerChunks()
    {
        const ModelShape shape = tinyShape(2, 16);
        const Tensor theta = randomTheta(shape);
        const task::ExampleSet sample = randomExamples(shape, 200);
        const FoundVector plenty = search(shape, theta, sample, {}, {}).front();
        BasisSearch search(shape, toVector(theta), sample, {}, {});
        const std::int64_t before = search.memoryBytes();
        const ScarceMemory scarce(41'000); // enough for a vector in double
        while (!search.finished())
            search.advance();
        QVERIFY(scarce.refusals() > 0);
        QVERIFY(search.memoryBytes() < before);
        QVERIFY(search.result().front().converged);
        QVERIFY(std::abs(search.result().front().eigenvalue - plenty.eigenvalue) < 1e-4 * plenty.eigenvalue);
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
