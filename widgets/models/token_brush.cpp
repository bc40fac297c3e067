#include "widgets/models/token_brush.h"

#include <QLocale>

#include <algorithm>

namespace polcascope::models {

TokenBrush::TokenBrush(ClusterSelection* selection, QObject* parent)
    : QObject(parent)
    , m_selection(selection)
{
    connect(&m_work, &Background::failed, this, &TokenBrush::failed);
}

void TokenBrush::drag(const StepInterval& interval, Qt::KeyboardModifiers modifiers)
{
    look(interval, modifiers, false);
}

void TokenBrush::finish(const StepInterval& interval, Qt::KeyboardModifiers modifiers)
{
    look(interval, modifiers, true);
}

void TokenBrush::drop()
{
    m_work.cancel();
    m_selection->dropTokens();
}

void TokenBrush::look(const StepInterval& interval, Qt::KeyboardModifiers modifiers, bool finishes)
{
    m_work.start([this, interval, modifiers, finishes](const Background::Context& context) {
        auto falls = fallsIn(interval, context.progress);
        context.deliver([this, interval, modifiers, finishes, falls = std::move(falls)] {
            m_interval = interval;
            m_falls = falls;
            m_modifiers = modifiers;
            m_before = m_selection->tokens();
            m_finished = finishes;
            m_made = made();
            if (finishes)
                m_selection->chooseTokens(m_made, ++m_gesture);
            else
                m_selection->dragTokens(m_made);
        });
    });
}

TokenSet TokenBrush::made() const
{
    return combined(m_before, fallingTokens(m_interval, m_falls, m_threshold), m_modifiers);
}

void TokenBrush::setThreshold(double nats)
{
    if (nats == m_threshold)
        return;
    m_threshold = nats;
    if (m_finished && m_selection->tokens() == m_made) {
        m_made = made();
        m_selection->chooseTokens(m_made, m_gesture);
    }
    Q_EMIT thresholdChanged(nats);
}

QString TokenBrush::inWords() const
{
    if (!m_finished || m_selection->tokens() != m_made || !m_made.isEmpty() || m_falls.empty())
        return {};
    return tr("%1: none; the largest fall there is %2 nats", "what was looked for")
        .arg(fallingTokens(m_interval, {}, m_threshold).how,
            QLocale().toString(static_cast<double>(*std::max_element(m_falls.begin(), m_falls.end())), 'g', 3));
}

}
