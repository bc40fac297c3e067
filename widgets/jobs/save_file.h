#pragma once

#include <QByteArray>
#include <QString>

namespace polcascope::jobs {

/// Writes a file as a whole: beside its final name, flushed, renamed. Returns what is wrong, in words; "" when it is
/// written. (QSaveFile alone takes no notice when the last that it holds back cannot be written, as on a full disk, and
/// would put what is cut in the place of what was there.)
[[nodiscard]] QString saveFile(const QString& path, const QByteArray& bytes);

}
