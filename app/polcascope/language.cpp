#include "app/polcascope/language.h"

#include "core/base/error.h"

#include <QCoreApplication>
#include <QDir>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace polcascope {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Program)
};

const QString folder = QStringLiteral(":/i18n");

/// "de" of "de_CH", "de-CH" or "de_CH.UTF-8".
QString languageOf(const QString& locale)
{
    qsizetype end = 0;
    while (end < locale.size() && locale[end].isLetter())
        ++end;
    return locale.left(end).toLower();
}

void install(const QString& name, const QString& from)
{
    auto* translator = new QTranslator(QCoreApplication::instance());
    if (translator->load(name, from))
        QCoreApplication::installTranslator(translator);
}

}

QStringList languages()
{
    QStringList names = QDir(folder).entryList({ QStringLiteral("polcascope_*.qm") }, QDir::Files, QDir::Name);
    for (QString& name : names)
        name = name.section(u'_', 1).section(u'.', 0, 0);
    return names;
}

void chooseLanguage(const QString& language)
{
    const QStringList known = languages();
    const QString asked = languageOf(language);
    if (!language.isEmpty() && !known.contains(asked)) {
        chooseLanguage({});
        throw Error(ErrorKind::usage,
            { { "what",
                Text::tr("the window does not speak “%1”; its languages are: %2")
                    .arg(language, known.join(QStringLiteral(", ")))
                    .toStdString() } });
    }
    QLocale locale = language.isEmpty() ? QLocale::system() : QLocale(language);
    // The C locale has no thousands separators and is nobody's language.
    if (locale.language() == QLocale::C)
        locale = QLocale(QLocale::English);
    QLocale::setDefault(locale);

    QString chosen = QStringLiteral("en");
    if (!language.isEmpty()) {
        chosen = asked;
    } else {
        for (const QString& wanted : locale.uiLanguages()) {
            if (known.contains(languageOf(wanted))) {
                chosen = languageOf(wanted);
                break;
            }
        }
    }
    // English has a translation, too: of the plurals.
    install(QStringLiteral("qtbase_") + chosen, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install(QStringLiteral("polcascope_") + chosen, folder);
}

}
