#include "widgets/models/paper_table_model.h"

#include "widgets/models/paper_table_texts.h"

#include <QFont>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

namespace polcascope::models {

using analysis::RowSubject;
using Kind = RowSubject::Kind;

namespace {

/// Texts in their order; those that begin with a number, by that first.
std::vector<double> ranks(const analysis::Table& table, std::size_t column)
{
    using Key = std::pair<double, std::string_view>;
    const auto keyOf = [](const std::string& text) {
        const double number = numberIn(text.substr(0, text.find(' ')));
        return Key(std::isnan(number) ? HUGE_VAL : number, text);
    };
    std::map<Key, double> places;
    for (const auto& row : table.rows)
        if (!row[column].empty())
            places.try_emplace(keyOf(row[column]));
    double place = 0;
    for (auto& [key, rank] : places)
        rank = place++;
    std::vector<double> keys;
    keys.reserve(table.rows.size());
    for (const auto& row : table.rows)
        keys.push_back(row[column].empty() ? std::nan("") : places.at(keyOf(row[column])));
    return keys;
}

QString helpOf(const RowSubject& subject)
{
    switch (subject.kind) {
    case Kind::clustering:
        return subject.index < 0 ? PaperTableModel::tr("Click or Enter: look at this clustering")
                                 : PaperTableModel::tr("Click or Enter: select the cluster");
    case Kind::vector:
        return PaperTableModel::tr("Click or Enter: look at this vector");
    case Kind::token:
        return PaperTableModel::tr("Click or Enter: select the token");
    case Kind::published:
        return PaperTableModel::tr("What the paper says");
    case Kind::nothing:
        break;
    }
    return {};
}

PaperTableData::Column columnOf(const analysis::Table& table, std::size_t column)
{
    PaperTableData::Column found;
    const std::size_t listed = table.rows.size() - table.totals;
    found.isNumber = !table.holdsNames(column);
    bool any = false;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        const std::string& cell = table.rows[row][column];
        found.keys.push_back(numberIn(cell));
        if (row >= listed || cell.empty())
            continue;
        any = true;
        found.isNumber &= !std::isnan(found.keys.back());
    }
    found.isNumber &= any;
    if (!found.isNumber)
        found.keys = ranks(table, column);
    return found;
}

}

PaperTableData::PaperTableData(analysis::Table made)
    : table(std::move(made))
{
    for (std::size_t column = 0; column < table.columns.size(); ++column)
        columns.push_back(columnOf(table, column));
}

const RowSubject& PaperTableData::subject(int row) const
{
    static const RowSubject nothing;
    return table.subjects.empty() ? nothing : table.subjects[static_cast<std::size_t>(row)];
}

void PaperTableModel::setData(const PaperTablePointer& data)
{
    beginResetModel();
    m_data = data;
    m_order = sorted(-1, Qt::AscendingOrder);
    endResetModel();
}

void PaperTableModel::setShown(const ShownSubjects& shown)
{
    if (shown == std::exchange(m_shown, shown) || m_order.empty())
        return;
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), { Qt::FontRole });
}

std::vector<int> PaperTableModel::sorted(int column, Qt::SortOrder order) const
{
    std::vector<int> rows(m_data ? m_data->table.rows.size() : 0);
    std::iota(rows.begin(), rows.end(), 0);
    if (column < 0 || column >= columnCount())
        return rows;
    const auto& keys = m_data->columns[static_cast<std::size_t>(column)].keys;
    const auto listed = rows.end() - static_cast<std::ptrdiff_t>(m_data->table.totals);
    std::stable_sort(rows.begin(), listed, [&](int a, int b) {
        const double left = keys[static_cast<std::size_t>(a)], right = keys[static_cast<std::size_t>(b)];
        if (std::isnan(left) || std::isnan(right))
            return !std::isnan(left); // what is empty comes last in either order
        return order == Qt::AscendingOrder ? left < right : left > right;
    });
    return rows;
}

void PaperTableModel::sort(int column, Qt::SortOrder order)
{
    if (!m_data)
        return;
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const std::vector<int> before = std::exchange(m_order, sorted(column, order));
    std::vector<int> places(m_order.size());
    for (std::size_t row = 0; row < m_order.size(); ++row)
        places[static_cast<std::size_t>(m_order[row])] = static_cast<int>(row);
    const QModelIndexList old = persistentIndexList();
    QModelIndexList moved;
    moved.reserve(old.size());
    for (const QModelIndex& each : old)
        moved.append(index(places[static_cast<std::size_t>(before[static_cast<std::size_t>(each.row())])], each.column()));
    changePersistentIndexList(old, moved);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

analysis::Table PaperTableModel::excerpt(std::vector<int> rows) const
{
    analysis::Table table { m_data->table.name, m_data->table.title, m_data->table.columns };
    if (rows.empty()) {
        rows.resize(m_order.size());
        std::iota(rows.begin(), rows.end(), 0);
    }
    std::sort(rows.begin(), rows.end());
    for (const int row : rows)
        table.rows.push_back(m_data->table.rows[static_cast<std::size_t>(tableRow(row))]);
    return table;
}

bool PaperTableModel::isShown(const RowSubject& subject) const
{
    switch (subject.kind) {
    case Kind::clustering:
        return subject.key == m_shown.key && (subject.index < 0 || m_shown.clusters.contains(subject.index));
    case Kind::vector:
        return subject.index == m_shown.vector;
    case Kind::token:
        return subject.index == m_shown.token;
    case Kind::nothing:
    case Kind::published:
        break;
    }
    return false;
}

int PaperTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_order.size());
}

int PaperTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_data ? 0 : static_cast<int>(m_data->table.columns.size());
}

QVariant PaperTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int row = tableRow(index.row());
    const auto column = static_cast<std::size_t>(index.column());
    const RowSubject& subject = m_data->subject(row);
    switch (role) {
    case Qt::DisplayRole:
        return cellText(m_data->table, static_cast<std::size_t>(row), column);
    case Qt::TextAlignmentRole:
        return QVariant((m_data->columns[column].isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::FontRole:
        if (isShown(subject)) {
            QFont font;
            font.setBold(true);
            return font;
        }
        return {};
    case Qt::ToolTipRole:
        return helpOf(subject);
    case publishedRole:
        return subject.kind == Kind::published || m_data->table.isPublished(column);
    case subjectRole:
        return subject.kind != Kind::nothing && subject.kind != Kind::published;
    }
    return {};
}

QVariant PaperTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const auto column = static_cast<std::size_t>(section);
    switch (role) {
    case Qt::DisplayRole:
        return columnTitle(m_data->table, column);
    case Qt::ToolTipRole:
        return columnHelp(m_data->table, column);
    case Qt::TextAlignmentRole:
        return QVariant((m_data->columns[column].isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case publishedRole:
        return m_data->table.isPublished(column);
    }
    return {};
}

}
