#include "widgets/models/parameter_map_data.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <set>

namespace polcascope::models {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ParameterMap)
};

int indexOf(const std::vector<std::int64_t>& values, std::int64_t value)
{
    const auto found = std::lower_bound(values.begin(), values.end(), value);
    return found == values.end() || *found != value ? -1 : static_cast<int>(found - values.begin());
}

QString number(double value)
{
    return QString::number(value, 'g', QLocale::FloatingPointShortest);
}

}

int ParameterMapData::columnOf(std::int64_t size) const
{
    return indexOf(sizes, size);
}

int ParameterMapData::rowOf(std::int64_t wanted) const
{
    return indexOf(samples, wanted);
}

QString mapQuantityName(MapQuantity quantity)
{
    switch (quantity) {
    case MapQuantity::clusters:
        return Text::tr("Clusters");
    case MapQuantity::noise:
        return Text::tr("Outliers");
    case MapQuantity::homogeneity:
        return Text::tr("Carry homogeneity");
    }
    return {};
}

QString mapText(const ParameterMapCell& cell, MapQuantity quantity)
{
    const QLocale locale;
    const QString none = QStringLiteral("–");
    if (!cell.known)
        return none;
    switch (quantity) {
    case MapQuantity::clusters:
        return locale.toString(cell.clusters);
    case MapQuantity::noise:
        return Text::tr("%1 %", "a share of 100").arg(locale.toString(100 * cell.noiseShare, 'f', 0));
    case MapQuantity::homogeneity:
        return cell.homogeneity > 0 ? locale.toString(cell.homogeneity, 'f', 2) : none;
    }
    return {};
}

// The header of a table is part of a file format: it is not translated.
Table table(const ParameterMapData& data)
{
    Table table;
    table.header = { QStringLiteral("minimum cluster size"), QStringLiteral("minimum samples"),
        QStringLiteral("clusters"), QStringLiteral("share of outliers"), QStringLiteral("best carry homogeneity") };
    for (std::size_t row = 0; row < data.samples.size(); ++row)
        for (std::size_t column = 0; column < data.sizes.size(); ++column) {
            const auto& cell = data.cell(static_cast<int>(row), static_cast<int>(column));
            QStringList line { QString::number(data.sizes[column]), QString::number(data.samples[row]) };
            if (cell.known)
                line << QString::number(cell.clusters) << number(cell.noiseShare)
                     << (data.hasCarries && cell.homogeneity > 0 ? number(cell.homogeneity) : QString());
            else
                line << QString() << QString() << QString();
            table.rows.append(line);
        }
    return table;
}

QString summary(const ParameterMapData& data)
{
    qint64 fewest = -1;
    qint64 most = 0;
    double lowest = 1;
    double highest = 0;
    double best = 0;
    int known = 0;
    for (const auto& cell : data.cells) {
        if (!cell.known)
            continue;
        ++known;
        fewest = fewest < 0 ? cell.clusters : std::min(fewest, cell.clusters);
        most = std::max(most, cell.clusters);
        lowest = std::min(lowest, cell.noiseShare);
        highest = std::max(highest, cell.noiseShare);
        best = std::max(best, cell.homogeneity);
    }
    if (known == 0)
        return Text::tr("Nothing computed yet.");
    const QLocale locale;
    QString text = Text::tr("%Ln setting(s):", nullptr, known) + QLatin1Char(' ') +
        Text::tr("from %1 to %2 clusters, from %3 % to %4 % outliers.")
            .arg(locale.toString(fewest), locale.toString(most), locale.toString(100 * lowest, 'f', 0),
                locale.toString(100 * highest, 'f', 0));
    if (data.hasCarries)
        text += QLatin1Char(' ') +
            Text::tr("The best carry homogeneity is %1.").arg(locale.toString(best, 'f', 2));
    return text;
}

std::vector<std::int64_t> roundNumbers(
    std::int64_t first, std::int64_t last, std::initializer_list<std::int64_t> others)
{
    std::set<std::int64_t> numbers;
    for (std::int64_t decade = 1; decade <= last; decade *= 10)
        for (const std::int64_t factor : { 1, 2, 5 })
            if (factor * decade >= first && factor * decade <= last)
                numbers.insert(factor * decade);
    for (const std::int64_t other : others)
        if (other >= first)
            numbers.insert(other);
    return { numbers.begin(), numbers.end() };
}

void ParameterMapModel::setData(const ParameterMapPointer& data)
{
    beginResetModel();
    m_data = data;
    endResetModel();
}

int ParameterMapModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_data ? 0 : static_cast<int>(m_data->cells.size());
}

int ParameterMapModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant ParameterMapModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int across = static_cast<int>(m_data->sizes.size());
    const auto& cell = m_data->cells[static_cast<std::size_t>(index.row())];
    const std::int64_t size = m_data->sizes[static_cast<std::size_t>(index.row() % across)];
    const std::int64_t samples = m_data->samples[static_cast<std::size_t>(index.row() / across)];
    const QLocale locale;
    switch (role) {
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    case sortRole:
        switch (index.column()) {
        case sizeColumn:
            return static_cast<qint64>(size);
        case samplesColumn:
            return static_cast<qint64>(samples);
        case clustersColumn:
            return cell.known ? cell.clusters : -1;
        case noiseColumn:
            return cell.known ? cell.noiseShare : -1;
        case homogeneityColumn:
            return cell.known ? cell.homogeneity : -1;
        }
        return {};
    case Qt::DisplayRole:
        switch (index.column()) {
        case sizeColumn:
            return locale.toString(static_cast<qlonglong>(size));
        case samplesColumn:
            return locale.toString(static_cast<qlonglong>(samples));
        case clustersColumn:
            return mapText(cell, MapQuantity::clusters);
        case noiseColumn:
            return mapText(cell, MapQuantity::noise);
        case homogeneityColumn:
            return mapText(cell, MapQuantity::homogeneity);
        }
        return {};
    }
    return {};
}

QVariant ParameterMapModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::DisplayRole) {
        switch (section) {
        case sizeColumn:
            return tr("Smallest cluster");
        case samplesColumn:
            return tr("Min. samples");
        case clustersColumn:
            return mapQuantityName(MapQuantity::clusters);
        case noiseColumn:
            return mapQuantityName(MapQuantity::noise);
        case homogeneityColumn:
            return mapQuantityName(MapQuantity::homogeneity);
        }
    }
    return {};
}

}
