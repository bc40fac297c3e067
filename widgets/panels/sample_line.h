#pragma once

#include "widgets/models/run_snapshot.h"

#include <QLabel>

namespace polcascope::panels {

/// Says above every view that the run is a sample, what of, and what it lacks. Not there for any other run.
class SampleLine : public QLabel {
    Q_OBJECT
public:
    explicit SampleLine(QWidget* parent = nullptr);
    void showRun(const models::RunSnapshotPointer& run); ///< null: none
};

}
