#pragma once

#include "widgets/models/cluster_selection.h"
#include "widgets/models/run_view.h"

#include <QWidget>

namespace polcascope::views {
class LabelBarPlot;
}

namespace polcascope::panels {

/// What are the clusters made of: their tokens by place and carry.
class LabelsPanel : public QWidget {
    Q_OBJECT
public:
    LabelsPanel(models::RunView* view, models::ClusterSelection* selection, QWidget* parent = nullptr);
    [[nodiscard]] views::LabelBarPlot* plot() const { return m_plot; }

private:
    views::LabelBarPlot* m_plot;
};

}
