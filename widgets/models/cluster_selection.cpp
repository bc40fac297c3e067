#include "widgets/models/cluster_selection.h"

#include <utility>

namespace polcascope::models {

namespace {

class ChooseTokensCommand : public QUndoCommand {
public:
    ChooseTokensCommand(ClusterSelection* selection, const TokenSet& to, int gesture)
        : m_selection(selection)
        , m_from(selection->tokens())
        , m_to(to)
        , m_gesture(gesture)
    {
        describe();
    }

    void undo() override
    {
        if (m_selection)
            m_selection->setTokens(m_from);
    }
    void redo() override
    {
        if (m_selection)
            m_selection->setTokens(m_to);
    }
    [[nodiscard]] int id() const override { return 2; }
    bool mergeWith(const QUndoCommand* other) override
    {
        const auto* later = static_cast<const ChooseTokensCommand*>(other);
        if (m_gesture == 0 || later->m_gesture != m_gesture)
            return false;
        m_to = later->m_to;
        describe();
        return true;
    }

private:
    void describe()
    {
        setText(m_to.isEmpty() ? ClusterSelection::tr("Select no tokens")
                               : ClusterSelection::tr("Select %Ln token(s)", nullptr, static_cast<int>(m_to.tokens.size())));
    }

    QPointer<ClusterSelection> m_selection;
    TokenSet m_from;
    TokenSet m_to;
    int m_gesture = 0;
};

}

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

void ClusterSelection::chooseTokens(const TokenSet& tokens, int gesture)
{
    m_dragged.reset();
    if (tokens == m_tokens)
        Q_EMIT shownTokensChanged();
    else if (m_undo)
        m_undo->push(new ChooseTokensCommand(this, tokens, gesture));
    else
        setTokens(tokens);
}

void ClusterSelection::setTokens(const TokenSet& tokens)
{
    m_dragged.reset();
    if (tokens == m_tokens)
        return;
    m_tokens = tokens;
    Q_EMIT tokensChanged();
    Q_EMIT shownTokensChanged();
}

void ClusterSelection::dragTokens(const TokenSet& tokens)
{
    if (tokens == shownTokens())
        return;
    m_dragged = tokens;
    Q_EMIT shownTokensChanged();
}

void ClusterSelection::dropTokens()
{
    if (std::exchange(m_dragged, std::nullopt))
        Q_EMIT shownTokensChanged();
}

void ClusterSelection::clear()
{
    if (m_primaryToken >= 0)
        setPrimaryToken(-1);
    else if (!m_tokens.isEmpty())
        chooseTokens({});
    else
        setSelected({}, noGroup);
}

}
