#include "widgets/views/parameter_map_plot.h"

#include <QApplication>
#include <QClipboard>
#include <QSignalSpy>
#include <QTest>

using namespace polcascope;
using models::MapQuantity;
using models::ParameterMapData;
using views::ParameterMapPlot;

class tst_parameter_map_plot : public QObject {
    Q_OBJECT

    std::shared_ptr<ParameterMapData> m_data;
    std::unique_ptr<ParameterMapPlot> m_plot;

private Q_SLOTS:
    void init()
    {
        QLocale::setDefault(QLocale::c());
        m_data = std::make_shared<ParameterMapData>();
        m_data->sizes = { 5, 10, 20, 50 };
        m_data->samples = { 1, 5, 20 };
        m_data->rules.minimumClusterSize = 20;
        m_data->rules.minimumSamples = 5;
        m_data->hasCarries = true;
        for (int cell = 0; cell < 12; ++cell)
            m_data->cells.push_back({ cell != 11, 12 - cell, cell / 12.0, 1 - cell / 12.0 });
        m_plot = std::make_unique<ParameterMapPlot>();
        m_plot->resize(500, 260);
        m_plot->setData(m_data);
        m_plot->setCurrent({ .minimumClusterSize = 10, .minimumSamples = 1 });
        m_plot->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_plot.get()));
    }

    void aClickChoosesTheCell()
    {
        QSignalSpy chosen(m_plot.get(), &ParameterMapPlot::chosen);
        QTest::mouseClick(m_plot.get(), Qt::LeftButton, {}, m_plot->cellRect(2, 3).center().toPoint());
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].toLongLong(), 50);
        QCOMPARE(chosen[0][1].toLongLong(), 20);
        QTest::mouseClick(m_plot.get(), Qt::LeftButton, {}, { 2, 2 });
        QCOMPARE(chosen.size(), 1);
    }

    void arrowsWalkFromTheSettingInForceAndEnterChooses()
    {
        QSignalSpy chosen(m_plot.get(), &ParameterMapPlot::chosen);
        m_plot->setFocus();
        QTest::keyClick(m_plot.get(), Qt::Key_Right); // where it is now
        QTest::keyClick(m_plot.get(), Qt::Key_Right);
        QTest::keyClick(m_plot.get(), Qt::Key_Down);
        QTest::keyClick(m_plot.get(), Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].toLongLong(), 20);
        QCOMPARE(chosen[0][1].toLongLong(), 5);
        for (int i = 0; i < 9; ++i)
            QTest::keyClick(m_plot.get(), Qt::Key_Down);
        QTest::keyClick(m_plot.get(), Qt::Key_Space);
        QCOMPARE(chosen.last()[1].toLongLong(), 20);
        QTest::keyClick(m_plot.get(), Qt::Key_Escape);
        QTest::keyClick(m_plot.get(), Qt::Key_Return);
        QCOMPARE(chosen.size(), 2);
    }

    void everyQuantityIsPaintedDifferently()
    {
        QList<QImage> images;
        for (const auto quantity : { MapQuantity::clusters, MapQuantity::noise, MapQuantity::homogeneity }) {
            m_plot->setQuantity(quantity);
            images.append(m_plot->grab().toImage());
        }
        QVERIFY(images[0] != images[1] && images[1] != images[2]);
        // More is stronger.
        m_plot->setQuantity(MapQuantity::clusters);
        const QPoint corner(4, 4);
        const QColor many = images[0].pixelColor(m_plot->cellRect(0, 0).topLeft().toPoint() + corner);
        const QColor few = images[0].pixelColor(m_plot->cellRect(2, 2).topLeft().toPoint() + corner);
        QVERIFY(many.lightnessF() < few.lightnessF());
    }

    void theFrameFollowsTheSettingAlsoBetweenTheCells()
    {
        const QImage on = m_plot->grab().toImage();
        m_plot->setCurrent({ .minimumClusterSize = 14, .minimumSamples = 1 });
        QVERIFY(m_plot->grab().toImage() != on);
        m_plot->setCurrent({ .minimumClusterSize = 1000, .minimumSamples = 1000 });
        m_plot->grab();
        m_plot->setOutOfDate(true);
        QVERIFY(m_plot->grab().toImage() != on);
    }

    void withoutDataItSaysWhy()
    {
        m_plot->setEmptyReason("nothing to see");
        m_plot->setData(nullptr);
        QCOMPARE(m_plot->accessibleDescription(), "nothing to see");
        m_plot->grab();
        QSignalSpy chosen(m_plot.get(), &ParameterMapPlot::chosen);
        QTest::mouseClick(m_plot.get(), Qt::LeftButton, {}, { 200, 100 });
        QTest::keyClick(m_plot.get(), Qt::Key_Return);
        QVERIFY(chosen.isEmpty());
    }

    void theDataAreCopied()
    {
        m_plot->copyData();
        QCOMPARE(QApplication::clipboard()->text(), models::table(*m_data).text('\t'));
        QVERIFY(m_plot->accessibleDescription().contains("outliers"));
    }
};

QTEST_MAIN(tst_parameter_map_plot)
#include "tst_parameter_map_plot.moc"
