#include "widgets/models/annotations.h"

#include "tests/support/synthetic_run.h"
#include "widgets/models/run_view.h"
#include "widgets/models/view_session.h"

#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>

using namespace polcascope;
using models::Annotation;
using models::annotated;
using models::annotationsOf;
using models::RunView;

class tst_annotations : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    models::RunSnapshotPointer m_run;

    static store::Clustering clustering(std::vector<std::int32_t> labels)
    {
        store::Clustering made;
        std::int32_t clusters = 0;
        for (const auto label : labels)
            clusters = std::max(clusters, label + 1);
        made.labels = std::move(labels);
        made.persistence.assign(static_cast<std::size_t>(clusters), 0.5);
        return made;
    }

    [[nodiscard]] static bool settled(const RunView& view)
    {
        return QTest::qWaitFor(
            [&] { return view.data() && !view.isComputing() && view.data()->choice == view.choice(); }, 20000);
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QString path = m_folder.filePath("a.polca");
        support::writeSyntheticRun(path.toStdString());
        m_run = models::readRun(path);
    }

    void aNameBelongsToTheTokensAndFollowsThem()
    {
        const auto fine = clustering({ 0, 0, 0, 1, 1, 1, -1 });
        auto annotations = annotated({}, fine, 1, { "carry", {} });
        QCOMPARE(annotations, (std::vector { Annotation { "carry", "", { 3, 4, 5 } } }));
        QCOMPARE(annotationsOf(fine, annotations), std::vector<int>({ -1, 0 }));
        // Other labels, and a cluster that has won a token and lost one.
        QCOMPARE(annotationsOf(clustering({ 1, 1, 1, -1, 0, 0, 0 }), annotations), std::vector<int>({ 0, -1 }));
        // Cut away: nobody bears the name, but it is kept and comes back.
        const auto coarse = clustering({ 0, 0, 0, -1, -1, -1, -1 });
        QCOMPARE(annotationsOf(coarse, annotations), std::vector<int>({ -1 }));
        annotations = annotated(annotations, coarse, 0, { "digit", "seen at 200" });
        QCOMPARE(annotationsOf(fine, annotations), std::vector<int>({ 1, 0 }));
    }

    void anotherNameReplacesTheOldOneAndNoneTakesItAway()
    {
        const auto cut = clustering({ 0, 0, 0, 1, 1, 1 });
        auto annotations = annotated(annotated({}, cut, 0, { "one", "why" }), cut, 0, { "two", {} });
        QCOMPARE(annotations, (std::vector { Annotation { "two", "why", { 0, 1, 2 } } }));
        QVERIFY(annotated(annotations, cut, 0, { "", "" }).empty());
    }

    void ofTwoThatFitTheLastOneWritten()
    {
        const auto cut = clustering({ 0, 0, 0, 0 });
        const std::vector<Annotation> two { { "old", "", { 0, 1, 2 } }, { "new", "", { 0, 1, 2, 3 } } };
        QCOMPARE(annotationsOf(cut, two), std::vector<int>({ 1 }));
    }

    void tokensOfAnotherRunAreNobody()
    {
        const std::vector<Annotation> foreign { { "far", "", { 2, 900 } }, { "none", "", {} }, { "odd", "", { -1, 2 } } };
        QCOMPARE(annotationsOf(clustering({ 0, 0, 0 }), foreign), std::vector<int>({ -1 }));
    }

    void jsonKeepsThemAndPassesOverNonsense()
    {
        const std::vector<Annotation> annotations { { "carry", "a \"note\"", { 0, 1, 2, 7, 9, 10 } }, { "", "n", { 4 } } };
        const QJsonArray json = models::toJson(annotations);
        QCOMPARE(QJsonDocument(json[0].toObject()["tokens"].toArray()).toJson(QJsonDocument::Compact),
            QByteArray("[[0,2],[7,7],[9,10]]"));
        QCOMPARE(models::annotationsFromJson(json), annotations);
        const auto read = [](const char* text) {
            return models::annotationsFromJson(QJsonDocument::fromJson(text).array());
        };
        QVERIFY(read(R"([7, {"name": "x"}, {"name": "x", "tokens": [[5, 3]]}, {"name": "x", "tokens": [[3, 5], [4, 6]]},
            {"name": "x", "tokens": [[0, 2000000000]]}, {"name": "x", "tokens": ["a"]}])")
                    .empty());
    }

    void aNewNameIsSeenEverywhereUndoneAndKept()
    {
        {
            RunView view;
            QUndoStack undo;
            models::ViewSession session(&view);
            view.setRun(m_run);
            session.open(m_run->path);
            view.setChoice({ store::Rules::y2026, store::Quantity::loss, store::Decomposition::trapezoid, 0, -1 });
            QVERIFY(settled(view));
            const QString before = view.data()->cluster(1)->name;
            undo.push(new models::AnnotateCommand(&view, 1, { .name = QStringLiteral("  the  carries ") }));
            QVERIFY(undo.undoText().contains(before));
            QVERIFY(settled(view));
            QCOMPARE(view.data()->cluster(1)->name, "the carries");
            QVERIFY(view.data()->loss.group(1)->name.startsWith("the carries"));
            QVERIFY(view.data()->projected.group(1)->name.startsWith("the carries"));
            QCOMPARE(view.data()->bars.group(1)->name, "the carries");
            undo.push(new models::AnnotateCommand(&view, 1, { .note = QStringLiteral("why?") }));
            QVERIFY(settled(view));
            QCOMPARE(view.data()->cluster(1)->note, "why?");
            QCOMPARE(view.data()->cluster(1)->name, "the carries");

            undo.undo();
            undo.undo();
            QVERIFY(settled(view));
            QCOMPARE(view.data()->cluster(1)->name, before);
            QVERIFY(view.annotations().empty());
            auto other = view.choice();
            other.quantity = store::Quantity::polca;
            view.setChoice(other);
            undo.redo();
            QCOMPARE(view.choice().quantity, store::Quantity::loss);
            undo.redo();
            // The same as before is nothing that could be undone, and takes no name away that is not shown yet.
            undo.push(new models::AnnotateCommand(&view, 1, { .note = QStringLiteral("why?") }));
            QCOMPARE(undo.count(), 2);
            QVERIFY(settled(view));
        }
        RunView view;
        models::ViewSession session(&view);
        QSignalSpy failed(&session, &models::ViewSession::failed);
        view.setRun(m_run);
        session.open(m_run->path);
        QVERIFY(failed.isEmpty());
        QVERIFY(settled(view));
        QCOMPARE(view.data()->cluster(1)->name, "the carries");
        QCOMPARE(view.data()->cluster(1)->note, "why?");
    }
};

QTEST_GUILESS_MAIN(tst_annotations)
#include "tst_annotations.moc"
