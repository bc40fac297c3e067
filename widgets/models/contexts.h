#pragma once

#include "widgets/models/background.h"
#include "widgets/models/cluster_selection.h"
#include "widgets/models/run_view.h"

#include "core/analysis/contexts.h"

#include <QElapsedTimer>
#include <QRegularExpression>

namespace polcascope::models {

/// What the text of tokens is coloured by.
enum class Tint { none, loss, polca, projectedLoss };

/// What happens to the tokens that match a search.
enum class SearchScope {
    mark, ///< they are marked in the list
    cluster, ///< those of the cluster are listed, and no others
    run, ///< those of the whole run
};

/// How a person wants to read tokens; kept in the run's session.
struct ContextChoice {
    analysis::ContextOrder order = analysis::ContextOrder::centroid;
    int seed = 1; ///< of the random order
    Tint tint = Tint::loss;
    SearchScope scope = SearchScope::cluster;
    bool operator==(const ContextChoice&) const = default;
};
[[nodiscard]] QJsonObject toJson(const ContextChoice& choice);
/// What the object does not say is as usual.
[[nodiscard]] ContextChoice contextChoice(const QJsonObject& json);

/// Why it is no pattern, in a sentence.
[[nodiscard]] QString patternProblem(const QRegularExpression& pattern);

/// Which output tokens a pattern is found in: [output ids]. Looks at each text once, however many tokens have it.
[[nodiscard]] std::vector<bool> matchingOutputs(
    const TokenTable& tokens, const QRegularExpression& pattern, const Progress& progress = {});

/// Tokens to be read, computed by a worker and never changed.
struct ContextList {
    ViewDataPointer data; ///< null: there is nothing to list
    int cluster = noGroup;
    ContextChoice choice;
    double step = std::numeric_limits<double>::quiet_NaN(); ///< of the order by POLCA; NaN: over training
    std::vector<std::int32_t> tokens; ///< in order
    std::vector<double> keys; ///< [tokens] what the order goes by: a distance, a probability, |POLCA|; or empty
    qint64 total = 0; ///< tokens that the first ones of are listed
    std::vector<bool> matches; ///< [output ids] what the search finds; empty: there is none
    QString pattern; ///< of the search
    qint64 matchingListed = 0;
    qint64 matchingInCluster = 0;
    qint64 matchingInRun = 0;
    std::shared_ptr<const Matrix<std::int32_t>> scored; ///< TokenTable::scoredTokens()

    [[nodiscard]] bool isMatch(std::int32_t token) const
    {
        return !matches.empty() && matches[static_cast<std::size_t>(data->run->tokens->output[static_cast<std::size_t>(token)])];
    }
    [[nodiscard]] bool isFiltered() const { return !matches.empty() && choice.scope != SearchScope::mark; }
    /// The tokens are not only those of one cluster.
    [[nodiscard]] bool isMixed() const { return isOfRun() || choice.order == analysis::ContextOrder::selection; }
    [[nodiscard]] bool isOfRun() const { return isFiltered() && choice.scope == SearchScope::run; }
};

/// The values that colour the tokens, at the step of the cursor, or at the end of training where there is none.
struct TokenTint {
    Tint kind = Tint::none;
    std::shared_ptr<const Matrix<float>> rows; ///< null: none
    qsizetype row = -1; ///< of that step; -1: there are no values there
    double step = 0;
    double lastStep = 0; ///< of training
    double end = 0; ///< the size of value at which colours end, the same at all steps; 0: not known yet, or all are 0

    [[nodiscard]] double value(std::int32_t token) const; ///< nats; NaN: none
    [[nodiscard]] double share(double value) const; ///< of the end, from -1 to 1; NaN: none
    bool operator==(const TokenTint&) const = default;
};

/// Which tokens of the cluster chosen last (or the largest, while none is) are read, in which order, and how they are
/// coloured. Lists are made in the background, the last one asked for wins, and what is expensive of a cluster is
/// kept as long as it stays the same.
class Contexts : public QObject {
    Q_OBJECT
public:
    Contexts(RunView* view, ClusterSelection* selection, QObject* parent = nullptr);

    void setChoice(const ContextChoice& choice);
    [[nodiscard]] const ContextChoice& choice() const { return m_choice; }
    /// A regular expression, looked for in the text of the tokens themselves; "": none. While it is not valid, the
    /// list stays as it is.
    void setPattern(const QString& pattern);
    /// Selects the tokens of the whole run that the search has found, as combined().
    void selectMatches(Qt::KeyboardModifiers modifiers);
    [[nodiscard]] QString pattern() const { return m_pattern.pattern(); }
    [[nodiscard]] QString patternError() const; ///< why the pattern is none, in a sentence; or ""

    [[nodiscard]] RunView* view() const { return m_view; }
    [[nodiscard]] ClusterSelection* selection() const { return m_selection; }
    [[nodiscard]] const ContextList& list() const { return m_list; }
    [[nodiscard]] const TokenTint& tint() const { return m_tint; }
    [[nodiscard]] const Background& work() const { return m_work; }

    static constexpr std::size_t mostListed = 100; ///< of a cluster
    static constexpr std::size_t mostFound = 1000; ///< of what matches a search
    static constexpr double shareInScale = 0.95; ///< of the values, up to the end of the colours

Q_SIGNALS:
    void choiceChanged();
    void patternChanged();
    void listChanged();
    void tintChanged();
    void progressed(double fraction); ///< of a medoid that takes a while to be found
    void failed(const QString& message);

private:
    struct Request;
    struct Distances;
    using DistancesPointer = std::shared_ptr<const Distances>;

    [[nodiscard]] static std::pair<ContextList, DistancesPointer> makeList(
        const Request& request, const DistancesPointer& known, const Progress& progress);
    [[nodiscard]] qsizetype cursorCheckpoint() const; ///< the nearest to the cursor; -1 without one
    void ask();
    void followCursor();
    void showTint();

    RunView* m_view;
    ClusterSelection* m_selection;
    ContextChoice m_choice;
    QRegularExpression m_pattern;
    QRegularExpression m_searched; ///< the last that was valid
    ContextList m_list;
    DistancesPointer m_distances; ///< of the list's cluster
    TokenTint m_tint;
    QElapsedTimer m_asked; ///< since the list was asked for
    Background m_work;
    Background m_scaleWork;
};

}
