#include "widgets/models/cluster_selection.h"

namespace polcascope::models {

void ClusterSelection::setHovered(int cluster)
{
    if (cluster == m_hovered)
        return;
    m_hovered = cluster;
    Q_EMIT hoveredChanged(cluster);
}

void ClusterSelection::setSelected(const QSet<int>& clusters, int current)
{
    if (clusters == m_selected && current == m_current)
        return;
    m_selected = clusters;
    m_current = current;
    Q_EMIT selectedChanged();
}

void ClusterSelection::click(int cluster, Qt::KeyboardModifiers modifiers)
{
    QSet<int> clusters = m_selected;
    if (modifiers & Qt::ShiftModifier)
        clusters.insert(cluster);
    else if (modifiers & Qt::AltModifier)
        clusters.remove(cluster);
    else if (modifiers & Qt::ControlModifier && !clusters.remove(cluster))
        clusters.insert(cluster);
    else if (!(modifiers & Qt::ControlModifier))
        clusters = clusters == QSet<int> { cluster } ? QSet<int> {} : QSet<int> { cluster };

    int current = cluster;
    if (!clusters.contains(cluster))
        current = clusters.contains(m_current) ? m_current : clusters.isEmpty() ? noGroup : *clusters.begin();
    setSelected(clusters, current);
}

void ClusterSelection::setPrimaryToken(int token)
{
    if (token == m_primaryToken)
        return;
    m_primaryToken = token;
    Q_EMIT primaryTokenChanged(token);
}

void ClusterSelection::setCursorStep(double step)
{
    if (step == m_cursorStep || (std::isnan(step) && std::isnan(m_cursorStep)))
        return;
    m_cursorStep = step;
    Q_EMIT cursorStepChanged(step);
}

void ClusterSelection::follow(const QHash<int, int>& labels)
{
    QSet<int> clusters;
    for (const int cluster : m_selected)
        if (labels.contains(cluster))
            clusters.insert(labels[cluster]);
    setHovered(noGroup);
    setSelected(clusters,
        labels.contains(m_current) ? labels[m_current] : clusters.isEmpty() ? noGroup : *clusters.begin());
}

void ClusterSelection::clear()
{
    if (m_primaryToken >= 0)
        setPrimaryToken(-1);
    else
        setSelected({}, noGroup);
}

}
