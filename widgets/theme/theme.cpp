#include "widgets/theme/theme.h"

#include <QPainter>
#include <QWidget>

#include <algorithm>
#include <array>
#include <cmath>

// Qt wants this outside of any namespace: the pictures lie in a static library.
static void initialiseIcons()
{
    Q_INIT_RESOURCE(icons);
}

namespace polcascope::theme {

namespace {

// M. Okabe and K. Ito, "Color Universal Design", 2008, without black. The order puts the four that differ most,
// also in lightness, first. Yellow is darkened on white, the two blues are lightened on black: as published
// they cannot be seen there as thin lines.
constexpr std::array<QRgb, 7> onLight { 0xff0072b2, 0xffd55e00, 0xff009e73, 0xffcc79a7, 0xffe69f00, 0xff56b4e9, 0xffa8a800 };
constexpr std::array<QRgb, 7> onDark { 0xff3f8fe0, 0xffe8702a, 0xff1fbf92, 0xffd98cb8, 0xfff0b030, 0xff8ad4ff, 0xfff0e442 };

QColor mix(const QColor& a, const QColor& b, double share)
{
    return QColor::fromRgbF(
        static_cast<float>(a.redF() + (b.redF() - a.redF()) * share),
        static_cast<float>(a.greenF() + (b.greenF() - a.greenF()) * share),
        static_cast<float>(a.blueF() + (b.blueF() - a.blueF()) * share));
}

Theme makeTheme(const QColor& background, const QColor& text, const QColor& accent)
{
    Theme theme;
    theme.dark = background.lightnessF() < text.lightnessF();
    theme.background = background;
    theme.text = text;
    theme.muted = mix(background, text, 0.62);
    theme.grid = mix(background, text, 0.11);
    theme.noise = mix(background, text, 0.45);
    theme.cursor = mix(background, text, 0.55);
    theme.accent = accent;
    return theme;
}

}

Theme themeOf(const QPalette& palette)
{
    return makeTheme(palette.color(QPalette::Base), palette.color(QPalette::Text), palette.color(QPalette::Highlight));
}

Theme lightTheme()
{
    return makeTheme(Qt::white, Qt::black, QColor(0x00, 0x72, 0xb2));
}

QPalette lightPalette()
{
    QPalette palette(QColor(0xf2, 0xf2, 0xf2), QColor(0xf2, 0xf2, 0xf2));
    palette.setColor(QPalette::Base, Qt::white);
    palette.setColor(QPalette::AlternateBase, QColor(0xf7, 0xf7, 0xf7));
    palette.setColor(QPalette::Highlight, QColor(0x00, 0x72, 0xb2));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::PlaceholderText, QColor(0x70, 0x70, 0x70));
    return palette;
}

QPalette darkPalette()
{
    const QColor text(0xe6, 0xe6, 0xe6);
    const QColor disabled(0x80, 0x80, 0x80);
    QPalette palette(QColor(0x2d, 0x2f, 0x33), QColor(0x2d, 0x2f, 0x33));
    palette.setColor(QPalette::WindowText, text);
    palette.setColor(QPalette::Text, text);
    palette.setColor(QPalette::ButtonText, text);
    palette.setColor(QPalette::Base, QColor(0x1e, 0x1f, 0x22));
    palette.setColor(QPalette::AlternateBase, QColor(0x26, 0x28, 0x2b));
    palette.setColor(QPalette::ToolTipBase, QColor(0x3a, 0x3d, 0x42));
    palette.setColor(QPalette::ToolTipText, text);
    palette.setColor(QPalette::Highlight, QColor(0x2f, 0x7f, 0xc0));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, QColor(0x6c, 0xb8, 0xff));
    palette.setColor(QPalette::PlaceholderText, QColor(0x9a, 0x9a, 0x9a));
    for (const auto role : { QPalette::WindowText, QPalette::Text, QPalette::ButtonText })
        palette.setColor(QPalette::Disabled, role, disabled);
    return palette;
}

GroupStyle groupStyle(const Theme& theme, int colour)
{
    if (colour < 0)
        return { theme.noise, {}, Marker::cross };
    constexpr int count = static_cast<int>(onLight.size());
    const auto& colours = theme.dark ? onDark : onLight;
    static const std::array<QList<qreal>, 4> dashes { QList<qreal> {}, QList<qreal> { 6, 3 }, QList<qreal> { 1.5, 2.5 },
        QList<qreal> { 8, 2.5, 1.5, 2.5 } };
    GroupStyle style;
    style.colour = QColor::fromRgb(colours[static_cast<std::size_t>(colour % count)]);
    style.dashes = dashes[static_cast<std::size_t>(colour / count) % dashes.size()];
    style.marker = static_cast<Marker>(colour % count);
    return style;
}

QColor tint(const Theme& theme, const QColor& colour, double strength)
{
    return mix(theme.background, colour, strength);
}

QColor diverging(const Theme& theme, double value)
{
    constexpr double strongest = 0.6; // text stays readable on it
    const double strength = std::clamp(value, -1.0, 1.0);
    return tint(theme, groupStyle(theme, strength < 0 ? 0 : 1).colour, strongest * std::abs(strength));
}

void paintMarker(QPainter& painter, Marker marker, const QPointF& centre, double diameter, const QColor& colour)
{
    const double r = diameter / 2;
    const auto at = [&](double x, double y) { return centre + QPointF(x * r, y * r); };
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    switch (marker) {
    case Marker::circle: painter.drawEllipse(centre, r, r); break;
    case Marker::square: painter.drawRect(QRectF(at(-0.88, -0.88), at(0.88, 0.88))); break;
    case Marker::triangle: painter.drawPolygon(QPolygonF { at(0, -1.1), at(1.05, 0.8), at(-1.05, 0.8) }); break;
    case Marker::downTriangle: painter.drawPolygon(QPolygonF { at(0, 1.1), at(1.05, -0.8), at(-1.05, -0.8) }); break;
    case Marker::diamond: painter.drawPolygon(QPolygonF { at(0, -1.2), at(1.2, 0), at(0, 1.2), at(-1.2, 0) }); break;
    case Marker::cross:
    case Marker::plus: {
        QPen pen(colour, diameter * 0.28);
        pen.setCapStyle(Qt::FlatCap);
        painter.setPen(pen);
        const double d = marker == Marker::cross ? 0.85 : 0;
        painter.drawLine(at(-d - (d == 0 ? 1.1 : 0), -d), at(d + (d == 0 ? 1.1 : 0), d));
        painter.drawLine(at(-d, d + (d == 0 ? 1.1 : 0)), at(d, -d - (d == 0 ? 1.1 : 0)));
        break;
    }
    }
    painter.restore();
}

QPixmap groupSwatch(const Theme& theme, int colour, const QSize& size, qreal devicePixelRatio)
{
    QPixmap pixmap((QSizeF(size) * devicePixelRatio).toSize());
    pixmap.setDevicePixelRatio(devicePixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    const GroupStyle style = groupStyle(theme, colour);
    QPen pen(style.colour, 2);
    pen.setCapStyle(Qt::FlatCap);
    if (!style.dashes.isEmpty())
        pen.setDashPattern(style.dashes);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(pen);
    const double y = size.height() / 2.0;
    painter.drawLine(QPointF(0, y), QPointF(size.width(), y));
    paintMarker(painter, style.marker, { size.width() / 2.0, y }, std::min(8.0, size.height() * 0.6), style.colour);
    return pixmap;
}

QIcon applicationIcon()
{
    initialiseIcons();
    QIcon icon;
    for (const int size : { 16, 22, 24, 32, 48, 64, 128, 256 })
        icon.addFile(QStringLiteral(":/polcascope/icons/polcascope-%1.png").arg(size), { size, size });
    return icon;
}

bool showsFocus(Qt::FocusReason reason)
{
    return reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason || reason == Qt::ShortcutFocusReason;
}

QFont titleFont(const QWidget& widget)
{
    QFont font = widget.font();
    font.setBold(true);
    return font;
}

QFont tickFont(const QWidget& widget)
{
    QFont font = widget.font();
    if (font.pixelSize() > 0)
        font.setPixelSize(std::max(9, static_cast<int>(std::lround(font.pixelSize() * 0.88))));
    else
        font.setPointSizeF(font.pointSizeF() * 0.88);
    return font;
}

}
