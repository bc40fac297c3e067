#include "widgets/views/vector_grid_plot.h"

#include <QApplication>
#include <QClipboard>
#include <QHelpEvent>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>

using namespace polcascope;
using models::VectorGrid;
using models::VectorGridCell;
using views::VectorGridPlot;

class tst_vector_grid_plot : public QObject {
    Q_OBJECT

    std::shared_ptr<VectorGrid> m_data;
    std::unique_ptr<VectorGridPlot> m_plot;

    [[nodiscard]] QPoint centre(int row, int column) const { return m_plot->cellRect(row, column).center().toPoint(); }
    /// Of a place in a cell, in widths of it; a little above where its text would be.
    [[nodiscard]] QColor colourAt(const QImage& image, int row, int column, double across) const
    {
        const QRectF cell = m_plot->cellRect(row, column);
        return image.pixelColor(QPointF(cell.left() + across * cell.width(), cell.top() + 3).toPoint());
    }

private Q_SLOTS:
    void init()
    {
        QLocale::setDefault(QLocale::c());
        m_data = std::make_shared<VectorGrid>();
        m_data->title = "Vectors";
        m_data->columnTitle = "what";
        m_data->summary = "Three vectors.";
        m_data->rows = { "0", "1", "2", "sum" };
        m_data->vectors = 3;
        m_data->columns = { { "bar", "Bar", "bar", "", false, 0.5 }, { "tint", "Tint", "tint", "", true, 0 } };
        for (int row = 0; row < 4; ++row) {
            m_data->cells.push_back({ VectorGridCell::Fill::bar, double(row), "", 0.5, 0.5 + row / 6.0, 0 });
            m_data->cells.push_back({ row == 1 ? VectorGridCell::Fill::missing : VectorGridCell::Fill::tint, row / 4.0, "", 0, row / 4.0, 1 });
        }
        m_data->describe = [](int row, int column) { return QStringLiteral("row %1, column %2").arg(row).arg(column); };
        m_plot = std::make_unique<VectorGridPlot>("Basis vectors");
        m_plot->resize(500, 300);
        m_plot->setData(m_data);
        m_plot->setCurrent(1);
        m_plot->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_plot.get()));
    }

    void aClickChoosesTheVectorOfTheRow()
    {
        QSignalSpy chosen(m_plot.get(), &VectorGridPlot::chosen);
        QTest::mouseClick(m_plot.get(), Qt::LeftButton, {}, centre(2, 1));
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].toInt(), 2);
        QTest::mouseClick(m_plot.get(), Qt::LeftButton, {}, centre(3, 0)); // no vector
        QTest::mouseClick(m_plot.get(), Qt::LeftButton, {}, { 2, 2 });
        QCOMPARE(chosen.size(), 1);
    }

    void arrowsWalkFromTheVectorChosenAndEnterChooses()
    {
        QSignalSpy chosen(m_plot.get(), &VectorGridPlot::chosen);
        m_plot->setFocus();
        QTest::keyClick(m_plot.get(), Qt::Key_Down); // where it is now
        QTest::keyClick(m_plot.get(), Qt::Key_Return);
        QCOMPARE(chosen.last()[0].toInt(), 1);
        QTest::keyClick(m_plot.get(), Qt::Key_Up);
        QTest::keyClick(m_plot.get(), Qt::Key_Right);
        QTRY_VERIFY(QToolTip::text().contains("row 0, column 1")); // hover's words
        QTest::keyClick(m_plot.get(), Qt::Key_Space);
        QCOMPARE(chosen.last()[0].toInt(), 0);
    }

    void hoveringSaysTheValue()
    {
        QHelpEvent help(QEvent::ToolTip, centre(2, 0), m_plot->mapToGlobal(centre(2, 0)));
        QApplication::sendEvent(m_plot.get(), &help);
        QTRY_VERIFY(QToolTip::text().contains("row 2, column 0"));
        QVERIFY(QToolTip::text().contains("look at this vector"));
        QHelpEvent sum(QEvent::ToolTip, centre(3, 0), m_plot->mapToGlobal(centre(3, 0)));
        QApplication::sendEvent(m_plot.get(), &sum);
        QTRY_VERIFY(QToolTip::text().contains("row 3, column 0"));
        QVERIFY(!QToolTip::text().contains("look at this vector"));
    }

    void barsAreFromNoughtToTheValueInLightAndDark()
    {
        for (const QPalette& palette : { theme::lightPalette(), theme::darkPalette() }) {
            m_plot->setPalette(palette);
            const QImage image = m_plot->grab().toImage();
            const QColor empty = colourAt(image, 2, 0, 0.2);
            QCOMPARE(empty, palette.color(QPalette::Base));
            QVERIFY(colourAt(image, 2, 0, 0.7) != empty); // the bar ends at 5/6
            QCOMPARE(colourAt(image, 2, 0, 0.9), empty);
            QVERIFY(colourAt(image, 3, 0, 0.9) != empty);
            // More is stronger: further from the background.
            const auto contrast = [&](int row) {
                return std::abs(colourAt(image, row, 1, 0.5).lightness() - empty.lightness());
            };
            QVERIFY(contrast(3) > contrast(2) && contrast(2) > contrast(0));
        }
    }

    void theVectorChosenIsFramed()
    {
        const QImage first = m_plot->grab().toImage();
        m_plot->setCurrent(2);
        QVERIFY(m_plot->grab().toImage() != first);
        m_plot->setCurrent(1);
        QCOMPARE(m_plot->grab().toImage(), first);
        m_plot->setCurrent(17);
        m_plot->grab();
    }

    void itIsSaidCopiedAndEmptyWithAReason()
    {
        QCOMPARE(m_plot->accessibleName(), "Basis vectors");
        QCOMPARE(m_plot->accessibleDescription(), "Three vectors.");
        m_plot->copyData();
        QVERIFY(QApplication::clipboard()->text().startsWith("vector\tbar\ttint\n0\t0\t0\n"));
        m_plot->setEmptyReason("nothing to see");
        m_plot->setData(nullptr);
        QCOMPARE(m_plot->accessibleDescription(), "nothing to see");
        m_plot->grab();
        QSignalSpy chosen(m_plot.get(), &VectorGridPlot::chosen);
        QTest::mouseClick(m_plot.get(), Qt::LeftButton, {}, { 200, 100 });
        QTest::keyClick(m_plot.get(), Qt::Key_Return);
        QVERIFY(chosen.isEmpty());
    }
};

QTEST_MAIN(tst_vector_grid_plot)
#include "tst_vector_grid_plot.moc"
