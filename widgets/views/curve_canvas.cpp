#include "widgets/views/curve_canvas.h"

#include "widgets/views/paint_item.h"
#include "widgets/views/step_marks.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <utility>

namespace polcascope::views {

using models::CurveGroup;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(CurvePlot)
};

/// Steps are whole numbers, written with the locale's group separators; on a logarithmic axis over more than a
/// decade the ticks are 1, 2 and 5 times powers of ten.
class StepTicker : public QCPAxisTicker {
public:
    bool logarithmic = false;

    void generate(const QCPRange& range, const QLocale& locale, QChar format, int precision, QVector<double>& ticks,
        QVector<double>* subTicks, QVector<QString>* labels) override
    {
        if (!logarithmic || range.lower <= 0 || range.upper / range.lower < 10) {
            QCPAxisTicker::generate(range, locale, format, precision, ticks, subTicks, labels);
            return;
        }
        ticks.clear();
        const bool many = range.upper / range.lower > 2000;
        for (double decade = std::pow(10, std::floor(std::log10(range.lower))); decade <= range.upper; decade *= 10) {
            for (const double factor : { 1.0, 2.0, 5.0 }) {
                const double tick = decade * factor;
                if ((factor == 1 || !many) && tick >= range.lower && tick <= range.upper)
                    ticks.append(tick);
            }
        }
        if (subTicks)
            subTicks->clear();
        if (labels)
            *labels = createLabelVector(ticks, locale, format, precision);
    }

protected:
    double getTickStep(const QCPRange& range) override { return std::max(1.0, QCPAxisTicker::getTickStep(range)); }
    int getSubTickCount(double) override { return 0; }
    QString getTickLabel(double tick, const QLocale& locale, QChar, int) override
    {
        return locale.toString(static_cast<qlonglong>(std::llround(tick)));
    }
};

/// QCustomPlot has no symmetric logarithm: its axis stays linear and shows positions, and values stand at the ticks.
class ValueTicker : public QCPAxisTicker {
public:
    models::ValueScale scale;

protected:
    int getSubTickCount(double) override { return 0; }
    QVector<double> createTickVector(double tickStep, const QCPRange& range) override
    {
        if (scale.kind == models::AxisScale::linear)
            return QCPAxisTicker::createTickVector(tickStep, range);
        QVector<double> ticks = models::tickValues(scale, range.lower, range.upper, tickCount());
        for (double& tick : ticks)
            tick = scale.position(tick);
        return ticks;
    }
    QString getTickLabel(double tick, const QLocale& locale, QChar format, int precision) override
    {
        return QCPAxisTicker::getTickLabel(scale.value(tick), locale, format, precision);
    }
};

bool ofSameCurves(const DensityRequest& a, const DensityRequest& b)
{
    return a.members == b.members && a.columns == b.columns && a.colour == b.colour;
}

bool outliers(const CurveGroup& group)
{
    return group.colour < 0;
}

}

CurveCanvas::CurveCanvas(QWidget* parent)
    : QCustomPlot(parent)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    setNoAntialiasingOnDrag(true);
    xAxis->setTicker(QSharedPointer<QCPAxisTicker>(new StepTicker));
    yAxis->setTicker(QSharedPointer<QCPAxisTicker>(new ValueTicker));
    for (QCPAxis* axis : { xAxis, yAxis }) {
        axis->setSubTicks(false);
        axis->setTickLengthIn(0);
        axis->grid()->setSubGridVisible(false);
    }
    yAxis->setNumberFormat(QStringLiteral("gb"));
    yAxis->setNumberPrecision(5);

    addLayer(QStringLiteral("density"), layer(QStringLiteral("main")), limBelow);
    addLayer(QStringLiteral("highlight"), layer(QStringLiteral("overlay")), limBelow);
    for (const char* name : { "density", "highlight", "overlay" })
        layer(QString::fromLatin1(name))->setMode(QCPLayer::lmBuffered);
    connect(&m_densityWork, &models::Background::runningChanged, this, [this] {
        if (!m_densityWork.isRunning())
            layer(QStringLiteral("density"))->replot();
    });
    const auto paint = [this](const char* layer, PaintItem<CurveCanvas>::Function function, bool clip) {
        new PaintItem<CurveCanvas>(this, layer, function, clip);
    };
    paint("density", &CurveCanvas::paintDensity, true);
    paint("main", &CurveCanvas::paintSample, true);
    paint("main", &CurveCanvas::paintMarks, true);
    paint("main", &CurveCanvas::paintGroups, true);
    paint("legend", &CurveCanvas::paintHeader, false);
    paint("legend", &CurveCanvas::paintEmpty, false);
    paint("highlight", &CurveCanvas::paintHighlight, true);
    paint("highlight", &CurveCanvas::paintMarkLines, true);
    paint("highlight", &CurveCanvas::paintMarksText, false);
    paint("overlay", &CurveCanvas::paintBrushed, false);
    paint("overlay", &CurveCanvas::paintCursor, false);
    paint("overlay", &CurveCanvas::paintCursorValues, false);
}

/// While a window is laid out, it comes past many sizes, and buffers are made for none of them but that which is seen.
void CurveCanvas::resizeEvent(QResizeEvent*)
{
    setViewport(rect());
    updateLayout();
    m_resized = true;
}

void CurveCanvas::paintEvent(QPaintEvent* event)
{
    if (std::exchange(m_resized, false))
        replot(rpQueuedRefresh);
    QCustomPlot::paintEvent(event);
}

double CurveCanvas::em() const
{
    return QFontMetricsF(m_look.textFont).height();
}

void CurveCanvas::setLook(const CurveLook& look)
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
        axis->grid()->setZeroLinePen(Qt::NoPen);
    }
    const int pad = static_cast<int>(std::lround(em() * 0.4));
    // On screen plots stand above one another: room enough for most numbers lets their step axes line up.
    const int left = static_cast<int>(QFontMetricsF(look.textFont).horizontalAdvance(QStringLiteral("-0.0000")) + em() * 2);
    axisRect()->setMinimumMargins(QMargins(look.readout ? left : pad, 0, 2 * pad + pad / 2, pad / 2));
    axisRect()->setAutoMargins(look.compact ? QCP::msRight | QCP::msBottom : QCP::msLeft | QCP::msRight | QCP::msBottom);
    setData(m_data);
    updateScale();
}

void CurveCanvas::setData(const models::CurvePlotData& data)
{
    if (&data != &m_data) {
        m_data = data;
        readSample();
        updateScale();
    }
    xAxis->setLabel(m_look.compact ? QString() : Text::tr("training step"));
    for (QCPAxis* axis : { xAxis, yAxis })
        axis->setVisible(!m_data.isEmpty());
    m_cursorIndex = std::min(m_cursorIndex, m_data.steps.size() - 1);
    for (qsizetype& mark : m_marks)
        mark = std::min(mark, m_data.steps.size() - 1);
}

/// The curves that are painted one by one, which lie far apart in the matrix.
void CurveCanvas::readSample()
{
    m_sample.clear();
    if (!m_data.members)
        return;
    m_sample.fill(QVector<double>(m_data.steps.size()), m_data.sample.size());
    for (qsizetype t = 0; t < m_data.steps.size(); ++t) {
        const auto row = m_data.members->row(static_cast<std::size_t>(t));
        for (qsizetype i = 0; i < m_sample.size(); ++i)
            m_sample[i][t] = row[static_cast<std::size_t>(m_data.memberColumns[m_data.sample[i]])];
    }
}

void CurveCanvas::setLogX(bool logarithmic)
{
    static_cast<StepTicker*>(xAxis->ticker().data())->logarithmic = logarithmic;
    xAxis->setScaleType(logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
}

void CurveCanvas::setValueScale(models::AxisScale scale)
{
    m_wantedScale = scale;
    updateScale();
}

void CurveCanvas::updateScale()
{
    const models::ValueScale before = std::exchange(m_scale, models::valueScale(m_wantedScale, m_data));
    static_cast<ValueTicker*>(yAxis->ticker().data())->scale = m_scale;
    m_bandsReachZero = m_scale.kind == models::AxisScale::logarithmic
        && std::ranges::any_of(m_data.groups, [](const CurveGroup& group) {
               return std::ranges::any_of(group.low, [](double value) { return value <= 0; });
           });
    // On a logarithmic axis, position 0 is no zero.
    yAxis->grid()->setZeroLinePen(m_scale.kind == models::AxisScale::logarithmic
            ? QPen(Qt::NoPen)
            : QPen(theme::tint(m_look.theme, m_look.theme.text, 0.35), m_look.thinWidth));
    if (m_scale == before)
        return;
    const double lower = m_scale.position(before.value(yAxis->range().lower));
    const double upper = m_scale.position(before.value(yAxis->range().upper));
    if (lower < upper)
        yAxis->setRange(lower, upper);
    else
        yAxis->setRange(allValues());
}

QString CurveCanvas::scaleText() const
{
    const QString text = models::scaleText(m_scale, m_wantedScale);
    return m_bandsReachZero ? Text::tr("%1, bands that reach 0 go down to the axis").arg(text) : text;
}

bool CurveCanvas::shown(qsizetype step) const
{
    return !logX() || m_data.steps[step] > 0;
}

QCPRange CurveCanvas::allSteps() const
{
    qsizetype first = 0;
    while (first < m_data.steps.size() && !shown(first))
        ++first;
    if (first >= m_data.steps.size())
        return xAxis->range();
    const double low = m_data.steps[first];
    const double high = m_data.steps.last();
    if (low == high)
        return { low - 1, high + 1 };
    if (logX())
        return { low / std::pow(high / low, 0.015), high * std::pow(high / low, 0.015) };
    return { low - 0.015 * (high - low), high + 0.015 * (high - low) };
}

QCPRange CurveCanvas::allValues() const
{
    double lower = std::numeric_limits<double>::max();
    double upper = std::numeric_limits<double>::lowest();
    const auto include = [&](const QVector<double>& curve, double least) {
        for (qsizetype t = 0; t < std::min(curve.size(), m_data.steps.size()); ++t) {
            const double position = m_scale.position(curve[t]);
            if (shown(t) && std::isfinite(position)) {
                lower = std::min(lower, std::max(position, least));
                upper = std::max(upper, position);
            }
        }
    };
    constexpr double all = std::numeric_limits<double>::lowest();
    for (const CurveGroup& group : m_data.groups)
        include(group.centre, all);
    include(m_data.primary, all);
    include(m_data.selection, all);
    // The outliers' band is often far wider than all the rest: it may leave the picture. So may a band that comes near zero
    // on a logarithmic axis.
    const double least = m_scale.kind == models::AxisScale::logarithmic ? lower - 1 : all;
    const bool onlyOutliers = std::ranges::all_of(m_data.groups, outliers);
    for (const CurveGroup& group : m_data.groups) {
        if (!outliers(group) || onlyOutliers) {
            include(group.low, least);
            include(group.high, least);
        }
    }
    if (lower > upper)
        return { 0, 1 };
    double padding = 0.05 * (upper - lower);
    if (padding == 0)
        padding = upper == 0 ? 1 : std::abs(upper) * 0.1;
    return { lower - padding, upper + padding };
}

/// Below the legend. A strip has no axis label: how its values are laid out is said here.
QString CurveCanvas::marksLine() const
{
    QStringList parts { m_look.compact ? scaleText() : QString(), marksText() };
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

QString CurveCanvas::noteLine() const
{
    // What the curves are comes first: it must not be cut off, the note may.
    QStringList parts { m_data.bandName, m_scaleInNote ? scaleText() : QString(), m_data.sampleNote, m_data.note };
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

void CurveCanvas::arrange(const QSize& size)
{
    m_scaleInNote = false;
    double height = layOut(size);
    QString label = m_data.valueLabel;
    if (const QString scale = scaleText(); !scale.isEmpty() && !m_look.compact) {
        label += label.isEmpty() ? scale : QStringLiteral(", ") + scale;
        if (QFontMetricsF(m_look.textFont).horizontalAdvance(label) > height) {
            m_scaleInNote = true;
            label = m_data.valueLabel;
            height = layOut(size);
        }
    }
    if (m_look.readout) {
        // On screen a low plot has no room for all of the label; what it is says the title, too.
        const qsizetype unit = m_data.valueLabel.lastIndexOf(u'(');
        if (unit >= 0 && QFontMetricsF(m_look.textFont).horizontalAdvance(label) > height)
            label = m_data.valueLabel.mid(unit + 1).chopped(1);
    }
    yAxis->setLabel(m_look.compact ? QString() : label);
    yAxis->ticker()->setTickCount(std::clamp(static_cast<int>(height / (em() * 2.2)), 2, 6));
    xAxis->ticker()->setTickCount(std::clamp(static_cast<int>(size.width() / (em() * 6)), 3, 8));
}

double CurveCanvas::layOut(const QSize& size)
{
    const QFontMetricsF text(m_look.textFont);
    const QFontMetricsF title(m_look.titleFont);
    const double gap = em() * 0.35;
    const double left = em() * 0.6;
    const double right = size.width() - em() * 0.6;
    double y = gap;
    m_titleRect = {};
    m_noteRect = {};
    m_marksRect = {};
    m_legend.clear();
    if (!m_data.title.isEmpty() || !m_look.panelLetter.isEmpty()) {
        m_titleRect = QRectF(left, y, right - left, title.height());
        y += title.height();
    }
    if (!m_look.compact && !m_data.isEmpty() && !noteLine().isEmpty()) {
        const QRectF room(left, y, right - left, text.height() * m_look.noteLines);
        const double height = text.boundingRect(room, Qt::TextWordWrap, noteLine()).height();
        m_noteRect = QRectF(left, y, right - left, std::min(room.height(), std::max(height, text.height())));
        y += m_noteRect.height();
    }
    if (m_look.legend && !m_look.compact && !m_data.isEmpty()) {
        const QLocale locale;
        const int rows = std::max(1, static_cast<int>(size.height() * m_look.legendShare / text.height()));
        const double swatch = em() * 1.7;
        const double value = m_look.readout ? text.horizontalAdvance(QStringLiteral("-1.23e-05")) + em() * 0.2 : 0;
        const double space = em() * 0.9;
        y += gap * 0.5;
        double x = left;
        int row = 1;
        for (const CurveGroup& group : m_data.groups) {
            LegendEntry entry;
            entry.group = group.id;
            entry.text = group.size == 0 ? group.name // one curve that is no group of tokens
                                         : Text::tr("%1 (%2)", "name of a group and how many tokens it has")
                                               .arg(group.name, locale.toString(group.size));
            const double width = swatch + em() * 0.35 + text.horizontalAdvance(entry.text) + value;
            if (x > left && x + width > right) {
                if (row == rows) {
                    // Not even the last row holds all: say how many are missing.
                    const auto missing = m_data.groups.size() - m_legend.size();
                    LegendEntry more;
                    more.text = Text::tr("and %Ln more", nullptr, static_cast<int>(missing));
                    more.baseline = { x, y + text.ascent() };
                    m_legend.append(more);
                    break;
                }
                ++row;
                x = left;
                y += text.height();
            }
            entry.rect = QRectF(x, y, width, text.height());
            entry.swatch = { x, y + text.height() / 2 };
            entry.baseline = { x + swatch + em() * 0.35, y + text.ascent() };
            entry.value = QRectF(entry.rect.right() - value, y, value, text.height());
            m_legend.append(entry);
            x += width + space;
        }
        y += text.height();
    }
    if (!m_data.isEmpty() && !marksLine().isEmpty()) {
        m_marksRect = QRectF(left, y, right - left, text.height());
        y += m_marksRect.height();
    }
    y += gap;
    QMargins margins(0, static_cast<int>(std::ceil(y)), 0, 0);
    if (m_look.compact)
        margins.setLeft(static_cast<int>(std::lround(em() * 4.2)));
    axisRect()->setMargins(margins);
    return size.height() - y - (m_look.compact ? 1.6 : 2.8) * em();
}

void CurveCanvas::setEmphasised(const QSet<int>& groups, int hovered)
{
    m_emphasised = groups;
    m_hovered = hovered;
}

void CurveCanvas::setCursorIndex(qsizetype index)
{
    m_cursorIndex = std::min(index, m_data.steps.size() - 1);
}

void CurveCanvas::setMarkIndices(qsizetype a, qsizetype b)
{
    m_marks = { std::min(a, m_data.steps.size() - 1), std::min(b, m_data.steps.size() - 1) };
}

/// The group under the pointer, or else those selected; of one curve alone, that.
QVector<const CurveGroup*> CurveCanvas::pointedAt() const
{
    if (const CurveGroup* hovered = m_data.group(m_hovered))
        return { hovered };
    QVector<const CurveGroup*> groups;
    for (const CurveGroup& group : m_data.groups)
        if (m_emphasised.contains(group.id) || m_data.groups.size() == 1)
            groups.append(&group);
    return groups;
}

QString CurveCanvas::marksText() const
{
    const auto [a, b] = m_marks;
    if ((a < 0 && b < 0) || m_data.isEmpty())
        return {};
    const QLocale locale;
    const auto step = [&](qsizetype t) { return locale.toString(m_data.steps[t], 'f', 0); };
    const auto number = [&](double value) {
        return std::isfinite(value) ? locale.toString(value, 'g', 3) : QStringLiteral("–");
    };
    const auto groups = pointedAt();
    QStringList parts;
    if (m_look.compact && !groups.isEmpty())
        ; // no room for the steps, which the axis tells, too
    else if (b < 0)
        parts.append(Text::tr("A: step %1").arg(step(a)));
    else if (a < 0)
        parts.append(Text::tr("B: step %1").arg(step(b)));
    else
        parts.append(Text::tr("A: step %1, B: step %2, difference %3").arg(step(a), step(b),
            locale.toString(m_data.steps[b] - m_data.steps[a], 'f', 0)));
    for (const CurveGroup* group : groups) {
        if (a < 0 || b < 0)
            parts.append(QStringLiteral("%1: %2").arg(group->name, number(group->centre[std::max(a, b)])));
        else
            parts.append(Text::tr("%1: A %2, B %3, difference %4", "name of a group; values").arg(group->name,
                number(group->centre[a]), number(group->centre[b]), number(group->centre[b] - group->centre[a])));
    }
    if (groups.isEmpty() && !m_look.compact)
        parts.append(Text::tr("point at a curve, or select it, for its values"));
    return parts.join(QStringLiteral(" · "));
}

void CurveCanvas::setSelection(const QVector<double>& mean, const QString& name)
{
    m_data.selection = mean;
    m_data.selectionName = name;
}

void CurveCanvas::setBrushed(qsizetype first, qsizetype last)
{
    m_brushed = std::minmax(first, last);
}

qsizetype CurveCanvas::nearestStep(double pixel) const
{
    qsizetype best = -1;
    double distance = 0;
    for (qsizetype t = 0; t < m_data.steps.size(); ++t) {
        if (!shown(t))
            continue;
        const double d = std::abs(xAxis->coordToPixel(m_data.steps[t]) - pixel);
        if (best < 0 || d < distance) {
            best = t;
            distance = d;
        }
    }
    return best;
}

int CurveCanvas::groupAt(const QPointF& position) const
{
    for (const LegendEntry& entry : m_legend) {
        if (entry.rect.contains(position))
            return entry.group;
    }
    if (!plotRect().contains(position.toPoint()) || m_data.isEmpty())
        return models::noGroup;
    const double reach = em() * 0.75;
    int best = models::noGroup;
    double nearest = reach;
    for (const CurveGroup& group : m_data.groups) {
        for (qsizetype t = 0; t + 1 < m_data.steps.size() && t + 1 < group.centre.size(); ++t) {
            const double x0 = shown(t) ? xAxis->coordToPixel(m_data.steps[t]) : plotRect().left();
            const double x1 = xAxis->coordToPixel(m_data.steps[t + 1]);
            if (x1 < position.x() - reach || x0 > position.x() + reach)
                continue;
            const double y0 = valueToPixel(group.centre[t]);
            const double y1 = valueToPixel(group.centre[t + 1]);
            if (!std::isfinite(y0) || !std::isfinite(y1))
                continue;
            const double d =
                std::sqrt(QCPVector2D(position).distanceSquaredToLine(QCPVector2D(x0, y0), QCPVector2D(x1, y1)));
            if (d < nearest) {
                nearest = d;
                best = group.id;
            }
        }
    }
    if (best != models::noGroup)
        return best;
    // Between the curves: the narrowest band that holds the point.
    const qsizetype t = nearestStep(position.x());
    const double value = pixelToValue(position.y());
    double width = std::numeric_limits<double>::infinity();
    for (const CurveGroup& group : m_data.groups) {
        if (t < 0 || t >= group.low.size() || outliers(group))
            continue;
        if (value >= group.low[t] && value <= group.high[t] && group.high[t] - group.low[t] < width) {
            width = group.high[t] - group.low[t];
            best = group.id;
        }
    }
    return best;
}

QPen CurveCanvas::pen(const theme::GroupStyle& style, double width) const
{
    QPen pen(style.colour, width);
    pen.setJoinStyle(Qt::BevelJoin);
    pen.setCapStyle(style.dashes.isEmpty() ? Qt::SquareCap : Qt::FlatCap);
    if (!style.dashes.isEmpty())
        pen.setDashPattern(style.dashes);
    return pen;
}

/// The next stretch of finite values from `from` on, which is moved behind it.
QPolygonF CurveCanvas::polyline(const QVector<double>& values, qsizetype& from) const
{
    QPolygonF line;
    const qsizetype count = std::min(values.size(), m_data.steps.size());
    for (; from < count; ++from) {
        const double y = shown(from) ? valueToPixel(values[from]) : std::numeric_limits<double>::quiet_NaN();
        if (std::isfinite(y))
            line.append({ xAxis->coordToPixel(m_data.steps[from]), y });
        else if (!line.isEmpty())
            break;
    }
    return line;
}

void CurveCanvas::paintLine(QCPPainter& painter, const QVector<double>& values) const
{
    for (qsizetype from = 0; from < values.size() && from < m_data.steps.size();) {
        const QPolygonF line = polyline(values, from);
        if (line.size() == 1) {
            painter.drawPoint(line.first());
        } else if (painter.modes().testFlag(QCPPainter::pmNoCaching) || painter.pen().widthF() <= 1
            || !painter.pen().dashPattern().isEmpty() || painter.pen().color().alpha() < 255) {
            painter.drawPolyline(line);
        } else {
            // On screen in short pieces: the time Qt needs for a thick line grows with the square of its length.
            // (Dashes would begin anew with each piece, and where pieces meet, translucent ones would be darker.)
            constexpr qsizetype piece = 12;
            for (qsizetype i = 0; i + 1 < line.size(); i += piece)
                painter.drawPolyline(line.constData() + i, static_cast<int>(std::min(piece + 1, line.size() - i)));
        }
    }
}

/// Without columns where there is no density to show.
DensityRequest CurveCanvas::densityRequest() const
{
    DensityRequest request;
    if (!m_data.members || m_data.sample.size() == m_data.memberColumns.size())
        return request;
    const QRect rect = plotRect();
    qsizetype first = 0;
    while (first < m_data.steps.size() && !shown(first))
        ++first;
    qsizetype last = m_data.steps.size() - 1;
    while (first + 1 < last && xAxis->coordToPixel(m_data.steps[first + 1]) < rect.left())
        ++first;
    while (last - 1 > first && xAxis->coordToPixel(m_data.steps[last - 1]) > rect.right())
        --last;
    if (first >= last)
        return request;
    request.members = m_data.members;
    request.columns = m_data.memberColumns;
    request.firstRow = static_cast<std::size_t>(first);
    for (qsizetype t = first; t <= last; ++t)
        request.positions.push_back((xAxis->coordToPixel(m_data.steps[t]) - rect.left()) * m_look.imageScale);
    request.scale = m_scale;
    request.top = yAxis->range().upper;
    request.bottom = yAxis->range().lower;
    request.width = std::max(1, static_cast<int>(rect.width() * m_look.imageScale));
    request.height = std::max(1, static_cast<int>(rect.height() * m_look.imageScale));
    request.colour = m_look.theme.text.rgba();
    return request;
}

void CurveCanvas::askForDensity(const Density& wanted)
{
    // What is under way for another part of the same curves is finished: else nothing would come while they are dragged.
    if (m_densityWork.isRunning() && ofSameCurves(m_densityAsked, wanted.request))
        return;
    if (m_densityAsked == wanted.request)
        return; // and could not be counted
    m_densityAsked = wanted.request;
    m_densityWork.start([this, wanted](const models::Background::Context& context) {
        Density density = wanted;
        density.image = densityMap(wanted.request, context.progress);
        context.deliver([this, density] { m_density = density; });
    });
}

void CurveCanvas::paintDensity(QCPPainter& painter)
{
    Density wanted { densityRequest(), xAxis->range(), yAxis->range(), logX() };
    if (wanted.request.columns.empty())
        return;
    const bool onScreen = painter.modes() == QCPPainter::pmDefault;
    if (wanted.request != m_density.request && !onScreen) {
        wanted.image = densityMap(wanted.request);
        m_density = wanted;
    }
    if (wanted.request != m_density.request)
        askForDensity(wanted);
    if (!ofSameCurves(m_density.request, wanted.request) || m_density.logX != wanted.logX
        || m_density.request.scale != wanted.request.scale)
        return;
    // Where it belongs now, which is all of the plot as soon as it is the one wanted. Antialiasing would move it by half a dot.
    painter.setAntialiasing(false);
    painter.drawImage(QRectF(QPointF(xAxis->coordToPixel(m_density.steps.lower), yAxis->coordToPixel(m_density.values.upper)),
                          QPointF(xAxis->coordToPixel(m_density.steps.upper), yAxis->coordToPixel(m_density.values.lower))),
        m_density.image);
}

void CurveCanvas::paintSample(QCPPainter& painter)
{
    // A strip is too low for a sample over the density of all.
    if (!m_data.members || (m_look.compact && m_data.sample.size() < m_data.memberColumns.size()))
        return;
    // Thicker pens than 1 pixel are ten times slower, and there are many curves.
    painter.setAntialiasing(m_data.sample.size() <= 300);
    const double width = m_look.thinWidth > 1 ? m_look.thinWidth * 0.6 : 1 / devicePixelRatioF();
    for (qsizetype i = 0; i < m_sample.size(); ++i) {
        const CurveGroup* group = m_data.group(m_data.memberGroups[m_data.sample[i]]);
        if (!group)
            continue;
        QColor colour = theme::groupStyle(m_look.theme, group->colour).colour;
        colour.setAlphaF(outliers(*group) ? 0.2F : 0.28F);
        QPen pen(colour, width);
        pen.setCosmetic(width <= 1); // Qt outlines and fills any other line, even one so thin
        painter.setPen(pen);
        paintLine(painter, m_sample[i]);
    }
}

void CurveCanvas::paintMarks(QCPPainter& painter)
{
    painter.setAntialiasing(true);
    for (const double step : m_data.markedSteps) {
        if (logX() && step <= 0)
            continue;
        const double x = xAxis->coordToPixel(step);
        QPen pen(m_look.theme.muted, m_look.thinWidth);
        pen.setDashPattern({ 2, 3 });
        painter.setPen(pen);
        painter.drawLine(QPointF(x, plotRect().top()), QPointF(x, plotRect().bottom()));
        theme::paintMarker(painter, theme::Marker::downTriangle, { x, plotRect().top() + em() * 0.25 }, em() * 0.45,
            m_look.theme.muted);
    }
}

void CurveCanvas::paintBand(QCPPainter& painter, const CurveGroup& group, double strength) const
{
    QColor colour = theme::groupStyle(m_look.theme, group.colour).colour;
    colour.setAlphaF(static_cast<float>(strength));
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.setAntialiasing(true);
    // Where a band reaches zero on a logarithmic axis, it goes out of the picture.
    QVector<double> edge = group.low;
    if (m_scale.kind == models::AxisScale::logarithmic) {
        const double out = m_scale.value(yAxis->range().lower - yAxis->range().size());
        for (double& value : edge)
            value = value < out ? out : value;
    }
    for (qsizetype from = 0; from < group.high.size() && from < m_data.steps.size();) {
        qsizetype lower = from;
        QPolygonF band = polyline(group.high, from);
        const QPolygonF low = polyline(edge, lower);
        std::reverse_copy(low.begin(), low.end(), std::back_inserter(band));
        painter.drawPolygon(band);
    }
    painter.setBrush(Qt::NoBrush);
}

void CurveCanvas::paintCentre(QCPPainter& painter, const CurveGroup& group, double width) const
{
    const theme::GroupStyle style = theme::groupStyle(m_look.theme, group.colour);
    painter.setAntialiasing(true);
    // A rim in the colour of the paper sets the line off from bands and other lines.
    painter.setPen(QPen(m_look.theme.background, width + 1.6 * m_look.thinWidth, Qt::SolidLine, Qt::FlatCap, Qt::BevelJoin));
    paintLine(painter, group.centre);
    painter.setPen(pen(style, width));
    paintLine(painter, group.centre);
}

void CurveCanvas::paintMarkers(QCPPainter& painter, const CurveGroup& group, double width) const
{
    if (m_look.compact)
        return;
    const theme::GroupStyle style = theme::groupStyle(m_look.theme, group.colour);
    // A few markers on each curve, elsewhere on each, so that curves can be told apart where they overlap.
    const double spacing = em() * 9;
    const auto index = static_cast<double>(std::max(0, group.colour));
    double next = plotRect().left() + spacing * (0.35 + std::fmod(index * 0.29, 1.0));
    for (qsizetype t = 0; t < group.centre.size() && t < m_data.steps.size(); ++t) {
        const double y = valueToPixel(group.centre[t]);
        if (!shown(t) || !std::isfinite(y))
            continue;
        const double x = xAxis->coordToPixel(m_data.steps[t]);
        if (x < next)
            continue;
        theme::paintMarker(painter, style.marker, { x, y }, em() * 0.22 + width * 2, style.colour);
        next = std::max(next + spacing, x + spacing * 0.5);
    }
}

void CurveCanvas::paintGroups(QCPPainter& painter)
{
    // Outliers come last everywhere but here: at the bottom, they hide nothing.
    for (auto group = m_data.groups.rbegin(); group != m_data.groups.rend(); ++group)
        paintBand(painter, *group, outliers(*group) ? 0.12 : 0.18);
    const double width = m_data.groups.size() > 30 ? m_look.thinWidth : m_look.lineWidth;
    for (auto group = m_data.groups.rbegin(); group != m_data.groups.rend(); ++group)
        paintCentre(painter, *group, width);
    for (auto group = m_data.groups.rbegin(); group != m_data.groups.rend(); ++group)
        paintMarkers(painter, *group, width);
}

void CurveCanvas::paintHighlight(QCPPainter& painter)
{
    if (m_data.isEmpty())
        return;
    QVector<const CurveGroup*> shown;
    for (const CurveGroup& group : m_data.groups) {
        if (group.id == m_hovered || m_emphasised.contains(group.id))
            shown.prepend(&group);
    }
    if (!shown.isEmpty() && shown.size() < m_data.groups.size()) {
        QColor veil = m_look.theme.background;
        veil.setAlphaF(0.62F);
        painter.fillRect(plotRect(), veil);
        for (const CurveGroup* group : shown)
            paintBand(painter, *group, 0.22);
    }
    for (const CurveGroup* group : shown) {
        const double width = m_look.lineWidth * (group->id == m_hovered ? 1.9 : 1.5);
        paintCentre(painter, *group, width);
        paintMarkers(painter, *group, width);
    }
    if (!m_data.primary.isEmpty()) {
        QPen line(m_look.theme.text, m_look.lineWidth);
        line.setDashPattern({ 3, 2 });
        painter.setAntialiasing(true);
        painter.setPen(line);
        paintLine(painter, m_data.primary);
    }
    paintSelection(painter);
}

/// With its name at the end, where nothing else says what it is.
void CurveCanvas::paintSelection(QCPPainter& painter) const
{
    qsizetype last = m_data.selection.size() - 1;
    while (last >= 0 && !std::isfinite(valueToPixel(m_data.selection[last])))
        --last;
    if (last < 0)
        return;
    const double width = m_look.lineWidth * 1.9;
    painter.setAntialiasing(true);
    for (const auto& [colour, wide] : { std::pair(m_look.theme.background, width + 2 * m_look.thinWidth), std::pair(m_look.theme.text, width) }) {
        painter.setPen(QPen(colour, wide, Qt::SolidLine, Qt::FlatCap, Qt::BevelJoin));
        paintLine(painter, m_data.selection);
    }
    if (m_look.compact)
        return;
    const QFontMetricsF metrics(m_look.textFont);
    const QRectF room = QRectF(plotRect()).adjusted(em() * 0.2, em() * 0.2, -em() * 0.2, -em() * 0.2);
    QRectF box(0, 0, metrics.horizontalAdvance(m_data.selectionName) + em() * 0.6, metrics.height());
    box.moveBottomRight({ xAxis->coordToPixel(m_data.steps[last]), valueToPixel(m_data.selection[last]) - em() * 0.3 });
    box.moveLeft(std::clamp(box.left(), room.left(), std::max(room.left(), room.right() - box.width())));
    box.moveTop(std::clamp(box.top(), room.top(), std::max(room.top(), room.bottom() - box.height())));
    QColor paper = m_look.theme.background;
    paper.setAlphaF(0.78F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(paper);
    painter.drawRoundedRect(box, em() * 0.2, em() * 0.2);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(m_look.theme.text);
    painter.setFont(m_look.textFont);
    painter.drawText(box, Qt::AlignCenter, m_data.selectionName);
}

void CurveCanvas::paintBrushed(QCPPainter& painter)
{
    if (m_brushed.first < 0 || m_brushed.second >= m_data.steps.size())
        return;
    const double first = xAxis->coordToPixel(m_data.steps[m_brushed.first]), last = xAxis->coordToPixel(m_data.steps[m_brushed.second]);
    const QRectF rect(plotRect());
    QColor inside = m_look.theme.accent;
    inside.setAlphaF(0.18F);
    painter.setAntialiasing(false);
    painter.setPen(QPen(m_look.theme.accent, 1));
    painter.setBrush(inside);
    painter.drawRect(QRectF(QPointF(first - 1, rect.top()), QPointF(last + 1, rect.bottom())) & rect);
    painter.setBrush(Qt::NoBrush);
    const QLocale locale;
    if (!m_look.compact)
        paintFoot(painter, (first + last) / 2,
            Text::tr("%1 to %2", "training steps")
                .arg(locale.toString(m_data.steps[m_brushed.first], 'f', 0), locale.toString(m_data.steps[m_brushed.second], 'f', 0)));
}

void CurveCanvas::paintMarkLines(QCPPainter& painter)
{
    painter.setFont(m_look.textFont);
    for (std::size_t mark = 0; mark < m_marks.size(); ++mark)
        if (m_marks[mark] >= 0 && !m_data.isEmpty() && shown(m_marks[mark]))
            paintStepMark(painter, m_look.theme, mark == 0 ? u'A' : u'B',
                QLineF(QPointF(xAxis->coordToPixel(m_data.steps[m_marks[mark]]), plotRect().top()),
                    QPointF(xAxis->coordToPixel(m_data.steps[m_marks[mark]]), plotRect().bottom())));
}

void CurveCanvas::paintMarksText(QCPPainter& painter)
{
    if (m_marksRect.isNull())
        return;
    painter.setFont(m_look.textFont);
    painter.setPen(m_look.theme.text);
    painter.drawText(m_marksRect, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetricsF(m_look.textFont).elidedText(marksLine(), Qt::ElideRight, m_marksRect.width()));
}

void CurveCanvas::paintCursor(QCPPainter& painter)
{
    if (m_focusFrame) {
        painter.setPen(QPen(m_look.theme.accent, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(viewport().adjusted(0, 0, -1, -1));
    }
    if (m_cursorIndex < 0 || m_data.isEmpty() || !shown(m_cursorIndex))
        return;
    const QRect rect = plotRect();
    const double x = xAxis->coordToPixel(m_data.steps[m_cursorIndex]);
    if (x < rect.left() - 1 || x > rect.right() + 1)
        return;
    painter.setAntialiasing(false);
    painter.setPen(QPen(m_look.theme.cursor, 1));
    painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()));
    painter.setAntialiasing(true);
    for (const CurveGroup& group : m_data.groups) {
        const double y = valueToPixel(group.centre[m_cursorIndex]);
        if (!std::isfinite(y))
            continue;
        const QPointF point(x, y);
        if (!rect.contains(point.toPoint()))
            continue;
        painter.setPen(QPen(m_look.theme.background, 1));
        painter.setBrush(theme::groupStyle(m_look.theme, group.colour).colour);
        painter.drawEllipse(point, em() * 0.22, em() * 0.22);
    }
    if (m_look.compact)
        return;
    paintFoot(painter, x, QLocale().toString(m_data.steps[m_cursorIndex], 'f', 0));
}

void CurveCanvas::paintFoot(QCPPainter& painter, double x, const QString& text) const
{
    const QFontMetricsF metrics(m_look.textFont);
    const double width = metrics.horizontalAdvance(text) + em() * 0.7;
    QRectF box(x - width / 2, plotRect().bottom() + em() * 0.25, width, metrics.height());
    box.moveLeft(std::clamp(box.left(), 0.0, std::max(0.0, viewport().width() - width)));
    painter.setAntialiasing(true);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_look.theme.text);
    painter.drawRoundedRect(box, em() * 0.2, em() * 0.2);
    painter.setPen(m_look.theme.background);
    painter.setFont(m_look.textFont);
    painter.drawText(box, Qt::AlignCenter, text);
}

void CurveCanvas::paintCursorValues(QCPPainter& painter)
{
    if (m_cursorIndex < 0 || m_data.isEmpty())
        return;
    const QLocale locale;
    const auto value = [&](const CurveGroup& group) {
        const double number = group.centre[m_cursorIndex];
        return std::isfinite(number) ? locale.toString(number, 'g', 3) : QStringLiteral("–");
    };
    painter.setFont(m_look.textFont);
    painter.setPen(m_look.theme.text);
    if (m_look.compact) {
        // No room for a legend: the values in the groups' colours at the right of the title, as many as fit.
        const QFontMetricsF metrics(m_look.textFont);
        double right = m_titleRect.right();
        const double least = m_titleRect.left() + QFontMetricsF(m_look.titleFont).horizontalAdvance(m_data.title) + em();
        for (auto group = m_data.groups.rbegin(); group != m_data.groups.rend(); ++group) {
            const QString text = value(*group);
            const double left = right - metrics.horizontalAdvance(text);
            if (left < least)
                break;
            painter.setPen(theme::groupStyle(m_look.theme, group->colour).colour);
            painter.drawText(QRectF(left, m_titleRect.top(), right - left, m_titleRect.height()), Qt::AlignVCenter, text);
            right = left - em() * 0.7;
        }
        return;
    }
    for (const LegendEntry& entry : m_legend) {
        if (const CurveGroup* group = m_data.group(entry.group); group && entry.value.width() > 0)
            painter.drawText(entry.value, Qt::AlignRight | Qt::AlignVCenter, value(*group));
    }
}

void CurveCanvas::paintHeader(QCPPainter& painter)
{
    painter.setAntialiasing(true);
    const QFontMetricsF title(m_look.titleFont);
    QRectF rect = m_titleRect;
    painter.setFont(m_look.titleFont);
    painter.setPen(m_look.theme.text);
    if (!m_look.panelLetter.isEmpty()) {
        painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter, m_look.panelLetter);
        rect.setLeft(rect.left() + title.horizontalAdvance(m_look.panelLetter) + em() * 0.8);
    }
    painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter, title.elidedText(m_data.title, Qt::ElideRight, rect.width()));

    const QFontMetricsF text(m_look.textFont);
    if (m_data.isEmpty())
        return;
    painter.setFont(m_look.textFont);
    painter.setPen(m_look.theme.muted);
    const QString note = noteLine();
    if (m_look.noteLines > 1)
        painter.drawText(m_noteRect, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, note);
    else
        painter.drawText(m_noteRect, Qt::AlignLeft | Qt::AlignVCenter, text.elidedText(note, Qt::ElideRight, m_noteRect.width()));

    for (const LegendEntry& entry : m_legend) {
        painter.setPen(m_look.theme.text);
        painter.drawText(entry.baseline, entry.text);
        const CurveGroup* group = m_data.group(entry.group);
        if (!group)
            continue;
        const theme::GroupStyle style = theme::groupStyle(m_look.theme, group->colour);
        const QPointF end = entry.swatch + QPointF(em() * 1.7, 0);
        painter.setPen(pen(style, m_look.lineWidth));
        painter.drawLine(entry.swatch, end);
        theme::paintMarker(painter, style.marker, (entry.swatch + end) / 2, em() * 0.22 + m_look.lineWidth * 2, style.colour);
    }
}

void CurveCanvas::paintEmpty(QCPPainter& painter)
{
    if (!m_data.isEmpty())
        return;
    const QRectF area = QRectF(viewport()).adjusted(em() * 2, m_titleRect.bottom() + em(), -em() * 2, -em());
    painter.setFont(m_look.textFont);
    painter.setPen(m_look.theme.muted);
    painter.drawText(area, Qt::AlignCenter | Qt::TextWordWrap,
        m_data.emptyReason.isEmpty() ? Text::tr("Nothing to show yet.") : m_data.emptyReason);
}

}
