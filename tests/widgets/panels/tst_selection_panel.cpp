#include "tests/support/synthetic_run.h"
#include "widgets/panels/selection_panel.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace polcascope;
using models::TokenSet;
using models::TokenText;
using panels::SelectionPanel;

class tst_selection_panel : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    models::RunSnapshotPointer m_run;
    std::unique_ptr<models::RunView> m_view;
    std::unique_ptr<models::ClusterSelection> m_selection;
    std::unique_ptr<models::TokenBrush> m_brush;
    QUndoStack m_undo;
    std::unique_ptr<models::Slices> m_slices;
    std::unique_ptr<SelectionPanel> m_panel;

    template <typename T> [[nodiscard]] T* child(const char* name) const { return m_panel->findChild<T*>(name); }
    [[nodiscard]] QString headline() const { return child<QLabel>("selectionHeadline")->text(); }
    void search(const QString& pattern, Qt::KeyboardModifiers modifiers = {}) const
    {
        auto* field = child<QLineEdit>("selectionPattern");
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, pattern);
        QTest::keyClick(field, Qt::Key_Return, modifiers);
    }
    [[nodiscard]] TokenSet matching(const char* pattern, TokenText where) const
    {
        return matchingTokens(*m_run->tokens, QRegularExpression(pattern), where);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English));
        support::writeSyntheticRun(m_folder.filePath("a.polca").toStdString());
        m_run = models::readRun(m_folder.filePath("a.polca"));
    }

    void init()
    {
        m_undo.clear();
        m_view = std::make_unique<models::RunView>();
        m_selection = std::make_unique<models::ClusterSelection>();
        m_selection->setUndoStack(&m_undo);
        m_brush = std::make_unique<models::TokenBrush>(m_selection.get());
        m_slices = std::make_unique<models::Slices>(&m_undo);
        m_panel = std::make_unique<SelectionPanel>(m_view.get(), m_selection.get(), m_brush.get(), m_slices.get());
        m_panel->resize(400, 500);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
        m_view->setRun(m_run);
        m_view->setChoice({ store::Rules::y2026, store::Quantity::loss, store::Decomposition::trapezoid, 1, -1 });
        QVERIFY(QTest::qWaitFor([&] { return m_view->data() && !m_view->isComputing() && !m_view->isOutOfDate(); }, 20000));
    }
    void cleanup()
    {
        m_panel.reset();
        m_slices.reset();
        m_brush.reset();
        m_selection.reset();
        m_view.reset();
    }

    void anExpressionSelectsTokensByTheirTextOrTheirContext()
    {
        QVERIFY(headline().startsWith("No tokens are selected"));
        search("[37]");
        QTRY_COMPARE(m_selection->tokens(), matching("[37]", TokenText::token));
        QCOMPARE(headline(), QString("%1 of 400 token(s) selected: token matches /[37]/").arg(m_selection->tokens().tokens.size()));
        auto* where = child<QComboBox>("selectionWhere");
        where->setFocus();
        QTest::keyClick(where, Qt::Key_Down);
        search("=1$");
        QTRY_COMPARE(m_selection->tokens(), matching("=1$", TokenText::context));
        QCOMPARE(m_undo.count(), 2);
        m_undo.undo();
        QCOMPARE(m_selection->tokens(), matching("[37]", TokenText::token));
    }

    void whatIsNoExpressionOrFindsNothingIsSaid()
    {
        search("[37");
        QVERIFY2(headline().startsWith("No regular expression"), qPrintable(headline()));
        search("x");
        QTRY_COMPARE(headline(), "token matches /x/: none");
        QVERIFY(m_selection->tokens().isEmpty());
    }

    void theThresholdOfTheLastDragIsChangedByItsField()
    {
        const auto interval = models::intervalOf(*m_run, m_view->data()->loss, 3, 9, "loss");
        m_brush->finish(interval, {});
        QTRY_VERIFY(!m_selection->tokens().isEmpty());
        const auto before = m_selection->tokens().tokens.size();
        auto falls = fallsIn(interval);
        std::sort(falls.begin(), falls.end());
        auto* field = child<QDoubleSpinBox>("brushThreshold");
        QCOMPARE(field->value(), m_brush->threshold());
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, QString::number(double(falls[200]), 'f', 3));
        QTest::keyClick(field, Qt::Key_Up);
        QVERIFY(m_brush->threshold() > double(falls[200]));
        QVERIFY(m_selection->tokens().tokens.size() < before);
        QVERIFY2(headline().contains(QString("fall over %1 nats").arg(m_brush->threshold())), qPrintable(headline()));
        field->selectAll();
        QTest::keyClicks(field, "99");
        QVERIFY2(headline().contains(": none; the largest fall there is"), qPrintable(headline()));
    }

    void slicesAreKeptNamedChosenAndRemoved()
    {
        auto* list = child<QTreeView>("sliceTable");
        auto* keep = child<QToolButton>("keepSlice");
        const auto click = [&](int row, Qt::KeyboardModifiers modifiers) {
            QTest::mouseClick(list->viewport(), Qt::LeftButton, modifiers, list->visualRect(list->model()->index(row, 0)).center());
        };
        QVERIFY(!keep->isEnabled());
        search("7");
        QTRY_VERIFY(keep->isEnabled());
        QTest::mouseClick(keep, Qt::LeftButton);
        auto* editor = list->viewport()->findChild<QLineEdit*>();
        QVERIFY(editor); // to give it another name at once
        QTest::keyClicks(editor, "sevens");
        QTest::keyClick(editor, Qt::Key_Return);
        const TokenSet sevens = matching("7", TokenText::token), threes = matching("3", TokenText::token);
        QTRY_COMPARE(m_slices->list(), (QVector<models::Slice> { { "sevens", sevens } }));
        search("3");
        QTRY_COMPARE(m_selection->tokens(), threes);
        QTest::mouseClick(keep, Qt::LeftButton);
        QTest::keyClick(list->viewport()->findChild<QLineEdit*>(), Qt::Key_Escape);
        QCOMPARE(m_slices->list()[1].name, "slice 1");

        click(0, {});
        QCOMPARE(m_selection->tokens(), (TokenSet { sevens.tokens, "sevens" }));
        click(1, Qt::ShiftModifier);
        QCOMPARE(m_selection->tokens(), models::combined({ sevens.tokens, "sevens" }, { threes.tokens, "slice 1" }, Qt::ShiftModifier));
        const TokenSet both = m_selection->tokens();
        QTest::mouseClick(child<QToolButton>("replaceSlice"), Qt::LeftButton);
        QCOMPARE(m_slices->list()[1].set, both);
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Delete);
        QCOMPARE(m_slices->rowCount(), 1);
        m_undo.undo();
        QCOMPARE(m_slices->list()[1].set, both);
        list->setCurrentIndex(list->model()->index(0, 0));
        QTRY_VERIFY(!list->viewport()->findChild<QLineEdit*>()); // those before go later
        QTest::keyClick(list, Qt::Key_F2);
        editor = list->viewport()->findChild<QLineEdit*>();
        QVERIFY(editor);
        editor->selectAll();
        QTest::keyClicks(editor, "7s");
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(m_slices->list()[0].name, "7s");
    }

    void whatIsBelowTheHeadlineStaysWhereItIsDuringADrag()
    {
        m_panel->resize(340, 500);
        const auto* below = child<QLineEdit>("selectionPattern");
        const auto placeAfter = [&](const QString& how) {
            m_selection->dragTokens({ { 1, 2, 3 }, how });
            QTest::qWait(20);
            return below->mapTo(m_panel.get(), QPoint()).y();
        };
        const int place = placeAfter("a");
        QCOMPARE(placeAfter("loss, steps 100 to 2,000: fall over 0.1 nats"), place);
        QCOMPARE(placeAfter("a"), place);
        // What needs more has it, and keeps it.
        const int more = placeAfter(QStringLiteral("and what falls then ").repeated(9));
        QVERIFY(more > place);
        QCOMPARE(placeAfter("a"), more);
        m_panel->resize(360, 500);
        QCOMPARE(placeAfter("b"), place);
    }

    void theButtonSaysThatEveryDragSelects()
    {
        QSignalSpy changed(m_panel.get(), &SelectionPanel::brushingChanged);
        QTest::mouseClick(child<QToolButton>("brushButton"), Qt::LeftButton);
        QCOMPARE(changed.count(), 1);
        QVERIFY(changed[0][0].toBool());
        m_panel->setBrushing(false);
        QVERIFY(!child<QToolButton>("brushButton")->isChecked());
    }
};

QTEST_MAIN(tst_selection_panel)
#include "tst_selection_panel.moc"
