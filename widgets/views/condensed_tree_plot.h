#pragma once

#include "widgets/models/condensed_tree.h"

#include <QSet>
#include <QWidget>

#include <memory>

namespace polcascope::views {

/// The condensed tree, from all tokens at the top to the densest at the bottom: a branch is as wide as the
/// tokens that are left in it, and deeper in colour the more firmly they belong to its cluster. Clusters are
/// outlined in their colours; what is in none is grey. The line of epsilon can be dragged.
///
/// Mouse: a click selects the cluster, or all clusters below a grey branch; wheel zooms (Shift: only across,
/// Ctrl: only along the distances), drag pans, double click shows all. Keys: arrows walk along the branches,
/// Enter selects, plus, minus and 0 zoom.
class CondensedTreePlot : public QWidget {
    Q_OBJECT
public:
    enum class Scale {
        logarithmic, ///< distance, logarithmic
        distance,
        lambda, ///< 1 / distance, as in the hdbscan package's plot
    };
    explicit CondensedTreePlot(QWidget* parent = nullptr);
    ~CondensedTreePlot() override;

    void setData(const std::shared_ptr<const models::CondensedTreeData>& data); ///< may be null
    [[nodiscard]] const std::shared_ptr<const models::CondensedTreeData>& data() const;
    void setEmptyReason(const QString& reason); ///< shown while there are no data
    void setScale(Scale scale);
    [[nodiscard]] Scale scale() const;
    void setEpsilonEnabled(bool enabled); ///< whether the line can be dragged

    void setHovered(int group); ///< models::noGroup: none
    void setSelected(const QSet<int>& groups);
    void setPrimaryToken(int token); ///< marked where it leaves the tree; -1: none
    [[nodiscard]] int hovered() const;

    /// Where things are in this widget, for tests: a point on a branch half way down; the line's height.
    [[nodiscard]] QPointF pointOn(int branch) const;
    [[nodiscard]] double epsilonHeight() const;
    [[nodiscard]] int branchAt(const QPointF& position) const; ///< -1: none
    [[nodiscard]] bool isZoomed() const;
    void fit();

    void copyImage();
    void copyData() const; ///< as tab-separated values

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void groupHovered(int group);
    void groupClicked(int group, Qt::KeyboardModifiers modifiers);
    void groupsClicked(const QList<int>& groups); ///< below a branch that is in no cluster
    void backgroundClicked(Qt::KeyboardModifiers modifiers);
    void epsilonDragged(double epsilon); ///< 0: none
    void epsilonDropped();

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

}
