#include "core/analysis/clusterings.h"
#include "core/analysis/decomposition.h"
#include "core/analysis/sample.h"
#include "core/base/error.h"
#include "core/store/run_files.h"
#include "tests/support/synthetic_run.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <functional>
#include <iterator>
#include <numeric>
#include <set>

using namespace polcascope;
using namespace polcascope::analysis;
using store::RunFolder;
using store::Stage;

namespace {

constexpr std::int64_t count = 150; // tokens of the sample

/// As text: equal where NaNs are.
bool same(const std::vector<double>& a, const std::vector<double>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); });
}

std::optional<ErrorKind> kindOf(const std::function<void()>& action)
{
    try {
        action();
    } catch (const Error& error) {
        return error.kind();
    }
    return std::nullopt;
}

std::string bytesOf(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return { std::istreambuf_iterator<char>(file), {} };
}

}

class SampleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        support::writeSyntheticRun(path("full"), { .examples = 100, .checkpoints = 12, .vectors = 3, .ownCurvature = true });
        writeSample(full(), path("part"), count);
        m_tokens = store::readTokens(full());
        m_chosen = stratifiedTokens(strata(m_tokens), count, static_cast<std::uint64_t>(full().recipe().seed));
    }

    void tokensAlikeInEveryLabelAreOneStratum()
    {
        const Strata groups = strata(m_tokens);
        QCOMPARE(groups.names, (std::vector<std::string> { "digit", "place", "carry" }));
        std::size_t all = 0;
        std::set<std::vector<std::int32_t>> keys;
        for (const auto& tokens : groups.tokens) {
            QVERIFY(!tokens.empty() && std::is_sorted(tokens.begin(), tokens.end()));
            all += tokens.size();
            for (const std::int32_t token : tokens) {
                for (const LabelColumn& label : m_tokens.labels)
                    QCOMPARE(label.values[std::size_t(token)], label.values[std::size_t(tokens.front())]);
            }
            std::vector<std::int32_t> key;
            for (const LabelColumn& label : m_tokens.labels)
                key.push_back(label.values[std::size_t(tokens.front())]);
            QVERIFY(keys.insert(key).second);
        }
        QCOMPARE(all, m_tokens.count());

        TokenTable plain = m_tokens;
        plain.labels.clear();
        QCOMPARE(strata(plain).names, std::vector<std::string> { "output" });
        QCOMPARE(strata(plain).tokens.size(), std::size_t(10));
    }

    void everyStratumKeepsItsShareAndAtLeastOne()
    {
        const Strata groups = strata(m_tokens);
        const auto least = std::int64_t(groups.tokens.size());
        const auto all = std::int64_t(m_tokens.count());
        for (const std::int64_t asked : { least, least + 1, count, std::int64_t(251), all - 1, all }) {
            const std::vector<std::int32_t> chosen = stratifiedTokens(groups, asked, 7);
            QCOMPARE(std::int64_t(chosen.size()), asked);
            QVERIFY(std::is_sorted(chosen.begin(), chosen.end()));
            QVERIFY(std::adjacent_find(chosen.begin(), chosen.end()) == chosen.end());
            double given = 0; // to those whose share is less than one
            for (const auto& tokens : groups.tokens)
                given += std::max(0.0, 1 - double(asked) * double(tokens.size()) / double(all));
            for (const auto& tokens : groups.tokens) {
                const double share = double(asked) * double(tokens.size()) / double(all);
                const auto kept = double(std::count_if(tokens.begin(), tokens.end(),
                    [&](std::int32_t token) { return std::binary_search(chosen.begin(), chosen.end(), token); }));
                QVERIFY(kept >= 1);
                QVERIFY2(kept <= std::max(1.0, share + 1) && kept > share - 1 - given, qPrintable(QString("%1 of %2").arg(kept).arg(share)));
            }
        }
    }

    void largestRemaindersDecideWhoGetsOneMore()
    {
        // 5, 3 and 2 of ten: of seven, 3.5, 2.1 and 1.4.
        Strata groups { { "a" }, { { 0, 1, 2, 3, 4 }, { 5, 6, 7 }, { 8, 9 } } };
        const auto counts = [&](std::int64_t asked) {
            std::vector<int> result(3);
            for (const std::int32_t token : stratifiedTokens(groups, asked, 1))
                ++result[token < 5 ? 0 : token < 8 ? 1 : 2];
            return result;
        };
        QCOMPARE(counts(7), (std::vector<int> { 4, 2, 1 }));
        QCOMPARE(counts(3), (std::vector<int> { 1, 1, 1 }));
        QCOMPARE(counts(10), (std::vector<int> { 5, 3, 2 }));
    }

    void theChoiceHangsOnTheSeedAlone()
    {
        const Strata groups = strata(m_tokens);
        QCOMPARE(stratifiedTokens(groups, count, 1), stratifiedTokens(groups, count, 1));
        QVERIFY(stratifiedTokens(groups, count, 1) != stratifiedTokens(groups, count, 2));
        writeSample(full(), path("again"), count, 2);
        const RunFolder first = part(), second = open("again");
        for (const Stage stage : store::allStages)
            QCOMPARE(second.manifest().stage(stage).artifacts, first.manifest().stage(stage).artifacts);
        QCOMPARE(bytesOf(second.path() / "run.json"), bytesOf(first.path() / "run.json"));
    }

    void everyTokenKeepsItsContextAndItsLabels()
    {
        const TokenTable kept = store::readTokens(part());
        QCOMPARE(kept.count(), std::size_t(count));
        std::set<std::int32_t> sequences;
        for (std::size_t i = 0; i < kept.count(); ++i) {
            const auto x = std::size_t(m_chosen[i]);
            QCOMPARE(kept.text(i), m_tokens.text(x));
            QCOMPARE(kept.before(i), m_tokens.before(x));
            QCOMPARE(kept.after(i), m_tokens.after(x));
            QCOMPARE(kept.output[i], m_tokens.output[x]);
            for (std::size_t label = 0; label < kept.labels.size(); ++label)
                QCOMPARE(kept.labels[label].values[i], m_tokens.labels[label].values[x]);
            sequences.insert(kept.sequence[i]);
        }
        QCOMPARE(kept.sequences.rows(), sequences.size());
        QVERIFY(kept.sequences.rows() < m_tokens.sequences.rows());
    }

    void everyNumberIsThatOfTheRun()
    {
        const store::TrajectorySet whole(full()), kept(part());
        QCOMPARE(kept.steps(), whole.steps());
        QVERIFY(same(kept.movementSquared(), whole.movementSquared()));
        const auto compare = [&](const Matrix<float>& few, const Matrix<float>& many) {
            QCOMPARE(few.rows(), many.rows());
            QCOMPARE(few.columns(), m_chosen.size());
            for (std::size_t t = 0; t < few.rows(); ++t) {
                for (std::size_t i = 0; i < few.columns(); ++i)
                    QCOMPARE(few(t, i), many(t, std::size_t(m_chosen[i])));
            }
        };
        compare(kept.loss(), whole.loss());
        for (std::size_t k = 0; k < whole.vectors(); ++k) {
            compare(kept.gradientProjection(k), whole.gradientProjection(k));
            compare(kept.ownCurvature(k), whole.ownCurvature(k));
            QVERIFY(same(kept.weightProjection(k), whole.weightProjection(k)));
            QVERIFY(same(kept.curvature(k), whole.curvature(k)));
            QVERIFY(same(kept.curvatureError(k), whole.curvatureError(k)));
        }
        const auto trainingLoss = [](const RunFolder& folder) {
            return store::readTrainingLoss(folder.verified(*folder.manifest().stage(Stage::training).find("checkpoints/training-loss.h5")));
        };
        QCOMPARE(trainingLoss(part()), trainingLoss(full()));
    }

    void theSecondOrderDividesByTheMeanOverAllTokensOfTheRun()
    {
        const store::TrajectorySet whole(full()), kept(part());
        for (std::size_t k = 0; k < whole.vectors(); ++k) {
            const Matrix<float> many = polca(vectorTrajectories(whole, k), store::Decomposition::secondOrder);
            const Matrix<float> few = polca(vectorTrajectories(kept, k), store::Decomposition::secondOrder);
            for (std::size_t t = 0; t < few.rows(); ++t) {
                for (std::size_t i = 0; i < few.columns(); ++i)
                    QCOMPARE(few(t, i), many(t, std::size_t(m_chosen[i])));
            }
        }
        const auto each = [](const store::TrajectorySet& trajectories) {
            constexpr std::array decompositions { store::Decomposition::secondOrder };
            return explainedTokens(trajectories, decompositions).front().sum;
        };
        const std::vector<double> many = each(whole), few = each(kept);
        double sum = 0;
        for (std::size_t i = 0; i < few.size(); ++i) {
            QCOMPARE(few[i], many[std::size_t(m_chosen[i])]);
            sum += few[i] / double(few.size());
        }
        const Explained all = explained(kept, store::Decomposition::secondOrder);
        QVERIFY(std::abs(all.sum - sum) < 1e-5);
        QCOMPARE(all.guarded, explained(whole, store::Decomposition::secondOrder).guarded);
    }

    void clusteringsAreThoseOfTheTokensThatAreLeft()
    {
        const auto stored = store::readClusterings(part());
        const auto before = store::readClusterings(full());
        QCOMPARE(stored.size(), before.size());
        const TokenTable tokens = store::readTokens(part());
        const store::TrajectorySet trajectories(part());
        for (std::size_t i = 0; i < stored.size(); ++i) {
            QVERIFY(stored[i].key == before[i].key);
            QCOMPARE(stored[i].labels.size(), std::size_t(count));
            const auto made = clusterTokens(trajectories, tokens, stored[i].key, part().recipe().clustering);
            QCOMPARE(stored[i].labels, made.labels);
            QCOMPARE(stored[i].condensedTree.size(), made.condensedTree.size());
        }
    }

    void aSampleOfOneTokenAStratumIsARun()
    {
        const auto least = std::int64_t(strata(m_tokens).tokens.size());
        writeSample(full(), path("least"), least);
        const RunFolder folder = open("least");
        QCOMPARE(store::readTokens(folder).count(), std::size_t(least));
        QVERIFY(folder.upToDate());
        QCOMPARE(kindOf([&] { writeSample(full(), path("less"), least - 1); }), ErrorKind::badValue);
        QCOMPARE(kindOf([&] { writeSample(full(), path("more"), std::int64_t(m_tokens.count()) + 1); }), ErrorKind::badValue);
        QVERIFY(!std::filesystem::exists(path("less")) && !std::filesystem::exists(path("more")));
    }

    void theManifestKeepsWhereItComesFrom()
    {
        const store::Manifest whole = full().manifest();
        const store::Manifest kept = part().manifest();
        QVERIFY(kept.complete() && !kept.resumable() && part().upToDate());
        QVERIFY(!whole.sample);
        QCOMPARE(kept.sample->of, "full");
        QCOMPARE(kept.sample->tokens, count);
        QCOMPARE(kept.sample->ofTokens, std::int64_t(m_tokens.count()));
        QCOMPARE(kept.sample->strata, (std::vector<std::string> { "digit", "place", "carry" }));
        QCOMPARE(kept.created, whole.created);
        QCOMPARE(kept.engine, whole.engine);
        QVERIFY(kept.environment == whole.environment);
        for (const Stage stage : store::allStages) {
            QCOMPARE(kept.stage(stage).hash, whole.stage(stage).hash);
            QCOMPARE(kept.stage(stage).seconds, whole.stage(stage).seconds);
        }
        QCOMPARE(recipeToJson(part().recipe()), recipeToJson(full().recipe()));
    }

    void thereAreNoWeights()
    {
        QCOMPARE(part().manifest().stage(Stage::training).artifacts.size(), std::size_t(1));
        const auto before = store::readBasisInfo(full());
        const auto after = store::readBasisInfo(part());
        QCOMPARE(after.size(), before.size());
        for (std::size_t k = 0; k < after.size(); ++k) {
            QCOMPARE(after[k].eigenvalue, before[k].eigenvalue);
            QCOMPARE(after[k].residual, before[k].residual);
            QCOMPARE(after[k].step, before[k].step);
            QVERIFY(!after[k].shares.empty());
            QCOMPARE(after[k].shares, before[k].shares);
        }
        const RunFolder folder = part();
        const store::Artifact vector = store::artifacts(folder.manifest(), Stage::basis).front();
        QCOMPARE(kindOf([&] { (void)store::readBasisVector(folder.verified(vector)); }), ErrorKind::damaged);
    }

    void nothingIsEverAddedToASample()
    {
        for (const auto& open : { &RunFolder::open, &RunFolder::openUnchecked })
            QCOMPARE(kindOf([&] { (void)open(path("part"), RunFolder::Access::write); }), ErrorKind::sampleRun);
        QCOMPARE(kindOf([&] { writeSample(part(), path("of a sample"), 60); }), ErrorKind::sampleRun);
    }

private:
    [[nodiscard]] std::filesystem::path path(const char* name) const { return m_folder.filePath(QString("%1.polca").arg(name)).toStdString(); }
    [[nodiscard]] RunFolder open(const char* name) const { return RunFolder::open(path(name), RunFolder::Access::read); }
    [[nodiscard]] RunFolder full() const { return open("full"); }
    [[nodiscard]] RunFolder part() const { return open("part"); }

    QTemporaryDir m_folder;
    TokenTable m_tokens;
    std::vector<std::int32_t> m_chosen; ///< of `part`
};

QTEST_APPLESS_MAIN(SampleTest)
#include "tst_sample.moc"
