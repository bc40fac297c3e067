#pragma once

#include "widgets/models/plot_axes.h"
#include "widgets/models/run_view.h"

#include <QElapsedTimer>

#include <vector>

namespace polcascope::models {

/// What was looked at, one after the other: the choice, and how the axes are laid out. Panning and zooming without
/// a pause is one entry. Nothing of it is undone: it is gone through, and what is looked at next replaces what lies ahead.
class ViewHistory : public QObject {
    Q_OBJECT
public:
    ViewHistory(RunView* view, PlotAxes* axes, QObject* parent = nullptr);

    [[nodiscard]] bool canGoBack() const { return m_at > 0; }
    [[nodiscard]] bool canGoForward() const { return m_at + 1 < m_entries.size(); }
    void goBack();
    void goForward();
    void startAnew(); ///< with what is looked at now

    static constexpr std::size_t longest = 200; ///< older entries are forgotten

Q_SIGNALS:
    void changed(); ///< whether there is anything before or after

private:
    struct Entry {
        ViewChoice choice;
        PlotAxes::Layout axes;
        bool operator==(const Entry&) const = default;
    };
    [[nodiscard]] Entry now() const { return { m_view->choice(), m_axes->layout() }; }
    void record();
    void show(std::size_t entry);

    RunView* m_view;
    PlotAxes* m_axes;
    std::vector<Entry> m_entries;
    std::size_t m_at = 0;
    bool m_moving = false; ///< the last entry is a range that still changes
    QElapsedTimer m_moved; ///< since the last time it did
    bool m_showing = false;
};

}
