#include "widgets/jobs/save_file.h"

#include <QSaveFile>

namespace polcascope::jobs {

QString saveFile(const QString& path, const QByteArray& bytes)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.flush() && file.commit())
        return {};
    const QString what = file.errorString();
    file.cancelWriting();
    return what;
}

}
