#pragma once

#include "widgets/models/background.h"
#include "widgets/models/run_snapshot.h"

#include "core/analysis/basis_cosines.h"

namespace polcascope::models {

/// The basis of the open run beside that of another run of the same model, which is read in the background: all weights
/// of both.
class BasisComparison : public QObject {
    Q_OBJECT
public:
    explicit BasisComparison(QObject* parent = nullptr);

    void show(const RunSnapshotPointer& run); ///< may be null; another one, or more vectors, and what was compared goes
    void compare(const QString& otherPath);
    void cancel();

    [[nodiscard]] const RunSnapshotPointer& run() const { return m_run; }
    [[nodiscard]] const QString& other() const { return m_other; } ///< name of the other run
    [[nodiscard]] const std::shared_ptr<const analysis::BasisCosines>& cosines() const { return m_cosines; } ///< or null
    [[nodiscard]] const QString& problem() const { return m_problem; } ///< why there are none, in a sentence, or ""
    [[nodiscard]] const Background& work() const { return m_work; }

Q_SIGNALS:
    void changed(); ///< any of these, or whether it is at work
    void progressed(double fraction);

private:
    RunSnapshotPointer m_run;
    QString m_other;
    QString m_problem;
    std::shared_ptr<const analysis::BasisCosines> m_cosines;
    Background m_work;
};

}
