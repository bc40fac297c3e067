#include "widgets/views/density_map.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <utility>

namespace polcascope::views {

namespace {

constexpr double mostVisits = 8e6; // of a curve in a column: more columns are counted where that is still quick
constexpr std::size_t block = 512; // curves at a time, a number that the compiler knows: it makes vector instructions then

/// The positions of those curves' values, in whole blocks: the last is filled up with none.
void gather(std::span<const float> row, std::span<const std::int32_t> columns, const models::ValueScale& scale,
    std::vector<float>& positions)
{
    positions.resize((columns.size() + block - 1) / block * block, std::numeric_limits<float>::quiet_NaN());
    if (columns.size() == row.size())
        std::ranges::copy(row, positions.begin());
    else
        for (std::size_t i = 0; i < columns.size(); ++i)
            positions[i] = row[static_cast<std::size_t>(columns[i])];
    if (scale.kind != models::AxisScale::linear)
        for (float& position : positions)
            position = scale.position(position);
}

/// Counts of positions in equal bins.
class Bins {
public:
    Bins(double top, double bottom, int count)
        : m_top(static_cast<float>(top))
        , m_scale(static_cast<float>(count / (top - bottom)))
        , m_count(static_cast<float>(count))
    {
        for (auto& counts : m_counts)
            counts.resize(static_cast<std::size_t>(count) + 1);
    }

    /// Of the curves at `weight` of the way from `begin` to `end`.
    [[nodiscard]] std::vector<std::uint32_t> count(
        const std::vector<float>& begin, const std::vector<float>& end, float weight)
    {
        for (auto& counts : m_counts)
            std::ranges::fill(counts, 0);
        // In two loops, of which the first is one of vector instructions. One after the other often falls into the same
        // bin: several counts side by side need not wait for each other.
        std::array<std::int32_t, block> bins;
        for (std::size_t from = 0; from < begin.size(); from += block) {
            for (std::size_t i = 0; i < block; ++i) {
                const float value = begin[from + i] + (end[from + i] - begin[from + i]) * weight;
                const float bin = (m_top - value) * m_scale;
                bins[i] = static_cast<std::int32_t>(bin >= 0 && bin < m_count ? bin : m_count);
            }
            for (std::size_t i = 0; i < block; ++i)
                ++m_counts[i % m_counts.size()][static_cast<std::size_t>(bins[i])];
        }
        std::vector<std::uint32_t> result(static_cast<std::size_t>(m_count));
        for (std::size_t bin = 0; bin < result.size(); ++bin)
            for (const auto& counts : m_counts)
                result[bin] += counts[bin];
        return result;
    }

private:
    float m_top, m_scale, m_count;
    std::array<std::vector<std::uint32_t>, 4> m_counts; // the last of each: outside
};

}

QImage densityMap(const DensityRequest& request, const Progress& progress)
{
    const std::size_t segments = request.positions.size() - 1;
    const double visits = static_cast<double>(request.columns.size()) * static_cast<double>(segments);
    const int between = std::clamp(static_cast<int>(mostVisits / visits), 1,
        std::max(1, request.width / static_cast<int>(segments)));

    Bins bins(request.top, request.bottom, request.height);
    std::vector<std::vector<std::uint32_t>> columns;
    std::vector<double> edges; // left edges in dots
    std::uint32_t most = 1;
    std::vector<float> begin, end;
    gather(request.members->row(request.firstRow), request.columns, request.scale, begin);
    for (std::size_t segment = 0; segment < segments; ++segment) {
        progress.report(static_cast<double>(segment) / static_cast<double>(segments));
        gather(request.members->row(request.firstRow + segment + 1), request.columns, request.scale, end);
        const double x0 = request.positions[segment];
        const double x1 = request.positions[segment + 1];
        for (int k = 0; k < between; ++k) {
            columns.push_back(bins.count(begin, end, static_cast<float>((k + 0.5) / between)));
            edges.push_back(x0 + (x1 - x0) * k / between);
            most = std::max(most, *std::ranges::max_element(columns.back()));
        }
        std::swap(begin, end);
    }
    edges.push_back(request.positions.back());

    std::vector<QRgb> shades(256);
    for (std::size_t i = 0; i < shades.size(); ++i) {
        QColor colour(request.colour);
        colour.setAlphaF(static_cast<float>(i == 0 ? 0 : 0.04 + 0.3 * static_cast<double>(i) / 255));
        shades[i] = qPremultiply(colour.rgba());
    }
    const double logMost = std::log1p(static_cast<double>(most));
    QImage image(request.width, request.height, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    auto* pixels = reinterpret_cast<QRgb*>(image.bits());
    const auto stride = static_cast<std::size_t>(image.bytesPerLine()) / sizeof(QRgb);
    std::vector<QRgb> shadeOf(static_cast<std::size_t>(request.height));
    std::size_t at = 0;
    std::size_t shaded = columns.size();
    for (int x = 0; x < request.width; ++x) {
        while (at + 1 < columns.size() && edges[at + 1] <= x + 0.5)
            ++at;
        if (x + 0.5 < edges.front() || x + 0.5 > edges.back())
            continue;
        if (shaded != at) {
            for (std::size_t y = 0; y < shadeOf.size(); ++y) {
                const std::uint32_t count = columns[at][y];
                shadeOf[y] = count == 0 ? 0 : shades[static_cast<std::size_t>(1 + 254 * std::log1p(count) / logMost)];
            }
            shaded = at;
        }
        for (std::size_t y = 0; y < shadeOf.size(); ++y)
            pixels[y * stride + static_cast<std::size_t>(x)] = shadeOf[y];
    }
    return image;
}

}
