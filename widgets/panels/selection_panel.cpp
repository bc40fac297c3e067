#include "widgets/panels/selection_panel.h"

#include "widgets/models/contexts.h"
#include "widgets/panels/linking.h"
#include "widgets/panels/table_twin.h"

#include <QAction>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QRegularExpression>
#include <QResizeEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace polcascope::panels {

using models::ClusterSelection;
using models::RunView;
using models::Slices;
using models::TokenBrush;
using models::TokenText;

SelectionPanel::SelectionPanel(
    RunView* view, ClusterSelection* selection, TokenBrush* brush, models::Slices* slices, QWidget* parent)
    : QWidget(parent)
    , m_view(view)
    , m_selection(selection)
    , m_brush(brush)
    , m_slices(slices)
    , m_headline(new QLabel)
    , m_brushing(textButton(tr("Brush"),
          tr("Every drag over loss curves or a vector's strip selects the tokens that fall between the two steps (Ctrl+B): with Shift "
             "added, with Alt taken away, with Ctrl turned about. With one of these keys a drag does so at any time."),
          true))
    , m_filter(textButton(tr("Filter"), tr("Show only some tokens in contexts, map and bars; each filter stands above the curves and is removed there"), false))
    , m_threshold(new QDoubleSpinBox)
    , m_pattern(new QLineEdit)
    , m_where(new QComboBox)
    , m_list(new QTreeView)
    , m_keep(textButton(tr("Keep"), tr("Keep the selected tokens as a slice with a name, and how they were selected"), false))
    , m_replace(textButton(tr("Replace"), tr("The slice chosen becomes the tokens that are selected now"), false))
    , m_rename(new QAction(tr("Rename"), m_list))
    , m_remove(new QAction(tr("Remove"), m_list))
{
    m_headline->setObjectName("selectionHeadline");
    m_headline->setWordWrap(true);
    m_headline->setContentsMargins(6, 4, 6, 2);
    m_headline->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_headline->setTextFormat(Qt::PlainText);
    m_brushing->setObjectName("brushButton");
    m_threshold->setObjectName("brushThreshold");
    m_threshold->setAccessibleName(tr("Least fall"));
    m_threshold->setToolTip(tr("Tokens whose value falls by more than this between the two steps are selected; the last drag follows a change"));
    m_threshold->setDecimals(4);
    m_threshold->setRange(0, 99);
    m_threshold->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_threshold->setPrefix(QStringLiteral("> "));
    m_threshold->setSuffix(tr(" nats"));
    m_threshold->setValue(brush->threshold());
    m_pattern->setObjectName("selectionPattern");
    m_pattern->setAccessibleName(tr("Select tokens by a regular expression"));
    m_pattern->setPlaceholderText(tr("Select matches of…"));
    m_pattern->setToolTip(tr("A regular expression; Enter selects all tokens of the run that match: with Shift added, with Alt taken away, "
                             "with Ctrl turned about"));
    m_pattern->setClearButtonEnabled(true);
    m_where->setObjectName("selectionWhere");
    m_where->setAccessibleName(tr("Where the expression is looked for"));
    m_where->addItem(tr("Token"), static_cast<int>(TokenText::token));
    m_where->setItemData(0, tr("In the text of the token itself"), Qt::ToolTipRole);
    m_where->addItem(tr("Context"), static_cast<int>(TokenText::context));
    m_where->setItemData(1, tr("In the 20 tokens before it and the token itself, with which the text ends"), Qt::ToolTipRole);

    const auto row = [](std::initializer_list<QWidget*> widgets) {
        auto* layout = new QHBoxLayout;
        layout->setContentsMargins(6, 2, 6, 2);
        layout->setSpacing(4);
        for (QWidget* widget : widgets)
            layout->addWidget(widget);
        return layout;
    };
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_headline);
    m_filter->setObjectName("filterButton");
    m_filter->setPopupMode(QToolButton::InstantPopup);
    m_filter->setMenu(new QMenu(m_filter));
    connect(m_filter->menu(), &QMenu::aboutToShow, this, &SelectionPanel::offerFilters);
    auto* brushRow = row({ m_brushing, m_threshold, m_filter });
    brushRow->addStretch(1);
    layout->addLayout(brushRow);
    layout->addLayout(row({ m_pattern, m_where }));
    layout->addWidget(makeList(), 1);

    connect(m_brushing, &QToolButton::clicked, this, &SelectionPanel::brushingChanged);
    connect(m_threshold, &QDoubleSpinBox::valueChanged, brush, &TokenBrush::setThreshold);
    connect(brush, &TokenBrush::thresholdChanged, this, [this](double nats) {
        if (nats != m_threshold->value()) // what is being typed stays
            m_threshold->setValue(nats);
        showSelection();
    });
    connect(brush, &TokenBrush::failed, this, [this](const QString& message) {
        m_problem = message;
        showSelection();
    });
    connect(&m_search, &models::Background::failed, this, [this](const QString& message) {
        m_problem = message;
        showSelection();
    });
    connect(m_pattern, &QLineEdit::returnPressed, this, &SelectionPanel::selectMatches);
    connect(selection, &ClusterSelection::shownTokensChanged, this, [this] {
        m_problem.clear();
        showSelection();
    });
    connect(view, &RunView::dataChanged, this, &SelectionPanel::showSelection);
    showSelection();
}

QWidget* SelectionPanel::makeList()
{
    m_list->setObjectName("sliceTable");
    m_list->setAccessibleName(tr("Slices: tokens kept under a name"));
    m_list->setModel(m_slices);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers); // but by the action, which says so
    m_list->header()->resizeSection(Slices::nameColumn, fontMetrics().averageCharWidth() * 18);
    m_list->header()->setStretchLastSection(false);
    for (const int column : { Slices::labelColumn, Slices::sizeColumn, Slices::howColumn })
        m_list->header()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    enableCopying(m_list);
    m_keep->setObjectName("keepSlice");
    m_replace->setObjectName("replaceSlice");
    m_rename->setShortcut(QKeySequence(Qt::Key_F2));
    m_remove->setShortcut(QKeySequence(Qt::Key_Delete));
    for (QAction* action : { m_rename, m_remove }) {
        action->setShortcutContext(Qt::WidgetShortcut);
        m_list->addAction(action);
    }

    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(6, 2, 6, 2);
    buttons->setSpacing(4);
    buttons->addWidget(m_keep);
    buttons->addWidget(m_replace);
    for (QAction* action : { m_rename, m_remove }) {
        auto* button = textButton(QString(), QString(), false);
        button->setDefaultAction(action);
        button->setAutoRaise(false);
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    for (QToolButton* button : { m_brushing, m_filter, m_keep, m_replace })
        button->setAutoRaise(false); // alone as they are, they would look like words
    auto* widget = new QWidget;
    auto* layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(buttons);
    layout->addWidget(m_list, 1);

    connect(m_keep, &QToolButton::clicked, this, &SelectionPanel::keep);
    connect(m_replace, &QToolButton::clicked, this, [this] {
        if (const QModelIndex current = m_list->currentIndex(); current.isValid())
            m_slices->replace(current.row(), m_selection->tokens());
    });
    connect(m_rename, &QAction::triggered, this, [this] {
        if (const QModelIndex current = m_list->currentIndex(); current.isValid())
            m_list->edit(current.siblingAtColumn(Slices::nameColumn));
    });
    connect(m_remove, &QAction::triggered, this, [this] {
        if (const QModelIndex current = m_list->currentIndex(); current.isValid())
            m_slices->remove(current.row());
    });
    connect(m_list, &QTreeView::clicked, this, &SelectionPanel::choose);
    connect(m_list, &QTreeView::activated, this, &SelectionPanel::choose);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &SelectionPanel::showPossible);
    connect(m_slices, &Slices::listChanged, this, &SelectionPanel::showPossible);
    connect(m_selection, &ClusterSelection::tokensChanged, this, &SelectionPanel::showPossible);
    showPossible();
    return widget;
}

/// Its name is made up, and can be typed over at once.
void SelectionPanel::keep()
{
    m_slices->keep(m_selection->tokens());
    m_list->setCurrentIndex(m_slices->index(m_slices->rowCount() - 1, Slices::nameColumn));
    m_list->edit(m_list->currentIndex());
}

void SelectionPanel::choose(const QModelIndex& index)
{
    if (index.column() == Slices::labelColumn)
        return; // only its box was meant
    const models::Slice& slice = m_slices->list()[index.row()];
    m_selection->chooseTokens(combined(m_selection->tokens(), { slice.set.tokens, slice.name }, QGuiApplication::keyboardModifiers()));
}

void SelectionPanel::showPossible()
{
    const bool some = !m_selection->tokens().isEmpty(), chosen = m_list->currentIndex().isValid();
    m_keep->setEnabled(some);
    m_replace->setEnabled(some && chosen);
    m_rename->setEnabled(chosen);
    m_remove->setEnabled(chosen);
}

void SelectionPanel::setBrushing(bool always)
{
    m_brushing->setChecked(always);
}

void SelectionPanel::offerFilters()
{
    QMenu* menu = m_filter->menu();
    menu->clear();
    const QRegularExpression pattern(m_pattern->text());
    const bool inToken = static_cast<TokenText>(m_where->currentData().toInt()) == TokenText::token;
    const models::TokenFilter filter { inToken ? models::TokenFilter::Kind::token : models::TokenFilter::Kind::context, pattern.pattern() };
    menu->addAction(tr("Only matches of the expression below"), this, [this, filter] { Q_EMIT filterWanted(filter); })
        ->setEnabled(pattern.isValid() && !pattern.pattern().isEmpty());
    Q_EMIT filtersWanted(menu);
}

void SelectionPanel::selectMatches()
{
    const QRegularExpression pattern(m_pattern->text());
    m_problem.clear();
    if (!pattern.isValid())
        m_problem = models::patternProblem(pattern);
    if (!pattern.isValid() || pattern.pattern().isEmpty() || !m_view->data())
        return showSelection();
    const auto where = static_cast<TokenText>(m_where->currentData().toInt());
    m_search.start([this, pattern, where, modifiers = QGuiApplication::keyboardModifiers(), run = m_view->data()->run](
                       const models::Background::Context& context) {
        const auto found = models::matchingTokens(*run->tokens, pattern, where, context.progress);
        context.deliver([this, found, modifiers, run] {
            if (!m_view->run() || m_view->run()->path != run->path)
                return;
            m_selection->chooseTokens(combined(m_selection->tokens(), found, modifiers));
            m_problem = found.isEmpty() ? tr("%1: none", "what was looked for").arg(found.how) : QString();
            showSelection();
        });
    });
}

/// While a drag goes on, its words change with every move; what is below them must not. They have two lines, and keep
/// what more they once had.
void SelectionPanel::keepHeadlineStill()
{
    const QMargins margins = m_headline->contentsMargins();
    const int twoLines = 2 * m_headline->fontMetrics().lineSpacing() + margins.top() + margins.bottom();
    m_headline->setMinimumHeight(std::max({ m_headline->minimumHeight(), twoLines, m_headline->heightForWidth(m_headline->width()) }));
}

void SelectionPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (event->size().width() == event->oldSize().width())
        return;
    m_headline->setMinimumHeight(0);
    keepHeadlineStill();
}

void SelectionPanel::showSelection()
{
    const auto& data = m_view->data();
    const models::TokenSet& shown = m_selection->shownTokens();
    const QLocale locale;
    QString text = tr("No tokens are selected: draw in the map, drag over curves, or search.");
    if (!shown.isEmpty() && data)
        text = tr("%1 of %Ln token(s) selected: %2", nullptr, static_cast<int>(data->run->tokens->count()))
                   .arg(locale.toString(shown.tokens.size()), shown.how);
    for (const QString& problem : { m_problem, m_brush->inWords() })
        if (!problem.isEmpty())
            text = problem;
    m_headline->setText(text);
    keepHeadlineStill();
    m_filter->setEnabled(data != nullptr);
    m_pattern->setEnabled(data != nullptr);
    m_threshold->setEnabled(data != nullptr);
}

}
