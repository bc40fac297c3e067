#include "widgets/jobs/machine_use.h"

#include <QFile>

#include <filesystem>
#include <unistd.h>

namespace polcascope::jobs {

std::optional<ProcessUse> processUse(qint64 processId)
{
    const QString folder = QStringLiteral("/proc/%1/").arg(processId);
    QFile status(folder + QLatin1String("status"));
    QFile times(folder + QLatin1String("stat"));
    if (processId <= 0 || !status.open(QIODevice::ReadOnly) || !times.open(QIODevice::ReadOnly))
        return {};
    const QByteArray lines = status.readAll();
    const auto kilobytes = [&](const char* name) {
        const qsizetype at = lines.indexOf(name);
        return at < 0 ? 0 : 1024 * lines.mid(at + qsizetype(qstrlen(name))).trimmed().split(' ').first().toLongLong();
    };
    // Behind the name, which is in brackets and may hold anything: the 14th and 15th word of the whole are meant.
    const QByteArray line = times.readAll();
    const QList<QByteArray> words = line.mid(line.lastIndexOf(')') + 2).split(' ');
    if (words.size() < 13)
        return {};
    return ProcessUse { kilobytes("VmRSS:"), kilobytes("VmHWM:"),
        (words[11].toDouble() + words[12].toDouble()) / static_cast<double>(::sysconf(_SC_CLK_TCK)) };
}

qint64 machineMemory()
{
    return static_cast<qint64>(::sysconf(_SC_PHYS_PAGES)) * ::sysconf(_SC_PAGESIZE);
}

std::optional<qint64> freeBytes(const QString& folder)
{
    std::error_code failed;
    const auto space = std::filesystem::space(QFile::encodeName(folder).toStdString(), failed);
    if (failed || space.capacity == 0)
        return {};
    return static_cast<qint64>(space.available);
}

}
