#include "widgets/panels/labels_panel.h"

#include "widgets/panels/linking.h"
#include "widgets/panels/table_twin.h"
#include "widgets/views/label_bar_plot.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace polcascope::panels {

using models::RunView;
using views::LabelBarPlot;

namespace {

QComboBox* comboBox(const char* objectName, const QString& name, const QString& help)
{
    auto* box = new QComboBox;
    box->setObjectName(objectName);
    box->setAccessibleName(name);
    box->setToolTip(help);
    // Long names of labels must not push the other panes aside.
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(4);
    return box;
}

/// The label columns of the run, after what stands for none of them.
void fill(QComboBox* box, const TokenTable& tokens, const QString& none, const QString& chosen)
{
    const QSignalBlocker blocked(box);
    box->clear();
    if (!none.isEmpty())
        box->addItem(none, QString());
    for (const auto& column : tokens.labels)
        box->addItem(models::labelName(column.name), QString::fromStdString(column.name));
    box->setCurrentIndex(std::max(box->findData(chosen), 0));
}

}

LabelsPanel::LabelsPanel(RunView* view, models::ClusterSelection* selection, QWidget* parent)
    : QWidget(parent)
    , m_view(view)
    , m_plot(new LabelBarPlot)
    , m_category(comboBox("barCategory", tr("Bars"), tr("The label with a bar for each of its values")))
    , m_part(comboBox("barPart", tr("Stacked by"), tr("The label by which the bars are stacked")))
    , m_threshold(new QSpinBox)
    , m_counted(comboBox("ruleTokens", tr("Tokens that count"),
          tr("The papers call a cluster by what over 90 % of its tokens have; on English, by what over 85 % of the "
             "tenth of its trajectories nearest the centroid have.")))
{
    m_plot->setObjectName("labelBars");
    auto* measures = new QHBoxLayout;
    measures->setContentsMargins(4, 2, 4, 0);
    measures->setSpacing(4);
    auto* group = new QButtonGroup(this);
    const auto add = [&](const QString& text, const QString& help, LabelBarPlot::Measure measure) {
        auto* button = textButton(text, help, true);
        button->setChecked(m_plot->measure() == measure);
        group->addButton(button);
        measures->addWidget(button);
        connect(button, &QToolButton::clicked, m_plot, [this, measure] { m_plot->setMeasure(measure); });
    };
    add(tr("Share"), tr("Each bar as a share of its cluster"), LabelBarPlot::Measure::share);
    add(tr("Count"), tr("Each bar as a number of tokens"), LabelBarPlot::Measure::count);
    add(tr("Enrichment"),
        tr("How many times as frequent as among all tokens, with 95 % intervals (Wilson's) of the share in the cluster"),
        LabelBarPlot::Measure::enrichment);
    measures->addWidget(m_category, 1);
    measures->addWidget(m_part, 1);

    m_threshold->setObjectName("ruleThreshold");
    m_threshold->setAccessibleName(tr("Named from"));
    m_threshold->setToolTip(tr("A cluster is called by every label that more than this share of its tokens have"));
    m_threshold->setRange(50, 99);
    m_threshold->setSuffix(tr(" %"));
    m_threshold->setKeyboardTracking(false);
    m_counted->addItem(tr("all tokens"), false);
    m_counted->addItem(tr("the nearest 10 %"), true);
    auto* rule = new QHBoxLayout;
    rule->setContentsMargins(6, 2, 4, 2);
    rule->setSpacing(4);
    rule->addWidget(new QLabel(tr("Named over")));
    rule->addWidget(m_threshold);
    rule->addWidget(new QLabel(tr("of", "share of tokens")));
    rule->addWidget(m_counted, 1);

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
    layout->addLayout(rule);
    layout->addWidget(scroll, 1);

    linkGroups(m_plot, selection);
    connect(m_category, &QComboBox::activated, this, &LabelsPanel::takeRule);
    connect(m_part, &QComboBox::activated, this, &LabelsPanel::takeRule);
    connect(m_threshold, &QSpinBox::valueChanged, this, &LabelsPanel::takeRule);
    connect(m_counted, &QComboBox::activated, this, &LabelsPanel::takeRule);
    connect(view, &RunView::dataChanged, this, &LabelsPanel::showData);
    connect(view, &RunView::labelRuleChanged, this, &LabelsPanel::showData);
    offerFigure(m_plot, tr("Labels"), [view] { return view->data(); });
    showData();
}

void LabelsPanel::takeRule()
{
    const QString category = m_category->currentData().toString();
    const QString part = m_part->currentData().toString();
    m_view->setLabelRule({ category, part == category ? QString() : part, m_threshold->value() / 100.0,
        m_counted->currentData().toBool() });
}

void LabelsPanel::showData()
{
    const auto& data = m_view->data();
    const models::LabelRule& rule = m_view->labelRule();
    if (data) {
        fill(m_category, *data->run->tokens, {}, rule.category);
        fill(m_part, *data->run->tokens, tr("not stacked"), rule.part);
    }
    const QSignalBlocker blocked(m_threshold);
    m_threshold->setValue(static_cast<int>(std::lround(100 * rule.threshold)));
    m_counted->setCurrentIndex(rule.nearest ? 1 : 0);
    for (QWidget* each : std::initializer_list<QWidget*> { m_category, m_part, m_threshold, m_counted })
        each->setEnabled(data && !data->run->tokens->labels.empty());
    models::LabelBarsData empty;
    empty.emptyReason = tr("Shows what each cluster is made of, once there are clusters");
    m_plot->setData(data ? data->bars : empty);
}

}
