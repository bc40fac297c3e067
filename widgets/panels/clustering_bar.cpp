#include "widgets/panels/clustering_bar.h"

#include "widgets/panels/table_twin.h"

#include <QAction>
#include <QButtonGroup>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLocale>
#include <QScopedValueRollback>
#include <QSlider>
#include <QSpinBox>
#include <QStyle>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace polcascope::panels {

using cluster::Selection;
using models::ClusteringParameters;
using models::ClusterOrigin;
using models::RunView;

namespace {

constexpr int epsilonSteps = 200;
/// The smallest epsilon of the slider, of the largest distance in the tree.
constexpr double smallestEpsilon = 1e-3;

/// Distances of any size, with four significant digits.
class DistanceSpinBox : public QDoubleSpinBox {
public:
    DistanceSpinBox()
    {
        setDecimals(12);
        setRange(0, 1e12);
        setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
        setKeyboardTracking(false);
    }
    [[nodiscard]] QString textFromValue(double value) const override
    {
        return value == 0 ? ClusteringBar::tr("none", "epsilon") : models::distanceText(value);
    }
    [[nodiscard]] double valueFromText(const QString& text) const override
    {
        return text == textFromValue(0) ? 0 : locale().toDouble(text);
    }
    [[nodiscard]] QValidator::State validate(QString& text, int&) const override
    {
        bool number = false;
        const double value = locale().toDouble(text, &number);
        return text == textFromValue(0) || (number && value >= 0) ? QValidator::Acceptable
                                                                   : QValidator::Intermediate;
    }
    [[nodiscard]] QSize sizeHint() const override
    {
        return { fontMetrics().horizontalAdvance(QStringLiteral("0.00000000")) + 30,
            QDoubleSpinBox::sizeHint().height() };
    }
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }
};

QSlider* slider(const char* name, const QString& accessibleName, const QString& help)
{
    auto* slider = new QSlider(Qt::Horizontal);
    slider->setObjectName(name);
    slider->setAccessibleName(accessibleName);
    slider->setToolTip(help);
    slider->setFixedWidth(slider->fontMetrics().averageCharWidth() * 18);
    return slider;
}

}

ClusteringBar::ClusteringBar(models::ParameterEditor* editor, QWidget* parent)
    : QToolBar(parent)
    , m_view(editor->view())
    , m_editor(editor)
    , m_size(new QSpinBox)
    , m_share(new QLabel)
    , m_selection(new QButtonGroup(this))
    , m_epsilon(new DistanceSpinBox)
    , m_samples(new QSpinBox)
    , m_metric(new QComboBox)
    , m_state(new QLabel)
{
    setObjectName("clusteringBar");
    setWindowTitle(tr("How it is clustered"));
    setMovable(false);

    addHeading(tr("Smallest cluster"));
    const QString sizeHelp = tr("The fewest tokens that count as a cluster. The clusters follow at once.");
    m_sizeSlider = slider("minimumSizeSlider", tr("Smallest cluster"), sizeHelp);
    addWidget(m_sizeSlider);
    m_size->setObjectName("minimumSize");
    m_size->setAccessibleName(tr("Smallest cluster, in tokens"));
    m_size->setToolTip(sizeHelp);
    m_size->setKeyboardTracking(false);
    m_size->setGroupSeparatorShown(true);
    addWidget(m_size);
    m_share->setObjectName("minimumShare");
    m_share->setContentsMargins(4, 0, 4, 0);
    m_share->setToolTip(tr("As a share of the tokens that are clustered"));
    addWidget(m_share);

    addHeading(tr("Choose by"));
    const auto addSelection = [&](Selection selection, const QString& text, const QString& help) {
        auto* button = textButton(text, help, true);
        m_selection->addButton(button, int(selection));
        addWidget(button);
    };
    addSelection(Selection::excessOfMass, tr("Excess of mass"),
        tr("The clusters that persist longest as the density grows, large ones among them"));
    addSelection(Selection::leaf, tr("Leaf"),
        tr("The leaves of the tree: many small clusters of about the same size"));

    addHeading(tr("Epsilon"));
    const QString epsilonHelp = tr(
        "Clusters are not split at distances below this one: what is split further down is taken together again.");
    m_epsilonSlider = slider("epsilonSlider", tr("Epsilon"), epsilonHelp);
    m_epsilonSlider->setRange(0, epsilonSteps);
    addWidget(m_epsilonSlider);
    m_epsilon->setObjectName("epsilon");
    m_epsilon->setAccessibleName(tr("Epsilon, a distance between trajectories"));
    m_epsilon->setToolTip(epsilonHelp);
    addWidget(m_epsilon);

    addSeparator();
    m_single = textButton(tr("Single cluster"),
        tr("Whether all tokens together may be the one cluster that is found"), true);
    addWidget(m_single);

    addHeading(tr("Min. samples"));
    m_samples->setObjectName("minimumSamples");
    m_samples->setAccessibleName(tr("Minimum samples, the token itself among them"));
    m_samples->setToolTip(tr("How many tokens must lie around one for it to be in a dense place; the token itself "
                             "counts as one of them. Greater numbers leave more outliers. Another number needs another spanning "
                             "tree: the clusters before stay until it is there."));
    m_samples->setKeyboardTracking(false);
    m_samples->setGroupSeparatorShown(true);
    addWidget(m_samples);
    m_metric->setObjectName("metric");
    m_metric->setAccessibleName(tr("Distance between trajectories"));
    m_metric->setToolTip(tr("How far two trajectories are from each other: euclidean as in the papers; cosine leaves their "
                            "sizes out, correlation their means, too. Another one needs another spanning tree."));
    for (const auto metric :
        { cluster::Metric::euclidean, cluster::Metric::cosine, cluster::Metric::correlation })
        m_metric->addItem(models::metricName(metric), int(metric));
    addWidget(m_metric);

    addSeparator();
    m_state->setObjectName("parametersState");
    m_state->setContentsMargins(4, 0, 4, 0);
    addWidget(m_state);
    m_reset = textButton(tr("Reset"), tr("Back to the parameters by the rules of the run"), false);
    m_reset->setObjectName("resetParameters");
    addWidget(m_reset);

    connect(m_sizeSlider, &QSlider::valueChanged, this, [this](int position) {
        if (position >= 0 && position < static_cast<int>(m_sizes.size()))
            change(m_sizeSlider, [size = m_sizes[static_cast<std::size_t>(position)]](ClusteringParameters& p) {
                p.minimumClusterSize = size;
            });
    });
    connect(m_size, &QSpinBox::valueChanged, this, [this](int size) {
        change(m_size, [size](ClusteringParameters& p) { p.minimumClusterSize = size; });
    });
    connect(m_selection, &QButtonGroup::idClicked, this, [this](int id) {
        change(nullptr, [id](ClusteringParameters& p) { p.selection = Selection(id); });
    });
    connect(m_epsilonSlider, &QSlider::valueChanged, this, [this](int position) {
        const auto tree = m_view->tree();
        if (!tree)
            return;
        const double share = double(epsilonSteps - position) / (epsilonSteps - 1); // 0 at the right end
        const double epsilon =
            position == 0 ? 0 : tree->largestDistance() * std::pow(smallestEpsilon, share);
        change(m_epsilonSlider, [epsilon](ClusteringParameters& p) { p.epsilon = epsilon; });
    });
    connect(m_epsilon, &QDoubleSpinBox::valueChanged, this, [this](double epsilon) {
        change(m_epsilon, [epsilon](ClusteringParameters& p) { p.epsilon = epsilon; });
    });
    connect(m_single, &QAbstractButton::clicked, this, [this](bool on) {
        change(nullptr, [on](ClusteringParameters& p) { p.allowSingleCluster = on; });
    });
    connect(m_samples, &QSpinBox::valueChanged, this, [this](int samples) {
        change(m_samples, [samples](ClusteringParameters& p) { p.minimumSamples = samples; });
    });
    connect(m_metric, &QComboBox::activated, this, [this](int index) {
        change(nullptr, [metric = cluster::Metric(m_metric->itemData(index).toInt())](ClusteringParameters& p) {
            if (metric == p.metric)
                return;
            p.metric = metric;
            p.epsilon = 0; // distances are others
        });
    });
    connect(m_reset, &QToolButton::clicked, this, [this] {
        change(nullptr, [this](ClusteringParameters& p) { p = m_view->rulesParameters(); });
    });

    connect(m_view, &RunView::choiceChanged, this, &ClusteringBar::showParameters);
    connect(m_view, &RunView::parametersChanged, this, &ClusteringBar::showParameters);
    connect(m_view, &RunView::treeChanged, this, &ClusteringBar::showParameters);
    connect(m_view, &RunView::dataChanged, this, &ClusteringBar::showParameters);
    showParameters();
}

void ClusteringBar::addHeading(const QString& text)
{
    if (!actions().isEmpty())
        addSeparator();
    auto* label = new QLabel(text);
    label->setContentsMargins(4, 0, 4, 0);
    label->setForegroundRole(QPalette::PlaceholderText);
    addWidget(label);
}

void ClusteringBar::change(const QObject* source, const std::function<void(ClusteringParameters&)>& edit)
{
    if (m_showing)
        return;
    const auto* slider = qobject_cast<const QSlider*>(source);
    m_editor->change(source, edit, slider && slider->isSliderDown());
    showParameters(); // also when nothing has changed
}

void ClusteringBar::fillSizes()
{
    // Each step of the slider is about a twentieth more; every size of small clusters is there.
    const double most = std::max(4.0, static_cast<double>(m_view->tokensInScope()) / 2);
    std::vector<int> sizes;
    for (double size = 2; size < most; size = std::max(size + 1, size * 1.05))
        sizes.push_back(static_cast<int>(size));
    sizes.push_back(static_cast<int>(most));
    if (sizes == m_sizes)
        return;
    m_sizes = std::move(sizes);
    m_sizeSlider->setRange(0, static_cast<int>(m_sizes.size()) - 1);
    m_sizeSlider->setPageStep(std::max(1, static_cast<int>(m_sizes.size()) / 10));
}

void ClusteringBar::showParameters()
{
    const QScopedValueRollback showing(m_showing, true);
    const auto& run = m_view->run();
    const bool ready = run && run->hasTrajectories() && run->manifest.complete();
    setEnabled(ready);
    setToolTip(ready ? QString() : tr("There is something to set as soon as the run is finished."));
    if (!ready) {
        m_state->clear();
        m_share->clear();
        return;
    }
    const ClusteringParameters parameters = m_view->parameters();
    const ClusteringParameters rules = m_view->rulesParameters();
    const auto tokens = static_cast<int>(std::max<qint64>(m_view->tokensInScope(), 2));
    const QLocale locale;

    fillSizes();
    const auto nearest = std::lower_bound(m_sizes.begin(), m_sizes.end(), parameters.minimumClusterSize);
    m_sizeSlider->setValue(static_cast<int>(nearest - m_sizes.begin()));
    m_size->setRange(2, tokens);
    m_size->setValue(static_cast<int>(parameters.minimumClusterSize));
    m_share->setText(tr("%1 %", "a share of 100")
                         .arg(locale.toString(
                             100.0 * static_cast<double>(parameters.minimumClusterSize) / tokens, 'f', 1)));
    if (auto* button = m_selection->button(int(parameters.selection)))
        button->setChecked(true);
    m_single->setChecked(parameters.allowSingleCluster);
    m_samples->setRange(1, tokens);
    m_samples->setValue(static_cast<int>(parameters.minimumSamples));
    m_metric->setCurrentIndex(m_metric->findData(int(parameters.metric)));

    const auto tree = m_view->tree();
    const double largest = tree ? tree->largestDistance() : 0;
    m_epsilonSlider->setEnabled(largest > 0);
    m_epsilon->setEnabled(largest > 0 || parameters.epsilon > 0);
    m_epsilon->setValue(parameters.epsilon);
    if (largest > 0) {
        const double share = parameters.epsilon > 0
            ? std::log(parameters.epsilon / largest) / std::log(smallestEpsilon)
            : 2.0;
        m_epsilonSlider->setValue(parameters.epsilon > 0
                ? std::clamp(epsilonSteps - static_cast<int>(std::lround(share * (epsilonSteps - 1))), 1,
                      epsilonSteps)
                : 0);
    }

    const bool stored = run->clusterings.contains(m_view->choice().key());
    const bool changed = parameters != rules;
    m_state->setText(changed ? tr("<b>changed</b>") : stored ? tr("as stored") : tr("by the rules"));
    m_state->setToolTip(changed
            ? tr("Not by the rules of the run: %1. Those would be: %2.")
                  .arg(models::difference(rules, parameters), models::difference(parameters, rules))
            : stored ? tr("The clusters are those that the run holds.")
                     : tr("By the rules of the run, though it does not hold this combination."));
    m_reset->setEnabled(changed);
}

}
