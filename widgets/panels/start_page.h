#pragma once

#include <QScrollArea>

class QCommandLinkButton;
class QListWidget;

namespace polcascope::panels {

/// Where to begin: the sample run, the demo, a new run, or a run opened lately. Scrolls in a small window.
class StartPage : public QScrollArea {
    Q_OBJECT
public:
    explicit StartPage(QWidget* parent = nullptr);
    void refresh(); ///< the sample and the recent runs, as they are now

Q_SIGNALS:
    void openRequested(const QString& path);
    void openDialogRequested();
    void newRunRequested();
    void demoRequested();

private:
    QCommandLinkButton* m_sample;
    QWidget* m_recentBox;
    QListWidget* m_recent;
};

}
