#include "widgets/panels/choice_bar.h"

#include "widgets/models/context_model.h"

#include <QAction>
#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace polcascope::panels {

using models::RunView;
using models::ViewChoice;
using store::Decomposition;
using store::Quantity;
using store::Rules;

namespace {

/// Up to so many output tokens get a button each; more go into a list.
constexpr int mostButtons = 16;

QToolButton* choiceButton(const QString& text, const QString& help)
{
    auto* button = new QToolButton;
    button->setText(text);
    button->setToolTip(help);
    button->setCheckable(true);
    button->setAutoRaise(true);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    return button;
}

}

ChoiceBar::ChoiceBar(RunView* view, QWidget* parent)
    : QToolBar(parent)
    , m_view(view)
    , m_vector(new QComboBox)
    , m_output(new QComboBox)
    , m_outputButtons(new QWidget)
    , m_outputs(new QButtonGroup(this))
{
    setObjectName("choiceBar");
    setWindowTitle(tr("What is clustered"));
    setMovable(false);

    addHeading(tr("Rules"));
    m_rules = new QButtonGroup(this);
    addChoice(m_rules, int(Rules::y2024), tr("2024"),
        tr("“Loss in the Crowd” (2024): each output token on its own, raw values, smallest cluster 20 % of "
           "its tokens"));
    addChoice(m_rules, int(Rules::y2026), tr("2026"),
        tr("“Hidden Breakthroughs” (2026): all tokens together, vectors and tokens whose projected loss "
           "rises left out"));

    addHeading(tr("By", "what is clustered"));
    m_quantity = new QButtonGroup(this);
    addChoice(m_quantity, int(Quantity::loss), tr("Loss"), tr("The exact loss of each token over training"));
    addChoice(m_quantity, int(Quantity::lossChange), tr("Change"),
        tr("The change of the exact loss from one checkpoint to the next"));
    addChoice(m_quantity, int(Quantity::absoluteLossChange), tr("|Change|"), tr("The size of that change"));
    addChoice(
        m_quantity, int(Quantity::polca), tr("POLCA"), tr("The part of the change along one basis vector"));
    addChoice(m_quantity, int(Quantity::projectedLoss), tr("Projected"),
        tr("The sum of the POLCA values so far: the loss as seen along one basis vector"));

    addHeading(tr("Vector"));
    m_vector->setObjectName("vectorChoice");
    m_vector->setAccessibleName(tr("Basis vector"));
    m_vector->setToolTip(
        tr("The basis vector along which the loss change is split (also in the list of the basis), or a set of them: "
           "each token's trajectories along all of these are clustered as one"));
    m_vector->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    const auto step = [&](Qt::ArrowType arrow, int by, const QString& help) {
        auto* button = new QToolButton;
        button->setArrowType(arrow);
        button->setAutoRaise(true);
        button->setToolTip(help);
        button->setAccessibleName(help);
        connect(button, &QToolButton::clicked, this,
            [this, by] { change([by](ViewChoice& c) { c.setVector(c.vector + by); }); });
        addWidget(button);
    };
    step(Qt::LeftArrow, -1, tr("Previous vector"));
    addWidget(m_vector);
    step(Qt::RightArrow, 1, tr("Next vector"));
    m_decomposition = new QButtonGroup(this);
    addChoice(m_decomposition, int(Decomposition::firstOrder), tr("First order"),
        tr("Slope at the start of each interval times the movement"));
    addChoice(m_decomposition, int(Decomposition::trapezoid), tr("Trapezoid"),
        tr("Mean of the slopes at both ends of each interval times the movement"));
    addChoice(m_decomposition, int(Decomposition::secondOrder), tr("Second order"),
        tr("The papers' formula: slope at the start, and half the curvature along the vector, times the movement. "
           "Divisions by almost nothing are guarded"));
    addChoice(m_decomposition, int(Decomposition::simpson), tr("Simpson"),
        tr("Slopes at both ends and in the middle of each interval, by Simpson's rule, times the movement"));
    addChoice(m_decomposition, int(Decomposition::exactCurvature), tr("Exact", "curvature"),
        tr("Exact curvature: slope at the start of each interval times the movement, and half the token's own curvature along the "
           "vector times its square"))
        ->setAccessibleName(tr("Exact curvature"));
    addChoice(m_decomposition, int(Decomposition::fisher), tr("Fisher"),
        tr("The square of the slope: a size, which tells where a token is sensitive, and no part of the loss change"));
    for (QAbstractButton* button : m_decomposition->buttons())
        button->setProperty("help", button->toolTip());

    addHeading(tr("Output"));
    auto* layout = new QHBoxLayout(m_outputButtons);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    addWidget(m_outputButtons);
    m_output->setObjectName("outputChoice");
    m_output->setAccessibleName(tr("Output token"));
    m_output->setEditable(true);
    m_output->setInsertPolicy(QComboBox::NoInsert);
    addWidget(m_output)->setVisible(false);

    connect(m_rules, &QButtonGroup::idClicked, this, [this](int id) {
        change([id](ViewChoice& c) {
            c.rules = Rules(id);
            // Each paper has its own unit of analysis and its own quantity; both remain free to be changed.
            if (c.rules == Rules::y2026) {
                c.output = -1;
                if (c.quantity == Quantity::polca && c.decomposition != Decomposition::fisher)
                    c.quantity = Quantity::projectedLoss;
            } else if (c.quantity == Quantity::projectedLoss) {
                c.quantity = Quantity::polca;
            }
        });
    });
    connect(m_quantity, &QButtonGroup::idClicked, this,
        [this](int id) { change([id](ViewChoice& c) { c.quantity = Quantity(id); }); });
    connect(m_decomposition, &QButtonGroup::idClicked, this,
        [this](int id) {
            change([id](ViewChoice& c) {
                c.decomposition = Decomposition(id);
                // Squares only rise: the 2026 rules would leave all of their sums out, and take them as they are.
                if (c.rules == Rules::y2026 && c.key().usesBasis())
                    c.quantity = c.decomposition == Decomposition::fisher ? Quantity::polca : Quantity::projectedLoss;
            });
        });
    connect(m_vector, &QComboBox::activated, this, [this](int index) {
        change([&](ViewChoice& c) {
            const auto singles = static_cast<int>(m_run->trajectories->vectors());
            if (index < singles)
                return c.setVector(index);
            const auto set = static_cast<std::size_t>(index - singles);
            if (set >= m_sets.size())
                return;
            c.vector = m_sets[set].front();
            c.together.assign(m_sets[set].begin() + 1, m_sets[set].end());
        });
    });
    connect(m_outputs, &QButtonGroup::idClicked, this,
        [this](int id) { change([id](ViewChoice& c) { c.output = id - 1; }); });
    connect(m_output, &QComboBox::activated, this,
        [this](int index) { change([index](ViewChoice& c) { c.output = index - 1; }); });
    connect(view, &RunView::choiceChanged, this, &ChoiceBar::showChoice);
    showRun(nullptr);
}

void ChoiceBar::addHeading(const QString& text)
{
    if (!actions().isEmpty())
        addSeparator();
    auto* label = new QLabel(text);
    label->setContentsMargins(4, 0, 4, 0);
    label->setForegroundRole(QPalette::PlaceholderText);
    addWidget(label);
}

QToolButton* ChoiceBar::addChoice(QButtonGroup* group, int id, const QString& text, const QString& help)
{
    auto* button = choiceButton(text, help);
    group->addButton(button, id);
    addWidget(button);
    return button;
}

/// The single vectors, and behind them the sets that the run clusters together.
void ChoiceBar::addVectors()
{
    const QLocale locale;
    const int vectors = static_cast<int>(m_run->trajectories->vectors());
    m_vector->clear();
    for (int vector = 0; vector < vectors; ++vector)
        m_vector->addItem(locale.toString(vector));
    if (vectors == 0)
        return;
    for (const auto& set : m_sets) {
        m_vector->addItem(models::vectorsShortName(set));
        m_vector->setItemData(
            m_vector->count() - 1, tr("The trajectories along %1, clustered as one").arg(models::vectorsName(set)),
            Qt::ToolTipRole);
    }
    if (m_sets.empty()) {
        m_vector->addItem(tr("several"));
        const int item = m_vector->count() - 1;
        m_vector->setItemData(item,
            tr("This run clusters no vectors together: clustering.together says which, such as “0,1,2; 4,7”."),
            Qt::ToolTipRole);
        m_vector->setItemData(item, QVariant(0), Qt::UserRole - 1); // not enabled
    }
}

/// A button for each output token where there is room for all of them, a list where there is not.
void ChoiceBar::fitOutputs()
{
    int needed = 0;
    QAction* buttons = nullptr;
    QAction* list = nullptr;
    for (QAction* action : actions()) {
        QWidget* widget = widgetForAction(action);
        if (widget == m_output)
            list = action;
        else if (widget)
            needed += widget->sizeHint().width() + layout()->spacing();
        if (widget == m_outputButtons)
            buttons = action;
    }
    const bool fits = m_buttons && needed + layout()->contentsMargins().left() + layout()->contentsMargins().right() <= width();
    buttons->setVisible(fits);
    list->setVisible(!fits);
}

void ChoiceBar::resizeEvent(QResizeEvent* event)
{
    fitOutputs();
    QToolBar::resizeEvent(event);
}

/// What the run cannot have stays in sight, and says why.
void ChoiceBar::showWhatIsPossible()
{
    for (QAbstractButton* button : m_decomposition->buttons()) {
        const QString why = models::whyNot(Decomposition(m_decomposition->id(button)), *m_run);
        button->setEnabled(why.isEmpty());
        button->setToolTip(why.isEmpty() ? button->property("help").toString() : why);
    }
}

void ChoiceBar::change(const std::function<void(ViewChoice&)>& edit)
{
    ViewChoice choice = m_view->choice();
    edit(choice);
    m_view->setChoice(choice);
    showChoice(); // also when the view did not accept it
}

void ChoiceBar::showRun(const models::RunSnapshotPointer& run)
{
    const bool ready = run && run->hasTrajectories();
    setEnabled(ready);
    const auto before = std::exchange(m_run, run);
    if (!ready) {
        m_sets.clear();
        m_outputsOf.clear();
        return;
    }
    auto sets = models::jointVectors(*run);
    if (!before || !before->trajectories || before->trajectories->vectors() != run->trajectories->vectors() ||
        sets != m_sets || m_outputsOf != run->path) {
        m_sets = std::move(sets);
        addVectors();
    }
    showWhatIsPossible();
    if (m_outputsOf != run->path) {
        m_outputsOf = run->path;
        const auto old = m_outputs->buttons();
        qDeleteAll(old);
        m_output->clear();
        const auto& vocabulary = run->tokens->outputVocabulary;
        const bool buttons = vocabulary.size() <= mostButtons;
        const QString all = tr("All", "output tokens");
        m_output->addItem(all);
        m_output->setItemData(0, tr("Cluster the tokens of all outputs together"), Qt::ToolTipRole);
        const auto add = [&](int id, const QString& text, const QString& help) {
            auto* button = choiceButton(text, help);
            m_outputs->addButton(button, id + 1); // a group keeps -1 for itself
            m_outputButtons->layout()->addWidget(button);
        };
        if (buttons)
            add(-1, all, tr("Cluster the tokens of all outputs together"));
        for (std::size_t output = 0; output < vocabulary.size(); ++output) {
            const QString text = models::visibleText(vocabulary[output]);
            if (buttons)
                add(static_cast<int>(output), text,
                    tr("Cluster only the tokens whose output is “%1”").arg(text));
            m_output->addItem(text);
        }
        m_buttons = buttons;
        fitOutputs();
    }
    showChoice();
}

void ChoiceBar::showChoice()
{
    const ViewChoice& choice = m_view->choice();
    const auto check = [](QButtonGroup* group, int id) {
        if (QAbstractButton* button = group->button(id))
            button->setChecked(true);
    };
    check(m_rules, int(choice.rules));
    check(m_quantity, int(choice.quantity));
    check(m_decomposition, int(choice.decomposition));
    check(m_outputs, choice.output + 1);
    m_output->setCurrentIndex(choice.output + 1);
    int vector = choice.vector;
    if (!choice.together.empty()) {
        std::vector<std::int32_t> set { choice.vector };
        set.insert(set.end(), choice.together.begin(), choice.together.end());
        const auto found = std::find(m_sets.begin(), m_sets.end(), set);
        vector = found == m_sets.end()
            ? -1
            : static_cast<int>(m_run->trajectories->vectors()) + static_cast<int>(found - m_sets.begin());
    }
    m_vector->setCurrentIndex(vector);
}

}
