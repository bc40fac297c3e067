#include "widgets/models/label_curves.h"

#include "tests/support/synthetic_run.h"

#include <QTemporaryDir>
#include <QTest>

#include <functional>

using namespace polcascope;
using models::LabelCurvesRequest;

class tst_label_curves : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    models::RunSnapshotPointer m_run;
    Matrix<float> m_loss;

    [[nodiscard]] LabelCurvesRequest request(double threshold = 0.9) const
    {
        LabelCurvesRequest request;
        request.columns = QStringList { "place", "carry" };
        request.found.label = models::overviewLabels(*m_run->tokens).front();
        request.threshold = threshold;
        return request;
    }

    [[nodiscard]] double mean(std::size_t t, const std::function<bool(std::size_t)>& holds) const
    {
        double sum = 0;
        double count = 0;
        for (std::size_t token = 0; token < m_run->tokens->count(); ++token)
            if (holds(token)) {
                sum += m_loss(t, token);
                ++count;
            }
        return sum / count;
    }

    static bool near(double a, double b) { return std::abs(a - b) < 1e-5; }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English));
        support::SyntheticRunOptions options;
        options.clusterings = support::SyntheticRunOptions::Clusterings::planted;
        support::writeSyntheticRun(m_folder.filePath("a.polca").toStdString(), options);
        m_run = models::readRun(m_folder.filePath("a.polca"));
        m_loss = m_run->trajectories->loss();
    }

    void everyCombinationOfLabelsHasItsMean()
    {
        const auto data = labelCurves(*m_run, request());
        const auto& place = *m_run->tokens->label("place");
        const auto& carry = *m_run->tokens->label("carry");
        QVERIFY(data.split.groups.size() > int(place.categories.size()));
        const auto last = m_loss.rows() - 1;
        qint64 tokens = 0;
        for (const auto& group : data.split.groups) {
            tokens += group.size;
            QVERIFY(near(group.centre.last(), mean(last, [&](std::size_t token) {
                return group.name.toStdString() ==
                    place.categories[std::size_t(place.values[token])] + ", " +
                    carry.categories[std::size_t(carry.values[token])];
            })));
        }
        QCOMPARE(tokens, qint64(m_run->tokens->count()));
        QCOMPARE(data.split.primary.size(), qsizetype(m_loss.rows()));
        QVERIFY(near(data.split.primary[2], mean(2, [](std::size_t) { return true; })));
    }

    void withoutLabelsAllTokensAreOneCurve()
    {
        auto asked = request();
        asked.columns.clear();
        const auto data = labelCurves(*m_run, asked);
        QCOMPARE(data.split.groups.size(), 1);
        QVERIFY(near(data.split.groups[0].centre[3], mean(3, [](std::size_t) { return true; })));
        QVERIFY(data.split.primary.isEmpty());
    }

    void clustersCountFromTheThresholdOn()
    {
        const auto data = labelCurves(*m_run, request());
        QVERIFY(!data.vectorClusters.empty());
        QCOMPARE(data.byVectors.groups.size(), qsizetype(data.vectorClusters.size()));
        const auto& carry = *m_run->tokens->label("carry");
        const auto yes =
            std::find(carry.categories.begin(), carry.categories.end(), "carry") - carry.categories.begin();
        for (const auto& [id, found] : data.vectorClusters) {
            QVERIFY(found.key.usesBasis());
            QVERIFY(found.share >= 0.9);
            const auto& labels = m_run->clusterings.at(found.key)->labels;
            double members = 0;
            double carries = 0;
            for (std::size_t token = 0; token < labels.size(); ++token)
                if (labels[token] == found.cluster) {
                    ++members;
                    carries += carry.values[token] == yes;
                }
            QVERIFY(near(found.share, carries / members));
            const auto* group = data.byVectors.group(id);
            QVERIFY(group);
            QCOMPARE(double(group->size), members);
            QVERIFY(near(group->centre[5], mean(5, [&](std::size_t token) { return labels[token] == found.cluster; })));
            // The same output token has the same colour among all tokens with the label.
            const auto* truth = data.truth.group(id);
            QVERIFY(truth);
            QCOMPARE(truth->colour, group->colour);
            QVERIFY(near(truth->centre[5], mean(5, [&](std::size_t token) {
                return carry.values[token] == yes && m_run->tokens->output[token] == found.key.output;
            })));
        }
        const auto strict = labelCurves(*m_run, request(1.01));
        QVERIFY(strict.byVectors.isEmpty());
        QVERIFY(strict.byVectors.emptyReason.contains("101 %"));
        QVERIFY(!strict.truth.isEmpty());
    }

    void aRunWithoutClusteringsShowsTheTruthAndSaysWhyThereIsNoMore()
    {
        support::SyntheticRunOptions options;
        options.finished = false;
        support::writeSyntheticRun(m_folder.filePath("b.polca").toStdString(), options);
        const auto run = models::readRun(m_folder.filePath("b.polca"));
        const auto data = labelCurves(*run, request());
        QVERIFY(!data.split.isEmpty());
        QVERIFY(data.byLoss.isEmpty() && !data.byLoss.emptyReason.isEmpty());
    }
};

QTEST_GUILESS_MAIN(tst_label_curves)
#include "tst_label_curves.moc"
