#pragma once

#include "widgets/models/background.h"
#include "widgets/models/basis_data.h"
#include "widgets/models/run_view.h"

namespace polcascope::models {

/// All that is known of the basis vectors of the open run, as far as the engine has come. What no other view has is read
/// in the background, and again only when it has changed.
class BasisDetails : public QObject {
    Q_OBJECT
public:
    explicit BasisDetails(RunView* view, QObject* parent = nullptr);

    void show(const RunSnapshotPointer& run); ///< may be null

    [[nodiscard]] const RunSnapshotPointer& run() const { return m_run; }
    [[nodiscard]] const BasisPointer& data() const { return m_data; } ///< null while no run is open
    [[nodiscard]] const Background& work() const { return m_work; }

Q_SIGNALS:
    void changed();
    void failed(const QString& message);

private:
    void make();

    RunView* m_view;
    RunSnapshotPointer m_run;
    RunSnapshotPointer m_readOf; ///< the series are of
    std::shared_ptr<const BasisSeries> m_series;
    BasisPointer m_data;
    Background m_work { Background::Urgency::whenIdle };
};

}
