#pragma once

#include <QStringList>

namespace polcascope {

/// The languages that the window speaks, as in translations/: "de", "en".
[[nodiscard]] QStringList languages();

/// Sets texts and numbers to a language, such as "de" or "de_CH"; "" stands for that of the desktop, or English
/// where the window does not speak it. Qt's own texts (buttons, file dialogs) follow. Needs an application object.
/// Throws usage for a language that the window does not speak.
void chooseLanguage(const QString& language);

}
