#include "tests/support/synthetic_run.h"
#include "widgets/models/view_session.h"
#include "widgets/panels/choice_bar.h"

#include <QComboBox>
#include <QStandardItemModel>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace polcascope;
using models::RunView;
using panels::ChoiceBar;
using store::Decomposition;
using store::Quantity;
using store::Rules;

class tst_choice_bar : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    models::RunSnapshotPointer m_plain; ///< neither curvature nor sets of vectors
    models::RunSnapshotPointer m_full; ///< both
    std::unique_ptr<RunView> m_view;
    std::unique_ptr<ChoiceBar> m_bar;

    [[nodiscard]] QToolButton* button(const QString& text) const
    {
        for (auto* button : m_bar->findChildren<QToolButton*>())
            if (button->text() == text)
                return button;
        return nullptr;
    }
    [[nodiscard]] QComboBox* vectors() const { return m_bar->findChild<QComboBox*>("vectorChoice"); }
    void show(const models::RunSnapshotPointer& run)
    {
        m_view->setRun(run);
        m_bar->showRun(run);
        QVERIFY(settled());
    }
    [[nodiscard]] bool settled() const
    {
        return QTest::qWaitFor(
            [&] { return m_view->data() && !m_view->isComputing() && !m_view->isOutOfDate(); }, 20000);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English));
        support::SyntheticRunOptions options;
        options.examples = 60;
        options.curvature = false;
        support::writeSyntheticRun(m_folder.filePath("plain.polca").toStdString(), options);
        options.curvature = true;
        options.midpoint = options.ownCurvature = true; // and all decompositions clustered
        options.together = "0,1,2; 1,3";
        support::writeSyntheticRun(m_folder.filePath("full.polca").toStdString(), options);
        m_plain = models::readRun(m_folder.filePath("plain.polca"));
        m_full = models::readRun(m_folder.filePath("full.polca"));
    }

    void init()
    {
        m_view = std::make_unique<RunView>();
        m_bar = std::make_unique<ChoiceBar>(m_view.get());
        m_bar->resize(1800, 40);
        m_bar->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_bar.get()));
    }

    void cleanup()
    {
        m_bar.reset();
        m_view.reset();
    }

    void whatTheRunCannotHaveIsInSightAndSaysWhy()
    {
        show(m_plain);
        for (const char* name : { "Second order", "Simpson", "Exact" }) {
            QVERIFY(button(name)->isVisible());
            QVERIFY(!button(name)->isEnabled());
        }
        QVERIFY(button("Second order")->toolTip().contains("trajectories.curvature_examples"));
        QVERIFY(button("Simpson")->toolTip().contains("trajectories.midpoint"));
        QVERIFY(button("Exact")->toolTip().contains("trajectories.own_curvature"));
        QVERIFY(button("Fisher")->isEnabled());
        const int last = vectors()->count() - 1;
        QCOMPARE(last, 4);
        QVERIFY(!qobject_cast<QStandardItemModel*>(vectors()->model())->item(last)->isEnabled());
        QVERIFY(vectors()->itemData(last, Qt::ToolTipRole).toString().contains("clustering.together"));

        show(m_full);
        QVERIFY(button("Second order")->isEnabled() && button("Simpson")->isEnabled() && button("Exact")->isEnabled());
        QVERIFY(!button("Second order")->toolTip().contains("trajectories.curvature_examples"));
        QCOMPARE(vectors()->count(), 6);
        QCOMPARE(vectors()->itemText(4), "0+1+2");
        QCOMPARE(vectors()->itemText(5), "1+3");
    }

    void theOtherDecompositionsAreOneClick()
    {
        show(m_full);
        m_view->setChoice({ Rules::y2024, Quantity::polca, Decomposition::trapezoid, 1, 4 });
        QVERIFY(settled());
        QTest::mouseClick(button("Second order"), Qt::LeftButton);
        QVERIFY(settled());
        QCOMPARE(m_view->data()->choice.decomposition, Decomposition::secondOrder);
        QCOMPARE(m_view->data()->origin, models::ClusterOrigin::stored);
        QTest::mouseClick(button("Exact"), Qt::LeftButton);
        QVERIFY(settled());
        QCOMPARE(m_view->data()->choice.decomposition, Decomposition::exactCurvature);
        QCOMPARE(m_view->data()->origin, models::ClusterOrigin::stored);
        QTest::mouseClick(button("Fisher"), Qt::LeftButton);
        QVERIFY(settled());
        QCOMPARE(m_view->data()->clustering, m_full->clusterings.at(m_view->choice().key()));
        // Squares only rise: the 2026 rules take them as they are.
        QTest::mouseClick(button("2026"), Qt::LeftButton);
        QVERIFY(settled());
        QCOMPARE(m_view->choice().quantity, Quantity::polca);
        QCOMPARE(m_view->data()->origin, models::ClusterOrigin::stored);
        QTest::mouseClick(button("Trapezoid"), Qt::LeftButton);
        QVERIFY(settled());
        QCOMPARE(m_view->choice().quantity, Quantity::projectedLoss);
        QCOMPARE(m_view->data()->origin, models::ClusterOrigin::stored);
    }

    void aSetOfVectorsIsChosenAndKeptInTheSession()
    {
        show(m_full);
        m_view->setChoice({ Rules::y2024, Quantity::polca, Decomposition::trapezoid, 3, 4 });
        QVERIFY(settled());
        vectors()->setFocus();
        QTest::keyClick(vectors(), Qt::Key_Down);
        QVERIFY(settled());
        const auto choice = m_view->choice();
        QCOMPARE(choice.vector, 0);
        QCOMPARE(choice.together, std::vector<std::int32_t>({ 1, 2 }));
        QCOMPARE(m_view->data()->origin, models::ClusterOrigin::stored);
        QCOMPARE(m_view->data()->rows->rows(), 3 * (m_full->trajectories->checkpoints() - 1));
        QCOMPARE(vectors()->currentText(), "0+1+2");
        {
            models::ViewSession session(m_view.get());
            session.open(m_full->path);
            auto other = choice;
            other.setVector(2);
            m_view->setChoice(other);
            QCOMPARE(vectors()->currentText(), "2");
            m_view->setChoice(choice);
            other.output = 5;
            other.together = { 3 };
            other.vector = 1;
            m_view->setChoice(other);
        }
        m_view->setChoice(choice);
        models::ViewSession session(m_view.get());
        session.open(m_full->path);
        QCOMPARE(m_view->choice().vector, 1);
        QCOMPARE(m_view->choice().together, std::vector<std::int32_t>({ 3 }));
        QCOMPARE(vectors()->currentText(), "1+3");
        QVERIFY(settled());
    }

    void whereThereIsNoRoomForButtonsTheOutputsAreAList()
    {
        show(m_full);
        auto* list = m_bar->findChild<QComboBox*>("outputChoice");
        QVERIFY(button("7")->isVisible() && !list->isVisible());
        QTest::mouseClick(button("7"), Qt::LeftButton);
        m_bar->resize(900, 40);
        QTRY_VERIFY(!button("7")->isVisible());
        QCOMPARE(list->currentText(), "7");
        list->setCurrentIndex(0);
        Q_EMIT list->activated(0);
        QCOMPARE(m_view->choice().output, -1);
        m_bar->resize(1800, 40);
        QTRY_VERIFY(button("7")->isVisible());
        QVERIFY(button("All")->isChecked());
        QVERIFY(settled());
    }

    void aRunThatCannotHaveTheChoiceGetsOneThatItCan()
    {
        show(m_full);
        m_view->setChoice({ Rules::y2024, Quantity::polca, Decomposition::secondOrder, 0, 4, { 1, 2 } });
        QVERIFY(settled());
        show(m_plain);
        QCOMPARE(m_view->choice().decomposition, Decomposition::trapezoid);
    }
};

QTEST_MAIN(tst_choice_bar)
#include "tst_choice_bar.moc"
