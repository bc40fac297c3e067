#pragma once

#include "core/base/large_pages.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <span>
#include <vector>

namespace polcascope {

/// A matrix in row order that does not own its numbers.
template<typename T>
struct MatrixView {
    T* data = nullptr;
    std::size_t rows = 0;
    std::size_t columns = 0;

    [[nodiscard]] std::span<T> row(std::size_t index) const { return { data + index * columns, columns }; }
    [[nodiscard]] T& operator()(std::size_t row, std::size_t column) const { return data[row * columns + column]; }
    [[nodiscard]] std::size_t size() const { return rows * columns; }
};

/// A matrix in row order that owns its numbers.
template<typename T>
class Matrix {
public:
    Matrix() = default;
    Matrix(std::size_t rows, std::size_t columns, T value = {})
        : Matrix(unset(rows, columns))
    {
        std::ranges::fill(m_values, value);
    }
    /// Of numbers that do not mean anything yet: for who sets them all, of a large matrix twice as fast.
    [[nodiscard]] static Matrix unset(std::size_t rows, std::size_t columns)
    {
        Matrix matrix;
        matrix.m_values.resize(rows * columns);
        matrix.m_rows = rows;
        matrix.m_columns = columns;
        return matrix;
    }

    [[nodiscard]] std::size_t rows() const { return m_rows; }
    [[nodiscard]] std::size_t columns() const { return m_columns; }
    [[nodiscard]] std::size_t size() const { return m_values.size(); }
    [[nodiscard]] bool empty() const { return m_values.empty(); }
    [[nodiscard]] T* data() { return m_values.data(); }
    [[nodiscard]] const T* data() const { return m_values.data(); }
    [[nodiscard]] std::span<T> row(std::size_t index) { return { m_values.data() + index * m_columns, m_columns }; }
    [[nodiscard]] std::span<const T> row(std::size_t index) const { return { m_values.data() + index * m_columns, m_columns }; }
    [[nodiscard]] T& operator()(std::size_t row, std::size_t column)
    {
        assert(row < m_rows && column < m_columns);
        return m_values[row * m_columns + column];
    }
    [[nodiscard]] const T& operator()(std::size_t row, std::size_t column) const
    {
        assert(row < m_rows && column < m_columns);
        return m_values[row * m_columns + column];
    }
    [[nodiscard]] MatrixView<const T> view() const { return { m_values.data(), m_rows, m_columns }; }
    [[nodiscard]] MatrixView<T> view() { return { m_values.data(), m_rows, m_columns }; }
    bool operator==(const Matrix&) const = default;

private:
    std::vector<T, LargePages<T>> m_values;
    std::size_t m_rows = 0;
    std::size_t m_columns = 0;
};

}
