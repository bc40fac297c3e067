#pragma once

#include "widgets/models/basis_comparison.h"
#include "widgets/models/basis_details.h"
#include "widgets/models/cluster_selection.h"
#include "widgets/models/curve_model.h"
#include "widgets/models/plot_axes.h"

#include <QWidget>

class QButtonGroup;
class QHBoxLayout;
class QMenu;
class QProgressBar;
class QStackedWidget;
class QToolButton;

namespace polcascope::figure {
class Offer;
}

namespace polcascope::views {
class CurvePlot;
class VectorGridPlot;
}

namespace polcascope::panels {

class TableTwin;

/// What are the basis vectors: how sharp, how far to be trusted, where in the weights, how much they explain and when, and
/// how like those of another run. A page for each; a click on a vector chooses it everywhere.
class BasisDetailsPanel : public QWidget {
    Q_OBJECT
public:
    BasisDetailsPanel(models::RunView* view, models::ClusterSelection* selection,
        models::PlotAxes* axes, QWidget* parent = nullptr);
    void showRun(const models::RunSnapshotPointer& run); ///< may be null

    [[nodiscard]] const models::BasisDetails& details() const { return m_details; }
    [[nodiscard]] const models::BasisComparison& comparison() const { return m_comparison; }

protected:
    void showEvent(QShowEvent* event) override;

private:
    /// A grid of vectors with its table.
    struct Grid {
        views::VectorGridPlot* plot = nullptr;
        models::VectorGridModel model;
        TableTwin* twin = nullptr;
    };

    void addPage(TableTwin* twin, const QString& text, const QString& help);
    void addGrid(Grid& grid, const QString& name, const QString& title, const QString& text, const QString& help);
    void addWeights();
    void addExplained();
    void addCurvature();
    void addComparison();
    void link(views::CurvePlot* plot, const QString& name, models::ClusterSelection* selection, models::PlotAxes* axes);
    void ask();
    void choose(int vector);
    void showGrid(Grid& grid, models::VectorGrid data, const QString& emptyReason);
    void showDetails();
    void showCurves();
    void showChoice();
    void showComparison();
    void fillRuns();
    [[nodiscard]] QString missingVectors() const; ///< why there is nothing, in a sentence; "" where there are vectors
    [[nodiscard]] QString missingCurvature() const;

    models::RunView* m_view;
    models::RunSnapshotPointer m_run;
    models::BasisDetails m_details;
    models::BasisComparison m_comparison;
    QString m_problem; ///< why the details could not be read
    QStackedWidget* m_pages;
    QButtonGroup* m_pageButtons;
    QHBoxLayout* m_bar;
    Grid m_vectors;
    Grid m_weights;
    Grid m_cosines;
    models::WeightGroups m_groups = models::WeightGroups::layers;
    models::Course m_course = models::Course::soFar;
    views::CurvePlot* m_explained;
    views::CurvePlot* m_movement;
    views::CurvePlot* m_curvature;
    QList<figure::Offer*> m_offers;
    models::CurveModel m_explainedModel;
    models::CurveModel m_curvatureModel;
    QToolButton* m_another;
    QMenu* m_runs;
    QProgressBar* m_progress = nullptr;
    QToolButton* m_cancel;
};

}
