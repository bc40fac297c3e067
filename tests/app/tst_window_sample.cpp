#include "core/analysis/sample.h"
#include "tests/app/window_test.h"
#include "tests/support/synthetic_run.h"
#include "widgets/jobs/places.h"
#include "widgets/models/clustering_parameters.h"
#include "widgets/panels/document_window.h"
#include "widgets/theme/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QScrollBar>
#include <QSpinBox>
#include <QTextBrowser>
#include <QTextTable>

// The sample run and the document that come with the program, as the window shows them.

using namespace polcascope;

class WindowSampleTest : public support::WindowTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("POLCASCOPE_DATA", m_data.path().toUtf8());
        QVERIFY(QDir().mkpath(m_data.filePath("sample")) && QDir().mkpath(m_data.filePath("docs")));
        const auto whole = m_data.filePath("whole.polca").toStdString();
        support::writeSyntheticRun(whole, { .examples = 500, .checkpoints = 20, .vectors = 4 });
        analysis::writeSample(store::RunFolder::open(whole, store::RunFolder::Access::read), m_data.filePath("sample/sums.polca").toStdString(), 1250);
    }

    void init() { showWindow(); }
    void cleanup() { m_window.reset(); }

    void theStartPageOpensTheSampleWithItsViewsFilled()
    {
        openSample();
        QCOMPARE(m_window->windowTitle(), "sums - Polcascope");
        QCOMPARE(m_window->view().run()->tokens->count(), std::size_t(1250));
        QVERIFY(m_window->view().data()->clustering->clusters() > 0);
        auto* line = m_window->findChild<QLabel*>("sampleLine");
        QVERIFY(line->isVisible());
        for (const char* words : { "Sample", "of whole", "1,250 of 2,000 tokens", "digit", "place", "carry", "no weights" })
            QVERIFY2(line->text().contains(words), qPrintable(line->text()));
        // Not an error, and nothing that the window thinks out of date.
        QVERIFY(!m_window->findChild<QMessageBox*>());
        QVERIFY(!m_window->findChild<QWidget*>("outOfDateLine")->isVisible());
        if (const QString picture = qEnvironmentVariable("POLCASCOPE_PICTURES"); !picture.isEmpty()) {
            QTest::qWait(2000); // until all of it is drawn
            QVERIFY(m_window->grab().save(picture + "/sample.png"));
        }

        const QString other = m_data.filePath("whole.polca");
        m_window->openRun(other);
        QTRY_COMPARE(m_window->windowTitle(), "whole - Polcascope");
        QVERIFY(!line->isVisible());
    }

    void theLinesAboveTheViewsAreDarkInTheDark()
    {
        const QPalette before = qApp->palette();
        for (const bool dark : { true, false, true }) {
            qApp->setPalette(dark ? theme::darkPalette() : theme::lightPalette());
            for (const char* name : { "sampleLine", "outOfDateLine" }) {
                const auto* line = m_window->findChild<QWidget*>(name);
                QTRY_COMPARE(line->palette().color(QPalette::Window).lightness() < 128, dark);
                QCOMPARE(line->palette().color(QPalette::WindowText).lightness() > 128, dark);
            }
        }
        qApp->setPalette(before);
    }

    void nothingIsWrittenIntoTheSample()
    {
        const QString sample = jobs::sampleRun();
        const auto before = contents(sample);
        QVERIFY(before.size() > 5);
        openSample();
        m_window->view().setChoice({ store::Rules::y2026, store::Quantity::loss, store::Decomposition::trapezoid, 0, -1 });
        QVERIFY(settled());
        QTRY_VERIFY_WITH_TIMEOUT(m_window->view().tree(), 20000);
        auto* size = m_window->findChild<QSpinBox*>("minimumSize");
        const auto was = m_window->view().parameters();
        size->setFocus();
        QTest::keyClick(size, Qt::Key_Down);
        QVERIFY(settled());
        QTRY_COMPARE(m_window->view().data()->origin, models::ClusterOrigin::changed); // it works in memory
        QVERIFY(!(m_window->view().parameters() == was));
        QTest::qWait(1200); // longer than a session waits before it is written
        m_window->session().close();
        m_window.reset();
        QCOMPARE(contents(sample), before);

        // It is kept all the same, among the person's own files.
        init();
        openSample();
        QCOMPARE(m_window->view().changedParameters().size(), std::size_t(1));
        QTRY_COMPARE(m_window->view().data()->origin, models::ClusterOrigin::changed);
        QCOMPARE(contents(sample), before);
        QVERIFY(jobs::sessionFile(sample, true).startsWith(QFileInfo(jobs::runsFolder()).path() + "/sessions/sums-"));
        QVERIFY(QFile::remove(jobs::sessionFile(sample, true)));
    }

    void noEngineIsOfferedToGoOnWithIt()
    {
        openSample();
        int found = 0;
        for (const auto* action : m_window->findChildren<QAction*>()) {
            const QString text = action->text().remove('&');
            if (text == "Go on with this Run" || text == "Pause" || text == "Stop") {
                ++found;
                QVERIFY2(!action->isEnabled(), qPrintable(text));
            }
        }
        QCOMPARE(found, 3);
        QTRY_VERIFY(m_window->runs().rowOf(jobs::sampleRun()) >= 0);
        const QModelIndex row = m_window->runs().index(m_window->runs().rowOf(jobs::sampleRun()));
        QVERIFY(!row.data(models::RunsModel::resumableRole).toBool());
        QVERIFY2(row.data(models::RunsModel::stateRole).toString().contains("sample"), qPrintable(row.data(models::RunsModel::stateRole).toString()));
        m_window->runOrResume("demo-arithmetic", jobs::sampleRun());
        QVERIFY(m_window->runs().activeJobs().isEmpty());
    }

    void theResultsAreInTheMenuWhenTheyAreThere()
    {
        QVERIFY(!results()->isVisible());
        writeDocument();
        cleanup();
        init();
        QVERIFY(results()->isVisible());
        results()->trigger();
        auto* document = m_window->findChild<panels::DocumentWindow*>();
        QVERIFY(document && document->isVisible() && !document->isModal());
        results()->trigger(); // the one that is open
        QCOMPARE(m_window->findChildren<panels::DocumentWindow*>().size(), 1);
        QTRY_COMPARE(QApplication::activeWindow(), document); // otherwise Escape is the main window's
        QTest::keyClick(document, Qt::Key_Escape);
        QTRY_COMPARE(m_window->findChildren<panels::DocumentWindow*>().size(), 0);
    }

    void aDocumentsTablesHaveLinesAndRoom()
    {
        writeDocument();
        panels::DocumentWindow window("Results", jobs::document("results-arithmetic.md"));
        window.show();
        auto* text = window.findChild<QTextBrowser*>("documentText");
        QTextTable* table = nullptr;
        for (QTextFrame* frame : text->document()->rootFrame()->childFrames())
            table = table ? table : qobject_cast<QTextTable*>(frame);
        QVERIFY(table);
        QCOMPARE(table->rows(), 3);
        QCOMPARE(table->columns(), 3);
        QVERIFY(table->format().border() >= 1 && table->format().cellPadding() >= 2);
        QVERIFY(text->toPlainText().contains("Carries") && !text->toPlainText().contains("|"));
        const QPalette before = qApp->palette();
        const auto shown = [&](const char* name) {
            if (const QString picture = qEnvironmentVariable("POLCASCOPE_PICTURES"); !picture.isEmpty())
                QVERIFY(window.grab().save(QStringLiteral("%1/document-%2.png").arg(picture, QLatin1String(name))));
        };
        shown("light");
        // In the dark, too, text stands out from what is behind it.
        qApp->setPalette(theme::darkPalette());
        QTest::qWait(50);
        for (QTextFrame* frame : text->document()->rootFrame()->childFrames())
            if (auto* repainted = qobject_cast<QTextTable*>(frame))
                QVERIFY(repainted->cellAt(0, 0).format().background().color().lightness() < 128);
        shown("dark");
        qApp->setPalette(before);
    }

    void aDocumentIsSearched()
    {
        writeDocument();
        panels::DocumentWindow window("Results", jobs::document("results-arithmetic.md"));
        window.show();
        auto* text = window.findChild<QTextBrowser*>("documentText");
        auto* find = window.findChild<QLineEdit*>("documentFind");
        QTest::keyClick(&window, Qt::Key_F, Qt::ControlModifier);
        QTest::keyClicks(find, "carr");
        QCOMPARE(text->textCursor().selectedText().toLower(), "carr");
        const int first = text->textCursor().position();
        QTest::keyClick(find, Qt::Key_Return);
        QVERIFY(window.isVisible());
        QVERIFY(text->textCursor().position() > first);
        while (text->textCursor().position() > first)
            QTest::keyClick(find, Qt::Key_Return); // round to the first again
        QCOMPARE(text->textCursor().position(), first);
        find->clear();
        QTest::keyClicks(find, "zebra");
        QVERIFY(text->textCursor().selectedText().isEmpty());
    }

private:
    void openSample()
    {
        auto* button = m_window->findChild<QAbstractButton*>("sampleButton");
        QVERIFY(button->isVisible());
        QTest::mouseClick(button, Qt::LeftButton);
        QTRY_COMPARE(m_window->session().path(), jobs::sampleRun());
        QVERIFY(settled());
    }


    [[nodiscard]] QAction* results() const { return m_window->findChild<QAction*>("resultsAction"); }

    /// Every file with a hash of its bytes.
    static QMap<QString, QByteArray> contents(const QString& folder)
    {
        QMap<QString, QByteArray> found;
        for (QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); files.hasNext();) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly))
                found[file.fileName()] = QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256);
        }
        return found;
    }

    void writeDocument() const
    {
        QFile file(m_data.filePath("docs/results-arithmetic.md"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("# What was found\n\nCarries are in `clusterings.h5`, see [the method](https://arxiv.org/abs/2506.15872).\n\n"
                   "| rules | clusters | best homogeneity |\n|---|---:|---|\n| 2024 | 12 | 0.61 (0.61) |\n| 2026 | 3 | **0.54** (0.56) |\n\n"
                   "- carry clusters: none\n- digit clusters: many\n\n    polcascope-engine tables RUN\n");
    }

    QTemporaryDir m_data;
};

QTEST_MAIN(WindowSampleTest)
#include "tst_window_sample.moc"
