#pragma once

#include "widgets/models/cluster_selection.h"
#include "widgets/models/context_model.h"

#include <QLabel>
#include <QTreeView>
#include <QWidget>

namespace polcascope::panels {

/// What do the tokens of a cluster have in common: those nearest its centroid, read in their contexts. Shows
/// the cluster chosen last, or the largest while none is.
class ContextsPanel : public QWidget {
    Q_OBJECT
public:
    ContextsPanel(models::RunView* view, models::ClusterSelection* selection, QWidget* parent = nullptr);
    [[nodiscard]] QTreeView* table() const { return m_table; }
    [[nodiscard]] int cluster() const { return m_cluster; } ///< whose tokens are listed, or models::noGroup

private:
    void request();
    void take(const models::ClusterTokens& tokens);

    models::RunView* m_view;
    models::ClusterSelection* m_selection;
    models::ContextModel m_model;
    QLabel* m_headline;
    QTreeView* m_table;
    int m_cluster = models::noGroup;
    int m_wanted = models::noGroup;
};

}
