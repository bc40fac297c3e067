#pragma once

#include "widgets/models/cluster_selection.h"
#include "widgets/models/condensed_tree.h"
#include "widgets/models/parameter_editor.h"

#include <QWidget>

namespace polcascope::views {
class CondensedTreePlot;
}

namespace polcascope::panels {

class TableTwin;

/// How the clusters come to be: where the tree splits, which branches are the clusters, how firm they are, and
/// what is left as outliers.
class CondensedTreePanel : public QWidget {
    Q_OBJECT
public:
    CondensedTreePanel(
        models::ParameterEditor* editor, models::ClusterSelection* selection, QWidget* parent = nullptr);

private:
    void showData();
    void showSelection();
    void takeRow(const QModelIndex& index);

    models::RunView* m_view;
    models::ClusterSelection* m_selection;
    models::CondensedTreeModel m_model;
    views::CondensedTreePlot* m_plot;
    TableTwin* m_twin;
};

}
