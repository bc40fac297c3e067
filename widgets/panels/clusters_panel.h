#pragma once

#include "widgets/models/background.h"
#include "widgets/models/cluster_model.h"
#include "widgets/models/cluster_selection.h"
#include "widgets/models/overview_data.h"

#include "core/analysis/label_shuffles.h"

#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPointer>
#include <QTreeView>
#include <QUndoStack>
#include <QWidget>

#include <optional>

namespace polcascope::panels {

/// Which clusters are there, and is any of them a skill. The spine of the window: whatever is chosen here is
/// chosen everywhere.
class ClustersPanel : public QWidget {
    Q_OBJECT
public:
    /// What people call clusters and write about them can be undone with `undo`.
    ClustersPanel(models::RunView* view, models::ClusterSelection* selection, QUndoStack* undo,
        QWidget* parent = nullptr);
    [[nodiscard]] QTreeView* table() const { return m_table; }
    [[nodiscard]] QLineEdit* note() const { return m_note; } ///< on the cluster chosen last
    /// What is being written there; nothing where all that is there was taken.
    [[nodiscard]] std::optional<QString> noteBegun() const;
    void goOnWithNote(const QString& begun);
    /// Whose share the list shows: the label chosen, or the carry.
    [[nodiscard]] const analysis::LabelCategory& label() const { return m_label; }
    void setLabel(const analysis::LabelCategory& label);

Q_SIGNALS:
    void noteEdited();
    void labelChanged();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showData();
    void showHeadline();
    void showSelection();
    void takeSelection();
    void showNote();
    void takeNote();
    void showColumns();
    void offerLabels();
    void countLabel();
    [[nodiscard]] QString headline() const;

    models::RunView* m_view;
    models::ClusterSelection* m_selection;
    QPointer<QUndoStack> m_undo; ///< gone before this when the window closes
    models::ClusterModel m_model;
    models::ClusterSortModel m_sorted;
    QLabel* m_headline;
    QTreeView* m_table;
    QLineEdit* m_note;
    QMenu* m_labels;
    analysis::LabelCategory m_label = analysis::carryLabel();
    /// Shuffles, and what of.
    struct Shuffled {
        std::shared_ptr<const TokenTable> tokens;
        analysis::LabelCategory label;
        std::shared_ptr<const analysis::ShuffledLabels> labels;
    };
    Shuffled m_shuffled; ///< counted last
    models::Background m_counting;
    int m_noted = models::noGroup; ///< whose note is shown
    bool m_showing = false;
};

}
