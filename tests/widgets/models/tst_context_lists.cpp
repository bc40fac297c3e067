#include "tests/support/synthetic_run.h"
#include "widgets/models/context_model.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace polcascope;
using analysis::ContextOrder;
using models::ContextChoice;
using models::ContextModel;
using models::ContextPiece;
using models::Contexts;
using models::SearchScope;
using models::Tint;

class tst_context_lists : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    models::RunSnapshotPointer m_run;
    std::unique_ptr<models::RunView> m_view;
    std::unique_ptr<models::ClusterSelection> m_selection;
    std::unique_ptr<Contexts> m_contexts;

    static constexpr auto fatal = QAbstractItemModelTester::FailureReportingMode::QtTest;

    [[nodiscard]] const models::ContextList& list() const { return m_contexts->list(); }
    [[nodiscard]] const models::ViewData& data() const { return *m_view->data(); }
    [[nodiscard]] const store::Clustering& clustering() const { return *data().clustering; }
    [[nodiscard]] int labelOf(std::int32_t token) const { return clustering().labels[std::size_t(token)]; }

    /// Waits until the list is that of what was asked for.
    [[nodiscard]] bool settled() const
    {
        return QTest::qWaitFor(
            [&] { return m_view->data() && !m_view->isComputing() && !m_contexts->work().isRunning(); }, 20000);
    }
    [[nodiscard]] bool choose(const std::function<void(ContextChoice&)>& edit) const
    {
        ContextChoice choice = m_contexts->choice();
        edit(choice);
        m_contexts->setChoice(choice);
        return settled() && list().choice.order == choice.order && list().choice.seed == choice.seed &&
            list().choice.scope == choice.scope;
    }
    [[nodiscard]] bool order(ContextOrder order) const
    {
        return choose([order](ContextChoice& c) { c.order = order; });
    }
    [[nodiscard]] bool search(const QString& pattern) const
    {
        m_contexts->setPattern(pattern);
        return settled();
    }
    [[nodiscard]] double step(std::size_t checkpoint) const { return data().run->trajectories->steps()[checkpoint]; }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English));
        support::writeSyntheticRun(m_folder.filePath("a.polca").toStdString());
        m_run = models::readRun(m_folder.filePath("a.polca"));
    }

    void init()
    {
        m_view = std::make_unique<models::RunView>();
        m_selection = std::make_unique<models::ClusterSelection>();
        m_contexts = std::make_unique<Contexts>(m_view.get(), m_selection.get());
        m_view->setRun(m_run);
        m_view->setChoice({ store::Rules::y2026, store::Quantity::loss, store::Decomposition::trapezoid, 1, -1 });
        QVERIFY(settled());
        QVERIFY(data().clusters.size() >= 3 && data().cluster(store::noise));
    }

    void cleanup()
    {
        m_contexts.reset();
        m_selection.reset();
        m_view.reset();
    }

    void theTokensOfTheClusterChosenAreListedAndNoneSilentlyLeftOut()
    {
        QCOMPARE(list().cluster, data().clusters.front().id); // none is chosen: the largest
        for (const auto& cluster : data().clusters) {
            m_selection->setSelected({ cluster.id }, cluster.id);
            QVERIFY(settled());
            QCOMPARE(list().cluster, cluster.id);
            QCOMPARE(list().total, cluster.size);
            QCOMPARE(qint64(list().tokens.size()), std::min<qint64>(cluster.size, Contexts::mostListed));
            QCOMPARE(list().keys.size(), list().tokens.size());
            for (const auto token : list().tokens)
                QCOMPARE(labelOf(token), cluster.id);
            QVERIFY(std::is_sorted(list().keys.begin(), list().keys.end()));
        }
    }

    void everyOrderListsWhatItSays()
    {
        const int cluster = list().cluster;
        const auto members = analysis::tokensOf(clustering(), cluster);
        const auto outliers = analysis::tokensOf(clustering(), store::noise);
        const auto toCentroid = analysis::distancesToCentroid(*data().rows, members);
        const auto check = [&](ContextOrder wanted, const std::vector<std::int32_t>& candidates, const analysis::ContextKeys& keys) {
            QVERIFY(order(wanted));
            QCOMPARE(list().tokens, analysis::inOrder(wanted, candidates, keys, Contexts::mostListed, 1));
            QCOMPARE(list().total, qint64(candidates.size()));
        };
        check(ContextOrder::centroid, members, { .toCentroid = toCentroid });
        check(ContextOrder::quantiles, members, { .toCentroid = toCentroid });
        check(ContextOrder::outliers, outliers, { .toCentroid = toCentroid });
        check(ContextOrder::boundary, members, { .toCentroid = toCentroid, .probabilities = clustering().probabilities });
        check(ContextOrder::random, members, {});
        const std::int32_t medoid = analysis::medoidOf(*data().rows, members);
        check(ContextOrder::medoid, members, { .toMedoid = analysis::distancesToToken(*data().rows, medoid) });
        QCOMPARE(list().tokens.front(), medoid);
        check(ContextOrder::polca, members, { .polca = analysis::largestSizes(*data().polcaRows, 0, data().polcaRows->rows()) });
        QVERIFY(std::isnan(list().step));
        // At the step of the cursor: the interval that ends there. None ends at the first.
        m_selection->setCursorStep(step(12));
        QVERIFY(settled());
        QCOMPARE(list().tokens,
            analysis::inOrder(ContextOrder::polca, members, { .polca = analysis::largestSizes(*data().polcaRows, 11, 12) }, Contexts::mostListed));
        QCOMPARE(list().step, step(12));
        m_selection->setCursorStep(step(0));
        QVERIFY(settled());
        QVERIFY(std::isnan(list().step));
    }

    void anotherSeedDrawsOthers()
    {
        QVERIFY(order(ContextOrder::random));
        const auto first = list().tokens;
        QVERIFY(choose([](ContextChoice& c) { c.seed = 2; }));
        QVERIFY(list().tokens != first);
        QVERIFY(choose([](ContextChoice& c) { c.seed = 1; }));
        QCOMPARE(list().tokens, first);
    }

    void outliersAreNotNearThemselves()
    {
        m_selection->setSelected({ store::noise }, store::noise);
        QVERIFY(order(ContextOrder::outliers));
        QVERIFY(list().tokens.empty());
        QCOMPARE(list().total, 0);
    }

    void distancesAreThoseOfTheMetric()
    {
        auto parameters = m_view->parameters();
        parameters.metric = cluster::Metric::correlation;
        m_view->setParameters(parameters);
        QTRY_VERIFY_WITH_TIMEOUT(!m_view->isOutOfDate() && !m_view->isComputing(), 20000);
        m_selection->setSelected({ 0 }, 0);
        QVERIFY(settled());
        const auto columns = analysis::normalisedColumns(*data().rows, cluster::Metric::correlation);
        const auto members = analysis::tokensOf(clustering(), 0);
        QVERIFY(!members.empty());
        QCOMPARE(list().tokens,
            analysis::inOrder(ContextOrder::centroid, members, { .toCentroid = analysis::distancesToCentroid(columns, members) }, Contexts::mostListed));
    }

    void aPatternIsLookedForInTheVocabulary()
    {
        TokenTable tokens;
        tokens.outputVocabulary = { " the", "The", "a", "\n", "0x1F", "" };
        const auto matching = [&](const char* pattern) {
            return models::matchingOutputs(tokens, QRegularExpression(QString::fromUtf8(pattern)));
        };
        QCOMPARE(matching("^ the$"), (std::vector<bool> { true, false, false, false, false, false }));
        QCOMPARE(matching("(?i)the"), (std::vector<bool> { true, true, false, false, false, false }));
        QCOMPARE(matching("\\s"), (std::vector<bool> { true, false, false, true, false, false }));
        QCOMPARE(matching("^\\z"), (std::vector<bool> { false, false, false, false, false, true }));
        const Progress stopped([](double, std::string_view) { return false; });
        QVERIFY_THROWS_EXCEPTION(Cancelled,
            static_cast<void>(models::matchingOutputs(tokens, QRegularExpression("a"), stopped)));
    }

    void aSearchMarksOrListsTheTokensOfTheClusterOrOfTheRun()
    {
        const auto all = list();
        const auto& output = m_run->tokens->output;
        const auto matches = [&](std::int32_t token) { return output[std::size_t(token)] == 3 || output[std::size_t(token)] == 7; };
        qint64 inRun = 0, inCluster = 0;
        for (std::int32_t token = 0; token < std::int32_t(output.size()); ++token) {
            inRun += matches(token);
            inCluster += matches(token) && labelOf(token) == all.cluster;
        }
        QVERIFY(inRun > inCluster && inCluster > 0);

        QVERIFY(search("[37]"));
        QVERIFY(list().isFiltered());
        QCOMPARE(list().total, inCluster);
        QCOMPARE(list().matchingInCluster, inCluster);
        QCOMPARE(list().matchingInRun, inRun);
        QCOMPARE(list().matchingListed, qint64(list().tokens.size()));
        for (const auto token : list().tokens)
            QVERIFY(matches(token) && labelOf(token) == all.cluster);
        QVERIFY(std::is_sorted(list().keys.begin(), list().keys.end()));

        QVERIFY(choose([](ContextChoice& c) { c.scope = SearchScope::run; }));
        QCOMPARE(list().total, inRun);
        QCOMPARE(qint64(list().tokens.size()), std::min<qint64>(inRun, Contexts::mostFound));
        QVERIFY(std::is_sorted(list().keys.begin(), list().keys.end())); // as seen from the cluster
        std::set<int> clusters;
        for (const auto token : list().tokens)
            clusters.insert(labelOf(token));
        QVERIFY(clusters.size() > 1);

        QVERIFY(choose([](ContextChoice& c) { c.scope = SearchScope::mark; }));
        QCOMPARE(list().tokens, all.tokens);
        QVERIFY(!list().isFiltered());
        QCOMPARE(list().matchingListed, qint64(std::count_if(all.tokens.begin(), all.tokens.end(), matches)));

        QVERIFY(search(""));
        QVERIFY(list().matches.empty());
        QCOMPARE(list().tokens, all.tokens);
    }

    void whatIsNoExpressionSaysWhyAndLeavesTheListAlone()
    {
        QVERIFY(search("3"));
        const auto tokens = list().tokens;
        QSignalSpy changed(m_contexts.get(), &Contexts::listChanged);
        QVERIFY(search("3("));
        QVERIFY(m_contexts->patternError().contains("2"));
        QVERIFY(m_contexts->patternError().contains("parenthes"));
        QVERIFY(changed.isEmpty());
        QCOMPARE(list().tokens, tokens);
        QVERIFY(search("nothing"));
        QVERIFY(m_contexts->patternError().isEmpty());
        QVERIFY(list().tokens.empty());
        QCOMPARE(list().matchingInRun, 0);
    }

    void tokensHaveTheValueOfTheCursorsStepOrOfTheEnd()
    {
        const auto last = m_run->trajectories->checkpoints() - 1;
        const auto value = [&] { return m_contexts->tint().value(5); };
        QCOMPARE(value(), double((*data().lossRows)(last, 5)));
        m_selection->setCursorStep(step(7) + 1); // between two checkpoints: the nearest
        QCOMPARE(value(), double((*data().lossRows)(7, 5)));
        QCOMPARE(m_contexts->tint().step, step(7));
        QVERIFY(choose([](ContextChoice& c) { c.tint = Tint::projectedLoss; }));
        QCOMPARE(value(), double((*data().projectedRows)(7, 5)));
        QVERIFY(choose([](ContextChoice& c) { c.tint = Tint::polca; }));
        QCOMPARE(value(), double((*data().polcaRows)(6, 5)));
        m_selection->setCursorStep(step(0)); // where no interval ends
        QVERIFY(std::isnan(value()));
        m_selection->setCursorStep(std::numeric_limits<double>::quiet_NaN());
        QCOMPARE(value(), double((*data().polcaRows)(last - 1, 5)));
        QTRY_COMPARE(m_contexts->tint().end, analysis::sizeOfMost(*data().polcaRows, Contexts::shareInScale));
        QCOMPARE(m_contexts->tint().share(m_contexts->tint().end / -2), -0.5);
        QCOMPARE(m_contexts->tint().share(m_contexts->tint().end * 3), 1.0);
        QVERIFY(choose([](ContextChoice& c) { c.tint = Tint::none; }));
        QVERIFY(!m_contexts->tint().rows && std::isnan(value()));
        QVERIFY(std::isnan(m_contexts->tint().value(-1)));
    }

    void theModelIsAProperModelThroughAll()
    {
        ContextModel model;
        const QAbstractItemModelTester tester(&model, fatal);
        QCOMPARE(model.rowCount(), 0);
        model.setList(list());
        model.setTint(m_contexts->tint());
        QCOMPARE(model.rowCount(), int(list().tokens.size()));
        QCOMPARE(model.columnCount(), int(ContextModel::firstLabelColumn) + int(m_run->tokens->labels.size()) + 2);
        const auto cell = [&](int row, int column, int role = Qt::DisplayRole) { return model.index(row, column).data(role); };
        for (int row = 0; row < model.rowCount(); ++row) {
            const auto token = list().tokens[std::size_t(row)];
            const QString line = cell(row, 0).toString() + cell(row, 1).toString() + cell(row, 2).toString();
            QCOMPARE(line.size(), 12); // abc+def=wxyz
            QCOMPARE(cell(row, 1).toString(), QString::fromStdString(m_run->tokens->text(std::size_t(token))));
            QCOMPARE(cell(row, 0, ContextModel::tokenRole).toInt(), token);
            QCOMPARE(cell(row, model.valueColumn(), ContextModel::sortRole).toDouble(), m_contexts->tint().value(token));
            QCOMPARE(cell(row, model.clusterColumn()).toString(), QString::number(data().cluster(list().cluster)->number + 1));
            QVERIFY(cell(row, 0, Qt::ToolTipRole).toString().contains("centroid"));
            QCOMPARE(model.rowOf(token), row);
        }
        QCOMPARE(model.headerData(model.valueColumn(), Qt::Horizontal, Qt::DisplayRole).toString(), "Loss at\n95");
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        m_selection->setCursorStep(step(3));
        model.setTint(m_contexts->tint());
        QVERIFY(!changed.isEmpty());
        QCOMPARE(model.headerData(model.valueColumn(), Qt::Horizontal, Qt::DisplayRole).toString(), "Loss at\n15");
        model.setTint({});
        QCOMPARE(cell(0, model.valueColumn()).toString(), QString());
        model.setList({});
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(model.rowOf(5), -1);
    }

    void theOtherDigitsOfAnAnswerHaveTheirOwnTint()
    {
        QTRY_VERIFY(m_contexts->tint().end > 0);
        ContextModel model;
        model.setTint(m_contexts->tint());
        auto shown = list();
        shown.tokens = { 4 * 7 + 2 }; // the tens of the eighth example
        shown.keys = { 0 };
        model.setList(shown);
        const auto pieces = [&](int column) {
            return model.index(0, column).data(ContextModel::piecesRole).value<QList<ContextPiece>>();
        };
        const auto tint = [&](std::int32_t token) { return m_contexts->tint().share(m_contexts->tint().value(token)); };
        const auto before = pieces(ContextModel::beforeColumn);
        QCOMPARE(before.size(), 3); // the sum as it is set, and two digits
        QCOMPARE(before[0].text.size(), 8);
        QVERIFY(std::isnan(before[0].tint));
        QCOMPARE(before[1].tint, tint(28));
        QCOMPARE(before[2].tint, tint(29));
        QCOMPARE(pieces(ContextModel::tokenColumn)[0].tint, tint(30));
        QCOMPARE(pieces(ContextModel::afterColumn)[0].tint, tint(31));
        QString text;
        for (const auto& piece : before)
            text += piece.text;
        QCOMPARE(text, model.index(0, ContextModel::beforeColumn).data().toString());
    }

    void whiteSpaceIsMadeVisible() { QCOMPARE(models::visibleText("a b\n\tc"), QStringLiteral("a·b↵→c")); }

    void theChoiceGoesThroughAFileAndNonsenseIsPassedOver()
    {
        for (const auto order : { ContextOrder::medoid, ContextOrder::centroid, ContextOrder::quantiles, ContextOrder::boundary,
                 ContextOrder::random, ContextOrder::outliers, ContextOrder::polca }) {
            for (const auto tint : { Tint::none, Tint::loss, Tint::polca, Tint::projectedLoss }) {
                for (const auto scope : { SearchScope::mark, SearchScope::cluster, SearchScope::run }) {
                    const ContextChoice choice { order, 77, tint, scope };
                    QCOMPARE(models::contextChoice(models::toJson(choice)), choice);
                }
            }
        }
        QCOMPARE(models::toJson(ContextChoice { ContextOrder::outliers })["order"].toString(), "outliers");
        QCOMPARE(models::contextChoice({}), ContextChoice());
        QCOMPARE(models::contextChoice({ { "order", 7 }, { "seed", "x" }, { "tint", "red" }, { "search", QJsonValue() } }),
            ContextChoice());
    }

    void anotherRunOrNoneLeavesNothingOfTheOneBefore()
    {
        support::SyntheticRunOptions options;
        options.examples = 40;
        options.finished = false;
        const QString path = m_folder.filePath("small.polca");
        support::writeSyntheticRun(path.toStdString(), options);
        ContextModel model;
        const QAbstractItemModelTester tester(&model, fatal);
        connect(m_contexts.get(), &Contexts::tintChanged, &model, [&] { model.setTint(m_contexts->tint()); });
        connect(m_contexts.get(), &Contexts::listChanged, &model, [&] { model.setList(m_contexts->list()); });
        QVERIFY(order(ContextOrder::boundary)); // before there are clusters all belong alike
        m_view->setRun(models::readRun(path));
        QTRY_VERIFY_WITH_TIMEOUT(m_view->data() && m_view->data()->run->path == path, 20000);
        QVERIFY(settled());
        for (const auto token : list().tokens)
            QVERIFY(token < 160);
        QVERIFY(model.rowCount() > 0);
        m_view->setRun(nullptr);
        QVERIFY(!list().data && model.rowCount() == 0);
        QVERIFY(!m_contexts->tint().rows);
    }

    void theLastOfManyQuestionsWins()
    {
        for (int i = 0; i < 50; ++i) {
            ContextChoice choice = m_contexts->choice();
            choice.order = ContextOrder(i % 7);
            m_contexts->setChoice(choice);
            m_selection->setCursorStep(step(std::size_t(i % 20)));
            QTest::qWait(i % 3);
        }
        QVERIFY(order(ContextOrder::random));
        QCOMPARE(list().tokens, analysis::inOrder(ContextOrder::random, analysis::tokensOf(clustering(), list().cluster), {}, Contexts::mostListed, 1));
    }
};

QTEST_MAIN(tst_context_lists)
#include "tst_context_lists.moc"
