#pragma once

#include <QBuffer>
#include <QRegularExpression>
#include <QSvgGenerator>
#include <QWidget>

namespace polcascope::support {

/// The texts that a widget paints, in their order; without those of its children.
[[nodiscard]] inline QStringList paintedTexts(QWidget& widget)
{
    QBuffer picture;
    QSvgGenerator svg;
    svg.setOutputDevice(&picture);
    svg.setSize(widget.size());
    widget.render(&svg, {}, {}, {});
    static const QRegularExpression text(QStringLiteral("<text[^>]*>([^<]*)</text>"));
    QStringList texts;
    for (auto found = text.globalMatch(QString::fromUtf8(picture.data())); found.hasNext();)
        texts << found.next().captured(1);
    return texts;
}

/// Those of them that were too long for their place.
[[nodiscard]] inline QStringList cutTexts(QWidget& widget)
{
    return paintedTexts(widget).filter(QRegularExpression(QStringLiteral("…$")));
}

}
