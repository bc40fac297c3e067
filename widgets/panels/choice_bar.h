#pragma once

#include "widgets/models/run_view.h"

#include <QToolBar>

#include <functional>

class QButtonGroup;
class QComboBox;
class QToolButton;

namespace polcascope::panels {

/// What is looked at: which paper's rules, what is clustered, along which vector, by which decomposition, and
/// for which output token. One click each, always in sight.
class ChoiceBar : public QToolBar {
    Q_OBJECT
public:
    explicit ChoiceBar(models::RunView* view, QWidget* parent = nullptr);
    void showRun(const models::RunSnapshotPointer& run); ///< may be null

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fitOutputs();
    QToolButton* addChoice(QButtonGroup* group, int id, const QString& text, const QString& help);
    void addVectors();
    void showWhatIsPossible();
    void showChoice();
    void change(const std::function<void(models::ViewChoice&)>& edit);
    void addHeading(const QString& text);

    models::RunView* m_view;
    QButtonGroup* m_rules;
    QButtonGroup* m_quantity;
    QButtonGroup* m_decomposition;
    models::RunSnapshotPointer m_run;
    QComboBox* m_vector;
    QComboBox* m_output;
    QWidget* m_outputButtons;
    QButtonGroup* m_outputs;
    std::vector<std::vector<std::int32_t>> m_sets; ///< of vectors, listed behind the single ones
    bool m_buttons = false; ///< the output tokens are few enough for buttons
    QString m_outputsOf; ///< the run whose tokens the buttons show
};

}
