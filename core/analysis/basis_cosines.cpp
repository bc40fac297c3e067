#include "core/analysis/basis_cosines.h"

#include "core/base/error.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace polcascope::analysis {

namespace {

using Artifacts = std::vector<store::Artifact>;

constexpr std::size_t blockBytes = std::size_t(1) << 30;

double dot(const std::vector<float>& a, const std::vector<float>& b)
{
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
    return sum;
}

template <typename... Values> std::string formatted(const char* format, Values... values)
{
    char text[128];
    std::snprintf(text, sizeof text, format, values...);
    return text;
}

/// What a vector's number of its own is called, and the number.
std::pair<const char*, double> measure(const store::BasisVectorInfo& info)
{
    if (info.isEigenvector())
        return { "eigenvalue", info.eigenvalue };
    if (std::isfinite(info.singularValue))
        return { "singular_value", info.singularValue };
    if (info.parameter >= 0)
        return { "parameter_size", info.parameterSize };
    return { nullptr, 0 };
}

}

void requireSameModel(const Recipe& first, const std::string& firstRun, const Recipe& second, const std::string& secondRun)
{
    const ModelShape shape = modelShape(first);
    if (shape == modelShape(second))
        return;
    throw Error(ErrorKind::badValue,
        { { "key", "second" }, { "value", secondRun }, { "rule", "sameModel" }, { "other", firstRun },
            { "limit",
                std::to_string(shape.layers) + " layers of width " + std::to_string(shape.width) + " and MLP width " +
                    std::to_string(shape.mlpWidth) + ", " + std::to_string(shape.heads) + " heads, vocabularies of " +
                    std::to_string(shape.inputVocabulary) + " and " + std::to_string(shape.outputVocabulary) + ", " +
                    std::to_string(shape.positions) + " positions" } });
}

BasisCosines basisCosines(
    const store::RunFolder& first, const store::RunFolder& second, const Progress& progress)
{
    first.requireNoSample();
    second.requireNoSample();
    requireSameModel(first.recipe(), first.path().string(), second.recipe(), second.path().string());
    const auto size = static_cast<std::size_t>(parameterCount(modelShape(first.recipe())));
    const auto vectorsOf = [](const store::RunFolder& run) {
        Artifacts found = store::artifacts(run.manifest(), store::Stage::basis);
        if (found.empty()) {
            throw Error(ErrorKind::missingInput,
                { { "what", "A map of cosines" }, { "needs", "basis vectors" },
                    { "command", "polcascope-engine resume " + run.path().string() } });
        }
        return found;
    };
    const Artifacts rows = vectorsOf(first);
    const Artifacts columns = vectorsOf(second);

    BasisCosines cosines;
    cosines.cosine = Matrix<double>(rows.size(), columns.size());
    const std::size_t block = std::max<std::size_t>(1, blockBytes / (size * sizeof(float)));
    for (std::size_t begin = 0; begin < rows.size(); begin += block) {
        std::vector<std::vector<float>> held;
        for (std::size_t i = begin; i < std::min(begin + block, rows.size()); ++i) {
            progress.report(static_cast<double>(i) / static_cast<double>(rows.size()));
            store::BasisVector vector = store::readBasisVector(first, rows[i]);
            held.push_back(std::move(vector.vector));
            cosines.rows.push_back(vector);
        }
        for (std::size_t j = 0; j < columns.size(); ++j) {
            progress.report(static_cast<double>(begin) / static_cast<double>(rows.size()));
            const store::BasisVector vector = store::readBasisVector(second, columns[j]);
            if (begin == 0)
                cosines.columns.push_back(vector);
            for (std::size_t i = 0; i < held.size(); ++i)
                cosines.cosine(begin + i, j) = dot(held[i], vector.vector);
        }
    }
    cosines.rowInSpan.assign(rows.size(), 0);
    cosines.columnInSpan.assign(columns.size(), 0);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (std::size_t j = 0; j < columns.size(); ++j) {
            const double squared = cosines.cosine(i, j) * cosines.cosine(i, j);
            cosines.rowInSpan[i] += squared;
            cosines.columnInSpan[j] += squared;
        }
    }
    progress.report(1);
    return cosines;
}

std::string cosinesText(const BasisCosines& cosines)
{
    const auto kind = [](const std::vector<store::BasisVectorInfo>& infos) { return infos.front().kind; };
    std::string text =
        "|cosine| of " + kind(cosines.rows) + " (rows) and " + kind(cosines.columns) + " (columns)\n\n     ";
    for (const store::BasisVectorInfo& column : cosines.columns)
        text += formatted(" %4lld", static_cast<long long>(column.index));
    text += "  in span\n";
    for (std::size_t i = 0; i < cosines.rows.size(); ++i) {
        text += formatted("%4lld ", static_cast<long long>(cosines.rows[i].index));
        for (const double cosine : cosines.cosine.row(i))
            text += formatted(" %4.2f", std::abs(cosine));
        text += formatted("   %6.3f\n", cosines.rowInSpan[i]);
    }
    text += "\nin span";
    for (const double share : cosines.columnInSpan)
        text += formatted(" %.2f", share);
    return text + "\n";
}

std::string cosinesCsv(const BasisCosines& cosines)
{
    std::string text =
        "row,row_kind,row_step,column,column_kind,column_step,cosine,row_in_span,column_in_span\n";
    for (std::size_t i = 0; i < cosines.rows.size(); ++i) {
        for (std::size_t j = 0; j < cosines.columns.size(); ++j) {
            const store::BasisVectorInfo& row = cosines.rows[i];
            const store::BasisVectorInfo& column = cosines.columns[j];
            text += std::to_string(row.index) + "," + row.kind + "," + std::to_string(row.step) + "," +
                std::to_string(column.index) + "," + column.kind + "," + std::to_string(column.step) +
                formatted(
                    ",%.9g,%.9g,%.9g\n", cosines.cosine(i, j), cosines.rowInSpan[i], cosines.columnInSpan[j]);
        }
    }
    return text;
}

std::string cosinesJson(const BasisCosines& cosines)
{
    using Json = nlohmann::ordered_json;
    const auto describe = [](const std::vector<store::BasisVectorInfo>& infos,
                              const std::vector<double>& inSpan) {
        Json list = Json::array();
        for (std::size_t i = 0; i < infos.size(); ++i) {
            Json vector { { "index", infos[i].index }, { "kind", infos[i].kind }, { "step", infos[i].step } };
            if (const auto [name, value] = measure(infos[i]); name)
                vector[name] = value;
            vector["in_span"] = inSpan[i];
            list.push_back(vector);
        }
        return list;
    };
    Json matrix = Json::array();
    for (std::size_t i = 0; i < cosines.cosine.rows(); ++i) {
        const auto row = cosines.cosine.row(i);
        matrix.push_back(std::vector<double>(row.begin(), row.end()));
    }
    return Json {
        { "rows", describe(cosines.rows, cosines.rowInSpan) },
        { "columns", describe(cosines.columns, cosines.columnInSpan) }, { "cosine", matrix }
    }.dump(2) +
        "\n";
}

}
