#pragma once

#include "core/analysis/table.h"

#include <QAbstractTableModel>
#include <QSet>

#include <cstdint>
#include <memory>
#include <vector>

namespace polcascope::models {

/// One of the papers' tables with all that sorting and painting it needs, so that 100,000 rows are sorted in an instant.
struct PaperTableData {
    struct Column {
        bool isNumber = false; ///< of every cell that is not empty
        std::vector<double> keys; ///< [rows] to sort by; NaN where there is nothing
    };
    analysis::Table table;
    std::vector<Column> columns;

    explicit PaperTableData(analysis::Table table);
    [[nodiscard]] const analysis::RowSubject& subject(int row) const; ///< of the table, before sorting
};
using PaperTablePointer = std::shared_ptr<const PaperTableData>;

/// What the window shows now, as far as rows can be about it.
struct ShownSubjects {
    store::ClusteringKey key;
    QSet<int> clusters; ///< selected, as the run numbers them; of other cuts none
    std::int32_t vector = -1;
    std::int32_t token = -1;
    bool operator==(const ShownSubjects&) const = default;
};

/// A table as it is read: numbers by the locale, sums and published values always at the end.
class PaperTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role {
        publishedRole = Qt::UserRole, ///< bool: not of this run
        subjectRole, ///< bool: choosing the row shows something
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setData(const PaperTablePointer& data); ///< may be null; in its own order
    void setShown(const ShownSubjects& shown); ///< rows about it are in bold
    [[nodiscard]] const PaperTablePointer& data() const { return m_data; }
    [[nodiscard]] int tableRow(int row) const { return m_order[static_cast<std::size_t>(row)]; }
    /// The table with these rows alone, in this order; none: all, as they are sorted.
    [[nodiscard]] analysis::Table excerpt(std::vector<int> rows) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override; ///< -1: in its own order

private:
    [[nodiscard]] std::vector<int> sorted(int column, Qt::SortOrder order) const;
    [[nodiscard]] bool isShown(const analysis::RowSubject& subject) const;

    PaperTablePointer m_data;
    std::vector<int> m_order; ///< rows of the table
    ShownSubjects m_shown;
};

}
