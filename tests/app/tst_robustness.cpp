#include "tests/app/window_test.h"
#include "tests/support/synthetic_run.h"
#include "widgets/models/cluster_model.h"
#include "widgets/models/context_model.h"
#include "widgets/views/curve_plot.h"

#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTreeView>

#include <csignal>
#include <sys/resource.h>

using namespace polcascope;

namespace {

QStringList warnings;

void collect(QtMsgType type, const QMessageLogContext&, const QString& message)
{
    // What a screen that is none cannot do.
    if (type != QtDebugMsg && type != QtInfoMsg && !message.startsWith("This plugin does not support"))
        warnings.append(message);
}

/// Files cannot grow, as on a disk that is full.
class FullDisk {
public:
    FullDisk()
    {
        ::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit none = m_before;
        none.rlim_cur = 0;
        ::setrlimit(RLIMIT_FSIZE, &none);
    }
    ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before {};
};

}

/// Everything is looked at in runs that have little to show, or that break while they are open: each view says a sentence,
/// nothing crashes, nothing is printed.
class RobustnessTest : public support::WindowTest {
    Q_OBJECT

private:
    void open(const QString& run)
    {
        showWindow();
        m_window->openRun(path(run));
        QTRY_VERIFY(m_window->session().isOpen());
    }

    /// Every pane and every tab, each as long as it takes to be drawn, and what each says or names.
    QStringList lookAtEverything() const
    {
        QStringList said;
        auto* tabs = m_window->findChild<QTabWidget*>();
        const auto look = [&] {
            QTest::qWait(60);
            for (const auto* widget : m_window->findChildren<QWidget*>())
                if (widget->isVisible()) {
                    said << widget->accessibleDescription();
                    if (const auto* label = qobject_cast<const QLabel*>(widget))
                        said << label->text();
                    if (const auto* plot = qobject_cast<const views::CurvePlot*>(widget))
                        said << plot->data().emptyReason << plot->data().note;
                }
            for (auto* box : m_window->findChildren<QMessageBox*>()) {
                said << box->text();
                delete box;
            }
        };
        for (QAction* workspace : m_window->workspaces().actions()) {
            workspace->trigger();
            look();
        }
        m_window->workspaces().setCurrent(Workspace::explore);
        for (int tab = 0; tab < tabs->count(); ++tab) {
            tabs->setCurrentIndex(tab);
            look();
        }
        for (auto* dock : m_window->findChildren<QDockWidget*>()) {
            dock->raise();
            look();
        }
        QTest::qWait(500);
        look();
        said.removeDuplicates();
        return said;
    }

    static bool says(const QStringList& said, const QString& words)
    {
        return std::any_of(said.begin(), said.end(), [&](const QString& text) { return text.contains(words); });
    }

private Q_SLOTS:
    void initTestCase()
    {
        support::writeSyntheticRun(path("a.polca").toStdString());
        qInstallMessageHandler(collect);
    }
    void cleanupTestCase() { qInstallMessageHandler(nullptr); }

    void init() { warnings.clear(); }
    void cleanup()
    {
        m_window.reset();
        QFile::remove(path("a.polca/session.json"));
        QVERIFY2(warnings.isEmpty(), qPrintable(warnings.join('\n')));
    }

    void aRunWithNothingInIt()
    {
        const auto whole = store::RunFolder::open(path("a.polca").toStdString(), store::RunFolder::Access::read);
        { (void)store::RunFolder::create(path("empty.polca").toStdString(), whole.recipe()); }
        open("empty.polca");
        QCOMPARE(m_window->workspaces().current(), Workspace::train);
        const QStringList said = lookAtEverything();
        for (const char* words : { "Training has not begun", "first trajectories", "no clusterings yet", "once there are clusters",
                 "no basis vectors yet", "Nothing to show yet", "nothing is pinned" })
            QVERIFY2(says(said, words), words);
    }

    void aRunWhoseTokensAreAllOutliers()
    {
        open("a.polca");
        QVERIFY(settled());
        auto parameters = m_window->view().parameters();
        parameters.minimumClusterSize = m_window->view().tokensInScope();
        m_window->view().setParameters(parameters);
        QVERIFY(settled());
        QTRY_COMPARE(m_window->view().data()->clustering->clusters(), std::int64_t(0));
        const QStringList said = lookAtEverything();
        QVERIFY(says(said, "all tokens are outliers"));
        m_window->selection().setSelected({ store::noise }, store::noise);
        QTest::qWait(200);
    }

    void aRunWithOneCluster()
    {
        open("a.polca");
        QVERIFY(settled());
        auto parameters = m_window->view().parameters();
        parameters.minimumClusterSize = m_window->view().tokensInScope() * 2 / 3;
        parameters.allowSingleCluster = true;
        m_window->view().setParameters(parameters);
        QVERIFY(settled());
        QTRY_COMPARE(m_window->view().data()->clustering->clusters(), std::int64_t(1));
        lookAtEverything();
        m_window->selection().setSelected({ 0 }, 0);
        m_window->findChild<QAction*>("pinAction")->trigger();
        QTest::qWait(200);
        lookAtEverything();
    }

    void aRunOfAHundredThousandTokens()
    {
        support::writeSyntheticRun(path("large.polca").toStdString(),
            { .examples = 25000, .checkpoints = 12, .vectors = 3, .clusterings = support::SyntheticRunOptions::Clusterings::planted });
        open("large.polca");
        QVERIFY(settled());
        m_window->view().setChoice({ store::Rules::y2026, store::Quantity::loss, store::Decomposition::trapezoid, 0, -1 });
        QVERIFY(settled());
        const QStringList said = lookAtEverything();
        QVERIFY2(says(said, "100,000 token(s)"), qPrintable(said.join('\n')));

        auto* list = the<QTreeView>("clusterTable");
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(0, 0)).center());
        const int chosen = list->model()->index(0, 0).data(models::ClusterModel::idRole).toInt();
        QCOMPARE(m_window->selection().selected(), QSet<int> { chosen });
        const auto* contexts = the<QTreeView>("contextTable");
        QTRY_VERIFY(contexts->model()->rowCount() > 0);
        const auto nearest = [&] { return std::size_t(contexts->model()->index(0, 0).data(models::ContextModel::tokenRole).toInt()); };
        QTRY_COMPARE(m_window->view().data()->clustering->labels[nearest()], chosen);

        // Every token, selected as such, is drawn and counted, none of them left out.
        models::TokenSet all { {}, "all of them" };
        for (std::int32_t x = 0; x < 100000; ++x)
            all.tokens.append(x);
        m_window->selection().chooseTokens(all);
        QTRY_VERIFY(std::ranges::any_of(m_window->findChildren<QLabel*>(),
            [](const QLabel* label) { return label->text() == "selected 100,000 of 100,000 token(s)"; }));
        const auto& curves = m_window->findChild<views::CurvePlot*>("lossPlot")->data();
        QTRY_COMPARE(curves.selection.size(), curves.steps.size());
        QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(m_window->selection().tokens().isEmpty());
    }

    void aFileIsCutWhileTheRunIsOpen_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("trajectories") << "trajectories/trajectories.h5";
        QTest::newRow("basis") << "basis/vector-001.h5";
        QTest::newRow("clusterings") << "clusterings/clusterings.h5";
        QTest::newRow("tokens") << "task/tokens.h5";
    }

    void aFileIsCutWhileTheRunIsOpen()
    {
        QFETCH(QString, file);
        const QString run = QStringLiteral("cut-%1.polca").arg(file.section('/', 0, 0));
        support::writeSyntheticRun(path(run).toStdString());
        open(run);
        QVERIFY(settled());
        QTRY_VERIFY(!m_window->session().isVerifying());
        QVERIFY(QFile::resize(path(run) + '/' + file, QFileInfo(path(run) + '/' + file).size() / 3));
        m_window->view().setChoice({ store::Rules::y2026, store::Quantity::polca, store::Decomposition::firstOrder, 2, -1 });
        QTest::qWait(300);
        QStringList said = lookAtEverything();
        m_window->session().reload();
        QTest::qWait(500);
        said += lookAtEverything();
        // Whatever needs it says which file it is; everything else goes on.
        QVERIFY2(says(said, file.section('/', 1)), qPrintable(said.join('\n')));
        QVERIFY(m_window->session().isOpen());
    }

    void theDiskIsFullWhileAFigureIsExported()
    {
        open("a.polca");
        QVERIFY(settled());
        m_window->workspaces().setCurrent(Workspace::figure);
        QTRY_VERIFY(the<QPushButton>("exportFigure")->isEnabled());
        the<QLineEdit>("figurePath")->setFocus();
        the<QLineEdit>("figurePath")->selectAll();
        QTest::keyClicks(the<QLineEdit>("figurePath"), path("full"));
        {
            const FullDisk full;
            QTest::mouseClick(the<QPushButton>("exportFigure"), Qt::LeftButton);
        }
        const QString text = the<QLabel>("figureMessage")->text();
        QVERIFY2(text.contains("full.pdf") && !text.contains("Written"), qPrintable(text));
        QVERIFY(!QFile::exists(path("full.pdf")));
        // With room again it goes on.
        QTest::mouseClick(the<QPushButton>("exportFigure"), Qt::LeftButton);
        QVERIFY(QFile::exists(path("full.pdf")));
    }

    void theDiskIsFullWhileSomethingIsSet()
    {
        open("a.polca");
        QVERIFY(settled());
        m_window->view().setChoice({ store::Rules::y2026, store::Quantity::loss, store::Decomposition::trapezoid, 1, -1 });
        QVERIFY(settled());
        QMessageBox* box = nullptr;
        {
            const FullDisk full;
            QTRY_VERIFY((box = m_window->findChild<QMessageBox*>()) != nullptr);
        }
        QVERIFY2(box->text().contains("session.json"), qPrintable(box->text()));
    }

    void theEngineIsKilledWhileTheViewsAreOpen()
    {
        if (QStandardPaths::findExecutable("python3").isEmpty())
            QSKIP("the engine that stands in for the real one needs python3");
        qputenv("POLCASCOPE_ENGINE", POLCASCOPE_TEST_DATA "/fake_engine/polcascope-engine");
        qputenv("FAKE_ENGINE", "wait");
        support::writeSyntheticRun(path("half.polca").toStdString(), { .finished = false });
        open("half.polca");
        QVERIFY(settled());
        m_window->resumeRun(path("half.polca"));
        auto* job = m_window->runs().activeJobs().first();
        QTRY_VERIFY_WITH_TIMEOUT(job->progress().done > 2, 10000);
        m_window->findChild<QTabWidget*>()->setCurrentIndex(3);
        ::kill(static_cast<pid_t>(job->processId()), SIGKILL);
        QTRY_VERIFY(m_window->findChild<QMessageBox*>());
        QVERIFY2(m_window->findChild<QMessageBox*>()->text().contains("killed"), qPrintable(m_window->findChild<QMessageBox*>()->text()));
        lookAtEverything();
        QVERIFY(m_window->session().isOpen());
        QVERIFY(m_window->view().data());
    }
};

QTEST_MAIN(RobustnessTest)
#include "tst_robustness.moc"
