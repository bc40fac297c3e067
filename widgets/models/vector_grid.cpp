#include "widgets/models/vector_grid.h"

#include <QLocale>

#include <cmath>

namespace polcascope::models {

// The header of a table is part of a file format: it is not translated.
Table table(const VectorGrid& grid)
{
    Table table;
    table.header.append(QStringLiteral("vector"));
    for (const VectorGridColumn& column : grid.columns)
        table.header.append(column.key);
    for (int row = 0; row < grid.rows.size(); ++row) {
        QStringList line { grid.rows[row] };
        for (int column = 0; column < static_cast<int>(grid.columns.size()); ++column) {
            const double value = grid.cell(row, column).value;
            line.append(std::isfinite(value) ? QString::number(value, 'g', QLocale::FloatingPointShortest) : QString());
        }
        table.rows.append(line);
    }
    return table;
}

void VectorGridModel::setData(const VectorGridPointer& data)
{
    beginResetModel();
    m_data = data;
    endResetModel();
}

int VectorGridModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_data ? 0 : static_cast<int>(m_data->rows.size());
}

int VectorGridModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_data ? 0 : 1 + static_cast<int>(m_data->columns.size());
}

QVariant VectorGridModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (index.column() == 0) {
        if (role == sortRole)
            return index.row();
        return role == Qt::DisplayRole ? m_data->rows[index.row()] : QVariant();
    }
    const VectorGridCell& cell = m_data->cell(index.row(), index.column() - 1);
    switch (role) {
    case sortRole:
        // What is not a number comes below all that are.
        return std::isfinite(cell.value) ? cell.value : std::numeric_limits<double>::lowest();
    case Qt::DisplayRole:
        return cell.text;
    case Qt::ToolTipRole:
        return m_data->describe(index.row(), index.column() - 1);
    }
    return {};
}

QVariant VectorGridModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::DisplayRole)
        return section == 0 ? tr("Vector") : m_data->columns[static_cast<std::size_t>(section - 1)].name;
    if (role == Qt::ToolTipRole && section > 0)
        return m_data->columns[static_cast<std::size_t>(section - 1)].help;
    return {};
}

}
