#include "app/polcascope/watched_application.h"

#include <QElapsedTimer>
#include <QMetaEnum>
#include <QThread>

#include <cstdio>
#include <utility>

namespace polcascope {

namespace {

constexpr double longest = 50; // milliseconds

}

bool WatchedApplication::notify(QObject* receiver, QEvent* event)
{
    const int level = QThread::currentThread()->loopLevel() + 1;
    // What an event sends on is a part of it.
    if (!m_watching || QThread::currentThread() != thread() || level == m_level)
        return QApplication::notify(receiver, event);
    const int outer = std::exchange(m_level, level);
    m_waited = false;
    QByteArray what = receiver->metaObject()->className();
    if (!receiver->objectName().isEmpty())
        what += ' ' + receiver->objectName().toUtf8();
    if (const char* type = QMetaEnum::fromType<QEvent::Type>().valueToKey(event->type()))
        what += QByteArrayLiteral(", ") + type;
    QElapsedTimer timer;
    timer.start();
    const bool result = QApplication::notify(receiver, event);
    if (!m_waited)
        handled(what, static_cast<double>(timer.nsecsElapsed()) / 1e6);
    m_level = outer;
    m_waited = outer > 0;
    return result;
}

void WatchedApplication::handled(const QByteArray& what, double milliseconds)
{
    if (milliseconds > longest)
        std::fprintf(stderr, "watchdog: %.0f ms in %s\n", milliseconds, what.constData());
}

}
