#pragma once

#include "widgets/models/cluster_selection.h"
#include "widgets/models/run_tables.h"
#include "widgets/models/run_view.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QTextBrowser;
class QToolButton;
class QTreeView;

namespace polcascope::panels {

enum class Rows;

class ClusterChooser;

/// What do the papers' tables say of this run? Each with the published values beside; a row leads to what it is about.
class TablesPanel : public QWidget {
    Q_OBJECT
public:
    TablesPanel(models::RunView* view, models::ClusterSelection* selection, QWidget* parent = nullptr);
    void showRun(const models::RunSnapshotPointer& run); ///< may be null
    [[nodiscard]] const models::RunTables& tables() const { return m_tables; }

    /// The whole table that is shown as Markdown (".md") or CSV, in the background.
    void save(const QString& path);

Q_SIGNALS:
    void saved(const QString& path);
    void failed(const QString& message); ///< it could not be saved

protected:
    void showEvent(QShowEvent* event) override;

private:
    void ask();
    void openAtDecomposition();
    void showTable();
    void showCurrent();
    void choose(const QModelIndex& index);
    void askAndSave();
    [[nodiscard]] QString copied(Rows wanted) const;
    [[nodiscard]] std::string name() const; ///< of the table chosen

    models::RunView* m_view;
    models::ClusterSelection* m_selection;
    models::RunSnapshotPointer m_run;
    models::RunTables m_tables;
    models::PaperTableModel m_model;
    models::Background m_saving;
    ClusterChooser* m_chooser;
    QComboBox* m_list;
    QToolButton* m_copy;
    QToolButton* m_save;
    QToolButton* m_cancel;
    QProgressBar* m_progress;
    QStackedWidget* m_pages;
    QLabel* m_message;
    QPushButton* m_compute;
    QLabel* m_title;
    QTreeView* m_table;
    QTextBrowser* m_notes;
    QSplitter* m_splitter;
    bool m_opened = false;
};

}
