#pragma once

#include "widgets/models/run_view.h"

#include <QLabel>
#include <QTimer>

namespace polcascope::panels {

/// Says that the views show something else than what is asked for, until that is there. What takes no longer
/// than a moment is not worth a word.
class OutOfDateLine : public QLabel {
    Q_OBJECT
public:
    explicit OutOfDateLine(models::RunView* view, QWidget* parent = nullptr);
    [[nodiscard]] bool isOutOfDate() const { return m_outOfDate; }

Q_SIGNALS:
    void outOfDateChanged(bool outOfDate);

protected:
    void changeEvent(QEvent* event) override;

private:
    void follow();
    void showState();
    void showColours();

    models::RunView* m_view;
    QTimer m_patience;
    bool m_outOfDate = false;
};

}
