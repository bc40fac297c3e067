#pragma once

#include "widgets/models/parameter_editor.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace polcascope::panels {

/// Says that the views show something else than what is asked for, until that is there, how far it is, and lets
/// it be given up. What takes no longer than a moment is not worth a word.
class OutOfDateLine : public QWidget {
    Q_OBJECT
public:
    explicit OutOfDateLine(models::ParameterEditor* editor, QWidget* parent = nullptr);
    [[nodiscard]] bool isOutOfDate() const { return m_outOfDate; }
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void outOfDateChanged(bool outOfDate);

private:
    void follow();
    void showState();
    void showProgress();

    models::RunView* m_view;
    QLabel* m_text;
    QProgressBar* m_progress;
    QToolButton* m_cancel;
    QTimer m_patience;
    bool m_outOfDate = false;
};

}
