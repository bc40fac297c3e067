#include "widgets/models/comparison_data.h"

#include "core/cluster/matching.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <map>

namespace polcascope::models {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Comparison)
};

/// The clusters that have a token that counts, the outliers last.
std::vector<int> clustersOf(const std::vector<std::int32_t>& labels)
{
    std::vector<int> ids(labels.begin(), labels.end());
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    if (!ids.empty() && ids.front() == store::noise)
        std::rotate(ids.begin(), ids.begin() + 1, ids.end());
    return ids;
}

QString percent(double share)
{
    return Text::tr("%1 %", "a share of 100").arg(QLocale().toString(100 * share, 'f', 0));
}

}

double Comparison::jaccard(int row, int column) const
{
    const qint64 both = count(row, column);
    const qint64 either =
        rowSizes[static_cast<std::size_t>(row)] + columnSizes[static_cast<std::size_t>(column)] - both;
    return either > 0 ? static_cast<double>(both) / static_cast<double>(either) : 0;
}

Comparison compare(const store::Clustering& pinned, const store::Clustering& shown,
    const std::function<QString(int label)>& pinnedName, const std::function<QString(int label)>& shownName)
{
    Comparison result;
    std::vector<std::int32_t> before, now;
    for (std::size_t token = 0; token < pinned.labels.size(); ++token) {
        const std::int32_t a = pinned.labels[token];
        const std::int32_t b = shown.labels[token];
        if (a >= store::noise && b >= store::noise) {
            before.push_back(a);
            now.push_back(b);
        }
    }
    result.tokens = static_cast<qint64>(before.size());
    if (before.empty()) {
        result.emptyReason = Text::tr("No token is clustered in both: they are of other output tokens.");
        return result;
    }
    result.rows = clustersOf(before);
    result.columns = clustersOf(now);
    for (const int label : result.rows)
        result.rowNames.append(pinnedName(label));
    for (const int label : result.columns)
        result.columnNames.append(shownName(label));
    result.counts.assign(result.rows.size() * result.columns.size(), 0);
    result.rowSizes.assign(result.rows.size(), 0);
    result.columnSizes.assign(result.columns.size(), 0);
    std::map<int, std::size_t> rowOf, columnOf;
    for (std::size_t i = 0; i < result.rows.size(); ++i)
        rowOf[result.rows[i]] = i;
    for (std::size_t i = 0; i < result.columns.size(); ++i)
        columnOf[result.columns[i]] = i;
    for (std::size_t i = 0; i < before.size(); ++i) {
        const std::size_t row = rowOf[before[i]], column = columnOf[now[i]];
        ++result.counts[row * result.columns.size() + column];
        ++result.rowSizes[row];
        ++result.columnSizes[column];
    }
    result.randIndex = cluster::adjustedRandIndex(before, now);

    result.continued.assign(result.rows.size(), -1);
    const auto matches = cluster::matchClusters(before, now);
    for (std::size_t label = 0; label < matches.size(); ++label)
        if (matches[label] >= 0)
            result.continued[rowOf[matches[label]]] = static_cast<int>(columnOf[static_cast<int>(label)]);
    if (rowOf.contains(store::noise) && columnOf.contains(store::noise))
        result.continued[rowOf[store::noise]] = static_cast<int>(columnOf[store::noise]);
    result.moved = result.tokens;
    for (std::size_t row = 0; row < result.rows.size(); ++row)
        if (result.continued[row] >= 0)
            result.moved -= result.count(static_cast<int>(row), result.continued[row]);
    return result;
}

Table table(const Comparison& comparison)
{
    Table table;
    table.header = { QStringLiteral("pinned"), QStringLiteral("shown"), QStringLiteral("tokens in both"),
        QStringLiteral("jaccard"), QStringLiteral("continues") };
    for (int row = 0; row < static_cast<int>(comparison.rows.size()); ++row)
        for (int column = 0; column < static_cast<int>(comparison.columns.size()); ++column)
            table.rows.append({ comparison.rowNames[row], comparison.columnNames[column],
                QString::number(comparison.count(row, column)),
                QString::number(comparison.jaccard(row, column), 'g', QLocale::FloatingPointShortest),
                QString::number(comparison.continued[static_cast<std::size_t>(row)] == column) });
    return table;
}

QString summary(const Comparison& comparison)
{
    if (!comparison.emptyReason.isEmpty())
        return comparison.emptyReason;
    const QLocale locale;
    return Text::tr("%Ln token(s) clustered in both,", nullptr, static_cast<int>(comparison.tokens)) + QLatin1Char(' ') +
        Text::tr("%1 of them moved; adjusted Rand index %2", "share, index")
            .arg(percent(static_cast<double>(comparison.moved) / static_cast<double>(comparison.tokens)),
                locale.toString(comparison.randIndex, 'f', 2));
}

void ComparisonModel::setComparison(const ComparisonPointer& comparison)
{
    beginResetModel();
    m_comparison = comparison;
    m_cells.clear();
    if (comparison)
        for (int row = 0; row < static_cast<int>(comparison->rows.size()); ++row)
            for (int column = 0; column < static_cast<int>(comparison->columns.size()); ++column)
                if (comparison->count(row, column) > 0)
                    m_cells.emplace_back(row, column);
    endResetModel();
}

int ComparisonModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_cells.size());
}

int ComparisonModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant ComparisonModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto [row, column] = cellOf(index.row());
    const auto both = static_cast<double>(m_comparison->count(row, column));
    const double ofPinned = both / static_cast<double>(m_comparison->rowSizes[static_cast<std::size_t>(row)]);
    const double ofShown = both / static_cast<double>(m_comparison->columnSizes[static_cast<std::size_t>(column)]);
    switch (role) {
    case Qt::TextAlignmentRole:
        return QVariant((index.column() <= shownColumn ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case sortRole:
        switch (index.column()) {
        case pinnedColumn:
            return row;
        case shownColumn:
            return column;
        case tokensColumn:
            return both;
        case jaccardColumn:
            return m_comparison->jaccard(row, column);
        case ofPinnedColumn:
            return ofPinned;
        case ofShownColumn:
            return ofShown;
        }
        return {};
    case Qt::DisplayRole:
        switch (index.column()) {
        case pinnedColumn:
            return m_comparison->rowNames[row];
        case shownColumn:
            return m_comparison->columnNames[column];
        case tokensColumn:
            return QLocale().toString(m_comparison->count(row, column));
        case jaccardColumn:
            return QLocale().toString(m_comparison->jaccard(row, column), 'f', 2);
        case ofPinnedColumn:
            return percent(ofPinned);
        case ofShownColumn:
            return percent(ofShown);
        }
        return {};
    }
    return {};
}

QVariant ComparisonModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((section <= shownColumn ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == Qt::DisplayRole) {
        switch (section) {
        case pinnedColumn:
            return tr("Pinned");
        case shownColumn:
            return tr("Shown");
        case tokensColumn:
            return tr("Tokens in both");
        case jaccardColumn:
            return tr("Jaccard");
        case ofPinnedColumn:
            return tr("Of the pinned");
        case ofShownColumn:
            return tr("Of the shown");
        }
    }
    return {};
}

}
