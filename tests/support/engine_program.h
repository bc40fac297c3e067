#pragma once

#include <QProcess>
#include <QStringList>

namespace polcascope::support {

/// What a program said, and its exit status: -1 when it crashed or did not end within four minutes.
struct Outcome {
    int status = -1;
    QString out;
    QString err;
};

/// Runs polcascope-engine of this build (or another program) to its end, without standard input.
inline Outcome run(const QStringList& arguments,
    const QString& program = QStringLiteral(POLCASCOPE_BIN_DIR "/polcascope-engine"))
{
    constexpr int longEnough = 240000; // ms
    QProcess process;
    process.start(program, arguments);
    process.closeWriteChannel();
    if (!process.waitForFinished(longEnough))
        return {};
    return { process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
        QString::fromUtf8(process.readAllStandardOutput()),
        QString::fromUtf8(process.readAllStandardError()) };
}

}
