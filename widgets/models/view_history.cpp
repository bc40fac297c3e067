#include "widgets/models/view_history.h"

namespace polcascope::models {

namespace {

constexpr qint64 pause = 1000; // milliseconds

}

ViewHistory::ViewHistory(RunView* view, PlotAxes* axes, QObject* parent)
    : QObject(parent)
    , m_view(view)
    , m_axes(axes)
    , m_entries { now() }
{
    connect(view, &RunView::choiceChanged, this, &ViewHistory::record);
    connect(axes, &PlotAxes::changed, this, &ViewHistory::record);
}

void ViewHistory::startAnew()
{
    m_entries = { now() };
    m_at = 0;
    m_moving = false;
    Q_EMIT changed();
}

void ViewHistory::record()
{
    const Entry entry = now();
    if (m_showing || entry == m_entries[m_at])
        return;
    const Entry& last = m_entries[m_at];
    const bool ranged = entry.choice == last.choice && entry.axes.logSteps == last.axes.logSteps &&
        entry.axes.valueScales == last.axes.valueScales;
    const bool same = ranged && m_moving && m_moved.elapsed() < pause;
    m_entries.resize(m_at + 1);
    if (same)
        m_entries[m_at] = entry;
    else
        m_entries.push_back(entry);
    if (m_entries.size() > longest)
        m_entries.erase(m_entries.begin());
    m_at = m_entries.size() - 1;
    m_moving = ranged;
    m_moved.start();
    Q_EMIT changed();
}

void ViewHistory::goBack()
{
    if (canGoBack())
        show(m_at - 1);
}

void ViewHistory::goForward()
{
    if (canGoForward())
        show(m_at + 1);
}

void ViewHistory::show(std::size_t at)
{
    m_at = at;
    m_moving = false;
    m_showing = true;
    const Entry entry = m_entries[at];
    m_view->setChoice(entry.choice);
    m_axes->setLayout(entry.axes);
    m_showing = false;
    Q_EMIT changed();
}

}
