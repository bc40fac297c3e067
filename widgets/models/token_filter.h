#pragma once

#include "core/store/clustering_file.h"
#include "widgets/models/token_set.h"

#include <QJsonObject>
#include <QPointer>
#include <QUndoCommand>

namespace polcascope::models {

class RunView;

/// One condition that tokens meet to be shown in contexts, map and bars.
struct TokenFilter {
    enum class Kind {
        token, ///< their text matches
        context, ///< the text before and their own matches
        clustered, ///< they are in a cluster
        label, ///< a label of theirs is this one
    };
    Kind kind = Kind::token;
    QString text; ///< the pattern, or the name of the label
    QString category = {}; ///< of the label

    [[nodiscard]] QString inWords() const; ///< "token matches /^7$/"
    bool operator==(const TokenFilter&) const = default;
};
using TokenFilters = QVector<TokenFilter>;

/// {"filters": [...]}, as sessions keep them. What is none is left out.
[[nodiscard]] QJsonObject toJson(const TokenFilters& filters);
[[nodiscard]] TokenFilters tokenFilters(const QJsonObject& json);

/// What filters leave of a run's tokens; never changed.
struct ShownTokens {
    struct Met {
        TokenFilter filter;
        std::shared_ptr<const std::vector<bool>> by; ///< [N]
        qint64 count = 0;
    };
    std::shared_ptr<const TokenTable> tokens;
    std::shared_ptr<const store::Clustering> clustering;
    QVector<Met> each; ///< of the filters, in their order
    std::vector<bool> all; ///< [N] those that meet all of them
    qint64 count = 0;

    [[nodiscard]] bool holds(std::int32_t token) const { return all[static_cast<std::size_t>(token)]; }
};
using ShownTokensPointer = std::shared_ptr<const ShownTokens>;

/// Null without filters: then all are shown. What `previous` (or null) has found already is taken from there. A label that the
/// run does not have is met by all.
[[nodiscard]] ShownTokensPointer shownTokens(const TokenFilters& filters, const std::shared_ptr<const TokenTable>& tokens,
    const std::shared_ptr<const store::Clustering>& clustering, const ShownTokensPointer& previous, const Progress& progress = {});
/// "filtered: 412 of 5,000 tokens of the run"; "" where all are shown.
[[nodiscard]] QString filteredInWords(const ShownTokensPointer& shown);

/// Other filters for the run that is looked at.
class FilterCommand : public QUndoCommand {
public:
    FilterCommand(RunView* view, const TokenFilters& to);
    void undo() override;
    void redo() override;

private:
    QPointer<RunView> m_view;
    TokenFilters m_from;
    TokenFilters m_to;
};

}
