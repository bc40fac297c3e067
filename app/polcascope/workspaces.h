#pragma once

#include <QActionGroup>
#include <QMap>
#include <QObject>
#include <QSet>
#include <QTimer>

class QDockWidget;
class QMainWindow;
class QMenu;
class QTabWidget;
class QToolBar;

namespace polcascope {

/// What a person is about to do.
enum class Workspace { train, explore, compare, figure };

/// Arranges the panes, bars and tabs of the window for a task. Each task has its own arrangement, which stays as the
/// person left it: kept in the settings a moment after every change.
class Workspaces : public QObject {
    Q_OBJECT
public:
    /// Every pane and bar of the window is there, as is usual for exploring.
    Workspaces(QMainWindow* window, QTabWidget* tabs);

    /// A task: which tab is looked at, and which panes and bars are of use.
    void add(Workspace workspace, QAction* action, QWidget* tab, const QList<QWidget*>& panes);
    /// Once all are added: as they were left.
    void read();

    [[nodiscard]] Workspace current() const { return m_current; }
    void setCurrent(Workspace workspace);

    void show(); ///< a run is open: its panes are there from now on
    void hide(); ///< none is
    [[nodiscard]] bool isShown() const { return m_shown; }
    void reset(); ///< of the present workspace only
    void save(); ///< what is shown
    [[nodiscard]] QList<QAction*> actions() const { return m_actions.actions(); }

Q_SIGNALS:
    void arranged(); ///< as is usual: sizes are still to be given
    void currentChanged();

private:
    struct Arrangement {
        QWidget* tab = nullptr;
        QSet<QWidget*> panes;
        QString lastTab; ///< its object name; empty: as is usual
        QByteArray layout; ///< of panes and bars; empty: as is usual
    };

    void arrange();
    void saveLater();
    [[nodiscard]] QList<QWidget*> panes() const;

    QMainWindow* m_window;
    QTabWidget* m_tabs;
    QActionGroup m_actions { this };
    QMap<Workspace, Arrangement> m_arrangements;
    QByteArray m_usual; ///< with everything in its place
    Workspace m_current = Workspace::explore;
    bool m_shown = false;
    bool m_arranging = false;
    QTimer m_save;
};

}
