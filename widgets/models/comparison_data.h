#pragma once

#include "widgets/models/plot_data.h"

#include <QAbstractTableModel>

namespace polcascope::models {

/// Two ways to cluster the same tokens: the clusters pinned by those shown. Only tokens that both were to cluster
/// count.
struct Comparison {
    std::vector<int> rows; ///< clusters pinned, by label; the outliers last, where there are any
    std::vector<int> columns; ///< clusters shown, likewise
    QStringList rowNames;
    QStringList columnNames;
    std::vector<qint64> counts; ///< [rows][columns] tokens
    std::vector<qint64> rowSizes; ///< of the tokens that count
    std::vector<qint64> columnSizes;
    qint64 tokens = 0; ///< that count
    qint64 moved = 0; ///< of these, in no cluster that continues the one they were in, or out of it, or newly in one
    double randIndex = 0; ///< adjusted; the outliers are a group
    std::vector<int> continued; ///< for each row the column that continues it, or -1
    QString emptyReason; ///< why there is nothing to compare

    [[nodiscard]] qint64 count(int row, int column) const
    {
        return counts[static_cast<std::size_t>(row) * columns.size() + static_cast<std::size_t>(column)];
    }
    /// Tokens in both of those in either.
    [[nodiscard]] double jaccard(int row, int column) const;
};
using ComparisonPointer = std::shared_ptr<const Comparison>;

/// Of the same N tokens. `pinnedName`, `shownName`: what a label is called. O(N log N).
[[nodiscard]] Comparison compare(const store::Clustering& pinned, const store::Clustering& shown,
    const std::function<QString(int label)>& pinnedName, const std::function<QString(int label)>& shownName);

[[nodiscard]] Table table(const Comparison& comparison);
[[nodiscard]] QString summary(const Comparison& comparison);

/// Each pair of clusters that share tokens.
class ComparisonModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { pinnedColumn, shownColumn, tokensColumn, jaccardColumn, ofPinnedColumn, ofShownColumn, columns };
    enum Role { sortRole = Qt::UserRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setComparison(const ComparisonPointer& comparison); ///< may be null
    /// Row and column of the comparison.
    [[nodiscard]] std::pair<int, int> cellOf(int row) const { return m_cells[static_cast<std::size_t>(row)]; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    ComparisonPointer m_comparison;
    std::vector<std::pair<int, int>> m_cells;
};

}
