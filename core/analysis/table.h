#pragma once

#include <string>
#include <vector>

namespace polcascope::analysis {

/// A table as it goes to people and scripts: text in every cell, "" where there is no value.
struct Table {
    std::string name; ///< "2024-table-1": of its file, too
    std::string title;
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows; ///< as long as columns
    std::vector<std::string> notes; ///< sentences
    bool detailed = false; ///< a row for each token or cluster: for a file rather than the terminal
};

enum class TableFormat { text, csv, markdown };
/// Text: aligned, numbers to the right. CSV (RFC 4180): columns and rows alone. Markdown: a table between title and
/// notes.
[[nodiscard]] std::string tableText(const Table& table, TableFormat format);

/// A number with so many decimals (fixed) or significant digits; "" for NaN.
[[nodiscard]] std::string fixed(double value, int decimals);
[[nodiscard]] std::string significant(double value, int digits);

}
