#pragma once

#include "widgets/models/axis_scale.h"
#include "widgets/models/breakthroughs_data.h"

#include <QAbstractScrollArea>
#include <QSet>

namespace polcascope::views {

/// Steps across, a row for each cluster: a mark at the mean break step of its tokens, a line over the middle half of
/// them. Filled where they break together, a diamond where that is after the loss has gone flat. Click or Enter
/// chooses a cluster; arrows walk. The keys A and B place the cursors of that name at the pointer's step.
class BreakthroughsPlot : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit BreakthroughsPlot(QWidget* parent = nullptr);

    void setData(const models::BreakthroughsPointer& data); ///< may be null
    void setOrder(models::BreakthroughOrder order);
    [[nodiscard]] models::BreakthroughOrder order() const { return m_order; }
    /// The clustering chosen, and the clusters selected of it, which are marked.
    void setCurrent(const store::ClusteringKey& key, const QSet<int>& selected);
    void setCursorStep(double step); ///< NaN: none
    void setMarks(const models::StepMarks& marks); ///< the cursors A and B
    [[nodiscard]] const models::StepMarks& marks() const { return m_marks; }
    void setLogX(bool logarithmic);
    void setEmptyReason(const QString& reason);

    [[nodiscard]] QPointF markOf(int row) const; ///< of the data's row, in the viewport; wherever it is scrolled to
    [[nodiscard]] double pixelOf(double step) const;

    void copyImage();
    void copyData() const; ///< as tab-separated values

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void chosen(int row); ///< of the data
    void cursorStepChanged(double step);
    void marksChanged(const polcascope::models::StepMarks& marks);

protected:
    bool viewportEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    [[nodiscard]] bool shown() const { return m_data && !m_data->rows.empty() && m_data->steps.size() > 1; }
    [[nodiscard]] const models::BreakthroughRow& row(int line) const;
    [[nodiscard]] double em() const;
    [[nodiscard]] double lineHeight() const;
    [[nodiscard]] QRectF bodyRect() const; ///< of the rows
    [[nodiscard]] QRectF lineRect(int line) const;
    [[nodiscard]] int lineAt(const QPointF& position) const; ///< -1: none
    [[nodiscard]] QString describe(int line) const;
    void layOut();
    void setHovered(int line);
    [[nodiscard]] std::optional<double> pointedStep() const;
    void placeMarks(const models::StepMarks& marks);
    void paintLine(QPainter& painter, int line) const;
    void paintSteps(QPainter& painter) const;

    models::BreakthroughsPointer m_data;
    models::BreakthroughOrder m_order = models::BreakthroughOrder::step;
    std::vector<int> m_lines; ///< rows of the data, in the order painted
    store::ClusteringKey m_current;
    QSet<int> m_selected;
    QString m_emptyReason;
    double m_cursorStep;
    models::StepMarks m_marks;
    double m_names = 0; ///< width
    int m_hovered = -1; ///< line
    bool m_logX = false;
    bool m_focusFrame = false;
};

}
