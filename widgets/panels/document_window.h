#pragma once

#include <QDialog>

class QLabel;
class QLineEdit;
class QTextBrowser;

namespace polcascope::panels {

/// A document that comes with the program, written in Markdown: to read beside the window, search and copy from.
class DocumentWindow : public QDialog {
    Q_OBJECT
public:
    /// Shows the file; its pictures lie beside it.
    DocumentWindow(const QString& title, const QString& path, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void showDocument();
    void find(bool backwards, bool fromHere);
    void openLink(const QUrl& link);

    QString m_path;
    QTextBrowser* m_text;
    QLineEdit* m_find;
    QLabel* m_found;
};

}
