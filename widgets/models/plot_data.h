#pragma once

#include "core/analysis/group_statistics.h"
#include "core/base/matrix.h"
#include "core/store/clustering_file.h"
#include "core/task/token_table.h"

#include <QList>
#include <QString>
#include <QStringList>
#include <QVector>

#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <span>
#include <vector>

/// What the plots show, as plain values: made on any thread from matrices and labels, painted by views and
/// figures, written to tables. Groups are clusters, or any other split of the tokens.
namespace polcascope::models {

/// No group at all: nothing is hovered. (The id of the outliers is store::noise, -1.)
inline constexpr int noGroup = std::numeric_limits<int>::min();

/// Two notes as one; either may be empty.
[[nodiscard]] QString joined(const QString& a, const QString& b);

/// "cluster 1" for label 0 and so on; "outliers" for store::noise, which the papers' bar plots call cluster 0.
[[nodiscard]] QString clusterName(int label);

/// Basis vectors in words: "vector 3", "vectors 0, 1 and 2"; and where there is little room: "3", "0+1+2".
[[nodiscard]] QString vectorsName(std::span<const std::int32_t> vectors);
[[nodiscard]] QString vectorsShortName(std::span<const std::int32_t> vectors);

/// "loss", "change", "|change|", "POLCA", "projected loss".
[[nodiscard]] QString quantityName(store::Quantity quantity);

/// The name of a label or of a category of it ("place", "100s", "carry"), or several joined by ", ", in the language
/// of the window; a name that this program does not give as it is.
[[nodiscard]] QString labelName(const std::string& name);

/// One group's curve. The three are as long as the steps; NaN where no token of the group has a finite value.
struct CurveGroup {
    int id = 0; ///< the cluster's label; store::noise for outliers
    QString name;
    int colour = 0; ///< for theme::groupStyle
    QVector<double> centre;
    QVector<double> low;
    QVector<double> high;
    qint64 size = 0; ///< tokens
    bool operator==(const CurveGroup&) const = default;
};

struct CurvePlotData {
    QString title;
    QString note; ///< shown below the title: what is left out, what is smoothed, share explained
    QString valueLabel; ///< of the vertical axis, with its unit
    QString emptyReason; ///< why there is nothing to see, when there is nothing
    QVector<double> steps; ///< [T], ascending
    QVector<CurveGroup> groups; ///< in the order of drawing and of the legend; outliers last
    std::shared_ptr<const analysis::GroupStatistics> statistics; ///< of the groups, for every band; null where there are none
    QString bandName; ///< "mean +- sd", ...; empty: no band
    QVector<double> markedSteps; ///< where a basis vector was sampled

    /// The curves of single tokens below the groups: [T, N], shared and never changed. From 300 columns a
    /// density map and a sample are drawn, and said so.
    std::shared_ptr<const Matrix<float>> members;
    QVector<std::int32_t> memberColumns; ///< the columns that belong to a group, in ascending order; copies share them
    QVector<std::int32_t> memberGroups; ///< [memberColumns] the id of its group
    QVector<std::int32_t> sample; ///< indices into memberColumns of those drawn one by one
    QString sampleNote; ///< "100 of 5,000 drawn"; empty when all are

    QVector<double> primary; ///< one token's curve over all others: the medoid, or the token chosen; may be empty
    QString primaryName;
    QVector<double> selection; ///< the mean of the tokens selected, over all others; may be empty
    QString selectionName;

    [[nodiscard]] bool isEmpty() const { return steps.isEmpty() || groups.isEmpty(); }
    [[nodiscard]] const CurveGroup* group(int id) const; ///< null when there is none
};

enum class Band { none, standardDeviation, standardError, quartiles, percentiles5To95 };
/// "mean ± sd": what the centre and the band are. Quartiles and percentiles go with the median.
[[nodiscard]] QString bandName(Band band);

/// How groups are called and coloured when not by their label.
struct GroupLook {
    std::function<QString(int label)> name; ///< empty: clusterName
    std::function<QString(int label)> shortName; ///< "2", where there is no room; empty: as of clusterName
    std::function<int(int label)> colour; ///< empty: the label itself
    std::function<QString(int label)> rule; ///< what the tokens have in common; empty: by the 90 % rule
};

struct CurveOptions {
    QString title;
    QString note;
    QString valueLabel;
    Band band = Band::standardDeviation;
    GroupLook look;
    QVector<double> markedSteps;
    int sample = 100; ///< member curves drawn at most one by one, drawn at random with `seed`
    std::uint64_t seed = 1;
    int maximumCurves = 300; ///< up to so many members, all are drawn one by one
    /// Of the same values and the same groups, where they are known: in another band, or under other names.
    std::shared_ptr<const analysis::GroupStatistics> statistics;
    int threads = 1; ///< changes nothing in the result
};

/// Curves of the clusters. `values`: [T, N] or [T - 1, N], where T is the number of steps; in the second case a
/// row belongs to a segment and stands at the step where the segment ends. Only finite values count.
[[nodiscard]] CurvePlotData curveData(std::span<const std::int32_t> steps, std::shared_ptr<const Matrix<float>> values,
    const store::Clustering& clustering, const CurveOptions& options);

/// Curves of any split: `groupOf` [N] holds an index into `groups` for each token, or a negative number for
/// tokens in none. Ids, names and colours come from `groups`; curves and sizes are filled in.
[[nodiscard]] CurvePlotData curveData(std::span<const std::int32_t> steps, std::shared_ptr<const Matrix<float>> values,
    std::span<const std::int32_t> groupOf, QVector<CurveGroup> groups, const CurveOptions& options);

/// Splits the tokens by place and carry (or by whatever the first two label columns are called): the ground
/// truth that clusters are held against. Groups get ids from 0.
struct LabelSplit {
    std::vector<std::int32_t> groupOf; ///< [N]
    QVector<CurveGroup> groups; ///< without curves
};
[[nodiscard]] LabelSplit splitByLabels(const TokenTable& tokens, std::span<const QString> columns);

/// Label bars of one cluster.
struct LabelBarGroup {
    int id = 0;
    QString name;
    QString label; ///< what the papers' 90 % rule says: "100s, carry"; empty: nothing
    int colour = 0;
    qint64 size = 0;
    QVector<QVector<qint64>> counts; ///< [category][part] tokens
};

/// For each cluster, its tokens by category (place) and stacked part (carry, no carry).
struct LabelBarsData {
    QString title;
    QString note;
    QString emptyReason;
    QString categoryName; ///< "place"
    QStringList categories;
    QString partName; ///< "carry"
    QStringList parts; ///< from the bottom of the stack; one part, nameless, when there is nothing to stack
    QVector<LabelBarGroup> groups; ///< outliers last
    QVector<QVector<double>> baseShares; ///< [category][part] among all tokens that were to be clustered

    [[nodiscard]] bool isEmpty() const { return groups.isEmpty() || categories.isEmpty(); }
    [[nodiscard]] const LabelBarGroup* group(int id) const;
};

struct LabelBarOptions {
    QString title;
    QString note;
    QString category = QStringLiteral("place");
    QString part = QStringLiteral("carry"); ///< empty: not stacked
    const std::vector<bool>* shown = nullptr; ///< [N] the tokens that count; groups without any are left out; null: all
    GroupLook look;
};
[[nodiscard]] LabelBarsData labelBars(const TokenTable& tokens, const store::Clustering& clustering,
    const LabelBarOptions& options);

/// How many times as frequent something is in a group as among all tokens, with a 95 % interval. All NaN where it does
/// not occur at all or the group is empty.
struct Enrichment {
    double value = 0;
    double low = 0;
    double high = 0;
};
/// The interval is Wilson's (1927) of the share `count` / `size`; the base share counts as known.
[[nodiscard]] Enrichment enrichment(qint64 count, qint64 size, double baseShare);

/// The numbers behind a plot.
struct Table {
    QStringList header;
    QVector<QStringList> rows; ///< numbers in the C locale, no digit lost
    [[nodiscard]] QString text(QChar separator) const; ///< with the header; cells are quoted where they must be
};
[[nodiscard]] Table table(const CurvePlotData& data);
[[nodiscard]] Table table(const LabelBarsData& data);

/// A few sentences for those who cannot see the plot.
[[nodiscard]] QString summary(const CurvePlotData& data);
[[nodiscard]] QString summary(const LabelBarsData& data);

}
