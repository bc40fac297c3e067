#include "app/polcascope/command_palette.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QPointer>
#include <QTimer>
#include <QVBoxLayout>

#include <functional>

namespace polcascope {

CommandPalette::CommandPalette(QWidget* window)
    : QDialog(window)
    , m_edit(new QLineEdit)
    , m_list(new QListWidget)
{
    setWindowTitle(tr("Commands"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_edit->setPlaceholderText(tr("Type a part of a command"));
    m_edit->setAccessibleName(tr("Command"));
    m_list->setAccessibleName(tr("Commands found"));
    m_list->setFocusPolicy(Qt::NoFocus);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(m_edit);
    layout->addWidget(m_list);
    resize(480, 360);

    const std::function<void(const QMenu*, const QString&)> collect = [&](const QMenu* menu,
                                                                          const QString& path) {
        for (QAction* action : menu->actions()) {
            const QString text = action->text().remove(QLatin1Char('&'));
            if (action->menu())
                collect(action->menu(), path + text + QStringLiteral(" › "));
            else if (!action->isSeparator() && action->isVisible() && action->isEnabled() && !text.isEmpty())
                m_commands.append({ path + text, action });
        }
    };
    if (const auto* main = qobject_cast<QMainWindow*>(window))
        for (const QAction* action : main->menuBar()->actions())
            if (action->menu())
                collect(action->menu(), {});

    m_edit->installEventFilter(this);
    connect(m_edit, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_edit, &QLineEdit::returnPressed, this, &CommandPalette::run);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::run);
    filter({});
}

void CommandPalette::filter(const QString& text)
{
    m_list->clear();
    const QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (qsizetype index = 0; index < m_commands.size(); ++index) {
        const auto& [name, action] = m_commands[index];
        bool matches = true;
        for (const QString& word : words)
            matches = matches && name.contains(word, Qt::CaseInsensitive);
        if (!matches)
            continue;
        const QString shortcut = action->shortcut().toString(QKeySequence::NativeText);
        auto* item =
            new QListWidgetItem(shortcut.isEmpty() ? name : name + QStringLiteral("    ") + shortcut, m_list);
        item->setData(Qt::UserRole, index);
    }
    m_list->setCurrentRow(0);
}

void CommandPalette::run()
{
    const QListWidgetItem* item = m_list->currentItem();
    if (!item)
        return;
    const QPointer<QAction> action = m_commands[item->data(Qt::UserRole).toLongLong()].second;
    accept();
    // After this dialog is gone, so that a command that opens a dialog of its own is not below it.
    QTimer::singleShot(0, parent(), [action] {
        if (action)
            action->trigger();
    });
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const int by = key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : 0;
        if (by != 0 && m_list->count() > 0) {
            m_list->setCurrentRow(qBound(0, m_list->currentRow() + by, m_list->count() - 1));
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

}
