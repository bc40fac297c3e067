#pragma once

#include "widgets/models/annotations.h"
#include "widgets/models/background.h"
#include "widgets/models/cluster_looks.h"
#include "widgets/models/clustering_parameters.h"
#include "widgets/models/condensed_tree.h"
#include "widgets/models/plot_data.h"
#include "widgets/models/run_snapshot.h"
#include "widgets/models/token_filter.h"
#include "widgets/models/token_tree.h"
#include "widgets/models/vector_cache.h"

#include "core/analysis/clusterings.h"
#include "core/analysis/decomposition.h"

#include <QHash>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <atomic>
#include <functional>
#include <optional>
#include <set>

namespace polcascope::models {

/// What is looked at: the clustering chosen, and the basis vector shown even when the clusters come from the
/// loss.
struct ViewChoice {
    store::Rules rules = store::Rules::y2024;
    store::Quantity quantity = store::Quantity::polca;
    store::Decomposition decomposition = store::Decomposition::trapezoid;
    std::int32_t vector = 0; ///< from 0
    std::int32_t output = -1; ///< output token type, -1 for all
    std::vector<std::int32_t> together = {}; ///< further vectors, clustered with `vector` as one

    auto operator<=>(const ViewChoice&) const = default;
    [[nodiscard]] store::ClusteringKey key() const;
    /// The choice of that clustering; of one that uses no basis, all but that stays as it is.
    void setKey(const store::ClusteringKey& key);
    void setVector(std::int32_t vector); ///< alone
};

/// Why the run cannot have what a choice asks for, in a sentence; "" where it can.
[[nodiscard]] QString whyNot(store::Decomposition decomposition, const RunSnapshot& run);
/// The sets of vectors that the run clusters together, or has clustered.
[[nodiscard]] std::vector<std::vector<std::int32_t>> jointVectors(const RunSnapshot& run);
/// Why the run has no clusterings, in a sentence; "" where it has some.
[[nodiscard]] QString noClusterings(const RunSnapshot& run);
/// "first order", ... as the window calls it.
[[nodiscard]] QString decompositionName(store::Decomposition decomposition);

/// Which labels the bars count, and when a cluster is said to have one.
struct LabelRule {
    QString category = QStringLiteral("place"); ///< a label column: one bar for each of its categories
    QString part = QStringLiteral("carry"); ///< another, stacked; empty: none
    double threshold = 0.9; ///< a cluster has what over so many of its tokens have
    bool nearest = false; ///< of the tenth of them nearest its centroid only
    bool operator==(const LabelRule&) const = default;
};

/// One cluster as the list shows it.
struct ClusterInfo {
    int id = 0; ///< store::noise for the outliers
    int number = 0; ///< as people call it, from 0: kept by the cluster from one cut to the next
    QString name; ///< "cluster 2", or what it was renamed to
    QString ownName; ///< what it was renamed to; may be empty
    QString note; ///< a person's; may be empty
    QString label; ///< by the papers' rule: "100s, carry"; may be empty
    int colour = 0; ///< for theme::groupStyle; kept from one clustering to the next
    double persistence = 0;
    qint64 size = 0; ///< tokens
    double breakStep = std::numeric_limits<double>::quiet_NaN(); ///< of its loss curve; NaN where it never breaks
    double fall = std::numeric_limits<double>::quiet_NaN(); ///< of its loss curve, from first to last step, in nats
    std::optional<analysis::ClusterStatistics> statistics; ///< of clusters, not of the outliers
    [[nodiscard]] QString fullName() const
    {
        return label.isEmpty() ? name : name + QStringLiteral(": ") + label;
    }
};

/// Where the clusters on screen come from.
enum class ClusterOrigin {
    stored, ///< the run holds them
    computed, ///< by this window, just now: the run does not hold this combination
    changed, ///< by this window, with other parameters than the rules'
    provisional, ///< none yet: tokens are grouped by their first label (their place)
};

/// All that the views show for one choice, computed by a worker and never changed.
struct ViewData {
    RunSnapshotPointer run;
    ViewChoice choice;
    ClusterOrigin origin = ClusterOrigin::stored;
    ClusteringParameters parameters; ///< of the clustering; meaningless when it is provisional
    ClusteringParameters rules; ///< what the rules of the run would have
    std::shared_ptr<const store::Clustering> clustering;
    std::shared_ptr<const ClusterLooks> looks;
    std::shared_ptr<const ClusterLooks> rulesLooks; ///< of the clustering by the rules, which all cuts follow
    std::shared_ptr<const Matrix<float>> rows; ///< what is clustered, [T or T - 1, N]
    std::shared_ptr<const Matrix<float>> lossRows; ///< [T, N]
    std::shared_ptr<const Matrix<float>>
        polcaRows; ///< of the vector chosen, [T - 1, N]; null without a basis
    std::shared_ptr<const Matrix<float>> projectedRows; ///< [T, N]; null without a basis
    std::vector<ClusterInfo> clusters; ///< the outliers last, when there are any
    qint64 inScope = 0; ///< tokens that were to be clustered
    qint64 filteredOut = 0; ///< of these, left out by the 2026 filter
    ShownTokensPointer shown; ///< in contexts, map and bars; null: all
    CurvePlotData loss;
    CurvePlotData polca; ///< of the vector chosen
    CurvePlotData projected;
    LabelBarsData bars;
    std::shared_ptr<const CondensedTreeData> tree;

    [[nodiscard]] const ClusterInfo* cluster(int id) const;
};
using ViewDataPointer = std::shared_ptr<const ViewData>;

/// The choice, and everything computed from it. All work happens in worker threads on immutable snapshots; a
/// new choice cancels what is no longer wanted, and results arrive as signals.
class RunView : public QObject {
    Q_OBJECT
public:
    explicit RunView(QObject* parent = nullptr);
    ~RunView() override;

    void setRun(
        const RunSnapshotPointer& run); ///< null: no run. The choice is kept as far as the run allows.
    void setChoice(const ViewChoice& choice);
    void setBand(Band band);
    void setLabelRule(const LabelRule& rule);
    void setFilters(const TokenFilters& filters);

    [[nodiscard]] const RunSnapshotPointer& run() const { return m_run; }
    [[nodiscard]] const ViewChoice& choice() const { return m_choice; }
    [[nodiscard]] Band band() const { return m_band; }
    [[nodiscard]] const LabelRule& labelRule() const { return m_labelRule; }
    [[nodiscard]] const TokenFilters& filters() const { return m_filters; }
    [[nodiscard]] const ViewDataPointer& data() const { return m_data; } ///< null before the first result
    [[nodiscard]] bool isComputing() const { return m_computing; }
    [[nodiscard]] double progress() const { return m_progress; } ///< of a spanning tree being made, 0 to 1
    /// Whether what is shown is not what has been asked for: another choice, or other parameters.
    [[nodiscard]] bool isOutOfDate() const;

    /// The parameters of the clustering chosen: those set, or else the rules'.
    [[nodiscard]] ClusteringParameters parameters() const;
    /// By the rules of the run, as it stores them.
    [[nodiscard]] ClusteringParameters rulesParameters() const;
    /// Each clustering keeps its own. A cut of a tree that is there is shown at once, and the last of many wins;
    /// another tree is made in the background, while the old result stays.
    void setParameters(const ClusteringParameters& parameters);
    [[nodiscard]] bool isChanged() const { return m_changed.contains(m_choice.key()); }
    using ChangedParameters = std::map<store::ClusteringKey, ClusteringParameters>;
    [[nodiscard]] const ChangedParameters& changedParameters() const { return m_changed; }
    void setChangedParameters(const ChangedParameters& changed); ///< of all clusterings of the run
    /// Names and notes of clusters, of all clusterings of the run. The views follow.
    [[nodiscard]] const Annotations& annotations() const { return m_annotations; }
    void setAnnotations(const Annotations& annotations);
    /// Tokens that a clustering can at most have in one cluster: those that the rules leave.
    [[nodiscard]] qint64 tokensInScope() const;

    /// The spanning tree of what is asked for; null while it is not there.
    [[nodiscard]] TokenTreePointer tree() const;
    /// Keeps a tree made elsewhere, or finds one (null: it is not kept).
    void keepTree(const TokenTreePointer& tree);
    [[nodiscard]] TokenTreePointer findTree(const TreeKey& key) const;

    /// How much the basis explains by the decomposition chosen; null while not known.
    [[nodiscard]] const analysis::Explained* explained() const;
    /// What that is made of, which serves every decomposition; null while not known.
    [[nodiscard]] std::shared_ptr<const analysis::MeanTrajectories> means() const;

    /// Asks for the curves of one vector's strip; answered by stripReady.
    void requestStrip(int vector);

Q_SIGNALS:
    void choiceChanged();
    void labelRuleChanged();
    void filtersChanged();
    void computingChanged(bool computing, const QString& what);
    void progressed(double fraction); ///< of the spanning tree being made
    void parametersChanged(); ///< parameters(), of this choice or of another that is now chosen
    void annotationsChanged();
    void treeChanged(); ///< tree() is another
    /// Just before dataChanged, when the same tokens are clustered in another way: which cluster goes on as which.
    void clustersContinued(const QHash<int, int>& labels);
    void dataChanged(); ///< data() is new, or null
    void explainedChanged();
    void stripReady(int vector, const polcascope::models::CurvePlotData& data);
    void failed(const QString& message);

private:
    using Cancel = std::shared_ptr<std::atomic_bool>;
    using Deliver = std::function<void()>;
    /// Of the run's trajectories, read once for all decompositions.
    struct Explaining {
        std::shared_ptr<const store::TrajectorySet> trajectories;
        std::shared_ptr<const analysis::MeanTrajectories> means;
        std::map<store::Decomposition, analysis::Explained> results;
    };
    /// The curves of a vector's strip, and what they are of: in another band or under other names they are quicker.
    struct Strip {
        std::shared_ptr<const store::TrajectorySet> trajectories;
        store::Decomposition decomposition = {};
        std::shared_ptr<const store::Clustering> clustering; ///< null: there are none
        CurvePlotData curves;
        std::weak_ptr<const ViewData> madeFor;
    };

    /// Runs `work` in the pool; it returns what to do with its result in the window's thread.
    void inBackground(const Cancel& cancel, std::function<Deliver()> work, int priority = 0);
    void compute();
    void computeView();
    void makeTree();
    void stopTree();
    void makeBands();
    void stopBands();
    void stopStrips();
    void take(const ViewDataPointer& data);
    void setComputing(bool computing, const QString& what = {});
    [[nodiscard]] TreeKey treeKey() const;
    [[nodiscard]] bool needsTree() const;
    void explain();
    void preferSomethingToSee();
    void restrictChoice();

    RunSnapshotPointer m_run;
    ViewChoice m_choice;
    Band m_band = Band::standardDeviation;
    LabelRule m_labelRule;
    TokenFilters m_filters;
    ViewDataPointer m_data;
    bool m_computing = false;
    bool m_waiting = false; ///< for the spanning tree
    bool m_again = false;
    bool m_chosen = false; ///< by the person: kept from run to run
    ChangedParameters m_changed;
    Annotations m_annotations;
    std::vector<TokenTreePointer> m_trees; ///< the one used last at the end
    std::optional<TreeKey> m_treeMade; ///< being made now
    double m_progress = 0;
    Cancel m_cancel;
    Cancel m_cancelTree;
    Cancel m_cancelStrips; ///< of the data shown
    Cancel m_cancelAll;
    std::map<store::ClusteringKey, std::shared_ptr<const store::Clustering>> m_computed;
    std::shared_ptr<VectorCache> m_vectors = std::make_shared<VectorCache>();
    Explaining m_explained;
    std::set<store::Decomposition> m_explaining;
    std::map<int, Strip> m_strips; ///< by vector
    QTimer m_bandsLater;
    Background m_bands { Background::Urgency::whenIdle };
    QThreadPool m_pool;
};

}
