#include "widgets/models/contexts.h"

#include "core/base/progress.h"

#include <QCoreApplication>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace polcascope::models {

using analysis::ContextOrder;

namespace {

constexpr qint64 patience = 300; // milliseconds before progress is shown
constexpr double none = std::numeric_limits<double>::quiet_NaN();

// As in files, in the order of the enums.
constexpr std::array orderNames { "medoid", "centroid", "quantiles", "boundary", "random", "outliers", "polca", "selection" };
constexpr std::array tintNames { "none", "loss", "polca", "projected_loss" };
constexpr std::array scopeNames { "mark", "cluster", "run" };

template <typename Enum, std::size_t count>
QLatin1String nameOf(Enum value, const std::array<const char*, count>& names)
{
    return QLatin1String(names.at(static_cast<std::size_t>(value)));
}

template <typename Enum, std::size_t count>
void read(Enum& value, const QJsonValue& name, const std::array<const char*, count>& names)
{
    for (std::size_t i = 0; i < count; ++i)
        if (name.toString() == QLatin1String(names[i]))
            value = static_cast<Enum>(i);
}

}

QJsonObject toJson(const ContextChoice& choice)
{
    return {
        { "order", nameOf(choice.order, orderNames) },
        { "seed", choice.seed },
        { "tint", nameOf(choice.tint, tintNames) },
        { "search", nameOf(choice.scope, scopeNames) },
    };
}

ContextChoice contextChoice(const QJsonObject& json)
{
    ContextChoice choice;
    read(choice.order, json["order"], orderNames);
    read(choice.tint, json["tint"], tintNames);
    read(choice.scope, json["search"], scopeNames);
    choice.seed = std::max(json["seed"].toInt(choice.seed), 0);
    return choice;
}

QString patternProblem(const QRegularExpression& pattern)
{
    return Contexts::tr("No regular expression: %1, at character %2.")
        .arg(pattern.errorString())
        .arg(pattern.patternErrorOffset());
}

std::vector<bool> matchingOutputs(
    const TokenTable& tokens, const QRegularExpression& pattern, const Progress& progress)
{
    const auto& vocabulary = tokens.outputVocabulary;
    std::vector<bool> matches(vocabulary.size());
    for (std::size_t output = 0; output < vocabulary.size(); ++output) {
        progress.report(static_cast<double>(output) / static_cast<double>(vocabulary.size()));
        matches[output] = pattern.match(QString::fromStdString(vocabulary[output])).hasMatch();
    }
    return matches;
}

double TokenTint::value(std::int32_t token) const
{
    const auto column = static_cast<std::size_t>(token);
    const bool known = rows && row >= 0 && token >= 0 && column < rows->columns();
    return known ? static_cast<double>((*rows)(static_cast<std::size_t>(row), column)) : none;
}

double TokenTint::share(double value) const
{
    return end > 0 ? std::clamp(value / end, -1.0, 1.0) : none;
}

struct Contexts::Request {
    ViewDataPointer data;
    int cluster = noGroup;
    ContextChoice choice;
    QRegularExpression pattern; ///< empty: none
    qsizetype checkpoint = -1; ///< of the order by POLCA; -1: over training
    TokenSet selected;
};

/// What is expensive of a cluster.
struct Contexts::Distances {
    std::shared_ptr<const TokenTable> tokens;
    std::shared_ptr<const Matrix<std::int32_t>> scored; ///< of these
    std::shared_ptr<const Matrix<float>> rows; ///< as clustered
    cluster::Metric metric = cluster::Metric::euclidean;
    std::shared_ptr<const Matrix<float>> columns; ///< as the metric takes them
    std::shared_ptr<const store::Clustering> clustering;
    int cluster = noGroup;
    std::vector<std::int32_t> members;
    std::vector<double> toCentroid;
    std::vector<double> toMedoid; ///< empty: nobody asked for it yet
};

Contexts::Contexts(RunView* view, ClusterSelection* selection, QObject* parent)
    : QObject(parent)
    , m_view(view)
    , m_selection(selection)
{
    connect(selection, &ClusterSelection::selectedChanged, this, &Contexts::ask);
    connect(selection, &ClusterSelection::cursorStepChanged, this, &Contexts::followCursor);
    connect(selection, &ClusterSelection::tokensChanged, this, [this] {
        if (m_choice.order == ContextOrder::selection)
            ask();
    });
    connect(view, &RunView::dataChanged, this, [this] {
        showTint();
        ask();
    });
    connect(&m_work, &Background::progressed, this, [this](double fraction) {
        if (fraction < 1 && m_asked.elapsed() > patience)
            Q_EMIT progressed(fraction);
    });
    connect(&m_work, &Background::failed, this, &Contexts::failed);
    connect(&m_scaleWork, &Background::failed, this, &Contexts::failed);
    ask();
    showTint();
}

void Contexts::setChoice(const ContextChoice& choice)
{
    if (choice == m_choice)
        return;
    const bool tinted = choice.tint != m_choice.tint;
    ContextChoice otherwise = choice;
    otherwise.tint = m_choice.tint;
    const bool listed = otherwise != m_choice;
    m_choice = choice;
    Q_EMIT choiceChanged();
    if (listed)
        ask();
    if (tinted)
        showTint();
}

void Contexts::setPattern(const QString& pattern)
{
    if (pattern == m_pattern.pattern())
        return;
    m_pattern.setPattern(pattern);
    Q_EMIT patternChanged();
    if (m_pattern.isValid()) {
        m_searched = m_pattern;
        ask();
    }
}

void Contexts::selectMatches(Qt::KeyboardModifiers modifiers)
{
    if (m_list.matches.empty())
        return;
    TokenSet found { {}, matchInWords(m_list.pattern) };
    const auto count = static_cast<std::int32_t>(m_list.data->run->tokens->count());
    for (std::int32_t token = 0; token < count; ++token)
        if (m_list.isMatch(token))
            found.tokens.append(token);
    m_selection->chooseTokens(combined(m_selection->tokens(), found, modifiers));
}

QString Contexts::patternError() const
{
    return m_pattern.isValid() ? QString() : patternProblem(m_pattern);
}

qsizetype Contexts::cursorCheckpoint() const
{
    const auto& data = m_view->data();
    const double step = m_selection->cursorStep();
    if (!data || std::isnan(step) || data->lossRows->rows() == 0)
        return -1;
    const auto& steps = data->run->trajectories->steps();
    const auto nearest = std::min_element(steps.begin(), steps.end(),
        [step](std::int32_t a, std::int32_t b) { return std::abs(a - step) < std::abs(b - step); });
    return nearest - steps.begin();
}

void Contexts::ask()
{
    Request request { m_view->data(), m_selection->current(), m_choice, m_searched, -1, m_selection->tokens() };
    const auto& data = request.data;
    if (data && !data->cluster(request.cluster) && !data->clusters.empty())
        request.cluster = data->clusters.front().id;
    if (!data || !data->cluster(request.cluster)) {
        m_work.cancel();
        m_list = {};
        m_distances.reset();
        Q_EMIT listChanged();
        return;
    }
    if (m_list.data && m_list.data->run->tokens != data->run->tokens) { // their numbers mean others now
        m_list = {};
        Q_EMIT listChanged();
    }
    if (m_choice.order == ContextOrder::polca)
        request.checkpoint = cursorCheckpoint();
    m_asked.start();
    m_work.start([this, request, known = m_distances](const Background::Context& context) {
        auto [list, distances] = makeList(request, known, context.progress);
        context.deliver([this, list = std::move(list), distances = std::move(distances)] {
            m_list = list;
            m_distances = distances;
            Q_EMIT listChanged();
        });
    });
}

void Contexts::followCursor()
{
    if (m_choice.order == ContextOrder::polca)
        ask();
    showTint();
}

std::pair<ContextList, Contexts::DistancesPointer> Contexts::makeList(
    const Request& request, const DistancesPointer& known, const Progress& progress)
{
    const ViewData& data = *request.data;
    const auto& tokens = data.run->tokens;
    const store::Clustering& clustering = *data.clustering;
    const ContextOrder order = request.choice.order;

    // Only what the cluster's views before have not computed already.
    const auto metric = data.origin == ClusterOrigin::provisional ? cluster::Metric::euclidean : data.parameters.metric;
    auto distances = std::make_shared<Distances>();
    if (known && known->tokens == tokens)
        distances->scored = known->scored;
    else
        distances->scored = std::make_shared<const Matrix<std::int32_t>>(tokens->scoredTokens());
    const bool sameRows = known && known->rows == data.rows && known->metric == metric;
    if (sameRows && known->clustering == data.clustering && known->cluster == request.cluster) {
        *distances = *known;
    } else {
        distances->tokens = tokens;
        distances->rows = data.rows;
        distances->metric = metric;
        distances->columns = sameRows ? known->columns
            : metric == cluster::Metric::euclidean
            ? data.rows
            : std::make_shared<const Matrix<float>>(analysis::normalisedColumns(*data.rows, metric));
        distances->clustering = data.clustering;
        distances->cluster = request.cluster;
        distances->members = analysis::tokensOf(clustering, request.cluster);
        distances->toCentroid =
            analysis::distancesToCentroid(*distances->columns, distances->members, {}, progress.part(0, 0));
    }
    if (order == ContextOrder::medoid && distances->toMedoid.empty()) {
        const std::int32_t medoid = analysis::medoidOf(*distances->columns, distances->members, progress);
        distances->toMedoid = medoid < 0
            ? std::vector<double>(tokens->count(), none)
            : analysis::distancesToToken(*distances->columns, medoid, {}, progress.part(1, 1));
    }

    ContextList list;
    list.data = request.data;
    list.cluster = request.cluster;
    list.choice = request.choice;
    list.scored = distances->scored;
    if (!request.pattern.pattern().isEmpty())
        list.matches = matchingOutputs(*tokens, request.pattern, progress.part(0, 0));
    if (!list.matches.empty()) {
        list.pattern = request.pattern.pattern();
        for (std::size_t token = 0; token < tokens->count(); ++token) {
            const bool match = list.matches[static_cast<std::size_t>(tokens->output[token])];
            list.matchingInRun += match;
            list.matchingInCluster += match && clustering.labels[token] == request.cluster;
        }
    }

    std::vector<std::int32_t> candidates = distances->members;
    if (order == ContextOrder::outliers) {
        candidates = request.cluster == store::noise ? std::vector<std::int32_t>()
                                                     : analysis::tokensOf(clustering, store::noise);
    } else if (order == ContextOrder::selection) {
        candidates.assign(request.selected.tokens.begin(), request.selected.tokens.end());
        std::erase_if(candidates, [&](std::int32_t token) { return static_cast<std::size_t>(token) >= tokens->count(); });
    } else if (list.isOfRun()) {
        candidates.resize(tokens->count());
        for (std::size_t token = 0; token < candidates.size(); ++token)
            candidates[token] = static_cast<std::int32_t>(token);
    }
    if (data.shown)
        std::erase_if(candidates, [&](std::int32_t token) { return !data.shown->holds(token); });
    if (list.isFiltered())
        std::erase_if(candidates, [&](std::int32_t token) { return !list.isMatch(token); });

    std::vector<double> polca;
    if (order == ContextOrder::polca && data.polcaRows) {
        // A row of a segment stands where the segment ends, so there is none at the first checkpoint.
        const auto row = static_cast<std::size_t>(std::max<qsizetype>(request.checkpoint - 1, 0));
        const bool atStep = request.checkpoint > 0 && row < data.polcaRows->rows();
        polca = atStep ? analysis::largestSizes(*data.polcaRows, row, row + 1)
                       : analysis::largestSizes(*data.polcaRows, 0, data.polcaRows->rows());
        if (atStep)
            list.step = data.run->trajectories->steps()[row + 1];
    } else if (order == ContextOrder::polca) {
        candidates.clear();
    }
    progress.report(1);
    list.total = static_cast<qint64>(candidates.size());
    list.tokens = analysis::inOrder(order, std::move(candidates),
        { distances->toMedoid, distances->toCentroid, clustering.probabilities, polca },
        list.isFiltered() ? mostFound : mostListed, static_cast<std::uint64_t>(request.choice.seed));
    for (const std::int32_t token : list.tokens) {
        const auto x = static_cast<std::size_t>(token);
        list.matchingListed += list.isMatch(token);
        switch (order) {
        case ContextOrder::medoid:
            list.keys.push_back(distances->toMedoid[x]);
            break;
        case ContextOrder::centroid:
        case ContextOrder::quantiles:
        case ContextOrder::outliers:
            list.keys.push_back(distances->toCentroid[x]);
            break;
        case ContextOrder::boundary:
            list.keys.push_back(static_cast<double>(clustering.probabilities[x]));
            break;
        case ContextOrder::polca:
            list.keys.push_back(polca[x]);
            break;
        case ContextOrder::random:
        case ContextOrder::selection:
            break;
        }
    }
    return { std::move(list), std::move(distances) };
}

void Contexts::showTint()
{
    const auto& data = m_view->data();
    TokenTint tint;
    tint.kind = m_choice.tint;
    if (data && tint.kind == Tint::loss)
        tint.rows = data->lossRows;
    else if (data && tint.kind == Tint::polca)
        tint.rows = data->polcaRows;
    else if (data && tint.kind == Tint::projectedLoss)
        tint.rows = data->projectedRows;
    if (tint.rows && tint.rows->rows() > 0) {
        const auto& steps = data->run->trajectories->steps();
        const qsizetype cursor = cursorCheckpoint();
        const qsizetype checkpoint = cursor < 0 ? static_cast<qsizetype>(steps.size()) - 1 : cursor;
        tint.step = steps[static_cast<std::size_t>(checkpoint)];
        tint.lastStep = steps.back();
        // Rows of segments stand at their ends.
        tint.row = checkpoint - (tint.kind == Tint::polca ? 1 : 0);
        if (tint.row >= static_cast<qsizetype>(tint.rows->rows()))
            tint.row = -1;
    }
    const bool sameRows = tint.rows == m_tint.rows;
    tint.end = sameRows ? m_tint.end : 0;
    if (tint == m_tint)
        return;
    m_tint = tint;
    Q_EMIT tintChanged();
    if (sameRows)
        return;
    m_scaleWork.cancel();
    if (tint.rows)
        m_scaleWork.start([this, rows = tint.rows](const Background::Context& context) {
            const double end = analysis::sizeOfMost(*rows, shareInScale, context.progress);
            context.deliver([this, end] {
                m_tint.end = end;
                Q_EMIT tintChanged();
            });
        });
}

}
