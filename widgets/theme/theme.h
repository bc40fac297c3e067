#pragma once

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QList>
#include <QPalette>
#include <QPixmap>
#include <QVector>

class QPainter;
class QPointF;
class QWidget;

/// Colours, dashes and markers of everything that is plotted.
namespace polcascope::theme {

/// The colour index of outliers: always grey and drawn as the last of all.
inline constexpr int noiseColour = -1;

/// The colours of one plot.
struct Theme {
    bool dark = false;
    QColor background;
    QColor text;
    QColor muted; ///< tick labels, notes
    QColor grid;
    QColor noise;
    QColor cursor;
    QColor accent; ///< the palette's highlight: focus, the primary token
};

/// Light or dark as the palette is: Qt 6.4 cannot tell in any other way.
[[nodiscard]] Theme themeOf(const QPalette& palette);
/// Black on white: what figures are drawn in, whatever the window looks like.
[[nodiscard]] Theme lightTheme();
/// Palettes for an application that does not follow the desktop.
[[nodiscard]] QPalette lightPalette();
[[nodiscard]] QPalette darkPalette();

enum class Marker { circle, square, triangle, diamond, cross, plus, downTriangle };

/// What tells a group from the others: a colour of Okabe and Ito's set, a dash pattern and a marker, so that
/// the groups can be told apart without colours, too.
struct GroupStyle {
    QColor colour;
    QList<qreal> dashes; ///< in units of the pen's width; empty: solid
    Marker marker = Marker::circle;
};
/// `colour`: any index from 0, or noiseColour. The first seven differ in colour and marker, the first 28 in
/// some of the three.
[[nodiscard]] GroupStyle groupStyle(const Theme& theme, int colour);
/// A colour between the group's and the background's, 0 giving the background.
[[nodiscard]] QColor tint(const Theme& theme, const QColor& colour, double strength);
/// What is behind text that stands for a signed value: from the colour of falls at -1 over the background at 0 to that
/// of rises at 1, and no further.
[[nodiscard]] QColor diverging(const Theme& theme, double value);

void paintMarker(QPainter& painter, Marker marker, const QPointF& centre, double diameter, const QColor& colour);
/// A piece of the group's line with its marker, for lists and legends.
[[nodiscard]] QPixmap groupSwatch(const Theme& theme, int colour, const QSize& size, qreal devicePixelRatio = 1);

/// The program's icon, in all sizes: the same whether it is installed or not.
[[nodiscard]] QIcon applicationIcon();

/// Whether who came to a plot this way wants to see where the keyboard is.
[[nodiscard]] bool showsFocus(Qt::FocusReason reason);

/// The font of titles and of tick labels in the window, from the widget's own.
[[nodiscard]] QFont titleFont(const QWidget& widget);
[[nodiscard]] QFont tickFont(const QWidget& widget);

}
