#include "widgets/panels/breakthroughs_panel.h"

#include "widgets/panels/linking.h"
#include "widgets/panels/table_twin.h"
#include "widgets/views/breakthroughs_plot.h"

#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

namespace polcascope::panels {

using models::BreakthroughOrder;
using models::Breakthroughs;
using models::BreakthroughsModel;
using models::ClusterSelection;
using models::RunView;
using views::BreakthroughsPlot;

namespace {

constexpr int typingDelay = 300; // milliseconds

}

BreakthroughsPanel::BreakthroughsPanel(RunView* view, ClusterSelection* selection,
    models::PlotAxes* axes, QWidget* parent)
    : QWidget(parent)
    , m_view(view)
    , m_selection(selection)
    , m_chooser(new ClusterChooser(view, selection, this))
    , m_plot(new BreakthroughsPlot)
    , m_twin(new TableTwin(m_plot, &m_model, BreakthroughsModel::sortRole, tr("Breakthroughs")))
    , m_distance(new QSpinBox)
    , m_progress(m_twin->addProgress(tr("Progress of the breakthroughs")))
{
    m_plot->setObjectName("breakthroughsPlot");
    m_twin->table()->setObjectName("breakthroughsTable");
    m_twin->table()->sortByColumn(BreakthroughsModel::stepColumn, Qt::AscendingOrder);
    for (int column = 0; column < BreakthroughsModel::columns; ++column)
        m_twin->table()->header()->resizeSection(
            column, fontMetrics().averageCharWidth() * (column == BreakthroughsModel::nameColumn ? 32 : 18));

    auto* heading = new QLabel(tr("Order"));
    heading->setForegroundRole(QPalette::PlaceholderText);
    m_twin->addLeft(heading);
    m_twin->addChoice(
        { { BreakthroughOrder::step, tr("Break step"), tr("Those that break first come first") },
            { BreakthroughOrder::vector, tr("Vector"), tr("In the order of the vectors") },
            { BreakthroughOrder::homogeneity, tr("Carry share"), tr("Those with the largest share of carries first") } },
        m_plot->order(), [this](BreakthroughOrder order) { m_plot->setOrder(order); });

    m_distance->setObjectName("breakDistance");
    m_distance->setAccessibleName(tr("Distance"));
    m_distance->setPrefix(tr("D = "));
    m_distance->setSuffix(tr(" steps"));
    m_distance->setRange(1, 1000000);
    m_distance->setToolTip(tr("A token breaks where the D steps that follow bring the most in excess of the D steps before. "
                              "The papers' tables of this run take 100."));
    m_twin->addLeftSpace();
    m_twin->addLeft(m_distance);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_twin);

    linkCursor(m_plot, selection);
    linkAxes(m_plot, axes);
    m_delay.setSingleShot(true);
    m_delay.setInterval(typingDelay);
    connect(&m_delay, &QTimer::timeout, this, &BreakthroughsPanel::ask);
    connect(m_distance, &QSpinBox::valueChanged, &m_delay, qOverload<>(&QTimer::start));
    connect(m_plot, &BreakthroughsPlot::chosen, this, &BreakthroughsPanel::choose);
    connect(m_twin->table(), &QTreeView::activated, this,
        [this](const QModelIndex& index) { choose(m_twin->sourceIndex(index).row()); });
    connect(&m_breakthroughs, &Breakthroughs::changed, this, &BreakthroughsPanel::showBreakthroughs);
    connect(&m_breakthroughs, &Breakthroughs::progressed, this,
        [this](double fraction) { m_progress->setValue(static_cast<int>(100 * fraction)); });
    connect(&m_breakthroughs, &Breakthroughs::failed, m_plot, &BreakthroughsPlot::setEmptyReason);
    connect(view, &RunView::choiceChanged, this, [this] {
        showCurrent();
        ask();
    });
    connect(view, &RunView::dataChanged, this, &BreakthroughsPanel::showCurrent);
    connect(selection, &ClusterSelection::selectedChanged, this, &BreakthroughsPanel::showCurrent);
    showBreakthroughs();
}

void BreakthroughsPanel::showRun(const models::RunSnapshotPointer& run)
{
    m_run = run;
    if (run && run->hasTrajectories() && (m_distanceOf != run->path || m_distance->value() == m_default)) {
        m_distanceOf = run->path;
        m_default = models::defaultDistance(run->trajectories->steps());
        const QSignalBlocker blocker(m_distance);
        m_distance->setValue(m_default);
    }
    showCurrent();
    ask();
    showBreakthroughs();
}

void BreakthroughsPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    ask();
}

/// What is not seen is not computed, nor what is of another run.
void BreakthroughsPanel::ask()
{
    if (!isVisible()) {
        if (holdsAnother(m_breakthroughs.run(), m_run))
            m_breakthroughs.show(nullptr, {});
        return;
    }
    const auto& choice = m_view->choice();
    m_breakthroughs.show(m_run, { choice.rules, choice.decomposition, m_distance->value() });
}

void BreakthroughsPanel::choose(int row)
{
    const auto& chosen = m_breakthroughs.data()->rows[static_cast<std::size_t>(row)];
    m_chooser->choose(chosen.key, chosen.cluster);
}

/// The clusters listed are those of the rules: only while these are shown do the selected ones have the same numbers.
void BreakthroughsPanel::showCurrent()
{
    const auto& data = m_view->data();
    const bool same = data && data->choice == m_view->choice() && data->clustering == data->rulesLooks->clustering;
    m_plot->setCurrent(m_view->choice().key(), same ? m_selection->selected() : QSet<int>());
}

void BreakthroughsPanel::showBreakthroughs()
{
    const bool running = m_breakthroughs.work().isRunning();
    const QString none = m_run && m_run->hasTrajectories() ? models::noClusterings(*m_run) : QString();
    m_plot->setEmptyReason(running ? tr("Computing…")
            : !none.isEmpty()      ? none
                                   : tr("Shows when each cluster is learnt, once a run is clustered"));
    m_plot->setData(m_breakthroughs.data());
    m_model.setData(m_breakthroughs.data());
    m_progress->setVisible(running);
}

}
