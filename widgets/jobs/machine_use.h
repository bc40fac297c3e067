#pragma once

#include <QString>

#include <optional>

namespace polcascope::jobs {

/// What a process takes of the machine, as Linux tells in /proc.
struct ProcessUse {
    qint64 memory = 0; ///< bytes resident
    qint64 mostMemory = 0; ///< the most there ever were
    double processorSeconds = 0; ///< since it began, of all its threads
};
/// Nothing for a process that is not there.
[[nodiscard]] std::optional<ProcessUse> processUse(qint64 processId);
[[nodiscard]] qint64 machineMemory(); ///< bytes

/// What the disk that holds a folder has left; no value where that cannot be told. (Qt's QStorageInfo knows no
/// disk that is not in the list of mounts, as in a chroot.)
[[nodiscard]] std::optional<qint64> freeBytes(const QString& folder);

}
