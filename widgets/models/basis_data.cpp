#include "widgets/models/basis_data.h"

#include "core/analysis/clusterings.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace polcascope::models {

using Fill = VectorGridCell::Fill;
using State = FilterVerdict::State;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(polcascope::models::BasisModel)
};

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr int shareColour = 1; ///< for theme::groupStyle, as in other heat maps
constexpr int doubtColour = 1;
constexpr int grey = -1;

constexpr std::array allQuantities { BasisQuantity::step, BasisQuantity::eigenvalue, BasisQuantity::residual,
    BasisQuantity::movement, BasisQuantity::explained, BasisQuantity::projectedLoss, BasisQuantity::filter,
    BasisQuantity::causal };

QString percent(double share, int digits)
{
    return Text::tr("%1 %", "a share of 100").arg(QLocale().toString(100 * share, 'f', digits));
}

QString shortNumber(double value)
{
    return std::isfinite(value) ? QLocale().toString(value, 'g', 3) : QString();
}

QString bold(const QString& text)
{
    return QStringLiteral("<b>%1</b>").arg(text.toHtmlEscaped());
}

QString vectorName(const store::BasisVectorInfo& info)
{
    return Text::tr("Vector %1, step %2").arg(info.index).arg(QLocale().toString(qlonglong(info.step)));
}

/// Why a vector is kept or skipped.
QString filterReason(const BasisData& data, std::size_t vector)
{
    const FilterVerdict verdict = vector < data.filter.size() ? data.filter[vector] : FilterVerdict();
    const QString loss = basisText(data, vector, BasisQuantity::projectedLoss);
    switch (verdict.state) {
    case State::unknown:
        return Text::tr("Known once the trajectories are complete.");
    case State::none:
        return Text::tr("By %1, what is summed can only rise: the 2026 rules leave nothing out.").arg(data.decompositionName);
    case State::skipped:
        return loss.isEmpty()
            ? Text::tr("Left out: its mean projected loss does not fall (%1).").arg(data.decompositionName)
            : Text::tr("Left out: its mean projected loss does not fall, but ends at %1 nats (%2).")
                  .arg(loss, data.decompositionName);
    case State::kept:
        break;
    }
    QString words = loss.isEmpty() ? Text::tr("Kept: its mean projected loss falls (%1).").arg(data.decompositionName)
                                   : Text::tr("Kept: its mean projected loss falls, to %1 nats (%2).")
                                         .arg(loss, data.decompositionName);
    if (verdict.tokens >= 0)
        words += QLatin1Char(' ') +
            Text::tr("%Ln token(s) whose own projected loss rises are left out.", nullptr, static_cast<int>(verdict.tokens));
    return words;
}

/// What was found, or why there is nothing.
QString causalReason(const BasisData& data, std::size_t vector)
{
    if (!data.series)
        return Text::tr("Being read.");
    if (!data.series->causal)
        return data.command.isEmpty()
            ? Text::tr("A sample holds no causal check: open the run that it is a sample of.")
            : Text::tr("The run holds no causal check. This makes it: %1").arg(data.command);
    const CausalMeans& causal = *data.series->causal;
    if (vector >= causal.change.size())
        return Text::tr("The causal check is older than this vector. This makes it anew: %1").arg(data.command);
    const QLocale locale;
    const double change = causal.change[vector];
    return (change >= 0 ? Text::tr("Without the movement along it from step %1 to %2 (%3), the mean loss would end %4 nats higher.")
                        : Text::tr("Without the movement along it from step %1 to %2 (%3), the mean loss would end %4 nats lower."))
        .arg(locale.toString(qlonglong(causal.firstStep)), locale.toString(qlonglong(causal.lastStep)),
            shortNumber(causal.removed[vector]), shortNumber(std::abs(change)));
}

/// The layer of a tensor: -1 before the first, the number of layers behind the last.
int layerOf(const QString& tensor, int layers)
{
    if (tensor.startsWith(QLatin1String("blocks.")))
        return tensor.section(QLatin1Char('.'), 1, 1).toInt();
    return tensor.endsWith(QLatin1String("_embedding")) ? -1 : layers;
}

/// "blocks.0.attention.query.weight" where there is little room: "0.query".
QString shortTensor(QString tensor)
{
    constexpr std::array<std::pair<const char*, const char*>, 7> shorter { { { "blocks.", "" }, { "attention.", "" }, { "mlp.input", "mlp.in" },
        { "mlp.output", "mlp.out" }, { "embedding", "embed" }, { ".weight", "" }, { ".bias", " bias" } } };
    for (const auto& [whole, brief] : shorter)
        tensor.replace(QLatin1String(whole), QLatin1String(brief));
    return tensor;
}

/// One column of shares: a tensor, or all of a layer.
struct WeightGroup {
    QString label;
    QString name;
    QString key;
    int layer = 0;
    std::vector<std::size_t> tensors; ///< of the layout
};

std::vector<WeightGroup> weightGroups(const std::vector<ParameterTensor>& layout, WeightGroups groups)
{
    QStringList names;
    int layers = 0;
    for (const ParameterTensor& tensor : layout) {
        names.append(QString::fromStdString(tensor.name));
        if (names.last().startsWith(QLatin1String("blocks.")))
            layers = std::max(layers, names.last().section(QLatin1Char('.'), 1, 1).toInt() + 1);
    }
    std::vector<WeightGroup> found;
    for (std::size_t i = 0; i < layout.size(); ++i) {
        const QString& name = names[static_cast<qsizetype>(i)];
        const int layer = layerOf(name, layers);
        if (groups == WeightGroups::tensors) {
            found.push_back({ shortTensor(name), name, name, layer, { i } });
            continue;
        }
        if (found.empty() || found.back().layer != layer) {
            if (layer < 0)
                found.push_back({ Text::tr("embeddings"), Text::tr("embeddings"), QStringLiteral("embeddings"), layer, {} });
            else if (layer == layers)
                found.push_back({ Text::tr("output"), Text::tr("final norm and unembedding"), QStringLiteral("output"), layer, {} });
            else
                found.push_back({ Text::tr("layer %1").arg(layer), Text::tr("layer %1").arg(layer),
                    QStringLiteral("blocks.%1").arg(layer), layer, {} });
        }
        found.back().tensors.push_back(i);
    }
    return found;
}

/// In per cent of `whole`, each or added up so far; NaN where that is nothing, or beyond the limit.
QVector<double> sharesOf(
    const std::vector<double>& parts, const std::vector<double>& whole, Course course, double limit)
{
    QVector<double> shares;
    double part = 0;
    double all = 0;
    for (std::size_t t = 0; t < whole.size(); ++t) {
        part = parts[t] + (course == Course::soFar ? part : 0);
        all = whole[t] + (course == Course::soFar ? all : 0);
        const double share = all == 0 ? none : 100 * part / all;
        shares.append(std::abs(share) <= limit ? share : none);
    }
    return shares;
}

std::vector<double> summed(const std::vector<std::vector<double>>& parts, std::size_t count)
{
    std::vector<double> sums(count);
    for (const auto& each : parts)
        for (std::size_t t = 0; t < count; ++t)
            sums[t] += each[t];
    return sums;
}

CurveGroup curve(int id, const QString& name, QVector<double> values)
{
    CurveGroup group;
    group.id = group.colour = id;
    group.name = name;
    group.centre = std::move(values);
    return group;
}

CurvePlotData shareCurves(const BasisData& data, const std::vector<std::vector<double>>& parts,
    const std::vector<double>& whole, int vector, Course course, double limit)
{
    CurvePlotData curves;
    curves.valueLabel = Text::tr("share (%)");
    curves.steps = data.steps.mid(1);
    curves.groups.append(curve(0, Text::tr("all vectors"), sharesOf(summed(parts, whole.size()), whole, course, limit)));
    if (const auto k = static_cast<std::size_t>(vector); k < parts.size()) {
        curves.groups.append(curve(1, Text::tr("vector %1").arg(vector), sharesOf(parts[k], whole, course, limit)));
        curves.markedSteps.append(static_cast<double>(data.vectors[k].step));
    }
    return curves;
}

QString courseNote(Course course)
{
    return course == Course::soFar ? Text::tr("of all up to each step") : Text::tr("of each interval between two checkpoints");
}

bool hasCourse(const BasisData& data)
{
    return data.course && !data.course->trueChange.empty();
}

}

std::vector<FilterVerdict> filterVerdicts(std::size_t vectors, store::Decomposition decomposition,
    const analysis::Explained* explained,
    const std::map<store::ClusteringKey, std::shared_ptr<const store::Clustering>>& clusterings)
{
    std::vector<FilterVerdict> verdicts(vectors);
    for (std::size_t k = 0; k < vectors; ++k) {
        FilterVerdict& verdict = verdicts[k];
        if (!store::splitsLossChange(decomposition)) {
            verdict.state = State::none;
            continue;
        }
        const auto found = clusterings.find({ store::Rules::y2026, store::Quantity::projectedLoss, decomposition,
            static_cast<std::int32_t>(k), -1, {} });
        if (found != clusterings.end()) {
            verdict.state = found->second->skipped ? State::skipped : State::kept;
            if (!found->second->skipped)
                verdict.tokens = std::ranges::count(found->second->labels, store::filteredOut);
        } else if (explained && k < explained->perVector.size()) {
            verdict.state = analysis::isSkipped(explained->perVector[k]) ? State::skipped : State::kept;
        }
    }
    return verdicts;
}

double basisValue(const BasisData& data, std::size_t vector, BasisQuantity quantity)
{
    const auto& info = data.vectors[vector];
    const bool explained = data.explained && vector < data.explained->perVector.size();
    switch (quantity) {
    case BasisQuantity::step:
        return static_cast<double>(info.step);
    case BasisQuantity::eigenvalue:
        return info.isEigenvector() ? info.eigenvalue : std::isfinite(info.singularValue) ? info.singularValue : info.parameterSize;
    case BasisQuantity::residual:
        return info.isEigenvector() ? info.residual : none;
    case BasisQuantity::explained:
        // Of squares (Fisher) there is no share.
        return explained && data.explained->trueChange != 0 ? data.explained->perVector[vector] / data.explained->trueChange : none;
    case BasisQuantity::movement:
        return explained ? data.explained->spanShares[vector] : none;
    case BasisQuantity::projectedLoss:
        return explained ? data.explained->perVector[vector] : none;
    case BasisQuantity::filter:
        if (vector < data.filter.size() && data.filter[vector].state != State::unknown)
            return data.filter[vector].state == State::skipped ? 0 : 1;
        return none;
    case BasisQuantity::causal:
        return data.series && data.series->causal && vector < data.series->causal->change.size()
            ? data.series->causal->change[vector]
            : none;
    }
    return none;
}

QString basisText(const BasisData& data, std::size_t vector, BasisQuantity quantity)
{
    const auto& info = data.vectors[vector];
    const double value = basisValue(data, vector, quantity);
    if (!std::isfinite(value))
        return {};
    switch (quantity) {
    case BasisQuantity::step:
        return QLocale().toString(static_cast<qlonglong>(info.step));
    case BasisQuantity::residual:
        return (info.converged ? QString() : QStringLiteral("⚠ ")) + QString::number(value, 'e', 0);
    case BasisQuantity::explained:
    case BasisQuantity::movement:
        return percent(value, 2);
    case BasisQuantity::filter:
        return data.filter[vector].state == State::none ? Text::tr("no filter")
            : data.filter[vector].state == State::kept  ? Text::tr("kept", "by the filter")
                                                        : Text::tr("left out", "by the filter");
    case BasisQuantity::eigenvalue:
    case BasisQuantity::projectedLoss:
    case BasisQuantity::causal:
        return shortNumber(value);
    }
    return {};
}

QString basisQuantityName(const BasisData& data, BasisQuantity quantity)
{
    switch (quantity) {
    case BasisQuantity::step:
        return Text::tr("Step");
    case BasisQuantity::eigenvalue:
        if (!data.vectors.empty() && std::isfinite(data.vectors.front().singularValue))
            return Text::tr("Singular value");
        if (!data.vectors.empty() && data.vectors.front().parameter >= 0)
            return Text::tr("Size");
        return Text::tr("Eigenvalue");
    case BasisQuantity::residual:
        return Text::tr("Residual");
    case BasisQuantity::explained:
        return Text::tr("Share");
    case BasisQuantity::movement:
        return Text::tr("Movement");
    case BasisQuantity::projectedLoss:
        return Text::tr("Projected");
    case BasisQuantity::filter:
        return Text::tr("Filter");
    case BasisQuantity::causal:
        return Text::tr("Causal");
    }
    return {};
}

QString basisQuantityHelp(BasisQuantity quantity)
{
    switch (quantity) {
    case BasisQuantity::step:
        return Text::tr("The training step at which it was found");
    case BasisQuantity::eigenvalue:
        return Text::tr("Of Hessian eigenvectors the curvature of the loss along the vector at that step; of stacked "
                        "gradients the singular value; of a parameter its absolute value or movement");
    case BasisQuantity::residual:
        return Text::tr("How far the vector is from a true eigenvector, |PHPb − λb| / |λ|, checked by one explicit "
                        "product; ⚠ marks those above the recipe's tolerance");
    case BasisQuantity::explained:
        return Text::tr("The part of the loss change that lies along this vector; it can be negative");
    case BasisQuantity::movement:
        return Text::tr("The part of the squared movement of the weights, |δ|², that lies along this vector");
    case BasisQuantity::projectedLoss:
        return Text::tr("The mean projected loss of all tokens at the end of training, in nats: the part of their loss "
                        "change along this vector");
    case BasisQuantity::filter:
        return Text::tr("The 2026 rules cluster along a vector only if the mean projected loss falls along it");
    case BasisQuantity::causal:
        return Text::tr("By how much the mean loss at the end of training rises, in nats, when the movement along this "
                        "vector is taken out of the weights; negative: the movement had raised the loss");
    }
    return {};
}

QString basisVectorText(const store::BasisVectorInfo& info)
{
    const QLocale locale;
    const QString step = locale.toString(static_cast<qlonglong>(info.step));
    QString text;
    if (info.isEigenvector())
        text = Text::tr("Vector %1: the top direction of the Hessian at step %2, after those before it are taken out. "
                        "It took %Ln Hessian-vector product(s).",
            nullptr, static_cast<int>(info.products))
                   .arg(info.index)
                   .arg(step);
    else if (std::isfinite(info.singularValue))
        text = Text::tr("Vector %1: a singular vector of the gradients stacked up to step %2.").arg(info.index).arg(step);
    else if (info.parameter >= 0)
        text = Text::tr("Vector %1: parameter %2 alone.").arg(info.index).arg(info.parameter);
    else
        text = Text::tr("Vector %1: a random direction, orthogonal to those before it.").arg(info.index);
    if (!info.converged)
        text += QLatin1Char(' ') +
            Text::tr("It has not converged: its residual is above the recipe's tolerance, so part of it may be "
                     "noise.");
    return text;
}

namespace {

/// A bar from nothing to the value, on the scale of its column.
void setBar(VectorGridCell& cell, double low, double high)
{
    cell.fill = Fill::bar;
    const auto place = [&](double value) { return std::clamp((value - low) / (high - low), 0.0, 1.0); };
    cell.from = place(std::min(cell.value, 0.0));
    cell.to = place(std::max(cell.value, 0.0));
}

QString quantityKey(const BasisData& data, BasisQuantity quantity)
{
    switch (quantity) {
    case BasisQuantity::step:
        return QStringLiteral("step");
    case BasisQuantity::eigenvalue:
        return data.vectors.front().isEigenvector()             ? QStringLiteral("eigenvalue")
            : std::isfinite(data.vectors.front().singularValue) ? QStringLiteral("singular value")
                                                                : QStringLiteral("parameter size");
    case BasisQuantity::residual:
        return QStringLiteral("residual");
    case BasisQuantity::explained:
        return QStringLiteral("share of the loss change");
    case BasisQuantity::movement:
        return QStringLiteral("share of the squared movement");
    case BasisQuantity::projectedLoss:
        return QStringLiteral("mean projected loss");
    case BasisQuantity::filter:
        return QStringLiteral("kept by the 2026 rules");
    case BasisQuantity::causal:
        return QStringLiteral("mean loss change without its movement");
    }
    return {};
}

QString quantitySummary(const BasisData& data)
{
    const auto count = static_cast<int>(data.vectors.size());
    const auto failed = static_cast<int>(std::ranges::count(data.vectors, false, &store::BasisVectorInfo::converged));
    QString words = Text::tr("%Ln basis vector(s).", nullptr, count) + QLatin1Char(' ') +
        (failed == 0 ? Text::tr("All have converged.") : Text::tr("Not converged: %1.").arg(QLocale().toString(failed)));
    const auto most = [&](BasisQuantity quantity, double sign, const QString& sentence) {
        std::optional<std::size_t> best;
        for (std::size_t k = 0; k < data.vectors.size(); ++k) {
            const double value = sign * basisValue(data, k, quantity);
            if (std::isfinite(value) && (!best || value > sign * basisValue(data, *best, quantity)))
                best = k;
        }
        if (best)
            words += QLatin1Char(' ') + sentence.arg(basisText(data, *best, quantity)).arg(data.vectors[*best].index);
    };
    most(BasisQuantity::eigenvalue, 1,
        basisQuantityName(data, BasisQuantity::eigenvalue) + QLatin1String(": ") + Text::tr("at most %1, vector %2."));
    most(BasisQuantity::explained, 1, Text::tr("Largest share of the loss change: %1, vector %2."));
    most(BasisQuantity::projectedLoss, -1, Text::tr("The mean projected loss falls most to %1 nats, vector %2."));
    const auto skipped = static_cast<int>(std::ranges::count(data.filter, State::skipped, &FilterVerdict::state));
    if (std::ranges::any_of(data.filter, [](const FilterVerdict& each) { return each.state == State::kept; }) || skipped > 0)
        words += QLatin1Char(' ') + Text::tr("Left out by the 2026 rules: %1.").arg(QLocale().toString(skipped));
    most(BasisQuantity::causal, 1, Text::tr("Causal check: the loss rises most without vector %2, by %1 nats."));
    return words;
}

}

VectorGrid quantityGrid(const BasisData& data)
{
    VectorGrid grid;
    if (data.vectors.empty())
        return grid;
    grid.title = Text::tr("Basis vectors");
    grid.note = Text::tr("bars from 0 · ⚠: not converged · grey: doubtful, or left out · hatched: not known · frame: chosen");
    grid.columnTitle = Text::tr("what is known of each");
    grid.summary = quantitySummary(data);
    grid.vectors = static_cast<qsizetype>(data.vectors.size());
    for (const auto& info : data.vectors)
        grid.rows.append(QString::number(info.index));
    grid.cells.resize(data.vectors.size() * allQuantities.size());
    for (std::size_t column = 0; column < allQuantities.size(); ++column) {
        const BasisQuantity quantity = allQuantities[column];
        double low = 0;
        double high = 0;
        for (std::size_t k = 0; k < data.vectors.size(); ++k) {
            const double value = basisValue(data, k, quantity);
            low = std::isfinite(value) ? std::min(low, value) : low;
            high = std::isfinite(value) ? std::max(high, value) : high;
        }
        // Whatever is above the tolerance is too much, by however much.
        if (quantity == BasisQuantity::residual)
            high = data.tolerance;
        if (low == high)
            high = low + 1;
        const QString name = basisQuantityName(data, quantity);
        grid.columns.push_back({ name, name, quantityKey(data, quantity), basisQuantityHelp(quantity), false, -low / (high - low) });
        for (std::size_t k = 0; k < data.vectors.size(); ++k) {
            VectorGridCell& cell = grid.cells[k * allQuantities.size() + column];
            cell.value = basisValue(data, k, quantity);
            cell.text = basisText(data, k, quantity);
            const bool skipped = k < data.filter.size() && data.filter[k].state == State::skipped;
            if (quantity == BasisQuantity::filter && !cell.text.isEmpty()) {
                cell.colour = skipped ? grey : 0;
            } else if (!std::isfinite(cell.value)) {
                const bool unknown = quantity != BasisQuantity::eigenvalue && quantity != BasisQuantity::residual;
                cell.fill = unknown ? Fill::missing : Fill::none;
            } else {
                setBar(cell, low, high);
                if (!data.vectors[k].converged && quantity == BasisQuantity::eigenvalue)
                    cell.colour = grey;
                if (!data.vectors[k].converged && quantity == BasisQuantity::residual)
                    cell.colour = doubtColour;
                if (skipped && quantity == BasisQuantity::projectedLoss)
                    cell.colour = grey;
            }
        }
    }
    grid.describe = [data](int row, int column) {
        const auto k = static_cast<std::size_t>(row);
        const BasisQuantity quantity = allQuantities[static_cast<std::size_t>(column)];
        const QString text = basisText(data, k, quantity);
        QString words = bold(text.isEmpty()
                ? Text::tr("Vector %1 · %2").arg(QString::number(data.vectors[k].index), basisQuantityName(data, quantity))
                : Text::tr("Vector %1 · %2: %3")
                      .arg(QString::number(data.vectors[k].index), basisQuantityName(data, quantity), text));
        const auto line = [&](const QString& sentence) { words += QStringLiteral("<br>") + sentence.toHtmlEscaped(); };
        switch (quantity) {
        case BasisQuantity::filter:
            line(filterReason(data, k));
            break;
        case BasisQuantity::causal:
            line(causalReason(data, k));
            break;
        case BasisQuantity::residual:
            line(Text::tr("The recipe's tolerance is %1.").arg(shortNumber(data.tolerance)));
            [[fallthrough]];
        case BasisQuantity::step:
        case BasisQuantity::eigenvalue:
            line(basisVectorText(data.vectors[k]));
            break;
        case BasisQuantity::explained:
        case BasisQuantity::movement:
        case BasisQuantity::projectedLoss:
            if (text.isEmpty())
                line(store::splitsLossChange(data.decomposition) || quantity == BasisQuantity::movement
                        ? Text::tr("Known once the trajectories are complete.")
                        : Text::tr("Squared projections (Fisher) are no parts of the loss change."));
            else if (quantity == BasisQuantity::projectedLoss)
                line(filterReason(data, k));
            break;
        }
        line(basisQuantityHelp(quantity));
        return words;
    };
    return grid;
}

VectorGrid weightGrid(const BasisData& data, WeightGroups groups)
{
    VectorGrid grid;
    if (std::ranges::all_of(data.vectors, [](const auto& info) { return info.shares.empty(); }))
        return grid;
    const auto columns = weightGroups(data.layout, groups);
    const auto parameters = std::accumulate(data.layout.begin(), data.layout.end(), 0.0,
        [](double sum, const ParameterTensor& tensor) { return sum + static_cast<double>(tensor.size); });
    std::vector<double> sizes; // of all parameters
    for (const WeightGroup& group : columns) {
        double size = 0;
        for (const std::size_t tensor : group.tensors)
            size += static_cast<double>(data.layout[tensor].size);
        sizes.push_back(size / parameters);
        grid.columns.push_back({ group.label, group.name, group.key, Text::tr("Share of a vector's squared length, in %"),
            !grid.columns.empty() && group.layer != columns[grid.columns.size() - 1].layer, 0 });
    }
    double most = 0;
    std::pair<std::size_t, std::size_t> largest;
    for (std::size_t k = 0; k < data.vectors.size(); ++k) {
        const auto& info = data.vectors[k];
        grid.rows.append(QString::number(info.index));
        std::map<std::string_view, double> shares;
        for (const store::TensorShare& each : info.shares)
            shares[each.tensor] = each.share;
        for (std::size_t column = 0; column < columns.size(); ++column) {
            VectorGridCell cell;
            cell.fill = shares.empty() ? Fill::missing : Fill::tint;
            cell.colour = shareColour;
            if (!shares.empty()) {
                cell.value = 0;
                for (const std::size_t tensor : columns[column].tensors)
                    cell.value += shares[data.layout[tensor].name];
                if (cell.value > most) {
                    most = cell.value;
                    largest = { k, column };
                }
            }
            grid.cells.push_back(std::move(cell));
        }
    }
    const QLocale locale;
    for (VectorGridCell& cell : grid.cells) {
        cell.to = most > 0 && std::isfinite(cell.value) ? cell.value / most : 0;
        cell.text = std::isfinite(cell.value) ? locale.toString(100 * cell.value, 'f', cell.value < 0.0095 ? 1 : 0) : QString();
    }
    grid.vectors = grid.rows.size();
    grid.title = groups == WeightGroups::layers ? Text::tr("Where in the weights: layers") : Text::tr("Where in the weights: tensors");
    grid.note = Text::tr("share of a vector's squared length, in % · full colour: %1").arg(percent(most, 0));
    grid.columnTitle = groups == WeightGroups::layers ? Text::tr("layer") : Text::tr("tensor, by layer");
    grid.summary = Text::tr("%Ln basis vector(s).", nullptr, static_cast<int>(grid.rows.size())) + QLatin1Char(' ') +
        Text::tr("The largest share of a squared length: %1 of vector %2 in %3.")
            .arg(percent(most, 0), grid.rows[static_cast<qsizetype>(largest.first)], columns[largest.second].name);
    QStringList names;
    for (const WeightGroup& group : columns)
        names.append(group.name);
    grid.describe = [vectors = data.vectors, names, sizes, cells = grid.cells](int row, int column) {
        const double value = cells[static_cast<std::size_t>(row) * sizes.size() + static_cast<std::size_t>(column)].value;
        const QString words = bold(vectorName(vectors[static_cast<std::size_t>(row)])) + QStringLiteral("<br>");
        if (!std::isfinite(value))
            return words + Text::tr("The run does not say where in the weights it lies.");
        return words +
            Text::tr("%1 of its squared length lies in %2,").arg(percent(value, 1), names[column]).toHtmlEscaped() +
            QLatin1Char(' ') +
            Text::tr("which holds %1 of the parameters.").arg(percent(sizes[static_cast<std::size_t>(column)], 1));
    };
    return grid;
}

VectorGrid cosineGrid(const analysis::BasisCosines& cosines, const QString& other)
{
    VectorGrid grid;
    const auto across = cosines.columns.size();
    const QLocale locale;
    const auto tinted = [&](double value, int colour) {
        VectorGridCell cell { Fill::tint, value, locale.toString(std::abs(value), 'f', 2), 0, std::min(std::abs(value), 1.0), colour };
        return cell;
    };
    constexpr int spanColour = 0;
    double most = 0;
    std::pair<std::size_t, std::size_t> nearest;
    for (std::size_t i = 0; i < cosines.rows.size(); ++i) {
        grid.rows.append(QString::number(cosines.rows[i].index));
        for (std::size_t j = 0; j < across; ++j) {
            const double cosine = cosines.cosine(i, j);
            if (std::abs(cosine) > most) {
                most = std::abs(cosine);
                nearest = { i, j };
            }
            grid.cells.push_back(tinted(cosine, shareColour));
        }
        grid.cells.push_back(tinted(cosines.rowInSpan[i], spanColour));
    }
    grid.vectors = grid.rows.size();
    grid.rows.append(Text::tr("in span"));
    for (const double share : cosines.columnInSpan)
        grid.cells.push_back(tinted(share, spanColour));
    grid.cells.push_back({});
    for (const auto& info : cosines.columns)
        grid.columns.push_back({ QString::number(info.index), QString::number(info.index),
            QStringLiteral("cosine with %1").arg(info.index), vectorName(info), false, 0 });
    grid.columns.push_back({ Text::tr("in span"), Text::tr("In span"), QStringLiteral("in span"),
        Text::tr("The share of the vector's squared length that lies in the span of the other run's vectors"), true, 0 });

    grid.title = Text::tr("Cosines with %1").arg(other);
    grid.note = Text::tr("|cosine|: a vector's sign means nothing · in span: share of its squared length in the span of the others");
    grid.columnTitle = Text::tr("vector of %1").arg(other);
    const auto mean = [](const std::vector<double>& values) {
        return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
    };
    grid.summary = Text::tr("%Ln vector(s) of this run", nullptr, static_cast<int>(cosines.rows.size())) + QLatin1Char(' ') +
        Text::tr("and %Ln of %1.", nullptr, static_cast<int>(across)).arg(other) + QLatin1Char(' ') +
        Text::tr("The most alike are vector %1 here and %2 there: cosine %3.")
            .arg(QString::number(cosines.rows[nearest.first].index), QString::number(cosines.columns[nearest.second].index),
                locale.toString(cosines.cosine(nearest.first, nearest.second), 'f', 2)) +
        QLatin1Char(' ') +
        Text::tr("On average %1 of a vector here lies in the span of those there.").arg(percent(mean(cosines.rowInSpan), 0));
    grid.describe = [cosines, other, across](int row, int column) {
        const bool ofRow = static_cast<std::size_t>(row) < cosines.rows.size();
        const bool ofColumn = static_cast<std::size_t>(column) < across;
        const auto i = static_cast<std::size_t>(row), j = static_cast<std::size_t>(column);
        if (ofRow && ofColumn)
            return bold(Text::tr("Here: %1 · There: %2").arg(vectorName(cosines.rows[i]), vectorName(cosines.columns[j]))) +
                QStringLiteral("<br>") + Text::tr("cosine %1").arg(QLocale().toString(cosines.cosine(i, j), 'f', 3));
        if (ofRow)
            return bold(vectorName(cosines.rows[i])) + QStringLiteral("<br>") +
                Text::tr("%1 of its squared length lies in the span of the vectors of %2.")
                    .arg(percent(cosines.rowInSpan[i], 1), other).toHtmlEscaped();
        if (ofColumn)
            return bold(Text::tr("%1 of %2").arg(vectorName(cosines.columns[j]), other)) + QStringLiteral("<br>") +
                Text::tr("%1 of its squared length lies in the span of this run's vectors.").arg(percent(cosines.columnInSpan[j], 1));
        return QString();
    };
    return grid;
}

CurvePlotData curvatureCurves(const BasisData& data, int vector)
{
    CurvePlotData curves;
    curves.title = Text::tr("Curvature along each vector, λ(t)");
    curves.valueLabel = Text::tr("curvature (nats)");
    if (!data.series)
        return curves;
    bool measured = false;
    for (std::size_t k = 0; k < data.series->curvature.size() && k < data.vectors.size(); ++k) {
        const auto& lambda = data.series->curvature[k];
        const auto& error = data.series->curvatureError[k];
        CurveGroup group = curve(static_cast<int>(k), Text::tr("vector %1").arg(data.vectors[k].index), { lambda.begin(), lambda.end() });
        for (std::size_t t = 0; t < lambda.size(); ++t) {
            group.low.append(lambda[t] - error[t]);
            group.high.append(lambda[t] + error[t]);
        }
        measured = measured || std::ranges::any_of(lambda, [](double value) { return std::isfinite(value); });
        curves.groups.append(std::move(group));
    }
    if (!measured) {
        curves.groups.clear();
        return curves;
    }
    curves.steps = data.steps;
    curves.bandName = Text::tr("± standard error");
    curves.note = Text::tr("estimated on %Ln validation example(s)", nullptr, static_cast<int>(data.curvatureExamples));
    if (const auto k = static_cast<std::size_t>(vector); k < data.vectors.size())
        curves.markedSteps.append(static_cast<double>(data.vectors[k].step));
    return curves;
}

CurvePlotData movementCurves(const BasisData& data, int vector, Course course)
{
    CurvePlotData curves;
    if (hasCourse(data)) {
        curves = shareCurves(data, data.course->alongSquared, data.course->movementSquared, vector, course,
            std::numeric_limits<double>::infinity());
        curves.note = courseNote(course);
    }
    curves.title = Text::tr("Share of the squared movement |δ|² along the basis");
    return curves;
}

CurvePlotData explainedCurves(const BasisData& data, int vector, Course course)
{
    CurvePlotData curves;
    if (!store::splitsLossChange(data.decomposition)) {
        curves.emptyReason =
            Text::tr("Squared projections (Fisher) are no parts of the loss change: choose another decomposition above.");
    } else if (hasCourse(data)) {
        curves = shareCurves(data, data.course->perVector, data.course->trueChange, vector, course, largestShare);
        curves.note = courseNote(course);
        if (const auto gaps = std::ranges::count_if(curves.groups.first().centre, [](double share) { return std::isnan(share); }))
            curves.note += QStringLiteral(" · ") +
                Text::tr("%Ln interval(s) beyond ±%1 %, where the loss hardly changed: not drawn", nullptr, static_cast<int>(gaps))
                    .arg(QLocale().toString(largestShare, 'f', 0));
    }
    curves.title = data.decompositionName.isEmpty() ? Text::tr("Share of the loss change explained")
                                                    : Text::tr("Share of the loss change explained, %1").arg(data.decompositionName);
    return curves;
}

CurvePlotData explainedNumbers(const BasisData& data, int vector, Course course)
{
    CurvePlotData numbers;
    if (!hasCourse(data))
        return numbers;
    numbers.steps = data.steps.mid(1);
    const analysis::ExplainedCourse& found = *data.course;
    const auto add = [&](const QString& name, QVector<double> values) {
        numbers.groups.append(curve(static_cast<int>(numbers.groups.size()), name, std::move(values)));
    };
    const auto nats = [&](const std::vector<double>& values) {
        QVector<double> result(values.begin(), values.end());
        if (course == Course::soFar)
            std::partial_sum(result.begin(), result.end(), result.begin());
        return result;
    };
    const auto k = static_cast<std::size_t>(vector);
    const bool one = k < found.perVector.size();
    constexpr double unlimited = std::numeric_limits<double>::infinity();
    add(Text::tr("Loss change (nats)"), nats(found.trueChange));
    if (store::splitsLossChange(data.decomposition)) {
        const auto parts = summed(found.perVector, found.trueChange.size());
        add(Text::tr("along all vectors"), nats(parts));
        add(Text::tr("share (%)"), sharesOf(parts, found.trueChange, course, unlimited));
        if (one) {
            add(Text::tr("along vector %1").arg(vector), nats(found.perVector[k]));
            add(Text::tr("share (%)"), sharesOf(found.perVector[k], found.trueChange, course, unlimited));
        }
    }
    add(Text::tr("|δ|² along all (%)"),
        sharesOf(summed(found.alongSquared, found.movementSquared.size()), found.movementSquared, course, unlimited));
    if (one)
        add(Text::tr("along vector %1 (%)").arg(vector), sharesOf(found.alongSquared[k], found.movementSquared, course, unlimited));
    return numbers;
}

}
