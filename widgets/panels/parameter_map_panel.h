#pragma once

#include "widgets/models/parameter_editor.h"
#include "widgets/models/parameter_map.h"

#include <QTimer>
#include <QWidget>

class QProgressBar;
class QToolButton;

namespace polcascope::views {
class ParameterMapPlot;
}

namespace polcascope::panels {

class TableTwin;

/// Does what is found hang on one setting? The clusterings that other parameters give, computed as soon as this
/// is seen where that takes some seconds, and when asked for where it takes longer.
class ParameterMapPanel : public QWidget {
    Q_OBJECT
public:
    explicit ParameterMapPanel(models::ParameterEditor* editor, QWidget* parent = nullptr);
    [[nodiscard]] models::ParameterMap& map() { return m_map; }

protected:
    void showEvent(QShowEvent* event) override;

private:
    void showMap();
    void showParameters();
    void startIfCheap();

    models::RunView* m_view;
    models::ParameterMap m_map;
    models::ParameterMapModel m_model;
    views::ParameterMapPlot* m_plot;
    TableTwin* m_twin;
    QToolButton* m_start;
    QToolButton* m_cancel;
    QProgressBar* m_progress;
    QTimer m_delay; ///< a slider that is dragged does not start it again and again
    bool m_cancelled = false; ///< by the person: it does not start again by itself
};

}
