#pragma once

#include <QDialog>
#include <QPair>

class QDialogButtonBox;
class QLabel;
class QLineEdit;

namespace polcascope::views {

/// Asks for what is to be in view of both axes, and checks it while it is typed. An end that is left empty is infinite:
/// all there is.
class AxisLimitsDialog : public QDialog {
    Q_OBJECT
public:
    using Limits = QPair<double, double>;
    /// An axis: what is in view, all there is, and whether it is logarithmic, with no place for 0 and less.
    struct Axis {
        Limits limits;
        Limits all;
        bool positive = false;
    };
    AxisLimitsDialog(const Axis& steps, const Axis& values, QWidget* parent);

    [[nodiscard]] Limits steps() const { return m_steps.typed; } ///< once accepted
    [[nodiscard]] Limits values() const { return m_values.typed; }

private:
    struct Row {
        QLineEdit* from = nullptr;
        QLineEdit* to = nullptr;
        Axis axis;
        Limits typed;
    };
    [[nodiscard]] QString read(Row& row) const; ///< what is wrong with it, in a sentence; "" where nothing is
    void check();

    Row m_steps;
    Row m_values;
    QLabel* m_problem;
    QDialogButtonBox* m_buttons;
};

}
