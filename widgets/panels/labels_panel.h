#pragma once

#include "widgets/models/cluster_selection.h"
#include "widgets/models/run_view.h"

#include <QWidget>

class QComboBox;
class QSpinBox;

namespace polcascope::views {
class LabelBarPlot;
}

namespace polcascope::panels {

/// What are the clusters made of: their tokens by place and carry, or whatever labels are chosen, and what they have in
/// common.
class LabelsPanel : public QWidget {
    Q_OBJECT
public:
    LabelsPanel(models::RunView* view, models::ClusterSelection* selection, QWidget* parent = nullptr);
    [[nodiscard]] views::LabelBarPlot* plot() const { return m_plot; }

private:
    void showData();
    void takeRule();

    models::RunView* m_view;
    views::LabelBarPlot* m_plot;
    QComboBox* m_category;
    QComboBox* m_part;
    QSpinBox* m_threshold;
    QComboBox* m_counted;
};

}
