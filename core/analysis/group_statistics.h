#pragma once

#include "core/base/matrix.h"
#include "core/base/progress.h"

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

namespace polcascope::analysis {

/// Which columns of a matrix are in which group: those of one group after those of the other, each ascending.
struct GroupColumns {
    std::vector<std::int32_t> columns;
    std::vector<std::size_t> ends; ///< [groups] where in `columns` each group ends
};
/// `groupOf` [N]: an index below `groups` for each column, or a negative number for one in none.
[[nodiscard]] GroupColumns groupColumns(std::span<const std::int32_t> groupOf, std::size_t groups);

/// Of finite values.
struct Moments {
    std::int64_t count;
    double mean; ///< NaN of none
    double deviation; ///< the standard deviation, divided by n - 1; 0 of one value, NaN of none
};
/// Of every group in every row: [rows, groups]. Sums in double. `threads` changes nothing in the result.
[[nodiscard]] Matrix<Moments> groupMoments(
    const Matrix<float>& values, const GroupColumns& groups, int threads = 1, const Progress& progress = {});

/// The values below which these shares of the finite values lie, linear between neighbours (as NumPy and R do by
/// default); all NaN where there is none.
inline constexpr std::array quantileShares { 0.05, 0.25, 0.5, 0.75, 0.95 };
using Quantiles = std::array<double, quantileShares.size()>;
[[nodiscard]] Matrix<Quantiles> groupQuantiles(
    const Matrix<float>& values, const GroupColumns& groups, int threads = 1, const Progress& progress = {});

/// What any band around curves of groups is made of, each made once by whoever asks first. Thread-safe.
class GroupStatistics {
public:
    GroupStatistics(std::shared_ptr<const Matrix<float>> values, GroupColumns groups);

    [[nodiscard]] const Matrix<Moments>& moments(int threads = 1, const Progress& progress = {}) const;
    [[nodiscard]] const Matrix<Quantiles>& quantiles(int threads = 1, const Progress& progress = {}) const;

private:
    template<typename T>
    struct Made {
        std::mutex making;
        std::optional<Matrix<T>> result;
    };

    std::shared_ptr<const Matrix<float>> m_values;
    GroupColumns m_groups;
    mutable Made<Moments> m_moments;
    mutable Made<Quantiles> m_quantiles;
};

}
