#pragma once

#include "core/base/matrix.h"
#include "core/cluster/hdbscan.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <set>
#include <stdexcept>
#include <utility>
#include <vector>

namespace polcascope {

/// One of the data sets in tests/data/hdbscan, with what scikit-learn and the hdbscan package make of it.
struct ReferenceData {
    Matrix<double> rows;
    QJsonArray sums;
    QJsonArray cases;
    QJsonArray packageCases; ///< of the hdbscan package, which does not count the point itself

    explicit ReferenceData(const QString& name)
    {
        QFile file(QStringLiteral(POLCASCOPE_TEST_DATA) + "/hdbscan/" + name + ".json");
        if (!file.open(QIODevice::ReadOnly))
            throw std::runtime_error("cannot read " + file.fileName().toStdString());
        const QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
        const QJsonArray lines = object["rows"].toArray();
        const qsizetype columns = lines.first().toArray().size();
        rows = Matrix<double>(static_cast<std::size_t>(lines.size()), static_cast<std::size_t>(columns));
        for (qsizetype i = 0; i < lines.size(); ++i) {
            const QJsonArray line = lines[i].toArray();
            for (qsizetype j = 0; j < columns; ++j)
                rows(static_cast<std::size_t>(i), static_cast<std::size_t>(j)) = line[j].toDouble();
        }
        sums = object["sums"].toArray();
        cases = object["cases"].toArray();
        packageCases = object["packageCases"].toArray();
    }
};

template <typename T> MatrixView<const T> viewOf(const Matrix<T>& matrix)
{
    return matrix.view();
}

/// The rows in another order: row i of the result is row order[i].
template <typename T> Matrix<T> reordered(const Matrix<T>& rows, const std::vector<std::int32_t>& order)
{
    Matrix<T> result(order.size(), rows.columns());
    for (std::size_t i = 0; i < order.size(); ++i) {
        const auto row = rows.row(static_cast<std::size_t>(order[i]));
        std::copy(row.begin(), row.end(), result.row(i).begin());
    }
    return result;
}

/// Points that join at the very height at which a cluster splits, mostly because that is their core distance:
/// scikit-learn and hdbscan put them on one of the two sides, by the order of the rows; here they belong to
/// neither.
inline std::set<int> pointsAtSplits(const cluster::Clusters& found)
{
    const auto points = static_cast<std::int32_t>(found.labels.size());
    std::set<std::pair<std::int32_t, double>> splits;
    for (const cluster::CondensedEdge& edge : found.condensedTree) {
        if (edge.child >= points)
            splits.emplace(edge.parent, edge.lambda);
    }
    std::set<int> result;
    for (const cluster::CondensedEdge& edge : found.condensedTree) {
        if (edge.child < points && splits.contains({ edge.parent, edge.lambda }))
            result.insert(edge.child);
    }
    return result;
}

}
