#include "core/base/random.h"
#include "tests/widgets/views/view_data.h"
#include "widgets/models/plot_data.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace polcascope;

namespace {

constexpr float missing = std::numeric_limits<float>::quiet_NaN();

std::shared_ptr<const Matrix<float>> matrix(std::initializer_list<std::initializer_list<float>> rows)
{
    auto result = std::make_shared<Matrix<float>>(rows.size(), rows.begin()->size());
    std::size_t r = 0;
    for (const auto& row : rows)
        std::ranges::copy(row, result->row(r++).begin());
    return result;
}

store::Clustering clustering(std::vector<std::int32_t> labels, int clusters)
{
    store::Clustering result;
    result.labels = std::move(labels);
    result.persistence.assign(static_cast<std::size_t>(clusters), 1);
    return result;
}

const std::vector<std::int32_t> steps { 0, 5, 10 };

}

class TestPlotData : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theMeanAndStandardDeviationOfEachCluster()
    {
        const auto data = models::curveData(steps, matrix({ { 1, 2, 3, 10, 7 }, { 1, 1, 1, 20, 7 }, { 0, 0, 3, 30, 7 } }),
            clustering({ 0, 0, 0, 1, store::notClustered }, 2), {});
        QCOMPARE(data.groups.size(), 2);
        QCOMPARE(data.groups[0].size, 3);
        QCOMPARE(data.groups[0].centre, (QVector<double> { 2, 1, 1 }));
        QCOMPARE(data.groups[0].high[0], 3.0); // divided by n - 1
        QCOMPARE(data.groups[0].low[2], 1 - std::sqrt(3.0));
        QCOMPARE(data.groups[1].centre, (QVector<double> { 10, 20, 30 }));
        QCOMPARE(data.groups[1].low, data.groups[1].high); // one token has no spread
        QCOMPARE(data.bandName, QStringLiteral("mean ± sd"));
    }

    void onlyFiniteValuesCount()
    {
        const auto data = models::curveData(steps,
            matrix({ { 1, missing, 3 }, { missing, missing, std::numeric_limits<float>::infinity() }, { 2, 2, missing } }), clustering({ 0, 0, 0 }, 1), {});
        QCOMPARE(data.groups[0].centre[0], 2.0);
        QVERIFY(std::isnan(data.groups[0].centre[1]) && std::isnan(data.groups[0].low[1]));
        QCOMPARE(data.groups[0].centre[2], 2.0);
    }

    void bandsAreWhatTheySay()
    {
        const auto values = matrix({ { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 } });
        const std::vector<std::int32_t> one { 3 };
        const auto labels = clustering(std::vector<std::int32_t>(11, 0), 1);
        const auto with = [&](models::Band band) { return models::curveData(one, values, labels, { .band = band }).groups[0]; };
        const double sd = std::sqrt(11.0);
        QVERIFY(std::abs(with(models::Band::standardDeviation).high[0] - (6 + sd)) < 1e-12);
        QVERIFY(std::abs(with(models::Band::standardError).high[0] - (6 + sd / std::sqrt(11.0))) < 1e-12);
        QCOMPARE(with(models::Band::quartiles).centre[0], 6.0);
        QCOMPARE(with(models::Band::quartiles).low[0], 3.5);
        QCOMPARE(with(models::Band::quartiles).high[0], 8.5);
        QCOMPARE(with(models::Band::percentiles5To95).low[0], 1.5);
        QVERIFY(with(models::Band::none).low.isEmpty());
    }

    void quantilesAreThoseOfTheSortedValues()
    {
        Random random(5, "quantiles");
        for (const std::size_t count : { 1, 2, 3, 4, 5, 6, 7, 20, 21, 999 }) {
            auto values = std::make_shared<Matrix<float>>(3, count);
            for (std::size_t i = 0; i < values->size(); ++i)
                values->data()[i] = static_cast<float>(random.below(i % 2 == 0 ? 5 : 1000));
            const auto labels = clustering(std::vector<std::int32_t>(count, 0), 1);
            for (const auto& [band, tail] : { std::pair(models::Band::quartiles, 0.25), std::pair(models::Band::percentiles5To95, 0.05) }) {
                const auto group = models::curveData(steps, values, labels, { .band = band }).groups[0];
                for (std::size_t t = 0; t < 3; ++t) {
                    std::vector<float> sorted(values->row(t).begin(), values->row(t).end());
                    std::ranges::sort(sorted);
                    const auto at = [&](double share) {
                        const double position = share * double(count - 1);
                        const auto below = std::size_t(position);
                        const auto above = std::min(below + 1, count - 1);
                        return double(sorted[below]) + (position - double(below)) * (double(sorted[above]) - double(sorted[below]));
                    };
                    QCOMPARE(group.low[qsizetype(t)], at(tail));
                    QCOMPARE(group.centre[qsizetype(t)], at(0.5));
                    QCOMPARE(group.high[qsizetype(t)], at(1 - tail));
                }
            }
        }
    }

    void threadsChangeNothing()
    {
        const auto run = viewdata::example(1000, 50);
        for (const auto band : { models::Band::none, models::Band::standardError, models::Band::quartiles })
            QCOMPARE(models::curveData(run.steps, run.loss, run.clustering, { .band = band, .threads = 3 }).groups,
                models::curveData(run.steps, run.loss, run.clustering, { .band = band }).groups);
    }

    void segmentsStandAtTheirEnds()
    {
        const auto data = models::curveData(steps, matrix({ { 1 }, { 2 } }), clustering({ 0 }, 1), {});
        QCOMPARE(data.steps, (QVector<double> { 5, 10 }));
    }

    void outliersAreLastAndFilteredTokensAreCounted()
    {
        const auto data = models::curveData(steps, matrix({ { 1, 2, 3, 4 }, { 1, 2, 3, 4 }, { 1, 2, 3, 4 } }),
            clustering({ store::noise, 1, 0, store::filteredOut }, 2), {});
        QCOMPARE(data.groups.size(), 3);
        QCOMPARE(data.groups.last().id, store::noise);
        QVERIFY(data.groups.last().colour < 0);
        QCOMPARE(data.groups.last().size, 1);
        QVERIFY(data.note.contains(QStringLiteral("left out")));
    }

    void aSampleOfManyTokensSaysSoAndIsTheSameEachTime()
    {
        const auto run = viewdata::example(1000, 5);
        const auto data = models::curveData(run.steps, run.loss, run.clustering, {});
        QCOMPARE(data.sample.size(), 100);
        QCOMPARE(data.memberColumns.size(), 1000);
        QCOMPARE(data.sampleNote, QStringLiteral("100 of 1,000 drawn"));
        QVERIFY(std::ranges::is_sorted(data.sample));
        QCOMPARE(models::curveData(run.steps, run.loss, run.clustering, {}).sample, data.sample);
        const auto few = viewdata::example(200, 5);
        QVERIFY(models::curveData(few.steps, few.loss, few.clustering, {}).sampleNote.isEmpty());
    }

    void labelsSplitTheTokens()
    {
        const auto run = viewdata::example(400, 5);
        const QVector<QString> columns { QStringLiteral("place"), QStringLiteral("carry") };
        const auto split = models::splitByLabels(run.tokens, columns);
        QCOMPARE(split.groups.size(), 7); // the 1s never have a carry
        QCOMPARE(split.groups.first().name, QStringLiteral("1000s, no carry"));
        qint64 sum = 0;
        for (const auto& group : split.groups)
            sum += group.size;
        QCOMPARE(sum, 400);
        for (const std::int32_t group : split.groupOf)
            QVERIFY(group >= 0 && group < 7);
    }

    void labelBarsCountEveryTokenOnce()
    {
        const auto run = viewdata::example(900, 5);
        const auto bars = models::labelBars(run.tokens, run.clustering, {});
        QCOMPARE(bars.groups.size(), 4);
        QCOMPARE(bars.groups.last().name, QStringLiteral("cluster 0 (outliers)"));
        QCOMPARE(bars.groups[1].label, QStringLiteral("carry"));
        QCOMPARE(bars.parts, (QStringList { QStringLiteral("carry"), QStringLiteral("no carry") }));
        qint64 all = 0;
        for (const auto& group : bars.groups) {
            qint64 sum = 0;
            for (const auto& parts : group.counts)
                sum += std::accumulate(parts.begin(), parts.end(), qint64 { 0 });
            QCOMPARE(sum, group.size);
            all += sum;
        }
        QCOMPARE(all, 900);
        double base = 0;
        for (const auto& parts : bars.baseShares)
            base += std::accumulate(parts.begin(), parts.end(), 0.0);
        QVERIFY(std::abs(base - 1) < 1e-12);
    }

    void baseRatesAreOfTheOutputTokenClustered()
    {
        const auto run = viewdata::example(400, 5);
        store::Clustering some = run.clustering;
        for (std::size_t i = 0; i < 400; ++i) {
            if (run.tokens.output[i] != 5)
                some.labels[i] = store::notClustered;
        }
        const auto bars = models::labelBars(run.tokens, some, {});
        QCOMPARE(bars.baseShares[0][0] + bars.baseShares[0][1], 0.0); // no 5 in the 1000s
    }

    void enrichmentIsAShareOverTheBaseShareWithWilsonsInterval()
    {
        // Wilson's intervals of 8 and of 0 in 10, as tables have them.
        const auto some = models::enrichment(8, 10, 0.4);
        QVERIFY(std::abs(some.value - 2) < 1e-12);
        QVERIFY(std::abs(some.low * 0.4 - 0.4901625) < 1e-7);
        QVERIFY(std::abs(some.high * 0.4 - 0.9433178) < 1e-7);
        const auto none = models::enrichment(0, 10, 0.5);
        QCOMPARE(none.value, 0.0);
        QCOMPARE(none.low, 0.0);
        QVERIFY(std::abs(none.high * 0.5 - 0.2775328) < 1e-7);
        QCOMPARE(models::enrichment(10, 10, 0.5).high, 2.0);
        QVERIFY(std::isnan(models::enrichment(0, 10, 0).value));
        QVERIFY(std::isnan(models::enrichment(0, 0, 0.5).value));
        // A large sample's interval is the normal one.
        const auto large = models::enrichment(400000, 1000000, 0.4);
        QVERIFY(std::abs(large.high - large.low - 2 * 1.96 * std::sqrt(0.6 / 400000)) < 1e-6);
    }

    void barsCanBeOfAnyLabels()
    {
        const auto run = viewdata::example(400, 5);
        models::LabelBarOptions options;
        options.category = QStringLiteral("carry");
        options.part.clear();
        options.look.rule = [](int label) { return QStringLiteral("rule %1").arg(label); };
        const auto bars = models::labelBars(run.tokens, run.clustering, options);
        QCOMPARE(bars.categories, (QStringList { QStringLiteral("no carry"), QStringLiteral("carry") }));
        QCOMPARE(bars.parts, QStringList { QString() });
        QCOMPARE(bars.groups[1].label, QStringLiteral("rule 1"));
        QCOMPARE(bars.groups.last().label, QString());
    }

    void cellsAreQuotedWhereTheyMustBe()
    {
        const models::Table table { { QStringLiteral("a,b"), QStringLiteral("c") }, { { QStringLiteral("say \"x\""), QStringLiteral("1") } } };
        QCOMPARE(table.text(u','), QStringLiteral("\"a,b\",c\n\"say \"\"x\"\"\",1\n"));
        QCOMPARE(table.text(u'\t'), QStringLiteral("a,b\tc\n\"say \"\"x\"\"\"\t1\n"));
    }

    void withoutValuesTheReasonIsGiven()
    {
        const auto data = models::curveData(steps, nullptr, clustering({ 0 }, 1), {});
        QVERIFY(data.isEmpty() && !data.emptyReason.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestPlotData)
#include "tst_plot_data.moc"
