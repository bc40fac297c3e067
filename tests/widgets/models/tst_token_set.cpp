#include "widgets/models/token_set.h"

#include "core/analysis/decomposition.h"
#include "tests/support/synthetic_run.h"
#include "widgets/models/contexts.h"
#include "widgets/models/selection_means.h"
#include "widgets/models/token_brush.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace polcascope;
using models::ClusterSelection;
using models::StepInterval;
using models::TokenSet;
using models::TokenText;

class tst_token_set : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    models::RunSnapshotPointer m_run;

    /// A plot of all tokens with these rows.
    [[nodiscard]] models::CurvePlotData plot(const Matrix<float>& rows) const
    {
        store::Clustering all;
        all.labels.assign(m_run->tokens->count(), 0);
        all.persistence = { 1 };
        return models::curveData(m_run->trajectories->steps(), std::make_shared<const Matrix<float>>(rows), all, {});
    }
    [[nodiscard]] Matrix<float> polca(std::size_t vector) const
    {
        return analysis::polca(analysis::vectorTrajectories(*m_run->trajectories, vector), store::Decomposition::trapezoid);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English));
        support::writeSyntheticRun(m_folder.filePath("a.polca").toStdString());
        m_run = models::readRun(m_folder.filePath("a.polca"));
    }

    void theKeysSayWhatBecomesOfASelection()
    {
        const TokenSet a { { 1, 3, 5 }, "a" }, b { { 3, 4 }, "b" };
        QCOMPARE(combined(a, b, {}), b);
        QCOMPARE(combined(a, b, Qt::ShiftModifier), (TokenSet { { 1, 3, 4, 5 }, "a; and b" }));
        QCOMPARE(combined(a, b, Qt::AltModifier), (TokenSet { { 1, 5 }, "a; without b" }));
        QCOMPARE(combined(a, b, Qt::ControlModifier), (TokenSet { { 1, 4, 5 }, "a; turned about: b" }));
        QCOMPARE(combined({}, b, Qt::ShiftModifier), b);
        QCOMPARE(combined(b, b, Qt::AltModifier), TokenSet {}); // nothing has no history
    }

    void rangesHoldAnyTokensAndNothingElseIsRead()
    {
        for (const std::vector<std::int32_t>& tokens : { std::vector<std::int32_t> {}, { 0 }, { 4, 5, 6, 9, 11, 12 } })
            QCOMPARE(models::fromRanges(models::toRanges(tokens)), tokens);
        QCOMPARE(models::toRanges(std::vector<std::int32_t> { 4, 5, 6, 9 }), QJsonArray({ QJsonArray { 4, 6 }, QJsonArray { 9, 9 } }));
        for (const QJsonArray& broken : { QJsonArray { QJsonArray { 5, 4 } }, QJsonArray { QJsonArray { -1, 2 } },
                 QJsonArray { QJsonArray { 3, 6 }, QJsonArray { 6, 7 } }, QJsonArray { QJsonArray { 0, 2'000'000'000 } }, QJsonArray { "x" } })
            QVERIFY(models::fromRanges(broken).empty());
    }

    void patternsAreFoundInTokensAndInWhatComesBefore()
    {
        const TokenTable& tokens = *m_run->tokens;
        const QRegularExpression seven("^7$"), summand("=[0-9]{2}$");
        const TokenSet sevens = matchingTokens(tokens, seven, TokenText::token);
        const TokenSet seconds = matchingTokens(tokens, summand, TokenText::context);
        QCOMPARE(sevens.how, "token matches /^7$/");
        QCOMPARE(seconds.how, "context matches /=[0-9]{2}$/");
        QVector<std::int32_t> expectedSevens, expectedSeconds;
        for (std::size_t token = 0; token < tokens.count(); ++token) {
            if (tokens.text(token) == "7")
                expectedSevens.append(static_cast<std::int32_t>(token));
            const std::string text = tokens.before(token) + tokens.text(token);
            const auto sign = text.rfind('=');
            if (sign != std::string::npos && text.size() - sign == 3)
                expectedSeconds.append(static_cast<std::int32_t>(token));
        }
        QVERIFY(!expectedSevens.isEmpty() && !expectedSeconds.isEmpty());
        QCOMPARE(sevens.tokens, expectedSevens);
        QCOMPARE(seconds.tokens, expectedSeconds);
    }

    void fallsAreThoseOfTheTrajectories()
    {
        const auto& steps = m_run->trajectories->steps();
        const Matrix<float> loss = m_run->trajectories->loss();
        const StepInterval interval = intervalOf(*m_run, plot(loss), 3, 9, "loss");
        QCOMPARE(interval.kind, StepInterval::Rows::values);
        QCOMPARE(interval.firstStep, double(steps[3]));
        QCOMPARE(interval.lastStep, double(steps[9]));
        const auto falls = fallsIn(interval);
        auto sorted = falls;
        std::nth_element(sorted.begin(), sorted.begin() + 100, sorted.end());
        const double threshold = std::round(1e4 * double(sorted[100]) + 0.5) / 1e4;
        QVector<std::int32_t> expected;
        for (std::size_t token = 0; token < loss.columns(); ++token)
            if (double(loss(3, token)) - double(loss(9, token)) > threshold)
                expected.append(static_cast<std::int32_t>(token));
        QVERIFY(expected.size() > 10 && expected.size() < qsizetype(loss.columns()) - 10);
        const TokenSet falling = fallingTokens(interval, falls, threshold);
        QCOMPARE(falling.tokens, expected);
        QCOMPARE(falling.how, QString("loss, steps %1 to %2: fall over %3 nats").arg(steps[3]).arg(steps[9]).arg(threshold));
    }

    void changesInIntervalsFallAsTheirSumDoes()
    {
        // The sum of the intervals from one step to another is the difference of the projected loss there.
        const Matrix<float> changes = polca(1);
        const Matrix<float> projected = analysis::projectedLoss(changes);
        const auto& steps = m_run->trajectories->steps();
        const StepInterval interval = intervalOf(*m_run, plot(changes), 4, 11, "vector 1");
        QCOMPARE(interval.kind, StepInterval::Rows::changes);
        QCOMPARE(interval.firstStep, double(steps[4])); // where the first of the intervals begins
        QCOMPARE(interval.lastStep, double(steps[12]));
        const auto ofChanges = fallsIn(interval);
        const auto ofValues = fallsIn(intervalOf(*m_run, plot(projected), 4, 12, "vector 1"));
        QCOMPARE(ofChanges.size(), m_run->tokens->count());
        float most = 0;
        for (std::size_t token = 0; token < ofChanges.size(); ++token) {
            QVERIFY(std::abs(ofChanges[token] - ofValues[token]) < 1e-5F);
            most = std::max(most, ofChanges[token]);
        }
        QVERIFY(most > 0.01F);
        // One interval alone.
        const auto one = fallsIn(intervalOf(*m_run, plot(changes), 4, 4, "vector 1"));
        QCOMPARE(one[7], -changes(4, 7));
    }

    void theMeanLeavesOutWhatIsNoNumber()
    {
        Matrix<float> rows(2, 3);
        rows(0, 0) = 1;
        rows(0, 1) = 100;
        rows(0, 2) = 4;
        rows(1, 0) = rows(1, 2) = std::numeric_limits<float>::quiet_NaN();
        const auto mean = models::meanCurve(rows, std::vector<std::int32_t> { 0, 2 });
        QCOMPARE(mean.size(), 2);
        QCOMPARE(mean[0], 2.5);
        QVERIFY(std::isnan(mean[1]));
    }

    void theBrushShowsWhatItWouldSelectAndFollowsItsThreshold()
    {
        ClusterSelection selection;
        QUndoStack undo;
        selection.setUndoStack(&undo);
        models::TokenBrush brush(&selection);
        const auto interval = intervalOf(*m_run, plot(m_run->trajectories->loss()), 3, 9, "loss");
        const auto falls = fallsIn(interval);
        const auto over = [&](double threshold) { return fallingTokens(interval, falls, threshold); };

        brush.drag(interval, {});
        QTRY_COMPARE(selection.shownTokens(), over(0.1));
        QVERIFY(selection.tokens().isEmpty());
        brush.drop();
        QVERIFY(selection.shownTokens().isEmpty());
        QCOMPARE(undo.count(), 0);

        brush.finish(interval, {});
        QTRY_COMPARE(selection.tokens(), over(0.1));
        brush.setThreshold(0.3);
        brush.setThreshold(0.4);
        QCOMPARE(selection.tokens(), over(0.4));
        QCOMPARE(undo.count(), 1); // all of it one step
        brush.setThreshold(1000);
        QVERIFY(selection.tokens().isEmpty());
        QVERIFY2(brush.inWords().contains("the largest fall there is"), qPrintable(brush.inWords()));
        brush.setThreshold(0.4);
        QCOMPARE(selection.tokens(), over(0.4));
        undo.undo();
        QVERIFY(selection.tokens().isEmpty());
        undo.redo();
        QCOMPARE(selection.tokens(), over(0.4));

        // What else is selected meanwhile is left alone.
        selection.chooseTokens({ { 1, 2 }, "by hand" });
        brush.setThreshold(0.2);
        QCOMPARE(selection.tokens().tokens, QVector<std::int32_t>({ 1, 2 }));
        brush.finish(interval, Qt::ShiftModifier);
        QTRY_COMPARE(selection.tokens(), combined({ { 1, 2 }, "by hand" }, over(0.2), Qt::ShiftModifier));
    }

    void meansFollowWhatIsShown()
    {
        ClusterSelection selection;
        models::SelectionMeans means(&selection);
        QSignalSpy ready(&means, &models::SelectionMeans::ready);
        const auto loss = std::make_shared<const Matrix<float>>(m_run->trajectories->loss());
        means.setRows({ loss, nullptr });
        QCOMPARE(ready.count(), 2); // none
        ready.clear();
        selection.dragTokens({ { 2, 5 }, {} });
        QTRY_COMPARE(ready.count(), 2);
        const auto mean = ready[0][1].value<QVector<double>>();
        QCOMPARE(mean.size(), qsizetype(loss->rows()));
        QVERIFY(std::abs(mean[4] - (double((*loss)(4, 2)) + double((*loss)(4, 5))) / 2) < 1e-9);
        QCOMPARE(ready[0][2].toString(), "mean of 2 token(s) selected");
        QVERIFY(ready[1][1].value<QVector<double>>().isEmpty());
        selection.dropTokens();
        QVERIFY(ready.last()[1].value<QVector<double>>().isEmpty());
    }
};

QTEST_GUILESS_MAIN(tst_token_set)
#include "tst_token_set.moc"
