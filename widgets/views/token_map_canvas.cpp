#include "widgets/views/token_map_canvas.h"

#include "widgets/views/paint_item.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace polcascope::views {

using models::TokenMapGroup;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(TokenMapPlot)
};

/// More points than that are an image on paper, too: files stay small, and programs can open them.
constexpr std::size_t mostVectors = 3000;

/// One marker in its colour, to be stamped many times.
QImage stampOf(theme::Marker marker, double diameter, const QColor& colour)
{
    const int size = static_cast<int>(std::ceil(diameter * 1.3)) | 1; // with a dot in the middle
    QImage stamp(size, size, QImage::Format_ARGB32_Premultiplied);
    stamp.fill(Qt::transparent);
    QPainter painter(&stamp);
    theme::paintMarker(painter, marker, { size / 2.0, size / 2.0 }, diameter, colour);
    return stamp;
}

/// The same, larger and with a rim.
QImage rimmedStampOf(theme::Marker marker, double diameter, const QColor& colour, const QColor& rim)
{
    QImage stamp = stampOf(marker, diameter * 1.9, rim);
    QPainter painter(&stamp);
    theme::paintMarker(painter, marker, { stamp.width() / 2.0, stamp.height() / 2.0 }, diameter * 1.2, colour);
    return stamp;
}

/// Paints `stamp` over the image, its middle at (x, y): ten times as quick as a painter that is asked for each.
void stampAt(QImage& image, const QImage& stamp, int x, int y)
{
    const int left = x - stamp.width() / 2, top = y - stamp.height() / 2;
    const int firstRow = std::max(0, -top), lastRow = std::min(stamp.height(), image.height() - top);
    const int first = std::max(0, -left), last = std::min(stamp.width(), image.width() - left);
    for (int row = firstRow; row < lastRow; ++row) {
        const auto* from = reinterpret_cast<const QRgb*>(stamp.constScanLine(row));
        auto* to = reinterpret_cast<QRgb*>(image.bits() + static_cast<qsizetype>(top + row) * image.bytesPerLine()) + left;
        for (int column = first; column < last; ++column) {
            const QRgb source = from[column];
            const unsigned int rest = 255 - qAlpha(source);
            if (rest == 255)
                continue;
            const QRgb below = to[column];
            const auto mixed = [&](int over, int under) { return over + static_cast<int>((static_cast<unsigned int>(under) * rest + 127) / 255); };
            to[column] = qRgba(mixed(qRed(source), qRed(below)), mixed(qGreen(source), qGreen(below)),
                mixed(qBlue(source), qBlue(below)), mixed(qAlpha(source), qAlpha(below)));
        }
    }
}

class NumberTicker : public QCPAxisTicker {
protected:
    int getSubTickCount(double) override { return 0; }
};

}

TokenMapCanvas::TokenMapCanvas(QWidget* parent)
    : QCustomPlot(parent)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    for (QCPAxis* axis : { xAxis, yAxis }) {
        axis->setTicker(QSharedPointer<QCPAxisTicker>(new NumberTicker));
        axis->setSubTicks(false);
        axis->setTickLengthIn(0);
        axis->grid()->setSubGridVisible(false);
        axis->setNumberFormat(QStringLiteral("gb"));
        axis->setNumberPrecision(5);
    }
    addLayer(QStringLiteral("highlight"), layer(QStringLiteral("overlay")), limBelow);
    layer(QStringLiteral("highlight"))->setMode(QCPLayer::lmBuffered);
    layer(QStringLiteral("overlay"))->setMode(QCPLayer::lmBuffered);
    const auto paint = [this](const char* layer, PaintItem<TokenMapCanvas>::Function function, bool clip) {
        new PaintItem<TokenMapCanvas>(this, layer, function, clip);
    };
    paint("main", &TokenMapCanvas::paintPoints, true);
    paint("main", &TokenMapCanvas::paintNames, true);
    paint("legend", &TokenMapCanvas::paintHeader, false);
    paint("legend", &TokenMapCanvas::paintEmpty, false);
    paint("highlight", &TokenMapCanvas::paintHighlight, true);
    paint("overlay", &TokenMapCanvas::paintPointer, false);
}

double TokenMapCanvas::em() const
{
    return QFontMetricsF(m_look.textFont).height();
}

/// The more there are, the smaller.
double TokenMapCanvas::diameter() const
{
    const std::size_t count = isEmpty() ? 0 : m_data->projection->tokens.size();
    return em() * (count <= 500 ? 0.42 : count <= 5000 ? 0.32 : 0.22);
}

double TokenMapCanvas::opacity() const
{
    return isEmpty() || m_data->projection->tokens.size() <= 500 ? 0.85 : 0.7;
}

void TokenMapCanvas::setLook(const TokenMapLook& look)
{
    m_look = look;
    const theme::Theme& theme = look.theme;
    setBackground(QBrush(theme.background));
    const QPen line(theme.muted, look.thinWidth);
    for (QCPAxis* axis : { xAxis, yAxis }) {
        axis->setBasePen(line);
        axis->setTickPen(line);
        axis->setTickLabelFont(look.textFont);
        axis->setLabelFont(look.textFont);
        axis->setTickLabelColor(theme.muted);
        axis->setLabelColor(theme.text);
        axis->setTickLengthOut(std::lround(em() * 0.25));
        axis->setTickLabelPadding(std::lround(em() * 0.2));
        axis->setLabelPadding(std::lround(em() * 0.15));
        axis->grid()->setPen(QPen(theme.grid, look.thinWidth));
        axis->grid()->setZeroLinePen(QPen(theme::tint(theme, theme.text, 0.25), look.thinWidth));
    }
    const int pad = static_cast<int>(std::lround(em() * 0.4));
    axisRect()->setMinimumMargins(QMargins(pad, 0, 2 * pad, pad / 2));
    axisRect()->setAutoMargins(QCP::msLeft | QCP::msRight | QCP::msBottom);
    setData(m_data);
}

void TokenMapCanvas::setData(const std::shared_ptr<const models::TokenMapData>& data)
{
    m_data = data;
    m_hoveredPoint = -1;
    m_chosen.clear();
    for (QCPAxis* axis : { xAxis, yAxis })
        axis->setVisible(!isEmpty());
}

void TokenMapCanvas::arrange(const QSize& size)
{
    const QFontMetricsF text(m_look.textFont);
    const double gap = em() * 0.35;
    const double left = em() * 0.6, right = size.width() - em() * 0.6;
    double y = gap;
    m_titleRect = m_noteRect = {};
    if (m_data && (!m_data->title.isEmpty() || !m_look.panelLetter.isEmpty())) {
        m_titleRect = QRectF(left, y, right - left, QFontMetricsF(m_look.titleFont).height());
        y = m_titleRect.bottom();
    }
    if (!isEmpty() && !m_data->note.isEmpty()) {
        if (m_look.onScreen) { // beside the title: height is scarce
            const double title = QFontMetricsF(m_look.titleFont).horizontalAdvance(m_data->title) + em();
            m_noteRect = m_titleRect.adjusted(title, 0, 0, 0);
        } else {
            const QRectF room(left, y, right - left, text.height() * m_look.noteLines);
            const double height = text.boundingRect(room, Qt::TextWordWrap, m_data->note).height();
            m_noteRect = QRectF(left, y, right - left, std::min(room.height(), std::max(height, text.height())));
            y = m_noteRect.bottom();
        }
    }
    axisRect()->setMargins(QMargins(0, static_cast<int>(std::ceil(y + gap)), 0, 0));
    const double height = size.height() - y - 2.8 * em();
    if (!isEmpty()) {
        // A low plot has no room for all of a label: what is in brackets is enough.
        const auto fitted = [&](const QString& label, double room) {
            const qsizetype bracket = label.lastIndexOf(u'(');
            return bracket < 0 || text.horizontalAdvance(label) <= room ? label : label.mid(bracket + 1).chopped(1);
        };
        xAxis->setLabel(fitted(m_data->xLabel, right - left - 5 * em()));
        yAxis->setLabel(fitted(m_data->yLabel, height));
    }
    yAxis->ticker()->setTickCount(std::clamp(static_cast<int>(height / (em() * 2.2)), 2, 6));
    xAxis->ticker()->setTickCount(std::clamp(static_cast<int>(size.width() / (em() * 6)), 3, 8));
    setViewport(QRect(QPoint(0, 0), size));
    updateLayout();
}

void TokenMapCanvas::fit()
{
    if (isEmpty())
        return;
    const auto rangeOf = [](const std::vector<float>& values) {
        const auto [low, high] = std::minmax_element(values.begin(), values.end());
        const double least = static_cast<double>(*low), most = static_cast<double>(*high);
        const double padding = most > least ? 0.05 * (most - least) : most == 0 ? 1 : 0.1 * std::abs(most);
        return QCPRange(least - padding, most + padding);
    };
    // Twice: with other numbers at the axes there is another room for the points.
    for (int i = 0; i < 2; ++i) {
        QCPRange x = rangeOf(m_data->projection->x), y = rangeOf(m_data->projection->y);
        if (m_sameScale && plotRect().isValid()) {
            const double step = std::max(x.size() / plotRect().width(), y.size() / plotRect().height());
            const auto widened = [](const QCPRange& range, double size) { return QCPRange(range.center() - size / 2, range.center() + size / 2); };
            x = widened(x, step * plotRect().width());
            y = widened(y, step * plotRect().height());
        }
        xAxis->setRange(x);
        yAxis->setRange(y);
        updateLayout();
    }
}

void TokenMapCanvas::keepScale()
{
    if (m_sameScale && plotRect().isValid() && !isEmpty())
        yAxis->setScaleRatio(xAxis, 1);
}

void TokenMapCanvas::setEmphasised(const QSet<int>& groups, int hovered)
{
    m_emphasised = groups;
    m_hovered = hovered;
}

QPointF TokenMapCanvas::positionOf(qsizetype point) const
{
    const auto i = static_cast<std::size_t>(point);
    return { xAxis->coordToPixel(static_cast<double>(m_data->projection->x[i])),
        yAxis->coordToPixel(static_cast<double>(m_data->projection->y[i])) };
}

qsizetype TokenMapCanvas::pointAt(const QPointF& position) const
{
    if (isEmpty() || m_outOfDate || !plotRect().contains(position.toPoint()))
        return -1;
    const auto& plane = *m_data->projection;
    const double x = xAxis->pixelToCoord(position.x()), y = yAxis->pixelToCoord(position.y());
    const double perX = plotRect().width() / xAxis->range().size(), perY = plotRect().height() / yAxis->range().size();
    double nearest = std::pow(std::max(em() * 0.6, diameter()), 2);
    qsizetype best = -1;
    for (std::size_t i = 0; i < plane.tokens.size(); ++i) {
        const double dx = (static_cast<double>(plane.x[i]) - x) * perX, dy = (static_cast<double>(plane.y[i]) - y) * perY;
        if (const double distance = dx * dx + dy * dy; distance < nearest && m_data->groupOf[i] != models::noGroup) {
            nearest = distance;
            best = static_cast<qsizetype>(i);
        }
    }
    return best;
}

int TokenMapCanvas::nameAt(const QPointF& position) const
{
    for (const Name& name : m_names)
        if (!m_outOfDate && name.rect.contains(position))
            return name.group;
    return models::noGroup;
}

std::vector<std::int32_t> TokenMapCanvas::pointsIn(const QPolygonF& area) const
{
    std::vector<std::int32_t> found;
    const QRect bounds = area.boundingRect().toAlignedRect() & plotRect();
    if (isEmpty() || m_outOfDate || bounds.isEmpty())
        return found;
    // A lasso has many corners, and there are many points: which pixels are inside is found once.
    QImage inside(bounds.size(), QImage::Format_Grayscale8);
    inside.fill(0);
    QPainter painter(&inside);
    painter.translate(-bounds.topLeft());
    painter.setPen(Qt::NoPen);
    painter.setBrush(Qt::white);
    painter.drawPolygon(area, Qt::OddEvenFill);
    painter.end();
    for (std::size_t i = 0; i < m_data->groupOf.size(); ++i) {
        const QPointF position = positionOf(static_cast<qsizetype>(i)) - bounds.topLeft();
        const int x = static_cast<int>(std::floor(position.x())), y = static_cast<int>(std::floor(position.y()));
        if (m_data->groupOf[i] != models::noGroup && inside.rect().contains(x, y) && inside.constScanLine(y)[x] != 0)
            found.push_back(static_cast<std::int32_t>(i));
    }
    return found;
}

/// Outliers first, where they hide nothing; then the large clusters, so that small ones lie on top.
QVector<const TokenMapGroup*> TokenMapCanvas::inDrawingOrder() const
{
    QVector<const TokenMapGroup*> groups;
    for (const TokenMapGroup& group : m_data->groups)
        groups.append(&group);
    std::stable_sort(groups.begin(), groups.end(), [](const TokenMapGroup* a, const TokenMapGroup* b) {
        return std::tuple(a->colour >= 0, -static_cast<qint64>(a->points.size())) <
            std::tuple(b->colour >= 0, -static_cast<qint64>(b->points.size()));
    });
    return groups;
}

QImage TokenMapCanvas::emptyImage() const
{
    const double scale = m_look.imageScale;
    QImage image(std::max(1, static_cast<int>(std::lround(plotRect().width() * scale))),
        std::max(1, static_cast<int>(std::lround(plotRect().height() * scale))), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    return image;
}

QImage TokenMapCanvas::pointsImage(const QVector<const TokenMapGroup*>& groups) const
{
    QImage image = emptyImage();
    for (const TokenMapGroup* group : groups)
        stampPoints(image, group->points, group->colour, Stamp::plain);
    return image;
}

/// The points that stand out, in the order of their groups.
QImage TokenMapCanvas::chosenImage() const
{
    std::map<int, std::vector<std::int32_t>> points;
    for (const std::int32_t point : m_chosen)
        points[m_data->groupOf[static_cast<std::size_t>(point)]].push_back(point);
    QImage image = emptyImage();
    for (const TokenMapGroup* group : inDrawingOrder())
        if (const auto found = points.find(group->id); found != points.end())
            stampPoints(image, found->second, group->colour, Stamp::rimmed);
    return image;
}

void TokenMapCanvas::stampPoints(QImage& image, std::span<const std::int32_t> points, int colour, Stamp kind) const
{
    const double scale = m_look.imageScale;
    const auto& plane = *m_data->projection;
    const double perX = image.width() / xAxis->range().size(), perY = image.height() / yAxis->range().size();
    const theme::GroupStyle style = theme::groupStyle(m_look.theme, colour);
    QColor inside = style.colour;
    if (kind == Stamp::plain)
        inside.setAlphaF(static_cast<float>(opacity()));
    const QImage stamp = kind == Stamp::plain
        ? stampOf(style.marker, diameter() * scale, inside)
        : rimmedStampOf(style.marker, diameter() * scale, inside, m_look.theme.text);
    // A marker over its like adds nothing.
    std::vector<bool> stamped(static_cast<std::size_t>(image.width()) * static_cast<std::size_t>(image.height()));
    for (const std::int32_t point : points) {
        const auto i = static_cast<std::size_t>(point);
        const double x = (static_cast<double>(plane.x[i]) - xAxis->range().lower) * perX;
        const double y = (yAxis->range().upper - static_cast<double>(plane.y[i])) * perY;
        if (!(x >= -stamp.width() && y >= -stamp.height() && x < image.width() + stamp.width() && y < image.height() + stamp.height()))
            continue;
        const int column = static_cast<int>(std::floor(x)), row = static_cast<int>(std::floor(y));
        if (column >= 0 && row >= 0 && column < image.width() && row < image.height()) {
            const auto place = static_cast<std::size_t>(row) * static_cast<std::size_t>(image.width()) + static_cast<std::size_t>(column);
            if (stamped[place])
                continue;
            stamped[place] = true;
        }
        stampAt(image, stamp, column, row);
    }
}

void TokenMapCanvas::paintPoints(QCPPainter& painter)
{
    if (isEmpty())
        return;
    if (!m_look.onScreen && m_data->projection->tokens.size() <= mostVectors) {
        for (const TokenMapGroup* group : inDrawingOrder()) {
            const theme::GroupStyle style = theme::groupStyle(m_look.theme, group->colour);
            QColor colour = style.colour;
            colour.setAlphaF(static_cast<float>(opacity()));
            for (const std::int32_t point : group->points)
                theme::paintMarker(painter, style.marker, positionOf(point), diameter(), colour);
        }
        return;
    }
    Painted wanted { m_data, plotRect(), xAxis->range(), yAxis->range(), m_look.imageScale, m_look.theme.background.rgba(), {} };
    const auto inputs = [](const Painted& painted) {
        return std::tuple(painted.data, painted.rect, painted.x.lower, painted.x.upper, painted.y.lower, painted.y.upper,
            painted.imageScale, painted.background);
    };
    if (inputs(wanted) != inputs(m_painted)) {
        wanted.image = pointsImage(inDrawingOrder());
        m_painted = std::move(wanted);
    }
    painter.drawImage(QRectF(plotRect()), m_painted.image);
}

/// Where the clusters' names go: each above most of its tokens, the large ones first, those without room left out.
QVector<TokenMapCanvas::Name> TokenMapCanvas::placedNames() const
{
    QVector<Name> names;
    if (isEmpty() || !m_look.names)
        return names;
    QVector<const TokenMapGroup*> groups;
    for (const TokenMapGroup& group : m_data->groups)
        if (group.colour >= 0)
            groups.append(&group);
    std::stable_sort(groups.begin(), groups.end(),
        [](const TokenMapGroup* a, const TokenMapGroup* b) { return a->points.size() > b->points.size(); });
    const QFontMetricsF metrics(m_look.textFont);
    for (const TokenMapGroup* group : groups) {
        const QPointF centre(xAxis->coordToPixel(static_cast<double>(group->x)), yAxis->coordToPixel(static_cast<double>(group->y)));
        if (!QRectF(plotRect()).contains(centre))
            continue;
        QRectF rect(0, 0, metrics.horizontalAdvance(group->name) + em() * 0.9, metrics.height());
        const double above = std::min(0.7 * group->spread * plotRect().height() / yAxis->range().size(), 1.5 * em());
        rect.moveCenter(centre - QPointF(0, above + metrics.height() / 2));
        rect.moveLeft(std::clamp(rect.left(), double(plotRect().left()), std::max(double(plotRect().left()), plotRect().right() - rect.width())));
        rect.moveTop(std::clamp(rect.top(), double(plotRect().top()), std::max(double(plotRect().top()), plotRect().bottom() - rect.height())));
        if (std::ranges::none_of(names, [&](const Name& other) { return other.rect.intersects(rect); }))
            names.append({ rect, group->id });
    }
    return names;
}

void TokenMapCanvas::paintName(QCPPainter& painter, const Name& name) const
{
    const TokenMapGroup* group = m_data->group(name.group);
    if (!group)
        return;
    QColor paper = m_look.theme.background;
    paper.setAlphaF(0.78F);
    painter.setAntialiasing(true);
    painter.setPen(Qt::NoPen);
    painter.setBrush(paper);
    painter.drawRoundedRect(name.rect, em() * 0.2, em() * 0.2);
    const theme::GroupStyle style = theme::groupStyle(m_look.theme, group->colour);
    theme::paintMarker(painter, style.marker, { name.rect.left() + em() * 0.4, name.rect.center().y() }, em() * 0.45, style.colour);
    painter.setBrush(Qt::NoBrush);
    painter.setFont(m_look.textFont);
    painter.setPen(m_look.theme.text);
    painter.drawText(name.rect.adjusted(em() * 0.75, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, group->name);
}

void TokenMapCanvas::paintNames(QCPPainter& painter)
{
    m_names = placedNames();
    for (const Name& name : m_names)
        paintName(painter, name);
}

void TokenMapCanvas::paintRing(QCPPainter& painter, qsizetype point, const QColor& colour) const
{
    painter.setAntialiasing(true);
    painter.setBrush(Qt::NoBrush);
    for (const auto& [line, width] : { std::pair(m_look.theme.background, 4.0), std::pair(colour, 2.0) }) {
        painter.setPen(QPen(line, width));
        painter.drawEllipse(positionOf(point), diameter() * 0.5 + 3, diameter() * 0.5 + 3);
    }
}

void TokenMapCanvas::paintHighlight(QCPPainter& painter)
{
    if (isEmpty())
        return;
    QColor veil = m_look.theme.background;
    veil.setAlphaF(m_outOfDate ? 0.6F : 0.72F);
    if (m_outOfDate) {
        painter.fillRect(plotRect(), veil);
        return;
    }
    QVector<const TokenMapGroup*> shown;
    for (const TokenMapGroup* group : inDrawingOrder())
        if (group->id == m_hovered || m_emphasised.contains(group->id))
            shown.append(group);
    const bool some = !shown.isEmpty() && shown.size() < m_data->groups.size();
    if (some || !m_chosen.empty())
        painter.fillRect(plotRect(), veil);
    if (some)
        painter.drawImage(QRectF(plotRect()), pointsImage(shown));
    if (!m_chosen.empty())
        painter.drawImage(QRectF(plotRect()), chosenImage());
    if (some || !m_chosen.empty())
        for (const Name& name : m_names)
            if (!some || name.group == m_hovered || m_emphasised.contains(name.group))
                paintName(painter, name);
    if (m_primary >= 0)
        paintRing(painter, m_primary, m_look.theme.accent);
}

void TokenMapCanvas::paintPointer(QCPPainter& painter)
{
    if (m_focusFrame) {
        painter.setPen(QPen(m_look.theme.accent, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(viewport().adjusted(0, 0, -1, -1));
    }
    if (m_hoveredPoint >= 0 && !isEmpty())
        paintRing(painter, m_hoveredPoint, m_look.theme.text);
    if (m_line.size() > 1) {
        QColor inside = m_look.theme.accent;
        inside.setAlphaF(0.12F);
        painter.setAntialiasing(true);
        painter.setClipRect(plotRect());
        painter.setPen(QPen(m_look.theme.accent, 1));
        painter.setBrush(inside);
        painter.drawPolygon(m_line);
        painter.setClipping(false);
    }
}

void TokenMapCanvas::paintHeader(QCPPainter& painter)
{
    if (!m_data)
        return;
    painter.setAntialiasing(true);
    QRectF rect = m_titleRect;
    const QFontMetricsF title(m_look.titleFont);
    painter.setFont(m_look.titleFont);
    painter.setPen(m_look.theme.text);
    if (!m_look.panelLetter.isEmpty()) {
        painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter, m_look.panelLetter);
        rect.setLeft(rect.left() + title.horizontalAdvance(m_look.panelLetter) + em() * 0.8);
    }
    painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter, title.elidedText(m_data->title, Qt::ElideRight, rect.width()));
    if (isEmpty())
        return;
    painter.setFont(m_look.textFont);
    painter.setPen(m_look.theme.muted);
    const QString note = m_outOfDate ? Text::tr("Out of date: being computed anew") : m_data->note;
    if (m_look.noteLines > 1)
        painter.drawText(m_noteRect, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, note);
    else
        painter.drawText(m_noteRect, Qt::AlignLeft | Qt::AlignVCenter,
            QFontMetricsF(m_look.textFont).elidedText(note, Qt::ElideRight, m_noteRect.width()));
}

void TokenMapCanvas::paintEmpty(QCPPainter& painter)
{
    if (!isEmpty())
        return;
    painter.setFont(m_look.textFont);
    painter.setPen(m_look.theme.muted);
    painter.drawText(QRectF(viewport()).adjusted(em() * 2, em() * 2, -em() * 2, -em()), Qt::AlignCenter | Qt::TextWordWrap,
        m_data && !m_data->emptyReason.isEmpty() ? m_data->emptyReason : m_emptyReason);
}

}
