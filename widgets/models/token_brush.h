#pragma once

#include "widgets/models/background.h"
#include "widgets/models/cluster_selection.h"

namespace polcascope::models {

/// Selects the tokens that fall by more than a threshold between two steps. While these are dragged, what would be selected
/// is shown; afterwards the threshold can still be changed, as long as the selection is the one that was made so.
class TokenBrush : public QObject {
    Q_OBJECT
public:
    explicit TokenBrush(ClusterSelection* selection, QObject* parent = nullptr);

    void drag(const StepInterval& interval, Qt::KeyboardModifiers modifiers); ///< as combined()
    void finish(const StepInterval& interval, Qt::KeyboardModifiers modifiers);
    void drop(); ///< it was not meant

    void setThreshold(double nats);
    [[nodiscard]] double threshold() const { return m_threshold; }
    /// What was brushed last, if the selection is still of it: in words, or why it has no tokens; or "".
    [[nodiscard]] QString inWords() const;
    [[nodiscard]] const Background& work() const { return m_work; }

Q_SIGNALS:
    void thresholdChanged(double nats);
    void failed(const QString& message);

private:
    [[nodiscard]] TokenSet made() const;
    void look(const StepInterval& interval, Qt::KeyboardModifiers modifiers, bool finishes);

    ClusterSelection* m_selection;
    double m_threshold = 0.1;
    StepInterval m_interval; ///< brushed last
    std::vector<float> m_falls; ///< in it
    Qt::KeyboardModifiers m_modifiers;
    TokenSet m_before; ///< selected before it
    TokenSet m_made; ///< selected by it
    bool m_finished = false;
    int m_gesture = 0;
    Background m_work;
};

}
