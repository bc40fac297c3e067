#include "tests/support/synthetic_run.h"
#include "widgets/panels/clustering_bar.h"
#include "widgets/panels/out_of_date_line.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QProgressBar>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QStyle>
#include <QStyleOptionSlider>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QUndoStack>

using namespace polcascope;
using models::ClusterOrigin;
using models::RunView;
using panels::ClusteringBar;

class tst_clustering_bar : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    models::RunSnapshotPointer m_run;
    models::RunSnapshotPointer m_large; ///< a spanning tree takes a moment
    models::RunSnapshotPointer m_unfinished;
    std::unique_ptr<RunView> m_view;
    std::unique_ptr<QUndoStack> m_undo;
    std::unique_ptr<models::ParameterEditor> m_editor;
    std::unique_ptr<ClusteringBar> m_bar;

    template <typename Widget> [[nodiscard]] Widget* find(const char* name) const
    {
        return m_bar->findChild<Widget*>(name);
    }
    [[nodiscard]] QToolButton* button(const QString& text) const
    {
        for (auto* button : m_bar->findChildren<QToolButton*>())
            if (button->text() == text)
                return button;
        return nullptr;
    }
    [[nodiscard]] QString state() const { return find<QLabel>("parametersState")->text(); }
    [[nodiscard]] bool settled() const
    {
        return QTest::qWaitFor(
            [&] { return m_view->data() && !m_view->isComputing() && !m_view->isOutOfDate(); }, 20000);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English));
        const QString path = m_folder.filePath("a.polca");
        support::writeSyntheticRun(path.toStdString());
        m_run = models::readRun(path);
        support::SyntheticRunOptions options;
        options.finished = false;
        support::writeSyntheticRun(m_folder.filePath("b.polca").toStdString(), options);
        m_unfinished = models::readRun(m_folder.filePath("b.polca"));
        options = {};
        options.examples = 3000;
        options.clusterings = support::SyntheticRunOptions::Clusterings::planted;
        support::writeSyntheticRun(m_folder.filePath("c.polca").toStdString(), options);
        m_large = models::readRun(m_folder.filePath("c.polca"));
    }

    void init()
    {
        m_view = std::make_unique<RunView>();
        m_undo = std::make_unique<QUndoStack>();
        m_editor = std::make_unique<models::ParameterEditor>(m_view.get(), m_undo.get());
        m_bar = std::make_unique<ClusteringBar>(m_editor.get());
        m_bar->resize(1600, 40);
        m_bar->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_bar.get()));
        m_view->setRun(m_run);
        m_view->setChoice({ store::Rules::y2026, store::Quantity::loss, store::Decomposition::trapezoid, 0, -1 });
        QVERIFY(settled());
        QTRY_VERIFY_WITH_TIMEOUT(m_view->tree(), 20000);
    }

    void cleanup()
    {
        m_bar.reset();
        m_editor.reset();
        m_undo.reset();
        m_view.reset();
    }

    void itBeginsWithTheParametersThatTheRunHolds()
    {
        QCOMPARE(state(), "as stored");
        QCOMPARE(find<QSpinBox>("minimumSize")->value(), int(m_view->data()->clustering->minimumClusterSize));
        QCOMPARE(find<QSpinBox>("minimumSamples")->value(), int(m_view->data()->clustering->minimumSamples));
        QCOMPARE(find<QLabel>("minimumShare")->text(), "3.0 %");
        QVERIFY(button("Excess of mass")->isChecked());
        QVERIFY(!find<QToolButton>("resetParameters")->isEnabled());
        QVERIFY(find<QSpinBox>("minimumSamples")->toolTip().contains("counts"));
    }

    void theSliderCutsAtOnceAndADragIsOneStepOfUndo()
    {
        auto* slider = find<QSlider>("minimumSizeSlider");
        const int before = slider->value();
        const auto stored = m_view->data()->clustering;
        QStyleOptionSlider option;
        option.initFrom(slider);
        option.minimum = slider->minimum();
        option.maximum = slider->maximum();
        option.sliderPosition = option.sliderValue = before;
        const QPoint handle = slider->style()
                                  ->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderHandle, slider)
                                  .center();
        QTest::mousePress(slider, Qt::LeftButton, {}, handle);
        for (int x = handle.x(); x > 4; x -= 4) {
            QTest::mouseMove(slider, { x, handle.y() });
            QTest::qWait(2);
        }
        QTest::mouseRelease(slider, Qt::LeftButton, {}, { 4, handle.y() });
        QVERIFY(slider->value() < before);
        QVERIFY(settled());
        QCOMPARE(m_view->data()->origin, ClusterOrigin::changed);
        QVERIFY(m_view->parameters().minimumClusterSize < stored->minimumClusterSize);
        QCOMPARE(find<QSpinBox>("minimumSize")->value(), int(m_view->parameters().minimumClusterSize));
        QVERIFY(state().contains("changed"));
        QCOMPARE(m_undo->count(), 1);
        m_undo->undo();
        QVERIFY(settled());
        QCOMPARE(m_view->data()->clustering, stored);
        QCOMPARE(slider->value(), before);
        QCOMPARE(state(), "as stored");
    }

    void keysMoveTheSliderByOneSize()
    {
        auto* size = find<QSpinBox>("minimumSize");
        size->setFocus();
        size->selectAll();
        QTest::keyClicks(size, "5");
        QTest::keyClick(size, Qt::Key_Return);
        QCOMPARE(m_view->parameters().minimumClusterSize, 5);
        QTest::keyClick(find<QSlider>("minimumSizeSlider"), Qt::Key_Right);
        QCOMPARE(m_view->parameters().minimumClusterSize, 6);
        QTest::keyClick(find<QSlider>("minimumSizeSlider"), Qt::Key_Home);
        QCOMPARE(m_view->parameters().minimumClusterSize, 2);
        QVERIFY(m_undo->count() >= 2);
    }

    void leafSingleClusterAndEpsilonAreLive()
    {
        QTest::mouseClick(button("Leaf"), Qt::LeftButton);
        QCOMPARE(m_view->parameters().selection, cluster::Selection::leaf);
        QTest::mouseClick(button("Single cluster"), Qt::LeftButton);
        QVERIFY(m_view->parameters().allowSingleCluster);
        QTest::keyClick(find<QSlider>("epsilonSlider"), Qt::Key_End);
        QVERIFY(settled());
        // At the largest distance nothing is split any more.
        QCOMPARE(m_view->parameters().epsilon, m_view->tree()->largestDistance());
        QVERIFY(m_view->data()->clustering->clusters() <= 1);
        QTest::keyClick(find<QSlider>("epsilonSlider"), Qt::Key_Home);
        QCOMPARE(m_view->parameters().epsilon, 0.0);
        QCOMPARE(find<QDoubleSpinBox>("epsilon")->text(), "none");
        auto* epsilon = find<QDoubleSpinBox>("epsilon");
        epsilon->selectAll();
        QTest::keyClicks(epsilon, "0.25");
        QTest::keyClick(epsilon, Qt::Key_Return);
        QCOMPARE(m_view->parameters().epsilon, 0.25);
    }

    void anotherMetricMakesAnotherTree()
    {
        auto* metric = find<QComboBox>("metric");
        QCOMPARE(metric->currentText(), "euclidean");
        metric->setFocus();
        QTest::keyClick(metric, Qt::Key_Down);
        QCOMPARE(m_view->parameters().metric, cluster::Metric::cosine);
        QVERIFY(settled());
        QCOMPARE(m_view->tree()->key.metric, cluster::Metric::cosine);
        // On the unit sphere no distance is larger than 2.
        QVERIFY(m_view->tree()->largestDistance() <= 2);
        QVERIFY(m_undo->undoText().contains("cosine"));
        m_undo->undo();
        QCOMPARE(metric->currentText(), "euclidean");
        QVERIFY(settled());
        QCOMPARE(m_view->data()->origin, ClusterOrigin::stored);
    }

    void resetGoesBackToWhatIsStoredAndCanBeUndone()
    {
        QTest::mouseClick(button("Leaf"), Qt::LeftButton);
        QVERIFY(settled());
        QTest::mouseClick(find<QToolButton>("resetParameters"), Qt::LeftButton);
        QVERIFY(settled());
        QVERIFY(!m_view->isChanged());
        QCOMPARE(m_view->data()->origin, ClusterOrigin::stored);
        QVERIFY(m_undo->undoText().contains("Reset"));
        m_undo->undo();
        QCOMPARE(m_view->parameters().selection, cluster::Selection::leaf);
    }

    void cancelKeepsTheClustersThatAreShown()
    {
        const auto before = m_view->data();
        auto* samples = find<QSpinBox>("minimumSamples");
        samples->setFocus();
        QTest::keyClick(samples, Qt::Key_Up);
        QVERIFY(m_view->isOutOfDate());
        m_editor->cancel();
        QVERIFY(!m_view->isOutOfDate() && !m_view->isComputing());
        QCOMPARE(samples->value(), int(before->clustering->minimumSamples));
        QTest::qWait(200);
        QCOMPARE(m_view->data(), before);
        m_undo->redo();
        QVERIFY(settled());
        QCOMPARE(m_view->data()->clustering->minimumSamples, before->clustering->minimumSamples + 1);
    }

    void whatTakesLongIsMarkedOutOfDateUntilItIsThere()
    {
        panels::OutOfDateLine line(m_editor.get());
        QSignalSpy marked(&line, &panels::OutOfDateLine::outOfDateChanged);
        // Nothing is marked for a cut.
        QTest::mouseClick(button("Leaf"), Qt::LeftButton);
        QVERIFY(settled());
        QVERIFY(!line.isOutOfDate());

        m_view->setRun(m_large);
        m_view->setChoice({ store::Rules::y2026, store::Quantity::loss, store::Decomposition::trapezoid, 0, -1 });
        QVERIFY(settled());
        const auto before = m_view->data();
        auto* samples = find<QSpinBox>("minimumSamples");
        samples->setFocus();
        QTest::keyClick(samples, Qt::Key_Up);
        QTRY_VERIFY_WITH_TIMEOUT(line.isOutOfDate(), 20000);
        QVERIFY(line.text().contains("Out of date"));
        QVERIFY(line.text().contains("minimum samples"));
        QCOMPARE(m_view->data(), before);
        QVERIFY(line.findChild<QProgressBar*>("treeProgress")->isVisible());
        QTRY_VERIFY(m_view->progress() > 0);
        auto* cancel = line.findChild<QToolButton*>("cancelClustering");
        QVERIFY(cancel->isVisible());
        QTest::mouseClick(cancel, Qt::LeftButton);
        QVERIFY(!line.isOutOfDate());
        QVERIFY(!cancel->isVisible());
        QCOMPARE(marked.size(), 2);
    }

    void anUnfinishedRunHasNothingToSet()
    {
        m_view->setRun(m_unfinished);
        QVERIFY(!m_bar->isEnabled());
        m_view->setRun(nullptr);
        QVERIFY(!m_bar->isEnabled());
        m_view->setRun(m_run);
        QVERIFY(m_bar->isEnabled());
    }

    void everyControlHasANameForThoseWhoCannotSeeIt()
    {
        for (const auto* control : m_bar->findChildren<QWidget*>()) {
            if (qobject_cast<const QSlider*>(control) || qobject_cast<const QAbstractSpinBox*>(control) ||
                qobject_cast<const QProgressBar*>(control))
                QVERIFY2(!control->accessibleName().isEmpty(), qPrintable(control->objectName()));
        }
    }
};

QTEST_MAIN(tst_clustering_bar)
#include "tst_clustering_bar.moc"
