#pragma once

#include "widgets/models/background.h"
#include "widgets/models/run_view.h"
#include "widgets/models/token_map_data.h"

namespace polcascope::models {

/// The map of what is looked at. The plane is computed in the background, anew only when something else is clustered;
/// clusters that are cut anew are coloured at once.
class TokenMap : public QObject {
    Q_OBJECT
public:
    explicit TokenMap(QObject* parent = nullptr);

    void show(const ViewDataPointer& data); ///< may be null
    void letGo(); ///< nobody sees it: what there is stays, out of date

    [[nodiscard]] const std::shared_ptr<const TokenMapData>& data() const { return m_map; } ///< null while there is none
    /// It is that of what was looked at before, until the new one is there.
    [[nodiscard]] bool isOutOfDate() const { return m_map && !m_current; }
    /// The same tokens of the same run, clustered by the same, as the map before: a zoom may stay.
    [[nodiscard]] bool isContinued() const { return m_continued; }
    [[nodiscard]] const Background& work() const { return m_work; }

Q_SIGNALS:
    void changed();
    void progressed(double fraction);
    void failed(const QString& message);

private:
    /// What a projection hangs on.
    struct Basis {
        QString path;
        std::shared_ptr<const store::TrajectorySet> trajectories;
        store::ClusteringKey key;
        cluster::Metric metric = cluster::Metric::euclidean;
        std::vector<std::int32_t> tokens;
        bool operator==(const Basis&) const = default;
        [[nodiscard]] bool continues(const Basis& before) const
        {
            return path == before.path && key == before.key && metric == before.metric;
        }
    };
    void project();
    void draw();

    ViewDataPointer m_data;
    Basis m_wanted;
    Basis m_computed; ///< being computed
    Basis m_projected;
    Basis m_drawn;
    std::shared_ptr<const TokenProjection> m_projection; ///< of what is projected
    std::shared_ptr<const TokenMapData> m_map;
    bool m_current = false; ///< the map is of the data
    bool m_continued = false;
    Background m_work { Background::Urgency::whenIdle };
};

/// What a point is, in rich text: the token in its context, its labels, its cluster and where it lies.
[[nodiscard]] QString describePoint(const TokenMapData& data, qsizetype point);
/// What is clustered, in words: "POLCA of vector 3 (trapezoid), output 7".
[[nodiscard]] QString clusteredName(const ViewData& data);

}
