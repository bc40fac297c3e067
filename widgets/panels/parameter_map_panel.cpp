#include "widgets/panels/parameter_map_panel.h"

#include "widgets/panels/table_twin.h"
#include "widgets/views/parameter_map_plot.h"

#include <QHeaderView>
#include <QProgressBar>
#include <QVBoxLayout>

namespace polcascope::panels {

using models::MapQuantity;
using models::ParameterMap;
using models::ParameterMapModel;
using models::RunView;
using views::ParameterMapPlot;

namespace {

constexpr int startDelay = 400; // milliseconds
/// What is computed without being asked for: about ten seconds of one thread.
constexpr double cheap = 1e11;

}

ParameterMapPanel::ParameterMapPanel(models::ParameterEditor* editor, QWidget* parent)
    : QWidget(parent)
    , m_view(editor->view())
    , m_map(m_view)
    , m_plot(new ParameterMapPlot)
    , m_twin(new TableTwin(m_plot, &m_model, ParameterMapModel::sortRole, tr("Parameter map")))
    , m_start(textButton(tr("Compute"), tr("Cluster by all these parameters, in the background"), false))
    , m_cancel(textButton(tr("Cancel"), tr("Stop; what is known stays"), false))
    , m_progress(m_twin->addProgress(tr("Progress of the parameter map")))
{
    m_plot->setObjectName("parameterMap");
    m_twin->table()->setObjectName("parameterMapTable");
    m_start->setObjectName("startMap");
    m_cancel->setObjectName("cancelMap");
    for (int column = 0; column < ParameterMapModel::columns; ++column)
        m_twin->table()->header()->resizeSection(column, fontMetrics().averageCharWidth() * 20);
    m_twin->addChoice(
        { { MapQuantity::clusters, models::mapQuantityName(MapQuantity::clusters), tr("How many clusters are found") },
            { MapQuantity::noise, models::mapQuantityName(MapQuantity::noise),
                tr("The share of the tokens clustered that are in no cluster") },
            { MapQuantity::homogeneity, models::mapQuantityName(MapQuantity::homogeneity),
                tr("The largest carry share of any cluster that has 85 % of its carries in the 10s and 100s places. Small clusters "
                   "reach high shares by chance: the list of clusters says what chance gives.") } },
        m_plot->quantity(), [this](MapQuantity quantity) { m_plot->setQuantity(quantity); });
    m_twin->addRight(m_cancel);
    m_twin->addRight(m_start);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_twin);

    m_delay.setSingleShot(true);
    m_delay.setInterval(startDelay);
    connect(&m_delay, &QTimer::timeout, this, &ParameterMapPanel::startIfCheap);
    connect(m_start, &QToolButton::clicked, this, [this] {
        m_cancelled = false;
        m_map.start();
    });
    connect(m_cancel, &QToolButton::clicked, this, [this] {
        m_cancelled = true;
        m_map.cancel();
    });
    connect(m_plot, &ParameterMapPlot::chosen, this, [editor](qint64 size, qint64 samples) {
        editor->change(nullptr, [=](models::ClusteringParameters& p) {
            p.minimumClusterSize = size;
            p.minimumSamples = samples;
        });
    });
    connect(m_twin->table(), &QTreeView::activated, this, [this](const QModelIndex& index) {
        const int row = m_twin->sourceIndex(index).row();
        const auto& data = m_map.data();
        const auto columns = data->sizes.size();
        Q_EMIT m_plot->chosen(data->sizes[static_cast<std::size_t>(row) % columns],
            data->samples[static_cast<std::size_t>(row) / columns]);
    });
    connect(&m_map, &ParameterMap::changed, this, &ParameterMapPanel::showMap);
    connect(&m_map, &ParameterMap::progressed, this,
        [this](double fraction) { m_progress->setValue(static_cast<int>(100 * fraction)); });
    connect(&m_map, &ParameterMap::failed, this, [this](const QString& message) {
        m_cancelled = true;
        m_plot->setEmptyReason(message);
        m_plot->setData(nullptr);
    });
    connect(m_view, &RunView::choiceChanged, this, [this] {
        m_cancelled = false;
        showParameters();
    });
    connect(m_view, &RunView::parametersChanged, this, &ParameterMapPanel::showParameters);
    connect(m_view, &RunView::dataChanged, this, &ParameterMapPanel::showParameters);
    showMap();
    showParameters();
}

void ParameterMapPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_delay.start();
}

void ParameterMapPanel::showParameters()
{
    if (m_map.isOutOfDate() && m_map.isRunning())
        m_map.cancel();
    m_plot->setCurrent(m_view->parameters());
    m_plot->setOutOfDate(m_map.isOutOfDate());
    showMap();
    m_delay.start();
}

void ParameterMapPanel::showMap()
{
    const bool ready = m_map.canStart();
    m_plot->setEmptyReason(ready
            ? tr("Compute shows what other parameters would find, and so whether a finding hangs on one of them.")
            : (tr("Shows whether a finding hangs on one setting, once there are clusters.") + QLatin1Char(' ') +
                  (m_view->run() ? models::knownUpToSentence(*m_view->run()) : QString()))
                  .trimmed());
    m_plot->setData(ready ? m_map.data() : nullptr);
    m_plot->setOutOfDate(m_map.isOutOfDate());
    m_model.setData(ready ? m_map.data() : nullptr);
    m_progress->setVisible(m_map.isRunning());
    m_cancel->setVisible(m_map.isRunning());
    m_start->setVisible(!m_map.isRunning() && (m_map.isOutOfDate() || !m_map.isComplete()));
    m_start->setEnabled(ready);
}

void ParameterMapPanel::startIfCheap()
{
    if (!isVisible() || m_cancelled || m_map.isRunning() || !m_map.canStart() || m_view->isComputing())
        return;
    if ((m_map.isOutOfDate() || !m_map.isComplete()) && m_map.cost() <= cheap)
        m_map.start();
}

}
