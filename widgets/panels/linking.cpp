#include "widgets/panels/linking.h"

#include "widgets/theme/theme.h"

#include <QAction>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QJsonArray>
#include <QTreeView>

#include <algorithm>
#include <map>
#include <utility>

namespace polcascope::panels {

namespace {

QString textOf(const std::string_view& text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// All where none is selected. Columns that are hidden stay out.
QString tabSeparated(const QAbstractItemView& table, Rows wanted)
{
    const QAbstractItemModel& model = *table.model();
    QList<int> rows;
    if (wanted == Rows::selected)
        for (const QModelIndex& index : table.selectionModel()->selectedRows())
            rows.append(index.row());
    if (rows.isEmpty())
        for (int row = 0; row < model.rowCount(); ++row)
            rows.append(row);
    std::sort(rows.begin(), rows.end());

    const auto* tree = qobject_cast<const QTreeView*>(&table);
    const auto line = [&](auto cell) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column)
            if (!tree || !tree->isColumnHidden(column))
                cells.append(cell(column));
        return cells.join(QLatin1Char('\t')) + QLatin1Char('\n');
    };
    QString text = line([&](int column) {
        return model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().replace(QLatin1Char('\n'), QLatin1Char(' '));
    });
    for (const int row : rows)
        text += line([&](int column) { return model.index(row, column).data().toString(); });
    return text;
}

/// Keeps a line's colours those of the theme.
class LineTint : public QObject {
public:
    LineTint(QWidget* line, int group, double strength)
        : QObject(line)
        , m_line(line)
        , m_group(group)
        , m_strength(strength)
    {
        line->installEventFilter(this);
        tint();
    }

protected:
    bool eventFilter(QObject*, QEvent* event) override
    {
        // What has colours of its own is not told that the application has others, but of those that it takes from there.
        if (event->type() == QEvent::PaletteChange)
            tint();
        return false;
    }

private:
    void tint()
    {
        const auto theme = theme::themeOf(QPalette());
        QPalette colours;
        colours.setColor(
            QPalette::Window, theme::tint(theme, theme::groupStyle(theme, m_group).colour, m_strength));
        colours.setColor(QPalette::WindowText, theme.text);
        m_line->setPalette(colours);
    }

    QWidget* m_line;
    int m_group;
    double m_strength;
};

}

void tintLine(QWidget* line, int group, double strength)
{
    line->setAutoFillBackground(true);
    new LineTint(line, group, strength);
}

QAction* enableCopying(QAbstractItemView* table, std::function<QString(Rows)> text)
{
    if (!text)
        text = [table](Rows rows) { return tabSeparated(*table, rows); };
    const auto add = [&](const QString& name, const QKeySequence& key, Rows rows) {
        auto* copy = new QAction(name, table);
        copy->setShortcut(key);
        copy->setShortcutContext(Qt::WidgetShortcut);
        QObject::connect(copy, &QAction::triggered, table,
            [text, rows] { QGuiApplication::clipboard()->setText(text(rows)); });
        table->addAction(copy);
        return copy;
    };
    QAction* copy = add(QAction::tr("Copy rows"), QKeySequence::Copy, Rows::selected);
    add(QAction::tr("Copy table"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), Rows::all);
    table->setContextMenuPolicy(Qt::ActionsContextMenu);
    return copy;
}

ClusterChooser::ClusterChooser(models::RunView* view, models::ClusterSelection* selection, QObject* parent)
    : QObject(parent)
    , m_view(view)
    , m_selection(selection)
{
    connect(view, &models::RunView::dataChanged, this, &ClusterChooser::select);
    connect(view, &models::RunView::choiceChanged, this, [this] {
        if (m_wanted && m_view->choice().key() != m_wanted->key)
            m_wanted.reset();
    });
}

void ClusterChooser::choose(const store::ClusteringKey& key, int cluster)
{
    auto choice = m_view->choice();
    choice.setKey(key);
    m_wanted = { key, cluster };
    m_view->setChoice(choice);
    if (!m_view->isOutOfDate())
        select();
}

void ClusterChooser::select()
{
    const auto& data = m_view->data();
    if (!m_wanted || !data || data->choice.key() != m_wanted->key || data->origin == models::ClusterOrigin::provisional)
        return;
    const auto [key, cluster] = *std::exchange(m_wanted, std::nullopt);
    const auto stored = data->run->clusterings.find(key);
    if (cluster < 0 || stored == data->run->clusterings.end())
        return;
    // With other parameters than the rules': the cluster that holds most of its tokens.
    const auto& labels = stored->second->labels;
    std::map<int, int> shared;
    for (std::size_t token = 0; token < labels.size(); ++token)
        if (const int here = data->clustering->labels[token]; labels[token] == cluster && here >= 0)
            ++shared[here];
    const auto most = std::max_element(
        shared.begin(), shared.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    if (most != shared.end())
        m_selection->setSelected({ most->first }, most->first);
}

KnownLine::KnownLine(const QString& objectName)
{
    setObjectName(objectName);
    setWordWrap(true);
    setContentsMargins(6, 2, 6, 2);
    hide();
}

void KnownLine::showRun(const models::RunSnapshotPointer& run)
{
    const QString known = run ? models::knownUpToSentence(*run) : QString();
    setText(known);
    setVisible(!known.isEmpty());
}

bool holdsAnother(const models::RunSnapshotPointer& held, const models::RunSnapshotPointer& open)
{
    return held && (!open || open->path != held->path);
}

figure::Origin originOf(const models::ViewData& data)
{
    const auto key = data.choice.key();
    figure::Origin origin {
        { "run", data.run->path },
        { "recipe", QString::fromStdString(data.run->recipe.name) },
        { "rules", textOf(store::name(key.rules)) },
        { "quantity", textOf(store::name(key.quantity)) },
        { "decomposition", textOf(store::name(data.choice.decomposition)) },
        { "vector", data.choice.vector },
        { "minimum_cluster_size", static_cast<qint64>(data.clustering->minimumClusterSize) },
        { "minimum_samples", static_cast<qint64>(data.clustering->minimumSamples) },
    };
    if (data.origin != models::ClusterOrigin::provisional) {
        // Names as in session.json.
        const QJsonObject parameters = models::toJson(data.parameters);
        for (const char* name : { "metric", "selection", "epsilon", "allow_single_cluster" })
            origin.insert(QLatin1String(name), parameters[QLatin1String(name)]);
    }
    if (key.output >= 0)
        origin.insert("output",
            QString::fromStdString(data.run->tokens->outputVocabulary[static_cast<std::size_t>(key.output)]));
    if (!key.together.empty()) {
        QJsonArray together;
        for (const std::int32_t vector : key.together)
            together.append(vector);
        origin.insert("together", together);
    }
    QJsonObject stages;
    for (const auto& [stage, record] : data.run->manifest.stages)
        stages.insert(textOf(store::stageName(stage)), QString::fromStdString(record.hash));
    origin.insert("stage_hashes", stages);
    return origin;
}

}
