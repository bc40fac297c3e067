#include "widgets/models/parameter_map.h"

#include <algorithm>

namespace polcascope::models {

namespace {

constexpr int noShuffles = 0;

ParameterMapCell cellOf(const store::Clustering& clustering, const TokenTable& tokens, std::size_t clustered)
{
    ParameterMapCell cell;
    cell.known = true;
    cell.clusters = clustering.clusters();
    const auto outliers = std::count(clustering.labels.begin(), clustering.labels.end(), store::noise);
    cell.noiseShare = clustered > 0 ? static_cast<double>(outliers) / static_cast<double>(clustered) : 0;
    for (const auto& cluster : analysis::clusterStatistics(clustering, tokens, noShuffles))
        if (cluster.carriesInMiddlePlaces > analysis::mostCarriesInMiddle)
            cell.homogeneity = std::max(cell.homogeneity, cluster.carryShare);
    return cell;
}

}

ParameterMap::ParameterMap(RunView* view, QObject* parent)
    : QObject(parent)
    , m_view(view)
{
    connect(&m_work, &Background::runningChanged, this, &ParameterMap::changed);
    connect(&m_work, &Background::progressed, this, &ParameterMap::progressed);
    connect(&m_work, &Background::failed, this, &ParameterMap::failed);
}

bool ParameterMap::canStart() const
{
    const auto& run = m_view->run();
    return run && run->hasTrajectories() && run->manifest.complete() && m_view->tokensInScope() > 1;
}

std::shared_ptr<ParameterMapData> ParameterMap::grid() const
{
    auto data = std::make_shared<ParameterMapData>();
    data->key = m_view->choice().key();
    data->rules = m_view->rulesParameters();
    data->base = m_view->parameters();
    const std::int64_t tokens = m_view->tokensInScope();
    const auto now = m_view->parameters();
    const std::int64_t smallest = tokens < 60 ? 2 : 5;
    data->sizes = roundNumbers(smallest, std::max<std::int64_t>(tokens / 2, smallest),
        { now.minimumClusterSize, data->rules.minimumClusterSize });
    data->samples = roundNumbers(1, std::max<std::int64_t>(tokens / 10, 1),
        { now.minimumSamples, data->rules.minimumSamples });
    data->cells.resize(data->sizes.size() * data->samples.size());
    const auto& table = *m_view->run()->tokens;
    data->hasCarries = table.label("carry") && table.label("place");
    return data;
}

double ParameterMap::cost() const
{
    if (!canStart())
        return 0;
    const auto data = grid();
    double trees = 0;
    for (const auto samples : data->samples)
        trees += !m_view->findTree({ data->key, samples, data->base.metric });
    const auto tokens = static_cast<double>(m_view->tokensInScope());
    return trees * tokens * tokens * static_cast<double>(m_view->run()->trajectories->checkpoints());
}

bool ParameterMap::isComplete() const
{
    return m_data &&
        std::ranges::all_of(m_data->cells, [](const ParameterMapCell& cell) { return cell.known; });
}

bool ParameterMap::isOutOfDate() const
{
    if (!m_data)
        return false;
    auto now = m_view->parameters();
    now.minimumClusterSize = m_data->base.minimumClusterSize;
    now.minimumSamples = m_data->base.minimumSamples;
    return m_data->key != m_view->choice().key() || now != m_data->base;
}

void ParameterMap::start()
{
    cancel();
    if (!canStart())
        return;
    auto begun = grid();
    m_data = begun;
    std::map<std::int64_t, TokenTreePointer> trees;
    for (const auto samples : begun->samples)
        trees[samples] = m_view->findTree({ begun->key, samples, begun->base.metric });
    const auto& shown = m_view->data();
    const bool same = shown && shown->run == m_view->run() && shown->choice.key() == begun->key;
    m_work.start([this, run = m_view->run(), start = *begun, trees, known = same ? shown->rows : nullptr](
                     const Background::Context& context) {
        ParameterMapData data = start;
        const auto key = data.key;
        const auto rows = known ? known : std::make_shared<Matrix<float>>(analysis::quantity(*run->trajectories, key));
        const auto count = static_cast<double>(data.samples.size());
        for (std::size_t row = 0; row < data.samples.size(); ++row) {
            const Progress part = context.progress.part(double(row) / count, double(row + 1) / count);
            TokenTreePointer tree = trees.at(data.samples[row]);
            if (!tree) {
                tree = makeTokenTree(run->trajectories, *rows, *run->tokens,
                    { key, data.samples[row], data.base.metric }, run->recipe.clustering, part.part(0, 0.8));
                context.deliver([this, tree] { m_view->keepTree(tree); });
            }
            for (std::size_t column = 0; column < data.sizes.size(); ++column) {
                auto parameters = data.base;
                parameters.minimumClusterSize = data.sizes[column];
                parameters.minimumSamples = data.samples[row];
                data.cells[row * data.sizes.size() + column] =
                    cellOf(cutTree(*tree, parameters), *run->tokens, tree->tokens.size());
                part.report(0.8 + 0.2 * double(column + 1) / double(data.sizes.size()));
            }
            context.deliver([this, found = std::make_shared<const ParameterMapData>(data)] {
                m_data = found;
                Q_EMIT changed();
            });
        }
    });
}

void ParameterMap::cancel()
{
    m_work.cancel();
}

}
