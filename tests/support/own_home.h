#pragma once

#include <QCoreApplication>
#include <QLocale>
#include <QTemporaryDir>

namespace polcascope::support {

/// Runs and settings in a folder of the test's own, which goes when it ends, and English. For initMain(): before
/// there is an application.
inline void useOwnHome()
{
    static const QTemporaryDir home;
    qputenv("XDG_DATA_HOME", home.path().toUtf8());
    qputenv("XDG_CONFIG_HOME", home.path().toUtf8());
    QCoreApplication::setOrganizationName(QStringLiteral("polcascope-test"));
    QCoreApplication::setApplicationName(QStringLiteral("polcascope-test"));
    QLocale::setDefault(QLocale(QLocale::English));
}

}
