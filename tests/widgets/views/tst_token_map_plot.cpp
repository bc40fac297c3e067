#include "tests/widgets/views/view_data.h"
#include "widgets/theme/theme.h"
#include "widgets/views/token_map_plot.h"

#include "core/analysis/clusterings.h"

#include <QApplication>
#include <QClipboard>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <cmath>

using namespace polcascope;
using models::TokenMapData;
using views::TokenMapPlot;

class tst_token_map_plot : public QObject {
    Q_OBJECT

    std::unique_ptr<TokenMapPlot> m_plot;
    std::shared_ptr<const TokenMapData> m_data;

    /// Two clusters and outliers, far apart, and one outlier among the first cluster.
    static std::shared_ptr<const TokenMapData> example()
    {
        auto tokens = std::make_shared<TokenTable>();
        auto plane = std::make_shared<models::TokenProjection>();
        store::Clustering clustering;
        for (int i = 0; i < 60; ++i) {
            const int group = i % 3 - 1;
            const double angle = i * 0.7;
            plane->tokens.push_back(i);
            plane->x.push_back(float(group * 10 + std::cos(angle)));
            plane->y.push_back(float((group == 0 ? 3 : 0) + std::sin(angle)));
            clustering.labels.push_back(group);
            tokens->output.push_back(0);
        }
        plane->shareX = 0.7;
        plane->shareY = 0.2;
        tokens->outputVocabulary = { "7" };
        tokens->sequences = Matrix<std::int32_t>(60, 2);
        tokens->inputVocabulary = { "a" };
        tokens->sequence.assign(60, 0);
        tokens->position.assign(60, 1);
        return std::make_shared<const TokenMapData>(models::tokenMap(plane, tokens, clustering, {}));
    }
    [[nodiscard]] QPoint at(int point) const { return m_plot->position(point).toPoint(); }
    /// QTest::mouseMove does not say which button is down.
    void drag(const QList<QPoint>& path, Qt::KeyboardModifiers modifiers = {}) const
    {
        QTest::mousePress(m_plot.get(), Qt::LeftButton, modifiers, path.first());
        for (const QPoint& to : path) {
            QMouseEvent move(QEvent::MouseMove, to, m_plot->mapToGlobal(to), Qt::NoButton, Qt::LeftButton, modifiers);
            QApplication::sendEvent(m_plot.get(), &move);
        }
        QTest::mouseRelease(m_plot.get(), Qt::LeftButton, modifiers, path.last());
    }
    void turnWheel(const QPoint& position, int delta, Qt::KeyboardModifiers modifiers = {}) const
    {
        QWheelEvent wheel(position, m_plot->mapToGlobal(position), {}, { 0, delta }, Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
        QApplication::sendEvent(m_plot.get(), &wheel);
    }

private Q_SLOTS:
    void init()
    {
        QLocale::setDefault(QLocale(QLocale::English));
        m_data = example();
        m_plot = std::make_unique<TokenMapPlot>();
        m_plot->resize(700, 300);
        m_plot->setData(m_data);
        m_plot->setDescription([](qsizetype point) { return QString("<b>point</b> %1").arg(point); });
        m_plot->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_plot.get()));
    }
    void cleanup() { m_plot.reset(); }

    void aLassoSelectsTheTokensInsideWhereTokensAreAskedFor()
    {
        m_plot->setDrag(TokenMapPlot::Drag::lasso);
        m_plot->setPicks(TokenMapPlot::Picks::tokens);
        QSignalSpy dragging(m_plot.get(), &TokenMapPlot::tokensDragging);
        QSignalSpy dragged(m_plot.get(), &TokenMapPlot::tokensDragged);
        QSignalSpy groups(m_plot.get(), &TokenMapPlot::groupsDragged);
        // A triangle around the first cluster's left part, and which points are in it by its sides.
        const QRect area = m_plot->plotRect().toRect();
        const QList<QPoint> corners { area.topLeft() + QPoint(2, 2), area.bottomLeft() + QPoint(2, -2), area.center() };
        drag(corners, Qt::ControlModifier);
        QCOMPARE(dragged.count(), 1);
        QCOMPARE(groups.count(), 0);
        QCOMPARE(dragged[0][1].value<Qt::KeyboardModifiers>(), Qt::ControlModifier);
        const auto tokens = dragged[0][0].value<QVector<std::int32_t>>();
        QCOMPARE(dragging.last()[0].value<QVector<std::int32_t>>(), tokens);
        const auto side = [](const QPointF& a, const QPointF& b, const QPointF& p) {
            return (b.x() - a.x()) * (p.y() - a.y()) - (b.y() - a.y()) * (p.x() - a.x());
        };
        int inside = 0;
        for (int i = 0; i < 60; ++i) {
            const QPointF p = m_plot->position(i);
            double least = 1e9;
            for (int corner = 0; corner < 3; ++corner) {
                const QPointF a = corners[corner], b = corners[(corner + 1) % 3];
                least = std::min(least, -side(a, b, p) / std::hypot(b.x() - a.x(), b.y() - a.y())); // pixels inside this side
            }
            if (std::abs(least) < 2) // on the line
                continue;
            QCOMPARE(tokens.contains(i), least > 0);
            inside += least > 0;
        }
        QVERIFY(inside > 3);

        const QImage before = m_plot->image().toImage();
        m_plot->setTokens(tokens);
        QVERIFY(m_plot->image().toImage() != before);
        m_plot->setTokens({});
        QCOMPARE(m_plot->image().toImage(), before);

        // Escape: it was not meant.
        QSignalSpy dropped(m_plot.get(), &TokenMapPlot::tokensDropped);
        QTest::mousePress(m_plot.get(), Qt::LeftButton, {}, corners[0]);
        QMouseEvent move(QEvent::MouseMove, corners[2], m_plot->mapToGlobal(corners[2]), Qt::NoButton, Qt::LeftButton, {});
        QApplication::sendEvent(m_plot.get(), &move);
        QTest::keyClick(m_plot.get(), Qt::Key_Escape);
        QCOMPARE(dropped.count(), 1);
        QTest::mouseRelease(m_plot.get(), Qt::LeftButton, {}, corners[2]);
        QCOMPARE(dragged.count(), 1);
    }

    void everyPointIsInView()
    {
        for (int i = 0; i < 60; ++i)
            QVERIFY(m_plot->plotRect().contains(m_plot->position(i)));
        QVERIFY(!m_plot->isZoomed());
        m_plot->setSameScale(true);
        const QRectF visible = m_plot->visible();
        QVERIFY(std::abs(visible.width() / m_plot->plotRect().width() / (visible.height() / m_plot->plotRect().height()) - 1) < 0.02);
        for (int i = 0; i < 60; ++i)
            QVERIFY(m_plot->plotRect().contains(m_plot->position(i)));
        // Whatever its size, and zoomed, too.
        turnWheel(at(0), 240);
        m_plot->resize(500, 400);
        QTest::qWait(20);
        const QRectF zoomed = m_plot->visible();
        QVERIFY(std::abs(zoomed.width() / m_plot->plotRect().width() / (zoomed.height() / m_plot->plotRect().height()) - 1) < 0.02);
    }

    void hoveringNamesThePointAndItsCluster()
    {
        QSignalSpy hovered(m_plot.get(), &TokenMapPlot::groupHovered);
        QTest::mouseMove(m_plot.get(), at(2)); // group 1
        QTRY_COMPARE(hovered.size(), 1);
        QCOMPARE(hovered.last().first().toInt(), 1);
        QTest::mouseMove(m_plot.get(), at(0));
        QTRY_COMPARE(hovered.last().first().toInt(), store::noise);
        QTest::mouseMove(m_plot.get(), QPoint(int(m_plot->plotRect().left()) + 2, int(m_plot->plotRect().bottom()) - 2));
        QTRY_COMPARE(hovered.last().first().toInt(), models::noGroup);
    }

    void aClickChoosesTheTokenAndItsCluster()
    {
        QSignalSpy clicked(m_plot.get(), &TokenMapPlot::groupClicked), chosen(m_plot.get(), &TokenMapPlot::tokenChosen);
        QSignalSpy background(m_plot.get(), &TokenMapPlot::backgroundClicked);
        QTest::mouseClick(m_plot.get(), Qt::LeftButton, {}, at(5));
        QCOMPARE(clicked.size(), 1);
        QCOMPARE(clicked[0][0].toInt(), 1);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].toInt(), 5);
        // The window hands it back; another token of the same cluster is only looked at.
        m_plot->setSelected({ 1 });
        m_plot->setPrimaryToken(5);
        QTest::mouseClick(m_plot.get(), Qt::LeftButton, {}, at(8));
        QCOMPARE(clicked.size(), 1);
        QCOMPARE(chosen[1][0].toInt(), 8);
        m_plot->setPrimaryToken(8);
        // The same again lets go of both.
        QTest::mouseClick(m_plot.get(), Qt::LeftButton, {}, at(8));
        QCOMPARE(clicked.size(), 2);
        QCOMPARE(chosen[2][0].toInt(), -1);
        QTest::mouseClick(m_plot.get(), Qt::LeftButton, Qt::ShiftModifier, at(0));
        QCOMPARE(clicked[2][1].value<Qt::KeyboardModifiers>(), Qt::KeyboardModifiers(Qt::ShiftModifier));
        QCOMPARE(chosen.size(), 3);
        QTest::mouseClick(m_plot.get(), Qt::LeftButton, {}, QPoint(int(m_plot->plotRect().left()) + 2, int(m_plot->plotRect().bottom()) - 2));
        QCOMPARE(background.size(), 1);
    }

    void draggingMovesAndTheWheelZoomsAtThePointer()
    {
        const QPoint from = at(30);
        const QRectF before = m_plot->visible();
        drag({ from, from + QPoint(20, 0), from + QPoint(60, 25) });
        QVERIFY((m_plot->position(30) - QPointF(from) - QPointF(60, 25)).manhattanLength() < 2);
        QVERIFY(m_plot->isZoomed());
        QVERIFY(std::abs(m_plot->visible().width() - before.width()) < 1e-9);
        const QPointF here = m_plot->position(30);
        turnWheel(here.toPoint(), 120);
        QVERIFY(m_plot->visible().width() < 0.9 * before.width());
        QVERIFY((m_plot->position(30) - here).manhattanLength() < 2);
        turnWheel(here.toPoint(), 120, Qt::ShiftModifier); // across alone
        const QRectF across = m_plot->visible();
        turnWheel(here.toPoint(), 120, Qt::ControlModifier); // up alone
        QCOMPARE(m_plot->visible().width(), across.width());
        QVERIFY(m_plot->visible().height() < 0.9 * across.height());
        QTest::mouseDClick(m_plot.get(), Qt::LeftButton, {}, here.toPoint());
        QVERIFY(!m_plot->isZoomed());
        QCOMPARE(m_plot->visible(), before);
    }

    void aZoomSurvivesNewDataOfTheSamePlane()
    {
        turnWheel(at(30), 240);
        const QRectF zoomed = m_plot->visible();
        m_plot->setData(example(), true);
        QVERIFY(std::abs(m_plot->visible().width() - zoomed.width()) < 1e-6);
        m_plot->setData(example());
        QVERIFY(!m_plot->isZoomed());
    }

    void aRectangleSelectsTheClustersInIt()
    {
        QSignalSpy dragged(m_plot.get(), &TokenMapPlot::groupsDragged);
        m_plot->setDrag(TokenMapPlot::Drag::rectangle);
        const QRectF all = m_plot->plotRect();
        const QRectF before = m_plot->visible();
        const QPoint middle((at(0) + at(1)) / 2);
        drag({ QPoint(middle.x(), int(all.top()) + 2), QPoint(int(all.center().x()), int(all.center().y())),
                 QPoint(int(all.right()) - 2, int(all.bottom()) - 2) },
            Qt::ShiftModifier);
        QCOMPARE(dragged.size(), 1);
        QCOMPARE(dragged[0][0].value<QSet<int>>(), QSet<int>({ 0, 1 }));
        QCOMPARE(dragged[0][1].value<Qt::KeyboardModifiers>(), Qt::KeyboardModifiers(Qt::ShiftModifier));
        QCOMPARE(m_plot->visible(), before);
        // Escape gives one up that is being drawn.
        QTest::mousePress(m_plot.get(), Qt::LeftButton, {}, middle);
        QMouseEvent move(QEvent::MouseMove, middle + QPoint(50, 50), m_plot->mapToGlobal(middle + QPoint(50, 50)), Qt::NoButton, Qt::LeftButton, {});
        QApplication::sendEvent(m_plot.get(), &move);
        QTest::keyClick(m_plot.get(), Qt::Key_Escape);
        QTest::mouseRelease(m_plot.get(), Qt::LeftButton, {}, middle + QPoint(50, 50));
        QCOMPARE(dragged.size(), 1);
    }

    void aLassoSelectsWhatItGoesAround()
    {
        QSignalSpy dragged(m_plot.get(), &TokenMapPlot::groupsDragged);
        m_plot->setDrag(TokenMapPlot::Drag::lasso);
        // Around the outliers on the left, by a triangle.
        const QRectF all = m_plot->plotRect();
        const int x = (at(0).x() + at(1).x()) / 2;
        drag({ QPoint(int(all.left()) + 1, int(all.top()) + 1), QPoint(x, int(all.center().y())), QPoint(x, int(all.bottom()) - 1),
            QPoint(int(all.left()) + 1, int(all.bottom()) - 1) });
        QCOMPARE(dragged.size(), 1);
        QCOMPARE(dragged[0][0].value<QSet<int>>(), QSet<int>({ store::noise }));
    }

    void outOfDateItAnswersNoPointer()
    {
        QSignalSpy hovered(m_plot.get(), &TokenMapPlot::groupHovered), clicked(m_plot.get(), &TokenMapPlot::groupClicked);
        m_plot->setOutOfDate(true);
        QTest::mouseMove(m_plot.get(), at(5));
        QTest::mouseClick(m_plot.get(), Qt::LeftButton, {}, at(5));
        QCOMPARE(hovered.size() + clicked.size(), 0);
        m_plot->setOutOfDate(false);
        QTest::mouseClick(m_plot.get(), Qt::LeftButton, {}, at(5));
        QCOMPARE(clicked.size(), 1);
    }

    void theKeyboardWalksAndTells()
    {
        QSignalSpy hovered(m_plot.get(), &TokenMapPlot::groupHovered), chosen(m_plot.get(), &TokenMapPlot::tokenChosen);
        m_plot->setFocus();
        QTest::keyClick(m_plot.get(), Qt::Key_Down);
        QCOMPARE(hovered.last().first().toInt(), 0);
        QVERIFY(m_plot->accessibleDescription().startsWith("cluster 1 "));
        QTest::keyClick(m_plot.get(), Qt::Key_Right);
        QVERIFY(m_plot->accessibleDescription().startsWith("point "));
        QTest::keyClick(m_plot.get(), Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        const int leftmost = chosen[0][0].toInt();
        for (std::size_t i = 0; i < 60; ++i)
            QVERIFY(m_data->groupOf[i] != 0 || m_data->projection->x[i] >= m_data->projection->x[std::size_t(leftmost)]);
        QTest::keyClick(m_plot.get(), Qt::Key_Plus);
        QVERIFY(m_plot->isZoomed());
        QTest::keyClick(m_plot.get(), Qt::Key_0);
        QVERIFY(!m_plot->isZoomed());
        QTest::keyClick(m_plot.get(), Qt::Key_Escape);
        QCOMPARE(hovered.last().first().toInt(), models::noGroup);
    }

    void pointsHaveTheirClustersColoursAndOutliersAreGrey()
    {
        m_plot->setDescription({});
        const QImage picture = m_plot->image().toImage();
        const auto theme = theme::themeOf(m_plot->palette());
        const auto near = [&](int point, const QColor& colour) {
            const QPoint centre = at(point);
            for (int dy = -3; dy <= 3; ++dy)
                for (int dx = -3; dx <= 3; ++dx) {
                    const QColor found = picture.pixelColor(centre + QPoint(dx, dy));
                    const QColor wanted = theme::tint(theme, colour, 0.85);
                    if (std::abs(found.red() - wanted.red()) + std::abs(found.green() - wanted.green()) + std::abs(found.blue() - wanted.blue()) < 60)
                        return true;
                }
            return false;
        };
        // Names lie over some of them.
        const auto some = [&](int group, const QColor& colour) {
            for (int point = 0; point < 60; ++point)
                if (m_data->groupOf[std::size_t(point)] == group && near(point, colour))
                    return true;
            return false;
        };
        QVERIFY(some(0, theme::groupStyle(theme, 0).colour));
        QVERIFY(some(1, theme::groupStyle(theme, 1).colour));
        QVERIFY(near(0, theme.noise));
        QVERIFY(!near(2, theme::groupStyle(theme, 0).colour));
        // Others fade while one is selected.
        m_plot->setSelected({ 0 });
        const QImage faded = m_plot->image().toImage();
        const QPoint other = at(2);
        QVERIFY(faded.pixelColor(other).lightness() > picture.pixelColor(other).lightness() || faded.pixelColor(other) != picture.pixelColor(other));
    }

    void withoutDataThereIsASentence()
    {
        m_plot->setData(nullptr);
        m_plot->setEmptyReason("Nothing yet");
        QCOMPARE(m_plot->accessibleDescription(), "Nothing yet");
        QTest::keyClick(m_plot.get(), Qt::Key_Down);
        QTest::mouseClick(m_plot.get(), Qt::LeftButton, {}, QPoint(100, 100));
        turnWheel(QPoint(100, 100), 120);
        QVERIFY(!m_plot->isZoomed());
        m_plot->copyData();
    }

    void numbersAreCopied()
    {
        m_plot->copyData();
        const QStringList lines = QGuiApplication::clipboard()->text().split('\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 61);
        QVERIFY(lines[0].startsWith("token\tcomponent 1\t"));
    }
};

QTEST_MAIN(tst_token_map_plot)
#include "tst_token_map_plot.moc"
