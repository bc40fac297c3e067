#pragma once

#include "widgets/models/cluster_selection.h"
#include "widgets/models/run_view.h"
#include "widgets/models/token_map.h"

#include <QWidget>

class QProgressBar;

namespace polcascope::figure {
class Offer;
}

namespace polcascope::views {
class TokenMapPlot;
}

namespace polcascope::panels {

class TableTwin;

/// Which tokens move alike, and how far apart are the clusters? The clustered trajectories in the plane in which they
/// differ most.
class TokenMapPanel : public QWidget {
    Q_OBJECT
public:
    TokenMapPanel(models::RunView* view, models::ClusterSelection* selection, QWidget* parent = nullptr);
    [[nodiscard]] const models::TokenMap& map() const { return m_map; }

protected:
    void showEvent(QShowEvent* event) override;

private:
    void ask();
    void showMap();
    void select(const QSet<int>& groups, Qt::KeyboardModifiers modifiers);

    models::RunView* m_view;
    models::ClusterSelection* m_selection;
    models::TokenMap m_map;
    models::TokenMapModel m_model;
    views::TokenMapPlot* m_plot;
    TableTwin* m_twin;
    figure::Offer* m_offer = nullptr;
    QProgressBar* m_progress = nullptr;
    QString m_failure;
};

}
