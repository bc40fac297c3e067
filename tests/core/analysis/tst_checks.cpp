#include "core/analysis/checks.h"
#include "core/analysis/decomposition.h"
#include "tests/support/synthetic_run.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace polcascope;
using namespace polcascope::analysis;

class ChecksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void clustersAreHeldAgainstTheRest()
    {
        store::CausalCheck check { 0, 100, { 0.5, -1 }, Matrix<float>(2, 5) };
        const std::vector<float> changes { 1, 2, 3, 4, 5, 10, 20, 30, 40, 50 };
        std::copy(changes.begin(), changes.end(), check.lossChange.data());
        store::Clustering of1;
        of1.key = { store::Rules::y2026, store::Quantity::projectedLoss, store::Decomposition::trapezoid, 1, -1, {} };
        of1.labels = { 0, 0, store::noise, 1, store::filteredOut };
        of1.persistence = { 1, 1 };
        store::Clustering joint = of1;
        joint.key.together = { 0 };
        store::Clustering ofLoss = of1;
        ofLoss.key = {};
        const TokenTable tokens = labelled();
        const std::vector<CausalRow> rows = causalRows(check, { ofLoss, of1, joint }, tokens);
        QCOMPARE(rows.size(), std::size_t(2));
        QCOMPARE(rows[0].statistics.size, 2);
        QCOMPARE(rows[0].statistics.carryShare, 1.0);
        QCOMPARE(rows[0].ofCluster, 15.0);
        QCOMPARE(rows[0].ofRestClustered, 35.0); // without the token that is filtered out
        QCOMPARE(rows[0].ofRest, 40.0);
        QCOMPARE(rows[1].statistics.cluster, 1);
        QCOMPARE(rows[1].ofCluster, 40.0);
        QCOMPARE(rows[1].ofRest, 27.5);
        QCOMPARE(causalMeans(check), (std::vector<double> { 3, 30 }));

        const std::vector<Table> tables = causalTables(check, { ofLoss, of1, joint }, tokens, 1);
        QCOMPARE(tables.size(), std::size_t(5));
        for (const Table& table : tables) {
            for (const auto& row : table.rows)
                QCOMPARE(row.size(), table.columns.size());
        }
        QCOMPARE(tables[0].rows[1], (std::vector<std::string> { "1", "-1", "30", "30" }));
        QCOMPARE(tables[1].rows[2], (std::vector<std::string> { "1", "no carry", "40" }));
        QCOMPARE(tables[1].rows[3], (std::vector<std::string> { "1", "carry", "15" }));
        QCOMPARE(tables[2].rows,
            (std::vector<std::vector<std::string>> { { "2026", "projected loss", "trapezoid", "2", "1", "0/1", "0/1", "15", "35", "40", "15", "35", "40" } }));
        QCOMPARE(tables[3].rows,
            (std::vector<std::vector<std::string>> { { "1", "2026", "projected loss", "trapezoid", "all", "1", "2", "1.000", "15", "35", "40", "15", "35", "40" } }));
        QCOMPARE(tables[4].rows, tables[3].rows); // 25 from the rest, the other 12.5
        QCOMPARE(causalClusters(check, { ofLoss, of1, joint }, tokens).rows.size(), std::size_t(2));

        // Gains and losses of the others cancel in their mean, not in its size.
        check.lossChange(1, 2) *= -1;
        const CausalRow mixed = causalRows(check, { of1 }, tokens).front();
        QCOMPARE(mixed.ofRest, 20.0);
        QCOMPARE(mixed.sizeInRest, 40.0);
        QCOMPARE(mixed.sizeInCluster, 15.0);

        of1.labels = { 0, 0, 0, 0, 0 };
        of1.persistence = { 1 };
        QVERIFY(std::isnan(causalRows(check, { of1 }, tokens).front().ofRest));
        for (const Table& table : causalTables(check, { of1 }, tokens))
            QVERIFY(tableText(table, TableFormat::text).find("nan") == std::string::npos);
        QVERIFY(!causalTables(check, { ofLoss }, tokens)[2].notes.empty());
        TokenTable plain = tokens; // no table by labels without any
        plain.labels.clear();
        QCOMPARE(causalTables(check, { of1 }, plain).size(), std::size_t(4));
    }

    void anApproximationThatEqualsTheTruthHasNoError()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath("synthetic.polca").toStdString();
        support::writeSyntheticRun(path, { .examples = 40, .checkpoints = 12, .vectors = 3 });
        const store::TrajectorySet trajectories(store::RunFolder::open(path, store::RunFolder::Access::read));
        // The truth is made to be the trapezoid's, and curvatures those that make it so.
        store::ValidityCheck check { { 1, 7 }, { 0, 2 }, { 3, 50, 51 }, Matrix<double>(4, 3), Matrix<double>(4, 3), Matrix<double>(4, 3) };
        for (std::size_t v = 0; v < 2; ++v) {
            const auto vector = vectorTrajectories(trajectories, static_cast<std::size_t>(check.vectors[v]));
            for (std::size_t s = 0; s < 2; ++s) {
                const auto t = static_cast<std::size_t>(check.segments[s]);
                for (std::size_t i = 0; i < 3; ++i) {
                    const auto x = static_cast<std::size_t>(check.tokens[i]);
                    const double begin = vector.gradientProjection(t, x), end = vector.gradientProjection(t + 1, x);
                    const double p = vector.weightProjection[t];
                    check.trueChange(2 * s + v, i) = p * (begin + end) / 2;
                    check.slope(2 * s + v, i) = begin;
                    check.curvature(2 * s + v, i) = (end - begin) / p;
                }
            }
        }
        const Validity found = validity(check, trajectories);
        QCOMPARE(found.count, 12);
        QVERIFY(found.trueSize > 0);
        const auto errorOf = [&](const char* name) {
            return std::ranges::find(found.rows, std::string(name), &ValidityRow::name)->relativeError;
        };
        QVERIFY(errorOf("trapezoid") < 1e-6);
        QVERIFY(errorOf("exact curvature") < 1e-12);
        QVERIFY(found.trueSum != 0);
        for (const ValidityRow& row : found.rows) {
            const double error = std::abs(row.sum / found.trueSum - 1);
            if (row.name == "trapezoid" || row.name == "exact curvature")
                QVERIFY(error < 1e-6);
            if (row.name == "first order")
                QVERIFY(error > 1e-3);
        }
        QVERIFY(errorOf("first order") > 1e-3);
        for (const ValidityRow& row : found.rows)
            QVERIFY(std::ranges::is_sorted(row.quantiles));
        const Table table = validityTable(check, trajectories);
        QCOMPARE(table.rows.size(), found.rows.size());
        QCOMPARE(table.columns.size(), table.rows.front().size());
        QCOMPARE(table.rows.front()[1], significant(errorOf("first order"), 4));
    }

    void quantilesLieBetweenNeighbours()
    {
        QCOMPARE(quantile({ 3, 1, 2 }, 0.5), 2.0);
        QCOMPARE(quantile({ 3, 1, 2 }, 0.75), 2.5);
        QCOMPARE(quantile({ 3, 1, 2 }, 1), 3.0);
        QCOMPARE(quantile({ 7 }, 0.05), 7.0);
        QVERIFY(std::isnan(quantile({}, 0.5)));
    }

private:
    /// Five tokens, of which the first two carry, in the 10s place.
    static TokenTable labelled()
    {
        TokenTable tokens;
        tokens.output = { 0, 0, 0, 0, 0 };
        tokens.outputVocabulary = { "0" };
        tokens.labels = { { "place", { "1000s", "100s", "10s", "1s" }, { 2, 2, 2, 3, 3 } }, { "carry", { "no carry", "carry" }, { 1, 1, 0, 0, 0 } } };
        return tokens;
    }
};

QTEST_APPLESS_MAIN(ChecksTest)
#include "tst_checks.moc"
