#pragma once

#include "widgets/models/run_view.h"

#include <QLabel>

namespace polcascope::panels {

/// How much of what happened do the POLCA views show: the share of the loss change that the basis explains
/// and the remainder. Stands beside every POLCA view.
class ExplainedLine : public QLabel {
    Q_OBJECT
public:
    explicit ExplainedLine(models::RunView* view, QWidget* parent = nullptr);

private:
    void showData();
    models::RunView* m_view;
};

}
