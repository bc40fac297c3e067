#include "widgets/models/plot_data.h"

#include "core/analysis/clusterings.h"
#include "core/base/random.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace polcascope::models {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(PlotData)
};

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// The curves of the groups, in a band.
void fillIn(QVector<CurveGroup>& groups, const analysis::GroupStatistics& statistics, Band band, int threads)
{
    const auto fill = [&](const auto& rows, auto centre, auto low, auto high) {
        for (std::size_t g = 0; g < rows.columns(); ++g) {
            CurveGroup& group = groups[static_cast<qsizetype>(g)];
            for (QVector<double>* curve : { &group.centre, &group.low, &group.high })
                curve->clear();
            for (std::size_t t = 0; t < rows.rows(); ++t) {
                group.centre.append(centre(rows(t, g)));
                if (band == Band::none)
                    continue;
                group.low.append(low(rows(t, g)));
                group.high.append(high(rows(t, g)));
            }
        }
    };
    if (band == Band::quartiles || band == Band::percentiles5To95) {
        const std::size_t tail = band == Band::quartiles ? 1 : 0;
        using analysis::Quantiles;
        fill(statistics.quantiles(threads), [](const Quantiles& at) { return at[2]; },
            [tail](const Quantiles& at) { return at[tail]; }, [tail](const Quantiles& at) { return at[4 - tail]; });
        return;
    }
    using analysis::Moments;
    const auto half = [band](const Moments& of) {
        return band == Band::standardError ? of.deviation / std::sqrt(static_cast<double>(of.count)) : of.deviation;
    };
    fill(statistics.moments(threads), [](const Moments& of) { return of.mean; },
        [half](const Moments& of) { return of.mean - half(of); }, [half](const Moments& of) { return of.mean + half(of); });
}

QString nameOf(const GroupLook& look, int label)
{
    return look.name ? look.name(label) : clusterName(label);
}

int colourOf(const GroupLook& look, int label)
{
    return label < 0 ? -1 : look.colour ? look.colour(label) : label;
}

// Labels of the groups that are shown, outliers last.
std::vector<int> shownLabels(const store::Clustering& clustering)
{
    std::vector<int> labels;
    for (int label = 0; label < clustering.clusters(); ++label)
        labels.push_back(label);
    if (!labels.empty() && std::ranges::find(clustering.labels, store::noise) != clustering.labels.end())
        labels.push_back(store::noise);
    return labels;
}

QString whyEmpty(const store::Clustering& clustering)
{
    if (clustering.skipped)
        return Text::tr("Not clustered: the mean projected loss of this vector does not fall, and the 2026 rules leave "
                        "such vectors out.");
    if (clustering.labels.empty())
        return Text::tr("Not clustered yet.");
    const auto clustered = std::ranges::count_if(clustering.labels, [](int label) { return label >= store::noise; });
    return Text::tr("No clusters: in no part of the %Ln token(s) clustered do at least %1 lie densely together.", nullptr,
        static_cast<int>(clustered))
        .arg(QLocale().toString(static_cast<qlonglong>(clustering.minimumClusterSize)));
}

QString filteredNote(const store::Clustering& clustering)
{
    const auto filtered = std::ranges::count(clustering.labels, store::filteredOut);
    return filtered == 0 ? QString()
                         : Text::tr("%Ln token(s) left out: their projected loss rises", nullptr, static_cast<int>(filtered));
}

QString number(double value)
{
    return std::isfinite(value) ? QString::number(value, 'g', QLocale::FloatingPointShortest) : QString();
}

QString onScreen(double value)
{
    return std::isfinite(value) ? QLocale().toString(value, 'g', 3) : Text::tr("unknown");
}

}

QString vectorsName(std::span<const std::int32_t> vectors)
{
    const QLocale locale;
    QStringList numbers;
    for (const std::int32_t vector : vectors)
        numbers.append(locale.toString(vector));
    return vectors.size() == 1 ? Text::tr("vector %1").arg(numbers.first())
                               : Text::tr("vectors %1").arg(locale.createSeparatedList(numbers));
}

QString vectorsShortName(std::span<const std::int32_t> vectors)
{
    QStringList numbers;
    for (const std::int32_t vector : vectors)
        numbers.append(QLocale().toString(vector));
    return numbers.join(QLatin1Char('+'));
}

QString quantityName(store::Quantity quantity)
{
    switch (quantity) {
    case store::Quantity::loss:
        return Text::tr("loss");
    case store::Quantity::lossChange:
        return Text::tr("change");
    case store::Quantity::absoluteLossChange:
        return Text::tr("|change|");
    case store::Quantity::polca:
        return Text::tr("POLCA");
    case store::Quantity::projectedLoss:
        return Text::tr("projected loss");
    }
    return {};
}

QString labelName(const std::string& name)
{
    [[maybe_unused]] static constexpr std::array known {
        QT_TRANSLATE_NOOP("Labels", "digit"),
        QT_TRANSLATE_NOOP("Labels", "place"),
        QT_TRANSLATE_NOOP("Labels", "1000s"),
        QT_TRANSLATE_NOOP("Labels", "100s"),
        QT_TRANSLATE_NOOP("Labels", "10s"),
        QT_TRANSLATE_NOOP("Labels", "1s"),
        QT_TRANSLATE_NOOP("Labels", "carry"),
        QT_TRANSLATE_NOOP("Labels", "no carry"),
    };
    QStringList names;
    for (const QString& part : QString::fromStdString(name).split(QStringLiteral(", ")))
        names << (part.isEmpty() ? part : QCoreApplication::translate("Labels", part.toUtf8().constData()));
    return names.join(QStringLiteral(", "));
}

QString joined(const QString& a, const QString& b)
{
    return a.isEmpty() ? b : b.isEmpty() ? a : a + QStringLiteral(" · ") + b;
}

QString clusterName(int label)
{
    return label < 0 ? Text::tr("outliers") : Text::tr("cluster %1").arg(label + 1);
}

QString bandName(Band band)
{
    switch (band) {
    case Band::none: return {};
    case Band::standardDeviation: return Text::tr("mean ± sd");
    case Band::standardError: return Text::tr("mean ± standard error");
    case Band::quartiles: return Text::tr("median, quartiles");
    case Band::percentiles5To95: return Text::tr("median, 5th to 95th percentile");
    }
    return {};
}

const CurveGroup* CurvePlotData::group(int id) const
{
    const auto found = std::ranges::find(groups, id, &CurveGroup::id);
    return found == groups.end() ? nullptr : &*found;
}

const LabelBarGroup* LabelBarsData::group(int id) const
{
    const auto found = std::ranges::find(groups, id, &LabelBarGroup::id);
    return found == groups.end() ? nullptr : &*found;
}

CurvePlotData curveData(std::span<const std::int32_t> steps, std::shared_ptr<const Matrix<float>> values,
    std::span<const std::int32_t> groupOf, QVector<CurveGroup> groups, const CurveOptions& options)
{
    CurvePlotData data;
    data.title = options.title;
    data.note = options.note;
    data.valueLabel = options.valueLabel;
    data.bandName = bandName(options.band);
    data.markedSteps = options.markedSteps;
    if (!values || values->rows() == 0 || steps.empty()) {
        data.emptyReason = Text::tr("Nothing computed yet.");
        return data;
    }
    assert(groupOf.size() == values->columns() && steps.size() >= values->rows());
    const std::size_t skipped = steps.size() - values->rows();
    for (std::size_t t = skipped; t < steps.size(); ++t)
        data.steps.append(steps[t]);

    for (CurveGroup& group : groups)
        group.size = 0;
    for (std::size_t i = 0; i < groupOf.size(); ++i) {
        if (groupOf[i] < 0)
            continue;
        CurveGroup& group = groups[groupOf[i]];
        ++group.size;
        data.memberColumns.append(static_cast<std::int32_t>(i));
        data.memberGroups.append(group.id);
    }
    data.statistics = options.statistics;
    if (!data.statistics)
        data.statistics = std::make_shared<analysis::GroupStatistics>(
            values, analysis::groupColumns(groupOf, static_cast<std::size_t>(groups.size())));
    fillIn(groups, *data.statistics, options.band, options.threads);
    data.groups = std::move(groups);
    if (data.groups.isEmpty())
        data.emptyReason = Text::tr("No tokens to show.");

    data.members = std::move(values);
    const auto members = static_cast<std::int32_t>(data.memberColumns.size());
    const std::int32_t drawn = members <= options.maximumCurves ? members : std::min(options.sample, members);
    const std::vector<std::int32_t> sample = Random(options.seed, "plot sample").sample(drawn, members);
    data.sample = { sample.begin(), sample.end() };
    if (drawn < members)
        data.sampleNote = Text::tr("%1 of %2 drawn").arg(QLocale().toString(drawn), QLocale().toString(members));
    return data;
}

CurvePlotData curveData(std::span<const std::int32_t> steps, std::shared_ptr<const Matrix<float>> values,
    const store::Clustering& clustering, const CurveOptions& options)
{
    QVector<CurveGroup> groups;
    for (const int label : shownLabels(clustering)) {
        CurveGroup group;
        group.id = label;
        group.name = nameOf(options.look, label);
        group.colour = colourOf(options.look, label);
        groups.append(group);
    }
    // A cluster's place is its label; outliers come last.
    const std::int32_t clusters = clustering.clusters(), last = static_cast<std::int32_t>(groups.size()) - 1;
    std::vector<std::int32_t> groupOf(clustering.labels.size(), -1);
    for (std::size_t i = 0; i < groupOf.size(); ++i) {
        const std::int32_t label = clustering.labels[i];
        if (label >= 0 && label < clusters)
            groupOf[i] = label;
        else if (label == store::noise)
            groupOf[i] = last;
    }
    if (values && groupOf.size() != values->columns())
        groupOf.resize(values->columns(), -1);
    CurvePlotData data = curveData(steps, std::move(values), groupOf, groups, options);
    data.note = joined(data.note, filteredNote(clustering));
    if (data.groups.isEmpty() && !data.steps.isEmpty())
        data.emptyReason = whyEmpty(clustering);
    return data;
}

LabelSplit splitByLabels(const TokenTable& tokens, std::span<const QString> columns)
{
    std::vector<const LabelColumn*> labels;
    for (const QString& name : columns) {
        if (const LabelColumn* column = tokens.label(name.toStdString()))
            labels.push_back(column);
    }
    // Combinations in the order of the categories; only those that occur become groups.
    std::map<std::vector<std::int32_t>, std::int32_t> indexOf;
    std::vector<std::vector<std::int32_t>> combinations(tokens.count());
    for (std::size_t i = 0; i < tokens.count(); ++i) {
        for (const LabelColumn* column : labels)
            combinations[i].push_back(column->values[i]);
        indexOf[combinations[i]] = 0;
    }
    LabelSplit split;
    for (auto& [combination, index] : indexOf) {
        index = static_cast<std::int32_t>(split.groups.size());
        CurveGroup group;
        group.id = index;
        group.colour = index;
        QStringList names;
        for (std::size_t c = 0; c < labels.size(); ++c)
            names.append(labelName(labels[c]->categories[static_cast<std::size_t>(combination[c])]));
        group.name = names.isEmpty() ? Text::tr("all tokens") : names.join(QStringLiteral(", "));
        split.groups.append(group);
    }
    for (const auto& combination : combinations)
        split.groupOf.push_back(indexOf[combination]);
    for (const std::int32_t index : split.groupOf)
        ++split.groups[index].size;
    return split;
}

LabelBarsData labelBars(const TokenTable& tokens, const store::Clustering& clustering, const LabelBarOptions& options)
{
    LabelBarsData data;
    data.title = options.title;
    data.note = joined(options.note, filteredNote(clustering));
    const LabelColumn* category = tokens.label(options.category.toStdString());
    const LabelColumn* part = options.part.isEmpty() ? nullptr : tokens.label(options.part.toStdString());
    if (!category) {
        data.emptyReason = Text::tr("The tokens of this run have no labels called “%1”.").arg(labelName(options.category.toStdString()));
        return data;
    }
    const std::vector<int> labels = shownLabels(clustering);
    if (labels.empty()) {
        data.emptyReason = whyEmpty(clustering);
        return data;
    }
    data.categoryName = options.category;
    for (const auto& name : category->categories)
        data.categories.append(labelName(name));
    if (part) {
        data.partName = options.part;
        // The category with the higher index ("carry") is what one looks for: it stands at the bottom.
        for (auto name = part->categories.rbegin(); name != part->categories.rend(); ++name)
            data.parts.append(labelName(*name));
    } else {
        data.parts.append(QString());
    }
    const auto partOf = [&](std::size_t token) { return part ? data.parts.size() - 1 - part->values[token] : qsizetype { 0 }; };
    const QVector<QVector<qint64>> nothing(data.categories.size(), QVector<qint64>(data.parts.size(), 0));

    for (const int label : labels) {
        LabelBarGroup group;
        group.id = label;
        group.name = label < 0 ? Text::tr("cluster 0 (outliers)") : nameOf(options.look, label);
        group.colour = colourOf(options.look, label);
        group.counts = nothing;
        if (label >= 0)
            group.label = options.look.rule
                ? options.look.rule(label)
                : labelName(analysis::ruleLabel(clustering, label, tokens));
        data.groups.append(group);
    }
    QVector<QVector<qint64>> base = nothing;
    qint64 inScope = 0;
    for (std::size_t i = 0; i < clustering.labels.size(); ++i) {
        const int label = clustering.labels[i];
        if (label == store::notClustered || (options.shown && !(*options.shown)[i]))
            continue;
        ++inScope;
        ++base[category->values[i]][partOf(i)];
        if (label < store::noise)
            continue;
        LabelBarGroup& group = label == store::noise ? data.groups.last() : data.groups[label];
        ++group.size;
        ++group.counts[category->values[i]][partOf(i)];
    }
    if (options.shown) {
        data.groups.removeIf([](const LabelBarGroup& group) { return group.size == 0; });
        if (data.groups.isEmpty())
            data.emptyReason = Text::tr("The filters leave no token that is clustered.");
    }
    for (const auto& counts : base) {
        QVector<double> shares;
        for (const qint64 count : counts)
            shares.append(inScope == 0 ? 0 : static_cast<double>(count) / static_cast<double>(inScope));
        data.baseShares.append(shares);
    }
    return data;
}

Enrichment enrichment(qint64 count, qint64 size, double baseShare)
{
    if (size <= 0 || !(baseShare > 0))
        return { nan, nan, nan };
    constexpr double z = 1.959963984540054; // 97.5th percentile of the normal distribution
    const auto n = static_cast<double>(size);
    const double share = static_cast<double>(count) / n;
    const double centre = (share + z * z / (2 * n)) / (1 + z * z / n);
    const double half = z * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n);
    return { share / baseShare, count == 0 ? 0 : (centre - half) / baseShare,
        (count == size ? 1 : centre + half) / baseShare };
}

QString Table::text(QChar separator) const
{
    const auto line = [separator](const QStringList& cells) {
        QString result;
        for (qsizetype i = 0; i < cells.size(); ++i) {
            if (i > 0)
                result += separator;
            QString cell = cells[i];
            if (cell.contains(separator) || cell.contains(u'"') || cell.contains(u'\n'))
                cell = u'"' + cell.replace(QStringLiteral("\""), QStringLiteral("\"\"")) + u'"';
            result += cell;
        }
        return result + u'\n';
    };
    QString result = line(header);
    for (const QStringList& row : rows)
        result += line(row);
    return result;
}

// The header of a table is part of a file format: it is not translated.
Table table(const CurvePlotData& data)
{
    Table table;
    table.header.append(QStringLiteral("step"));
    for (const CurveGroup& group : data.groups) {
        // One curve need not be a group of tokens.
        table.header.append(group.size == 0 ? group.name : QStringLiteral("%1 (%2 tokens)").arg(group.name).arg(group.size));
        if (!group.low.isEmpty())
            table.header << group.name + QStringLiteral(" low") << group.name + QStringLiteral(" high");
    }
    if (!data.primary.isEmpty())
        table.header.append(data.primaryName);
    if (!data.selection.isEmpty())
        table.header.append(data.selectionName);
    for (qsizetype t = 0; t < data.steps.size(); ++t) {
        QStringList row { number(data.steps[t]) };
        for (const CurveGroup& group : data.groups) {
            row.append(number(group.centre[t]));
            if (!group.low.isEmpty())
                row << number(group.low[t]) << number(group.high[t]);
        }
        if (!data.primary.isEmpty())
            row.append(number(data.primary[t]));
        if (!data.selection.isEmpty())
            row.append(number(data.selection[t]));
        table.rows.append(row);
    }
    return table;
}

Table table(const LabelBarsData& data)
{
    Table table;
    table.header = { QStringLiteral("cluster"), QStringLiteral("tokens in cluster"), QStringLiteral("label"), data.categoryName,
        data.partName.isEmpty() ? QStringLiteral("part") : data.partName, QStringLiteral("tokens"), QStringLiteral("share"),
        QStringLiteral("base share"), QStringLiteral("enrichment"), QStringLiteral("enrichment low"), QStringLiteral("enrichment high") };
    for (const LabelBarGroup& group : data.groups) {
        for (qsizetype c = 0; c < data.categories.size(); ++c) {
            for (qsizetype p = 0; p < data.parts.size(); ++p) {
                const qint64 count = group.counts[c][p];
                const Enrichment enriched = enrichment(count, group.size, data.baseShares[c][p]);
                table.rows.append({ group.name, QString::number(group.size), group.label, data.categories[c], data.parts[p],
                    QString::number(count),
                    number(group.size == 0 ? 0 : static_cast<double>(count) / static_cast<double>(group.size)),
                    number(data.baseShares[c][p]), number(enriched.value), number(enriched.low), number(enriched.high) });
            }
        }
    }
    return table;
}

QString summary(const CurvePlotData& data)
{
    if (data.isEmpty())
        return data.emptyReason;
    const QLocale locale;
    QStringList sentences;
    sentences.append(Text::tr("%1 of %Ln group(s) from step %2 to %3.", nullptr, static_cast<int>(data.groups.size()))
                         .arg(data.valueLabel.isEmpty() ? Text::tr("Curves") : data.valueLabel,
                             locale.toString(data.steps.first(), 'f', 0), locale.toString(data.steps.last(), 'f', 0)));
    for (const CurveGroup& group : data.groups) {
        sentences.append((group.size == 0 ? Text::tr("%1: from %2 to %3.")
                                          : Text::tr("%1, %Ln token(s): from %2 to %3.", nullptr, static_cast<int>(group.size)))
                             .arg(group.name, onScreen(group.centre.first()), onScreen(group.centre.last())));
    }
    return sentences.join(u' ');
}

QString summary(const LabelBarsData& data)
{
    if (data.isEmpty())
        return data.emptyReason;
    const QLocale locale;
    QStringList sentences;
    for (const LabelBarGroup& group : data.groups) {
        QStringList parts;
        for (qsizetype c = 0; c < data.categories.size(); ++c) {
            for (qsizetype p = 0; p < data.parts.size(); ++p) {
                if (group.counts[c][p] == 0)
                    continue;
                const QString name = data.parts[p].isEmpty() ? data.categories[c] : data.categories[c] + u' ' + data.parts[p];
                parts.append(Text::tr("%1 %2 %").arg(name, locale.toString(100.0 * static_cast<double>(group.counts[c][p])
                                                               / static_cast<double>(group.size), 'f', 0)));
            }
        }
        sentences.append(Text::tr("%1, %Ln token(s)%2: %3.", nullptr, static_cast<int>(group.size))
                             .arg(group.name, group.label.isEmpty() ? QString() : QStringLiteral(", ") + group.label,
                                 parts.join(QStringLiteral(", "))));
    }
    return sentences.join(u' ');
}

}
