#pragma once

#include "widgets/models/plot_data.h"
#include "widgets/theme/theme.h"
#include "widgets/views/label_bar_plot.h"

#include <QRectF>
#include <QSet>

class QPainter;

namespace polcascope::views {

/// How label bars are drawn: lengths in the units of the device.
struct LabelBarLook {
    theme::Theme theme;
    QFont textFont;
    QFont titleFont;
    double thinWidth = 1;
    LabelBarPlot::Measure measure = LabelBarPlot::Measure::share;
    QString panelLetter;
    int noteLines = 1; ///< so many at most
    QSet<int> emphasised; ///< these, and the hovered group, are drawn in full, the others paler; empty: all in full
    int hovered = models::noGroup;
};

/// Paints into `area` and returns each group's rectangle, in the order of the groups.
QVector<QRectF> paintLabelBars(QPainter& painter, const QRectF& area, const models::LabelBarsData& data,
    const LabelBarLook& look);

/// The width below which the bars cannot be told apart.
[[nodiscard]] double barsMinimumWidth(const models::LabelBarsData& data, const QFont& textFont);

}
