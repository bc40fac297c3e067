#pragma once

#include "widgets/models/run_view.h"

#include <QToolBar>

class QLabel;
class QMenu;
class QUndoStack;

namespace polcascope::panels {

/// The filters of tokens, a chip each, which a click removes; how many each and all together leave. Not there without any.
class FilterBar : public QToolBar {
    Q_OBJECT
public:
    FilterBar(models::RunView* view, QUndoStack* undo, QWidget* parent = nullptr);

    void add(const models::TokenFilter& filter);
    /// Fills a menu with the filters that the run may have.
    void offer(QMenu* menu);

private:
    void setFilters(const models::TokenFilters& filters);
    void showFilters();

    models::RunView* m_view;
    QUndoStack* m_undo;
};

}
