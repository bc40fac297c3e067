#include "widgets/models/token_filter.h"

#include "tests/support/synthetic_run.h"
#include "widgets/models/contexts.h"
#include "widgets/models/token_map.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>

using namespace polcascope;
using namespace polcascope::models;
using Kind = TokenFilter::Kind;

class tst_token_filter : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    RunSnapshotPointer m_run;
    const TokenFilter m_sevens { Kind::token, "^7$" }, m_clustered { Kind::clustered, {} }, m_tens { Kind::label, "place", "10s" };

    [[nodiscard]] static bool settled(const RunView& view)
    {
        return QTest::qWaitFor([&] { return view.data() && !view.isComputing() && !view.isOutOfDate(); }, 20000);
    }
    [[nodiscard]] bool meetsAll(const store::Clustering& clustering, std::size_t token) const
    {
        const LabelColumn& place = *m_run->tokens->label("place");
        return m_run->tokens->text(token) == "7" && clustering.labels[token] >= 0 &&
            place.categories[std::size_t(place.values[token])] == "10s";
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English));
        support::writeSyntheticRun(m_folder.filePath("a.polca").toStdString());
        m_run = readRun(m_folder.filePath("a.polca"));
    }

    void filtersLeaveTheTokensThatMeetAllOfThem()
    {
        auto clustering = std::make_shared<store::Clustering>();
        for (std::size_t token = 0; token < m_run->tokens->count(); ++token)
            clustering->labels.push_back(static_cast<std::int32_t>(token % 4) - 1);
        QVERIFY(!shownTokens({}, m_run->tokens, clustering, nullptr));
        const TokenFilters filters { m_sevens, m_clustered, m_tens };
        const auto shown = shownTokens(filters, m_run->tokens, clustering, nullptr);
        qint64 count = 0, sevens = 0;
        for (std::size_t token = 0; token < m_run->tokens->count(); ++token) {
            QCOMPARE(shown->holds(static_cast<std::int32_t>(token)), meetsAll(*clustering, token));
            count += meetsAll(*clustering, token);
            sevens += m_run->tokens->text(token) == "7";
        }
        QVERIFY(count > 0);
        QCOMPARE(shown->count, count);
        QCOMPARE(shown->each[0].count, sevens);
        QCOMPARE(shown->each[0].filter, m_sevens);
        QCOMPARE(filteredInWords(shown), QString("filtered: %1 of 400 token(s) of the run").arg(count));

        // Another cut: only what hangs on the clusters is looked for again.
        auto other = std::make_shared<store::Clustering>(*clustering);
        other->labels.assign(other->labels.size(), -1);
        const auto again = shownTokens(filters, m_run->tokens, other, shown);
        QCOMPARE(again->each[0].by, shown->each[0].by);
        QCOMPARE(again->count, 0);
        // What the run does not have filters nothing.
        QCOMPARE(shownTokens({ { Kind::label, "colour", "red" } }, m_run->tokens, clustering, nullptr)->count, 400);
    }

    void sessionsKeepThemAndTheyAreWords()
    {
        const TokenFilters filters { m_sevens, { Kind::context, "=7$" }, m_clustered, m_tens };
        QCOMPARE(tokenFilters(toJson(filters)), filters);
        QCOMPARE(filters[0].inWords(), "token matches /^7$/");
        QCOMPARE(filters[2].inWords(), "in a cluster");
        QCOMPARE(filters[3].inWords(), "place is 10s");
        auto json = toJson(filters)["filters"].toArray();
        json.append(QJsonObject { { "kind", "none such" } });
        json.append(QJsonObject { { "kind", "token" }, { "text", "(" } });
        json.append(json[0]);
        QCOMPARE(tokenFilters({ { "filters", json } }), filters);
    }

    void contextsMapAndBarsShowWhatIsLeft()
    {
        RunView view;
        ClusterSelection selection;
        Contexts contexts(&view, &selection);
        TokenMap map;
        QUndoStack undo;
        view.setRun(m_run);
        view.setChoice({ store::Rules::y2026, store::Quantity::loss, store::Decomposition::trapezoid, 0, -1 });
        QVERIFY(settled(view));
        const auto before = view.data();
        QSignalSpy changed(&view, &RunView::filtersChanged);
        undo.push(new FilterCommand(&view, { m_tens }));
        QCOMPARE(undo.undoText(), "Filter “place is 10s”");
        QCOMPARE(changed.count(), 1);
        QVERIFY(settled(view));
        QTRY_VERIFY(view.data() != before && !contexts.work().isRunning() && contexts.list().data == view.data());
        const auto& data = *view.data();
        QCOMPARE(data.clusters.size(), before->clusters.size()); // clusters are what they are

        const LabelColumn& place = *m_run->tokens->label("place");
        std::map<int, qint64> expected;
        for (std::size_t token = 0; token < place.values.size(); ++token)
            if (place.categories[std::size_t(place.values[token])] == "10s" && data.clustering->labels[token] >= store::noise)
                ++expected[data.clustering->labels[token]];
        QCOMPARE(std::size_t(data.bars.groups.size()), expected.size());
        for (const auto& group : data.bars.groups)
            QCOMPARE(group.size, expected[group.id]);
        QVERIFY(data.bars.note.startsWith("filtered: 100 of 400"));

        QCOMPARE(contexts.list().total, expected[contexts.list().cluster]);
        for (const auto token : contexts.list().tokens)
            QCOMPARE(place.categories[std::size_t(place.values[std::size_t(token)])], std::string("10s"));

        map.show(view.data());
        QTRY_VERIFY(map.data() && !map.isOutOfDate());
        QCOMPARE(std::size_t(map.data()->groups.size()), expected.size());
        for (const auto& group : map.data()->groups)
            QCOMPARE(qint64(group.points.size()), expected[group.id]);
        QVERIFY(map.data()->note.contains("filtered: 100 of 400"));

        undo.undo();
        QVERIFY(settled(view));
        QVERIFY(!view.data()->shown);
        QCOMPARE(view.data()->bars.groups.size(), before->bars.groups.size());
    }

    void anotherRunHasNone()
    {
        RunView view;
        view.setRun(m_run);
        view.setFilters({ m_clustered });
        view.setRun(nullptr);
        QVERIFY(view.filters().isEmpty());
    }
};

QTEST_GUILESS_MAIN(tst_token_filter)
#include "tst_token_filter.moc"
