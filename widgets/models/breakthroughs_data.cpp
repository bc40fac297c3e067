#include "widgets/models/breakthroughs_data.h"

#include "core/analysis/clusterings.h"
#include "core/analysis/decomposition.h"
#include "core/analysis/label_shuffles.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace polcascope::models {

using store::Clustering;
using store::ClusteringKey;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Breakthroughs)
};

QString number(double value)
{
    return QString::number(value, 'g', QLocale::FloatingPointShortest);
}

void nameRow(BreakthroughRow& row, const TokenTable& tokens)
{
    const auto vectors = row.key.vectors();
    const QString by = vectors.empty() ? quantityName(row.key.quantity) : vectorsShortName(vectors);
    const QString longBy = vectors.empty() ? by : vectorsName(vectors);
    const QString cluster = clusterName(row.cluster);
    if (row.key.output < 0) {
        row.name = Text::tr("%1 · %2", "vector and cluster").arg(by, cluster);
        row.longName = Text::tr("%1: %2", "vector and cluster").arg(longBy, cluster);
    } else {
        const QString output =
            QString::fromStdString(tokens.outputVocabulary[static_cast<std::size_t>(row.key.output)]);
        row.name = Text::tr("%1 · %2 · %3", "vector, output token and cluster").arg(by, output, cluster);
        row.longName = Text::tr("%1, output %2: %3", "vector, output token and cluster").arg(longBy, output, cluster);
    }
}

}

int defaultDistance(const std::vector<std::int32_t>& steps)
{
    if (steps.size() < 2)
        return 100;
    const int length = steps.back() - steps.front();
    return std::clamp(100, 1, std::max(length / 4, 1));
}

BreakthroughsData breakthroughs(
    const std::map<ClusteringKey, std::shared_ptr<const Clustering>>& clusterings,
    const store::TrajectorySet& trajectories, const TokenTable& tokens, const BreakthroughRequest& request,
    const std::function<void(const BreakthroughsData&)>& found, const Progress& progress)
{
    BreakthroughsData data;
    data.request = request;
    const auto& steps = trajectories.steps();
    data.steps = QVector<double>(steps.begin(), steps.end());
    if (const auto knee = analysis::flatStep(analysis::meanOver(trajectories.loss()), steps))
        data.flat = *knee;
    // Those that share their curves one after the other, so that each vector is read once.
    std::map<std::vector<std::int32_t>, std::vector<const Clustering*>> sources;
    for (const auto& [key, clustering] : clusterings)
        if (key.rules == request.rules && clustering->clusters() > 0 &&
            (!key.usesBasis() || key.decomposition == request.decomposition))
            sources[key.vectors()].push_back(clustering.get());
    const analysis::LabelShuffles labels(tokens, 1); // which are not shuffled
    double done = 0;
    for (const auto& [vectors, sharing] : sources) {
        progress.report(done / static_cast<double>(sources.size()));
        const auto curves = analysis::breakCurves(trajectories, sharing.front()->key);
        const auto breaks = analysis::breakSteps(curves.values, steps, request.distance, curves.learning);
        for (const Clustering* clustering : sharing) {
            progress.report(done / static_cast<double>(sources.size()));
            done += 1 / static_cast<double>(sharing.size());
            const analysis::Members members(*clustering);
            const auto carries = countLabels(members, labels);
            const auto breaking = analysis::clusterBreaks(*clustering, breaks, { .flat = data.flat });
            for (std::size_t i = 0; i < breaking.size(); ++i) {
                BreakthroughRow row;
                row.key = clustering->key;
                row.cluster = breaking[i].cluster;
                row.label = labelName(analysis::ruleLabel(*clustering, row.cluster, tokens));
                const auto statistics = analysis::statisticsOf(carries[i], members.sizes[i]);
                row.size = statistics.size;
                row.carryShare = statistics.carryShare;
                row.breaking = breaking[i];
                nameRow(row, tokens);
                data.rows.push_back(std::move(row));
            }
        }
        if (found)
            found(data);
    }
    if (data.rows.empty())
        data.emptyReason = Text::tr("None of the clusterings by these rules and this decomposition has a cluster.");
    progress.report(1);
    return data;
}

std::vector<int> sortedRows(const BreakthroughsData& data, BreakthroughOrder order)
{
    std::vector<int> rows(data.rows.size());
    std::iota(rows.begin(), rows.end(), 0);
    if (order == BreakthroughOrder::vector)
        return rows;
    std::stable_sort(rows.begin(), rows.end(), [&](int a, int b) {
        const BreakthroughRow& first = data.rows[static_cast<std::size_t>(a)];
        const BreakthroughRow& second = data.rows[static_cast<std::size_t>(b)];
        if (order == BreakthroughOrder::homogeneity)
            return first.carryShare > second.carryShare;
        return first.breaks() != second.breaks() ? first.breaks() : first.breaking.mean < second.breaking.mean;
    });
    return rows;
}

// The header of a table is part of a file format: it is not translated.
Table table(const BreakthroughsData& data)
{
    Table table;
    table.header = { QStringLiteral("rules"), QStringLiteral("quantity"), QStringLiteral("decomposition"),
        QStringLiteral("vectors"), QStringLiteral("output"), QStringLiteral("cluster"), QStringLiteral("label"),
        QStringLiteral("tokens"), QStringLiteral("carry share"), QStringLiteral("mean break step"),
        QStringLiteral("lower quartile"), QStringLiteral("upper quartile"),
        QStringLiteral("interquartile range of random groups"), QStringLiteral("synchrony p"), QStringLiteral("hidden"),
        QStringLiteral("distance"), QStringLiteral("flat step") };
    const auto word = [](std::string_view name) {
        return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    };
    const auto value = [](double x) { return std::isnan(x) ? QString() : number(x); };
    for (const BreakthroughRow& row : data.rows) {
        QStringList vectors;
        for (const std::int32_t vector : row.key.vectors())
            vectors.append(QString::number(vector));
        const auto& breaking = row.breaking;
        table.rows.append({ word(name(row.key.rules)), word(name(row.key.quantity)),
            row.key.usesBasis() ? word(name(row.key.decomposition)) : QString(), vectors.join(QLatin1Char(' ')),
            QString::number(row.key.output), QString::number(row.cluster), row.label, QString::number(row.size),
            number(row.carryShare), value(breaking.mean), value(breaking.spread.lowerQuartile),
            value(breaking.spread.upperQuartile), value(breaking.random.interquartile), number(breaking.synchronyP),
            QString::number(breaking.hidden), QString::number(data.request.distance),
            data.flat ? number(*data.flat) : QString() });
    }
    return table;
}

QString summary(const BreakthroughsData& data)
{
    if (data.rows.empty())
        return data.emptyReason;
    int breaking = 0, hidden = 0, synchronous = 0;
    for (const BreakthroughRow& row : data.rows) {
        breaking += row.breaks();
        hidden += row.breaking.hidden;
        synchronous += row.isSynchronous();
    }
    QString words = Text::tr("%Ln cluster(s),", nullptr, static_cast<int>(data.rows.size())) + QLatin1Char(' ') +
        Text::tr("%Ln with a break step;", nullptr, breaking) + QLatin1Char(' ') +
        Text::tr("%Ln synchronous;", nullptr, synchronous) + QLatin1Char(' ');
    if (data.flat)
        words += Text::tr("%Ln hidden, after the loss has gone flat at step %1.", nullptr, hidden)
                     .arg(QLocale().toString(*data.flat, 'f', 0));
    else
        words += Text::tr("the loss does not go flat.");
    return words;
}

void BreakthroughsModel::setData(const BreakthroughsPointer& data)
{
    beginResetModel();
    m_data = data;
    endResetModel();
}

int BreakthroughsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_data ? 0 : static_cast<int>(m_data->rows.size());
}

int BreakthroughsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant BreakthroughsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const BreakthroughRow& row = m_data->rows[static_cast<std::size_t>(index.row())];
    const QLocale locale;
    const bool text = index.column() == nameColumn || index.column() == labelColumn || index.column() == kindColumn;
    const auto value = [&](double number, int decimals) {
        return std::isnan(number) ? QString() : locale.toString(number, 'f', decimals);
    };
    const auto sortable = [](double number) { return std::isnan(number) ? -1.0 : number; };
    switch (role) {
    case Qt::TextAlignmentRole:
        return QVariant((text ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case sortRole:
        switch (index.column()) {
        case nameColumn:
            return index.row();
        case labelColumn:
            return row.label;
        case sizeColumn:
            return row.size;
        case carryColumn:
            return row.carryShare;
        case stepColumn:
            return sortable(row.breaking.mean);
        case spreadColumn:
            return sortable(row.breaking.spread.interquartile);
        case randomColumn:
            return sortable(row.breaking.random.interquartile);
        case pColumn:
            return row.breaking.synchronyP;
        case kindColumn:
            return 2 * row.breaking.hidden + row.isSynchronous();
        }
        return {};
    case Qt::DisplayRole:
        switch (index.column()) {
        case nameColumn:
            return row.longName;
        case labelColumn:
            return row.label;
        case sizeColumn:
            return locale.toString(row.size);
        case carryColumn:
            return locale.toString(row.carryShare, 'f', 2);
        case stepColumn:
            return value(row.breaking.mean, 0);
        case spreadColumn:
            return value(row.breaking.spread.interquartile, 0);
        case randomColumn:
            return value(row.breaking.random.interquartile, 0);
        case pColumn:
            return row.breaks() ? locale.toString(row.breaking.synchronyP, 'f', 3) : QString();
        case kindColumn: {
            QStringList kinds;
            if (!row.breaks())
                kinds << tr("never breaks");
            if (row.breaking.hidden)
                kinds << tr("hidden");
            if (row.isSynchronous())
                kinds << tr("synchronous");
            return kinds.join(QStringLiteral(", "));
        }
        }
        return {};
    }
    return {};
}

QVariant BreakthroughsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case nameColumn:
        return tr("Cluster");
    case labelColumn:
        return tr("Label");
    case sizeColumn:
        return tr("Tokens");
    case carryColumn:
        return tr("Carry");
    case stepColumn:
        return tr("Break step");
    case spreadColumn:
        return tr("Middle half (steps)");
    case randomColumn:
        return tr("Of random groups");
    case pColumn:
        return tr("Synchrony p");
    case kindColumn:
        return tr("Kind");
    }
    return {};
}

}
