#include "widgets/models/journal.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <filesystem>
#include <utility>

namespace polcascope::models {

namespace {

constexpr int delay = 300; // milliseconds
constexpr QLatin1String schema("polcascope/journal");
constexpr QLatin1String ending(".json");
constexpr QLatin1String lockEnding(".lock");

std::optional<Journal::Entry> read(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    if (json["schema"].toString() != schema || json["run"].toString().isEmpty())
        return {};
    Journal::Entry entry { json["run"].toString(), {}, json["current"].toInt(), json["token"].toInt(-1) };
    for (const auto& cluster : json["selected"].toArray())
        entry.selected.insert(cluster.toInt());
    if (const auto note = json["note"]; note.isString())
        entry.note = note.toString();
    entry.pinned = json["pinned"].toObject();
    return entry;
}

}

Journal::Journal(const QString& folder, std::function<Entry()> now, QObject* parent)
    : QObject(parent)
    , m_folder(folder)
    , m_now(std::move(now))
{
    QDir().mkpath(folder);
    for (int window = 1;; ++window) {
        m_name = QStringLiteral("%1/%2-%3").arg(folder).arg(QCoreApplication::applicationPid()).arg(window);
        m_alive = std::make_unique<QLockFile>(m_name + lockEnding);
        m_alive->setStaleLockTime(0); // it is held as long as its process is there
        if (m_alive->tryLock() || m_alive->error() != QLockFile::LockFailedError)
            break;
    }
    m_delay.setSingleShot(true);
    m_delay.setInterval(delay);
    connect(&m_delay, &QTimer::timeout, this, &Journal::write);
}

Journal::~Journal()
{
    end();
}

void Journal::writeLater()
{
    if (m_alive && !m_delay.isActive())
        m_delay.start();
}

void Journal::write()
{
    const Entry now = m_now();
    if (now == std::exchange(m_written, now))
        return;
    if (now.run.isEmpty()) {
        QFile::remove(m_name + ending);
        return;
    }
    QJsonArray selected;
    for (const int cluster : now.selected)
        selected.append(cluster);
    const QJsonObject json { { "schema", schema }, { "run", now.run }, { "selected", selected }, { "current", now.current },
        { "token", now.token }, { "note", now.note ? QJsonValue(*now.note) : QJsonValue() }, { "pinned", now.pinned } };
    // Whole or not there, but not flushed to the disk at every click: it is for when the window dies, not the machine.
    const QString beside = m_name + QStringLiteral(".new");
    QFile file(beside);
    const QByteArray bytes = QJsonDocument(json).toJson();
    const bool written = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    file.close();
    std::error_code failed;
    if (written)
        std::filesystem::rename(QFile::encodeName(beside).toStdString(), QFile::encodeName(m_name + ending).toStdString(), failed);
}

void Journal::end()
{
    m_delay.stop();
    if (!m_alive)
        return;
    QFile::remove(m_name + ending);
    QFile::remove(m_name + QStringLiteral(".new"));
    m_alive.reset();
}

std::optional<Journal::Entry> Journal::leftOver()
{
    std::optional<Entry> last;
    const auto files = QDir(m_folder).entryInfoList({ QStringLiteral("*.json") }, QDir::Files, QDir::Time);
    for (const QFileInfo& info : files) {
        const QString name = info.path() + QLatin1Char('/') + info.completeBaseName();
        QLockFile lock(name + lockEnding);
        lock.setStaleLockTime(0);
        if (name == m_name || !lock.tryLock())
            continue;
        const auto entry = read(info.filePath());
        if (!entry) {
            const QString aside = name + QStringLiteral(".broken");
            QFile::remove(aside);
            if (QFile::rename(info.filePath(), aside))
                Q_EMIT broken(aside);
            continue;
        }
        m_left.append(info.filePath());
        if (!last)
            last = entry;
    }
    return last;
}

void Journal::forget()
{
    for (const QString& file : std::exchange(m_left, {}))
        QFile::remove(file);
}

}
