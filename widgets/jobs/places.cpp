#include "widgets/jobs/places.h"

#include "core/recipe/recipe.h"
#include "core/store/run_folder.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

namespace polcascope::jobs {

namespace {

constexpr int mostRecentRuns = 12;

bool looksLikeRun(const QString& path)
{
    return store::looksLikeRun(QFile::encodeName(path).toStdString());
}

QString ownFolder(const QString& name)
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QLatin1String("/polcascope/") + name;
}

QString inDataFolder(const QString& path)
{
    return QFile::decodeName(dataFolder().string().c_str()) + QLatin1Char('/') + path;
}

}

QString runsFolder()
{
    const QString folder = ownFolder(QStringLiteral("runs"));
    QDir().mkpath(folder);
    return folder;
}

QString freeRunPath(const QString& name)
{
    const QString base = runsFolder() + QLatin1Char('/') + name;
    QString path = base + QLatin1String(".polca");
    for (int number = 2; QFileInfo::exists(path); ++number)
        path = QStringLiteral("%1-%2.polca").arg(base).arg(number);
    return path;
}

QStringList runsInFolder()
{
    QStringList runs;
    const auto folders = QDir(runsFolder()).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Time);
    for (const QFileInfo& folder : folders)
        if (looksLikeRun(folder.absoluteFilePath()))
            runs.append(folder.absoluteFilePath());
    return runs;
}

QString journalFolder()
{
    return ownFolder(QStringLiteral("open"));
}

QString sessionFile(const QString& runPath, bool readOnly)
{
    const QFileInfo run(runPath);
    if (!readOnly && (run.isWritable() || !run.exists()))
        return runPath + QStringLiteral("/session.json");
    const QByteArray hash = QCryptographicHash::hash(run.canonicalFilePath().toUtf8(), QCryptographicHash::Sha1).toHex().left(8);
    return ownFolder(QStringLiteral("sessions/%1-%2.json").arg(run.completeBaseName(), QLatin1String(hash)));
}

QString sampleRun()
{
    const auto folders = QDir(inDataFolder(QStringLiteral("sample"))).entryInfoList({ QStringLiteral("*.polca") }, QDir::Dirs, QDir::Name);
    for (const QFileInfo& folder : folders)
        if (looksLikeRun(folder.absoluteFilePath()))
            return folder.absoluteFilePath();
    return {};
}

QString document(const QString& name)
{
    const QString path = inDataFolder(QStringLiteral("docs/") + name);
    return QFileInfo(path).isFile() ? path : QString();
}

QString enginePath()
{
    const QString name = QStringLiteral("polcascope-engine");
    const QString beside = QStandardPaths::findExecutable(name, { QCoreApplication::applicationDirPath() });
    if (!beside.isEmpty())
        return beside;
    const QString named = qEnvironmentVariable("POLCASCOPE_ENGINE");
    if (!named.isEmpty())
        return QStandardPaths::findExecutable(named);
    return QStandardPaths::findExecutable(name);
}

QStringList recentRuns()
{
    QStringList runs = QSettings().value("recentRuns").toStringList();
    runs.removeIf([](const QString& path) { return !looksLikeRun(path); });
    return runs;
}

void addRecentRun(const QString& path)
{
    QSettings settings;
    QStringList runs = settings.value("recentRuns").toStringList();
    runs.removeAll(path);
    runs.prepend(path);
    settings.setValue("recentRuns", runs.mid(0, mostRecentRuns));
}

void clearRecentRuns()
{
    QSettings().remove("recentRuns");
}

}
