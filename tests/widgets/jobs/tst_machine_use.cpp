#include "widgets/jobs/machine_use.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTest>

#include <unistd.h>
#include <vector>

using namespace polcascope::jobs;

class MachineUseTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aProcessUsesWhatItTakes()
    {
        const auto before = processUse(::getpid());
        QVERIFY(before);
        constexpr std::size_t size = 100'000'000;
        std::vector<char> memory(size, 'x');
        QElapsedTimer timer;
        timer.start();
        volatile double sum = 0;
        while (timer.elapsed() < 300)
            sum = sum + 1;
        const auto after = processUse(::getpid());
        QVERIFY(after);
        QVERIFY(after->memory - before->memory > qint64(size) * 9 / 10);
        QVERIFY(after->mostMemory >= after->memory);
        const double busy = after->processorSeconds - before->processorSeconds;
        QVERIFY2(busy > 0.05 && busy < 0.7, qPrintable(QString::number(busy)));
        QVERIFY(machineMemory() > after->memory);
        QCOMPARE(memory[size - 1], 'x');
    }

    void aProcessThatIsNotThereUsesNothing()
    {
        QVERIFY(!processUse(0));
        QVERIFY(!processUse(-1));
        QVERIFY(!processUse(4'194'304 + 7)); // above the largest number that Linux gives
    }

    void aDiskHasRoom()
    {
        QVERIFY(freeBytes(QDir::tempPath()).value_or(0) > 0);
        QVERIFY(!freeBytes("/nowhere"));
    }
};

QTEST_GUILESS_MAIN(MachineUseTest)
#include "tst_machine_use.moc"
