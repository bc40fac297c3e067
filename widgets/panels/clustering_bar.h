#pragma once

#include "widgets/models/parameter_editor.h"

#include <QTimer>
#include <QToolBar>

#include <functional>

class QAbstractButton;
class QAction;
class QButtonGroup;
class QDoubleSpinBox;
class QLabel;
class QProgressBar;
class QSlider;
class QSpinBox;
class QToolButton;

namespace polcascope::panels {

/// How the clusters are cut, live: smallest cluster, way of choosing, epsilon, single cluster; and minimum
/// samples, for which a new spanning tree is made in the background. Says whether this is as the run stores it.
class ClusteringBar : public QToolBar {
    Q_OBJECT
public:
    explicit ClusteringBar(models::ParameterEditor* editor, QWidget* parent = nullptr);

private:
    QAction* addHeading(const QString& text);
    void change(const QObject* source, const std::function<void(models::ClusteringParameters&)>& edit);
    void showParameters();
    void showProgress();
    void fillSizes();

    models::RunView* m_view;
    models::ParameterEditor* m_editor;
    QSlider* m_sizeSlider;
    QSpinBox* m_size;
    QLabel* m_share;
    QButtonGroup* m_selection;
    QSlider* m_epsilonSlider;
    QDoubleSpinBox* m_epsilon;
    QAbstractButton* m_single;
    QSpinBox* m_samples;
    QLabel* m_state;
    QToolButton* m_reset;
    QProgressBar* m_progress;
    QAction* m_progressAction;
    QAction* m_cancelAction;
    QTimer m_patience; ///< nothing is said about what takes no time

    std::vector<int> m_sizes; ///< of the slider's positions
    bool m_showing = false;
};

}
