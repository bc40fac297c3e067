#include "widgets/models/token_map_data.h"

#include "core/analysis/clusterings.h"
#include "core/analysis/principal_components.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <map>

namespace polcascope::models {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(TokenMap)
};

QString percent(double share)
{
    return QLocale().toString(100 * share, 'f', share < 0.0995 ? 1 : 0);
}

QString number(float value)
{
    return QString::number(static_cast<double>(value), 'g', 9);
}

/// Rows as another metric has them, in single precision.
Matrix<float> normalisedRows(const Matrix<float>& rows, cluster::Metric metric)
{
    const Matrix<double> exact = cluster::normalised(rows.view(), metric);
    Matrix<float> result(exact.rows(), exact.columns());
    std::transform(exact.data(), exact.data() + exact.size(), result.data(), [](double value) { return static_cast<float>(value); });
    return result;
}

void centre(TokenMapGroup& group, const TokenProjection& projection)
{
    double x = 0, y = 0, squares = 0;
    const auto count = static_cast<double>(group.points.size());
    for (const std::int32_t point : group.points) {
        const auto i = static_cast<std::size_t>(point);
        x += static_cast<double>(projection.x[i]) / count;
        y += static_cast<double>(projection.y[i]) / count;
    }
    for (const std::int32_t point : group.points) {
        const auto i = static_cast<std::size_t>(point);
        squares += std::pow(static_cast<double>(projection.x[i]) - x, 2) + std::pow(static_cast<double>(projection.y[i]) - y, 2);
    }
    group.x = static_cast<float>(x);
    group.y = static_cast<float>(y);
    group.spread = std::sqrt(squares / count);
}

}

TokenProjection projectTokens(
    const Matrix<float>& values, std::vector<std::int32_t> tokens, cluster::Metric metric, const Progress& progress)
{
    TokenProjection result;
    Matrix<float> rows = analysis::trajectoriesOf(values, tokens);
    progress.report(0.1);
    result.normalised = metric != cluster::Metric::euclidean;
    if (result.normalised)
        rows = normalisedRows(rows, metric);
    const auto found = analysis::principalComponents(rows, 2, progress.part(0.2, 1));
    result.tokens = std::move(tokens);
    result.x.assign(result.tokens.size(), 0);
    result.y.assign(result.tokens.size(), 0);
    for (std::size_t i = 0; i < result.tokens.size(); ++i) {
        if (found.variances.size() > 0)
            result.x[i] = static_cast<float>(found.scores(i, 0));
        if (found.variances.size() > 1)
            result.y[i] = static_cast<float>(found.scores(i, 1));
    }
    result.shareX = found.variances.size() > 0 ? found.share(0) : 0;
    result.shareY = found.variances.size() > 1 ? found.share(1) : 0;
    return result;
}

const TokenMapGroup* TokenMapData::group(int id) const
{
    const auto found = std::find_if(groups.begin(), groups.end(), [id](const auto& group) { return group.id == id; });
    return found == groups.end() ? nullptr : &*found;
}

qsizetype TokenMapData::pointOf(int token) const
{
    if (!projection)
        return -1;
    const auto& all = projection->tokens;
    const auto found = std::lower_bound(all.begin(), all.end(), token);
    return found == all.end() || *found != token ? -1 : found - all.begin();
}

TokenMapData tokenMap(std::shared_ptr<const TokenProjection> projection, std::shared_ptr<const TokenTable> tokens,
    const store::Clustering& clustering, const TokenMapOptions& options)
{
    TokenMapData data;
    data.projection = std::move(projection);
    data.tokens = std::move(tokens);
    const TokenProjection& plane = *data.projection;
    data.title = Text::tr("Map");
    data.xLabel = Text::tr("principal component %1 (%2 % of the variance)").arg(1).arg(percent(plane.shareX));
    data.yLabel = Text::tr("principal component %1 (%2 % of the variance)").arg(2).arg(percent(plane.shareY));

    std::map<int, TokenMapGroup> groups;
    qint64 scope = 0, filtered = 0, count = 0;
    for (const auto label : clustering.labels) {
        scope += label != store::notClustered;
        filtered += label == store::filteredOut;
    }
    data.groupOf.reserve(plane.tokens.size());
    for (std::size_t i = 0; i < plane.tokens.size(); ++i) {
        const int label = clustering.labels[static_cast<std::size_t>(plane.tokens[i])];
        const bool shown = label >= store::noise && (!options.shown || (*options.shown)[static_cast<std::size_t>(plane.tokens[i])]);
        count += shown;
        data.groupOf.push_back(shown ? label : noGroup);
        if (shown)
            groups[label].points.push_back(static_cast<std::int32_t>(i));
    }
    for (auto& [label, group] : groups) {
        group.id = label;
        group.name = options.look.name ? options.look.name(label) : clusterName(label);
        group.colour = options.look.colour ? options.look.colour(label) : label;
        centre(group, plane);
        data.groups.append(group);
    }
    if (!data.groups.isEmpty() && data.groups.first().id == store::noise)
        data.groups.move(0, data.groups.size() - 1);

    const QLocale locale;
    QStringList parts;
    if (!options.what.isEmpty())
        parts.append(plane.normalised ? Text::tr("PCA of %1, normalised", "what is clustered").arg(options.what)
                                      : Text::tr("PCA of %1", "what is clustered").arg(options.what));
    parts.append(Text::tr("%1 of %Ln token(s) shown", nullptr, static_cast<int>(scope))
                     .arg(locale.toString(options.shown ? count : static_cast<qlonglong>(plane.tokens.size()))));
    if (!options.note.isEmpty())
        parts.append(options.note);
    if (filtered > 0)
        parts.append(Text::tr("%Ln left out: their projected loss rises", nullptr, static_cast<int>(filtered)));
    data.note = parts.join(QStringLiteral(" · "));
    if (plane.tokens.empty())
        data.emptyReason = clustering.skipped
            ? Text::tr("The 2026 rules leave this vector out: its mean projected loss does not fall.")
            : Text::tr("No token is clustered here.");
    return data;
}

// The header of a table is part of a file format: it is not translated.
Table table(const TokenMapData& data)
{
    Table table;
    table.header = { QStringLiteral("token"), QStringLiteral("component 1"), QStringLiteral("component 2"), QStringLiteral("cluster"),
        QStringLiteral("text") };
    for (const LabelColumn& label : data.tokens->labels)
        table.header.append(QString::fromStdString(label.name));
    if (data.isEmpty())
        return table;
    const TokenProjection& plane = *data.projection;
    table.rows.reserve(static_cast<qsizetype>(plane.tokens.size()));
    for (std::size_t i = 0; i < plane.tokens.size(); ++i) {
        const auto token = static_cast<std::size_t>(plane.tokens[i]);
        const TokenMapGroup* group = data.group(data.groupOf[i]);
        QStringList row { QString::number(plane.tokens[i]), number(plane.x[i]), number(plane.y[i]), group ? group->name : QString(),
            QString::fromStdString(data.tokens->text(token)) };
        for (const LabelColumn& label : data.tokens->labels)
            row.append(QString::fromStdString(label.categories[static_cast<std::size_t>(label.values[token])]));
        table.rows.append(std::move(row));
    }
    return table;
}

QString summary(const TokenMapData& data)
{
    if (data.isEmpty())
        return data.emptyReason;
    const QLocale locale;
    QStringList sentences { data.note + QLatin1Char('.'),
        Text::tr("Across: %1. Up: %2.").arg(data.xLabel, data.yLabel) };
    for (const TokenMapGroup& group : data.groups)
        sentences.append(Text::tr("%1: %Ln token(s) around %2, %3.", "cluster, and where it lies", static_cast<int>(group.points.size()))
                             .arg(group.name, locale.toString(group.x, 'g', 3), locale.toString(group.y, 'g', 3)));
    return sentences.join(QLatin1Char(' '));
}

void TokenMapModel::setData(const std::shared_ptr<const TokenMapData>& data)
{
    beginResetModel();
    m_data = data;
    endResetModel();
}

int TokenMapModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_data ? 0 : static_cast<int>(m_data->groups.size());
}

int TokenMapModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant TokenMapModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const TokenMapGroup& group = m_data->groups[index.row()];
    const QLocale locale;
    switch (role) {
    case Qt::TextAlignmentRole:
        return QVariant((index.column() == nameColumn ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case sortRole:
        switch (index.column()) {
        case nameColumn:
            return index.row();
        case sizeColumn:
            return static_cast<qlonglong>(group.points.size());
        case xColumn:
            return group.x;
        case yColumn:
            return group.y;
        case spreadColumn:
            return group.spread;
        }
        return {};
    case Qt::DisplayRole:
        switch (index.column()) {
        case nameColumn:
            return group.name;
        case sizeColumn:
            return locale.toString(static_cast<qlonglong>(group.points.size()));
        case xColumn:
            return locale.toString(group.x, 'g', 4);
        case yColumn:
            return locale.toString(group.y, 'g', 4);
        case spreadColumn:
            return locale.toString(group.spread, 'g', 4);
        }
        return {};
    }
    return {};
}

QVariant TokenMapModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((section == nameColumn ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    switch (role) {
    case Qt::DisplayRole:
        switch (section) {
        case nameColumn:
            return tr("Cluster");
        case sizeColumn:
            return tr("Tokens");
        case xColumn:
            return tr("Component 1");
        case yColumn:
            return tr("Component 2");
        case spreadColumn:
            return tr("Spread");
        }
        return {};
    case Qt::ToolTipRole:
        if (section == xColumn || section == yColumn)
            return tr("Where the centre of the cluster lies");
        if (section == spreadColumn)
            return tr("Root mean square distance of its tokens from there, on the map");
        return {};
    }
    return {};
}

}
