#pragma once

#include "widgets/models/plot_data.h"

#include "core/analysis/breakthroughs.h"
#include "core/base/progress.h"

#include <QAbstractTableModel>

#include <cmath>
#include <compare>
#include <functional>
#include <map>
#include <optional>

namespace polcascope::models {

/// One cluster of one clustering, and when it breaks.
struct BreakthroughRow {
    store::ClusteringKey key;
    int cluster = 0;
    QString name; ///< "3 · 7 · cluster 1": vectors or loss, output token, cluster
    QString longName; ///< "vector 3, output 7: cluster 1"
    QString label; ///< by the papers' rule; may be empty
    qint64 size = 0; ///< tokens
    double carryShare = 0;
    analysis::ClusterBreak breaking;

    [[nodiscard]] bool breaks() const { return !std::isnan(breaking.mean); }
    [[nodiscard]] bool isSynchronous() const { return breaks() && breaking.synchronyP <= 0.05; }
};

struct BreakthroughRequest {
    store::Rules rules = store::Rules::y2024;
    store::Decomposition decomposition = store::Decomposition::trapezoid;
    int distance = 0; ///< D in steps: what comes after is held against what came before
    auto operator<=>(const BreakthroughRequest&) const = default;
};

struct BreakthroughsData {
    BreakthroughRequest request;
    QVector<double> steps; ///< of the checkpoints
    std::optional<double> flat; ///< the step at which the mean loss has gone flat: hidden is what comes after
    std::vector<BreakthroughRow> rows; ///< in the order of the keys
    QString emptyReason; ///< why there are no rows
};
using BreakthroughsPointer = std::shared_ptr<const BreakthroughsData>;

/// D of 100 steps, as in the papers' tables, or a quarter of a short run.
[[nodiscard]] int defaultDistance(const std::vector<std::int32_t>& steps);

/// All clusters of the clusterings by these rules and this decomposition. `found` gets what is known so far after
/// each vector.
[[nodiscard]] BreakthroughsData breakthroughs(
    const std::map<store::ClusteringKey, std::shared_ptr<const store::Clustering>>& clusterings,
    const store::TrajectorySet& trajectories, const TokenTable& tokens, const BreakthroughRequest& request,
    const std::function<void(const BreakthroughsData&)>& found = {}, const Progress& progress = {});

enum class BreakthroughOrder { step, vector, homogeneity };
/// Indices of the rows; those that never break come last.
[[nodiscard]] std::vector<int> sortedRows(const BreakthroughsData& data, BreakthroughOrder order);

[[nodiscard]] Table table(const BreakthroughsData& data);
[[nodiscard]] QString summary(const BreakthroughsData& data);

class BreakthroughsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { nameColumn, labelColumn, sizeColumn, carryColumn, stepColumn, spreadColumn, randomColumn, pColumn, kindColumn,
        columns };
    enum Role { sortRole = Qt::UserRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setData(const BreakthroughsPointer& data); ///< may be null

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    BreakthroughsPointer m_data;
};

}
