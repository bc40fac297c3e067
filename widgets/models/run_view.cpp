#include "widgets/models/run_view.h"

#include "widgets/jobs/messages.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace polcascope::models {

namespace {

using store::ClusteringKey;
using store::Quantity;
using store::Rules;
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

std::vector<ClusterInfo> describe(const store::Clustering& clustering, const TokenTable& tokens)
{
    std::vector<ClusterInfo> clusters;
    for (auto& statistics : analysis::clusterStatistics(clustering, tokens)) {
        ClusterInfo info;
        info.id = statistics.cluster;
        info.name = clusterName(info.id);
        info.label = QString::fromStdString(analysis::ruleLabel(clustering, info.id, tokens));
        info.colour = info.id;
        info.size = statistics.size;
        info.statistics = std::move(statistics);
        if (info.size > 0)
            clusters.push_back(std::move(info));
    }
    const auto outliers = std::count(clustering.labels.begin(), clustering.labels.end(), store::noise);
    if (outliers > 0) {
        ClusterInfo info;
        info.id = store::noise;
        info.name = clusterName(store::noise);
        info.colour = store::noise;
        info.size = outliers;
        clusters.push_back(std::move(info));
    }
    return clusters;
}

/// Everything that can be kept from the view before is: reading a matrix costs more than drawing it.
struct ViewRequest {
    RunSnapshotPointer run;
    ViewChoice choice;
    Band band;
    ClusteringMap computed;
    ViewDataPointer previous;
};

std::shared_ptr<const Matrix<float>> lossMatrix(const ViewRequest& request)
{
    const auto& previous = request.previous;
    if (previous && previous->run->trajectories == request.run->trajectories)
        return previous->lossRows;
    return std::make_shared<Matrix<float>>(request.run->trajectories->loss());
}

std::shared_ptr<const Matrix<float>> polcaMatrix(const ViewRequest& request)
{
    const auto& [run, choice, band, computed, previous] = request;
    if (previous && previous->run->trajectories == run->trajectories &&
        previous->choice.vector == choice.vector && previous->choice.decomposition == choice.decomposition)
        return previous->polcaRows;
    const auto& trajectories = *run->trajectories;
    const auto vector = static_cast<std::size_t>(choice.vector);
    return std::make_shared<Matrix<float>>(analysis::polca(
        analysis::vectorTrajectories(trajectories, vector), choice.decomposition));
}

CurveOptions curveOptions(const ViewData& data, Band band)
{
    CurveOptions options;
    options.band = band;
    options.look.name = [&data](int label) {
        const ClusterInfo* info = data.cluster(label);
        return info ? info->fullName() : clusterName(label);
    };
    const auto vector = static_cast<std::size_t>(data.choice.vector);
    if (vector < data.run->basis.size())
        options.markedSteps = { static_cast<double>(data.run->basis[vector].step) };
    return options;
}

std::shared_ptr<ViewData> computeView(const ViewRequest& request, const Progress& progress)
{
    const auto& run = *request.run;
    const auto& tokens = *run.tokens;
    const auto& trajectories = *run.trajectories;
    const ClusteringKey key = request.choice.key();

    auto data = std::make_shared<ViewData>();
    data->run = request.run;
    data->choice = request.choice;
    const auto loss = data->lossRows = lossMatrix(request);
    progress.report(0);
    const bool hasBasis = trajectories.vectors() > 0;
    const auto polca = data->polcaRows = hasBasis ? polcaMatrix(request) : nullptr;
    const auto projected = data->projectedRows =
        hasBasis ? std::make_shared<const Matrix<float>>(analysis::projectedLoss(*polca)) : nullptr;
    progress.report(0);

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
        data->rows = std::make_shared<Matrix<float>>(analysis::quantity(trajectories, key));
    }

    if (const auto stored = run.clusterings.find(key); stored != run.clusterings.end()) {
        data->clustering = stored->second;
    } else if (const auto computed = request.computed.find(key); computed != request.computed.end()) {
        data->origin = ClusterOrigin::computed;
        data->clustering = computed->second;
    } else if (!run.manifest.complete()) {
        data->origin = ClusterOrigin::provisional;
        data->clustering = groupedByLabel(tokens, key);
    } else {
        data->origin = ClusterOrigin::computed;
        data->clustering = std::make_shared<store::Clustering>(
            analysis::clusterTokens(trajectories, tokens, key, run.recipe.clustering, 1, progress));
    }
    const store::Clustering& clustering = *data->clustering;
    data->clusters = describe(clustering, tokens);
    for (const auto label : clustering.labels) {
        data->inScope += label != store::notClustered;
        data->filteredOut += label == store::filteredOut;
    }
    progress.report(0.5);

    CurveOptions options = curveOptions(*data, request.band);
    options.title = RunView::tr("Loss");
    options.valueLabel = RunView::tr("loss (nats)");
    data->loss = curveData(trajectories.steps(), loss, clustering, options);
    progress.report(0.7);
    if (hasBasis) {
        options.title = RunView::tr("POLCA of vector %1").arg(request.choice.vector);
        options.valueLabel = RunView::tr("change per interval (nats)");
        data->polca = curveData(trajectories.steps(), polca, clustering, options);
        progress.report(0.8);
        options.title = RunView::tr("Projected loss along vector %1").arg(request.choice.vector);
        options.valueLabel = RunView::tr("since the start (nats)");
        data->projected = curveData(trajectories.steps(), projected, clustering, options);
    }
    LabelBarOptions bars;
    bars.look = options.look;
    bars.look.name = {};
    data->bars = labelBars(tokens, clustering, bars);

    if (data->clusters.empty() || data->clusters.front().id == store::noise) {
        const QString reason = clustering.skipped
            ? RunView::tr("The 2026 rules leave this vector out: its mean projected loss does not fall.")
            : RunView::tr("No clusters: all tokens are outliers.");
        data->bars.note = reason;
        data->loss.note = reason;
    }
    progress.report(1);
    return data;
}

}

ClusteringKey ViewChoice::key() const
{
    ClusteringKey key { rules, quantity, decomposition, vector, output };
    if (!key.usesBasis()) {
        key.vector = -1;
        key.decomposition = store::Decomposition::trapezoid;
    }
    return key;
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
    , m_cancelAll(std::make_shared<std::atomic_bool>(false))
{
    qRegisterMetaType<ClusterTokens>();
    m_pool.setMaxThreadCount(2);
}

RunView::~RunView()
{
    *m_cancel = true;
    *m_cancelAll = true;
    m_pool.clear();
    m_pool.waitForDone();
}

void RunView::setRun(const RunSnapshotPointer& run)
{
    const bool another = !run || !m_run || run->path != m_run->path;
    const bool grown = another || run->trajectories != m_run->trajectories;
    const bool shown = !grown && run->clusterings.size() == m_run->clusterings.size() &&
        run->manifest.complete() == m_run->manifest.complete();
    const bool clustered = run && run->telling && (another || !m_run->telling);
    if (grown)
        m_computed.clear();
    m_run = run;
    if (shown)
        return;
    if (another) {
        *m_cancelAll = true;
        m_cancelAll = std::make_shared<std::atomic_bool>(false);
        m_explained.clear();
        m_explaining.clear();
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

/// Leaves a choice without any cluster, and one that nobody has made, for the one that tells most.
void RunView::preferSomethingToSee()
{
    const auto stored = m_run->clusterings.find(m_choice.key());
    const bool nothing = stored != m_run->clusterings.end() && stored->second->clusters() == 0;
    if (m_chosen && !nothing)
        return;
    const ClusteringKey& telling = *m_run->telling;
    const std::int32_t vector = telling.usesBasis() ? telling.vector : m_choice.vector;
    m_choice = { telling.rules, telling.quantity, telling.decomposition, vector, telling.output };
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
    if (vectors == 0 && allowed.key().usesBasis())
        allowed.quantity = Quantity::loss;
    if (allowed.output >= static_cast<std::int32_t>(m_run->tokens->outputVocabulary.size()))
        allowed.output = -1;
    if (allowed == m_choice)
        return;
    m_choice = allowed;
    Q_EMIT choiceChanged();
}

const analysis::Explained* RunView::explained() const
{
    const auto found = m_explained.find(m_choice.decomposition);
    if (!m_run || found == m_explained.end() || found->second.trajectories != m_run->trajectories)
        return nullptr;
    return &found->second.result;
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

void RunView::compute()
{
    *m_cancel = true;
    m_cancel = std::make_shared<std::atomic_bool>(false);
    m_again = false;
    if (!m_run || !m_run->hasTrajectories()) {
        m_computing = false;
        Q_EMIT computingChanged(false, {});
        return;
    }

    const ViewRequest request { m_run, m_choice, m_band, m_computed, m_data };
    m_computing = true;
    const auto key = m_choice.key();
    const bool known =
        m_run->clusterings.contains(key) || m_computed.contains(key) || !m_run->manifest.complete();
    Q_EMIT computingChanged(true, known ? tr("Reading…") : tr("Clustering…"));
    inBackground(
        m_cancel,
        [this, request, cancel = m_cancel]() -> Deliver {
            try {
                ViewDataPointer data = computeView(request, cancellable(cancel));
                return [this, data] { take(data); };
            } catch (const Cancelled&) {
                throw;
            } catch (...) {
                return [this, message = jobs::currentErrorMessage()] {
                    m_computing = false;
                    Q_EMIT computingChanged(false, {});
                    Q_EMIT failed(message);
                };
            }
        },
        1);
}

void RunView::take(const ViewDataPointer& data)
{
    m_computing = false;
    m_data = data;
    if (data->origin == ClusterOrigin::computed && data->run->trajectories == m_run->trajectories)
        m_computed[data->choice.key()] = data->clustering;
    Q_EMIT computingChanged(false, {});
    Q_EMIT dataChanged();
    if (m_again)
        compute();
    else
        explain();
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
        [this, decomposition, trajectories = m_run->trajectories, cancel = m_cancelAll]() -> Deliver {
            auto result = analysis::explained(*trajectories, decomposition, {}, cancellable(cancel));
            return [this, decomposition, trajectories, result = std::move(result)] {
                m_explaining.erase(decomposition);
                m_explained[decomposition] = { trajectories, result };
                Q_EMIT explainedChanged();
            };
        });
}

void RunView::requestTokens(int cluster)
{
    if (!m_data || !m_data->cluster(cluster))
        return;
    inBackground(
        m_cancelAll,
        [this, cluster, data = m_data]() -> Deliver {
            ClusterTokens tokens { cluster, data->cluster(cluster)->size,
                analysis::nearestCentroid(*data->rows, *data->clustering, cluster) };
            if (tokens.tokens.size() > mostTokens)
                tokens.tokens.resize(mostTokens);
            return [this, tokens = std::move(tokens), data] {
                if (data == m_data)
                    Q_EMIT tokensReady(tokens);
            };
        },
        2);
}

void RunView::requestStrip(int vector)
{
    if (!m_data || vector < 0 || static_cast<std::size_t>(vector) >= m_data->run->trajectories->vectors())
        return;
    inBackground(m_cancelAll, [this, vector, data = m_data, band = m_band]() -> Deliver {
        ViewRequest request { data->run, data->choice, band, {}, data };
        request.choice.vector = vector;
        CurveOptions options = curveOptions(*data, band);
        options.valueLabel = tr("change per interval (nats)");
        options.sample = 0;
        auto curves =
            curveData(data->run->trajectories->steps(), polcaMatrix(request), *data->clustering, options);
        return [this, vector, data, curves = std::move(curves)] {
            if (data == m_data)
                Q_EMIT stripReady(vector, curves);
        };
    });
}

}
