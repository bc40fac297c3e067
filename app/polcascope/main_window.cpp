#include "app/polcascope/main_window.h"

#include "app/polcascope/command_palette.h"
#include "core/base/large_pages.h"
#include "widgets/jobs/messages.h"
#include "widgets/jobs/places.h"
#include "widgets/panels/basis_details_panel.h"
#include "widgets/panels/basis_panel.h"
#include "widgets/panels/breakthroughs_panel.h"
#include "widgets/panels/choice_bar.h"
#include "widgets/panels/clustering_bar.h"
#include "widgets/panels/clusters_panel.h"
#include "widgets/panels/compare_panel.h"
#include "widgets/panels/condensed_tree_panel.h"
#include "widgets/panels/contexts_panel.h"
#include "widgets/panels/curves_panel.h"
#include "widgets/panels/document_window.h"
#include "widgets/panels/explained_line.h"
#include "widgets/panels/figure_panel.h"
#include "widgets/panels/filter_bar.h"
#include "widgets/panels/label_curves_panel.h"
#include "widgets/panels/labels_panel.h"
#include "widgets/panels/new_run_dialog.h"
#include "widgets/panels/out_of_date_line.h"
#include "widgets/panels/overview_panel.h"
#include "widgets/panels/parameter_map_panel.h"
#include "widgets/panels/runs_panel.h"
#include "widgets/panels/sample_line.h"
#include "widgets/panels/selection_panel.h"
#include "widgets/panels/start_page.h"
#include "widgets/panels/strips_panel.h"
#include "widgets/panels/tables_panel.h"
#include "widgets/panels/token_map_panel.h"
#include "widgets/panels/training_panel.h"
#include "widgets/theme/theme.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDir>
#include <QDockWidget>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QScreen>
#include <QSettings>
#include <QStackedWidget>
#include <QStatusBar>
#include <QStyle>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace polcascope {

using jobs::EngineJob;
using models::ClusterOrigin;
using models::ClusterSelection;
using models::RunSession;
using models::RunsModel;
using models::RunView;

namespace {

constexpr int reloadDelay = 700; // milliseconds
/// What two decompositions of a gigabyte's trajectories are made of, one after the other.
constexpr std::size_t freedBytesKept = std::size_t { 1 } << 30;
constexpr QLatin1String resultsDocument("results-arithmetic.md");

/// The folder of a dragged or dropped run, or "".
QString runIn(const QMimeData* mime)
{
    if (!mime->hasUrls() || mime->urls().size() != 1)
        return {};
    const QFileInfo info(mime->urls().constFirst().toLocalFile());
    return info.isDir() ? info.absoluteFilePath() : QString();
}

enum class Appearance { desktop, light, dark };

Appearance storedAppearance()
{
    return static_cast<Appearance>(std::clamp(QSettings().value("window/appearance", 0).toInt(), 0, 2));
}

void apply(Appearance appearance)
{
    // Qt 6.4 follows the desktop's colours where the desktop's own plugin is there, and cannot be asked for
    // others.
    static const QString desktopStyle = QApplication::style()->name();
    if (appearance == Appearance::desktop) {
        QApplication::setStyle(desktopStyle);
        QApplication::setPalette(QPalette());
    } else {
        QApplication::setStyle(QStringLiteral("Fusion"));
        QApplication::setPalette(
            appearance == Appearance::dark ? theme::darkPalette() : theme::lightPalette());
    }
}

QLabel* statusLabel()
{
    auto* label = new QLabel;
    label->setContentsMargins(8, 0, 8, 0);
    return label;
}

}

MainWindow::MainWindow(QWidget* parent)
    : QMainWindow(parent)
    , m_journal(jobs::journalFolder(),
          [this] {
              const bool shown = m_view.run() && m_view.run()->path == m_session.path();
              const auto& pinned = m_compare->pinned();
              return shown ? models::Journal::Entry { m_view.run()->path, m_selection.selected(), m_selection.current(),
                                 m_selection.primaryToken(), m_clusters->noteBegun(),
                                 pinned ? models::pinnedToJson(*pinned) : QJsonObject() }
                           : models::Journal::Entry { m_session.path(), {}, models::noGroup, -1 };
          })
    , m_choice(new panels::ChoiceBar(&m_view))
    , m_clustering(new panels::ClusteringBar(&m_editor))
    , m_runsPanel(new panels::RunsPanel(&m_runs))
    , m_basis(new panels::BasisPanel(&m_view))
    , m_overview(new panels::OverviewPanel(&m_view, &m_selection))
    , m_breakthroughs(new panels::BreakthroughsPanel(&m_view, &m_selection, &m_axes))
    , m_clusters(new panels::ClustersPanel(&m_view, &m_selection, &m_undo))
    , m_contexts(new panels::ContextsPanel(&m_tokenContexts))
    , m_labels(new panels::LabelsPanel(&m_view, &m_selection))
    , m_curves(new panels::CurvesPanel(&m_view, &m_selection, &m_axes, &m_brush))
    , m_strips(new panels::StripsPanel(&m_view, &m_selection, &m_axes, &m_brush))
    , m_basisDetails(new panels::BasisDetailsPanel(&m_view, &m_selection, &m_axes))
    , m_labelCurves(new panels::LabelCurvesPanel(&m_view, &m_selection, &m_axes, &m_brush))
    , m_compare(new panels::ComparePanel(&m_view, &m_selection, &m_axes))
    , m_selectionPanel(new panels::SelectionPanel(&m_view, &m_selection, &m_brush, &m_slices))
    , m_filters(new panels::FilterBar(&m_view, &m_undo))
    , m_tables(new panels::TablesPanel(&m_view, &m_selection))
    , m_training(new panels::TrainingPanel(&m_axes))
    , m_figure(new panels::FigurePanel)
    , m_start(new panels::StartPage)
    , m_outOfDate(new panels::OutOfDateLine(&m_editor))
    , m_sampleLine(new panels::SampleLine)
    , m_pages(new QStackedWidget)
    , m_tabs(new QTabWidget)
    , m_statusStep(statusLabel())
    , m_statusSelection(statusLabel())
    , m_statusNoise(statusLabel())
    , m_statusEngine(statusLabel())
{
    keepFreedPages(freedBytesKept);
    if (storedAppearance() != Appearance::desktop)
        apply(storedAppearance());
    setAcceptDrops(true);
    setDockNestingEnabled(true);
    setWindowTitle(QStringLiteral("Polcascope"));
    resize(QSize(1440, 900).boundedTo(screen()->availableSize()));

    auto* explained = new panels::ExplainedLine(&m_view);
    m_tabs->setDocumentMode(true);
    const auto addTab = [this](QWidget* panel, const QString& title, const char* name) {
        panel->setObjectName(name);
        m_tabs->addTab(panel, title);
    };
    addTab(m_curves, tr("Curves"), "curvesTab");
    addTab(m_strips, tr("All vectors"), "stripsTab");
    addTab(m_basisDetails, tr("Basis vectors"), "basisDetailsTab");
    addTab(m_labelCurves, tr("By label"), "labelCurvesTab");
    addTab(m_compare, tr("Compare"), "compareTab");
    addTab(m_training, tr("Training"), "trainingTab");
    addTab(m_figure, tr("Figure"), "figureTab");
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_sampleLine);
    layout->addWidget(m_outOfDate);
    layout->addWidget(explained);
    layout->addWidget(m_filters);
    layout->addWidget(m_tabs, 1);
    m_pages->addWidget(m_start);
    m_pages->addWidget(page);
    setCentralWidget(m_pages);
    addToolBar(m_choice);
    addToolBarBreak();
    addToolBar(m_clustering);

    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    addDock(Qt::LeftDockWidgetArea, m_runsPanel, tr("Runs"), "runsDock");
    addDock(Qt::LeftDockWidgetArea, m_basis, tr("Basis"), "basisDock");
    auto* clusters = addDock(Qt::LeftDockWidgetArea, m_clusters, tr("Clusters"), "clustersDock");
    auto* selected = addDock(Qt::LeftDockWidgetArea, m_selectionPanel, tr("Selection"), "selectionDock");
    auto* contexts = addDock(Qt::RightDockWidgetArea, m_contexts, tr("Token contexts"), "contextsDock");
    auto* labels = addDock(Qt::RightDockWidgetArea, m_labels, tr("Labels"), "labelsDock");
    auto* overview = addDock(Qt::BottomDockWidgetArea, m_overview, tr("Overview"), "overviewDock");
    auto* breakthroughs =
        addDock(Qt::BottomDockWidgetArea, m_breakthroughs, tr("Breakthroughs"), "breakthroughsDock");
    auto* tree = addDock(Qt::BottomDockWidgetArea,
        new panels::CondensedTreePanel(&m_editor, &m_selection), tr("Condensed tree"), "treeDock");
    auto* map = addDock(
        Qt::BottomDockWidgetArea, new panels::ParameterMapPanel(&m_editor), tr("Parameter map"), "mapDock");
    auto* tokens = addDock(
        Qt::BottomDockWidgetArea, new panels::TokenMapPanel(&m_view, &m_selection), tr("Map"), "tokenMapDock");
    auto* tables = addDock(Qt::BottomDockWidgetArea, m_tables, tr("Tables"), "tablesDock");
    tabifyDockWidget(overview, breakthroughs);
    tabifyDockWidget(breakthroughs, tree);
    tabifyDockWidget(tree, map);
    tabifyDockWidget(map, tokens);
    tabifyDockWidget(tokens, tables);
    tabifyDockWidget(clusters, selected);
    clusters->raise();
    overview->raise(); // where a run has something to see
    m_clusterDocks = { clusters, contexts, labels, tree, tokens };
    sizeDocks();

    for (QLabel* label : { m_statusStep, m_statusSelection, m_statusNoise, m_statusEngine })
        statusBar()->addPermanentWidget(label);

    m_workspaces = new Workspaces(this, m_tabs);
    makeActions();
    connectEverything();

    restoreGeometry(QSettings().value("window/geometry").toByteArray());
    m_workspaces->read();
    m_runs.refresh();
    showStart();
}

MainWindow::~MainWindow()
{
    m_viewSession.close();
    hide();
    // Their last signals would find a window that is half gone.
    m_tokenContexts.disconnect();
    m_history.disconnect();
    m_axes.disconnect();
    m_brush.disconnect();
    m_slices.disconnect();
    m_pinned.disconnect();
    m_selection.disconnect();
    m_view.disconnect();
    m_session.disconnect();
    m_runs.disconnect();
    // What shows them goes before them.
    qDeleteAll(findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly));
}

QDockWidget* MainWindow::addDock(
    Qt::DockWidgetArea area, QWidget* panel, const QString& title, const QString& name)
{
    auto* dock = new QDockWidget(title);
    dock->setObjectName(name);
    dock->setProperty("title", title);
    // Room for the title, and the two buttons beside it.
    const QFontMetrics metrics = dock->fontMetrics();
    if (const int least = metrics.horizontalAdvance(title) + 4 * metrics.height(); panel->minimumSizeHint().width() < least)
        panel->setMinimumWidth(least);
    dock->setWidget(panel);
    // A pane that lies behind others is not hidden but moved away. What it holds is, so that it begins no work meanwhile.
    QSizePolicy policy = panel->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    panel->setSizePolicy(policy);
    connect(dock, &QDockWidget::visibilityChanged, panel, [panel](bool seen) {
        if (!seen && panel->window()->isMinimized())
            return; // as it was, when the window comes back
        // Or else Qt gives the keys to whatever control comes next.
        if (QWidget* focus = QApplication::focusWidget(); !seen && focus && panel->isAncestorOf(focus))
            focus->clearFocus();
        panel->setVisible(seen);
    });
    addDockWidget(area, dock);
    return dock;
}

void MainWindow::sizeDocks()
{
    const auto size = [this](std::initializer_list<std::pair<const char*, int>> wanted, Qt::Orientation orientation) {
        QList<QDockWidget*> docks;
        QList<int> sizes;
        for (const auto& [name, pixels] : wanted)
            if (auto* dock = findChild<QDockWidget*>(name); !dock->isHidden()) {
                docks.append(dock);
                sizes.append(pixels);
            }
        if (!docks.isEmpty())
            resizeDocks(docks, sizes, orientation);
    };
    size({ { "basisDock", 416 }, { "contextsDock", 384 } }, Qt::Horizontal);
    size({ { "runsDock", 130 }, { "basisDock", 220 }, { "clustersDock", 370 } }, Qt::Vertical);
    size({ { "contextsDock", 400 }, { "labelsDock", 330 } }, Qt::Vertical);
    size({ { "overviewDock", 260 } }, Qt::Vertical);
}

void MainWindow::makeWorkspaces(QMenu* menu)
{
    const auto add = [&](Workspace workspace, const QString& text, const QString& key, const QString& help, QWidget* tab,
                         std::initializer_list<const char*> docks, const QList<QWidget*>& bars) {
        QAction* action = menu->addAction(text);
        action->setShortcut(QKeySequence(key));
        action->setToolTip(help);
        QList<QWidget*> panes = bars;
        for (const char* name : docks)
            panes.append(findChild<QDockWidget*>(name));
        m_workspaces->add(workspace, action, tab, panes);
    };
    const QList<QWidget*> bars { m_choice, m_clustering };
    add(Workspace::train, tr("&Train"), tr("Ctrl+1"), tr("How a run goes: its loss, its jobs, and what they take of the machine (Ctrl+1)"),
        m_training, { "runsDock", "basisDock" }, {});
    add(Workspace::explore, tr("&Explore"), tr("Ctrl+2"), tr("All views of a run, linked (Ctrl+2)"), m_curves,
        { "runsDock", "basisDock", "clustersDock", "selectionDock", "contextsDock", "labelsDock", "overviewDock", "breakthroughsDock", "treeDock",
            "mapDock", "tokenMapDock", "tablesDock" },
        bars);
    add(Workspace::compare, tr("&Compare"), tr("Ctrl+3"), tr("What is pinned beside what is looked at (Ctrl+3)"), m_compare,
        { "runsDock", "basisDock", "clustersDock", "selectionDock" }, bars);
    add(Workspace::figure, tr("&Figure"), tr("Ctrl+4"), tr("Figures as they will be on paper (Ctrl+4)"), m_figure,
        { "basisDock", "clustersDock", "selectionDock" }, bars);

    auto* corner = new QWidget;
    auto* layout = new QHBoxLayout(corner);
    layout->setContentsMargins(0, 0, 6, 0);
    layout->setSpacing(2);
    for (QAction* action : m_workspaces->actions()) {
        auto* button = new QToolButton;
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
        button->setAutoRaise(true);
        layout->addWidget(button);
    }
    menuBar()->setCornerWidget(corner);
}

void MainWindow::makeActions()
{
    QMenu* file = menuBar()->addMenu(tr("&File"));
    file->addAction(tr("&New Run…"), QKeySequence::New, this, &MainWindow::newRunDialog);
    file->addAction(tr("&Open Run…"), QKeySequence::Open, this, &MainWindow::openDialog);
    m_recentMenu = file->addMenu(tr("Open &Recent"));
    connect(m_recentMenu, &QMenu::aboutToShow, this, &MainWindow::fillRecentMenu);
    m_sample = file->addAction(tr("Open the &Sample Run"), this, [this] { openRun(jobs::sampleRun()); });
    m_sample->setVisible(!jobs::sampleRun().isEmpty());
    file->addAction(tr("Run the &Demo"), this, &MainWindow::runDemo);
    file->addSeparator();
    m_closeRun = file->addAction(tr("&Close Run"), QKeySequence::Close, &m_session, &RunSession::close);
    QAction* quit = file->addAction(tr("&Quit"), QKeySequence::Quit, this, &QWidget::close);
    quit->setMenuRole(QAction::QuitRole);

    QMenu* edit = menuBar()->addMenu(tr("&Edit"));
    QAction* undo = m_undo.createUndoAction(this, tr("&Undo"));
    undo->setShortcut(QKeySequence::Undo);
    QAction* redo = m_undo.createRedoAction(this, tr("&Redo"));
    redo->setShortcut(QKeySequence::Redo);
    edit->addActions({ undo, redo });
    edit->addSeparator();
    m_selection.setUndoStack(&m_undo);
    QAction* brush = edit->addAction(tr("&Select Tokens by Dragging over Curves"));
    brush->setShortcut(QKeySequence(tr("Ctrl+B")));
    brush->setCheckable(true);
    connect(brush, &QAction::toggled, this, [this](bool always) {
        m_curves->setBrushing(always);
        m_strips->setBrushing(always);
        m_labelCurves->setBrushing(always);
        m_selectionPanel->setBrushing(always);
    });
    connect(m_selectionPanel, &panels::SelectionPanel::brushingChanged, brush, &QAction::setChecked);
    edit->addSeparator();
    m_findActions = {
        edit->addAction(tr("&Find Tokens…"), QKeySequence::Find, this,
            [this] {
                auto* dock = findChild<QDockWidget*>("contextsDock");
                dock->show();
                dock->raise();
                m_contexts->focusSearch();
            }),
        edit->addAction(tr("Find &Next"), QKeySequence::FindNext, m_contexts, &panels::ContextsPanel::findNext),
        edit->addAction(
            tr("Find &Previous"), QKeySequence::FindPrevious, m_contexts, &panels::ContextsPanel::findPrevious),
    };

    QMenu* engine = menuBar()->addMenu(tr("E&ngine"));
    m_resume = engine->addAction(tr("&Go on with this Run"), QKeySequence(tr("Ctrl+R")), this,
        [this] { resumeRun(m_session.path()); });
    m_pause = engine->addAction(tr("&Pause"), QKeySequence(tr("Ctrl+Shift+P")), this, [this] {
        if (EngineJob* job = currentJob()) {
            if (job->state() == EngineJob::State::paused)
                job->unpause();
            else
                job->pause();
        }
    });
    m_stop = engine->addAction(tr("&Stop"), QKeySequence(tr("Ctrl+.")), this, [this] {
        if (EngineJob* job = currentJob())
            job->stop();
    });

    QMenu* viewMenu = menuBar()->addMenu(tr("&View"));
    makeWorkspaces(viewMenu->addMenu(tr("Workspac&e")));
    viewMenu->addSeparator();
    QAction* back = viewMenu->addAction(tr("Bac&k to what was looked at"), QKeySequence(Qt::ALT | Qt::Key_Left), &m_history,
        &models::ViewHistory::goBack);
    QAction* forward = viewMenu->addAction(
        tr("For&ward again"), QKeySequence(Qt::ALT | Qt::Key_Right), &m_history, &models::ViewHistory::goForward);
    back->setObjectName("backAction");
    forward->setObjectName("forwardAction");
    const auto showHistory = [this, back, forward] {
        back->setEnabled(m_history.canGoBack());
        forward->setEnabled(m_history.canGoForward());
    };
    connect(&m_history, &models::ViewHistory::changed, this, showHistory);
    showHistory();
    viewMenu->addSeparator();
    QAction* logarithmic = viewMenu->addAction(tr("&Logarithmic steps"));
    logarithmic->setShortcut(QKeySequence(tr("Ctrl+L")));
    logarithmic->setCheckable(true);
    connect(logarithmic, &QAction::toggled, &m_axes, &models::PlotAxes::setLogSteps);
    connect(&m_axes, &models::PlotAxes::logStepsChanged, logarithmic, &QAction::setChecked);
    viewMenu->addAction(tr("Show all s&teps"), &m_axes,
        [this] { m_axes.setStepRange(-models::PlotAxes::infinity, models::PlotAxes::infinity); });
    viewMenu->addAction(tr("Rem&ove cursors A and B"), &m_axes, [this] { m_axes.setMarks({}); });
    QMenu* bands = viewMenu->addMenu(tr("&Band around each curve"));
    auto* bandGroup = new QActionGroup(this);
    for (const auto band : { models::Band::none, models::Band::standardDeviation, models::Band::standardError,
             models::Band::quartiles, models::Band::percentiles5To95 }) {
        const QString name = models::bandName(band);
        QAction* action = bands->addAction(
            name.isEmpty() ? tr("None") : name, this, [this, band] { m_view.setBand(band); });
        action->setCheckable(true);
        action->setChecked(band == m_view.band());
        bandGroup->addAction(action);
    }
    viewMenu->addSeparator();
    const auto stepVector = [this](int by) {
        auto choice = m_view.choice();
        choice.setVector(choice.vector + by);
        m_view.setChoice(choice);
    };
    viewMenu->addAction(
        tr("&Next vector"), QKeySequence(tr("Ctrl+]")), this, [stepVector] { stepVector(1); });
    viewMenu->addAction(
        tr("&Previous vector"), QKeySequence(tr("Ctrl+[")), this, [stepVector] { stepVector(-1); });
    QAction* pin = viewMenu->addAction(tr("P&in this clustering and compare"), QKeySequence(tr("Ctrl+D")), this, [this] {
        m_workspaces->setCurrent(Workspace::compare);
        m_tabs->setCurrentWidget(m_compare);
        m_compare->pin();
    });
    pin->setObjectName("pinAction");
    viewMenu->addAction(
        tr("&Clear selection"), QKeySequence(Qt::Key_Escape), &m_selection, &ClusterSelection::clear);
    viewMenu->addSeparator();
    QMenu* docks = viewMenu->addMenu(tr("Pane&s"));
    for (const QDockWidget* dock : findChildren<QDockWidget*>())
        docks->addAction(dock->toggleViewAction());
    docks->addAction(m_choice->toggleViewAction());
    docks->addAction(m_clustering->toggleViewAction());
    QMenu* appearance = viewMenu->addMenu(tr("&Appearance"));
    auto* appearances = new QActionGroup(this);
    const auto addAppearance = [&](const QString& text, Appearance value) {
        QAction* action = appearance->addAction(text, this, [value] {
            QSettings().setValue("window/appearance", int(value));
            apply(value);
        });
        action->setCheckable(true);
        action->setChecked(value == storedAppearance());
        appearances->addAction(action);
    };
    addAppearance(tr("As the &desktop"), Appearance::desktop);
    addAppearance(tr("&Light"), Appearance::light);
    addAppearance(tr("D&ark"), Appearance::dark);
    viewMenu->addAction(tr("&Reset layout"), m_workspaces, &Workspaces::reset);
    QAction* full = viewMenu->addAction(tr("&Full screen"), QKeySequence::FullScreen, this,
        [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
    full->setCheckable(false);

    QMenu* help = menuBar()->addMenu(tr("&Help"));
    help->addAction(
        tr("&Commands…"), QKeySequence(tr("Ctrl+P")), this, [this] { (new CommandPalette(this))->open(); });
    QAction* results = help->addAction(tr("&Results: Arithmetic"), this, &MainWindow::showResults);
    results->setObjectName("resultsAction");
    results->setVisible(!jobs::document(resultsDocument).isEmpty());
    help->addSeparator();
    help->addAction(tr("&About Polcascope"), this, &MainWindow::about)->setMenuRole(QAction::AboutRole);
    help->addAction(tr("About &Qt"), qApp, &QApplication::aboutQt)->setMenuRole(QAction::AboutQtRole);
}

void MainWindow::connectEverything()
{
    connect(m_start, &panels::StartPage::openRequested, this, &MainWindow::openRun);
    connect(m_start, &panels::StartPage::openDialogRequested, this, &MainWindow::openDialog);
    connect(m_start, &panels::StartPage::newRunRequested, this, &MainWindow::newRunDialog);
    connect(m_start, &panels::StartPage::demoRequested, this, &MainWindow::runDemo);
    connect(m_runsPanel, &panels::RunsPanel::openRequested, this, &MainWindow::openRun);
    connect(m_runsPanel, &panels::RunsPanel::resumeRequested, this, &MainWindow::resumeRun);

    m_reload.setSingleShot(true);
    connect(&m_reload, &QTimer::timeout, &m_session, &RunSession::reload);
    connect(&m_session, &RunSession::opened, this, &MainWindow::showOpened);
    connect(&m_session, &RunSession::changed, this, &MainWindow::showRun);
    connect(&m_session, &RunSession::closed, this, &MainWindow::showStart);
    connect(&m_session, &RunSession::failed, this, [this](const QString&, const QString& message) {
        showError(tr("The run cannot be opened"), message);
        showRun();
    });
    connect(&m_session, &RunSession::foundDamaged, this,
        [this](const QString&, const QString& message) { showError(tr("The run is damaged, and has been closed"), message); });

    // The numbers of clusters mean something else in another clustering.
    connect(&m_view, &RunView::choiceChanged, this, [this] { m_selection.setSelected({}, models::noGroup); });
    connect(&m_view, &RunView::clustersContinued, &m_selection, &ClusterSelection::follow);
    connect(m_outOfDate, &panels::OutOfDateLine::outOfDateChanged, this, &MainWindow::showOutOfDate);
    connect(&m_viewSession, &models::ViewSession::failed, this,
        [this](const QString& message) { showError(tr("Your settings of this run"), message); });
    m_viewSession.keep("slices",
        { [this] { return m_slices.toJson(); }, [this](const QJsonObject& json) { m_slices.restore(json); } });
    connect(&m_slices, &models::Slices::labelsChanged, this, [this] {
        if (m_session.run() && m_view.run() && m_view.run()->path == m_session.run()->path)
            showRun();
    });
    connect(&m_slices, &models::Slices::listChanged, &m_viewSession, &models::ViewSession::saveLater);
    m_viewSession.keep("filters",
        { [this] { return models::toJson(m_view.filters()); },
            [this](const QJsonObject& json) { m_view.setFilters(models::tokenFilters(json)); } });
    connect(&m_view, &RunView::filtersChanged, &m_viewSession, &models::ViewSession::saveLater);
    connect(m_selectionPanel, &panels::SelectionPanel::filtersWanted, m_filters, &panels::FilterBar::offer);
    connect(m_selectionPanel, &panels::SelectionPanel::filterWanted, m_filters, &panels::FilterBar::add);
    m_viewSession.keep("cluster_label",
        { [this] {
             const auto& label = m_clusters->label();
             return QJsonObject { { "column", QString::fromStdString(label.column) }, { "category", QString::fromStdString(label.category) } };
         },
            [this](const QJsonObject& json) {
                m_clusters->setLabel({ json["column"].toString().toStdString(), json["category"].toString().toStdString() });
            } });
    connect(m_clusters, &panels::ClustersPanel::labelChanged, &m_viewSession, &models::ViewSession::saveLater);
    m_viewSession.keep("contexts",
        { [this] {
             QJsonObject json = models::toJson(m_tokenContexts.choice());
             json["pattern"] = m_tokenContexts.pattern();
             return json;
         },
            [this](const QJsonObject& json) {
                m_tokenContexts.setChoice(models::contextChoice(json));
                m_tokenContexts.setPattern(json["pattern"].toString());
            } });
    connect(&m_tokenContexts, &models::Contexts::choiceChanged, &m_viewSession, &models::ViewSession::saveLater);
    connect(&m_tokenContexts, &models::Contexts::patternChanged, &m_viewSession, &models::ViewSession::saveLater);
    connect(&m_session, &RunSession::changed, &m_journal, &models::Journal::writeLater);
    connect(&m_selection, &ClusterSelection::selectedChanged, &m_journal, &models::Journal::writeLater);
    connect(&m_selection, &ClusterSelection::primaryTokenChanged, &m_journal, &models::Journal::writeLater);
    connect(m_clusters, &panels::ClustersPanel::noteEdited, &m_journal, &models::Journal::writeLater);
    connect(m_compare, &panels::ComparePanel::pinnedChanged, &m_journal, &models::Journal::writeLater);
    connect(&m_view, &RunView::annotationsChanged, &m_journal, &models::Journal::writeLater); // the note is taken
    connect(&m_view, &RunView::dataChanged, this, &MainWindow::recover);
    connect(&m_pinned, &models::PinnedView::found, m_compare, qOverload<const models::ViewDataPointer&>(&panels::ComparePanel::pin));
    connect(&m_pinned, &models::PinnedView::failed, this,
        [this](const QString& message) { showError(tr("What was pinned"), message); });
    m_viewSession.keep("axes",
        { [this] { return m_axes.toJson(); }, [this](const QJsonObject& json) { m_axes.restore(json); } });
    connect(&m_axes, &models::PlotAxes::changed, &m_viewSession, &models::ViewSession::saveLater);
    connect(&m_view, &RunView::dataChanged, this, &MainWindow::showStatus);
    connect(&m_view, &RunView::dataChanged, &m_session, [this] {
        if (m_view.data())
            m_session.verify();
    });
    connect(&m_view, &RunView::failed, &m_session, &RunSession::verify); // damage may be why
    connect(&m_view, &RunView::dataChanged, this, [this] {
        // What the panes show counts for how wide they are; so they are made so once it is there.
        if (m_view.data() && std::exchange(m_sizeDocks, false))
            QTimer::singleShot(0, this, &MainWindow::sizeDocks);
    });
    connect(&m_view, &RunView::computingChanged, this,
        [this](bool, const QString& what) { statusBar()->showMessage(what); });
    connect(&m_view, &RunView::failed, this,
        [this](const QString& message) { showError(tr("This cannot be computed"), message); });
    connect(m_tables, &panels::TablesPanel::saved, this,
        [this](const QString& path) { statusBar()->showMessage(tr("Saved as %1").arg(path), 5000); });
    connect(m_tables, &panels::TablesPanel::failed, this,
        [this](const QString& message) { showError(tr("The table cannot be saved"), message); });
    connect(m_workspaces, &Workspaces::arranged, this, [this] {
        m_sizeDocks = !m_view.data();
        QTimer::singleShot(0, this, &MainWindow::sizeDocks);
    });
    auto offers = findChildren<figure::Offer*>();
    const auto place = [](const figure::Offer* offer) {
        static const QStringList first { "lossPlot", "polcaPlot", "projectedPlot", "labelBars", "tokenMap", "strips", "splitPlot",
            "lossClustersPlot", "vectorClustersPlot", "truthPlot", "pinnedPlot", "shownPlot" };
        const auto found = first.indexOf(offer->key());
        return found < 0 ? first.size() : found;
    };
    std::sort(offers.begin(), offers.end(), [&](const auto* a, const auto* b) {
        return std::pair(place(a), a->key()) < std::pair(place(b), b->key());
    });
    m_figure->setOffers(offers);
    connect(m_figure, &panels::FigurePanel::requested, this, [this] {
        m_workspaces->setCurrent(Workspace::figure);
        m_tabs->setCurrentWidget(m_figure);
    });
    m_viewSession.keep("figure",
        { [this] { return m_figure->choice(); }, [this](const QJsonObject& json) { m_figure->setChoice(json); } });
    connect(m_figure, &panels::FigurePanel::choiceChanged, &m_viewSession, &models::ViewSession::saveLater);
    connect(&m_selection, &ClusterSelection::selectedChanged, this, &MainWindow::showStatus);
    connect(&m_selection, &ClusterSelection::shownTokensChanged, this, &MainWindow::showStatus);
    connect(&m_selection, &ClusterSelection::cursorStepChanged, this, &MainWindow::showStatus);
}

void MainWindow::openRun(const QString& path)
{
    if (!path.isEmpty())
        m_session.open(QFileInfo(path).absoluteFilePath());
}

void MainWindow::startRun(const QString& recipe, const QString& runPath, const QStringList& settings)
{
    auto* job = new EngineJob;
    followJob(job);
    job->startRun(recipe, runPath, settings);
}

void MainWindow::resumeRun(const QString& runPath)
{
    if (runPath.isEmpty())
        return;
    if (const EngineJob* job = m_runs.job(runPath); job && job->isActive())
        return;
    openRun(runPath);
    auto* job = new EngineJob;
    followJob(job);
    job->resumeRun(runPath);
}

void MainWindow::followJob(EngineJob* job)
{
    m_runs.addJob(job);
    m_runsPanel->addJob(job);
    const auto isOpen = [this, job] { return m_session.path() == job->runPath(); };
    connect(job, &EngineJob::stageChanged, this, [this, job, isOpen] {
        if (!isOpen() && store::looksLikeRun(QFile::encodeName(job->runPath()).toStdString()))
            openRun(job->runPath());
        else if (isOpen())
            reloadIn(reloadDelay);
    });
    connect(job, &EngineJob::artifactFinished, this, [this, isOpen](const QString& stage) {
        // Checkpoints come by the hundred, and no more is seen of them than how many there are.
        if (isOpen())
            reloadIn(stage == QLatin1String("training") ? 5 * reloadDelay : reloadDelay);
    });
    connect(job, &EngineJob::progressed, this,
        [this, job](const jobs::JobProgress& progress) { m_training->addPoint(job->runPath(), progress); });
    connect(job, &EngineJob::progressed, this, &MainWindow::showStatus);
    connect(job, &EngineJob::stateChanged, this, [this] {
        showActions();
        showStatus();
    });
    connect(job, &EngineJob::ended, this, [this, job, isOpen](EngineJob::State state) {
        if (isOpen())
            m_session.reload();
        if (m_closing) {
            if (m_runs.activeJobs().isEmpty())
                close();
        } else if (state == EngineJob::State::failed) {
            showError(tr("The run could not be finished"), job->message());
        }
    });
    showActions();
    showStatus();
}

void MainWindow::reloadIn(int milliseconds)
{
    if (!m_reload.isActive() || m_reload.remainingTime() > milliseconds)
        m_reload.start(milliseconds);
}

EngineJob* MainWindow::currentJob() const
{
    EngineJob* job = m_runs.job(m_session.path());
    if (job && job->isActive())
        return job;
    const auto active = m_runs.activeJobs();
    return active.isEmpty() ? nullptr : active.first();
}

void MainWindow::offerRecovery()
{
    connect(&m_journal, &models::Journal::broken, this, [this](const QString& path) {
        showError(tr("What was open before"),
            tr("Polcascope ended unexpectedly, and what was open then cannot be read; the file is set aside as %1.").arg(path));
    });
    const auto left = m_journal.leftOver();
    if (!left)
        return;
    auto* box = new QMessageBox(QMessageBox::Question, tr("Go on where you were?"),
        tr("Polcascope ended unexpectedly while the run “%1” was open: shall it be opened again as it was?")
            .arg(QFileInfo(left->run).completeBaseName()),
        QMessageBox::NoButton, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    auto* restore = box->addButton(tr("Restore"), QMessageBox::AcceptRole);
    box->addButton(tr("Discard"), QMessageBox::RejectRole);
    box->setDefaultButton(restore);
    connect(box, &QMessageBox::finished, this, [this, box, restore, entry = *left] {
        m_journal.forget();
        if (box->clickedButton() != restore)
            return;
        m_recover = entry;
        openRun(entry.run);
        recover(); // where it is open already
    });
    box->open();
}

/// Selects and pins what was, as soon as the run is shown.
void MainWindow::recover()
{
    const auto& data = m_view.data();
    if (!m_recover || !data || data->run->path != m_recover->run || m_view.isOutOfDate())
        return;
    const models::Journal::Entry entry = *std::exchange(m_recover, std::nullopt);
    QSet<int> selected;
    for (const int cluster : entry.selected)
        if (data->cluster(cluster))
            selected.insert(cluster);
    m_selection.setSelected(selected, selected.contains(entry.current) ? entry.current : models::noGroup);
    if (entry.token < static_cast<int>(data->run->tokens->count()))
        m_selection.setPrimaryToken(entry.token);
    if (entry.note && selected.contains(entry.current))
        m_clusters->goOnWithNote(*entry.note);
    m_pinned.find(entry.pinned);
}

void MainWindow::showOpened()
{
    const auto& run = m_session.run();
    m_viewSession.close(); // what follows is of another run
    jobs::addRecentRun(run->path);
    m_runs.refresh();
    m_selection.setSelected({}, models::noGroup);
    m_selection.setPrimaryToken(-1);
    m_brush.drop();
    m_selection.setTokens({});
    m_selection.setCursorStep(std::numeric_limits<double>::quiet_NaN());
    m_tokenContexts.setPattern({});
    m_workspaceChosen = false;
    m_undo.clear();
    m_pages->setCurrentIndex(1);
    m_workspaces->show();
}

void MainWindow::showRun()
{
    auto run = m_session.run();
    setWindowTitle(run ? QStringLiteral("%1 - Polcascope").arg(run->name) : QStringLiteral("Polcascope"));
    setWindowFilePath({});
    const bool another = !run || !m_view.run() || m_view.run()->path != run->path;
    if (another) {
        m_viewSession.close();
        m_axes.startAnew();
        m_slices.setList({});
        m_clusters->setLabel(analysis::carryLabel());
    }
    run = m_slices.labelled(run);
    m_choice->showRun(run);
    m_view.setRun(run);
    m_choice->showRun(run);
    if (another && run)
        m_viewSession.open(run->path);
    run = m_slices.labelled(m_session.run()); // with the labels that were just restored
    if (another)
        m_history.startAnew();
    m_sampleLine->showRun(run);
    m_basis->showRun(run);
    m_basisDetails->showRun(run);
    m_overview->showRun(run);
    m_breakthroughs->showRun(run);
    m_labelCurves->showRun(run);
    m_tables->showRun(run);
    m_training->showRun(run);
    m_runsPanel->setCurrentRun(run ? run->path : QString());
    // A run that is being trained is best seen there, until its first trajectories bring the clusters' views.
    if (run && !m_workspaceChosen) {
        m_workspaceChosen = run->hasTrajectories();
        if (!m_workspaceChosen)
            m_workspaces->setCurrent(Workspace::train);
        else if (m_workspaces->current() == Workspace::train)
            m_workspaces->setCurrent(Workspace::explore);
    }
    showActions();
    showStatus();
}

void MainWindow::showStart()
{
    m_workspaces->hide();
    m_start->refresh();
    m_pages->setCurrentIndex(0);
    m_undo.clear();
    showActions();
}

void MainWindow::showOutOfDate()
{
    const bool outOfDate = m_outOfDate->isOutOfDate();
    for (QDockWidget* dock : m_clusterDocks) {
        const QString title = dock->property("title").toString();
        dock->setWindowTitle(outOfDate ? tr("%1 (out of date)", "title of a pane").arg(title) : title);
    }
}

void MainWindow::showActions()
{
    const auto& run = m_session.run();
    const EngineJob* job = currentJob();
    m_closeRun->setEnabled(run != nullptr);
    for (QAction* action : m_findActions)
        action->setEnabled(run != nullptr);
    for (QAction* action : m_workspaces->actions())
        action->setEnabled(run != nullptr);
    EngineJob* own = run ? m_runs.job(run->path) : nullptr;
    m_training->setJob(own);
    m_resume->setEnabled(run && run->manifest.resumable() && !run->busy && !(own && own->isActive()));
    m_pause->setEnabled(
        job && (job->state() == EngineJob::State::running || job->state() == EngineJob::State::paused));
    m_pause->setText(job && job->state() == EngineJob::State::paused ? tr("&Resume") : tr("&Pause"));
    m_stop->setEnabled(job && job->state() != EngineJob::State::stopping);
}

void MainWindow::showStatus()
{
    const QLocale locale;
    const auto& data = m_view.data();
    const double step = m_selection.cursorStep();
    m_statusStep->setText(std::isfinite(step) ? tr("step %1").arg(locale.toString(step, 'f', 0)) : QString());

    qint64 selected = 0;
    qint64 outliers = 0;
    if (data)
        for (const auto& cluster : data->clusters) {
            if (m_selection.selected().contains(cluster.id))
                selected += cluster.size;
            if (cluster.id == store::noise)
                outliers = cluster.size;
        }
    qint64 of = data ? data->inScope : 0;
    if (const auto& tokens = m_selection.shownTokens(); data && !tokens.isEmpty()) {
        selected = tokens.tokens.size();
        of = static_cast<qint64>(data->run->tokens->count());
    }
    m_statusSelection->setText(data
            ? tr("selected %1 of %Ln token(s)", nullptr, static_cast<int>(of)).arg(locale.toString(selected))
            : QString());
    const qint64 clustered = data ? data->inScope - data->filteredOut : 0;
    m_statusNoise->setText(data && clustered > 0 && data->origin != ClusterOrigin::provisional
            ? tr("outliers %1 %").arg(locale.toString(100.0 * double(outliers) / double(clustered), 'f', 0))
            : QString());

    const EngineJob* job = currentJob();
    if (job)
        m_statusEngine->setText(tr("engine: %1").arg(RunsModel::jobText(*job)));
    else if (m_session.run() && m_session.run()->busy)
        m_statusEngine->setText(tr("engine: at work in this run, started elsewhere"));
    else
        m_statusEngine->setText(tr("engine: idle"));
    m_statusEngine->setToolTip(job ? job->engine() : QString());
}

void MainWindow::fillRecentMenu()
{
    m_recentMenu->clear();
    const QStringList recent = jobs::recentRuns();
    for (const QString& path : recent)
        m_recentMenu
            ->addAction(QFileInfo(path).completeBaseName().replace(QLatin1Char('&'), QLatin1String("&&")),
                this, [this, path] { openRun(path); })
            ->setToolTip(path);
    if (recent.isEmpty())
        m_recentMenu->addAction(tr("None yet"))->setEnabled(false);
    m_recentMenu->addSeparator();
    m_recentMenu->addAction(tr("Clear this list"), this, [this] {
        jobs::clearRecentRuns();
        m_start->refresh();
        m_runs.refresh();
    });
    m_recentMenu->setToolTipsVisible(true);
}

void MainWindow::openDialog()
{
    const QString path = QFileDialog::getExistingDirectory(this, tr("Open Run"), jobs::runsFolder());
    openRun(path);
}

void MainWindow::newRunDialog()
{
    auto* dialog = new panels::NewRunDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
        [this, dialog] { startRun(dialog->recipe(), dialog->runPath(), dialog->settings()); });
    dialog->open();
}

void MainWindow::runDemo()
{
    const QString recipe = QStringLiteral("demo-arithmetic");
    const QString path = jobs::runsFolder() + QStringLiteral("/") + recipe + QStringLiteral(".polca");
    runOrResume(recipe, path);
}

void MainWindow::runOrResume(const QString& recipe, const QString& runPath)
{
    const QString path = QFileInfo(runPath).absoluteFilePath();
    if (!store::looksLikeRun(QFile::encodeName(path).toStdString()))
        return startRun(recipe, path);
    try {
        const auto folder =
            store::RunFolder::open(QFile::encodeName(path).toStdString(), store::RunFolder::Access::read);
        if (folder.manifest().resumable() && !folder.isBusy())
            return resumeRun(path);
    } catch (const Error&) {
        // Opening it for show meets the same error and tells it.
    }
    openRun(path);
}

void MainWindow::showResults()
{
    if (auto* open = findChild<panels::DocumentWindow*>()) {
        open->raise();
        open->activateWindow();
        return;
    }
    auto* window = new panels::DocumentWindow(tr("Results: arithmetic"), jobs::document(resultsDocument), this);
    window->setAttribute(Qt::WA_DeleteOnClose);
    window->show(); // to read beside the views
    window->activateWindow();
}

void MainWindow::about()
{
    QMessageBox::about(this, tr("About Polcascope"),
        tr("<h3>Polcascope %1</h3><p>A microscope for what a language model learns, and when.</p>"
           "<p>The method is that of “Loss in the Crowd: Hidden Breakthroughs in Language Model Training” "
           "(2024) and “Hidden "
           "Breakthroughs in Language Model Training” (2026).</p>"
           "<p>Free software under the GNU General Public License, version 3 or later, without any warranty. "
           "It uses Qt, "
           "QCustomPlot, HDF5 and, in the engine, LibTorch.</p>")
            .arg(QStringLiteral(POLCASCOPE_VERSION)));
}

void MainWindow::showError(const QString& title, const QString& message)
{
    // Not exec(): what goes on behind the message must go on.
    auto* box = new QMessageBox(QMessageBox::Warning, title, message, QMessageBox::Ok, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    const auto active = m_runs.activeJobs();
    if (!active.isEmpty() && m_closing) {
        event->ignore();
        return;
    }
    if (!active.isEmpty()) {
        QMessageBox box(QMessageBox::Question, tr("An engine is at work"),
            tr("The run “%1” is not finished. Shall the engine go on without the window?", nullptr,
                int(active.size()))
                .arg(QFileInfo(active.first()->runPath()).completeBaseName()),
            QMessageBox::NoButton, this);
        box.setInformativeText(tr("If it goes on, open the run later to see how far it is. If it is stopped, "
                                  "everything finished is "
                                  "kept, and the run can go on later."));
        auto* goOn = box.addButton(tr("Let it go on"), QMessageBox::AcceptRole);
        auto* stop = box.addButton(tr("Stop it"), QMessageBox::DestructiveRole);
        box.addButton(QMessageBox::Cancel);
        box.setDefaultButton(goOn);
        box.exec();
        if (box.clickedButton() == goOn) {
            for (EngineJob* job : active)
                job->letGo();
        } else if (box.clickedButton() == stop) {
            m_closing = true;
            setEnabled(false);
            for (EngineJob* job : active)
                job->stop();
            event->ignore();
            return;
        } else {
            event->ignore();
            return;
        }
    }
    QSettings().setValue("window/geometry", saveGeometry());
    m_workspaces->save();
    m_journal.end();
    QMainWindow::closeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (!runIn(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    if (const QString path = runIn(event->mimeData()); !path.isEmpty()) {
        event->acceptProposedAction();
        openRun(path);
    }
}

}
