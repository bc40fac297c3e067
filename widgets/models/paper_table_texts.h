#pragma once

#include "core/analysis/table.h"

#include <QString>

/// The papers' tables in the language of the window: what core writes in English, and what it leaves out.
namespace polcascope::models {

/// "2024: table 1 (second order)" for "2024-table-1"; an unknown name as it is.
[[nodiscard]] QString tableName(const std::string& name);
/// A title or note, its values as numbers on screen.
[[nodiscard]] QString sentence(const analysis::Sentence& sentence);
/// A column's heading, and what it says in a sentence ("" where nobody knows).
[[nodiscard]] QString columnTitle(const analysis::Table& table, std::size_t column);
[[nodiscard]] QString columnHelp(const analysis::Table& table, std::size_t column);
/// A cell: words of the tables' own in the window's language, numbers by its locale, names with their spaces visible.
[[nodiscard]] QString cellText(const analysis::Table& table, std::size_t row, std::size_t column);

/// A number as the tables write one, "3/20" being a ratio and "0.45+" marked; NaN for anything else.
[[nodiscard]] double numberIn(const std::string& cell);

}
