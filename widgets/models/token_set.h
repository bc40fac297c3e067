#pragma once

#include "core/base/progress.h"
#include "core/task/token_table.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QString>
#include <QVector>

#include <memory>
#include <span>

namespace polcascope::models {

struct CurvePlotData;
struct RunSnapshot;

/// Tokens of a run, and how they came to be chosen.
struct TokenSet {
    QVector<std::int32_t> tokens; ///< ascending; copies share them
    QString how; ///< in words, without a full stop: "token matches /7/"; may be empty

    [[nodiscard]] bool isEmpty() const { return tokens.isEmpty(); }
    bool operator==(const TokenSet&) const = default;
};

/// What a selection becomes when others are chosen: replaced by them; with Shift they are added, with Ctrl turned about, with
/// Alt taken away.
[[nodiscard]] TokenSet combined(const TokenSet& before, const TokenSet& with, Qt::KeyboardModifiers modifiers);

/// As sessions keep tokens: [[first, last], ...].
[[nodiscard]] QJsonArray toRanges(std::span<const std::int32_t> tokens);
[[nodiscard]] std::vector<std::int32_t> fromRanges(const QJsonArray& json); ///< none where any of it is no range

/// Where a pattern is looked for.
enum class TokenText {
    token, ///< in the text of the token itself
    context, ///< in the 20 tokens before it and its own, with which the text ends
};
[[nodiscard]] TokenSet matchingTokens(const TokenTable& tokens, const QRegularExpression& pattern, TokenText where,
    const Progress& progress = {});
/// "token matches /7/".
[[nodiscard]] QString matchInWords(const QString& pattern, TokenText where = TokenText::token);

/// A stretch of training, and the tokens that are looked at there.
struct StepInterval {
    enum class Rows {
        values, ///< at each step: falls from the first to the last
        changes, ///< in each interval between steps: falls by minus their sum, the first and the last included
    };
    Rows kind = Rows::values;
    std::shared_ptr<const Matrix<float>> rows; ///< a token a column
    std::size_t first = 0;
    std::size_t last = 0;
    double firstStep = 0;
    double lastStep = 0;
    QString what; ///< falls: "loss", "vector 3"
    QVector<std::int32_t> tokens; ///< ascending
};
/// Between the steps (of the plot) of these numbers, of the tokens in the plot.
[[nodiscard]] StepInterval intervalOf(
    const RunSnapshot& run, const CurvePlotData& plot, qsizetype first, qsizetype last, const QString& what);
/// By how much each of the interval's tokens falls, in nats. O(tokens) for values, O(rows tokens) for changes.
[[nodiscard]] std::vector<float> fallsIn(const StepInterval& interval, const Progress& progress = {});
/// Those that fall by more than the threshold.
[[nodiscard]] TokenSet fallingTokens(const StepInterval& interval, std::span<const float> falls, double threshold);

/// The mean of the tokens in each row, over finite values; NaN where there is none. O(rows tokens).
[[nodiscard]] QVector<double> meanCurve(
    const Matrix<float>& rows, std::span<const std::int32_t> tokens, int threads = 1, const Progress& progress = {});

}
