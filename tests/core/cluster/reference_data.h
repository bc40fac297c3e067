#pragma once

#include "core/base/matrix.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <stdexcept>
#include <utility>
#include <vector>

namespace polcascope {

/// One of the data sets in tests/data/hdbscan, with what scikit-learn makes of it.
struct ReferenceData {
    Matrix<double> rows;
    QJsonArray sums;
    QJsonArray cases;

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

}
