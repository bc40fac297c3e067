#pragma once

#include "widgets/models/basis_model.h"
#include "widgets/models/run_view.h"

#include <QTreeView>
#include <QWidget>

namespace polcascope::panels {

class KnownLine;

/// Which directions does the basis hold, and how far can they be trusted. A click chooses the vector shown.
class BasisPanel : public QWidget {
    Q_OBJECT
public:
    explicit BasisPanel(models::RunView* view, QWidget* parent = nullptr);
    void showRun(const models::RunSnapshotPointer& run); ///< may be null
    [[nodiscard]] QTreeView* table() const { return m_table; }

private:
    void showChoice();

    models::RunView* m_view;
    models::BasisModel m_model;
    KnownLine* m_known;
    QTreeView* m_table;
};

}
