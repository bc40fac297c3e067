#pragma once

#include "widgets/models/plot_data.h"

#include <QSet>
#include <QWidget>

#include <memory>

namespace polcascope::views {

/// What the clusters are made of: a bar for each cluster and category (place), stacked by part (carry), with
/// the base rate as a tick and the label by the 90 % rule above. Hover, click and keys as in CurvePlot.
class LabelBarPlot : public QWidget {
    Q_OBJECT
public:
    enum class Measure {
        share,
        count,
        enrichment, ///< points with 95 % intervals on a logarithmic axis around 1
    };
    explicit LabelBarPlot(QWidget* parent = nullptr);
    ~LabelBarPlot() override;

    void setData(const models::LabelBarsData& data);
    [[nodiscard]] const models::LabelBarsData& data() const;
    void setMeasure(Measure measure);
    [[nodiscard]] Measure measure() const;

    void setHovered(int group); ///< models::noGroup: none
    void setSelected(const QSet<int>& groups);
    [[nodiscard]] const QSet<int>& selected() const;
    [[nodiscard]] int hovered() const;
    /// Where a group's bars lie in this widget; null when it is not shown.
    [[nodiscard]] QRectF groupRect(int group) const;

    void copyImage();
    void copyData() const; ///< as tab-separated values

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void groupHovered(int group);
    void groupClicked(int group, Qt::KeyboardModifiers modifiers);
    void backgroundClicked(Qt::KeyboardModifiers modifiers);
    void figureRequested();
    void contentChanged(); ///< as of CurvePlot

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
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
