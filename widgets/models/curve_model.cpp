#include "widgets/models/curve_model.h"

#include <QLocale>

#include <cmath>

namespace polcascope::models {

void CurveModel::setData(const CurvePlotData& data)
{
    beginResetModel();
    m_columns = { { tr("Step"), data.steps } };
    for (const CurveGroup& group : data.groups) {
        m_columns.append({ group.name, group.centre });
        if (group.low.isEmpty())
            continue;
        m_columns.append({ tr("%1, from", "lower edge of a band").arg(group.name), group.low });
        m_columns.append({ tr("%1, to", "upper edge of a band").arg(group.name), group.high });
    }
    endResetModel();
}

int CurveModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || m_columns.isEmpty() ? 0 : static_cast<int>(m_columns.first().values.size());
}

int CurveModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant CurveModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const double value = m_columns[index.column()].values[index.row()];
    switch (role) {
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    case sortRole:
        // What is not a number comes below all that are.
        return std::isfinite(value) ? value : std::numeric_limits<double>::lowest();
    case Qt::DisplayRole:
        if (index.column() == 0)
            return QLocale().toString(value, 'f', 0);
        return std::isfinite(value) ? QLocale().toString(value, 'g', 4) : QString();
    }
    return {};
}

QVariant CurveModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? m_columns[section].name : QVariant();
}

}
