#pragma once

#include "widgets/jobs/engine_job.h"

#include <QAbstractListModel>
#include <QFutureWatcher>

#include <vector>

namespace polcascope::models {

/// The runs of this person, in the runs folder or opened lately, and the engines that this window has at work
/// in them. Their state is read in a worker thread.
class RunsModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        pathRole = Qt::UserRole,
        stateRole, ///< "Training: 412 of 1,500 steps, 2 min left", "complete", "stopped before the basis"
        fractionRole, ///< 0 to 1, of the whole run; negative when nothing is at work
        resumableRole, ///< it is not complete and nothing works in it
    };

    explicit RunsModel(QObject* parent = nullptr);
    ~RunsModel() override;

    void refresh(); ///< looks at the folders again
    /// Adds an engine at work; the model owns it from now on, and takes it out when it has ended and another
    /// one comes for the same run.
    void addJob(jobs::EngineJob* job);
    [[nodiscard]] jobs::EngineJob* job(const QString& path) const; ///< the latest of that run, or null
    [[nodiscard]] QList<jobs::EngineJob*> activeJobs() const;
    [[nodiscard]] int rowOf(const QString& path) const; ///< -1 when it is not there
    [[nodiscard]] QString path(int row) const { return m_rows[static_cast<std::size_t>(row)].path; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

    static QString jobText(const jobs::EngineJob& job);

private:
    struct Row {
        QString path;
        QString name;
        QString title; ///< of its recipe
        QString state;
        bool resumable = false; ///< but for engines
        bool busy = false;
    };
    static Row readRow(const QString& path);
    void take();
    void jobChanged(const jobs::EngineJob* job);

    std::vector<Row> m_rows;
    QList<jobs::EngineJob*> m_jobs;
    QFutureWatcher<std::vector<Row>> m_watcher;
    bool m_again = false;
};

}
