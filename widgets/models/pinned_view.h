#pragma once

#include "widgets/models/background.h"
#include "widgets/models/run_view.h"

#include <QJsonObject>

namespace polcascope::models {

/// Which clustering of which run is pinned, to be found again by another window.
[[nodiscard]] QJsonObject pinnedToJson(const ViewData& pinned);

/// Finds again what was pinned: reads its run where that is not the one shown, and computes it beside what is shown.
class PinnedView : public QObject {
    Q_OBJECT
public:
    explicit PinnedView(const RunView* shown, QObject* parent = nullptr);

    void find(const QJsonObject& pinned); ///< what is none is not found

Q_SIGNALS:
    void found(const polcascope::models::ViewDataPointer& pinned);
    void failed(const QString& message);

private:
    void compute(const RunSnapshotPointer& run, const ViewChoice& choice, const ClusteringParameters& parameters);

    const RunView* m_shown;
    Background m_reading;
    std::unique_ptr<RunView> m_view; ///< while it computes
};

}
