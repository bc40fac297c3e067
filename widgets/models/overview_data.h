#pragma once

#include "widgets/models/plot_data.h"

#include "core/analysis/chance.h"

#include <QAbstractTableModel>

#include <compare>
#include <map>
#include <optional>

namespace polcascope::models {

/// What the clusters of an overview are asked for: how homogeneous they are in one label.
struct OverviewLabel {
    analysis::LabelCategory label;
    /// Only clusters with 0.85 of their carries in the 10s and 100s places count, as everywhere in this program.
    bool middle = false;
    auto operator<=>(const OverviewLabel&) const = default;
    [[nodiscard]] QString name() const; ///< "carry (10s and 100s)", "place: 100s"
};
/// Those that the tokens have, the most telling first.
[[nodiscard]] std::vector<OverviewLabel> overviewLabels(const TokenTable& tokens);

/// Which clusterings are looked at, and what for.
struct OverviewRequest {
    store::Rules rules = store::Rules::y2024;
    store::Decomposition decomposition = store::Decomposition::trapezoid;
    OverviewLabel label;
    auto operator<=>(const OverviewRequest&) const = default;
};

/// One way of clustering: by the loss or its change, or along a vector or several.
struct OverviewRow {
    store::Quantity quantity = store::Quantity::loss;
    std::vector<std::int32_t> vectors; ///< none for losses
    QString name; ///< "loss", "3", "0+1+2"
    QString longName; ///< "loss", "vector 3"
    [[nodiscard]] bool isLoss() const { return vectors.empty(); }
    bool operator==(const OverviewRow&) const = default;
};

struct OverviewCell {
    enum class State {
        absent, ///< the run holds no such clustering
        skipped, ///< the 2026 rules leave the vector out
        nothing, ///< clustered, and no clusters found
        clusters,
    };
    State state = State::absent;
    qint64 clusters = 0;
    qint32 cluster = -1; ///< the one with the largest share among those that count; -1: none does
    double share = 0; ///< of its tokens, those with the label; 0 where none counts
    qint64 size = 0; ///< of that cluster, in tokens
    std::optional<double> chance; ///< 95th percentile of the best share under shuffled labels; no value: not known yet

    [[nodiscard]] std::optional<double> aboveChance() const
    {
        return chance ? std::optional(share - *chance) : std::nullopt;
    }
};

using Clusterings = std::map<store::ClusteringKey, std::shared_ptr<const store::Clustering>>;

/// Every way of clustering by every output token.
struct OverviewData {
    OverviewRequest request;
    std::vector<OverviewRow> rows; ///< losses first, then the vectors, then sets of them
    std::vector<std::int32_t> outputs; ///< columns; -1: all together
    QStringList outputNames;
    std::vector<OverviewCell> cells; ///< row by row

    [[nodiscard]] const OverviewCell& cell(int row, int column) const
    {
        return cells[static_cast<std::size_t>(row) * outputs.size() + static_cast<std::size_t>(column)];
    }
    [[nodiscard]] store::ClusteringKey key(int row, int column) const;
    [[nodiscard]] int rowOf(const store::ClusteringKey& key) const; ///< -1: not in it
    [[nodiscard]] int columnOf(const store::ClusteringKey& key) const;
    [[nodiscard]] bool hasChance() const; ///< of every cell with clusters
    [[nodiscard]] bool hasVectors() const; ///< anything of the decomposition is there
};
using OverviewPointer = std::shared_ptr<const OverviewData>;

/// Label counting: 2 ns a token and clustering. `vectors`: of the run; `sets`: clustered together.
[[nodiscard]] OverviewData overview(const Clusterings& clusterings, const TokenTable& tokens, std::int32_t vectors,
    const std::vector<std::vector<std::int32_t>>& sets, const OverviewRequest& request, const Progress& progress = {});
/// What chance gives in each cell: the same numbers of tokens with the label, shuffled 200 times.
void addChance(
    OverviewData& data, const Clusterings& clusterings, const TokenTable& tokens, const Progress& progress = {});

enum class OverviewMeasure { share, aboveChance };
/// "0.91", "+0.12"; "" where there are no clusters, a dash for what is not known yet.
[[nodiscard]] QString overviewText(const OverviewCell& cell, OverviewMeasure measure);
/// The cell with the largest; -1: none has clusters.
[[nodiscard]] int bestCell(const OverviewData& data, OverviewMeasure measure);

[[nodiscard]] Table table(const OverviewData& data);
[[nodiscard]] QString summary(const OverviewData& data);

/// The cells that the run has as a table.
class OverviewModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { nameColumn, outputColumn, clustersColumn, shareColumn, chanceColumn, aboveColumn, sizeColumn, columns };
    enum Role { sortRole = Qt::UserRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setData(const OverviewPointer& data); ///< may be null
    [[nodiscard]] int cellOf(int row) const { return m_cells[static_cast<std::size_t>(row)]; } ///< index into cells

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    OverviewPointer m_data;
    std::vector<int> m_cells; ///< those that are not absent
};

}
