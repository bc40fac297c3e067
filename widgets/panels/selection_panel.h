#pragma once

#include "widgets/models/background.h"
#include "widgets/models/cluster_selection.h"
#include "widgets/models/run_view.h"
#include "widgets/models/slices.h"
#include "widgets/models/token_brush.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QMenu;
class QToolButton;
class QTreeView;

namespace polcascope::panels {

/// Which tokens are selected, how they came to be, further ways of selecting some, and those kept under names.
class SelectionPanel : public QWidget {
    Q_OBJECT
public:
    SelectionPanel(models::RunView* view, models::ClusterSelection* selection, models::TokenBrush* brush,
        models::Slices* slices, QWidget* parent = nullptr);

    void setBrushing(bool always); ///< the button is down

Q_SIGNALS:
    void brushingChanged(bool always); ///< by the button
    /// The menu of filters is about to show, empty: another fills it, in front of what is there.
    void filtersWanted(QMenu* menu);
    void filterWanted(const polcascope::models::TokenFilter& filter);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void showSelection();
    void keepHeadlineStill();
    void selectMatches();
    [[nodiscard]] QWidget* makeList();
    void keep();
    void choose(const QModelIndex& index);
    void showPossible();
    void offerFilters();

    models::RunView* m_view;
    models::ClusterSelection* m_selection;
    models::TokenBrush* m_brush;
    models::Slices* m_slices;
    QLabel* m_headline;
    QToolButton* m_brushing;
    QToolButton* m_filter;
    QDoubleSpinBox* m_threshold;
    QLineEdit* m_pattern;
    QComboBox* m_where;
    QTreeView* m_list;
    QToolButton* m_keep;
    QToolButton* m_replace;
    QAction* m_rename;
    QAction* m_remove;
    QString m_problem; ///< of the last attempt to select
    models::Background m_search;
};

}
