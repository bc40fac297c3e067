#include "widgets/models/cluster_selection.h"

#include <QSignalSpy>
#include <QTest>

using polcascope::models::ClusterSelection;
using polcascope::models::noGroup;

class tst_cluster_selection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPlainClickReplacesAndASecondOneClears()
    {
        ClusterSelection selection;
        selection.click(2, {});
        QCOMPARE(selection.selected(), QSet<int> { 2 });
        QCOMPARE(selection.current(), 2);
        selection.click(3, {});
        QCOMPARE(selection.selected(), QSet<int> { 3 });
        selection.click(3, {});
        QVERIFY(selection.selected().isEmpty());
        QCOMPARE(selection.current(), noGroup);
    }

    void shiftAddsControlTogglesAltTakesAway()
    {
        ClusterSelection selection;
        selection.click(0, {});
        selection.click(1, Qt::ShiftModifier);
        QCOMPARE(selection.selected(), QSet<int>({ 0, 1 }));
        selection.click(2, Qt::ControlModifier);
        QCOMPARE(selection.selected(), QSet<int>({ 0, 1, 2 }));
        selection.click(2, Qt::ControlModifier);
        QCOMPARE(selection.selected(), QSet<int>({ 0, 1 }));
        selection.click(1, Qt::AltModifier);
        QCOMPARE(selection.selected(), QSet<int> { 0 });
        QCOMPARE(selection.current(), 0);
    }

    void nothingIsToldTwice()
    {
        ClusterSelection selection;
        QSignalSpy hovered(&selection, &ClusterSelection::hoveredChanged);
        QSignalSpy cursor(&selection, &ClusterSelection::cursorStepChanged);
        selection.setHovered(1);
        selection.setHovered(1);
        selection.setCursorStep(5);
        selection.setCursorStep(5);
        selection.setCursorStep(std::numeric_limits<double>::quiet_NaN());
        selection.setCursorStep(std::numeric_limits<double>::quiet_NaN());
        QCOMPARE(hovered.count(), 1);
        QCOMPARE(cursor.count(), 2);
    }

    void tokensAreSelectedAndUndone()
    {
        using polcascope::models::TokenSet;
        ClusterSelection selection;
        QUndoStack undo;
        selection.setUndoStack(&undo);
        QSignalSpy changed(&selection, &ClusterSelection::tokensChanged);
        QSignalSpy shown(&selection, &ClusterSelection::shownTokensChanged);
        const TokenSet a { { 1, 2, 3 }, "a" }, b { { 7 }, "b" };
        selection.dragTokens(a);
        QCOMPARE(selection.shownTokens(), a);
        QVERIFY(selection.tokens().isEmpty());
        QCOMPARE(shown.count(), 1);
        selection.chooseTokens(a);
        selection.chooseTokens(b);
        selection.chooseTokens(b);
        QCOMPARE(changed.count(), 2);
        QCOMPARE(undo.count(), 2);
        undo.undo();
        QCOMPARE(selection.tokens(), a);
        QCOMPARE(undo.redoText(), "Select 1 token(s)");
        undo.redo();
        QCOMPARE(selection.tokens(), b);
        // Given up: what is shown is what is selected again.
        selection.dragTokens(a);
        selection.dropTokens();
        QCOMPARE(selection.shownTokens(), b);
    }

    void clearingTakesTheTokenFirst()
    {
        ClusterSelection selection;
        selection.click(1, {});
        selection.setPrimaryToken(7);
        selection.clear();
        QCOMPARE(selection.primaryToken(), -1);
        QCOMPARE(selection.selected(), QSet<int> { 1 });
        selection.chooseTokens({ { 4 }, "a" });
        selection.clear();
        QVERIFY(selection.tokens().isEmpty());
        QCOMPARE(selection.selected(), QSet<int> { 1 });
        selection.clear();
        QVERIFY(selection.selected().isEmpty());
    }
};

QTEST_GUILESS_MAIN(tst_cluster_selection)
#include "tst_cluster_selection.moc"
