#include "widgets/panels/clusters_panel.h"

#include "widgets/models/annotations.h"
#include "widgets/panels/linking.h"
#include "widgets/theme/theme.h"

#include <QAction>
#include <QActionGroup>
#include <QEvent>
#include <QHeaderView>
#include <QLocale>
#include <QPainter>
#include <QScopedValueRollback>
#include <QSettings>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace polcascope::panels {

using models::ClusterModel;
using models::ClusterOrigin;
using models::ClusterSelection;
using models::RunView;

namespace {

constexpr QLatin1String shownColumns("clusters/columns");
constexpr int permutations = 200;

/// What is shown as long as nobody chose otherwise: as much as there is room for.
bool shownAtFirst(int column)
{
    return column <= ClusterModel::breakColumn;
}

/// Puts the cluster's line and marker before its name, draws its loss curve, and marks the row of the cluster hovered in any view.
class ClusterDelegate : public QStyledItemDelegate {
public:
    ClusterDelegate(const ClusterSelection* selection, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_selection(selection)
    {
    }

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->state.setFlag(QStyle::State_MouseOver, false);
        if (index.column() == ClusterModel::nameColumn) {
            const QSize size(26, 14);
            option->decorationSize = size;
            option->features |= QStyleOptionViewItem::HasDecoration;
            option->icon = theme::groupSwatch(theme::themeOf(option->palette),
                index.data(ClusterModel::colourRole).toInt(), size,
                option->widget ? option->widget->devicePixelRatioF() : 1);
        }
        const int id = index.data(ClusterModel::idRole).toInt();
        if (id == m_selection->hovered() && !(option->state & QStyle::State_Selected)) {
            QColor tint = option->palette.highlight().color();
            tint.setAlpha(50);
            option->backgroundBrush = tint;
        }
        if (id == store::noise)
            option->palette.setColor(QPalette::Text, theme::themeOf(option->palette).muted);
    }

public:
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        if (index.column() != ClusterModel::curveColumn)
            return;
        const auto points = index.data(ClusterModel::curveRole).value<QPolygonF>();
        const QRectF area = QRectF(option.rect).adjusted(4, 3, -4, -3);
        if (points.isEmpty() || area.width() < 8)
            return;
        const auto style = theme::groupStyle(
            theme::themeOf(option.palette), index.data(ClusterModel::colourRole).toInt());
        const bool selected = option.state & QStyle::State_Selected;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->translate(area.topLeft());
        QPen pen(selected ? option.palette.highlightedText().color() : style.colour, 1.5);
        pen.setCosmetic(true);
        painter->setPen(pen);
        painter->scale(area.width(), area.height());
        painter->drawPolyline(points);
        painter->restore();
    }

private:
    const ClusterSelection* m_selection;
};

}

ClustersPanel::ClustersPanel(RunView* view, ClusterSelection* selection, QUndoStack* undo, QWidget* parent)
    : QWidget(parent)
    , m_view(view)
    , m_selection(selection)
    , m_undo(undo)
    , m_headline(new QLabel)
    , m_table(new QTreeView)
    , m_note(new QLineEdit)
    , m_labels(new QMenu(tr("Share of the tokens with"), this))
{
    m_headline->setWordWrap(true);
    m_headline->setContentsMargins(6, 4, 6, 2);
    m_sorted.setSourceModel(&m_model);

    m_headline->setObjectName("clustersHeadline");
    m_table->setObjectName("clusterTable");
    m_table->setAccessibleName(tr("Clusters"));
    m_table->setModel(&m_sorted);
    m_table->setItemDelegate(new ClusterDelegate(selection, this));
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers); // but by the action, which says so
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(ClusterModel::sizeColumn, Qt::DescendingOrder);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    QHeaderView* header = m_table->header();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(ClusterModel::nameColumn, QHeaderView::Stretch);
    header->setMinimumSectionSize(header->fontMetrics().averageCharWidth() * 5); // a swatch, at least
    const auto width = [&](const char* text) {
        return header->fontMetrics().horizontalAdvance(QLatin1String(text)) + fontMetrics().averageCharWidth();
    };
    for (int column = ClusterModel::curveColumn; column < ClusterModel::columns; ++column)
        header->resizeSection(column, width("00,000"));
    header->resizeSection(ClusterModel::sizeColumn, width("Tokens__")); // the arrow of sorting
    m_table->setMouseTracking(true);
    m_table->viewport()->installEventFilter(this);
    enableCopying(m_table);
    auto* rename = new QAction(tr("Rename cluster"), m_table);
    rename->setShortcut(Qt::Key_F2);
    rename->setShortcutContext(Qt::WidgetShortcut);
    connect(rename, &QAction::triggered, this, [this] {
        if (const QModelIndex current = m_table->currentIndex(); current.isValid())
            m_table->edit(current.siblingAtColumn(ClusterModel::nameColumn));
    });
    m_table->addAction(rename);
    header->setTextElideMode(Qt::ElideRight); // labels of one's own may be long
    header->setContextMenuPolicy(Qt::ActionsContextMenu);
    for (int column = ClusterModel::curveColumn; column < ClusterModel::columns; ++column) {
        auto* show = new QAction(m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(), header);
        show->setToolTip(m_model.headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString());
        show->setCheckable(true);
        connect(show, &QAction::toggled, this, [this, column](bool on) { m_table->setColumnHidden(column, !on); });
        connect(show, &QAction::triggered, this, [this] {
            QStringList shown;
            for (int each = 0; each < ClusterModel::columns; ++each)
                if (!m_table->isColumnHidden(each))
                    shown.append(QString::number(each));
            QSettings().setValue(shownColumns, shown);
        });
        header->addAction(show);
    }
    m_labels->setObjectName("clusterLabels");
    header->addAction(m_labels->menuAction());
    connect(m_labels, &QMenu::aboutToShow, this, &ClustersPanel::offerLabels);
    showColumns();

    m_note->setObjectName("clusterNote");
    m_note->setAccessibleName(tr("Note on the cluster"));
    m_note->setClearButtonEnabled(true);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_headline);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_note);

    connect(m_table, &QTreeView::entered, this, [this](const QModelIndex& index) {
        m_selection->setHovered(index.data(ClusterModel::idRole).toInt());
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
        &ClustersPanel::takeSelection);
    connect(selection, &ClusterSelection::hoveredChanged, m_table->viewport(), qOverload<>(&QWidget::update));
    connect(selection, &ClusterSelection::selectedChanged, this, &ClustersPanel::showSelection);
    connect(view, &RunView::dataChanged, this, &ClustersPanel::showData);
    connect(view, &RunView::computingChanged, this, &ClustersPanel::showHeadline);
    connect(&m_model, &ClusterModel::renamed, this, [this](int cluster, const QString& name) {
        m_undo->push(new models::AnnotateCommand(m_view, cluster, { .name = name }));
    });
    connect(m_note, &QLineEdit::editingFinished, this, &ClustersPanel::takeNote);
    connect(m_note, &QLineEdit::textEdited, this, &ClustersPanel::noteEdited);
    // What is being written belongs to the cluster it was begun for.
    connect(view, &RunView::choiceChanged, this, &ClustersPanel::takeNote);
    connect(selection, &ClusterSelection::selectedChanged, this, [this] {
        takeNote();
        showNote();
    });
    showData();
}

QString ClustersPanel::headline() const
{
    const auto& data = m_view->data();
    if (!data)
        return m_view->isComputing() ? tr("Reading…") : tr("No clusters yet.");
    const QLocale locale;
    if (data->origin == ClusterOrigin::provisional)
        return (tr("There are no clusters yet: until then %Ln token(s) are grouped by their label.", nullptr,
                    static_cast<int>(data->inScope)) +
            QLatin1Char(' ') + models::knownUpToSentence(*data->run))
            .trimmed();

    qint64 clusters = 0;
    qint64 outliers = 0;
    for (const auto& cluster : data->clusters) {
        clusters += cluster.id != store::noise;
        outliers += cluster.id == store::noise ? cluster.size : 0;
    }
    QString text = tr("%Ln cluster(s)", nullptr, static_cast<int>(clusters)) + QLatin1Char(' ') +
        tr("of %Ln token(s);", nullptr, static_cast<int>(data->inScope)) + QLatin1Char(' ');
    if (data->clustering->skipped)
        return tr("The 2026 rules leave vector %1 out: its mean projected loss does not fall.")
            .arg(data->choice.vector);
    const qint64 clustered = data->inScope - data->filteredOut;
    text +=
        tr("%1 % outliers")
            .arg(locale.toString(clustered > 0 ? 100.0 * double(outliers) / double(clustered) : 0.0, 'f', 0));
    if (data->filteredOut > 0)
        text += tr("; %1 left out, as their projected loss rises").arg(locale.toString(data->filteredOut));
    text += tr(". Smallest cluster allowed: %1.")
                .arg(locale.toString(static_cast<qlonglong>(data->clustering->minimumClusterSize)));
    if (data->origin == ClusterOrigin::changed)
        text += QLatin1Char(' ') +
            tr("Changed: %1.").arg(models::difference(data->rules, data->parameters));
    if (data->origin == ClusterOrigin::computed)
        text += QLatin1Char(' ') + tr("Computed here; the run does not hold this combination.");
    return text;
}

void ClustersPanel::showHeadline()
{
    m_headline->setText(headline());
    setEnabled(!m_view->isComputing() || m_view->data());
}

void ClustersPanel::showData()
{
    showHeadline();
    {
        const QScopedValueRollback showing(m_showing, true);
        m_model.setData(m_view->data());
        countLabel();
    }
    showSelection();
    showNote();
}

void ClustersPanel::showColumns()
{
    const QStringList shown = QSettings().value(shownColumns).toStringList();
    const auto actions = m_table->header()->actions();
    for (int column = ClusterModel::curveColumn; column < ClusterModel::columns; ++column) {
        const bool on = shown.isEmpty() ? shownAtFirst(column) : shown.contains(QString::number(column));
        actions[column - ClusterModel::curveColumn]->setChecked(on);
        m_table->setColumnHidden(column, !on);
    }
}

void ClustersPanel::offerLabels()
{
    m_labels->clear();
    const auto& data = m_view->data();
    if (!data)
        return;
    auto* group = new QActionGroup(m_labels);
    const auto add = [&](const analysis::LabelCategory& label, const QString& name) {
        QAction* action = m_labels->addAction(QString(name).replace(QLatin1Char('&'), QLatin1String("&&")), this, [this, label] { setLabel(label); });
        action->setCheckable(true);
        action->setChecked(label == m_label);
        group->addAction(action);
    };
    for (const auto& each : models::overviewLabels(*data->run->tokens))
        if (!each.middle)
            add(each.label, each.name());
}

void ClustersPanel::setLabel(const analysis::LabelCategory& label)
{
    if (label == m_label)
        return;
    m_label = label;
    countLabel();
    Q_EMIT labelChanged();
}

/// A label that the run does not have leaves the list to the carry.
void ClustersPanel::countLabel()
{
    const auto& data = m_view->data();
    const LabelColumn* column = data ? data->run->tokens->label(m_label.column) : nullptr;
    const bool has = column && m_label != analysis::carryLabel() &&
        std::ranges::find(column->categories, m_label.category) != column->categories.end();
    // One's own is called by itself, not "slice 1: slice 1".
    m_model.setLabel({ has ? models::labelName(m_label.category) : QString(), {} });
    const auto actions = m_table->header()->actions();
    const int carry = ClusterModel::carryColumn;
    actions[carry - ClusterModel::curveColumn]->setText(m_model.headerData(carry, Qt::Horizontal, Qt::DisplayRole).toString());
    m_counting.cancel();
    if (!has || data->origin == ClusterOrigin::provisional)
        return;
    const bool known = m_shuffled.labels && m_shuffled.tokens == data->run->tokens && m_shuffled.label == m_label;
    m_counting.start([this, data = data, shuffled = known ? m_shuffled : Shuffled { data->run->tokens, m_label, nullptr }](
                         const models::Background::Context& context) mutable {
        if (!shuffled.labels)
            shuffled.labels = std::make_shared<const analysis::ShuffledLabels>(
                analysis::LabelShuffles(*shuffled.tokens, shuffled.label, 1), permutations);
        shuffled.labels->make(context.progress);
        const auto counted = statisticsBy(*shuffled.labels, *data->clustering, *shuffled.tokens);
        context.deliver([this, shuffled, counted] {
            m_shuffled = shuffled;
            m_model.setLabel({ models::labelName(shuffled.label.category), counted });
        });
    });
}

void ClustersPanel::showNote()
{
    const auto& data = m_view->data();
    const models::ClusterInfo* cluster = data ? data->cluster(m_selection->current()) : nullptr;
    const bool may = cluster && m_model.mayAnnotate(cluster->id);
    if (may && m_note->isModified() && m_noted == cluster->id)
        return; // being written
    m_noted = may ? cluster->id : models::noGroup;
    m_note->setEnabled(may);
    m_note->setPlaceholderText(may ? tr("Note on %1").arg(cluster->name) : tr("Choose a cluster to note something"));
    m_note->setText(may ? cluster->note : QString());
}

void ClustersPanel::takeNote()
{
    if (!m_undo || !m_note->isModified() || !m_model.mayAnnotate(m_noted))
        return;
    m_note->setModified(false);
    m_undo->push(new models::AnnotateCommand(m_view, m_noted, { .note = m_note->text() }));
}

std::optional<QString> ClustersPanel::noteBegun() const
{
    return m_note->isModified() ? std::optional(m_note->text()) : std::nullopt;
}

void ClustersPanel::goOnWithNote(const QString& begun)
{
    if (!m_note->isEnabled())
        return;
    m_note->setText(begun);
    m_note->setModified(true);
}

void ClustersPanel::showSelection()
{
    const QScopedValueRollback showing(m_showing, true);
    QItemSelection rows;
    for (const int cluster : m_selection->selected())
        if (const int row = m_model.rowOf(cluster); row >= 0) {
            const QModelIndex index = m_sorted.mapFromSource(m_model.index(row, 0));
            rows.select(index, index.siblingAtColumn(ClusterModel::columns - 1));
        }
    m_table->selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect);
    if (const int row = m_model.rowOf(m_selection->current()); row >= 0) {
        const QModelIndex index = m_sorted.mapFromSource(m_model.index(row, 0));
        m_table->selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
        m_table->scrollTo(index);
    }
}

void ClustersPanel::takeSelection()
{
    if (m_showing)
        return;
    QSet<int> clusters;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
        clusters.insert(index.data(ClusterModel::idRole).toInt());
    const QModelIndex current = m_table->currentIndex();
    const int id = current.isValid() ? current.data(ClusterModel::idRole).toInt() : models::noGroup;
    m_selection->setSelected(clusters,
        clusters.contains(id)    ? id
            : clusters.isEmpty() ? models::noGroup
                                 : *clusters.begin());
}

bool ClustersPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Leave)
        m_selection->setHovered(models::noGroup);
    return QWidget::eventFilter(watched, event);
}

}
