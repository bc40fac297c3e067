#pragma once

#include "widgets/models/background.h"
#include "widgets/models/parameter_map_data.h"
#include "widgets/models/run_view.h"

#include <QObject>

namespace polcascope::models {

/// The clusterings that neighbouring parameters would give, computed in the background row by row: each row needs
/// a spanning tree, which the view keeps, so that a cell chosen is there at once.
class ParameterMap : public QObject {
    Q_OBJECT
public:
    explicit ParameterMap(RunView* view, QObject* parent = nullptr);

    void start(); ///< for the clustering chosen, from the beginning
    void cancel(); ///< what is known stays

    [[nodiscard]] const ParameterMapPointer& data() const { return m_data; } ///< null before start()
    [[nodiscard]] bool isRunning() const { return m_work.isRunning(); }
    [[nodiscard]] bool isComplete() const;
    /// Whether it is the map of something else than what is chosen.
    [[nodiscard]] bool isOutOfDate() const;
    [[nodiscard]] bool canStart() const; ///< there is something to cluster, and the run is finished
    /// Squared tokens times checkpoints times trees to be made: about 10^10 a second.
    [[nodiscard]] double cost() const;

Q_SIGNALS:
    void changed(); ///< the data, or whether it runs
    void progressed(double fraction);
    void failed(const QString& message);

private:
    [[nodiscard]] std::shared_ptr<ParameterMapData> grid() const;

    RunView* m_view;
    ParameterMapPointer m_data;
    Background m_work { Background::Urgency::whenIdle };
};

}
