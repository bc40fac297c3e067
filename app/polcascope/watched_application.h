#pragma once

#include <QApplication>

namespace polcascope {

/// Prints what kept the window from answering for more than 50 ms: in builds with assertions always, in others when
/// POLCASCOPE_WATCHDOG is set.
class WatchedApplication : public QApplication {
public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override;

protected:
    /// The event loop was kept by one event for so many milliseconds. What waits in a loop of its own, such as a dialog
    /// that is asked, does not keep it.
    virtual void handled(const QByteArray& what, double milliseconds);

private:
#ifdef NDEBUG
    bool m_watching = qEnvironmentVariableIsSet("POLCASCOPE_WATCHDOG");
#else
    bool m_watching = true;
#endif
    int m_level = 0; ///< of event loops, of the event at hand; 0: none is
    bool m_waited = false; ///< the event at hand has run a loop of its own
};

}
