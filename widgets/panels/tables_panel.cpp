#include "widgets/panels/tables_panel.h"

#include "widgets/jobs/messages.h"
#include "widgets/jobs/save_file.h"
#include "widgets/models/paper_table_texts.h"
#include "widgets/panels/linking.h"
#include "widgets/panels/table_twin.h"
#include "widgets/theme/theme.h"

#include "core/base/progress.h"

#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QStyledItemDelegate>
#include <QTextBrowser>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace polcascope::panels {

using analysis::RowSubject;
using analysis::TableFormat;
using models::ClusterSelection;
using models::PaperTableModel;
using models::RunTables;
using models::RunView;
using Kind = RowSubject::Kind;
using Part = RunTables::Part;

namespace {

constexpr int widestColumn = 40; // characters
constexpr int notesLines = 4; // at first

/// Sets what the papers say apart from what this run says.
class PublishedDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        if (!index.data(PaperTableModel::publishedRole).toBool())
            return;
        const auto theme = theme::themeOf(option->palette);
        option->font.setItalic(true);
        if (!(option->state & QStyle::State_Selected))
            option->backgroundBrush = theme::tint(theme, theme.text, 0.08);
    }
};

/// What a part that is computed only when asked for tells.
QString promise(Part part)
{
    switch (part) {
    case Part::stability:
        return TablesPanel::tr("Tells whether clusters are found again when tokens are resampled and the clustering's sizes are "
                               "changed.");
    case Part::settings:
        return TablesPanel::tr("Tells how the first table of 2024 depends on what the paper leaves open: decomposition, raw or cumulated "
                               "values, minimum samples, interval and part of training.");
    case Part::heldout:
        return TablesPanel::tr("Held-out tokens are being placed in every cluster, which takes about as long as clustering did.");
    case Part::plain:
        break;
    }
    return {};
}

bool isAskedFor(Part part)
{
    return part == Part::stability || part == Part::settings;
}

}

TablesPanel::TablesPanel(RunView* view, ClusterSelection* selection, QWidget* parent)
    : QWidget(parent)
    , m_view(view)
    , m_selection(selection)
    , m_chooser(new ClusterChooser(view, selection, this))
    , m_list(new QComboBox)
    , m_copy(textButton(tr("Copy"), tr("Copy the rows selected, or all, to paste them into a spreadsheet (Ctrl+C)"), false))
    , m_save(textButton(tr("Save…"), tr("Save the table as CSV or Markdown"), false))
    , m_cancel(textButton(tr("Cancel"), tr("Stop; what is known stays"), false))
    , m_progress(new QProgressBar)
    , m_pages(new QStackedWidget)
    , m_message(new QLabel)
    , m_compute(new QPushButton(tr("Compute")))
    , m_title(new QLabel)
    , m_table(new QTreeView)
    , m_notes(new QTextBrowser)
    , m_splitter(new QSplitter(Qt::Vertical))
{
    m_list->setObjectName("tableList");
    m_list->setAccessibleName(tr("Table"));
    m_list->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    for (const std::string_view each : analysis::paperTableNames) {
        const std::string name(each);
        m_list->addItem(models::tableName(name), QString::fromStdString(name));
    }
    m_copy->setObjectName("copyTable");
    m_save->setObjectName("saveTable");
    m_cancel->setObjectName("cancelTables");
    m_compute->setObjectName("computeTable");
    m_progress->setAccessibleName(tr("Progress of the tables"));
    m_progress->setFixedWidth(fontMetrics().averageCharWidth() * 16);
    m_progress->setRange(0, 100);

    m_table->setObjectName("paperTable");
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new PublishedDelegate(this));
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setSortingEnabled(true);
    m_table->setMouseTracking(true);
    m_table->header()->setStretchLastSection(false);
    m_table->header()->setSortIndicatorClearable(true); // a third click: the table's own order
    m_table->header()->setResizeContentsPrecision(100); // rows looked at
    QAction* copy = enableCopying(m_table, [this](Rows rows) { return copied(rows); });
    m_title->setObjectName("tableTitle");
    m_title->setWordWrap(true);
    m_title->setContentsMargins(6, 2, 6, 2);
    m_notes->setObjectName("tableNotes");
    m_notes->setAccessibleName(tr("Notes of the table"));
    m_notes->setFrameShape(QFrame::NoFrame);
    m_message->setObjectName("tableMessage");
    m_message->setWordWrap(true);
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setForegroundRole(QPalette::PlaceholderText);
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);

    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(4, 2, 4, 0);
    buttons->setSpacing(2);
    for (QWidget* widget : { static_cast<QWidget*>(m_list), static_cast<QWidget*>(m_copy), static_cast<QWidget*>(m_save) })
        buttons->addWidget(widget);
    buttons->addStretch();
    buttons->addWidget(m_progress);
    buttons->addWidget(m_cancel);

    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_notes);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setChildrenCollapsible(false);
    m_notes->setMinimumHeight(fontMetrics().lineSpacing() * 2);
    m_splitter->setSizes({ 10000, fontMetrics().lineSpacing() * notesLines });
    auto* empty = new QWidget;
    auto* middle = new QVBoxLayout(empty);
    middle->addStretch();
    middle->addWidget(m_message);
    middle->addWidget(m_compute, 0, Qt::AlignCenter);
    middle->addStretch();
    m_pages->addWidget(m_splitter);
    m_pages->addWidget(empty);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(buttons);
    layout->addWidget(m_title);
    layout->addWidget(m_pages, 1);
    setFocusProxy(m_table);

    connect(m_list, &QComboBox::currentIndexChanged, this, &TablesPanel::showTable);
    connect(m_copy, &QToolButton::clicked, copy, &QAction::trigger);
    connect(m_save, &QToolButton::clicked, this, &TablesPanel::askAndSave);
    connect(m_cancel, &QToolButton::clicked, &m_tables, &RunTables::cancel);
    connect(m_compute, &QPushButton::clicked, this, [this] { m_tables.compute(RunTables::partOf(name())); });
    connect(&m_tables, &RunTables::changed, this, &TablesPanel::showTable);
    connect(&m_tables, &RunTables::progressed, this,
        [this](double fraction) { m_progress->setValue(static_cast<int>(100 * fraction)); });
    connect(&m_saving, &models::Background::failed, this, &TablesPanel::failed);
    connect(m_table, &QTreeView::clicked, this, [this](const QModelIndex& index) {
        // With a key pressed, rows are selected to be copied.
        if (QGuiApplication::keyboardModifiers() == Qt::NoModifier)
            choose(index);
    });
    connect(m_table, &QTreeView::activated, this, &TablesPanel::choose);
    connect(m_table, &QTreeView::entered, this, [this](const QModelIndex& index) {
        m_table->viewport()->setCursor(
            index.data(PaperTableModel::subjectRole).toBool() ? Qt::PointingHandCursor : Qt::ArrowCursor);
    });
    connect(m_table, &QTreeView::viewportEntered, this, [this] { m_table->viewport()->unsetCursor(); });
    connect(view, &RunView::choiceChanged, this, &TablesPanel::showCurrent);
    connect(view, &RunView::dataChanged, this, &TablesPanel::showCurrent);
    connect(selection, &ClusterSelection::selectedChanged, this, &TablesPanel::showCurrent);
    connect(selection, &ClusterSelection::primaryTokenChanged, this, &TablesPanel::showCurrent);
    showTable();
}

std::string TablesPanel::name() const
{
    return m_list->currentData().toString().toStdString();
}

void TablesPanel::showRun(const models::RunSnapshotPointer& run)
{
    m_run = run;
    ask();
}

void TablesPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    ask();
}

/// What is not seen is not computed, nor what is of another run.
void TablesPanel::ask()
{
    if (isVisible()) {
        openAtDecomposition();
        m_tables.show(m_run);
    } else if (holdsAnother(m_tables.run(), m_run)) {
        m_tables.show(nullptr);
    }
}

/// Seen for the first time, table 1 of 2024 is that of the decomposition that everything else shows.
void TablesPanel::openAtDecomposition()
{
    if (!m_run || m_opened)
        return;
    m_opened = true;
    const QString decomposition = QString::fromUtf8(store::name(m_view->choice().decomposition).data()).replace(u' ', u'-');
    if (const int index = m_list->findData("2024-table-1-" + decomposition); index >= 0 && m_list->currentIndex() == 0)
        m_list->setCurrentIndex(index);
}

void TablesPanel::showTable()
{
    const auto data = m_tables.table(name());
    if (data != m_model.data()) {
        const bool same = data && m_model.data() && data->table.name == m_model.data()->table.name &&
            data->table.columns == m_model.data()->table.columns;
        m_model.setData(data);
        if (same) // it has grown
            m_model.sort(m_table->header()->sortIndicatorSection(), m_table->header()->sortIndicatorOrder());
        else
            m_table->sortByColumn(-1, Qt::AscendingOrder);
        const int widest = fontMetrics().averageCharWidth() * widestColumn;
        for (int column = 0; !same && column < m_model.columnCount(); ++column) {
            m_table->resizeColumnToContents(column);
            m_table->setColumnWidth(
                column, std::max(std::min(m_table->columnWidth(column), widest), m_table->header()->sectionSizeHint(column)));
        }
        showCurrent();
    }
    const Part part = RunTables::partOf(name());
    const QString missing = m_tables.missing();
    const bool waits = m_tables.isWanted(part);
    QString title = data ? models::sentence(data->table.title) : QString();
    if (!title.isEmpty())
        title[0] = title[0].toUpper();
    if (data && waits && part == Part::plain)
        title += QStringLiteral(" · ") + tr("out of date: being computed anew");
    else if (data && !missing.isEmpty())
        title += QStringLiteral(" · ") + missing;
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
    m_table->setAccessibleName(title.isEmpty() ? tr("Table") : title);

    QStringList notes;
    for (std::size_t i = 0; data && i < data->table.notes.size(); ++i)
        notes.append(models::sentence(data->table.notes[i]));
    if (const QString own = data ? m_tables.uncountedLabels(name()) : QString(); !own.isEmpty())
        notes.append(tr("Your own labels (%1) are not counted here: the paper counts carries and places, by rules made for these. The list "
                        "of clusters, the overview, the bars and the curves by label count them.")
                         .arg(own));
    const QString written = notes.join(QLatin1Char('\n'));
    if (written != m_notes->toPlainText())
        m_notes->setPlainText(written);
    m_notes->setVisible(!notes.isEmpty());
    m_table->setAccessibleDescription(written);

    const bool hasRows = data && !data->table.rows.empty();
    const bool offered = !data && isAskedFor(part) && m_tables.table("clusters") != nullptr;
    QString message = written;
    if (!data) {
        const double seconds = m_tables.seconds(part);
        message = waits ? (m_tables.isComputing(part) ? tr("Computing…") : tr("Waits until the other tables are there."))
            : offered   ? promise(part) + QLatin1Char(' ') +
                tr("Takes about %1 on this machine.", "a time").arg(jobs::durationText(std::max(seconds, 1.0)))
            : !missing.isEmpty() ? missing
            : m_tables.work().isRunning()
            ? tr("Computing…")
            : tr("Shows the papers' tables of this run, once it is clustered");
        if (waits && part == Part::heldout)
            message = promise(part);
    }
    m_message->setText(message);
    m_compute->setVisible(offered && !waits);
    m_pages->setCurrentIndex(hasRows ? 0 : 1);
    m_copy->setEnabled(hasRows);
    m_save->setEnabled(hasRows);

    const bool running = m_tables.work().isRunning();
    m_progress->setVisible(running);
    m_progress->setValue(static_cast<int>(100 * m_tables.work().progress()));
    m_cancel->setVisible(running && (m_tables.isWanted(Part::stability) || m_tables.isWanted(Part::settings)));
}

/// The clusters listed are those of the rules: only while these are shown do the selected ones have the same numbers.
void TablesPanel::showCurrent()
{
    const auto& data = m_view->data();
    const auto& choice = m_view->choice();
    const bool same = data && data->choice == choice && data->clustering == data->rulesLooks->clustering;
    m_model.setShown(
        { choice.key(), same ? m_selection->selected() : QSet<int>(), choice.vector, m_selection->primaryToken() });
}

void TablesPanel::choose(const QModelIndex& index)
{
    const RowSubject& subject = m_model.data()->subject(m_model.tableRow(index.row()));
    switch (subject.kind) {
    case Kind::clustering:
        m_chooser->choose(subject.key, subject.index);
        break;
    case Kind::vector: {
        auto choice = m_view->choice();
        if (choice.vector != subject.index || !choice.together.empty()) {
            choice.setVector(subject.index);
            m_view->setChoice(choice);
        }
        break;
    }
    case Kind::token: {
        const auto& data = m_view->data();
        const auto token = static_cast<std::size_t>(subject.index);
        if (data && token < data->clustering->labels.size() && data->clustering->labels[token] >= store::noise) {
            const int cluster = data->clustering->labels[token];
            m_selection->setSelected({ cluster }, cluster);
        }
        m_selection->setPrimaryToken(subject.index);
        break;
    }
    case Kind::nothing:
    case Kind::published:
        break;
    }
}

QString TablesPanel::copied(Rows wanted) const
{
    if (!m_model.data())
        return {};
    std::vector<int> rows;
    if (wanted == Rows::selected)
        for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
            rows.push_back(index.row());
    // As in files: another program reads it.
    return QString::fromStdString(analysis::tableText(m_model.excerpt(std::move(rows)), TableFormat::tsv));
}

void TablesPanel::askAndSave()
{
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    const QString path = QFileDialog::getSaveFileName(this, tr("Save table"),
        folder.filePath(QString::fromStdString(name()) + QStringLiteral(".csv")), tr("CSV (*.csv);;Markdown (*.md)"));
    if (!path.isEmpty())
        save(path);
}

void TablesPanel::save(const QString& path)
{
    const auto data = m_model.data();
    if (!data)
        return;
    const bool markdown = path.endsWith(QLatin1String(".md"), Qt::CaseInsensitive);
    m_saving.start([this, data, path, markdown](const models::Background::Context& context) {
        const std::string text = analysis::tableText(data->table, markdown ? TableFormat::markdown : TableFormat::csv);
        if (const QString what = jobs::saveFile(path, QByteArray::fromStdString(text)); !what.isEmpty())
            throw Error(ErrorKind::notWritable, { { "path", path.toStdString() }, { "what", what.toStdString() } });
        context.deliver([this, path] { Q_EMIT saved(path); });
    });
}

}
