#include "core/compute/gram_schmidt.h"

#include "core/base/matrix.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace polcascope::compute {

namespace {

// A fixed length of stretches keeps sums the same whatever the number of threads.
constexpr std::int64_t stretch = 8192;

constexpr std::int64_t stretchesBetweenReports = 256;

template <typename F> void forStretches(std::size_t size, F f, const Progress& progress = {})
{
    const std::int64_t count = (static_cast<std::int64_t>(size) + stretch - 1) / stretch;
    for (std::int64_t first = 0; first < count; first += stretchesBetweenReports) {
        at::parallel_for(first, std::min(first + stretchesBetweenReports, count), 4,
            [&](std::int64_t begin, std::int64_t end) {
                for (std::int64_t i = begin; i < end; ++i)
                    f(i, static_cast<std::size_t>(i * stretch),
                        std::min(size, static_cast<std::size_t>((i + 1) * stretch)));
            });
        progress.report(1);
    }
}

template <typename T> double dot(const T* a, const double* b, std::size_t count)
{
    double sum = 0;
#pragma omp simd reduction(+ : sum)
    for (std::size_t i = 0; i < count; ++i)
        sum += static_cast<double>(a[i]) * b[i];
    return sum;
}

/// w[0 ... count) += factor * row[0 ... count)
void addTo(const float* row, double factor, double* w, std::size_t count)
{
#pragma omp simd
    for (std::size_t i = 0; i < count; ++i)
        w[i] += factor * static_cast<double>(row[i]);
}

}

Rows rowsOf(std::span<const std::vector<float>> first, std::span<const std::vector<float>> second)
{
    Rows rows;
    for (const auto vectors : { first, second }) {
        for (const std::vector<float>& vector : vectors)
            rows.push_back(vector.data());
    }
    return rows;
}

Vector dots(const Rows& rows, const Vector& w, const Progress& progress)
{
    Matrix<double> parts((w.size() + stretch - 1) / stretch, rows.size());
    forStretches(
        w.size(),
        [&](std::int64_t index, std::size_t begin, std::size_t end) {
            for (std::size_t r = 0; r < rows.size(); ++r)
                parts(static_cast<std::size_t>(index), r) =
                    dot(rows[r] + begin, w.data() + begin, end - begin);
        },
        progress);
    Vector sums(rows.size());
    for (std::size_t i = 0; i < parts.rows(); ++i) {
        for (std::size_t r = 0; r < rows.size(); ++r)
            sums[r] += parts(i, r);
    }
    return sums;
}

void add(const Rows& rows, const Vector& factors, Vector& w, const Progress& progress)
{
    forStretches(
        w.size(),
        [&](std::int64_t, std::size_t begin, std::size_t end) {
            for (std::size_t r = 0; r < rows.size(); ++r)
                addTo(rows[r] + begin, factors[r], w.data() + begin, end - begin);
        },
        progress);
}

double norm(const Vector& w)
{
    Vector parts((w.size() + stretch - 1) / stretch);
    forStretches(w.size(), [&](std::int64_t index, std::size_t begin, std::size_t end) {
        parts[static_cast<std::size_t>(index)] = dot(w.data() + begin, w.data() + begin, end - begin);
    });
    double sum = 0;
    for (const double part : parts)
        sum += part;
    return std::sqrt(sum);
}

Vector orthogonalise(const Rows& rows, Vector& w, const Progress& progress)
{
    Vector removed(rows.size());
    for (int pass = 0; pass < 2; ++pass) {
        Vector components = dots(rows, w, progress);
        for (std::size_t r = 0; r < rows.size(); ++r) {
            removed[r] += components[r];
            components[r] = -components[r];
        }
        add(rows, components, w, progress);
    }
    return removed;
}

std::vector<float> toFloat(const Vector& w, double scale)
{
    std::vector<float> result(w.size());
    std::transform(
        w.begin(), w.end(), result.begin(), [scale](double x) { return static_cast<float>(scale * x); });
    return result;
}

void combineInPlace(
    std::vector<std::vector<float>>& rows, const std::vector<Vector>& coefficients, const Progress& progress)
{
    forStretches(
        rows.front().size(),
        [&](std::int64_t, std::size_t begin, std::size_t end) {
            Matrix<double> sums(coefficients.size(), end - begin);
            for (std::size_t i = 0; i < coefficients.size(); ++i) {
                for (std::size_t r = 0; r < rows.size(); ++r)
                    addTo(rows[r].data() + begin, coefficients[i][r], sums.row(i).data(), end - begin);
            }
            for (std::size_t i = 0; i < coefficients.size(); ++i) {
                std::transform(sums.row(i).begin(), sums.row(i).end(),
                    rows[i].begin() + static_cast<std::ptrdiff_t>(begin),
                    [](double x) { return static_cast<float>(x); });
            }
        },
        progress);
}

}
