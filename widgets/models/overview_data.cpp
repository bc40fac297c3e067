#include "widgets/models/overview_data.h"

#include "core/analysis/label_shuffles.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <set>

namespace polcascope::models {

using analysis::CarryPlaces;
using store::ClusteringKey;
using store::Quantity;
using store::Rules;
using State = OverviewCell::State;

namespace {

constexpr int permutations = 200;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Overview)
};

QString text(const std::string& utf8)
{
    return QString::fromStdString(utf8);
}

QString number(double value)
{
    return QString::number(value, 'g', QLocale::FloatingPointShortest);
}

/// The rules have their own quantity along vectors; squares (Fisher) are taken as they are by both.
Quantity alongVectors(const OverviewRequest& request)
{
    return request.rules == Rules::y2026 && splitsLossChange(request.decomposition) ? Quantity::projectedLoss
                                                                                    : Quantity::polca;
}

OverviewRow vectorsRow(const std::vector<std::int32_t>& vectors, Quantity quantity)
{
    OverviewRow row;
    row.quantity = quantity;
    row.vectors = vectors;
    row.name = vectorsShortName(vectors);
    row.longName = vectorsName(vectors);
    return row;
}

CarryPlaces placesOf(const OverviewLabel& label)
{
    return label.middle ? CarryPlaces::middle : CarryPlaces::all;
}

}

QString OverviewLabel::name() const
{
    if (middle)
        return Text::tr("carry (10s and 100s)");
    return Text::tr("%1: %2", "label column and category").arg(labelName(label.column), labelName(label.category));
}

std::vector<OverviewLabel> overviewLabels(const TokenTable& tokens)
{
    std::vector<OverviewLabel> labels;
    if (tokens.label("carry") && tokens.label("place"))
        labels.push_back({ analysis::carryLabel(), true });
    // From the last column, which tells most, to the first.
    for (auto column = tokens.labels.rbegin(); column != tokens.labels.rend(); ++column)
        for (const std::string& category : column->categories)
            if (column->without < 0 || category != column->categories[static_cast<std::size_t>(column->without)])
                labels.push_back({ { column->name, category }, false });
    return labels;
}

ClusteringKey OverviewData::key(int row, int column) const
{
    const OverviewRow& wanted = rows[static_cast<std::size_t>(row)];
    ClusteringKey key { .rules = request.rules, .quantity = wanted.quantity,
        .output = outputs[static_cast<std::size_t>(column)] };
    if (!wanted.isLoss()) {
        key.decomposition = request.decomposition;
        key.vector = wanted.vectors.front();
        key.together.assign(wanted.vectors.begin() + 1, wanted.vectors.end());
    }
    return key;
}

int OverviewData::rowOf(const ClusteringKey& key) const
{
    if (key.rules != request.rules || (key.usesBasis() && key.decomposition != request.decomposition))
        return -1;
    const auto found = std::find_if(rows.begin(), rows.end(),
        [&, vectors = key.vectors()](const OverviewRow& row) { return row.quantity == key.quantity && row.vectors == vectors; });
    return found == rows.end() ? -1 : static_cast<int>(found - rows.begin());
}

int OverviewData::columnOf(const ClusteringKey& key) const
{
    const auto found = std::find(outputs.begin(), outputs.end(), key.output);
    return found == outputs.end() ? -1 : static_cast<int>(found - outputs.begin());
}

bool OverviewData::hasChance() const
{
    return std::ranges::all_of(
        cells, [](const OverviewCell& cell) { return cell.state != State::clusters || cell.chance; });
}

bool OverviewData::hasVectors() const
{
    for (std::size_t row = 0; row < rows.size(); ++row)
        for (std::size_t column = 0; column < outputs.size() && !rows[row].isLoss(); ++column)
            if (cells[row * outputs.size() + column].state != State::absent)
                return true;
    return false;
}

OverviewData overview(const Clusterings& clusterings, const TokenTable& tokens, std::int32_t vectors,
    const std::vector<std::vector<std::int32_t>>& sets, const OverviewRequest& request, const Progress& progress)
{
    OverviewData data;
    data.request = request;
    std::set<std::int32_t> outputs;
    std::set<Quantity> losses;
    for (const auto& [key, clustering] : clusterings) {
        if (key.rules != request.rules)
            continue;
        outputs.insert(key.output);
        if (!key.usesBasis())
            losses.insert(key.quantity);
    }
    const bool all = outputs.erase(-1) > 0;
    data.outputs.assign(outputs.begin(), outputs.end());
    for (const std::int32_t output : outputs)
        data.outputNames.append(text(tokens.outputVocabulary[static_cast<std::size_t>(output)]));
    if (all) {
        data.outputs.push_back(-1);
        data.outputNames.append(Text::tr("all", "output tokens"));
    }
    for (const Quantity quantity : losses)
        data.rows.push_back({ quantity, {}, quantityName(quantity), quantityName(quantity) });
    for (std::int32_t vector = 0; vector < vectors; ++vector)
        data.rows.push_back(vectorsRow({ vector }, alongVectors(request)));
    for (const auto& set : sets)
        data.rows.push_back(vectorsRow(set, alongVectors(request)));

    const analysis::LabelShuffles labels(tokens, request.label.label, 1);
    data.cells.resize(data.rows.size() * data.outputs.size());
    for (std::size_t i = 0; i < data.cells.size(); ++i) {
        const auto across = data.outputs.size();
        const auto found = clusterings.find(data.key(static_cast<int>(i / across), static_cast<int>(i % across)));
        if (found == clusterings.end())
            continue;
        OverviewCell& cell = data.cells[i];
        const store::Clustering& clustering = *found->second;
        cell.clusters = clustering.clusters();
        cell.state = clustering.skipped ? State::skipped : cell.clusters == 0 ? State::nothing : State::clusters;
        if (cell.state != State::clusters)
            continue;
        const analysis::Members members(clustering);
        const auto best = analysis::bestCluster(members, countLabels(members, labels), placesOf(request.label));
        cell.cluster = best.cluster;
        cell.share = best.share;
        cell.size = best.size;
        progress.report(static_cast<double>(i) / static_cast<double>(data.cells.size()));
    }
    return data;
}

void addChance(
    OverviewData& data, const Clusterings& clusterings, const TokenTable& tokens, const Progress& progress)
{
    std::vector<std::vector<const store::Clustering*>> groups;
    std::vector<OverviewCell*> cells;
    const auto across = data.outputs.size();
    for (std::size_t i = 0; i < data.cells.size(); ++i) {
        if (data.cells[i].state != State::clusters)
            continue;
        const auto key = data.key(static_cast<int>(i / across), static_cast<int>(i % across));
        groups.push_back({ clusterings.at(key).get() });
        cells.push_back(&data.cells[i]);
    }
    const auto found = analysis::bestAgainstChance(groups, tokens, placesOf(data.request.label),
        { .permutations = permutations, .label = data.request.label.label }, progress);
    for (std::size_t i = 0; i < cells.size(); ++i)
        cells[i]->chance = found[i].shuffled95;
}

QString overviewText(const OverviewCell& cell, OverviewMeasure measure)
{
    const QLocale locale;
    if (cell.state != State::clusters)
        return {};
    if (measure == OverviewMeasure::share)
        return locale.toString(cell.share, 'f', 2);
    const auto above = cell.aboveChance();
    if (!above)
        return QStringLiteral("–");
    const QString size = locale.toString(std::abs(*above), 'f', 2);
    const bool none = size == locale.toString(0.0, 'f', 2);
    return (none ? QString() : *above > 0 ? QStringLiteral("+") : QStringLiteral("−")) + size;
}

int bestCell(const OverviewData& data, OverviewMeasure measure)
{
    int best = -1;
    double most = 0;
    for (std::size_t i = 0; i < data.cells.size(); ++i) {
        const OverviewCell& cell = data.cells[i];
        if (cell.state != State::clusters)
            continue;
        const double value = measure == OverviewMeasure::share ? cell.share : cell.aboveChance().value_or(0);
        if (best < 0 || value > most) {
            best = static_cast<int>(i);
            most = value;
        }
    }
    return best;
}

// The header of a table is part of a file format: it is not translated.
Table table(const OverviewData& data)
{
    Table table;
    table.header = { QStringLiteral("rules"), QStringLiteral("quantity"), QStringLiteral("decomposition"),
        QStringLiteral("vectors"), QStringLiteral("output"), QStringLiteral("label"), QStringLiteral("clusters"),
        QStringLiteral("best share"), QStringLiteral("tokens in that cluster"),
        QStringLiteral("95th percentile by chance") };
    const auto word = [](std::string_view name) {
        return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    };
    const QString label = text(data.request.label.label.column) + QLatin1Char('=') +
        text(data.request.label.label.category) +
        (data.request.label.middle ? QStringLiteral(" in the 10s and 100s") : QString());
    for (std::size_t i = 0; i < data.cells.size(); ++i) {
        const OverviewCell& cell = data.cells[i];
        if (cell.state == State::absent)
            continue;
        const OverviewRow& row = data.rows[i / data.outputs.size()];
        QStringList vectors;
        for (const std::int32_t vector : row.vectors)
            vectors.append(QString::number(vector));
        const bool found = cell.state == State::clusters;
        table.rows.append({ word(name(data.request.rules)), word(name(row.quantity)),
            row.isLoss() ? QString() : word(name(data.request.decomposition)), vectors.join(QLatin1Char(' ')),
            data.outputs[i % data.outputs.size()] < 0
                ? QString()
                : data.outputNames[static_cast<qsizetype>(i % data.outputs.size())],
            label, QString::number(cell.clusters), found ? number(cell.share) : QString(),
            found ? QString::number(cell.size) : QString(), cell.chance ? number(*cell.chance) : QString() });
    }
    return table;
}

QString summary(const OverviewData& data)
{
    int looked = 0;
    int with = 0;
    for (const OverviewCell& cell : data.cells) {
        looked += cell.state != State::absent;
        with += cell.state == State::clusters;
    }
    QString words = Text::tr("%Ln clustering(s),", nullptr, looked) + QLatin1Char(' ') +
        Text::tr("%Ln with clusters.", nullptr, with);
    const QLocale locale;
    const auto say = [&](OverviewMeasure measure, const QString& sentence) {
        const int best = bestCell(data, measure);
        if (best < 0)
            return;
        const auto index = static_cast<std::size_t>(best);
        words += QLatin1Char(' ') +
            sentence.arg(overviewText(data.cells[index], measure), data.rows[index / data.outputs.size()].longName,
                data.outputNames[static_cast<qsizetype>(index % data.outputs.size())]);
    };
    say(OverviewMeasure::share, Text::tr("The largest share of %1 is").arg(data.request.label.name()) +
            QLatin1Char(' ') + Text::tr("%1: %2, output %3."));
    if (data.hasChance())
        say(OverviewMeasure::aboveChance, Text::tr("Most above chance:") + QLatin1Char(' ') + Text::tr("%1: %2, output %3."));
    return words;
}

void OverviewModel::setData(const OverviewPointer& data)
{
    beginResetModel();
    m_data = data;
    m_cells.clear();
    for (std::size_t i = 0; data && i < data->cells.size(); ++i)
        if (data->cells[i].state != State::absent)
            m_cells.push_back(static_cast<int>(i));
    endResetModel();
}

int OverviewModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_cells.size());
}

int OverviewModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant OverviewModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto at = static_cast<std::size_t>(cellOf(index.row()));
    const OverviewCell& cell = m_data->cells[at];
    const auto column = static_cast<qsizetype>(at % m_data->outputs.size());
    const bool found = cell.state == State::clusters;
    const QLocale locale;
    switch (role) {
    case Qt::TextAlignmentRole:
        return QVariant((index.column() <= outputColumn ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case sortRole:
        switch (index.column()) {
        case nameColumn:
            return static_cast<int>(at);
        case outputColumn:
            return static_cast<int>(column);
        case clustersColumn:
            return cell.clusters;
        case shareColumn:
            return found ? cell.share : -1;
        case chanceColumn:
            return cell.chance.value_or(-1);
        case aboveColumn:
            return cell.aboveChance().value_or(-2);
        case sizeColumn:
            return cell.size;
        }
        return {};
    case Qt::DisplayRole:
        switch (index.column()) {
        case nameColumn:
            return m_data->rows[at / m_data->outputs.size()].longName;
        case outputColumn:
            return m_data->outputNames[column];
        case clustersColumn:
            return cell.state == State::skipped ? Text::tr("left out") : locale.toString(cell.clusters);
        case shareColumn:
            return overviewText(cell, OverviewMeasure::share);
        case chanceColumn:
            return cell.chance ? locale.toString(*cell.chance, 'f', 2) : QString();
        case aboveColumn:
            return overviewText(cell, OverviewMeasure::aboveChance);
        case sizeColumn:
            return found && cell.cluster >= 0 ? locale.toString(cell.size) : QString();
        }
        return {};
    }
    return {};
}

QVariant OverviewModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((section <= outputColumn ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == Qt::DisplayRole) {
        switch (section) {
        case nameColumn:
            return tr("Clustered by");
        case outputColumn:
            return tr("Output");
        case clustersColumn:
            return tr("Clusters");
        case shareColumn:
            return tr("Best share");
        case chanceColumn:
            return tr("By chance (95 %)");
        case aboveColumn:
            return tr("Above chance");
        case sizeColumn:
            return tr("Its size");
        }
    }
    return {};
}

}
