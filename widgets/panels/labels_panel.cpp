#include "widgets/panels/labels_panel.h"

#include "widgets/panels/linking.h"
#include "widgets/views/label_bar_plot.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

namespace polcascope::panels {

using models::RunView;
using views::LabelBarPlot;

LabelsPanel::LabelsPanel(RunView* view, models::ClusterSelection* selection, QWidget* parent)
    : QWidget(parent)
    , m_plot(new LabelBarPlot)
{
    m_plot->setObjectName("labelBars");
    auto* measures = new QHBoxLayout;
    measures->setContentsMargins(4, 2, 4, 0);
    auto* group = new QButtonGroup(this);
    const auto add = [&](const QString& text, const QString& help, LabelBarPlot::Measure measure) {
        auto* button = new QToolButton;
        button->setText(text);
        button->setToolTip(help);
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setChecked(m_plot->measure() == measure);
        group->addButton(button);
        measures->addWidget(button);
        connect(button, &QToolButton::clicked, m_plot, [this, measure] { m_plot->setMeasure(measure); });
    };
    add(tr("Share"), tr("Each bar as a share of its cluster"), LabelBarPlot::Measure::share);
    add(tr("Count"), tr("Each bar as a number of tokens"), LabelBarPlot::Measure::count);
    measures->addStretch();

    // Many clusters are scrolled: they must not push the other panes aside.
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(m_plot);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(measures);
    layout->addWidget(scroll, 1);

    linkGroups(m_plot, selection);
    const auto show = [this, view] {
        models::LabelBarsData empty;
        empty.emptyReason = tr("Shows what each cluster is made of, once there are clusters");
        m_plot->setData(view->data() ? view->data()->bars : empty);
    };
    connect(view, &RunView::dataChanged, this, show);
    connect(m_plot, &LabelBarPlot::figureRequested, this, [this, view] {
        if (view->data())
            figure::askAndWrite(m_plot->data(), originOf(*view->data()), this);
    });
    show();
}

}
