#include "widgets/models/token_set.h"

#include "core/analysis/group_statistics.h"
#include "widgets/models/contexts.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace polcascope::models {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(TokenSet)
};

}

TokenSet combined(const TokenSet& before, const TokenSet& with, Qt::KeyboardModifiers modifiers)
{
    const auto& a = before.tokens;
    const auto& b = with.tokens;
    TokenSet result;
    const auto into = std::back_inserter(result.tokens);
    const auto words = [&](const QString& both) { return before.isEmpty() ? with.how : both.arg(before.how, with.how); };
    if (modifiers & Qt::ShiftModifier) {
        std::set_union(a.begin(), a.end(), b.begin(), b.end(), into);
        result.how = words(Text::tr("%1; and %2", "how tokens were chosen, twice"));
    } else if (modifiers & Qt::AltModifier) {
        std::set_difference(a.begin(), a.end(), b.begin(), b.end(), into);
        result.how = words(Text::tr("%1; without %2", "how tokens were chosen, twice"));
    } else if (modifiers & Qt::ControlModifier) {
        std::set_symmetric_difference(a.begin(), a.end(), b.begin(), b.end(), into);
        result.how = words(Text::tr("%1; turned about: %2", "how tokens were chosen, twice"));
    } else {
        result = with;
    }
    if (result.isEmpty())
        result.how.clear();
    return result;
}

QJsonArray toRanges(std::span<const std::int32_t> tokens)
{
    QJsonArray ranges;
    for (auto first = tokens.begin(); first != tokens.end();) {
        auto last = first;
        while (last + 1 != tokens.end() && *(last + 1) == *last + 1)
            ++last;
        ranges.append(QJsonArray { *first, *last });
        first = last + 1;
    }
    return ranges;
}

std::vector<std::int32_t> fromRanges(const QJsonArray& json)
{
    constexpr int mostTokens = 100'000'000; // a broken range is not to fill the memory
    std::vector<std::int32_t> tokens;
    for (const auto& range : json) {
        const int first = range.toArray().at(0).toInt(-1);
        const int last = range.toArray().at(1).toInt(-1);
        const bool ascends = tokens.empty() || first > tokens.back();
        if (first < 0 || last < first || last > mostTokens || !ascends)
            return {};
        for (int token = first; token <= last; ++token)
            tokens.push_back(token);
    }
    return tokens;
}

TokenSet matchingTokens(
    const TokenTable& tokens, const QRegularExpression& pattern, TokenText where, const Progress& progress)
{
    constexpr std::size_t tokensBefore = 20;
    TokenSet set { {}, matchInWords(pattern.pattern(), where) };
    const auto outputs =
        where == TokenText::token ? matchingOutputs(tokens, pattern, progress.part(0, 0)) : std::vector<bool>();
    for (std::size_t token = 0; token < tokens.count(); ++token) {
        if (token % 1024 == 0)
            progress.report(static_cast<double>(token) / static_cast<double>(tokens.count()));
        const bool matches = where == TokenText::token
            ? outputs[static_cast<std::size_t>(tokens.output[token])]
            : pattern.match(QString::fromStdString(tokens.before(token, tokensBefore) + tokens.text(token))).hasMatch();
        if (matches)
            set.tokens.append(static_cast<std::int32_t>(token));
    }
    return set;
}

QString matchInWords(const QString& pattern, TokenText where)
{
    return where == TokenText::token ? Text::tr("token matches /%1/").arg(pattern)
                                     : Text::tr("context matches /%1/").arg(pattern);
}

StepInterval intervalOf(
    const RunSnapshot& run, const CurvePlotData& plot, qsizetype first, qsizetype last, const QString& what)
{
    const auto& steps = run.trajectories->steps();
    StepInterval interval;
    // A row of an interval stands where the interval ends.
    interval.kind = static_cast<std::size_t>(plot.steps.size()) == steps.size() ? StepInterval::Rows::values
                                                                               : StepInterval::Rows::changes;
    interval.rows = plot.members;
    interval.first = static_cast<std::size_t>(first);
    interval.last = static_cast<std::size_t>(last);
    interval.firstStep = interval.kind == StepInterval::Rows::values ? plot.steps[first] : steps[interval.first];
    interval.lastStep = plot.steps[last];
    interval.what = what;
    interval.tokens = plot.memberColumns;
    return interval;
}

std::vector<float> fallsIn(const StepInterval& interval, const Progress& progress)
{
    std::vector<float> falls(static_cast<std::size_t>(interval.tokens.size()), 0);
    const auto add = [&](std::size_t row, float factor) {
        const auto values = interval.rows->row(row);
        for (std::size_t i = 0; i < falls.size(); ++i)
            falls[i] += factor * values[static_cast<std::size_t>(interval.tokens[static_cast<qsizetype>(i)])];
    };
    if (interval.kind == StepInterval::Rows::values) {
        add(interval.first, 1);
        add(interval.last, -1);
        return falls;
    }
    for (std::size_t row = interval.first; row <= interval.last; ++row) {
        progress.report(static_cast<double>(row - interval.first) / static_cast<double>(interval.last - interval.first + 1));
        add(row, -1);
    }
    return falls;
}

TokenSet fallingTokens(const StepInterval& interval, std::span<const float> falls, double threshold)
{
    const QLocale locale;
    TokenSet set;
    set.how = Text::tr("%1, steps %2 to %3: fall over %4 nats", "what falls")
                  .arg(interval.what, locale.toString(interval.firstStep, 'f', 0),
                      locale.toString(interval.lastStep, 'f', 0), locale.toString(threshold, 'g', 4));
    for (std::size_t i = 0; i < falls.size(); ++i)
        if (static_cast<double>(falls[i]) > threshold)
            set.tokens.append(interval.tokens[static_cast<qsizetype>(i)]);
    return set;
}

QVector<double> meanCurve(
    const Matrix<float>& rows, std::span<const std::int32_t> tokens, int threads, const Progress& progress)
{
    const analysis::GroupColumns all { { tokens.begin(), tokens.end() }, { tokens.size() } };
    const Matrix<analysis::Moments> moments = analysis::groupMoments(rows, all, threads, progress);
    QVector<double> mean;
    for (std::size_t t = 0; t < moments.rows(); ++t)
        mean.append(moments(t, 0).mean);
    return mean;
}

}
