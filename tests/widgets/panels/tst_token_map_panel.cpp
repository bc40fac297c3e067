#include "tests/support/synthetic_run.h"
#include "widgets/panels/token_map_panel.h"
#include "widgets/views/token_map_plot.h"

#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace polcascope;
using models::RunView;
using panels::TokenMapPanel;
using store::Decomposition;
using store::Quantity;
using store::Rules;
using views::TokenMapPlot;

class tst_token_map_panel : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    models::RunSnapshotPointer m_run;
    std::unique_ptr<RunView> m_view;
    std::unique_ptr<models::ClusterSelection> m_selection;
    std::unique_ptr<TokenMapPanel> m_panel;

    [[nodiscard]] TokenMapPlot* plot() const { return m_panel->findChild<TokenMapPlot*>("tokenMap"); }
    [[nodiscard]] bool settled() const
    {
        return QTest::qWaitFor(
            [&] {
                return m_view->data() && !m_view->isComputing() && !m_view->isOutOfDate() && plot()->data() &&
                    plot()->data() == m_panel->map().data() && !m_panel->map().isOutOfDate();
            },
            20000);
    }
    /// A point that lies alone enough to be met.
    [[nodiscard]] qsizetype pointOf(int group) const
    {
        const auto& data = *plot()->data();
        for (const auto point : data.group(group)->points) {
            bool alone = true;
            for (std::size_t i = 0; i < data.groupOf.size() && alone; ++i)
                alone = data.groupOf[i] == group || (plot()->position(qsizetype(i)) - plot()->position(point)).manhattanLength() > 4;
            if (alone)
                return point;
        }
        return -1;
    }
    void press(const QString& text) const
    {
        for (auto* button : m_panel->findChildren<QToolButton*>())
            if (button->text() == text)
                return QTest::mouseClick(button, Qt::LeftButton);
        QFAIL(qPrintable(text));
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
        m_view = std::make_unique<RunView>();
        m_selection = std::make_unique<models::ClusterSelection>();
        m_panel = std::make_unique<TokenMapPanel>(m_view.get(), m_selection.get());
        m_panel->resize(800, 400);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
        m_view->setRun(m_run);
        m_view->setChoice({ Rules::y2026, Quantity::loss, Decomposition::trapezoid, 0, -1 });
        QVERIFY(settled());
        QVERIFY(m_view->data()->clustering->clusters() > 1);
    }
    void cleanup()
    {
        m_panel.reset();
        m_selection.reset();
        m_view.reset();
    }

    void aClickSelectsTheClusterAndTheToken()
    {
        const qsizetype point = pointOf(1);
        QVERIFY(point >= 0);
        QTest::mouseClick(plot(), Qt::LeftButton, {}, plot()->position(point).toPoint());
        QCOMPARE(m_selection->selected(), QSet<int>({ 1 }));
        const int token = m_selection->primaryToken();
        QVERIFY(token >= 0);
        QCOMPARE(m_view->data()->clustering->labels[std::size_t(token)], 1);
        QTest::mouseClick(plot(), Qt::LeftButton, Qt::ControlModifier, plot()->position(pointOf(0)).toPoint());
        QCOMPARE(m_selection->selected(), QSet<int>({ 0, 1 }));
    }

    void hoverIsTheOthersToo()
    {
        QTest::mouseMove(plot(), plot()->position(pointOf(0)).toPoint());
        QTRY_COMPARE(m_selection->hovered(), 0);
        m_selection->setHovered(1); // from another view
        QTest::keyClick(plot(), Qt::Key_Return);
        QCOMPARE(m_selection->selected(), QSet<int>({ 1 }));
    }

    void aRectangleSelectsByTheKeysPressed()
    {
        press("Rectangle");
        const QRect all = plot()->plotRect().toRect().adjusted(1, 1, -1, -1);
        const auto drag = [&](const QRect& area, Qt::KeyboardModifiers modifiers) {
            QTest::mousePress(plot(), Qt::LeftButton, modifiers, area.topLeft());
            for (const QPoint& to : { area.center(), area.bottomRight() }) {
                QMouseEvent move(QEvent::MouseMove, to, plot()->mapToGlobal(to), Qt::NoButton, Qt::LeftButton, modifiers);
                QApplication::sendEvent(plot(), &move);
            }
            QTest::mouseRelease(plot(), Qt::LeftButton, modifiers, area.bottomRight());
        };
        QSet<int> everything;
        for (const auto& group : plot()->data()->groups)
            everything.insert(group.id);
        drag(all, {});
        QCOMPARE(m_selection->selected(), everything);
        QVERIFY(m_selection->selected().contains(m_selection->current()));
        const QPoint one = plot()->position(pointOf(0)).toPoint();
        drag(QRect(one - QPoint(8, 8), one + QPoint(8, 8)), Qt::AltModifier);
        QVERIFY(!m_selection->selected().contains(0));
        drag(QRect(one - QPoint(8, 8), one + QPoint(8, 8)), Qt::ShiftModifier);
        QVERIFY(m_selection->selected().contains(0));
        drag(all, Qt::ControlModifier);
        QVERIFY(m_selection->selected().isEmpty());
        QCOMPARE(m_selection->current(), models::noGroup);
    }

    void aRectangleSelectsTokensToo()
    {
        press("Rectangle");
        press("Tokens");
        const QRect all = plot()->plotRect().toRect().adjusted(1, 1, -1, -1);
        const auto move = [&](const QPoint& to) {
            QMouseEvent event(QEvent::MouseMove, to, plot()->mapToGlobal(to), Qt::NoButton, Qt::LeftButton, {});
            QApplication::sendEvent(plot(), &event);
        };
        QTest::mousePress(plot(), Qt::LeftButton, {}, all.topLeft());
        move(all.center());
        move(all.bottomRight());
        const auto everything = m_selection->shownTokens().tokens; // before the button is let go
        QVERIFY(m_selection->tokens().isEmpty());
        QTest::mouseRelease(plot(), Qt::LeftButton, {}, all.bottomRight());
        QCOMPARE(m_selection->tokens().tokens, everything);
        QVERIFY2(m_selection->tokens().how.startsWith("drawn in the map of loss"), qPrintable(m_selection->tokens().how));
        qsizetype clustered = 0;
        for (const auto& group : plot()->data()->groups)
            clustered += qsizetype(group.points.size());
        QCOMPARE(everything.size(), clustered);
        QVERIFY(m_selection->selected().isEmpty());
    }

    void anotherCutKeepsTheZoomAndIsThereAtOnce()
    {
        QTest::keyClick(plot(), Qt::Key_Plus);
        const QRectF zoomed = plot()->visible();
        auto parameters = m_view->parameters();
        parameters.minimumClusterSize = 4;
        m_view->setParameters(parameters);
        QVERIFY(settled());
        QCOMPARE(plot()->visible(), zoomed);
        QCOMPARE(plot()->data()->groups.size(), qsizetype(m_view->data()->clusters.size()));
        m_view->setChoice({ Rules::y2024, Quantity::polca, Decomposition::trapezoid, 1, 4 });
        QVERIFY(settled());
        QVERIFY(!plot()->isZoomed());
    }

    void whatIsNotSeenIsNotProjected()
    {
        m_panel->hide();
        const auto before = m_panel->map().data();
        m_view->setChoice({ Rules::y2024, Quantity::polca, Decomposition::trapezoid, 1, 4 });
        QTRY_VERIFY(m_view->data() && !m_view->isOutOfDate() && !m_view->isComputing());
        QTest::qWait(100);
        QCOMPARE(m_panel->map().data(), before);
        m_panel->show();
        QVERIFY(settled());
        QVERIFY(m_panel->map().data() != before);
        m_view->setRun(nullptr);
        QTRY_VERIFY(!plot()->data());
        QVERIFY(!plot()->accessibleDescription().isEmpty());
    }

    void theTableListsTheClustersAndSelectsThem()
    {
        QTest::keyClick(plot(), Qt::Key_F8);
        auto* table = m_panel->findChild<QTreeView*>("tokenMapTable");
        QVERIFY(table->isVisible());
        QCOMPARE(table->model()->rowCount(), int(plot()->data()->groups.size()));
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(table->model()->index(1, 0)).center());
        QCOMPARE(m_selection->selected().size(), 1);
    }
};

QTEST_MAIN(tst_token_map_panel)
#include "tst_token_map_panel.moc"
