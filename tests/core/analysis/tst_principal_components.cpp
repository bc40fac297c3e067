#include "core/analysis/principal_components.h"
#include "core/base/random.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <numbers>

using namespace polcascope;
using namespace polcascope::analysis;

namespace {

/// Random rows with a spectrum that falls by `fall` from one direction to the next, away from the origin.
Matrix<float> randomRows(std::size_t rows, std::size_t columns, double fall, std::uint64_t seed = 1)
{
    Random random(seed, "rows");
    Matrix<float> mixing(columns, columns);
    for (std::size_t i = 0; i < mixing.size(); ++i)
        mixing.data()[i] = static_cast<float>(random.normal());
    Matrix<float> result(rows, columns);
    std::vector<double> hidden(columns);
    for (std::size_t i = 0; i < rows; ++i) {
        double size = 1;
        for (double& value : hidden) {
            value = size * random.normal();
            size *= fall;
        }
        for (std::size_t k = 0; k < columns; ++k) {
            double sum = 3.0 + static_cast<double>(k);
            for (std::size_t j = 0; j < columns; ++j)
                sum += hidden[j] * static_cast<double>(mixing(j, k));
            result(i, k) = static_cast<float>(sum);
        }
    }
    return result;
}

/// By power iteration on the covariance, written out, with deflation: nothing in common with what is tested.
PrincipalComponents byPowerIteration(const Matrix<float>& rows, std::size_t components)
{
    const std::size_t n = rows.rows(), d = rows.columns();
    std::vector<double> mean(d);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t k = 0; k < d; ++k)
            mean[k] += static_cast<double>(rows(i, k)) / static_cast<double>(n);
    Matrix<double> covariance(d, d);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t k = 0; k < d; ++k)
            for (std::size_t l = 0; l < d; ++l)
                covariance(k, l) += (static_cast<double>(rows(i, k)) - mean[k]) * (static_cast<double>(rows(i, l)) - mean[l]) /
                    static_cast<double>(n);
    PrincipalComponents found;
    found.axes = Matrix<double>(components, d);
    found.scores = Matrix<double>(n, components);
    for (std::size_t k = 0; k < d; ++k)
        found.variance += covariance(k, k);
    for (std::size_t c = 0; c < components; ++c) {
        std::vector<double> axis(d), next(d);
        for (std::size_t k = 0; k < d; ++k)
            axis[k] = 1.0 / static_cast<double>(k + 1);
        double length = 0;
        for (int iteration = 0; iteration < 5000; ++iteration) {
            for (std::size_t k = 0; k < d; ++k) {
                next[k] = 0;
                for (std::size_t l = 0; l < d; ++l)
                    next[k] += covariance(k, l) * axis[l];
            }
            length = 0;
            for (const double value : next)
                length += value * value;
            length = std::sqrt(length);
            for (std::size_t k = 0; k < d; ++k)
                axis[k] = next[k] / length;
        }
        const auto largest =
            std::max_element(axis.begin(), axis.end(), [](double a, double b) { return std::abs(a) < std::abs(b); });
        const double sign = *largest < 0 ? -1 : 1;
        found.variances.push_back(length);
        for (std::size_t k = 0; k < d; ++k)
            found.axes(c, k) = sign * axis[k];
        for (std::size_t k = 0; k < d; ++k)
            for (std::size_t l = 0; l < d; ++l)
                covariance(k, l) -= length * axis[k] * axis[l];
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t k = 0; k < d; ++k)
                found.scores(i, c) += (static_cast<double>(rows(i, k)) - mean[k]) * found.axes(c, k);
    }
    return found;
}

double farthest(const Matrix<double>& a, const Matrix<double>& b)
{
    double most = a.rows() == b.rows() && a.columns() == b.columns() ? 0 : HUGE_VAL;
    for (std::size_t i = 0; i < a.size() && std::isfinite(most); ++i)
        most = std::max(most, std::abs(a.data()[i] - b.data()[i]));
    return most;
}

}

class PrincipalComponentsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Points on an ellipse, turned by 30 degrees, away from the origin: axes, scores and shares are known.
    void anEllipseHasItsOwnAxes()
    {
        constexpr std::size_t n = 360;
        constexpr double large = 3, small = 1, turn = std::numbers::pi / 6;
        Matrix<float> rows(n, 2);
        for (std::size_t i = 0; i < n; ++i) {
            const double angle = 2 * std::numbers::pi * static_cast<double>(i) / n;
            const double a = large * std::cos(angle), b = small * std::sin(angle);
            rows(i, 0) = static_cast<float>(10 + a * std::cos(turn) - b * std::sin(turn));
            rows(i, 1) = static_cast<float>(-4 + a * std::sin(turn) + b * std::cos(turn));
        }
        const auto found = principalComponents(rows, 2);
        QVERIFY(std::abs(found.axes(0, 0) - std::cos(turn)) < 1e-6 && std::abs(found.axes(0, 1) - std::sin(turn)) < 1e-6);
        QVERIFY(std::abs(found.axes(1, 0) + std::sin(turn)) < 1e-6 && std::abs(found.axes(1, 1) - std::cos(turn)) < 1e-6);
        QVERIFY(std::abs(found.variances[0] - large * large / 2) < 1e-5); // mean of cos^2 is a half
        QVERIFY(std::abs(found.variances[1] - small * small / 2) < 1e-5);
        QVERIFY(std::abs(found.share(0) - 0.9) < 1e-6 && std::abs(found.share(0) + found.share(1) - 1) < 1e-9);
        for (std::size_t i = 0; i < n; i += 37)
            QVERIFY(std::abs(found.scores(i, 0) - large * std::cos(2 * std::numbers::pi * static_cast<double>(i) / n)) < 1e-5);
    }

    void powerIterationFindsTheSame_data()
    {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("columns");
        QTest::addColumn<int>("largest");
        QTest::newRow("columns by columns") << 600 << 12 << 512; // more than a block of rows
        QTest::newRow("rows by rows") << 10 << 40 << 512;
        QTest::newRow("Lanczos, many rows") << 600 << 40 << 0;
        QTest::newRow("Lanczos, many columns") << 30 << 60 << 0;
    }
    void powerIterationFindsTheSame()
    {
        QFETCH(int, rows);
        QFETCH(int, columns);
        QFETCH(int, largest);
        const Matrix<float> data = randomRows(static_cast<std::size_t>(rows), static_cast<std::size_t>(columns), 0.6);
        const auto found = principalComponents(data, 2, {}, static_cast<std::size_t>(largest));
        const auto expected = byPowerIteration(data, 2);
        QVERIFY(found.converged);
        const double size = std::sqrt(expected.variance);
        QVERIFY2(farthest(found.axes, expected.axes) < 1e-7, qPrintable(QString::number(farthest(found.axes, expected.axes))));
        QVERIFY(farthest(found.scores, expected.scores) < 1e-6 * size);
        for (std::size_t c = 0; c < 2; ++c)
            QVERIFY(std::abs(found.variances[c] / expected.variances[c] - 1) < 1e-9);
        QVERIFY(std::abs(found.variance / expected.variance - 1) < 1e-9);
    }

    void allWaysAgreeAndTheSameInputGivesTheSame()
    {
        const Matrix<float> data = randomRows(300, 50, 0.8, 3);
        const auto gram = principalComponents(data, 3);
        const auto again = principalComponents(data, 3);
        const auto lanczos = principalComponents(data, 3, {}, 0);
        QVERIFY(gram.axes == again.axes && gram.scores == again.scores);
        QVERIFY(farthest(gram.axes, lanczos.axes) < 1e-8);
        Matrix<float> turned(50, 300);
        for (std::size_t i = 0; i < 300; ++i)
            for (std::size_t k = 0; k < 50; ++k)
                turned(k, i) = data(i, k);
        QVERIFY(farthest(principalComponents(turned, 3).axes, principalComponents(turned, 3, {}, 0).axes) < 1e-8);
        for (std::size_t c = 0; c < 3; ++c) {
            double squares = 0, sum = 0, along = 0;
            for (std::size_t k = 0; k < 50; ++k) {
                squares += gram.axes(c, k) * gram.axes(c, k);
                along += gram.axes(c, k) * gram.axes((c + 1) % 3, k);
            }
            for (std::size_t i = 0; i < 300; ++i)
                sum += gram.scores(i, c);
            QVERIFY(std::abs(squares - 1) < 1e-12 && std::abs(along) < 1e-12);
            QVERIFY(std::abs(sum) < 1e-6); // centred
        }
    }

    void theSignHangsOnNothing()
    {
        const Matrix<float> data = randomRows(200, 8, 0.5, 5);
        Matrix<float> reversed(200, 8), negative(200, 8);
        for (std::size_t i = 0; i < 200; ++i)
            for (std::size_t k = 0; k < 8; ++k) {
                reversed(199 - i, k) = data(i, k);
                negative(i, k) = -data(i, k);
            }
        const auto found = principalComponents(data, 2);
        QVERIFY(farthest(found.axes, principalComponents(reversed, 2).axes) < 1e-9);
        const auto turned = principalComponents(negative, 2);
        QVERIFY(farthest(found.axes, turned.axes) < 1e-9);
        QVERIFY(std::abs(found.scores(3, 0) + turned.scores(3, 0)) < 1e-6);
    }

    void whatHasNoDirectionsHasNone()
    {
        Matrix<float> same(5, 3, 2.5F);
        const auto none = principalComponents(same, 2);
        QCOMPARE(none.variance, 0.0);
        QCOMPARE(none.share(0), 0.0);
        QVERIFY(none.scores == Matrix<double>(5, 2));
        QCOMPARE(principalComponents(same, 9).variances.size(), std::size_t(3));
        QCOMPARE(principalComponents(Matrix<float>(), 2).variances.size(), std::size_t(0));
        QCOMPARE(principalComponents(Matrix<float>(1, 3), 2).variances, std::vector<double> { 0 });
        // All on one line: the second direction is none, whichever Gram matrix it comes from.
        for (const auto& [rows, columns] : { std::pair(40, 4), std::pair(4, 40) }) {
            Matrix<float> line(static_cast<std::size_t>(rows), static_cast<std::size_t>(columns));
            for (std::size_t i = 0; i < line.rows(); ++i)
                for (std::size_t k = 0; k < line.columns(); ++k)
                    line(i, k) = static_cast<float>(i * (k + 1));
            const auto found = principalComponents(line, 2);
            QVERIFY(std::abs(found.share(0) - 1) < 1e-9);
            QVERIFY(found.share(1) < 1e-12);
            QVERIFY(std::isfinite(found.axes(1, 0)));
        }
        QVERIFY(principalComponents(Matrix<float>(9, 1, 1.0F), 2).variances.size() == 1);
    }

    void itIsCancelledOnTheWay()
    {
        const Matrix<float> data = randomRows(2000, 10, 0.9);
        for (const std::size_t largest : { largestGram, std::size_t(0) }) {
            int reports = 0;
            double last = 0;
            static_cast<void>(principalComponents(data, 2, Progress([&](double fraction, std::string_view) {
                ++reports;
                const bool rising = fraction >= last;
                last = fraction;
                return rising;
            }), largest));
            QCOMPARE(last, 1.0);
            QVERIFY(reports > 20);
            int left = 15;
            QVERIFY_THROWS_EXCEPTION(Cancelled,
                static_cast<void>(principalComponents(
                    data, 2, Progress([&](double, std::string_view) { return --left > 0; }), largest)));
        }
    }

    /// What the window promises; printed rather than held to the millisecond.
    void manyTokensTakeMoments()
    {
        QElapsedTimer timer;
        for (const auto& [rows, columns] : { std::pair(5000, 200), std::pair(100000, 200), std::pair(5000, 1600) }) {
            Random random(1, "noise");
            Matrix<float> data(static_cast<std::size_t>(rows), static_cast<std::size_t>(columns));
            for (std::size_t i = 0; i < data.rows(); ++i) {
                const auto a = static_cast<float>(random.uniform()), b = static_cast<float>(random.uniform());
                for (std::size_t k = 0; k < data.columns(); ++k)
                    data(i, k) = a * std::sin(0.05F * static_cast<float>(k)) + 0.5F * b * std::cos(0.02F * static_cast<float>(k)) +
                        0.1F * static_cast<float>(random.uniform());
            }
            timer.start();
            const auto found = principalComponents(data, 2);
            qInfo("%d x %d: %lld ms, %.1f and %.1f %%", rows, columns, timer.elapsed(), 100 * found.share(0), 100 * found.share(1));
            QVERIFY(found.converged && found.share(0) > 0.3);
        }
    }
};

QTEST_GUILESS_MAIN(PrincipalComponentsTest)
#include "tst_principal_components.moc"
