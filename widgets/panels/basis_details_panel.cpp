#include "widgets/panels/basis_details_panel.h"

#include "widgets/jobs/places.h"
#include "widgets/panels/linking.h"
#include "widgets/panels/table_twin.h"
#include "widgets/views/curve_plot.h"
#include "widgets/views/vector_grid_plot.h"

#include <QButtonGroup>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QProgressBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace polcascope::panels {

using models::Course;
using models::CurveModel;
using models::CurvePlotData;
using models::RunView;
using models::VectorGridModel;
using models::WeightGroups;
using views::CurvePlot;
using views::VectorGridPlot;

BasisDetailsPanel::BasisDetailsPanel(RunView* view, models::ClusterSelection* selection,
    models::PlotAxes* axes, QWidget* parent)
    : QWidget(parent)
    , m_view(view)
    , m_details(view)
    , m_pages(new QStackedWidget)
    , m_pageButtons(new QButtonGroup(this))
    , m_bar(new QHBoxLayout)
    , m_explained(new CurvePlot)
    , m_movement(new CurvePlot)
    , m_curvature(new CurvePlot)
    , m_another(textButton(tr("Another run…"), tr("Compare with the basis of another run of the same model"), false))
    , m_runs(new QMenu(this))
    , m_cancel(textButton(tr("Cancel"), tr("Stop comparing"), false))
{
    m_bar->setContentsMargins(4, 2, 4, 0);
    m_bar->setSpacing(2);
    addGrid(m_vectors, "basisVectors", tr("Basis vectors"), tr("Vectors"),
        tr("Eigenvalues, residuals, what each vector explains, the 2026 filter and the causal check"));
    addWeights();
    addExplained();
    addCurvature();
    addComparison();
    m_bar->addStretch();
    m_pageButtons->button(0)->setChecked(true);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(m_bar);
    layout->addWidget(m_pages, 1);

    link(m_explained, tr("Explained loss change"), selection, axes);
    link(m_movement, tr("Movement along the basis"), selection, axes);
    link(m_curvature, tr("Curvature along each vector"), selection, axes);
    connect(m_pageButtons, &QButtonGroup::idClicked, this, [this](int page) {
        m_pages->setCurrentIndex(page);
        m_pages->currentWidget()->setFocus(); // arrows walk, and F8 turns, at once
    });
    connect(&m_details, &models::BasisDetails::changed, this, &BasisDetailsPanel::showDetails);
    connect(&m_details, &models::BasisDetails::failed, this, [this](const QString& message) {
        m_problem = message;
        showDetails();
    });
    connect(&m_comparison, &models::BasisComparison::changed, this, &BasisDetailsPanel::showComparison);
    connect(&m_comparison, &models::BasisComparison::progressed, this,
        [this](double fraction) { m_progress->setValue(static_cast<int>(100 * fraction)); });
    connect(view, &RunView::choiceChanged, this, &BasisDetailsPanel::showChoice);
    showDetails();
    showComparison();
}

void BasisDetailsPanel::addPage(TableTwin* twin, const QString& text, const QString& help)
{
    twin->table()->header()->setDefaultSectionSize(fontMetrics().averageCharWidth() * 16);
    auto* button = textButton(text, help, true);
    m_pageButtons->addButton(button, m_pages->addWidget(twin));
    m_bar->addWidget(button);
}

void BasisDetailsPanel::addGrid(
    Grid& grid, const QString& name, const QString& title, const QString& text, const QString& help)
{
    grid.plot = new VectorGridPlot(title);
    grid.plot->setObjectName(name + QStringLiteral("Plot"));
    grid.twin = new TableTwin(grid.plot, &grid.model, VectorGridModel::sortRole, title);
    grid.twin->table()->setObjectName(name + QStringLiteral("Table"));
    addPage(grid.twin, text, help);
    connect(grid.plot, &VectorGridPlot::chosen, this, &BasisDetailsPanel::choose);
    connect(grid.twin->table(), &QTreeView::activated, this,
        [this, &grid](const QModelIndex& index) { choose(grid.twin->sourceIndex(index).row()); });
}

void BasisDetailsPanel::addWeights()
{
    addGrid(m_weights, "basisWeights", tr("Where in the weights, in %"), tr("In the weights"),
        tr("In which layers and tensors each vector lies, as shares of its squared length"));
    m_weights.twin->addChoice<WeightGroups>(
        { { WeightGroups::layers, tr("Layers"), tr("All tensors of a layer together") },
            { WeightGroups::tensors, tr("Tensors"), tr("Every tensor by itself, in the order of the layers") } },
        m_groups, [this](WeightGroups groups) {
            m_groups = groups;
            showDetails();
        });
}

void BasisDetailsPanel::addExplained()
{
    m_explained->setObjectName("explainedPlot");
    m_movement->setObjectName("movementPlot");
    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_explained);
    splitter->addWidget(m_movement);
    splitter->setFocusProxy(m_explained);
    auto* twin = new TableTwin(splitter, &m_explainedModel, CurveModel::sortRole, tr("How much the basis explains"));
    twin->table()->setObjectName("explainedTable");
    addPage(twin, tr("Explained"), tr("How much of the loss change and of the movement lies along the basis, over training"));
    twin->addChoice<Course>(
        { { Course::soFar, tr("Up to each step"), tr("Shares of all that changed and moved from the first step on") },
            { Course::eachStep, tr("Each interval"),
                tr("Shares of what changed and moved between two checkpoints. Where the loss hardly changed, such a share says "
                   "little.") } },
        m_course, [this](Course course) {
            m_course = course;
            showDetails();
        });
    connect(m_explained, &CurvePlot::groupHovered, m_movement, &CurvePlot::setHovered);
    connect(m_movement, &CurvePlot::groupHovered, m_explained, &CurvePlot::setHovered);
}

void BasisDetailsPanel::addCurvature()
{
    m_curvature->setObjectName("curvaturePlot");
    auto* twin = new TableTwin(m_curvature, &m_curvatureModel, CurveModel::sortRole, tr("Curvature along each vector"));
    twin->table()->setObjectName("curvatureTable");
    addPage(twin, tr("Curvature"), tr("How sharp the loss is along each vector, over training"));
    connect(m_curvature, &CurvePlot::groupClicked, this, &BasisDetailsPanel::choose);
}

void BasisDetailsPanel::addComparison()
{
    addGrid(m_cosines, "basisCosines", tr("Cosines with another basis"), tr("Other basis"),
        tr("How like this run's vectors are to those of another run"));
    m_another->setObjectName("anotherRun");
    m_another->setMenu(m_runs);
    m_another->setPopupMode(QToolButton::InstantPopup);
    m_progress = m_cosines.twin->addProgress(tr("Progress of the comparison"));
    m_cancel->setObjectName("cancelComparison");
    m_cosines.twin->addLeft(m_another);
    m_cosines.twin->addRight(m_cancel);
    connect(m_runs, &QMenu::aboutToShow, this, &BasisDetailsPanel::fillRuns);
    connect(m_cancel, &QToolButton::clicked, &m_comparison, &models::BasisComparison::cancel);
}

void BasisDetailsPanel::link(
    CurvePlot* plot, const QString& name, models::ClusterSelection* selection, models::PlotAxes* axes)
{
    linkCursor(plot, selection);
    linkAxes(plot, axes);
    auto* offer = offerFigure(plot, name, [this] { return m_view->data(); });
    connect(offer, &figure::Offer::wantedChanged, this, &BasisDetailsPanel::ask);
    m_offers.append(offer);
}

void BasisDetailsPanel::showRun(const models::RunSnapshotPointer& run)
{
    m_run = run;
    m_problem.clear();
    m_comparison.show(run);
    ask();
}

void BasisDetailsPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    ask();
}

/// What is not seen is not read.
void BasisDetailsPanel::ask()
{
    if (isVisible() || std::any_of(m_offers.begin(), m_offers.end(), [](auto* offer) { return offer->isWanted(); }))
        m_details.show(m_run);
}

void BasisDetailsPanel::choose(int vector)
{
    if (!m_run || vector < 0 || static_cast<std::size_t>(vector) >= m_run->basis.size() || vector == m_view->choice().vector)
        return;
    auto choice = m_view->choice();
    choice.setVector(vector);
    m_view->setChoice(choice);
}

QString BasisDetailsPanel::missingVectors() const
{
    if (!m_run)
        return tr("Shows the basis vectors of a run, once one is open");
    if (!m_run->basis.empty())
        return {};
    return m_run->busy ? tr("The engine is at work: the basis vectors come after the checkpoints.")
                       : tr("This run holds no basis vectors yet. Engine > Go on with this run finds them.");
}

QString BasisDetailsPanel::missingCurvature() const
{
    if (const QString missing = missingVectors(); !missing.isEmpty())
        return missing;
    if (!m_run->trajectories)
        return tr("The curvature along each vector comes with the trajectories.");
    if (!m_problem.isEmpty())
        return m_problem;
    if (m_details.work().isRunning())
        return tr("Reading…");
    return m_run->manifest.sample
        ? tr("No curvature was measured along the vectors of this run.")
        : tr("No curvature was measured along the vectors of this run. This measures it: %1")
              .arg(QStringLiteral("polcascope-engine resume %1 --set trajectories.curvature_examples=125").arg(m_run->path));
}

void BasisDetailsPanel::showGrid(Grid& grid, models::VectorGrid data, const QString& emptyReason)
{
    const auto shown = data.isEmpty() ? nullptr : std::make_shared<const models::VectorGrid>(std::move(data));
    grid.plot->setEmptyReason(emptyReason);
    grid.plot->setData(shown);
    grid.model.setData(shown);
}

void BasisDetailsPanel::showDetails()
{
    const auto& data = m_details.data();
    const QString missing = missingVectors();
    showGrid(m_vectors, data ? quantityGrid(*data) : models::VectorGrid(), missing);
    showGrid(m_weights, data ? weightGrid(*data, m_groups) : models::VectorGrid(),
        missing.isEmpty() ? tr("This run does not say where in the weights its vectors lie.") : missing);
    showChoice();
}

void BasisDetailsPanel::showCurves()
{
    const int vector = m_view->choice().vector;
    const models::BasisData none;
    const models::BasisData& data = m_details.data() ? *m_details.data() : none;
    QString missing = missingVectors();
    if (missing.isEmpty())
        missing = m_run->manifest.stage(store::Stage::trajectories).complete
            ? tr("Adding up how much the basis explains…")
            : tr("How much the basis explains is known once the trajectories are complete.");
    const auto show = [](CurvePlot* plot, CurvePlotData curves, const QString& emptyReason) {
        if (curves.emptyReason.isEmpty())
            curves.emptyReason = emptyReason;
        plot->setData(curves);
    };
    show(m_explained, explainedCurves(data, vector, m_course), missing);
    show(m_movement, movementCurves(data, vector, m_course), missing);
    m_explainedModel.setData(explainedNumbers(data, vector, m_course));
    const CurvePlotData curvature = curvatureCurves(data, vector);
    show(m_curvature, curvature, missingCurvature());
    m_curvature->setSelected({ vector });
    m_curvatureModel.setData(curvature);
}

void BasisDetailsPanel::showChoice()
{
    const int vector = m_view->choice().vector;
    for (Grid* grid : { &m_vectors, &m_weights, &m_cosines }) {
        grid->plot->setCurrent(vector);
        grid->twin->table()->setCurrentIndex(grid->twin->tableIndex(vector));
    }
    showCurves();
}

void BasisDetailsPanel::showComparison()
{
    const bool running = m_comparison.work().isRunning();
    const bool sample = m_run && m_run->manifest.sample;
    QString missing = missingVectors();
    if (missing.isEmpty())
        missing = sample ? tr("A sample has no weights, so its vectors cannot be compared: open the run that it is a sample of.")
            : running    ? tr("Reading the vectors of both runs…")
            : m_comparison.problem().isEmpty()
            ? tr("Compares this run's vectors with those of another run of the same model: choose one with “Another run…”.")
            : m_comparison.problem();
    m_another->setEnabled(m_run && !m_run->basis.empty() && !sample);
    m_progress->setVisible(running);
    m_cancel->setVisible(running);
    if (!running)
        m_progress->setValue(0);
    const auto& cosines = m_comparison.cosines();
    showGrid(m_cosines, cosines ? models::cosineGrid(*cosines, m_comparison.other()) : models::VectorGrid(), missing);
    showChoice();
}

void BasisDetailsPanel::fillRuns()
{
    m_runs->clear();
    QStringList known = jobs::recentRuns() + jobs::runsInFolder();
    known.removeDuplicates();
    for (const QString& path : known)
        if (m_run && path != m_run->path)
            m_runs->addAction(QFileInfo(path).completeBaseName().replace(QLatin1Char('&'), QLatin1String("&&")), this,
                      [this, path] { m_comparison.compare(path); })
                ->setToolTip(path);
    m_runs->addSeparator();
    m_runs->addAction(tr("Choose a folder…"), this, [this] {
        const QString path = QFileDialog::getExistingDirectory(this, tr("Compare with"), jobs::runsFolder());
        if (!path.isEmpty())
            m_comparison.compare(path);
    });
    m_runs->setToolTipsVisible(true);
}

}
