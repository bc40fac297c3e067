#pragma once

#include "widgets/models/cluster_model.h"
#include "widgets/models/cluster_selection.h"

#include <QLabel>
#include <QTreeView>
#include <QWidget>

namespace polcascope::panels {

/// Which clusters are there, and is any of them a skill. The spine of the window: whatever is chosen here is
/// chosen everywhere.
class ClustersPanel : public QWidget {
    Q_OBJECT
public:
    ClustersPanel(models::RunView* view, models::ClusterSelection* selection, QWidget* parent = nullptr);
    [[nodiscard]] QTreeView* table() const { return m_table; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showData();
    void showHeadline();
    void showSelection();
    void takeSelection();
    [[nodiscard]] QString headline() const;

    models::RunView* m_view;
    models::ClusterSelection* m_selection;
    models::ClusterModel m_model;
    models::ClusterSortModel m_sorted;
    QLabel* m_headline;
    QTreeView* m_table;
    bool m_showing = false;
};

}
