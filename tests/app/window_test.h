#pragma once

#include "app/polcascope/main_window.h"
#include "tests/support/own_home.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace polcascope::support {

/// Waits until what is shown is what was chosen; false where that takes too long.
[[nodiscard]] inline bool settled(const models::RunView& view)
{
    return QTest::qWaitFor(
        [&] { return view.data() && !view.isComputing() && view.data()->choice == view.choice(); }, 20000);
}

/// A test of the main window: one window at a time, and a folder for its runs, in a home of the test's own.
class WindowTest : public QObject {
public:
    static void initMain() { useOwnHome(); }

protected:
    QTemporaryDir m_folder;
    std::unique_ptr<MainWindow> m_window;

    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }
    template<typename Widget> [[nodiscard]] Widget* the(const char* name) const { return m_window->findChild<Widget*>(name); }
    [[nodiscard]] bool settled() const { return support::settled(m_window->view()); }

    /// A new window, which is seen.
    void showWindow()
    {
        m_window = std::make_unique<MainWindow>();
        m_window->resize(1440, 900); // the screen of the tests is smaller, and so would be the window
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }

    /// The run in a new window, at the clustering by its exact loss that the 2026 rules give.
    void showRun(const QString& run)
    {
        showWindow();
        m_window->openRun(run);
        QVERIFY(settled());
        m_window->view().setChoice({ store::Rules::y2026, store::Quantity::loss, store::Decomposition::trapezoid, 0, -1 });
        QVERIFY(settled());
    }
};

}
