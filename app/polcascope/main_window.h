#pragma once

#include "app/polcascope/workspaces.h"
#include "widgets/models/cluster_selection.h"
#include "widgets/models/contexts.h"
#include "widgets/models/journal.h"
#include "widgets/models/parameter_editor.h"
#include "widgets/models/pinned_view.h"
#include "widgets/models/plot_axes.h"
#include "widgets/models/run_session.h"
#include "widgets/models/run_view.h"
#include "widgets/models/runs_model.h"
#include "widgets/models/slices.h"
#include "widgets/models/token_brush.h"
#include "widgets/models/view_history.h"
#include "widgets/models/view_session.h"

#include <QMainWindow>

class QDockWidget;
class QLabel;
class QStackedWidget;
class QTabWidget;

namespace polcascope {

namespace panels {
class BasisDetailsPanel;
class BasisPanel;
class BreakthroughsPanel;
class ChoiceBar;
class ClusteringBar;
class ClustersPanel;
class ComparePanel;
class ContextsPanel;
class CurvesPanel;
class FilterBar;
class FigurePanel;
class LabelCurvesPanel;
class LabelsPanel;
class OutOfDateLine;
class OverviewPanel;
class RunsPanel;
class SampleLine;
class SelectionPanel;
class StartPage;
class StripsPanel;
class TablesPanel;
class TrainingPanel;
}

/// The one window: owns the run that is open, what is looked at and what is selected, and wires the panels to
/// them and to the engines at work.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(QWidget* parent = nullptr);
    ~MainWindow() override;

    void openRun(const QString& path);
    /// Starts a new run and opens it as soon as its folder is there; settings are "key=value".
    void startRun(const QString& recipe, const QString& runPath, const QStringList& settings = {});
    void resumeRun(const QString& runPath);
    /// Opens the run at that place, going on with it where it is not finished; starts it where there is none.
    void runOrResume(const QString& recipe, const QString& runPath);

    /// Asks whether to go on where a window was that ended unexpectedly, if there was one.
    void offerRecovery();

    [[nodiscard]] models::RunSession& session() { return m_session; }
    [[nodiscard]] models::RunView& view() { return m_view; }
    [[nodiscard]] models::ClusterSelection& selection() { return m_selection; }
    [[nodiscard]] models::PlotAxes& axes() { return m_axes; }
    [[nodiscard]] models::RunsModel& runs() { return m_runs; }
    [[nodiscard]] QUndoStack& undoStack() { return m_undo; }
    [[nodiscard]] Workspaces& workspaces() { return *m_workspaces; }

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QDockWidget* addDock(Qt::DockWidgetArea area, QWidget* panel, const QString& title, const QString& name);
    void sizeDocks();
    void makeWorkspaces(QMenu* menu);
    void makeActions();
    void connectEverything();
    void followJob(jobs::EngineJob* job);
    void recover();
    void reloadIn(int milliseconds); ///< at the latest

    void showRun();
    void showOpened();
    void showStart();
    void showStatus();
    void showOutOfDate();
    void showActions();
    void fillRecentMenu();
    void openDialog();
    void newRunDialog();
    void runDemo();
    void showResults();
    void about();
    void showError(const QString& title, const QString& message);
    [[nodiscard]] jobs::EngineJob* currentJob() const; ///< at work in the open run, or null

    models::RunSession m_session;
    models::RunView m_view;
    models::ClusterSelection m_selection;
    models::PlotAxes m_axes;
    models::ViewHistory m_history { &m_view, &m_axes };
    models::TokenBrush m_brush { &m_selection };
    models::Contexts m_tokenContexts { &m_view, &m_selection };
    models::RunsModel m_runs;
    QUndoStack m_undo;
    models::Slices m_slices { &m_undo };
    models::ParameterEditor m_editor { &m_view, &m_undo };
    models::ViewSession m_viewSession { &m_view };
    models::Journal m_journal;
    std::optional<models::Journal::Entry> m_recover; ///< to be selected as soon as its run is shown
    models::PinnedView m_pinned { &m_view };
    QTimer m_reload; ///< several artifacts in a row are read at once

    panels::ChoiceBar* m_choice;
    panels::ClusteringBar* m_clustering;
    panels::RunsPanel* m_runsPanel;
    panels::BasisPanel* m_basis;
    panels::OverviewPanel* m_overview;
    panels::BreakthroughsPanel* m_breakthroughs;
    panels::ClustersPanel* m_clusters;
    panels::ContextsPanel* m_contexts;
    panels::LabelsPanel* m_labels;
    panels::CurvesPanel* m_curves;
    panels::StripsPanel* m_strips;
    panels::BasisDetailsPanel* m_basisDetails;
    panels::LabelCurvesPanel* m_labelCurves;
    panels::ComparePanel* m_compare;
    panels::SelectionPanel* m_selectionPanel;
    panels::FilterBar* m_filters;
    panels::TablesPanel* m_tables;
    panels::TrainingPanel* m_training;
    panels::FigurePanel* m_figure;
    panels::StartPage* m_start;
    panels::OutOfDateLine* m_outOfDate;
    panels::SampleLine* m_sampleLine;
    QStackedWidget* m_pages;
    QTabWidget* m_tabs;
    Workspaces* m_workspaces = nullptr;
    QList<QDockWidget*> m_clusterDocks; ///< those that show the clusters

    QLabel* m_statusStep;
    QLabel* m_statusSelection;
    QLabel* m_statusNoise;
    QLabel* m_statusEngine;

    QMenu* m_recentMenu = nullptr;
    QAction* m_closeRun = nullptr;
    QAction* m_resume = nullptr;
    QAction* m_pause = nullptr;
    QAction* m_stop = nullptr;
    QAction* m_sample = nullptr;
    QList<QAction*> m_findActions;

    bool m_sizeDocks = false; ///< as soon as the open run is shown
    bool m_workspaceChosen = false; ///< that for the open run's state of progress has been shown once
    bool m_closing = false; ///< as soon as the engines have stopped
};

}
