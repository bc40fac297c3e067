#include "core/compute/other_bases.h"
#include "tests/core/compute/fewer_examples.h"
#include "tests/core/compute/tiny_model.h"

#include "core/base/error.h"

#include <QTest>

#include <ATen/Parallel.h>
#include <torch/csrc/autograd/autograd.h>

#include <cmath>
#include <stdexcept>

using namespace polcascope;
using namespace polcascope::compute;
using namespace polcascope::compute::test;

namespace {

double orthonormalityError(const std::vector<std::vector<float>>& vectors)
{
    std::vector<Tensor> rows;
    for (const std::vector<float>& vector : vectors)
        rows.push_back(toTensor(vector).to(at::kDouble));
    const Tensor matrix = at::stack(rows);
    return largest(at::mm(matrix, matrix.t()) - at::eye(matrix.size(0), at::kDouble));
}

/// Rows whose directions have falling sizes, [rows, d], float.
Tensor stack(std::int64_t rows, std::int64_t d, std::uint64_t seed = 1)
{
    const std::int64_t rank = std::min(rows, d);
    const Tensor left = orthonormalRows(rank, rows, seed);
    const Tensor right = orthonormalRows(rank, d, seed + 1);
    return at::mm(left.t() * at::pow(0.8, at::arange(rank, at::kDouble)) * 7, right).to(at::kFloat);
}

StackedSvd& run(StackedSvd& svd)
{
    double before = 0;
    while (!svd.finished()) {
        svd.advance();
        if (svd.fraction() < before || svd.fraction() > 1)
            throw std::logic_error("the fraction fell");
        before = svd.fraction();
    }
    return svd;
}

}

class TestOtherBases : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stackedRowsHaveTheVectorsOfADenseDecomposition_data()
    {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("rowsInMemory");
        QTest::newRow("all rows at once") << 30 << 40000 << 1000;
        QTest::newRow("blocks of rows, made again") << 30 << 40000 << 25;
        QTest::newRow("one row at a time") << 12 << 500 << 14;
        QTest::newRow("more rows than numbers in each") << 50 << 20 << 1000;
    }
    void stackedRowsHaveTheVectorsOfADenseDecomposition()
    {
        QFETCH(int, rows);
        QFETCH(int, size);
        QFETCH(int, rowsInMemory);
        const Tensor matrix = stack(rows, size);
        const auto [left, values, right] = at::linalg_svd(matrix.to(at::kDouble), false);
        int made = 0;
        StackedSvd svd(
            static_cast<std::size_t>(rows), static_cast<std::size_t>(size), 6,
            [&](std::size_t row, const Progress&) {
                ++made;
                return toVector(matrix[static_cast<std::int64_t>(row)]);
            },
            std::int64_t(rowsInMemory) * size * 4);
        run(svd);
        QCOMPARE(made > rows, rowsInMemory < rows + 13);
        QCOMPARE(svd.rank(), std::int64_t(6));
        for (std::int64_t k = 0; k < 6; ++k) {
            const double expected = values[k].item<double>();
            QVERIFY(
                std::abs(svd.singularValues()[static_cast<std::size_t>(k)] - expected) < 1e-10 * expected);
            const Tensor vector = toTensor(svd.vectors()[static_cast<std::size_t>(k)]).to(at::kDouble);
            QVERIFY(std::abs(std::abs(at::dot(vector, right[k]).item<double>()) - 1) < 1e-6);
            QVERIFY(at::mv(matrix.to(at::kDouble), vector).sum().item<double>() > -1e-5);
        }
        QVERIFY(orthonormalityError(svd.vectors()) <= 1e-6);
    }

    void rowsThatDependOnEachOtherSpanLess()
    {
        const Tensor few = stack(3, 100);
        StackedSvd svd(
            9, 100, 5,
            [&](std::size_t row, const Progress&) {
                return toVector(few[static_cast<std::int64_t>(row % 3)]);
            },
            1 << 20);
        QCOMPARE(run(svd).rank(), std::int64_t(3));
        QVERIFY(orthonormalityError(svd.vectors()) <= 1e-6);
        StackedSvd nothing(
            4, 100, 2, [&](std::size_t, const Progress&) { return std::vector<float>(100); }, 1 << 20);
        QCOMPARE(run(nothing).rank(), std::int64_t(0));
    }

    void aBudgetTooSmallForThreeRowsSaysTheSmallestThatWorks()
    {
        const Tensor matrix = stack(12, 500);
        const auto make = [&](std::size_t row, const Progress&) {
            return toVector(matrix[static_cast<std::int64_t>(row)]);
        };
        try {
            StackedSvd(12, 500, 2, make, 1000);
            QFAIL("nothing was thrown");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::outOfMemory);
            const std::int64_t needed = std::stoll(error.value("needed"));
            StackedSvd svd(12, 500, 2, make, needed);
            QCOMPARE(run(svd).rank(), std::int64_t(2));
            QVERIFY_THROWS_EXCEPTION(Error, StackedSvd(12, 500, 2, make, needed - 1));
        }
    }

    void aRowThatIsNotFiniteIsNamed()
    {
        StackedSvd svd(
            5, 10, 2,
            [](std::size_t row, const Progress&) {
                return std::vector<float>(10, row == 3 ? INFINITY : 1.0F);
            },
            1 << 20);
        try {
            run(svd);
            QFAIL("nothing was thrown");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::nonFinite);
            QCOMPARE(error.value("row"), std::string("3"));
        }
    }

    void gradientsEqualAutograds()
    {
        const ModelShape shape = tinyShape();
        const Tensor theta = randomTheta(shape).to(at::kFloat);
        const task::ExampleSet examples = randomExamples(shape, 200);
        const Tensor leaf = theta.to(at::kDouble).requires_grad_();
        const Tensor expected =
            torch::autograd::grad({ lossesAt(shape, leaf, toBatch(shape, examples)).mean() }, { leaf })
                .front();
        const Tensor ours = toTensor(meanGradient(shape, toVector(theta), examples)).to(at::kDouble);
        QVERIFY(largest(ours - expected) < 1e-5 * largest(expected));
    }

    void aGradientThatGetsNoMemoryIsTakenOfFewerExamples()
    {
        const ModelShape shape = tinyShape(2, 16);
        const task::ExampleSet examples = randomExamples(shape, 200);
        const std::vector<float> theta = toVector(randomTheta(shape));
        verifyTakenOfFewerExamples(
            [&](std::int64_t* atOnce) { return meanGradient(shape, theta, examples, {}, atOnce); }, 1e-5);
    }

    void randomVectorsAreOrthonormalSeededAndEachTheirOwn()
    {
        const auto basisOf = [](std::uint64_t seed) {
            std::vector<std::vector<float>> basis;
            for (std::int64_t i = 0; i < 20; ++i)
                basis.push_back(randomUnitVector(30000, basis, seed, i));
            return basis;
        };
        const std::vector<std::vector<float>> basis = basisOf(1);
        QVERIFY(orthonormalityError(basis) <= 1e-6);
        at::set_num_threads(2);
        QVERIFY(basisOf(1) == basis);
        at::set_num_threads(1);
        QVERIFY(basisOf(2)[0] != basis[0]);
        // In a narrow space the last ones are what is left of a random vector after much has been taken out.
        std::vector<std::vector<float>> whole;
        for (std::int64_t i = 0; i < 40; ++i)
            whole.push_back(randomUnitVector(40, whole, 1, i));
        QVERIFY(orthonormalityError(whole) <= 1e-6);
    }

    void theLargestInSizeComeFirstAndOfEqualsTheFirst()
    {
        const std::vector<float> values { 1, -3, 2, 3, 0, -2 };
        QCOMPARE(largestInSize(values, 4), (std::vector<std::int64_t> { 1, 3, 2, 5 }));
        QCOMPARE(largestInSize(values, 100).size(), values.size());
    }
};

QTEST_APPLESS_MAIN(TestOtherBases)
#include "tst_other_bases.moc"
