#include "widgets/panels/overview_panel.h"

#include "widgets/panels/linking.h"
#include "widgets/panels/table_twin.h"
#include "widgets/views/overview_plot.h"

#include <QComboBox>
#include <QHeaderView>
#include <QProgressBar>
#include <QVBoxLayout>

namespace polcascope::panels {

using models::Overview;
using models::OverviewMeasure;
using models::OverviewModel;
using models::RunView;
using views::OverviewPlot;

OverviewPanel::OverviewPanel(RunView* view, models::ClusterSelection* selection, QWidget* parent)
    : QWidget(parent)
    , m_view(view)
    , m_chooser(new ClusterChooser(view, selection, this))
    , m_plot(new OverviewPlot)
    , m_twin(new TableTwin(m_plot, &m_model, OverviewModel::sortRole, tr("Overview")))
    , m_label(new QComboBox)
    , m_progress(m_twin->addProgress(tr("Progress of the overview")))
{
    m_plot->setObjectName("overviewPlot");
    m_twin->table()->setObjectName("overviewTable");
    m_twin->table()->sortByColumn(OverviewModel::shareColumn, Qt::DescendingOrder);
    for (int column = 0; column < OverviewModel::columns; ++column)
        m_twin->table()->header()->resizeSection(column, fontMetrics().averageCharWidth() * 18);
    m_label->setObjectName("overviewLabel");
    m_label->setAccessibleName(tr("Label"));
    m_label->setToolTip(tr("Which label the clusters are asked for: the share of a cluster's tokens that have it"));
    m_label->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_twin->addLeft(m_label);
    m_twin->addChoice(
        { { OverviewMeasure::share, tr("Share"), tr("The largest share of any cluster") },
            { OverviewMeasure::aboveChance, tr("Above chance"),
                tr("That share minus what chance gives: the 95th percentile of the largest share when the label is shuffled 200 "
                   "times among the tokens of the same output token and place. One cell in twenty is above it by chance alone.") } },
        m_plot->measure(), [this](OverviewMeasure measure) { m_plot->setMeasure(measure); });

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_twin);

    connect(m_label, &QComboBox::activated, this, &OverviewPanel::ask);
    connect(m_plot, &OverviewPlot::chosen, this, &OverviewPanel::choose);
    connect(m_twin->table(), &QTreeView::activated, this, [this](const QModelIndex& index) {
        const int cell = m_model.cellOf(m_twin->sourceIndex(index).row());
        const auto across = static_cast<int>(m_overview.data()->outputs.size());
        choose(cell / across, cell % across);
    });
    connect(&m_overview, &Overview::changed, this, &OverviewPanel::showOverview);
    connect(&m_overview, &Overview::progressed, this,
        [this](double fraction) { m_progress->setValue(static_cast<int>(100 * fraction)); });
    connect(&m_overview, &Overview::failed, m_plot, &OverviewPlot::setMissing);
    connect(view, &RunView::choiceChanged, this, [this] {
        m_plot->setCurrent(m_view->choice().key());
        ask();
    });
    showOverview();
}

void OverviewPanel::showRun(const models::RunSnapshotPointer& run)
{
    m_run = run;
    fillLabels();
    m_plot->setCurrent(m_view->choice().key());
    ask();
}

void OverviewPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    ask();
}

void OverviewPanel::fillLabels()
{
    auto labels = m_run && m_run->tokens ? models::overviewLabels(*m_run->tokens) : std::vector<models::OverviewLabel> {};
    if (labels == m_labels)
        return;
    m_labels = std::move(labels);
    const QString chosen = m_label->currentText();
    m_label->clear();
    for (const auto& label : m_labels)
        m_label->addItem(label.name());
    m_label->setCurrentIndex(std::max(m_label->findText(chosen), m_labels.empty() ? -1 : 0));
    m_label->setEnabled(!m_labels.empty());
}

/// What is not seen is not counted, nor what is of another run.
void OverviewPanel::ask()
{
    if (!isVisible()) {
        if (holdsAnother(m_overview.run(), m_run))
            m_overview.show(nullptr, {});
        return;
    }
    const auto& choice = m_view->choice();
    const int label = m_label->currentIndex();
    m_overview.show(m_run,
        { choice.rules, choice.decomposition,
            label < 0 ? models::OverviewLabel {} : m_labels[static_cast<std::size_t>(label)] });
}

void OverviewPanel::choose(int row, int column)
{
    const auto& data = m_overview.data();
    m_chooser->choose(data->key(row, column), data->cell(row, column).cluster);
}

void OverviewPanel::showOverview()
{
    const QString missing = m_overview.missing();
    m_plot->setEmptyReason(!missing.isEmpty() ? missing
            : m_overview.work().isRunning()
            ? tr("Counting…")
            : tr("Shows which vectors and output tokens have clusters that tell something, once a run is clustered"));
    m_plot->setMissing(missing);
    m_plot->setData(m_overview.data());
    m_model.setData(m_overview.data());
    m_progress->setVisible(m_overview.work().isRunning());
}

}
