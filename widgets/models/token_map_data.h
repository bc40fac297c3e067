#pragma once

#include "widgets/models/plot_data.h"

#include "core/base/progress.h"
#include "core/cluster/spanning_tree.h"

#include <QAbstractTableModel>

namespace polcascope::models {

/// Where the tokens of a clustering lie in the plane in which their trajectories differ most: hangs on what is
/// clustered, and not on the clusters.
struct TokenProjection {
    std::vector<std::int32_t> tokens; ///< [n] ascending
    std::vector<float> x; ///< [n] first principal component
    std::vector<float> y; ///< [n] second; 0 where there is none
    double shareX = 0; ///< of the variance
    double shareY = 0;
    bool normalised = false; ///< the trajectories are, as by another metric than the euclidean
};

/// PCA of trajectories as they are clustered. `values`: quantity() of the key, [T, N]; `tokens`: those clustered.
[[nodiscard]] TokenProjection projectTokens(const Matrix<float>& values, std::vector<std::int32_t> tokens,
    cluster::Metric metric = cluster::Metric::euclidean, const Progress& progress = {});

struct TokenMapGroup {
    int id = 0; ///< the cluster's label; store::noise for outliers
    QString name;
    int colour = 0; ///< for theme::groupStyle
    std::vector<std::int32_t> points; ///< indices into the projection
    float x = 0; ///< of its centre
    float y = 0;
    double spread = 0; ///< root mean square distance from there
};

struct TokenMapData {
    QString title;
    QString note; ///< below the title
    QString emptyReason;
    QString xLabel;
    QString yLabel;
    std::shared_ptr<const TokenProjection> projection; ///< null: nothing to see
    std::shared_ptr<const TokenTable> tokens;
    std::vector<int> groupOf; ///< [n] the id of its group
    QVector<TokenMapGroup> groups; ///< in the order of the legend; outliers last

    [[nodiscard]] bool isEmpty() const { return !projection || projection->tokens.empty(); }
    [[nodiscard]] const TokenMapGroup* group(int id) const; ///< null when there is none
    [[nodiscard]] qsizetype pointOf(int token) const; ///< -1: not on the map
};

struct TokenMapOptions {
    QString what; ///< is projected: "POLCA of vector 3 (trapezoid)"
    QString note; ///< besides what the map itself says
    GroupLook look;
    const std::vector<bool>* shown = nullptr; ///< [N] the tokens that have a place on it; null: all
};
/// The clusters of a clustering on the map; tokens of the projection that it does not cluster are in no group.
[[nodiscard]] TokenMapData tokenMap(std::shared_ptr<const TokenProjection> projection, std::shared_ptr<const TokenTable> tokens,
    const store::Clustering& clustering, const TokenMapOptions& options);

/// A row for each token.
[[nodiscard]] Table table(const TokenMapData& data);
[[nodiscard]] QString summary(const TokenMapData& data);

/// Where the clusters lie, a row for each.
class TokenMapModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { nameColumn, sizeColumn, xColumn, yColumn, spreadColumn, columns };
    enum Role { sortRole = Qt::UserRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setData(const std::shared_ptr<const TokenMapData>& data); ///< may be null
    [[nodiscard]] int idOf(int row) const { return m_data->groups[row].id; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::shared_ptr<const TokenMapData> m_data;
};

}
