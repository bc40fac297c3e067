#pragma once

#include "widgets/models/plot_data.h"

#include <QAbstractTableModel>

#include <functional>

namespace polcascope::models {

/// What one cell of a grid shows.
struct VectorGridCell {
    enum class Fill {
        none,
        tint, ///< as strong as `to` says, 0 to 1
        bar, ///< between `from` and `to`, in widths of the cell
        missing, ///< the run does not tell
    };
    Fill fill = Fill::none;
    double value = std::numeric_limits<double>::quiet_NaN(); ///< as sorted and copied
    QString text; ///< on screen
    double from = 0;
    double to = 0;
    int colour = 0; ///< for theme::groupStyle; below 0: grey, it counts for nothing
};

struct VectorGridColumn {
    QString label; ///< short, below the column
    QString name; ///< in the table's header
    QString key; ///< in what is copied
    QString help; ///< what it is, in a sentence; may be empty
    bool begins = false; ///< a kind of its own, divided from the column before by a line
    double zero = 0; ///< where the bars of the column begin, in widths of a cell
};

/// A row for each basis vector of the run: what is known of it, where it lies, what it is like.
struct VectorGrid {
    QString title;
    QString note; ///< beside the title
    QString columnTitle;
    QString summary; ///< a few sentences for those who cannot see it
    QStringList rows; ///< "3"; those behind the vectors are sums and the like
    qsizetype vectors = 0; ///< how many of the rows are vectors
    std::vector<VectorGridColumn> columns;
    std::vector<VectorGridCell> cells; ///< row by row
    std::function<QString(int row, int column)> describe; ///< rich text

    [[nodiscard]] bool isEmpty() const { return cells.empty(); }
    [[nodiscard]] const VectorGridCell& cell(int row, int column) const
    {
        return cells[static_cast<std::size_t>(row) * columns.size() + static_cast<std::size_t>(column)];
    }
};
using VectorGridPointer = std::shared_ptr<const VectorGrid>;

[[nodiscard]] Table table(const VectorGrid& grid);

/// The same as a table, the vectors' numbers in the first column.
class VectorGridModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role { sortRole = Qt::UserRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setData(const VectorGridPointer& data); ///< may be null

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    VectorGridPointer m_data;
};

}
