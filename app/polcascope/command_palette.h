#pragma once

#include <QDialog>

class QLineEdit;
class QListWidget;

namespace polcascope {

/// Every command of the window by its name: type a part of it, press Enter.
class CommandPalette : public QDialog {
    Q_OBJECT
public:
    explicit CommandPalette(QWidget* window);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void filter(const QString& text);
    void run();

    QLineEdit* m_edit;
    QListWidget* m_list;
    QList<QPair<QString, QAction*>> m_commands;
};

}
