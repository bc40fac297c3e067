#pragma once

#include "widgets/models/plot_data.h"
#include "widgets/models/token_set.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QSet>
#include <QUndoStack>

#include <cmath>
#include <limits>
#include <optional>

namespace polcascope::models {

/// What a person points at, the same in every view. Three levels: the cluster under the pointer, the clusters
/// and the tokens selected, and one primary token; and the step of the cursor that all step axes share. Clusters are
/// numbered as in store::Clustering, so -1 is the outliers. Which tokens are selected can be undone.
class ClusterSelection : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] int hovered() const { return m_hovered; } ///< noGroup: nothing is
    [[nodiscard]] const QSet<int>& selected() const { return m_selected; }
    [[nodiscard]] int current() const
    {
        return m_current;
    } ///< the cluster chosen last, whose tokens are read; or noGroup
    [[nodiscard]] int primaryToken() const { return m_primaryToken; } ///< -1: none
    [[nodiscard]] double cursorStep() const { return m_cursorStep; } ///< a training step; NaN: none

    [[nodiscard]] const TokenSet& tokens() const { return m_tokens; } ///< selected
    /// While tokens are being dragged over, those that would be selected then; otherwise those that are.
    [[nodiscard]] const TokenSet& shownTokens() const { return m_dragged ? *m_dragged : m_tokens; }

    void setUndoStack(QUndoStack* undo) { m_undo = undo; } ///< without one nothing can be undone
    void setHovered(int cluster);
    void setSelected(const QSet<int>& clusters, int current);
    /// A click on a cluster: replaces the selection; with Shift adds, with Ctrl toggles, with Alt takes away.
    /// A plain click on the only selected cluster clears the selection.
    void click(int cluster, Qt::KeyboardModifiers modifiers);
    void setPrimaryToken(int token);
    void setCursorStep(double step);
    /// The clusters are cut anew: those selected go on under their new labels, or are gone.
    void follow(const QHash<int, int>& labels);
    /// Selects these, as a step of undo; steps of one gesture (but 0) that follow one another are one.
    void chooseTokens(const TokenSet& tokens, int gesture = 0);
    void setTokens(const TokenSet& tokens); ///< as no step of undo
    void dragTokens(const TokenSet& tokens); ///< they are shown as if selected, until tokens are chosen or these dropped
    void dropTokens();
    void clear(); ///< the primary token first, if there is one; then the tokens; then the clusters

Q_SIGNALS:
    void hoveredChanged(int cluster);
    void selectedChanged();
    void tokensChanged();
    void shownTokensChanged();
    void primaryTokenChanged(int token);
    void cursorStepChanged(double step);

private:
    int m_hovered = noGroup;
    QSet<int> m_selected;
    int m_current = noGroup;
    TokenSet m_tokens;
    std::optional<TokenSet> m_dragged;
    QPointer<QUndoStack> m_undo;
    int m_primaryToken = -1;
    double m_cursorStep = std::numeric_limits<double>::quiet_NaN();
};

}
