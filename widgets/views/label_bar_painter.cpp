#include "widgets/views/label_bar_painter.h"

#include <QCoreApplication>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace polcascope::views {

using models::LabelBarGroup;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(LabelBarPlot)
};

// The largest round number of which two to five fit below `top`.
double tickStep(double top)
{
    const double magnitude = std::pow(10, std::floor(std::log10(top)));
    for (const double factor : { 0.2, 0.25, 0.5 }) {
        if (top / (magnitude * factor) <= 5)
            return magnitude * factor;
    }
    return magnitude;
}

/// From what is rarest to what is most frequent, powers of two around 1 that hold all intervals; what is far away may
/// leave the picture.
QVector<double> enrichmentTicks(const models::LabelBarsData& data)
{
    constexpr int most = 6; // 64 times
    double low = 0.5;
    double high = 2;
    for (const LabelBarGroup& group : data.groups)
        for (qsizetype c = 0; c < data.categories.size(); ++c)
            for (qsizetype p = 0; p < data.parts.size(); ++p) {
                const auto enriched = models::enrichment(group.counts[c][p], group.size, data.baseShares[c][p]);
                if (enriched.low > 0)
                    low = std::min(low, enriched.low);
                if (enriched.high > 0)
                    high = std::max(high, enriched.high);
            }
    const int first = std::max(static_cast<int>(std::floor(std::log2(low))), -most);
    const int last = std::min(static_cast<int>(std::ceil(std::log2(high))), most);
    QVector<double> ticks;
    for (int power = first; power <= last; ++power)
        ticks.append(std::exp2(power));
    return ticks;
}

/// In two lines, broken at the last space, where one is too wide.
QStringList linesOf(const QString& text, const QFontMetricsF& metrics, double room)
{
    const auto space = text.lastIndexOf(u' ');
    if (space < 0 || metrics.horizontalAdvance(text) <= room)
        return { text };
    return { text.left(space), text.mid(space + 1) };
}

QString sizeText(const LabelBarGroup& group)
{
    return Text::tr("%Ln token(s)", nullptr, static_cast<int>(group.size));
}

constexpr double captionMargin = 0.1; // em, on either side

// How full the colour of a stacked part is: the first ("carry") full, the others paler.
double strength(qsizetype part, qsizetype parts)
{
    return parts <= 1 ? 1.0 : 1.0 - 0.68 * static_cast<double>(part) / static_cast<double>(parts - 1);
}

}

double barsMinimumWidth(const models::LabelBarsData& data, const QFont& textFont)
{
    const QFontMetricsF text(textFont);
    const double em = text.height();
    // Names that are longer than the program's own are cut.
    constexpr double longest = 7;
    double slot = em * (static_cast<double>(data.categories.size()) * 0.8 + 1.2);
    for (const LabelBarGroup& group : data.groups)
        for (const QString& line : linesOf(group.name, text, slot) + QStringList { sizeText(group) })
            slot = std::max(slot, std::min(text.horizontalAdvance(line), longest * em) + 2 * captionMargin * em + 1);
    return 5 * em + static_cast<double>(data.groups.size()) * slot;
}

QVector<QRectF> paintLabelBars(QPainter& painter, const QRectF& area, const models::LabelBarsData& data,
    const LabelBarLook& look)
{
    const theme::Theme& theme = look.theme;
    const QFontMetricsF text(look.textFont);
    const QFontMetricsF title(look.titleFont);
    const double em = text.height();
    const QLocale locale;
    const bool shares = look.measure == LabelBarPlot::Measure::share;
    const bool enriched = look.measure == LabelBarPlot::Measure::enrichment;
    QVector<QRectF> rects;
    painter.setRenderHint(QPainter::Antialiasing);

    double y = area.top() + em * 0.35;
    const double left = area.left() + em * 0.6;
    const double width = area.width() - em * 1.2;
    const auto line = [&](const QFontMetricsF& metrics) {
        const QRectF rect(left, y, width, metrics.height());
        y += metrics.height();
        return rect;
    };
    if (!data.title.isEmpty() || !look.panelLetter.isEmpty()) {
        QRectF rect = line(title);
        painter.setFont(look.titleFont);
        painter.setPen(theme.text);
        if (!look.panelLetter.isEmpty()) {
            painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter, look.panelLetter);
            rect.setLeft(rect.left() + title.horizontalAdvance(look.panelLetter) + em * 0.8);
        }
        painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter, title.elidedText(data.title, Qt::ElideRight, rect.width()));
    }
    painter.setFont(look.textFont);
    if (data.isEmpty()) {
        painter.setPen(theme.muted);
        painter.drawText(QRectF(left + em, y + em, width - 2 * em, area.bottom() - y - 2 * em),
            Qt::AlignCenter | Qt::TextWordWrap, data.emptyReason.isEmpty() ? Text::tr("Nothing to show yet.") : data.emptyReason);
        return rects;
    }

    if (!data.note.isEmpty()) {
        const QRectF room(left, y, width, text.height() * look.noteLines);
        const QRectF rect(left, y, width, std::min(room.height(), text.boundingRect(room, Qt::TextWordWrap, data.note).height()));
        painter.setPen(theme.muted);
        if (look.noteLines > 1)
            painter.drawText(rect, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, data.note);
        else
            painter.drawText(rect, Qt::AlignLeft | Qt::AlignTop, text.elidedText(data.note, Qt::ElideRight, width));
        y += rect.height();
    }

    // The legend: what the shades of a stack and the ticks mean.
    {
        const QRectF rect = line(text);
        double x = rect.left();
        const double box = em * 0.62;
        const auto word = [&](const QString& words) {
            painter.setPen(theme.text);
            painter.drawText(QPointF(x, rect.top() + text.ascent()), words);
            x += text.horizontalAdvance(words) + em * 0.9;
        };
        for (qsizetype p = 0; p < data.parts.size() && !data.parts[p].isEmpty(); ++p) {
            painter.fillRect(QRectF(x, rect.center().y() - box / 2, box, box),
                theme::tint(theme, theme.muted, strength(p, data.parts.size())));
            x += box + em * 0.35;
            word(data.parts[p]);
        }
        painter.setPen(QPen(theme.text, look.thinWidth * 1.5));
        painter.drawLine(QPointF(x, rect.center().y()), QPointF(x + em * 0.9, rect.center().y()));
        x += em * 1.2;
        word(enriched ? Text::tr("as among all tokens; 95 % intervals")
                      : shares ? Text::tr("base rate")
                               : Text::tr("expected from the base rate"));
    }
    y += em * 0.4;

    const auto value = [&](const LabelBarGroup& group, qsizetype c, qsizetype p) {
        const auto count = static_cast<double>(group.counts[c][p]);
        return shares ? (group.size == 0 ? 0 : count / static_cast<double>(group.size)) : count;
    };
    double top = shares ? 1 : 0;
    for (const LabelBarGroup& group : data.groups) {
        for (qsizetype c = 0; c < data.categories.size() && !shares && !enriched; ++c) {
            double sum = 0;
            for (qsizetype p = 0; p < data.parts.size(); ++p)
                sum += value(group, c, p);
            top = std::max(top, sum);
        }
    }
    top = std::max(top, 1e-9);
    const double step = shares ? 0.25 : std::max(1.0, tickStep(top));
    QVector<double> ticks;
    if (enriched)
        ticks = enrichmentTicks(data);
    else
        for (double tick = 0; tick <= top * 1.0001; tick += step)
            ticks.append(tick);
    const auto tickText = [&](double tick) {
        if (enriched)
            return Text::tr("×%1", "times as often").arg(locale.toString(tick, 'g', 3));
        return shares ? Text::tr("%1 %").arg(locale.toString(tick * 100, 'f', 0)) : locale.toString(tick, 'f', 0);
    };
    double axisWidth = 0;
    for (const double tick : ticks)
        axisWidth = std::max(axisWidth, text.horizontalAdvance(tickText(tick)));

    // Above the bars the rule's label, below them the categories, then name and size; in two lines where that is needed and
    // there is room.
    const double plotLeft = left + axisWidth + em * 0.5;
    const double slot = (left + width - plotLeft) / static_cast<double>(data.groups.size());
    const double captionRoom = slot - 2 * captionMargin * em;
    const bool roomy = area.bottom() - y > em * 9;
    QFont boldFont = look.textFont;
    boldFont.setBold(true);
    const auto caption = [&](const QString& words, const QFont& font) {
        const QFontMetricsF metrics(font);
        return roomy ? linesOf(words, metrics, captionRoom) : QStringList { words };
    };
    qsizetype labelLines = 1, nameLines = 1;
    for (const LabelBarGroup& group : data.groups) {
        labelLines = std::max(labelLines, caption(group.label, boldFont).size());
        nameLines = std::max(nameLines, caption(group.name, look.textFont).size());
    }
    const QRectF plot(QPointF(plotLeft, y + em * (0.25 + static_cast<double>(labelLines))),
        QPointF(left + width, area.bottom() - em * (2.75 + static_cast<double>(nameLines))));
    if (plot.height() < em * 1.5 || plot.width() < em * 3)
        return rects;
    const auto pixel = [&](double v) {
        const double height = !enriched ? v / top
            : v > 0                     ? std::log2(v / ticks.first()) / std::log2(ticks.last() / ticks.first())
                                        : 0;
        return plot.bottom() - height * plot.height();
    };
    const double reference = enriched ? 1 : 0; // what the bars stand on, and the points around
    const int every = enriched ? 1 + static_cast<int>(static_cast<double>(ticks.size()) * em * 1.1 / plot.height()) : 1;
    for (qsizetype t = 0; t < ticks.size(); ++t) {
        const double tick = ticks[t];
        painter.setPen(QPen(tick == reference ? theme.muted : theme.grid, look.thinWidth));
        painter.drawLine(QPointF(plot.left(), pixel(tick)), QPointF(plot.right(), pixel(tick)));
        if (std::lround(std::log2(tick)) % every != 0 && enriched)
            continue;
        painter.setPen(theme.muted);
        painter.drawText(QRectF(left, pixel(tick) - em, axisWidth, 2 * em), Qt::AlignRight | Qt::AlignVCenter, tickText(tick));
    }

    const double gap = std::min(slot * 0.08, em * 1.2);
    const auto categories = static_cast<double>(data.categories.size());
    const double bar = std::min((slot - gap) / categories, em * 3.2);
    // In narrow plots the categories are written smaller, and in very narrow ones only the first and the last.
    QFont nameFont = look.textFont;
    const auto fits = [&](const QString& name) { return QFontMetricsF(nameFont).horizontalAdvance(name) < bar - em * 0.1; };
    if (!std::ranges::all_of(data.categories, fits))
        nameFont.setPixelSize(std::max(1, static_cast<int>(QFontInfo(look.textFont).pixelSize() * 0.82)));
    const bool namesFit = std::ranges::all_of(data.categories, fits);
    for (qsizetype g = 0; g < data.groups.size(); ++g) {
        const LabelBarGroup& group = data.groups[g];
        const QRectF rect(plot.left() + slot * static_cast<double>(g), y, slot, area.bottom() - em * 0.2 - y);
        rects.append(rect);
        const bool hovered = group.id == look.hovered;
        const bool chosen = look.emphasised.contains(group.id);
        const bool full = hovered || chosen || (look.emphasised.isEmpty() && look.hovered == models::noGroup);
        if (hovered || chosen) {
            painter.fillRect(rect.adjusted(em * 0.1, 0, -em * 0.1, 0), theme::tint(theme, theme.accent, hovered ? 0.16 : 0.1));
            for (const double tick : ticks) {
                painter.setPen(QPen(tick == reference ? theme.muted : theme.grid, look.thinWidth));
                painter.drawLine(QPointF(rect.left(), pixel(tick)), QPointF(rect.right(), pixel(tick)));
            }
        }
        const QColor colour = theme::tint(theme, theme::groupStyle(theme, group.colour).colour, full ? 1 : 0.4);
        const double x0 = rect.center().x() - bar * categories / 2;
        for (qsizetype c = 0; c < data.categories.size(); ++c) {
            const double x = x0 + bar * static_cast<double>(c);
            const QRectF column(x + bar * 0.1, plot.top(), bar * 0.8, plot.height());
            double from = 0;
            double base = 0;
            for (qsizetype p = 0; p < data.parts.size() && enriched; ++p) {
                const auto times = models::enrichment(group.counts[c][p], group.size, data.baseShares[c][p]);
                if (std::isnan(times.value))
                    continue;
                const double width = column.width() / static_cast<double>(data.parts.size());
                const double centre = column.left() + width * (static_cast<double>(p) + 0.5);
                const auto inside = [&](double v) { return std::clamp(pixel(v), plot.top(), plot.bottom()); };
                const QColor shade = theme::tint(theme, colour, std::max(strength(p, data.parts.size()), 0.5));
                painter.setPen(QPen(shade, look.thinWidth * 2));
                painter.drawLine(QPointF(centre, inside(times.low)), QPointF(centre, inside(times.high)));
                theme::paintMarker(painter, theme::Marker::circle, { centre, inside(times.value) },
                    std::min(width * 0.8, em * 0.6), shade);
            }
            for (qsizetype p = 0; p < data.parts.size() && !enriched; ++p) {
                const double to = from + value(group, c, p);
                painter.fillRect(QRectF(QPointF(column.left(), pixel(to)), QPointF(column.right(), pixel(from))),
                    theme::tint(theme, colour, strength(p, data.parts.size())));
                from = to;
                base += data.baseShares[c][p] * (shares ? 1 : static_cast<double>(group.size));
                // The tick of the whole stack is long, those of parts within it are short.
                const bool whole = p + 1 == data.parts.size();
                if (base > 0 && base <= top) {
                    painter.setPen(QPen(full ? theme.text : theme.muted, look.thinWidth * 1.5));
                    const double inset = whole ? 0 : bar * 0.2;
                    painter.drawLine(QPointF(column.left() + inset, pixel(base)), QPointF(column.right() - inset, pixel(base)));
                }
            }
            if (namesFit) {
                painter.setPen(theme.muted);
                painter.setFont(nameFont);
                painter.drawText(QRectF(x, plot.bottom() + em * 0.15, bar, em), Qt::AlignCenter, data.categories[c]);
                painter.setFont(look.textFont);
            }
        }
        if (!namesFit) {
            painter.setPen(theme.muted);
            painter.drawText(QRectF(rect.left(), plot.bottom() + em * 0.15, slot, em), Qt::AlignCenter,
                text.elidedText(data.categories.first() + QStringLiteral("…") + data.categories.last(), Qt::ElideRight, slot));
        }
        painter.setPen(full ? theme.text : theme.muted);
        const auto write = [&](const QStringList& lines, const QFont& font, double top) {
            painter.setFont(font);
            for (const QString& words : lines) {
                const QRectF place(rect.left() + captionMargin * em, top, captionRoom, em * 1.05);
                painter.drawText(place, Qt::AlignCenter, QFontMetricsF(font).elidedText(words, Qt::ElideRight, place.width()));
                top += em;
            }
            painter.setFont(look.textFont);
        };
        const QStringList label = caption(group.label, boldFont);
        write(label, boldFont, y + em * static_cast<double>(labelLines - label.size())); // what is shorter stands by the bars
        const double below = plot.bottom() + em * 1.3;
        write(caption(group.name, look.textFont), look.textFont, below);
        painter.setPen(theme.muted);
        write({ sizeText(group) }, look.textFont, below + em * static_cast<double>(nameLines));
    }
    return rects;
}

}
