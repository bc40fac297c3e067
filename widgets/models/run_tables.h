#pragma once

#include "core/analysis/paper_tables.h"
#include "widgets/models/background.h"
#include "widgets/models/paper_table_model.h"
#include "widgets/models/run_snapshot.h"

#include <map>
#include <set>

namespace polcascope::models {

/// The papers' tables of the open run, the same that "polcascope-engine tables" prints, computed in the background in
/// parts: those that take moments first, then whether clusters hold on held-out tokens, and what takes minutes when it is
/// asked for. Kept as long as the clusterings stay the same. A person's own labels are in that of the tokens; those that count
/// labels count the papers' own.
class RunTables : public QObject {
    Q_OBJECT
public:
    using Part = analysis::PaperTables::Part;
    explicit RunTables(QObject* parent = nullptr);

    void show(const RunSnapshotPointer& run); ///< may be null
    void compute(Part part); ///< one that is only computed when asked for
    void cancel(); ///< what was asked for and is not there

    [[nodiscard]] const RunSnapshotPointer& run() const { return m_run; }
    [[nodiscard]] PaperTablePointer table(const std::string& name) const; ///< null while it is not there
    [[nodiscard]] bool isComputing(Part part) const { return m_computing == part && m_work.isRunning(); }
    [[nodiscard]] bool isWanted(Part part) const { return m_wanted.contains(part); } ///< and not yet there
    [[nodiscard]] double seconds(Part part) const; ///< that it will roughly take; 0 while that is not known
    [[nodiscard]] const Background& work() const { return m_work; }
    /// The names of a person's own labels, where a table does not count them though it counts labels; "" otherwise.
    [[nodiscard]] QString uncountedLabels(const std::string& table) const;
    /// In a sentence: why there is nothing to see, or what may be missing in it; "" for neither.
    [[nodiscard]] QString missing() const;

    /// The part that makes a table; plain for most.
    [[nodiscard]] static Part partOf(std::string_view table);

Q_SIGNALS:
    void changed(); ///< the tables, what is computed, or what is missing
    void progressed(double fraction); ///< of the part that is computed

private:
    struct Source;

    void next();
    void addOwnLabels();
    void take(Part part, std::vector<PaperTablePointer> tables, const std::map<Part, double>& seconds);

    RunSnapshotPointer m_run;
    std::map<std::string, PaperTablePointer> m_tables;
    PaperTablePointer m_labelledTokens; ///< that of the tokens with a person's own labels; null: there are none, or not yet
    std::map<Part, double> m_seconds;
    std::shared_ptr<Source> m_source; ///< what they are made of; used by the work alone
    std::set<Part> m_wanted;
    std::optional<Part> m_computing;
    QString m_failure;
    Background m_work { Background::Urgency::whenIdle };
    Background m_labelling { Background::Urgency::whenIdle };
};

}
