#include "widgets/panels/label_curves_panel.h"

#include "widgets/panels/linking.h"
#include "widgets/views/curve_plot.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace polcascope::panels {

using models::CurvePlotData;
using models::RunView;
using views::CurvePlot;

namespace {

QComboBox* comboBox(const QString& objectName, const QString& name, const QString& help)
{
    auto* box = new QComboBox;
    box->setObjectName(objectName);
    box->setAccessibleName(name);
    box->setToolTip(help);
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    return box;
}

QHBoxLayout* bar()
{
    auto* layout = new QHBoxLayout;
    layout->setContentsMargins(6, 3, 6, 3);
    layout->setSpacing(6);
    return layout;
}

}

LabelCurvesPanel::LabelCurvesPanel(RunView* view, models::ClusterSelection* selection,
    models::PlotAxes* axes, models::TokenBrush* brush, QWidget* parent)
    : QWidget(parent)
    , m_view(view)
    , m_chooser(new ClusterChooser(view, selection, this))
    , m_means(selection)
    , m_first(comboBox("splitFirst", tr("Split by"), tr("The label that the tokens are split by")))
    , m_second(comboBox("splitSecond", tr("And by"), tr("A second label: a curve for each combination")))
    , m_label(comboBox("foundLabel", tr("Label"), tr("The label that clusters are to hold")))
    , m_threshold(new QSpinBox)
    , m_split(new CurvePlot)
    , m_loss(new CurvePlot)
    , m_vectors(new CurvePlot)
    , m_truth(new CurvePlot)
{
    m_split->setObjectName("splitPlot");
    m_loss->setObjectName("lossClustersPlot");
    m_vectors->setObjectName("vectorClustersPlot");
    m_truth->setObjectName("truthPlot");
    m_threshold->setObjectName("foundThreshold");
    m_threshold->setAccessibleName(tr("Least share"));
    m_threshold->setToolTip(
        tr("How many of a cluster's tokens must have the label for its curve to be drawn; the papers ask for 90 %"));
    m_threshold->setRange(1, 100);
    m_threshold->setValue(90);
    m_threshold->setSuffix(tr(" %"));
    m_threshold->setKeyboardTracking(false);

    auto* splitBar = bar();
    splitBar->addWidget(new QLabel(tr("Loss by")));
    splitBar->addWidget(m_first);
    splitBar->addWidget(new QLabel(tr("and", "between two labels")));
    splitBar->addWidget(m_second);
    splitBar->addStretch(1);
    auto* foundBar = bar();
    foundBar->addWidget(new QLabel(tr("Clusters of")));
    foundBar->addWidget(m_label);
    foundBar->addWidget(new QLabel(tr("at least", "share of a cluster")));
    foundBar->addWidget(m_threshold);
    foundBar->addStretch(1);

    auto* above = new QWidget;
    auto* aboveLayout = new QVBoxLayout(above);
    aboveLayout->setContentsMargins(0, 0, 0, 0);
    aboveLayout->setSpacing(0);
    aboveLayout->addLayout(splitBar);
    aboveLayout->addWidget(m_split, 1);
    auto* beside = new QSplitter(Qt::Horizontal);
    beside->setChildrenCollapsible(false);
    for (CurvePlot* plot : { m_loss, m_vectors, m_truth }) {
        plot->setMinimumWidth(9 * fontMetrics().height()); // side by side they must not push the panes aside
        beside->addWidget(plot);
    }
    auto* below = new QWidget;
    auto* belowLayout = new QVBoxLayout(below);
    belowLayout->setContentsMargins(0, 0, 0, 0);
    belowLayout->setSpacing(0);
    belowLayout->addLayout(foundBar);
    belowLayout->addWidget(beside, 1);
    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(above);
    splitter->addWidget(below);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);

    for (CurvePlot* plot : plots()) {
        linkCursor(plot, selection);
        linkBrush(plot, brush, [this, plot](qsizetype first, qsizetype last) {
            return models::intervalOf(*m_dataOf, plot->data(), first, last, models::quantityName(store::Quantity::loss));
        });
        linkAxes(plot, axes, plot == m_split ? QString() : QStringLiteral("foundPlots")); // compared with each other
    }
    const auto offer = [this, view](CurvePlot* plot, const QString& name) {
        m_offers.append(offerFigure(plot, name, [this, view] { return m_work.isRunning() ? nullptr : view->data(); }));
        connect(m_offers.last(), &figure::Offer::wantedChanged, this, &LabelCurvesPanel::ask);
    };
    offer(m_split, tr("Loss by label"));
    offer(m_loss, tr("Clusters of a label, by loss"));
    offer(m_vectors, tr("Clusters of a label, along vectors"));
    offer(m_truth, tr("All tokens with a label"));
    // The groups of the split are labels and stand for themselves; those below are output tokens in all three.
    const std::array found { m_loss, m_vectors, m_truth };
    connect(m_split, &CurvePlot::groupHovered, m_split, &CurvePlot::setHovered);
    for (CurvePlot* plot : found)
        for (CurvePlot* other : found)
            if (other != plot)
                connect(plot, &CurvePlot::groupHovered, other, &CurvePlot::setHovered);
    connect(m_loss, &CurvePlot::groupClicked, this, [this](int group) {
        if (m_data)
            choose(m_data->lossClusters, group);
    });
    connect(m_vectors, &CurvePlot::groupClicked, this, [this](int group) {
        if (m_data)
            choose(m_data->vectorClusters, group);
    });

    // Of the same values in all four.
    connect(&m_means, &models::SelectionMeans::ready, this, [this](int, const QVector<double>& mean, const QString& name) {
        for (CurvePlot* plot : plots())
            plot->setSelectionCurve(mean, name);
    });
    connect(m_first, &QComboBox::activated, this, &LabelCurvesPanel::ask);
    connect(m_second, &QComboBox::activated, this, &LabelCurvesPanel::ask);
    connect(m_label, &QComboBox::activated, this, &LabelCurvesPanel::ask);
    connect(m_threshold, &QSpinBox::valueChanged, this, &LabelCurvesPanel::ask);
    connect(view, &RunView::choiceChanged, this, &LabelCurvesPanel::ask);
    connect(view, &RunView::dataChanged, this, &LabelCurvesPanel::ask); // another band
    connect(&m_work, &models::Background::runningChanged, this, &LabelCurvesPanel::showData);
    connect(&m_work, &models::Background::failed, this, [this](const QString& message) {
        m_failed = message;
        showData();
    });
    showData();
}

void LabelCurvesPanel::setBrushing(bool always)
{
    for (CurvePlot* plot : plots())
        plot->setBrushing(always ? CurvePlot::Brushing::always : CurvePlot::Brushing::withKeys);
}

void LabelCurvesPanel::showRun(const models::RunSnapshotPointer& run)
{
    m_run = run;
    fillLabels();
    ask();
}

void LabelCurvesPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    ask();
    showMean();
}

void LabelCurvesPanel::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    showMean();
}

void LabelCurvesPanel::fillLabels()
{
    auto labels = m_run && m_run->tokens ? models::overviewLabels(*m_run->tokens) : std::vector<models::OverviewLabel> {};
    if (labels == m_labels)
        return;
    const bool chosen = !m_labels.empty();
    m_labels = std::move(labels);
    const QString label = m_label->currentText();
    const QVariant first = m_first->currentData(), second = m_second->currentData();
    m_label->clear();
    for (const auto& each : m_labels)
        m_label->addItem(each.name());
    m_label->setCurrentIndex(std::max(m_label->findText(label), m_labels.empty() ? -1 : 0));
    m_first->clear();
    m_second->clear();
    m_first->addItem(tr("nothing", "split by"), QString());
    m_second->addItem(tr("nothing more", "split by"), QString());
    int own = 0; // of the run itself
    if (!m_labels.empty())
        for (const auto& column : m_run->tokens->labels) {
            const QString name = models::labelName(column.name);
            m_first->addItem(name, QString::fromStdString(column.name));
            m_second->addItem(name, QString::fromStdString(column.name));
            own += column.without < 0;
        }
    // What was chosen stays. Of the run's own, the last columns tell most: a digit's place, and whether anything is carried into it.
    const auto keep = [chosen](QComboBox* box, const QVariant& column, int otherwise) {
        const int found = chosen ? box->findData(column) : -1;
        box->setCurrentIndex(found >= 0 ? found : otherwise);
    };
    keep(m_second, second, own > 1 ? own : 0);
    keep(m_first, first, own > 1 ? own - 1 : own);
    for (QWidget* each : std::initializer_list<QWidget*> { m_first, m_second, m_label, m_threshold })
        each->setEnabled(!m_labels.empty());
}

/// What is not seen is not computed.
void LabelCurvesPanel::ask()
{
    if (!isVisible() && std::none_of(m_offers.begin(), m_offers.end(), [](auto* offer) { return offer->isWanted(); }))
        return;
    if (!m_run || !m_run->hasTrajectories()) {
        m_work.cancel();
        m_data.reset();
        m_shown.reset();
        showData();
        return;
    }
    models::LabelCurvesRequest request;
    for (const QComboBox* box : { m_first, m_second })
        if (const QString column = box->currentData().toString(); !column.isEmpty() && !request.columns.contains(column))
            request.columns.append(column);
    const auto& choice = m_view->choice();
    request.found = { choice.rules, choice.decomposition,
        m_label->currentIndex() < 0 ? models::OverviewLabel {}
                                    : m_labels[static_cast<std::size_t>(m_label->currentIndex())] };
    request.threshold = m_threshold->value() / 100.0;
    request.band = m_view->band();
    if (request == m_request && m_run == m_shown)
        return;
    if (!m_shown || m_shown->path != m_run->path)
        m_data.reset();
    m_request = request;
    m_shown = m_run;
    m_failed.clear();
    m_work.start([this, run = m_run, request](const models::Background::Context& context) {
        auto data = std::make_shared<const models::LabelCurvesData>(labelCurves(*run, request, context.progress));
        context.deliver([this, data, run] {
            m_data = data;
            m_dataOf = run;
            showData();
        });
    });
}

void LabelCurvesPanel::choose(const std::map<int, models::FoundCluster>& clusters, int group)
{
    if (const auto found = clusters.find(group); found != clusters.end())
        m_chooser->choose(found->second.key, found->second.cluster);
}

void LabelCurvesPanel::showData()
{
    CurvePlotData empty;
    empty.emptyReason = !m_failed.isEmpty() ? m_failed
        : m_work.isRunning()                ? tr("Reading…")
                                            : tr("Curves come with the first trajectories");
    m_split->setData(m_data ? m_data->split : empty);
    m_loss->setData(m_data ? m_data->byLoss : empty);
    m_vectors->setData(m_data ? m_data->byVectors : empty);
    m_truth->setData(m_data ? m_data->truth : empty);
    showMean();
}

/// Of the tokens selected, as long as it is seen.
void LabelCurvesPanel::showMean()
{
    if (isVisible() && m_data)
        m_means.setRows({ m_data->split.members });
    else
        m_means.clear();
}

}
