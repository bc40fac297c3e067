#include "widgets/panels/out_of_date_line.h"

#include "widgets/theme/theme.h"

#include <QEvent>

namespace polcascope::panels {

using models::RunView;

namespace {

constexpr int patience = 150; // milliseconds

}

OutOfDateLine::OutOfDateLine(RunView* view, QWidget* parent)
    : QLabel(parent)
    , m_view(view)
{
    setObjectName("outOfDateLine");
    setContentsMargins(8, 2, 8, 2);
    setWordWrap(true);
    setAutoFillBackground(true);
    showColours();
    hide();
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, &OutOfDateLine::showState);
    connect(view, &RunView::choiceChanged, this, &OutOfDateLine::follow);
    connect(view, &RunView::parametersChanged, this, &OutOfDateLine::follow);
    connect(view, &RunView::computingChanged, this, &OutOfDateLine::follow);
    connect(view, &RunView::dataChanged, this, &OutOfDateLine::follow);
}

void OutOfDateLine::follow()
{
    if (m_view->isOutOfDate() != m_outOfDate) {
        if (m_outOfDate)
            showState();
        else if (!m_patience.isActive())
            m_patience.start();
    } else if (m_outOfDate) {
        showState();
    } else {
        m_patience.stop();
    }
}

void OutOfDateLine::showState()
{
    m_patience.stop();
    const bool outOfDate = m_view->isOutOfDate();
    if (outOfDate) {
        const auto& data = *m_view->data();
        const QString asked =
            data.choice == m_view->choice() ? models::difference(data.parameters, m_view->parameters()) : QString();
        const QString reason = asked.isEmpty() ? tr("the clustering chosen") : asked;
        setText(m_view->isComputing()
                ? tr("<b>Out of date</b>: the views show the clusters before, until the new ones are found (%1).")
                      .arg(reason)
                : tr("<b>Out of date</b>: the views show the clusters before; what is asked for (%1) is not there.")
                      .arg(reason));
    }
    setVisible(outOfDate);
    if (outOfDate != m_outOfDate) {
        m_outOfDate = outOfDate;
        Q_EMIT outOfDateChanged(outOfDate);
    }
}

void OutOfDateLine::showColours()
{
    const auto theme = theme::themeOf(QPalette());
    QPalette colours;
    colours.setColor(QPalette::Window, theme::tint(theme, theme::groupStyle(theme, 4).colour, 0.3));
    colours.setColor(QPalette::WindowText, theme.text);
    setPalette(colours);
}

void OutOfDateLine::changeEvent(QEvent* event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange)
        showColours();
}

}
