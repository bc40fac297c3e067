#include "widgets/models/parameter_editor.h"

namespace polcascope::models {

namespace {

constexpr int pause = 1000; // milliseconds: changes closer together are one step of undo

}

ParameterCommand::ParameterCommand(RunView* view, const ClusteringParameters& to, int gesture)
    : m_view(view)
    , m_choice(view->choice())
    , m_from(view->parameters())
    , m_to(to)
    , m_rules(view->rulesParameters())
    , m_gesture(gesture)
{
    describe();
}

void ParameterCommand::describe()
{
    setText(m_to == m_rules ? QCoreApplication::translate("ParameterCommand", "Reset the clustering")
                            : QCoreApplication::translate("ParameterCommand", "Set %1", "parameters")
                                  .arg(difference(m_from, m_to)));
    setObsolete(m_from == m_to);
}

void ParameterCommand::undo()
{
    if (!m_view)
        return;
    m_view->setChoice(m_choice);
    m_view->setParameters(m_from);
}

void ParameterCommand::redo()
{
    if (!m_view)
        return;
    m_view->setChoice(m_choice);
    m_view->setParameters(m_to);
}

bool ParameterCommand::mergeWith(const QUndoCommand* other)
{
    const auto* later = static_cast<const ParameterCommand*>(other);
    if (m_gesture == 0 || later->m_gesture != m_gesture || later->m_choice != m_choice)
        return false;
    m_to = later->m_to;
    describe();
    return true;
}

ParameterEditor::ParameterEditor(RunView* view, QUndoStack* undo, QObject* parent)
    : QObject(parent)
    , m_view(view)
    , m_undo(undo)
{
}

void ParameterEditor::change(
    const QObject* source, const std::function<void(ClusteringParameters&)>& edit, bool dragged)
{
    ClusteringParameters parameters = m_view->parameters();
    edit(parameters);
    if (parameters == m_view->parameters())
        return;
    const bool same = source && source == m_source && m_sinceChange.isValid() &&
        (dragged || m_sinceChange.elapsed() < pause);
    m_gesture += !same;
    m_source = source;
    m_sinceChange.start();
    m_undo->push(new ParameterCommand(m_view, parameters, source ? m_gesture : 0));
}

void ParameterEditor::cancel()
{
    const auto& data = m_view->data();
    if (!data)
        return;
    if (m_view->choice() != data->choice)
        m_view->setChoice(data->choice);
    else if (m_undo->canUndo() && m_view->isOutOfDate())
        m_undo->undo();
}

}
