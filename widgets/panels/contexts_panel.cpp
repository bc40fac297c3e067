#include "widgets/panels/contexts_panel.h"

#include "widgets/panels/linking.h"
#include "widgets/panels/table_twin.h"
#include "widgets/theme/theme.h"
#include "widgets/views/tint_legend.h"

#include <QAction>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMap>
#include <QPainter>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStyleOption>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace polcascope::panels {

using analysis::ContextOrder;
using models::ClusterSelection;
using models::ContextChoice;
using models::ContextModel;
using models::Contexts;
using models::RunView;
using models::SearchScope;
using models::Tint;

namespace {

/// Behind each scored token its tint. Without one, the token itself stands out in the colour of its cluster.
class ContextDelegate : public QStyledItemDelegate {
public:
    ContextDelegate(const Contexts* contexts, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_contexts(contexts)
    {
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QSize size = QStyledItemDelegate::sizeHint(option, index);
        const int most = index.column() == ContextModel::beforeColumn ? 48
            : index.column() == ContextModel::afterColumn             ? 16
                                                                      : 0;
        if (most > 0) // all of it is in the tool tip
            size.setWidth(std::min(size.width(), most * option.fontMetrics.averageCharWidth()));
        return size;
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const auto pieces = index.data(ContextModel::piecesRole).value<QList<models::ContextPiece>>();
        if (pieces.isEmpty())
            return QStyledItemDelegate::paint(painter, option, index);
        QStyleOptionViewItem cell(option);
        initStyleOption(&cell, index);
        const QString text = std::exchange(cell.text, QString());
        const QStyle* style = cell.widget->style();
        style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);

        const bool selected = cell.state & QStyle::State_Selected;
        const auto group = cell.state & QStyle::State_Active ? QPalette::Active : QPalette::Inactive;
        const auto theme = theme::themeOf(cell.palette);
        const QColor plain = cell.palette.color(group, selected ? QPalette::HighlightedText : QPalette::Text);
        const QFontMetricsF metrics(cell.font);
        const double margin = style->pixelMetric(QStyle::PM_FocusFrameHMargin, &cell, cell.widget) + 1;
        const QRectF area = QRectF(cell.rect).adjusted(margin, 0, -margin, 0);
        const double whole = metrics.horizontalAdvance(text);
        const bool cutOnTheLeft = index.column() == ContextModel::beforeColumn;
        double x = cutOnTheLeft ? area.right() - whole
            : index.column() == ContextModel::tokenColumn && whole < area.width()
            ? area.center().x() - whole / 2
            : area.left();
        painter->save();
        painter->setClipRect(area);
        painter->setFont(cell.font);
        for (const auto& piece : pieces) {
            const QRectF place(x, area.top(), metrics.horizontalAdvance(piece.text), area.height());
            const bool tinted = !std::isnan(piece.tint);
            if (tinted)
                painter->fillRect(place.adjusted(0, 1, 0, -1), theme::diverging(theme, piece.tint));
            painter->setPen(tinted ? theme.text : plain);
            painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, piece.text);
            x = place.right();
        }
        if (whole > area.width()) {
            const QString dots(QChar(0x2026));
            QRectF place(area);
            place.setWidth(metrics.horizontalAdvance(dots));
            if (!cutOnTheLeft)
                place.moveRight(area.right());
            painter->fillRect(place, cell.palette.color(group, selected ? QPalette::Highlight : QPalette::Base));
            painter->setPen(plain);
            painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter, dots);
        }
        painter->setClipping(false);
        if (index.column() == ContextModel::tokenColumn && index.data(ContextModel::matchRole).toBool() &&
            !m_contexts->list().isFiltered()) {
            painter->setPen(selected ? plain : theme.accent);
            painter->drawRect(cell.rect.adjusted(0, 0, -1, -1));
        }
        painter->restore();
    }

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const QVariant colour = index.data(ContextModel::colourRole);
        if (index.column() == ContextModel::tokenColumn && !m_contexts->tint().rows && colour.isValid() &&
            !(option->state & QStyle::State_Selected)) {
            const auto theme = theme::themeOf(option->palette);
            option->backgroundBrush =
                theme::tint(theme, theme::groupStyle(theme, colour.toInt()).colour, 0.35);
        }
    }

private:
    const Contexts* m_contexts;
};

template <typename Enum> void addItem(QComboBox* box, Enum value, const QString& text, const QString& help)
{
    box->addItem(text, int(value));
    box->setItemData(box->count() - 1, help, Qt::ToolTipRole);
    box->setItemData(box->count() - 1, help, Qt::AccessibleDescriptionRole);
}

template <typename Enum> void showItem(QComboBox* box, Enum value)
{
    box->setCurrentIndex(box->findData(int(value)));
    box->setToolTip(box->currentData(Qt::ToolTipRole).toString());
}

template <typename Enum> void enable(QComboBox* box, Enum value, bool possible)
{
    box->setItemData(box->findData(int(value)), possible ? QVariant() : QVariant(0), Qt::UserRole - 1);
}

QString numberText(qint64 number)
{
    return QLocale().toString(number);
}

}

ContextsPanel::ContextsPanel(Contexts* contexts, QWidget* parent)
    : QWidget(parent)
    , m_contexts(contexts)
    , m_headline(new QLabel)
    , m_order(new QComboBox)
    , m_seed(new QSpinBox)
    , m_tint(new QComboBox)
    , m_legend(new views::TintLegend)
    , m_table(new QTreeView)
    , m_search(new QLineEdit)
    , m_scope(new QComboBox)
    , m_found(new QLabel)
    , m_select(textButton(tr("Select"),
          tr("Select all tokens of the run that are found: with Shift added, with Alt taken away, with Ctrl turned about"), false))
{
    m_headline->setObjectName("contextHeadline");
    m_headline->setWordWrap(true);
    m_headline->setContentsMargins(6, 4, 6, 2);
    m_headline->setTextFormat(Qt::RichText);
    fillChoices();
    for (QComboBox* box : { m_order, m_tint, m_scope })
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);

    m_sorted.setSourceModel(&m_model);
    m_sorted.setSortRole(ContextModel::sortRole);
    m_table->setObjectName("contextTable");
    m_table->setAccessibleName(tr("Tokens in their contexts"));
    m_table->setModel(&m_sorted);
    m_table->setItemDelegate(new ContextDelegate(contexts, this));
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    QHeaderView* header = m_table->header();
    header->setSectionResizeMode(QHeaderView::Fixed);
    header->setResizeContentsPrecision(static_cast<int>(Contexts::mostListed));
    header->setStretchLastSection(true);
    header->setMinimumSectionSize(16);
    header->setSortIndicatorClearable(true); // back to the order chosen
    header->setSortIndicator(-1, Qt::AscendingOrder);
    m_table->setSortingEnabled(true);
    enableCopying(m_table);
    auto* select = new QAction(tr("Select these tokens"), m_table);
    m_table->addAction(select);
    connect(select, &QAction::triggered, this, [this] {
        models::TokenSet read { {}, tr("picked from their contexts") };
        for (const QModelIndex& row : m_table->selectionModel()->selectedRows())
            read.tokens.append(row.data(ContextModel::tokenRole).toInt());
        std::sort(read.tokens.begin(), read.tokens.end());
        auto* selection = m_contexts->selection();
        selection->chooseTokens(combined(selection->tokens(), read, QGuiApplication::keyboardModifiers()));
    });
    m_table->viewport()->installEventFilter(this); // another width

    auto* orders = new QHBoxLayout;
    orders->setContentsMargins(6, 0, 6, 0);
    orders->setSpacing(4);
    orders->addWidget(m_order, 1);
    orders->addWidget(m_seed);
    auto* tints = new QHBoxLayout;
    tints->setContentsMargins(6, 2, 6, 0);
    tints->setSpacing(6);
    tints->addWidget(m_tint);
    tints->addWidget(m_legend, 1);
    tints->addStretch();
    m_select->setObjectName("selectFound");
    m_select->setAccessibleName(tr("Select the tokens found"));
    auto* found = new QHBoxLayout;
    found->setContentsMargins(0, 0, 6, 0);
    found->setSpacing(2);
    found->addWidget(m_found, 1);
    found->addWidget(m_select);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_headline);
    layout->addLayout(orders);
    layout->addLayout(tints);
    layout->addLayout(makeSearch());
    layout->addLayout(found);
    layout->addWidget(m_table, 1);

    const auto choose = [this](const QModelIndex& index) {
        m_contexts->selection()->setPrimaryToken(index.data(ContextModel::tokenRole).toInt());
    };
    connect(m_table, &QTreeView::clicked, this, choose);
    connect(m_table, &QTreeView::activated, this, choose);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &ContextsPanel::showFound);
    connect(contexts->selection(), &ClusterSelection::primaryTokenChanged, this, &ContextsPanel::showPrimary);
    connect(contexts, &Contexts::choiceChanged, this, &ContextsPanel::showChoice);
    connect(contexts, &Contexts::listChanged, this, &ContextsPanel::showList);
    connect(contexts, &Contexts::tintChanged, this, &ContextsPanel::showTint);
    connect(contexts, &Contexts::patternChanged, this, [this] {
        if (m_search->text() != m_contexts->pattern())
            m_search->setText(m_contexts->pattern());
        showFound();
    });
    connect(contexts, &Contexts::progressed, this, [this](double fraction) {
        m_model.setList({}); // it was another cluster's
        m_headline->setText(tr("Looking for the medoid: %1 %").arg(numberText(std::lround(100 * fraction))));
    });
    connect(contexts, &Contexts::failed, this, [this](const QString& message) {
        m_model.setList({});
        m_headline->setText(message.toHtmlEscaped());
    });
    connect(contexts->view(), &RunView::dataChanged, this, &ContextsPanel::showWhatIsPossible);
    showWhatIsPossible();
    showChoice();
    showTint();
    showList();
}

void ContextsPanel::fillChoices()
{
    m_order->setObjectName("contextOrder");
    m_order->setAccessibleName(tr("Which tokens, and in which order"));
    addItem(m_order, ContextOrder::medoid, tr("Nearest the medoid"),
        tr("The tokens nearest to the cluster's medoid, which comes first: the one whose distances to all the "
           "others are least in sum"));
    addItem(m_order, ContextOrder::centroid, tr("Nearest the centroid"),
        tr("The tokens nearest to the mean of the cluster's trajectories"));
    addItem(m_order, ContextOrder::quantiles, tr("Quantiles"),
        tr("Tokens from all over the cluster: sorted by their distance to the centroid and evenly spaced, from "
           "the nearest to the farthest"));
    addItem(m_order, ContextOrder::boundary, tr("Boundary"),
        tr("The tokens that belong least: those with the smallest membership probability, of equal ones the "
           "farthest from the centroid"));
    addItem(m_order, ContextOrder::random, tr("Random"), tr("Drawn at random; another seed draws others"));
    addItem(m_order, ContextOrder::outliers, tr("Nearest outliers"),
        tr("What just failed to belong: the outliers nearest to the centroid of the cluster"));
    addItem(m_order, ContextOrder::polca, tr("Largest |POLCA|"),
        tr("The tokens that move most along the vector chosen: by the size of their POLCA in the interval before "
           "the cursor's step, or, without a cursor, in that of their intervals where it is largest"));
    addItem(m_order, ContextOrder::selection, tr("Selected tokens"),
        tr("The tokens selected in the map, over curves or by a search, whichever cluster they are in, in the order of the run"));
    m_seed->setObjectName("contextSeed");
    m_seed->setAccessibleName(tr("Seed of the random order"));
    m_seed->setToolTip(tr("The same seed draws the same tokens"));
    m_seed->setPrefix(tr("seed "));
    m_seed->setRange(0, 999'999);
    m_seed->setKeyboardTracking(false);

    m_tint->setObjectName("contextTint");
    m_tint->setAccessibleName(tr("What the tokens are coloured by"));
    const QString when = QLatin1Char(' ') +
        tr("At the cursor's step, or at the end of training where there is no cursor. Tokens around it that are "
           "scored, too, have their own colours.");
    addItem(m_tint, Tint::none, tr("No tint"), tr("Tokens stand out in the colours of their clusters"));
    addItem(m_tint, Tint::loss, tr("Tint: loss"), tr("The loss of each token.") + when);
    addItem(m_tint, Tint::polca, tr("Tint: POLCA"),
        tr("The change of each token's loss along the vector chosen, in the interval that ends there.") + when);
    addItem(m_tint, Tint::projectedLoss, tr("Tint: projected loss"),
        tr("The sum of the POLCA values so far: each token's loss as seen along the vector chosen.") + when);
    m_legend->setObjectName("contextLegend");
    m_legend->setToolTip(
        tr("%1 % of the values of all tokens, over the whole training, are no larger than the ends; what is "
           "larger has the colour of the end. The ends are the same at all steps.")
            .arg(numberText(std::lround(100 * Contexts::shareInScale))));

    connect(m_order, &QComboBox::activated, this, [this] {
        m_table->header()->setSortIndicator(-1, Qt::AscendingOrder);
        change([this](ContextChoice& c) { c.order = ContextOrder(m_order->currentData().toInt()); });
    });
    connect(m_seed, &QSpinBox::valueChanged, this,
        [this](int seed) { change([seed](ContextChoice& c) { c.seed = seed; }); });
    connect(m_tint, &QComboBox::activated, this,
        [this] { change([this](ContextChoice& c) { c.tint = Tint(m_tint->currentData().toInt()); }); });
}

QHBoxLayout* ContextsPanel::makeSearch()
{
    m_search->setObjectName("contextSearch");
    m_search->setAccessibleName(tr("Find tokens by a regular expression"));
    m_search->setPlaceholderText(tr("Find tokens"));
    m_search->setToolTip(
        tr("A regular expression, looked for in the text of the tokens themselves (a space is a space there). "
           "Enter goes to the next, Escape clears it."));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_scope->setObjectName("contextScope");
    m_scope->setAccessibleName(tr("What happens to the tokens found"));
    addItem(m_scope, SearchScope::mark, tr("Mark"), tr("The list stays as it is; the tokens found have a frame"));
    addItem(m_scope, SearchScope::cluster, tr("Cluster"), tr("Only the tokens of the cluster that are found are listed"));
    addItem(m_scope, SearchScope::run, tr("Whole run"),
        tr("The tokens of the whole run that are found are listed, in the same order, as seen from the cluster"));
    m_found->setObjectName("contextFound");
    m_found->setWordWrap(true);
    m_found->setContentsMargins(6, 0, 6, 2);
    m_found->setTextFormat(Qt::PlainText);

    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(6, 2, 6, 2);
    bar->setSpacing(2);
    bar->addWidget(m_search, 1);
    bar->addWidget(m_scope);
    const auto arrow = [&](Qt::ArrowType direction, const QString& help, QKeySequence::StandardKey key, int by) {
        auto* button = new QToolButton;
        button->setArrowType(direction);
        button->setAutoRaise(true);
        button->setToolTip(QStringLiteral("%1 (%2)").arg(help, QKeySequence(key).toString(QKeySequence::NativeText)));
        button->setAccessibleName(help);
        connect(button, &QToolButton::clicked, this, [this, by] { step(by); });
        bar->addWidget(button);
    };
    arrow(Qt::UpArrow, tr("Find previous"), QKeySequence::FindPrevious, -1);
    arrow(Qt::DownArrow, tr("Find next"), QKeySequence::FindNext, 1);
    connect(m_select, &QToolButton::clicked, this,
        [this] { m_contexts->selectMatches(QGuiApplication::keyboardModifiers()); });

    connect(m_search, &QLineEdit::textChanged, m_contexts, &Contexts::setPattern);
    connect(m_scope, &QComboBox::activated, this,
        [this] { change([this](ContextChoice& c) { c.scope = SearchScope(m_scope->currentData().toInt()); }); });
    return bar;
}

void ContextsPanel::change(const std::function<void(ContextChoice&)>& edit)
{
    ContextChoice choice = m_contexts->choice();
    edit(choice);
    m_contexts->setChoice(choice);
}

void ContextsPanel::showChoice()
{
    const ContextChoice& choice = m_contexts->choice();
    showItem(m_order, choice.order);
    showItem(m_tint, choice.tint);
    showItem(m_scope, choice.scope);
    m_seed->setVisible(choice.order == ContextOrder::random);
    const QSignalBlocker blocker(m_seed);
    m_seed->setValue(choice.seed);
}

/// What the run cannot have stays in sight.
void ContextsPanel::showWhatIsPossible()
{
    const auto& data = m_contexts->view()->data();
    const bool hasBasis = !data || data->polcaRows;
    enable(m_order, ContextOrder::polca, hasBasis);
    enable(m_tint, Tint::polca, hasBasis);
    enable(m_tint, Tint::projectedLoss, hasBasis);
}

void ContextsPanel::showTint()
{
    const auto& tint = m_contexts->tint();
    m_model.setTint(tint);
    const Tint kind = tint.rows ? tint.kind : Tint::none;
    if (std::exchange(m_tintShown, kind) != kind)
        layOutColumns();
    m_legend->setVisible(tint.rows && tint.end > 0);
    const QLocale locale;
    const bool isSigned = tint.kind != Tint::loss;
    m_legend->setEnds(isSigned ? QStringLiteral("≤ %1").arg(locale.toString(-tint.end, 'g', 2)) : locale.toString(0),
        tr("≥ %1 nats").arg(locale.toString(tint.end, 'g', 2)), isSigned);
}

void ContextsPanel::layOutColumns()
{
    QHeaderView* header = m_table->header();
    const auto& tint = m_contexts->tint();
    for (int column = 0; column < m_model.columnCount(); ++column) {
        header->setSectionHidden(column,
            (column == m_model.valueColumn() && !tint.rows) ||
                (column == m_model.clusterColumn() && !m_contexts->list().isMixed()));
    }
    // Of each column that is shown, what its cells and its heading need.
    m_columns.clear();
    const QFontMetrics metrics = header->fontMetrics();
    const int margins = 2 * header->style()->pixelMetric(QStyle::PM_HeaderMargin, nullptr, header) + 2;
    const QAbstractItemView* table = m_table;
    for (int column = 0; column < m_model.columnCount(); ++column) {
        if (header->isSectionHidden(column))
            continue;
        QString heading = m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        int cells = table->sizeHintForColumn(column);
        if (column == m_model.valueColumn()) {
            // As wide as at the last step, so that nothing moves with the cursor.
            models::TokenTint last = tint;
            last.step = tint.lastStep;
            heading = models::valueHeading(last);
            const double longest = tint.kind == Tint::loss ? 0.000888 : -0.000888;
            cells = m_table->fontMetrics().horizontalAdvance(QLocale().toString(longest, 'g', 3)) + margins;
        }
        m_columns.append({ column, std::max(cells, 0), metrics.size(0, heading).width() + margins });
    }
    fitColumns();
}

/// Nothing is to be scrolled across where that can be had: what is wider than the list gives way, first the texts around a
/// token (whose help has all of them), then headings (whose help says them).
void ContextsPanel::fitColumns()
{
    QHeaderView* header = m_table->header();
    QMap<int, int> widths;
    int over = -m_table->viewport()->width();
    for (const Column& column : std::as_const(m_columns)) {
        widths[column.section] = std::max(column.cells, column.heading);
        over += widths[column.section];
    }
    const auto narrow = [&](int section, int least) {
        const int less = std::clamp(widths[section] - least, 0, std::max(over, 0));
        widths[section] -= less;
        over -= less;
    };
    const int letter = header->fontMetrics().averageCharWidth();
    const auto narrowTexts = [&](auto least) {
        for (const Column& column : std::as_const(m_columns))
            if (column.section == ContextModel::beforeColumn || column.section == ContextModel::afterColumn)
                narrow(column.section, least(column));
    };
    narrowTexts([&](const Column& column) { return std::max(column.heading, 8 * letter); });
    narrowTexts([&](const Column& column) { return std::max(column.heading, 6 * letter); });
    for (const Column& column : std::as_const(m_columns))
        if (column.section > ContextModel::afterColumn)
            narrow(column.section, column.cells);
    for (const Column& column : std::as_const(m_columns))
        header->resizeSection(column.section, widths[column.section]);
}

void ContextsPanel::showList()
{
    const auto& list = m_contexts->list();
    m_model.setList(list);
    layOutColumns();
    m_headline->setText(headline());
    showPrimary(m_contexts->selection()->primaryToken());
    showFound();
}

QString ContextsPanel::orderInWords() const
{
    const auto& list = m_contexts->list();
    const QLocale locale;
    switch (list.choice.order) {
    case ContextOrder::medoid:
        return tr("nearest to the medoid first");
    case ContextOrder::centroid:
    case ContextOrder::outliers:
        return tr("nearest to the centroid first");
    case ContextOrder::quantiles:
        return tr("evenly from the nearest to the farthest from the centroid");
    case ContextOrder::boundary:
        return tr("those that belong least first");
    case ContextOrder::random:
        return tr("drawn with seed %1").arg(locale.toString(list.choice.seed));
    case ContextOrder::polca:
        return std::isnan(list.step)
            ? tr("largest |POLCA| along vector %1 first").arg(list.data->choice.vector)
            : tr("largest |POLCA| along vector %1 at step %2 first")
                  .arg(list.data->choice.vector)
                  .arg(locale.toString(list.step, 'f', 0));
    case ContextOrder::selection:
        return tr("in the order of the run");
    }
    return {};
}

QString ContextsPanel::headline() const
{
    const auto& list = m_contexts->list();
    if (!list.data)
        return tr("As soon as there are clusters, the tokens of the one chosen are read here.");
    const QString cluster = list.data->cluster(list.cluster)->fullName().toHtmlEscaped();
    const bool outliers = list.choice.order == ContextOrder::outliers;
    QString subject = QStringLiteral("<b>%1</b>").arg(cluster);
    if (outliers)
        subject = tr("<b>Outliers</b> near %1").arg(cluster);
    else if (list.choice.order == ContextOrder::selection)
        subject = tr("<b>Selected tokens</b>");
    else if (list.isOfRun())
        subject = tr("<b>Whole run</b>, seen from %1").arg(cluster);
    if (list.tokens.empty())
        return tr("%1: %2", "cluster, why there is nothing to list").arg(subject, emptyReason());
    const int total = static_cast<int>(list.total);
    const QString shown = numberText(static_cast<qint64>(list.tokens.size()));
    const QString count = list.isFiltered()
        ? tr("%1 of %Ln match(es) shown", nullptr, total).arg(shown)
        : outliers ? tr("%1 of %Ln outlier(s) shown", nullptr, total).arg(shown)
                   : tr("%1 of %Ln token(s) shown", nullptr, total).arg(shown);
    QStringList said { tr("%1: %2, %3", "cluster, how many are shown, in which order").arg(subject, count, orderInWords()) };
    said << models::filteredInWords(list.data->shown) << models::knownUpTo(*list.data->run);
    said.removeAll(QString());
    return said.join(QStringLiteral(" · "));
}

QString ContextsPanel::emptyReason() const
{
    const auto& list = m_contexts->list();
    if (list.choice.order == ContextOrder::outliers && list.cluster == store::noise)
        return tr("these are the outliers; choose a cluster to see which of them are near it.");
    if (list.choice.order == ContextOrder::polca && !list.data->polcaRows)
        return tr("this run has no basis vectors to go by.");
    if (list.isFiltered())
        return tr("no token is found.");
    if (list.choice.order == ContextOrder::selection && m_contexts->selection()->tokens().isEmpty())
        return tr("none are selected; drag over curves or in the map, or search.");
    if (list.data->shown)
        return tr("the filters leave none of these.");
    return tr("there are no outliers.");
}

void ContextsPanel::showFound()
{
    const auto& list = m_contexts->list();
    const QString error = m_contexts->patternError();
    m_select->setEnabled(error.isEmpty() && list.matchingInRun > 0);
    m_found->setVisible(!m_contexts->pattern().isEmpty());
    m_select->setVisible(!m_contexts->pattern().isEmpty());
    if (!error.isEmpty())
        return m_found->setText(error);
    if (list.matches.empty())
        return m_found->clear();
    const int current = m_table->currentIndex().row();
    int position = 0;
    for (int row = 0; row <= current; ++row)
        position += isMatch(row);
    const QString listed = numberText(list.matchingListed);
    m_found->setText(tr("%1 · %2 in the cluster · %3 in the run", "tokens found")
                         .arg(current >= 0 && isMatch(current)
                                 ? tr("%1 of %2 listed", "place among the tokens found").arg(numberText(position), listed)
                                 : tr("%1 listed", "tokens found").arg(listed),
                             numberText(list.matchingInCluster), numberText(list.matchingInRun)));
}

bool ContextsPanel::isMatch(int row) const
{
    return m_sorted.index(row, 0).data(ContextModel::matchRole).toBool();
}

/// The primary token is the current row, if it is listed.
void ContextsPanel::showPrimary(int token)
{
    if (token < 0)
        return m_table->clearSelection();
    const int row = m_model.rowOf(token);
    if (row < 0)
        return;
    const QModelIndex index = m_sorted.mapFromSource(m_model.index(row, 0));
    if (index.row() != m_table->currentIndex().row())
        m_table->setCurrentIndex(index);
}

void ContextsPanel::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void ContextsPanel::findNext()
{
    step(1);
}

void ContextsPanel::findPrevious()
{
    step(-1);
}

void ContextsPanel::step(int by)
{
    const int rows = m_sorted.rowCount();
    const int current = m_table->currentIndex().row(); // -1: none
    const int begin = current < 0 && by < 0 ? rows : current;
    for (int i = 1; i <= rows; ++i) {
        const int row = ((begin + i * by) % rows + rows) % rows;
        if (!isMatch(row))
            continue;
        const QModelIndex index = m_sorted.index(row, 0);
        m_table->setCurrentIndex(index);
        m_table->scrollTo(index);
        m_contexts->selection()->setPrimaryToken(index.data(ContextModel::tokenRole).toInt());
        return;
    }
}

bool ContextsPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table->viewport() && event->type() == QEvent::Resize)
        fitColumns();
    if (watched == m_search && (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride)) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool pressed = event->type() == QEvent::KeyPress;
        switch (key->key()) {
        case Qt::Key_Escape: // what it clears otherwise comes after what is searched for
            if (m_search->text().isEmpty())
                break;
            event->accept();
            if (pressed)
                m_search->clear();
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (pressed)
                step(key->modifiers() & Qt::ShiftModifier ? -1 : 1);
            return pressed;
        case Qt::Key_Down:
            if (pressed)
                m_table->setFocus(Qt::OtherFocusReason);
            return pressed;
        default:
            break;
        }
    }
    return QWidget::eventFilter(watched, event);
}

}
