#pragma once

#include <QString>
#include <QStringList>

namespace polcascope::jobs {

/// Where new runs are put: "runs" in the user's data folder. Made when it is not there.
[[nodiscard]] QString runsFolder();
/// A path in the runs folder for a new run of that name which is not taken: name.polca, name-2.polca, ...
[[nodiscard]] QString freeRunPath(const QString& name);
/// Every run in the runs folder, the newest first.
[[nodiscard]] QStringList runsInFolder();
/// Where a window keeps what was open in it; made when it is needed.
[[nodiscard]] QString journalFolder();
/// What a person set in a run: session.json in its folder, or, where nothing can be written there (a sample; a folder of
/// someone else), a file of their own in their data folder.
[[nodiscard]] QString sessionFile(const QString& runPath, bool readOnly);
/// The run that comes with the program, "sample/NAME.polca" in its data folder, or "" when there is none.
[[nodiscard]] QString sampleRun();
/// A document that comes with the program, "docs/NAME" in its data folder, or "" when it is not there.
[[nodiscard]] QString document(const QString& name);
/// polcascope-engine: beside this program, else what POLCASCOPE_ENGINE names, else on the PATH; "" when
/// nowhere.
[[nodiscard]] QString enginePath();

/// Runs opened lately, the newest first, those that are still there. Kept in the user's settings.
[[nodiscard]] QStringList recentRuns();
void addRecentRun(const QString& path);
void clearRecentRuns();

}
