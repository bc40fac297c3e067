#include "widgets/models/run_tables.h"

#include "core/base/progress.h"
#include "core/store/run_folder.h"
#include "widgets/models/run_view.h"

#include <QFile>
#include <QLocale>

#include <algorithm>
#include <thread>
#include <utility>

namespace polcascope::models {

using analysis::PaperTables;

/// Read by the first part, and gone on with by the others.
struct RunTables::Source {
    std::unique_ptr<const analysis::RunResults> run;
    std::vector<analysis::RunResults> others; ///< none: other runs are the engine's business
    std::unique_ptr<PaperTables> tables;

    void read(const QString& path)
    {
        if (tables)
            return;
        run = std::make_unique<analysis::RunResults>(analysis::runResults(
            store::RunFolder::open(QFile::encodeName(path).toStdString(), store::RunFolder::Access::read)));
        // As the engine's subcommand has them.
        analysis::TableOptions options;
        options.chance.seed = static_cast<std::uint64_t>(run->recipe.seed);
        options.threads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
        tables = std::make_unique<PaperTables>(*run, others, options);
    }
};

RunTables::RunTables(QObject* parent)
    : QObject(parent)
{
    connect(&m_work, &Background::runningChanged, this, &RunTables::changed);
    connect(&m_work, &Background::progressed, this, &RunTables::progressed);
    connect(&m_work, &Background::failed, this, [this](const QString& message) {
        m_failure = message;
        m_wanted.clear();
        Q_EMIT changed();
    });
}

RunTables::Part RunTables::partOf(std::string_view table)
{
    return table == "held-out" ? Part::heldout
        : table == "stability" ? Part::stability
        : table == "settings"  ? Part::settings
                               : Part::plain;
}

void RunTables::show(const RunSnapshotPointer& run)
{
    const auto before = std::exchange(m_run, run);
    if (before && run && before->path == run->path && before->clusterings == run->clusterings &&
        before->trajectories == run->trajectories) {
        if (before->tokens != run->tokens)
            addOwnLabels();
        Q_EMIT changed(); // an engine may have come or gone
        return;
    }
    m_labelling.cancel();
    m_labelledTokens.reset();
    m_work.cancel();
    m_computing.reset();
    m_wanted.clear();
    m_failure.clear();
    m_seconds.clear();
    m_source = std::make_shared<Source>();
    // What is known of a run that has grown stays until there is more.
    if (!before || !run || before->path != run->path)
        m_tables.clear();
    std::erase_if(m_tables, [](const auto& table) { return partOf(table.first) != Part::plain; });
    if (run && run->hasTrajectories() && !run->clusterings.empty())
        m_wanted = { Part::plain, Part::heldout };
    else
        m_tables.clear();
    next();
}

void RunTables::compute(Part part)
{
    if (m_run && m_tables.contains("clusters") && m_wanted.insert(part).second)
        next();
}

void RunTables::cancel()
{
    m_wanted.erase(Part::stability);
    m_wanted.erase(Part::settings);
    if (m_computing && !m_wanted.contains(*m_computing)) {
        m_work.cancel();
        m_computing.reset();
    }
    next();
}

PaperTablePointer RunTables::table(const std::string& name) const
{
    const auto found = m_tables.find(name);
    return found == m_tables.end() ? nullptr : name == "tokens" && m_labelledTokens ? m_labelledTokens : found->second;
}

QString RunTables::uncountedLabels(const std::string& table) const
{
    static const std::set<std::string_view> counting { "2024-table-1", "2024-table-1-first-order", "2024-table-1-trapezoid",
        "2026-table-1", "chance", "held-out", "settings", "clusters" };
    QStringList names;
    if (m_run && m_run->tokens && counting.contains(table))
        for (const LabelColumn& column : m_run->tokens->labels)
            if (column.without >= 0)
                names.append(QString::fromStdString(column.name));
    return QLocale().createSeparatedList(names);
}

/// A column for each, behind those of the run.
void RunTables::addOwnLabels()
{
    const auto plain = m_tables.find("tokens");
    const auto isOwn = [](const LabelColumn& column) { return column.without >= 0; };
    if (plain == m_tables.end() || !m_run || std::ranges::none_of(m_run->tokens->labels, isOwn)) {
        m_labelling.cancel();
        m_labelledTokens.reset();
        return;
    }
    m_labelling.start([this, isOwn, plain = plain->second, tokens = m_run->tokens](const Background::Context& context) {
        analysis::Table table = plain->table;
        auto at = std::find(table.columns.begin(), table.columns.end(), "true change") - table.columns.begin();
        for (const LabelColumn& column : tokens->labels) {
            if (!isOwn(column))
                continue;
            table.columns.insert(table.columns.begin() + at, column.name);
            for (std::size_t row = 0; row < table.rows.size(); ++row)
                table.rows[row].insert(table.rows[row].begin() + at,
                    row < tokens->count() ? column.categories[static_cast<std::size_t>(column.values[row])] : std::string());
            ++at;
        }
        const auto labelled = std::make_shared<const PaperTableData>(std::move(table));
        context.deliver([this, labelled] {
            m_labelledTokens = labelled;
            Q_EMIT changed();
        });
    });
}

double RunTables::seconds(Part part) const
{
    const auto found = m_seconds.find(part);
    return found == m_seconds.end() ? 0 : found->second;
}

QString RunTables::missing() const
{
    if (!m_run)
        return {};
    if (!m_failure.isEmpty())
        return m_failure;
    if (const QString none = noClusterings(*m_run); !none.isEmpty())
        return none;
    if (!m_run->manifest.stage(store::Stage::clusterings).complete)
        return m_run->busy ? tr("The engine is still clustering.") : tr("The run stopped before all was clustered.");
    return {};
}

/// One part at a time: what is under way is not begun anew for what is asked for meanwhile.
void RunTables::next()
{
    if (!m_computing && !m_wanted.empty()) {
        const Part part = *m_wanted.begin();
        m_computing = part;
        m_work.start([this, part, source = m_source, path = m_run->path](const Background::Context& context) {
            source->read(path);
            std::vector<PaperTablePointer> tables;
            for (analysis::Table& table : source->tables->compute(part, context.progress))
                tables.push_back(std::make_shared<const PaperTableData>(std::move(table)));
            std::map<Part, double> seconds;
            for (const Part each : { Part::stability, Part::settings })
                seconds[each] = source->tables->seconds(each);
            context.deliver([=, this] { take(part, tables, seconds); });
        });
    }
    Q_EMIT changed();
}

void RunTables::take(Part part, std::vector<PaperTablePointer> tables, const std::map<Part, double>& seconds)
{
    for (PaperTablePointer& table : tables)
        m_tables[table->table.name] = std::move(table);
    if (part == Part::plain)
        addOwnLabels();
    m_seconds = seconds;
    m_wanted.erase(part);
    m_computing.reset();
    next();
}

}
