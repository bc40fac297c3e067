#include "widgets/views/tint_legend.h"

#include "widgets/theme/theme.h"

#include <QEvent>
#include <QPainter>

namespace polcascope::views {

namespace {

constexpr int gap = 4;

}

TintLegend::TintLegend(QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Legend of the colours"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void TintLegend::setEnds(const QString& low, const QString& high, bool isSigned)
{
    if (low == m_low && high == m_high && isSigned == m_signed)
        return;
    m_low = low;
    m_high = high;
    m_signed = isSigned;
    setAccessibleDescription(text());
    updateGeometry();
    update();
}

QString TintLegend::text() const
{
    return tr("%1 to %2", "the ends of a scale").arg(m_low, m_high);
}

int TintLegend::widthWith(int strip) const
{
    const QFontMetrics metrics(theme::tickFont(*this));
    return metrics.horizontalAdvance(m_low) + metrics.horizontalAdvance(m_high) + 2 * gap +
        strip * metrics.averageCharWidth();
}

QSize TintLegend::sizeHint() const
{
    return { widthWith(16), fontMetrics().height() };
}

QSize TintLegend::minimumSizeHint() const
{
    return { widthWith(4), fontMetrics().height() };
}

void TintLegend::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateGeometry();
}

void TintLegend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const auto theme = theme::themeOf(palette());
    painter.setFont(theme::tickFont(*this));
    painter.setPen(palette().color(QPalette::WindowText));
    const QFontMetricsF metrics(painter.font());
    QRectF strip(rect());
    painter.drawText(strip, Qt::AlignLeft | Qt::AlignVCenter, m_low);
    painter.drawText(strip, Qt::AlignRight | Qt::AlignVCenter, m_high);
    strip.adjust(metrics.horizontalAdvance(m_low) + gap, height() * 0.2,
        -metrics.horizontalAdvance(m_high) - gap, -height() * 0.2);
    const double from = m_signed ? -1 : 0;
    QLinearGradient gradient(strip.topLeft(), strip.topRight());
    for (const double at : { 0.0, 0.5, 1.0 }) // the colours between are mixed as they are
        gradient.setColorAt(at, theme::diverging(theme, from + (1 - from) * at));
    painter.setPen(theme.grid);
    painter.setBrush(gradient);
    painter.drawRect(strip);
}

}
