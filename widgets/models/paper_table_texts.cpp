#include "widgets/models/paper_table_texts.h"

#include "widgets/models/context_model.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <charconv>
#include <limits>

namespace polcascope::models {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

struct TableNameText {
    const char* name;
    const char* text;
};
struct ColumnText {
    const char* heading;
    const char* help;
    const char* table = nullptr; ///< of this one alone; before those of any
};

struct Text {
    Q_DECLARE_TR_FUNCTIONS(PaperTables)
public:
    static constexpr TableNameText tableNames[] {
        { "2024-table-1", QT_TR_NOOP("2024: table 1 (second order)") },
        { "2024-table-1-first-order", QT_TR_NOOP("2024: table 1 (first order)") },
        { "2024-table-1-trapezoid", QT_TR_NOOP("2024: table 1 (trapezoid)") },
        { "2024-table-5", QT_TR_NOOP("2024: table 5") },
        { "2026-table-1", QT_TR_NOOP("2026: tables 1 and 8–11") },
        { "explained", QT_TR_NOOP("Explained loss change") },
        { "vectors", QT_TR_NOOP("Basis vectors") },
        { "chance", QT_TR_NOOP("Against chance") },
        { "held-out", QT_TR_NOOP("Held-out tokens") },
        { "breakthroughs", QT_TR_NOOP("Breakthroughs") },
        { "sharpest-rise", QT_TR_NOOP("Sharpest rise") },
        { "stability", QT_TR_NOOP("Stability") },
        { "settings", QT_TR_NOOP("Settings") },
        { "clusters", QT_TR_NOOP("Every cluster") },
        { "tokens", QT_TR_NOOP("Every token") },
    };

    static constexpr ColumnText columnTexts[] {
        { "token", QT_TR_NOOP("Number of the token, from 0, as in the run's files"), "tokens" },
        { "token", QT_TR_NOOP("Output token: only tokens of this kind are clustered together; all: all of them") },
        { "tokens", QT_TR_NOOP("How many tokens") },
        { "carries %", QT_TR_NOOP("The share of these tokens with a carry") },
        { "loss", QT_TR_NOOP("The largest share of carries in any cluster of the exact loss") },
        { "POLCA", QT_TR_NOOP("The largest share of carries in any cluster along any vector") },
        { "chance 95 %", QT_TR_NOOP("The same maximum under shuffled carry labels: the value that 95 % of the shuffles do not exceed") },
        { "chance median", QT_TR_NOOP("The same maximum under shuffled carry labels: the median") },
        { "p", QT_TR_NOOP("The share of the shuffles that are as far beyond chance as the true labels") },
        { "published", QT_TR_NOOP("What the paper says") },
        { "vectors", QT_TR_NOOP("Basis vectors with a cluster of over 90 % carries") },
        { "beyond chance", QT_TR_NOOP("Clusterings whose own best cluster has p up to 0.05, of all") },

        { "vector", QT_TR_NOOP("The basis vectors along which the cluster was found, from 0; none for losses"), "clusters" },
        { "vector", QT_TR_NOOP("Number of the basis vector, from 0") },
        { "second order: cosine", QT_TR_NOOP("Mean cosine between each token's trajectories by first and by second order") },
        { "trapezoid: cosine", QT_TR_NOOP("Mean cosine between each token's trajectories by first order and by trapezoid") },
        { "Simpson: cosine", QT_TR_NOOP("Mean cosine between each token's trajectories by first order and by Simpson's rule") },
        { "exact curvature: cosine", QT_TR_NOOP("Mean cosine between each token's trajectories by first order and by exact curvature") },
        { "norm of difference", QT_TR_NOOP("Mean norm of the difference of the two, in nats") },
        { "guarded divisions", QT_TR_NOOP("Intervals in which the second order would divide by almost nothing, and takes the trapezoid's value") },

        { "method", QT_TR_NOOP("How the loss change is split; clusters are those of the 2026 rules") },
        { "clusters", QT_TR_NOOP("How many clusters") },
        { "homogeneity", QT_TR_NOOP("Share of carries in the clusters: the mean over clusters, weighted by their tokens"), "held-out" },
        { "homogeneity", QT_TR_NOOP("Share of carries in the best cluster") },
        { "recall", QT_TR_NOOP("Of the carries among the tokens clustered, the share in this cluster") },
        { "F1", QT_TR_NOOP("Harmonic mean of the share of carries and of the recall") },
        { "recall (all)", QT_TR_NOOP("Of the carries among all tokens, the share in this cluster") },
        { "hidden", QT_TR_NOOP("Whether the cluster breaks after the mean loss has gone flat"), "clusters" },
        { "hidden", QT_TR_NOOP("Of the clusters that break, the share that break after the mean loss has gone flat") },
        { "best", QT_TR_NOOP("Share of carries in the best cluster"), "held-out" },
        { "best", QT_TR_NOOP("The largest share of carries in any cluster that counts") },
        { "published: homogeneity", QT_TR_NOOP("What the paper says") },

        { "decomposition", QT_TR_NOOP("How the loss change is split along the vectors") },
        { "true change", QT_TR_NOOP("Change of the token's loss over training, in nats"), "tokens" },
        { "true change", QT_TR_NOOP("Change of the mean loss over training, in nats") },
        { "sum", QT_TR_NOOP("The part of the change along the basis") },
        { "remainder", QT_TR_NOOP("The change without its part along the basis") },
        { "share %", QT_TR_NOOP("The part along the basis as a share of the true change") },
        { "tokens: remainder 5 %", QT_TR_NOOP("What the basis leaves of a token's own change: the value that 5 % of the tokens do not exceed") },
        { "median", QT_TR_NOOP("What the basis leaves of a token's own change: the median over tokens"), "explained" },
        { "95 %", QT_TR_NOOP("What the basis leaves of a token's own change: the value that 95 % of the tokens do not exceed") },
        { "rms", QT_TR_NOOP("What the basis leaves of a token's own change: root mean square over tokens") },
        { "guarded", QT_TR_NOOP("Intervals in which the second order would divide by almost nothing, and takes the trapezoid's value") },

        { "found at step", QT_TR_NOOP("Training step at which the vector was found") },
        { "eigenvalue", QT_TR_NOOP("Of the Hessian along the vector") },
        { "residual", QT_TR_NOOP("How far the vector is from an eigenvector, by an explicit product") },
        { "converged", QT_TR_NOOP("Whether the search for the vector came to its end") },
        { "share of movement %", QT_TR_NOOP("The share of the squared movement of the weights that lies along the vector") },
        { "ratio r: 25 %", QT_TR_NOOP("The ratio r over the intervals: its lower quartile") },
        { "median", QT_TR_NOOP("The ratio r over the intervals: its median"), "vectors" },
        { "75 %", QT_TR_NOOP("The ratio r over the intervals: its upper quartile") },
        { "curvature error %", QT_TR_NOOP("Standard error of the curvature as a share of it, median over checkpoints") },
        { "first order", QT_TR_NOOP("What the vector explains of the mean loss change, in nats") },
        { "second order", QT_TR_NOOP("What the vector explains of the mean loss change, in nats") },
        { "trapezoid", QT_TR_NOOP("What the vector explains of the mean loss change, in nats") },
        { "Simpson", QT_TR_NOOP("What the vector explains of the mean loss change, in nats") },
        { "exact curvature", QT_TR_NOOP("What the vector explains of the mean loss change, in nats") },
        { "first order: sum", QT_TR_NOOP("The part of the token's change along the basis, in nats") },
        { "second order: sum", QT_TR_NOOP("The part of the token's change along the basis, in nats") },
        { "trapezoid: sum", QT_TR_NOOP("The part of the token's change along the basis, in nats") },
        { "Simpson: sum", QT_TR_NOOP("The part of the token's change along the basis, in nats") },
        { "exact curvature: sum", QT_TR_NOOP("The part of the token's change along the basis, in nats") },

        { "rules", QT_TR_NOOP("Which paper's rules") },
        { "clustered", QT_TR_NOOP("What is clustered; sets: along several vectors together") },
        { "decomposed", QT_TR_NOOP("How the loss change is split along the vectors") },
        { "clusterings", QT_TR_NOOP("How many clusterings: one for each output token and vector") },
        { "carry clusters", QT_TR_NOOP("Clusters with at least 0.9 carries, over 0.85 of these in the 10s and 100s places") },

        { "held-out", QT_TR_NOOP("The same of the held-out tokens placed there") },
        { "mean difference", QT_TR_NOOP("How far the share of carries of a cluster and that of its held-out tokens lie apart, mean over clusters") },
        { "held-out tokens", QT_TR_NOOP("How many held-out tokens are placed there") },
        { "over 90 % carries", QT_TR_NOOP("How many clusters have over 90 % carries") },
        { "held-out, too", QT_TR_NOOP("How many of these have over 90 % carries among their held-out tokens, too") },
        { "held-out carry share", QT_TR_NOOP("The share of these with a carry") },

        { "with a break", QT_TR_NOOP("Clusters that break at some step") },
        { "hidden %", QT_TR_NOOP("The share of these that break after the mean loss has gone flat") },
        { "median step", QT_TR_NOOP("Median over clusters of the mean break step of their tokens") },
        { "IQR in clusters", QT_TR_NOOP("How far the middle half of a cluster's break steps spreads: median over clusters") },
        { "in random groups", QT_TR_NOOP("The same of random groups of as many tokens") },
        { "SD in clusters", QT_TR_NOOP("Standard deviation of a cluster's break steps: median over clusters") },
        { "synchronous", QT_TR_NOOP("Clusters whose tokens break together, of all with a break") },

        { "clusters of", QT_TR_NOOP("Which clusters are looked at") },
        { "rank correlation", QT_TR_NOOP("Between the vector's number and the step of the sharpest rise (Spearman)") },
        { "first vectors: median step", QT_TR_NOOP("Of the sharpest rise, over clusters of the first half of the vectors") },
        { "last vectors: median step", QT_TR_NOOP("Of the sharpest rise, over clusters of the second half of the vectors") },

        { "cluster", QT_TR_NOOP("Number of the cluster, from 1; labels in the run's files count from 0") },
        { "label", QT_TR_NOOP("What over 90 % of the cluster's tokens have") },
        { "carry share", QT_TR_NOOP("The share of the cluster's tokens with a carry") },
        { "carries in 10s and 100s", QT_TR_NOOP("Of the cluster's carries, the share in the 10s and 100s places") },
        { "place share", QT_TR_NOOP("The largest share of the cluster's tokens in one place") },
        { "break step", QT_TR_NOOP("Mean break step of the cluster's tokens") },
        { "break IQR", QT_TR_NOOP("How far the middle half of their break steps spreads") },
        { "random IQR", QT_TR_NOOP("The same of random groups of as many tokens") },
        { "break SD", QT_TR_NOOP("Standard deviation of their break steps") },
        { "random SD", QT_TR_NOOP("The same of random groups of as many tokens") },
        { "synchrony p", QT_TR_NOOP("The share of the random groups that break as much together") },
        { "sharpest rise", QT_TR_NOOP("Step of the sharpest rise of the cluster's mean |POLCA|") },

        { "text", QT_TR_NOOP("The token") },
        { "before", QT_TR_NOOP("The 20 tokens before it") },

        { "resampled", QT_TR_NOOP("Best Jaccard index when the tokens are resampled: 1 for a cluster that is found as it is") },
        { "smaller size", QT_TR_NOOP("Best Jaccard index with a smaller minimum cluster size") },
        { "larger size", QT_TR_NOOP("Best Jaccard index with a larger minimum cluster size") },
        { "fewer samples", QT_TR_NOOP("Best Jaccard index with fewer minimum samples") },
        { "more samples", QT_TR_NOOP("Best Jaccard index with more minimum samples") },
        { "of at least 0.75", QT_TR_NOOP("Clusters with a resampled index of at least 0.75, of all") },

        { "values", QT_TR_NOOP("Raw or cumulated values") },
        { "minimum size %", QT_TR_NOOP("Minimum cluster size as a share of the output token's trajectories") },
        { "minimum samples", QT_TR_NOOP("Of the clustering, the point itself counted") },
        { "every", QT_TR_NOOP("Steps between two points of a trajectory") },
        { "first step", QT_TR_NOOP("Where a trajectory begins") },
        { "training", QT_TR_NOOP("Which part of training is clustered") },
        { "over 0.9", QT_TR_NOOP("How many output tokens have a cluster of over 90 % carries") },
        { "p <= 0.05", QT_TR_NOOP("How many output tokens have a cluster beyond chance") },
        { "p of all", QT_TR_NOOP("The smallest p of any output token, corrected for their number") },
    };

    /// Headings that are words of ours, and words in cells.
    static constexpr const char* words[] {
        QT_TR_NOOP("token"), QT_TR_NOOP("tokens"), QT_TR_NOOP("carries %"), QT_TR_NOOP("loss"), QT_TR_NOOP("chance 95 %"),
        QT_TR_NOOP("chance median"), QT_TR_NOOP("published"), QT_TR_NOOP("vectors"), QT_TR_NOOP("beyond chance"),
        QT_TR_NOOP("vector"), QT_TR_NOOP("second order: cosine"), QT_TR_NOOP("trapezoid: cosine"),
        QT_TR_NOOP("Simpson: cosine"), QT_TR_NOOP("exact curvature: cosine"), QT_TR_NOOP("norm of difference"),
        QT_TR_NOOP("guarded divisions"), QT_TR_NOOP("method"),
        QT_TR_NOOP("clusters"), QT_TR_NOOP("homogeneity"), QT_TR_NOOP("recall"), QT_TR_NOOP("recall (all)"),
        QT_TR_NOOP("hidden"), QT_TR_NOOP("best"), QT_TR_NOOP("published: homogeneity"), QT_TR_NOOP("decomposition"),
        QT_TR_NOOP("true change"), QT_TR_NOOP("sum"), QT_TR_NOOP("remainder"), QT_TR_NOOP("share %"),
        QT_TR_NOOP("tokens: remainder 5 %"), QT_TR_NOOP("median"), QT_TR_NOOP("guarded"), QT_TR_NOOP("found at step"),
        QT_TR_NOOP("eigenvalue"), QT_TR_NOOP("residual"), QT_TR_NOOP("converged"), QT_TR_NOOP("share of movement %"),
        QT_TR_NOOP("ratio r: 25 %"), QT_TR_NOOP("curvature error %"), QT_TR_NOOP("first order"), QT_TR_NOOP("second order"), QT_TR_NOOP("trapezoid"),
        QT_TR_NOOP("first order: sum"), QT_TR_NOOP("second order: sum"), QT_TR_NOOP("trapezoid: sum"),
        QT_TR_NOOP("Simpson: sum"), QT_TR_NOOP("exact curvature"), QT_TR_NOOP("exact curvature: sum"),
        QT_TR_NOOP("rules"), QT_TR_NOOP("clustered"), QT_TR_NOOP("decomposed"),
        QT_TR_NOOP("clusterings"), QT_TR_NOOP("carry clusters"), QT_TR_NOOP("held-out"), QT_TR_NOOP("mean difference"),
        QT_TR_NOOP("held-out tokens"), QT_TR_NOOP("over 90 % carries"), QT_TR_NOOP("held-out, too"),
        QT_TR_NOOP("held-out carry share"), QT_TR_NOOP("with a break"), QT_TR_NOOP("hidden %"), QT_TR_NOOP("median step"),
        QT_TR_NOOP("IQR in clusters"), QT_TR_NOOP("in random groups"), QT_TR_NOOP("SD in clusters"), QT_TR_NOOP("synchronous"),
        QT_TR_NOOP("clusters of"), QT_TR_NOOP("rank correlation"), QT_TR_NOOP("first vectors: median step"),
        QT_TR_NOOP("last vectors: median step"), QT_TR_NOOP("cluster"), QT_TR_NOOP("label"), QT_TR_NOOP("carry share"),
        QT_TR_NOOP("carries in 10s and 100s"), QT_TR_NOOP("place share"), QT_TR_NOOP("break step"), QT_TR_NOOP("break IQR"),
        QT_TR_NOOP("random IQR"), QT_TR_NOOP("break SD"), QT_TR_NOOP("random SD"), QT_TR_NOOP("synchrony p"),
        QT_TR_NOOP("sharpest rise"), QT_TR_NOOP("text"), QT_TR_NOOP("before"), QT_TR_NOOP("resampled"),
        QT_TR_NOOP("smaller size"), QT_TR_NOOP("larger size"), QT_TR_NOOP("fewer samples"), QT_TR_NOOP("more samples"),
        QT_TR_NOOP("of at least 0.75"), QT_TR_NOOP("values"), QT_TR_NOOP("minimum samples"), QT_TR_NOOP("every"),
        QT_TR_NOOP("minimum size %"), QT_TR_NOOP("first step"), QT_TR_NOOP("training"), QT_TR_NOOP("over 0.9"), QT_TR_NOOP("p of all"),
        // in cells
        QT_TR_NOOP("all"), QT_TR_NOOP("yes"), QT_TR_NOOP("no"), QT_TR_NOOP("first half"), QT_TR_NOOP("first two thirds"), QT_TR_NOOP("second half"),
        QT_TR_NOOP("exact loss"), QT_TR_NOOP("change in loss"), QT_TR_NOOP("change"), QT_TR_NOOP("loss change"),
        QT_TR_NOOP("absolute loss change"), QT_TR_NOOP("projected loss"), QT_TR_NOOP("POLCA, sets"),
        QT_TR_NOOP("projected loss, sets"), QT_TR_NOOP("POLCA (second order)"), QT_TR_NOOP("random basis"),
        QT_TR_NOOP("shuffled Hessian"), QT_TR_NOOP("cluster size"),
    };
};

QString translated(const std::string& text)
{
    return Text::tr(text.c_str());
}

/// A word of the tables' own, or a label of the tokens; any other text is returned as it is.
QString word(const std::string& text)
{
    const bool isOurs = std::find(std::begin(Text::words), std::end(Text::words), text) != std::end(Text::words);
    return isOurs ? translated(text) : labelName(text);
}

double plainNumber(std::string_view text)
{
    if (text.empty() || text.find_first_of("0123456789") > 2) // nor "inf" and "nan"
        return none;
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? value : none;
}

/// With as many digits, by the locale.
QString localised(const QString& number, const QLocale& locale)
{
    bool isWhole = false;
    if (const qlonglong whole = number.toLongLong(&isWhole); isWhole)
        return locale.toString(whole);
    const auto exponent = number.indexOf(QLatin1Char('e'));
    const auto end = exponent < 0 ? number.size() : exponent;
    const auto point = number.indexOf(QLatin1Char('.'));
    const int decimals = point < 0 ? 0 : static_cast<int>(end - point - 1);
    return locale.toString(number.toDouble(), exponent < 0 ? 'f' : 'e', decimals);
}

/// A number, a ratio or a marked number, by the locale; anything else as a word.
QString localisedCell(const std::string& cell)
{
    if (std::isnan(numberIn(cell)))
        return word(cell);
    QString text = QString::fromStdString(cell);
    const QLocale locale;
    const bool marked = text.endsWith(QLatin1Char('+'));
    if (marked)
        text.chop(1);
    QStringList parts = text.split(QLatin1Char('/'));
    for (QString& part : parts)
        part = localised(part, locale);
    return parts.join(QLatin1Char('/')) + (marked ? QStringLiteral("+") : QString());
}

}

QString tableName(const std::string& name)
{
    const auto found = std::find_if(std::begin(Text::tableNames), std::end(Text::tableNames), [&](const auto& each) { return each.name == name; });
    return found == std::end(Text::tableNames) ? QString::fromStdString(name) : translated(found->text);
}

QString sentence(const analysis::Sentence& sentence)
{
    analysis::Sentence said { translated(sentence.pattern).toStdString() };
    for (const std::string& value : sentence.values)
        said.values.push_back(localisedCell(value).toStdString());
    return QString::fromStdString(said.text());
}

QString columnTitle(const analysis::Table& table, std::size_t column)
{
    const QString title = word(table.columns[column]);
    const bool marked = table.columns[column].starts_with("published");
    return table.isPublished(column) && !marked ? Text::tr("published: %1").arg(title) : title;
}

QString columnHelp(const analysis::Table& table, std::size_t column)
{
    const std::string& heading = table.columns[column];
    if (table.isPublished(column))
        return Text::tr("What the paper says");
    for (const bool own : { true, false })
        for (const ColumnText& each : Text::columnTexts)
            if (each.heading == heading && (own ? each.table && each.table == table.name : !each.table))
                return translated(each.help);
    if (table.name == "settings")
        return Text::tr("The largest share of carries in any cluster of output token %1; +: beyond chance")
            .arg(labelName(heading));
    if (table.name == "tokens")
        return Text::tr("The token's label “%1”").arg(labelName(heading));
    return {};
}

QString cellText(const analysis::Table& table, std::size_t row, std::size_t column)
{
    const std::string& cell = table.rows[row][column];
    const bool isTotal = row + table.totals >= table.rows.size();
    if (table.holdsNames(column) && !isTotal)
        return visibleText(cell);
    return localisedCell(cell);
}

double numberIn(const std::string& cell)
{
    std::string_view text = cell;
    if (text.ends_with('+'))
        text.remove_suffix(1);
    const auto slash = text.find('/');
    if (slash == std::string_view::npos)
        return plainNumber(text);
    const double part = plainNumber(text.substr(0, slash)), whole = plainNumber(text.substr(slash + 1));
    return whole == 0 && part == 0 ? 0 : part / whole;
}

}
