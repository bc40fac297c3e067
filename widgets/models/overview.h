#pragma once

#include "widgets/models/background.h"
#include "widgets/models/overview_data.h"
#include "widgets/models/run_snapshot.h"

namespace polcascope::models {

/// The overview of the clusterings that a run holds, counted in the background: the shares first, which takes
/// moments, then what chance gives. What was counted is kept as long as the clusterings stay the same.
class Overview : public QObject {
    Q_OBJECT
public:
    explicit Overview(QObject* parent = nullptr);

    void show(const RunSnapshotPointer& run, const OverviewRequest& request); ///< the run may be null

    [[nodiscard]] const RunSnapshotPointer& run() const { return m_run; }
    [[nodiscard]] const OverviewRequest& request() const { return m_request; }
    [[nodiscard]] const OverviewPointer& data() const { return m_data; } ///< null while there is none
    [[nodiscard]] const Background& work() const { return m_work; }
    /// In a sentence: why there is nothing to see, or what is missing in it; "" for neither.
    [[nodiscard]] QString missing() const;

Q_SIGNALS:
    void changed(); ///< the data, what is missing, or whether it is at work
    void progressed(double fraction); ///< of chance
    void failed(const QString& message);

private:
    void compute();

    RunSnapshotPointer m_run;
    OverviewRequest m_request;
    OverviewPointer m_data;
    std::map<OverviewRequest, OverviewPointer> m_known; ///< with chance
    Background m_work { Background::Urgency::whenIdle };
};

}
