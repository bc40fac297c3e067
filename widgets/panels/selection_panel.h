#pragma once

#include "widgets/models/background.h"
#include "widgets/models/cluster_selection.h"
#include "widgets/models/run_view.h"
#include "widgets/models/token_brush.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace polcascope::panels {

/// Which tokens are selected, how they came to be, and further ways of selecting some.
class SelectionPanel : public QWidget {
    Q_OBJECT
public:
    SelectionPanel(models::RunView* view, models::ClusterSelection* selection, models::TokenBrush* brush,
        QWidget* parent = nullptr);

    void setBrushing(bool always); ///< the button is down

Q_SIGNALS:
    void brushingChanged(bool always); ///< by the button

private:
    void showSelection();
    void selectMatches();

    models::RunView* m_view;
    models::ClusterSelection* m_selection;
    models::TokenBrush* m_brush;
    QLabel* m_headline;
    QToolButton* m_brushing;
    QDoubleSpinBox* m_threshold;
    QLineEdit* m_pattern;
    QComboBox* m_where;
    QString m_problem; ///< of the last attempt to select
    models::Background m_search;
};

}
