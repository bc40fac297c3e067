#include "widgets/models/run_view.h"

#include "core/analysis/contexts.h"
#include "widgets/jobs/messages.h"
#include "widgets/models/breakthroughs_data.h"

#include <QCoreApplication>
#include <QLocale>
#include <QThread>

#include <algorithm>
#include <cmath>
#include <future>
#include <utility>

namespace polcascope::models {

namespace {

using store::ClusteringKey;
using store::Quantity;
using store::Rules;
/// Trees kept: about a hundred of 5,000 tokens.
constexpr std::size_t mostTreeBytes = std::size_t { 32 } << 20;
/// Squared tokens times checkpoints of a tree made before anyone asks for it: some seconds of one thread.
constexpr double mostInAdvance = 5e10;
/// Until what has just been shown is painted, densities and all.
constexpr int bandsDelay = 200; // milliseconds
using ClusteringMap = std::map<ClusteringKey, std::shared_ptr<const store::Clustering>>;

Progress cancellable(const std::shared_ptr<std::atomic_bool>& cancel)
{
    return Progress([cancel](double, std::string_view) { return !*cancel; });
}

/// Before there are clusters: the tokens by their place (or whatever their first label is).
std::shared_ptr<const store::Clustering> groupedByLabel(const TokenTable& tokens, const ClusteringKey& key)
{
    auto grouped = std::make_shared<store::Clustering>();
    grouped->key = key;
    const LabelColumn* column = tokens.label("place");
    if (!column && !tokens.labels.empty())
        column = &tokens.labels.front();
    grouped->labels.assign(tokens.count(), 0);
    if (column)
        grouped->labels = column->values;
    for (std::size_t token = 0; token < tokens.count(); ++token)
        if (key.output >= 0 && tokens.output[token] != key.output)
            grouped->labels[token] = store::notClustered;
    grouped->probabilities.assign(tokens.count(), 1);
    grouped->persistence.assign(column ? column->categories.size() : 1, 0);
    return grouped;
}

/// What the papers' rule calls a cluster.
QString ruleLabel(const store::Clustering& clustering, int cluster, const TokenTable& tokens,
    const Matrix<float>& rows, const LabelRule& rule)
{
    std::vector<std::int32_t> counted;
    if (rule.nearest) {
        const auto members = analysis::tokensOf(clustering, cluster);
        counted = analysis::inOrder(analysis::ContextOrder::centroid, members,
            { .toCentroid = analysis::distancesToCentroid(rows, members, members) }, (members.size() + 9) / 10);
    }
    return labelName(analysis::ruleLabel(clustering, cluster, tokens, rule.threshold, counted));
}

std::vector<ClusterInfo> describe(const ClusterLooks& looks, std::vector<analysis::ClusterStatistics> all, const TokenTable& tokens,
    const Matrix<float>& rows, const LabelRule& rule, const std::vector<Annotation>& annotations)
{
    const store::Clustering& clustering = *looks.clustering;
    const auto annotationOf = annotationsOf(clustering, annotations);
    std::vector<ClusterInfo> clusters;
    for (auto& statistics : all) {
        ClusterInfo info;
        info.id = statistics.cluster;
        const auto index = static_cast<std::size_t>(info.id);
        info.number = looks.numbers[index];
        if (const int found = annotationOf[index]; found >= 0) {
            const auto& annotation = annotations[static_cast<std::size_t>(found)];
            info.ownName = annotation.name;
            info.note = annotation.note;
        }
        info.name = info.ownName.isEmpty() ? clusterName(info.number) : info.ownName;
        info.label = ruleLabel(clustering, info.id, tokens, rows, rule);
        info.colour = looks.colours[index];
        info.persistence = clustering.persistence[index];
        info.size = statistics.size;
        info.statistics = std::move(statistics);
        if (info.size > 0)
            clusters.push_back(std::move(info));
    }
    const auto outliers = std::count(clustering.labels.begin(), clustering.labels.end(), store::noise);
    if (outliers > 0) {
        ClusterInfo info;
        info.id = info.number = store::noise;
        info.name = clusterName(store::noise);
        info.colour = store::noise;
        info.size = outliers;
        clusters.push_back(std::move(info));
    }
    return clusters;
}

/// When the loss curves break, and how far they fall.
void tellFalls(std::vector<ClusterInfo>& clusters, const CurvePlotData& loss, const std::vector<std::int32_t>& steps)
{
    if (steps.size() < 3)
        return;
    const int distance = defaultDistance(steps);
    Matrix<float> curve(steps.size(), 1);
    for (auto& cluster : clusters) {
        const CurveGroup* group = loss.group(cluster.id);
        if (!group || static_cast<std::size_t>(group->centre.size()) != steps.size())
            continue;
        for (std::size_t t = 0; t < steps.size(); ++t)
            curve(t, 0) = static_cast<float>(group->centre[static_cast<qsizetype>(t)]);
        cluster.breakStep = analysis::breakSteps(curve, steps, distance, analysis::Learning::falls).front();
        cluster.fall = group->centre.first() - group->centre.last();
    }
}

/// Everything that can be kept from the view before is: reading a matrix costs more than drawing it.
struct ViewRequest {
    RunSnapshotPointer run;
    std::shared_ptr<VectorCache> vectors;
    ViewChoice choice;
    Band band;
    ClusteringMap computed;
    ViewDataPointer previous;
    ClusteringParameters rules; ///< those of the run's rules
    ClusteringParameters parameters;
    TokenTreePointer tree; ///< may be null where the clustering is known
    std::vector<Annotation> annotations; ///< of the clustering chosen
    LabelRule rule;
    TokenFilters filters;
};

/// What was shown before, where it is of the same trajectories; or null.
ViewDataPointer sameTrajectories(const ViewRequest& request)
{
    const auto& previous = request.previous;
    return previous && previous->run->trajectories == request.run->trajectories ? previous : nullptr;
}

std::shared_ptr<const Matrix<float>> lossMatrix(const ViewRequest& request)
{
    if (const auto previous = sameTrajectories(request))
        return previous->lossRows;
    return std::make_shared<Matrix<float>>(request.run->trajectories->loss());
}

std::shared_ptr<const Matrix<float>> polcaMatrix(const ViewRequest& request, int threads)
{
    const auto previous = sameTrajectories(request);
    if (previous && previous->choice.vector == request.choice.vector &&
        previous->choice.decomposition == request.choice.decomposition)
        return previous->polcaRows;
    const auto vector = request.vectors->get(request.run->trajectories, static_cast<std::size_t>(request.choice.vector));
    return std::make_shared<Matrix<float>>(analysis::polca(*vector, request.choice.decomposition, threads));
}

std::shared_ptr<const Matrix<float>> projectedMatrix(
    const ViewRequest& request, const std::shared_ptr<const Matrix<float>>& polca, int threads)
{
    if (request.previous && request.previous->polcaRows == polca)
        return request.previous->projectedRows;
    return std::make_shared<Matrix<float>>(analysis::projectedLoss(*polca, threads));
}

/// What is clustered, where it is none of the matrices that are shown.
std::shared_ptr<const Matrix<float>> clusteredMatrix(const ViewRequest& request)
{
    const auto previous = sameTrajectories(request);
    const ClusteringKey key = request.choice.key();
    if (previous && previous->choice.key() == key)
        return previous->rows;
    return std::make_shared<Matrix<float>>(analysis::quantity(*request.run->trajectories, key));
}

CurveOptions curveOptions(const ViewData& data, Band band)
{
    CurveOptions options;
    options.band = band;
    options.look.name = [&data](int label) {
        const ClusterInfo* info = data.cluster(label);
        return info ? info->fullName() : clusterName(label);
    };
    options.look.shortName = [&data](int label) {
        const ClusterInfo* info = data.cluster(label);
        return QLocale().toString((info ? info->number : label) + 1);
    };
    options.look.colour = [&data](int label) {
        const ClusterInfo* info = data.cluster(label);
        return info ? info->colour : label;
    };
    options.note = knownUpTo(*data.run);
    const auto vector = static_cast<std::size_t>(data.choice.vector);
    if (vector < data.run->basis.size())
        options.markedSteps = { static_cast<double>(data.run->basis[vector].step) };
    return options;
}

/// Those of curves shown before, where they are of the same rows and clusters; or null.
std::shared_ptr<const analysis::GroupStatistics> statisticsOf(const CurvePlotData& before,
    const std::shared_ptr<const Matrix<float>>& rows, const store::Clustering& clusteringBefore, const store::Clustering& clustering)
{
    const bool same = before.members == rows && clusteringBefore.clusters() == clustering.clusters() &&
        clusteringBefore.labels == clustering.labels;
    return same ? before.statistics : nullptr;
}

/// The clustering of the key by the rules of the run; null while there is none.
std::shared_ptr<const store::Clustering> clusteringByRules(const ViewRequest& request)
{
    for (const ClusteringMap* known : { &request.run->clusterings, &request.computed })
        if (const auto found = known->find(request.choice.key()); found != known->end())
            return found->second;
    return nullptr;
}

/// Clusters look like those that they continue: all cuts of one clustering like its clusters by the rules,
/// and those like the clusters seen before.
void giveLooks(
    ViewData& data, const ViewRequest& request, std::shared_ptr<const store::Clustering> byRules)
{
    ViewDataPointer previous = request.previous;
    if (previous &&
        (data.origin == ClusterOrigin::provisional || previous->origin == ClusterOrigin::provisional ||
            previous->run->trajectories != data.run->trajectories))
        previous = nullptr;
    const bool again = previous && previous->choice.key() == data.choice.key();
    if (data.origin == ClusterOrigin::provisional)
        byRules = data.clustering;
    else if (!byRules && again)
        byRules = previous->rulesLooks->clustering;
    else if (!byRules && request.tree->key.minimumSamples == request.rules.minimumSamples &&
        request.tree->key.metric == request.rules.metric)
        byRules = std::make_shared<store::Clustering>(cutTree(*request.tree, request.rules));
    else if (!byRules)
        byRules = data.clustering;

    if (again && previous->rulesLooks->clustering == byRules)
        data.rulesLooks = previous->rulesLooks;
    else
        data.rulesLooks = std::make_shared<ClusterLooks>(
            previous ? withColoursOf(byRules, *previous->looks) : looksByLabel(byRules));
    data.looks = data.clustering == byRules
        ? data.rulesLooks
        : std::make_shared<ClusterLooks>(
              following(data.clustering, *data.rulesLooks, again ? *previous->looks : *data.rulesLooks));
}

std::shared_ptr<ViewData> viewOf(const ViewRequest& request, const Progress& progress)
{
    const auto& run = *request.run;
    const auto& tokens = *run.tokens;
    const auto& trajectories = *run.trajectories;
    const ClusteringKey key = request.choice.key();

    auto data = std::make_shared<ViewData>();
    data->run = request.run;
    data->choice = request.choice;
    const int threads = QThread::idealThreadCount();
    const auto byRules = clusteringByRules(request);
    data->parameters = request.parameters;
    data->rules = request.rules;
    if (byRules && request.parameters == request.rules) {
        data->origin = run.clusterings.contains(key) ? ClusterOrigin::stored : ClusterOrigin::computed;
        data->clustering = byRules;
    } else if (!request.tree) {
        data->origin = ClusterOrigin::provisional;
        data->clustering = groupedByLabel(tokens, key);
    } else {
        data->origin =
            request.parameters == request.rules ? ClusterOrigin::computed : ClusterOrigin::changed;
        data->clustering = std::make_shared<store::Clustering>(cutTree(*request.tree, request.parameters));
    }
    const store::Clustering& clustering = *data->clustering;
    // These take no trajectories, and the first time, when labels are shuffled, as long as reading them.
    auto statistics = std::async(std::launch::async, [&] { return statisticsBy(*run.carries, clustering, tokens); });
    giveLooks(*data, request, byRules);
    progress.report(0);
    const auto loss = data->lossRows = lossMatrix(request);
    progress.report(0);
    const bool hasBasis = trajectories.vectors() > 0;
    const auto polca = data->polcaRows = hasBasis ? polcaMatrix(request, threads) : nullptr;
    const auto projected = data->projectedRows = hasBasis ? projectedMatrix(request, polca, threads) : nullptr;
    progress.report(0.2);

    switch (key.quantity) {
    case Quantity::loss:
        data->rows = loss;
        break;
    case Quantity::polca:
        data->rows = polca;
        break;
    case Quantity::projectedLoss:
        data->rows = projected;
        break;
    default:
        break;
    }
    if (!data->rows || !key.together.empty())
        data->rows = clusteredMatrix(request);

    data->shown = shownTokens(request.filters, run.tokens, data->clustering, request.previous ? request.previous->shown : nullptr, progress.part(0.2, 0.2));
    data->clusters = describe(*data->looks, statistics.get(), tokens, *data->rows, request.rule,
        data->origin == ClusterOrigin::provisional ? std::vector<Annotation>() : request.annotations);
    for (const auto label : clustering.labels) {
        data->inScope += label != store::notClustered;
        data->filteredOut += label == store::filteredOut;
    }
    progress.report(0.5);

    CurveOptions options = curveOptions(*data, request.band);
    const QString upTo = options.note;
    options.threads = threads;
    auto madeTree = std::async(std::launch::async, [&, look = options.look] {
        return std::make_shared<CondensedTreeData>(condensedTreeData(clustering, data->parameters.epsilon, look));
    });
    const auto previous = sameTrajectories(request);
    const auto curves = [&](const std::shared_ptr<const Matrix<float>>& rows, CurvePlotData ViewData::* shown) {
        options.statistics = previous ? statisticsOf(previous.get()->*shown, rows, *previous->clustering, clustering) : nullptr;
        return curveData(trajectories.steps(), rows, clustering, options);
    };
    options.title = RunView::tr("Loss");
    options.valueLabel = RunView::tr("loss (nats)");
    data->loss = curves(loss, &ViewData::loss);
    tellFalls(data->clusters, data->loss, trajectories.steps());
    progress.report(0.7);
    if (hasBasis) {
        if (!key.together.empty())
            options.note = joined(RunView::tr("clusters of %1 together").arg(vectorsName(key.vectors())), upTo);
        options.title = RunView::tr("POLCA of vector %1").arg(request.choice.vector);
        options.valueLabel = RunView::tr("change per interval (nats)");
        data->polca = curves(polca, &ViewData::polca);
        progress.report(0.8);
        options.title = RunView::tr("Projected loss along vector %1").arg(request.choice.vector);
        options.valueLabel = RunView::tr("since the start (nats)");
        data->projected = curves(projected, &ViewData::projected);
    }
    LabelBarOptions bars;
    bars.note = upTo;
    // What another run has no labels for counts what this one has.
    const auto known = [&](const QString& name) { return tokens.label(name.toStdString()) != nullptr; };
    bars.category = known(request.rule.category) || tokens.labels.empty()
        ? request.rule.category
        : QString::fromStdString(tokens.labels.front().name);
    bars.part = known(request.rule.part) && request.rule.part != bars.category ? request.rule.part : QString();
    bars.look = options.look;
    bars.look.rule = [&data](int label) {
        const ClusterInfo* info = data->cluster(label);
        return info ? info->label : QString();
    };
    bars.look.name = [&data](int label) {
        const ClusterInfo* info = data->cluster(label);
        return info ? info->name : clusterName(label);
    };
    if (data->shown) {
        bars.note = joined(filteredInWords(data->shown), upTo);
        bars.shown = &data->shown->all;
    }
    data->bars = labelBars(tokens, clustering, bars);

    const auto tree = madeTree.get();
    if (data->origin == ClusterOrigin::provisional)
        tree->emptyReason =
            (RunView::tr("There is a tree as soon as the run is finished.") + QLatin1Char(' ') + knownUpToSentence(run)).trimmed();
    data->tree = tree;

    if (data->clusters.empty() || data->clusters.front().id == store::noise) {
        const QString reason = clustering.skipped
            ? RunView::tr("The 2026 rules leave this vector out: its mean projected loss does not fall.")
            : RunView::tr("No clusters: all tokens are outliers.");
        data->bars.note = joined(reason, upTo);
        data->loss.note = joined(reason, upTo);
    }
    progress.report(1);
    return data;
}

}

ClusteringKey ViewChoice::key() const
{
    ClusteringKey key { rules, quantity, decomposition, vector, output, together };
    if (!key.usesBasis()) {
        key.vector = -1;
        key.decomposition = store::Decomposition::trapezoid;
        key.together.clear();
    }
    return key;
}

void ViewChoice::setKey(const ClusteringKey& key)
{
    rules = key.rules;
    quantity = key.quantity;
    output = key.output;
    if (!key.usesBasis())
        return;
    decomposition = key.decomposition;
    vector = key.vector;
    together = key.together;
}

void ViewChoice::setVector(std::int32_t wanted)
{
    vector = wanted;
    together.clear();
}

QString whyNot(store::Decomposition decomposition, const RunSnapshot& run)
{
    if (!run.hasTrajectories() || run.trajectories->vectors() == 0)
        return RunView::tr("This run has no trajectories along basis vectors yet.");
    if (decomposition == store::Decomposition::secondOrder && !run.hasCurvature)
        return RunView::tr("This run holds no curvature along its vectors (trajectories.curvature_examples is 0).");
    if (decomposition == store::Decomposition::simpson && !run.trajectories->hasMidpoint())
        return RunView::tr("This run holds no gradients in the middle of its intervals (trajectories.midpoint is off).");
    if (decomposition == store::Decomposition::exactCurvature && !run.trajectories->hasOwnCurvature())
        return RunView::tr("This run holds no curvature of each token along its vectors (trajectories.own_curvature is off).");
    return {};
}

std::vector<std::vector<std::int32_t>> jointVectors(const RunSnapshot& run)
{
    std::set<std::vector<std::int32_t>> sets;
    const auto vectors = run.trajectories ? static_cast<std::int64_t>(run.trajectories->vectors()) : 0;
    if (const auto asked = vectorSets(run.recipe.clustering.together, vectors))
        sets.insert(asked->begin(), asked->end());
    for (const auto& [key, clustering] : run.clusterings)
        if (!key.together.empty())
            sets.insert(key.vectors());
    return { sets.begin(), sets.end() };
}

QString noClusterings(const RunSnapshot& run)
{
    if (!run.clusterings.empty())
        return {};
    const QString reason = run.busy ? RunView::tr("The engine is at work: the clusterings come last.")
                                    : RunView::tr("This run holds no clusterings yet. Engine > Go on with this run makes them.");
    return (reason + QLatin1Char(' ') + knownUpToSentence(run)).trimmed();
}

QString decompositionName(store::Decomposition decomposition)
{
    switch (decomposition) {
    case store::Decomposition::firstOrder:
        return RunView::tr("first order");
    case store::Decomposition::trapezoid:
        return RunView::tr("trapezoid");
    case store::Decomposition::secondOrder:
        return RunView::tr("second order");
    case store::Decomposition::fisher:
        return RunView::tr("Fisher");
    case store::Decomposition::simpson:
        return RunView::tr("Simpson");
    case store::Decomposition::exactCurvature:
        return RunView::tr("exact curvature");
    }
    return {};
}

const ClusterInfo* ViewData::cluster(int id) const
{
    const auto found =
        std::find_if(clusters.begin(), clusters.end(), [id](const auto& info) { return info.id == id; });
    return found == clusters.end() ? nullptr : &*found;
}

RunView::RunView(QObject* parent)
    : QObject(parent)
    , m_cancel(std::make_shared<std::atomic_bool>(false))
    , m_cancelTree(std::make_shared<std::atomic_bool>(false))
    , m_cancelStrips(std::make_shared<std::atomic_bool>(false))
    , m_cancelAll(std::make_shared<std::atomic_bool>(false))
{
    m_pool.setMaxThreadCount(2);
    m_bandsLater.setSingleShot(true);
    m_bandsLater.setInterval(bandsDelay);
    connect(&m_bandsLater, &QTimer::timeout, this, &RunView::makeBands);
}

RunView::~RunView()
{
    *m_cancel = true;
    *m_cancelTree = true;
    *m_cancelStrips = true;
    *m_cancelAll = true;
    m_pool.clear();
    m_pool.waitForDone();
}

void RunView::setRun(const RunSnapshotPointer& run)
{
    const bool another = !run || !m_run || run->path != m_run->path;
    const bool grown = another || run->trajectories != m_run->trajectories;
    const bool shown = !grown && run->tokens == m_run->tokens && run->clusterings.size() == m_run->clusterings.size() &&
        run->manifest.complete() == m_run->manifest.complete();
    const bool clustered = run && run->telling && (another || !m_run->telling);
    if (grown) {
        m_computed.clear();
        m_trees.clear();
        stopTree();
    }
    if (another) {
        m_changed.clear();
        m_annotations.clear();
        m_labelRule = {};
        m_filters.clear();
        Q_EMIT labelRuleChanged();
        Q_EMIT filtersChanged();
    }
    m_run = run;
    if (shown)
        return;
    if (another) {
        *m_cancelAll = true;
        m_cancelAll = std::make_shared<std::atomic_bool>(false);
        m_explained = {};
        m_explaining.clear();
        m_vectors = std::make_shared<VectorCache>();
        stopStrips();
        m_strips.clear();
        stopBands();
        m_data.reset();
        Q_EMIT dataChanged();
        Q_EMIT explainedChanged();
    }
    if (clustered)
        preferSomethingToSee();
    restrictChoice();
    // A run that grows faster than it is drawn must not cancel its drawing again and again.
    if (m_computing && !another)
        m_again = true;
    else
        compute();
}

void RunView::setChoice(const ViewChoice& choice)
{
    if (choice == m_choice)
        return;
    const bool decomposed = choice.decomposition != m_choice.decomposition;
    m_choice = choice;
    m_chosen = true;
    restrictChoice();
    Q_EMIT choiceChanged();
    if (decomposed)
        Q_EMIT explainedChanged();
    compute();
}

void RunView::setBand(Band band)
{
    if (band == m_band)
        return;
    m_band = band;
    compute();
}

void RunView::setLabelRule(const LabelRule& rule)
{
    if (rule == m_labelRule)
        return;
    m_labelRule = rule;
    Q_EMIT labelRuleChanged();
    compute();
}

void RunView::setFilters(const TokenFilters& filters)
{
    if (filters == m_filters)
        return;
    m_filters = filters;
    Q_EMIT filtersChanged();
    compute();
}

/// Leaves a choice without any cluster, and one that nobody has made, for the one that tells most.
void RunView::preferSomethingToSee()
{
    const auto stored = m_run->clusterings.find(m_choice.key());
    const bool nothing = stored != m_run->clusterings.end() && stored->second->clusters() == 0;
    if (m_chosen && !nothing)
        return;
    m_choice.setKey(*m_run->telling);
    m_chosen = true;
    Q_EMIT choiceChanged();
}

void RunView::restrictChoice()
{
    if (!m_run || !m_run->hasTrajectories())
        return;
    ViewChoice allowed = m_choice;
    const auto vectors = static_cast<std::int32_t>(m_run->trajectories->vectors());
    allowed.vector = std::clamp(allowed.vector, 0, std::max(vectors - 1, 0));
    std::erase_if(allowed.together, [&](std::int32_t vector) { return vector < 0 || vector >= vectors; });
    if (vectors == 0 && allowed.key().usesBasis())
        allowed.quantity = Quantity::loss;
    if (vectors > 0 && !whyNot(allowed.decomposition, *m_run).isEmpty())
        allowed.decomposition = store::Decomposition::trapezoid;
    if (allowed.output >= static_cast<std::int32_t>(m_run->tokens->outputVocabulary.size()))
        allowed.output = -1;
    if (allowed == m_choice)
        return;
    m_choice = allowed;
    Q_EMIT choiceChanged();
}

const analysis::Explained* RunView::explained() const
{
    const auto found = m_explained.results.find(m_choice.decomposition);
    return means() && found != m_explained.results.end() ? &found->second : nullptr;
}

std::shared_ptr<const analysis::MeanTrajectories> RunView::means() const
{
    return m_run && m_explained.trajectories == m_run->trajectories ? m_explained.means : nullptr;
}

void RunView::inBackground(const Cancel& cancel, std::function<Deliver()> work, int priority)
{
    m_pool.start(
        [this, cancel, work = std::move(work)] {
            Deliver deliver;
            try {
                if (!*cancel)
                    deliver = work();
            } catch (const Cancelled&) {
                return;
            } catch (...) {
                deliver = [this, message = jobs::currentErrorMessage()] { Q_EMIT failed(message); };
            }
            if (deliver)
                QMetaObject::invokeMethod(
                    this,
                    [cancel, deliver] {
                        if (!*cancel)
                            deliver();
                    },
                    Qt::QueuedConnection);
        },
        priority);
}

void RunView::setComputing(bool computing, const QString& what)
{
    m_computing = computing;
    Q_EMIT computingChanged(computing, what);
}

bool RunView::isOutOfDate() const
{
    return m_data && m_run &&
        (m_data->choice != m_choice ||
            (m_data->origin != ClusterOrigin::provisional && m_data->parameters != parameters()));
}

ClusteringParameters RunView::rulesParameters() const
{
    ClusteringParameters parameters;
    if (!m_run || !m_run->tokens)
        return parameters;
    const auto key = m_choice.key();
    const auto stored = m_run->clusterings.find(key);
    const auto take = [&](const store::Clustering& clustering) {
        parameters.minimumClusterSize = clustering.minimumClusterSize;
        parameters.minimumSamples = clustering.minimumSamples;
    };
    if (stored != m_run->clusterings.end() && stored->second->minimumSamples > 0)
        take(*stored->second);
    else
        take(analysis::clusterScope({}, *m_run->tokens, key, m_run->recipe.clustering));
    return parameters;
}

ClusteringParameters RunView::parameters() const
{
    const auto changed = m_changed.find(m_choice.key());
    return changed == m_changed.end() ? rulesParameters() : changed->second;
}

qint64 RunView::tokensInScope() const
{
    if (!m_run || !m_run->tokens)
        return 0;
    const auto& output = m_run->tokens->output;
    return m_choice.output < 0 ? static_cast<qint64>(output.size())
                               : std::count(output.begin(), output.end(), m_choice.output);
}

TreeKey RunView::treeKey() const
{
    const auto wanted = parameters();
    return { m_choice.key(), wanted.minimumSamples, wanted.metric };
}

void RunView::setParameters(const ClusteringParameters& parameters)
{
    ClusteringParameters allowed = parameters;
    const std::int64_t most = std::max<std::int64_t>(tokensInScope(), 2);
    allowed.minimumClusterSize = std::clamp<std::int64_t>(allowed.minimumClusterSize, 2, most);
    allowed.minimumSamples = std::clamp<std::int64_t>(allowed.minimumSamples, 1, most);
    allowed.epsilon = std::isfinite(allowed.epsilon) ? std::max(allowed.epsilon, 0.0) : 0;
    if (!m_run || allowed == this->parameters())
        return;
    if (allowed == rulesParameters())
        m_changed.erase(m_choice.key());
    else
        m_changed[m_choice.key()] = allowed;
    Q_EMIT parametersChanged();
    // What is under way is shown before the next: else nothing would be seen while a slider is dragged.
    const bool viewing = m_computing && !m_waiting;
    if (viewing && m_data && m_data->choice == m_choice && !needsTree())
        m_again = true;
    else if (isOutOfDate() || viewing || !m_data)
        compute();
    else { // back at what is shown
        if (m_treeMade && *m_treeMade != treeKey())
            stopTree();
        m_waiting = false;
        setComputing(false);
    }
}

void RunView::setChangedParameters(const ChangedParameters& changed)
{
    if (changed == m_changed)
        return;
    m_changed = changed;
    Q_EMIT parametersChanged();
    compute();
}

void RunView::setAnnotations(const Annotations& annotations)
{
    if (annotations == m_annotations)
        return;
    m_annotations = annotations;
    Q_EMIT annotationsChanged();
    // While something else is under way, it is shown first, as in setParameters().
    if (m_computing && !m_waiting && m_data && m_data->choice == m_choice)
        m_again = true;
    else
        compute();
}

TokenTreePointer RunView::findTree(const TreeKey& key) const
{
    const auto found = std::find_if(m_trees.begin(), m_trees.end(), [&](const auto& tree) {
        return tree->key == key && m_run && tree->trajectories == m_run->trajectories;
    });
    return found == m_trees.end() ? nullptr : *found;
}

TokenTreePointer RunView::tree() const
{
    return m_run ? findTree(treeKey()) : nullptr;
}

void RunView::keepTree(const TokenTreePointer& tree)
{
    if (!m_run || tree->trajectories != m_run->trajectories)
        return;
    std::erase_if(m_trees, [&](const auto& kept) { return kept->key == tree->key; });
    m_trees.push_back(tree);
    const auto bytes = [](const TokenTree& kept) {
        return kept.tree.points * (sizeof(cluster::SpanningEdge) + sizeof(double)) +
            kept.scope.labels.size() * 2 * sizeof(float) + kept.tokens.size() * sizeof(std::int32_t);
    };
    std::size_t total = 0;
    for (const auto& kept : m_trees)
        total += bytes(*kept);
    while (total > mostTreeBytes && m_trees.size() > 1) {
        total -= bytes(*m_trees.front());
        m_trees.erase(m_trees.begin());
    }
    if (tree->key == treeKey())
        Q_EMIT treeChanged();
}

bool RunView::needsTree() const
{
    if (!m_run->manifest.complete() || tree())
        return false;
    const auto key = m_choice.key();
    return isChanged() || (!m_run->clusterings.contains(key) && !m_computed.contains(key));
}

void RunView::stopTree()
{
    *m_cancelTree = true;
    m_treeMade.reset();
}

/// Makes the tree of what is asked for, or goes on making it.
void RunView::makeTree()
{
    const TreeKey key = treeKey();
    if (m_treeMade == key)
        return;
    stopTree();
    m_cancelTree = std::make_shared<std::atomic_bool>(false);
    m_treeMade = key;
    m_progress = 0;
    inBackground(m_cancelTree, [this, key, run = m_run, data = m_data, cancel = m_cancelTree]() -> Deliver {
        const Progress progress([&, reported = 0.0](double fraction, std::string_view) mutable {
            if (fraction - reported >= 0.01 && !*cancel) {
                reported = fraction;
                QMetaObject::invokeMethod(
                    this,
                    [this, cancel, fraction] {
                        if (!*cancel)
                            Q_EMIT progressed(m_progress = fraction);
                    },
                    Qt::QueuedConnection);
            }
            return !*cancel;
        });
        const auto make = [&](const Matrix<float>& values) {
            return makeTokenTree(
                run->trajectories, values, *run->tokens, key, run->recipe.clustering, progress);
        };
        try {
            const bool same =
                data && data->run->trajectories == run->trajectories && data->choice.key() == key.key;
            const auto tree = make(same ? *data->rows : analysis::quantity(*run->trajectories, key.key));
            return [this, tree] {
                m_treeMade.reset();
                keepTree(tree);
                if (std::exchange(m_waiting, false))
                    computeView();
            };
        } catch (const Cancelled&) {
            throw;
        } catch (...) {
            return [this, message = jobs::currentErrorMessage()] {
                m_treeMade.reset();
                // A tree that nobody asked for yet was only made in advance.
                if (std::exchange(m_waiting, false)) {
                    setComputing(false);
                    Q_EMIT failed(message);
                }
            };
        }
    });
}

void RunView::compute()
{
    *m_cancel = true;
    m_again = m_waiting = false;
    stopBands(); // what is wanted now is not to wait for them
    if (!m_run || !m_run->hasTrajectories()) {
        stopTree();
        return setComputing(false);
    }
    if (m_treeMade && *m_treeMade != treeKey())
        stopTree();
    if (needsTree()) {
        m_waiting = true;
        setComputing(true, tr("Clustering…"));
        makeTree();
    } else {
        computeView();
    }
}

void RunView::computeView()
{
    *m_cancel = true;
    m_cancel = std::make_shared<std::atomic_bool>(false);
    const bool cut = m_data && m_data->run == m_run && m_data->choice == m_choice;
    const auto annotations = m_annotations.find(m_choice.key());
    const ViewRequest request { m_run, m_vectors, m_choice, m_band, m_computed, m_data, rulesParameters(), parameters(),
        m_run->manifest.complete() ? tree() : nullptr,
        annotations == m_annotations.end() ? std::vector<Annotation>() : annotations->second, m_labelRule, m_filters };
    setComputing(true, cut ? QString() : tr("Reading…"));
    inBackground(
        m_cancel,
        [this, request, cancel = m_cancel]() -> Deliver {
            try {
                ViewDataPointer data = viewOf(request, cancellable(cancel));
                return [this, data] { take(data); };
            } catch (const Cancelled&) {
                throw;
            } catch (...) {
                return [this, message = jobs::currentErrorMessage()] {
                    setComputing(false);
                    Q_EMIT failed(message);
                };
            }
        },
        1);
}

void RunView::take(const ViewDataPointer& data)
{
    const ViewDataPointer previous = std::exchange(m_data, data);
    stopStrips();
    if (data->origin == ClusterOrigin::computed && data->run->trajectories == m_run->trajectories)
        m_computed[data->choice.key()] = data->clustering;
    const bool again = std::exchange(m_again, false);
    if (!again)
        setComputing(false);
    if (previous && previous->run->path == data->run->path && previous->choice.key() == data->choice.key()) {
        const bool grouped = previous->origin == ClusterOrigin::provisional;
        Q_EMIT clustersContinued(grouped && data->origin != ClusterOrigin::provisional
                ? QHash<int, int>()
                : continuedLabels(*previous->looks, *data->looks));
    }
    Q_EMIT dataChanged();
    if (again)
        return compute();
    explain();
    m_bandsLater.start();
    // In advance, so that the first move of a slider finds it.
    const auto points = static_cast<double>(tokensInScope());
    if (m_run->manifest.complete() && !m_computing && !tree() &&
        points * points * static_cast<double>(m_run->trajectories->checkpoints()) < mostInAdvance)
        makeTree();
}

void RunView::stopStrips()
{
    *m_cancelStrips = true;
    m_cancelStrips = std::make_shared<std::atomic_bool>(false);
}

void RunView::stopBands()
{
    m_bandsLater.stop();
    m_bands.cancel();
}

/// What the other bands of all curves are made of, in advance: so that another band is there at once.
void RunView::makeBands()
{
    if (!m_run->manifest.complete())
        return;
    std::vector<std::shared_ptr<const analysis::GroupStatistics>> all { m_data->loss.statistics, m_data->polca.statistics,
        m_data->projected.statistics };
    for (const auto& [vector, strip] : m_strips)
        if (strip.madeFor.lock() == m_data)
            all.push_back(strip.curves.statistics);
    std::erase(all, nullptr);
    m_bands.start([all](const Background::Context& context) {
        const int threads = QThread::idealThreadCount();
        for (const auto& statistics : all) {
            (void)statistics->moments(threads, context.progress.part(0, 0));
            (void)statistics->quantiles(threads, context.progress.part(0, 0));
        }
    });
}

void RunView::explain()
{
    const auto decomposition = m_choice.decomposition;
    // Before the trajectories are complete the share would be that of a part of training.
    if (explained() || m_run->trajectories->vectors() == 0 ||
        !m_run->manifest.stage(store::Stage::trajectories).complete ||
        !m_explaining.insert(decomposition).second)
        return;
    inBackground(m_cancelAll,
        [this, decomposition, trajectories = m_run->trajectories, known = means(), cancel = m_cancelAll]() -> Deliver {
            const auto means = known ? known
                                     : std::make_shared<const analysis::MeanTrajectories>(
                                           analysis::meanTrajectories(*trajectories, {}, cancellable(cancel)));
            return [this, decomposition, trajectories, means, result = analysis::explained(*means, decomposition)] {
                m_explaining.erase(decomposition);
                if (m_explained.trajectories != trajectories)
                    m_explained = { trajectories, means, {} };
                m_explained.results[decomposition] = result;
                Q_EMIT explainedChanged();
            };
        });
}

void RunView::requestStrip(int vector)
{
    if (!m_data || vector < 0 || static_cast<std::size_t>(vector) >= m_data->run->trajectories->vectors())
        return;
    const auto found = m_strips.find(vector);
    const auto before = found == m_strips.end() || found->second.trajectories != m_data->run->trajectories ||
            found->second.decomposition != m_data->choice.decomposition
        ? Strip()
        : found->second;
    inBackground(m_cancelStrips, [this, vector, data = m_data, vectors = m_vectors, band = m_band, before]() -> Deliver {
        ViewRequest request { data->run, vectors, data->choice, band, {}, data, {}, {}, nullptr, {}, {}, {} };
        request.choice.vector = vector;
        const bool chosen = vector == data->choice.vector;
        const auto rows = before.clustering && !chosen ? before.curves.members : polcaMatrix(request, 1);
        CurveOptions options = curveOptions(*data, band);
        options.valueLabel = tr("change per interval (nats)");
        options.sample = 0;
        options.statistics = chosen ? data->polca.statistics
            : before.clustering     ? statisticsOf(before.curves, rows, *before.clustering, *data->clustering)
                                    : nullptr;
        auto curves = curveData(data->run->trajectories->steps(), rows, *data->clustering, options);
        return [this, vector, data, curves = std::move(curves)] {
            m_strips[vector] = { data->run->trajectories, data->choice.decomposition, data->clustering, curves, data };
            Q_EMIT stripReady(vector, curves);
            m_bandsLater.start();
        };
    });
}

}
