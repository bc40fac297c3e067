#pragma once

#include "widgets/models/run_view.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QUndoStack>

#include <functional>

namespace polcascope::models {

/// Other parameters for the clustering chosen. To undo or redo it leads back to that clustering.
class ParameterCommand : public QUndoCommand {
public:
    /// Changes with the same gesture (not 0), such as the positions of a slider that is dragged, are one step.
    ParameterCommand(RunView* view, const ClusteringParameters& to, int gesture = 0);

    void undo() override;
    void redo() override;
    [[nodiscard]] int id() const override { return 1; }
    bool mergeWith(const QUndoCommand* other) override;

private:
    void describe();

    QPointer<RunView> m_view;
    ViewChoice m_choice;
    ClusteringParameters m_from;
    ClusteringParameters m_to;
    ClusteringParameters m_rules;
    int m_gesture;
};

/// Through this everything that a person can drag, type or click changes the parameters, so that it can be undone.
class ParameterEditor : public QObject {
public:
    ParameterEditor(RunView* view, QUndoStack* undo, QObject* parent = nullptr);

    /// `source`: what the person moves; as long as it is the same and dragged, or moved again within a second, it
    /// is one step. Null: a step of its own.
    void change(const QObject* source, const std::function<void(ClusteringParameters&)>& edit, bool dragged = false);
    /// Gives up what is being computed: back to what is shown.
    void cancel();

    [[nodiscard]] RunView* view() const { return m_view; }

private:
    RunView* m_view;
    QUndoStack* m_undo;
    const QObject* m_source = nullptr; ///< of the change before
    QElapsedTimer m_sinceChange;
    int m_gesture = 0;
};

}
