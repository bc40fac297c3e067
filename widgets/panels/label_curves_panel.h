#pragma once

#include "widgets/models/background.h"
#include "widgets/models/cluster_selection.h"
#include "widgets/models/label_curves.h"
#include "widgets/models/plot_axes.h"
#include "widgets/models/run_view.h"
#include "widgets/models/selection_means.h"
#include "widgets/models/token_brush.h"

#include <QWidget>

#include <array>

class QComboBox;
class QSpinBox;

namespace polcascope::figure {
class Offer;
}

namespace polcascope::views {
class CurvePlot;
}

namespace polcascope::panels {

class ClusterChooser;

/// What is there to be found, and is it found: loss curves by the labels of the tokens, and below them those of the
/// clusters that hold one label, by loss and along the vectors, beside the curves of all tokens with that label.
class LabelCurvesPanel : public QWidget {
    Q_OBJECT
public:
    LabelCurvesPanel(models::RunView* view, models::ClusterSelection* selection,
        models::PlotAxes* axes, models::TokenBrush* brush, QWidget* parent = nullptr);
    void setBrushing(bool always); ///< every drag selects tokens, or one with Shift, Ctrl or Alt
    void showRun(const models::RunSnapshotPointer& run); ///< may be null
    [[nodiscard]] const models::LabelCurvesPointer& data() const { return m_data; } ///< null while there is none
    [[nodiscard]] bool isComputing() const { return m_work.isRunning(); }

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    [[nodiscard]] std::array<views::CurvePlot*, 4> plots() const { return { m_split, m_loss, m_vectors, m_truth }; }
    void ask();
    void showData();
    void showMean();
    void fillLabels();
    void choose(const std::map<int, models::FoundCluster>& clusters, int group);

    models::RunView* m_view;
    ClusterChooser* m_chooser;
    models::RunSnapshotPointer m_run;
    models::RunSnapshotPointer m_shown; ///< of which the data is
    models::LabelCurvesRequest m_request;
    models::LabelCurvesPointer m_data;
    models::RunSnapshotPointer m_dataOf;
    models::SelectionMeans m_means;
    models::Background m_work;
    QString m_failed;
    QComboBox* m_first;
    QComboBox* m_second;
    QComboBox* m_label;
    QSpinBox* m_threshold;
    views::CurvePlot* m_split;
    views::CurvePlot* m_loss;
    views::CurvePlot* m_vectors;
    views::CurvePlot* m_truth;
    QList<figure::Offer*> m_offers;
    std::vector<models::OverviewLabel> m_labels; ///< in the order of the list
};

}
