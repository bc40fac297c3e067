#include "widgets/views/condensed_tree_plot.h"

#include "widgets/theme/theme.h"

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QLocale>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QPixmap>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace polcascope::views {

using models::CondensedTreeData;
using models::TreeBranch;
using models::TreeCluster;

namespace {

constexpr double smallestSlot = 0.012; ///< of the width: a leaf is never narrower
constexpr double grip = 5; ///< pixels around the line of epsilon
constexpr double dragDistance = 4; ///< pixels: less is a click
constexpr int tones = 16; ///< of probability

QString onScreen(double value)
{
    return std::isinf(value) ? QStringLiteral("∞") : QLocale().toString(value, 'g', 4);
}

/// Round numbers in a range, about as many as asked for.
std::vector<double> niceTicks(double low, double high, int count)
{
    std::vector<double> ticks;
    if (!(high > low))
        return ticks;
    const double raw = (high - low) / std::max(count, 1);
    const double power = std::pow(10, std::floor(std::log10(raw)));
    const double factor = raw / power <= 1 ? 1 : raw / power <= 2 ? 2 : raw / power <= 5 ? 5 : 10;
    const double step = factor * power;
    for (double tick = std::ceil(low / step) * step; tick <= high + step * 1e-9; tick += step)
        ticks.push_back(std::abs(tick) < step * 1e-9 ? 0 : tick);
    return ticks;
}

/// The same on a logarithmic axis: powers of ten, or these times 1, 2 and 5.
std::vector<double> logarithmicTicks(double low, double high, int count)
{
    if (!(low > 0) || high / low < 8)
        return niceTicks(low, high, count);
    std::vector<double> ticks;
    const bool few = std::log10(high / low) * 3 > count;
    for (double decade = std::pow(10, std::floor(std::log10(low))); decade <= high; decade *= 10)
        for (const double factor : { 1.0, 2.0, 5.0 })
            if ((factor == 1 || !few) && decade * factor >= low && decade * factor <= high)
                ticks.push_back(decade * factor);
    return ticks;
}

}

class CondensedTreePlot::Private {
public:
    explicit Private(CondensedTreePlot* plot)
        : q(plot)
    {
    }

    // The layout across: in units of the width, 0 to 1.
    void arrange()
    {
        centres.clear();
        widthOfToken = 0;
        if (!shown())
            return;
        const auto& branches = data->branches;
        const auto leaves =
            std::ranges::count_if(branches, [](const TreeBranch& branch) { return branch.children.empty(); });
        const double slot = std::min(smallestSlot, 0.5 / static_cast<double>(leaves));
        std::vector<double> slots(branches.size());
        const auto measure = [&](double width) {
            std::ranges::fill(slots, 0);
            for (std::size_t i = branches.size(); i-- > 0;) {
                const TreeBranch& branch = branches[i];
                slots[i] = std::max({ slots[i], slot, static_cast<double>(branch.size) * width }) +
                    (branch.children.empty() ? slot / 4 : 0);
                if (branch.parent >= 0)
                    slots[static_cast<std::size_t>(branch.parent)] += slots[i];
            }
            return slots.front();
        };
        double low = 0;
        double high = 1 / static_cast<double>(std::max<qint64>(data->tokens, 1));
        for (int round = 0; round < 40; ++round) {
            const double middle = (low + high) / 2;
            (measure(middle) <= 1 ? low : high) = middle;
        }
        widthOfToken = low;
        measure(low);
        centres.resize(branches.size());
        centres.front() = 0.5;
        for (std::size_t i = 0; i < branches.size(); ++i) {
            double total = 0;
            for (const int child : branches[i].children)
                total += slots[static_cast<std::size_t>(child)];
            double left = centres[i] - total / 2;
            for (const int child : branches[i].children) {
                centres[static_cast<std::size_t>(child)] = left + slots[static_cast<std::size_t>(child)] / 2;
                left += slots[static_cast<std::size_t>(child)];
            }
        }
    }

    [[nodiscard]] bool shown() const { return data && !data->isEmpty(); }

    // Along the distances: 0 at the top of the tree, 1 at its bottom.
    [[nodiscard]] double depthOf(double distance) const
    {
        const double bottom = data->smallest;
        const double top = data->largest;
        double depth = 0;
        switch (scale) {
        case Scale::logarithmic: {
            const double low = bottom / 1.15;
            const double high = top * 1.15;
            depth = distance <= 0 ? 2 : std::log(high / distance) / std::log(high / low);
            break;
        }
        case Scale::distance:
            depth = 1 - distance / (top * 1.05);
            break;
        case Scale::lambda:
            depth = distance <= 0 ? 2 : bottom / distance / 1.05;
            break;
        }
        return std::clamp(depth, 0.0, 1.0);
    }
    [[nodiscard]] double distanceOf(double depth) const
    {
        switch (scale) {
        case Scale::logarithmic: {
            const double low = data->smallest / 1.15;
            const double high = data->largest * 1.15;
            return high * std::pow(low / high, depth);
        }
        case Scale::distance:
            return (1 - depth) * data->largest * 1.05;
        case Scale::lambda:
            return depth > 0 ? data->smallest / (depth * 1.05) : std::numeric_limits<double>::infinity();
        }
        return 0;
    }
    [[nodiscard]] double yOf(double distance) const
    {
        return area.top() + (depthOf(distance) - view.top()) / view.height() * area.height();
    }
    [[nodiscard]] double depthAt(double y) const
    {
        return view.top() + (y - area.top()) / area.height() * view.height();
    }
    [[nodiscard]] double xOf(double across) const
    {
        return area.left() + (across - view.left()) / view.width() * area.width();
    }
    [[nodiscard]] double pixels(qint64 tokens) const
    {
        return static_cast<double>(tokens) * widthOfToken / view.width() * area.width();
    }

    void place()
    {
        const QFontMetricsF metrics(theme::tickFont(*q));
        const double em = metrics.height();
        titleHeight = QFontMetricsF(theme::titleFont(*q)).height() + em * 0.6;
        const double left = metrics.horizontalAdvance(QStringLiteral("0.00000")) + em * 2;
        area = QRectF(q->rect()).adjusted(left, titleHeight + em * 0.2, -em, -em * 0.6);
    }

    [[nodiscard]] QColor colourOf(const theme::Theme& theme, const TreeBranch& branch) const
    {
        const TreeCluster* cluster = data->cluster(branch.cluster);
        return cluster ? theme::groupStyle(theme, cluster->colour).colour : theme.noise;
    }

    // How firmly a token belongs to the cluster that leaves a branch of it at this distance: lambda over the
    // cluster's largest.
    [[nodiscard]] double probabilityAt(const TreeBranch& branch, double distance) const
    {
        const TreeCluster* cluster = data->cluster(branch.cluster);
        if (!cluster || cluster->branch < 0)
            return 0;
        const double end = data->branches[static_cast<std::size_t>(cluster->branch)].death;
        return distance <= end ? 1 : end / distance;
    }

    [[nodiscard]] bool pale(const TreeBranch& branch) const
    {
        return !selected.isEmpty() && !selected.contains(branch.cluster) && branch.cluster != hovered;
    }

    [[nodiscard]] QPainterPath outline(std::size_t index) const
    {
        const TreeBranch& branch = data->branches[index];
        const double x = xOf(centres[index]);
        std::vector<QPointF> right;
        double width = std::max(pixels(branch.size) / 2, 0.5);
        right.emplace_back(x + width, yOf(branch.birth));
        for (const auto& step : branch.steps) {
            const double y = yOf(step.distance);
            if (y - right.back().y() < 0.5 && step.tokens > 0) {
                // Many steps within one row of pixels are one.
                width = std::max(pixels(step.tokens) / 2, 0.5);
                continue;
            }
            right.emplace_back(right.back().x(), y);
            width = std::max(pixels(step.tokens) / 2, 0.5);
            if (&step != &branch.steps.back())
                right.emplace_back(x + width, y);
        }
        QPainterPath path(right.front());
        for (const QPointF& point : right)
            path.lineTo(point);
        for (auto point = right.rbegin(); point != right.rend(); ++point)
            path.lineTo(2 * x - point->x(), point->y());
        path.closeSubpath();
        return path;
    }

    void paintBranch(QPainter& painter, const theme::Theme& theme, std::size_t index) const
    {
        const TreeBranch& branch = data->branches[index];
        const double x = xOf(centres[index]);
        const double half = std::max(pixels(branch.size) / 2, 0.5);
        double y = yOf(branch.birth);
        if (x + half < area.left() || x - half > area.right() || y > area.bottom())
            return;
        const QColor base = colourOf(theme, branch);
        const bool clustered = branch.cluster >= 0;
        const double most = pale(branch) ? 0.3 : clustered ? 0.85 : 0.5;
        double width = half;
        double next = y;
        const auto fill = [&](double distance) {
            const double tone = clustered ? std::round(probabilityAt(branch, distance) * tones) / tones : 1;
            const double top = std::max(y, area.top() - 1);
            const double bottom = std::min(next, area.bottom() + 1);
            if (bottom > top)
                painter.fillRect(QRectF(x - width, top, 2 * width, bottom - top),
                    theme::tint(theme, base, most * (clustered ? 0.25 + 0.75 * tone : 1)));
            y = next;
        };
        for (const auto& step : branch.steps) {
            next = yOf(step.distance);
            // The tones of probability change within a long stretch, too.
            while (clustered && next - y > 6 && y < area.bottom()) {
                const double stop = next;
                next = std::max(y, area.top()) + 6;
                if (next >= stop) {
                    next = stop;
                    break;
                }
                fill(distanceOf(depthAt(next - 3)));
                next = stop;
            }
            if (next - y < 0.7 && &step != &branch.steps.back() && step.tokens > 0) {
                if (next - y < 0.01)
                    width = std::max(pixels(step.tokens) / 2, 0.5);
                continue;
            }
            fill(step.distance);
            width = std::max(pixels(step.tokens) / 2, 0.5);
        }
    }

    void paintTree(QPainter& painter, const theme::Theme& theme) const
    {
        const auto& branches = data->branches;
        painter.setRenderHint(QPainter::Antialiasing, false);
        // Where a branch splits: a line to the middle of each part.
        painter.setPen(QPen(theme.muted, 1));
        for (std::size_t i = 0; i < branches.size(); ++i) {
            if (branches[i].children.empty())
                continue;
            const double y = yOf(branches[i].death);
            double left = xOf(centres[i]);
            double right = left;
            for (const int child : branches[i].children) {
                const double half = pixels(branches[static_cast<std::size_t>(child)].size) / 2;
                left = std::min(left, xOf(centres[static_cast<std::size_t>(child)]) - half);
                right = std::max(right, xOf(centres[static_cast<std::size_t>(child)]) + half);
            }
            painter.drawLine(QPointF(left, y), QPointF(right, y));
        }
        for (std::size_t i = 0; i < branches.size(); ++i)
            paintBranch(painter, theme, i);
        painter.setRenderHint(QPainter::Antialiasing);
        for (const TreeCluster& cluster : data->clusters) {
            if (cluster.branch < 0)
                continue;
            const TreeBranch& branch = branches[static_cast<std::size_t>(cluster.branch)];
            const QColor colour = theme::groupStyle(theme, cluster.colour).colour;
            painter.setPen(QPen(pale(branch) ? theme::tint(theme, colour, 0.5) : colour,
                selected.contains(cluster.label) ? 2.6 : 1.6));
            painter.setBrush(Qt::NoBrush);
            painter.drawPath(outline(static_cast<std::size_t>(cluster.branch)));
        }
    }

    void paintNames(QPainter& painter, const theme::Theme& theme) const
    {
        const QFontMetricsF metrics(painter.font());
        const double em = metrics.height();
        QVector<QRectF> taken;
        for (const TreeCluster& cluster : data->clusters) {
            if (cluster.branch < 0)
                continue;
            const auto index = static_cast<std::size_t>(cluster.branch);
            const TreeBranch& branch = data->branches[index];
            QString text = cluster.name;
            if (metrics.horizontalAdvance(text) + em * 1.4 > pixels(branch.size) * 1.4)
                text = cluster.shortName;
            const QSizeF size(metrics.horizontalAdvance(text) + em * 1.4, em);
            // Below the cluster's end where there is room, or else at its beginning; two lines further if need be.
            const double x = xOf(centres[index]);
            if (x < area.left() || x > area.right())
                continue;
            const double left = std::clamp(x - size.width() / 2, area.left() + 1,
                std::max(area.left() + 1, area.right() - size.width()));
            const double end = yOf(branch.death) + 2;
            const double begin = std::max(yOf(branch.birth), area.top()) + 2;
            QRectF place;
            for (const double y : { branch.children.empty() ? end : begin, end, begin, end + em, end + 2 * em }) {
                const QRectF wanted(QPointF(left, y), size);
                if (wanted.top() >= area.top() && wanted.bottom() <= area.bottom() &&
                    std::ranges::none_of(taken, [&](const QRectF& other) { return other.intersects(wanted); })) {
                    place = wanted;
                    break;
                }
            }
            if (place.isNull())
                continue;
            taken.append(place);
            QColor ground = theme.background;
            ground.setAlphaF(0.75F);
            painter.setPen(Qt::NoPen);
            painter.setBrush(ground);
            painter.drawRoundedRect(place, 3, 3);
            const auto style = theme::groupStyle(theme, cluster.colour);
            theme::paintMarker(painter, style.marker, place.topLeft() + QPointF(em * 0.6, em / 2), em * 0.55,
                style.colour);
            painter.setPen(pale(branch) ? theme.muted : theme.text);
            painter.drawText(place.adjusted(em * 1.1, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, text);
        }
    }

    void paintAxis(QPainter& painter, const theme::Theme& theme) const
    {
        const QFontMetricsF metrics(painter.font());
        const double em = metrics.height();
        const int count = std::max(2, static_cast<int>(area.height() / (em * 2.2)));
        const double top = distanceOf(std::clamp(view.top(), 0.0, 1.0));
        const double bottom = distanceOf(std::clamp(view.bottom(), 0.0, 1.0));
        std::vector<double> ticks;
        if (scale == Scale::lambda)
            ticks = niceTicks(1 / top, 1 / bottom, count);
        else if (scale == Scale::logarithmic)
            ticks = logarithmicTicks(bottom, top, count);
        else
            ticks = niceTicks(bottom, top, count);
        painter.setRenderHint(QPainter::Antialiasing, false);
        double last = -1e9;
        for (const double tick : ticks) {
            const double y = std::round(yOf(scale == Scale::lambda ? 1 / tick : tick));
            if (y < area.top() - 1 || y > area.bottom() + 1)
                continue;
            painter.setPen(QPen(theme.grid, 1));
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
            if (std::abs(y - last) < em)
                continue;
            last = y;
            painter.setPen(theme.muted);
            painter.drawText(QRectF(0, y - em / 2, area.left() - em * 0.3, em), Qt::AlignRight | Qt::AlignVCenter,
                QLocale().toString(tick, 'g', 4));
        }
        painter.setPen(QPen(theme.muted, 1));
        painter.drawLine(area.topLeft(), area.bottomLeft());
        painter.save();
        painter.setPen(theme.text);
        painter.translate(em * 0.9, area.center().y());
        painter.rotate(-90);
        const QString label = scale == Scale::lambda ? tr("λ = 1 / distance") : tr("distance");
        painter.drawText(QRectF(-area.height() / 2, -em / 2, area.height(), em), Qt::AlignCenter, label);
        painter.restore();
    }

    void paintHeader(QPainter& painter, const theme::Theme& theme) const
    {
        const QFont titleFont = theme::titleFont(*q);
        const QFontMetricsF titleMetrics(titleFont);
        const double em = QFontMetricsF(theme::tickFont(*q)).height();
        const QString title = data ? data->title : tr("Condensed tree");
        QRectF line(em * 0.6, em * 0.3, q->width() - em * 1.2, titleMetrics.height());
        painter.setFont(titleFont);
        painter.setPen(theme.text);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, title);
        if (!shown())
            return;
        line.setLeft(line.left() + titleMetrics.horizontalAdvance(title) + em);
        painter.setFont(theme::tickFont(*q));
        painter.setPen(theme.muted);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
            QFontMetricsF(painter.font()).elidedText(data->note, Qt::ElideRight, line.width()));
    }

    void paintEmpty(QPainter& painter, const theme::Theme& theme) const
    {
        painter.setFont(theme::tickFont(*q));
        painter.setPen(theme.muted);
        const QString reason = data ? data->emptyReason : emptyReason;
        painter.drawText(QRectF(q->rect()).adjusted(16, titleHeight, -16, -8),
            Qt::AlignCenter | Qt::TextWordWrap, reason);
    }

    // All but what follows the mouse, kept until something else is to be seen.
    void paintStill()
    {
        const qreal ratio = q->devicePixelRatioF();
        still = QPixmap(q->size() * ratio);
        still.setDevicePixelRatio(ratio);
        const auto theme = theme::themeOf(q->palette());
        still.fill(theme.background);
        QPainter painter(&still);
        paintHeader(painter, theme);
        if (!shown()) {
            paintEmpty(painter, theme);
            return;
        }
        painter.setFont(theme::tickFont(*q));
        paintAxis(painter, theme);
        painter.setClipRect(area.adjusted(0, -1, 1, 1));
        paintTree(painter, theme);
        paintNames(painter, theme);
    }

    void paintEpsilon(QPainter& painter, const theme::Theme& theme) const
    {
        const double y = epsilonY();
        if (y < area.top() - 1 || y > area.bottom() + 1)
            return;
        const bool set = data->epsilon > 0;
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(QPen(set || onLine ? theme.text : theme.muted, onLine ? 2 : 1, Qt::DashLine));
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        const QFontMetricsF metrics(painter.font());
        const QString text = set
            ? tr("ε = %1: nothing is split below").arg(onScreen(data->epsilon))
            : tr("ε: drag up to join what splits below");
        const double em = metrics.height();
        const QSizeF size(metrics.horizontalAdvance(text) + em * 0.6, em);
        double top = y - em - 1;
        if (top < area.top())
            top = y + 1;
        const QRectF place(QPointF(area.right() - size.width(), top), size);
        QColor ground = theme.background;
        ground.setAlphaF(0.8F);
        painter.fillRect(place, ground);
        painter.setPen(set || onLine ? theme.text : theme.muted);
        painter.drawText(place, Qt::AlignCenter, text);
    }

    [[nodiscard]] double epsilonY() const
    {
        return data->epsilon > 0 ? yOf(data->epsilon)
                                 : area.top() + (1 - view.top()) / view.height() * area.height();
    }

    void paintMoving(QPainter& painter, const theme::Theme& theme) const
    {
        painter.setFont(theme::tickFont(*q));
        painter.save();
        painter.setClipRect(area.adjusted(0, -1, 1, 1));
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setBrush(Qt::NoBrush);
        if (const TreeCluster* cluster = data->cluster(hovered); cluster && cluster->branch >= 0) {
            painter.setPen(QPen(theme::groupStyle(theme, cluster->colour).colour, 3.2));
            painter.drawPath(outline(static_cast<std::size_t>(cluster->branch)));
        }
        if (hoveredBranch >= 0) {
            painter.setPen(QPen(theme.text, 1.4));
            painter.drawPath(outline(static_cast<std::size_t>(hoveredBranch)));
        }
        const auto token = static_cast<std::size_t>(primaryToken);
        if (primaryToken >= 0 && token < data->tokenBranch.size() && data->tokenBranch[token] >= 0) {
            const auto branch = static_cast<std::size_t>(data->tokenBranch[token]);
            const QPointF at(xOf(centres[branch]), yOf(data->tokenDistance[token]));
            painter.setPen(QPen(theme.background, 4));
            painter.drawEllipse(at, 6, 6);
            painter.setPen(QPen(theme.accent, 2));
            painter.drawEllipse(at, 6, 6);
        }
        painter.restore();
        paintEpsilon(painter, theme);
    }

    [[nodiscard]] int branchAt(const QPointF& position) const
    {
        if (!shown() || !area.adjusted(-1, -1, 1, 1).contains(position))
            return -1;
        int best = -1;
        double nearest = 4; // pixels: thin branches can be met, too
        for (std::size_t i = 0; i < data->branches.size(); ++i) {
            const TreeBranch& branch = data->branches[i];
            if (position.y() < yOf(branch.birth) || position.y() > std::max(yOf(branch.death), yOf(branch.birth) + 1))
                continue;
            const double distance = distanceOf(depthAt(position.y()));
            const auto step = std::lower_bound(branch.steps.begin(), branch.steps.end(), distance,
                [](const TreeBranch::Step& a, double value) { return a.distance >= value; });
            const qint64 tokens = step == branch.steps.begin() ? branch.size : std::prev(step)->tokens;
            const double off = std::abs(position.x() - xOf(centres[i])) - pixels(tokens) / 2;
            if (off < nearest) {
                nearest = std::max(off, 0.0);
                best = static_cast<int>(i);
                if (off <= 0)
                    nearest = 0;
            }
        }
        return best;
    }

    void hoverBranch(int branch)
    {
        if (branch != hoveredBranch) {
            hoveredBranch = branch;
            q->update();
        }
        const int group = branch < 0 ? models::noGroup : data->branches[static_cast<std::size_t>(branch)].cluster;
        if (group == hovered)
            return;
        q->setHovered(group);
        Q_EMIT q->groupHovered(group);
    }

    void clickBranch(int branch, Qt::KeyboardModifiers modifiers)
    {
        if (branch < 0) {
            Q_EMIT q->backgroundClicked(modifiers);
            return;
        }
        const int group = data->branches[static_cast<std::size_t>(branch)].cluster;
        if (group >= 0)
            Q_EMIT q->groupClicked(group, modifiers);
        else
            Q_EMIT q->groupsClicked(data->clustersOf(branch));
    }

    [[nodiscard]] QString describe(int index, double distance) const
    {
        const TreeBranch& branch = data->branches[static_cast<std::size_t>(index)];
        const TreeCluster* cluster = data->cluster(branch.cluster);
        const QLocale locale;
        QStringList lines;
        if (cluster && branch.chosen)
            lines << tr("<b>%1</b>").arg(cluster->name.toHtmlEscaped());
        else if (cluster)
            lines << tr("Part of <b>%1</b>").arg(cluster->name.toHtmlEscaped());
        else if (branch.parent < 0)
            lines << tr("<b>All tokens</b>");
        else
            lines << tr("<b>In no cluster as a whole</b>");
        lines << tr("%Ln token(s) where it begins", nullptr, static_cast<int>(branch.size));
        lines << (branch.parent < 0
                ? tr("ends at distance %1").arg(onScreen(branch.death))
                : tr("from distance %1 to %2 (λ %3 to %4)")
                      .arg(onScreen(branch.birth), onScreen(branch.death), onScreen(1 / branch.birth),
                          onScreen(1 / branch.death)));
        if (!branch.children.empty())
            lines << tr("splits into %1")
                         .arg([&] {
                             QStringList sizes;
                             for (const int child : branch.children)
                                 sizes << locale.toString(data->branches[static_cast<std::size_t>(child)].size);
                             return sizes.join(QStringLiteral(" + "));
                         }());
        lines << tr("stability %1").arg(onScreen(branch.stability));
        if (cluster && branch.chosen)
            lines << tr("persistence %1, mean probability %2, %Ln token(s)", nullptr, static_cast<int>(cluster->size))
                         .arg(locale.toString(cluster->persistence, 'f', 2),
                             locale.toString(cluster->meanProbability, 'f', 2));
        else if (!cluster && branch.direct > 0)
            lines << tr("%Ln token(s) leave it one by one: outliers", nullptr, static_cast<int>(branch.direct));
        if (distance > 0 && std::isfinite(distance)) {
            qint64 left = branch.size;
            for (const auto& step : branch.steps)
                if (step.distance >= distance)
                    left = step.tokens;
            QString here = tr("here, at %1: %Ln token(s) left", nullptr, static_cast<int>(left)).arg(onScreen(distance));
            if (cluster)
                here += tr(", probability %1").arg(locale.toString(probabilityAt(branch, distance), 'f', 2));
            lines << here;
        }
        return lines.join(QStringLiteral("<br>"));
    }

    void zoom(double factor, const QPointF& at, bool across, bool along)
    {
        if (!shown() || area.isEmpty())
            return;
        const double fx = std::clamp((at.x() - area.left()) / area.width(), 0.0, 1.0);
        const double fy = std::clamp((at.y() - area.top()) / area.height(), 0.0, 1.0);
        QRectF next = view;
        if (across) {
            next.setWidth(std::clamp(view.width() * factor, 1e-4, 1.0));
            next.moveLeft(view.left() + fx * (view.width() - next.width()));
        }
        if (along) {
            next.setHeight(std::clamp(view.height() * factor, 1e-4, 1.0));
            next.moveTop(view.top() + fy * (view.height() - next.height()));
        }
        look(next);
    }

    void look(QRectF next)
    {
        next.moveLeft(std::clamp(next.left(), 0.0, 1 - next.width()));
        next.moveTop(std::clamp(next.top(), 0.0, 1 - next.height()));
        if (next == view)
            return;
        view = next;
        changed();
    }

    void changed()
    {
        still = {};
        q->update();
    }

    // To the parent, the first child, or a sibling.
    void walk(int key)
    {
        if (!shown())
            return;
        const auto& branches = data->branches;
        int next = hoveredBranch;
        if (next < 0) {
            next = 0;
        } else {
            const TreeBranch& branch = branches[static_cast<std::size_t>(next)];
            if (key == Qt::Key_Up && branch.parent >= 0)
                next = branch.parent;
            else if (key == Qt::Key_Down && !branch.children.empty())
                next = branch.children.front();
            else if ((key == Qt::Key_Left || key == Qt::Key_Right) && branch.parent >= 0) {
                const auto& siblings = branches[static_cast<std::size_t>(branch.parent)].children;
                const auto here = std::ranges::find(siblings, next) - siblings.begin();
                const auto count = static_cast<std::ptrdiff_t>(siblings.size());
                next = siblings[static_cast<std::size_t>(
                    (here + (key == Qt::Key_Right ? 1 : count - 1)) % count)];
            }
        }
        hoverBranch(next);
        QToolTip::showText(q->mapToGlobal(q->pointOn(next).toPoint()), describe(next, 0), q);
    }

    CondensedTreePlot* q;
    std::shared_ptr<const CondensedTreeData> data;
    QString emptyReason;
    Scale scale = Scale::logarithmic;
    std::vector<double> centres; ///< of the branches, across
    double widthOfToken = 0;
    QRectF area; ///< of the tree, in pixels
    QRectF view { 0, 0, 1, 1 }; ///< what of the tree is in view
    double titleHeight = 0;
    QPixmap still;
    int hovered = models::noGroup;
    int hoveredBranch = -1;
    QSet<int> selected;
    int primaryToken = -1;
    bool epsilonEnabled = true;
    bool onLine = false; ///< the mouse is on the line of epsilon
    bool draggingLine = false;
    bool pressed = false;
    bool panning = false;
    QPointF pressedAt;
    QRectF pressedView;
    bool focusFrame = false;
};

CondensedTreePlot::CondensedTreePlot(QWidget* parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(this))
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Condensed tree"));
    d->place();
}

CondensedTreePlot::~CondensedTreePlot() = default;

void CondensedTreePlot::setData(const std::shared_ptr<const CondensedTreeData>& data)
{
    // Another cut of the same tree is looked at from the same place.
    const bool zoomStays = d->data && data && d->data->largest == data->largest && d->data->tokens == data->tokens;
    d->data = data;
    d->hoveredBranch = -1;
    if (!zoomStays)
        d->view = { 0, 0, 1, 1 };
    d->arrange();
    setAccessibleDescription(data ? models::summary(*data) : d->emptyReason);
    d->changed();
}

const std::shared_ptr<const CondensedTreeData>& CondensedTreePlot::data() const
{
    return d->data;
}

void CondensedTreePlot::setEmptyReason(const QString& reason)
{
    d->emptyReason = reason;
    d->changed();
}

void CondensedTreePlot::setScale(Scale scale)
{
    if (scale == d->scale)
        return;
    d->scale = scale;
    d->view = { 0, 0, 1, 1 };
    d->changed();
}

CondensedTreePlot::Scale CondensedTreePlot::scale() const
{
    return d->scale;
}

void CondensedTreePlot::setEpsilonEnabled(bool enabled)
{
    d->epsilonEnabled = enabled;
}

void CondensedTreePlot::setHovered(int group)
{
    if (group == d->hovered)
        return;
    d->hovered = group;
    if (d->hoveredBranch >= 0 && d->data->branches[static_cast<std::size_t>(d->hoveredBranch)].cluster != group)
        d->hoveredBranch = -1;
    if (!d->selected.isEmpty())
        d->still = {}; // what is hovered is not pale
    update();
}

void CondensedTreePlot::setSelected(const QSet<int>& groups)
{
    if (groups == d->selected)
        return;
    d->selected = groups;
    d->changed();
}

void CondensedTreePlot::setPrimaryToken(int token)
{
    d->primaryToken = token;
    update();
}

int CondensedTreePlot::hovered() const
{
    return d->hovered;
}

QPointF CondensedTreePlot::pointOn(int branch) const
{
    if (!d->shown() || branch < 0 || branch >= static_cast<int>(d->data->branches.size()))
        return {};
    const TreeBranch& b = d->data->branches[static_cast<std::size_t>(branch)];
    return { d->xOf(d->centres[static_cast<std::size_t>(branch)]), (d->yOf(b.birth) + d->yOf(b.death)) / 2 };
}

double CondensedTreePlot::epsilonHeight() const
{
    return d->shown() ? d->epsilonY() : 0;
}

int CondensedTreePlot::branchAt(const QPointF& position) const
{
    return d->branchAt(position);
}

bool CondensedTreePlot::isZoomed() const
{
    return d->view != QRectF(0, 0, 1, 1);
}

void CondensedTreePlot::fit()
{
    d->look({ 0, 0, 1, 1 });
}

void CondensedTreePlot::copyImage()
{
    QGuiApplication::clipboard()->setPixmap(grab());
}

void CondensedTreePlot::copyData() const
{
    if (d->data)
        QGuiApplication::clipboard()->setText(models::table(*d->data).text(u'\t'));
}

QSize CondensedTreePlot::sizeHint() const
{
    const int em = fontMetrics().height();
    return { 40 * em, 15 * em };
}

QSize CondensedTreePlot::minimumSizeHint() const
{
    const int em = fontMetrics().height();
    return { 14 * em, 8 * em };
}

bool CondensedTreePlot::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int branch = d->onLine ? -1 : d->branchAt(help->pos());
        if (branch < 0)
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), d->describe(branch, d->distanceOf(d->depthAt(help->pos().y()))), this);
        return true;
    }
    return QWidget::event(event);
}

void CondensedTreePlot::paintEvent(QPaintEvent*)
{
    if (d->still.isNull())
        d->paintStill();
    QPainter painter(this);
    painter.drawPixmap(0, 0, d->still);
    const auto theme = theme::themeOf(palette());
    if (d->shown())
        d->paintMoving(painter, theme);
    if (d->focusFrame) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(theme.accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void CondensedTreePlot::resizeEvent(QResizeEvent*)
{
    d->place();
    d->changed();
}

void CondensedTreePlot::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    d->place();
    d->changed();
}

void CondensedTreePlot::mouseMoveEvent(QMouseEvent* event)
{
    if (!d->shown())
        return;
    const QPointF at = event->position();
    if (d->draggingLine) {
        const double depth = d->depthAt(std::clamp(at.y(), d->area.top(), d->area.bottom() + 8));
        const double epsilon = depth >= 1 ? 0 : std::min(d->distanceOf(std::max(depth, 0.0)), d->data->largest);
        Q_EMIT epsilonDragged(epsilon);
        return;
    }
    if (d->pressed) {
        if (!d->panning && (at - d->pressedAt).manhattanLength() > dragDistance && isZoomed())
            d->panning = true;
        if (d->panning) {
            QRectF next = d->pressedView;
            next.translate(-(at.x() - d->pressedAt.x()) / d->area.width() * next.width(),
                -(at.y() - d->pressedAt.y()) / d->area.height() * next.height());
            d->look(next);
        }
        return;
    }
    const bool onLine = d->epsilonEnabled && std::abs(at.y() - d->epsilonY()) <= grip &&
        at.x() >= d->area.left() && at.x() <= d->area.right();
    if (onLine != d->onLine) {
        d->onLine = onLine;
        update();
    }
    const int branch = onLine ? -1 : d->branchAt(at);
    d->hoverBranch(branch);
    setCursor(onLine ? Qt::SizeVerCursor : branch >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void CondensedTreePlot::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !d->shown())
        return;
    d->pressedAt = event->position();
    d->pressedView = d->view;
    d->panning = false;
    d->draggingLine = d->epsilonEnabled && std::abs(d->pressedAt.y() - d->epsilonY()) <= grip &&
        d->pressedAt.x() >= d->area.left() && d->pressedAt.x() <= d->area.right();
    d->pressed = !d->draggingLine;
}

void CondensedTreePlot::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    if (d->draggingLine)
        Q_EMIT epsilonDropped();
    else if (d->pressed && !d->panning)
        d->clickBranch(d->branchAt(event->position()), event->modifiers());
    d->draggingLine = d->pressed = d->panning = false;
}

void CondensedTreePlot::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        fit();
}

void CondensedTreePlot::wheelEvent(QWheelEvent* event)
{
    const QPoint delta = event->angleDelta();
    const int turn = delta.y() != 0 ? delta.y() : delta.x();
    if (turn == 0 || !d->shown()) {
        event->ignore();
        return;
    }
    const bool onlyAcross = event->modifiers().testFlag(Qt::ShiftModifier);
    const bool onlyAlong = event->modifiers().testFlag(Qt::ControlModifier);
    d->zoom(std::pow(0.85, turn / 120.0), event->position(), !onlyAlong, !onlyAcross);
    event->accept();
}

void CondensedTreePlot::leaveEvent(QEvent*)
{
    d->onLine = false;
    if (d->shown())
        d->hoverBranch(-1);
    update();
}

void CondensedTreePlot::keyPressEvent(QKeyEvent* event)
{
    const QPointF centre = d->area.center();
    switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Left:
    case Qt::Key_Right: d->walk(event->key()); break;
    case Qt::Key_Plus:
    case Qt::Key_Equal: d->zoom(0.7, centre, true, true); break;
    case Qt::Key_Minus: d->zoom(1 / 0.7, centre, true, true); break;
    case Qt::Key_0: fit(); break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (d->hoveredBranch >= 0)
            d->clickBranch(d->hoveredBranch, event->modifiers());
        break;
    case Qt::Key_Escape:
        if (d->draggingLine || d->hoveredBranch < 0) {
            QWidget::keyPressEvent(event);
            return;
        }
        d->hoverBranch(-1);
        break;
    default: QWidget::keyPressEvent(event); return;
    }
    event->accept();
}

void CondensedTreePlot::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    d->focusFrame = theme::showsFocus(event->reason());
    update();
}

void CondensedTreePlot::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    d->focusFrame = false;
    update();
}

void CondensedTreePlot::contextMenuEvent(QContextMenuEvent* event)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy &image"), this, [this] { copyImage(); });
    menu->addAction(tr("Copy &data"), this, [this] { copyData(); })->setEnabled(d->shown());
    menu->addSeparator();
    menu->addAction(tr("Show &all"), this, [this] { fit(); })->setEnabled(isZoomed());
    menu->popup(event->globalPos());
}

}
