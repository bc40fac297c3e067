#include "widgets/theme/theme.h"
#include "widgets/views/overview_plot.h"

#include <QApplication>
#include <QClipboard>
#include <QSignalSpy>
#include <QTest>

using namespace polcascope;
using models::OverviewData;
using models::OverviewMeasure;
using store::Quantity;
using views::OverviewPlot;
using State = models::OverviewCell::State;

class tst_overview_plot : public QObject {
    Q_OBJECT

    std::shared_ptr<OverviewData> m_data;
    std::unique_ptr<OverviewPlot> m_plot;

    [[nodiscard]] QColor colourAt(int row, int column) const
    {
        const QRectF cell = m_plot->cellRect(row, column);
        return m_plot->grab().toImage().pixelColor((cell.topLeft() + QPointF(3, 3)).toPoint());
    }

private Q_SLOTS:
    void init()
    {
        QLocale::setDefault(QLocale::c());
        m_data = std::make_shared<OverviewData>();
        m_data->request.label = { { "carry", "carry" }, true };
        m_data->rows = { { Quantity::loss, {}, "loss", "loss" } };
        for (int vector = 0; vector < 5; ++vector)
            m_data->rows.push_back(
                { Quantity::polca, { vector }, QString::number(vector), "vector " + QString::number(vector) });
        m_data->outputs = { 0, 1, 2 };
        m_data->outputNames = { "0", "1", "2" };
        for (int i = 0; i < 18; ++i)
            m_data->cells.push_back({ State::clusters, 2, 0, i / 18.0, 10 + i, 0.5 });
        m_data->cells[4] = { State::nothing, 0, -1, 0, 0, {} };
        m_data->cells[5] = {};
        m_plot = std::make_unique<OverviewPlot>();
        m_plot->resize(640, 260);
        m_plot->setData(m_data);
        m_plot->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_plot.get()));
    }

    void vectorsLieAlongTheLongerSideAndAClickChooses()
    {
        QSignalSpy chosen(m_plot.get(), &OverviewPlot::chosen);
        QVERIFY(m_plot->cellRect(5, 0).left() > m_plot->cellRect(0, 0).right()); // wide: across
        QTest::mouseClick(m_plot.get(), Qt::LeftButton, {}, m_plot->cellRect(3, 1).center().toPoint());
        QCOMPARE(chosen.takeFirst(), QVariantList({ 3, 1 }));
        m_plot->resize(300, 500);
        QVERIFY(m_plot->cellRect(5, 0).top() > m_plot->cellRect(0, 0).bottom()); // high: down
        QTest::mouseClick(m_plot.get(), Qt::LeftButton, {}, m_plot->cellRect(5, 2).center().toPoint());
        QCOMPARE(chosen.takeFirst(), QVariantList({ 5, 2 }));
        QTest::mouseClick(m_plot.get(), Qt::LeftButton, {}, { 2, 2 });
        QVERIFY(chosen.isEmpty());
    }

    void theKeysBeginAtTheChosenCellOrTheBest()
    {
        QSignalSpy chosen(m_plot.get(), &OverviewPlot::chosen);
        m_plot->setFocus();
        QTest::keyClick(m_plot.get(), Qt::Key_Return); // nothing is pointed at
        QVERIFY(chosen.isEmpty());
        QTest::keyClick(m_plot.get(), Qt::Key_Right);
        QTest::keyClick(m_plot.get(), Qt::Key_Return);
        QCOMPARE(chosen.takeFirst(), QVariantList({ 5, 2 }));
        QTest::keyClick(m_plot.get(), Qt::Key_Escape);
        m_plot->setCurrent({ .quantity = Quantity::polca, .vector = 1, .output = 0 });
        QTest::keyClick(m_plot.get(), Qt::Key_Down);
        QTest::keyClick(m_plot.get(), Qt::Key_Right);
        QTest::keyClick(m_plot.get(), Qt::Key_Down);
        QTest::keyClick(m_plot.get(), Qt::Key_Space);
        QCOMPARE(chosen.takeFirst(), QVariantList({ 3, 1 })); // row 2 is vector 1; one to the right, one down
        QTest::keyClick(m_plot.get(), Qt::Key_Home);
        QTest::keyClick(m_plot.get(), Qt::Key_Enter);
        QCOMPARE(chosen.takeFirst(), QVariantList({ 0, 1 }));
    }

    void moreIsStrongerAndNoClustersAreEmpty()
    {
        QVERIFY(colourAt(5, 2).lightnessF() < colourAt(0, 1).lightnessF());
        QCOMPARE(colourAt(1, 1), theme::themeOf(m_plot->palette()).background);
        QVERIFY(colourAt(0, 0) != theme::themeOf(m_plot->palette()).background); // a share of 0 is something else
    }

    void aboveChanceWhatIsBelowIsGrey()
    {
        m_plot->setMeasure(OverviewMeasure::aboveChance);
        QCOMPARE(colourAt(0, 0), colourAt(1, 0)); // 0 and 0.17, both below 0.5
        QVERIFY(colourAt(5, 2) != colourAt(0, 0));
        const QImage known = m_plot->grab().toImage();
        for (auto& cell : m_data->cells)
            cell.chance.reset();
        m_plot->setData(m_data);
        QVERIFY(m_plot->grab().toImage() != known);
    }

    void theChosenCellIsFramed()
    {
        const QImage before = m_plot->grab().toImage();
        m_plot->setCurrent({ .quantity = Quantity::polca, .vector = 1, .output = 0 });
        QVERIFY(m_plot->grab().toImage() != before);
        m_plot->setCurrent({ .quantity = Quantity::projectedLoss, .vector = 1, .output = 0 }); // not in it
        QCOMPARE(m_plot->grab().toImage(), before);
    }

    void itSaysItInWordsAndCopiesItsNumbers()
    {
        QVERIFY(m_plot->accessibleDescription().contains("vector 4"));
        m_plot->copyData();
        QCOMPARE(QApplication::clipboard()->text(), models::table(*m_data).text('\t'));
        m_plot->copyImage();
        QVERIFY(!QApplication::clipboard()->image().isNull());
        m_plot->setEmptyReason("the engine is at work");
        m_plot->setData(nullptr);
        QCOMPARE(m_plot->accessibleDescription(), "the engine is at work");
        m_plot->grab();
        QTest::keyClick(m_plot.get(), Qt::Key_Return);
    }
};

QTEST_MAIN(tst_overview_plot)
#include "tst_overview_plot.moc"
