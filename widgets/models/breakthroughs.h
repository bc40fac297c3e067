#pragma once

#include "widgets/models/background.h"
#include "widgets/models/breakthroughs_data.h"
#include "widgets/models/run_snapshot.h"

namespace polcascope::models {

/// When the clusters that a run holds break, computed in the background, vector by vector. What was computed is kept as
/// long as the clusterings stay the same.
class Breakthroughs : public QObject {
    Q_OBJECT
public:
    explicit Breakthroughs(QObject* parent = nullptr);

    void show(const RunSnapshotPointer& run, const BreakthroughRequest& request); ///< the run may be null

    [[nodiscard]] const RunSnapshotPointer& run() const { return m_run; }
    [[nodiscard]] const BreakthroughsPointer& data() const { return m_data; } ///< null while there is none
    [[nodiscard]] const Background& work() const { return m_work; }

Q_SIGNALS:
    void changed(); ///< the data, or whether it is at work
    void progressed(double fraction);
    void failed(const QString& message);

private:
    RunSnapshotPointer m_run;
    std::optional<BreakthroughRequest> m_request;
    BreakthroughsPointer m_data;
    std::map<BreakthroughRequest, BreakthroughsPointer> m_known;
    Background m_work { Background::Urgency::whenIdle };
};

}
