#include "widgets/panels/out_of_date_line.h"

#include "widgets/panels/linking.h"
#include "widgets/panels/table_twin.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

namespace polcascope::panels {

using models::RunView;

namespace {

constexpr int patience = 150; // milliseconds

}

OutOfDateLine::OutOfDateLine(models::ParameterEditor* editor, QWidget* parent)
    : QWidget(parent)
    , m_view(editor->view())
    , m_text(new QLabel)
    , m_progress(new QProgressBar)
    , m_cancel(textButton(tr("Cancel"), tr("Keep the clusters that are shown"), false))
{
    setObjectName("outOfDateLine");
    m_text->setWordWrap(true);
    m_progress->setObjectName("treeProgress");
    m_progress->setAccessibleName(tr("Progress of the clustering"));
    m_progress->setFixedWidth(fontMetrics().averageCharWidth() * 20);
    m_cancel->setObjectName("cancelClustering");
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 2, 8, 2);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_progress);
    layout->addWidget(m_cancel);
    tintLine(this, 4, 0.3);
    hide();
    connect(m_cancel, &QToolButton::clicked, editor, &models::ParameterEditor::cancel);
    RunView* const view = m_view;
    connect(view, &RunView::progressed, this, &OutOfDateLine::showProgress);
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
        m_text->setText(m_view->isComputing()
                ? tr("<b>Out of date</b>: the views show the clusters before, until the new ones are found (%1).")
                      .arg(reason)
                : tr("<b>Out of date</b>: the views show the clusters before; what is asked for (%1) is not there.")
                      .arg(reason));
    }
    showProgress();
    setVisible(outOfDate);
    if (outOfDate != m_outOfDate) {
        m_outOfDate = outOfDate;
        Q_EMIT outOfDateChanged(outOfDate);
    }
}

void OutOfDateLine::showProgress()
{
    m_progress->setRange(0, m_view->progress() > 0 ? 100 : 0);
    m_progress->setValue(static_cast<int>(100 * m_view->progress()));
    m_progress->setVisible(m_view->isComputing());
}

QString OutOfDateLine::text() const
{
    return m_text->text();
}

}
