#include "app/polcascope/watched_application.h"

#include <QEventLoop>
#include <QTest>
#include <QTimer>

using namespace polcascope;

namespace {

struct Handled {
    QByteArray what;
    double milliseconds = 0;
};

class Recorder : public WatchedApplication {
public:
    using WatchedApplication::WatchedApplication;
    QList<Handled> events;

protected:
    void handled(const QByteArray& what, double milliseconds) override { events.append({ what, milliseconds }); }
};

/// Does something when it gets an event of its own.
class Actor : public QObject {
public:
    std::function<void()> act;

protected:
    void customEvent(QEvent*) override { act(); }
};

constexpr auto type = QEvent::User;

}

/// What is said to have kept the event loop, and for how long.
class tst_watched_application : public QObject {
    Q_OBJECT

    /// The events of an actor that was sent one event by the loop.
    [[nodiscard]] static QList<Handled> eventsOf(Actor& actor)
    {
        auto* recorder = static_cast<Recorder*>(qApp);
        recorder->events.clear();
        actor.setObjectName("actor");
        QCoreApplication::postEvent(&actor, new QEvent(type));
        QCoreApplication::processEvents();
        QList<Handled> found;
        for (const Handled& event : recorder->events)
            if (event.what.contains("actor"))
                found.append(event);
        return found;
    }

private Q_SLOTS:
    void anEventIsTimedAndNamed()
    {
        Actor actor;
        actor.act = [] { QTest::qSleep(60); };
        const auto events = eventsOf(actor);
        QCOMPARE(events.size(), 1);
        QCOMPARE(events.first().what, "QObject actor, User");
        QVERIFY(events.first().milliseconds >= 60);
    }

    void whatAnEventSendsIsAPartOfIt()
    {
        Actor actor, other;
        other.setObjectName("other actor");
        other.act = [] { QTest::qSleep(30); };
        actor.act = [&other] {
            QEvent event(type);
            QCoreApplication::sendEvent(&other, &event);
        };
        const auto events = eventsOf(actor);
        QCOMPARE(events.size(), 1);
        QVERIFY(events.first().milliseconds >= 30);
    }

    void whoeverWaitsInALoopOfItsOwnKeepsNothing()
    {
        Actor actor, within;
        within.setObjectName("actor within");
        within.act = [] { QTest::qSleep(20); };
        actor.act = [&within] {
            QEventLoop loop;
            QTimer::singleShot(100, &loop, &QEventLoop::quit);
            QCoreApplication::postEvent(&within, new QEvent(type));
            loop.exec();
        };
        const auto events = eventsOf(actor);
        QCOMPARE(events.size(), 1);
        QVERIFY(events.first().what.contains("within"));
        QVERIFY(events.first().milliseconds >= 20 && events.first().milliseconds < 100);
    }
};

int main(int argc, char** argv)
{
    Recorder application(argc, argv);
    tst_watched_application test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_watched_application.moc"
