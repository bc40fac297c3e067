#include "widgets/models/label_curves.h"

#include "core/base/progress.h"
#include "widgets/models/context_model.h"
#include "widgets/models/run_view.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <functional>

namespace polcascope::models {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(LabelCurves)
};

/// 1 for tokens with the label; all 0 where there is no such label.
std::vector<char> withLabel(const TokenTable& tokens, const analysis::LabelCategory& label)
{
    std::vector<char> with(tokens.count(), 0);
    const LabelColumn* column = tokens.label(label.column);
    if (!column)
        return with;
    const auto category = std::ranges::find(column->categories, label.category) - column->categories.begin();
    for (std::size_t token = 0; token < with.size(); ++token)
        with[token] = column->values[token] == category;
    return with;
}

/// The mean loss of all tokens, over the curves that it hides.
void addAggregate(CurvePlotData& data, const Matrix<float>& loss)
{
    if (data.groups.size() < 2)
        return;
    for (std::size_t t = 0; t < loss.rows(); ++t) {
        double sum = 0;
        for (const float value : loss.row(t))
            sum += value;
        data.primary.append(sum / static_cast<double>(loss.columns()));
    }
    data.primaryName = Text::tr("mean of all tokens");
}

}

LabelCurvesData labelCurves(const RunSnapshot& run, const LabelCurvesRequest& request, const Progress& progress)
{
    const TokenTable& tokens = *run.tokens;
    const auto& steps = run.trajectories->steps();
    const auto loss = std::make_shared<const Matrix<float>>(run.trajectories->loss());
    LabelCurvesData data;
    data.request = request;
    progress.report(0.1);

    CurveOptions options;
    options.band = request.band;
    options.note = knownUpTo(run);
    options.valueLabel = RunView::tr("loss (nats)");
    QStringList columns;
    for (const QString& column : request.columns)
        columns.append(labelName(column.toStdString()));
    options.title = columns.isEmpty()
        ? Text::tr("Loss of all tokens")
        : Text::tr("Loss by %1", "labels").arg(columns.join(Text::tr(" and ", "between labels")));
    const LabelSplit split = splitByLabels(tokens, request.columns);
    data.split = curveData(steps, loss, split.groupOf, split.groups, options);
    addAggregate(data.split, *loss);
    progress.report(0.4);

    const auto vectors = static_cast<std::int32_t>(run.trajectories->vectors());
    const OverviewData found = overview(run.clusterings, tokens, vectors, jointVectors(run), request.found);
    const auto with = withLabel(tokens, request.found.label.label);
    const QString label = request.found.label.name();
    const OverviewLabel anywhere { request.found.label.label, false };
    const auto across = static_cast<int>(found.outputs.size());
    options.band = Band::none; // of many curves that lie over one another
    progress.report(0.5);

    // A group for every output token of which `has` says that it has tokens.
    const auto curves = [&](const QString& title, auto groupName, auto has) {
        std::vector<std::int32_t> groupOf(tokens.count(), -1);
        QVector<CurveGroup> groups;
        for (int column = 0; column < across; ++column) {
            const auto holds = has(column);
            if (!holds)
                continue;
            CurveGroup group;
            group.id = group.colour = column;
            group.name = groupName(column);
            for (std::size_t token = 0; token < groupOf.size(); ++token)
                if (holds(token))
                    groupOf[token] = static_cast<std::int32_t>(groups.size());
            groups.append(group);
        }
        options.title = title;
        auto made = curveData(steps, loss, groupOf, groups, options);
        made.sample.clear();
        made.sampleNote.clear();
        return made;
    };
    const auto outputName = [&](int column) { return visibleText(found.outputNames[column].toStdString()); };
    const auto clusters = [&](const QString& title, bool byLoss, std::map<int, FoundCluster>& best) {
        for (int row = 0; row < static_cast<int>(found.rows.size()); ++row) {
            const OverviewRow& each = found.rows[static_cast<std::size_t>(row)];
            if (each.isLoss() != byLoss || (byLoss && each.quantity != store::Quantity::loss))
                continue;
            for (int column = 0; column < across; ++column) {
                const OverviewCell& cell = found.cell(row, column);
                if (cell.cluster < 0 || cell.share < request.threshold)
                    continue;
                const auto known = best.find(column);
                if (known == best.end() || known->second.share < cell.share)
                    best[column] = { found.key(row, column), cell.cluster, cell.share };
            }
        }
        auto made = curves(
            title,
            [&](int column) {
                const FoundCluster& cluster = best.at(column);
                const QString share = QLocale().toString(100 * cluster.share, 'f', 0);
                if (byLoss)
                    return Text::tr("%1: %2 %", "output token, share of its cluster").arg(outputName(column), share);
                const int row = found.rowOf(cluster.key);
                return Text::tr("%1: %2 %, %3", "output token, share of its cluster, vector")
                    .arg(outputName(column), share, found.rows[static_cast<std::size_t>(row)].longName);
            },
            [&](int column) -> std::function<bool(std::size_t)> {
                if (!best.contains(column))
                    return {};
                const FoundCluster& cluster = best.at(column);
                return [&labels = run.clusterings.at(cluster.key)->labels, id = cluster.cluster](
                           std::size_t token) { return labels[token] == id; };
            });
        const QString least = QLocale().toString(100 * request.threshold, 'f', 0);
        made.note = joined(Text::tr("clusters of at least %1 % %2, the best of each output token", "share, label").arg(least, label),
            options.note);
        if (best.empty())
            made.emptyReason = across == 0
                ? Text::tr("Nothing is clustered by these rules.")
                : Text::tr("No output token has a cluster of at least %1 % %2.", "share, label").arg(least, label);
        return made;
    };
    data.byLoss = clusters(Text::tr("Clusters by loss"), true, data.lossClusters);
    progress.report(0.7);
    data.byVectors = clusters(Text::tr("Clusters by %1", "decomposition").arg(decompositionName(request.found.decomposition)),
        false, data.vectorClusters);
    progress.report(0.85);
    data.truth = curves(
        Text::tr("All with the label"), outputName,
        [&](int column) -> std::function<bool(std::size_t)> {
            const std::int32_t output = found.outputs[static_cast<std::size_t>(column)];
            const auto holds = [&, output](std::size_t token) {
                return with[token] && (output < 0 || tokens.output[token] == output);
            };
            for (std::size_t token = 0; token < tokens.count(); ++token)
                if (holds(token))
                    return holds;
            return {};
        });
    data.truth.note = joined(anywhere.name(), options.note);
    progress.report(1);
    return data;
}

}
