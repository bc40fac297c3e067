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

/// On an accelerator: `f` of the rows' columns [begin, begin + count) as a matrix [R, count] in double, and of begin.
template <typename F> void forColumns(const Rows& rows, F f, const Progress& progress)
{
    constexpr std::int64_t numbersAtOnce = 1 << 22;
    const std::int64_t size = rows.front().numel();
    const std::int64_t most = std::max<std::int64_t>(1, numbersAtOnce / static_cast<std::int64_t>(rows.size()));
    for (std::int64_t begin = 0; begin < size; begin += most) {
        std::vector<Tensor> columns;
        for (const Tensor& row : rows)
            columns.push_back(row.narrow(0, begin, std::min(most, size - begin)));
        f(at::stack(columns).to(at::kDouble), begin);
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

std::vector<const float*> pointersTo(const Rows& rows)
{
    std::vector<const float*> pointers;
    for (const Tensor& row : rows)
        pointers.push_back(row.data_ptr<float>());
    return pointers;
}

/// Moved to device().
Tensor inDouble(std::span<const double> values)
{
    return at::from_blob(const_cast<double*>(values.data()), { static_cast<std::int64_t>(values.size()) }, at::kDouble)
        .to(at::TensorOptions(device()), /*non_blocking=*/false, /*copy=*/true);
}

std::size_t sizeOf(const Tensor& vector)
{
    return static_cast<std::size_t>(vector.numel());
}

}

Rows rowsOf(std::span<const std::vector<float>> vectors)
{
    Rows rows;
    for (const std::vector<float>& vector : vectors)
        rows.push_back(at::from_blob(const_cast<float*>(vector.data()), { static_cast<std::int64_t>(vector.size()) }, at::kFloat)
                           .to(device()));
    return rows;
}

Rows joined(Rows first, std::span<const Tensor> second)
{
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

Tensor randomNormals(std::size_t size, Random& random)
{
    const Tensor values = at::empty({ static_cast<std::int64_t>(size) }, at::kDouble);
    std::generate_n(values.data_ptr<double>(), size, [&] { return random.normal(); });
    return values.to(device());
}

std::vector<double> dots(const Rows& rows, const Tensor& w, const Progress& progress)
{
    std::vector<double> sums(rows.size());
    if (rows.empty())
        return sums;
    if (forAccelerator()) {
        Tensor sum = at::zeros({ static_cast<std::int64_t>(rows.size()) }, w.options());
        forColumns(
            rows, [&](const Tensor& part, std::int64_t begin) { sum.addmv_(part, w.narrow(0, begin, part.size(1))); }, progress);
        const Tensor there = sum.cpu();
        std::copy_n(there.data_ptr<double>(), sums.size(), sums.begin());
        return sums;
    }
    const auto row = pointersTo(rows);
    const double* numbers = w.data_ptr<double>();
    Matrix<double> parts((sizeOf(w) + stretch - 1) / stretch, rows.size());
    forStretches(
        sizeOf(w),
        [&](std::int64_t index, std::size_t begin, std::size_t end) {
            for (std::size_t r = 0; r < rows.size(); ++r)
                parts(static_cast<std::size_t>(index), r) = dot(row[r] + begin, numbers + begin, end - begin);
        },
        progress);
    for (std::size_t i = 0; i < parts.rows(); ++i) {
        for (std::size_t r = 0; r < rows.size(); ++r)
            sums[r] += parts(i, r);
    }
    return sums;
}

void add(const Rows& rows, const std::vector<double>& factors, Tensor& w, const Progress& progress)
{
    if (rows.empty())
        return;
    if (forAccelerator()) {
        const Tensor there = inDouble(factors);
        forColumns(
            rows, [&](const Tensor& part, std::int64_t begin) { w.narrow(0, begin, part.size(1)).addmv_(part.t(), there); }, progress);
        return;
    }
    const auto row = pointersTo(rows);
    double* numbers = w.data_ptr<double>();
    forStretches(
        sizeOf(w),
        [&](std::int64_t, std::size_t begin, std::size_t end) {
            for (std::size_t r = 0; r < rows.size(); ++r)
                addTo(row[r] + begin, factors[r], numbers + begin, end - begin);
        },
        progress);
}

double lengthOf(const Tensor& w)
{
    if (forAccelerator())
        return w.norm().item<double>();
    const double* numbers = w.data_ptr<double>();
    std::vector<double> parts((sizeOf(w) + stretch - 1) / stretch);
    forStretches(sizeOf(w), [&](std::int64_t index, std::size_t begin, std::size_t end) {
        parts[static_cast<std::size_t>(index)] = dot(numbers + begin, numbers + begin, end - begin);
    });
    double sum = 0;
    for (const double part : parts)
        sum += part;
    return std::sqrt(sum);
}

std::vector<double> orthogonalise(const Rows& rows, Tensor& w, const Progress& progress)
{
    std::vector<double> removed(rows.size());
    for (int pass = 0; pass < 2; ++pass) {
        std::vector<double> components = dots(rows, w, progress);
        for (std::size_t r = 0; r < rows.size(); ++r) {
            removed[r] += components[r];
            components[r] = -components[r];
        }
        add(rows, components, w, progress);
    }
    return removed;
}

Tensor toFloat(const Tensor& w, double scale)
{
    if (forAccelerator())
        return w.mul(scale).to(at::kFloat);
    Tensor result = at::empty(w.sizes(), at::kFloat); // without another vector in double between
    std::transform(w.data_ptr<double>(), w.data_ptr<double>() + w.numel(), result.data_ptr<float>(),
        [scale](double x) { return static_cast<float>(scale * x); });
    return result;
}

void combineInPlace(Rows& rows, const std::vector<std::vector<double>>& coefficients, const Progress& progress)
{
    if (forAccelerator()) {
        std::vector<Tensor> factors;
        for (const std::vector<double>& each : coefficients)
            factors.push_back(inDouble(each));
        const Tensor all = at::stack(factors);
        forColumns(
            rows,
            [&](const Tensor& part, std::int64_t begin) {
                const Tensor sums = at::mm(all, part);
                for (std::size_t i = 0; i < coefficients.size(); ++i)
                    rows[i].narrow(0, begin, part.size(1)).copy_(sums[static_cast<std::int64_t>(i)]);
            },
            progress);
        return;
    }
    const auto row = pointersTo(rows);
    forStretches(
        sizeOf(rows.front()),
        [&](std::int64_t, std::size_t begin, std::size_t end) {
            Matrix<double> sums(coefficients.size(), end - begin);
            for (std::size_t i = 0; i < coefficients.size(); ++i) {
                for (std::size_t r = 0; r < rows.size(); ++r)
                    addTo(row[r] + begin, coefficients[i][r], sums.row(i).data(), end - begin);
            }
            for (std::size_t i = 0; i < coefficients.size(); ++i) {
                std::transform(sums.row(i).begin(), sums.row(i).end(), rows[i].data_ptr<float>() + begin,
                    [](double x) { return static_cast<float>(x); });
            }
        },
        progress);
}

}
