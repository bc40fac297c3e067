#pragma once

#include "core/base/error.h"
#include "core/recipe/recipe.h"

#include <QString>

#include <string_view>

namespace polcascope::jobs {

/// The sentence for an error, in the language of the window: what was wrong, where, and what to do.
[[nodiscard]] QString errorMessage(ErrorKind kind, const std::map<std::string, std::string>& data);
[[nodiscard]] QString errorMessage(const Error& error);
/// The same for whatever the current exception is; call it only in a catch block.
[[nodiscard]] QString currentErrorMessage();

/// What is wrong with one value of a recipe, without naming its key: it stands beside the field.
[[nodiscard]] QString problemMessage(const RecipeProblem& problem);

/// A text of the recipes' keys (help, unit, title of a key), or a title or description of a shipped recipe, in the
/// language of the window; any other text as it is.
[[nodiscard]] QString recipeText(std::string_view text);

/// The sentence for a warning of the engine; its own English one where the kind is not known.
[[nodiscard]] QString warningMessage(
    const QString& kind, const std::map<std::string, std::string>& data, const QString& message);

/// "Training", "Basis", ... for a stage's name in JSON; an unknown name as it is.
[[nodiscard]] QString stageTitle(const QString& stage);
/// "1.2 GB".
[[nodiscard]] QString sizeText(qint64 bytes);
/// "about 3 min", "less than a second"; "" for a time that is not known.
[[nodiscard]] QString durationText(double seconds);
/// "12 of 20 vectors".
[[nodiscard]] QString countText(qint64 done, qint64 total, const QString& unit);
/// "3.1 steps a second", "4 s a vector" (when it takes longer than a second); "" for a rate that is not
/// known.
[[nodiscard]] QString rateText(double rate, const QString& unit);

}
