#include "core/compute/lanczos.h"
#include "tests/core/compute/map.h"
#include "tests/core/compute/tiny_model.h"

#include "core/base/error.h"

#include <QTest>

#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <functional>

using namespace polcascope;
using namespace polcascope::compute;
using namespace polcascope::compute::test;

namespace {

Map mapOf(const Tensor& dense)
{
    return { dense.size(0), [dense](const Tensor& v) { return at::mv(dense, v); } };
}

Tensor normals(std::vector<std::int64_t> shape, std::uint64_t seed = 1)
{
    Random random(seed, "normals");
    Tensor result = at::empty(shape, at::kDouble);
    for (std::int64_t i = 0; i < result.numel(); ++i)
        result.data_ptr<double>()[i] = random.normal();
    return result;
}

/// Data whose features have falling scales, so that eigenvalues stand apart.
Tensor features(std::int64_t rows, std::int64_t columns)
{
    return normals({ rows, columns }) * at::pow(0.8, at::arange(columns, at::kDouble));
}

Lanczos& run(Lanczos& lanczos)
{
    while (!lanczos.finished())
        lanczos.advance();
    return lanczos;
}

Tensor inDouble(const std::vector<float>& vector)
{
    return toTensor(vector).to(at::kDouble);
}

/// Eigenvalues to the square of the tolerance, vectors to the tolerance over the gap, residuals as certified.
void compareWithDense(const Tensor& dense, const std::vector<FoundVector>& found, double tolerance,
    Eigenvalues order = Eigenvalues::largestAlgebraic)
{
    const auto [values, vectors] = at::linalg_eigh(dense);
    const Tensor ranks = (order == Eigenvalues::largestMagnitude ? values.abs() : values).argsort(0, true);
    std::vector<Tensor> rows;
    for (std::size_t i = 0; i < found.size(); ++i) {
        const auto rank = ranks[static_cast<std::int64_t>(i)].item<std::int64_t>();
        const double expected = values[rank].item<double>();
        QVERIFY(found[i].converged);
        QVERIFY2(std::abs(found[i].eigenvalue - expected) < tolerance * std::abs(expected),
            qPrintable(QString::number(found[i].eigenvalue) + " " + QString::number(expected)));
        const Tensor b = inDouble(found[i].vector);
        QVERIFY(std::abs(std::abs(at::dot(b, vectors.select(1, rank)).item<double>()) - 1) < 100 * tolerance);
        const double residual = (at::mv(dense, b) - found[i].eigenvalue * b).norm().item<double>() /
            std::abs(found[i].eigenvalue);
        QVERIFY(residual <= 1.01 * tolerance);
        QVERIFY(std::abs(residual - found[i].residual) <= 1e-6);
        rows.push_back(b);
    }
    const Tensor matrix = at::stack(rows);
    QVERIFY(largest(at::mm(matrix, matrix.t()) - at::eye(matrix.size(0), at::kDouble)) <= 1e-6);
}

}

class TestLanczos : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void linearRegressionsHessianIsThatOfItsSingularVectors()
    {
        // Mean of (x . w - y)^2 / 2 over n rows U S V^T: the Hessian is V S^2 V^T / n, whatever w and y.
        constexpr std::int64_t n = 80, d = 30;
        const Tensor left = orthonormalRows(d, n, 1).t();
        const Tensor right = orthonormalRows(d, d, 2);
        const Tensor scales = at::pow(0.7, at::arange(d, at::kDouble)) * 20;
        const Tensor x = at::mm(left * scales, right);
        Map map(d, [&](const Tensor& v) { return at::mv(x.t(), at::mv(x, v)) / n; });
        Lanczos lanczos(map, {}, { .vectors = 5, .tolerance = 1e-5 });
        const std::vector<FoundVector>& found = run(lanczos).result();
        for (std::int64_t i = 0; i < 5; ++i) {
            const FoundVector& each = found[static_cast<std::size_t>(i)];
            const double expected = std::pow(scales[i].item<double>(), 2) / n;
            QVERIFY(each.converged);
            QVERIFY(std::abs(each.eigenvalue - expected) < 1e-6 * expected);
            QVERIFY(std::abs(std::abs(at::dot(inDouble(each.vector), right[i]).item<double>()) - 1) < 1e-6);
        }
    }

    void logisticRegressionsHessianIsFound()
    {
        // Mean of log(1 + exp(-y x . w)): sum of p (1 - p) x x^T / n, whatever the labels y.
        constexpr std::int64_t n = 200, d = 40;
        const Tensor x = features(n, d);
        const Tensor p = at::mv(x, normals({ d }, 2)).sigmoid();
        const Tensor weight = p * (1 - p) / n;
        Map map(d, [&](const Tensor& v) { return at::mv(x.t(), weight * at::mv(x, v)); });
        Lanczos lanczos(map, {}, { .vectors = 4, .tolerance = 1e-5 });
        compareWithDense(at::mm(x.t(), x * weight.unsqueeze(1)), run(lanczos).result(), 1e-5);
    }

    void softmaxRegressionsHessianIsFound()
    {
        // Mean cross entropy of softmax(W x): sum of (diag p - p p^T) (x) x x^T / n. It vanishes where all
        // classes move alike.
        constexpr std::int64_t n = 150, d = 12, classes = 5;
        const Tensor x = features(n, d);
        const Tensor p = at::mm(x, normals({ d, classes }, 2)).softmax(-1);
        Map map(classes * d, [&](const Tensor& v) {
            const Tensor z = at::mm(x, v.view({ classes, d }).t());
            return (at::mm((p * (z - (p * z).sum(-1, true))).t(), x) / n).flatten();
        });
        Tensor dense = at::zeros({ classes * d, classes * d }, at::kDouble);
        for (std::int64_t i = 0; i < n; ++i)
            dense += at::kron(at::diag(p[i]) - at::outer(p[i], p[i]), at::outer(x[i], x[i])) / n;
        Lanczos lanczos(map, {}, { .vectors = 6, .tolerance = 1e-5 });
        compareWithDense(dense, run(lanczos).result(), 1e-5);
    }

    void largestMagnitudeFindsNegativeEigenvaluesAndLargestAlgebraicDoesNot()
    {
        constexpr std::int64_t d = 50;
        const Tensor rows = orthonormalRows(d, d);
        Tensor values = at::pow(0.6, at::arange(d, at::kDouble));
        values[0] = -3.0;
        values[2] = -2.0;
        const Tensor dense = at::mm(rows.t() * values, rows);
        Map map = mapOf(dense);
        for (const Eigenvalues order : { Eigenvalues::largestMagnitude, Eigenvalues::largestAlgebraic }) {
            Lanczos lanczos(map, {}, { .vectors = 3, .eigenvalues = order, .tolerance = 1e-5 });
            const std::vector<FoundVector>& found = run(lanczos).result();
            compareWithDense(dense, found, 1e-5, order);
            QCOMPARE(found[0].eigenvalue < 0, order == Eigenvalues::largestMagnitude);
        }
    }

    void aSpaceThatMemoryKeepsSmallFindsTheSame()
    {
        const Tensor x = features(100, 60);
        const Tensor dense = at::mm(x.t(), x) / 100;
        Map map = mapOf(dense);
        for (const std::int64_t vectors : { 1, 3 }) {
            Lanczos lanczos(map, {},
                { .vectors = vectors, .tolerance = 1e-4, .storedVectors = Lanczos::smallestSpace(vectors) });
            compareWithDense(dense, run(lanczos).result(), 1e-4);
            QVERIFY(lanczos.products() < 180);
        }
    }

    void theRunnerUpIsWhatASearchWithoutTheVectorsFoundFindsAndAGoodStartForIt()
    {
        const Tensor x = features(100, 60);
        const Tensor dense = at::mm(x.t(), x) / 100;
        Map map = mapOf(dense);
        Lanczos lanczos(map, {}, { .vectors = 1, .tolerance = 1e-5 });
        const std::vector<float> runnerUp = run(lanczos).runnerUp();
        const std::vector<std::vector<float>> basis { lanczos.result().front().vector };
        QVERIFY(std::abs(at::dot(inDouble(runnerUp), inDouble(basis.front())).item<double>()) <= 1e-6);
        Lanczos cold(map, basis, { .vectors = 1, .tolerance = 1e-5 });
        Lanczos warm(map, basis, { .vectors = 1, .tolerance = 1e-5, .start = runnerUp });
        run(cold);
        run(warm);
        QVERIFY2(warm.products() < cold.products(),
            qPrintable(QString("%1 %2").arg(warm.products()).arg(cold.products())));
        const double cosine =
            at::dot(inDouble(warm.result().front().vector), inDouble(cold.result().front().vector))
                .item<double>();
        QVERIFY(std::abs(std::abs(cosine) - 1) < 1e-6);
        // A start that the basis takes away is no start.
        Lanczos nothing(map, basis, { .vectors = 1, .tolerance = 1e-5, .start = basis.front() });
        QVERIFY(run(nothing).result().front().converged);
    }

    void threadsChangeNothing()
    {
        const std::int64_t d = 60000; // several stretches of sums
        const Tensor scales = at::pow(0.5, at::arange(d, at::kDouble).clamp_max(30));
        Map map(d, [&](const Tensor& v) { return v * scales; });
        std::vector<std::vector<float>> vectors;
        for (const int threads : { 1, 2 }) {
            at::set_num_threads(threads);
            Lanczos lanczos(map, {}, { .tolerance = 1e-4 });
            vectors.push_back(run(lanczos).result().front().vector);
        }
        at::set_num_threads(1);
        QVERIFY(vectors[0] == vectors[1]);
    }

    void cutForAnAcceleratorItFindsTheSame()
    {
        const std::int64_t d = 500000; // several parts of the rows' columns
        const Tensor scales = at::pow(0.8, at::arange(d, at::kDouble).clamp_max(60));
        Map map(d, [&](const Tensor& v) { return v * scales; });
        Lanczos first(map, {}, { .vectors = 2, .tolerance = 1e-5 });
        const std::vector<std::vector<float>> basis { run(first).result()[0].vector, first.result()[1].vector };
        // So small a space restarts; the start lies in part along the basis.
        std::vector<float> start = basis[0];
        std::transform(start.begin(), start.end(), first.runnerUp().begin(), start.begin(), std::plus());
        const LanczosOptions options { .vectors = 2, .tolerance = 1e-4, .start = start, .storedVectors = 12 };
        Lanczos lanczos(map, basis, options);
        const std::vector<FoundVector> expected = run(lanczos).result();
        const AsForAccelerator accelerator;
        Lanczos cut(map, basis, options);
        const std::vector<FoundVector> found = run(cut).result();
        QVERIFY(lanczos.products() > 14);
        QCOMPARE(cut.products(), lanczos.products());
        for (std::size_t i = 0; i < 2; ++i) {
            QVERIFY(found[i].converged);
            QVERIFY(std::abs(found[i].eigenvalue - expected[i].eigenvalue) < 1e-9);
            QVERIFY(std::abs(found[i].eigenvalue - scales[static_cast<std::int64_t>(i) + 2].item<double>()) < 1e-4);
            QVERIFY(std::abs(found[i].residual - expected[i].residual) < 1e-6);
            QVERIFY(std::abs(at::dot(inDouble(found[i].vector), inDouble(expected[i].vector)).item<double>() - 1) < 1e-6);
            for (const std::vector<float>& b : basis)
                QVERIFY(std::abs(at::dot(inDouble(found[i].vector), inDouble(b)).item<double>()) < 1e-6);
        }
        QVERIFY(std::abs(at::dot(inDouble(found[0].vector), inDouble(found[1].vector)).item<double>()) < 1e-6);
        QVERIFY(largest(inDouble(cut.runnerUp()) - inDouble(lanczos.runnerUp())) < 1e-4);
    }

    void anAbandonedProductIsTakenAgain()
    {
        const Tensor x = features(100, 20);
        Map map = mapOf(at::mm(x.t(), x));
        Lanczos whole(map, {}, {});
        Lanczos abandoned(map, {}, {});
        run(whole);
        while (!abandoned.finished()) {
            QVERIFY_THROWS_EXCEPTION(
                Cancelled, abandoned.advance(Progress([](double, std::string_view) { return false; })));
            abandoned.advance();
        }
        QVERIFY(abandoned.result().front().vector == whole.result().front().vector);
        QCOMPARE(abandoned.products(), whole.products());
    }

    void aMapWithoutCurvatureIsNoEndlessSearch()
    {
        Map map(30, [](const Tensor& v) { return at::zeros_like(v); });
        Lanczos lanczos(map, {}, { .vectors = 2, .krylovDimension = 10 });
        const std::vector<FoundVector>& found = run(lanczos).result();
        QCOMPARE(found.size(), std::size_t(2));
        QVERIFY(!found[0].converged);
        QVERIFY(lanczos.products() < 100);
    }
};

QTEST_APPLESS_MAIN(TestLanczos)
#include "tst_lanczos.moc"
