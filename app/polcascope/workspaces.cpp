#include "app/polcascope/workspaces.h"

#include <QAction>
#include <QDockWidget>
#include <QMainWindow>
#include <QScopedValueRollback>
#include <QSettings>
#include <QTabWidget>
#include <QToolBar>

#include <array>
#include <utility>

namespace polcascope {

namespace {

constexpr int layoutVersion = 5;
constexpr int saveDelay = 500; // milliseconds
constexpr std::array names { "train", "explore", "compare", "figure" };

QString key(const char* what, Workspace workspace)
{
    // Windows from before there were workspaces kept the one layout that there was under that name.
    if (workspace == Workspace::explore)
        return QStringLiteral("window/") + QLatin1String(what);
    return QStringLiteral("window/%1-%2").arg(QLatin1String(what), QLatin1String(names[std::size_t(workspace)]));
}

}

Workspaces::Workspaces(QMainWindow* window, QTabWidget* tabs)
    : QObject(window)
    , m_window(window)
    , m_tabs(tabs)
    , m_usual(window->saveState(layoutVersion))
{
    m_save.setSingleShot(true);
    m_save.setInterval(saveDelay);
    connect(&m_save, &QTimer::timeout, this, &Workspaces::save);
    connect(tabs, &QTabWidget::currentChanged, this, &Workspaces::saveLater);
    for (auto* dock : window->findChildren<QDockWidget*>()) {
        connect(dock, &QDockWidget::visibilityChanged, this, &Workspaces::saveLater);
        connect(dock, &QDockWidget::dockLocationChanged, this, &Workspaces::saveLater);
        connect(dock, &QDockWidget::topLevelChanged, this, &Workspaces::saveLater);
    }
    for (auto* bar : window->findChildren<QToolBar*>())
        connect(bar, &QToolBar::visibilityChanged, this, &Workspaces::saveLater);
}

void Workspaces::add(Workspace workspace, QAction* action, QWidget* tab, const QList<QWidget*>& panes)
{
    m_arrangements[workspace] = { tab, QSet<QWidget*>(panes.begin(), panes.end()), {}, {} };
    action->setCheckable(true);
    action->setData(int(workspace));
    m_actions.addAction(action);
    connect(action, &QAction::triggered, this, [this, workspace] { setCurrent(workspace); });
}

void Workspaces::read()
{
    const QSettings settings;
    for (auto it = m_arrangements.begin(); it != m_arrangements.end(); ++it) {
        it->layout = settings.value(key("layout", it.key())).toByteArray();
        it->lastTab = settings.value(key("tab", it.key())).toString();
    }
    const QString last = settings.value("window/workspace").toString();
    for (std::size_t i = 0; i < names.size(); ++i)
        if (last == QLatin1String(names[i]))
            m_current = Workspace(i);
    for (QAction* action : m_actions.actions())
        action->setChecked(action->data().toInt() == int(m_current));
}

QList<QWidget*> Workspaces::panes() const
{
    QList<QWidget*> panes;
    for (auto* dock : m_window->findChildren<QDockWidget*>(Qt::FindDirectChildrenOnly))
        panes.append(dock);
    for (auto* bar : m_window->findChildren<QToolBar*>(Qt::FindDirectChildrenOnly))
        panes.append(bar);
    return panes;
}

void Workspaces::arrange()
{
    const QScopedValueRollback arranging(m_arranging, true);
    const Arrangement& wanted = m_arrangements[m_current];
    if (!m_window->restoreState(wanted.layout, layoutVersion)) {
        m_window->restoreState(m_usual, layoutVersion);
        for (QWidget* pane : panes())
            pane->setVisible(wanted.panes.contains(pane));
        Q_EMIT arranged();
    }
    QWidget* tab = wanted.tab;
    for (int i = 0; i < m_tabs->count(); ++i)
        if (!wanted.lastTab.isEmpty() && m_tabs->widget(i)->objectName() == wanted.lastTab)
            tab = m_tabs->widget(i);
    m_tabs->setCurrentWidget(tab);
}

void Workspaces::setCurrent(Workspace workspace)
{
    for (QAction* action : m_actions.actions())
        action->setChecked(action->data().toInt() == int(workspace));
    if (workspace == m_current) {
        // Asked for once more: back to what it is for.
        if (m_shown)
            m_tabs->setCurrentWidget(m_arrangements[workspace].tab);
        return;
    }
    save();
    m_current = workspace;
    if (m_shown)
        arrange();
    saveLater();
    Q_EMIT currentChanged();
}

void Workspaces::show()
{
    if (std::exchange(m_shown, true))
        return;
    arrange();
}

void Workspaces::hide()
{
    save();
    m_shown = false;
    for (QWidget* pane : panes())
        pane->hide();
}

void Workspaces::reset()
{
    m_arrangements[m_current].layout.clear();
    m_arrangements[m_current].lastTab.clear();
    if (m_shown)
        arrange();
    saveLater();
}

void Workspaces::saveLater()
{
    if (m_shown && !m_arranging)
        m_save.start();
}

void Workspaces::save()
{
    m_save.stop();
    if (!m_shown)
        return;
    Arrangement& now = m_arrangements[m_current];
    now.layout = m_window->saveState(layoutVersion);
    now.lastTab = m_tabs->currentWidget()->objectName();
    QSettings settings;
    settings.setValue(key("layout", m_current), now.layout);
    settings.setValue(key("tab", m_current), now.lastTab);
    settings.setValue("window/workspace", QLatin1String(names[std::size_t(m_current)]));
}

}
