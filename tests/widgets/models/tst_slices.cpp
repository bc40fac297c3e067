#include "widgets/models/slices.h"

#include "core/analysis/clusterings.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace polcascope::models;

class tst_slices : public QObject {
    Q_OBJECT

    const TokenSet m_a { { 1, 2, 5 }, "vector 3, steps 400 to 800: fall over 0.5 nats" };
    const TokenSet m_b { { 7 }, "token matches /7/" };

    [[nodiscard]] static QString name(const Slices& slices, int row) { return slices.index(row, Slices::nameColumn).data().toString(); }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }

    void slicesAreKeptRenamedReplacedAndRemovedAndAllIsUndone()
    {
        QUndoStack undo;
        Slices slices(&undo);
        const QAbstractItemModelTester tester(&slices);
        QSignalSpy changed(&slices, &Slices::listChanged);
        slices.keep(m_a);
        slices.keep(m_b);
        QCOMPARE(slices.rowCount(), 2);
        QCOMPARE(name(slices, 0), "slice 1");
        QCOMPARE(name(slices, 1), "slice 2");
        QCOMPARE(slices.index(0, Slices::sizeColumn).data().toString(), "3");
        QCOMPARE(slices.index(0, Slices::howColumn).data().toString(), m_a.how);
        QCOMPARE(undo.undoText(), "Keep slice 2");

        const QModelIndex first = slices.index(0, Slices::nameColumn);
        QVERIFY(first.flags() & Qt::ItemIsEditable);
        QVERIFY(!(slices.index(0, Slices::howColumn).flags() & Qt::ItemIsEditable));
        QVERIFY(slices.setData(first, "  early   sevens "));
        QCOMPARE(name(slices, 0), "early sevens");
        QVERIFY(!slices.setData(first, "slice 2")); // another has that name
        QVERIFY(!slices.setData(first, "  "));
        QVERIFY(slices.setData(first, "early sevens")); // no step
        QCOMPARE(undo.count(), 3);

        slices.replace(1, m_a);
        QCOMPARE(slices.list()[1].set, m_a);
        QCOMPARE(slices.list()[1].name, "slice 2");
        slices.remove(0);
        QCOMPARE(slices.rowCount(), 1);
        slices.keep(m_b); // a name that is free
        QCOMPARE(name(slices, 1), "slice 1");
        const auto last = slices.list();
        QCOMPARE(changed.count(), 6);
        while (undo.canUndo())
            undo.undo();
        QCOMPARE(slices.rowCount(), 0);
        while (undo.canRedo())
            undo.redo();
        QCOMPARE(slices.list(), last);
    }

    void aSliceThatIsALabelIsALabelOfTheTokens()
    {
        auto tokens = std::make_shared<polcascope::TokenTable>();
        tokens->output.assign(8, 0);
        tokens->labels = { { "place", { "1s", "10s" }, { 0, 1, 0, 1, 0, 1, 0, 1 } } };
        auto run = std::make_shared<RunSnapshot>();
        run->tokens = tokens;
        QUndoStack undo;
        Slices slices(&undo);
        const QAbstractItemModelTester tester(&slices);
        QSignalSpy changed(&slices, &Slices::labelsChanged);
        slices.keep(m_a);
        slices.keep(m_b);
        QCOMPARE(slices.labelled(run), run); // none is
        QVERIFY(changed.isEmpty());

        QVERIFY(slices.setData(slices.index(0, Slices::labelColumn), Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(changed.count(), 1);
        const auto labelled = slices.labelled(run);
        QCOMPARE(slices.labelled(run), labelled); // the same as long as nothing changes
        QCOMPARE(labelled->tokens->labels.size(), std::size_t(2));
        QCOMPARE(labelled->tokens->labels[0], tokens->labels[0]);
        const polcascope::LabelColumn expected { "slice 1", { "not slice 1", "slice 1" }, { 0, 1, 1, 0, 0, 1, 0, 0 }, 0 };
        QCOMPARE(labelled->tokens->labels[1], expected);
        QCOMPARE(tokens->labels.size(), std::size_t(1));
        // The run has grown, but not its tokens.
        auto grown = std::make_shared<RunSnapshot>(*run);
        QVERIFY(slices.labelled(grown) != labelled);
        QCOMPARE(slices.labelled(grown)->tokens, labelled->tokens);

        QVERIFY(slices.setData(slices.index(0, 0), "place")); // as the task calls one
        QCOMPARE(slices.labelled(run)->tokens->labels[1].name, std::string("place (own)"));
        slices.keep(m_b); // no label: nothing to tell
        QCOMPARE(changed.count(), 2);
        Slices again(nullptr);
        again.restore(slices.toJson());
        QCOMPARE(again.list(), slices.list());
        for (int i = 0; i < 3; ++i)
            undo.undo();
        QCOMPARE(slices.labelled(run), run);
    }

    void noClusterIsCalledByWhatItsTokensLack()
    {
        polcascope::TokenTable tokens;
        tokens.output.assign(8, 0);
        tokens.labels = { { "mine", { "not mine", "mine" }, { 1, 1, 1, 1, 0, 0, 0, 0 }, 0 } };
        polcascope::store::Clustering clustering;
        clustering.labels = { 0, 0, 0, 0, 1, 1, 1, 1 };
        clustering.persistence = { 1, 1 };
        QCOMPARE(polcascope::analysis::ruleLabel(clustering, 0, tokens), std::string("mine"));
        QCOMPARE(polcascope::analysis::ruleLabel(clustering, 1, tokens), std::string());
    }

    void sessionsKeepThem()
    {
        Slices slices(nullptr), again(nullptr);
        slices.keep(m_a);
        slices.keep(m_b);
        QVERIFY(slices.setData(slices.index(1, 0), "sevens"));
        again.restore(slices.toJson());
        QCOMPARE(again.list(), slices.list());
        // What is broken is left out, and what has the name of another.
        QJsonArray json = slices.toJson()["slices"].toArray();
        json.append(json[0]);
        json.append(QJsonObject { { "name", "none" }, { "tokens", QJsonArray { QJsonArray { 3, 2 } } } });
        json.append("nonsense");
        again.restore({ { "slices", json } });
        QCOMPARE(again.list(), slices.list());
        again.restore({});
        QCOMPARE(again.rowCount(), 0);
    }
};

QTEST_GUILESS_MAIN(tst_slices)
#include "tst_slices.moc"
