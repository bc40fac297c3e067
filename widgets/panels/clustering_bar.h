#pragma once

#include "widgets/models/parameter_editor.h"

#include <QToolBar>

#include <functional>

class QAbstractButton;
class QButtonGroup;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
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
    void addHeading(const QString& text);
    void change(const QObject* source, const std::function<void(models::ClusteringParameters&)>& edit);
    void showParameters();
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
    QComboBox* m_metric;
    QLabel* m_state;
    QToolButton* m_reset;

    std::vector<int> m_sizes; ///< of the slider's positions
    bool m_showing = false;
};

}
