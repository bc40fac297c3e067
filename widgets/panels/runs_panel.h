#pragma once

#include "widgets/models/runs_model.h"

#include <QListView>
#include <QVBoxLayout>
#include <QWidget>

namespace polcascope::panels {

/// Which runs are there, and what is being computed.
class RunsPanel : public QWidget {
    Q_OBJECT
public:
    explicit RunsPanel(models::RunsModel* runs, QWidget* parent = nullptr);
    [[nodiscard]] QListView* list() const { return m_list; }
    /// Shows an engine's progress until it is dismissed.
    void addJob(jobs::EngineJob* job);
    void setCurrentRun(const QString& path);

Q_SIGNALS:
    void openRequested(const QString& path);
    void resumeRequested(const QString& path);

private:
    models::RunsModel* m_runs;
    QListView* m_list;
    QVBoxLayout* m_boxes;
    QString m_current;
};

}
