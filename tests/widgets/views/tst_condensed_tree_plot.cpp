#include "core/base/random.h"
#include "core/cluster/hdbscan.h"
#include "widgets/theme/theme.h"
#include "widgets/views/condensed_tree_plot.h"

#include <QApplication>
#include <QClipboard>
#include <QHelpEvent>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace polcascope;
using models::CondensedTreeData;
using views::CondensedTreePlot;

class tst_condensed_tree_plot : public QObject {
    Q_OBJECT

    std::shared_ptr<const CondensedTreeData> m_data;
    std::unique_ptr<CondensedTreePlot> m_plot;

    static std::shared_ptr<const CondensedTreeData> clouds(
        std::size_t count, const cluster::CutOptions& options, double epsilon = 0)
    {
        Random random(3, "clouds");
        Matrix<float> rows(count, 2);
        for (std::size_t i = 0; i < count; ++i) {
            rows(i, 0) = static_cast<float>(4 * static_cast<double>(i % 3) + 0.5 * random.normal());
            rows(i, 1) = static_cast<float>(i % 7 == 0 ? 12 * random.normal() : 0.5 * random.normal());
        }
        auto cut = cluster::cut(cluster::spanningTree(std::as_const(rows).view()), options);
        store::Clustering clustering;
        clustering.minimumClusterSize = options.minimumClusterSize;
        clustering.labels = cut.labels;
        for (const double probability : cut.probabilities)
            clustering.probabilities.push_back(static_cast<float>(probability));
        clustering.persistence = cut.persistence;
        clustering.condensedTree = cut.condensedTree;
        return std::make_shared<CondensedTreeData>(models::condensedTreeData(clustering, epsilon));
    }

    static void move(QWidget* widget, const QPointF& at, Qt::MouseButtons buttons = {})
    {
        QMouseEvent move(QEvent::MouseMove, at, widget->mapToGlobal(at), Qt::NoButton, buttons, {});
        QApplication::sendEvent(widget, &move);
    }
    [[nodiscard]] QPointF on(int cluster) const { return m_plot->pointOn(m_data->cluster(cluster)->branch); }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void init()
    {
        m_data = clouds(600, { .minimumClusterSize = 40 });
        QVERIFY(m_data->clusters.size() >= 3);
        m_plot = std::make_unique<CondensedTreePlot>();
        m_plot->resize(700, 320);
        m_plot->setData(m_data);
        m_plot->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_plot.get()));
    }

    void pointingAtABranchNamesItsCluster()
    {
        QSignalSpy hovered(m_plot.get(), &CondensedTreePlot::groupHovered);
        for (const int cluster : { 0, 1, 2 }) {
            QCOMPARE(m_plot->branchAt(on(cluster)), m_data->cluster(cluster)->branch);
            move(m_plot.get(), on(cluster));
            QCOMPARE(hovered.last()[0].toInt(), cluster);
            QCOMPARE(m_plot->hovered(), cluster);
        }
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(m_plot.get(), &leave);
        QCOMPARE(m_plot->hovered(), models::noGroup);
    }

    void aClickSelectsTheClusterOrAllClustersBelow()
    {
        QSignalSpy clicked(m_plot.get(), &CondensedTreePlot::groupClicked);
        QSignalSpy many(m_plot.get(), &CondensedTreePlot::groupsClicked);
        QSignalSpy background(m_plot.get(), &CondensedTreePlot::backgroundClicked);
        QTest::mouseClick(m_plot.get(), Qt::LeftButton, Qt::ShiftModifier, on(1).toPoint());
        QCOMPARE(clicked.size(), 1);
        QCOMPARE(clicked[0][0].toInt(), 1);
        QCOMPARE(clicked[0][1].value<Qt::KeyboardModifiers>(), Qt::ShiftModifier);
        QTest::mouseClick(m_plot.get(), Qt::LeftButton, {}, m_plot->pointOn(0).toPoint());
        QCOMPARE(many.size(), 1);
        QCOMPARE(many[0][0].value<QList<int>>().size(), qsizetype(m_data->clusters.size()));
        QTest::mouseClick(m_plot.get(), Qt::LeftButton, {}, { m_plot->width() - 20, m_plot->height() - 30 });
        QCOMPARE(background.size(), 1);
    }

    void theLineOfEpsilonIsDraggedAlongTheDistances()
    {
        QSignalSpy dragged(m_plot.get(), &CondensedTreePlot::epsilonDragged);
        QSignalSpy dropped(m_plot.get(), &CondensedTreePlot::epsilonDropped);
        QSignalSpy clicked(m_plot.get(), &CondensedTreePlot::groupClicked);
        const QPointF handle(m_plot->width() / 2.0, m_plot->epsilonHeight());
        QTest::mousePress(m_plot.get(), Qt::LeftButton, {}, handle.toPoint());
        move(m_plot.get(), handle - QPointF(0, 60), Qt::LeftButton);
        QCOMPARE(dragged.size(), 1);
        const double epsilon = dragged[0][0].toDouble();
        QVERIFY(epsilon > m_data->smallest && epsilon < m_data->largest);
        move(m_plot.get(), QPointF(handle.x(), -500), Qt::LeftButton);
        QCOMPARE(dragged.last()[0].toDouble(), m_data->largest);
        move(m_plot.get(), QPointF(handle.x(), 5000), Qt::LeftButton);
        QCOMPARE(dragged.last()[0].toDouble(), 0.0);
        QTest::mouseRelease(m_plot.get(), Qt::LeftButton, {}, handle.toPoint());
        QCOMPARE(dropped.size(), 1);
        QVERIFY(clicked.isEmpty());

        m_plot->setData(clouds(600, { .minimumClusterSize = 40, .selectionEpsilon = epsilon }, epsilon));
        QVERIFY(std::abs(m_plot->epsilonHeight() - (handle.y() - 60)) < 1);
        m_plot->setEpsilonEnabled(false);
        QTest::mousePress(m_plot.get(), Qt::LeftButton, {}, { m_plot->width() / 2, int(m_plot->epsilonHeight()) });
        const auto count = dragged.size();
        move(m_plot.get(), handle, Qt::LeftButton);
        QCOMPARE(dragged.size(), count);
        QTest::mouseRelease(m_plot.get(), Qt::LeftButton, {}, handle.toPoint());
    }

    void theEpsilonLineIsWhereTheDistanceIsOnEveryScale()
    {
        const double epsilon = 0.5;
        m_plot->setData(clouds(600, { .minimumClusterSize = 40 }, epsilon));
        for (const auto scale : { CondensedTreePlot::Scale::logarithmic, CondensedTreePlot::Scale::distance,
                 CondensedTreePlot::Scale::lambda }) {
            m_plot->setScale(scale);
            QSignalSpy dragged(m_plot.get(), &CondensedTreePlot::epsilonDragged);
            const QPointF line(m_plot->width() / 2.0, m_plot->epsilonHeight());
            QTest::mousePress(m_plot.get(), Qt::LeftButton, {}, line.toPoint());
            move(m_plot.get(), line, Qt::LeftButton);
            QTest::mouseRelease(m_plot.get(), Qt::LeftButton, {}, line.toPoint());
            QVERIFY(std::abs(dragged[0][0].toDouble() - epsilon) < 1e-9);
        }
    }

    void arrowsWalkTheTreeAndEnterSelects()
    {
        QSignalSpy clicked(m_plot.get(), &CondensedTreePlot::groupClicked);
        QSignalSpy many(m_plot.get(), &CondensedTreePlot::groupsClicked);
        m_plot->setFocus();
        QTest::keyClick(m_plot.get(), Qt::Key_Down); // the root
        QTest::keyClick(m_plot.get(), Qt::Key_Return);
        QCOMPARE(many.size(), 1);
        for (int step = 0; step < 20 && m_plot->hovered() == models::noGroup; ++step)
            QTest::keyClick(m_plot.get(), step % 2 ? Qt::Key_Right : Qt::Key_Down);
        QVERIFY(m_plot->hovered() >= 0);
        QTest::keyClick(m_plot.get(), Qt::Key_Return);
        QCOMPARE(clicked.last()[0].toInt(), m_plot->hovered());
        QTest::keyClick(m_plot.get(), Qt::Key_Escape);
        QCOMPARE(m_plot->hovered(), models::noGroup);
    }

    void theWheelZoomsAtTheMouseAndADoubleClickShowsAll()
    {
        const QPointF before = on(0);
        QWheelEvent wheel(before, m_plot->mapToGlobal(before), {}, { 0, 240 }, Qt::NoButton, {}, Qt::NoScrollPhase, false);
        QApplication::sendEvent(m_plot.get(), &wheel);
        QVERIFY(m_plot->isZoomed());
        QVERIFY((on(0) - before).manhattanLength() < 2);
        // The zoom stays when the same tree is cut in another way.
        m_plot->setData(clouds(600, { .minimumClusterSize = 30 }));
        QVERIFY(m_plot->isZoomed());
        QTest::mouseDClick(m_plot.get(), Qt::LeftButton, {}, before.toPoint());
        QVERIFY(!m_plot->isZoomed());
        m_plot->setFocus();
        QTest::keyClick(m_plot.get(), Qt::Key_Plus);
        QVERIFY(m_plot->isZoomed());
        const QPointF middle = QRectF(m_plot->rect()).center();
        const QPointF place = m_plot->pointOn(0);
        QTest::mousePress(m_plot.get(), Qt::LeftButton, {}, middle.toPoint());
        move(m_plot.get(), middle + QPointF(20, 10), Qt::LeftButton);
        QTest::mouseRelease(m_plot.get(), Qt::LeftButton, {}, (middle + QPointF(20, 10)).toPoint());
        QVERIFY(m_plot->pointOn(0).x() > place.x());
        QTest::keyClick(m_plot.get(), Qt::Key_0);
        QVERIFY(!m_plot->isZoomed());
    }

    void aTokenIsMarkedWhereItLeaves()
    {
        const QImage before = m_plot->grab().toImage();
        m_plot->setPrimaryToken(1);
        const QImage marked = m_plot->grab().toImage();
        QVERIFY(before != marked);
        m_plot->setPrimaryToken(-1);
        QCOMPARE(m_plot->grab().toImage(), before);
        m_plot->setPrimaryToken(1'000'000);
        QCOMPARE(m_plot->grab().toImage(), before);
    }

    void clustersAreDrawnInTheirColoursAndNoiseInGrey()
    {
        const auto theme = theme::themeOf(m_plot->palette());
        const QImage image = m_plot->grab().toImage();
        const auto near = [&](const QPointF& at, const QColor& colour) {
            const QColor there = image.pixelColor(at.toPoint());
            return std::abs(there.hslHueF() - colour.hslHueF()) < 0.08F;
        };
        for (const int cluster : { 0, 1, 2 })
            QVERIFY(near(on(cluster), theme::groupStyle(theme, cluster).colour));
        const QColor root = image.pixelColor(m_plot->pointOn(0).toPoint());
        QVERIFY(root.saturationF() < 0.1F);
    }

    void emptyOneClusterAndAllNoiseArePaintedAndSaid()
    {
        m_plot->setEmptyReason("nothing yet");
        m_plot->setData(nullptr);
        m_plot->grab();
        QCOMPARE(m_plot->accessibleDescription(), "nothing yet");
        m_plot->setData(std::make_shared<CondensedTreeData>(models::condensedTreeData({}, 0)));
        m_plot->grab();
        QVERIFY(!m_plot->accessibleDescription().isEmpty());
        QTest::mouseClick(m_plot.get(), Qt::LeftButton, {}, { 200, 200 });
        QTest::keyClick(m_plot.get(), Qt::Key_Down);
        QTest::keyClick(m_plot.get(), Qt::Key_Plus);
        const auto noise = clouds(60, { .minimumClusterSize = 55 });
        QVERIFY(noise->clusters.empty());
        m_plot->setData(noise);
        m_plot->grab();
        QSignalSpy many(m_plot.get(), &CondensedTreePlot::groupsClicked);
        QTest::mouseClick(m_plot.get(), Qt::LeftButton, {}, m_plot->pointOn(0).toPoint());
        QVERIFY(many[0][0].value<QList<int>>().isEmpty());
        m_plot->setData(clouds(60, { .minimumClusterSize = 55, .allowSingleCluster = true }));
        m_plot->grab();
        QSignalSpy clicked(m_plot.get(), &CondensedTreePlot::groupClicked);
        QTest::mouseClick(m_plot.get(), Qt::LeftButton, {}, m_plot->pointOn(0).toPoint());
        QCOMPARE(clicked[0][0].toInt(), 0);
    }

    void theDataAreCopied()
    {
        m_plot->copyData();
        QCOMPARE(QApplication::clipboard()->text(), models::table(*m_data).text('\t'));
        QVERIFY(m_plot->accessibleDescription().contains("persistence"));
    }
};

QTEST_MAIN(tst_condensed_tree_plot)
#include "tst_condensed_tree_plot.moc"
