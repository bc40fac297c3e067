#include "tests/support/painted_texts.h"
#include "tests/widgets/views/view_data.h"
#include "widgets/views/label_bar_plot.h"

#include <QApplication>
#include <QClipboard>
#include <QSignalSpy>
#include <QTest>

using namespace polcascope;
using views::LabelBarPlot;

class TestLabelBarPlot : public QObject {
    Q_OBJECT
private:
    viewdata::Example m_run = viewdata::example(400, 20);
    models::LabelBarsData m_data;
    std::unique_ptr<LabelBarPlot> m_plot;

private Q_SLOTS:
    void init()
    {
        m_data = models::labelBars(m_run.tokens, m_run.clustering, { .title = QStringLiteral("Labels") });
        m_plot = std::make_unique<LabelBarPlot>();
        m_plot->resize(700, 320);
        m_plot->setData(m_data);
        m_plot->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_plot.get()));
        (void)m_plot->grab(); // lays the bars out
    }

    void everyClusterHasItsPlaceAndOutliersAreLast()
    {
        double right = 0;
        for (const int id : { 0, 1, 2, store::noise }) {
            const QRectF rect = m_plot->groupRect(id);
            QVERIFY(rect.isValid());
            QVERIFY(rect.left() >= right - 0.5);
            right = rect.right();
        }
        QVERIFY(m_plot->groupRect(17).isNull());
    }

    void enrichmentIsDrawnAroundOne()
    {
        const QImage shares = m_plot->grab().toImage();
        m_plot->setMeasure(LabelBarPlot::Measure::enrichment);
        const QImage enriched = m_plot->grab().toImage();
        QVERIFY(enriched != shares);
        QVERIFY(m_plot->groupRect(1).isValid());
        // Outliers alone, and of nothing, is no reason to fall.
        models::LabelBarsData none = m_data;
        for (auto& group : none.groups) {
            group.size = 0;
            for (auto& parts : group.counts)
                parts.fill(0);
        }
        m_plot->setData(none);
        QVERIFY(!m_plot->grab().isNull());
    }

    void hoverAndClickNameTheCluster()
    {
        QSignalSpy hovered(m_plot.get(), &LabelBarPlot::groupHovered);
        QSignalSpy clicked(m_plot.get(), &LabelBarPlot::groupClicked);
        QSignalSpy background(m_plot.get(), &LabelBarPlot::backgroundClicked);
        const QPoint at = m_plot->groupRect(1).center().toPoint();
        QTest::mouseMove(m_plot.get(), at);
        QCOMPARE(hovered.last().first().toInt(), 1);
        QTest::mouseClick(m_plot.get(), Qt::LeftButton, Qt::ControlModifier, at);
        QCOMPARE(clicked.last()[0].toInt(), 1);
        QCOMPARE(clicked.last()[1].value<Qt::KeyboardModifiers>(), Qt::ControlModifier);
        QTest::mouseClick(m_plot.get(), Qt::LeftButton, {}, { 2, 2 });
        QCOMPARE(background.count(), 1);
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(m_plot.get(), &leave);
        QCOMPARE(hovered.last().first().toInt(), models::noGroup);
    }

    void theKeyboardWalksThroughTheClusters()
    {
        QSignalSpy hovered(m_plot.get(), &LabelBarPlot::groupHovered);
        QSignalSpy clicked(m_plot.get(), &LabelBarPlot::groupClicked);
        QTest::keyClick(m_plot.get(), Qt::Key_Right);
        QTest::keyClick(m_plot.get(), Qt::Key_Right);
        QCOMPARE(hovered.last().first().toInt(), 1);
        QTest::keyClick(m_plot.get(), Qt::Key_Space);
        QCOMPARE(clicked.last()[0].toInt(), 1);
    }

    void hoverSelectionAndMeasureChangeThePicture()
    {
        const QImage plain = m_plot->grab().toImage();
        m_plot->setHovered(2);
        QVERIFY(m_plot->grab().toImage() != plain);
        m_plot->setHovered(models::noGroup);
        m_plot->setSelected({ 0 });
        QVERIFY(m_plot->grab().toImage() != plain);
        m_plot->setSelected({});
        QCOMPARE(m_plot->grab().toImage(), plain);
        m_plot->setMeasure(LabelBarPlot::Measure::count);
        QVERIFY(m_plot->grab().toImage() != plain);
    }

    void itIsDescribedInWordsAndCopiedAsATable()
    {
        QCOMPARE(m_plot->accessibleName(), QStringLiteral("Labels"));
        QVERIFY(m_plot->accessibleDescription().contains(QStringLiteral("cluster 0 (outliers)")));
        m_plot->copyData();
        QCOMPARE(QApplication::clipboard()->text().split(u'\n', Qt::SkipEmptyParts).size(), 1 + 4 * 4 * 2);
    }

    void namesThatAreTooLongStandInTwoLines()
    {
        m_plot->resize(1600, 320);
        QVERIFY(support::paintedTexts(*m_plot).contains("cluster 0 (outliers)"));
        m_plot->resize(m_plot->minimumSizeHint().width(), 320);
        const QStringList texts = support::paintedTexts(*m_plot);
        QVERIFY2(texts.contains("cluster 0") && texts.contains("(outliers)"), qPrintable(texts.join('\n')));
        QVERIFY2(support::cutTexts(*m_plot).isEmpty(), qPrintable(texts.join('\n')));
        // There is none to lose where it is low.
        m_plot->resize(m_plot->minimumSizeHint());
        QVERIFY(!support::paintedTexts(*m_plot).contains("(outliers)"));
        QVERIFY(m_plot->groupRect(1).isValid());
    }

    void withoutClustersItSaysWhy()
    {
        store::Clustering skipped;
        skipped.labels.assign(400, store::notClustered);
        skipped.skipped = true;
        const auto data = models::labelBars(m_run.tokens, skipped, {});
        QVERIFY(data.emptyReason.contains(QStringLiteral("does not fall")));
        m_plot->setData(data);
        QCOMPARE(m_plot->accessibleDescription(), data.emptyReason);
        QVERIFY(!m_plot->grab().isNull());
        QTest::keyClick(m_plot.get(), Qt::Key_Right);
        QTest::mouseMove(m_plot.get(), m_plot->rect().center());
        QCOMPARE(m_plot->hovered(), models::noGroup);
    }
};

QTEST_MAIN(TestLabelBarPlot)
#include "tst_label_bar_plot.moc"
